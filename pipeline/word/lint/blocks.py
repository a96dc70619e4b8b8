"""The tags of a part in their order: which `if` and `for` belong together, at which level, and what they name."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import nodes

from pipeline.word import grammar
from pipeline.word.environment import spelled
from pipeline.word.lint import tag_faults
from pipeline.word.lint.expressions import Names, Reader
from pipeline.word.lint.layout import W
from pipeline.word.lint.shapes import KIND_WORDS, Paragraph
from pipeline.word.lint.tags import Tag

if TYPE_CHECKING:
    from lxml import etree

_UNITS = {"tr": f"{W}tr", "tc": f"{W}tc"}
_LOOP_NAMES = {"loop": "loop"}


@dataclass
class _Block:
    """An `if` or `for` that is open."""

    tag: Tag
    keyword: str
    names: Names
    guards: frozenset[str]
    """Fields that were asked for: inside, they are there."""


@dataclass
class _Walk:
    reader: Reader
    open: list[_Block] = field(default_factory=list)
    names: Names = field(default_factory=dict)
    """Of settings outside any block."""

    @property
    def here(self) -> Names:
        return self.open[-1].names if self.open else self.names

    @property
    def guards(self) -> frozenset[str]:
        return frozenset().union(*(block.guards for block in self.open))


def walk(tags: list[Tag], reader: Reader) -> None:
    """Go through the tags of one part; the reader hears what is wrong and what is used."""
    walked = _Walk(reader)
    for tag in tags:
        if tag.kind == "{{":
            _printed(walked, tag)
        elif tag.keyword in ("if", "for"):
            _begun(walked, tag)
        elif tag.keyword in ("elif", "else"):
            _gone_on(walked, tag)
        elif tag.keyword in ("endif", "endfor"):
            _ended(walked, tag)
        elif tag.sound and tag.keyword == "set":
            _set(walked, tag)
        elif tag.sound and tag.keyword in ("colspan", "cellbg"):
            _printed(walked, tag)
    for block in walked.open:
        _never_ended(walked, block)


def _printed(walked: _Walk, tag: Tag) -> None:
    reader, body = walked.reader, tag.body.removeprefix(tag.keyword)
    if not tag.sound and (not tag.ended or not re.fullmatch(r"[\w.]+", body)):
        reader.likely.update(re.findall(r"[\w.]+", body))
        return
    node = reader.parsed(tag, "{{ " + body + " }}")
    if not isinstance(node, nodes.Output) or isinstance(node.nodes[0], nodes.TemplateData):
        return
    expression = node.nodes[0]
    meant = reader.meant(expression, walked.here, tag)
    reader.printed.update(grammar.shown(expression, walked.here))
    if not meant.known:
        return
    name = spelled(expression)
    if meant.allowed.kind in ("list", "record", "flag"):
        reader.say(tag, tag_faults.NOT_PRINTABLE, called=name, kind=KIND_WORDS[meant.allowed.kind])
    elif meant.allowed.optional and meant.path not in walked.guards:
        reader.say(tag, tag_faults.MAY_BE_MISSING, called=name)


def _begun(walked: _Walk, tag: Tag) -> None:
    names, guards = walked.here, frozenset[str]()
    if tag.keyword == "for":
        names = {**names, **_LOOP_NAMES, **_looped(walked, tag)}
    else:
        guards = _asked(walked, tag, "{% if " + tag.body.removeprefix("if") + " %}{% endif %}")
    walked.open.append(_Block(tag, tag.keyword, names, guards))
    if tag.keyword == "for" and sum(block.keyword == "for" for block in walked.open) > grammar.DEEPEST_LOOP:
        walked.reader.say(tag, tag_faults.TOO_DEEP, tag=tag.shown, most=grammar.DEEPEST_LOOP)


def _looped(walked: _Walk, tag: Tag) -> Names:
    """What the name of a loop stands for; the list that it goes through is looked up."""
    reader = walked.reader
    guessed = re.match(r"for\s+(\w+)", tag.body)
    unknown = {guessed[1]: ""} if guessed else {}
    if not tag.sound:
        return unknown
    node = reader.parsed(tag, "{% " + tag.body + " %}{% endfor %}")
    if not isinstance(node, nodes.For):
        return unknown
    if not isinstance(node.target, nodes.Name) or node.recursive or grammar.path_of(node.iter, walked.here) is None:
        reader.say(tag, tag_faults.FORBIDDEN, form='"for" atas sesuatu yang bukan daftar isian', tag=tag.shown)
        return unknown
    meant = reader.meant(node.iter, walked.here, tag)
    target = str(node.target.name)
    if meant.known and meant.allowed.kind != "list":
        kind, paper = KIND_WORDS[meant.allowed.kind], tag.paragraph.paper
        reader.say(tag, tag_faults.NOT_A_LIST, called=spelled(node.iter), kind=kind, paper=paper)
        return {target: ""}
    looped = {target: f"{meant.path}[]" if meant.known else ""}
    if node.test is not None:
        reader.meant(node.test, {**walked.here, **looped}, tag)
    return looped


def _asked(walked: _Walk, tag: Tag, source: str) -> frozenset[str]:
    """The fields that a condition asks for, after looking them up."""
    if not tag.sound:
        return frozenset()
    node = walked.reader.parsed(tag, source)
    if not isinstance(node, nodes.If):
        return frozenset()
    walked.reader.meant(node.test, walked.here, tag)
    return frozenset(grammar.paths(node.test, walked.here))


def _gone_on(walked: _Walk, tag: Tag) -> None:
    if not walked.open:
        walked.reader.say(tag, tag_faults.NEVER_BEGUN, tag=tag.shown)
        return
    block = walked.open[-1]
    _compare(walked, block, tag)
    block.guards = frozenset()
    if tag.keyword == "elif":
        block.guards = _asked(walked, tag, "{% if " + tag.body.removeprefix("elif") + " %}{% endif %}")


def _ended(walked: _Walk, tag: Tag) -> None:
    """Blocks inside the one that ends here were never ended themselves."""
    wanted = tag.keyword.removeprefix("end")
    if not any(block.keyword == wanted for block in walked.open):
        walked.reader.say(tag, tag_faults.NEVER_BEGUN, tag=tag.shown)
        return
    while (block := walked.open.pop()).keyword != wanted:
        _never_ended(walked, block)
    _compare(walked, block, tag)


def _never_ended(walked: _Walk, block: _Block) -> None:
    end = f"{{%{block.tag.level} end{block.keyword} %}}"
    walked.reader.say(block.tag, tag_faults.NEVER_ENDED, tag=block.tag.shown, end=end)


def _set(walked: _Walk, tag: Tag) -> None:
    node = walked.reader.parsed(tag, "{% " + tag.body + " %}")
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        meant = walked.reader.meant(node.node, walked.here, tag)
        path = meant.path if meant.known else ""
        walked.reader.printed.update(grammar.renamed(node.target.name, node.node, path, walked.here))
        walked.here[node.target.name] = path


def _compare(walked: _Walk, block: _Block, tag: Tag) -> None:
    """Whether a tag stands at the level of the one that it goes on with or ends."""
    opener = block.tag
    if not opener.paragraph.runs or not tag.paragraph.runs:
        return
    place = opener.paragraph.where
    if opener.level != tag.level or _holder(opener) is not _holder(tag):
        walked.reader.say(tag, tag_faults.LEVELS, tag=tag.shown, opener=opener.shown, where=place)
    elif tag.level in ("", "r") and opener.paragraph is not tag.paragraph:
        walked.reader.say(tag, tag_faults.ACROSS_PARAGRAPHS, tag=tag.shown, opener=opener.shown, where=place)


def _holder(tag: Tag) -> "etree._Element | None":
    """What holds the paragraph, row or cell that a tag takes away: its pair must stand in the same."""
    unit = unit_of(tag.paragraph, tag.level)
    return None if unit is None else unit.getparent()


def unit_of(paragraph: Paragraph, level: str) -> "etree._Element | None":
    """The paragraph, row or cell that a tag of this level takes away; None where there is none around it."""
    element = paragraph.element
    if element is None or level not in _UNITS:
        return element
    return next(element.iterancestors(_UNITS[level]), None)
