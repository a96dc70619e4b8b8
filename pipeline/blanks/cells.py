"""How the cells of a field look and what Excel checks in them, from what the field's record reads there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from pipeline.excel.book import CLOCK, DATE, MONEY, TEXT, WHOLE, Check, Value
from pipeline.knowledge import FormField, Programme

LIST_OF_CODES = {
    "facilitator": "facilitator", "group": "group", "session": "session",
    "office": "office", "centre": "office", "district": "office", "province_office": "office",
}  # fmt: skip
"""Fields that hold a code -> the form in whose first column such codes are given out."""

_FORMATS = {"day": DATE, "money": MONEY, "integer": WHOLE}
# Hours stay text: in a cell for times, Excel takes 09.30 for the number nine point three in half of its languages.
_WIDTHS = {
    "code": 13,
    "identity": 22,
    "phone": 18,
    "day": 14,
    "time": 9,
    "money": 18,
    "integer": 8,
    "lines": 44,
    "file": 30,
}
_NARROWEST, _WIDEST, _WIDEST_EXAMPLE = 16, 44, 30
_ARROW = 4
"""Characters that the arrow of a drop-down hides."""
_PROMPTED = {"identity", "phone", "day", "time", "money", "file"}
_BORN_FROM = date(1930, 1, 1)
_DATED_FROM, _DATED_TO = date(2000, 1, 1), date(2099, 12, 31)
"""Decrees are older than the programme; officers accept findings, and take office, long after its year."""
_YOUNGEST = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """What all sheets of a workbook share."""

    programme: Programme
    lists: Mapping[str, tuple[str, ...]]
    """The closed lists, by name."""
    codes: Mapping[str, str]
    """Form whose codes can be chosen from -> the name of that list."""
    window: tuple[date, date] | None = None
    """First and last day of the month that the workbook is for."""
    month: int = 1
    """That month's number; of a workbook for any month the first stands as an example."""


def number_format(kind: str, value: Value) -> str:
    """Text unless it is to be counted with: a number typed into a text cell keeps every digit."""
    if isinstance(value, datetime | date):
        return DATE
    return CLOCK if isinstance(value, time) else _FORMATS.get(kind, TEXT)


def width(kind: str, item: FormField, values: Iterable[Value], setting: Setting) -> float:
    """Characters that a column needs for its heading, its list or its example, and what stands in it already."""
    longest_word = max(len(word) for word in heading(item).split(" ")) + 3
    if kind.startswith("choice:"):
        entries = setting.lists.get(kind.removeprefix("choice:"), ())
        own = max((len(entry) for entry in entries), default=0) + _ARROW
    else:
        own = _WIDTHS.get(kind, max(_NARROWEST, min(len(item.example_in(setting.month)), _WIDEST_EXAMPLE)) + 2)
    filled = max((len(str(value)) for value in values if isinstance(value, str)), default=0) + 2
    return float(max(longest_word, min(max(own, filled), _WIDEST)))


def heading(item: FormField) -> str:
    """The heading as it stands on the sheet; a mark of what is required that never begins a line."""
    return f"{item.heading}\u00a0*" if item.asked else item.heading


def explanation(item: FormField, setting: Setting) -> str:
    """What a note at the heading says."""
    parts = (item.help, _example(item, setting), "Wajib diisi." if item.asked else "")
    return "\n".join(part for part in parts if part)


def check(kind: str, item: FormField, rows: tuple[int, int], column: int, setting: Setting) -> Check | None:
    """What Excel checks and tells in the cells of a field; None when anything may stand there."""
    checked = _check(kind, item, (*rows, column, column), setting)
    if kind not in _PROMPTED:
        return checked if checked.kind != "any" else None
    prompt = " ".join(part for part in (item.help, _example(item, setting)) if part)
    return replace(checked, title=item.heading, prompt=prompt)


def _check(kind: str, item: FormField, area: tuple[int, int, int, int], setting: Setting) -> Check:
    name, _, listed = kind.partition(":")
    codes = setting.codes.get(LIST_OF_CODES.get(item.name, "")) if kind == "code" else None
    if name == "choice":
        return Check(*area, "list", listed)
    if name == "choices":
        return Check(*area, "list", listed, strict=False)
    if codes:
        return Check(*area, "list", codes, strict=False)
    if kind == "day":
        return Check(*area, "date", between=_likely(item, setting), strict=False)
    if kind == "time":
        return Check(*area, "time")
    if kind in ("integer", "money"):
        return Check(*area, "whole")
    if item.name == "nik":
        return Check(*area, "sixteen", strict=False)
    return Check(*area, "any")


def _likely(item: FormField, setting: Setting) -> tuple[date, date]:
    """Between which days a date is likely to lie."""
    year = setting.programme.year
    if item.name == "birth_date":
        return (_BORN_FROM, date(year - _YOUNGEST, 12, 31))
    if item.name == "held_on" and setting.window:
        return setting.window
    return (_DATED_FROM, _DATED_TO)


def _example(item: FormField, setting: Setting) -> str:
    return f"Contoh: {item.example_in(setting.month)}" if item.example else ""
