"""A heading over one column for each choice: "Kehadiran" above Hadir | Izin | Sakit | Alpa, with ticks below.

A tick becomes the choice above it, as if that had been written. Where nobody can tell what the columns stand for, the
heading is told and none of them is read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from pipeline import indonesian, knowledge, records
from pipeline.excel import Area, Cell, Grid
from pipeline.findings import Message, Severity
from pipeline.knowledge import Block
from pipeline.stage1_read.cells import text_of

NO_CHOICES_BELOW = Message(
    "G00",
    Severity.ERROR,
    "Di bawah judul «{heading}» ada beberapa kolom bertanda tanpa pilihan di atasnya; isinya tidak dibaca.",
    "Tulis satu pilihan di atas setiap kolom, di bawah judul itu; atau pakai satu kolom saja seperti pada formulir.",
    "Formulir berkas",
)

_TICKS = frozenset(("v", "x", "1", "1.0", "true", "√", "✓", "✔", "☑"))
_NOTHING = frozenset(("", "-", "–", "—", "0", "0.0", "false"))
_DENIALS = ("tidak ", "tdk ")


class ChoiceLine(NamedTuple):
    """A line below a field's heading that names a choice above each column."""

    row: int
    field: str
    choices: Mapping[int, str]
    """Column -> the choice as it is written."""


def lines(block: Block, searched: Iterable[tuple[int, Mapping[int, Cell]]], grid: Grid) -> Iterator[ChoiceLine]:
    """The lines of choices below those rows of a sheet that may be a heading."""
    lists = _lists(block)
    areas = {(area.first_row, area.first_column): area for area in grid.merged if lists}
    for row, cells in searched if lists else ():
        for column, cell in cells.items():
            name = block.spellings.get(indonesian.heading_key(cell.value)) if isinstance(cell.value, str) else None
            if name not in lists:
                continue
            area = areas.get((row, column), Area(row, column, row, column))
            choices = _choices_below(area, grid)
            if len(choices) > 1 and _are_choices(lists[name], choices.values()):
                yield ChoiceLine(area.last_row + 1, name, choices)


def _lists(block: Block) -> dict[str, str]:
    """Field -> its closed list, for those that have one."""
    kinds = {item.name: records.kind_of(records.RECORDS[block.record], item.name) for item in block.fields}
    return {name: kind.partition(":")[2] for name, kind in kinds.items() if kind.startswith(("choice:", "choices:"))}


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


def _are_choices(name: str, texts: Iterable[str]) -> bool:
    """Whether each text is another entry of a closed list, or denies one as "Tidak Hadir" does."""
    keys = [indonesian.heading_key(text) for text in texts]
    return len(set(keys)) == len(keys) and all(_is_choice(name, key) for key in keys)


def _is_choice(name: str, key: str) -> bool:
    if key in _TICKS or not any(map(str.isalpha, key)):
        return False
    for denial in _DENIALS:
        key = key.removeprefix(denial)
    match name:
        case "sex":
            return indonesian.read_sex(key) is not None
        case "presence":
            return indonesian.read_presence(key) is not None
        case _:
            entries = knowledge.common_choices().get(name, ())
            return any(
                key == indonesian.heading_key(text)
                for entry in entries
                for text in (entry.key, entry.label, *entry.synonyms)
            )


def without(grid: Grid, found: Collection[ChoiceLine]) -> Grid:
    """The sheet without the lines of choices: what is left is looked through for the heading."""
    if not found:
        return grid
    rows = dict(grid.rows)
    for line in found:
        left = {column: cell for column, cell in rows.pop(line.row, {}).items() if column not in line.choices}
        if left:
            rows[line.row] = left
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
    short, long = sorted((text.casefold(), choice.casefold()), key=len)
    return choice if short in _TICKS or long.startswith(short) else f"{choice}: {text}"


def untold(block: Block, fields: Mapping[str, tuple[int, ...]], grid: Grid, last: int) -> Iterator[str]:
    """The fields under several columns of which, below the row `last`, one is ticked and another says something."""
    lists = _lists(block) if any(len(columns) > 1 for columns in fields.values()) else {}
    for name in filter(fields.__contains__, lists):
        below = [row for number, row in grid.rows.items() if number > last] if len(fields[name]) > 1 else []
        said = [(column, text_of(row[column])) for row in below for column in fields[name] if column in row]
        in_ticks = {column for column, text in said if text.casefold() in _TICKS}
        in_words = {column for column, text in said if _is_choice(lists[name], indonesian.heading_key(text))}
        if in_ticks and len(in_ticks | in_words) > 1:
            yield name
