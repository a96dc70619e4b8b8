"""Minutes: they count those present as the attendance does, and every agreed action has a person and a day."""

import re
from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Discussion, Facilitator, FollowUp, Member, Session
from pipeline.rules.attendance import attendance_is_whole
from pipeline.rules.calendar import date_in_doubt
from pipeline.rules.likeness import alike
from pipeline.rules.people import invited
from pipeline.rules.terms import readings

_SOURCE = "Buku Panduan, Target Pekerjaan 1: notulen kegiatan sesi pertemuan"

COUNT_DIFFERS = Message(
    "N01",
    Severity.ERROR,
    "Notulen pertemuan {code} mencatat {written} orang hadir, sedangkan daftar hadirnya {counted}.",
    fix="Samakan jumlah hadir di notulen dengan daftar hadir.",
    source=_SOURCE,
    waivable=True,
)
ACTION_INCOMPLETE = Message(
    "N02",
    Severity.ERROR,
    "Tindak lanjut pertemuan {code} belum menyebut {lacks}.",
    fix="Isi penanggung jawab dan batas waktu setiap tindak lanjut.",
    source=_SOURCE,
    waivable=True,
)
DEADLINE_TOO_EARLY = Message(
    "N03",
    Severity.ERROR,
    "Batas waktu tindak lanjut {deadline} mendahului pertemuan {code} tanggal {held_on}.",
    fix="Betulkan batas waktu tindak lanjut atau tanggal pertemuan.",
    source=_SOURCE,
)
CHAIR_TAKES_NOTES = Message(
    "N04",
    Severity.WARNING,
    "Pimpinan dan notulis pertemuan {code} adalah orang yang sama.",
    fix="Tulis siapa yang mencatat; bila memang satu orang, tidak ada yang perlu diubah.",
    source="Pedoman notula: pimpinan rapat dan notulis menandatangani sebagai dua orang",
    waivable=True,
)
NEARLY_A_NAME = Message(
    "N05",
    Severity.WARNING,
    "Penanggung jawab «{who}» pada tindak lanjut pertemuan {code} mungkin salah tulis; maksudnya {known}?",
    fix="Samakan namanya bila memang orang itu; bila orang lain, tidak ada yang perlu diubah.",
    source=_SOURCE,
    waivable=True,
)
DEADLINE_AFTER_TERM = Message(
    "N06",
    Severity.WARNING,
    "Batas waktu tindak lanjut {deadline} dari pertemuan {code} melewati akhir masa tugas {ends}.",
    fix="Betulkan batas waktunya; bila memang demikian, tidak ada yang perlu diubah.",
    source="Buku Panduan, Target Pekerjaan: tindak lanjut dipantau selama masa tugas",
)
_FORMS_OF_ADDRESS = frozenset(("PAK", "BU", "BAPAK", "IBU", "SDR", "SDRI", "MAS", "MBAK", "BANG", "KANG", "TEH", "KAK"))
_BETWEEN_PEOPLE = re.compile(r"[,;/&+\n()]|\b(?:dan|serta|bersama|dengan)\b", re.IGNORECASE)


def minutes_count_as_the_attendance_does(dossier: Dossier) -> Iterator[Finding]:
    """The number of those present is the attendance's H; said only when the attendance was read as a whole.

    Where it marks nobody as present, that is said of the attendance.
    """
    for key, minutes in dossier.minutes_of.items():
        session, counted = dossier.sessions.get(key), progress.attendance(dossier, key)
        certain = session is not None and attendance_is_whole(dossier, session) and counted.present > 0
        if certain and minutes.present is not None and minutes.present != counted.present:
            values = {"code": minutes.session, "written": minutes.present, "counted": counted.present}
            yield COUNT_DIFFERS.at(minutes.at("present"), [key], "present", **values)


def every_action_has_a_person_and_a_day(dossier: Dossier) -> Iterator[Finding]:
    """A follow-up of the minutes names who sees to it and until when."""
    for action in dossier.all(FollowUp):
        lacks = [
            (name, word)
            for name, word in (("in_charge", "penanggung jawab"), ("deadline", "batas waktu"))
            if getattr(action, name) is None and not dossier.unread(action, name)
        ]
        if lacks:
            words = indonesian.joined([word for _, word in lacks])
            name = lacks[0][0]
            yield ACTION_INCOMPLETE.at(action.at(name), [action.session_key], name, code=action.session, lacks=words)


def deadlines_fit_session_and_term(dossier: Dossier) -> Iterator[Finding]:
    """What was agreed at a session is to be done on its day or later; what the minutes note, while the work lasts.

    What settles a quarrel within a group (a discussion) may well outlast the facilitator's term.
    """
    for action, session in _actions(dossier):
        if action.deadline is None or date_in_doubt(dossier, session):
            continue
        values = {"code": session.code, "deadline": indonesian.long_date(action.deadline)}
        place, about = action.at("deadline"), [session.key]
        ends = max((term[1] for term in readings(dossier, session.facilitator)), default=None)
        if session.held_on and action.deadline < session.held_on:
            held_on = indonesian.long_date(session.held_on)
            yield DEADLINE_TOO_EARLY.at(place, about, "deadline", held_on=held_on, **values)
        elif ends and action.deadline > ends and isinstance(action, FollowUp):
            yield DEADLINE_AFTER_TERM.at(place, about, "deadline", ends=indonesian.long_date(ends), **values)


def the_chair_does_not_take_the_notes(dossier: Dossier) -> Iterator[Finding]:
    """Minutes are signed by two: who led the meeting and who took the notes."""
    for minutes in dossier.minutes_of.values():
        chair, notes = minutes.chair, minutes.note_taker
        if chair and notes and indonesian.name_key(chair) == indonesian.name_key(notes):
            place = minutes.at("note_taker")
            yield CHAIR_TAKES_NOTES.at(place, [minutes.session_key], "note_taker", code=minutes.session)


def those_in_charge_are_written_as_they_are_called(dossier: Dossier) -> Iterator[Finding]:
    """Members and the facilitator, when they see to a follow-up, are written as in their lists; so may others, bodies
    and positions be.

    Not asked where a member is missing from the list of the group, or a name could not be read: it may be that one.
    """
    for action, session in _actions(dossier):
        facilitator = dossier.facilitators.get(session.facilitator)
        members = invited(dossier, session)
        strays = {mark.number for mark in dossier.presences_of.get(session.key, [])} - {one.number for one in members}
        people: list[Member | Facilitator] = [*members, *([facilitator] if facilitator else [])]
        names = [person.name for person in people if person.name]
        in_doubt = strays or len(names) < len(people) or dossier.may_lack_members(session.group or "")
        if not action.in_charge or not members or in_doubt:
            continue
        values = {"who": action.in_charge, "code": session.code}
        if known := _meant(action.in_charge, names):
            yield NEARLY_A_NAME.at(action.at("in_charge"), [session.key], "in_charge", known=known, **values)


def _actions(dossier: Dossier) -> Iterator[tuple[FollowUp | Discussion, Session]]:
    """Everything that was agreed, with the session at which it was."""
    actions: list[FollowUp | Discussion] = [*dossier.all(FollowUp), *dossier.all(Discussion)]
    for action in actions:
        if session := dossier.sessions.get(action.session_key):
            yield action, session


def _meant(in_charge: str, people: list[str]) -> str:
    """The first of these people whose name is nearly written in a text, in which none of them is named; "" if none."""
    parts = _named_in(in_charge)
    keys = [indonesian.name_key(name) for name in people]
    if any(_names(part, key) for part in parts for key in keys):
        return ""
    return next((name for name, key in zip(people, keys, strict=True) if any(alike(part, key) for part in parts)), "")


def _named_in(in_charge: str) -> list[str]:
    """The keys of those whom a text names, without forms of address."""
    parts = (
        " ".join(word for word in indonesian.name_key(part).split() if word not in _FORMS_OF_ADDRESS)
        for part in _BETWEEN_PEOPLE.split(in_charge)
    )
    return [part for part in parts if part]


def _names(part: str, person: str) -> bool:
    """Whether a text is a name, some words of it, or the same joined otherwise: "NUR HAYATI", "NURHAYATI"."""
    named, own = set(part.split()), set(person.split())
    return bool(named) and (named <= own or own <= named or part.replace(" ", "") == person.replace(" ", ""))


RULES = (
    minutes_count_as_the_attendance_does,
    every_action_has_a_person_and_a_day,
    deadlines_fit_session_and_term,
    the_chair_does_not_take_the_notes,
    those_in_charge_are_written_as_they_are_called,
)
