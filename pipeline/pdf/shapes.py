"""What callers of this door hand over and get back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Step = Callable[[int, int], None]
"""Hears how many papers of how many are done."""

Placed = Callable[[Mapping[Path, str]], None]
"""Hears of which papers a PDF took its place, each with the SHA-256 of that PDF."""


PRODUCER = "Berkas"
"""What a bundle says it was made by."""


@dataclass(frozen=True)
class Described:
    """What a PDF says of itself."""

    title: str
    author: str
    width: float
    """Of the first page, in points."""
    height: float
    archival: bool
    """Whether it says that it is a PDF/A."""


@dataclass(frozen=True)
class Part:
    """A paper that goes into a bundle."""

    file: Path
    """Its PDF."""
    title: str
    """Of its bookmark."""
    scans: tuple[Path, ...] = ()
    """PDFs that belong to it and follow its last page."""


@dataclass(frozen=True)
class Bound:
    """A bundle: PDFs bound into one."""

    data: bytes
    pages: int
    archival: bool
    """Whether it is marked as PDF/A: only when all of its parts are."""
