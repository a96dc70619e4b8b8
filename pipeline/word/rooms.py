"""Room for lists in a template: its TOC fields without what Word last showed in them.

That would be wrong in every document, and where the clerk has updated the list in the template it holds the tags of
headings that stand in loops.
"""

import re

from lxml import etree

from pipeline.word.contents import EMPTY_FIELD, Contents

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST = re.compile(r"\s*TOC\b")


def contents_of(body: etree._Element, styles: etree._Element) -> Contents | None:
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
    """Take out of a template's lists what Word last showed in them, and the bookmarks that it set for them.

    Also what a paragraph or section looked like before a tracked change: properties within properties.
    """
    for change in [*body.iter(f"{_W}pPrChange", f"{_W}sectPrChange")]:
        change.getparent().remove(change)  # type: ignore[union-attr]
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
    runs = etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{EMPTY_FIELD}</w:p>', etree.XMLParser(resolve_entities=False))
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
    room = etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{EMPTY_FIELD}</w:p>')
    room[1][0].text = code
    paragraph[:] = [*room]
    paragraph.attrib.clear()
