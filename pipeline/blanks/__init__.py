"""The workbooks that we hand out: empty, or pre-filled with groups, sessions and members.

They are written from the same forms that the reader reads by, so that what comes back can be read.
"""

from collections.abc import Iterator, Mapping

from pipeline import indonesian, knowledge
from pipeline.blanks.guide import guide
from pipeline.blanks.layout import Filled, sheet
from pipeline.blanks.prefill import Prefill, filled_sheets, plan_rows, prefills
from pipeline.excel.write import Book, write
from pipeline.flow import Dossier
from pipeline.knowledge import Form, Programme, Workbook

ASSIGNMENT_FILE = "penugasan.xlsx"
MONTHLY_FILE = "bulanan.xlsx"
BLANK_COPIES = {"attendance": 6, "minutes": 4, "attendance_matrix": 2, "partnership": 2}
"""Sheets of a repeating form in a workbook of which nothing is known beforehand: two groups' month."""


def workbooks(programme: Programme, dossier: Dossier | None) -> Iterator[tuple[str, bytes]]:
    """File names and contents: both blank workbooks; with rosters one pre-filled workbook per facilitator and month."""
    if dossier is None or not dossier.has_roster:
        yield ASSIGNMENT_FILE, assignment_workbook(programme)
        yield MONTHLY_FILE, monthly_workbook(programme, None)
        return
    for prefill in prefills(dossier):
        name = f"laporan_{indonesian.file_code(prefill.facilitator.code)}_bulan-{prefill.month}.xlsx"
        yield name, monthly_workbook(programme, prefill)


def assignment_workbook(programme: Programme) -> bytes:
    """The blank workbook of offices, people and groups."""
    return _workbook("assignment", programme, None)


def monthly_workbook(programme: Programme, prefill: Prefill | None) -> bytes:
    """The workbook of one facilitator and one month; blank without `prefill`."""
    return _workbook("monthly", programme, prefill)


def _workbook(workbook: Workbook, programme: Programme, prefill: Prefill | None) -> bytes:
    forms = knowledge.forms_of(workbook)
    lists = _lists(programme, prefill)
    sheets = [guide(programme, forms, prefill)]
    for form in forms:
        contents = _contents(form, programme, prefill)
        names = _sheet_names(form, len(contents))
        sheets += [
            sheet(form, name, filled, programme.term, frozenset(lists))
            for name, filled in zip(names, contents, strict=True)
        ]
    return write(Book(f"{workbook}/{max(form.version for form in forms)}", tuple(sheets), lists))


def _contents(form: Form, programme: Programme, prefill: Prefill | None) -> tuple[Filled, ...]:
    if prefill is not None:
        return filled_sheets(form, prefill, programme)
    if form.name == "plan":
        return (plan_rows(programme),)
    return (Filled(),) * (BLANK_COPIES.get(form.name, 1))


def _sheet_names(form: Form, count: int) -> tuple[str, ...]:
    name = form.sheets[0]
    return tuple(f"{name} {number}" for number in range(1, count + 1)) if form.repeats else (name,)


def _lists(programme: Programme, prefill: Prefill | None) -> Mapping[str, tuple[str, ...]]:
    """Every closed list by its labels; in a pre-filled workbook also the codes of its groups and sessions."""
    names = {*programme.choices, *knowledge.common_choices()}
    lists = {name: tuple(choice.label for choice in programme.list_of(name)) for name in names}
    if prefill is not None:
        lists["kelompok"] = tuple(group.code for group in prefill.groups)
        lists["pertemuan"] = tuple(session.code for session in prefill.sessions)
    return {name: entries for name, entries in lists.items() if entries}


__all__ = ["ASSIGNMENT_FILE", "MONTHLY_FILE", "Prefill", "assignment_workbook", "monthly_workbook", "workbooks"]
