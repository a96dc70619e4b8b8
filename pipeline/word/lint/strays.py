"""Braces that belong to no tag: what is left of one whose marks were typed apart or once too often. They are printed.

A tag that is not closed, or lacks a brace, is told where tags are read; what a tag takes away, where that is looked at.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.word.lint import tag_faults
from pipeline.word.lint.blocks import unit_of
from pipeline.word.lint.layout import W
from pipeline.word.lint.shapes import Fault, Paragraph
from pipeline.word.lint.tags import Tag
from pipeline.word.text import SPELLED_BRACES

if TYPE_CHECKING:
    from lxml import etree

_AROUND = 30
"""Letters that are shown on either side of a brace."""


def strays(paragraphs: list[Paragraph], tags: list[Tag], told: Iterable[Fault]) -> Iterator[Fault]:
    """The paragraphs in which a brace is left over, each said once. `told`: what is wrong with how tags are written."""
    of_braces = (tag_faults.UNCLOSED, tag_faults.BRACES)
    spoken = {fault.paragraph for fault in told if fault.finding.message in of_braces}
    eaten = _eaten(tags)
    goes_on = False
    for paragraph in paragraphs:
        own = [tag for tag in tags if tag.paragraph is paragraph]
        brace = re.search("[{}]", _without(own, paragraph.text))
        if brace and not goes_on and paragraph.number not in spoken and paragraph.element not in eaten:
            yield paragraph.fault(tag_faults.STRAY, words=_around(paragraph.text, brace.start()))
        if own:
            goes_on = not own[-1].ended
        elif brace:
            goes_on = False


def _eaten(tags: Iterable[Tag]) -> "set[etree._Element]":
    """The paragraphs that are taken away with their tags."""
    units = (unit_of(tag.paragraph, tag.level) for tag in tags if tag.level in ("p", "tr", "tc"))
    return {paragraph for unit in units if unit is not None for paragraph in unit.iter(f"{W}p")}


def _without(tags: Iterable[Tag], text: str) -> str:
    """The text with blanks for its tags, and for the spellings by which docxtpl lets a template say braces."""
    for tag in tags:
        text = f"{text[: tag.start]}{' ' * len(tag.text)}{text[tag.end :]}"
    for spelled in SPELLED_BRACES:
        text = text.replace(spelled, " " * len(spelled))
    return text


def _around(text: str, at: int) -> str:
    start, end = max(at - _AROUND, 0), at + _AROUND
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
