"""When sessions were held: within the term, in the workbook's month, not in the future, never two at a time."""

from collections.abc import Iterator
from datetime import time
from itertools import combinations, groupby

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import MonthCard, Session

OUTSIDE_TERM = Message(
    "C10",
    Severity.ERROR,
    "Pertemuan {code} tanggal {held_on} berada di luar masa tugas {period}.",
    fix="Betulkan tanggal pertemuan, atau masa tugas di lembar Penugasan.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 2: penugasan berlangsung menurut SPM",
)
OUTSIDE_MONTH = Message(
    "C11",
    Severity.ERROR,
    "Pertemuan {code} tanggal {held_on} tidak termasuk bulan ke-{month} masa tugas ({period}).",
    fix="Pindahkan pertemuan ke buku kerja bulannya, atau betulkan tanggalnya.",
    source="Buku Panduan, jadwal kegiatan: bulan ke-1 dan ke-2 masa tugas",
)
IN_FUTURE = Message(
    "C12",
    Severity.ERROR,
    "Pertemuan {code} bertanggal {held_on}, padahal hari itu belum tiba.",
    fix="Betulkan tanggalnya; pertemuan dicatat sesudah dilaksanakan.",
    source="Aturan berkas: laporan memuat kegiatan yang sudah dilaksanakan",
)
ENDS_BEFORE_START = Message(
    "C13",
    Severity.ERROR,
    "Pertemuan {code} selesai pukul {ends}, tidak sesudah mulainya pukul {starts}.",
    fix="Betulkan jam mulai atau jam selesai.",
    source="Aturan berkas: waktu pertemuan dari mulai sampai selesai",
)
OVERLAP = Message(
    "C14",
    Severity.ERROR,
    "Pertemuan {code} tanggal {held_on} berlangsung pada waktu yang sama dengan pertemuan {other} di {first}.",
    fix="Betulkan hari atau jam salah satunya; satu orang tidak memimpin dua pertemuan sekaligus.",
    source="Aturan berkas: satu orang tidak memimpin dua pertemuan sekaligus",
)
NO_SUCH_MONTH = Message(
    "C15",
    Severity.ERROR,
    "Buku kerja ini untuk bulan ke-{month}, padahal masa tugas hanya {months} bulan.",
    fix="Betulkan angka bulan di lembar identitas.",
    source="Buku Panduan, jadwal kegiatan",
)


def workbooks_are_of_a_month_of_the_term(dossier: Dossier) -> Iterator[Finding]:
    """A monthly workbook's month is one that the programme has."""
    months = progress.months(dossier)
    for card in dossier.all(MonthCard):
        if card.month not in months:
            yield NO_SUCH_MONTH.at(card.at("month"), [card.key], "month", month=card.month, months=len(months))


def sessions_lie_in_the_term_and_their_month(dossier: Dossier) -> Iterator[Finding]:
    """A session lies within the SPM's term, and there in the month of its workbook."""
    for session in dossier.all(Session):
        term = progress.term(dossier, session.facilitator)
        month = progress.month_bounds(dossier, session.facilitator, session.month)
        if session.held_on is None or term is None:
            continue
        values = {"code": session.code, "held_on": indonesian.day_and_date(session.held_on)}
        place, about = session.at("held_on"), [session.key]
        if not term[0] <= session.held_on <= term[1]:
            yield OUTSIDE_TERM.at(place, about, "held_on", period=indonesian.period(*term), **values)
        elif month and not month[0] <= session.held_on <= month[1]:
            values["period"] = indonesian.period(*month)
            yield OUTSIDE_MONTH.at(place, about, "held_on", month=session.month, **values)


def sessions_are_not_in_the_future(dossier: Dossier) -> Iterator[Finding]:
    """What is reported has happened."""
    for session in dossier.all(Session):
        if session.held_on is not None and session.held_on > dossier.today:
            held_on = indonesian.day_and_date(session.held_on)
            yield IN_FUTURE.at(session.at("held_on"), [session.key], "held_on", code=session.code, held_on=held_on)


def sessions_end_after_they_start(dossier: Dossier) -> Iterator[Finding]:
    """A session's end is later than its start."""
    for session in dossier.all(Session):
        if session.starts and session.ends and session.ends <= session.starts:
            starts, ends = indonesian.time_of_day(session.starts), indonesian.time_of_day(session.ends)
            values = {"code": session.code, "starts": starts, "ends": ends}
            yield ENDS_BEFORE_START.at(session.at("ends"), [session.key], "ends", **values)


def nobody_leads_two_sessions_at_once(dossier: Dossier) -> Iterator[Finding]:
    """No two sessions of a facilitator overlap; a session without an end counts as its first minute."""
    for sessions in dossier.sessions_of.values():
        timed = [session for session in sessions if session.held_on and session.starts]
        for held_on, of_day in groupby(timed, key=lambda session: session.held_on):
            for earlier, later in combinations(of_day, 2):
                if held_on and _overlap(earlier, later):
                    yield OVERLAP.at(
                        later.at("starts"),
                        [later.key, earlier.key],
                        "starts",
                        code=later.code,
                        other=earlier.code,
                        first=earlier.at("starts"),
                        held_on=indonesian.day_and_date(held_on),
                    )


def _overlap(earlier: Session, later: Session) -> bool:
    """Whether the later session begins before the earlier one is over."""
    starts = later.starts or time.max
    return starts == earlier.starts or starts < (earlier.ends or time.min)


RULES = (
    workbooks_are_of_a_month_of_the_term,
    sessions_lie_in_the_term_and_their_month,
    sessions_are_not_in_the_future,
    sessions_end_after_they_start,
    nobody_leads_two_sessions_at_once,
)
