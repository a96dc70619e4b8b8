"""The outline of a PDF: the titles that a reader is shown at the side, each with its page."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf.generic import Destination


def outline(path: Path) -> tuple[tuple[str, int], ...]:
    """Titles of every level in the order in which they stand, with their pages, counted from 0; () if it has none or
    the file cannot be read.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(path)
        entries = [*_flat(reader.outline)]
        pages = [reader.get_destination_page_number(entry) for entry in entries]
    except Exception:  # whatever pypdf stumbles over in a damaged file
        return ()
    return tuple(
        (str(entry.title), page) for entry, page in zip(entries, pages, strict=True) if page is not None and page >= 0
    )


def _flat(entries: Sequence[object]) -> Iterator["Destination"]:
    """pypdf gives the entries below one as a list behind it."""
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry  # type: ignore[misc]
