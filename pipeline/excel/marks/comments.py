"""Comments at marked cells. Those of the clerk stay; ours stand below them, and go again without a trace."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.excel.marks import vml
from pipeline.excel.marks.cells import Address, Measures, address, put_child
from pipeline.excel.marks.package import DOCUMENT, MAIN, Package, main, writable
from pipeline.excel.marks.shapes import COLOURS, Severity

AUTHOR = "Berkas"
SIGN = "[Berkas]"
"""How each of our texts begins …"""
END = "— Berkas"
"""… and ends, on a line of its own. By both they are recognised, whoever is said to be their author. One without
its end is the clerk's: nobody can tell where his own words begin in it."""

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ONE = rf"{re.escape(SIGN)} (?:(?!\n{re.escape(SIGN)} ).)*?\n{END}(?![^\r\n])"
_OURS = re.compile(rf"\A{_ONE}\n*|\n\n?{_ONE}", re.DOTALL)
_THREAD = "tc="
"""How the author of a comment is called that only stands in for a threaded one; Excel shows the thread."""
_LONGEST = 2_000
_BOX_WIDTH, _WIDE_BOX_WIDTH, _HIGHEST_BOX = 320, 480, 480
_PIXELS_OF_CHARACTER, _PIXELS_OF_LINE = 6.2, 16
_MANY_LINES = 14


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said at a cell."""

    severity: Severity
    text: str


def add(package: Package, sheet: str, comments: Mapping[Address, Comment]) -> None:
    """Add comments to the cells of a sheet part."""
    part = _comments_part(package, sheet)
    root = package.edit(part)
    listed, authors = root.find(main("commentList")), root.find(main("authors"))
    if listed is None or authors is None:
        return
    names = [author.text or "" for author in authors]
    present = {address(comment.get("ref", "")): comment for comment in listed.iterchildren(main("comment"))}
    ours = _author(authors, names)
    new: list[Address] = []
    for where, comment in sorted(comments.items()):
        text = f"{writable(f'{SIGN} {comment.text}', _LONGEST)}\n{END}"
        old = present.get(where)
        if old is None:
            new.append(where)
            _say(etree.SubElement(listed, main("comment"), ref=str(where), authorId=str(ours)), text)
        elif not _author_of(old, names).startswith(_THREAD):
            _say(old, f"\n\n{text}")
    if new:
        measures = Measures(package.look(sheet))
        _draw(package, sheet, [_box(where, comments[where], measures) for where in new])


def erase(package: Package, sheet: str) -> None:
    """Take our comments out of a sheet part, and our texts out of the clerk's."""
    for relation in package.related(sheet, "comments"):
        listed = package.look(relation.target).find(main("commentList"))
        signed = [comment for comment in listed if _OURS.search(_text(comment))] if listed is not None else []
        if listed is None or not signed:
            continue
        package.edit(relation.target)
        emptied: set[tuple[int, int]] = set()
        for comment in signed:
            where = address(comment.get("ref", ""))
            if _cut(comment) and where:
                listed.remove(comment)
                emptied.add((where.row - 1, where.column - 1))
        if not len(listed):
            package.unrelate(sheet, relation.id)
            package.remove(relation.target)
        _undraw(package, sheet, emptied)


def _comments_part(package: Package, sheet: str) -> str:
    for relation in package.related(sheet, "comments"):
        return relation.target
    part = package.free_name("xl/comments{}.xml")
    package.put(part, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode(), _COMMENTS_TYPE)
    package.relate(sheet, "comments", part)
    return part


def _author(authors: etree._Element, names: list[str]) -> int:
    if AUTHOR not in names:
        etree.SubElement(authors, main("author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _author_of(comment: etree._Element, names: list[str]) -> str:
    number = int(comment.get("authorId") or 0)
    return names[number] if 0 <= number < len(names) else ""


def _say(comment: etree._Element, text: str) -> None:
    """Add a run of text to a comment; a plain text before it becomes a run of its own."""
    body = comment.find(main("text"))
    if body is None:
        body = etree.SubElement(comment, main("text"))
    plain = body.find(main("t"))
    if plain is not None:
        run = etree.Element(main("r"))
        body.replace(plain, run)
        run.append(plain)
    run = etree.SubElement(body, main("r"))
    look = etree.SubElement(run, main("rPr"))
    for name, value in (("sz", "9"), ("color", "FF000000"), ("rFont", "Tahoma"), ("family", "2")):
        etree.SubElement(look, main(name), {"rgb" if name == "color" else "val": value})
    said = etree.SubElement(run, main("t"))
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _text(comment: etree._Element) -> str:
    return "".join(piece.text or "" for piece in comment.iter(main("t")))


def _cut(comment: etree._Element) -> bool:
    """Cut our texts; whether nothing else stood there."""
    text = _text(comment)
    ours = [range(*found.span()) for found in _OURS.finditer(text)]
    if not _OURS.sub("", text).strip():
        return True
    place = 0
    for piece in list(comment.iter(main("t"))):
        signs = list(enumerate(piece.text or "", start=place))
        place += len(signs)
        piece.text = "".join(sign for at, sign in signs if not any(at in cut for cut in ours))
        run = piece.getparent()
        if not piece.text and run is not None and run.tag == main("r"):
            run.getparent().remove(run)  # type: ignore[union-attr]
    return False


def _draw(package: Package, sheet: str, boxes: Iterable[vml.Box]) -> None:
    """Put boxes into the drawing of a sheet, which is made when there is none."""
    drawings = [name for name in package.names() if name.casefold().endswith(".vml")]
    first_id = vml.free_ids(package.content(name) for name in drawings)
    root = package.look(sheet)
    present = root.find(main("legacyDrawing"))
    identifier = present.get(f"{{{DOCUMENT}}}id") if present is not None else None
    found = [relation.target for relation in package.related(sheet, "vmlDrawing") if relation.id == identifier]
    if found:
        package.put(found[0], vml.with_boxes(package.content(found[0]), boxes, first_id))
        return
    part = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.declare_ending("vml", _VML_TYPE)
    package.put(part, vml.with_boxes(vml.drawing(first_id), boxes, first_id))
    if present is None:
        present = etree.Element(main("legacyDrawing"), nsmap={"r": DOCUMENT})
        put_child(package.edit(sheet), present)
    present.set(f"{{{DOCUMENT}}}id", package.relate(sheet, "vmlDrawing", part))


def _undraw(package: Package, sheet: str, cells: set[tuple[int, int]]) -> None:
    """Take the boxes of these cells out of the drawing of a sheet, and the drawing when nothing else is in it."""
    present = package.look(sheet).find(main("legacyDrawing"))
    if present is None:
        return
    for relation in package.related(sheet, "vmlDrawing"):
        if relation.id != present.get(f"{{{DOCUMENT}}}id"):
            continue
        content = vml.without_boxes(package.content(relation.target), cells)
        package.put(relation.target, content)
        if not vml.has_shapes(content):
            package.unrelate(sheet, relation.id)
            package.remove(relation.target)
            package.edit(sheet).remove(present)


def _box(where: Address, comment: Comment, measures: Measures) -> vml.Box:
    """A box to the right of its cell, large enough for its text."""
    width = _BOX_WIDTH if _lines(comment.text, _BOX_WIDTH) <= _MANY_LINES else _WIDE_BOX_WIDTH
    height = min(_PIXELS_OF_LINE * (_lines(comment.text, width) + 1), _HIGHEST_BOX)
    first_row = max(where.row - 1, 1)
    right, right_pixels = _reach(measures.width, where.column + 1, 15 + width)
    low, low_pixels = _reach(measures.height, first_row, 4 + height)
    anchor = (where.column, 15, first_row - 1, 4, right - 1, right_pixels, low - 1, low_pixels)
    return vml.Box(where.row - 1, where.column - 1, COLOURS[comment.severity], anchor)


def _lines(text: str, width: int) -> int:
    characters = int(width / _PIXELS_OF_CHARACTER)
    return sum(1 + len(line) // characters for line in f"{SIGN} {text}\n{END}".split("\n"))


def _reach(size: Callable[[int], int], first: int, pixels: int) -> tuple[int, int]:
    """The column or row that lies so many pixels after the beginning of another, and the pixels into it."""
    number = first
    while pixels > size(number) and number < first + 200:
        pixels -= size(number)
        number += 1
    return number, pixels
