"""Templates and contexts fit: a template uses no field that its context lacks, and a context holds none in vain."""

import types
import typing
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from pipeline.documents import DOCUMENTS
from pipeline.flow import Context, Document
from tests.documents import making

UNUSED = {
    "cover_letter": {"letters[].key"},  # the table's rows are found by it when the numbers are known
    "certificate": {"letterhead.address[]"},  # a certificate bears no address
}
"""Fields that a template does not print, on purpose."""


def paths(annotation: object, path: str) -> Iterator[str]:
    """The dotted paths below a field, as templates name them: "groups[].name"."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is tuple:
        yield from paths(arguments[0], f"{path}[]")
    elif origin in (typing.Union, types.UnionType):
        yield from paths(next(argument for argument in arguments if argument is not type(None)), path)
    elif isinstance(annotation, type) and issubclass(annotation, Context):
        yield from fields(annotation, f"{path}.")
    else:
        yield path


def fields(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from paths(field.annotation, prefix + name)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_template_and_context_have_the_same_fields(document: Document):
    printed = making.template(document.kind).names
    known = set(fields(document.context))
    assert printed <= known, f"the template names what the context lacks: {sorted(printed - known)}"
    assert known - printed == UNUSED.get(document.kind, set())
