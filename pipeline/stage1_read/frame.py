"""What a form says around its data, as against what somebody has added."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from pipeline import excel, indonesian
from pipeline.excel import Grid
from pipeline.knowledge import Form
from pipeline.stage1_read.cells import text_of
from pipeline.stage1_read.footers import is_footer_text
from pipeline.stage1_read.levels import Heading

_TOTAL = re.compile(r"(?:sub ?)?(?:jumlah|total)\b", re.IGNORECASE)
_NOTE = re.compile(r"(?:catatan|keterangan|ket|nb)\s*[.:]", re.IGNORECASE)
_LAST_OF_SIGNATURE = re.compile(r"nip\b|\(", re.IGNORECASE)
_SIGNATURE = 6
"""Rows within which a name stands below the post of whoever signs."""


def frame(form: Form, grid: Grid, heading: Heading | None, furniture: frozenset[int]) -> frozenset[tuple[int, int]]:
    """The cells that a form prints itself, those of a letterhead, and below a table those of totals and signatures.

    `furniture` are the numbers of the rows that were not taken for data. Nothing else is frame, wherever it stands:
    what somebody has added is no part of any form.
    """
    words, title = _words(form), indonesian.heading_key(form.title)
    top = _top(grid)
    last = heading.last if heading else max(grid.rows, default=0)
    printed = {
        (number, column)
        for number, row in grid.rows.items()
        for column, cell in row.items()
        if isinstance(cell.value, str)
        and (
            not (key := indonesian.heading_key(text_of(cell)))
            or key in words
            or (number in top and (_is_head(text_of(cell)) or key.startswith(title)))
        )
    }
    below = {number: row for number, row in grid.rows.items() if number > last and number in furniture}
    return frozenset(printed).union(_totals(below), _signatures(below))


def _totals(below: Mapping[int, Mapping[int, excel.Cell]]) -> Iterator[tuple[int, int]]:
    """The cells of rows like "Jumlah | 12": the word, and what is no text."""
    for number, row in below.items():
        words = {column for column, cell in row.items() if _TOTAL.match(text := text_of(cell)) and is_footer_text(text)}
        for column, cell in row.items():
            if column in words or (words and cell.value is not None and not isinstance(cell.value, str)):
                yield number, column


def _signatures(below: Mapping[int, Mapping[int, excel.Cell]]) -> Iterator[tuple[int, int]]:
    """The cells from "Wanasari, 30 Mei 2015" or "Mengetahui," down to the name and its NIP."""
    signed: dict[int, int] = {}
    for number, row in below.items():
        for column, text in ((column, text_of(cell)) for column, cell in row.items()):
            gap = number - signed.get(column, -_SIGNATURE)
            if is_footer_text(text) and not _TOTAL.match(text) and not _NOTE.match(text):
                signed[column] = number
                if _LAST_OF_SIGNATURE.match(text):
                    del signed[column]
            elif text and gap == 1:
                signed[column] = number
            elif text and gap < _SIGNATURE:
                del signed[column]
            else:
                continue
            yield number, column


def _is_head(text: str) -> bool:
    """Whether a text is written as a line of a letterhead or title is, and no sentence: "Kelompok Karya Mandiri"."""
    return text.isupper() or text.istitle()


def _top(grid: Grid) -> frozenset[int]:
    """The first rows of a sheet, as far as each holds one cell and none of them is empty: letterhead and title."""
    first = min(grid.rows, default=1)
    below = (number for number in count(first) if len(grid.rows.get(number, ())) != 1)
    return frozenset(range(first, next(below)))


def _words(form: Form) -> frozenset[str]:
    """The texts that a form prints itself, as keys."""
    fields = [item for block in (form.card, form.table) if block for item in block.fields]
    texts = [form.title, form.help, form.told, *form.sheets]
    if form.table and form.table.across:
        texts.append(form.table.across.heading)
    keys = {indonesian.heading_key(text) for text in texts}
    return frozenset(keys.union(*(item.heading_keys() for item in fields)))
