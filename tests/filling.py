"""Filling in a form that was handed out, as a person would: find the heading, type below or beside it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import indonesian
from pipeline.excel.write import put
from pipeline.knowledge import Block, Form

Typed = str | int | float | date | time | None


def sheets_of(workbook: Workbook, form: Form) -> list[Worksheet]:
    """The sheets of a form, in order."""
    return [sheet for sheet in workbook.worksheets if sheet.title.rstrip(" 0123456789") == form.sheets[0]]


def card_cell(sheet: Worksheet, card: Block, name: str) -> Cell:
    """The cell for the value of a card's field."""
    label = _heading(sheet, card, name)
    beside = next(cell for cell in sheet[label.row][label.column :] if not isinstance(cell, MergedCell))
    assert isinstance(beside, Cell)
    return beside


def column_of(sheet: Worksheet, table: Block, name: str) -> tuple[int, int]:
    """The first row and the column of the cells of a field."""
    below = _heading(sheet, table, name)
    merged = [area.max_row for area in sheet.merged_cells.ranges if below.coordinate in area]
    return max([below.row, *merged]) + 1, below.column


def fill_card(sheet: Worksheet, card: Block, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        type_in(card_cell(sheet, card, name), value)


def fill_rows(sheet: Worksheet, table: Block, rows: list[dict[str, Typed]], known_by: tuple[str, ...] = ()) -> None:
    """Each row into the one that says the same in the fields `known_by`, else into the first that is empty."""
    columns = {item.name: column_of(sheet, table, item.name)[1] for item in table.fields}
    first = column_of(sheet, table, table.fields[0].name)[0]
    for values in rows:
        known = {name: values.get(name) for name in known_by}
        empty = dict.fromkeys(columns)
        lines = {
            row: {name: sheet.cell(row, column).value for name, column in columns.items()}
            for row in range(first, first + 100)
        }
        row = next((row for row, line in lines.items() if known and known.items() <= line.items()), 0)
        row = row or next(row for row, line in lines.items() if line == empty)
        for name, value in values.items():
            type_in(sheet.cell(row, columns[name]), value)


def type_in(cell: Cell | MergedCell, value: Typed) -> None:
    """What the sheet's protection lets a person type; a cell that says so already is left alone."""
    if cell.value == value or value is None:
        return
    assert not cell.protection.locked, f"{cell.parent.title}!{cell.coordinate} is locked"
    if isinstance(value, time):
        value = f"{value:%H.%M}"
    shown = cell.number_format
    put(cell, datetime(value.year, value.month, value.day) if isinstance(value, date) else value)
    cell.number_format = shown


def _heading(sheet: Worksheet, block: Block, name: str) -> Cell:
    wanted = indonesian.heading_key(next(item.heading for item in block.fields if item.name == name))
    found = [
        cell
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if isinstance(cell.value, str) and indonesian.heading_key(cell.value) == wanted
    ]
    assert isinstance(found[0], Cell)
    return found[0]
