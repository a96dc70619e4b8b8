"""Two versions of one assignment workbook beside each other: told once, and one of them is used."""

from datetime import date
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.checking import check_each
from pipeline.flow import Reading
from pipeline.stage1_read import read, read_apart
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.sheets import workbook
from tests.stage1.reading import CARD, MEMBERS
from tests.test_checking import told

PEOPLE = """
    | Kode Motivator | Nama Lengkap  |
    | m-001          | Siti Aminah   |
    | M-002          | Budi Santoso  |
"""
OTHER = PEOPLE.replace("M-002", "M-003").replace("m-001", "M-004")
TODAY = date(2015, 7, 31)


def beside(folder: Path, other: str, sheets: dict[str, str]) -> Reading:
    workbook(folder / "penugasan.xlsx", {"Motivator": PEOPLE, "Anggota": MEMBERS})
    workbook(folder / "x.xlsx", sheets).rename(folder / other)
    return read([folder])


def said(found: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(finding.place.file, finding.about) for finding in found.findings if finding.code == "L30"]


@pytest.mark.parametrize(
    ("other", "sheets", "about"),
    [
        ("penugasan.xlsm", {"Motivator": PEOPLE, "Anggota": MEMBERS}, ("facilitator:M-001", "facilitator:M-002")),
        ("penugasan.xls", {"Motivator": PEOPLE}, ("facilitator:M-001", "facilitator:M-002")),
    ],
)
def test_the_xlsx_is_used_and_the_other_one_is_to_go(tmp_path, other, sheets, about):
    found = beside(tmp_path, other, sheets)
    assert said(found) == [(other, about)]
    assert {row.place.file for row in found.rows} == {"penugasan.xlsx"}
    assert {line.file for line in found.lines} == {"penugasan.xlsx", other}
    assert not [finding for finding in found.findings if finding.place.file == other and finding.code != "L30"]


@pytest.mark.parametrize(
    ("other", "sheets"),
    [
        ("penugasan.xlsm", {"Motivator": OTHER}),
        ("penugasan-2.xlsx", {"Motivator": PEOPLE}),
        ("lain/penugasan.xlsm", {"Motivator": PEOPLE}),
        ("penugasan.xlsm", {"Identitas": CARD}),
    ],
)
def test_other_data_another_name_or_folder_is_no_version(tmp_path, other, sheets):
    (tmp_path / "lain").mkdir()
    found = beside(tmp_path, other, sheets)
    assert said(found) == []
    assert {row.place.file for row in found.rows} == {"penugasan.xlsx", other}


def test_one_error_has_no_consequences_one_by_one_or_all_at_once(tmp_path):
    programme = knowledge.programme("motivator-2015")
    mended = MEMBERS.replace("Sulastri", "Sulastri Dewi").replace("| 1  |", "| 3  |")
    whole = beside(tmp_path, "penugasan.xlsm", {"Motivator": PEOPLE, "Anggota": mended})
    dossier, found = normalise(whole, programme, TODAY)
    apart = check_each(read_apart([tmp_path], None, None, 0), programme, TODAY, {})
    every = [*found, *validate(dossier)]
    assert [code for finding in every if (code := finding.code) in ("L30", "G63", "G80")] == ["L30"]
    assert told([*apart.findings, *(note for file in apart.notes.packed for note in apart.notes.of(file))]) == told(
        every
    )
    assert (apart.rows, apart.recorded, apart.lost) == (
        len(whole.lines), len(dossier.recorded), len(dossier.lost_lines),
    )  # fmt: skip
