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
    months = dossier.months_read.get(partnership.facilitator, ())
    return any(_evidence_in_doubt(dossier, partnership, month, "document") for month in months)


def session_stands(dossier: Dossier, record: SessionRecord | Evidence) -> bool:
    """Whether the session that a row names was recorded, or may be among those that were lost; true of a row that names
    none."""
    key = f"session:{record.facilitator}/{record.month}/{record.session}"
    if record.session is None or key in dossier.sessions:
        return True
    return bool(dossier.lost_of(Session, facilitator=record.facilitator, month=record.month, code=record.session))


def sheet_lost(dossier: Dossier, session: Session, kind: str) -> bool:
    """Whether rows of a session's minutes, attendance or discussion may be among those that were lost."""
    of_session = {"session": session.code, "group": session.group, "held_on": session.held_on}
    whole = {"facilitator": session.facilitator, "month": session.month}
    return any(dossier.lost_of(record, **whole, **of_session) for record in _SHEETS.get(kind, ()))


def _in_doubt(dossier: Dossier, session: Session, kind: str) -> bool:
    if kind == "lesson":
        empty = [name for name in ("lesson", "resume") if getattr(session, name) is None]
        return all(dossier.unread(session, name) for name in empty)
    if kind == "photo":
        return _evidence_in_doubt(dossier, session, session.month, kind)
    if sheet_lost(dossier, session, kind) or (kind == "discussion" and session.key in dossier.discussions_of):
        return True
    marks = dossier.presences_of.get(session.key, [])
    if kind == "attendance" and marks:
        return any(mark.presence is None for mark in marks)
    records = [
        record
        for of_kind in _SHEETS.get(kind, ())
        for record in dossier.of_month(of_kind, session.facilitator, session.month)
    ]
    return any(
        not session_stands(dossier, record) and getattr(record, "group", None) in (None, session.group)
        for record in records
    )


def _evidence_in_doubt(dossier: Dossier, owner: Session | Partnership, month: int, kind: str) -> bool:
    """Whether evidence of a kind that a month's workbook lists may have been meant for a session or partnership.

    It is listed for it but has a fault of its own, or was lost, or belongs to nothing that was ever entered.
    """
    field, other = ("session", "partnership") if isinstance(owner, Session) else ("partnership", "session")
    facilitator = owner.facilitator
    lost = dossier.lost_of(Evidence, facilitator=facilitator, month=month, kind=kind, **{field: owner.code})
    if any(other not in row.told for row in lost):
        return True
    return any(
        item.kind in (kind, None) and (item.key == owner.key or _belongs_to_nothing(dossier, item))
        for item in dossier.of_month(Evidence, facilitator, month)
    )


def _belongs_to_nothing(dossier: Dossier, item: Evidence) -> bool:
    if item.session is not None:
        return not session_stands(dossier, item)
    stand = {partnership.key for partnership in dossier.partnerships_of.get(item.facilitator, [])}
    return item.key not in stand
