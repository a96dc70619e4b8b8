"""Drafts get their numbers from the register, and what input and register disagree about is said."""

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Draft
from pipeline.register import Conflict, Entry, NumberRule, Register, Request

NUMBER_REFUSED = Message(
    "L80",
    Severity.ERROR,
    "{title} tidak dapat diberi nomor: {problem}.",
    fix="{remedy}",
    source="Tata naskah dinas: satu nomor untuk satu surat",
)
NUMBER_KEPT = Message(
    "L81",
    Severity.WARNING,
    "{title} tetap memakai nomor «{number}» yang sudah dibukukan: {problem}.",
    fix='Bila nomor yang dibukukan memang salah, batalkan dengan `berkas register void {key} --reason "…"`, lalu '
    "jalankan lagi.",
    source="Tata naskah dinas: nomor yang sudah diberikan tidak berubah",
)

_PROBLEMS = {
    "missing": "nomornya seharusnya tertulis di buku kerja, tetapi kosong",
    "duplicate": "nomor «{number}» sudah dibukukan untuk {holder}",
    "changed": "buku kerja sekarang menulis nomor «{given}»",
    "source": "asal nomornya di lembar Penomoran sekarang lain",
    "voided": "nomor «{number}» pernah dibatalkan dan kini dibukukan lagi",
    "first": "nomor pertama di lembar Penomoran tidak berlaku karena urutan tahun ini sudah berjalan",
    "pattern": "pola nomor kantor itu tidak dapat dipakai",
}
_REMEDIES = {
    "missing": "Isi nomornya di lembar {sheet}, atau ubah Sumber Nomor jenis surat itu di lembar Penomoran.",
    "duplicate": "Isi nomor lain di lembar {sheet}, atau kosongkan bila nomornya diberikan oleh register.",
    "pattern": "Betulkan Pola Nomor jenis surat itu di lembar Penomoran.",
}
"""What to do about the problems that withhold a paper."""


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


def _finding(conflict: Conflict, titles: Mapping[str, str]) -> Finding:
    request, entry = conflict.request, conflict.entry
    key = f"{request.kind}/{request.subject}"
    held = conflict.holder
    problem = _PROBLEMS[conflict.problem].format(
        given=request.given, number=held.number if held else "", holder=_called(held, titles) if held else ""
    )
    if entry is None:
        sheet = "Kemitraan" if request.kind == "partnership_statement" else "Penugasan"
        remedy = _REMEDIES[conflict.problem].format(sheet=sheet)
        return NUMBER_REFUSED.at(NOWHERE, [key], title=titles[key], problem=problem, remedy=remedy)
    return NUMBER_KEPT.at(NOWHERE, [key], title=titles[key], problem=problem, number=entry.number, key=key)


def _called(entry: Entry, titles: Mapping[str, str]) -> str:
    """Whose entry it is: its title if this run drafts that paper, its key, and whether it was voided."""
    name = f"{titles[entry.key]} ({entry.key})" if entry.key in titles else entry.key
    return f"{name}, yang sudah dibatalkan" if entry.state == "void" else name
