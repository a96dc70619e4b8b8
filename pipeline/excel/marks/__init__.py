"""The clerk's own workbook given back with marks: coloured cells, comments, and a first sheet that lists everything.

There is one writer: marks are added to a copy of the package's own XML, and nothing else in it is touched. What stands
in the workbook of an earlier run is taken away first, so that marks are replaced and never read as data.

    shapes      what is to be marked, and how; the colours
    package     the parts of an .xlsx, their relations and content types
    book        the list of sheets          leaving     what a copy leaves out: macros, links, embedded objects
    cells       the cells of a sheet        styles      cell formats with a colour of ours, and back
    paint       coloured cells and tabs     comments    comments, and (vml) their boxes
    result      the first sheet             writer      all of it together
    edits       what was edited in a copy since, held against its workbook
    plain       a new workbook of the values, for formats whose package cannot be marked
    sheet_names what its sheets are called
    arranging   how wide and how high its columns and rows are, and how days are shown
"""

from collections.abc import Sequence
from pathlib import Path

from pipeline.excel.marks import edits
from pipeline.excel.marks.edits import Edits
from pipeline.excel.marks.shapes import (
    RESULT_SHEET,
    RESULT_TITLE,
    SEVERITIES,
    CannotMark,
    Column,
    Entry,
    Mark,
    Marked,
    Severity,
    Summary,
)
from pipeline.excel.shapes import Grid, Workbook

__all__ = [
    "RESULT_SHEET", "RESULT_TITLE", "SEVERITIES", "CannotMark", "Column", "Edits", "Entry", "Mark", "Marked",
    "Severity", "Summary", "edits_in", "is_as_written", "is_result_sheet", "marked", "plain_marked", "unmarked",
]  # fmt: skip


def marked(data: bytes, marks: Sequence[Mark], summary: Summary) -> Marked:
    """A copy of an .xlsx or .xlsm with these marks and no others; equal input gives equal bytes.

    Marks of sheets that are not there are passed over. Raises CannotMark for what is no such package, or one (Strict
    Open XML, say) that marks cannot be added to.
    """
    from pipeline.excel.marks import writer

    return writer.marked(data, marks, summary)


def unmarked(data: bytes) -> Marked | None:
    """A copy of an .xlsx or .xlsm without the marks of an earlier run; None when it has none.

    Raises CannotMark like `marked`.
    """
    from pipeline.excel.marks import writer

    return writer.unmarked(data)


def plain_marked(workbook: Workbook, marks: Sequence[Mark], summary: Summary) -> bytes:
    """A new .xlsx of a workbook's values with these marks, which says that it is one."""
    from pipeline.excel.marks import plain

    return plain.plain_marked(workbook, marks, summary)


def is_as_written(path: Path) -> bool:
    """Whether a file is a marked copy that nobody has saved since it was written."""
    from pipeline.excel.marks import package

    return package.is_as_written(path)


def edits_in(copy: Workbook, workbook: Workbook) -> Edits:
    """What somebody edited in a marked copy, held against its workbook; of what is no marked copy all counts as edited.

    What counts is what stands in the cells, not how they look.
    """
    return edits.edits_in(copy, workbook)


def is_result_sheet(grid: Grid) -> bool:
    """Whether a sheet is one that `marked` has put into the workbook: it holds no data."""
    return edits.is_result_sheet(grid)
