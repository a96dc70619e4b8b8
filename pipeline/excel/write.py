"""Writing workbooks: a described book becomes the bytes of an .xlsx.

Text stays text, whatever it begins with, and the same book gives the same bytes.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.excel.book import LISTS_SHEET, Book, Sheet, Value, Written
from pipeline.excel.checks import add_check, name_of_list
from pipeline.excel.looks import add_looks

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

FORM_MARK = "berkas"

_FIRST_LIST_ROW = 3
_LAST_EXCEL_TEXT = 32_767
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAPERS = {"A4": 9, "F4": 14}
"""Excel's numbers of the papers; its "Folio" is what offices call F4."""


def write(book: Book) -> bytes:
    """The workbook's bytes; equal books give equal bytes."""
    from openpyxl import Workbook

    from pipeline.excel.saving import saved

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = FORM_MARK
    workbook.properties.title = book.form
    add_looks(workbook)
    for sheet in book.sheets:
        write_sheet(workbook.create_sheet(sheet.name), sheet, book.paper)
    _write_lists(workbook, book)
    return saved(workbook, quiet=True)


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


def write_sheet(worksheet: "Worksheet", sheet: Sheet, paper: str = "A4") -> None:
    """Fill a sheet of openpyxl, its workbook having its looks, and set it up for screen and print."""
    from openpyxl.utils import get_column_letter

    # Before the cells: a column's format is for the rows below them.
    for number, number_format in enumerate(sheet.open_below, start=1):
        _open_column(worksheet, number, number_format)
    for number, width in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    for written in sheet.cells:
        _write_cell(worksheet, written)
    for row, height in sheet.heights.items():
        worksheet.row_dimensions[row].height = height
    for check in sheet.checks:
        add_check(worksheet, check)
    if sheet.heading_rows and sheet.frozen:
        worksheet.freeze_panes = f"{'B' if sheet.pages_wide > 1 else 'A'}{sheet.heading_rows[1] + 1}"
    if sheet.tab:
        worksheet.sheet_properties.tabColor = sheet.tab.value
    if sheet.protected:
        _protect(worksheet)
    set_up_print(worksheet, sheet.heading_rows, landscape=sheet.landscape, pages_wide=sheet.pages_wide, paper=paper)


def _open_column(worksheet: "Worksheet", column: int, number_format: str) -> None:
    """Let people write below the prepared rows, in cells of the same format."""
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter

    dimension = worksheet.column_dimensions[get_column_letter(column)]
    dimension.number_format = number_format
    dimension.font = Font(name="Arial", size=10)
    dimension.alignment = Alignment(vertical="top", wrap_text=True)
    dimension.protection = Protection(locked=False)


def _protect(worksheet: "Worksheet") -> None:
    """Keep headings from accidents: no password, and whatever helps to fill in stays allowed."""
    protection = worksheet.protection
    protection.enable()
    # Excel counts the other way round: False is allowed.
    protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = False
    protection.sort = protection.autoFilter = False


def set_up_print(
    worksheet: "Worksheet",
    heading_rows: tuple[int, int] | None,
    *,
    landscape: bool = True,
    pages_wide: int = 1,
    paper: str = "A4",
) -> None:
    """Set up a sheet of openpyxl for print: so many pages wide, the heading and a page number on each.

    The first and the last row of the heading, if any; for `pages_wide` and `paper` see `Sheet` and `Book`.
    """
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    if heading_rows:
        worksheet.print_title_rows = "{}:{}".format(*heading_rows)
    if pages_wide > 1:
        worksheet.print_title_cols = "A:A"
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.paperSize = _PAPERS[paper]
    worksheet.page_setup.fitToWidth = pages_wide
    worksheet.page_setup.fitToHeight = 0
    worksheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7, header=0.3, footer=0.3)
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text="Halaman &P dari &N")
    )


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


def _write_lists(workbook: "Workbook", book: Book) -> None:
    """The hidden sheet: the mark, and the lists that the book's checks point to, under defined names."""
    from openpyxl.utils import get_column_letter

    worksheet = workbook.create_sheet(LISTS_SHEET)
    worksheet.sheet_state = "hidden"
    put(worksheet["A1"], FORM_MARK)
    put(worksheet["B1"], book.form)
    used = {check.source for sheet in book.sheets for check in sheet.checks}
    areas = {name: area for name, area in book.areas.items() if name in used}
    lists = sorted((name, entries) for name, entries in book.lists.items() if name in used - areas.keys())
    for column, (name, entries) in enumerate(lists, start=1):
        put(worksheet.cell(_FIRST_LIST_ROW, column), name)
        for row, entry in enumerate(entries, start=_FIRST_LIST_ROW + 1):
            put(worksheet.cell(row, column), entry)
        letter = get_column_letter(column)
        area = f"'{LISTS_SHEET}'!${letter}${_FIRST_LIST_ROW + 1}:${letter}${_FIRST_LIST_ROW + len(entries)}"
        areas[name] = area
    _define(workbook, areas)


def _define(workbook: "Workbook", areas: Mapping[str, str]) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    for name, area in sorted(areas.items()):
        workbook.defined_names[name_of_list(name)] = DefinedName(name_of_list(name), attr_text=area)
