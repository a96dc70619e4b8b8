"""One column for each choice, with ticks below: "Kehadiran" above Hadir | Izin | Sakit | Alpa, or these alone.

A tick becomes the choice above it, as if that had been written. Where nobody can tell what the columns stand for, the
heading is told and none of them is read.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import count
from typing import NamedTuple

from pipeline import indonesian, knowledge, records
from pipeline.excel import Area, Cell, Grid
from pipeline.findings import Message, Severity
from pipeline.knowledge import Block, Choice
from pipeline.stage1_read.cells import text_of

NO_CHOICES_BELOW = Message(
    "G00",
    Severity.ERROR,
    "Di bawah judul «{heading}» ada beberapa kolom bertanda tanpa pilihan di atasnya; isinya tidak dibaca.",
    "Tulis satu pilihan di atas setiap kolom, di bawah judul itu; atau pakai satu kolom saja seperti pada formulir.",
    "Formulir berkas",
)

HEADING_LEVELS = 3
"""Rows that a heading may take."""
_TICKS = frozenset(("v", "x", "1", "1.0", "true", "√", "✓", "✔", "☑"))
_NOTHING = frozenset(("", "-", "–", "—", "0", "0.0", "false"))
_DENIALS = ("tidak ", "tdk ")


class ChoiceLine(NamedTuple):
    """A line that names a choice above each of several columns."""

    row: int
    field: str
    choices: Mapping[int, str]
    """Column -> the choice as it is written."""
    heading: str = ""
    """The field's heading where none stands above the choices: they are part of the heading row. Else ""."""

    def is_within(self, first: int, last: int) -> bool:
        """Whether it belongs to the heading in these rows, or to that in those above it."""
        return first <= self.row <= last if self.heading else first < self.row <= last + 1


def lines(block: Block, searched: Mapping[int, Mapping[int, Cell]], grid: Grid) -> list[ChoiceLine]:
    """The lines of choices in those rows of a sheet that may be a heading, or below them."""
    lists = _lists(block.record, tuple(block.by_name))
    if not lists:
        return []
    headed = list(_below_headings(block, lists, searched, grid))
    covered = {(line.row, column) for line in headed for column in line.choices}
    bare = _bare(block, lists, searched, grid)
    return [*headed, *(line for line in bare if covered.isdisjoint((line.row, column) for column in line.choices))]


@cache
def _lists(record: str, fields: tuple[str, ...]) -> Mapping[str, str]:
    """Field -> its closed list, for those that have one."""
    kinds = {name: records.kind_of(records.RECORDS[record], name) for name in fields}
    return {name: kind.partition(":")[2] for name, kind in kinds.items() if kind.startswith(("choice:", "choices:"))}


def _below_headings(
    block: Block, lists: Mapping[str, str], searched: Mapping[int, Mapping[int, Cell]], grid: Grid
) -> Iterator[ChoiceLine]:
    """Choices below the heading of their field."""
    areas = {(area.first_row, area.first_column): area for area in grid.merged}
    for row, cells in searched.items():
        for column, cell in cells.items():
            field = _named(block, cell)
            if field in lists:
                area = areas.get((row, column), Area(row, column, row, column))
                choices = _choices_below(area, grid)
                meanings = {_meaning(lists[field], text) for text in choices.values()}
                if len(choices) > 1 and len(meanings) == len(choices) and None not in meanings:
                    yield ChoiceLine(area.last_row + 1, field, choices)


def _choices_below(area: Area, grid: Grid) -> dict[int, str]:
    """The texts below a heading: under all columns of a merge, and on under columns without a heading of their own."""
    beside, below = grid.rows[area.first_row], grid.rows.get(area.last_row + 1, {})
    texts: dict[int, str] = {}
    for column in count(area.first_column):
        text = text_of(below.get(column))
        if column > area.last_column and (column in beside or not text):
            return texts
        if text:
            texts[column] = text
    return texts


def _bare(
    block: Block, lists: Mapping[str, str], searched: Mapping[int, Mapping[int, Cell]], grid: Grid
) -> Iterator[ChoiceLine]:
    """Choices that stand side by side in a heading row themselves, unless the field has a heading beside them."""
    for row, cells in searched.items():
        for field, name in lists.items():
            runs = list(_runs(block, field, name, cells)) if len(cells) > 1 else []
            if runs and not _is_beside(block, field, row, set().union(*runs), searched):
                heading = block.by_name[field].heading
                yield from (
                    ChoiceLine(row, field, run, heading) for run in runs if _may_be_ticked(name, row, run, grid)
                )


def _runs(block: Block, field: str, name: str, row: Mapping[int, Cell]) -> Iterator[dict[int, str]]:
    """Two or more neighbours in a row that are each another choice of the list `name`: column -> the choice."""
    run: dict[int, str] = {}
    meant: set[str] = set()
    for column, cell in row.items():
        meaning = _meaning(name, cell.value) if isinstance(cell.value, str) else None
        if meaning and _named(block, cell) not in ("", field):
            meaning = None
        if meaning is None or meaning in meant:
            if len(run) > 1:
                yield run
            run, meant = {}, set()
        if meaning:
            run[column] = text_of(cell)
            meant.add(meaning)
    if len(run) > 1:
        yield run


def _is_beside(
    block: Block, field: str, row: int, columns: Collection[int], searched: Mapping[int, Mapping[int, Cell]]
) -> bool:
    """Whether the field's own heading stands beside these columns, on their line or on the levels above it.

    A text that stands alone in its row is a title.
    """
    return any(
        len(cells) > 1 and column not in columns and _named(block, cell) == field
        for number, cells in searched.items()
        if row - HEADING_LEVELS < number <= row
        for column, cell in cells.items()
    )


def _may_be_ticked(name: str, heading: int, choices: Mapping[int, str], grid: Grid) -> bool:
    """Whether no more than half of the rows below say something else in these columns: how often, in a recap.

    Rows without words beside them (the numbers of the columns, say) tell nothing.
    """
    ticked = others = 0
    for number, row in grid.rows.items():
        said = [(choice, row[column]) for column, choice in choices.items() if column in row]
        said = [(choice, cell) for choice, cell in said if not _is_nothing(cell)]
        words = (text_of(cell) for column, cell in row.items() if column not in choices)
        if number <= heading or not said or not any(map(str.isalpha, "".join(words))):
            continue
        if all(_is_tick(text_of(cell), choice) or _meaning(name, text_of(cell)) for choice, cell in said):
            ticked += 1
        else:
            others += 1
    return others <= ticked


def _named(block: Block, cell: Cell) -> str:
    """The field whose heading a cell is; "" for none."""
    return block.spellings.get(indonesian.heading_key(cell.value), "") if isinstance(cell.value, str) else ""


@lru_cache(maxsize=4096)
def _meaning(name: str, text: str) -> str | None:
    """The entry of a closed list that a text names, or denies as "Tidak Hadir" does; None when it is no choice."""
    key = indonesian.heading_key(text)
    if key in _TICKS or not any(map(str.isalpha, key)):
        return None
    denial = next((word for word in _DENIALS if key.startswith(word)), "")
    entry = _entry(name, key.removeprefix(denial))
    return entry and f"{denial}{entry}"


def _entry(name: str, key: str) -> str | None:
    match name:
        case "sex":
            return indonesian.read_sex(key)
        case "presence":
            return indonesian.read_presence(key)
        case _:
            entries = knowledge.common_choices().get(name, ())
            return next((entry.key for entry in entries if key in _spellings(entry)), None)


def _spellings(entry: Choice) -> Iterator[str]:
    return map(indonesian.heading_key, (entry.key, entry.label, *entry.synonyms))


def without(grid: Grid, found: Collection[ChoiceLine]) -> Grid:
    """The sheet without the lines of choices, in place of bare ones the heading of their field: what is looked through
    for the heading of the table."""
    if not found:
        return grid
    rows = dict(grid.rows)
    for line in found:
        left = {column: cell for column, cell in rows.pop(line.row, {}).items() if column not in line.choices}
        if line.heading:
            left[min(line.choices)] = Cell(line.heading)
        if left:
            rows[line.row] = dict(sorted(left.items()))
    return replace(grid, rows=dict(sorted(rows.items())))


def ticked(row: Mapping[int, Cell], choices: Mapping[int, str]) -> tuple[int, Cell] | None:
    """What the ticks of a row say, and in which column; of two the second, as nobody knows which of them counts."""
    filled = [(column, row[column]) for column in choices if column in row and not _is_nothing(row[column])]
    faulty = [(column, cell) for column, cell in filled if cell.fault]
    if faulty or not filled:
        return faulty[0] if faulty else None
    said = "; ".join(_meant(text_of(cell), choices[column]) for column, cell in filled)
    return filled[min(1, len(filled) - 1)][0], Cell(said)


def _is_nothing(cell: Cell) -> bool:
    return not cell.fault and text_of(cell).casefold() in _NOTHING


def _meant(text: str, choice: str) -> str:
    """The choice above a tick or above itself ("H" below "Hadir"); any other text beside it is told with it."""
    return choice if _is_tick(text, choice) else f"{choice}: {text}"


def _is_tick(text: str, choice: str) -> bool:
    short, long = sorted((text.casefold(), choice.casefold()), key=len)
    return short in _TICKS or long.startswith(short)


def untold(block: Block, fields: Mapping[str, tuple[int, ...]], grid: Grid, last: int) -> Iterator[str]:
    """The fields under several columns of which, below the row `last`, one is ticked and another says something."""
    several = any(len(columns) > 1 for columns in fields.values())
    lists = _lists(block.record, tuple(block.by_name)) if several else {}
    for name in filter(fields.__contains__, lists):
        below = [row for number, row in grid.rows.items() if number > last] if len(fields[name]) > 1 else []
        said = [(column, text_of(row[column])) for row in below for column in fields[name] if column in row]
        in_ticks = {column for column, text in said if text.casefold() in _TICKS}
        in_words = {column for column, text in said if _meaning(lists[name], text)}
        if in_ticks and len(in_ticks | in_words) > 1:
            yield name
