"""The domain: what the sheets say, as frozen pydantic records.

assignment, monthly  the classes, by workbook           base  what they share
cells                the type of each kind of cell, and how one becomes a value
texts, moments       the same for texts and codes, and for days and hours
"""

from functools import cache

from pipeline.records.assignment import (
    Assignment,
    Basis,
    Delivery,
    Facilitator,
    Group,
    Member,
    Numbering,
    Office,
    Signer,
    Waiver,
)
from pipeline.records.base import CellContext, Record, key_of
from pipeline.records.cells import Reads, named_in
from pipeline.records.monthly import (
    Advice,
    AttendanceSheet,
    Discussion,
    Evidence,
    FollowUp,
    Minutes,
    MonthCard,
    MonthlyRecord,
    Obstacle,
    Partnership,
    PlanMark,
    Presence,
    Session,
    SessionRecord,
)
from pipeline.records.texts import plain_code

RECORDS: dict[str, type[Record]] = {
    record.__name__: record
    for record in (
        Office, Signer, Numbering, Basis, Facilitator, Assignment, Group, Member, Delivery, Waiver,
        MonthCard, PlanMark, Session, AttendanceSheet, Presence, Minutes, FollowUp, Discussion,
        Partnership, Evidence, Obstacle, Advice,
    )
}  # fmt: skip
"""Every record class by its name, as the forms call it."""

NAMING: dict[type[Record], tuple[tuple[type[Record], str], ...]] = {
    Office: (
        (Assignment, "centre"), (Assignment, "district"), (Office, "province_office"), (Signer, "office"),
        (Numbering, "office"), (Basis, "office"),
    ),
    Facilitator: (
        (Assignment, "facilitator"), (Group, "facilitator"), (Delivery, "facilitator"), (MonthCard, "facilitator"),
    ),
    Group: ((Member, "group"), (Session, "group"), (Partnership, "group")),
}  # fmt: skip
"""The fields that hold the code of an office, a facilitator or a group."""


@cache
def kind_of(record: type[Record], name: str) -> str:
    """What a field's cells hold: "text", "identity", "day", "choice:sector" … (see `cells.Reads`)."""
    annotation = record.__annotations__.get(name) or next(
        base.__annotations__[name] for base in record.__mro__ if name in getattr(base, "__annotations__", {})
    )
    candidates = (annotation, *getattr(annotation, "__args__", ()))
    for candidate in candidates:
        for mark in getattr(candidate, "__metadata__", ()):
            if isinstance(mark, Reads):
                return mark.kind
    return "text"


_ENDS = {"starts": "ends", "from": "to"}


def end_of(name: str) -> str:
    """The field for the end of what this field is the start of: "spm_starts" -> "spm_ends"; "" for other fields."""
    before, _, last = name.rpartition("_")
    return "_".join(part for part in (before, _ENDS[last]) if part) if last in _ENDS else ""


__all__ = [
    "NAMING", "RECORDS", "Advice", "Assignment", "AttendanceSheet", "Basis", "CellContext", "Delivery", "Discussion",
    "Evidence", "Facilitator", "FollowUp", "Group", "Member", "Minutes", "MonthCard", "MonthlyRecord", "Numbering",
    "Obstacle", "Office", "Partnership", "PlanMark", "Presence", "Reads", "Record", "Session", "SessionRecord",
    "Signer", "Waiver", "end_of", "key_of", "kind_of", "named_in", "plain_code",
]  # fmt: skip
