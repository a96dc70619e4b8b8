"""Minutes of a session (notulen). Chair and note taker sign them.

They are owed for every motivation session; dynamics sessions have a discussion resume instead. Source: handbook, Target
Pekerjaan 1. "Notulen" is the handbook's word for what KBBI calls "notula".
"""

from pipeline import indonesian, progress
from pipeline.documents import field_work, parts
from pipeline.documents.assigned import Assigned, assigned
from pipeline.documents.field_work import UNKNOWN
from pipeline.flow import Context, Document, Dossier, Draft
from pipeline.records import FollowUp, Minutes, Session

KIND = "minutes"


class FollowUpRow(Context):
    """One agreed action."""

    number: str
    action: str
    in_charge: str
    deadline: str
    """"18 Mei 2015"."""


class MinutesContext(Context):
    """What the template may print. Texts of several paragraphs are lists; an empty one goes with its heading."""

    activity_name: str
    """The programme's activity, "Kegiatan Pendampingan Pemberdayaan (KPP)"."""
    activity: str
    """"Pemberian motivasi dan berbagi pengalaman"."""
    topic: str
    day_and_date: str
    time: str
    venue: str
    group: str
    village: str
    role_short: str
    """"motivator"."""
    facilitator_name: str
    chair: str
    note_taker: str
    present: str
    """"9 (sembilan) orang dari 10 (sepuluh) anggota"."""
    agenda: tuple[str, ...]
    opening: tuple[str, ...]
    discussion: tuple[str, ...]
    decisions: tuple[str, ...]
    follow_ups: tuple[FollowUpRow, ...]
    closing: tuple[str, ...]
    place_and_date: str


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One for every session that has minutes."""
    return tuple(
        _draft(dossier, one, session, dossier.minutes_of[session.key])
        for one in assigned(dossier)
        for session in dossier.sessions_of.get(one.code, [])
        if session.key in dossier.minutes_of
    )


def _draft(dossier: Dossier, one: Assigned, session: Session, minutes: Minutes) -> Draft:
    group = field_work.group_of(dossier, session.group)
    subject = session.key
    held = indonesian.long_date(session.held_on) if session.held_on else ""
    return Draft(
        document=KIND,
        subject=subject,
        title=field_work.title("Notulen", group, held),
        issuer=one.code,
        dated=dossier.date_of(f"{KIND}/{subject}", session.held_on),
        about=frozenset((f"{KIND}/{subject}", subject, group.key)) | field_work.about(one),
        context=_context(dossier, one, session, minutes),
        path=field_work.path(one, "Notulen", f"B{session.month}", session.code),
        paper=parts.paper(one.district),
    )


def _context(dossier: Dossier, one: Assigned, session: Session, minutes: Minutes) -> MinutesContext:
    group = field_work.group_of(dossier, session.group)
    return MinutesContext(
        activity_name=dossier.programme.wording.activity,
        activity=dossier.programme.label("activity", session.activity),
        topic=session.lesson or UNKNOWN,
        day_and_date=indonesian.day_and_date(session.held_on) if session.held_on else UNKNOWN,
        time=field_work.hours(one, session) or UNKNOWN,
        venue=session.venue or UNKNOWN,
        group=field_work.group_name(group),
        village=field_work.village(group),
        role_short=dossier.programme.wording.role_short,
        facilitator_name=one.name,
        chair=minutes.chair or UNKNOWN,
        note_taker=minutes.note_taker or UNKNOWN,
        present=_present(dossier, session, minutes),
        agenda=field_work.items(minutes.agenda),
        opening=field_work.paragraphs(minutes.opening),
        discussion=field_work.paragraphs(minutes.discussion),
        decisions=field_work.paragraphs(minutes.decisions),
        follow_ups=follow_up_rows(dossier.follow_ups_of.get(session.key, [])),
        closing=field_work.paragraphs(minutes.closing),
        place_and_date=field_work.place_and_date(one, group, session.held_on),
    )


def _present(dossier: Dossier, session: Session, minutes: Minutes) -> str:
    """How many were there: as the attendance sheet counts, else as the minutes say."""
    counts = progress.attendance(dossier, session.key)
    if counts.recorded:
        members = indonesian.count_of(counts.recorded, "anggota")
        return f"{indonesian.count_of(counts.present, 'orang')} dari {members} (daftar hadir terlampir)"
    return indonesian.count_of(minutes.present, "orang") if minutes.present is not None else UNKNOWN


def follow_up_rows(records: list[FollowUp]) -> tuple[FollowUpRow, ...]:
    """The rows of a follow-up table, numbered from 1."""
    return tuple(
        FollowUpRow(
            number=str(number),
            action=record.action,
            in_charge=record.in_charge or UNKNOWN,
            deadline=indonesian.long_date(record.deadline) if record.deadline else UNKNOWN,
        )
        for number, record in enumerate(records, start=1)
    )


REQUIRED = ("group", "day_and_date", "chair", "note_taker", "discussion[]")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Notulen", MinutesContext, drafts, required=REQUIRED)
