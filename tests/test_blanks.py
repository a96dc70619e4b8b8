"""The workbooks that are handed out: what stands in them, that nothing in them is alive, and that they never differ."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import blanks, indonesian, knowledge
from pipeline.excel.saving import deterministic
from pipeline.excel.write import put
from pipeline.findings import Severity
from pipeline.flow import Dossier
from pipeline.knowledge import Form
from pipeline.records import Facilitator, Group, Member
from pipeline.stage1_read import read

PROGRAMME = knowledge.programme("motivator-2015")


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def assignment() -> Workbook:
    return opened(blanks.assignment_workbook(PROGRAMME))


@pytest.fixture(scope="module")
def monthly() -> Workbook:
    return opened(blanks.monthly_workbook(PROGRAMME, None))


@pytest.fixture(scope="module")
def prefilled() -> dict[str, bytes]:
    return dict(blanks.workbooks(PROGRAMME, roster()))


def roster() -> Dossier:
    return Dossier(
        PROGRAMME,
        date(2015, 5, 1),
        (
            Facilitator(code="M-002", name='=HYPERLINK("x")'),
            Facilitator(code="M-001", name="Siti Ma'rifah, S.Pd."),
            Group(code="K-01", facilitator="M-001", name="Mekar Sari"),
            Group(code="K-02", facilitator="M-001", name="Tunas Bahari"),
            Member(group="K-01", number=2, name="Ma'ruf"),
            Member(group="K-01", number=1, name="Sulastri"),
        ),
    )


def texts(sheet: Worksheet) -> dict[str, str]:
    """Heading key of every text on the sheet -> its cell."""
    return {
        indonesian.heading_key(cell.value): cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def sheets_of(workbook: Workbook, form: Form) -> list[Worksheet]:
    return [sheet for sheet in workbook.worksheets if sheet.title.rstrip(" 0123456789") == form.sheets[0]]


@pytest.mark.parametrize("form", knowledge.forms(), ids=lambda form: form.name)
def test_every_heading_of_every_form_stands_on_its_sheet(form: Form, assignment: Workbook, monthly: Workbook) -> None:
    sheets = sheets_of(assignment if form.workbook == "assignment" else monthly, form)
    assert sheets
    for sheet in sheets:
        found = texts(sheet)
        for block in (form.card, form.table):
            for field in block.fields if block else ():
                assert indonesian.heading_key(field.heading) in found


def test_a_workbook_says_on_its_hidden_sheet_which_form_it_is(assignment: Workbook, monthly: Workbook) -> None:
    for workbook, form in ((assignment, "assignment/1"), (monthly, "monthly/1")):
        sheet = workbook["Daftar"]
        assert (sheet.sheet_state, sheet["A1"].value, sheet["B1"].value) == ("hidden", "berkas", form)


def test_the_guide_comes_first_and_explains_every_field(monthly: Workbook) -> None:
    guide = monthly.worksheets[0]
    assert guide.title == "Petunjuk"
    written = {cell.value for row in guide.iter_rows() for cell in row}
    forms = knowledge.forms_of("monthly")
    fields = [field for form in forms for block in (form.card, form.table) if block for field in block.fields]
    assert {field.help for field in fields} <= written


def test_identity_numbers_are_text_and_dates_are_checked(assignment: Workbook) -> None:
    sheet = assignment["Motivator"]
    found = texts(sheet)
    nik, born = (sheet[found[key]].column_letter + "5" for key in ("nik", "tanggal lahir"))
    assert sheet[nik].number_format == "@"
    assert sheet[born].number_format == "[$-421]d mmm yyyy", "the month shows as a word"
    checked = [check for check in sheet.data_validations.dataValidation if born in check.sqref]
    assert [check.type for check in checked] == ["date"]


def test_drop_downs_point_to_lists_that_exist(assignment: Workbook, monthly: Workbook) -> None:
    for workbook in (assignment, monthly):
        names = {
            check.formula1.removeprefix("=")
            for sheet in workbook.worksheets
            for check in sheet.data_validations.dataValidation
            if check.type == "list"
        }
        assert names
        assert names <= set(workbook.defined_names)
    area = assignment.defined_names["daftar_sector"].attr_text
    sheet, cells = area.split("!")
    labels = [row[0].value for row in assignment[sheet.strip("'")][cells.replace("$", "")]]
    assert labels == [choice.label for choice in PROGRAMME.list_of("sector")]


def test_headings_stay_in_sight_and_on_every_printed_page(assignment: Workbook) -> None:
    sheet = assignment["Anggota"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert "Wajib diisi." in sheet["A4"].comment.text


def test_the_work_plan_has_months_above_weeks(monthly: Workbook) -> None:
    rows = list(monthly["Rencana Kerja"].iter_rows(min_row=4, max_row=7, values_only=True))
    assert (rows[0][1], rows[0][5]) == ("Bulan Ke-1", "Bulan Ke-2")
    assert rows[2][1:9] == tuple(range(1, 9))
    assert rows[3][0] == PROGRAMME.list_of("plan_activity")[0].label


def test_without_rosters_both_blank_workbooks_are_given() -> None:
    assert [name for name, _ in blanks.workbooks(PROGRAMME, None)] == ["penugasan.xlsx", "bulanan.xlsx"]


def test_with_rosters_every_facilitator_and_month_has_a_workbook(prefilled: dict[str, bytes]) -> None:
    assert list(prefilled) == [f"laporan_{code}_bulan-{month}.xlsx" for code in ("M-001", "M-002") for month in (1, 2)]


def test_a_prefilled_workbook_knows_whose_it_is_and_what_is_asked(prefilled: dict[str, bytes]) -> None:
    workbook = opened(prefilled["laporan_M-001_bulan-2.xlsx"])
    assert [workbook["Identitas"].cell(row, 2).value for row in (4, 5, 6)] == ["M-001", "Siti Ma'rifah, S.Pd.", 2]
    sessions = list(workbook["Pertemuan"].iter_rows(min_row=5, max_col=3, values_only=True))
    motivation, dynamics = (PROGRAMME.label("activity", key) for key in ("motivation", "dynamics"))
    assert [row for row in sessions if row[0]] == [
        ("S-01", "K-01", motivation),
        ("S-02", "K-01", motivation),
        ("S-03", "K-01", dynamics),
        ("S-04", "K-02", motivation),
        ("S-05", "K-02", motivation),
        ("S-06", "K-02", dynamics),
    ]


def test_attendance_sheets_name_the_members_in_order(prefilled: dict[str, bytes]) -> None:
    workbook = opened(prefilled["laporan_M-001_bulan-1.xlsx"])
    assert sum(name.startswith("Absensi ") for name in workbook.sheetnames) == 6
    rows = list(workbook["Absensi 1"].iter_rows(max_col=3, values_only=True))
    assert ("Kode Pertemuan\u00a0*", None, "S-01") in rows
    assert [row[:2] for row in rows if isinstance(row[0], int)] == [(1, "Sulastri"), (2, "Ma'ruf")]


def test_only_motivations_have_a_sheet_for_minutes(prefilled: dict[str, bytes]) -> None:
    workbook = opened(prefilled["laporan_M-001_bulan-1.xlsx"])
    codes = [workbook[name]["B4"].value for name in workbook.sheetnames if name.startswith("Notulen ")]
    assert codes == ["S-01", "S-02", "S-04", "S-05"]


def test_no_text_becomes_a_formula(prefilled: dict[str, bytes]) -> None:
    workbook = opened(prefilled["laporan_M-002_bulan-1.xlsx"])
    assert workbook["Identitas"]["B5"].value == '=HYPERLINK("x")'
    kinds = {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row}
    assert not kinds & {"f", "e"}


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "＝1"])
def test_text_is_kept_as_text(text: str) -> None:
    workbook = Workbook()
    put(workbook.worksheets[0]["A1"], text)
    stream = io.BytesIO()
    workbook.save(stream)
    cell = opened(stream.getvalue()).worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_what_no_workbook_can_hold_is_shown_as_a_mark() -> None:
    cell = Workbook().create_sheet()["A1"]
    put(cell, "a\x0bb\ud800c")
    assert cell.value == "a\ufffdb\ufffdc"


def test_the_same_workbook_has_the_same_bytes(prefilled: dict[str, bytes]) -> None:
    assert prefilled == dict(blanks.workbooks(PROGRAMME, roster()))
    for data in prefilled.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")
        assert deterministic(data) == data


@pytest.mark.parametrize("form", ["penugasan.xlsx", "bulanan.xlsx", "laporan_M-001_bulan-1.xlsx"])
def test_what_is_handed_out_can_be_read_back(form: str, prefilled: dict[str, bytes], tmp_path: Path) -> None:
    data = {**prefilled, **dict(blanks.workbooks(PROGRAMME, None))}[form]
    (tmp_path / form).write_bytes(data)
    reading = read([tmp_path])
    told = [finding.code for finding in reading.findings if finding.severity is not Severity.NOTE]
    assert told == ["G26"], "only that nothing is filled in"
    assert [row for row in reading.rows if row.form != "month_card"] == [], "what is only planned is not taken as done"
