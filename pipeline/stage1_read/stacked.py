"""One form below the other on the same sheet, as when every session's attendance stands on a single sheet."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.excel import Grid
from pipeline.knowledge import Block, Form
from pipeline.stage1_read import cards, headings


def parts(form: Form, grid: Grid) -> list[Grid]:
    """The sheet, parted where the card of a repeating form begins anew with another code; mostly it is one part.

    A card that only stands there once more, as on the second page of a printed list, begins no part.
    """
    if not form.repeats or form.card is None:
        return [grid]
    starts = list(_starts(form, form.card, grid))
    if not starts:
        return [grid]
    bounds = [0, *starts, max(grid.rows) + 1]
    return [_between(grid, first, after) for first, after in pairwise(bounds)]


def _starts(form: Form, card: Block, grid: Grid) -> Iterator[int]:
    """The first rows of the parts after the first."""
    name = card.fields[0].name
    written = [(number, value) for number, row in grid.rows.items() if (value := cards.value_of(card, name, row))]
    if len({value for _, value in written}) < 2:
        return
    before, current = 0, written[0][1]
    for number, value in written:
        if value == current:
            before = number
            continue
        part = _between(grid, before, number)
        if form.table is None or headings.find(form.table, part):
            yield _top_of_card(card, grid, number)
            before, current = number, value
        elif len(part.rows) > headings.SEARCHED_ROWS:
            return


def _top_of_card(card: Block, grid: Grid, row: int) -> int:
    """The first row of the card in which the label stands."""
    while row - 1 in grid.rows and cards.has_label(card, grid.rows[row - 1]):
        row -= 1
    return row


def _between(grid: Grid, first: int, after: int) -> Grid:
    """The rows of a sheet from `first` to the one before `after`."""
    numbers = list(grid.rows)
    kept = numbers[bisect_left(numbers, first) : bisect_left(numbers, after)]
    return replace(grid, rows={number: grid.rows[number] for number in kept})
