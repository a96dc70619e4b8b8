"""The plain copy: a new workbook of the values, marked like any other."""

import io
from dataclasses import replace
from datetime import date, datetime, time

import openpyxl
import pytest

from pipeline import excel
from pipeline.excel import Area, Cell, Grid, Workbook, marks
from pipeline.excel.book import DATE
from pipeline.excel.marks import Mark
from tests.excel.marking import summary

NAMES = {"Anggota": "Anggota", "Rekap [Mei/Juni]: semua kelompok dampingan": "Rekap _Mei_Juni__ semua kelompo"}
LONG = list(NAMES)[1]


def workbook(cells: dict[tuple[int, int], Cell], **more: object) -> Workbook:
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(cells.items()):
        rows.setdefault(row, {})[column] = cell
    grid = Grid("Anggota", rows, **more)  # type: ignore[arg-type]
    return Workbook((grid, Grid(LONG, {1: {1: Cell("x")}})), kind="ods")


def made(source: Workbook, *found: Mark) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(marks.plain_marked(source, found, summary(*found))))


@pytest.mark.parametrize(
    ("value", "kind", "number_format"),
    [
        ("3369015302679001", "s", "@"),
        ("=1+1", "s", "@"),
        ("#N/A", "s", "@"),
        ("0812", "s", "@"),
        (3369015302679001, "n", "General"),
        (1.5, "n", "General"),
        (True, "b", "General"),
        (date(2015, 5, 4), "d", DATE),
        (datetime(2015, 5, 4), "d", DATE),
        (datetime(2015, 5, 4, 9, 30), "d", f"{DATE} hh:mm"),
        (time(9, 30), "d", "hh:mm"),
    ],
)
def test_values_keep_their_kind(value, kind, number_format):
    """A number stays one: made a text, a NIK that lost its last digit as a number would pass the next check."""
    cell = made(workbook({(3, 2): Cell(value)}), Mark("Anggota", "A1", "error", "x"))["Anggota"]["B3"]
    assert (cell.data_type, cell.number_format) == (kind, number_format)
    assert cell.value == (datetime(2015, 5, 4) if value == date(2015, 5, 4) else value)


def test_what_stood_in_a_faulty_cell_stays_and_is_faulty_when_it_is_read_again(tmp_path):
    source = {
        (1, 1): Cell(None, "#REF!"),
        (1, 2): Cell(None, "uncalculated", formula=True, raw='=CONCATENATE("RT 01 ";"RW 02")'),
        (1, 3): Cell(None, "control U+007F", raw="Jl. Mawar\x7fRT 02"),
        (1, 4): Cell(None, "malformed", raw="1.234,56"),
        (1, 5): Cell(None, "malformed"),
    }
    path = tmp_path / "salinan.xlsx"
    path.write_bytes(marks.plain_marked(workbook(source), (), summary()))
    sheet = openpyxl.load_workbook(path)["Anggota"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("#REF!", "e")
    kept = ['\ufffd=CONCATENATE("RT 01 ";"RW 02")', "Jl. Mawar\ufffdRT 02", "\ufffd1.234,56", "\ufffd"]
    assert [(cell.value, cell.data_type) for cell in sheet[1]][1:] == [(text, "s") for text in kept]
    again = excel.open_workbook(path)
    assert isinstance(again, Workbook)
    assert [cell.fault for cell in again.sheets[1].rows[1].values()] == ["#REF!", *["control U+FFFD"] * 4]


def test_the_marks_and_their_links_follow_a_sheet_under_its_new_name():
    book = made(workbook({(1, 1): Cell("a")}), Mark(LONG, "A1", "error", "salah"), Mark("Anggota", "", "note", "x"))
    assert book.sheetnames == ["Hasil Pemeriksaan", *NAMES.values()]
    assert book[NAMES[LONG]]["A1"].comment.text == "[Berkas] salah\n— Berkas"
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{NAMES[LONG]}'!A1", "'Anggota'!A1"]


def test_it_says_that_it_is_a_plain_copy():
    texts = [str(cell.value) for row in made(workbook({(1, 1): Cell("a")})).worksheets[0].iter_rows() for cell in row]
    assert any("nilai-nilai buku kerja .ods" in text for text in texts)
    assert any("keluarkan buku kerja .ods" in text for text in texts)


def test_only_a_copy_of_another_kind_asks_for_the_old_workbook_to_go():
    source = replace(workbook({(1, 1): Cell("a")}), kind="xlsx")
    texts = [str(cell.value) for row in made(source).worksheets[0].iter_rows() for cell in row]
    assert any("nilai-nilai buku kerja .xlsx" in text for text in texts)
    assert not any("keluarkan" in text for text in texts)


def test_what_was_hidden_or_merged_stays_so():
    cells = {(2, 1): Cell("a"), (4, 3): Cell("b")}
    source = workbook(
        cells, merged=(Area(2, 1, 2, 3),), hidden=True, hidden_rows=frozenset({4}), hidden_columns=frozenset({3})
    )
    sheet = made(source, Mark("Anggota", "B2", "error", "x"))["Anggota"]
    assert sheet.sheet_state == "hidden"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A2:C2"]
    assert sheet.row_dimensions[4].hidden
    assert sheet.column_dimensions["C"].hidden
    assert sheet["A2"].comment.text == "[Berkas] x\n— Berkas"


TITLE = "DAFTAR ANGGOTA KELOMPOK DAMPINGAN YANG MENGIKUTI PERTEMUAN SELAMA MASA TUGAS"


def table(columns: int, text: str = "Melati", heading: str = "Nama") -> dict[tuple[int, int], Cell]:
    """A title, a heading in the third row and two rows below it."""
    cells = {(row, column): Cell(text) for row in (4, 5) for column in range(1, columns + 1)}
    return {(1, 1): Cell(TITLE)} | {(3, column): Cell(heading) for column in range(1, columns + 1)} | cells


def test_a_title_does_not_widen_its_column():
    sheet = made(workbook(table(3)))["Anggota"]
    assert sheet.column_dimensions["A"].width == sheet.column_dimensions["B"].width < 15
    assert (sheet["A1"].alignment.wrap_text, sheet["A3"].alignment.wrap_text) == (None, True)
    assert sheet.row_dimensions[1].height is None


def test_a_title_that_is_merged_over_the_table_is_wrapped_within_it():
    sheet = made(workbook({**table(3), (1, 4): Cell(1)}, merged=(Area(1, 1, 1, 3),)))["Anggota"]
    assert sheet.column_dimensions["A"].width < 15
    assert sheet["A1"].alignment.wrap_text
    assert sheet.row_dimensions[1].height > 26


def test_a_day_needs_no_more_room_than_it_shows():
    cells = table(3) | {(4, 2): Cell(datetime(2015, 12, 30)), (4, 3): Cell(datetime(2015, 12, 30, 9, 30))}
    sheet = made(workbook(cells))["Anggota"]
    assert 12 <= sheet.column_dimensions["B"].width < sheet.column_dimensions["C"].width <= 18


def test_a_long_text_makes_its_row_higher():
    sheet = made(workbook({**table(3), (4, 3): Cell("Kata " * 40)}))["Anggota"]
    assert sheet.column_dimensions["C"].width == 45
    assert sheet.row_dimensions[4].height >= 5 * 13
    assert sheet.row_dimensions[5].height is None


def test_the_texts_of_a_wide_table_take_less_room():
    """Else it would be too small to be read on one page."""
    cells = {**table(12, "Kata " * 10), (4, 1): Cell(123456789012345678901234567890)}
    sheet = made(workbook(cells))["Anggota"]
    assert sheet.column_dimensions["B"].width == 20
    assert sheet.column_dimensions["A"].width > 30, "a number that has no room shows nothing"


def test_it_is_printed_one_page_wide_with_the_heading_on_each():
    book = made(workbook(table(4)), Mark("Anggota", "B4", "error", "x"))
    sheet = book["Anggota"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 1, 0
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert book[NAMES[LONG]].page_setup.orientation == "landscape"


@pytest.mark.parametrize(
    "cells", [table(2), table(4, heading="Minggu 1"), {(20, 1): Cell(1)} | {(20, n): Cell("a") for n in (2, 3, 4)}]
)
def test_what_may_be_no_heading_is_not_repeated(cells):
    sheet = made(workbook(cells))["Anggota"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == (None, None)


def test_equal_workbooks_give_equal_bytes():
    one, other = (marks.plain_marked(workbook({(1, 1): Cell("a")}), (), summary()) for _ in range(2))
    assert one == other
