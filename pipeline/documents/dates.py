"""Dates in the running text of papers: the line never breaks between day and month.

What is searched and compared (titles, headings, findings, file names) keeps the plain spaces of `indonesian`.
"""

import re
from datetime import date

from pipeline import indonesian

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MONTH_AND_YEAR = rf"(?=(?:{'|'.join(indonesian.MONTHS)}) [0-9])"
_DAY_AND_MONTH = re.compile(rf"(?<=[0-9]) {_MONTH_AND_YEAR}")
# It begins with what is rare: so a long text is only searched for one character.
_BOUND = re.compile(rf"{_NO_BREAK}(?<=[0-9]{_NO_BREAK}){_MONTH_AND_YEAR}")


def long_date(day: date) -> str:
    """The date with the month's name: "4 Mei 2015"."""
    return bound(indonesian.long_date(day))


def day_and_date(day: date) -> str:
    """The date with its weekday: "Senin, 4 Mei 2015"."""
    return bound(indonesian.day_and_date(day))


def period(first: date, last: date) -> str:
    """The days from first to last: "4 Mei 2015 sampai dengan 3 Juli 2015"."""
    return bound(indonesian.period(first, last))


def bound(text: str) -> str:
    """A text in which no date breaks between day and month."""
    return _DAY_AND_MONTH.sub(_NO_BREAK, text)


def unbound(text: str) -> str:
    """The text as it was before; other no-break spaces stay."""
    return _BOUND.sub(" ", text)
