"""The closed environment templates run in: what a tag may look up and compute, and how a value is printed.

A template is code from elsewhere. Jinja's own sandbox still lets it reach the methods of whatever it is given, fill
the memory with `'x' * 10**8`, and print None. Here a lookup finds keys of dictionaries, places of lists and the
counters of a loop; nothing can be called; arithmetic is that of small whole numbers; and every value passes `printed`.
`grammar` refuses the same things before a template ever runs: either would do alone.
"""

import operator
from collections.abc import Callable, Mapping
from itertools import count

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from pipeline.word.shapes import Picture
from pipeline.word.template import DRAW, HOLES
from pipeline.word.text import NO_BREAK, NO_BREAK_ENTITY, PLAIN, IllegalCharacter, Markup, attribute, broken, escaped

ATTRIBUTE_FILTER = "_attribute"
"""Put around values that stand inside a tag of the XML (`{% cellbg colour %}`), by `balance`."""

_LARGEST = 1_000_000_000
_DEEPEST = 60
"""Conditions, loops and brackets within each other; Python itself takes 100 levels. Ours have 11."""
_OPERATORS: Mapping[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
LOOP_FIELDS = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem")
)


class Unprintable(Exception):
    """A field that is not there, or whose value is not text, a whole number or a picture."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Missing(StrictUndefined):
    """A field that the context lacks: an error wherever it is used. The error's text is the field's name."""

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        super().__init__(hint or name, obj, name, exc)  # type: ignore[arg-type]


def unprintable(value: object, field: str) -> Unprintable:
    """Why this value cannot be used where `field` stands."""
    if isinstance(value, Missing):
        return Unprintable(field, "tidak ada di antara isian dokumen ini")
    return Unprintable(field, "nilainya tidak dapat dicetak")


def _text(value: object, field: str) -> str:
    if type(value) is not str:
        raise unprintable(value, field)
    return value


def _upper(value: object, field: str = "") -> str:
    return _text(value, field).upper()


def _lower(value: object, field: str = "") -> str:
    return _text(value, field).lower()


def _capitalize(value: object, field: str = "") -> str:
    return _text(value, field).capitalize()


def _trim(value: object, field: str = "") -> str:
    return _text(value, field).strip()


def _join(value: object, separator: str = "", field: str = "") -> str:
    """Only lists: joining the letters of a text over and over would let it grow without end."""
    if not isinstance(value, list | tuple) or not all(type(item) in (str, int) for item in value):
        raise unprintable(value, field)
    return separator.join(map(str, value))


def _length(value: object, field: str = "") -> int:
    if not isinstance(value, list | tuple | dict | str):
        raise unprintable(value, field)
    return len(value)


def _as_attribute(value: object, field: str = "") -> Markup:
    if type(value) not in (str, int):
        raise unprintable(value, field)
    return Markup(attribute(str(value)))


def _remainder(number: object, by: object) -> int:
    """Of whole numbers only: a text before `%` would be a format."""
    if type(number) is not int or type(by) is not int or by == 0:
        raise TypeError("odd, even and divisibleby are said of whole numbers")
    return number % by


FILTERS: Mapping[str, Callable[..., object]] = {
    "upper": _upper,
    "lower": _lower,
    "capitalize": _capitalize,
    "trim": _trim,
    "join": _join,
    "length": _length,
}
TESTS: Mapping[str, Callable[..., object]] = {
    "odd": lambda number: _remainder(number, 2) == 1,
    "even": lambda number: _remainder(number, 2) == 0,
    "divisibleby": lambda number, by: _remainder(number, by) == 0,
}


class PrintingGenerator(CodeGenerator):
    """Compiles `{{ x }}` to a call of `printed`, and tells it and every filter the expression's own words."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.printed(context, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        beside_words = ", True" if isinstance(node, nodes.MarkSafe) else ""
        self.write(f", {spelled(node)!r}{beside_words})")

    def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:  # noqa: N802
        """Jinja's node that no template can write: `proof` puts it around what stands beside words."""
        self.visit(node.expr, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        node.kwargs = [nodes.Keyword("field", nodes.Const(spelled(node)))]  # type: ignore[list-item]
        super().visit_Filter(node, frame)


class ClosedEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox described above."""

    code_generator_class = PrintingGenerator
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Missing)
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTERS)
        self.filters[ATTRIBUTE_FILTER] = _as_attribute
        self.tests.clear()
        self.tests.update(TESTS)

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """Raises `TemplateSyntaxError` also for what stands so deep within other things that nothing could walk it."""
        try:
            template = super().parse(source, name, filename)
        except RecursionError:
            template = None
        if template is None or _deeper(template, _DEEPEST):
            raise TemplateSyntaxError("nested too deeply", 1)
        return template

    def printed(self, context: Context, value: object, field: str, beside_words: bool = False) -> str:
        """The value as XML. Raises `Unprintable`, or `ValueError` for a character that XML cannot hold.

        Empty text beside words of the template is noted: a label would stand there alone.
        """
        kind = type(value)
        if kind is str:
            if not value and beside_words:
                context.parent[HOLES].append(field)
            # Most texts are plain: they are told by two looks, and nothing in them needs an escape.
            if PLAIN(value):  # type: ignore[arg-type]
                return value  # type: ignore[return-value]
            # Every date holds a no-break space, and mostly nothing else that is not plain.
            if NO_BREAK in value and PLAIN(value.replace(NO_BREAK, "")):  # type: ignore[operator, attr-defined]
                return value.replace(NO_BREAK, NO_BREAK_ENTITY)  # type: ignore[attr-defined, no-any-return]
            try:
                text = escaped(value)  # type: ignore[arg-type]
            except IllegalCharacter as found:
                raise ValueError(f"field {field}: {found}") from None
            return text if text.isprintable() else self.with_breaks(text)
        if kind is int:
            return str(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        if isinstance(value, Picture):
            draw: Callable[[Picture], str] = context[DRAW]
            return draw(value)
        if isinstance(value, count):
            return str(next(value))
        raise unprintable(value, field)

    def with_breaks(self, text: str) -> str:
        """What becomes of the line ends and tabs of an escaped text."""
        return broken(text)

    def getattr(self, obj: object, attribute: str) -> object:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if type(obj) is LoopContext and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: object, argument: object) -> object:
        if isinstance(obj, dict | list | tuple) and type(argument) in (str, int):
            try:
                return obj[argument]  # type: ignore[call-overload]
            except (LookupError, TypeError):
                pass
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        return False

    def is_safe_callable(self, obj: object) -> bool:
        return False

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> int:
        compute = _OPERATORS.get(operator)
        if compute is None or type(left) is not int or type(right) is not int:
            raise SecurityError(f"only whole numbers can be added, subtracted and multiplied, not {operator}")
        result = compute(left, right)
        if abs(result) > _LARGEST:
            raise SecurityError(f"the result is beyond {_LARGEST}")
        return result


def _deeper(node: nodes.Node, levels: int) -> bool:
    return levels == 0 or any(_deeper(child, levels - 1) for child in node.iter_child_nodes())


class Listener(ClosedEnvironment):
    """The sandbox, remembering what was printed: to run a template once more when its text went astray."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str]] = []
        """Pairs of field and XML."""

    def printed(self, context: Context, value: object, field: str, beside_words: bool = False) -> str:
        text = super().printed(context, value, field, beside_words)
        self.heard.append((field, text))
        return text


def spelled(node: nodes.Node) -> str:
    """An expression as a template says it: `row.name`, for messages."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{spelled(node.node)}[{spelled(node.arg)}]"
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.MarkSafe):
        return spelled(node.expr)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return spelled(node.node)
    return "…"
