"""Final report (laporan akhir): the monthly report's four chapters over the whole term.

The facilitator signs it, the district's office has taken note (mengetahui). The handbook asks for it without printing
an outline; added are what the months add up to, how the groups have changed, and what helped. No personal numbers.
"""

from collections.abc import Sequence
from decimal import Decimal

from pipeline import indonesian, progress
from pipeline.documents import (
    dates,
    field_work,
    parts,
    report_annexes,
    report_charts,
    report_common,
    report_growth,
    report_tables,
    report_texts,
)
from pipeline.documents.assigned import Assigned, assigned, cites
from pipeline.documents.field_work import UNKNOWN
from pipeline.documents.report_annexes import Annex, AnnexRow
from pipeline.documents.report_common import Fields
from pipeline.documents.report_growth import GroupChange
from pipeline.documents.report_parts import PhotoRow, ReportContext, ResultRow
from pipeline.documents.report_scope import Scope
from pipeline.flow import ChartSlot, Context, Document, Dossier, Draft
from pipeline.progress import Tally, Total

KIND = "final_report"
_CALLED = "laporan akhir"
_TOLD = "Rincian setiap pertemuan disajikan pada lampiran."
_PHOTOS_PER_SESSION = 1
_HEADINGS = {
    "months_heading": "1. Rekapitulasi Bulanan",
    "results_heading": "2. Capaian Kumulatif",
    "partnerships_heading": "3. Kemitraan",
    "changes_heading": "4. Perkembangan Kelompok",
    "supporting_heading": "1. Faktor Pendukung",
    "hindering_heading": "2. Kendala",
    "advice_heading": "1. Saran",
    "sustainability_heading": "2. Keberlanjutan",
}
"""The headings of the third level, in the order of BAB III."""


class ActivityRow(Context):
    """What one month gave towards one activity, all groups together."""

    activity: str
    target: str
    """"–" where the target is one of the whole term."""
    result: str
    percent: str


class MonthRecap(Context):
    """What one month gave."""

    month: str
    """"Bulan Ke-1"."""
    period: str
    activities: tuple[ActivityRow, ...]


class FinalReportContext(ReportContext):
    """What the template may print, besides what both reports share. `results` are those of the whole term."""

    months_heading: str
    months_intro: str
    months: tuple[MonthRecap, ...]
    results_heading: str
    partnerships_heading: str
    """Of the summary in BAB III; the partnerships themselves stand in BAB II."""
    partnerships_summary: str
    changes_heading: str
    changes_intro: str
    changes: tuple[GroupChange, ...]
    turnover_chart: ChartSlot | None
    """Turnover of each group at the start and at the end; none where fewer than two amounts are known."""
    supporting_heading: str
    supporting: tuple[str, ...]
    """What helped: taken from attendance, partnerships, follow-ups and growth."""
    hindering_heading: str
    advice_heading: str
    sustainability_heading: str
    sustainability: tuple[str, ...]
    """How the work is to go on."""
    annexes: tuple[AnnexRow, ...]
    statements_heading: str
    """Of the annex that lists the partnership statements; "" without partnerships."""
    sessions_heading: str
    """Of the annex with the table of sessions; "" when none was held."""
    photos_heading: str
    photos: tuple[PhotoRow, ...]


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One for every facilitator whose term is over and whose workbooks of all months were read."""
    return tuple(_draft(dossier, one) for one in assigned(dossier) if progress.term_work_read(dossier, one.code))


def _draft(dossier: Dossier, one: Assigned) -> Draft:
    subject = f"term:{one.code}"
    key = f"{KIND}/{subject}"
    delivery = dossier.deliveries.get(subject)
    dated = dossier.date_of(key, delivery.made_on if delivery else None)
    scope = Scope(dossier, one, tuple(progress.months(dossier)), "masa penugasan", dated)
    return Draft(
        document=KIND,
        subject=subject,
        title=f"Laporan Akhir {one.name}",
        issuer=one.code,
        dated=dated,
        about=frozenset((key, subject)) | scope.about,
        context=_context(scope),
        path=field_work.path(one, "Laporan Akhir"),
        cites=cites(dossier, one, "spk", "spm"),
        paper=parts.paper(one.district),
    )


def _context(scope: Scope) -> FinalReportContext:
    code = scope.one.code
    totals = [
        total for total in progress.totals(scope.dossier, code) if total.target.activity not in report_tables.REPORTS
    ]
    summary = report_texts.results_summary(scope, sum(total.met for total in totals), len(totals))
    tallies = [tally for month in scope.months for tally in progress.tallies_of_month(scope.dossier, code, month)]
    held = report_texts.held_by_activity(scope, tallies)
    return FinalReportContext.model_validate(
        {
            **report_common.fields(scope, KIND, _CALLED, held, _TOLD),
            **_HEADINGS,
            **_annexes(scope),
            "months_intro": "Kegiatan dan hasil setiap bulan, untuk seluruh kelompok, disajikan pada tabel berikut.",
            "months": tuple(_month(scope, month, tallies) for month in scope.months),
            "results": _results(scope.dossier, totals),
            "results_summary": summary,
            "target_chart": report_charts.targets(totals),
            "partnerships_summary": _partnerships(scope),
            "changes_intro": report_growth.changes_intro(scope.groups),
            "changes": report_growth.changes(scope.groups),
            "turnover_chart": report_charts.turnover(scope.groups),
            "supporting": report_growth.supporting(scope),
            "sustainability": report_growth.sustainability(scope),
            "closing": report_texts.closing(scope, _CALLED, held, summary),
        }
    )


def _month(scope: Scope, month: int, tallies: Sequence[Tally]) -> MonthRecap:
    bounds = progress.month_bounds(scope.dossier, scope.one.code, month)
    rows = []
    for target in scope.dossier.programme.targets:
        same = [tally for tally in tallies if tally.month == month and tally.target == target]
        if not same or target.activity in report_tables.REPORTS:
            continue
        count = sum(tally.count for tally in same)
        owed = target.at_least * len(same) if target.per == "group_month" else 0
        rows.append(
            ActivityRow(
                activity=target.label,
                target=f"{owed} {target.unit}" if owed else UNKNOWN,
                result=f"{count} {target.unit}",
                percent=indonesian.percent(count, owed),
            )
        )
    period = dates.period(*bounds) if bounds else UNKNOWN
    return MonthRecap(month=f"Bulan Ke-{month}", period=period, activities=tuple(rows))


def _results(dossier: Dossier, totals: Sequence[Total]) -> tuple[ResultRow, ...]:
    return tuple(
        report_tables.result(dossier, number, total.target, total.group, total.owed, total.count)
        for number, total in enumerate(totals, start=1)
    )


def _partnerships(scope: Scope) -> str:
    """The partnerships by partner and by sum."""
    partners = progress.distinct_partners(scope.dossier, scope.one.code)
    if not partners:
        return "Selama masa penugasan belum ada kemitraan yang terjalin."
    names = indonesian.joined([records[0].partner or records[0].code for records in partners.values()])
    value = sum((item.value for item in scope.partnerships if item.value), Decimal(0))
    worth = f" Nilai kerja sama yang berbentuk uang seluruhnya {indonesian.rupiah_in_words(value)}." if value else ""
    return (
        f"Selama masa penugasan terjalin kemitraan dengan {indonesian.count_of(len(partners), 'mitra')}, yaitu {names}."
        f"{worth}"
    )


def _annexes(scope: Scope) -> Fields:
    """The annexes and their list."""
    photos = report_annexes.photos(scope, _PHOTOS_PER_SESSION)
    listed = (
        Annex("statements", "Daftar Surat Keterangan Kemitraan", len(scope.partnerships), "surat"),
        Annex("sessions", "Rekapitulasi Pertemuan", len(scope.sessions), "pertemuan"),
        Annex("photos", "Dokumentasi Kegiatan", sum(2 if row.right else 1 for row in photos), "foto"),
    )
    return {
        **report_annexes.headings(listed),
        "annexes": report_annexes.rows(listed),
        "photos": photos,
    }


REQUIRED = ("report_title", "period", "facilitator_name", "spm_number", "results[].result")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Laporan Akhir", FinalReportContext, drafts, required=REQUIRED)
