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
_RANGE = re.compile("<w:(?:bookmark|comment|perm|move|proofErr)")
_BOOKMARK = "<w:bookmarkStart"
_TURNS_IN_ORDER = ("loop.first", "loop.last")
_TURNS = frozenset(_TURNS_IN_ORDER)
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
    ranges: bool = False
    """There are marks of ranges, which stand between any elements."""
    open_fields: bool = False
    """A field may be left open; conditions can belong together in ways that are not seen here."""
    tags: dict[str, tuple[tuple[_Tag, ...], str]] = field(default_factory=dict, repr=False)
    """By text: the body of a loop is read several times."""


def read(template: nodes.Template) -> Found:
    """All that documents of this template can have wrong. `balance` has proved it already."""
    own = "".join(text.data for text in template.find_all(nodes.TemplateData))
    found = Found(ranges=bool(_RANGE.search(own)))
    ends = _after(template.body, {_State(_Open("", None, None))}, frozenset(), found)
    found.open_fields = any(end.fields for end in ends)
    for loop in template.find_all(nodes.For):
        if any(_BOOKMARK in text.data for text in loop.find_all(nodes.TemplateData)):
            found.signs[_BOOKMARK] = None
    return found


def _after(body: Sequence[nodes.Node], states: Iterable[_State], facts: frozenset[str], found: Found) -> set[_State]:
    """`facts` are the fields that hold something wherever this is read, and "not x" for those that do not."""
    ends = set(states)
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    ends = {_after_text(child.data, state, found) for state in ends}
        elif isinstance(node, nodes.If):
            branches = [(node.test, node.body), *((branch.test, branch.body) for branch in node.elif_)]
            ends = _after_branches(branches, node.else_, ends, facts, found)
        elif isinstance(node, nodes.For):
            ends = _after_rounds(node, ends, facts, found)
    return ends


def _after_branches(
    branches: Iterable[tuple[nodes.Node, Sequence[nodes.Node]]],
    otherwise: Sequence[nodes.Node],
    states: set[_State],
    facts: frozenset[str],
    found: Found,
) -> set[_State]:
    ends: set[_State] = set()
    for test, body in branches:
        asked = _asked(test)
        if not any(f"not {name}" in facts for name in asked):
            ends |= _after(body, states, facts | asked, found)
        if len(asked) == 1 and not isinstance(test, nodes.And):
            if asked <= facts:
                return ends
            facts |= {f"not {name}" for name in asked}
    return ends | _after(otherwise, states, facts, found)


def _asked(test: nodes.Node) -> frozenset[str]:
    """The fields that hold something where this condition does."""
    if isinstance(test, nodes.And):
        return _asked(test.left) | _asked(test.right)
    return frozenset((spelled(test),)) if isinstance(test, nodes.Name | nodes.Getattr) else frozenset()


def _after_rounds(loop: nodes.For, states: set[_State], facts: frozenset[str], found: Found) -> set[_State]:
    own = (spelled(loop.target), "loop")
    inside = frozenset(fact for fact in facts if fact.removeprefix("not ").partition(".")[0] not in own)
    if any(_asked(branch.test) & _TURNS for branch in loop.find_all(nodes.If)):
        ends = _after_first_and_last(loop.body, states, inside, found)
    else:
        ends = _after_any(loop.body, states, inside, found)
    if spelled(loop.iter) in facts and loop.test is None:
        return ends
    return ends | _after(loop.else_, states, facts, found)


def _after_any(body: Sequence[nodes.Node], states: set[_State], facts: frozenset[str], found: Found) -> set[_State]:
    """After one round or more."""
    ends: set[_State] = set()
    new = states
    while new:
        new = _after(body, new, facts, found) - ends
        ends |= new
    return ends


def _after_first_and_last(
    body: Sequence[nodes.Node], states: set[_State], facts: frozenset[str], found: Found
) -> set[_State]:
    """The same where the rounds know which of them they are."""
    first, last = _TURNS_IN_ORDER
    only = _after(body, states, facts | {first, last}, found)
    begun = _after(body, states, facts | {first, f"not {last}"}, found)
    between = begun | _after_any(body, begun, facts | {f"not {first}", f"not {last}"}, found)
    return only | _after(body, between, facts | {f"not {first}", last}, found)


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
            found.signs[f"<{child}"] = None
        fields = max(-1, min(fields + step, _DEEPEST_FIELD))
    return _State(_Open(name, last, around), fields, rest)


def _close(name: str, last: str | None, found: Found) -> None:
    if wordml.unfinished(name, last):
        if name == "w:tc" and last in _MENDED:
            found.emptied_cells = True
        else:
            found.signs[f"</{last}></{name}>" if last else f"></{name}>"] = None
            if found.ranges:
                found.signs[f"/></{name}>"] = None


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
