"""What a workbook is once it has been opened: sheets as grids of filled cells, or the reason why there are none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import NamedTuple

Value = str | int | float | bool | date | datetime | time | None

UNCALCULATED = "uncalculated"
"""The fault of a formula whose result no program has stored."""
MALFORMED = "malformed"
"""The fault of a cell whose stored content is not what it claims to be: no number, no such text."""
CONTROL = "control"
"""The fault of a text with characters that no document may hold; their code points follow: "control U+000B"."""
SWALLOWED = "swallowed"
"""The fault of a cell that a merge over several rows leaves empty; its value is that of the merge."""
LOST = "\ufffd"
"""What stands in a text for something that could not be told or written; it is a fault like a control character."""


class Cell(NamedTuple):
    """A filled cell. A formula counts with the result that was stored with it."""

    value: Value
    fault: str = ""
    """"#N/A" and the like, or one of the faults above; the value is None then."""
    formula: bool = False
    raw: str = ""
    """What is stored in a faulty cell, as far as it can be told; of a formula "=…"."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of merged cells; Excel's row and column numbers, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its filled cells by Excel's row and column number (1 …), both ascending."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Filled rows that the sheet does not show; they are read all the same."""
    hidden_columns: frozenset[int] = frozenset()
    """Filled columns that the sheet does not show."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that could be opened."""

    sheets: tuple[Grid, ...]
    macros: bool = False
    """It carries macros; they are never run."""
    kind: str = "xlsx"
    """The format by its usual ending: "xlsx", "xlsm", "xls", "xlsb", "ods" or "csv"."""
    sha256: str = ""
    """Of the bytes that were read, in hex."""


class ProblemKind(StrEnum):
    """Why a file could not be opened as a workbook."""

    NOT_A_FILE = "not_a_file"
    """A folder, a pipe, a link to nothing."""
    LOCK_FILE = "lock_file"
    """The mark that Excel or LibreOffice leaves beside a workbook that is open."""
    EMPTY = "empty"
    OTHER_KIND = "other_kind"
    """No workbook; the detail says what."""
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    """Cut off or corrupt."""
    LIMIT = "limit"
    """Larger than a field workbook can be; the detail says which limit."""
    FORBIDDEN = "forbidden"
    """It holds what no workbook of Excel holds; the detail says what."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is not read, with a detail in Indonesian to stand in a sentence (may be empty)."""

    kind: ProblemKind
    detail: str = ""


@cache
def column_letters(column: int) -> str:
    """The letters of a column: 1 -> "A", 28 -> "AB"."""
    before, last = divmod(column - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)


def coordinate(row: int, column: int) -> str:
    """The address of a cell: (7, 3) -> "C7"."""
    return f"{column_letters(column)}{row}"
