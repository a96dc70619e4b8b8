"""What a clerk meets on the sheets that are handed out: what is open, what Excel checks and tells, how it prints."""

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import blanks, desk, indonesian, knowledge
from pipeline.excel.book import DATE, Look, Tab, lines_needed
from pipeline.flow import Dossier
from pipeline.records import Assignment, Facilitator, Group, Member, Office
from tests.filling import card_cell, column_of

PROGRAMME = knowledge.programme("motivator-2015")
LONGEST = {"formula1": 255, "prompt": 255, "promptTitle": 32, "error": 225, "errorTitle": 32}
"""Beyond these Excel calls the workbook damaged."""


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def assignment() -> Workbook:
    return opened(blanks.assignment_workbook(PROGRAMME, desk.COMMON_FAULTS["assignment"]))


@pytest.fixture(scope="module")
def monthly() -> Workbook:
    return opened(blanks.monthly_workbook(PROGRAMME, None, desk.COMMON_FAULTS["monthly"]))


@pytest.fixture(scope="module")
def prefilled() -> Workbook:
    return opened(dict(blanks.workbooks(PROGRAMME, roster()))["laporan_M-001_bulan-2.xlsx"])


def roster() -> Dossier:
    return Dossier(
        PROGRAMME,
        date(2015, 5, 1),
        (
            Office(code="D-01", level="district", paper="F4"),
            Facilitator(code="M-001", name="Siti Ma'rifah, S.Pd."),
            Assignment(facilitator="M-001", district="D-01", starts=date(2015, 5, 4), ends=date(2015, 7, 3)),
            Group(code="K-01", facilitator="M-001", name="Mekar Sari"),
            Member(group="K-01", number=1, name="Sulastri"),
        ),
    )


def check_at(sheet, cell):
    return next(check for check in sheet.data_validations.dataValidation if cell in check.sqref)


def cell_of(workbook: Workbook, form: str, name: str) -> tuple[Worksheet, str]:
    """The first cell for a field of a form's table."""
    known = knowledge.form(form)
    assert known.table is not None
    sheet = next(sheet for sheet in workbook.worksheets if sheet.title.startswith(known.sheets[0]))
    row, column = column_of(sheet, known.table, name)
    return sheet, sheet.cell(row, column).coordinate


def test_headings_are_locked_and_cells_to_fill_are_open(assignment, monthly):
    for sheet in (*assignment.worksheets, *monthly.worksheets):
        if sheet.title in ("Petunjuk", "Daftar"):
            continue
        assert sheet.protection.sheet
        assert not sheet.protection.password
        allowed = (sheet.protection.formatColumns, sheet.protection.insertRows, sheet.protection.sort)
        assert allowed == (False, False, False), "False is allowed"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.has_style and cell.style in (Look.HEADING, Look.REQUIRED_HEADING, Look.LABEL):
                    assert cell.protection.locked
                if cell.has_style and cell.style in (Look.INPUT, Look.CENTRED, Look.ANSWER):
                    assert not cell.protection.locked


def test_below_the_prepared_rows_one_can_write_on_in_the_same_format(assignment):
    sheet, nik = cell_of(assignment, "member", "nik")
    column = sheet.column_dimensions[re.sub(r"\d", "", nik)]
    assert (column.number_format, column.protection.locked) == ("@", False)
    assert check_at(sheet, nik.replace("5", "900")).type == "textLength"


def test_what_must_be_filled_in_is_marked_by_colour_and_the_guide_says_how(assignment):
    sheet, nik = cell_of(assignment, "member", "nik")
    phone = cell_of(assignment, "member", "phone")[1]
    required, free = (sheet[re.sub(r"\d+", "4", cell)].fill.fgColor.rgb for cell in (nik, phone))
    assert required != free
    legend = {cell.fill.fgColor.rgb for row in assignment["Petunjuk"].iter_rows(max_col=1) for cell in row}
    assert {required, free} <= legend


@pytest.mark.parametrize(
    ("form", "name", "kind", "style"),
    [
        ("member", "nik", "textLength", "warning"),
        ("member", "birth_date", "date", "warning"),
        ("member", "number", "whole", "stop"),
        ("member", "sex", "list", "stop"),
        ("group", "turnover_before", "whole", "stop"),
        ("group", "facilitator", "list", "warning"),
        ("assignment", "district", "list", "warning"),
    ],
)
def test_what_is_typed_is_checked(form: str, name: str, kind: str, style: str, assignment) -> None:
    check = check_at(*cell_of(assignment, form, name))
    assert (check.type, check.errorStyle, check.showErrorMessage) == (kind, style, True)
    assert check.error


def test_excel_does_not_offer_to_turn_a_nik_into_a_number():
    with zipfile.ZipFile(io.BytesIO(blanks.assignment_workbook(PROGRAMME))) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    quiet = [b'</headerFooter><ignoredErrors><ignoredError sqref="A1:XFD1048576"' in sheet for sheet in sheets]
    assert quiet.count(False) == 1, "only the hidden sheet of lists"


def test_hours_are_checked_as_text_in_every_language_of_excel(monthly):
    sheet, starts = cell_of(monthly, "session", "starts")
    check = check_at(sheet, starts)
    assert (sheet[starts].number_format, check.type) == ("@", "custom")
    assert set(re.findall(r"[A-Z]{2,}(?=\()", str(check.formula1))) <= {
        "OR", "ISNUMBER", "AND", "LEN", "MID", "IFERROR", "VALUE", "LEFT", "RIGHT"
    }  # fmt: skip


def test_help_is_told_where_it_is_easy_to_go_wrong(assignment):
    check = check_at(*cell_of(assignment, "member", "birth_date"))
    assert (check.promptTitle, check.showInputMessage) == ("Tanggal Lahir", True)
    assert "01/01/1990" in str(check.prompt)


def test_nothing_is_longer_than_excel_takes(assignment, monthly, prefilled):
    for workbook in (assignment, monthly, prefilled):
        for sheet in workbook.worksheets:
            for check in sheet.data_validations.dataValidation:
                assert all(len(getattr(check, part) or "") <= most for part, most in LONGEST.items())


def test_codes_can_be_chosen_from_what_stands_on_their_own_sheet(assignment, prefilled):
    assert assignment.defined_names["daftar_kantor"].attr_text.startswith("'Kantor'!$A$5:INDEX(")
    assert prefilled.defined_names["daftar_pertemuan"].attr_text.startswith("'Pertemuan'!$A$5:INDEX(")
    groups = prefilled.defined_names["daftar_kelompok"].attr_text
    sheet, area = groups.split("!")
    assert prefilled[sheet.strip("'")][area.split(":")[0].replace("$", "")].value == "K-01"


def test_dates_of_sessions_are_held_against_the_month_of_the_workbook(prefilled):
    check = check_at(*cell_of(prefilled, "session", "held_on"))
    assert (check.formula1, check.formula2) == ("DATE(2015,6,4)", "DATE(2015,7,3)")
    assert prefilled["Pertemuan"]["D5"].number_format == DATE


def test_a_day_long_after_the_programme_s_year_may_be_typed(assignment):
    sheet, cell = cell_of(assignment, "waiver", "dated")
    assert check_at(sheet, cell).formula2 == "DATE(2099,12,31)"


def test_what_is_given_is_grey_and_locked_and_the_rest_open(prefilled):
    sheet = prefilled["Absensi 1"]
    table = knowledge.form("attendance").table
    card = knowledge.form("attendance").card
    assert table
    assert card
    row, name = column_of(sheet, table, "name")
    presence = column_of(sheet, table, "presence")[1]
    assert [sheet.cell(row, column).style for column in (name, presence)] == [Look.GIVEN, Look.CENTRED]
    assert [card_cell(sheet, card, field).protection.locked for field in ("session", "held_on")] == [True, False]
    assert sheet["A1"].value == "DAFTAR HADIR S-01, KELOMPOK K-01 MEKAR SARI"


def test_evidence_and_partnerships_that_are_asked_for_stand_there_already(prefilled):
    rows = list(prefilled["Bukti"].iter_rows(min_row=5, max_row=8, max_col=3, values_only=True))
    photos = [("Foto", f"S-{number:02}", None) for number in (1, 2, 3)]
    assert rows == [*photos, ("Dokumen Kerja Sama", None, "KM-02")], "the second month continues the codes"
    assert [name for name in prefilled.sheetnames if name.startswith(("Kemitraan", "Matriks"))] == ["Kemitraan 1"]


def test_what_may_stay_empty_looks_so(monthly):
    assert monthly["Matriks Absensi 1"].sheet_properties.tabColor.rgb.endswith(Tab.OPTIONAL)
    assert monthly["Pertemuan"].sheet_properties.tabColor.rgb.endswith(Tab.ASKED)
    assert "boleh dikosongkan" in monthly["Matriks Absensi 1"]["A2"].value


def test_the_guide_shows_what_goes_wrong_in_its_workbook_in_the_words_of_the_messages(assignment, monthly):
    every = {fault.text for faults in desk.COMMON_FAULTS.values() for fault in faults}
    for book, faults in zip((assignment, monthly), desk.COMMON_FAULTS.values(), strict=True):
        written = {cell.value for row in book["Petunjuk"].iter_rows() for cell in row}
        assert {fault.fix for fault in faults} <= written
        assert written & every == {fault.text for fault in faults}


@pytest.mark.parametrize("kind", ["assignment", "monthly"])
def test_what_goes_wrong_is_shown_of_headings_that_the_workbook_has(kind):
    blocks = [block for form in knowledge.forms_of(kind) for block in (form.card, form.table) if block]
    headings = {item.heading for block in blocks for item in block.fields}
    assert {fault.values["heading"] for fault in desk.COMMON_FAULTS[kind] if "heading" in fault.values} <= headings


def test_photos_are_called_by_the_month_so_that_the_two_months_differ(monthly, prefilled):
    for book, name in ((monthly, "foto/B1-S-01.jpg"), (prefilled, "foto/B2-S-01.jpg")):
        sheet, cell = cell_of(book, "evidence", "file")
        assert name in check_at(sheet, cell).prompt
        assert name in {value.value for row in book["Petunjuk"].iter_rows() for value in row}


def test_every_text_of_the_guide_has_room(assignment):
    sheet = assignment["Petunjuk"]
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            area = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
            last = area.max_col if area else cell.column
            columns = [chr(64 + column) for column in range(cell.column, last + 1)]
            room = sum(sheet.column_dimensions[letter].width for letter in columns)
            assert sheet.row_dimensions[cell.row].height or cell.value is None
            if cell.value:
                assert sheet.row_dimensions[cell.row].height >= 13 * lines_needed(str(cell.value), room)


def test_wide_tables_are_printed_over_several_pages_that_repeat_the_code(assignment):
    sheet = assignment["Penugasan"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 2, 0,
    )  # fmt: skip
    assert (sheet.print_title_rows, sheet.print_title_cols, sheet.freeze_panes) == ("$4:$4", "$A:$A", "B5")
    assert "&P" in sheet.oddFooter.right.text


def test_cards_are_printed_upright_and_leave_the_screen_free(monthly):
    sheet = monthly["Notulen 1"]
    assert (sheet.page_setup.orientation, sheet.freeze_panes) == ("portrait", None)


def test_the_paper_is_that_of_the_office(assignment, prefilled):
    sizes = [{sheet.page_setup.paperSize for sheet in book.worksheets[:-1]} for book in (assignment, prefilled)]
    assert sizes == [{9}, {14}], "A4, and what Excel calls Folio"


def test_no_heading_begins_a_line_with_its_mark(monthly):
    marked = [cell.value for row in monthly["Pertemuan"].iter_rows(min_row=4, max_row=4) for cell in row if cell.value]
    assert any(text.endswith("*") for text in marked)
    assert not any(text.endswith(" *") for text in marked)
    keys = {indonesian.heading_key(text) for text in marked}
    assert "kode pertemuan" in keys


@pytest.mark.libreoffice
def test_libreoffice_opens_every_workbook_with_its_checks(tmp_path: Path) -> None:
    made = dict(blanks.workbooks(PROGRAMME, None)) | dict(blanks.workbooks(PROGRAMME, roster()))
    (tmp_path / "in").mkdir()
    for name, data in made.items():
        (tmp_path / "in" / name).write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    files = [str(tmp_path / "in" / name) for name in made]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    for name, data in made.items():
        before, after = opened(data), load_workbook(tmp_path / "out" / name)
        assert sorted(after.defined_names) == sorted(before.defined_names)
        for sheet in before.worksheets:
            checks = [found[sheet.title].data_validations.dataValidation for found in (before, after)]
            kinds = [sorted(check.type or "" for check in found) for found in checks]
            assert kinds[0] == kinds[1], f"{name} {sheet.title}"
            assert after[sheet.title].protection.sheet == sheet.protection.sheet
