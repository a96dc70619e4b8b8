"""The workbooks that we hand out: empty, pre-filled with groups, sessions and members, or filled from an older one.

They are written from the same forms that the reader reads by, so that what comes back can be read.

How the modules serve it:

    cells       how the cells of a field look, and what Excel checks in them
    layout      how a form becomes a sheet
    guide       the first sheet: how to fill the workbook
    prefill     what a month's workbook already says when the assignment workbook is known
    left_over   the last sheet of a renewed workbook: what its forms have no place for
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from pipeline import indonesian, knowledge
from pipeline.blanks.cells import LIST_OF_CODES, Setting
from pipeline.blanks.guide import guide
from pipeline.blanks.layout import Filled, area_of_codes, sheet
from pipeline.blanks.left_over import LeftOver, sheet_of_left_overs
from pipeline.blanks.prefill import Prefill, filled_sheets, plan_rows, prefills
from pipeline.excel.book import Book, Sheet
from pipeline.excel.write import write
from pipeline.findings import Finding
from pipeline.flow import Dossier
from pipeline.knowledge import Form, Programme, Workbook

ASSIGNMENT_FILE = "penugasan.xlsx"
MONTHLY_FILE = "bulanan.xlsx"
BLANK_COPIES = {"attendance": 6, "minutes": 4, "attendance_matrix": 2, "partnership": 2}
"""Sheets of a repeating form in a workbook of which nothing is known beforehand: two groups' month."""

Contents = Mapping[str, tuple[Filled, ...]]
"""By form: what its sheets say."""
Faults = Mapping[Workbook, Sequence[Finding]]
"""By kind of workbook: examples of what often goes wrong in it."""


def workbooks(
    programme: Programme, dossier: Dossier | None, faults: Faults = MappingProxyType({})
) -> Iterator[tuple[str, bytes]]:
    """File names and contents: both blank workbooks; with rosters one pre-filled workbook per facilitator and month.

    `faults` are examples of what often goes wrong in each kind of workbook, for its guide.
    """
    if dossier is None or not dossier.has_roster:
        yield ASSIGNMENT_FILE, assignment_workbook(programme, faults.get("assignment", ()))
        yield MONTHLY_FILE, monthly_workbook(programme, None, faults.get("monthly", ()))
        return
    for prefill in prefills(dossier):
        name = f"laporan_{indonesian.file_code(prefill.facilitator.code)}_bulan-{prefill.month}.xlsx"
        yield name, monthly_workbook(programme, prefill, faults.get("monthly", ()))


def assignment_workbook(programme: Programme, faults: Sequence[Finding] = ()) -> bytes:
    """The blank workbook of offices, people and groups."""
    return _workbook("assignment", programme, _blank("assignment", programme), faults)


def monthly_workbook(programme: Programme, prefill: Prefill | None, faults: Sequence[Finding] = ()) -> bytes:
    """The workbook of one facilitator and one month; blank without `prefill`."""
    if prefill is None:
        return _workbook("monthly", programme, _blank("monthly", programme), faults)
    contents = {form.name: filled_sheets(form, prefill, programme) for form in knowledge.forms_of("monthly")}
    return _workbook("monthly", programme, contents, faults, prefill)


def renewed_workbook(
    workbook: Workbook,
    programme: Programme,
    contents: Contents,
    left_overs: Sequence[LeftOver],
    faults: Sequence[Finding] = (),
) -> bytes:
    """Today's form with what an older workbook said; forms of which it said nothing are blank, once each."""
    forms = knowledge.forms_of(workbook)
    blank = {form.name: () if form.alternative else (Filled(),) for form in forms}
    last = (sheet_of_left_overs(left_overs),) if left_overs else ()
    return _workbook(workbook, programme, {**blank, **contents}, faults, more=last)


def _blank(workbook: Workbook, programme: Programme) -> Contents:
    copies = {form.name: (Filled(),) * BLANK_COPIES.get(form.name, 1) for form in knowledge.forms_of(workbook)}
    return copies | ({"plan": (plan_rows(programme),)} if "plan" in copies else {})


def _workbook(
    workbook: Workbook,
    programme: Programme,
    contents: Contents,
    faults: Sequence[Finding],
    prefill: Prefill | None = None,
    more: tuple[Sheet, ...] = (),
) -> bytes:
    forms = [form for form in knowledge.forms_of(workbook) if contents[form.name]]
    setting = _setting(forms, programme, prefill)
    sheets = [guide(programme, forms, prefill, faults)]
    for form in forms:
        names = _sheet_names(form, len(contents[form.name]))
        sheets += [sheet(form, name, filled, setting) for name, filled in zip(names, contents[form.name], strict=True)]
    paper: Literal["A4", "F4"] = prefill.paper if prefill else "A4"
    areas = {setting.codes[form.name]: area_of_codes(form) for form in forms if _gives_codes(form)}
    mark = f"{workbook}/{max(form.version for form in forms)}"
    return write(Book(mark, (*sheets, *more), setting.lists, areas, paper))


def _sheet_names(form: Form, count: int) -> tuple[str, ...]:
    name = form.sheets[0]
    return tuple(f"{name} {number}" for number in range(1, count + 1)) if form.repeats else (name,)


def _setting(forms: Sequence[Form], programme: Programme, prefill: Prefill | None) -> Setting:
    """The closed lists by their labels, and the codes that can be chosen: those that the workbook itself gives out,
    and in a pre-filled one its groups."""
    names = {*programme.choices, *knowledge.common_choices()}
    lists = {name: tuple(choice.label for choice in programme.list_of(name)) for name in names}
    codes = {form.name: form.sheets[0].casefold() for form in forms if _gives_codes(form)}
    if prefill is not None and prefill.groups:
        codes["group"] = "kelompok"
        lists["kelompok"] = tuple(group.code for group in prefill.groups)
    if prefill is None:
        return Setting(programme, lists, codes)
    return Setting(programme, lists, codes, prefill.days, prefill.month)


def _gives_codes(form: Form) -> bool:
    """Whether other sheets name the rows of this one by its codes."""
    return form.name in LIST_OF_CODES.values() and form.table is not None


__all__ = [
    "ASSIGNMENT_FILE", "MONTHLY_FILE", "Contents", "Filled", "LeftOver", "Prefill",
    "assignment_workbook", "monthly_workbook", "renewed_workbook", "workbooks",
]  # fmt: skip
