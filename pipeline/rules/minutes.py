"""Minutes: they count those present as the attendance does, and every agreed action has a person and a day."""

from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Discussion, FollowUp

_SOURCE = "Buku Panduan, Target Pekerjaan 1: notulen kegiatan sesi pertemuan"

COUNT_DIFFERS = Message(
    "N01",
    Severity.ERROR,
    "Notulen pertemuan {code} mencatat {written} orang hadir, sedangkan daftar hadirnya {counted}.",
    fix="Samakan jumlah hadir di notulen dengan daftar hadir.",
    source=_SOURCE,
)
ACTION_INCOMPLETE = Message(
    "N02",
    Severity.ERROR,
    "Tindak lanjut pertemuan {code} belum menyebut {lacks}.",
    fix="Isi penanggung jawab dan batas waktu setiap tindak lanjut.",
    source=_SOURCE,
)
DEADLINE_TOO_EARLY = Message(
    "N03",
    Severity.ERROR,
    "Batas waktu tindak lanjut {deadline} mendahului pertemuan {code} tanggal {held_on}.",
    fix="Betulkan batas waktu tindak lanjut atau tanggal pertemuan.",
    source=_SOURCE,
)


def minutes_count_as_the_attendance_does(dossier: Dossier) -> Iterator[Finding]:
    """The number of those present is the attendance's H; said only when no row of the attendance was lost."""
    for key, minutes in dossier.minutes_of.items():
        counted = progress.attendance(dossier, key)
        certain = counted.recorded > 0 and key not in dossier.lost
        if certain and minutes.present is not None and minutes.present != counted.present:
            values = {"code": minutes.session, "written": minutes.present, "counted": counted.present}
            yield COUNT_DIFFERS.at(minutes.at("present"), [key], "present", **values)


def every_action_has_a_person_and_a_day(dossier: Dossier) -> Iterator[Finding]:
    """A follow-up of the minutes names who sees to it and until when."""
    for action in dossier.all(FollowUp):
        lacks = [
            (name, word)
            for name, word in (("in_charge", "penanggung jawab"), ("deadline", "batas waktu"))
            if getattr(action, name) is None
        ]
        if lacks:
            words = indonesian.joined([word for _, word in lacks])
            name = lacks[0][0]
            yield ACTION_INCOMPLETE.at(action.at(name), [action.session_key], name, code=action.session, lacks=words)


def deadlines_do_not_precede_the_session(dossier: Dossier) -> Iterator[Finding]:
    """What was agreed at a session is to be done on its day or later."""
    actions: list[FollowUp | Discussion] = [*dossier.all(FollowUp), *dossier.all(Discussion)]
    for action in actions:
        session = dossier.sessions.get(action.session_key)
        if session and session.held_on and action.deadline and action.deadline < session.held_on:
            values = {
                "code": session.code,
                "deadline": indonesian.long_date(action.deadline),
                "held_on": indonesian.long_date(session.held_on),
            }
            yield DEADLINE_TOO_EARLY.at(action.at("deadline"), [session.key], "deadline", **values)


RULES = (
    minutes_count_as_the_attendance_does,
    every_action_has_a_person_and_a_day,
    deadlines_do_not_precede_the_session,
)
