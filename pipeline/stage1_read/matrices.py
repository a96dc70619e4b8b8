"""What stands above the open columns of a matrix: a session's date or code, a week of the term."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from pipeline import excel, indonesian
from pipeline.excel import Cell
from pipeline.knowledge import Across
from pipeline.stage1_read.cells import text_of

_WEEK = re.compile(r"(?:(?:minggu|mgg|pekan|m|w)\s*)?(?:ke\s*)?(?P<number>\d{1,2})")
_ROMAN_WEEKS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_SESSION_CODE = re.compile(r"[A-Za-z]{1,3}[-. ]?\d{1,3}")


def above(across: Across, cell: Cell | None, levels: list[str]) -> Cell | None:
    """What stands above an open column of a matrix, if it is a week, or a session's date or code."""
    if cell is None or cell.value is None:
        return None
    value = cell.value
    if across.kind == "week":
        week = _week(value)
        return Cell(week) if week else None
    if isinstance(value, date | datetime):
        return cell
    if isinstance(value, int) and levels:
        # "Mei 2015" above 6, 13, 20: the day alone stands over the column.
        day = f"{value} {levels[-1]}"
        return Cell(day) if indonesian.read_date(day) else None
    text = text_of(cell)
    without_rule = re.sub(r"\s*\(.*\)$", "", text)
    if indonesian.read_date(text) or _SESSION_CODE.fullmatch(text):
        return cell
    return Cell(without_rule) if _SESSION_CODE.fullmatch(without_rule) else None


def _week(value: excel.Value) -> int | None:
    """The number of a week; Excel takes "(1)" for -1."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return abs(int(value)) if 1 <= abs(value) <= 10 and int(value) == value else None
    key = indonesian.heading_key(value) if isinstance(value, str) else ""
    match = _WEEK.fullmatch(key)
    return int(match["number"]) if match and 1 <= int(match["number"]) <= 10 else _ROMAN_WEEKS.get(key)


def over_the_term(opened: Mapping[int, Cell]) -> dict[int, Cell]:
    """Weeks over the whole term: two months of weeks 1-4 are weeks 1-8."""
    weeks: dict[int, Cell] = {}
    before = highest = 0
    for column, cell in opened.items():
        week = cell.value if isinstance(cell.value, int) else 0
        if before + week <= highest:
            before = highest
        highest = before + week
        weeks[column] = Cell(highest)
    return weeks
