"""An .ods as grids, straight from its XML (OpenDocument 1.3, part 3, sections 9 and 19).

calamine shows an error as an empty cell and never returns from some damaged files; the format is simple enough to be
read here, with the limits that a repeated cell needs.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pipeline.excel import container, values
from pipeline.excel.container import Package
from pipeline.excel.shapes import MALFORMED, Area, Cell, Grid, Problem, ProblemKind

REPEAT_LIMIT = 10_000
"""Filled cells that one cell may be repeated into."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{{{_OASIS}:{name}:1.0}}" for name in ("table", "office", "text", "style"))
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SHEET, _ROW, _COLUMN = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_GROUPS = frozenset(
    f"{_TABLE}table-{name}"
    for name in ("rows", "row-group", "header-rows", "columns", "column-group", "header-columns")
)
_UNSEEN = ("collapse", "filter")
_DURATION = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6}(?:\.\d+)?)S)?")


def read(package: Package) -> tuple[Grid, ...] | Problem:
    """The sheets of a workbook; one whose counts no sheet can have, or that is nested without end, is damaged. Raises
    several kinds of exception when it is not built as it should be."""
    try:
        return _read(package)
    except (ValueError, RecursionError):
        return Problem(ProblemKind.DAMAGED)


def _read(package: Package) -> tuple[Grid, ...] | Problem:
    document = ElementTree.fromstring(package.parts["content.xml"])
    sheets = document.findall(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_SHEET}")
    if not sheets:
        return Problem(ProblemKind.DAMAGED)
    if len(sheets) > container.SHEETS_LIMIT:
        return container.too_many_sheets()
    unseen = {
        style.get(f"{_STYLE}name")
        for style in document.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    grids: list[Grid] = []
    left = container.FILLED_LIMIT
    for sheet in sheets:
        grid = _grid(sheet, sheet.get(f"{_TABLE}style-name") in unseen)
        if isinstance(grid, Problem):
            return grid
        left -= sum(map(len, grid.rows.values()))
        if left < 0:
            return container.too_many_cells()
        grids.append(grid)
    return tuple(grids)


def _grid(sheet: Element, hidden: bool) -> Grid | Problem:
    rows: values.Rows = {}
    merged: list[Area] = []
    hidden_rows: set[int] = set()
    first = 1
    for line in _inside(sheet, _ROW):
        times = _count(line, "rows-repeated", values.LAST_ROW)
        cells = _cells(line, first, merged)
        filled = sum(repeat for _, repeat, _ in cells)
        if filled and (filled * times > REPEAT_LIMIT or first + times - 1 > values.LAST_ROW):
            return container.too_many_cells()
        if filled:
            row = {column + step: cell for column, repeat, cell in cells for step in range(repeat)}
            numbers = range(first, first + times)
            rows |= {number: dict(row) for number in numbers}
            hidden_rows |= set(numbers) if line.get(f"{_TABLE}visibility") in _UNSEEN else set()
        first += times
    return Grid(
        sheet.get(f"{_TABLE}name", ""),
        rows,
        tuple(merged),
        hidden,
        frozenset(hidden_rows),
        values.filled_columns(rows, _hidden_columns(sheet)),
    )


def _inside(sheet: Element, tag: str) -> Iterator[Element]:
    """Rows or columns of a sheet, also those in groups and headings; not those of a table inside a cell."""
    for child in sheet:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _inside(child, tag)


def _cells(line: Element, row: int, merged: list[Area]) -> list[tuple[int, int, Cell]]:
    """The filled cells of a row: first column, how often it stands there, the cell. Merged areas are added."""
    found = []
    column = 1
    for element in line:
        if element.tag not in _CELLS:
            continue
        times = _count(element, "columns-repeated", values.LAST_COLUMN)
        down = _count(element, "rows-spanned", values.LAST_ROW)
        across = _count(element, "columns-spanned", values.LAST_COLUMN)
        spans = down > 1 or across > 1
        cell = _cell(element)
        if (spans or cell is not None) and (
            row + down - 1 > values.LAST_ROW or column + max(across, times) - 1 > values.LAST_COLUMN
        ):
            raise ValueError("a cell outside the sheet")
        if spans:
            merged.append(Area(row, column, row + down - 1, column + across - 1))
        if cell is not None:
            found.append((column, times, cell))
        column += times
    return found


def _count(element: Element, what: str, most: int) -> int:
    """How many rows or columns an element stands for. Raises ValueError when it is none, or more than there can be:
    what follows would be read at the wrong place."""
    count = int(element.get(f"{_TABLE}number-{what}", "1"))
    if not 1 <= count <= most:
        raise ValueError("a count that no sheet has")
    return count


def _cell(element: Element) -> Cell | None:
    formula = element.get(f"{_TABLE}formula") is not None
    kind = element.get(f"{_OFFICE}value-type")
    if element.get(_ERROR) == "error" or (formula and _shown(element) in values.ERRORS):
        return values.error_cell(_shown(element), formula)
    if kind is None:
        # LibreOffice always calculates before it saves, and stores an empty result so.
        return values.text_cell(_shown(element), formula)
    if kind == "string":
        return values.text_cell(element.get(f"{_OFFICE}string-value", _shown(element)), formula)
    if kind == "boolean":
        return Cell(element.get(f"{_OFFICE}boolean-value") == "true", "", formula)
    if kind in ("float", "percentage", "currency"):
        stored = element.get(f"{_OFFICE}value", "")
        found = values.whole(values.number(stored))
        return values.number_cell(found, "", since_1904=False, formula=formula, stored=stored)
    moment = _moment(kind, element)
    return Cell(None, MALFORMED, formula, _shown(element)) if moment is None else Cell(moment, "", formula)


def _moment(kind: str, element: Element) -> datetime | time | str | None:
    """A day or a time; a time of more than a day as text, as in every format."""
    if kind == "date":
        found = values.iso_moment(element.get(f"{_OFFICE}date-value", ""))
        is_day = isinstance(found, date) and not isinstance(found, datetime)
        return datetime.combine(found, time()) if is_day else found  # type: ignore[arg-type, return-value]
    match = _DURATION.fullmatch(element.get(f"{_OFFICE}time-value", ""))
    if kind != "time" or match is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    length = timedelta(hours=hours, minutes=minutes, seconds=round(seconds, 3))
    return values.duration(length) if length.days else (datetime.min + length).time()


def _shown(element: Element) -> str:
    """The text of a cell: paragraphs are lines, comments are left out."""
    return "\n".join(_paragraph(child) for child in element if child.tag == f"{_TEXT}p")


def _paragraph(element: Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(int(child.get(f"{_TEXT}c", "1")), values.LONGEST_TEXT))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        else:
            pieces.append(_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _hidden_columns(sheet: Element) -> list[range]:
    found = []
    first = 1
    for column in _inside(sheet, _COLUMN):
        times = _count(column, "columns-repeated", values.LAST_COLUMN)
        if column.get(f"{_TABLE}visibility") in _UNSEEN:
            found.append(range(first, first + times))
        first += times
    return found
