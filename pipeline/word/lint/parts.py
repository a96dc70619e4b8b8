"""What a part leans on besides its tags: styles, lists, pictures and links, a paragraph that always stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.word import package
from pipeline.word.lint import file_faults
from pipeline.word.lint.layout import W
from pipeline.word.lint.shapes import Fault, Paragraph
from pipeline.word.lint.tags import Tag

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.word.guard import Inspected

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLE_USES = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_NEVER_EMPTY = tuple(f"{W}{name}" for name in ("hdr", "ftr", "footnote", "txbxContent"))
"""What Word wants at least one paragraph or table in. Cells, too, but the renderer sees to them."""


def relationships(inspected: "Inspected", part: str) -> dict[str, str]:
    """What a part points to, by the id of the relationship: a member's name, or an address outside."""
    tree = inspected.trees.get(package.relationships_name(part))
    found: dict[str, str] = {}
    for element in () if tree is None else tree:
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            target = _member(part, target)
        found[element.get("Id", "")] = target
    return found


def _member(part: str, target: str) -> str:
    """The name of the member that a relative target means."""
    steps: list[str] = [] if target.startswith("/") else list(PurePosixPath(part).parent.parts)
    for step in PurePosixPath(target.lstrip("/")).parts:
        if step == "..":
            steps[-1:] = []
        else:
            steps.append(step)
    return "/".join(steps)


@dataclass(frozen=True)
class Leaning:
    """What a template has that its parts lean on."""

    styles: frozenset[str]
    lists: frozenset[str]

    @classmethod
    def of(cls, inspected: "Inspected") -> "Leaning":
        return cls(
            _listed(inspected, "word/styles.xml", "style", "styleId"),
            _listed(inspected, "word/numbering.xml", "num", "numId"),
        )


def _listed(inspected: "Inspected", part: str, element: str, attribute: str) -> frozenset[str]:
    tree = inspected.trees.get(part)
    found = () if tree is None else tree.iter(f"{W}{element}")
    return frozenset(one.get(f"{W}{attribute}", "") for one in found)


def looks_missing(inspected: "Inspected", part: str, paragraphs: list[Paragraph], leaning: Leaning) -> Iterator[Fault]:
    """Styles and lists that are used and not there, each said once, where it is first used."""
    by_element = {paragraph.element: paragraph for paragraph in paragraphs}
    said: set[tuple[bool, str]] = set()
    for element in inspected.trees[part].iter(*_STYLE_USES, f"{W}numId"):
        used, is_list = element.get(f"{W}val", ""), element.tag == f"{W}numId"
        known = leaning.lists | {"0"} if is_list else leaning.styles
        at = _paragraph_of(element, by_element)
        if used in known or at is None or (is_list, used) in said:
            continue
        said.add((is_list, used))
        if is_list:
            yield at.fault(file_faults.MISSING_LIST, number=used)
        else:
            yield at.fault(file_faults.MISSING_STYLE, style=used)


def dangling(inspected: "Inspected", part: str, paragraphs: list[Paragraph]) -> Iterator[Fault]:
    """What a part points to and is not there, each said once."""
    by_element = {paragraph.element: paragraph for paragraph in paragraphs}
    targets, outside, said = relationships(inspected, part), _outside(inspected, part), {""}
    for element in inspected.trees[part].iter():
        named = (str(value) for name, value in element.attrib.items() if str(name).startswith(_R))
        for identity in named:
            there = identity in outside or targets.get(identity) in inspected.members
            at = None if there or identity in said else _paragraph_of(element, by_element)
            if at is not None:
                said.add(identity)
                yield at.fault(file_faults.DANGLING, target=targets.get(identity) or identity)


def _outside(inspected: "Inspected", part: str) -> frozenset[str]:
    """The ids of the relationships that point outside the file."""
    tree = inspected.trees.get(package.relationships_name(part))
    found = () if tree is None else tree
    return frozenset(element.get("Id", "") for element in found if element.get("TargetMode") == "External")


def _paragraph_of(element: "etree._Element", by_element: "dict[etree._Element | None, Paragraph]") -> Paragraph | None:
    """The paragraph that an element stands in, or the first of the table or the part that it belongs to."""
    own = next((paragraph for parent in element.iterancestors(f"{W}p") if (paragraph := by_element.get(parent))), None)
    if own is not None:
        return own
    table = next(element.iterancestors(f"{W}tbl"), None)
    for first in () if table is None else table.iter(f"{W}p"):
        return by_element.get(first)
    return next(iter(by_element.values()), None)


def tables_without_columns(root: "etree._Element", paragraphs: list[Paragraph]) -> Iterator[Fault]:
    by_element = {paragraph.element: paragraph for paragraph in paragraphs}
    for table in root.iter(f"{W}tbl"):
        first = next(table.iter(f"{W}p"), None)
        if table.find(f"{W}tblGrid") is None and first in by_element:
            yield by_element[first].fault(file_faults.NO_GRID)


def may_be_empty(root: "etree._Element", paragraphs: list[Paragraph], tags: list[Tag]) -> Iterator[Fault]:
    """Headers, footers, notes and text boxes whose every paragraph a condition may take away."""
    by_element = {paragraph.element: paragraph for paragraph in paragraphs}
    statements = {tag.paragraph.element: tag.keyword for tag in tags if tag.level == "p" and tag.kind == "{%"}
    for holder in root.iter(*_NEVER_EMPTY):
        children = [child for child in holder if child.tag in (f"{W}p", f"{W}tbl", f"{W}sdt")]
        known = [child for child in children if child in by_element]
        if children and known and not _something_stays(children, statements):
            yield by_element[known[0]].fault(file_faults.MAY_EMPTY_PART)


def _something_stays(children: "list[etree._Element]", statements: "dict[etree._Element | None, str]") -> bool:
    """Whether one of these is there whatever the conditions are: outside of all, or in each branch of one."""
    stays = [False]
    branches: list[list[bool]] = []
    for child in children:
        keyword = statements.get(child)
        if keyword is None:
            stays[-1] = True
        elif keyword in ("if", "for"):
            stays.append(False)
            branches.append([keyword == "if"])
        elif keyword in ("else", "elif") and branches:
            branches[-1] += [stays[-1]] if keyword == "elif" else [stays[-1], True]
            stays[-1] = False
        elif keyword in ("endif", "endfor") and branches:
            last, seen = stays.pop(), branches.pop()
            has_else = len(seen) > 1 and keyword == "endif"
            stays[-1] = stays[-1] or (has_else and all(seen) and last)
    return stays[0]
