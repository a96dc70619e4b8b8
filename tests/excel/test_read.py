"""The door for reading: what a sheet holds, and a plain answer for every file that is no good workbook."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline import excel
from pipeline.excel import Area, Cell, Grid, Problem, ProblemKind, Workbook, container
from tests.excel.packages import opened, problem, with_parts, with_sheet_xml
from tests.sheets import workbook

CONTENT_TYPES = "[Content_Types].xml"

LENGTHS = {"A1": 32_767, "B1": 32_768}


def sheet(tmp_path: Path, text: str) -> Grid:
    return opened(workbook(tmp_path / "a.xlsx", {"Lembar": text})).sheets[0]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return workbook(tmp_path / "plain.xlsx", {"Lembar": "| a |"})


def test_values_keep_their_cell_and_their_kind(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        """

        | | Nama | 7 | 2.5 | '007 | 2015-05-04 |
        """,
    )
    assert {key: cell.value for key, cell in grid.rows[2].items()} == {
        2: "Nama", 3: 7, 4: 2.5, 5: "007", 6: datetime(2015, 5, 4)
    }  # fmt: skip
    assert excel.coordinate(2, 28) == "AB2"


def test_times_and_durations(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = time(8, 30)
    cell = book.worksheets[0]["B1"]
    cell.value, cell.number_format = 1.0625, "[h]:mm"
    book.save(tmp_path / "a.xlsx")
    row = opened(tmp_path / "a.xlsx").sheets[0].rows[1]
    assert (row[1].value, row[2].value) == (time(8, 30), "25.30")


def test_errors_and_formulas_are_told(tmp_path: Path, plain: Path) -> None:
    uncalculated = Cell(None, excel.UNCALCULATED, formula=True, raw="=1+1")
    assert sheet(tmp_path, "| #N/A | =1+1 |").rows[1] == {1: Cell(None, "#N/A"), 2: uncalculated}
    with_sheet_xml(
        plain,
        '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(A1,"")</f><v></v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>',
    )
    assert opened(plain).sheets[0].rows[1] == {1: Cell(2, formula=True), 3: Cell(None, "#DIV/0!", formula=True)}


@pytest.mark.parametrize("stored", ["NaN", "dua belas", "1e999", "1.234,56"])
def test_a_number_that_is_none_spoils_only_its_cell(plain: Path, stored: str) -> None:
    with_sheet_xml(
        plain, f'<sheetData><row r="1"><c r="A1"><v>{stored}</v></c><c r="B1"><v>5</v></c></row></sheetData>'
    )
    assert opened(plain).sheets[0].rows[1] == {1: Cell(None, excel.MALFORMED, raw=stored), 2: Cell(5)}


def test_control_characters_are_a_fault(tmp_path: Path, plain: Path) -> None:
    assert sheet(tmp_path, "| a\x7fb |").rows[1][1].fault == f"{excel.CONTROL} U+007F"
    with_sheet_xml(
        plain, '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a_x000B_b</t></is></c></row></sheetData>'
    )
    assert opened(plain).sheets[0].rows[1][1].fault == f"{excel.CONTROL} U+000B"


def test_a_text_longer_than_excel_allows_is_a_fault(plain: Path) -> None:
    texts = [f'<c r="{cell}" t="inlineStr"><is><t>{"x" * count}</t></is></c>' for cell, count in LENGTHS.items()]
    grid = opened(with_sheet_xml(plain, f'<sheetData><row r="1">{"".join(texts)}</row></sheetData>')).sheets[0]
    assert [cell.fault for cell in grid.rows[1].values()] == ["", excel.MALFORMED]


def test_merged_areas_and_hidden_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A": "| x | > |\n| ^ | > |", "B": "| y |"}, hidden=("B",))
    first, second = opened(path).sheets
    assert first.merged == (Area(1, 1, 2, 2),)
    assert (first.hidden, second.hidden) == (False, True)
    assert second.rows == {1: {1: Cell("y")}}


def test_rows_and_cells_in_any_order(plain: Path) -> None:
    with_sheet_xml(
        plain,
        '<dimension ref="A1:A1"/><sheetData><row r="9"><c r="B9"><v>2</v></c></row>'
        '<row r="2"><c r="C2"><v>1</v></c><c r="A2"><v>0</v></c></row></sheetData>',
    )
    rows = opened(plain).sheets[0].rows
    assert [(number, list(row)) for number, row in rows.items()] == [(2, [1, 3]), (9, [2])]


@pytest.mark.parametrize(
    "xml",
    [
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
    ids=["stray cell", "merge", "hyperlink"],
)
def test_references_to_the_far_corner_cost_nothing(plain: Path, xml: str) -> None:
    """openpyxl's own sheets take more than half a minute for the last two."""
    with_sheet_xml(plain, xml)
    assert sum(len(row) for row in opened(plain).sheets[0].rows.values()) == 1


@pytest.mark.parametrize("reference", ["A1048577", "A4294967295", "ZZZZZZ1"])
def test_cells_outside_the_sheet_are_refused(plain: Path, reference: str) -> None:
    row = "".join(character for character in reference if character.isdigit())
    with_sheet_xml(plain, f'<sheetData><row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>')
    found = excel.open_workbook(plain)
    assert isinstance(found, Problem) or not any(row > 1_048_576 for row in found.sheets[0].rows)


@pytest.mark.parametrize(
    ("content", "kind", "detail"),
    [
        (b"", ProblemKind.EMPTY, ""),
        (b"PK\x03\x04", ProblemKind.DAMAGED, ""),
        (b"\0" * 512, ProblemKind.DAMAGED, ""),
        (b"%PDF-1.4", ProblemKind.OTHER_KIND, "PDF"),
        (b"\xff\xd8\xff\xe0", ProblemKind.OTHER_KIND, "JPEG"),
        (b"\xef\xbb\xbf<html><table>", ProblemKind.OTHER_KIND, "HTML"),
        (b"No;Nama\r\n1;Siti\r\n", ProblemKind.OTHER_KIND, "CSV"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', ProblemKind.OTHER_KIND, "2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ProblemKind.UNREADABLE, ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ProblemKind.ENCRYPTED, ""),
        (b"\x01\x02\0\x04", ProblemKind.OTHER_KIND, "tidak dikenal"),
        (b"No;Nama\x81\r\n1;Siti\r\n", ProblemKind.OTHER_KIND, "tidak dikenal"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_named(tmp_path: Path, content: bytes, kind: ProblemKind, detail: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    found = excel.open_workbook(path)
    assert isinstance(found, Problem)
    assert found.kind == kind
    assert detail in found.detail


@pytest.mark.parametrize(
    ("name", "detail"),
    [("mimetype", "OpenDocument"), ("word/document.xml", "Word"), ("a.txt", "ZIP")],
)
def test_other_containers_are_named(tmp_path: Path, name: str, detail: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
        if "/" in name:
            archive.writestr(CONTENT_TYPES, "x")
    found = excel.open_workbook(path)
    assert isinstance(found, Problem)
    assert detail in found.detail


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    assert problem(tmp_path / "folder.xlsx") is ProblemKind.NOT_A_FILE
    assert problem(tmp_path / "missing.xlsx") is ProblemKind.NOT_A_FILE
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    assert problem(tmp_path / "~$a.xlsx") is ProblemKind.LOCK_FILE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert problem(tmp_path / "a.xlsx") is ProblemKind.NOT_A_FILE


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_damaged(plain: Path, share: float) -> None:
    data = plain.read_bytes()
    plain.write_bytes(data[: int(len(data) * share)])
    assert problem(plain) is ProblemKind.DAMAGED


def test_every_single_changed_byte_gives_an_answer(plain: Path) -> None:
    """No exception leaves the door, whatever a transfer has done to the file."""
    data = bytearray(plain.read_bytes())
    for position in range(0, len(data), 41):
        changed = bytearray(data)
        changed[position] ^= 0xFF
        plain.write_bytes(bytes(changed))
        assert isinstance(excel.open_workbook(plain), Workbook | Problem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(plain: Path, encoding: str) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("xl/worksheets/extra.xml", xml.encode(encoding))
    assert problem(plain) is ProblemKind.FORBIDDEN


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(plain: Path) -> None:
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("xl/worksheets/Sheet1.xml", "<worksheet/>")
    assert problem(plain) is ProblemKind.FORBIDDEN


def test_overlapping_parts_are_refused(plain: Path) -> None:
    """Two entries of the directory that point at the same bytes: how a small zip unfolds without end."""
    with zipfile.ZipFile(plain, "a") as archive:
        twin = zipfile.ZipInfo("xl/twin.xml")
        original = archive.getinfo("xl/workbook.xml")
        for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
            setattr(twin, name, getattr(original, name))
        archive.filelist.append(twin)
        archive._didModify = True  # type: ignore[attr-defined]
    assert problem(plain) is ProblemKind.FORBIDDEN


@pytest.mark.parametrize(
    ("limit", "value"),
    [("FILE_LIMIT", 100), ("PART_LIMIT", 100), ("TOTAL_LIMIT", 100), ("PARTS_LIMIT", 2), ("SHEETS_LIMIT", 1),
     ("FILLED_LIMIT", 3), ("SCANNED_LIMIT", 3), ("TAG_LIMIT", 10)],
)  # fmt: skip
def test_each_limit_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A": "| a | b |\n| c | d |", "B": "| e |"})
    assert isinstance(excel.open_workbook(path), Workbook)
    monkeypatch.setattr(container, limit, value)
    assert problem(path) is ProblemKind.LIMIT


def test_macros_are_told(plain: Path) -> None:
    assert opened(plain).macros is False
    assert opened(with_parts(plain, {"xl/vbaProject.bin": "x"})).macros is True


def test_a_missing_sheet_is_damage(plain: Path) -> None:
    with zipfile.ZipFile(plain) as archive:
        content = {name: archive.read(name) for name in archive.namelist() if "worksheets/" not in name}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    plain.write_bytes(stream.getvalue())
    assert problem(plain) is ProblemKind.DAMAGED


@pytest.mark.parametrize(
    "target", ['"file:///etc/passwd" TargetMode="External"', '"../../../etc/passwd"', '"worksheets/sheet9.xml"']
)
def test_a_sheet_outside_the_package_is_damage(plain: Path, target: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    xml = f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{kind}" Target={target}/></Relationships>'
    assert problem(with_parts(plain, {"xl/_rels/workbook.xml.rels": xml})) is ProblemKind.DAMAGED


@pytest.mark.parametrize("name", ["lembar", "a&#x9b;b"], ids=["twice", "control character"])
def test_sheet_names_that_no_program_gives_are_refused(tmp_path: Path, name: str) -> None:
    """Rows are counted by the name of their sheet."""
    path = workbook(tmp_path / "a.xlsx", {"Lembar": "| a |", "Lain": "| b |"})
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/workbook.xml").decode().replace('"Lain"', f'"{name}"')
    assert problem(with_parts(path, {"xl/workbook.xml": xml})) is ProblemKind.FORBIDDEN


def test_an_encoding_that_hides_a_document_type_is_refused(plain: Path) -> None:
    xml = '<?xml version="1.0" encoding="cp037"?><a/>'
    assert problem(with_parts(plain, {"xl/worksheets/sheet1.xml": xml})) is ProblemKind.FORBIDDEN


def test_dates_since_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = date(2015, 5, 4)
    book.save(tmp_path / "a.xlsx")
    assert opened(tmp_path / "a.xlsx").sheets[0].rows[1][1].value == datetime(2015, 5, 4)


def test_importing_the_door_does_not_load_openpyxl() -> None:
    code = "import sys, pipeline.excel; print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
