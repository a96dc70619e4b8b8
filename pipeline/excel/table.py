"""A plain table of text as a workbook: the register for the office's agenda book."""

from collections.abc import Sequence

from pipeline.excel.book import TEXT, Look, Sheet, Written
from pipeline.excel.looks import add_looks
from pipeline.excel.write import write_sheet

_NARROWEST, _WIDEST = 8, 60


def table_workbook(name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet of that name: the headings, then the rows, every cell text. Equal tables give equal bytes."""
    from openpyxl import Workbook

    from pipeline.excel.saving import saved

    cells = [Written(1, column, text, Look.HEADING) for column, text in enumerate(headings, start=1)]
    cells += (
        Written(number, column, value, Look.INPUT, TEXT)
        for number, row in enumerate(rows, start=2)
        for column, value in enumerate(row, start=1)
    )
    widths = [
        float(min(_WIDEST, max(_NARROWEST, *(len(text) + 2 for text in column))))
        for column in zip(headings, *rows, strict=True)
    ]
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = name
    add_looks(workbook)
    write_sheet(worksheet, Sheet(name, tuple(cells), tuple(widths), heading_rows=(1, 1)))
    return saved(workbook)
