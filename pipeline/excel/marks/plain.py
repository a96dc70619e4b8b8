"""A plain copy of a workbook's values, for formats whose package cannot be marked."""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl import Workbook as NewWorkbook
from openpyxl.cell.cell import Cell as NewCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import indonesian
from pipeline.excel.marks import arranging, sheet_names
from pipeline.excel.marks.shapes import CannotMark, Mark, Summary
from pipeline.excel.marks.writer import marked
from pipeline.excel.saving import saved
from pipeline.excel.shapes import LOST, Cell, Grid, Workbook
from pipeline.excel.write import put, set_up_print


def plain_marked(workbook: Workbook, marks: Sequence[Mark], summary: Summary) -> bytes:
    """See `pipeline.excel.marks.plain_marked`."""
    names = sheet_names.in_plain_copy(workbook)
    notices = [
        summary.said(
            "Salinan ini dibuat baru dari nilai-nilai buku kerja .{kind}; "
            "format, rumus, daftar pilihan, dan gambar aslinya tidak ikut.",
            kind=workbook.kind,
        )
    ]
    if workbook.kind != "xlsx":
        notices.append(
            summary.said(
                "Bila salinan ini menggantikan buku kerja aslinya, keluarkan buku kerja .{kind} yang lama dari folder: "
                "dua versi dari data yang sama tidak dipakai bersama.",
                kind=workbook.kind,
            )
        )
    renamed = [replace(mark, sheet=names[mark.sheet]) for mark in marks if mark.sheet in names]
    entries = tuple(replace(entry, sheet=names.get(entry.sheet, "")) for entry in summary.entries)
    copy = _copy(workbook, names)
    try:
        return marked(copy, renamed, replace(summary, entries=entries), notices, of=workbook.sha256).data
    except CannotMark as error:
        # Nothing in a package of our own is malformed: so lxml says that it has no memory left.
        raise MemoryError from error


def _copy(workbook: Workbook, names: dict[str, str]) -> bytes:
    new = NewWorkbook()
    new.remove(new.worksheets[0])
    for grid in workbook.sheets:
        rows = {row: {column: _legible(cell) for column, cell in cells.items()} for row, cells in grid.rows.items()}
        _fill(new.create_sheet(names[grid.name]), replace(grid, rows=rows))
    if all(sheet.sheet_state != "visible" for sheet in new.worksheets):
        new.worksheets[0].sheet_state = "visible"
    return saved(new)


def _legible(cell: Cell) -> Cell:
    """What stood in a faulty cell, as a text that the next check refuses as well. An error value can stay one; a
    formula cannot: what it points to may not be there."""
    if not cell.fault or cell.fault.startswith("#"):
        return cell
    text = "".join(LOST if indonesian.control_characters(character) else character for character in cell.raw)
    return Cell(text if LOST in text else f"{LOST}{text}")


def _fill(sheet: Worksheet, grid: Grid) -> None:
    sheet.sheet_state = "hidden" if grid.hidden else "visible"
    font = Font(name="Arial", size=10)
    spread = arranging.spread_of(grid)
    for row, cells in grid.rows.items():
        for column, cell in cells.items():
            target = sheet.cell(row, column)
            _put(target, cell)
            target.font = font
            wrapped = isinstance(cell.value, str) and ((row, column) in spread or not arranging.is_title(grid, row))
            target.alignment = Alignment(vertical="top", wrap_text=wrapped)
    for row in grid.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for area in grid.merged:
        # Only the reference: to fill the area with cells, as openpyxl does, takes hours for a merged column.
        first, last = get_column_letter(area.first_column), get_column_letter(area.last_column)
        sheet.merged_cells.add(f"{first}{area.first_row}:{last}{area.last_row}")
    _arrange(sheet, grid)


def _arrange(sheet: Worksheet, grid: Grid) -> None:
    """Let the sheet be read on the screen, and printed on pages that hold whole lines."""
    widths = arranging.widths_of(grid)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column in grid.hidden_columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    for row, height in arranging.heights_of(grid, widths).items():
        sheet.row_dimensions[row].height = height
    heading = arranging.heading_row(grid)
    set_up_print(sheet, (heading, heading) if heading else None)
    sheet.print_options.gridLines = True
    if heading:
        sheet.freeze_panes = f"A{heading + 1}"


def _put(target: NewCell | MergedCell, cell: Cell) -> None:
    """Text stays text and numbers numbers: made a text, a NIK that lost its last digit as a number would pass."""
    if cell.fault:
        target.value, target.data_type = cell.fault, "e"
        return
    put(target, cell.value)
    target.number_format = arranging.format_of(cell.value)
