"""Another value in the place of a cell's, so that it shows in a paper, and whether a text prints a cell's value.

A text gets a word that stands in no paper: wherever that word is printed, the text is.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import get_args, get_origin

from pipeline import indonesian
from pipeline.files import FileFacts
from pipeline.knowledge import Programme, common_choices
from pipeline.records import Delivery, MonthlyRecord, Record, kind_of

MARK = "Xyzzyq"

_EMPTY: dict[str, object] = {
    "day": date(2014, 2, 3),
    "time": time(4, 44),
    "money": Decimal(1_234_567),
    "integer": 77,
    "identity": "3301010101919001",
    "phone": "+6281234567801",
}
"""What is put into an empty cell, by what it holds."""
_LAST_DIGITS = 4
_NUMBERS_OF_PEOPLE = ("identity", "phone")


def marked(text: str) -> str:
    """The text with the mark in every line and every entry of a list, behind its first word."""
    return re.sub(r"[^\n;]*\w[^\n;]*", lambda piece: re.sub(r"(\w\S*)", rf"\1 {MARK}", piece[0], count=1), text)


def another(record: Record, name: str, programme: Programme) -> object | None:
    """A value that could stand in a field in place of its own; None for fields that nothing else fits into."""
    value, kind = getattr(record, name), kind_of(type(record), name)
    choices = [choice.key for choice in programme.list_of(kind.partition(":")[2])]
    if value is None:
        return _into_empty(record, name, choices)
    if choices:
        return _another_choice(value, choices)
    match value:
        case bool():
            return not value
        case int():
            return value + 1234
        case str() if kind in _NUMBERS_OF_PEOPLE:
            return _other_digits(value)
        case str():
            return marked(value)
        case date():
            return value + timedelta(days=1)
        case time():
            return (datetime.combine(date.min, value) + timedelta(minutes=1)).time()
        case Decimal():
            return value * 3 + 1000
        case tuple() if all(isinstance(part, str) for part in value):
            return tuple(map(marked, value))
        case FileFacts():
            return replace(value, name=f"{MARK} {value.name}", sha256=f"{MARK}{value.sha256}")
        case _:
            return None


def _into_empty(record: Record, name: str, choices: list[str]) -> object | None:
    kind = kind_of(type(record), name)
    fitting = choices[0] if choices else _EMPTY.get(kind, MARK if kind in ("text", "lines") else None)
    holds = _tuple_in(type(record).model_fields[name].annotation)
    if holds is None or fitting is None:
        return fitting
    return (fitting,) if isinstance(fitting, get_args(holds)[0]) else None


def _tuple_in(annotation: object) -> object | None:
    """The tuple among what a field may hold, or None."""
    if get_origin(annotation) is tuple:
        return annotation
    return next(filter(None, map(_tuple_in, get_args(annotation))), None)


def other_values(record: Record, programme: Programme, *, empty: bool = False) -> dict[str, object]:
    """What could stand in each filled (or each empty) cell of a record, codes and months left as they are."""
    found = {
        name: another(record, name, programme)
        for name in own_fields(record)
        if (getattr(record, name) is None) == empty and not is_shared(record, name)
    }
    return {name: other for name, other in found.items() if other is not None}


def own_fields(record: Record) -> list[str]:
    return [name for name in type(record).model_fields if name not in ("place", "places")]


def is_shared(record: Record, name: str) -> bool:
    """Whether a field ties records together: a code, or the month of the term."""
    return kind_of(type(record), name) == "code" or (name == "month" and isinstance(record, MonthlyRecord | Delivery))


def _another_choice(value: object, choices: list[str]) -> object:
    """The entry of a closed list behind the one that was chosen."""
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(_after(one, choices) for one in value))
    return _after(value, choices)


def _after(value: object, choices: list[str]) -> str:
    return choices[(choices.index(value) + 1) % len(choices)] if value in choices else choices[0]


def _other_digits(number: str) -> str:
    last = f"{(int(number[-_LAST_DIGITS:] or 0) + 1111) % 10_000:04}" if number[-_LAST_DIGITS:].isdecimal() else "4711"
    return number[:-_LAST_DIGITS] + last


def printed(record: Record, name: str, value: object, programme: Programme) -> list[str]:
    """How papers write a value of a field: the words of which one stands in every text that prints it."""
    kind = kind_of(type(record), name)
    choices = kind.partition(":")[2]
    match value:
        case bool() | None:
            return []
        case str() if kind in _NUMBERS_OF_PEOPLE:
            return [value[-_LAST_DIGITS:]]
        case str() if choices:
            return [programme.label(choices, value), value]
        case str():
            return [value]
        case tuple():
            return [form for part in value for form in printed(record, name, part, programme)]
        case FileFacts():
            return [value.name]
        case _:
            return list(_forms(value))


def _forms(value: object) -> Iterator[str]:
    match value:
        case date():
            yield from (indonesian.long_date(value), f"{value.day} {indonesian.MONTHS[value.month - 1]}")
            yield from (indonesian.numeric_date(value), indonesian.date_in_words(value))
        case time():
            yield indonesian.time_of_day(value)
        case Decimal():
            yield from (indonesian.rupiah(value), indonesian.thousands(int(value)), indonesian.in_words(int(value)))
        case int():
            yield from (str(value), indonesian.thousands(value), indonesian.in_words(value))


def stands_in(form: str, text: str) -> bool:
    """Whether a form stands in a text as words of its own, in capitals or not."""
    return bool(form) and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None


def pieces(record: Record, name: str, text: str, programme: Programme) -> list[str]:
    """What of a field's value stands in a text: the whole, or lines and entries of it."""
    value = getattr(record, name)
    if kind_of(type(record), name) in _NUMBERS_OF_PEOPLE and isinstance(value, str):
        return re.findall(rf"[\d+(][\d .()-]*{re.escape(value[-_LAST_DIGITS:])}", text)
    forms = printed(record, name, value, programme)
    found = (piece.strip(" .,") for form in forms for piece in (form, *re.split(r"[\n;]", form)))
    return [piece for piece in found if stands_in(piece, text)]


def prints(record: Record, name: str, other: object, text: str, other_text: str, programme: Programme) -> bool:
    """Whether a text prints the value of a field: with another value in its place the other value is printed."""
    value, kind = getattr(record, name), kind_of(type(record), name)
    if MARK in str(other):
        return value is not None and MARK.casefold() in other_text.casefold()
    if kind in _NUMBERS_OF_PEOPLE and isinstance(value, str) and isinstance(other, str):
        return value[-_LAST_DIGITS:] in _digits(text) and other[-_LAST_DIGITS:] in _digits(other_text)
    return any(stands_in(form, text) for form in printed(record, name, value, programme)) and any(
        stands_in(form, other_text) for form in printed(record, name, other, programme)
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def other_words(programme: Programme) -> Programme:
    """The programme with other texts, targets and year; its codes and lists of papers stay."""
    wording = {name: _other_text(text) for name, text in programme.wording}
    choices = {name: programme.list_of(name) for name in (*common_choices(), *programme.choices)}
    return programme.model_copy(
        update={
            "title": marked(programme.title),
            "year": programme.year + 1,
            "wording": programme.wording.model_copy(update=wording),
            "outline": programme.outline.model_copy(
                update={name: marked(getattr(programme.outline, name)) for name in ("section_c", "section_d")}
            ),
            "targets": tuple(
                target.model_copy(
                    update={
                        "label": marked(target.label), "unit": marked(target.unit), "at_least": target.at_least + 1
                    }
                )
                for target in programme.targets
            ),
            "choices": {
                name: tuple(choice.model_copy(update={"label": marked(choice.label)}) for choice in entries)
                for name, entries in choices.items()
            },
        }
    )  # fmt: skip


def _other_text(text: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return marked(text) if isinstance(text, str) else tuple(map(marked, text))
