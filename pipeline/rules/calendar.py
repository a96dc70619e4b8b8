"""When sessions were held: within the term, in the workbook's month, not in the future, and one at a time."""

from collections.abc import Iterator
from datetime import time
from itertools import combinations, groupby

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import MonthCard, Session
from pipeline.rules.offices import in_doubt
from pipeline.rules.terms import readings

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
    "Pertemuan {code} selesai pukul {ends}, padahal mulai pukul {starts}.",
    fix="Betulkan jam mulai atau jam selesai.",
    source="Aturan berkas: waktu pertemuan dari mulai sampai selesai",
)
OVERLAP = Message(
    "C14",
    Severity.WARNING,
    "Pertemuan {code} tanggal {held_on} berlangsung pada waktu yang sama dengan pertemuan {other} di {first}.",
    fix="Betulkan hari atau jam salah satunya; bila memang pertemuan gabungan, tidak ada yang perlu diubah.",
    source="Aturan berkas: satu orang memimpin dua pertemuan sekaligus hanya bila pertemuannya digabung",
    waivable=True,
)
NO_SUCH_MONTH = Message(
    "C15",
    Severity.ERROR,
    "Buku kerja ini untuk bulan ke-{month}, padahal masa tugas hanya {months} bulan.",
    fix="Betulkan angka bulan di lembar identitas; bila lembar itu tidak ada, di nama berkasnya.",
    source="Buku Panduan, jadwal kegiatan",
)
ANOTHER_ZONE = Message(
    "C20",
    Severity.WARNING,
    "Jam pertemuan {code} ditulis dalam {zone}, padahal di {province} berlaku {local}; surat memakai {local}.",
    fix="Betulkan jam atau zona waktunya; tanpa zona, jam dibaca dalam {local}.",
    source="Keppres 41/1987: pembagian wilayah Republik Indonesia menjadi tiga wilayah waktu",
)
WRONG_MONTH = Message(
    "C18",
    Severity.ERROR,
    "Bulan ke-{month} tertulis, tetapi semua pertemuan buku kerja ini ({count}) jatuh di bulan ke-{meant} masa tugas "
    "({period}).",
    fix="Ubah bulan di lembar identitas (bila lembar itu tidak ada, di nama berkasnya) menjadi {meant}; bila sudah "
    "benar, betulkan tanggal pertemuannya.",
    source="Buku Panduan, jadwal kegiatan: bulan ke-1 dan ke-2 masa tugas",
)

_TELLING = 3
"""So many sessions, and no other, in one other month tell that not their dates are wrong but the month on the card."""


def workbooks_are_of_a_month_of_the_term(dossier: Dossier) -> Iterator[Finding]:
    """A monthly workbook's month is one that the programme has."""
    months = progress.months(dossier)
    for card in dossier.all(MonthCard):
        if card.month not in months:
            yield NO_SUCH_MONTH.at(card.at("month"), [card.key], "month", month=card.month, months=len(months))


def workbooks_are_of_the_month_of_their_sessions(dossier: Dossier) -> Iterator[Finding]:
    """Sessions do not all lie in another month than the one on the card; said once, of the card."""
    for card in dossier.all(MonthCard):
        meant = month_meant(dossier, card.facilitator, card.month)
        period = progress.month_bounds(dossier, card.facilitator, meant) if meant else None
        if meant and period:
            sessions = dossier.of_month(Session, card.facilitator, card.month)
            about = [card.key, *(session.key for session in sessions)]
            count = sum(session.held_on is not None for session in sessions)
            values = {"month": card.month, "meant": meant, "count": count, "period": indonesian.period(*period)}
            yield WRONG_MONTH.at(card.at("month"), about, "month", **values)


def month_meant(dossier: Dossier, facilitator: str, month: int) -> int | None:
    """The month of the term in which all dated sessions of a month's workbook lie, if it is another one."""
    sessions = [session for session in dossier.of_month(Session, facilitator, month) if session.held_on]
    if len(sessions) < _TELLING or any(_untimely(dossier, session) is not OUTSIDE_MONTH for session in sessions):
        return None
    months = {_month_of(dossier, session) for session in sessions}
    return months.pop() if len(months) == 1 else None


def _month_of(dossier: Dossier, session: Session) -> int | None:
    """The month of the term in which a session was held, if it lies in one."""
    for month in progress.months(dossier):
        bounds = progress.month_bounds(dossier, session.facilitator, month)
        if bounds and session.held_on and bounds[0] <= session.held_on <= bounds[1]:
            return month
    return None


def sessions_are_held_when_they_may_be(dossier: Dossier) -> Iterator[Finding]:
    """A session lies within the SPM's term, there in the month of its workbook, and has happened; one finding each.

    Where all lie in one other month, the workbook's is wrong, and that is said.
    """
    for session in dossier.all(Session):
        if session.held_on is None:
            continue
        term = progress.term(dossier, session.facilitator)
        month = progress.month_bounds(dossier, session.facilitator, session.month)
        values = {"code": session.code, "held_on": indonesian.day_and_date(session.held_on)}
        place, about = session.at("held_on"), [session.key]
        message = _untimely(dossier, session)
        if message is OUTSIDE_TERM and term:
            yield OUTSIDE_TERM.at(place, about, "held_on", period=indonesian.period(*term), **values)
        elif message is OUTSIDE_MONTH and month and not month_meant(dossier, session.facilitator, session.month):
            values["period"] = indonesian.period(*month)
            yield OUTSIDE_MONTH.at(place, about, "held_on", month=session.month, **values)
        elif message is IN_FUTURE:
            yield IN_FUTURE.at(place, about, "held_on", **values)


def _untimely(dossier: Dossier, session: Session) -> Message | None:
    """What is to be said of the day of a session; of a term that is itself in doubt only what holds however it is
    read."""
    held_on, terms = session.held_on, readings(dossier, session.facilitator)
    if held_on is None:
        return None
    if terms and not any(starts <= held_on <= ends for starts, ends in terms):
        return OUTSIDE_TERM
    month = progress.month_bounds(dossier, session.facilitator, session.month)
    if month and len({starts for starts, _ in terms}) == 1 and not month[0] <= held_on <= month[1]:
        return OUTSIDE_MONTH
    return IN_FUTURE if held_on > dossier.today else None


def date_in_doubt(dossier: Dossier, session: Session) -> bool:
    """Whether a finding says that the day of a session is wrong: then nothing is to be concluded from it."""
    return dossier.unread(session, "held_on") or _untimely(dossier, session) is not None


def sessions_end_after_they_start(dossier: Dossier) -> Iterator[Finding]:
    """A session's end is later than its start."""
    for session in dossier.all(Session):
        if session.starts and session.ends and _reversed(session):
            starts, ends = indonesian.time_of_day(session.starts), indonesian.time_of_day(session.ends)
            values = {"code": session.code, "starts": starts, "ends": ends}
            yield ENDS_BEFORE_START.at(session.at("ends"), [session.key], "ends", **values)


def hours_are_those_of_the_province(dossier: Dossier) -> Iterator[Finding]:
    """A time zone named beside the hours is that of the province whose office assigned the facilitator: papers print
    that one."""
    for session in dossier.all(Session):
        assignment = dossier.assignments.get(session.facilitator)
        office = dossier.offices.get(assignment.district or "") if assignment else None
        local = indonesian.zone_of_province(office.province or "") if office else None
        if assignment is None or office is None or in_doubt(dossier, assignment, "district"):
            continue
        if session.zone and local and session.zone != local:
            values = {"code": session.code, "zone": session.zone, "province": office.province, "local": local}
            yield ANOTHER_ZONE.at(session.at("zone"), [session.key], "zone", **values)


def nobody_leads_two_sessions_at_once(dossier: Dossier) -> Iterator[Finding]:
    """No two sessions of a facilitator overlap; a session without an end counts as its first minute.

    A warning: two groups may meet together.
    """
    for sessions in dossier.sessions_of.values():
        timed = [
            session
            for session in sessions
            if session.starts and not _reversed(session) and not date_in_doubt(dossier, session)
        ]
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


def _reversed(session: Session) -> bool:
    return bool(session.starts and session.ends and session.ends <= session.starts)


def _overlap(earlier: Session, later: Session) -> bool:
    """Whether the later session begins before the earlier one is over."""
    starts = later.starts or time.max
    return starts == earlier.starts or starts < (earlier.ends or time.min)


RULES = (
    workbooks_are_of_a_month_of_the_term,
    workbooks_are_of_the_month_of_their_sessions,
    sessions_are_held_when_they_may_be,
    sessions_end_after_they_start,
    hours_are_those_of_the_province,
    nobody_leads_two_sessions_at_once,
)
