"""What is stored in a cell as a value: numbers, days and times, text; the same for every format and way of reading."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from pipeline import indonesian
from pipeline.excel.shapes import CONTROL, LOST, MALFORMED, Cell, Value

LONGEST_TEXT = 32_767
"""Characters of a cell, as far as Excel goes."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
ERROR_CODES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
"""How the binary formats store what a failed formula shows ([MS-XLS] 2.5.10)."""
ERRORS = frozenset(ERROR_CODES.values())
DURATION, DAY = "duration", "day"
"""What a number format makes of a number, beside a plain number: "" """

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_ERROR = re.compile(r"#[A-Z0-9/_]{1,20}[!?]?|Err:\d{3}")
_MOST_DIGITS = 400
"""More digits are no number that Excel can hold."""
# Excel writes a control character in a text as "_x000B_" and a text that looks so as "_x005F_x000B_"; other escapes
# stand for themselves often enough.
_ESCAPE = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff])_")
_SINCE_1900, _SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
"""The first day after 9999-12-31, counted from 1899-12-30."""
_DAYS_TO_1904 = 1_462
_MILLISECONDS = 86_400_000
_EXACT = 2**53
"""Up to here a floating-point number holds every whole one."""
# ISO/IEC 29500-1, 18.8.30: the formats 14-22 and 45-47 are days and times.
_BUILT_IN = dict.fromkeys((*range(14, 23), 45, 47), DAY) | {46: DURATION}
_NO_PATTERN = re.compile(r'"[^"]*"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)
_OF_DAYS = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_OF_DURATIONS = re.compile(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)
_ISO = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)?(?:T?(?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?Z?")


Rows = dict[int, dict[int, Cell]]
"""The filled cells of a sheet while it is read."""


def put(rows: Rows, row: int, column: int, cell: Cell) -> None:
    """Add a cell. Where one stands already, nobody can say which of them counts: that is a fault."""
    cells = rows.setdefault(row, {})
    cells[column] = Cell(None, MALFORMED, raw=f"{_told(cells[column])} {_told(cell)}") if column in cells else cell


def _told(cell: Cell) -> str:
    return cell.raw or cell.fault or str(cell.value)


def in_order(rows: Rows) -> Rows:
    return {number: dict(sorted(rows[number].items())) for number in sorted(rows)}


def filled_columns(rows: Rows, spans: Sequence[range]) -> frozenset[int]:
    """The columns within these spans in which something stands."""
    if not spans:
        return frozenset()
    filled = {column for row in rows.values() for column in row}
    return frozenset(column for column in filled if any(column in span for span in spans))


def text_cell(text: str, formula: bool = False) -> Cell | None:
    """The cell of a text, None when nothing can be seen of it."""
    if len(text) > LONGEST_TEXT:
        return Cell(None, MALFORMED, formula, text)
    if "_x00" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if text.isascii() and text.isprintable():
        return Cell(text, "", formula) if text.strip(" ") else None
    if not indonesian.clean(text):
        return None
    control = () if text.isprintable() else indonesian.control_characters(text)
    if LOST in text:
        control = (*control, f"U+{ord(LOST):04X}")
    if control:
        return Cell(None, f"{CONTROL} {', '.join(control)}", formula, text)
    return Cell(text, "", formula)


def error_cell(stored: str, formula: bool = False) -> Cell:
    """The cell of an error value: "#N/A", and what later Excels and LibreOffice ("Err:502") know beside."""
    fault = stored if _ERROR.fullmatch(stored) else MALFORMED
    return Cell(None, fault, formula, "" if fault.startswith("#") else stored)


def number(stored: str) -> int | float | None:
    """The number that a text writes as XML does; None when it writes none or one past every limit."""
    if stored.isascii() and stored.isdigit() and len(stored) < _MOST_DIGITS:
        return int(stored)
    stored = stored.strip(" \t\r\n")
    if not _NUMBER.fullmatch(stored) or not stored.isascii():
        return None
    found = float(stored)
    if not math.isfinite(found):
        return None
    return found if any(sign in stored for sign in ".eE") else int(stored)


def number_cell(
    found: int | float | None, look: str, since_1904: bool, formula: bool = False, stored: str = ""
) -> Cell:
    """The cell of a number by what its format makes of it; a fault when it is none, or no day. `stored` is how the file
    writes it."""
    value: Value = found
    if found is not None and look == DURATION:
        value = duration(timedelta(days=found)) if 0 <= found < _LAST_DAY else None
    elif found is not None and look == DAY:
        value = moment(found, since_1904)
    return Cell(None, MALFORMED, formula, stored or str(found)) if value is None else Cell(value, "", formula)


def moment(serial: float, since_1904: bool) -> datetime | time | None:
    """The day or time of a serial number, rounded to milliseconds; None outside the calendar of Excel, and for the 29th
    of February 1900, which Excel alone knows (ISO/IEC 29500-1, 18.17.4)."""
    last = _LAST_DAY - _DAYS_TO_1904 if since_1904 else _LAST_DAY
    if not 0 <= serial < last or (not since_1904 and 60 <= serial < 61):
        return None
    day, fraction = divmod(serial, 1)
    rest = timedelta(milliseconds=round(fraction * _MILLISECONDS))
    if day == 0 and rest.days == 0:
        return (datetime.min + rest).time()
    if not since_1904 and serial < 60:
        day += 1
    try:
        return (_SINCE_1904 if since_1904 else _SINCE_1900) + timedelta(days=day) + rest
    except OverflowError:
        return None


def duration(length: timedelta) -> str:
    """Hours and minutes as people write them: "25.30"."""
    return f"{length // timedelta(hours=1):02}.{length // timedelta(minutes=1) % 60:02}"


def iso_moment(stored: str) -> date | datetime | time | None:
    """A day, a time or both, as ISO 8601 writes them; None when the text writes no such thing."""
    match = _ISO.fullmatch(stored.strip())
    if not match or not (match["day"] or match["time"]):
        return None
    try:
        if not match["time"]:
            return date.fromisoformat(match["day"])
        if not match["day"]:
            return time.fromisoformat(match["time"])
        return datetime.fromisoformat(f"{match['day']}T{match['time']}")
    except ValueError:
        return None


def look_of(number_format: int, custom: dict[int, str]) -> str:
    """What a number format makes of a number: DAY, DURATION or "" for a plain number. `custom` are the codes that the
    workbook defines itself."""
    if number_format not in custom:
        return _BUILT_IN.get(number_format, "")
    code = _NO_PATTERN.sub("", custom[number_format].partition(";")[0])
    if not _OF_DAYS.search(code):
        return ""
    return DURATION if _OF_DURATIONS.search(code) else DAY


def whole(found: int | float | None) -> int | float | None:
    """A number of a format that knows no whole ones: 7.0 -> 7."""
    return int(found) if isinstance(found, float) and found.is_integer() and abs(found) < _EXACT else found
