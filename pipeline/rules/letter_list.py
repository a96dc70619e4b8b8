"""The numbered letters that a run may issue: what rules about dates, signers and numbers need to know of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline import progress
from pipeline.findings import NOWHERE, Place
from pipeline.flow import Dossier
from pipeline.records import Assignment, Partnership


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it is drafted."""

    kind: str
    """As in the numbering: "spk", "spm" …"""
    key: str
    """"spm/facilitator:M-001"."""
    office: str
    """The code of the office that signs and numbers it."""
    dated: date
    date_place: Place
    number: str = ""
    """As given in the workbook; empty when it is not."""
    number_place: Place = NOWHERE


def letters(dossier: Dossier) -> Iterator[Letter]:
    """Every letter of the programme's papers whose office is known; a certificate once its term is over."""
    for letter in (*_of_assignments(dossier), *_statements(dossier)):
        if letter.kind in dossier.programme.papers and letter.office in dossier.offices:
            yield letter


def spk_date(dossier: Dossier, assignment: Assignment) -> date:
    """The date that the SPK carries, or will carry when it is issued now."""
    return dossier.date_of(f"spk/{assignment.key}", assignment.spk_dated)


def spm_date(dossier: Dossier, assignment: Assignment) -> date:
    """The date that the SPM carries, or will carry when it is issued now."""
    return dossier.date_of(f"spm/{assignment.key}", assignment.spm_dated)


def _of_assignments(dossier: Dossier) -> Iterator[Letter]:
    """SPK and SPM of each facilitator, the cover letter of each batch of SPKs, then the certificates."""
    assignments = [item for item in dossier.assignments.values() if item.facilitator in dossier.facilitators]
    for item in assignments:
        yield _numbered(item, "spk", item.centre, spk_date(dossier, item))
    yield from _cover_letters(dossier, assignments)
    for item in assignments:
        yield _numbered(item, "spm", item.district, spm_date(dossier, item))
    for item in assignments:
        if progress.term_is_over(dossier, item.facilitator):
            dated = dossier.date_of(f"certificate/{item.key}", item.certificate_dated)
            yield _numbered(item, "certificate", item.centre, dated)


def _numbered(item: Assignment, kind: str, office: str | None, dated: date) -> Letter:
    return Letter(
        kind,
        f"{kind}/{item.key}",
        office or "",
        dated,
        item.at(f"{kind}_dated"),
        getattr(item, f"{kind}_number") or "",
        item.at(f"{kind}_number"),
    )


def _cover_letters(dossier: Dossier, assignments: list[Assignment]) -> Iterator[Letter]:
    """One for each district and day of SPKs, whose date it bears; its number never stands in the workbook."""
    batches: dict[str, Letter] = {}
    for item in assignments:
        dated = spk_date(dossier, item)
        key = f"cover_letter/office:{item.district}/{dated}"
        batches.setdefault(key, Letter("cover_letter", key, item.centre or "", dated, item.at("spk_dated")))
    yield from batches.values()


def _statements(dossier: Dossier) -> Iterator[Letter]:
    """The partnership statements, given by the office of the SPM."""
    for item in dossier.all(Partnership):
        key = f"partnership_statement/{item.key}"
        if assignment := dossier.assignments.get(item.facilitator):
            yield _statement(item, key, assignment.district or "", dossier.date_of(key, item.statement_dated))


def _statement(item: Partnership, key: str, office: str, dated: date) -> Letter:
    number, place = item.statement_number or "", item.at("statement_number")
    return Letter("partnership_statement", key, office, dated, item.at("statement_dated"), number, place)
