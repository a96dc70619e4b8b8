"""How a workbook that is to be written is described: cells, what Excel checks in them, sheets, the whole book."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Value = str | int | float | bool | Decimal | date | time | None

GUIDE_SHEET, LEFT_OVER_SHEET, LISTS_SHEET = "Petunjuk", "Tidak Terpindah", "Daftar"
"""The sheets of our own workbooks that hold no data: the guide, what a renewed workbook has no place for, and (hidden)
the closed lists and, in A1 and B1, which form the workbook is."""

TEXT = "@"
DATE = "[$-421]d mmm yyyy"
"""4 Mei 2015, with the month's Indonesian name whatever the language of Excel: who types 04/05 on a machine that puts
the month first sees at once that it became April."""
CLOCK = "hh:mm"
WHOLE = "0"
MONEY = "#,##0"
GENERAL = "General"

_LINE_HEIGHT, _ROW_MARGIN, _HIGHEST_ROW = 13.0, 3.0, 409.0
"""Points; the last is Excel's limit."""


class Look(StrEnum):
    """What a cell is for, and so how it looks and whether a protected sheet lets people write in it."""

    PLAIN = "berkas biasa"
    TITLE = "berkas judul"
    NOTE = "berkas catatan"
    HEADING = "berkas kepala"
    REQUIRED_HEADING = "berkas kepala wajib"
    LABEL = "berkas label"
    REQUIRED_LABEL = "berkas label wajib"
    INPUT = "berkas isian"
    CENTRED = "berkas isian tengah"
    ANSWER = "berkas isian kartu"
    GIVEN = "berkas sudah diisi"
    GIVEN_CENTRED = "berkas sudah diisi tengah"


OPEN_LOOKS = frozenset({Look.INPUT, Look.CENTRED, Look.ANSWER})
"""Those of cells that are to be filled: a protected sheet leaves them open."""


class Tab(StrEnum):
    """What a sheet is for, by the colour of its tab (RGB)."""

    NONE = ""
    GUIDE = "BF9000"
    ASKED = "2F5597"
    OPTIONAL = "A6A6A6"
    LEFT_OVER = "C00000"


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
    """What Excel checks while people type in an area, and what it tells whoever chooses a cell there."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    kind: Literal["any", "date", "list", "sixteen", "time", "whole"]
    """"any" only shows the prompt; "sixteen" is a text of that many digits, "whole" a number of 0 or more."""
    source: str = ""
    """For a list: its name in the book."""
    between: tuple[date, date] = (date(2000, 1, 1), date(2100, 12, 31))
    """For a date: the first and the last that are likely."""
    strict: bool = True
    """Whether Excel refuses what does not pass, or only asks."""
    title: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write."""

    name: str
    cells: tuple[Written, ...]
    widths: tuple[float, ...]
    """Of the columns from A, in Excel's characters."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Points, by row; other rows grow with their text."""
    checks: tuple[Check, ...] = ()
    heading_rows: tuple[int, int] | None = None
    """First and last row of the heading, repeated on every printed page."""
    frozen: bool = True
    """Whether the heading also stays in sight on the screen."""
    landscape: bool = True
    pages_wide: int = 1
    """Over how many pages a printed line may run; the first column is then repeated on each."""
    open_below: tuple[str, ...] = ()
    """Number formats of the columns from A, if people may write on below the prepared rows."""
    protected: bool = False
    """Whether only cells to be filled can be changed. There is no password: it keeps headings from accidents."""
    tab: Tab = Tab.NONE


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook to write."""

    form: str
    """"monthly/1", kept on the hidden sheet so that the reader knows what it has before it."""
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The closed lists, by name."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """Lists that people fill themselves, as areas of the book: "'Pertemuan'!$A$5:$A$16"."""
    paper: Literal["A4", "F4"] = "A4"


def height_of(text: str, characters: float) -> float:
    """Points that a text takes in so many characters of width."""
    return min(_LINE_HEIGHT * lines_needed(text, characters) + _ROW_MARGIN, _HIGHEST_ROW)


def lines_needed(text: str, characters: float) -> int:
    """How many lines a text takes in so many characters of width."""
    return sum(max(1, len(textwrap.wrap(line, max(1, int(characters))))) for line in text.splitlines() or [""])
