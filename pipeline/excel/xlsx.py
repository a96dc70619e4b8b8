"""An .xlsx as grids, straight from its XML.

Neither openpyxl nor calamine tells in one pass what a checker must know of a cell: the text of its number as stored, an
error, a formula without a result. The standard library's parser hands over the XML as it stands, and is quick enough
(tests/benchmarks/bench_reading.py).

What is read: ISO/IEC 29500-1, 12 (packages), 18.2 (workbooks), 18.3 (sheets), 18.4 (strings), 18.8 (formats).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pipeline.excel import container, values
from pipeline.excel.container import Package
from pipeline.excel.names import relations_of, target_of
from pipeline.excel.shapes import MALFORMED, UNCALCULATED, Area, Cell, Grid, Problem, ProblemKind
from pipeline.excel.values import LAST_COLUMN, LAST_ROW, Rows

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _FORMULA, _STORED, _INLINE = (f"{_MAIN}{name}" for name in ("row", "f", "v", "is"))
_TEXT, _RUN = f"{_MAIN}t", f"{_MAIN}r"
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of every sheet refer to."""

    strings: Sequence[str]
    looks: Sequence[str]
    """By style: what it makes of a number."""
    since_1904: bool


def read(package: Package) -> tuple[Grid, ...] | Problem:
    """The sheets of a workbook. Raises several kinds of exception when it is not built as it should be."""
    workbook_part = _workbook_part(package)
    related = relations(package, workbook_part)
    workbook = ElementTree.fromstring(package.parts[workbook_part])
    declared = workbook.findall(f"{_MAIN}sheets/{_MAIN}sheet")
    if len(declared) > container.SHEETS_LIMIT + (package.room > 1):
        return container.too_many_sheets()
    if not declared or any(related[sheet.attrib[_ID]][1] not in package.names for sheet in declared):
        return Problem(ProblemKind.DAMAGED)
    targets = dict(related.values())
    properties = workbook.find(f"{_MAIN}workbookPr")
    book = _Book(
        shared_strings(package.parts.get(targets.get("sharedStrings", ""), b"")),
        _looks(package.parts.get(targets.get("styles", ""), b"")),
        since_1904=properties is not None and properties.get("date1904") in _TRUE,
    )
    grids: list[Grid] = []
    left = container.FILLED_LIMIT * package.room
    for sheet in declared:
        kind, part = related[sheet.attrib[_ID]]
        if kind != "worksheet":
            continue
        hidden = sheet.get("state", "visible") != "visible"
        grid = _grid(sheet.attrib["name"], hidden, ElementTree.fromstring(package.parts[part]), book)
        left -= sum(map(len, grid.rows.values()))
        if left < 0:
            return container.too_many_cells()
        grids.append(grid)
    return tuple(grids)


def _workbook_part(package: Package) -> str:
    """The package says which part is the workbook; nearly always it is the same."""
    main = [part for kind, part in relations(package, "").values() if kind == "officeDocument"]
    return main[0] if main else "xl/workbook.xml"


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: id -> the last word of the relation's type, and the part."""
    found = {}
    for relation in ElementTree.fromstring(package.parts[relations_of(part)]):
        inside = relation.get("TargetMode") != "External"
        path = target_of(part, relation.get("Target", "")) if inside else ""
        found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
    return found


def shared_strings(xml: bytes) -> list[str]:
    """The texts that cells refer to by number, their escapes as they are stored."""
    return [_text(item) for item in ElementTree.fromstring(xml)] if xml else []


def _text(element: Element) -> str:
    """The text of a string, formatted or not, without its reading aids."""
    if len(element) == 1 and element[0].tag == _TEXT:
        return element[0].text or ""
    runs = (child.find(_TEXT) if child.tag == _RUN else child for child in element if child.tag in (_TEXT, _RUN))
    return "".join(run.text or "" for run in runs if run is not None)


def _looks(xml: bytes) -> list[str]:
    if not xml:
        return []
    styles = ElementTree.fromstring(xml)
    custom = {
        int(item.attrib["numFmtId"]): item.get("formatCode", "")
        for item in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    used = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return [values.look_of(int(style.get("numFmtId", "0")), custom) for style in used]


def _grid(name: str, hidden: bool, sheet: Element, book: _Book) -> Grid:
    rows, hidden_rows = _rows(sheet.iterfind(f"{_MAIN}sheetData/{_ROW}"), book)
    return Grid(
        name,
        rows,
        tuple(area(merge.attrib["ref"]) for merge in sheet.iterfind(f"{_MAIN}mergeCells/{_MAIN}mergeCell")),
        hidden,
        frozenset(hidden_rows & rows.keys()),
        hidden_columns(rows, (column.attrib for column in sheet.iterfind(f"{_MAIN}cols/{_MAIN}col"))),
    )


def _rows(lines: Iterable[Element], book: _Book) -> tuple[Rows, set[int]]:
    """The filled cells, whatever order they are stored in, and the numbers of the hidden rows."""
    rows: Rows = {}
    hidden: set[int] = set()
    number = 0
    for line in lines:
        number = int(line.get("r") or number + 1)
        if line.get("hidden") in _TRUE:
            hidden.add(number)
        row, column = number, 0
        for element in line:
            reference = element.get("r")
            row, column = position(reference) if reference else (number, column + 1)
            # Most cells of a form are empty and only formatted.
            cell = _cell(element, book) if len(element) else None
            if cell is not None:
                values.put(rows, row, column, cell)
    return values.in_order(rows), hidden


def _cell(element: Element, book: _Book) -> Cell | None:
    """A filled cell, or None for an empty one."""
    kind = element.get("t", "n")
    written = element.findtext(_FORMULA)
    formula = written is not None
    if kind == "inlineStr":
        inline = element.find(_INLINE)
        return None if inline is None else values.text_cell(_text(inline), formula)
    stored = element.findtext(_STORED)
    if not stored:
        return Cell(None, UNCALCULATED, formula=True, raw=f"={written}") if formula and kind != "str" else None
    if kind == "n":
        style = int(element.get("s", "0"))
        look = book.looks[style] if style < len(book.looks) else ""
        return values.number_cell(values.number(stored), look, book.since_1904, formula, stored)
    return _other_cell(kind, stored, formula, book.strings)


def _other_cell(kind: str, stored: str, formula: bool, strings: Sequence[str]) -> Cell | None:
    """The cell of a kind that is neither a number nor a text of its own."""
    if kind == "s" and stored.isdigit() and int(stored) < len(strings):
        return values.text_cell(strings[int(stored)], formula)
    if kind == "str":
        return values.text_cell(stored, formula)
    if kind == "e":
        return values.error_cell(stored, formula)
    if kind == "b" and stored in ("0", "1"):
        return Cell(stored == "1", "", formula)
    moment = values.iso_moment(stored) if kind == "d" else None
    return Cell(None, MALFORMED, formula, stored) if moment is None else Cell(moment, "", formula)


@lru_cache(maxsize=2**16)
def position(reference: str) -> tuple[int, int]:
    """Row and column of "C7". Raises ValueError when it is outside a sheet."""
    letters = reference.rstrip("0123456789")
    row, column = int(reference[len(letters) :]), _column(letters)
    if not 1 <= row <= LAST_ROW:
        raise ValueError("a row outside the sheet")
    return row, column


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError("no column")
        column = 26 * column + ord(letter) - ord("A") + 1
    if not 1 <= column <= LAST_COLUMN:
        raise ValueError("a column outside the sheet")
    return column


def area(reference: str) -> Area:
    """The rectangle of "B1:G1", "B1", "B:G" or "1:3"."""
    first, _, last = reference.replace("$", "").partition(":")
    return Area(*_corner(first, 1, 1), *_corner(last or first, LAST_ROW, LAST_COLUMN))


def _corner(reference: str, row: int, column: int) -> tuple[int, int]:
    """The corner of a rectangle; a reference without row or column stands for this one."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    return int(digits) if digits else row, _column(letters) if letters else column


def hidden_columns(rows: Rows, columns: Iterable[Mapping[str, str]]) -> frozenset[int]:
    """The filled columns that the attributes of a sheet's <col> elements hide."""
    hidden = (range(int(column["min"]), int(column["max"]) + 1) for column in columns if column.get("hidden") in _TRUE)
    return values.filled_columns(rows, list(hidden))
