"""What an older or home-made workbook says, as the contents of today's forms: the first half of renewing it.

Values stay as they were typed, also where they are faulty; what no form has a place for is left over and told. Only
what a form prints itself (titles, headings, numbers of columns), letterheads, totals and signatures are neither.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pipeline import excel, guard, indonesian, knowledge
from pipeline.blanks import Filled, LeftOver
from pipeline.excel import Grid
from pipeline.excel.book import LEFT_OVER_SHEET, Value
from pipeline.failures import Failure
from pipeline.files import FileFacts
from pipeline.findings import Finding, Place, errors
from pipeline.flow import Cell, Reading, Row
from pipeline.knowledge import Block, Form, Workbook
from pipeline.records import RECORDS
from pipeline.stage1_read import cards, guarded, headings, read, recognise
from pipeline.stage1_read.cells import SheetPlace, text_of
from pipeline.stage1_read.columns import is_counter
from pipeline.stage1_read.footers import is_footer_text
from pipeline.stage1_read.frame import frame
from pipeline.stage1_read.levels import Heading

_COLUMN_NUMBER = re.compile(r"[(\[]?-?\d{1,2}[)\].]?")
_ADDRESS = re.compile(r"[A-Z]{1,3}\d{1,7}")


@dataclass(slots=True)
class Older:
    """What an older workbook says."""

    workbook: Workbook
    contents: dict[str, tuple[Filled, ...]] = field(default_factory=dict)
    left_overs: list[LeftOver] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of an older workbook while its contents are gathered."""

    form: Form
    grid: Grid
    heading: Heading | None
    card: Mapping[str, Cell]
    rows: Sequence[Row]
    furniture: frozenset[int]
    """Numbers of the rows that were not taken for data."""


def read_older(path: Path) -> Older:
    """The contents of a workbook. Raises Failure when it cannot be read or no sheet of it is a form."""
    reading = read((path,))
    if not reading.inputs[0].form:
        raise _unusable(next(iter(errors(reading.findings))))
    (opened,) = guard.each(excel.open_workbook, [path], 1)
    if not isinstance(opened, excel.Workbook):
        stopped = opened if isinstance(opened, guard.Stopped) else guard.Stopped()
        raise _unusable(guarded.told(stopped, Place(reading.inputs[0].path)))
    older = Older(next(form.workbook for form in knowledge.forms() if reading.inputs[0].form.startswith(form.workbook)))
    known = [form for form in recognise.candidates(opened.sheets) if form.workbook == older.workbook]
    for grid in opened.sheets:
        if grid.name == LEFT_OVER_SHEET:
            older.left_overs += _left_over_before(grid)
        if recognise.is_furniture(grid):
            continue
        form = _form_of(grid, reading, known)
        again = form is not None and form.name in older.contents
        if form is None or (again and form.card is not None and not form.repeats):
            older.left_overs += _left_overs(grid, None, frozenset())
            continue
        sheet = _sheet(form, grid, path, reading)
        filled, taken = _contents(sheet)
        before = older.contents.get(form.name, ())
        if again and not form.repeats:
            filled = replace(before[0], rows=(*before[0].rows, *filled.rows))
            before = ()
        older.contents[form.name] = (*before, filled)
        older.left_overs += _left_overs(grid, sheet, taken)
    return older


def _unusable(finding: Finding) -> Failure:
    return Failure(f"{finding.place.file}: {finding.text}", finding.fix)


def _form_of(grid: Grid, reading: Reading, known: Sequence[Form]) -> Form | None:
    by_name = {form.name: form for form in known}
    read_as = next((row.form for row in reading.rows if row.place.sheet == grid.name), "")
    recognised = recognise.recognise(grid, known) if grid.rows else None
    return by_name.get(read_as) or (recognised.form if recognised else None)


def _sheet(form: Form, grid: Grid, path: Path, reading: Reading) -> _Sheet:
    heading = headings.find(form.table, grid) if form.table else None
    where = SheetPlace(path.name, grid.name, path.parent.resolve())
    card = cards.read(form.card, grid, heading.first if heading else None, where, []).cells if form.card else {}
    rows = [row for row in reading.rows if row.place.sheet == grid.name and not row.stands_for_table]
    furniture = frozenset(line.number for line in reading.furniture if line.sheet == grid.name)
    return _Sheet(form, grid, heading, card, rows, furniture)


def _contents(sheet: _Sheet) -> tuple[Filled, frozenset[str]]:
    """What a sheet says, and the cells in which it stood."""
    taken = {cell.place.cell for cell in sheet.card.values() if _has_place(cell)}
    card = {name: _value(cell) for name, cell in sheet.card.items() if _has_place(cell)}
    table = sheet.form.table
    if table is None:
        return Filled(card=card), frozenset(taken)
    lines: dict[tuple[int, str], dict[str, Value]] = {}
    opened = sheet.heading.across.values() if sheet.heading else ()
    across = tuple(dict.fromkeys(_heading_of(cell.value) for cell in opened))
    for row in sheet.rows:
        if row.record != table.record:
            continue
        own = {item.name: row.cells[item.name] for item in table.fields if _stands_in(row.cells.get(item.name))}
        # Two tables may stand side by side: a line then holds a row of each.
        first = min((cell.place.cell for cell in own.values()), default="")
        values = lines.setdefault((row.lines[0].number, first), {})
        values |= {name: _value(cell) for name, cell in own.items()}
        taken |= {cell.place.cell for cell in own.values()}
        if table.across and _has_place(row.cells[table.across.value]):
            above, mark = row.cells[table.across.name], row.cells[table.across.value]
            values[_heading_of(above.value)] = _value(mark)
            taken |= {above.place.cell, mark.place.cell}
    for number, values, cells in _waiting(sheet, table, {number for number, _ in lines}):
        lines[number, ""] = values
        taken |= cells
    rows = tuple(lines[key] for key in sorted(lines))
    return Filled(card=card, rows=rows, across=across), frozenset(taken)


def _waiting(sheet: _Sheet, table: Block, read_lines: set[int]) -> Iterator[tuple[int, dict[str, Value], set[str]]]:
    """Rows that were written beforehand and that nobody has filled in yet: no data, and yet to be kept."""
    heading = sheet.heading
    prefilled = {item.name for item in table.fields if item.prefilled or (table.across and item.required)}
    if heading is None or not prefilled:
        return
    for number, row in sheet.grid.rows.items():
        if number <= heading.last or number in read_lines:
            continue
        found = {
            name: columns[0]
            for name, columns in heading.fields.items()
            if columns[0] in row and row[columns[0]].value is not None
        }
        texts = [text_of(row[column]) for column in found.values()]
        if not found or not found.keys() <= prefilled or not _identified(table, found, row):
            continue
        if not any(is_footer_text(text) for text in texts):
            values: dict[str, Value] = {name: row[column].value for name, column in found.items()}
            yield number, values, {excel.coordinate(number, column) for column in found.values()}


def _identified(table: Block, found: Mapping[str, int], row: Mapping[int, excel.Cell]) -> bool:
    """Whether the row has what its kind of row begins with, and a number where that is a number."""
    fields = RECORDS[table.record].model_fields
    first = table.fields[0].name
    if first not in found:
        return False
    counted = first == "number" and first in fields
    return not counted or isinstance(row[found[first]].value, int) or text_of(row[found[first]]).isdecimal()


def _stands_in(cell: Cell | None) -> bool:
    return cell is not None and _has_place(cell)


def _has_place(cell: Cell) -> bool:
    """Whether a cell holds something that can be written anew."""
    return not cell.empty and not cell.fault


def _value(cell: Cell) -> Value:
    return cell.value.name if isinstance(cell.value, FileFacts) else cell.value


def _heading_of(value: object) -> str:
    """What stands above an open column, as it is written again: a code, a week, or a date."""
    return indonesian.numeric_date(value) if isinstance(value, date) else indonesian.clean(str(value))


def _left_overs(grid: Grid, sheet: _Sheet | None, taken: frozenset[str]) -> Iterator[LeftOver]:
    """The cells that went nowhere, without what a form prints itself."""
    heading = sheet.heading if sheet else None
    above = dict(heading.others) if heading else {}
    printed = frame(sheet.form, grid, heading, sheet.furniture) if sheet else frozenset()
    for number, row in grid.rows.items():
        if heading and number == heading.last + 1 and _all_numbers(row.values()):
            continue
        for column, cell in row.items():
            if excel.coordinate(number, column) in taken or (number, column) in printed:
                continue
            if heading and _belongs_to_heading(heading, number, column, cell):
                continue
            below = heading is not None and number > heading.last
            address = excel.coordinate(number, column)
            yield LeftOver(grid.name, address, above.get(column, "") if below else "", _shown(cell))


def _left_over_before(grid: Grid) -> Iterator[LeftOver]:
    """What was left over when the workbook was renewed the last time: it keeps the addresses it had then."""
    for row in grid.rows.values():
        sheet, address, above, value = (row.get(column) for column in range(1, 5))
        if _ADDRESS.fullmatch(text_of(address)) and value is not None:
            yield LeftOver(text_of(sheet), text_of(address), text_of(above), _shown(value))


def _belongs_to_heading(heading: Heading, number: int, column: int, cell: excel.Cell) -> bool:
    """Whether a cell is a known heading, or stands in the column that only counts the rows."""
    counts = is_counter(heading.others.get(column, ""))
    if heading.first <= number <= heading.last:
        return counts or column in heading.across or any(column in columns for columns in heading.fields.values())
    return counts and number > heading.last and _all_numbers([cell])


def _all_numbers(cells: Iterable[excel.Cell]) -> bool:
    return all(_COLUMN_NUMBER.fullmatch(text_of(cell)) for cell in cells)


def _shown(cell: excel.Cell) -> Value:
    if cell.fault.startswith("#"):
        return cell.fault
    return cell.raw or excel.LOST if cell.fault else cell.value
