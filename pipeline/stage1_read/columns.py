"""What is no row of data in a table: columns that nobody reads, number rows, the heading or a title once more."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, takewhile

from pipeline import excel, indonesian
from pipeline.excel import Grid
from pipeline.findings import Finding, Message, Severity
from pipeline.knowledge import Block
from pipeline.stage1_read import near
from pipeline.stage1_read.cells import SheetPlace, text_of
from pipeline.stage1_read.levels import Heading

UNKNOWN_COLUMN = Message(
    "G07",
    Severity.NOTE,
    "Kolom «{heading}» tidak dikenal; isinya pada {count} baris tidak dipakai.",
    "{proposal}Pakai judul kolom dari formulir, atau hapus kolom ini bila tidak diperlukan.",
    "Formulir berkas",
)
REPEATED_COLUMN = Message(
    "G08",
    Severity.WARNING,
    "Judul kolom «{heading}» ada lebih dari sekali; isi kolom ini pada {count} baris tidak dipakai.",
    "Sisakan satu kolom untuk setiap judul.",
    "Formulir berkas",
)

_COUNTERS = frozenset(("no", "nomor", "no urut", "nomor urut"))
_UNREAD = _COUNTERS | {"tanda tangan", "ttd", "paraf", "jumlah", "jml", "total"}
"""Columns that many sheets have and no record needs."""
_NUMBER_ROW_CELL = re.compile(r"[(\[]?-?(?P<number>\d{1,2})[)\].]?|kolom", re.IGNORECASE)
_WIDEST_TITLE = 2
"""Filled cells of a row that may be a title."""
_NARROWEST_MERGE = 3
"""Columns; a text that is merged over so many is no value of one of them, but a title between the rows."""


def is_counter(heading: str) -> bool:
    """Whether a column only numbers the rows."""
    return indonesian.heading_key(heading) in _COUNTERS


def needless(heading: Heading) -> set[int]:
    """The columns that no record needs: those that number the rows, signatures, sums."""
    return {column for column, text in heading.others.items() if indonesian.heading_key(text) in _UNREAD}


def unread(
    block: Block, tables: Sequence[Heading], grid: Grid, where: SheetPlace, read_lines: set[int]
) -> Iterator[Finding]:
    """Columns that hold something in rows of data and that nobody reads. `tables` stand side by side."""
    heading = tables[0]
    places = [columns for table in tables for columns in (*table.fields.values(), *table.untold.values())]
    known = {*heading.across, *chain.from_iterable(places)}
    filled: dict[int, int] = {}
    for number in read_lines:
        for column in grid.rows[number]:
            if column not in known:
                filled[column] = filled.get(column, 0) + 1
    absent = [item for item in block.fields if item.name not in heading.fields and item.name not in block.inherits]
    for column, count in sorted(filled.items()):
        text = _text_above(heading, grid, column)
        if indonesian.heading_key(text) in _UNREAD and text:
            continue
        place = where.at(heading.cells.get(column, heading.last), column)
        shown = text or excel.column_letters(column)
        if column in heading.repeated:
            yield REPEATED_COLUMN.at(place, heading=shown, count=count)
        else:
            yield UNKNOWN_COLUMN.at(place, heading=shown, count=count, proposal=near.proposal(text, absent))


def _text_above(heading: Heading, grid: Grid, column: int) -> str:
    """A heading that is not read, as it stands on the sheet; "" when there is none."""
    if column in heading.repeated:
        return text_of(grid.rows[heading.cells[column]].get(column))
    return heading.others.get(column, "")


def keys_of(heading: Heading, grid: Grid) -> dict[int, set[str]]:
    """What stands in each column of a heading, on all its levels, in the form in which headings are compared."""
    keys: dict[int, set[str]] = {}
    for number in range(heading.first, heading.last + 1):
        for column, cell in grid.rows.get(number, {}).items():
            keys.setdefault(column, set()).add(indonesian.heading_key(text_of(cell)))
    return keys


def keys_of_choices(heading: Heading) -> set[str]:
    """The choices above columns, in the same form."""
    return {indonesian.heading_key(text) for choices in heading.choices.values() for text in choices.values()}


def reads_like_heading(
    block: Block, keys: Mapping[int, set[str]], choices: Collection[str], row: Mapping[int, excel.Cell]
) -> bool:
    """Whether most cells of a row below the heading are headings themselves, as on the second page of a list, or its
    choices in whatever order."""
    hits = misses = 0
    for column, cell in row.items():
        text = cell.value if isinstance(cell.value, str) else ""
        key = indonesian.heading_key(text)
        known = key in block.spellings or key in keys.get(column, ()) or key in choices
        if key and known and not indonesian.is_placeholder(text):
            hits += 1
        else:
            misses += 1
            if 2 * misses >= len(row):
                return False
    return hits >= min(2, len(keys))


def repeats_heading(keys: Mapping[int, set[str]], row: Mapping[int, excel.Cell]) -> bool:
    """Whether every text of a row stands in the same column of the heading, too."""
    texts = [(column, cell.value) for column, cell in row.items() if isinstance(cell.value, str)]
    return all(indonesian.heading_key(text) in keys.get(column, ()) for column, text in texts)


def is_number_row(row: Mapping[int, excel.Cell]) -> bool:
    """ "(1) (2) (3)", "1 2 3", "-1 -2 -3" (so Excel reads brackets), "KOLOM 2 3 4", in any order."""
    matches = [_NUMBER_ROW_CELL.fullmatch(text_of(cell)) for cell in row.values()]
    numbers = [int(match["number"] or 0) for match in matches if match]
    if len(set(numbers)) < len(numbers) or len(matches) - len(numbers) > (len(numbers) >= 3):
        return False
    return len(numbers) >= 3 or sorted(numbers) in ([1, 2], [0, 2])


def titles(grid: Grid) -> set[int]:
    """Rows of one text over many columns."""
    wide = (area for area in grid.merged if area.last_column - area.first_column >= _NARROWEST_MERGE - 1)
    return {area.first_row for area in wide if len(grid.rows.get(area.first_row, ())) == 1}


def titles_again(heading: Heading, grid: Grid, rows: list[int]) -> set[int]:
    """Those of the rows that stand above the heading, too: the title on the second page of a list."""
    few = [number for number in rows if len(grid.rows[number]) <= _WIDEST_TITLE]
    top = takewhile(lambda number: number < heading.first, grid.rows) if few else ()
    above = {_texts(grid.rows[number]) for number in top if len(grid.rows[number]) <= _WIDEST_TITLE}
    return {number for number in few if _texts(grid.rows[number]) in above}


def title_above(grid: Grid, rows: list[int]) -> Iterator[int]:
    """The last rows, as far as each holds one text alone: above a heading that stands here once more, its title."""
    for number in reversed(rows):
        if len(row := grid.rows[number]) > 1 or not all(isinstance(cell.value, str) for cell in row.values()):
            return
        yield number


def _texts(row: Mapping[int, excel.Cell]) -> tuple[str, ...]:
    return tuple(text_of(cell) for cell in row.values())
