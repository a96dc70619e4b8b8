"""Tags that take their paragraph, row or cell away with whatever stands beside them; places where no tag can work."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.word.lint import file_faults, tag_faults
from pipeline.word.lint.blocks import unit_of
from pipeline.word.lint.layout import W, own_runs
from pipeline.word.lint.shapes import Fault, Paragraph
from pipeline.word.lint.tags import Tag

if TYPE_CHECKING:
    from lxml import etree

_UNIT_WORDS = {"p": "paragraf", "tr": "baris", "tc": "sel"}
_OBJECTS = tuple(f"{W}{name}" for name in ("drawing", "pict", "object", "sectPr"))
_NO_LOOK = frozenset(f"{W}{name}" for name in ("lang", "noProof", "rFonts"))
"""What Word writes into a run by itself; a font for one letter more is no look of its own."""
_TRACKED = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_LONGEST = 60


def placed(paragraphs: list[Paragraph], tags: list[Tag]) -> Iterator[Fault]:
    """What is wrong with where the tags of a part stand."""
    yield from _eaten(paragraphs, tags)
    by_paragraph: dict[int, list[Tag]] = {}
    for tag in tags:
        by_paragraph.setdefault(tag.paragraph.number, []).append(tag)
    for paragraph in paragraphs:
        own = by_paragraph.get(paragraph.number, [])
        if own:
            yield from _surrounded(paragraph, own[0])
            yield from (
                paragraph.fault(file_faults.MIXED_LOOK, tag=tag.shown) for tag in own if tag.sound and _mixed(tag)
            )
        if paragraph.element is not None and next(_own(paragraph.element, _TRACKED), None) is not None:
            yield paragraph.fault(file_faults.TRACKED)


def _eaten(paragraphs: list[Paragraph], tags: list[Tag]) -> Iterator[Fault]:
    units: dict[tuple[str, etree._Element], list[Tag]] = {}
    for tag in tags:
        if tag.level not in _UNIT_WORDS:
            continue
        unit = unit_of(tag.paragraph, tag.level)
        if unit is None:
            if tag.paragraph.element is not None:
                yield tag.paragraph.fault(tag_faults.OUTSIDE_TABLE, tag=tag.shown)
        else:
            units.setdefault((tag.level, unit), []).append(tag)
    for (level, unit), inside in units.items():
        tag = inside[-1]
        said = {"unit": _UNIT_WORDS[level], "level": f"{{%{level} %}}", "tag": tag.shown}
        if len(inside) > 1:
            yield tag.paragraph.fault(tag_faults.TWO_TAGS, **said)
            continue
        lost = " ".join(_beside(tag, unit, paragraphs).split())
        if lost:
            yield tag.paragraph.fault(tag_faults.EATS_TEXT, **said, lost=lost[:_LONGEST])
        elif next(unit.iter(*_OBJECTS), None) is not None or _breaks_page(unit):
            yield tag.paragraph.fault(tag_faults.EATS_OBJECT, **said)


def _beside(tag: Tag, unit: "etree._Element", paragraphs: list[Paragraph]) -> str:
    """What else is written in the unit that a tag takes away."""
    inside = set(unit.iter(f"{W}p"))
    texts = [
        f"{paragraph.text[: tag.start]} {paragraph.text[tag.end :]}" if paragraph is tag.paragraph else paragraph.text
        for paragraph in paragraphs
        if paragraph.element in inside
    ]
    return " ".join(texts)


def _breaks_page(unit: "etree._Element") -> bool:
    return any(found.get(f"{W}type") in ("page", "column") for found in unit.iter(f"{W}br"))


def _surrounded(paragraph: Paragraph, tag: Tag) -> Iterator[Fault]:
    """Said once for a paragraph: that it stands where Word does other things with text than print it."""
    element = paragraph.element
    if paragraph.text_box:
        yield paragraph.fault(file_faults.IN_TEXT_BOX, tag=tag.shown)
    if (element is not None and _controlled(element)) or any(
        _covers(tag, start, run) for start, run in paragraph.runs if _controlled(run)
    ):
        yield paragraph.fault(file_faults.IN_CONTENT_CONTROL, tag=tag.shown)


def _controlled(element: "etree._Element") -> bool:
    """Whether it stands in a content control; the frame that Word puts around a table of contents is none to fill."""
    return any(control.find(f"{W}sdtPr/{W}docPartObj") is None for control in element.iterancestors(f"{W}sdt"))


def _covers(tag: Tag, start: int, run: "etree._Element") -> bool:
    return tag.start <= start < tag.end or start <= tag.start < start + len("".join(map(str, run.itertext())))


def _mixed(tag: Tag) -> bool:
    """Whether the runs that a tag is spread over look different."""
    runs = [*tag.paragraph.runs, (len(tag.paragraph.text), None)]
    looks = {
        _look(run)
        for (start, run), (end, _) in pairwise(runs)
        if run is not None and start < tag.end and end > tag.start
    }
    return len(looks) > 1


def _look(run: "etree._Element") -> frozenset[tuple[str, tuple[tuple[str, str], ...]]]:
    properties = run.find(f"{W}rPr")
    return frozenset(
        (str(child.tag), tuple(sorted((str(key), str(value)) for key, value in child.attrib.items())))
        for child in (() if properties is None else properties)
        if child.tag not in _NO_LOOK
    )


def _own(paragraph: "etree._Element", kinds: tuple[str, ...]) -> "Iterator[etree._Element]":
    """Elements of a paragraph, not of a text box in it."""
    for element in paragraph.iter(*kinds):
        if next(element.iterancestors(f"{W}p"), None) is paragraph:
            yield element


def in_codes_and_links(paragraphs: list[Paragraph], targets: dict[str, str]) -> Iterator[Fault]:
    """Tags in the codes of Word's fields and in the addresses of links. `targets`: of the part's relationships."""
    for paragraph in paragraphs:
        element = paragraph.element
        if element is None:
            continue
        codes = [run.findtext(f"{W}instrText") or "" for run in own_runs(element)]
        codes = ["".join(codes), *(field.get(f"{W}instr", "") for field in _own(element, (f"{W}fldSimple",)))]
        yield from (
            paragraph.fault(file_faults.IN_FIELD_CODE, tag=code.strip()[:_LONGEST]) for code in codes if has_tag(code)
        )
        for link in _own(element, (f"{W}hyperlink",)):
            target = next((targets[value] for value in link.attrib.values() if value in targets), "")
            if has_tag(target.replace("%7B", "{").replace("%20", " ").replace("%25", "%").replace("%7D", "}")):
                yield paragraph.fault(file_faults.IN_LINK, tag=target[:_LONGEST])


def has_tag(text: str) -> bool:
    return "{{" in text or "{%" in text
