"""What a template may say, checked before it is compiled, and which fields it uses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jinja2 import nodes

from pipeline.failures import Failure
from pipeline.word.environment import ATTRIBUTE_FILTER, FILTERS, TESTS, spelled

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Neg,
    nodes.List,
    nodes.Tuple,
)
DEEPEST_LOOP = 4
"""A template loops only over lists it is given, at most this deep: it cannot run without end."""

_NO_PATHS: Mapping[str, str] = MappingProxyType({})


def check(template: nodes.Template, where: str) -> None:
    """Raises `Failure` for any construct that a template of ours never needs: calls, macros, includes, formats …"""
    for node in template.find_all(nodes.Node):
        said = forbidden(node)
        if said:
            raise Failure(
                f"{where}: bentuk {said} tidak boleh dipakai dalam templat.",
                "Pakai hanya isian, if, for, set, dan penyaring " + ", ".join(sorted(FILTERS)) + ".",
            )
    _check_depth(template, 0, where)


def forbidden(node: nodes.Node) -> str | None:
    """How the template says what it must not, or None."""
    if not isinstance(node, _ALLOWED):
        return f'"{type(node).__name__.lower()}"'
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        return f'"{node.name}"'
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return f'"{node.attr}"'
    if isinstance(node, nodes.Getitem):
        fixed = isinstance(node.arg, nodes.Const) and type(node.arg.value) in (str, int)
        return None if fixed else f'"{spelled(node.node)}[…]"'
    if isinstance(node, nodes.For):
        plain = isinstance(node.target, nodes.Name) and path_of(node.iter, _NO_PATHS) and not node.recursive
        return None if plain else '"for" atas sesuatu yang bukan daftar isian'
    if isinstance(node, nodes.Assign) and not isinstance(node.target, nodes.Name):
        return '"set" untuk beberapa nama'
    if isinstance(node, nodes.Filter):
        return None if node.name in FILTERS and _constant(node.args) and not node.kwargs else f'"|{node.name}"'
    if isinstance(node, nodes.Test):
        return None if node.name in TESTS else f'"is {node.name}"'
    if isinstance(node, nodes.List | nodes.Tuple):
        return None if _constant(node.items) else "daftar yang tidak tetap"
    return None


def _constant(items: list[nodes.Expr]) -> bool:
    return all(isinstance(item, nodes.Const) for item in items)


def _check_depth(node: nodes.Node, depth: int, where: str) -> None:
    if depth > DEEPEST_LOOP:
        raise Failure(f"{where}: pengulangan bertingkat lebih dari {DEEPEST_LOOP}.", "Sederhanakan templatnya.")
    for child in node.iter_child_nodes():
        _check_depth(child, depth + isinstance(child, nodes.For), where)


@dataclass(frozen=True, slots=True)
class Used:
    """The fields a template uses, as dotted paths through loops and {% set %}: "groups[].members[].name"."""

    names: set[str] = field(default_factory=set)
    """All of them."""
    printed: set[str] = field(default_factory=set)
    """Those that a reader gets to see, be it under a condition, and those stepped through on the way to them."""


def used(template: nodes.Template) -> Used:
    """A field that is only stepped through on the way to another is not listed for itself among the names."""
    found = Used()
    _collect(template.body, {}, found)
    return Used(set(deepest(found.names)), found.printed)


def deepest(paths: set[str] | frozenset[str]) -> frozenset[str]:
    """Without the paths that others pass through."""
    return frozenset(path for path in paths if not any(other.startswith((f"{path}.", f"{path}[]")) for other in paths))


def _collect(body: list[nodes.Node], known: dict[str, str], found: Used) -> None:
    """Walks statements in order; `known` tells what path the names of loops and settings stand for ("": none)."""
    for node in body:
        if isinstance(node, nodes.For):
            source = path_of(node.iter, known)
            _note(node.iter, known, found.names)
            inner = {**known, "loop": "", node.target.name: f"{source}[]" if source else ""}  # type: ignore[attr-defined]
            if source:
                found.names.add(f"{source}[]")
            if node.test is not None:
                _note(node.test, inner, found.names)
            _collect(node.body, inner, found)
            _collect(node.else_, dict(known), found)
        elif isinstance(node, nodes.If):
            _note(node.test, known, found.names)
            for branch in (node.body, *([part] for part in node.elif_), node.else_):
                _collect(branch, known, found)  # type: ignore[arg-type]
        elif isinstance(node, nodes.Assign):
            _note(node.node, known, found.names)
            path = path_of(node.node, known) or ""
            found.printed.update(renamed(node.target.name, node.node, path, known))  # type: ignore[attr-defined]
            known[node.target.name] = path  # type: ignore[attr-defined]
        else:
            for child in node.iter_child_nodes():
                _note(child, known, found.names)
                if not (isinstance(child, nodes.Filter) and child.name == ATTRIBUTE_FILTER):
                    found.printed.update(shown(child, known))


def _note(node: nodes.Node, known: Mapping[str, str], found: set[str]) -> None:
    """Adds the paths of one expression."""
    path = path_of(node, known)
    if path:
        found.add(path)
    elif path is None:
        for child in node.iter_child_nodes():
            _note(child, known, found)


def paths(node: nodes.Node, known: Mapping[str, str]) -> Iterator[str]:
    """The paths that an expression asks for; not those that it asks to be absent."""
    yield from _within(node, known, (nodes.Not,))


def shown(node: nodes.Node, known: Mapping[str, str]) -> Iterator[str]:
    """The paths whose values an expression may print; not those that it only compares or asks for."""
    yield from _within(node, known, (nodes.Not, nodes.Compare, nodes.Test))


def _within(node: nodes.Node, known: Mapping[str, str], left_out: tuple[type[nodes.Node], ...]) -> Iterator[str]:
    if isinstance(node, left_out):
        return
    path = path_of(node, known)
    if path:
        yield path
    if isinstance(node, nodes.Filter) and node.name == "join" and node.node is not None:
        yield from (f"{path}[]" for path in _within(node.node, known, left_out))
    # What a choice depends on is not what it chooses.
    chosen = (node.expr1, node.expr2) if isinstance(node, nodes.CondExpr) else node.iter_child_nodes()
    for child in filter(None, chosen):
        yield from _within(child, known, left_out)


def renamed(name: str, node: nodes.Node, path: str, known: Mapping[str, str]) -> Iterator[str]:
    """The paths that count as printed where {% set %} gives a name: those in what it computes, and all that a name
    stands for to which branches give different things; the name stands for none of them alone."""
    if not path:
        yield from shown(node, known)
    if known.get(name, path) != path:
        yield from filter(None, (known[name], path))


def path_of(node: nodes.Node, known: Mapping[str, str]) -> str | None:
    """The dotted path of a lookup; "" if it starts at something that is no field; None if it is no lookup."""
    if isinstance(node, nodes.Name):
        return known.get(node.name, node.name)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        base = path_of(node.node, known)
        if not base:
            return base
        step = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
        return f"{base}[]" if isinstance(step, int) else f"{base}.{step}"
    return None
