"""Proof that nothing falls out between a template as a reader sees it, its compiled form, and a finished document.

A template: read with its tags taken out and a mark for every field, it must say what the syntax tree says that Jinja
made of it. docxtpl drops what stands beside `{%p %}`, `{%tr %}`, `{%-` and their like without a word.
A document: its text must be what the tags printed, in order. Where a part was not touched after printing, it is so
letter for letter, and one comparison tells; where it was mended, the text a reader sees is compared.
Both look at values and at the template's own text, never for words: what stood in a cell may say {{ anything }}.
"""

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from jinja2 import nodes

from pipeline.word.environment import ATTRIBUTE_FILTER, spelled
from pipeline.word.text import SPELLED_BRACES

if TYPE_CHECKING:
    from pipeline.word.part import Compiled

_FIELD = "\ue000"
"""Stands for a field: of Unicode's private use, in no template."""
_TAG = re.compile(r"\{\{-?(.*?)-?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_XML = re.compile(r"<[^<>]*>")
_WORDS_SHOWN = 60
_LOOKED_UP = (nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Filter)


def fallen_out(seen: str, template: nodes.Template) -> list[str]:
    """What a reader sees in a part of a template and the syntax tree lacks: names of fields, else words.

    `seen` is all text of the part; the tree is one that `balance` proved.
    """
    expected = _bare(_TAG.sub(lambda tag: _FIELD if tag[1] else "", seen))
    compiled = _bare(_told(template))
    if expected == compiled:
        return []
    named = Counter(re.sub(r"\|.*|\s", "", tag[1]) for tag in _TAG.finditer(seen) if tag[1])
    kept = Counter(re.sub(r"\s", "", spelled(child)) for child in _printed(template))
    lost = [name for name in named if named[name] > kept[name]]
    same = next((place for place, (a, b) in enumerate(zip(expected, compiled, strict=False)) if a != b), len(compiled))
    return lost or [expected[same : same + _WORDS_SHOWN].replace(_FIELD, "{{ … }}")]


def _bare(text: str) -> str:
    """Without blanks, which docxtpl adds and takes away, and with braces that were spelled out."""
    for spelled_out, meant in SPELLED_BRACES.items():
        text = text.replace(spelled_out, meant)
    return "".join(text.split())


def _told(template: nodes.Template) -> str:
    """The template's own text with a mark for each field in it; what stands inside tags of the XML is left out."""
    pieces = []
    for output in template.find_all(nodes.Output):
        for child in output.nodes:
            if isinstance(child, nodes.TemplateData):
                pieces.append(child.data)
            elif not _in_attribute(child):
                pieces.append(_FIELD)
    return unescape(_XML.sub("", "".join(pieces)))


def _printed(template: nodes.Template) -> list[nodes.Expr]:
    return [
        child
        for output in template.find_all(nodes.Output)
        for child in output.nodes
        if not isinstance(child, nodes.TemplateData) and not _in_attribute(child)
    ]


def _in_attribute(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name == ATTRIBUTE_FILTER


def mark_beside_words(template: nodes.Template) -> None:
    """Marks every field whose paragraph has words of the template's own: where it prints nothing they stand alone.

    A field that says itself what stands there otherwise (`a or "-"`) is left.
    """
    waiting: list[tuple[nodes.Output, int]] = []
    words = ""
    for output in template.find_all(nodes.Output):
        for place, child in enumerate(output.nodes):
            if isinstance(child, nodes.TemplateData):
                *paragraphs, rest = child.data.split("</w:p>")
                for paragraph in paragraphs:
                    _mark(waiting, words + paragraph)
                    waiting, words = [], ""
                words += rest
            elif isinstance(child, _LOOKED_UP) and not _in_attribute(child):
                waiting.append((output, place))


def _mark(fields: list[tuple[nodes.Output, int]], words: str) -> None:
    if re.search(r"[^\W\d_]", unescape(_XML.sub("", words))):
        for output, place in fields:
            node = output.nodes[place]
            output.nodes[place] = nodes.MarkSafe(node, lineno=node.lineno, environment=node.environment)


def missing(content: str, text: str, compiled: "Compiled", values: dict[str, object]) -> str | None:
    """The first field of the printed `text` that the finished part lacks; None when a reader sees all of it.

    Of the template's own text the words are given.
    """
    expected, shown = _seen(text), _seen(content)
    if expected == shown:
        return None
    at = 0
    for field, printed in compiled.printed(values):
        value = _seen(printed)
        found = shown.find(value, at)
        if found < 0:
            return field
        at = found + len(value)
    same = next((place for place, (a, b) in enumerate(zip(expected, shown, strict=False)) if a != b), len(shown))
    return expected[same : same + _WORDS_SHOWN]


def _seen(markup: str) -> str:
    """The text of a piece of XML without blanks between its words."""
    return "".join(unescape(_XML.sub("", markup)).split())
