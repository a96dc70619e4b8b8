"""The paragraphs of a part, each with its place as a person would say it and its text put together from its runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from pipeline.word.lint.shapes import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TRANSPARENT = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo", "smartTag")
)
"""Elements that stand around paragraphs, rows or cells without being a place of their own."""
_LIST = re.compile(r"\s*TOC\b")
_NOTES = {f"{W}footnote": "catatan", f"{W}endnote": "catatan"}


def paragraphs(root: etree._Element, file: str, part: str, label: str) -> list[Paragraph]:
    """Every paragraph of a part, in the order of the XML. A text box that Word saved twice is read once."""
    numbers = {element: number for number, element in enumerate(root.iter(f"{W}p"))}
    listed = _shown_by_lists(root)
    container = root.find(f"{W}body") if root.tag == f"{W}document" else root
    found = _blocks(container if container is not None else root, "")
    return [
        Paragraph(file, part, label, where, numbers[element], *_text(element, listed), element, "kotak teks" in where)
        for where, element in found
    ]


def _blocks(container: etree._Element, before: str) -> Iterator[tuple[str, etree._Element]]:
    """The paragraphs of a body, a cell or a text box, with those of the tables and boxes in them."""
    children = list(_children(container))
    lone = before.endswith(tuple("0123456789")) and sum(child.tag == f"{W}p" for child in children) == 1
    texts, tables, notes = count(1), count(1), count(1)
    for child in children:
        if child.tag == f"{W}p":
            where = before if lone else _joined(before, f"paragraf {next(texts)}")
            yield where, child
            for box in _boxes(child):
                yield from _blocks(box, f"{where}, kotak teks")
        elif child.tag == f"{W}tbl":
            yield from _cells(child, _joined(before, f"tabel {next(tables)}"))
        elif child.tag in _NOTES:
            yield from _blocks(child, _joined(before, f"{_NOTES[child.tag]} {next(notes)}"))


def _cells(table: etree._Element, before: str) -> Iterator[tuple[str, etree._Element]]:
    rows = (child for child in _children(table) if child.tag == f"{W}tr")
    for row_number, row in enumerate(rows, start=1):
        cells = (child for child in _children(row) if child.tag == f"{W}tc")
        for cell_number, cell in enumerate(cells, start=1):
            yield from _blocks(cell, f"{before}, baris {row_number}, sel {cell_number}")


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in _TRANSPARENT:
            yield from _children(child)
        else:
            yield child


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(f"{W}txbxContent"):
        doubled = next(box.iterancestors(_FALLBACK), None) is not None
        if not doubled and next(box.iterancestors(f"{W}p")) is paragraph:
            yield box


def _text(
    paragraph: etree._Element, left_out: frozenset[etree._Element]
) -> tuple[str, tuple[tuple[int, etree._Element], ...]]:
    """The paragraph's own text, and where in it each of its runs begins."""
    pieces: list[str] = []
    runs: list[tuple[int, etree._Element]] = []
    length = 0
    for run in own_runs(paragraph):
        runs.append((length, run))
        for element in () if run in left_out else run:
            piece = _written(element)
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), tuple(runs)


def own_runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, in links and tracked changes too, but not those of a text box in it."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is paragraph:
            yield run


def _shown_by_lists(root: etree._Element) -> frozenset[etree._Element]:
    """The runs that tables of contents last showed: headings once more, with the tags that stand in them.

    One that holds a statement was not made by Word: its entries are written by the template itself.
    """
    found: list[etree._Element] = []
    open_fields: list[_Field] = []
    for run in root.iter(f"{W}r"):
        for one in open_fields:
            if one.shows:
                one.runs.append(run)
        for element in run.iter(f"{W}fldChar", f"{W}instrText"):
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append(_Field())
            elif kind == "end" and open_fields:
                found += open_fields.pop().listed()
            elif open_fields and kind == "separate":
                open_fields[-1].shows = True
            elif open_fields:
                open_fields[-1].code += element.text or ""
    return frozenset(found)


@dataclass
class _Field:
    """A field of Word's that is being read."""

    code: str = ""
    shows: bool = False
    """Whether its code is over: what follows is what it shows."""
    runs: list[etree._Element] = field(default_factory=list)

    def listed(self) -> list[etree._Element]:
        shown = "".join(str(text) for run in self.runs for text in run.itertext())
        return self.runs if _LIST.match(self.code) and "{%" not in shown else []


def _written(element: etree._Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}tab":
        return "\t"
    return "\n" if element.tag == f"{W}br" else ""


def _joined(before: str, here: str) -> str:
    return f"{before}, {here}" if before else here
