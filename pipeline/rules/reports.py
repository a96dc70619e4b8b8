"""Reports are made and delivered in order, and only who met every target and delivered every report is certified."""

from collections.abc import Iterator
from datetime import date

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Delivery
from pipeline.rules.proof import falls_short
from pipeline.rules.terms import name_of, readings, report_ends

_SOURCE = "Buku Panduan, jadwal kegiatan: pembuatan lalu penyampaian laporan"

DELIVERED_BEFORE_MADE = Message(
    "A30",
    Severity.ERROR,
    "{report} {code} tercatat disampaikan {delivered}, sebelum dibuat {made}.",
    fix="Betulkan tanggal dibuat atau tanggal disampaikan.",
    source=_SOURCE,
)
MADE_TOO_EARLY = Message(
    "A31",
    Severity.ERROR,
    "{report} {code} tercatat dibuat {made}, sebelum masa laporannya berakhir {ends}.",
    fix="Betulkan tanggal dibuat; laporan dibuat sesudah masanya berakhir.",
    source=_SOURCE,
)
REPORT_IN_FUTURE = Message(
    "A32",
    Severity.ERROR,
    "{report} {code} tercatat dibuat atau disampaikan {day}, padahal hari itu belum tiba.",
    fix="Betulkan tanggalnya; catat penyampaian sesudah laporan benar-benar disampaikan.",
    source=_SOURCE,
)
WITHOUT_MONTH = Message(
    "A33",
    Severity.ERROR,
    "Laporan bulanan {code} belum menyebut bulan keberapa dari masa tugas (1 sampai {months}).",
    fix="Isi kolom Bulan Ke- di lembar Laporan buku penugasan.",
    source=_SOURCE,
)
NO_SUCH_MONTH = Message(
    "A34",
    Severity.ERROR,
    "Laporan bulanan {code} menyebut bulan ke-{month}, padahal masa tugas hanya {months} bulan.",
    fix="Betulkan kolom Bulan Ke- di lembar Laporan buku penugasan.",
    source=_SOURCE,
)
CERTIFICATE_NOT_EARNED = Message(
    "L12",
    Severity.ERROR,
    "Masa tugas {who} sudah berakhir, tetapi sertifikat belum dapat diberikan: {missing}.",
    fix="Lengkapi yang disebut, termasuk tanggal laporan di lembar Laporan buku penugasan.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 12: sertifikat bagi yang menyelesaikan masa tugas",
    waivable=True,
)
CERTIFICATE_TOO_EARLY = Message(
    "L13",
    Severity.ERROR,
    "Sertifikat {who} bertanggal {dated}, sebelum masa tugas berakhir {ends}.",
    fix="Betulkan tanggal sertifikat di lembar Penugasan.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 12",
)


def monthly_reports_are_of_a_month_of_the_term(dossier: Dossier) -> Iterator[Finding]:
    """A monthly report tells of which month it is: only then it counts for the certificate."""
    months = progress.months(dossier)
    for delivery in dossier.all(Delivery):
        if delivery.kind == "monthly" and delivery.month not in months and not dossier.unread(delivery, "month"):
            about = [f"certificate/facilitator:{delivery.facilitator}"]
            values = {"code": delivery.facilitator, "months": str(len(months))}
            if delivery.month is None:
                yield WITHOUT_MONTH.at(delivery.at("month"), about, "month", **values)
            else:
                yield NO_SUCH_MONTH.at(delivery.at("month"), about, "month", month=delivery.month, **values)


def reports_are_made_then_delivered(dossier: Dossier) -> Iterator[Finding]:
    """A report is made when its time is over, delivered when it is made, and neither date lies ahead."""
    for delivery in dossier.deliveries.values():
        values = {"report": _report(delivery), "code": delivery.facilitator}
        made, delivered, ends = delivery.made_on, delivery.delivered_on, report_ends(dossier, delivery)
        about = [delivery.report]
        ahead = [name for name in ("made_on", "delivered_on") if (getattr(delivery, name) or date.min) > dossier.today]
        if ahead:
            day = indonesian.long_date(getattr(delivery, ahead[0]))
            concerned = about if ahead[0] == "made_on" else [delivery.key]
            yield REPORT_IN_FUTURE.at(delivery.at(ahead[0]), concerned, ahead[0], day=day, **values)
        if made and ends and made < ends:
            days = {"made": indonesian.long_date(made), "ends": indonesian.long_date(ends)}
            yield MADE_TOO_EARLY.at(delivery.at("made_on"), about, "made_on", **days, **values)
        if made and delivered and delivered < made <= dossier.today:
            days = {"made": indonesian.long_date(made), "delivered": indonesian.long_date(delivered)}
            yield DELIVERED_BEFORE_MADE.at(
                delivery.at("delivered_on"), [delivery.key], "delivered_on", **days, **values
            )


def _report(delivery: Delivery) -> str:
    if delivery.kind != "monthly":
        return "Laporan akhir"
    return f"Laporan bulan ke-{delivery.month}" if delivery.month else "Laporan bulanan"


def certificates_are_earned(dossier: Dossier) -> Iterator[Finding]:
    """After the term, one error lists all that the certificate still lacks.

    What is missed only because of other faults is left to them: they withhold the certificate too. It is not due, and
    nothing is said, before the workbooks of all months were read.
    """
    if "certificate" not in dossier.programme.papers:
        return
    for code, facilitator in dossier.facilitators.items():
        if not progress.term_work_read(dossier, code) or progress.everything_met(dossier, code):
            continue
        tallies = [tally for tally in progress.tallies(dossier, code) if falls_short(dossier, tally)]
        if tallies:
            place = dossier.assignments[code].at("facilitator")
            missing = "; ".join(progress.described(dossier, tally) for tally in tallies)
            values = {"who": facilitator.called, "missing": missing}
            yield CERTIFICATE_NOT_EARNED.at(place, [f"certificate/{facilitator.key}"], **values)


def certificates_follow_the_term(dossier: Dossier) -> Iterator[Finding]:
    """A certificate's date is not before the last day of the term."""
    for code, assignment in dossier.assignments.items():
        ends = min((term[1] for term in readings(dossier, code)), default=None)
        dated = assignment.certificate_dated
        if ends and dated and dated < ends:
            values = {
                "who": name_of(dossier, assignment),
                "dated": indonesian.long_date(dated),
                "ends": indonesian.long_date(ends),
            }
            about = [f"certificate/{assignment.key}"]
            yield CERTIFICATE_TOO_EARLY.at(assignment.at("certificate_dated"), about, "certificate_dated", **values)


RULES = (
    monthly_reports_are_of_a_month_of_the_term,
    reports_are_made_then_delivered,
    certificates_are_earned,
    certificates_follow_the_term,
)
