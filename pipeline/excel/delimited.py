"""The text of a .csv as a grid: what separates its cells is found out.

Every cell is text, as it stands in the file; only short whole numbers and Excel's error values are told apart. A longer
run of digits stays text: it may be an identity number.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pipeline.excel import container, values
from pipeline.excel.shapes import Cell, Grid, Problem, ProblemKind

_SEPARATORS = (";", "\t", ",")
_TRIED_ROWS = 50
_LONGEST_NUMBER = 4


def read(text: str, name: str) -> tuple[Grid, ...] | Problem:
    """The one sheet of a .csv; it gets this name."""
    first, _, rest = text.partition("\n")
    declared = first.strip().casefold()
    if declared.startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        separator, text, skipped = first.strip()[-1], rest, 1
    else:
        separator, skipped = _separator(text), 0
    rows: dict[int, dict[int, Cell]] = {}
    left = container.FILLED_LIMIT
    try:
        for number, record in enumerate(_records(text, separator), start=1 + skipped):
            cells = {column: cell for column, value in enumerate(record, start=1) if (cell := _cell(value))}
            left -= len(cells)
            if left < 0 or number > values.LAST_ROW or len(record) > values.LAST_COLUMN:
                return container.too_many_cells()
            if cells:
                rows[number] = cells
    except csv.Error:
        return Problem(ProblemKind.DAMAGED)
    return (Grid(name, rows),)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    # Not `splitlines`: it takes a form feed, U+2028 and more for the end of a line, and these stand within a cell.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str) -> str:
    """The separator that cuts the most of the first rows into the same number of cells, more than one."""

    def agreement(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(record) for record in islice(_records(text, separator), _TRIED_ROWS))
        except csv.Error:
            return (0, 0)
        several = [(count, width) for width, count in widths.items() if width > 1]
        return max(several, default=(0, 0))

    return max(_SEPARATORS, key=agreement)


def _cell(value: str) -> Cell | None:
    written = value.strip()
    if written in values.ERRORS:
        return Cell(None, written)
    if len(written) <= _LONGEST_NUMBER and written.isascii() and written.isdigit() and str(int(written)) == written:
        return Cell(int(written))
    return values.text_cell(value)
