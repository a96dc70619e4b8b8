"""Which drafts may not be issued, and because of which findings.

Errors of the data, a cited letter that is withheld, a template that would not print all it says or all it must.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pipeline import fitting, word
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure
from pipeline.findings import NOWHERE, Finding, Message, Severity, errors, mask
from pipeline.flow import Draft, Earlier, Issued
from pipeline.register import Entry

CITED_NOT_MADE = Message(
    "L85",
    Severity.ERROR,
    "{title} mengutip surat «{cited}» yang tidak dapat disiapkan karena datanya belum ada.",
    fix="Lengkapi data penugasan untuk surat itu, lalu jalankan lagi.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 1-2: SPM berdasar pada SPK",
)

VALUE_LOST = Message(
    "L37",
    Severity.ERROR,
    "{title} tidak diterbitkan: «{field}» dari templat {template} tidak tercetak di surat itu.",
    fix="Jalankan `berkas templates check`. Bila isian itu memang boleh kosong, letakkan bersama labelnya di antara "
    "{{% if %}} dan {{% endif %}}.",
    source="Aturan berkas: semua yang ditulis templat tercetak, tidak ada label tanpa isi",
)
PAPER_DAMAGED = Message(
    "L38",
    Severity.ERROR,
    "{title} tidak diterbitkan: berkasnya akan dianggap rusak oleh Word ({problem}).",
    fix="Jalankan `berkas templates check`, lalu betulkan templat {template} di Word.",
    source="ECMA-376: susunan berkas .docx",
)

NOTHING_TO_PRINT = Message(
    "L33",
    Severity.ERROR,
    "{title} tidak diterbitkan: data surat itu tidak memuat isi untuk isian «{field}» di templat {template}.",
    fix="Jalankan `berkas templates check`. Bila isian itu memang boleh kosong, letakkan di antara {{% if %}} dan "
    "{{% endif %}}.",
    source="Aturan berkas: semua yang ditulis templat tercetak, tidak ada label tanpa isi",
)
REQUIRED_LEFT_OUT = Message(
    "L45",
    Severity.ERROR,
    "{title} tidak diterbitkan: templat {template} tidak mencetak isian wajib {fields}.",
    fix="Tambahkan isian itu di templat (cara menulisnya: `berkas templates fields {kind}`), atau jalankan lagi tanpa "
    "templat itu.",
    source="Aturan berkas: surat tanpa isian wajibnya tidak sah dipakai",
)

_DOCUMENTS = {document.kind: document for document in DOCUMENTS}
REQUIRED = {kind: document.required for kind, document in _DOCUMENTS.items()}
"""The fields that every paper of a kind must print."""

Withheld = dict[str, tuple[Finding, ...]]
"""Draft key -> the findings that withhold it."""


def withheld_by_errors(drafts: Iterable[Draft], findings: Iterable[Finding]) -> Withheld:
    """An error withholds every paper that prints a fact of what the error is about."""
    by_key: dict[str, list[Finding]] = {}
    for finding in errors(findings):
        for key in finding.about:
            by_key.setdefault(key, []).append(finding)
    found: Withheld = {}
    for draft in drafts:
        reasons = [finding for key in sorted(draft.about & by_key.keys()) for finding in by_key[key]]
        if reasons:
            found[draft.key] = tuple(dict.fromkeys(reasons))
    return found


def withheld_by_cites(
    drafts: Mapping[str, Draft], collective: frozenset[str], withheld: Withheld, issued: Collection[str]
) -> Withheld:
    """`withheld`, and every paper that cites a withheld letter or one that is not made at all.

    `issued` are the keys of letters that earlier runs issued: their numbers stand, whatever became of their data.

    Collective papers list what was issued and name what is missing; they are withheld only when nothing is left.
    """
    found = dict(withheld)
    grown = True
    while grown:
        grown = False
        for draft in drafts.values():
            if draft.key in found:
                continue
            waiting = [key for key in draft.cites.values() if key not in issued]
            if draft.document in collective and any(key not in found for key in draft.cites.values()):
                continue
            reasons = _reasons(draft, waiting, drafts, found)
            if reasons:
                found[draft.key] = reasons
                grown = True
    return found


def withheld_paper(draft: Draft, reasons: tuple[Finding, ...], entry: Entry | None, out: Path) -> Issued:
    """What became of a draft that may not be issued. `entry`: what the ledger says of it."""
    return Issued(
        draft.document, draft.subject, mask(draft.title), "withheld", draft.dated,
        cites=tuple(draft.cites.values()), withheld_by=reasons,
        earlier=earlier_version(entry, out),
    )  # fmt: skip


def earlier_version(entry: Entry | None, out: Path) -> Earlier | None:
    """What the ledger knows to be issued of a paper, if it is still in the output folder."""
    if entry is None or entry.state != "issued" or entry.written is None or not (out / entry.path).is_file():
        return None
    return Earlier(entry.path, entry.written)


def _reasons(draft: Draft, cited: list[str], drafts: Mapping[str, Draft], withheld: Withheld) -> tuple[Finding, ...]:
    missing = [key for key in cited if key not in drafts]
    if missing:
        return (CITED_NOT_MADE.at(NOWHERE, [draft.key], title=draft.title, cited=missing[0]),)
    reasons = [finding for key in cited for finding in withheld.get(key, ())]
    return tuple(dict.fromkeys(reasons))


def refusal(draft: Draft, error: word.Refused) -> Finding:
    """Why the word door does not give out this paper."""
    told = {"title": draft.title, "template": f"{draft.document}.docx"}
    if isinstance(error, word.Lost):
        return VALUE_LOST.at(NOWHERE, [draft.key], field=error.field, **told)
    if isinstance(error, word.Incomplete):
        fields = _with_meanings(draft.document, error.fields)
        return REQUIRED_LEFT_OUT.at(NOWHERE, [draft.key], fields=fields, kind=draft.document, **told)
    if isinstance(error, word.Unfilled):
        return NOTHING_TO_PRINT.at(NOWHERE, [draft.key], field=error.field, **told)
    problem = error.problem if isinstance(error, word.Damaged) else error.text
    return PAPER_DAMAGED.at(NOWHERE, [draft.key], problem=problem, **told)


def refuse_unknown_fields(template: word.Template, draft: Draft) -> None:
    """Raises Failure for fields that no paper of the draft's kind has: none could be made, so nothing is begun."""
    unknown = sorted(template.names - fitting.allowed(type(draft.context)).keys())
    if unknown:
        fields = ", ".join(f'"{name}"' for name in unknown)
        raise Failure(
            f"Templat {template.file_name}: isian {fields} tidak ada di antara isian dokumen ini.",
            f"Jalankan `berkas templates check`; daftar isian: `berkas templates fields {draft.document}`.",
        )


def _with_meanings(kind: str, fields: Iterable[str]) -> str:
    """Fields as people know them: "«number» (Nomor surat ini), …"."""
    known = fitting.required(_DOCUMENTS[kind])
    return ", ".join(f"«{field}» ({known[field]})" for field in fields)
