"""A marked workbook given back: marks are recognised and replaced, whichever program saved it in between."""

import io
import random
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from lxml import etree
from openpyxl.styles import PatternFill

from pipeline.excel import Problem, Workbook, container, marks, open_workbook
from pipeline.excel.marks import Mark
from pipeline.excel.marks.shapes import COLOURS
from tests.excel import featured
from tests.excel.featured import FIRST, SECOND, THIRD
from tests.excel.marking import lost, summary

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

OLD = (
    Mark(FIRST, "B4", "error", "Tanggal salah"),
    Mark(FIRST, "A1", "warning", "judul"),
    Mark(FIRST, "A9", "note", "dibaca begini"),
    Mark(SECOND, "B2", "error", "kosong"),
    Mark(THIRD, "", "error", "lembar ini"),
)
NEW = (Mark(FIRST, "A9", "error", "masih salah"),)
FULL = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'
    % (b"<row>%b</row>" % (b"<c><v>7</v></c>" * 10) * 30)
)
"""A sheet with more in it than our marks have."""


def again(data: bytes, *found: Mark) -> bytes:
    return marks.marked(data, found, summary(*found)).data


@pytest.fixture(scope="module")
def source() -> bytes:
    return featured.packed(featured.parts())


@pytest.fixture(scope="module")
def once(source) -> bytes:
    return again(source, *OLD)


def read(data: bytes) -> Workbook | Problem:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        path.write_bytes(data)
        return open_workbook(path)


def by_openpyxl(data: bytes) -> bytes:
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(stream)
    return stream.getvalue()


def by_libreoffice(data: bytes, folder: Path) -> bytes:
    given, made = folder / "lagi.xlsx", folder / "hasil"
    given.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'lo').as_uri()}"
    program = shutil.which("soffice")
    assert program
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(made), str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (made / "lagi.xlsx").read_bytes()


def looks(data: bytes) -> dict[str, dict[str, str]]:
    """Every sheet's cells as they look: value, format, colours, comment."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found: dict[str, dict[str, str]] = {}
    for sheet in book.worksheets:
        if sheet["A1"].value == marks.RESULT_TITLE:
            sheet.delete_cols(6, 20)  # the record of what was, whose wording depends on who saved the workbook
        shown = found.setdefault(sheet.title, {"tab": str(sheet.sheet_properties.tabColor)})
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            colour = cell.fill.stop if cell.fill.fill_type == "linear" else cell.fill.fgColor
            fill = "" if cell.fill.fill_type is None else f"{cell.fill.fill_type} {colour}"
            comment = cell.comment.text if cell.comment else ""
            if cell.value is not None or fill or comment:
                shown[cell.coordinate] = f"{cell.value} {cell.number_format} {fill} {comment}"
    return found


def test_without_its_marks_a_workbook_is_what_it_was(source, once):
    freed = marks.unmarked(once)
    assert freed is not None
    before, after = featured.parts_of(source), featured.parts_of(freed.data)
    assert set(after) == set(before)
    assert looks(freed.data) == looks(source)
    for part in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "docProps/app.xml"):
        free = frozenset({("c", "s"), ("row", "spans"), ("dimension", "ref")})
        assert list(lost(etree.fromstring(before[part]), etree.fromstring(after[part]), free)) == []
    kept = ("xl/media/image1.png", "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml", "xl/charts/chart1.xml")
    assert [part for part in kept if before[part] != after[part]] == []


def test_a_workbook_without_marks_has_none_to_take_away(source):
    assert marks.unmarked(source) is None


def test_marks_are_replaced(source, once):
    assert looks(again(once, *NEW)) == looks(again(source, *NEW))
    comments = featured.parts_of(again(once, *NEW))["xl/comments1.xml"]
    assert comments.count(b"[Berkas]") == 1


def test_giving_back_for_ever_adds_nothing(once):
    twice = again(once, *OLD)
    assert again(twice, *OLD) == twice


def test_marks_are_replaced_after_openpyxl_has_saved(source, once):
    assert looks(again(by_openpyxl(once), *NEW)) == looks(again(by_openpyxl(source), *NEW))


@pytest.mark.libreoffice
def test_marks_are_replaced_after_libreoffice_has_saved(source, once, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with_marks = looks(again(by_libreoffice(once, tmp_path / "a"), *NEW))
    without = looks(again(by_libreoffice(source, tmp_path / "b"), *NEW))
    never_there = looks(again(source, *NEW))
    for cell in ("A1", "B4"):  # LibreOffice makes one colour of a gradient, and of a theme's; the mark has kept them
        assert with_marks[FIRST].pop(cell) == never_there[FIRST][cell]
        assert without[FIRST].pop(cell) != never_there[FIRST][cell]
    assert with_marks == without


@pytest.mark.libreoffice
def test_libreoffice_opens_it_with_everything_in_it(once, tmp_path):
    saved = by_libreoffice(once, tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(saved))
    assert book.sheetnames == ["Hasil Pemeriksaan", FIRST, SECOND, THIRD]
    assert book[FIRST]["B4"].comment.text.endswith("[Berkas] Tanggal salah\n— Berkas")
    assert book[FIRST]["B4"].fill.fgColor.rgb == f"FF{COLOURS['error']}"
    assert book[FIRST].protection.sheet
    parts = featured.parts_of(saved)
    assert any(name.startswith("xl/charts/chart") for name in parts)
    assert any(name.startswith("xl/media/") for name in parts)


def test_rows_put_in_between_keep_no_colour_of_ours(once):
    """Excel moves cells and comments along, and lets a new row look like the one above it."""
    book = openpyxl.load_workbook(io.BytesIO(once))
    sheet = book[FIRST]
    moved, below = sheet["B4"], sheet["B6"]
    below._style, below.comment, moved.comment = moved._style, moved.comment, None
    stream = io.BytesIO()
    book.save(stream)
    found = openpyxl.load_workbook(io.BytesIO(again(stream.getvalue(), *NEW)))
    for cell in ("B4", "B6"):
        assert found[FIRST][cell].fill.fgColor.theme == 4
    assert found[FIRST]["B6"].comment.text == "Rina:\nsudah dicek"


@pytest.mark.parametrize(
    ("before", "reply"),
    [
        ("", "Rina: sudah dicocokkan dengan KTP"),
        ("Rina: cek lagi", "sudah"),
        ("[Berkas] bukan tanda", "[Berkas] ini juga bukan"),
        ("catatan\n[Berkas] bukan tanda", ""),
    ],
)
def test_what_somebody_wrote_into_a_comment_around_our_text_stays(source, before, reply):
    """Below our text, too, and when it begins as ours does."""
    book = openpyxl.load_workbook(io.BytesIO(source))
    book[SECOND]["B2"].comment = openpyxl.comments.Comment(before, "Rina") if before else None
    stream = io.BytesIO()
    book.save(stream)
    book = openpyxl.load_workbook(io.BytesIO(again(stream.getvalue(), *OLD)))
    comment = book[SECOND]["B2"].comment
    assert comment.text == f"{before}\n\n[Berkas] kosong\n— Berkas".strip()
    comment.text += f"\n\n{reply}" if reply else ""
    stream = io.BytesIO()
    book.save(stream)
    kept = "\n\n".join(filter(None, (before, reply)))
    freed = marks.unmarked(stream.getvalue())
    assert freed is not None
    assert openpyxl.load_workbook(io.BytesIO(freed.data))[SECOND]["B2"].comment.text == kept
    found = openpyxl.load_workbook(io.BytesIO(again(stream.getvalue(), Mark(SECOND, "B2", "error", "masih"))))
    assert found[SECOND]["B2"].comment.text == f"{kept}\n\n[Berkas] masih\n— Berkas"


def test_who_deletes_findings_loses_no_colour_of_his_own(source, once):
    book = openpyxl.load_workbook(io.BytesIO(once))
    book.worksheets[0].delete_rows(6, 20)
    stream = io.BytesIO()
    book.save(stream)
    freed = marks.unmarked(stream.getvalue())
    assert freed is not None
    assert looks(freed.data) == looks(by_openpyxl(source))


@pytest.mark.parametrize("record", ["", "[1]", "{", '{"Catatan": 7}', '{"Catatan": {"fills": {"<fill/>": "B2"}}}'])
def test_a_record_that_was_tampered_with_costs_the_colours_only(once, record):
    book = openpyxl.load_workbook(io.BytesIO(once))
    for cell in book.worksheets[0][1][1:]:
        cell.value = record if cell.value else None
    stream = io.BytesIO()
    book.save(stream)
    found = openpyxl.load_workbook(io.BytesIO(again(stream.getvalue(), *NEW)))
    assert found.sheetnames[0] == "Hasil Pemeriksaan"
    assert found[SECOND]["B2"].fill.fill_type is None


def test_a_colour_of_the_clerk_is_not_taken_for_a_mark(source):
    """Excel's own style "Bad" has nearly the colour of an error."""
    book = openpyxl.load_workbook(io.BytesIO(source))
    book[SECOND]["A1"].fill = PatternFill("solid", fgColor="FFC7CE")
    book[SECOND].sheet_properties.tabColor = "FFC000"
    stream = io.BytesIO()
    book.save(stream)
    found = openpyxl.load_workbook(io.BytesIO(again(again(stream.getvalue(), *OLD), *NEW)))
    assert found[SECOND]["A1"].fill.fgColor.rgb == "00FFC7CE"
    assert "00FFC000" in repr(found[SECOND].sheet_properties.tabColor)


def test_the_reader_knows_the_result_sheet(once, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(once)
    workbook = open_workbook(path)
    assert isinstance(workbook, Workbook)
    assert [marks.is_result_sheet(grid) for grid in workbook.sheets] == [True, False, False, False]


def test_a_copy_that_was_saved_is_no_longer_as_written(once, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(once)
    assert marks.is_as_written(path)
    path.write_bytes(by_openpyxl(once))
    assert not marks.is_as_written(path)
    path.write_bytes(b"x")
    assert not marks.is_as_written(path)


def test_a_text_of_ours_ends_where_the_end_stands_alone_on_its_line(source):
    """Values of cells stand in our texts, whatever they say."""
    quoted = Mark(FIRST, "B4", "error", "«a\n— Berkas lama\nb» salah")
    first = again(source, quoted)
    comments = [
        openpyxl.load_workbook(io.BytesIO(data))[FIRST]["B4"].comment.text for data in (first, again(first, quoted))
    ]
    assert comments[0].endswith("\n\n[Berkas] «a\n— Berkas lama\nb» salah\n— Berkas")
    assert comments[1] == comments[0]


def filled(data: bytes) -> int:
    found = read(data)
    assert isinstance(found, Workbook)
    return sum(len(row) for grid in found.sheets for row in grid.rows.values())


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("FILE_LIMIT", lambda data: len(data)),
        ("TOTAL_LIMIT", lambda data: sum(map(len, featured.parts_of(data).values()))),
        ("PARTS_LIMIT", lambda data: len(featured.parts_of(data))),
        ("SHEETS_LIMIT", lambda data: len(openpyxl.load_workbook(io.BytesIO(data)).sheetnames)),
        ("FILLED_LIMIT", filled),
    ],
)
def test_a_workbook_as_large_as_may_be_is_read_again_with_our_marks(limit, value, monkeypatch):
    parts = featured.parts() | {"xl/media/derau.png": random.Random(1).randbytes(2**17)}
    parts["xl/worksheets/sheet3.xml"] = FULL
    data = featured.packed(parts)
    monkeypatch.setattr(container, limit, value(data))
    copy = again(data, *NEW)
    assert isinstance(read(copy), Workbook)
    monkeypatch.setattr(container, "ROOM_FOR_MARKS", 1.0)
    assert isinstance(read(copy), Problem)
    monkeypatch.undo()
    monkeypatch.setattr(container, limit, value(data) - 1)
    assert isinstance(read(data), Problem), "the room is for copies alone"
