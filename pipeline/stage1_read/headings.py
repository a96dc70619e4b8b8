"""Where a table begins: its heading, found below title rows, in any order of columns, on one to three levels.

Real sheets have the heading in row 1 to 10 under letterheads, and spread it over merged cells ("Tenaga Kerja" above
"Awal" and "Akhir"). Every row is scored by the headings that the form knows.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice, takewhile

from pipeline import indonesian
from pipeline.excel import Cell, Grid
from pipeline.knowledge import Block
from pipeline.stage1_read import choice_columns, near
from pipeline.stage1_read.choice_columns import HEADING_LEVELS, ChoiceLine
from pipeline.stage1_read.levels import Heading, anchors_of, heading_of

SEARCHED_ROWS = 60
"""Filled rows of a sheet among which its heading is looked for."""
_FEWEST_BESIDE = 2


def find(block: Block, grid: Grid) -> Heading | None:
    """The best heading of a table, or None when no row has enough of the form's headings."""
    choices = choice_columns.lines(block, dict(islice(grid.rows.items(), SEARCHED_ROWS)), grid)
    plain = choice_columns.without(grid, choices)
    found = _best(block, block.spellings, plain)
    searched = islice(plain.rows.values(), SEARCHED_ROWS)
    if found is None and (near_one := _best(block, near.spellings(block, searched), plain)):
        found = heading_of(block.across, block.spellings, plain, anchors_of(plain), near_one.first, near_one.last)
    return _with_choices(block, _without_slips(block, found), grid, choices) if found else None


def starting_at(block: Block, grid: Grid, first: int) -> Heading | None:
    """The heading of a further table that begins in this row, or None when none does."""
    near_by = {row: grid.rows[row] for row in takewhile(grid.rows.__contains__, range(first, first + HEADING_LEVELS))}
    choices = choice_columns.lines(block, near_by, grid)
    part = choice_columns.without(replace(grid, rows=near_by), choices)
    anchors = anchors_of(part)
    found: Heading | None = None
    for last in takewhile(part.rows.__contains__, near_by):
        heading = heading_of(block.across, block.spellings, part, anchors, first, last)
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
    for line in heading.lines:
        if not line.choices.keys().isdisjoint(repeated):
            repeated |= dict.fromkeys(line.choices, line.field)
    first = replace(heading, repeated=repeated)
    return [first, *(_choosing(replace(heading, across={}), fields) for fields in whole)]


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
    """The heading with its lines of choices, and without the fields whose ticks nobody can understand."""
    own = tuple(line for line in found if line.field in heading.fields and line.is_within(heading.first, heading.last))
    further = {column for line in own for column in line.choices if column != min(line.choices)}
    rows = {column: line.row for line in own for column in line.choices}
    chosen = _choosing(
        replace(
            heading,
            last=max(heading.last, *rows.values()) if rows else heading.last,
            others={column: text for column, text in heading.others.items() if column not in rows},
            repeated={column: name for column, name in heading.repeated.items() if column not in further},
            cells={**heading.cells, **rows},
            lines=own,
        ),
        heading.fields,
    )
    unnamed = {name: columns for name, columns in chosen.fields.items() if name not in chosen.choices}
    untold = {name: unnamed[name] for name in choice_columns.untold(block, unnamed, grid, chosen.last)}
    fields = {name: columns for name, columns in chosen.fields.items() if name not in untold}
    return replace(chosen, fields=fields, untold=untold)


def _choosing(heading: Heading, fields: Mapping[str, tuple[int, ...]]) -> Heading:
    """The heading with these columns, and all columns of its lines of choices that begin in one of them."""
    choices = {
        line.field: line.choices
        for line in heading.lines
        if not line.choices.keys().isdisjoint(fields.get(line.field, ()))
    }
    return replace(
        heading,
        fields={name: tuple(choices.get(name, columns)) for name, columns in fields.items()},
        choices=choices,
    )


def _best(block: Block, names: Mapping[str, str], grid: Grid) -> Heading | None:
    """The heading with the most columns; of equal ones the topmost, on the fewest levels."""
    anchors = anchors_of(grid)
    candidates = []
    for reach, upward, first in _candidates(block, names, grid):
        if block.across is None and reach >= len(block.fields):
            heading = heading_of(None, names, grid, anchors, first, -upward)
            if heading.score == len(block.fields):
                return heading  # every field is there; as they come from the top down, no other can be better
        candidates.append((reach, upward, first))
    best: Heading | None = None
    for reach, upward, first in sorted(candidates, reverse=True):
        if best is not None and reach < best.score:
            break
        heading = heading_of(block.across, names, grid, anchors, first, -upward)
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
        for first in range(row, row - HEADING_LEVELS, -1):
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
