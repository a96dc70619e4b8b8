"""Stage 1's shapes: cells, rows, and everything that was read.

What a workbook has by the thousand is a NamedTuple: quickly made, and quickly sent from the process that read it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from pipeline.files import FileFacts
from pipeline.findings import Finding, Place

CellValue = str | int | float | bool | date | datetime | time | FileFacts | None


class Cell(NamedTuple):
    """A value and where it stands. `fault` tells what stood there instead of a value."""

    value: CellValue
    place: Place
    fault: str = ""
    """"#N/A" and the like, or "uncalculated" for a formula that no program has worked out yet."""
    formula: bool = False

    @property
    def empty(self) -> bool:
        return not self.fault and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


class Line(NamedTuple):
    """A non-empty row of a sheet: the unit of `rows = recorded + lost + furniture`."""

    file: str
    sheet: str
    number: int
    """Excel's row number."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that make up one record-to-be: a row of a table, a whole card, or one cell of a matrix."""

    form: str
    """The form's name."""
    record: str
    """The record class it is to become."""
    place: Place
    cells: Mapping[str, Cell]
    """By field."""
    lines: tuple[Line, ...]
    """The sheet rows it was read from. A matrix gives several rows of one line."""

    @classmethod
    def for_table(cls, form: str, record: str, place: Place, cells: Mapping[str, Cell]) -> "Row":
        """One row in place of all those of a table that could not be found; `cells` are what each of them would tell.
        It becomes no record, and nobody is told that any row of the table is missing."""
        return cls(form, record, place, cells, ())

    @property
    def stands_for_table(self) -> bool:
        return not self.lines


@dataclass(frozen=True, slots=True)
class Input:
    """A workbook that was given, with what became of it."""

    path: str
    """As the clerk gave it; `Place.file` and `Line.file` of everything in it."""
    file: Path
    """Where it lies."""
    sha256: str = ""
    form: str = ""
    """"assignment/1", "monthly/1"; empty when it could not be read or recognised."""
    readable: bool = True
    filled: bool = True
    """False for a form in which nothing stands but what stood there when it was handed out."""
    marked: bool = False
    """Whether it carries the marks of an earlier run."""
    alone: bool = False
    """Whether it was given by itself instead of found in a folder that was given."""
    sheets: tuple[str, ...] = ()
    """What its sheets are called, in their order."""


@dataclass(frozen=True)
class Reading:
    """Stage 1's result: every workbook as rows."""

    inputs: tuple[Input, ...] = ()
    rows: Sequence[Row] = ()
    lines: tuple[Line, ...] = ()
    """Every non-empty row of every sheet that could be opened, counted before anything was recognised."""
    furniture: frozenset[Line] = frozenset()
    """Titles, headings, number rows, footers, notes."""
    findings: tuple[Finding, ...] = ()

    @classmethod
    def together(cls, readings: Iterable["Reading"]) -> "Reading":
        """Several readings as one, in their order."""
        parts = list(readings)
        return cls(
            inputs=tuple(item for part in parts for item in part.inputs),
            rows=tuple(row for part in parts for row in part.rows),
            lines=tuple(line for part in parts for line in part.lines),
            furniture=frozenset(line for part in parts for line in part.furniture),
            findings=tuple(finding for part in parts for finding in part.findings),
        )
