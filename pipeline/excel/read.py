"""A file as a workbook: which format it is, told from its content, and who reads that."""

import hashlib
import struct
from pathlib import Path
from xml.etree.ElementTree import ParseError

from pipeline import indonesian
from pipeline.excel import container, delimited, ods, xlsx
from pipeline.excel.container import Package
from pipeline.excel.shapes import Grid, Problem, ProblemKind, Workbook
from pipeline.findings import mask

Sheets = tuple[Grid, ...] | Problem

_MISBUILT = (LookupError, ValueError, ArithmeticError, struct.error)
"""What our own readers raise over a file that is not built as it should be; anything else is a fault of theirs."""


def open_workbook(path: Path) -> Workbook | Problem:
    """See `pipeline.excel.open_workbook`."""
    data = container.load(path)
    if isinstance(data, Problem):
        return data
    try:
        return _workbook(data, path)
    except (*_MISBUILT, ParseError):
        return Problem(ProblemKind.UNREADABLE)


def sheets_in(data: bytes) -> tuple[Grid, ...]:
    """The sheets of a zip container in memory; none of one that cannot be read."""
    package = container.examine(data)
    try:
        sheets = package if isinstance(package, Problem) else _sheets(package, data)
    except (*_MISBUILT, ParseError):
        return ()
    return () if isinstance(sheets, Problem) else sheets


def _workbook(data: bytes, path: Path) -> Workbook | Problem:
    macros = False
    sheets: Sheets
    if data.startswith(container.OLE):
        kind, sheets, macros = "xls", _old_sheets(data), container.OLD_MACROS in data
    elif data.startswith(container.ZIP):
        package = container.examine(data)
        if isinstance(package, Problem):
            return package
        kind, sheets, macros = package.kind, _sheets(package, data), package.macros
    else:
        text = container.as_text(data)
        other = container.other_kind(data, text)
        if text is None or path.suffix.casefold() != ".csv" or other.detail != container.TEXT:
            return other
        kind, sheets = "csv", delimited.read(text, mask(path.stem))
    if isinstance(sheets, Problem):
        return sheets
    names = [sheet.name.casefold() for sheet in sheets]
    if len(set(names)) < len(names):
        return Problem(ProblemKind.FORBIDDEN, "lembar dengan nama yang sama")
    if any(indonesian.control_characters(name) for name in names):
        return Problem(ProblemKind.FORBIDDEN, "nama lembar dengan karakter kendali")
    return Workbook(sheets, macros, kind, hashlib.sha256(data).hexdigest())


def _sheets(package: Package, data: bytes) -> Sheets:
    if package.kind == "ods":
        return ods.read(package)
    if package.kind == "xlsb":
        from pipeline.excel import through_calamine, xlsb

        return through_calamine.read(data, xlsb.look(package))
    try:
        return xlsx.read(package)
    except _MISBUILT:
        # What Excel itself would have to mend may still be read by openpyxl; loading it takes longer than all the rest.
        from pipeline.excel import through_openpyxl

        return through_openpyxl.read(package)


def _old_sheets(data: bytes) -> Sheets:
    from pipeline.excel import through_calamine, xls

    looks = xls.look(data)
    return looks if isinstance(looks, Problem) else through_calamine.read(data, looks)
