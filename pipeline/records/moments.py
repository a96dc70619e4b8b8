"""Cells of days and of hours."""

import re
from datetime import date, datetime, time, timedelta

from pydantic import ValidationInfo

from pipeline import indonesian
from pipeline.records.base import CellContext, wrong

_HALF = 0.5
_DAY_NOUGHT = datetime(1899, 12, 31)
"""Of Excel's calendar, in the first weeks of 1900."""
_WEEKS = 59
"""Days until its calendar has one that never was."""
_SERIAL = re.compile(r"[1-7][0-9]{4}")
"""The number of a day, kept as text."""


def serial_of_1900(moment: datetime) -> float | None:
    """The number that was typed where Excel shows a day of its calendar's first weeks; None of any later day."""
    days = (moment - _DAY_NOUGHT) / timedelta(days=1)
    return round(days, 6) if days < _WEEKS else None


def read_birth(value: object, info: ValidationInfo) -> object:
    """A birth date; before it the place of birth may stand, as rosters often have both in one column. Two digits of its
    year mean one that is no later than the programme's."""
    known: CellContext | None = info.context
    until = known.year if known else indonesian.TWO_DIGITS_UNTIL
    placed = indonesian.read_placed_date(value, until) if isinstance(value, str) else None
    return placed[1] if placed else _date(value, until)


def read_day(value: object) -> object:
    return _date(value, indonesian.TWO_DIGITS_UNTIL)


def _date(value: object, two_digits_until: int) -> object:
    """A date, a text that says one, or the number by which Excel keeps it, typed or pasted without its format."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        read = indonesian.read_date(value, two_digits_until)
        again = indonesian.read_date_in_brackets(value, two_digits_until)
        if read and again and again != read.date:
            raise wrong("words", words=indonesian.long_date(read.date), digits=indonesian.long_date(again))
        serial = _SERIAL.fullmatch(indonesian.clean(value))
        value = read.date if read else float(value) if serial else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = indonesian.date_of_serial(value)
    if not isinstance(value, date) or value.year > indonesian.LAST_YEAR:
        raise wrong("day")
    return value


def read_moment(value: object) -> object:
    """A time, also as the part of a day by which Excel keeps it: 0.354… lost its format, and what it was read as is
    told. Nought is no hour but fills a cell, whatever its format. And Excel makes 9.3 of a typed 9.30; but 9.5 may be
    half past nine as well as 09.50: that nobody can tell. In a cell with the format of a
    time a 9 comes as the ninth day of 1900."""
    if isinstance(value, datetime):
        value = serial_of_1900(value) or (value.time() if value.time() != time.min else None)
    if isinstance(value, time) and value != time.min:
        return value
    read = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        read = indonesian.time_of_serial(value)
        if 1 <= value < 24 and value % 1 != _HALF:
            value = f"{value:.2f}"
    if isinstance(value, str):
        read = indonesian.read_time(value)
    if read is None:
        raise wrong("time")
    return read
