"""Monthly report (laporan bulanan) in the handbook's outline: preface, contents, BAB I-IV, annexes.

The facilitator signs it, the district's office has taken note (mengetahui). Source: handbook, Tata Cara Pelaporan; what
its outline leaves out (BAB II C) is a setting of the programme. No personal numbers, no address below the village.
"""

from pipeline import progress
from pipeline.documents import (
    field_work,
    parts,
    report_annexes,
    report_charts,
    report_common,
    report_stories,
    report_tables,
    report_texts,
)
from pipeline.documents.assigned import Assigned, assigned, cites
from pipeline.documents.report_annexes import Annex, AnnexRow, AttendanceAnnex, DiscussionAnnex, MinutesAnnex, Scan
from pipeline.documents.report_common import Fields
from pipeline.documents.report_parts import PhotoRow, ReportContext, SessionStory
from pipeline.documents.report_scope import Scope
from pipeline.flow import Document, Dossier, Draft

KIND = "monthly_report"
_CALLED = "laporan bulanan"
_TOLD = "Uraian setiap pertemuan adalah sebagai berikut."


class MonthlyReportContext(ReportContext):
    """What the template may print, besides what both reports share. A heading of an annex that is empty is ""."""

    month: str
    """"Bulan Ke-1"."""
    stories: tuple[SessionStory, ...]
    """The sessions told in words."""
    annexes: tuple[AnnexRow, ...]
    """The list of annexes."""
    attendance_heading: str
    attendance_sheets: tuple[AttendanceAnnex, ...]
    minutes_heading: str
    minutes: tuple[MinutesAnnex, ...]
    discussions_heading: str
    discussions: tuple[DiscussionAnnex, ...]
    photos_heading: str
    photos: tuple[PhotoRow, ...]
    scans_heading: str
    scans: tuple[Scan, ...]
    scan_files: tuple[str, ...]
    """Scans that are PDF files, by name."""
    statements_heading: str
    """Its table is that of the month's partnerships."""


def drafts(dossier: Dossier) -> tuple[Draft, ...]:
    """One for every month of the term that is over and whose workbook was read."""
    return tuple(
        _draft(dossier, one, month)
        for one in assigned(dossier)
        for month in progress.months(dossier)
        if month in dossier.months_read.get(one.code, ()) and progress.month_is_over(dossier, one.code, month)
    )


def _draft(dossier: Dossier, one: Assigned, month: int) -> Draft:
    subject = f"month:{one.code}/{month}"
    key = f"{KIND}/{subject}"
    delivery = dossier.deliveries.get(subject)
    dated = dossier.date_of(key, delivery.made_on if delivery else None)
    scope = Scope(dossier, one, (month,), f"bulan ke-{month}", dated)
    return Draft(
        document=KIND,
        subject=subject,
        title=f"Laporan Bulanan {one.name}, Bulan Ke-{month}",
        issuer=one.code,
        dated=dated,
        about=frozenset((key, subject)) | scope.about,
        context=_context(scope, month),
        path=field_work.path(one, "Laporan Bulanan", f"B{month}"),
        cites=cites(dossier, one, "spk", "spm"),
        paper=parts.paper(one.district),
        scans=report_annexes.pdf_scans(scope),
    )


def _context(scope: Scope, month: int) -> MonthlyReportContext:
    tallies = list(progress.tallies_of_month(scope.dossier, scope.one.code, month))
    counted = [tally for tally in tallies if tally.target.activity not in report_tables.REPORTS]
    summary = report_texts.results_of_month(scope, counted)
    held = report_texts.held_by_activity(scope, tallies)
    return MonthlyReportContext.model_validate(
        {
            **report_common.fields(scope, KIND, _CALLED, held, _TOLD),
            **_annexes(scope),
            "month": f"Bulan Ke-{month}",
            "stories": report_stories.stories(scope),
            "results": report_tables.results_of_month(scope.dossier, counted),
            "results_summary": summary,
            "target_chart": report_charts.targets_of_month(counted),
            "closing": report_texts.closing(scope, _CALLED, held, summary),
        }
    )


def _annexes(scope: Scope) -> Fields:
    """The annexes and their list."""
    sheets = report_annexes.attendance_sheets(scope)
    minutes = report_annexes.minutes_of(scope)
    discussions = report_annexes.discussions(scope)
    photos = report_annexes.photos(scope)
    scans, files = report_annexes.scans(scope), report_annexes.scan_files(scope)
    shown = sum(2 if row.right else 1 for row in photos)
    listed = (
        Annex("attendance", "Daftar Hadir", len(sheets), "pertemuan"),
        Annex("minutes", "Notulen", len(minutes), "pertemuan"),
        Annex("discussions", "Resume Diskusi", len(discussions), "pertemuan"),
        Annex("photos", "Dokumentasi Kegiatan", shown, "foto"),
        Annex("scans", "Pindaian Dokumen", len(scans) + len(files), "berkas"),
        Annex("statements", "Surat Keterangan Kemitraan", len(scope.partnerships), "surat"),
    )
    return {
        **report_annexes.headings(listed),
        "annexes": report_annexes.rows(listed),
        "attendance_sheets": sheets,
        "minutes": minutes,
        "discussions": discussions,
        "photos": photos,
        "scans": scans,
        "scan_files": files,
    }


REQUIRED = ("report_title", "month", "period", "facilitator_name", "spm_number", "results[].result")
"""What makes the paper what it is: the check of templates asks for it."""

DOCUMENT = Document(KIND, "Laporan Bulanan", MonthlyReportContext, drafts, required=REQUIRED)
