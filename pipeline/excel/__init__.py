"""The only door to workbooks: reading what people send, writing .xlsx.

How the modules serve it:

    shapes            what a workbook is once opened: Workbook, Grid, Cell, Area; or why it is not: Problem
    names             what the parts of an Open XML package are called
    container         judges the file and its zip container before anything is parsed; holds the limits
    read              which format a file is, and who reads it
    values            what is stored in a cell as a value, the same for every format
    xlsx              .xlsx and .xlsm, straight from their XML
    through_openpyxl  the same through openpyxl, for what `xlsx` cannot read
    ods               .ods, straight from its XML
    delimited         .csv
    xls, xlsb         a look at the records of these formats: errors, formulas, what is hidden
    through_calamine  the values of these formats, through calamine
    book              how a workbook that is to be written is described, sheet by sheet
    write             the described book as an .xlsx, through openpyxl
    saving            a workbook of openpyxl as bytes
    looks, checks     how its cells look, and what Excel checks in them
    recap             the recap workbook: pandas counts, openpyxl writes
    table             a plain table as a workbook
    marks             a copy of a workbook that shows what was found in it

Importing this package loads neither openpyxl nor calamine.
"""

from pathlib import Path

from pipeline.excel.shapes import (
    CONTROL,
    LOST,
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
    "CONTROL", "LOST", "MALFORMED", "SWALLOWED", "UNCALCULATED", "Area", "Cell", "Grid", "Problem", "ProblemKind",
    "Value", "Workbook", "column_letters", "coordinate", "open_workbook",
]  # fmt: skip


def open_workbook(path: Path) -> Workbook | Problem:
    """A workbook's sheets, hidden ones included, or why it cannot be read, whatever the file holds.

    Accepted are .xlsx, .xlsm, .xls, .xlsb and .ods, told from their content, and text in a file that is called .csv.
    Macros are ignored. MemoryError alone is raised, and what is a fault of berkas: what is done then is the caller's
    matter.
    """
    from pipeline.excel import read

    return read.open_workbook(path)
