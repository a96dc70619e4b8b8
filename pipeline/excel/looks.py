"""The looks of written cells, as named styles."""

from typing import TYPE_CHECKING

from pipeline.excel.book import OPEN_LOOKS, Look

if TYPE_CHECKING:
    from openpyxl import Workbook

_SHADE, _REQUIRED, _GIVEN = "DDEBF7", "FFE699", "EDEDED"


def add_looks(workbook: "Workbook") -> None:
    """Give a workbook of openpyxl the looks that its cells refer to."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    line = Side(style="thin", color="808080")
    box = Border(left=line, right=line, top=line, bottom=line)
    top = Alignment(vertical="top", wrap_text=True)
    left = Alignment(horizontal="left", vertical="top", wrap_text=True)
    centred = Alignment(horizontal="center", vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    plain, bold = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
    shade, required, given = (PatternFill("solid", fgColor=colour) for colour in (_SHADE, _REQUIRED, _GIVEN))
    title = Font(name="Arial", size=14, bold=True)
    looks = (
        NamedStyle(Look.PLAIN, font=plain, alignment=top),
        NamedStyle(Look.TITLE, font=title, alignment=Alignment(vertical="center")),
        NamedStyle(Look.NOTE, font=Font(name="Arial", size=9, italic=True), alignment=top),
        NamedStyle(Look.HEADING, font=bold, alignment=middle, border=box, fill=shade),
        NamedStyle(Look.REQUIRED_HEADING, font=bold, alignment=middle, border=box, fill=required),
        NamedStyle(Look.LABEL, font=bold, alignment=top, border=box, fill=shade),
        NamedStyle(Look.REQUIRED_LABEL, font=bold, alignment=top, border=box, fill=required),
        NamedStyle(Look.INPUT, font=plain, alignment=top, border=box),
        NamedStyle(Look.CENTRED, font=plain, alignment=centred, border=box),
        NamedStyle(Look.ANSWER, font=plain, alignment=left, border=box),
        NamedStyle(Look.GIVEN, font=plain, alignment=left, border=box, fill=given),
        NamedStyle(Look.GIVEN_CENTRED, font=plain, alignment=centred, border=box, fill=given),
    )
    for style in looks:
        style.protection = Protection(locked=style.name not in OPEN_LOOKS)
        workbook.add_named_style(style)
