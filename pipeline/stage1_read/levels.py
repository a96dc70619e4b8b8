"""Rows read together as the levels of one heading: which field each column is.

Real sheets spread a heading over merged cells: "Tenaga Kerja" above "Awal" and "Akhir".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline import indonesian
from pipeline.excel import Cell, Grid
from pipeline.knowledge import Across
from pipeline.stage1_read import matrices
from pipeline.stage1_read.cells import text_of
from pipeline.stage1_read.choice_columns import ChoiceLine

_WIDEST_PARENT = 3
"""Columns; a merged text wider than that is a title and names no column alone."""
_WORDS_OF_AN_INSTRUCTION = 3

Anchors = Mapping[tuple[int, int], tuple[int, int]]
"""For the cells of merged areas near the top: the cell that holds their text."""
Path = list[tuple[int, int]]
"""The cells that name a column, from the top down."""


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
    slips: Mapping[int, str] = field(default_factory=dict)
    """Column -> what stands there in place of a required heading, differing by a slip of the pen."""
    lines: tuple[ChoiceLine, ...] = ()
    """Its lines of choices, those of the tables that stand side by side, too."""
    choices: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Field -> the choice above each of its columns, where these are ticked."""
    untold: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Field that is not read -> its ticked columns, of which nothing tells what they stand for."""

    @property
    def score(self) -> int:
        return len(self.fields) + len(self.across)


def anchors_of(grid: Grid) -> Anchors:
    """The cells that merged areas cover, down to the lowest row."""
    if not grid.merged:
        return {}
    rightmost = max(map(max, grid.rows.values()), default=0)
    lowest = max(grid.rows, default=0)
    return {
        (row, column): (area.first_row, area.first_column)
        for area in grid.merged
        for row in range(area.first_row, min(area.last_row, lowest) + 1)
        for column in range(area.first_column, min(area.last_column, rightmost + 1) + 1)
    }


def heading_of(
    across: Across | None, names: Mapping[str, str], grid: Grid, anchors: Anchors, first: int, last: int
) -> Heading:
    """These rows read as a heading."""
    paths = _paths(grid, anchors, first, last)
    fields: dict[str, list[int]] = {}
    others: dict[int, str] = {}
    repeated: dict[int, str] = {}
    opened: dict[int, Cell] = {}
    for column, path in paths.items():
        cells = [grid.rows[row][at] for row, at in path]
        texts = [text_of(cell) for cell in cells]
        name = _field(names, texts) or _above_instruction(names, cells[-1])
        above = across and matrices.above(across, cells[-1], texts[:-1])
        if name is None and above:
            opened[column] = above
        elif name is None:
            others[column] = " ".join(texts)
        elif name not in fields or path[-1] == paths[fields[name][0]][-1]:
            fields.setdefault(name, []).append(column)
        else:
            repeated[column] = name
    for column, name in _named_by_parents(names, grid, paths, others):
        if name not in fields:
            fields[name] = [column]
            del others[column]
    return Heading(
        first,
        last,
        {name: tuple(columns) for name, columns in fields.items()},
        matrices.over_the_term(opened) if across and across.kind == "week" else opened,
        others,
        repeated,
        {column: path[-1][0] for column, path in paths.items()},
    )


def _named_by_parents(
    names: Mapping[str, str], grid: Grid, paths: Mapping[int, Path], others: Iterable[int]
) -> list[tuple[int, str]]:
    """Of the columns whose own text is unknown those that the text above it names, unless that is a title."""
    widths = Counter(path[0] for path in paths.values())
    below = [column for column in others if len(paths[column]) > 1 and widths[paths[column][0]] <= _WIDEST_PARENT]
    parents = [(column, *paths[column][0]) for column in below]
    named = [(column, names.get(indonesian.heading_key(text_of(grid.rows[row][at])))) for column, row, at in parents]
    return [(column, name) for column, name in named if name]


def _paths(grid: Grid, anchors: Anchors, first: int, last: int) -> dict[int, Path]:
    """For each column the cells that name it from the top down, a merged one once."""
    columns = {column for row in range(first, last + 1) for column in grid.rows[row]}
    columns |= {column for row, column in anchors if first <= row <= last}
    paths: dict[int, Path] = {}
    for column in sorted(columns):
        path: Path = []
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
