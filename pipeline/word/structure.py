"""Proof that every document a template can give has its elements in the order that Word wants, whatever the data.

The rules of `wordml` look at neighbours only. So the template is read once with all the states that its branches and
loops can leave: which elements are open, and which child each of them had last. A loop is read until no new state
appears. Where no state breaks a rule no document can, and none needs to be parsed; where one does, `soundness` looks
at each document that shows the sign of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import nodes

from pipeline.word import wordml
from pipeline.word.balance import unfinished_tag
from pipeline.word.environment import spelled

_TAG = re.compile(r"<(/?)([\w:.-]+)([^<>]*?)(/?)>")
_FIELD_CHARACTERS = {'"begin"': 1, '"end"': -1}
_MENDED = (None, "w:tcPr", "w:tbl")
"""The last child of a cell that `part` mends by an empty paragraph."""
_DEEPEST_FIELD = 8
"""Word's own limit is 20; a loop that opens a field in every round passes any."""


class _Open(NamedTuple):
    """An element that is open, the child it had last, and the element around it."""

    name: str
    last: str | None
    around: "_Open | None"


class _State(NamedTuple):
    """Where the reading stands: the innermost open element, how many fields are open, a tag not yet closed."""

    element: _Open
    fields: int = 0
    tag: str = ""


class _Tag(NamedTuple):
    closing: bool
    name: str
    empty: bool
    field: int
    """1 for the beginning of a field, -1 for its end."""


@dataclass(slots=True)
class Found:
    """What was seen while a template was read."""

    signs: dict[str, None] = field(default_factory=dict)
    """What stands in every document that breaks a rule: a document with none of these is in order."""
    emptied_cells: bool = False
    """A cell may lose all its paragraphs."""
    open_fields: bool = False
    """A field may be left open; conditions can belong together in ways that are not seen here."""
    tags: dict[str, tuple[tuple[_Tag, ...], str]] = field(default_factory=dict, repr=False)
    """By text: the body of a loop is read several times."""


def read(template: nodes.Template) -> Found:
    """All that documents of this template can have wrong. `balance` has proved it already."""
    found = Found()
    ends = _after(template.body, {_State(_Open("", None, None))}, frozenset(), found)
    found.open_fields = any(end.fields for end in ends)
    for loop in template.find_all(nodes.For):
        if any("<w:bookmarkStart" in text.data for text in loop.find_all(nodes.TemplateData)):
            found.signs["<w:bookmarkStart"] = None
    return found


def _after(body: Sequence[nodes.Node], states: Iterable[_State], sure: frozenset[str], found: Found) -> set[_State]:
    """`sure` are the lists that hold something wherever this is read."""
    ends = set(states)
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    ends = {_after_text(child.data, state, found) for state in ends}
        elif isinstance(node, nodes.If):
            inside = _after(node.body, ends, sure | _asked(node.test), found)
            others = (*(branch.body for branch in node.elif_), node.else_)
            ends = inside.union(*(_after(branch, ends, sure, found) for branch in others))
        elif isinstance(node, nodes.For):
            ends = _after_rounds(node, ends, sure, found)
    return ends


def _asked(test: nodes.Node) -> frozenset[str]:
    """The fields that hold something where this condition does."""
    if isinstance(test, nodes.And):
        return _asked(test.left) | _asked(test.right)
    return frozenset((spelled(test),)) if isinstance(test, nodes.Name | nodes.Getattr) else frozenset()


def _after_rounds(loop: nodes.For, states: set[_State], sure: frozenset[str], found: Found) -> set[_State]:
    target = spelled(loop.target)
    inside = frozenset(name for name in sure if name.partition(".")[0] != target)
    ends: set[_State] = set()
    new = states
    while new:
        new = _after(loop.body, new, inside, found) - ends
        ends |= new
    if spelled(loop.iter) in sure and loop.test is None:
        return ends
    return ends | _after(loop.else_, states, sure, found)


def _after_text(text: str, state: _State, found: Found) -> _State:
    (name, last, around), fields, tag = state
    text = tag + text
    if text not in found.tags:
        found.tags[text] = _tags(text)
    tags, rest = found.tags[text]
    for closing, child, empty, step in tags:
        if closing:
            _close(name, last, found)
            assert around is not None
            name, last, around = around
            continue
        if wordml.misplaced(name, last, child):
            found.signs[f"<{child}"] = None
        if wordml.counts(child):
            last = child
        if not empty:
            name, last, around = child, None, _Open(name, last, around)
        elif wordml.unfinished(child, None):
            _close(child, None, found)
        fields = max(-1, min(fields + step, _DEEPEST_FIELD))
    return _State(_Open(name, last, around), fields, rest)


def _close(name: str, last: str | None, found: Found) -> None:
    if wordml.unfinished(name, last):
        if name == "w:tc" and last in _MENDED:
            found.emptied_cells = True
        else:
            # Marks of ranges, which do not count as children, are empty elements.
            found.signs |= dict.fromkeys(
                (f"</{last}></{name}>" if last else f"></{name}>", f"/></{name}>", f"<{name}/>")
            )


def _tags(text: str) -> tuple[tuple[_Tag, ...], str]:
    """The tags of a piece of XML, and the tag at its end that is not closed."""
    end = 0
    tags = []
    for match in _TAG.finditer(text):
        end = match.end()
        closing, name, attributes, empty = match.groups()
        steps = (step for kind, step in _FIELD_CHARACTERS.items() if kind in attributes)
        tags.append(_Tag(bool(closing), name, bool(empty), next(steps, 0) if name == "w:fldChar" else 0))
    start = text.find("<", end)
    return tuple(tags), "" if start < 0 else unfinished_tag(text[start:])
