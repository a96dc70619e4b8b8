"""What a Word template may print for its document: the fields of the context, with their kinds, meanings and tags."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from pipeline.flow import ChartSlot, Context, Document, PhotoSlot, QrSlot
from pipeline.knowledge.fields import COMMON, Meaning, meanings
from pipeline.word.lint import Allowed, Kind

_PICTURES = (PhotoSlot, ChartSlot, QrSlot)
_LINE = "baris"
"""How a loop over texts calls one of them."""
NEW_PARAGRAPH = " ↵ "
"""Stands in a tag for the end of a paragraph."""
_KINDS: Mapping[type, Kind] = {bool: "flag", int: "number", str: "text"}


@dataclass(frozen=True)
class FieldOfTemplate:
    """A name that a template may use, and what it prints."""

    name: str
    """Dotted; "groups[].name" for a field of each of several, "bases[]" for each of several texts."""
    allowed: Allowed
    meaning: Meaning
    tag: str
    """As a template says it: "{{ group.name }}", "{%tr for group in groups %} … {%tr endfor %}"; "" of a group of
    fields, which is never printed itself, and of what a loop goes through."""


def fields(context: type[Context]) -> tuple[FieldOfTemplate, ...]:
    """Every field of a document's context, with those of its parts."""
    return tuple(_fields(context, "", ""))


def allowed(context: type[Context]) -> dict[str, Allowed]:
    """The same as the check of templates takes it."""
    return {field.name: field.allowed for field in fields(context)}


def required(document: Document) -> dict[str, str]:
    """The fields that a template of this document must print, with what they mean."""
    known = {field.name: field.meaning.text for field in fields(document.context)}
    return {name: known[name] for name in document.required}


def _fields(model: type[BaseModel], prefix: str, said: str) -> Iterator[FieldOfTemplate]:
    """`prefix`: the path up to here; `said`: the same as a template says it, by the names of its loops."""
    for name, info in model.model_fields.items():
        path, spoken = prefix + name, said + name
        inner, many, optional = _unwrapped(info.annotation)
        meaning = _meaning(model, name)
        part = isinstance(inner, type) and issubclass(inner, BaseModel) and inner not in _PICTURES
        kind: Kind = "record" if part else "picture" if inner in _PICTURES else _KINDS[inner]
        if not many:
            yield FieldOfTemplate(path, Allowed(kind, optional), meaning, _tag(kind, spoken))
            if part:
                yield from _fields(inner, f"{path}.", f"{spoken}.")
            continue
        item = _one_of(name) if part else _LINE
        yield FieldOfTemplate(path, Allowed("list"), meaning, _loop(item, spoken) if part else _lines(spoken))
        yield FieldOfTemplate(f"{path}[]", Allowed(kind), meaning, "")
        if part:
            yield from _fields(inner, f"{path}[].", f"{item}.")


def _tag(kind: Kind, spoken: str) -> str:
    if kind == "record":
        return ""
    return f"{{% if {spoken} %}}" if kind == "flag" else f"{{{{ {spoken} }}}}"


def _loop(item: str, spoken: str) -> str:
    return f"{{%tr for {item} in {spoken} %}} … {{%tr endfor %}}"


def _lines(spoken: str) -> str:
    return f"{{%p for {_LINE} in {spoken} %}}{NEW_PARAGRAPH}{{{{ {_LINE} }}}}{NEW_PARAGRAPH}{{%p endfor %}}"


def _one_of(name: str) -> str:
    """How a loop calls one of several: "groups" -> "group"."""
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") else f"{name}_row"


def _unwrapped(annotation: object) -> tuple[type, bool, bool]:
    """What a field holds, whether several of them, and whether there may be none."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        inner, many, _ = _unwrapped(next(argument for argument in arguments if argument is not NoneType))
        return inner, many, NoneType in arguments
    if origin is Annotated:
        return _unwrapped(arguments[0])
    if origin in (tuple, list):
        return _unwrapped(arguments[0])[0], True, False
    if not isinstance(annotation, type):
        raise TypeError(f"a context holds {annotation}, which no template can print")
    return annotation, False, False


def _meaning(model: type[BaseModel], name: str) -> Meaning:
    """From the table of the class that the field belongs to or of one that it was made of, else the common one."""
    known = meanings()
    for base in model.__mro__:
        table = known.get(f"{base.__module__.rpartition('.')[2]}.{base.__name__}", {})
        if name in table:
            return table[name]
    return known[COMMON].get(name, Meaning(""))
