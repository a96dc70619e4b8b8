"""An .xlsx as grids, through openpyxl: for workbooks that `xlsx` cannot read, and what its tests compare it with.

Only openpyxl's parser of sheets is used, not its sheets: the parser gives what stands in the file, while a sheet object
also unfolds merged areas, hyperlinks and comments, which a stray reference to XFD1048576 turns into hours.
"""

import warnings
from datetime import timedelta
from io import BytesIO
from typing import IO, Any
from zipfile import ZipFile

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from pipeline.excel import container, values, xlsx
from pipeline.excel.container import Package
from pipeline.excel.shapes import MALFORMED, UNCALCULATED, Cell, Grid, Problem, ProblemKind

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl must find defusedxml: without it a crafted workbook can exhaust the machine")

_STRINGS = "xl/sharedStrings.xml"


class _SheetParser(WorkSheetParser):
    """openpyxl's parser, which also notes formulas and goes on after a cell that it cannot understand.

    openpyxl takes "1_000" for a number, the boolean 7 for true, and -5 for a day; here they are faults.
    """

    def parse_cell(self, element: Any) -> dict[str, Any]:
        stored, kind = element.findtext(VALUE_TAG) or "", element.get("t", "n")
        try:
            parsed: dict[str, Any] = super().parse_cell(element)
            sound = kind == "inlineStr" or not stored or self._sound(kind, stored, parsed)
        except (ValueError, IndexError, OverflowError, TypeError):
            reference = element.get("r")
            row, column = xlsx.position(reference) if reference else (self.row_counter, self.col_counter)
            parsed = {"row": row, "column": column, "value": None}
            sound = False
        if not sound:
            parsed["data_type"] = MALFORMED
        parsed["stored"] = stored
        written = element.findtext(FORMULA_TAG)
        if written is not None:
            parsed["written"] = f"={written}"
            parsed["formula"] = "stored" if stored or kind in ("str", "inlineStr") else UNCALCULATED
        return parsed

    def _sound(self, kind: str, stored: str, parsed: dict[str, Any]) -> bool:
        """Whether what is stored is what its kind claims."""
        if kind == "n":
            found = values.number(stored)
            if found is None or parsed["data_type"] == "n":
                return found is not None
            look = values.DURATION if parsed["style_id"] in self.timedelta_formats else values.DAY
            since_1904 = self.epoch == CALENDAR_MAC_1904
            return not values.number_cell(found, look, since_1904).fault
        if kind == "d":
            return values.iso_moment(stored) is not None
        return kind in ("str", "e") or (stored.isdigit() if kind == "s" else kind == "b" and stored in ("0", "1"))


def read(package: Package) -> tuple[Grid, ...] | Problem:
    """The sheets of a workbook, or why openpyxl cannot read it either. Of its exceptions only MemoryError is raised."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheets(package)
    except MemoryError:
        raise
    # openpyxl raises more than a dozen kinds of exception for files that are not as they should be.
    except Exception:
        return Problem(ProblemKind.UNREADABLE)


def _zipped(package: Package) -> bytes:
    """The package as a file again: what was examined is what is read. Pictures are left empty."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in package.names:
            archive.writestr(name, package.parts.get(name, b""))
    return stream.getvalue()


def _sheets(package: Package) -> tuple[Grid, ...] | Problem:
    reader = ExcelReader(BytesIO(_zipped(package)), data_only=True, keep_links=False)
    reader.read_manifest()
    if _STRINGS in reader.valid_files:
        # openpyxl drops escapes from shared strings and keeps them in others.
        reader.shared_strings = xlsx.shared_strings(reader.archive.read(_STRINGS))
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    declared = list(reader.parser.find_sheets())
    if len(declared) > container.SHEETS_LIMIT + (package.room > 1):
        return container.too_many_sheets()
    if not declared or any(relation.target not in reader.valid_files for _, relation in declared):
        return Problem(ProblemKind.DAMAGED)
    grids: list[Grid] = []
    left = container.FILLED_LIMIT * package.room
    for sheet, relation in declared:
        if "worksheet" not in relation.Type:
            continue
        with reader.archive.open(relation.target) as source:
            grid = _grid(sheet.name, sheet.state != "visible", source, reader)
        left -= sum(map(len, grid.rows.values()))
        if left < 0:
            return container.too_many_cells()
        grids.append(grid)
    return tuple(grids)


def _grid(name: str, hidden: bool, source: IO[bytes], reader: ExcelReader) -> Grid:
    formats: Any = reader.wb
    parser = _SheetParser(
        source,
        reader.shared_strings,
        data_only=True,
        epoch=reader.wb.epoch,
        date_formats=formats._date_formats,
        timedelta_formats=formats._timedelta_formats,
    )
    rows: values.Rows = {}
    for _, parsed_row in parser.parse():
        for parsed in parsed_row:
            cell = _cell(parsed)
            if cell is None:
                continue
            row, column = parsed["row"], parsed["column"]
            if not (1 <= row <= values.LAST_ROW and 1 <= column <= values.LAST_COLUMN):
                raise ValueError("a cell outside the sheet")
            values.put(rows, row, column, cell)
    areas = parser.merged_cells.mergeCell if parser.merged_cells else ()
    unseen = {
        int(row) for row, attributes in parser.row_dimensions.items() if attributes.get("hidden") in ("1", "true")
    }
    return Grid(
        name,
        values.in_order(rows),
        tuple(xlsx.area(area.ref) for area in areas),
        hidden,
        frozenset(unseen & rows.keys()),
        xlsx.hidden_columns(rows, parser.column_dimensions.values()),
    )


def _cell(parsed: dict[str, Any]) -> Cell | None:
    """A filled cell, or None for an empty one."""
    formula = parsed.get("formula", "")
    if formula == UNCALCULATED:
        return Cell(None, UNCALCULATED, formula=True, raw=parsed["written"])
    if parsed["data_type"] == MALFORMED:
        return Cell(None, MALFORMED, bool(formula), parsed["stored"])
    raw = parsed["value"]
    if parsed["data_type"] == "e":
        return values.error_cell(str(raw), bool(formula)) if raw else None
    if isinstance(raw, str):
        return values.text_cell(raw, bool(formula))
    if isinstance(raw, timedelta):
        return Cell(values.duration(raw), formula=bool(formula))
    return None if raw is None else Cell(raw, formula=bool(formula))
