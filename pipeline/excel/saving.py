"""A workbook of openpyxl becomes bytes: in memory alone, and equal workbooks become equal bytes."""

import io
import re
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIXED_STAMP = b"2000-01-01T00:00:00Z"
_FIXED_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BEFORE_UNMARKED = b"</headerFooter>"
_UNMARKED = b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>'
"""What openpyxl cannot write, and where it stands in the XML of a sheet (ISO/IEC 29500-1, 18.3.1.99)."""


def saved(workbook: Workbook, *, quiet: bool = False) -> bytes:
    """The package of a workbook; `quiet` as in `deterministic`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _InMemory(workbook, archive).save()
    return deterministic(stream.getvalue(), quiet=quiet)


class _InMemory(ExcelWriter):
    """openpyxl lays each sheet down in the temporary folder, which may be full, and where a killed run leaves it with
    the personal data in it."""

    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def deterministic(data: bytes, *, quiet: bool = False) -> bytes:
    """The same package with fixed times, a fixed order of parts, and fixed stamps of creation and change.

    `quiet`: Excel does not mark numbers written as text, nor offer to turn a NIK into a number, which would spoil it.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<3>", content)
            if quiet and name.startswith("xl/worksheets/"):
                content = content.replace(_BEFORE_UNMARKED, _BEFORE_UNMARKED + _UNMARKED)
            entry = zipfile.ZipInfo(name, _FIXED_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            after.writestr(entry, content)
    return stream.getvalue()
