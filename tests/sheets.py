"""Workbooks as a reader sees them: a Markdown table for each sheet.

    workbook(path, {"Anggota": '''
        | No | Nama   | Tanggal Lahir  |
        | 1  | 'Siti  | 4 Mei 1990     |
    '''})

Every line is a row, an empty line is an empty row; a line without bars is a text in column A. A cell of digits becomes
a number, unless a ' stands before it; `=1+1` becomes a formula without a result, `#N/A` an error value, "2015-05-04" a
real date, `\\n` a line break. `>` merges a cell with the one to its left, `^` with the one above.
"""

import re
import textwrap
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Sheets = Mapping[str, str]

ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


def workbook(path: Path, sheets: Sheets, hidden: tuple[str, ...] = ()) -> Path:
    """Write a workbook of these sheets and give its path back."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        fill(sheet, text)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def fill(sheet: Worksheet, text: str) -> None:
    lines = textwrap.dedent(text).removeprefix("\n").rstrip().splitlines()
    grid = [[part.strip() for part in line.strip().strip("|").split("|")] for line in lines]
    for row, cells in enumerate(grid, 1):
        for column, written in enumerate(cells, 1):
            put(sheet, row, column, written)
    for area in areas(grid):
        sheet.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])


def put(sheet: Worksheet, row: int, column: int, written: str) -> None:
    if written in ("", ">", "^"):
        return
    cell = sheet.cell(row, column)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        cell.value = date.fromisoformat(written)
    elif re.fullmatch(r"-?\d+", written):
        cell.value = int(written)
    elif re.fullmatch(r"-?\d+\.\d+", written):
        cell.value = float(written)
    elif written.startswith("=") and len(written) > 1:
        cell.value = written
    else:
        cell.value = written.removeprefix("'").replace("\\n", "\n")
        cell.data_type = "e" if written in ERRORS else "s"


def areas(grid: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """The merged rectangles, first and last row and column, numbered from 1."""
    found = []
    for row, cells in enumerate(grid):
        for column, written in enumerate(cells):
            if written in (">", "^"):
                continue
            right, down = column, row
            while right + 1 < len(cells) and cells[right + 1] == ">":
                right += 1
            while down + 1 < len(grid) and column < len(grid[down + 1]) and grid[down + 1][column] == "^":
                down += 1
            if (right, down) != (column, row):
                found.append((row + 1, column + 1, down + 1, right + 1))
    return found
