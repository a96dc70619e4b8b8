"""Tables of contents, lists of tables and numbers of captions, as a reader sees them without Word updating anything.

A template holds Word's own fields: TOC where a list is to stand, SEQ in a caption. `rooms` takes out what Word last
showed in its lists; after a document is rendered `complete` writes what all of them show: captions numbered in their
order, and one entry for each heading or caption, with a bookmark there and a PAGEREF field to it. Those fields show
nothing until `page_numbers` fills them.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

_SEQUENCE = re.compile(
    r"(<w:instrText[^<>]*>\s*SEQ\s+(\w+)[^<>]*<(?:(?!fldCharType=\"end\").){0,400}?<w:t(?: [^<>]*)?>)[^<]*(?=</w:t>)"
)
"""A caption's number up to its text, and its label."""
_PIECE = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(?:br|tab|cr)[ /]")
_PAGE_TAG = re.compile(r"<w:pg(?:Sz|Mar)\b[^<>]*/>")
_FIRST_BOOKMARK = 9001
"""Ids of bookmarks are numbered from here: above what Word gives out in a template."""


def _run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def _code(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


_END = _run('<w:fldChar w:fldCharType="end"/>')
EMPTY_FIELD = _code("") + _END
"""The runs of a field without instruction that shows nothing."""
_BEGIN = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
_ROOM = re.compile(f"<w:p>{_code('([^<]*)')}{_END}</w:p>")
"""What a template's list has become: the paragraph that the entries take the place of."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading or caption of a rendered document."""

    text: str
    """As XML, on one line."""
    start: int
    """Where the content of its paragraph begins in the XML."""
    end: int
    level: int = 0
    """Of a heading; 0 of a caption."""
    label: str = ""
    """Of a caption: "Tabel"."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a template's styles say of headings and of the entries of lists."""

    headings: Mapping[str, int]
    """Level by style id."""
    entries: Mapping[int, str]
    """Style id of an entry by level; 0: of a list of tables or figures."""
    lists: bool
    """Whether the template has any, not captions alone."""

    def complete(self, body: str) -> str:
        """The XML of a rendered body with its captions numbered and its lists filled."""
        body = _numbered(body)
        rooms = [(match, *_selected(match[1])) for match in _fields(body, _ROOM, before=len(_BEGIN))]
        if not rooms:
            return body
        wanted = {(label, level) for _, label, levels in rooms for level in levels}
        every = (*self._headings(body, {level for _, level in wanted}), *_captions(body))
        found = sorted((item for item in every if (item.label, item.level) in wanted), key=lambda item: item.start)
        names = {item: f"_Toc{number:09}" for number, item in enumerate(found, start=1)}
        pieces = [piece for number, item in enumerate(found) for piece in _bookmark(item, names[item], number)]
        for match, label, levels in rooms:
            listed = {item: names[item] for item in found if item.label == label and item.level in levels}
            if listed:
                pieces.append(
                    (match.start(), match.end(), self._list(match[1], listed, _text_width(body, match.end())))
                )
        return _replaced(body, sorted(pieces))

    def _headings(self, body: str, levels: Collection[int]) -> Iterator[Listed]:
        for style, level in self.headings.items():
            for place in _finds(body, f'<w:pStyle w:val="{style}"/>') if level in levels else ():
                start, end = body.index("</w:pPr>", place) + len("</w:pPr>"), body.index("</w:p>", place)
                text = shown(body[start:end])
                if text:
                    yield Listed(text, start, end, level=level)

    def _list(self, instruction: str, listed: Mapping[Listed, str], width: int | None) -> str:
        entries = [self._entry(item, name, width) for item, name in listed.items()]
        entries[0] = entries[0].replace("</w:pPr>", f"</w:pPr>{_code(instruction)}", 1)
        entries[-1] = entries[-1].removesuffix("</w:p>") + f"{_END}</w:p>"
        return "".join(entries)

    def _entry(self, item: Listed, name: str, width: int | None) -> str:
        style = self.entries.get(item.level)
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>' if width else ""
        text = _run(f'<w:t xml:space="preserve">{item.text}</w:t>') + _run("<w:tab/>")
        page = _code(f" PAGEREF {name} \\h ") + _run("<w:t></w:t>") + _END
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{text}{page}</w:hyperlink>'
        return f"<w:p><w:pPr>{named}{tab}</w:pPr>{link}</w:p>"


def _finds(body: str, text: str) -> Iterator[int]:
    """Every place at which a text stands: for texts that are rare, many times faster than a regular expression."""
    place = body.find(text)
    while place >= 0:
        yield place
        place = body.find(text, place + 1)


def _fields(body: str, pattern: re.Pattern[str], before: int = 0) -> Iterator[re.Match[str]]:
    """The fields whose XML, beginning so many characters before their code, is of a pattern."""
    found = (pattern.match(body, max(place - before, 0)) for place in _finds(body, "<w:instrText"))
    return (match for match in found if match)


def _numbered(body: str) -> str:
    """Every label's captions numbered 1, 2, … in the order in which they stand."""
    counters: dict[str, Iterator[int]] = {}
    return _replaced(
        body,
        [
            (match.end(1), match.end(), str(next(counters.setdefault(match[2], count(1)))))
            for match in _fields(body, _SEQUENCE)
        ],
    )


def _captions(body: str) -> Iterator[Listed]:
    for match in _fields(body, _SEQUENCE):
        start, end = content_start(body, match.start()), body.index("</w:p>", match.end())
        yield Listed(shown(body[start:end]), start, end, label=match[2])


def _selected(instruction: str) -> tuple[str, range]:
    """What a TOC field lists: the captions of a label, or the headings of some levels."""
    captions = re.search(r'\\c\s+"?(\w+)', instruction)
    if captions:
        return captions[1], range(1)
    levels = re.search(r'\\o\s+"(\d)-(\d)"', instruction)
    return "", range(int(levels[1]), int(levels[2]) + 1) if levels else range(1, 10)


def _bookmark(item: Listed, name: str, number: int) -> Iterator[tuple[int, int, str]]:
    known = _FIRST_BOOKMARK + number
    yield item.start, item.start, f'<w:bookmarkStart w:id="{known}" w:name="{name}"/>'
    yield item.end, item.end, f'<w:bookmarkEnd w:id="{known}"/>'


def _text_width(body: str, place: int) -> int | None:
    """Between the margins of the section that a place belongs to; twips. None where a template leaves that to Word."""
    end = body.find("</w:sectPr>", place)
    tags = _PAGE_TAG.findall(body, body.rfind("<w:sectPr", place, end), end) if end >= 0 else []
    sizes = dict(re.findall(r'\bw:(w|left|right)="(\d+)"', "".join(tags)))
    if not {"w", "left", "right"} <= sizes.keys():
        return None
    return int(sizes["w"]) - int(sizes["left"]) - int(sizes["right"])


def _replaced(body: str, pieces: list[tuple[int, int, str]]) -> str:
    """The text with its parts from … to … replaced, given in order."""
    found: list[str] = []
    end = 0
    for start, stop, new in pieces:
        found += (body[end:start], new)
        end = stop
    return "".join((*found, body[end:]))


def paragraph_start(body: str, place: int) -> int:
    """Where the paragraph begins that a place lies in."""
    place = body.rindex("<w:p", 0, place)
    while body[place + len("<w:p") : place + len("<w:p") + 1] not in (">", " "):
        place = body.rindex("<w:p", 0, place)
    return place


def content_start(body: str, place: int) -> int:
    """Where, behind its properties, the content of the paragraph begins that a place lies in."""
    start = body.index(">", paragraph_start(body, place)) + 1
    return body.index("</w:pPr>", start) + len("</w:pPr>") if body.startswith("<w:pPr>", start) else start


def shown(content: str) -> str:
    """The text of a paragraph's XML on one line, as XML."""
    # A break or tab is found as "".
    return " ".join("".join(piece or " " for piece in _PIECE.findall(content)).split())
