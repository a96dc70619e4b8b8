"""What a PDF holds: whether it can be opened, how many pages, how large, what it is called."""

import logging
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from pipeline.pdf.shapes import PRODUCER, Described

# pypdf logs every flaw that it gets over; without a handler Python would print that among what the clerk reads.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_ARCHIVAL_MARK = b"pdfaid:part"
"""Stands in the metadata of a PDF/A."""


def is_archival(path: Path) -> bool:
    """Whether a PDF says that it is a PDF/A."""
    return _ARCHIVAL_MARK in path.read_bytes()


def page_count(data: bytes) -> int:
    """The pages of a PDF; 0 of one that is damaged, empty or locked with a password."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            return 0
        return sum(1 for page in reader.pages if page.mediabox)
    # pypdf raises errors of its own, but of a damaged file also KeyError, TypeError, RecursionError and others.
    except Exception:
        return 0


def is_locked(data: bytes) -> bool:
    """Whether a PDF is encrypted."""
    try:
        return PdfReader(BytesIO(data)).is_encrypted
    except Exception:  # damaged: see `page_count`
        return False


def is_bundle(path: Path) -> bool:
    """Whether a PDF was bound by this room."""
    told = PdfReader(path).metadata if page_count(path.read_bytes()) else None
    return told is not None and told.producer == PRODUCER


def described(path: Path) -> Described:
    """What a PDF that has pages says of itself."""
    reader = PdfReader(path)
    told, box = reader.metadata, reader.pages[0].mediabox
    title, author = (told.title, told.author) if told else ("", "")
    return Described(title or "", author or "", float(box.width), float(box.height), is_archival(path))
