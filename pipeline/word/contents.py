"""Tables of contents, lists of tables and numbers of captions, as a reader sees them without Word updating anything.

A template holds Word's own fields: TOC where a list is to stand, SEQ in a caption. `rooms` takes out what Word last
showed in its lists; after a document is rendered `complete` writes what all of them show: captions numbered in their
order, and one entry for each heading or caption, with a bookmark there and a PAGEREF field to it. Those fields show
nothing until `page_numbers` fills them. Where to look `marked` has told in the template: to search each document for
headings and fields would take longer than to fill it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from pipeline.word.text import MARK

_SEQUENCE = re.compile(
    r"(<w:instrText[^<>]*>\s*SEQ\s+(\w+)[^<>]*<(?:(?!fldCharType=\"end\").){0,400}?<w:t(?: [^<>]*)?>)[^<]*(?=</w:t>)"
)
"""A caption's number up to its text, and its label."""
_PIECE = re.compile(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(?:br|tab|cr)[ /]")
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
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

    def marked(self, xml: str) -> str:
        """The XML with a mark before all that `complete` looks at: styles of headings, codes of lists and captions."""
        styles = (f'<w:pStyle w:val="{re.escape(style)}"/>' for style in self.headings)
        return re.sub("|".join((r"<w:instrText[^<>]*>\s*(?:TOC|SEQ)\b", *styles)), rf"{MARK}\g<0>", xml)

    def complete(self, marked: str) -> str:
        """The XML of a rendered body with its captions numbered and its lists filled, and without marks."""
        body, places, labels = _numbered(marked)
        rooms = [(match, *_selected(match[1])) for match in _matches(_ROOM, body, places, before=len(_BEGIN))]
        if not rooms:
            return body
        wanted = {(label, level) for _, label, levels in rooms for level in levels}
        every = (*self._headings(body, places), *_captions(body, labels))
        found = sorted((item for item in every if (item.label, item.level) in wanted), key=lambda item: item.start)
        named = [(f"_Toc{number:09}", item) for number, item in enumerate(found, start=1)]
        pieces = [piece for number, (name, item) in enumerate(named) for piece in _bookmark(item, name, number)]
        for match, label, levels in rooms:
            listed = [(name, item) for name, item in named if item.label == label and item.level in levels]
            if listed:
                pieces.append(
                    (match.start(), match.end(), self._list(match[1], listed, _text_width(body, match.end())))
                )
        return _replaced(body, sorted(pieces))

    def _headings(self, body: str, places: Iterable[int]) -> Iterator[Listed]:
        for style in _matches(_STYLE, body, places):
            start, end = body.index("</w:pPr>", style.end()) + len("</w:pPr>"), body.index("</w:p>", style.end())
            text = shown(body[start:end])
            if text:
                yield Listed(text, start, end, level=self.headings[style[1]])

    def _list(self, instruction: str, listed: Iterable[tuple[str, Listed]], width: int | None) -> str:
        entries = [self._entry(item, name, width) for name, item in listed]
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


def _matches(pattern: re.Pattern[str], body: str, places: Iterable[int], before: int = 0) -> Iterator[re.Match[str]]:
    """What is of a pattern that begins so many characters before one of the places."""
    found = (pattern.match(body, max(place - before, 0)) for place in places)
    return (match for match in found if match)


def _numbered(marked: str) -> tuple[str, list[int], dict[int, str]]:
    """The XML without marks and with every label's captions numbered 1, 2, … in the order in which they stand; the
    places that were marked; and those of captions with their labels.
    """
    pieces: list[str] = []
    places: list[int] = []
    labels: dict[int, str] = {}
    counters: dict[str, Iterator[int]] = {}
    end = length = 0
    while (mark := marked.find(MARK, end)) >= 0:
        pieces.append(marked[end:mark])
        length += mark - end
        places.append(length)
        end = mark + 1
        if match := _SEQUENCE.match(marked, end):
            labels[length] = match[2]
            pieces += (match[1].replace(MARK, ""), str(next(counters.setdefault(match[2], count(1)))))
            length += sum(map(len, pieces[-2:]))
            end = match.end()
    return "".join((*pieces, marked[end:])), places, labels


def _captions(body: str, labels: Mapping[int, str]) -> Iterator[Listed]:
    for place, label in labels.items():
        start, end = content_start(body, place), body.index("</w:p>", place)
        yield Listed(shown(body[start:end]), start, end, label=label)


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
    return " ".join("".join([piece or " " for piece in _PIECE.findall(content)]).split())
