"""The old and the binary formats of Excel (.xls, .xlsb): values through calamine, the rest from a look of our own.

calamine shows an error as an empty cell, does not say which cells are formulas or hidden, and takes memory for every
cell up to the farthest one, which a crafted file puts at the end of the sheet. A look at the records of each sheet
(`xls`, `xlsb`) tells all that before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.excel import container, values
from pipeline.excel.shapes import Area, Cell, Grid, Problem, ProblemKind


@dataclass(slots=True)
class Look:
    """What the records of a sheet tell beside its values. Rows and columns count from 1."""

    last_row: int = 0
    last_column: int = 0
    """Of the filled cells."""
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)

    def fill(self, row: int, column: int) -> None:
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def read(data: bytes, looks: Sequence[Look]) -> tuple[Grid, ...] | Problem:
    """The sheets of a workbook, of which every one has been looked at, or why calamine cannot read it."""
    try:
        return _sheets(data, looks)
    except (CalamineError, OSError):
        return Problem(ProblemKind.UNREADABLE)


def _sheets(data: bytes, looks: Sequence[Look]) -> tuple[Grid, ...] | Problem:
    if len(looks) > container.SHEETS_LIMIT:
        return container.too_many_sheets()
    if sum(look.last_row * look.last_column for look in looks) > container.SCANNED_LIMIT:
        return container.too_many_cells()
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    if len(workbook.sheets_metadata) != len(looks):
        return Problem(ProblemKind.DAMAGED)
    grids: list[Grid] = []
    left = container.FILLED_LIMIT
    for index, (sheet, look) in enumerate(zip(workbook.sheets_metadata, looks, strict=True)):
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        rows = _rows(workbook, index, look)
        left -= sum(map(len, rows.values()))
        if left < 0:
            return container.too_many_cells()
        grids.append(_grid(sheet.name, rows, look, sheet.visible != SheetVisibleEnum.Visible))
    return tuple(grids)


def _rows(workbook: CalamineWorkbook, index: int, look: Look) -> values.Rows:
    sheet = workbook.get_sheet_by_index(index)
    first_row, first_column = sheet.start or (0, 0)
    rows: values.Rows = {}
    for number, record in enumerate(sheet.to_python(), start=first_row + 1):
        for column, value in enumerate(record, start=first_column + 1):
            cell = None if value == "" else _cell(value, (number, column) in look.formulas)
            if cell is not None:
                rows.setdefault(number, {})[column] = cell
    for (number, column), fault in look.faults.items():
        rows.setdefault(number, {})[column] = Cell(None, fault, (number, column) in look.formulas)
    return values.in_order(rows)


def _cell(value: Any, formula: bool) -> Cell | None:
    if isinstance(value, str):
        return values.text_cell(value, formula)
    if isinstance(value, float):
        return values.number_cell(values.whole(value), "", since_1904=False, formula=formula)
    if isinstance(value, timedelta):
        return values.number_cell(value / timedelta(days=1), values.DURATION, since_1904=False, formula=formula)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return Cell(value, "", formula)


def _grid(name: str, rows: values.Rows, look: Look, hidden: bool) -> Grid:
    return Grid(
        name,
        rows,
        tuple(look.merged),
        hidden,
        frozenset(look.hidden_rows & rows.keys()),
        values.filled_columns(rows, look.hidden_columns),
    )
