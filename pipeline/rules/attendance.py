"""Attendance: its sheet agrees with the session, and those on it are members of the group."""

from collections.abc import Iterator, Sequence

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Dossier, Line
from pipeline.records import AttendanceSheet, Presence, Session
from pipeline.rules.calendar import date_in_doubt
from pipeline.rules.likeness import same_person
from pipeline.rules.people import invited
from pipeline.rules.proof import sheet_lost

_SOURCE = "Buku Panduan, Target Pekerjaan 1 dan 2: absensi peserta dari kelompok dampingan"

NOT_A_MEMBER = Message(
    "A20",
    Severity.ERROR,
    "Nomor {number} di daftar hadir pertemuan {code} bukan anggota kelompok «{group}».",
    fix="Betulkan nomornya, atau tambahkan orang itu di lembar Anggota buku penugasan; bila ia tamu, bukan anggota, "
    "kosongkan barisnya.",
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
NOBODY_PRESENT = Message(
    "A25",
    Severity.WARNING,
    "Tidak seorang pun hadir di pertemuan {code} menurut daftar hadirnya.",
    fix="Cocokkan dengan daftar hadir yang ditandatangani; pertemuan tanpa peserta tidak dihitung.",
    source=_SOURCE,
    waivable=True,
)
ANOTHER_LIST = Message(
    "A26",
    Severity.ERROR,
    "Daftar hadir pertemuan {code} tampaknya bukan daftar kelompok «{group}»: sebagian besar namanya lain daripada "
    "di lembar Anggota.",
    fix="Samakan nomor dan nama dengan lembar Anggota, atau betulkan kode pertemuan di daftar hadir itu.",
    source=_SOURCE,
)

_STRAY_NAMES = 3
"""So many wrong names on one list, at least half of all, are one slip (another group's list, rows moved up or down)."""

_ByCell = dict[Place, list[tuple[Session, Presence]]]
"""One cell of a matrix tells of several sessions, and what is wrong with it is said once."""


def those_present_are_members(dossier: Dossier) -> Iterator[Finding]:
    """Everyone on an attendance sheet has the number of a member of the session's group.

    A number that nobody has is passed over when a row of the group was lost: it may be that row's. One that stands on
    every list of the group is said once.
    """
    found: dict[Place | tuple[str, int], list[tuple[Session, Presence]]] = {}
    for session, presence in _strays(dossier):
        one_cause = _on_every_list(dossier, session.group or "", presence.number)
        cause = (session.group or "", presence.number) if one_cause else presence.at("number")
        found.setdefault(cause, []).append((session, presence))
    for same in found.values():
        session, presence = same[0]
        values = {"number": str(presence.number), "code": _codes(same), "group": session.group}
        yield NOT_A_MEMBER.at(presence.at("number"), _keys(same), "number", **values)


def _strays(dossier: Dossier) -> Iterator[tuple[Session, Presence]]:
    """The rows of attendance whose number no member of the group has."""
    for session in dossier.sessions.values():
        if _comparable(dossier, session) and not dossier.may_lack_members(session.group or ""):
            for presence in dossier.presences_of.get(session.key, []):
                if (session.group, presence.number) not in dossier.members:
                    yield session, presence


def _on_every_list(dossier: Dossier, group: str, number: int) -> bool:
    """Whether a number stands on all lists of a group: then it is the list of members that lacks it."""
    lists = [marks for key in dossier.sessions_of_group.get(group, []) if (marks := dossier.presences_of.get(key))]
    return len(lists) > 1 and all(any(mark.number == number for mark in marks) for marks in lists)


def names_are_those_of_the_members(dossier: Dossier) -> Iterator[Finding]:
    """Beside a member's number stands the member's name, a slip or a part left out forgiven; a list whose names are
    wrong altogether is said once, and so is a name that all lists of the group have beside the number."""
    single: dict[Place | tuple[str, int], list[tuple[Session, Presence]]] = {}
    lists: _ByCell = {}
    for session in dossier.sessions.values():
        named = [presence for presence in dossier.presences_of.get(session.key, []) if presence.name]
        wrong = [presence for presence in named if _is_another(dossier, session, presence)]
        if len(wrong) >= _STRAY_NAMES and 2 * len(wrong) >= len(named):
            lists.setdefault(wrong[0].at("name"), []).append((session, wrong[0]))
        else:
            for presence in wrong:
                one_cause = _so_on_every_list(dossier, session.group or "", presence)
                cause = (session.group or "", presence.number) if one_cause else presence.at("name")
                single.setdefault(cause, []).append((session, presence))
    for same in single.values():
        session, presence = same[0]
        member = dossier.members[session.group or "", presence.number]
        values = {"number": presence.number, "code": _codes(same), "written": presence.name, "member": member.name}
        yield NAME_OF_ANOTHER.at(presence.at("name"), _keys(same), "name", **values)
    for place, same in lists.items():
        yield ANOTHER_LIST.at(place, _keys(same), "name", code=_codes(same), group=same[0][0].group)


def _so_on_every_list(dossier: Dossier, group: str, wrong: Presence) -> bool:
    """Whether all lists of a group have this name beside its number: then it is the list of members that differs."""
    lists = [marks for key in dossier.sessions_of_group.get(group, []) if (marks := dossier.presences_of.get(key))]
    named = [mark.name or "" for marks in lists for mark in marks if mark.number == wrong.number]
    return len(lists) > 1 and len(named) == len(lists) and all(same_person(name, wrong.name or "") for name in named)


def _is_another(dossier: Dossier, session: Session, presence: Presence) -> bool:
    """Whether the name beside a number is not the member's; one that another member bears exactly is that member's."""
    member = dossier.members.get((session.group or "", presence.number))
    if member is None or not member.name or not presence.name or not _comparable(dossier, session):
        return False
    written = indonesian.name_key(presence.name)
    if written == indonesian.name_key(member.name):
        return False
    others = (indonesian.name_key(other.name or "") for other in invited(dossier, session))
    return written in others or not same_person(presence.name, member.name)


def attendance_is_of_the_sessions_group(dossier: Dossier) -> Iterator[Finding]:
    """An attendance sheet or matrix names the group of its session; one finding a session."""
    found: dict[Place, list[tuple[Session, AttendanceSheet | Presence]]] = {}
    for session in dossier.sessions.values():
        sheet = _of_another_group(dossier, session)
        if sheet is not None and (invited(dossier, session) or not dossier.groups_of.get(session.facilitator)):
            found.setdefault(sheet.at("group"), []).append((session, sheet))
    for place, same in found.items():
        session, sheet = same[0]
        values = {"code": _codes(same), "written": sheet.group, "group": session.group}
        yield ANOTHER_GROUP.at(place, _keys(same), "group", **values)


def _of_another_group(dossier: Dossier, session: Session) -> AttendanceSheet | Presence | None:
    """The first head or row of a session's attendance that names another group than the session does."""
    head = dossier.attendance_of.get(session.key)
    sheets: list[AttendanceSheet | Presence] = [*([head] if head else []), *dossier.presences_of.get(session.key, [])]
    return next((sheet for sheet in sheets if sheet.group and session.group and sheet.group != session.group), None)


def _codes(same: Sequence[tuple[Session, object]]) -> str:
    return indonesian.joined(list(dict.fromkeys(session.code for session, _ in same)))


def _keys(same: Sequence[tuple[Session, object]]) -> list[str]:
    return [session.key for session, _ in same]


def attendance_is_of_the_sessions_day(dossier: Dossier) -> Iterator[Finding]:
    """An attendance sheet carries the date of its session; not asked where the session's own date is in doubt."""
    for sheet in dossier.all(AttendanceSheet):
        session = dossier.sessions.get(sheet.session_key)
        if session is None or not sheet.held_on or not session.held_on or sheet.held_on == session.held_on:
            continue
        if not date_in_doubt(dossier, session) and not dossier.unread(sheet, "held_on"):
            values = {
                "code": session.code,
                "written": indonesian.day_and_date(sheet.held_on),
                "held_on": indonesian.day_and_date(session.held_on),
            }
            yield ANOTHER_DAY.at(sheet.at("held_on"), [session.key], "held_on", **values)


def everyone_is_marked(dossier: Dossier) -> Iterator[Finding]:
    """Where the presence of one member was recorded, that of all members of the group was.

    Nothing is said when a row of the attendance was lost: it may be that member's. When a row of the group was lost, or
    a row has a number that no member has, only of members whose own row waits for a mark.
    """
    for session in dossier.sessions.values():
        marked = {presence.number for presence in dossier.presences_of.get(session.key, [])}
        members = invited(dossier, session)
        missing = [member for member in members if member.number not in marked]
        strays = marked - {member.number for member in members}
        lost = sheet_lost(dossier, session, "attendance")
        if not marked or not missing or lost or not _comparable(dossier, session):
            continue
        if strays or dossier.may_lack_members(session.group or ""):
            missing = [member for member in missing if _unfilled(dossier, session, member.number)]
        if missing:
            who = indonesian.joined([f"{member.number}. {member.name or ''}".strip() for member in missing])
            place = _unfilled(dossier, session, missing[0].number) or _head(dossier, session)
            yield NOT_MARKED.at(place, [session.key], code=session.code, who=who)


def _unfilled(dossier: Dossier, session: Session, number: int) -> Place | None:
    """The empty cell of a member who is not marked at a session; None where no row waits for that member.

    In a matrix the row is where the member's other marks stand; on a list it keeps its distance to the next mark.
    """
    marks = dossier.presences_of[session.key]
    near = min(marks, key=lambda mark: abs(mark.number - number))
    place = near.at("presence")
    column, row = _cell(place)
    expected = row + number - near.number
    head = dossier.attendance_of.get(session.key)
    in_matrix = (
        _cell(mark.at("presence"))[1]
        for key in dossier.sessions_of_group.get(session.group or "", [])
        for mark in dossier.presences_of.get(key, [])
        if head is None and mark.number == number
        if (mark.place.file, mark.place.sheet) == (place.file, place.sheet)
    )
    waiting = expected if Line(place.file, place.sheet, expected) in dossier.furniture else 0
    empty = next(in_matrix, waiting)
    return place._replace(cell=f"{column}{empty}") if empty else None


def _head(dossier: Dossier, session: Session) -> Place:
    """The head of a session's list; of a matrix the first mark."""
    return (dossier.attendance_of.get(session.key) or dossier.presences_of[session.key][0]).place


def _cell(place: Place) -> tuple[str, int]:
    """Column and row of a place: "C", 7; a card or sheet has none."""
    column = place.cell.rstrip("0123456789")
    return column, int(place.cell[len(column) :] or 0)


def somebody_was_present(dossier: Dossier) -> Iterator[Finding]:
    """At a session at which every member is marked, somebody was there.

    A number that no member has changes nothing: be it that of a member whose row was lost, nobody else came either.
    """
    for session in dossier.sessions.values():
        if _everyone_was_read(dossier, session) and not progress.attendance(dossier, session.key).present:
            sheet = dossier.attendance_of.get(session.key)
            place = sheet.at("session") if sheet else session.at("code")
            yield NOBODY_PRESENT.at(place, [session.key], code=session.code)


def attendance_is_whole(dossier: Dossier, session: Session) -> bool:
    """Whether the presence of every member of the group, and of nobody else, was read: then it may be counted."""
    marked = {mark.number for mark in dossier.presences_of.get(session.key, [])}
    members = {member.number for member in invited(dossier, session)}
    return _everyone_was_read(dossier, session) and (not members or marked == members)


def _everyone_was_read(dossier: Dossier, session: Session) -> bool:
    """Whether the presence of every member of the group was read."""
    marks = dossier.presences_of.get(session.key, [])
    members = {member.number for member in invited(dossier, session)}
    if not marks or sheet_lost(dossier, session, "attendance") or any(mark.presence is None for mark in marks):
        return False
    return not members or (members <= {mark.number for mark in marks} and _comparable(dossier, session))


def _comparable(dossier: Dossier, session: Session) -> bool:
    """Whether the attendance of a session can be held against the members of its group."""
    return bool(invited(dossier, session)) and _of_another_group(dossier, session) is None


RULES = (
    those_present_are_members,
    names_are_those_of_the_members,
    everyone_is_marked,
    somebody_was_present,
    attendance_is_of_the_sessions_group,
    attendance_is_of_the_sessions_day,
)
