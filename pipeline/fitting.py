"""Whether a Word template fits its document: the fields it prints against those that the document has."""

import difflib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import GenericAlias, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from pipeline.flow import ChartSlot, Context, PhotoSlot, QrSlot

PICTURES = (PhotoSlot, ChartSlot, QrSlot)


@dataclass(frozen=True)
class FieldOfTemplate:
    """A name that a template may use, and what it prints."""

    name: str
    """Dotted; "groups[].name" for a field of each of several."""
    meaning: str


def fields(context: type[Context]) -> tuple[FieldOfTemplate, ...]:
    """Every field of a document's context, with those of its parts."""
    return tuple(_fields(context, ""))


def unknown_names(context: type[Context], used: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Names that a template uses and its document does not have, each with the closest known name (or "")."""
    known = {field.name for field in fields(context)} | {field.name + "[]" for field in fields(context)}
    for name in sorted(used - known):
        close = difflib.get_close_matches(name, known, n=1)
        yield name, close[0] if close else ""


def _fields(model: type[BaseModel], prefix: str) -> Iterator[FieldOfTemplate]:
    meanings = _docstrings(model)
    for name, info in model.model_fields.items():
        yield FieldOfTemplate(prefix + name, meanings.get(name, ""))
        for part, many in _parts(info.annotation):
            yield from _fields(part, f"{prefix}{name}{'[]' if many else ''}.")


def _parts(annotation: object, many: bool = False) -> Iterator[tuple[type[BaseModel], bool]]:
    """The models that a field holds, directly, perhaps, or several of them."""
    origin = get_origin(annotation)
    if origin in {Union, UnionType, Annotated} or isinstance(annotation, UnionType):
        for argument in get_args(annotation):
            yield from _parts(argument, many)
    elif origin in {tuple, list} or isinstance(annotation, GenericAlias):
        for argument in get_args(annotation):
            yield from _parts(argument, many=True)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in PICTURES:
        yield annotation, many


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The docstring that stands under each field in the source."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            pattern = r'^    (\w+): [^\n]*\n    """(.*?)"""'
            for match in re.finditer(pattern, inspect.getsource(base), re.MULTILINE | re.DOTALL):
                found[match[1]] = " ".join(match[2].split())
    return found
