"""Dates as official Indonesian writes them, and reading what people write instead; months of a term.

Written are "Senin, 4 Mei 2015", "4 Mei 2015", "04-05-2015" and the words of contracts; many more forms are read.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .numbers import in_words, read_in_words
from .text import UNTIL, clean, without_apostrophes

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""Monday first, as `date.weekday` counts."""

_MONTH_SPELLINGS = (
    ("januari", "jan", "january"),
    ("februari", "pebruari", "feb", "peb", "february"),
    ("maret", "mar", "mrt", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agust", "agt", "agu", "ags", "aug", "august"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "oct", "october"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "des", "dec", "december"),
)
_WEEKDAY_SPELLINGS = (
    ("senin", "senen", "sen"),
    ("selasa", "sel"),
    ("rabu", "rab"),
    ("kamis", "kemis", "kam"),
    ("jumat", "jum at", "jum"),
    ("sabtu", "saptu", "sab"),
    ("minggu", "ahad", "mgg", "min"),
)
_MONTH_NUMBERS = {spelling: number for number, spellings in enumerate(_MONTH_SPELLINGS, 1) for spelling in spellings}
_WEEKDAY_NUMBERS = {spelling: number for number, spellings in enumerate(_WEEKDAY_SPELLINGS) for spelling in spellings}

_WEEKDAY = "|".join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))
_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_MIDNIGHT = r"(?:[t ]00:00(?::00)?(?:\.0+)?)?"
_LEAD = rf"(?:hari\s+)?(?:(?P<weekday>{_WEEKDAY})[\s,./:-]*)?(?:(?:tanggal|tgl)[\s.:]*)?"
_DATE_FORMS = tuple(
    re.compile(_LEAD + form)
    for form in (
        r"(?P<day>[0-9]{1,2})[\s./-]*(?P<month>[a-z]+)[\s.,/-]*" + _YEAR,
        r"(?P<day>[0-9]{1,2})\s*(?P<between>[-./])\s*(?P<month>[0-9]{1,2})\s*(?P=between)\s*" + _YEAR + _MIDNIGHT,
        r"(?P<year>[0-9]{4})(?P<between>[-./])(?P<month>[0-9]{1,2})(?P=between)(?P<day>[0-9]{1,2})" + _MIDNIGHT,
        r"(?P<day>[a-z ]+|[0-9]{1,2})\s*bulan\s+(?P<month>[a-z]+)\s+tahun\s+(?P<year>[a-z ]+|[0-9]{4})"
        r"(?:\s*\([^()]*\))?",
    )
)
_STANDARD = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)}), )?"
    rf"(?:[1-9][0-9]? (?:{'|'.join(MONTHS)}) [0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}})"
)
_PLACE_AND_DATE = re.compile(r"(?P<place>[^\W\d][^,:\d]{1,40}),\s*(?P<date>.{4,40})")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\W*$")
_FIRST_YEAR, LAST_YEAR = 1900, 2100
TWO_DIGITS_UNTIL = 2079
"""The last of the hundred years that two digits can mean, of a date of which nothing is known: "79" is 2079, "80" is
1980."""
_FIRST_SERIAL, _LAST_SERIAL = 10_959, 73_050
"""Excel's days 1 January 1930 and 31 December 2099: smaller numbers are years or counts, not dates."""
_DAY_ZERO = date(1899, 12, 30)
"""Excel counts days from here (and a 29 February 1900 that never was, which explains the day)."""


@dataclass(frozen=True)
class ReadDate:
    """A date as it was read."""

    date: date
    weekday: int | None
    """The weekday that the text names, Monday 0; it may be wrong for the date. None when it names none."""
    standard: bool
    """Written as people are asked to: "6 Mei 2015" or "06/05/2015", or one of them behind "Rabu, "."""


def weekday(day: date) -> str:
    """The name of the day: "Senin"."""
    return WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """The date with the month's name: "4 Mei 2015"."""
    return f"{day.day} {month_and_year(day)}"


def day_and_date(day: date) -> str:
    """The date with its weekday: "Senin, 4 Mei 2015"."""
    return f"{weekday(day)}, {long_date(day)}"


def month_and_year(day: date) -> str:
    """The month of the date: "Mei 2015"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def numeric_date(day: date) -> str:
    """The date in digits, day first: "04-05-2015"."""
    return f"{day.day:02}-{day.month:02}-{day.year}"


def date_in_words(day: date) -> str:
    """The date as contracts open with: "Senin tanggal empat bulan Mei tahun dua ribu lima belas"."""
    return f"{weekday(day)} tanggal {in_words(day.day)} bulan {MONTHS[day.month - 1]} tahun {in_words(day.year)}"


def period(first: date, last: date) -> str:
    """The days from first to last: "4 Mei 2015 sampai dengan 3 Juli 2015"; one day alone is its long date."""
    return long_date(first) if first == last else f"{long_date(first)} sampai dengan {long_date(last)}"


def read_weekday(text: str) -> int | None:
    """The weekday a word names, Monday 0 ("Jum'at" -> 4, "Ahad" -> 6), or None."""
    return _WEEKDAY_NUMBERS.get(_folded(text).removeprefix("hari ").strip())


@lru_cache(maxsize=1024)
def read_date(text: str, two_digits_until: int = TWO_DIGITS_UNTIL) -> ReadDate | None:
    """The date that a text says, with or without its weekday, or None.

    Day before month, or year first ("2015-05-04"); never month first: "05/13/2015" is no date. Names of months also in
    old spelling ("Nopember"), short ("Agt") and English. Two digits mean one of the hundred years that end with
    `two_digits_until`. None outside 1900-2100.
    """
    folded = _folded(text)
    for form in _DATE_FORMS:
        match = form.fullmatch(folded)
        day = match and _date_of(match["day"].strip(), match["month"], match["year"].strip(), two_digits_until)
        if match and day:
            named = match["weekday"]
            number = None if named is None else _WEEKDAY_NUMBERS[named]
            return ReadDate(day, number, standard=_STANDARD.fullmatch(clean(text)) is not None)
    return None


def read_placed_date(text: str, two_digits_until: int = TWO_DIGITS_UNTIL) -> tuple[str, date] | None:
    """Place and date that stand in one text, "Wanasari, 30 Mei 2015", or None; a weekday is no place. For two digits of
    the year see `read_date`."""
    match = _PLACE_AND_DATE.fullmatch(clean(text))
    if match is None or read_weekday(match["place"]) is not None:
        return None
    read = read_date(match["date"], two_digits_until)
    return (match["place"], read.date) if read else None


def read_date_in_brackets(text: str, two_digits_until: int = TWO_DIGITS_UNTIL) -> date | None:
    """The date in brackets at the end of a text, as contracts repeat in digits the one in words; None without one. For
    two digits of the year see `read_date`."""
    found = _IN_BRACKETS.search(clean(text))
    read = read_date(found[1], two_digits_until) if found else None
    return read.date if read else None


def read_date_range(text: str) -> tuple[date, date] | None:
    """First and last day of a range ("28-30 Agustus 2024", "4 Mei s.d. 3 Juli 2015"), or None.

    Month and year may stand only behind the last day. None, too, when the last day is not later than the first.
    """
    folded = _folded(text)
    for until in UNTIL.finditer(folded):
        last = read_date(folded[until.end() :])
        if last is None:
            continue
        begun = folded[: until.start()]
        for completed in (begun, f"{begun} {last.date.year}", f"{begun} {month_and_year(last.date)}"):
            first = read_date(completed)
            if first and first.date < last.date:
                return first.date, last.date
    return None


def date_of_serial(serial: float) -> date | None:
    """The date that Excel keeps as this number of days; None for a number that is no date of our time."""
    return _DAY_ZERO + timedelta(days=int(serial)) if _FIRST_SERIAL <= serial < _LAST_SERIAL + 1 else None


def _folded(text: str) -> str:
    return without_apostrophes(clean(text)).casefold().strip(" .,;")


def _date_of(day: str, month: str, year: str, two_digits_until: int) -> date | None:
    day_number, year_number = _number_of(day), _number_of(year)
    month_number = int(month) if month.isdecimal() else _MONTH_NUMBERS.get(month)
    if not day_number or not month_number or year_number is None:
        return None
    if len(year) == 2:
        year_number = two_digits_until - (two_digits_until - year_number) % 100
    if not _FIRST_YEAR <= year_number <= LAST_YEAR:
        return None
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def _number_of(text: str) -> int | None:
    return int(text) if text.isdecimal() else read_in_words(text)


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_between(first: date, last: date) -> int:
    """Whole years from one day to another: an age."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def month_of_term(start: date, day: date) -> int:
    """The month of a term in which a day lies: 1 for the first (from 4 May: 4 May to 3 June), 0 or less before it."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return months + 1 if day >= add_months(start, months) else months


def term_month(start: date, number: int) -> tuple[date, date]:
    """First and last day of a month of the term, counted from 1."""
    return add_months(start, number - 1), add_months(start, number) - timedelta(days=1)
