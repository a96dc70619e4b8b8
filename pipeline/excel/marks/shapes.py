"""What is to be marked in a workbook, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest to the lightest."""

COLOURS: dict[Severity, str] = {"error": "F4837D", "warning": "C9A6F2", "note": "A3E0C0"}
"""What a marked cell is filled with: red, violet, green. To the colour-blind too they differ from each other and from
the amber, blue and grey of the forms; in black and white the graver is the darker. None is in Excel's palette or among
its styles, so that a clerk's own colour is never taken for a mark."""
TAB_COLOURS: dict[Severity, str] = {"error": "FFC00001", "warning": "FF7A3FC1"}
"""Of the tab of a sheet where there is something to mend; not in Excel's palette either."""

RESULT_SHEET = "Hasil Pemeriksaan"
RESULT_TITLE = "Hasil Pemeriksaan Berkas"
"""A1 of the result sheet: the one thing by which it is recognised, whatever it is called."""


class CannotMark(Exception):
    """The package is not one that marks can be added to; a plain copy of its values can always be made."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say of a cell, or of a whole sheet when `cell` is empty."""

    sheet: str
    cell: str
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the result sheet's table: its texts by heading but for the running number, and where it leads."""

    severity: Severity
    texts: tuple[str, ...]
    sheet: str = ""
    """Empty: it leads nowhere."""
    cell: str = ""
    """Empty: to the sheet's first cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result sheet's table."""

    heading: str
    width: float
    """In Excel's characters."""


def _as_it_stands(text: str, /, **values: object) -> str:
    return text.format_map(values)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the result sheet says."""

    verdict: str
    severity: Severity
    """Of the gravest finding; colours the verdict."""
    lines: tuple[str, ...]
    legend: tuple[tuple[Severity, str], ...]
    """What the colours mean."""
    columns: tuple[Column, ...]
    """The first holds the running number, the second tells the severity and is coloured by it."""
    link_column: int
    """Index of the column whose text leads to the cell."""
    entries: tuple[Entry, ...]
    said: Callable[..., str] = _as_it_stands
    """Says a text of these modules, and the values to fill it with, in the language of the rest."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked copy."""

    data: bytes
    left_out: tuple[str, ...] = ()
    """What the copy does not hold of its original, in Indonesian: "makro"."""
