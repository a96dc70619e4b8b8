"""Which form a sheet is: by the workbook's mark and the sheet's name, else by its headings."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import indonesian, knowledge
from pipeline.excel import Grid
from pipeline.excel.book import GUIDE_SHEET, LEFT_OVER_SHEET, LISTS_SHEET
from pipeline.excel.marks import is_result_sheet
from pipeline.excel.write import FORM_MARK
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.knowledge import Form, Workbook
from pipeline.stage1_read import cards, headings
from pipeline.stage1_read.cells import text_of

OLDER_FORM = Message(
    "G36",
    Severity.NOTE,
    "Buku kerja ini memakai formulir versi lama ({form}) dan tetap dibaca.",
    "Untuk berikutnya pakai formulir terbaru ({current}) dari perintah `berkas forms`.",
    "Formulir berkas",
)
UNKNOWN_FORM = Message(
    "G67",
    Severity.ERROR,
    "Buku kerja ini memakai formulir yang tidak dikenal versi berkas ini ({form}); isinya tidak dibaca.",
    "Perbarui berkas, atau salin isinya ke formulir dari perintah `berkas forms`.",
    "Formulir berkas",
)

_NEAR = 0.85
_ENOUGH = 0.6
"""Of the required fields, to know a form by its headings alone."""
_FEWEST_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet's form, and whether its name is the form's own or was only taken for it."""

    form: Form
    certain: bool


def is_furniture(grid: Grid) -> bool:
    """The sheets that hold no data: the guide and the hidden lists of a standard workbook, what a renewed one has no
    place for, the result of a check."""
    if is_result_sheet(grid):
        return True
    key = indonesian.heading_key(grid.name)
    lists = key == indonesian.heading_key(LISTS_SHEET) and (grid.hidden or _mark(grid) is not None)
    return lists or key in map(indonesian.heading_key, (GUIDE_SHEET, LEFT_OVER_SHEET))


def candidates(sheets: Sequence[Grid]) -> tuple[Form, ...]:
    """The forms that may stand in a workbook: those of its kind when it carries the mark of a standard workbook."""
    kind = _marked_as(sheets).partition("/")[0]
    return tuple(form for form in knowledge.forms() if not kind or form.workbook == kind)


def is_marked_as(kind: Workbook, sheets: Sequence[Grid]) -> bool:
    """Whether a workbook's mark tells this kind, in whatever version."""
    return _marked_as(sheets).startswith(f"{kind}/")


def version(sheets: Sequence[Grid], place: Place) -> Finding | None:
    """What is to be said of the version that a workbook's mark tells: an older one is read, an unknown one is not."""
    mark = _marked_as(sheets)
    kind, _, number = mark.partition("/")
    current = max((form.version for form in knowledge.forms() if form.workbook == kind), default=0)
    if not mark or number == str(current):
        return None
    if number.isdecimal() and int(number) < current:
        return OLDER_FORM.at(place, form=_called(kind, number), current=_called(kind, str(current)))
    return UNKNOWN_FORM.at(place, form=_called(kind, number))


def _called(kind: str, number: str) -> str:
    """A form and its version as people call it, "bulanan/1"; a kind that nobody knows as the mark has it."""
    name = knowledge.WORKBOOK_NAMES.get(kind, kind)
    return f"{name}/{number}" if number else name


def recognise(grid: Grid, forms: Sequence[Form]) -> Recognised | None:
    """The form of a sheet, or None when neither its name nor its headings tell."""
    names = _by_sheet(tuple(form.name for form in forms))
    key = indonesian.heading_key(grid.name)
    base = re.sub(r" *\d+$", "", key)
    for name in (key, base):
        if name in names:
            return Recognised(names[name], certain=True)
    repeating = [name for name, form in names.items() if form.repeats and key.startswith(f"{name} ")]
    if repeating:
        return Recognised(names[max(repeating, key=len)], certain=True)
    near = difflib.get_close_matches(base, names, n=1, cutoff=_NEAR)
    form = names[near[0]] if near else _by_headings(grid, forms)
    return Recognised(form, certain=False) if form else None


@cache
def _by_sheet(names: tuple[str, ...]) -> dict[str, Form]:
    """The forms of these names by those that their sheets may have."""
    forms = map(knowledge.form, names)
    return {indonesian.heading_key(sheet): form for form in forms for sheet in form.sheets}


def _marked_as(sheets: Sequence[Grid]) -> str:
    """The form and version that a workbook's mark tells, "monthly/1"; "" when it has none."""
    return next((mark for grid in sheets if (mark := _mark(grid))), "")


def _mark(grid: Grid) -> str | None:
    first = grid.rows.get(1, {})
    return text_of(first.get(2)) if text_of(first.get(1)) == FORM_MARK else None


def _by_headings(grid: Grid, forms: Sequence[Form]) -> Form | None:
    scored = [(score, form) for form in forms if (score := _score(grid, form))]
    best = max((score for score, _ in scored), default=0)
    return next((form for score, form in scored if score == best), None)


def _score(grid: Grid, form: Form) -> int:
    """How many of the form's fields the sheet has; 0 when they are too few."""
    heading = headings.find(form.table, grid) if form.table else None
    found = set(heading.fields) if heading else set()
    expected = {field.name for field in form.table.fields if field.required} if form.table else set()
    if form.card:
        found |= set(cards.labelled(form.card, grid, heading.first if heading else None))
        expected |= {field.name for field in form.card.fields if field.required}
    enough = len(found & expected) >= _ENOUGH * len(expected) and len(found) >= _FEWEST_FIELDS
    return len(found) if enough else 0
