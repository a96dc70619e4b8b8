"""A copy of a template in which each fault is a Word comment at its paragraph; comments of earlier checks are replaced.

Word knows comments in the body only: a fault in a header, or one of the whole file, is told at the first paragraph.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from pipeline.failures import Failure
from pipeline.word import guard, package
from pipeline.word.comments import COMMENTS, MARKS, comment_parts, drop, repacked, unpacked
from pipeline.word.guard import BODY, Inspected
from pipeline.word.lint.file_faults import OUR_COMMENTS
from pipeline.word.lint.layout import W
from pipeline.word.lint.shapes import Fault
from pipeline.word.package import CONTENT_TYPES

AUTHOR = "berkas templates check"
"""By which comments of earlier checks are known."""
_INITIALS = "berkas"
_PART = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def authors(inspected: Inspected) -> list[str]:
    """Who wrote each of the comments that a template carries."""
    name = _part(inspected.types)
    root = inspected.trees.get(name) if name else None
    return [] if root is None else [comment.get(f"{W}author", "") for comment in root.iter(f"{W}comment")]


def commented_file(path: Path, faults: Iterable[Fault]) -> bytes | None:
    """See `pipeline.word.lint.commented`."""
    try:
        data = guard.read(path)
        types = guard.opened(data, path.name).types
    except Failure:
        return None
    return commented(data, types, [fault for fault in faults if fault.finding.message.code != OUR_COMMENTS.code])


def commented(data: bytes, types: Mapping[str, str], faults: Iterable[Fault]) -> bytes:
    """The template file with a comment for each fault. The same file and faults give the same bytes."""
    members, trees = unpacked(data)
    part = _part(types) or _PART
    if part not in trees:
        trees[part] = etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})
        _announce(trees, part)
    _remove_ours(trees, part)
    taken = [int(comment.get(f"{W}id", "0")) for comment in trees[part].iter(f"{W}comment")]
    paragraphs = list(trees[BODY].iter(f"{W}p"))
    for number, fault in enumerate(faults, start=max(taken, default=0) + 1):
        trees[part].append(_comment(number, fault))
        at = fault.paragraph if fault.part == BODY else 0
        if paragraphs:
            _anchor(paragraphs[max(at, 0)], number)
    return repacked(members, trees)


def _part(types: Mapping[str, str]) -> str | None:
    """The part that holds the comments; None: there are none."""
    return next((name for name, kind in comment_parts(types).items() if kind == COMMENTS), None)


def _announce(trees: Mapping[str, etree._Element], part: str) -> None:
    """Content type and relationship of a new part."""
    types = trees[CONTENT_TYPES]
    namespace = etree.QName(types).namespace
    etree.SubElement(types, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=_TYPE)
    relations = trees[package.relationships_name(BODY)]
    taken = {element.get("Id") for element in relations}
    number = next(number for number in range(1, len(taken) + 2) if f"rIdBerkas{number}" not in taken)
    etree.SubElement(
        relations,
        f"{{{_RELATIONS}}}Relationship",
        Id=f"rIdBerkas{number}",
        Type=_RELATION,
        Target=part.removeprefix("word/"),
    )


def _remove_ours(trees: Mapping[str, etree._Element], part: str) -> None:
    ours = [comment for comment in trees[part].iter(f"{W}comment") if comment.get(f"{W}author") == AUTHOR]
    numbers = {comment.get(f"{W}id") for comment in ours}
    lines = {value for comment in ours for value in _line_ids(comment)}
    for comment in ours:
        trees[part].remove(comment)
    for tree in trees.values():
        for mark in [*tree.iter(*MARKS)]:
            if mark.get(f"{W}id") in numbers:
                drop(mark)
        # What newer versions of Word keep of a comment in parts of their own is known by its paragraph.
        if lines and etree.QName(tree).localname in ("commentsEx", "commentsIds"):
            for kept in [*tree]:
                if lines.intersection(_line_ids(kept)):
                    tree.remove(kept)


def _line_ids(element: etree._Element) -> list[str]:
    return [
        str(value) for inner in element.iter() for name, value in inner.attrib.items() if str(name).endswith("}paraId")
    ]


def _comment(number: int, fault: Fault) -> etree._Element:
    finding = fault.finding
    comment = etree.Element(f"{W}comment")
    comment.set(f"{W}id", str(number))
    comment.set(f"{W}author", AUTHOR)
    comment.set(f"{W}initials", _INITIALS)
    where = ", ".join(part for part in (finding.place.sheet, finding.place.cell) if part)
    for line in (f"[{finding.code}] {where}".rstrip(), finding.text, finding.fix):
        paragraph = etree.SubElement(comment, f"{W}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        text.text = line
        text.set(_SPACE, "preserve")
    return comment


def _anchor(paragraph: etree._Element, number: int) -> None:
    """Marks around what stands in a paragraph, and the reference by which Word shows the comment."""
    start, end = etree.Element(MARKS[0]), etree.Element(MARKS[1])
    run = etree.Element(f"{W}r")
    reference = etree.SubElement(run, MARKS[2])
    for mark in (start, end, reference):
        mark.set(f"{W}id", str(number))
    first = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if first is None else 1, start)
    paragraph.append(end)
    paragraph.append(run)
