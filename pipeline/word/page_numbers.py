"""Page numbers into the lists of a finished document: what its PAGEREF fields show, and not a byte besides.

Where a page begins only a layout program knows. `for_layout` gives it the document with everything that is listed
marked as an entry of its outline; the outline that it lays out, titles with their pages, comes back to `numbered`.
Numbers are those printed at the foot of the page: each section counts in its own way, "iii" or "3".
"""

import html
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import indonesian
from pipeline.word import package
from pipeline.word.contents import paragraph_start

Outline = Sequence[tuple[str, int]]
"""Titles in the order in which they stand, each with its page, counted from 0."""

_BODY = "word/document.xml"
_PAGE = re.compile(
    r'(PAGEREF (_Toc\d+) \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>)([^<]*)'
)
_MARK = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="(_Toc\d+)"/>')
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_COUNTING = re.compile(r"<w:pgNumType\b[^<>]*/>")
_PARAGRAPH = re.compile(r"<w:p(?: [^<>]*)?>")
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>[^<]")
_OUTLINED = '<w:outlineLvl w:val="8"/>'
_WIDE = "188"
"""Stands in for a page number while pages are laid out."""
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
"""A picture of one dot: a page is laid out by the size that a picture is shown in, whatever it shows."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph whose page must be known: one that is listed, or the first of a section."""

    start: int
    """Where the paragraph begins in the XML."""
    text: str
    section: int
    name: str = ""
    """Of its bookmark, if it is listed."""


def for_layout(document: bytes) -> bytes | None:
    """The document as it is laid out, quicker: all pictures are dots. None if no page number is shown in it."""
    members = package.read(document)
    body = _text_of(members)
    if not _PAGE.search(body):
        return None
    body = _PAGE.sub(rf"\g<1>{_WIDE}", body)
    pieces: list[str] = []
    end = 0
    for start in dict.fromkeys(place.start for place in _places(body)):
        pieces += (body[end:start], _opened(body, start))
        end = _after_properties(body, start)
    laid = "".join((*pieces, body[end:]))
    return _with_body(
        [
            package.stored(member.name, _PIXEL) if member.name.startswith("word/media/") else member
            for member in members
        ],
        laid,
    )


def numbered(document: bytes, outline: Outline) -> bytes | None:
    """The document with the numbers of the pages; None if the outline is not that of its layout."""
    members = package.read(document)
    body = _text_of(members)
    pages = _pages(_places(body), outline)
    if pages is None:
        return None
    numbers = _printed(body, pages)
    return _with_body(members, _PAGE.sub(lambda match: f"{match[1]}{numbers.get(match[2], match[3])}", body))


def without(document: bytes) -> bytes:
    """The document as it was before it got page numbers; as it is if it is none that can have them."""
    try:
        members = package.read(document)
        body = _text_of(members)
    except (zipfile.BadZipFile, zlib.error, struct.error, StopIteration, UnicodeDecodeError):
        return document
    return _with_body(members, _PAGE.sub(r"\g<1>", body))


def _text_of(members: Sequence[package.Member]) -> str:
    return next(member for member in members if member.name == _BODY).content().decode()


def _with_body(members: Sequence[package.Member], body: str) -> bytes:
    changed = [package.packed(_BODY, body.encode()) if member.name == _BODY else member for member in members]
    return package.archive(package.block(changed), ())


def _places(body: str) -> list[_Place]:
    """In the order in which they stand; a paragraph that is both listed and first of a section stands twice."""
    ends = [match.end() for match in _SECTION.finditer(body)]
    found = []
    for match in _MARK.finditer(body):
        found.append(_place(body, paragraph_start(body, match.start()), ends, match[1]))
    for end in ends[:-1]:
        text = _TEXT.search(body, body.index("</w:p>", end))
        if text:
            found.append(_place(body, paragraph_start(body, text.start()), ends))
    return sorted(found, key=lambda place: (place.start, place.name))


def _place(body: str, start: int, ends: Sequence[int], name: str = "") -> _Place:
    content = body[start : body.index("</w:p>", start)]
    text = "".join(re.findall(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(?:br|tab)/>", content))
    section = sum(end <= start for end in ends)
    return _Place(start, _compared(html.unescape(text)), section, name)


def _compared(text: str) -> str:
    """Titles are the same if they are so without spaces, which a layout program may join or widen, and without
    backslashes, which get lost on the way through a PDF's outline.
    """
    return "".join(text.replace("\\", "").split())


def _after_properties(body: str, start: int) -> int:
    """Where the properties of the paragraph that begins here end, or would."""
    opening = _PARAGRAPH.match(body, start)
    assert opening is not None
    end = opening.end()
    return body.index("</w:pPr>", end) + len("</w:pPr>") if body.startswith("<w:pPr>", end) else end


def _opened(body: str, start: int) -> str:
    """The paragraph's start tag and properties, with a place in the outline."""
    opening = body[start : _after_properties(body, start)]
    if opening.endswith("</w:pPr>"):
        return f"{opening.removesuffix('</w:pPr>')}{_OUTLINED}</w:pPr>"
    return f"{opening}<w:pPr>{_OUTLINED}</w:pPr>"


def _pages(places: Sequence[_Place], outline: Outline) -> list[tuple[_Place, int]] | None:
    """Each place with its page. The outline may hold more titles than places, never fewer or in another order."""
    titles = [(_compared(title), page) for title, page in outline]
    found: list[tuple[_Place, int]] = []
    at = 0
    for place in places:
        if found and found[-1][0].start == place.start:
            found.append((place, found[-1][1]))
            continue
        while at < len(titles) and not titles[at][0].endswith(place.text):
            at += 1
        if at == len(titles):
            return None
        found.append((place, titles[at][1]))
        at += 1
    return found


def _printed(body: str, pages: Sequence[tuple[_Place, int]]) -> dict[str, str]:
    """The number at the foot of the page of everything listed, by the name of its bookmark."""
    begins = {0: 0}
    for place, page in pages:
        begins.setdefault(place.section, page)
    styles, shifts, shift = [], [], 1
    for section, match in enumerate(_SECTION.finditer(body)):
        style, start = _counting(match.group())
        if start is not None:
            shift = start - begins.get(section, 0)
        styles.append(style)
        shifts.append(shift)
    return {
        place.name: _spelled(page + shifts[place.section], styles[place.section]) for place, page in pages if place.name
    }


def _counting(section: str) -> tuple[str, int | None]:
    """How a section writes its page numbers, and the first one; None: it goes on from the section before."""
    tag = _COUNTING.search(section)
    values = dict(re.findall(r'w:(fmt|start)="([^"]*)"', tag.group())) if tag else {}
    return values.get("fmt", "decimal"), int(values["start"]) if "start" in values else None


def _spelled(number: int, style: str) -> str:
    if "Roman" not in style or number < 1:
        return str(number)
    roman = indonesian.roman(number)
    return roman.lower() if style == "lowerRoman" else roman
