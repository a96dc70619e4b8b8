"""A story before it is written: workbooks of sheets of records, pictures beside them, and a few raw files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Raw:
    """A value that is written exactly so, without any of the spellings that people use."""

    value: Value
    kind: Literal["plain", "formula", "error"] = "plain"


Written = Value | Raw


@dataclass(slots=True)
class SheetData:
    """A sheet of a form: what stands on it, by field, and what stands around it."""

    form: str
    name: str
    card: dict[str, Written] = field(default_factory=dict)
    rows: list[dict[str, Written]] = field(default_factory=list)
    """A row of a matrix has its open columns by their heading."""
    across: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    counted: bool = False
    """A first column "No." that the form does not know."""
    number_row: bool = False
    left_out: set[str] = field(default_factory=set)
    """Fields whose column or label is missing."""


@dataclass(slots=True)
class BookData:
    """A workbook."""

    sheets: list[SheetData]
    form: str
    known: bool = True
    """Made from our blank: it has the guide and the hidden sheet that says which form it is."""

    def sheet(self, name: str) -> SheetData:
        return next(sheet for sheet in self.sheets if sheet.name == name)


@dataclass(frozen=True, slots=True)
class Picture:
    """A file beside a workbook: a drawn photo, a scan, or a document of a few lines."""

    kind: Literal["scene", "portrait", "scan", "letter", "logo"]
    seed: int
    lines: tuple[str, ...] = ()


@dataclass(slots=True)
class Story:
    """Everything of a folder of input_samples/. Paths are relative to it."""

    books: dict[str, BookData]
    pictures: dict[str, Picture]
    raw: dict[str, bytes] = field(default_factory=dict)
    """Files written as they are."""


Address = tuple[str, str, int | None, str]
"""Workbook, sheet, index of the row (None: the card), field."""
Cells = Mapping[Address, str]
