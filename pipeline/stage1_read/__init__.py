"""Stage 1: workbooks, photos and scans become rows; every value keeps its cell.

How the modules serve it:

    inputs      which workbooks there are, and their names in findings
    guarded     workbooks read in processes of their own (`guard`), several at once
    workbooks   one workbook, or why it cannot be read
    absent      sheets that must be there and are not
    recognise   which form a sheet is
    sheets      one sheet, every row accounted for
    stacked     one form below the other on the same sheet
    cards       labels with their values
    headings    where a table begins
    levels      rows read together as a heading: which column is which field
    choice_columns  one column for each choice, with ticks below
    matrices    what stands above the open columns of a matrix
    near        headings and labels that are nearly those of the form
    columns     columns that nobody reads; number rows, the heading once more
    tables      the rows of a table: data, notes, footers
    footers     what the text of a footer looks like
    cells       one cell: its place, odd characters, the file that it names
    versions    two versions of one assignment workbook
    assignments  the assignment workbooks together
    frame       what a form says around its data
    older       an older workbook as the contents of today's forms
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from pipeline.flow import Reading
from pipeline.stage1_read.assignments import Assignments
from pipeline.stage1_read.guarded import read_each
from pipeline.stage1_read.inputs import sources
from pipeline.stage1_read.workbooks import WorkbookReading

__all__ = ["Step", "read", "read_apart"]

Step = Callable[[int, int], None]
"""Hears how many workbooks have been read, and of how many."""


def read(
    inputs: Sequence[Path],
    assignments: Path | None = None,
    out: Path | None = None,
    workers: int = 1,
    step: Step = lambda _done, _total: None,
) -> Reading:
    """Every workbook that the inputs name or hold, as rows. A workbook that cannot be read is a finding.

    `assignments` is the assignment workbook when it is not among the inputs; what lies in `out`, the output folder, is
    no input. `workers` processes read; 0 reads in this one, unguarded. Raises Failure when an input does not exist or
    is the output folder, and when no process can be started.
    """
    return Reading.together(read_apart(inputs, assignments, out, workers, step))


def read_apart(
    inputs: Sequence[Path],
    assignments: Path | None,
    out: Path | None,
    workers: int,
    step: Step = lambda _done, _total: None,
) -> Iterator[Reading]:
    """As `read`, one workbook after the other, each when it is asked for; at first what is said of the inputs, and in
    the end what is said of the assignment workbooks together, which may be one in several files."""
    found, findings = sources(inputs, assignments, out)
    yield Reading(findings=findings)
    together = Assignments()

    def taken(done: int, book: WorkbookReading) -> Reading:
        step(done, len(found))
        return together.take(book)

    # No loop: its variable would hold a workbook while the next one, perhaps as large, comes in.
    yield from map(taken, count(1), read_each(found, min(workers, len(found))))
    yield together.rest()
