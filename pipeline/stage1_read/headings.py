"""Where a table begins: its heading, found below title rows, in any order of columns, on one to three levels.

Real sheets have the heading in row 1 to 10 under letterheads, and spread it over merged cells ("Tenaga Kerja" above
"Awal" and "Akhir"). Every row is scored by the headings that the form knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pipeline import excel, indonesian
from pipeline.excel import Cell, Grid
from pipeline.knowledge import Across, Block, FormField
from pipeline.stage1_read import near
from pipeline.stage1_read.cells import text_of

SEARCHED_ROWS = 60
"""Filled rows of a sheet among which its heading is looked for."""
_LEVELS = 3
_WIDEST_PARENT = 3
"""Columns; a merged text wider than that is a title and names no column alone."""
_LONGEST = 120
"""Characters; a longer text is no heading."""
_WORDS_OF_AN_INSTRUCTION = 3

_WEEK = re.compile(r"(?:(?:minggu|mgg|pekan|m|w)\s*)?(?:ke\s*)?(?P<number>\d{1,2})")
_ROMAN_WEEKS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_SESSION_CODE = re.compile(r"[A-Za-z]{1,3}[-. ]?\d{1,3}")

Anchors = Mapping[tuple[int, int], tuple[int, int]]
"""For the cells of merged areas near the top: the cell that holds their text."""


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
    """Column -> the field whose heading stands further left already."""
    cells: Mapping[int, int]
    """Column -> the row of its lowest heading cell."""

    @property
    def score(self) -> int:
        return len(self.fields) + len(self.across)


def find(block: Block, grid: Grid) -> Heading | None:
    """The best heading of a table, or None when no row has enough of the form's headings."""
    return _best(block, block.spellings, grid) or _best(block, _with_slips(block, grid), grid)


def starts_at(block: Block, grid: Grid, row: int) -> Heading | None:
    """The heading of a further table whose first row this is, None when it is no heading."""
    if _possible(block, block.spellings, grid.rows[row]) < _fewest(block):
        return None
    anchors = _anchors(grid)
    found: Heading | None = None
    for last in range(row, row + _LEVELS):
        if last not in grid.rows:
            break
        heading = _heading(block.across, block.spellings, grid, anchors, row, last)
        if _enough(block, heading) and (found is None or heading.score > found.score):
            found = heading
    return found


def unknown(heading: Heading) -> dict[int, str]:
    """The headings that the form does not know, by their columns; a merged one once, at its first."""
    first: dict[str, int] = {}
    for column, text in heading.others.items():
        first.setdefault(text, column)
    return {column: text for text, column in first.items()}


def with_columns(heading: Heading, fields: Mapping[int, FormField]) -> Heading:
    """The same heading, with these columns taken for these fields."""
    found = {item.name: (column,) for column, item in fields.items()}
    others = {column: text for column, text in heading.others.items() if column not in fields}
    return replace(heading, fields={**heading.fields, **found}, others=others)


def _best(block: Block, names: Mapping[str, str], grid: Grid) -> Heading | None:
    anchors: Anchors | None = None
    best: Heading | None = None
    searched = list(grid.rows)[:SEARCHED_ROWS]
    possible = {row: _possible(block, names, grid.rows[row]) for row in searched}
    for row in searched:
        reach = 0
        for first in range(row, row - _LEVELS, -1):
            if first not in possible:
                break
            reach += possible[first]
            if not possible[first] or not possible[row] or reach < _fewest(block) or (best is not None and reach <= best.score):
                continue
            anchors = _anchors(grid) if anchors is None else anchors
            heading = _heading(block.across, names, grid, anchors, first, row)
            if _enough(block, heading) and (best is None or heading.score > best.score):
                best = heading
    return best


def _possible(block: Block, names: Mapping[str, str], row: Mapping[int, Cell]) -> int:
    """At most so many columns can be known by this row: cells all of whose words stand in headings of the form."""
    if block.across is not None:
        return len(row)
    words = block.heading_words
    count = 0
    for cell in row.values():
        if isinstance(cell.value, str) and len(cell.value) <= _LONGEST:
            key = indonesian.heading_key(cell.value)
            count += key in names or words.issuperset(key.split()) or "\n" in cell.value
    return count


def _with_slips(block: Block, grid: Grid) -> Mapping[str, str]:
    """The spellings of a block, and those of the sheet that differ from one by a slip of the pen."""
    names = dict(block.spellings)
    for row in list(grid.rows)[:SEARCHED_ROWS]:
        texts = {
            column: cell.value
            for column, cell in grid.rows[row].items()
            if isinstance(cell.value, str) and len(cell.value) <= _LONGEST
        }
        for column, item in near.slips(texts, block.fields, block.fields).items():
            names.setdefault(indonesian.heading_key(texts[column]), item.name)
    return names


def _fewest(block: Block) -> int:
    return 2 if block.across is not None else min(2, len(block.fields))


def _enough(block: Block, heading: Heading) -> bool:
    if block.across is not None:
        return bool(heading.fields and heading.across)
    return len(heading.fields) >= _fewest(block)


def _anchors(grid: Grid) -> Anchors:
    rightmost = max((column for row in grid.rows.values() for column in row), default=0)
    lowest = max(grid.rows, default=0)
    return {
        (row, column): (area.first_row, area.first_column)
        for area in grid.merged
        for row in range(area.first_row, min(area.last_row, lowest) + 1)
        for column in range(area.first_column, min(area.last_column, rightmost + 1) + 1)
    }


def _heading(
    across: Across | None, names: Mapping[str, str], grid: Grid, anchors: Anchors, first: int, last: int
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
        cells = [grid.rows[row][at] for row, at in path]
        texts = [text_of(cell) for cell in cells]
        name = _field(names, texts) or _above_instruction(names, cells[-1])
        above = across and _across_heading(across, cells[-1], texts[:-1])
        if name is None and above:
            opened[column] = above
        elif name is None:
            others[column] = " ".join(texts)
            if len(path) > 1 and widths[path[0]] <= _WIDEST_PARENT:
                parents[column] = names.get(indonesian.heading_key(texts[0]), "")
        elif name not in fields or path[-1] == paths[fields[name][0]][-1]:
            fields.setdefault(name, []).append(column)
        else:
            repeated[column] = name
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


def _paths(grid: Grid, anchors: Anchors, first: int, last: int) -> dict[int, list[tuple[int, int]]]:
    """For each column the cells that name it from the top down, a merged one once."""
    columns = {column for row in range(first, last + 1) for column in grid.rows[row]}
    columns |= {column for row, column in anchors if first <= row <= last}
    paths: dict[int, list[tuple[int, int]]] = {}
    for column in sorted(columns):
        path: list[tuple[int, int]] = []
        for row in range(first, last + 1):
            anchor = anchors.get((row, column), (row, column))
            if anchor not in path and first <= anchor[0] and text_of(grid.rows.get(anchor[0], {}).get(anchor[1])):
                path.append(anchor)
        if path:
            paths[column] = path
    return paths


def _field(names: Mapping[str, str], texts: list[str]) -> str | None:
    """The field that a column's texts name: all levels together first, then the lower ones alone."""
    for start in range(len(texts)):
        name = names.get(indonesian.heading_key(" ".join(texts[start:])))
        if name:
            return name
    return None


def _above_instruction(names: Mapping[str, str], cell: Cell) -> str | None:
    """The field that the first line names when the others tell how to fill it: "NIK", below it "16 angka dari KTP"."""
    first, _, rest = cell.value.strip().partition("\n") if isinstance(cell.value, str) else ("", "", "")
    return names.get(indonesian.heading_key(first)) if len(rest.split()) >= _WORDS_OF_AN_INSTRUCTION else None


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
