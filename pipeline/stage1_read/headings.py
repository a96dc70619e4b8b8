"""Where a table begins: its heading, found below title rows, in any order of columns, on one to three levels.

Real sheets have the heading in row 1 to 10 under letterheads, and spread it over merged cells ("Tenaga Kerja" above
"Awal" and "Akhir"). Every row is scored by the headings that the form knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from pipeline import excel, indonesian
from pipeline.excel import Cell, Grid
from pipeline.knowledge import Across, Block
from pipeline.stage1_read.cells import text_of

SEARCHED_ROWS = 60
"""Filled rows of a sheet among which its heading is looked for."""
_LEVELS = 3
_WIDEST_PARENT = 3
"""Columns; a merged text wider than that is a title and names no column alone."""

_WEEK = re.compile(r"(?:(?:minggu|mgg|pekan|m|w)\s*)?(?:ke\s*)?(?P<number>\d{1,2})")
_ROMAN_WEEKS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_SESSION_CODE = re.compile(r"[A-Za-z]{1,3}[-. ]?\d{1,3}")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table."""

    first: int
    """Its first row."""
    last: int
    """Its last row; the same when it stands on one level."""
    fields: Mapping[str, tuple[int, ...]]
    """Field -> its columns; several when the heading is merged over them."""
    across: Mapping[int, Cell]
    """Open column of a matrix -> what stands above it."""
    others: Mapping[int, str]
    """Column -> a heading that the form does not know."""
    repeated: Mapping[int, str]
    """Column -> a heading that stands further left already."""
    cells: Mapping[int, int]
    """Column -> the row of its lowest heading cell."""

    @property
    def score(self) -> int:
        return len(self.fields) + len(self.across)


def find(block: Block, grid: Grid, after: int = 0) -> Heading | None:
    """The best heading of a table below row `after`, or None when no row has enough of the form's headings."""
    names = spellings(block)
    anchors = _anchors(grid)
    best: Heading | None = None
    for row in list(grid.rows)[:SEARCHED_ROWS]:
        if row <= after:
            continue
        for levels in range(1, _LEVELS + 1):
            first = row - levels + 1
            if first <= after or not all(above in grid.rows for above in range(first, row + 1)):
                break
            heading = _heading(block.across, names, grid, anchors, first, row)
            if _enough(block, heading) and (best is None or heading.score > best.score):
                best = heading
    return best


@lru_cache(maxsize=128)
def spellings(block: Block) -> Mapping[str, str]:
    """Heading key -> field, for every spelling of every field of a block."""
    return {key: field.name for field in block.fields for key in field.heading_keys()}


def _enough(block: Block, heading: Heading) -> bool:
    if block.across is not None:
        return bool(heading.fields and heading.across)
    return len(heading.fields) >= min(2, len(block.fields))


def _anchors(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For the cells of merged areas near the top: the cell that holds their text."""
    lowest = max(list(grid.rows)[:SEARCHED_ROWS], default=0)
    rightmost = max((column for row in grid.rows.values() for column in row), default=0)
    return {
        (row, column): (area.first_row, area.first_column)
        for area in grid.merged
        for row in range(area.first_row, min(area.last_row, lowest) + 1)
        for column in range(area.first_column, min(area.last_column, rightmost + 1) + 1)
    }


def _heading(
    across: Across | None,
    names: Mapping[str, str],
    grid: Grid,
    anchors: Mapping[tuple[int, int], tuple[int, int]],
    first: int,
    last: int,
) -> Heading:
    """These rows read as a heading."""
    paths = _paths(grid, anchors, first, last)
    widths: dict[tuple[int, int], int] = {}
    for path in paths.values():
        widths[path[0]] = widths.get(path[0], 0) + 1
    fields: dict[str, list[int]] = {}
    others: dict[int, str] = {}
    repeated: dict[int, str] = {}
    parents: dict[int, str] = {}
    opened: dict[int, Cell] = {}
    for column, path in paths.items():
        texts = [text_of(_cell(grid, anchor)) for anchor in path]
        name = _field(names, texts)
        above = across and _across_heading(across, _cell(grid, path[-1]), texts[:-1])
        if name is None and above:
            opened[column] = above
        elif name is None:
            others[column] = " ".join(texts)
            if len(path) > 1 and widths[path[0]] <= _WIDEST_PARENT:
                parents[column] = names.get(indonesian.heading_key(texts[0]), "")
        elif name not in fields or path[-1] == paths[fields[name][0]][-1]:
            fields.setdefault(name, []).append(column)
        else:
            repeated[column] = texts[-1]
    for column, parent in parents.items():
        if parent and parent not in fields:
            fields[parent] = [column]
            del others[column]
    return Heading(
        first,
        last,
        {name: tuple(columns) for name, columns in fields.items()},
        _weeks(opened) if across and across.kind == "week" else opened,
        others,
        repeated,
        {column: path[-1][0] for column, path in paths.items()},
    )


def _paths(
    grid: Grid, anchors: Mapping[tuple[int, int], tuple[int, int]], first: int, last: int
) -> dict[int, list[tuple[int, int]]]:
    """For each column the cells that name it from the top down, a merged one once."""
    columns = {column for row in range(first, last + 1) for column in grid.rows[row]}
    columns |= {column for row, column in anchors if first <= row <= last}
    paths: dict[int, list[tuple[int, int]]] = {}
    for column in sorted(columns):
        path: list[tuple[int, int]] = []
        for row in range(first, last + 1):
            anchor = anchors.get((row, column), (row, column))
            if anchor not in path and first <= anchor[0] and text_of(_cell(grid, anchor)):
                path.append(anchor)
        if path:
            paths[column] = path
    return paths


def _cell(grid: Grid, anchor: tuple[int, int]) -> Cell | None:
    return grid.rows.get(anchor[0], {}).get(anchor[1])


def _field(names: Mapping[str, str], texts: list[str]) -> str | None:
    """The field that a column's texts name: all levels together first, then the lower ones alone."""
    for start in range(len(texts)):
        name = names.get(indonesian.heading_key(" ".join(texts[start:])))
        if name:
            return name
    return None


def _across_heading(across: Across, cell: Cell | None, above: list[str]) -> Cell | None:
    """What stands above an open column of a matrix, if it is a week, or a session's date or code."""
    if cell is None or cell.value is None:
        return None
    value = cell.value
    if across.kind == "week":
        week = _week(value)
        return Cell(week) if week else None
    if isinstance(value, date | datetime):
        return cell
    if isinstance(value, int) and above:
        # "Mei 2015" above 6, 13, 20: the day alone stands over the column.
        day = f"{value} {above[-1]}"
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


def _weeks(opened: Mapping[int, Cell]) -> dict[int, Cell]:
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
