"""Drafts get their numbers from the register, and what input and register disagree about is said."""

from collections.abc import Sequence
from datetime import date

from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Draft
from pipeline.register import Conflict, Entry, NumberRule, Register, Request

NUMBER_REFUSED = Message(
    "L80",
    Severity.ERROR,
    "{title} tidak dapat diberi nomor: {problem}.",
    fix="Betulkan nomor atau pola nomor surat itu di lembar Penugasan atau Penomoran.",
    source="Tata naskah dinas: satu nomor untuk satu surat",
)
NUMBER_KEPT = Message(
    "L81",
    Severity.WARNING,
    "{title} tetap memakai nomor «{number}» yang sudah dibukukan: {problem}.",
    fix="Bila nomor yang dibukukan memang salah, batalkan dengan berkas register void, lalu jalankan lagi.",
    source="Tata naskah dinas: nomor yang sudah diberikan tidak berubah",
)

_PROBLEMS = {
    "missing": "nomornya seharusnya tertulis di buku penugasan, tetapi kosong",
    "duplicate": "nomor «{given}» sudah dipakai surat lain ({holder})",
    "changed": "buku penugasan sekarang menulis nomor «{given}»",
    "source": "asal nomornya di lembar Penomoran sekarang lain",
    "voided": "nomor «{given}» pernah dibatalkan dan kini dibukukan lagi",
    "first": "nomor awal di lembar Penomoran tidak berlaku karena urutan tahun ini sudah berjalan",
    "pattern": "pola nomor kantor itu tidak dapat dipakai",
}


def book(register: Register, drafts: Sequence[Draft], today: date) -> tuple[dict[str, Entry], list[Finding]]:
    """One entry per draft key, all in one transaction. A draft without an entry could not be numbered: an error
    about its key is among the findings.
    """
    requests = [_request(draft) for draft in drafts]
    titles = {draft.key: draft.title for draft in drafts}
    reservation = register.reserve(requests, today)
    entries = {entry.key: entry for entry in reservation.entries.values()}
    return entries, [_finding(conflict, titles) for conflict in reservation.conflicts]


def _request(draft: Draft) -> Request:
    numbered = draft.numbered
    if numbered is None:
        return Request(draft.issuer, draft.document, draft.subject, draft.dated)
    rule = NumberRule(numbered.source, numbered.pattern, numbered.first, numbered.classification, numbered.unit)
    return Request(numbered.issuer, draft.document, draft.subject, draft.dated, rule, numbered.given)


def _finding(conflict: Conflict, titles: dict[str, str]) -> Finding:
    request = conflict.request
    key = f"{request.kind}/{request.subject}"
    problem = _PROBLEMS[conflict.problem].format(
        given=request.given, holder=conflict.holder.key if conflict.holder else ""
    )
    if conflict.entry is None:
        return NUMBER_REFUSED.at(NOWHERE, [key], title=titles[key], problem=problem)
    return NUMBER_KEPT.at(NOWHERE, [key], title=titles[key], problem=problem, number=conflict.entry.number)
