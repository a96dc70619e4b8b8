"""The rows of a table below its heading: which are data, which are number rows, notes, footers and signatures."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline import excel, indonesian, records
from pipeline.excel import Grid
from pipeline.findings import Finding
from pipeline.flow import Cell, Line, Row
from pipeline.knowledge import Block, Form
from pipeline.stage1_read import cards, choice_columns, columns, footers, headings
from pipeline.stage1_read.cells import SheetPlace, read_cell, text_of
from pipeline.stage1_read.levels import Heading

_CODE = re.compile(r"[A-Za-z]{0,6}[-./ ]?[A-Za-z]{0,3}\d[\w./-]{0,10}")


@dataclass(slots=True)
class Body:
    """What stands below a heading."""

    rows: list[Row] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)
    """Number rows, titles and headings that stand here once more, rows that nobody has filled yet."""
    noted: list[int] = field(default_factory=list)
    """Notes, footers, signatures: furniture that people should hear of, in case it is data."""
    elsewhere: list[int] = field(default_factory=list)
    """Those of the noted rows that name a record, but whose filled columns nobody knows."""
    headings: list[Heading] = field(default_factory=list)
    """The heading, and those of further tables with other columns."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table while it is read; of tables side by side each is one."""

    form: Form
    block: Block
    heading: Heading
    grid: Grid
    where: SheetPlace
    inherited: Mapping[str, Cell]
    identity: Mapping[str, str]
    """The fields that identify a row and stand in it, with what their cells hold: "code", "integer", "text" …"""
    prefilled: frozenset[str]
    """Fields that stand in a row before anybody has filled it; none when they cannot be told from what was filled."""
    counter: int
    """The column that numbers the rows, 0 when there is none."""
    left: int
    """The column where it begins; 0 for the leftmost table."""
    merged: Mapping[tuple[int, int], int]
    """Cells that a merge over several rows leaves empty -> the row of its text."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The rows below a heading, down to the next one."""

    tables: list[_Table]
    rows: list[int]
    title_of_next: set[int] = field(default_factory=set)
    """Its last rows when they read like the title of the heading that follows."""


def read(
    form: Form, block: Block, heading: Heading, grid: Grid, where: SheetPlace, inherited: Mapping[str, Cell],
    findings: list[Finding],
) -> Body:  # fmt: skip
    """Everything below a heading. `inherited` are the cells of the sheet's card that each row carries."""
    body = Body()
    sections = _sections(_tables(form, block, heading, grid, where, inherited), body)
    last = next((number for number in grid.rows if number > heading.last and footers.ends(grid.rows[number])), None)
    titles = columns.titles(grid)
    for section in sections:
        kept = [number for number in section.rows if last is None or number < last]
        body.noted += section.rows[len(kept) :]
        _read_section(section, kept, titles, body, findings)
    read_lines = {line.number for row in body.rows for line in row.lines} | set(body.elsewhere)
    for tables, below in _by_heading(sections):
        of_these = read_lines.intersection(below)
        body.headings.append(tables[0].heading)
        findings += columns.unread(block, [table.heading for table in tables], grid, where, of_these)
    return body


def _by_heading(sections: list[_Section]) -> list[tuple[list[_Table], list[int]]]:
    """The rows below each heading; a heading that was only repeated counts as the same."""
    together: dict[int, tuple[list[_Table], list[int]]] = {}
    for section in sections:
        together.setdefault(section.tables[0].heading.first, (section.tables, []))[1].extend(section.rows)
    return list(together.values())


def _tables(
    form: Form, block: Block, heading: Heading, grid: Grid, where: SheetPlace, inherited: Mapping[str, Cell]
) -> list[_Table]:
    """The table below a heading, or the tables side by side."""
    record = records.RECORDS[block.record]
    identity = {
        item.name: records.kind_of(record, item.name)
        for item in block.fields
        if item.name in heading.fields and record.model_fields[item.name].is_required()
    }
    found = headings.beside(heading, identity)
    counters = [column for column, text in sorted(heading.others.items()) if columns.is_counter(text)]
    counters += [0] * len(found)
    tables = []
    for one, counter, left in zip(found, counters, [0, *map(_left_of, found[1:])], strict=False):
        prefilled, merged = _prefilled(block, one), _swallowed(one, grid)
        tables.append(_Table(form, block, one, grid, where, inherited, identity, prefilled, counter, left, merged))
    return tables


def _prefilled(block: Block, heading: Heading) -> frozenset[str]:
    """What stands in a row before the work is done; where no column is there for the work, nobody can tell."""
    to_fill = {item.name for item in block.fields if item.required and not item.prefilled}
    if to_fill and to_fill.isdisjoint(heading.fields):
        return frozenset()
    return frozenset(item.name for item in block.fields if item.prefilled)


def _left_of(heading: Heading) -> int:
    return min(column for places in heading.fields.values() for column in places)


def _sections(tables: list[_Table], body: Body) -> list[_Section]:
    """What stands below the heading, parted where it or another heading of the form stands once more."""
    form, block, grid = tables[0].form, tables[0].block, tables[0].grid
    first, covered = tables[0].heading, tables[0].heading.last
    keys, choices = columns.keys_of(first, grid), columns.keys_of_choices(first)
    sections = [_Section(tables, [])]
    for number, row in grid.rows.items():
        if number <= covered:
            continue
        if not columns.reads_like_heading(block, keys, choices, row):
            sections[-1].rows.append(number)
            continue
        other = None
        if not columns.repeats_heading(keys, row) and block.across is None:
            other = headings.starting_at(block, grid, number)
        if other and 2 * other.score > first.score:
            tables = _tables(form, block, other, grid, tables[0].where, tables[0].inherited)
            keys, choices, covered = columns.keys_of(other, grid), columns.keys_of_choices(other), other.last
        sections[-1].title_of_next.update(columns.title_above(grid, sections[-1].rows))
        body.furniture += [line for line in range(number, max(number, covered) + 1) if line in grid.rows]
        sections.append(_Section(tables, []))
    return sections


def _read_section(section: _Section, rows: list[int], titles: set[int], body: Body, findings: list[Finding]) -> None:
    """The rows of a section, each added to what it is. `titles` are rows that hold no data for certain."""
    tables, form, grid = section.tables, section.tables[0].form, section.tables[0].grid
    again = columns.titles_again(tables[0].heading, grid, rows)
    ended = False
    for position, number in enumerate(rows):
        row = grid.rows[number]
        if (position == 0 and columns.is_number_row(row)) or number in again:
            body.furniture.append(number)
            continue
        if number in titles or (form.card and cards.has_label(form.card, row)):
            body.noted.append(number)
            continue
        sides = [(table, cells) for table in tables if not _is_idle(table, row, cells := _filled(table, row))]
        certain = any(_is_certainly_data(table, row, cells, ended) for table, cells in sides)
        ended = not certain and (ended or footers.begins(row))
        if not certain and (ended or not sides or number in section.title_of_next):
            _add_idle(tables[0], number, _filled(tables[0], row), ended, body)
            continue
        for table, cells in sides:
            body.rows += _rows(table, number, cells, findings)


def _filled(table: _Table, row: Mapping[int, excel.Cell]) -> dict[str, tuple[int, excel.Cell]]:
    """The filled cells of the form's fields; under a merged heading the first that is filled, or what is ticked."""
    found = {}
    for name, places in table.heading.fields.items():
        if choices := table.heading.choices.get(name):
            if said := choice_columns.ticked(row, choices):
                found[name] = said
            continue
        for column in places:
            if column in row:
                found[name] = (column, row[column])
                break
    return found


def _is_certainly_data(
    table: _Table, row: Mapping[int, excel.Cell], filled: Mapping[str, tuple[int, excel.Cell]], ended: bool
) -> bool:
    """Whether a row that is not idle identifies itself as data; below a footer only numbers and codes can do that."""
    if footers.sums_up(row):
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
        if kind not in ("integer", "code") and (
            numbered or (not ended and (not footers.is_footer_text(text) or _goes_on(table, filled)))
        ):
            return True
    return False


def _goes_on(table: _Table, filled: Mapping[str, tuple[int, excel.Cell]]) -> bool:
    """Whether a row with the words of a footer is filled like data: in two more columns, of a narrow table in all."""
    besides = [
        cell
        for _, cell in filled.values()
        if not isinstance(cell.value, int | float) and not footers.is_footer_text(text_of(cell))
    ]
    return len(besides) >= min(2, len(table.heading.fields) - 1) > 0


def _is_integer(cell: excel.Cell) -> bool:
    if isinstance(cell.value, str):
        return indonesian.read_integer(cell.value) is not None
    return isinstance(cell.value, int | float)


def _is_idle(table: _Table, row: Mapping[int, excel.Cell], filled: Mapping[str, tuple[int, excel.Cell]]) -> bool:
    """Whether a row says nothing to the form: a note, or a row that is not filled yet."""
    if table.block.across is not None:
        return not _marks(table, row)
    return filled.keys() <= table.prefilled


def _add_idle(
    table: _Table, number: int, filled: Mapping[str, tuple[int, excel.Cell]], ended: bool, body: Body
) -> None:
    """Add a row that is no data: a note, or one with just what stands in it before the work is done.

    Of the latter nobody need be told: the rules ask for what is missing. Where only the work identifies a row (the file
    of "Foto | S-01"), two given cells tell it from a note.
    """
    known = {column for column, _ in filled.values()} | columns.needless(table.heading)
    before_work = table.prefilled if table.block.across is None else table.heading.fields.keys()
    identity = table.identity.keys()
    named = bool(identity) and identity <= filled.keys() if identity <= before_work else len(filled) > 1
    identified = named and filled.keys() <= before_work
    if ended or not identified:
        body.noted.append(number)
    elif table.grid.rows[number].keys() <= known:
        body.furniture.append(number)
    else:
        body.noted.append(number)
        body.elsewhere.append(number)


def _marks(table: _Table, row: Mapping[int, excel.Cell]) -> list[int]:
    """The filled open columns of a matrix."""
    return [column for column in table.heading.across if column in row]


def _rows(
    table: _Table, number: int, filled: Mapping[str, tuple[int, excel.Cell]], findings: list[Finding]
) -> Iterator[Row]:
    """The record or records of one line."""
    where, row = table.where, table.grid.rows[number]
    cells = dict(table.inherited)
    for name, places in table.heading.fields.items():
        column, cell = filled.get(name, (places[0], None))
        cells[name] = read_cell(where, number, column, cell, table.block.by_name[name], findings)
        if cell is None and (number, column) in table.merged:
            merge = table.grid.rows[table.merged[number, column]][column]
            cells[name] = Cell(merge.value, where.at(number, column), excel.SWALLOWED)
    lines = (Line(where.file, where.sheet, number),)
    across = table.block.across
    if across is None:
        place = where.at(number, next(column for column in row if column >= table.left))
        yield Row(table.form.name, table.block.record, place, cells, lines)
        return
    for column in _marks(table, row):
        above = read_cell(where, table.heading.cells[column], column, table.heading.across[column], None, findings)
        mark = read_cell(where, number, column, row[column], None, findings)
        marked = {**cells, across.name: above, across.value: mark}
        yield Row(table.form.name, table.block.record, mark.place, marked, lines)


def _swallowed(heading: Heading, grid: Grid) -> dict[tuple[int, int], int]:
    """Cells below the heading that a merge over several rows leaves empty: cell -> the row of its text."""
    known = {column for places in heading.fields.values() for column in places}
    last = max(grid.rows) if grid.merged else 0
    return {
        (row, area.first_column): area.first_row
        for area in grid.merged
        if area.first_row > heading.last and area.first_column in known
        for row in range(area.first_row + 1, min(area.last_row, last) + 1)
        if area.first_column in grid.rows.get(area.first_row, {})
    }
