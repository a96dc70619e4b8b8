"""The skeleton of a report: its headings, and what its table of contents says of them."""

from io import BytesIO

import docx


def headings_of(data: bytes) -> list[tuple[int, str]]:
    """Level and text of every paragraph that has a heading's style, a two-line heading on one line."""
    return _styled(data, "Heading ")


def contents_of(data: bytes) -> list[tuple[int, str]]:
    """Level and text of every entry of the table of contents."""
    return _styled(data, "toc ")


def _styled(data: bytes, style: str) -> list[tuple[int, str]]:
    found = []
    for paragraph in docx.Document(BytesIO(data)).paragraphs:
        name = paragraph.style.name if paragraph.style is not None else None
        if name and name.startswith(style):
            level = name.removeprefix(style)
            if level.isdecimal():
                found.append((int(level), paragraph.text.replace("\n", " ").partition("\t")[0]))
    return found
