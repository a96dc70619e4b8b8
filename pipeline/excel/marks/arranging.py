"""How the sheet of a plain copy is arranged: how wide its columns are, how high its rows, which row is a heading."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from pipeline.excel.book import CLOCK, DATE, GENERAL, TEXT, height_of
from pipeline.excel.shapes import Area, Cell, Grid, Value

_MIDNIGHT = time()
_NARROWEST = 9
_WIDEST = (45, 30, 20)
"""Characters that a column takes for its texts, from what is pleasant to what is still bearable."""
_LEGIBLE = 210
"""Characters on a line that can still be read when it is shrunk to the width of a page."""
_FEWEST_HEADINGS, _LAST_HEADING_ROW = 3, 12


def format_of(value: Value) -> str:
    """The number format of a value. A day is stored as its midnight: what time it has is not said of it."""
    match value:
        case str():
            return TEXT
        case datetime():
            return DATE if value.time() == _MIDNIGHT else f"{DATE} {CLOCK}"
        case date():
            return DATE
        case time():
            return CLOCK
        case _:
            return GENERAL


def widths_of(grid: Grid) -> dict[int, int]:
    """Of each filled column, in characters: what its table needs, narrower where the table would be too wide to be read
    on one page. A title needs nothing: it runs on over the cells beside it."""
    spread = spread_of(grid)
    lengths: dict[int, tuple[int, int]] = {}
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            text, other = lengths.setdefault(column, (0, 0))
            if is_title(grid, row) or (row, column) in spread:
                continue
            length = max(map(len, _shown(cell).split("\n"))) + 2
            lengths[column] = (max(text, length), other) if isinstance(cell.value, str) else (text, max(other, length))
    widths: dict[int, int] = {}
    for widest in _WIDEST:
        widths = {column: max(_NARROWEST, other, min(text, widest)) for column, (text, other) in lengths.items()}
        if sum(widths.values()) <= _LEGIBLE:
            break
    return widths


def heights_of(grid: Grid, widths: Mapping[int, int]) -> dict[int, float]:
    """Of each row whose texts need more than a line, in points: not every program works that out by itself."""
    spread = spread_of(grid)
    heights = {}
    for row, cells in grid.rows.items():
        texts = [
            (str(cell.value), _room(spread[row, column], widths) if (row, column) in spread else widths[column])
            for column, cell in cells.items()
            if isinstance(cell.value, str) and ((row, column) in spread or not is_title(grid, row))
        ]
        if needed := [height_of(text, room) for text, room in texts if len(text) > room or "\n" in text]:
            heights[row] = max(needed)
    return heights


def is_title(grid: Grid, row: int) -> bool:
    """Whether nothing stands beside the one cell of a row."""
    return len(grid.rows[row]) == 1


def heading_row(grid: Grid) -> int | None:
    """The row that looks like the heading of a table: the first of those that fill the most cells, if it is near the
    top and holds nothing but words."""
    fullest = max(grid.rows, key=lambda row: len(grid.rows[row]), default=0)
    values = [cell.value for cell in grid.rows.get(fullest, {}).values()]
    words = all(isinstance(value, str) and not re.search(r"\d", value) for value in values)
    return fullest if words and len(values) >= _FEWEST_HEADINGS and fullest <= _LAST_HEADING_ROW else None


def spread_of(grid: Grid) -> dict[tuple[int, int], Area]:
    """The areas that are merged over several columns, by their first cell."""
    return {(area.first_row, area.first_column): area for area in grid.merged if area.last_column > area.first_column}


def _room(area: Area, widths: Mapping[int, int]) -> int:
    """The characters of a line in a merged area."""
    known = [width for column, width in widths.items() if area.first_column <= column <= area.last_column]
    return sum(known) + _NARROWEST * (area.last_column - area.first_column + 1 - len(known))


def _shown(cell: Cell) -> str:
    """A text about as long as what the cell shows; of a day its format, but for the part that names the language."""
    return format_of(cell.value).rpartition("]")[2] if isinstance(cell.value, date) else str(cell.value or "")
