"""The only door to workbooks: reading and writing .xlsx.

How the modules serve it:

    shapes      what a workbook is once opened: Workbook, Grid, Cell, Area; or why it is not: Problem
    container   judges the file and its zip container before anything is parsed; holds the limits
    read        the cells, through openpyxl
    book        how a workbook that is to be written is described, sheet by sheet
    write       the described book as an .xlsx, through openpyxl
    looks       how its cells look       checks      what Excel checks in them
    recap       the recap workbook: pandas counts, openpyxl writes
    table       a plain table as a workbook

Importing this package does not load openpyxl; `open_workbook` does.
"""

from pathlib import Path

from pipeline.excel.shapes import (
    CONTROL,
    MALFORMED,
    SWALLOWED,
    UNCALCULATED,
    Area,
    Cell,
    Grid,
    Problem,
    ProblemKind,
    Value,
    Workbook,
    column_letters,
    coordinate,
)

__all__ = [
    "CONTROL", "MALFORMED", "SWALLOWED", "UNCALCULATED", "Area", "Cell", "Grid", "Problem", "ProblemKind", "Value",
    "Workbook", "column_letters", "coordinate", "open_workbook",
]  # fmt: skip


def open_workbook(path: Path) -> Workbook | Problem:
    """A workbook's sheets, hidden ones included, or why it cannot be read. Raises nothing, whatever the file holds.

    Accepted are .xlsx and .xlsm, told from their content; macros are ignored.
    """
    from pipeline.excel import read

    return read.open_workbook(path)
