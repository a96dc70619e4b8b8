"""What truly lacks. Evidence that is there but has a fault of its own, or names a session that does not exist, is told
by that fault; missing it here would tell the same thing twice."""

from pipeline.flow import Dossier
from pipeline.progress import Gap, Tally
from pipeline.records import (
    AttendanceSheet,
    Discussion,
    Evidence,
    Minutes,
    Partnership,
    Presence,
    Session,
    SessionRecord,
)

_SHEETS: dict[str, tuple[type[SessionRecord], ...]] = {
    "minutes": (Minutes,),
    "attendance": (AttendanceSheet, Presence),
    "discussion": (Discussion,),
}
"""Kind of evidence -> the records that give it."""


def lacking(dossier: Dossier, gap: Gap) -> list[str]:
    """The kinds of evidence that a session or partnership lacks for certain."""
    session = dossier.sessions.get(gap.key)
    if session is not None:
        return [kind for kind in gap.lacks if not _in_doubt(dossier, session, kind)]
    facilitator = gap.key.removeprefix("partnership:").partition("/")[0]
    partnerships = dossier.partnerships_of.get(facilitator, [])
    return [
        kind
        for kind in gap.lacks
        if not any(item.key == gap.key and document_in_doubt(dossier, item) for item in partnerships)
    ]


def falls_short(dossier: Dossier, tally: Tally) -> bool:
    """Whether a target is missed for certain: not only because something has a fault of its own."""
    in_doubt = sum(not lacking(dossier, gap) for gap in tally.gaps)
    return not tally.uncertain and tally.count + in_doubt < tally.target.at_least


def document_in_doubt(dossier: Dossier, partnership: Partnership) -> bool:
    """Whether a row of evidence may have been meant as the document of a partnership that has none in order."""
    kinds = ("document", None)
    facilitator = partnership.facilitator
    return (
        any(item.kind in kinds for item in dossier.evidence_of.get(partnership.key, []))
        or f"month:{facilitator}/{partnership.month}" in dossier.lost
        or any(_strays(dossier, facilitator, month, kinds) for month in dossier.months_read.get(facilitator, ()))
    )


def _in_doubt(dossier: Dossier, session: Session, kind: str) -> bool:
    month = (session.facilitator, session.month)
    if kind == "lesson":
        empty = [name for name in ("lesson", "resume") if getattr(session, name) is None]
        return all(dossier.unread(session, name) for name in empty)
    if kind == "photo":
        kinds = ("photo", None)
        there = any(item.kind in kinds for item in dossier.evidence_of.get(session.key, []))
        return there or _strays(dossier, *month, kinds)
    if kind == "discussion" and session.key in dossier.discussions_of:
        return True
    marks = dossier.presences_of.get(session.key, [])
    if kind == "attendance" and marks:
        return any(mark.presence is None for mark in marks)
    records = [record for of_kind in _SHEETS.get(kind, ()) for record in dossier.of_month(of_kind, *month)]
    return any(record.session_key not in dossier.sessions for record in records)


def _strays(dossier: Dossier, facilitator: str, month: int, kinds: tuple[str | None, ...]) -> bool:
    """Whether the month holds evidence of these kinds that belongs to no session and no partnership."""
    partnerships = {item.key for item in dossier.partnerships_of.get(facilitator, [])}
    return any(
        item.kind in kinds and item.key not in dossier.sessions and item.key not in partnerships
        for item in dossier.of_month(Evidence, facilitator, month)
    )
