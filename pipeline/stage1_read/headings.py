"""Where a table begins: its heading, found below title rows, in any order of columns, on one to three levels.

Real sheets have the heading in row 1 to 10 under letterheads, and spread it over merged cells ("Tenaga Kerja" above
"Awal" and "Akhir"). Every row is scored by the headings that the form knows.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from pipeline import indonesian
from pipeline.excel import Cell, Grid
from pipeline.knowledge import Across, Block
from pipeline.stage1_read import choice_columns, matrices, near
from pipeline.stage1_read.cells import text_of
from pipeline.stage1_read.choice_columns import ChoiceLine

SEARCHED_ROWS = 60
"""Filled rows of a sheet among which its heading is looked for."""
_LEVELS = 3
_WIDEST_PARENT = 3
"""Columns; a merged text wider than that is a title and names no column alone."""
_WORDS_OF_AN_INSTRUCTION = 3
_FEWEST_BESIDE = 2

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
    slips: Mapping[int, str] = field(default_factory=dict)
    """Column -> what stands there in place of a required heading, differing by a slip of the pen."""
    choices: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Field -> the choice above each of its columns, where these are ticked."""
    untold: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Field that is not read -> its ticked columns, of which nothing tells what they stand for."""

    @property
    def score(self) -> int:
        return len(self.fields) + len(self.across)


def find(block: Block, grid: Grid) -> Heading | None:
    """The best heading of a table, or None when no row has enough of the form's headings."""
    choices = list(choice_columns.lines(block, islice(grid.rows.items(), SEARCHED_ROWS), grid))
    plain = choice_columns.without(grid, choices)
    found = _best(block, block.spellings, plain)
    searched = islice(plain.rows.values(), SEARCHED_ROWS)
    if found is None and (near_one := _best(block, near.spellings(block, searched), plain)):
        found = _heading(block.across, block.spellings, plain, _anchors(plain), near_one.first, near_one.last)
    return _with_choices(block, _without_slips(block, found), grid, choices) if found else None


def starting_at(block: Block, grid: Grid, first: int) -> Heading | None:
    """The heading of a further table that begins in this row, or None when none does."""
    near_by = {row: grid.rows[row] for row in takewhile(grid.rows.__contains__, range(first, first + _LEVELS))}
    choices = list(choice_columns.lines(block, near_by.items(), grid))
    part = choice_columns.without(replace(grid, rows=near_by), choices)
    anchors = _anchors(part)
    found: Heading | None = None
    for last in takewhile(part.rows.__contains__, near_by):
        heading = _heading(block.across, block.spellings, part, anchors, first, last)
        if _enough(block, heading) and (found is None or heading.score > found.score):
            found = heading
    return _with_choices(block, _without_slips(block, found), grid, choices) if found else None


def beside(heading: Heading, identity: Collection[str]) -> list[Heading]:
    """The heading parted into those of the tables that stand side by side, from the left; mostly it is only one.

    A repeated heading belongs to a further table when all fields that identify a row are repeated with it.
    """
    if not heading.repeated:
        return [heading]
    further: list[dict[str, tuple[int, ...]]] = []
    times: Counter[str] = Counter()
    for column, name in sorted(heading.repeated.items()):
        if times[name] == len(further):
            further.append({})
        further[times[name]][name] = (column,)
        times[name] += 1
    needed = {name for name in identity if name in heading.fields}
    whole = [fields for fields in further if len(fields) >= _FEWEST_BESIDE and needed and needed <= fields.keys()]
    taken = {columns[0] for fields in whole for columns in fields.values()}
    repeated = {column: name for column, name in heading.repeated.items() if column not in taken}
    return [replace(heading, repeated=repeated), *(replace(heading, fields=fields, across={}) for fields in whole)]


def _without_slips(block: Block, heading: Heading) -> Heading:
    """The heading with required columns found under a heading that differs by a slip of the pen."""
    missing = [item for item in block.fields if item.required and item.name not in heading.fields]
    if not missing:
        return heading
    first = {text: column for column, text in sorted(heading.others.items(), reverse=True)}
    unknown = {column: text for text, column in first.items()}
    slips = near.slips(unknown, missing, block.fields)
    return replace(
        heading,
        fields={**heading.fields, **{item.name: (column,) for column, item in slips.items()}},
        others={column: text for column, text in heading.others.items() if column not in slips},
        slips={column: heading.others[column] for column in slips},
    )


def _with_choices(block: Block, heading: Heading, grid: Grid, found: Collection[ChoiceLine]) -> Heading:
    """The heading with the lines of choices below it, and without the fields whose ticks nobody can understand."""
    own = [line for line in found if line.field in heading.fields and heading.first < line.row <= heading.last + 1]
    choices = {line.field: line.choices for line in own}
    last = max(heading.last, *(line.row for line in own)) if own else heading.last
    unnamed = {name: columns for name, columns in heading.fields.items() if name not in choices}
    untold = {name: unnamed[name] for name in choice_columns.untold(block, unnamed, grid, last)}
    fields = {name: tuple(choices.get(name, columns)) for name, columns in heading.fields.items() if name not in untold}
    return replace(heading, last=last, fields=fields, choices=choices, untold=untold)


def _best(block: Block, names: Mapping[str, str], grid: Grid) -> Heading | None:
    """The heading with the most columns; of equal ones the topmost, on the fewest levels."""
    anchors = _anchors(grid)
    candidates = []
    for reach, upward, first in _candidates(block, names, grid):
        if block.across is None and reach >= len(block.fields):
            heading = _heading(None, names, grid, anchors, first, -upward)
            if heading.score == len(block.fields):
                return heading  # every field is there; as they come from the top down, no other can be better
        candidates.append((reach, upward, first))
    best: Heading | None = None
    for reach, upward, first in sorted(candidates, reverse=True):
        if best is not None and reach < best.score:
            break
        heading = _heading(block.across, names, grid, anchors, first, -upward)
        if _enough(block, heading) and (best is None or _rank(heading) > _rank(best)):
            best = heading
    return best


def _rank(heading: Heading) -> tuple[int, int, int]:
    return heading.score, -heading.last, heading.first


def _candidates(block: Block, names: Mapping[str, str], grid: Grid) -> Iterator[tuple[int, int, int]]:
    """Rows that may be a heading together: how many columns they can name at most, minus the last row, the first row;
    by the last row from the top down, and the fewest levels first.

    Reading rows as a heading is slow, and few rows of a sheet can be one.
    """
    searched = list(grid.rows)[:SEARCHED_ROWS]
    merged = {row for area in grid.merged for row in range(area.first_row, min(area.last_row, searched[-1]) + 1)}
    naming = set(searched)
    if block.across is not None:  # its open columns are nothing without a field beside them
        naming = {
            row for row in searched if any(_has_known_words(block, names, cell) for cell in grid.rows[row].values())
        }
    fewest = _fewest(block)
    known: dict[int, set[int]] = {}
    for row in searched:
        known[row] = _known_columns(block, names, grid.rows[row])
        for first in range(row, row - _LEVELS, -1):
            if not known.get(first):
                break
            above = [known[number] for number in range(first, row + 1)]
            # Only under merged texts can a column name one field and its parent another.
            parents = not merged.isdisjoint(range(first, row + 1))
            reach = sum(map(len, above)) if parents else len(set().union(*above))
            if reach >= fewest and not naming.isdisjoint(range(first, row + 1)):
                yield reach, -row, first


def _known_columns(block: Block, names: Mapping[str, str], row: Mapping[int, Cell]) -> set[int]:
    """The columns that a row can name: where all words stand in headings of the form; in a matrix any column."""
    if block.across is not None:
        return set(row)
    return {
        column
        for column, cell in row.items()
        if len(text := str(cell.value)) <= near.LONGEST
        and _has_known_words(block, names, cell)
        and not indonesian.is_placeholder(text)
    }


def _has_known_words(block: Block, names: Mapping[str, str], cell: Cell) -> bool:
    if not isinstance(cell.value, str):
        return False
    key = indonesian.heading_key(cell.value)
    return key in names or block.heading_words.issuperset(key.split()) or "\n" in cell.value


def _fewest(block: Block) -> int:
    return 2 if block.across is not None else min(2, len(block.fields))


def _enough(block: Block, heading: Heading) -> bool:
    if block.across is not None:
        return bool(heading.fields and heading.across)
    return len(heading.fields) >= _fewest(block)


def _anchors(grid: Grid) -> Anchors:
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
        above = across and matrices.above(across, cells[-1], texts[:-1])
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
        matrices.over_the_term(opened) if across and across.kind == "week" else opened,
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
