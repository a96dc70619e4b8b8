"""One error for one cause: what only follows from a table that is not read, or a sheet that is missing, is not told."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from pipeline import excel, knowledge
from pipeline.checking import check_each
from pipeline.excel import Grid
from pipeline.findings import Finding, errors
from pipeline.flow import Reading
from pipeline.knowledge import Form
from pipeline.stage1_read import headings, read_apart, recognise
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate

SAMPLE = Path(__file__).parent.parent / "input_samples" / "complete"
PROGRAMME = knowledge.programme("motivator-2015")
TODAY = date(2015, 8, 31)
"""The term is over: everything that is missing would be told."""
ROSTER = "penugasan.xlsx"
MONTH = "M-001/bulan-1.xlsx"

Told = Counter[tuple[str, str, str, frozenset[str]]]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """The roster and the two months of one facilitator, without any fault."""
    folder = tmp_path / "in"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("M-002", "M-003", "M-004"))
    return folder


def changed(path: Path, change: Callable[[Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def sheet_of(path: Path, form: Form) -> Grid:
    """The first sheet of a form."""
    opened = excel.open_workbook(path)
    assert isinstance(opened, excel.Workbook)
    read_as = ((grid, recognise.recognise(grid, knowledge.forms())) for grid in opened.sheets)
    return next(grid for grid, recognised in read_as if recognised and recognised.form == form)


def without_heading(path: Path, name: str) -> str:
    """Delete the heading row of the first sheet of a form; which sheet that is."""
    form = knowledge.form(name)
    grid = sheet_of(path, form)
    assert form.table
    heading = headings.find(form.table, grid)
    assert heading
    changed(path, lambda book: book[grid.name].delete_rows(heading.first, heading.last - heading.first + 1))
    return grid.name


def without_sheet(path: Path, name: str) -> None:
    """Delete the first sheet of a form."""
    grid = sheet_of(path, knowledge.form(name))
    changed(path, lambda book: book.remove(book[grid.name]))


def told(findings: Iterable[Finding]) -> Told:
    return Counter((found.code, str(found.place), found.text, frozenset(found.about)) for found in findings)


def found_in(folder: Path) -> list[Finding]:
    """The errors of a folder: the same whether all is judged at once or one facilitator at a time."""
    readings = list(read_apart([folder], None, None, 0))
    dossier, findings = normalise(Reading.together(readings), PROGRAMME, TODAY)
    found = errors([*findings, *validate(dossier)])
    apart = check_each(iter(readings), PROGRAMME, TODAY, {})
    assert told(errors(apart.findings)) == told(found)
    assert apart.rows == apart.recorded + apart.lost + apart.furniture
    return found


def test_the_story_has_no_error(story):
    assert found_in(story) == []


@pytest.mark.parametrize(
    ("form", "about"),
    [
        ("attendance", "session:M-001/1/S-01"),
        ("minutes", "session:M-001/1/S-01"),
        ("session", "month:M-001/1"),
        ("discussion", "month:M-001/1"),
        ("evidence", "month:M-001/1"),
        ("obstacle", "month:M-001/1"),
        ("plan", "month:M-001/1"),
    ],
)
def test_a_heading_of_a_month_is_gone(story, form, about):
    sheet = without_heading(story / MONTH, form)
    (found,) = found_in(story)
    assert (found.code, found.place.file, found.place.sheet, found.about) == ("G04", MONTH, sheet, (about,))


of_the_roster = pytest.mark.parametrize(
    ("form", "about"),
    [
        ("office", {"office:D-01", "facilitator:M-001"}),
        ("signer", {"office:D-01", "office:C-01"}),
        ("facilitator", {"facilitator:M-001", "group:K-01", "month:M-001/1"}),
        ("assignment", {"facilitator:M-001", "facilitator:M-004"}),
        ("group", {"group:K-01", "session:M-001/1/S-01", "partnership:M-001/KM-01", "member:K-01/01"}),
        ("member", {"group:K-01", "member:K-01/01", "session:M-001/1/S-01"}),
    ],
)


@of_the_roster
def test_a_heading_of_the_roster_is_gone(story, form, about):
    sheet = without_heading(story / ROSTER, form)
    (found,) = found_in(story)
    assert (found.code, found.place.file, found.place.sheet) == ("G04", ROSTER, sheet)
    assert about <= set(found.about)


@of_the_roster
def test_a_sheet_of_the_roster_is_missing(story, form, about):
    without_sheet(story / ROSTER, form)
    (found,) = found_in(story)
    assert (found.code, found.place.file, found.place.sheet) == ("B03", ROSTER, "")
    assert about <= set(found.about)


def test_two_sheets_of_the_roster_are_missing(story):
    without_sheet(story / ROSTER, "group")
    without_sheet(story / ROSTER, "member")
    (found,) = found_in(story)
    assert found.code == "B03"
    assert {"facilitator:M-001", "group:K-01", "session:M-001/1/S-01"} <= set(found.about)


def test_the_sessions_of_a_month_are_missing(story):
    without_sheet(story / MONTH, "session")
    (found,) = found_in(story)
    assert (found.code, found.place.file, found.about) == ("B03", MONTH, ("month:M-001/1",))


def test_a_copy_in_another_folder_is_a_copy(story):
    """Its photos do not lie beside it; the workbook whose photos do is used, though its name is longer."""
    shutil.copy(story / MONTH, story / "b.xlsx")
    assert found_in(story) == []
    dossier, findings = normalise(Reading.together(read_apart([story], None, None, 0)), PROGRAMME, TODAY)
    said = [(found.place.file, found.values["first"]) for found in findings if found.code == "G61"]
    assert said == [("b.xlsx", MONTH)]
    assert {session.place.file for session in dossier.sessions.values()} == {MONTH, "M-001/bulan-2.xlsx"}


def test_a_copy_beside_a_contradiction_is_used_by_nobody(story):
    shutil.copy(story / MONTH, story / "b.xlsx")
    shutil.copy(story / MONTH, story / "c.xlsx")

    def move(book: Workbook) -> None:
        book["Saran"].cell(book["Saran"].max_row + 1, 1, "Pelatihan lain")

    changed(story / "c.xlsx", move)
    assert [found.code for found in found_in(story) if found.place.file != ROSTER] == ["G62"] * 3


@pytest.mark.parametrize(
    ("sheet", "cell", "written", "told"),
    [
        # S-03, not S-02, is the next session of the same group: of its list only the day tells.
        ("Absensi 1", "D4", "S-02", [("G63", "Absensi 1", "D4")]),
        ("Absensi 1", "D4", "S-03", [("G63", "Absensi 1", "D4")]),
        ("Absensi 3", "C4", "S-01", [("G63", "Absensi 3", "C4")]),
        ("Notulen 1", "C4", "S-03", [("G63", "Notulen 1", "C4")]),
        ("Notulen 3", "D4", "S-01", [("G63", "Notulen 3", "D4")]),
        ("Pertemuan", "B6", "K-02", [("A22", "Absensi 1", "D5")]),
        ("Pertemuan", "B8", "K-02", [("A22", "Absensi 3", "C5")]),
    ],
)
def test_a_wrong_code_is_told_at_one_cell(story, sheet, cell, written, told):
    def write(book: Workbook) -> None:
        book[sheet][cell] = written

    changed(story / MONTH, write)
    assert [(found.code, found.place.sheet, found.place.cell) for found in found_in(story)] == told


@pytest.mark.parametrize(("written", "month"), [("M-001", "1"), (2, "1")])
def test_the_card_of_another_workbook_is_told_once(tmp_path, written, month):
    folder = tmp_path / "in"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("M-003", "M-004"))
    cells = []

    def write(book: Workbook) -> None:
        [cell] = [
            cell
            for row in book["Identitas"].iter_rows()
            for cell in row
            if cell.value == ("M-002" if isinstance(written, str) else int(month))
        ]
        cell.value = written
        cells.append(cell.coordinate)

    changed(folder / "M-002" / f"bulan-{month}.xlsx", write)
    (found,) = found_in(folder)
    assert (found.code, found.place.file, found.place.cell) == ("B05", f"M-002/bulan-{month}.xlsx", cells[0])
    assert found.about == ("month:M-002/1",)
    checked = check_each(read_apart([folder], None, None, 0), PROGRAMME, TODAY, {})
    assert ("month:M-002/1",) not in [found.about for found in checked.findings if found.code == "A04"]
