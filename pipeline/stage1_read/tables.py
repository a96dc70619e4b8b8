"""The rows of a table below its heading: which are data, which are number rows, notes, footers and signatures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline import excel, indonesian, records
from pipeline.excel import Grid
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Cell, Line, Row
from pipeline.knowledge import Block, Form
from pipeline.stage1_read import footers, headings
from pipeline.stage1_read.cells import SheetPlace, read_cell, text_of
from pipeline.stage1_read.headings import Heading

UNKNOWN_COLUMN = Message(
    "G07",
    Severity.WARNING,
    "Kolom «{heading}» tidak dikenal; isinya pada {count} baris tidak dipakai.",
    "Pakai judul kolom dari formulir, atau hapus kolom ini.",
    "Formulir berkas",
)
REPEATED_COLUMN = Message(
    "G08",
    Severity.WARNING,
    "Judul kolom «{heading}» ada lebih dari sekali; isi kolom ini pada {count} baris tidak dipakai.",
    "Sisakan satu kolom untuk setiap judul.",
    "Formulir berkas",
)

COUNTER_HEADINGS = frozenset(("no", "nomor", "no urut", "nomor urut"))
_UNREAD_HEADINGS = COUNTER_HEADINGS | {"tanda tangan", "ttd", "paraf", "jumlah", "jml", "total"}
"""Columns that many sheets have and no record needs."""
_CODE = re.compile(r"[A-Za-z]{0,6}[-./ ]?[A-Za-z]{0,3}\d[\w./-]{0,10}")
_NUMBER_ROW_CELL = re.compile(r"[(\[]?-?(?P<number>\d{1,2})[)\].]?")


@dataclass(slots=True)
class Body:
    """What stands below a heading."""

    rows: list[Row] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    """Number rows and repeated headings."""
    noted: list[int] = field(default_factory=list)
    """Notes, footers, signatures, and rows that nobody has filled yet: furniture that people should hear of."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table while it is read."""

    form: Form
    block: Block
    heading: Heading
    grid: Grid
    where: SheetPlace
    inherited: Mapping[str, Cell]
    identity: Mapping[str, str]
    """The fields that identify a row and stand in it, with what their cells hold: "code", "integer", "text" …"""
    prefilled: frozenset[str]
    """Fields that stand in a row before anybody has filled it."""
    counter: int
    """The column that numbers the rows, 0 when there is none."""


def read(
    form: Form, block: Block, heading: Heading, grid: Grid, where: SheetPlace, inherited: Mapping[str, Cell],
    findings: list[Finding],
) -> Body:  # fmt: skip
    """Everything below a heading. `inherited` are the cells of the sheet's card that each row carries."""
    table = _table(form, block, heading, grid, where, inherited)
    merged = _swallowed(table)
    body = Body()
    below = [number for number in grid.rows if number > heading.last]
    ended = False
    for position, number in enumerate(below):
        row = grid.rows[number]
        filled = _filled(table, row)
        if (position == 0 and _is_number_row(row)) or _repeats_heading(table, row):
            body.furniture.append(number)
            continue
        certain = _is_certainly_data(table, row, filled, ended)
        ended = not certain and (ended or footers.begins(row))
        if not certain and (ended or _is_idle(table, row, filled)):
            body.noted.append(number)
            continue
        body.rows += _rows(table, number, filled, merged, findings)
    read_lines = {line.number for row in body.rows for line in row.lines}
    findings += _unread_columns(table, read_lines)
    return body


def _table(
    form: Form, block: Block, heading: Heading, grid: Grid, where: SheetPlace, inherited: Mapping[str, Cell]
) -> _Table:
    record = records.RECORDS[block.record]
    identity = {
        item.name: records.kind_of(record, item.name)
        for item in block.fields
        if item.name in heading.fields and record.model_fields[item.name].is_required()
    }
    prefilled = frozenset(item.name for item in block.fields if item.prefilled)
    counter = next((column for column, text in heading.others.items() if _is_counter(text)), 0)
    return _Table(form, block, heading, grid, where, inherited, identity, prefilled, counter)


def _is_counter(heading: str) -> bool:
    return indonesian.heading_key(heading) in COUNTER_HEADINGS


def _filled(table: _Table, row: Mapping[int, excel.Cell]) -> dict[str, tuple[int, excel.Cell]]:
    """The filled cells of the form's fields; under a merged heading the first that is filled."""
    found = {}
    for name, columns in table.heading.fields.items():
        for column in columns:
            if column in row:
                found[name] = (column, row[column])
                break
    return found


def _is_number_row(row: Mapping[int, excel.Cell]) -> bool:
    """ "(1) (2) (3)", "1 2 3", "-1 -2 -3" (so Excel reads brackets), "KOLOM 2 3 4", in any order."""
    matches = [_NUMBER_ROW_CELL.fullmatch(text_of(cell)) for cell in row.values()]
    numbers = [int(match["number"]) for match in matches if match]
    if len(set(numbers)) < len(numbers) or len(matches) - len(numbers) > (len(numbers) >= 3):
        return False
    return len(numbers) >= 3 or sorted(numbers) == [1, 2]


def _repeats_heading(table: _Table, row: Mapping[int, excel.Cell]) -> bool:
    """Whether the heading stands here once more, as on the second page of a printed list."""
    names = table.block.spellings
    columns = {column: name for name, columns in table.heading.fields.items() for column in columns}
    same = sum(
        names.get(indonesian.heading_key(text_of(cell))) == columns[column]
        for column, cell in row.items()
        if column in columns and isinstance(cell.value, str)
    )
    return same >= min(2, len(columns)) and 2 * same > len(row)


def _is_certainly_data(
    table: _Table, row: Mapping[int, excel.Cell], filled: Mapping[str, tuple[int, excel.Cell]], ended: bool
) -> bool:
    """Whether a row identifies itself as data; below a footer only numbers and codes can do that."""
    if _is_idle(table, row, filled):
        return False
    numbered = isinstance(row[table.counter].value, int | float) if table.counter in row else False
    for name, kind in table.identity.items():
        if name not in filled:
            continue
        cell = filled[name][1]
        text = text_of(cell)
        if kind == "integer" and (cell.fault or _is_integer(cell)):
            return True
        if kind == "code" and (_CODE.fullmatch(text) or numbered):
            return True
        if kind not in ("integer", "code") and (numbered or (not ended and not footers.is_footer_text(text))):
            return True
    return False


def _is_integer(cell: excel.Cell) -> bool:
    if isinstance(cell.value, str):
        return indonesian.read_integer(cell.value) is not None
    return isinstance(cell.value, int | float)


def _is_idle(table: _Table, row: Mapping[int, excel.Cell], filled: Mapping[str, tuple[int, excel.Cell]]) -> bool:
    """Whether a row says nothing to the form: a note, or a row that is not filled yet."""
    if table.block.across is not None:
        return not _marks(table, row)
    return filled.keys() <= table.prefilled


def _marks(table: _Table, row: Mapping[int, excel.Cell]) -> list[int]:
    """The filled open columns of a matrix."""
    return [column for column in table.heading.across if column in row]


def _rows(
    table: _Table,
    number: int,
    filled: Mapping[str, tuple[int, excel.Cell]],
    merged: Mapping[tuple[int, int], int],
    findings: list[Finding],
) -> Iterator[Row]:
    """The record or records of one line."""
    where, row = table.where, table.grid.rows[number]
    fields = {item.name: item for item in table.block.fields}
    cells = dict(table.inherited)
    for name, columns in table.heading.fields.items():
        column, cell = filled.get(name, (columns[0], None))
        cells[name] = read_cell(where, number, column, cell, fields[name], findings)
        if cell is None and (number, column) in merged:
            merge = table.grid.rows[merged[number, column]][column]
            cells[name] = Cell(merge.value, where.at(number, column), excel.SWALLOWED)
    lines = (Line(where.file, where.sheet, number),)
    across = table.block.across
    if across is None:
        place = where.at(number, min(row))
        yield Row(table.form.name, table.block.record, place, cells, lines)
        return
    for column in _marks(table, row):
        above = read_cell(where, table.heading.cells[column], column, table.heading.across[column], None, findings)
        mark = read_cell(where, number, column, row[column], None, findings)
        marked = {**cells, across.name: above, across.value: mark}
        yield Row(table.form.name, table.block.record, mark.place, marked, lines)


def _swallowed(table: _Table) -> dict[tuple[int, int], int]:
    """Cells below the heading that a merge over several rows leaves empty: cell -> the row of its text."""
    known = {column for columns in table.heading.fields.values() for column in columns}
    last = max(table.grid.rows)
    return {
        (row, area.first_column): area.first_row
        for area in table.grid.merged
        if area.first_row > table.heading.last and area.first_column in known
        for row in range(area.first_row + 1, min(area.last_row, last) + 1)
        if area.first_column in table.grid.rows.get(area.first_row, {})
    }


def _unread_columns(table: _Table, read_lines: set[int]) -> Iterator[Finding]:
    """Columns that hold something in rows of data and that nobody reads."""
    filled: dict[int, int] = {}
    known = {column for columns in table.heading.fields.values() for column in columns} | set(table.heading.across)
    for number in read_lines:
        for column in table.grid.rows[number]:
            if column not in known:
                filled[column] = filled.get(column, 0) + 1
    for column, count in sorted(filled.items()):
        text = table.heading.repeated.get(column) or table.heading.others.get(column, "")
        if indonesian.heading_key(text) in _UNREAD_HEADINGS and text:
            continue
        message = REPEATED_COLUMN if column in table.heading.repeated else UNKNOWN_COLUMN
        place = table.where.at(table.heading.cells.get(column, table.heading.last), column)
        yield message.at(place, heading=text or excel.column_letters(column), count=count)
