"""What the fields of the papers mean to the clerk who writes a template: fields.toml, one meaning and example each."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from pydantic import TypeAdapter

COMMON = "common"
"""The table of fields that mean the same in every paper that has them."""


class Meaning(NamedTuple):
    """What a field is, in Indonesian, and a value that it may have; a list, a record or a picture has no example."""

    text: str
    example: str = ""


@cache
def meanings() -> Mapping[str, Mapping[str, Meaning]]:
    """Meanings by the class of the fields ("spm.Spm", or `COMMON`), then by the field's name."""
    text = resources.files("pipeline.knowledge").joinpath("fields.toml").read_text("utf-8")
    return TypeAdapter(dict[str, dict[str, Meaning]]).validate_python(tomllib.loads(text))
