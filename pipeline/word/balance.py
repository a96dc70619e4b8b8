"""Proof that a template gives well-formed XML whatever the data, and that its values stand where text may stand.

The text between tags is read with a stack of the elements that are open. All branches of an `if` must leave the same
elements open, and a loop's body must leave open what it found open: then no choice of branches and no number of rounds
can break the document, and, values being escaped, no finished document needs to be parsed to know that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jinja2 import nodes

from pipeline.failures import Failure
from pipeline.word.environment import ATTRIBUTE_FILTER, spelled

_TAG = re.compile(r"<(/?)([\w:.-]+)[^<>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class _Position:
    """Where the reading stands: the open elements, outermost first, and the piece of a tag that is not yet closed."""

    elements: tuple[str, ...] = ()
    tag: str = ""


def prove(template: nodes.Template, where: str) -> None:
    """Raises `Failure` where the proof fails. Values inside a tag of the XML are marked as attributes on the way."""
    end = _after(template.body, _Position(), where)
    if end != _Position():
        raise _torn(where, "akhir")


def _after(body: Sequence[nodes.Node], at: _Position, where: str) -> _Position:
    for node in body:
        if isinstance(node, nodes.Output):
            at = _after_output(node, at, where)
        elif isinstance(node, nodes.For):
            if _after(node.body, at, where) != at or _after(node.else_, at, where) != at:
                raise _torn(where, f"for {spelled(node.target)} in {spelled(node.iter)}")
        elif isinstance(node, nodes.If):
            branches = (node.body, *(branch.body for branch in node.elif_), node.else_)
            ends = {_after(branch, at, where) for branch in branches}
            if len(ends) != 1:
                raise _torn(where, f"if {spelled(node.test)}")
            at = ends.pop()
    return at


def _after_output(node: nodes.Output, at: _Position, where: str) -> _Position:
    for place, child in enumerate(node.nodes):
        if isinstance(child, nodes.TemplateData):
            at = _after_text(child.data, at, where)
        elif at.tag:
            if not at.tag.endswith('"'):
                raise _torn(where, spelled(child))
            node.nodes[place] = as_attribute(child)
        elif at.elements[-1:] != ("w:t",):
            raise Failure(
                f'{where}: isian "{spelled(child)}" tidak berdiri dalam teks.',
                "Tulis {{ isian }} di dalam kalimat; bentuk {{r }} dan {{p }} tidak dipakai.",
            )
    return at


def as_attribute(value: nodes.Expr) -> nodes.Filter:
    """The expression, to be printed as the value of an attribute."""
    marked = nodes.Filter(value, ATTRIBUTE_FILTER, [], [], None, None, lineno=value.lineno)
    marked.environment = value.environment
    return marked


def _after_text(text: str, at: _Position, where: str) -> _Position:
    text = at.tag + text
    elements = list(at.elements)
    end = 0
    for match in _TAG.finditer(text):
        closing, name, empty = match.groups()
        end = match.end()
        if closing:
            if not elements or elements.pop() != name:
                raise _torn(where, re.sub(r"<[^>]*>", "", text[:end]).strip()[-60:])
        elif not empty:
            elements.append(name)
    start = text.find("<", end)
    return replace(at, elements=tuple(elements), tag="" if start < 0 else unfinished_tag(text[start:]))


def unfinished_tag(tag: str) -> str:
    """An unfinished tag without what stands between the quotes that are still open: branches may differ in that."""
    return tag[: tag.rindex('"') + 1] if tag.count('"') % 2 else tag


def _torn(where: str, near: str) -> Failure:
    return Failure(
        f'{where}: tag if/for dan pasangannya tidak berdiri di tingkat yang sama, di dekat "{near}".',
        "Pakai {%p %} untuk seluruh paragraf dan {%tr %} untuk seluruh baris, pada tag pembuka dan penutupnya.",
    )
