"""Writing workbooks: how a sheet is described, and turning that into the bytes of an .xlsx.

Text stays text, whatever it begins with, and the same book gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | Decimal | date | None

TEXT = "@"
DATE = "dd/mm/yyyy"
WHOLE = "0"
MONEY = "#,##0"
GENERAL = "General"

LISTS_SHEET = "Daftar"
"""The hidden sheet that holds the closed lists and, in A1 and B1, which form the workbook is."""
FORM_MARK = "berkas"

_FIRST_LIST_ROW = 3
_LAST_EXCEL_TEXT = 32_767
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIXED_STAMP = b"2000-01-01T00:00:00Z"
_FIXED_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class Look(StrEnum):
    """What a cell is for, and so how it looks."""

    PLAIN = "berkas biasa"
    TITLE = "berkas judul"
    NOTE = "berkas catatan"
    HEADING = "berkas kepala"
    LABEL = "berkas label"
    INPUT = "berkas isian"
    CENTRED = "berkas isian tengah"


@dataclass(frozen=True, slots=True)
class Written:
    """A cell to write, perhaps merged over several rows and columns. Rows and columns count from 1."""

    row: int
    column: int
    value: Value = None
    look: Look = Look.PLAIN
    number_format: str = GENERAL
    comment: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """What Excel checks while people type in an area."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    kind: Literal["date", "list"]
    source: str = ""
    """For a list: its name in the book."""
    strict: bool = True
    """Whether Excel refuses what is not in the list, or only asks."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write."""

    name: str
    cells: tuple[Written, ...]
    widths: tuple[float, ...]
    """Of the columns from A, in Excel's characters."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Points, by row."""
    checks: tuple[Check, ...] = ()
    heading_rows: tuple[int, int] | None = None
    """First and last row of the heading: frozen on the screen and repeated on every printed page."""
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to write."""

    form: str
    """"monthly/1", kept on the hidden sheet so that the reader knows what it has before it."""
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The closed lists, by name."""


def write(book: Book) -> bytes:
    """The workbook's bytes; equal books give equal bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = FORM_MARK
    workbook.properties.title = book.form
    add_looks(workbook)
    for sheet in book.sheets:
        write_sheet(workbook.create_sheet(sheet.name), sheet)
    _write_lists(workbook, book)
    stream = io.BytesIO()
    workbook.save(stream)
    return deterministic(stream.getvalue())


def put(cell: "Cell | MergedCell", value: Value) -> None:
    """Put a value into a cell of openpyxl so that text never becomes a formula or an error value.

    What no workbook can hold (control characters, lone surrogates) becomes U+FFFD; text over Excel's limit is cut.
    """
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _UNPRINTABLE.sub("\ufffd", value)[:_LAST_EXCEL_TEXT]
    cell.data_type = "s"
    if value[:1] in "=+-@\t\r＝":
        cell.quotePrefix = True


def deterministic(data: bytes) -> bytes:
    """The same package with fixed times, a fixed order of parts, and fixed stamps of creation and change."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = before.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<3>", content)
            entry = zipfile.ZipInfo(name, _FIXED_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            after.writestr(entry, content)
    return stream.getvalue()


def add_looks(workbook: "Workbook") -> None:
    """Give a workbook of openpyxl the looks that its cells refer to."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin", color="808080")
    box = Border(left=line, right=line, top=line, bottom=line)
    top = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    plain, bold = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
    shade = PatternFill("solid", fgColor="DDEBF7")
    looks = {
        Look.PLAIN: NamedStyle(Look.PLAIN, font=plain, alignment=top),
        Look.TITLE: NamedStyle(
            Look.TITLE, font=Font(name="Arial", size=14, bold=True), alignment=Alignment(vertical="center")
        ),
        Look.NOTE: NamedStyle(Look.NOTE, font=Font(name="Arial", size=9, italic=True), alignment=top),
        Look.HEADING: NamedStyle(Look.HEADING, font=bold, alignment=middle, border=box, fill=shade),
        Look.LABEL: NamedStyle(Look.LABEL, font=bold, alignment=top, border=box, fill=shade),
        Look.INPUT: NamedStyle(Look.INPUT, font=plain, alignment=top, border=box),
        Look.CENTRED: NamedStyle(Look.CENTRED, font=plain, alignment=middle, border=box),
    }
    for style in looks.values():
        workbook.add_named_style(style)


def write_sheet(worksheet: "Worksheet", sheet: Sheet) -> None:
    """Fill a sheet of openpyxl, its workbook having its looks, and set it up for print."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    for written in sheet.cells:
        _write_cell(worksheet, written)
    for number, width in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    for row, height in sheet.heights.items():
        worksheet.row_dimensions[row].height = height
    for check in sheet.checks:
        _add_check(worksheet, check)
    if sheet.heading_rows:
        first, last = sheet.heading_rows
        worksheet.freeze_panes = f"A{last + 1}"
        worksheet.print_title_rows = f"{first}:{last}"
    worksheet.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A - &P/&N"))


def _write_cell(worksheet: "Worksheet", written: Written) -> None:
    from openpyxl.comments import Comment

    last_row, last_column = written.row + written.rows - 1, written.column + written.columns - 1
    for row in range(written.row, last_row + 1):
        for column in range(written.column, last_column + 1):
            worksheet.cell(row, column).style = written.look.value
    cell = worksheet.cell(written.row, written.column)
    put(cell, written.value)
    cell.number_format = written.number_format
    if written.comment:
        cell.comment = Comment(written.comment, FORM_MARK, height=90, width=260)
    if written.rows > 1 or written.columns > 1:
        worksheet.merge_cells(
            start_row=written.row, end_row=last_row, start_column=written.column, end_column=last_column
        )


def _add_check(worksheet: "Worksheet", check: Check) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if check.kind == "list":
        validation = DataValidation(type="list", formula1=f"={_name_of_list(check.source)}", allow_blank=True)
        validation.errorTitle, validation.error = "Di luar daftar", "Pilih salah satu dari daftar."
    else:
        validation = DataValidation(
            type="date", operator="between", formula1="DATE(1930,1,1)", formula2="DATE(2100,12,31)", allow_blank=True
        )
        validation.errorTitle, validation.error = "Bukan tanggal", "Ketik tanggal sebagai hari/bulan/tahun."
    validation.errorStyle = "stop" if check.strict else "warning"
    validation.showErrorMessage = True
    first, last = get_column_letter(check.first_column), get_column_letter(check.last_column)
    validation.add(f"{first}{check.first_row}:{last}{check.last_row}")
    worksheet.add_data_validation(validation)


def _name_of_list(name: str) -> str:
    return f"daftar_{name}"


def _write_lists(workbook: "Workbook", book: Book) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    worksheet = workbook.create_sheet(LISTS_SHEET)
    worksheet.sheet_state = "hidden"
    put(worksheet["A1"], FORM_MARK)
    put(worksheet["B1"], book.form)
    for column, (name, entries) in enumerate(sorted(book.lists.items()), start=1):
        put(worksheet.cell(_FIRST_LIST_ROW, column), name)
        for row, entry in enumerate(entries, start=_FIRST_LIST_ROW + 1):
            put(worksheet.cell(row, column), entry)
        letter = get_column_letter(column)
        area = f"'{LISTS_SHEET}'!${letter}${_FIRST_LIST_ROW + 1}:${letter}${_FIRST_LIST_ROW + len(entries)}"
        workbook.defined_names[_name_of_list(name)] = DefinedName(_name_of_list(name), attr_text=area)
