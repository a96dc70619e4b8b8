"""What stage 1 says of a workbook before it looks at a sheet: its format, its macros, and why it is not read."""

import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.excel import container
from pipeline.files import sha256_of
from pipeline.stage1_read import read
from pipeline.stage1_read.inputs import Source
from pipeline.stage1_read.workbooks import read_workbook
from tests.excel.packages import with_parts
from tests.sheets import workbook

FILES = Path(__file__).parents[1] / "excel" / "files"
MEMBERS = "No;Kode Kelompok;Nama;NIK\n1;K-01;Melati Sukawati;3273015405909001\n"


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read((path,), workers=0).findings]


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_another_format_is_said_once_for_the_workbook(kind: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(FILES / f"contoh.{kind}", tmp_path))
    found = [finding for finding in read((path,), workers=0).findings if finding.code == "G29"]
    assert [(finding.place.file, finding.place.sheet) for finding in found] == [(f"contoh.{kind}", "")]


def test_a_csv_is_a_workbook_of_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "Anggota.csv"
    path.write_text(MEMBERS, encoding="utf-8")
    reading = read((tmp_path,), workers=0)
    assert [entry.path for entry in reading.inputs] == ["Anggota.csv"]
    assert {line.sheet for line in reading.lines} == {"Anggota"}
    assert "G29" in [finding.code for finding in reading.findings]


def test_only_files_called_csv_are_taken_for_it_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "Anggota.txt").write_text(MEMBERS, encoding="utf-8")
    assert codes(tmp_path) == ["G02"]


def test_an_xlsx_is_not_said_to_be_another_format(tmp_path: Path) -> None:
    assert "G29" not in codes(workbook(tmp_path / "a.xlsx", {"Lembar": "| a |"}))


def test_macros_are_said(tmp_path: Path) -> None:
    assert "G19" in codes(with_parts(workbook(tmp_path / "a.xlsm", {"Lembar": "| a |"}), {"xl/vbaProject.bin": "x"}))


def test_a_limit_of_the_container_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Lembar": "| a | b |"})
    monkeypatch.setattr(container, "FILLED_LIMIT", 1)
    reading = read((path,), workers=0)
    assert [finding.code for finding in reading.findings] == ["G16"]
    assert (reading.rows, reading.lines, reading.inputs[0].readable) == ((), (), False)
    assert len(reading.inputs[0].sha256) == 64


def test_the_hash_is_that_of_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may save a workbook while it is read."""
    path = workbook(tmp_path / "a.xlsx", {"Lembar": "| a |"})
    expected = sha256_of(path)
    load = container.load

    def load_and_change(given: Path) -> object:
        data = load(given)
        path.write_bytes(b"x")
        return data

    monkeypatch.setattr(container, "load", load_and_change)
    assert [entry.sha256 for entry in read((path,), workers=0).inputs] == [expected]


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    """A folder of a workbook's name, or a pipe, which would block for ever."""
    (tmp_path / "a.xlsx").mkdir()
    assert [item.code for item in read_workbook(Source(tmp_path / "a.xlsx", "a.xlsx", "")).findings] == ["G10"]


def test_the_lock_file_of_an_open_workbook_is_no_workbook(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", {"Lembar": "| a |"})
    lock = tmp_path / "~$a.xlsx"
    lock.write_bytes(b"x" * 165)
    assert codes(lock) == ["G11"]
    assert "G11" not in codes(book)


def test_a_package_that_no_excel_writes_is_not_read(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", {"Lembar": "| a |"})
    assert "G17" not in codes(book)
    with zipfile.ZipFile(book, "a") as package:
        package.writestr("../b.txt", "")
    assert codes(book) == ["G17"]


def test_a_workbook_that_the_disk_does_not_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook(tmp_path / "a.xlsx", {"Lembar": "| a |"})
    assert "G18" not in codes(book)

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert codes(book) == ["G18"]
