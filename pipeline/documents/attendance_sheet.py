"""Attendance sheet (daftar hadir): who was at a session. The group's chair and the facilitator sign it.

One template serves two papers. After the session it is the typed copy of the sheet that was signed in the field, marked
"salinan" and showing H, I, S, A. Before the session `blank` gives the sheet to be signed: the members' names and a
zig-zag of places to sign. No NIK stands on it. Source: handbook, Target Pekerjaan 1 and 2 ("absensi peserta").
"""

from pipeline import indonesian, progress
from pipeline.documents import field_work, parts
from pipeline.documents.assigned import Assigned, assigned, cites
from pipeline.documents.field_work import UNKNOWN
from pipeline.flow import Context, Document, Dossier, Draft
from pipeline.records import Group, Member, Session

KIND = "attendance_sheet"
_BY_HAND = "." * 50
"""Room for what is written by hand on the sheet."""


class AttendanceRow(Context):
    """One member on the sheet."""

    number: str
    name: str
    sex: str
    """"L" or "P"."""
    address: str
    position: str
    """In the group: "Ketua"."""
    presence: str = ""
    """"H", "I", "S" or "A"; on the copy only."""
    left: str = ""
    """The number before the place to sign, where it stands on the left (odd numbers)."""
    right: str = ""
    """The same on the right (even numbers)."""


class AttendanceContext(Context):
    """What the template may print; names of people as the records write them."""

    is_copy: bool
    """Whether it is the typed copy of a signed sheet, not a sheet to be signed."""
    activity_name: str
    """The programme's activity, "Kegiatan Pendampingan Pemberdayaan (KPP)"."""
    activity: str
    """"Pemberian motivasi dan berbagi pengalaman"."""
    day_and_date: str
    """"Senin, 4 Mei 2015"."""
    time: str
    """"08.30–10.00 WIB"."""
    venue: str
    group: str
    """"Kelompok Mina Jaya"."""
    village: str
    role: str
    """"Motivator Pemberdayaan"."""
    role_short: str
    """"motivator"."""
    facilitator_name: str
    spm_name: str
    """"Surat Penugasan Motivator (SPM)"."""
    spm_number: str = ""
    """Of the facilitator's SPM."""
    topic: str
    """Pokok bahasan."""
    members: tuple[AttendanceRow, ...]
    present: str = ""
    permitted: str = ""
    sick: str = ""
    absent: str = ""
    recorded: str = ""
    """All four together."""
    rate: str = ""
    """Present of recorded: "90%"."""
    place_and_date: str
    leader_name: str
    """The group's chair."""


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """The typed copy for every session whose attendance was recorded."""
    return tuple(
        _draft(dossier, one, session)
        for one in assigned(dossier)
        for session in dossier.sessions_of.get(one.code, [])
        if dossier.presences_of.get(session.key)
    )


def _draft(dossier: Dossier, one: Assigned, session: Session) -> Draft:
    group = field_work.group_of(dossier, session.group)
    subject = session.key
    held = indonesian.long_date(session.held_on) if session.held_on else ""
    return Draft(
        document=KIND,
        subject=subject,
        title=field_work.title("Daftar Hadir", group, held),
        issuer=one.code,
        dated=dossier.date_of(f"{KIND}/{subject}", session.held_on),
        about=frozenset((f"{KIND}/{subject}", subject))
        | field_work.about(one)
        | field_work.roster_keys(dossier, [group]),
        context=_copy(dossier, one, session, group),
        path=field_work.path(one, "Daftar Hadir", f"B{session.month}", session.code),
        cites=cites(dossier, one, "spm"),
        paper=parts.paper(one.district),
    )


def _copy(dossier: Dossier, one: Assigned, session: Session, group: Group) -> AttendanceContext:
    marks = {presence.number: presence.presence or "" for presence in dossier.presences_of.get(session.key, [])}
    counts = progress.attendance(dossier, session.key)
    return AttendanceContext(
        is_copy=True,
        activity_name=dossier.programme.wording.activity,
        activity=dossier.programme.label("activity", session.activity),
        day_and_date=indonesian.day_and_date(session.held_on) if session.held_on else UNKNOWN,
        time=field_work.hours(one, session) or UNKNOWN,
        venue=session.venue or UNKNOWN,
        group=field_work.group_name(group),
        village=field_work.village(group),
        role=dossier.programme.wording.role,
        role_short=dossier.programme.wording.role_short,
        facilitator_name=one.name,
        spm_name=dossier.programme.wording.spm_name,
        topic=session.lesson or UNKNOWN,
        members=tuple(
            _row(dossier, group, member, presence=marks.get(member.number) or UNKNOWN)
            for member in dossier.members_of.get(group.code, [])
        ),
        present=str(counts.present),
        permitted=str(counts.permitted),
        sick=str(counts.sick),
        absent=str(counts.absent),
        recorded=str(counts.recorded),
        rate=indonesian.percent(counts.present, counts.recorded),
        place_and_date=field_work.place_and_date(one, group, session.held_on),
        leader_name=field_work.leader_name(dossier, group),
    )


def blank(dossier: Dossier, one: Assigned, group: Group) -> AttendanceContext:
    """The sheet to be signed in the field: the members' names, and room for what only the day will tell."""
    wording = dossier.programme.wording
    return AttendanceContext(
        is_copy=False,
        activity_name=wording.activity,
        activity=_BY_HAND,
        day_and_date=_BY_HAND,
        time=_BY_HAND,
        venue=_BY_HAND,
        group=field_work.group_name(group),
        village=field_work.village(group),
        role=wording.role,
        role_short=wording.role_short,
        facilitator_name=one.name,
        spm_name=wording.spm_name,
        spm_number=one.assignment.spm_number or _BY_HAND,
        topic=_BY_HAND,
        members=tuple(_row(dossier, group, member) for member in dossier.members_of.get(group.code, [])),
        place_and_date=f"{field_work.place_and_date(one, group, None)}, {_BY_HAND[:30]}",
        leader_name=field_work.leader_name(dossier, group),
    )


def _row(dossier: Dossier, group: Group, member: Member, presence: str = "") -> AttendanceRow:
    odd = member.number % 2 == 1
    mark = f"{member.number}."
    return AttendanceRow(
        number=str(member.number),
        name=member.name or UNKNOWN,
        sex=member.sex or UNKNOWN,
        address=member.address or field_work.village_name(group) or UNKNOWN,
        position=dossier.programme.label("position", member.position) or UNKNOWN,
        presence=presence,
        left=mark if odd else "",
        right="" if odd else mark,
    )


REQUIRED = ("group", "day_and_date", "facilitator_name", "members[].name")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Daftar Hadir", AttendanceContext, drafts, required=REQUIRED)
