"""The last sheet of a renewed workbook: what the old one held and today's forms have no place for."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.blanks.cells import number_format
from pipeline.excel.book import LEFT_OVER_SHEET, TEXT, Look, Sheet, Tab, Value, Written, height_of

_HEADINGS = ("Lembar Lama", "Sel Lama", "Judul di Atasnya", "Isi")
_WIDTHS = (24.0, 12.0, 30.0, 70.0)
_TOLD = (
    "Isi buku kerja lama yang tidak punya tempat di formulir ini. Pindahkan yang masih diperlukan ke lembar yang "
    "sesuai, lalu hapus lembar ini."
)
_HEADING_ROW = 4


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A cell of an old workbook that has no place in today's forms."""

    sheet: str
    cell: str
    """"C7"."""
    heading: str
    """What stood above it, if it stood in a table."""
    value: Value


def sheet_of_left_overs(left_overs: Sequence[LeftOver]) -> Sheet:
    cells = [
        Written(1, 1, LEFT_OVER_SHEET.upper(), Look.TITLE),
        Written(2, 1, _TOLD, Look.NOTE, columns=len(_HEADINGS)),
    ]
    cells += [Written(_HEADING_ROW, column, text, Look.HEADING) for column, text in enumerate(_HEADINGS, start=1)]
    heights = {1: 24.0, 2: 28.0}
    for row, left in enumerate(left_overs, start=_HEADING_ROW + 1):
        heights[row] = height_of(str(left.value), _WIDTHS[-1])
        cells += [
            Written(row, column, text, Look.INPUT, TEXT)
            for column, text in enumerate((left.sheet, left.cell, left.heading), start=1)
        ]
        cells.append(Written(row, len(_HEADINGS), left.value, Look.ANSWER, number_format("text", left.value)))
    return Sheet(
        LEFT_OVER_SHEET,
        tuple(cells),
        _WIDTHS,
        heights,
        heading_rows=(_HEADING_ROW, _HEADING_ROW),
        tab=Tab.LEFT_OVER,
    )
