"""The cells of a sheet part: found, made where there are none, their formats; widths and heights."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from lxml import etree

from pipeline.excel.marks.package import local, main
from pipeline.excel.marks.shapes import CannotMark
from pipeline.excel.shapes import coordinate

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)")
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
"""Of the children of a worksheet (ECMA-376 part 1, 18.3.1.99). What is not listed (AlternateContent) holds controls."""
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 64, 20
"""Pixels."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Excel's row and column number."""

    row: int
    column: int

    def __str__(self) -> str:
        return coordinate(self.row, self.column)


def address(text: str) -> Address | None:
    """ "C7" -> row 7, column 3; None when it is no address of a cell."""
    match = _ADDRESS.fullmatch(text)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Address(int(match[2]), column)


def areas(references: str) -> Iterator[tuple[Address, Address]]:
    """The corners of each area of "A1:B2 D4"."""
    for reference in references.split():
        first, _, last = reference.partition(":")
        corners = address(first), address(last or first)
        if corners[0] and corners[1]:
            yield corners[0], corners[1]


class _Columns:
    """What a sheet says of its columns."""

    def __init__(self, root: etree._Element) -> None:
        defined = root.iterfind(f"{main('cols')}/{main('col')}")
        spans = [(int(column.get("min", "0")), int(column.get("max", "0")), column) for column in defined]
        self._spans = sorted(spans, key=itemgetter(0))

    def holding(self, column: int) -> etree._Element | None:
        """The definition that holds a column, if any does."""
        place = bisect(self._spans, column, key=itemgetter(0))
        return next((found for _, last, found in self._spans[place - 1 : place] if column <= last), None)


class Cells:
    """The cells of a sheet. Those that the file does not number are numbered while they are found."""

    def __init__(self, root: etree._Element) -> None:
        data = root.find(main("sheetData"))
        if data is None:
            raise CannotMark("no cells")
        self._root = root
        self._columns = _Columns(root)
        self._data = data
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[Address, etree._Element] = {}
        row_number = 0
        for row in data.iterchildren(main("row")):
            row_number = int(row.get("r") or row_number + 1)
            row.set("r", str(row_number))
            self._rows[row_number] = row
            column = 0
            for cell in row.iterchildren(main("c")):
                where = address(cell.get("r", str(Address(row_number, column + 1))))
                if where is None:
                    raise CannotMark("a cell without an address")
                cell.set("r", str(where))
                column = where.column
                self._cells[where] = cell
        self._numbers = sorted(self._rows)
        self._placed: dict[int, list[tuple[int, etree._Element]]] = {}
        """Of a row in which cells were made: all of them by their columns."""
        merged = root.find(main("mergeCells"))
        references = [area.get("ref", "") for area in merged] if merged is not None else []
        self._merged = [corners for reference in references for corners in areas(reference)]

    def __iter__(self) -> Iterator[tuple[Address, etree._Element]]:
        return iter(self._cells.items())

    def anchor(self, where: Address) -> Address:
        """The cell that shows at an address: of a merged area its first."""
        for first, last in self._merged:
            if first.row <= where.row <= last.row and first.column <= where.column <= last.column:
                return first
        return where

    def format_of(self, where: Address) -> int:
        """The format of a cell; of one that is not there, what Excel would give it: its row's, else its column's."""
        cell = self._cells.get(where)
        if cell is not None:
            return int(cell.get("s") or 0)
        row = self._rows.get(where.row)
        if row is not None and row.get("customFormat") in ("1", "true"):
            return int(row.get("s") or 0)
        column = self._columns.holding(where.column)
        return int(column.get("style") or 0) if column is not None else 0

    def set_format(self, where: Address, xf: int) -> None:
        """Give a cell a format; one that is not there is made."""
        cell = self._cells.get(where)
        if cell is None:
            cell = self._made(where)
        cell.set("s", str(xf))

    def _made(self, where: Address) -> etree._Element:
        row = self._rows.get(where.row)
        if row is None:
            row = etree.Element(main("row"), r=str(where.row))
            place = bisect(self._numbers, where.row)
            _insert(self._data, row, (self._rows[number] for number in self._numbers[place : place + 1]))
            self._rows[where.row] = row
            self._numbers.insert(place, where.row)
        cell = etree.Element(main("c"), r=str(where))
        placed = self._placed.setdefault(where.row, [])
        if not placed:
            there = ((address(other.get("r", "")), other) for other in row.iterchildren(main("c")))
            placed += sorted(((found.column, other) for found, other in there if found), key=itemgetter(0))
        place = bisect(placed, where.column, key=itemgetter(0))
        _insert(row, cell, (other for _, other in placed[place : place + 1]))
        placed.insert(place, (where.column, cell))
        self._cells[where] = cell
        row.attrib.pop("spans", "")
        self._stretch(where)
        return cell

    def _stretch(self, where: Address) -> None:
        """Let the sheet's dimension hold a cell: readers that trust it would not see the cell."""
        dimension = self._root.find(main("dimension"))
        for first, last in areas(dimension.get("ref", "") if dimension is not None else ""):
            upper = Address(min(first.row, where.row), min(first.column, where.column))
            lower = Address(max(last.row, where.row), max(last.column, where.column))
            if dimension is not None:
                dimension.set("ref", f"{upper}:{lower}")


def put_child(root: etree._Element, child: etree._Element) -> None:
    """Put a child of a worksheet where the format wants it."""
    later = _ORDER[_ORDER.index(local(child)) + 1 :]
    _insert(root, child, (other for other in root if local(other) in later or local(other) == "AlternateContent"))


def _insert(parent: etree._Element, child: etree._Element, later: Iterator[etree._Element]) -> None:
    """Put a child before the first of these children of the same parent, else last."""
    following = next(later, None)
    if following is None:
        parent.append(child)
    else:
        following.addprevious(child)


class Measures:
    """How wide the columns and how high the rows of a sheet are, in pixels."""

    def __init__(self, root: etree._Element) -> None:
        self._columns = _Columns(root)
        form = root.find(main("sheetFormatPr"))
        width = form.get("defaultColWidth") if form is not None else None
        height = form.get("defaultRowHeight") if form is not None else None
        self._width = _width(float(width)) if width else _DEFAULT_WIDTH
        self._height = _height(float(height)) if height else _DEFAULT_HEIGHT
        self._rows = {row.get("r"): row for row in root.iter(main("row"))}

    def width(self, column: int) -> int:
        """Of a column by Excel's number."""
        found = self._columns.holding(column)
        if found is None:
            return self._width
        if found.get("hidden") in ("1", "true"):
            return 0
        return _width(float(found.get("width") or 0)) or self._width

    def height(self, row: int) -> int:
        """Of a row by Excel's number."""
        found = self._rows.get(str(row))
        if found is None:
            return self._height
        if found.get("hidden") in ("1", "true"):
            return 0
        return _height(float(found.get("ht") or 0)) or self._height


def _width(characters: float) -> int:
    return int(characters * 7)


def _height(points: float) -> int:
    return int(points * 4 / 3)
