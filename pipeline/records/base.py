"""What every record shares: it is frozen, it knows the cell of each value, and it has a key; and what the readers of
its cells share: what is to be known beside a cell, and what they raise."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, InstanceOf
from pydantic_core import PydanticCustomError

from pipeline.findings import NOWHERE, Place

ChoiceLists = Mapping[str, Mapping[str, str]]
"""Per closed list: heading key of a spelling -> the value kept."""


@dataclass(frozen=True, slots=True)
class CellContext:
    """What tells, beside a cell, which value it holds; given to pydantic as the context of validation."""

    lists: ChoiceLists
    year: int
    """The programme's: nobody in a workbook was born later."""


def wrong(kind: str, **values: object) -> PydanticCustomError:
    """What a reader raises for a cell that it cannot read; stage 2 has the message of each kind."""
    return PydanticCustomError(kind, kind, values or None)


class Record(BaseModel):
    """A row of a sheet that could be read. Fields without a default make up the record's identity; any other field is
    None when its cell was empty or wrong (a finding then says so), so that a faulty cell never hides the whole row.
    """

    # Processes that read workbooks know the records by their fields alone: validators are built when one is first used.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    KEYS: ClassVar[tuple[str, ...]] = ()
    """What a record is about, as patterns over its fields, the most exact first: "member:{group}/{number:02}"."""

    FIELD_KEYS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Fields that not every paper about the record prints: whom a fault in them is about instead; () for nobody."""

    place: InstanceOf[Place] = Field(default=NOWHERE, repr=False)
    """The row (or card) it came from."""
    places: Mapping[str, InstanceOf[Place]] = Field(default_factory=dict, repr=False)
    """The cell of each field."""

    @property
    def key(self) -> str:
        """The record's own key, "group:K-01": the most exact that its fields fill."""
        return key_of(type(self), vars(self))

    def at(self, name: str) -> Place:
        """Where the value of a field stands; the row when the field has no cell of its own."""
        return self.places.get(name, self.place)


def key_of(record: type[Record], values: Mapping[str, object], field: str = "") -> str:
    """Whom a row (or a fault in one field of it) is about, recorded or not: the most exact key that the values fill, or
    ""."""
    for pattern in record.FIELD_KEYS.get(field, record.KEYS):
        if None not in map(values.get, _names_in(pattern)):
            return pattern.format_map(values)
    return ""


@cache
def _names_in(pattern: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in string.Formatter().parse(pattern) if name)
