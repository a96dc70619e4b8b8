"""ID cards on A4: two columns and four rows that share their edges, so that one cut parts two cards.

Cut marks stand around the block, in the margins only: nothing is printed on a card.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DecodedStreamObject, NameObject

from pipeline.pdf.binding import begin_sheet, finished
from pipeline.pdf.shapes import Bound, Part

COLUMNS, ROWS = 2, 4
POINTS_PER_MM = 72 / 25.4
CARD = (85.6 * POINTS_PER_MM, 54 * POINTS_PER_MM)
"""Width and height of a bank card (ISO/IEC 7810, ID-1), in points."""
SHEET = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
TOLERANCE = 0.5 * POINTS_PER_MM

_CORNER = ((SHEET[0] - COLUMNS * CARD[0]) / 2, (SHEET[1] - ROWS * CARD[1]) / 2)
"""The lower left corner of the block."""
_GAP, _LENGTH = 2 * POINTS_PER_MM, 6 * POINTS_PER_MM
"""Of a cut mark: how far from the block it begins, and how long it is."""
_LINE_WIDTH = 0.4

Point = tuple[float, float]


def card_sheets(parts: Sequence[Part], title: str, author: str, *, duplex: bool) -> Bound | None:
    """See the front of this room."""
    cards = [(part.title, page) for part in parts for page in PdfReader(part.file).pages]
    if not all(_has_card_size(page) for _, page in cards):
        return None
    writer = PdfWriter()
    waiting = iter(cards)
    while on_sheet := list(islice(waiting, COLUMNS * ROWS)):
        begin_sheet(writer, duplex)
        sheet = writer.add_blank_page(*SHEET)
        for (_, card), (left, bottom) in zip(on_sheet, _places(), strict=False):
            box = card.mediabox
            move = Transformation().translate(left - float(box.left), bottom - float(box.bottom))
            sheet.merge_transformed_page(card, move)
        _draw(writer, sheet, _cut_marks())
        for name, _ in on_sheet:
            writer.add_outline_item(title=name, page_number=len(writer.pages) - 1)
    return finished(writer, [part.file for part in parts], title, author, duplex=False)


def _has_card_size(page: PageObject) -> bool:
    size = (float(page.mediabox.width), float(page.mediabox.height))
    return all(abs(held - wanted) <= TOLERANCE for held, wanted in zip(size, CARD, strict=True))


def _places() -> Iterator[Point]:
    """The lower left corners of the cards, from the upper left to the lower right."""
    for row in reversed(range(ROWS)):
        for column in range(COLUMNS):
            yield _CORNER[0] + column * CARD[0], _CORNER[1] + row * CARD[1]


def _cut_marks() -> Iterator[tuple[Point, Point]]:
    """A line before and behind the block for each cut through it."""
    left, bottom = _CORNER
    right, top = SHEET[0] - left, SHEET[1] - bottom
    for column in range(COLUMNS + 1):
        x = left + column * CARD[0]
        yield (x, bottom - _GAP), (x, bottom - _GAP - _LENGTH)
        yield (x, top + _GAP), (x, top + _GAP + _LENGTH)
    for row in range(ROWS + 1):
        y = bottom + row * CARD[1]
        yield (left - _GAP, y), (left - _GAP - _LENGTH, y)
        yield (right + _GAP, y), (right + _GAP + _LENGTH, y)


def _draw(writer: PdfWriter, sheet: PageObject, lines: Iterator[tuple[Point, Point]]) -> None:
    """Black lines, behind what the sheet holds already."""
    drawn = [f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S" for (x1, y1), (x2, y2) in lines]
    stream = DecodedStreamObject()
    stream.set_data(f"q 0 G {_LINE_WIDTH} w {' '.join(drawn)} Q\n".encode("ascii"))
    marks = PageObject.create_blank_page(width=SHEET[0], height=SHEET[1])
    marks[NameObject("/Contents")] = stream
    sheet.merge_page(marks)
