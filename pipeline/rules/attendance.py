"""Attendance: its sheet agrees with the session, and those on it are members of the group."""

from collections.abc import Iterator

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import AttendanceSheet, Presence, Session

_SOURCE = "Buku Panduan, Target Pekerjaan 1 dan 2: absensi peserta dari kelompok dampingan"

NOT_A_MEMBER = Message(
    "A20",
    Severity.ERROR,
    "Nomor {number} di daftar hadir pertemuan {code} bukan anggota kelompok «{group}».",
    fix="Betulkan nomornya, atau tambahkan orang itu di lembar Anggota buku penugasan.",
    source=_SOURCE,
)
NAME_OF_ANOTHER = Message(
    "A21",
    Severity.ERROR,
    "Nomor {number} di daftar hadir pertemuan {code} bernama «{written}», bukan anggota «{member}».",
    fix="Betulkan nomor atau nama sehingga sama dengan lembar Anggota buku penugasan.",
    source=_SOURCE,
)
ANOTHER_GROUP = Message(
    "A22",
    Severity.ERROR,
    "Daftar hadir pertemuan {code} menyebut kelompok «{written}», sedangkan lembar Pertemuan «{group}».",
    fix="Samakan kode kelompok di daftar hadir dan di lembar Pertemuan.",
    source=_SOURCE,
)
ANOTHER_DAY = Message(
    "A23",
    Severity.ERROR,
    "Daftar hadir pertemuan {code} bertanggal {written}, sedangkan lembar Pertemuan {held_on}.",
    fix="Samakan tanggal di daftar hadir dan di lembar Pertemuan.",
    source=_SOURCE,
)


NOT_MARKED = Message(
    "A24",
    Severity.ERROR,
    "Daftar hadir pertemuan {code} belum mengisi kehadiran {who}.",
    fix="Isi H, I, S, atau A untuk setiap anggota kelompok.",
    source=_SOURCE,
)


def those_present_are_members(dossier: Dossier) -> Iterator[Finding]:
    """Everyone on an attendance sheet is a member of the session's group, by number and name.

    A number that nobody has is passed over when a row of the group was lost: it may be that row's.
    """
    for session in dossier.sessions.values():
        group = session.group or ""
        if group not in dossier.members_of:
            continue
        for presence in dossier.presences_of.get(session.key, []):
            yield from _membership(dossier, session, group, presence)


def _membership(dossier: Dossier, session: Session, group: str, presence: Presence) -> Iterator[Finding]:
    member = dossier.members.get((group, presence.number))
    values = {"number": presence.number, "code": session.code}
    if member is None:
        if not dossier.lost_below(f"member:{group}/"):
            yield NOT_A_MEMBER.at(presence.at("number"), [session.key], "number", group=group, **values)
    elif presence.name and member.name and indonesian.name_key(presence.name) != indonesian.name_key(member.name):
        values |= {"written": presence.name, "member": member.name}
        yield NAME_OF_ANOTHER.at(presence.at("name"), [session.key], "name", **values)


def attendance_is_of_the_sessions_group(dossier: Dossier) -> Iterator[Finding]:
    """An attendance sheet or matrix names the group of its session; one finding a session."""
    said: set[str] = set()
    sheets: list[AttendanceSheet | Presence] = [*dossier.all(AttendanceSheet), *dossier.all(Presence)]
    for sheet in sheets:
        session = dossier.sessions.get(sheet.session_key)
        if session is None or session.key in said or None in (sheet.group, session.group):
            continue
        if sheet.group != session.group:
            said.add(session.key)
            values = {"code": session.code, "written": sheet.group, "group": session.group}
            yield ANOTHER_GROUP.at(sheet.at("group"), [session.key], "group", **values)


def attendance_is_of_the_sessions_day(dossier: Dossier) -> Iterator[Finding]:
    """An attendance sheet carries the date of its session."""
    for sheet in dossier.all(AttendanceSheet):
        session = dossier.sessions.get(sheet.session_key)
        if session and sheet.held_on and session.held_on and sheet.held_on != session.held_on:
            values = {
                "code": session.code,
                "written": indonesian.day_and_date(sheet.held_on),
                "held_on": indonesian.day_and_date(session.held_on),
            }
            yield ANOTHER_DAY.at(sheet.at("held_on"), [session.key], "held_on", **values)


def everyone_is_marked(dossier: Dossier) -> Iterator[Finding]:
    """Where the presence of one member was recorded, that of all members of the group was.

    Nothing is said when a row of the attendance or of the group was lost: it may be that member's.
    """
    for session in dossier.sessions.values():
        marked = {presence.number for presence in dossier.presences_of.get(session.key, [])}
        lost = session.key in dossier.lost or dossier.lost_below(f"member:{session.group}/")
        missing = [item for item in dossier.members_of.get(session.group or "", []) if item.number not in marked]
        if marked and missing and not lost:
            who = indonesian.joined([f"{member.number}. {member.name or ''}".strip() for member in missing])
            sheet = dossier.attendance_of.get(session.key)
            place = (sheet or dossier.presences_of[session.key][0]).place
            yield NOT_MARKED.at(place, [session.key], code=session.code, who=who)


RULES = (
    those_present_are_members,
    everyone_is_marked,
    attendance_is_of_the_sessions_group,
    attendance_is_of_the_sessions_day,
)
