"""The work owed to every group in every month is done and proved. Targets and evidence are the programme's."""

from collections import Counter
from collections.abc import Iterator

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Dossier
from pipeline.progress import Gap, Tally
from pipeline.records import MonthCard, Session
from pipeline.rules.calendar import month_meant
from pipeline.rules.proof import falls_short, lacking
from pipeline.rules.terms import readings

_SOURCE = "Buku Panduan, Target Pekerjaan 1 dan 2"
_FROM_THE_FIELD = {
    "attendance_sheet": "Daftar Hadir",
    "minutes": "Notulen",
    "partnership_statement": "Surat Keterangan Kemitraan",
    "monthly_report": "Laporan Bulanan",
    "final_report": "Laporan Akhir",
    "certificate": "Sertifikat",
}
"""The papers that are due only when the workbook of the month (of all months) was read, as the documents call them."""
_SHEETS = ("minutes", "attendance", "photo", "discussion")
"""The kinds of evidence that have a sheet of their own."""

TOO_FEW = Message(
    "A01",
    Severity.ERROR,
    "Kelompok {group} baru {held} kali «{activity}» pada bulan ke-{month}; paling sedikit {at_least} kali.",
    fix="Catat pertemuan yang sudah dilaksanakan beserta buktinya; laporan terbit bila target tercapai.",
    source=_SOURCE,
    waivable=True,
)
LACKS_EVIDENCE = Message(
    "A02",
    Severity.ERROR,
    "Pertemuan {code} dengan kelompok {group} belum dilengkapi {lacks}, sehingga target {activity} bulan ke-{month} "
    "belum tercapai.",
    fix="Lengkapi bukti pertemuan itu di buku kerja yang sama.",
    source=_SOURCE,
    waivable=True,
)
SO_FAR = Message(
    "A03",
    Severity.NOTE,
    "Kelompok {group}, bulan ke-{month}: «{activity}» {count} dari {at_least} kali; bulan ini belum berakhir.",
    fix="Lanjutkan kegiatan; kirim buku kerja lagi sesudah bulan berakhir.",
    source=_SOURCE,
)
MONTH_NOT_READ = Message(
    "A04",
    Severity.WARNING,
    "Bulan ke-{month} masa tugas {who} sudah berakhir, tetapi buku kerja bulan itu belum ada atau tidak terbaca. "
    "Karena itu belum dapat dibuat: {papers}.",
    fix="Sertakan buku kerja bulan ke-{month} {who}; bila sudah ada, perbaiki dulu temuan pada berkas itu.",
    source="Buku Panduan, Target Pekerjaan 4: laporan dibuat setiap bulan",
    waivable=True,
)
NOT_COUNTED = Message(
    "A05",
    Severity.NOTE,
    "Pertemuan {code} dengan kelompok {group} tidak dihitung karena belum dilengkapi {lacks}.",
    fix="Lengkapi buktinya bila pertemuan itu hendak dihitung.",
    source=_SOURCE,
)

MONTH_WITHOUT = Message(
    "A06",
    Severity.ERROR,
    "Tidak satu pun dari {count} pertemuan bulan ke-{month} yang memerlukannya dilengkapi {lacks}.",
    fix="Isi lembarnya di buku kerja ini; bila sudah diisi, periksa nama lembar dan kode pertemuannya.",
    source=_SOURCE,
    waivable=True,
)


def groups_meet_often_enough(dossier: Dossier) -> Iterator[Finding]:
    """Every group has as many proved sessions a month as the programme asks for, once the month is over."""
    for facilitator in dossier.facilitators:
        for tally in progress.tallies(dossier, facilitator):
            read = tally.month in dossier.months_read.get(facilitator, ())
            dated = progress.month_bounds(dossier, facilitator, tally.month) is not None
            if tally.target.per == "group_month" and read and dated and not tally.uncertain:
                yield from _judged(dossier, tally)


def _judged(dossier: Dossier, tally: Tally) -> Iterator[Finding]:
    """What is to be said of one target of a group in a month whose workbook was read.

    It is about the month, whose report waits for it; but who accepts it names the group or session in that month, and
    accepts nothing else of the month.
    """
    group = dossier.groups[tally.group]
    month = f"month:{tally.facilitator}/{tally.month}"
    values = {
        "group": group.called,
        "month": str(tally.month),
        "activity": tally.target.label,
        "at_least": str(tally.target.at_least),
        "held": str(tally.held),
        "count": str(tally.count),
    }
    if not tally.over and not tally.met:
        yield SO_FAR.at(_card(dossier, tally), [month], **values)
        return
    if tally.held < tally.target.at_least:
        yield TOO_FEW.at(_card(dossier, tally), [f"{month}/{tally.group}", month], **values)
    message = LACKS_EVIDENCE if falls_short(dossier, tally) else NOT_COUNTED
    throughout = _missing_throughout(dossier, tally.facilitator, tally.month)
    for gap in tally.gaps:
        if pieces := [kind for kind in lacking(dossier, gap) if kind not in throughout]:
            session = dossier.sessions[gap.key]
            about = [f"{month}/{session.code}", month]
            yield message.at(session.place, about, code=session.code, lacks=_in_words(dossier, pieces), **values)


def months_have_every_kind_of_evidence(dossier: Dossier) -> Iterator[Finding]:
    """A kind of evidence that all sessions of a month lack is a sheet that was not filled, and is said once."""
    for code, months in dossier.months_read.items():
        for month in sorted(months):
            pieces = _missing_throughout(dossier, code, month)
            if pieces and progress.month_is_over(dossier, code, month):
                card = dossier.of_month(MonthCard, code, month)[0]
                for kind, count in pieces.items():
                    lacks = _in_words(dossier, [kind])
                    yield MONTH_WITHOUT.at(card.at("month"), [card.key], month=month, count=count, lacks=lacks)


def _missing_throughout(dossier: Dossier, facilitator: str, month: int) -> dict[str, int]:
    """The kinds of evidence that two or more sessions of a month are to have and none has, with their number."""
    needed: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for session in dossier.of_month(Session, facilitator, month):
        gap = Gap(session.key, progress.evidence_lacking(dossier, session))
        needed.update(
            {kind for target in dossier.programme.targets_of(session.activity or "") for kind in target.evidence}
        )
        missing.update(lacking(dossier, gap))
    return {kind: count for kind, count in missing.items() if kind in _SHEETS and count == needed[kind] > 1}


def _in_words(dossier: Dossier, kinds: list[str]) -> str:
    return indonesian.joined([dossier.programme.label("evidence", kind) for kind in kinds])


def _card(dossier: Dossier, tally: Tally) -> Place:
    """Where the month of the tally's workbook stands."""
    return dossier.of_month(MonthCard, tally.facilitator, tally.month)[0].at("month")


def every_month_that_is_over_was_read(dossier: Dossier) -> Iterator[Finding]:
    """Of every month that is over the facilitator's workbook was read, be it with the number of another month.

    Only a warning: without the workbook no paper is due that could be withheld. It says which papers these are. Who
    gives the assignment workbook by itself asks after those whose workbooks come with it, and after nobody else.
    """
    papers = indonesian.joined([name for kind, name in _FROM_THE_FIELD.items() if kind in dossier.programme.papers])
    for code, facilitator in dossier.facilitators.items():
        read = dossier.months_read.get(code, set())
        asked = read or facilitator.place.file not in dossier.alone
        wrongly_called = {month_meant(dossier, code, month) for month in read}
        for month in progress.months(dossier) if asked else ():
            key = f"month:{code}/{month}"
            missing = month not in read | wrongly_called and key not in dossier.lost
            if missing and _surely_over(dossier, code, month):
                place = dossier.assignments[code].at("facilitator")
                yield MONTH_NOT_READ.at(place, [key], month=month, who=facilitator.called, papers=papers)


def _surely_over(dossier: Dossier, facilitator: str, month: int) -> bool:
    """Whether a month is over whichever term was meant; of one that runs backwards nobody can tell."""
    terms = readings(dossier, facilitator)
    known = len(terms) == 1 or (len(terms) > 1 and all(ends < dossier.today for _, ends in terms))
    return known and progress.month_is_over(dossier, facilitator, month)


RULES = (groups_meet_often_enough, months_have_every_kind_of_evidence, every_month_that_is_over_was_read)
