"""A workbook as grids of values, through openpyxl.

Only openpyxl's parser of sheets is used, not its sheets: the parser gives what stands in the file, while a sheet object
also unfolds merged areas, hyperlinks and comments, which a stray reference to XFD1048576 turns into hours. One pass
gives the value, the error and whether a formula stands behind it.
"""

import math
import re
import warnings
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from pipeline import indonesian
from pipeline.excel import container
from pipeline.excel.shapes import (
    CONTROL,
    MALFORMED,
    UNCALCULATED,
    Area,
    Cell,
    Grid,
    Problem,
    ProblemKind,
    Value,
    Workbook,
)

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl must find defusedxml: without it a crafted workbook can exhaust the machine")

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 32_767
"""Characters of a cell, as far as Excel goes."""
# Excel writes a control character in a text as "_x000B_"; other escapes stand for themselves often enough.
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")


class _SheetParser(WorkSheetParser):
    """openpyxl's parser, which also notes formulas and goes on after a cell that it cannot understand."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        try:
            parsed: dict[str, Any] = super().parse_cell(element)
        except (ValueError, IndexError, OverflowError, TypeError):
            row, column = self.row_counter, self.col_counter
            parsed = {"row": row, "column": column, "value": None, "data_type": MALFORMED}
        if element.find(FORMULA_TAG) is not None:
            stored = element.findtext(VALUE_TAG)
            parsed["formula"] = "stored" if stored or element.get("t") == "str" else UNCALCULATED
        return parsed


def open_workbook(path: Path) -> Workbook | Problem:
    """See `pipeline.excel.open_workbook`."""
    data = container.load(path)
    if isinstance(data, Problem):
        return data
    archive = container.examine(data)
    if isinstance(archive, Problem):
        return archive
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets = _sheets(data, archive)
    # openpyxl raises more than a dozen kinds of exception for files that are not as they should be.
    except Exception:
        return Problem(ProblemKind.UNREADABLE)
    return sheets if isinstance(sheets, Problem) else Workbook(sheets, container.has_macros(archive))


def _sheets(data: bytes, archive: ZipFile) -> tuple[Grid, ...] | Problem:
    reader = ExcelReader(BytesIO(data), data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    declared = list(reader.parser.find_sheets())
    if len(declared) > container.SHEETS_LIMIT:
        return Problem(ProblemKind.LIMIT, f"berisi lebih dari {container.SHEETS_LIMIT} lembar")
    if not declared or any(relation.target not in reader.valid_files for _, relation in declared):
        return Problem(ProblemKind.DAMAGED)
    grids: list[Grid] = []
    left = container.FILLED_LIMIT
    for sheet, relation in declared:
        if "worksheet" not in relation.Type:
            continue
        with archive.open(relation.target) as source:
            rows, merged = _rows(source, reader)
        left -= sum(len(row) for row in rows.values())
        if left < 0:
            return container.too_many_cells()
        grids.append(Grid(sheet.name, rows, merged, hidden=sheet.state != "visible"))
    return tuple(grids)


def _rows(source: IO[bytes], reader: ExcelReader) -> tuple[dict[int, dict[int, Cell]], tuple[Area, ...]]:
    """The filled cells of a sheet and its merged areas."""
    formats: Any = reader.wb
    parser = _SheetParser(
        source,
        reader.shared_strings,
        data_only=True,
        epoch=reader.wb.epoch,
        date_formats=formats._date_formats,
        timedelta_formats=formats._timedelta_formats,
    )
    rows: dict[int, dict[int, Cell]] = {}
    for _, parsed_row in parser.parse():
        for parsed in parsed_row:
            cell = _cell(parsed)
            if cell is None:
                continue
            row, column = parsed["row"], parsed["column"]
            if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
                raise ValueError("a cell outside the sheet")
            rows.setdefault(row, {})[column] = cell
    areas = parser.merged_cells.mergeCell if parser.merged_cells else ()
    ordered = {number: dict(sorted(rows[number].items())) for number in sorted(rows)}
    return ordered, tuple(_area(area.ref) for area in areas)


def _area(reference: str) -> Area:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return Area(first_row or 1, first_column or 1, last_row or LAST_ROW, last_column or LAST_COLUMN)


def _cell(parsed: dict[str, Any]) -> Cell | None:
    """A filled cell, or None for an empty one."""
    formula = parsed.get("formula", "")
    if formula == UNCALCULATED:
        return Cell(None, UNCALCULATED, formula=True)
    if parsed["data_type"] == MALFORMED:
        return Cell(None, MALFORMED, formula=bool(formula))
    raw = parsed["value"]
    if parsed["data_type"] == "e":
        return Cell(None, str(raw), formula=bool(formula)) if raw else None
    value = _value(raw)
    if isinstance(value, float) and not math.isfinite(value):
        return Cell(None, MALFORMED, formula=bool(formula))
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return Cell(None, MALFORMED, formula=bool(formula))
        if not indonesian.clean(value):
            return None
        if not value.isprintable() and (control := indonesian.control_characters(value)):
            return Cell(None, f"{CONTROL} {', '.join(control)}", formula=bool(formula))
    return None if value is None else Cell(value, formula=bool(formula))


def _value(raw: Any) -> Value:
    if isinstance(raw, str):
        return _CONTROL.sub(lambda match: chr(int(match[1], 16)), raw) if "_x00" in raw else raw
    if isinstance(raw, timedelta):
        return f"{raw // timedelta(hours=1):02}.{raw // timedelta(minutes=1) % 60:02}"
    value: Value = raw
    return value
