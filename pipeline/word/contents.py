"""Tables of contents, lists of tables and numbers of captions, as a reader sees them without Word updating anything.

A template holds Word's own fields: TOC where a list is to stand, SEQ in a caption. What Word last showed in them is
taken out when the template is prepared (it would hold tags of headings that stand in loops); `complete` writes what
they show after a document is rendered: captions numbered in their order, and one entry for each heading or caption,
with a bookmark there and a PAGEREF field to it. Those fields show nothing until `page_numbers` fills them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST = re.compile(r"\s*TOC\b")
_SEQUENCE = re.compile(
    r"(<w:instrText[^<>]*>\s*SEQ\s+(\w+)[^<>]*<(?:(?!fldCharType=\"end\").){0,400}?<w:t(?: [^<>]*)?>)[^<]*(?=</w:t>)"
)
"""A caption's number up to its text, and its label."""
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
        rooms = [(match, *_selected(match[1])) for match in _ROOM.finditer(body)]
        if not rooms:
            return body
        wanted = {(label, level) for _, label, levels in rooms for level in levels}
        every = (*self._headings(body), *_captions(body))
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

    def _headings(self, body: str) -> Iterator[Listed]:
        if not self.headings:
            return
        styles = "|".join(map(re.escape, self.headings))
        for match in re.finditer(f'<w:pStyle w:val="({styles})"/>', body):
            start, end = body.index("</w:pPr>", match.end()) + len("</w:pPr>"), body.index("</w:p>", match.end())
            text = shown(body[start:end])
            if text:
                yield Listed(text, start, end, level=self.headings[match[1]])

    def _list(self, instruction: str, listed: Mapping[Listed, str], width: int) -> str:
        entries = [self._entry(item, name, width) for item, name in listed.items()]
        entries[0] = entries[0].replace("</w:pPr>", f"</w:pPr>{_code(instruction)}", 1)
        entries[-1] = entries[-1].removesuffix("</w:p>") + f"{_END}</w:p>"
        return "".join(entries)

    def _entry(self, item: Listed, name: str, width: int) -> str:
        style = self.entries.get(item.level)
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
        text = _run(f'<w:t xml:space="preserve">{item.text}</w:t>') + _run("<w:tab/>")
        page = _code(f" PAGEREF {name} \\h ") + _run("<w:t></w:t>") + _END
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{text}{page}</w:hyperlink>'
        return f"<w:p><w:pPr>{named}{tab}</w:pPr>{link}</w:p>"


def _numbered(body: str) -> str:
    """Every label's captions numbered 1, 2, … in the order in which they stand."""
    counters: dict[str, Iterator[int]] = {}
    return _SEQUENCE.sub(lambda match: f"{match[1]}{next(counters.setdefault(match[2], count(1)))}", body)


def _captions(body: str) -> Iterator[Listed]:
    for match in _SEQUENCE.finditer(body):
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


def _text_width(body: str, place: int) -> int:
    """Between the margins of the section that a place belongs to; twips."""
    sizes = dict(re.findall(r'\bw:(w|left|right)="(\d+)"', body[body.index("<w:pgSz", place) :][:600]))
    return int(sizes["w"]) - int(sizes["left"]) - int(sizes["right"])


def _replaced(body: str, pieces: list[tuple[int, int, str]]) -> str:
    """The text with its parts from … to … replaced, given in order."""
    found: list[str] = []
    end = 0
    for start, stop, new in pieces:
        found += (body[end:start], new)
        end = stop
    return "".join((*found, body[end:]))


def content_start(body: str, place: int) -> int:
    """Where, behind its properties, the content of the paragraph begins that a place lies in."""
    start = max(body.rfind("<w:p>", 0, place), body.rfind("<w:p ", 0, place))
    start = body.index(">", start) + 1
    return body.index("</w:pPr>", start) + len("</w:pPr>") if body.startswith("<w:pPr>", start) else start


def shown(content: str) -> str:
    """The text of a paragraph's XML on one line, as XML."""
    pieces = re.findall(r"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(?:br|tab|cr)[ /]", content)
    # findall gives "" for a break or tab.
    return " ".join("".join(piece or " " for piece in pieces).split())


def of(body: etree._Element, styles: etree._Element) -> Contents | None:
    """What a template's body and styles.xml say; None if there is neither list nor caption.

    The ids of styles differ with Word's language, their names do not.
    """
    codes = [(part.text or "").split()[:1] for part in body.iter(f"{_W}instrText")]
    if ["TOC"] not in codes and ["SEQ"] not in codes:
        return None
    ids = {
        style.find(f"{_W}name").get(f"{_W}val", "").lower(): style.get(f"{_W}styleId", "")  # type: ignore[union-attr]
        for style in styles.iter(f"{_W}style")
        if style.find(f"{_W}name") is not None
    }
    headings = {ids[f"heading {level}"]: level for level in range(1, 10) if f"heading {level}" in ids}
    entries = {level: ids[f"toc {level}"] for level in range(1, 10) if f"toc {level}" in ids}
    figures = ids.get("table of figures")
    return Contents(headings, {**entries, 0: figures} if figures else entries, ["TOC"] in codes)


def make_room(body: etree._Element) -> None:
    """Take out of a template's lists what Word last showed in them, and the bookmarks that it set for them."""
    for simple in [*body.iter(f"{_W}fldSimple")]:
        _spell_out(simple)
    for paragraph in [*body.iter(f"{_W}p")]:
        _empty(paragraph)
    for bookmark in [*body.iter(f"{_W}bookmarkStart")]:
        if bookmark.get(f"{_W}name", "").startswith("_Toc"):
            known = bookmark.get(f"{_W}id")
            ends = [end for end in body.iter(f"{_W}bookmarkEnd") if end.get(f"{_W}id") == known]
            for mark in (bookmark, *ends):
                mark.getparent().remove(mark)  # type: ignore[union-attr]


def _spell_out(simple: etree._Element) -> None:
    """A field in one element as the runs that Word makes of other fields."""
    runs = etree.fromstring(
        f'<w:p xmlns:w="{_W[1:-1]}">{_code("")}{_END}</w:p>', etree.XMLParser(resolve_entities=False)
    )
    runs[1][0].text = simple.get(f"{_W}instr")
    parent = simple.getparent()
    assert parent is not None
    place = parent.index(simple)
    parent[place : place + 1] = [*[*runs][:3], *simple, runs[-1]]


def _empty(paragraph: etree._Element) -> None:
    """Reduce a list that begins in this paragraph to a paragraph with an empty field."""
    parts = [*paragraph.iter(f"{_W}fldChar", f"{_W}instrText")]
    code = "".join(part.text or "" for part in parts[:4] if part.tag == f"{_W}instrText")
    if not _LIST.match(code):
        return
    depth, last = 0, paragraph
    for last in (paragraph, *paragraph.itersiblings(f"{_W}p")):
        for mark in last.iter(f"{_W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{_W}fldCharType", ""), 0)
        if depth == 0:
            break
    else:
        return
    parent = paragraph.getparent()
    assert parent is not None
    behind = [sibling for sibling in paragraph.itersiblings() if parent.index(sibling) <= parent.index(last)]
    for sibling in behind:
        if sibling is last and sibling.find(f"{_W}pPr/{_W}sectPr") is not None:
            sibling[:] = sibling.findall(f"{_W}pPr")
        else:
            parent.remove(sibling)
    room = etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{_code("")}{_END}</w:p>')
    room[1][0].text = code
    paragraph[:] = [*room]
    paragraph.attrib.clear()
