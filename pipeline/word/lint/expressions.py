"""What a tag names and computes, held against the fields of its document."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from pipeline.findings import Message
from pipeline.word import grammar
from pipeline.word.environment import FILTERS, LOOP_FIELDS, ClosedEnvironment, spelled
from pipeline.word.lint import tag_faults
from pipeline.word.lint.shapes import KIND_WORDS, Allowed, Fault, Fields, maybe
from pipeline.word.lint.tags import Tag

ANYTHING = Allowed("text")
"""What is not known any better: after a fault, so that it is told once."""
_NUMBER, _FLAG, _TEXT, _LIST = Allowed("number"), Allowed("flag"), Allowed("text"), Allowed("list")
_COUNTERS = ("first", "last")
_OPAQUE = ""
_LOOP = "loop"
_TAKES: Mapping[str, tuple[str, ...]] = {"join": ("list",), "length": ("list", "text", "record")}
"""Kinds that a filter takes, where it is not text."""
_FORMS: Mapping[type[nodes.Node], str] = {
    nodes.Call: "pemanggilan …()",
    nodes.Concat: "~",
    nodes.Dict: "{…}",
    nodes.Slice: "[…:…]",
}

Names = dict[str, str]
"""What the names of loops and settings stand for: a path, or "" where that is not known."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What an expression stands for."""

    allowed: Allowed
    path: str = _OPAQUE
    """Of a field; "" of anything else."""
    known: bool = True
    """False after a fault."""


class Reader:
    """Reads the expressions of one tag after the other; remembers what the template uses and what was wrong."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.faults: list[Fault] = []
        self.printed: set[str] = set()
        """Paths of the fields that are printed."""
        self.likely: set[str] = set()
        """Paths of those that were likely meant where something was wrong."""
        self._environment = ClosedEnvironment()

    def parsed(self, tag: Tag, source: str) -> nodes.Node | None:
        """The statement or output that a tag stands for, made whole by `source`; None when it cannot be read."""
        try:
            template = self._environment.parse(source)
        except TemplateSyntaxError:
            self.say(tag, tag_faults.UNREADABLE, tag=tag.shown)
            return None
        for node in template.find_all(nodes.Node):
            if isinstance(node, nodes.Filter) and node.name not in FILTERS:
                known = ", ".join(sorted(FILTERS))
                self.say(tag, tag_faults.UNKNOWN_FILTER, word=node.name, close=_close(node.name, FILTERS), known=known)
                return None
            said = None if isinstance(node, nodes.For) else grammar.forbidden(node)
            if said:
                form = _FORMS.get(type(node), said)
                self.say(tag, tag_faults.FORBIDDEN, form=form, tag=tag.shown)
                return None
        return template.body[0] if template.body else None

    def say(self, tag: Tag, message: Message, /, **values: object) -> None:
        self.faults.append(tag.paragraph.fault(message, **values))

    def meant(self, node: nodes.Node, names: Names, tag: Tag) -> Meant:
        """The field or value that an expression stands for; what is wrong with it is said."""
        if isinstance(node, nodes.Name):
            return self._name(node, names, tag)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            return self._part(node, names, tag)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node, names, tag)
        if isinstance(node, nodes.CondExpr):
            self.meant(node.test, names, tag)
            either = self.meant(node.expr1, names, tag)
            if node.expr2 is not None:
                self.meant(node.expr2, names, tag)
            return Meant(_plain(either.allowed))
        if isinstance(node, nodes.Add | nodes.Sub | nodes.Mul | nodes.Neg):
            for child in node.iter_child_nodes():
                self._expect(self.meant(child, names, tag), ("number",), spelled(child), node.operator, tag)
            return Meant(_NUMBER)
        if isinstance(node, nodes.Or | nodes.And):
            self.meant(node.left, names, tag)
            return Meant(_plain(self.meant(node.right, names, tag).allowed))
        if isinstance(node, nodes.Const):
            return Meant(_NUMBER if type(node.value) is int else _FLAG if type(node.value) is bool else _TEXT)
        for child in node.iter_child_nodes():
            self.meant(child, names, tag)
        return Meant(_LIST if isinstance(node, nodes.List | nodes.Tuple) else _FLAG)

    def _name(self, node: nodes.Name, names: Names, tag: Tag) -> Meant:
        if node.name in names:
            path = names[node.name]
            return Meant(self.fields.get(path, ANYTHING), path, known=bool(path))
        return self._field(node.name, "", node.name, names, tag)

    def _part(self, node: nodes.Getattr | nodes.Getitem, names: Names, tag: Tag) -> Meant:
        part = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
        if isinstance(node.node, nodes.Name) and names.get(node.node.name) == _LOOP:
            return self._counter(str(part), tag)
        base = self.meant(node.node, names, tag)
        if not base.known:
            return base
        if base.allowed.kind == "list" and isinstance(part, int):
            return Meant(self.fields.get(f"{base.path}[]", ANYTHING), f"{base.path}[]")
        if base.allowed.kind != "record":
            kind = KIND_WORDS[base.allowed.kind]
            self.say(tag, tag_faults.NO_PART, called=spelled(node.node), kind=kind, part=part)
            return Meant(ANYTHING, known=False)
        return self._field(f"{base.path}.{part}", f"{base.path}.", spelled(node), names, tag)

    def _counter(self, part: str, tag: Tag) -> Meant:
        if part not in LOOP_FIELDS:
            self._unknown(tag, f"loop.{part}", _close(part, LOOP_FIELDS, "loop."))
            return Meant(ANYTHING, known=False)
        return Meant(_FLAG if part in _COUNTERS else _NUMBER)

    def _field(self, path: str, below: str, said: str, names: Names, tag: Tag) -> Meant:
        allowed = self.fields.get(path)
        if allowed is not None:
            return Meant(allowed, path)
        close = self._likely(path, below, names)
        self.likely.add(close)
        shown = f"{said.rpartition('.')[0]}.{close.removeprefix(below)}" if below and close.startswith(below) else close
        self._unknown(tag, said, maybe(shown))
        return Meant(ANYTHING, known=False)

    def _unknown(self, tag: Tag, called: str, close: str) -> None:
        self.say(tag, tag_faults.UNKNOWN_FIELD, called=called, close=close, paper=tag.paragraph.paper)

    def _likely(self, path: str, below: str, names: Names) -> str:
        """The field that was likely meant: one of that name elsewhere, a like one beside it, or a name of a loop."""
        beside = {
            field: field.removeprefix(below)
            for field in self.fields
            if field.startswith(below) and not set(".[") & set(field.removeprefix(below))
        }
        wanted = path.removeprefix(below)
        elsewhere = [field for field in self.fields if field.rpartition(".")[2] == wanted]
        if elsewhere:
            return elsewhere[0]
        found = difflib.get_close_matches(wanted, [*beside.values(), *(names if not below else ())], n=1)
        return f"{below}{found[0]}" if found else ""

    def _filtered(self, node: nodes.Filter, names: Names, tag: Tag) -> Meant:
        assert node.node is not None
        value = self.meant(node.node, names, tag)
        self._expect(value, _TAKES.get(node.name, ("text",)), spelled(node.node), node.name, tag)
        return Meant(_NUMBER if node.name == "length" else _TEXT)

    def _expect(self, meant: Meant, kinds: tuple[str, ...], name: str, use: str, tag: Tag) -> None:
        if meant.known and meant.allowed.kind not in kinds:
            self.say(tag, tag_faults.WRONG_KIND, called=name, kind=KIND_WORDS[meant.allowed.kind], use=use)


def _plain(allowed: Allowed) -> Allowed:
    """Of a choice between two values: whether there may be none was asked already."""
    return Allowed(allowed.kind)


def _close(word: str, known: Mapping[str, object] | frozenset[str], before: str = "") -> str:
    found = difflib.get_close_matches(word, list(known), n=1)
    return maybe(f"{before}{found[0]}" if found else "")
