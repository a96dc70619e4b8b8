"""The letters and reports that a run may issue: what rules about dates, signers and numbers need to know of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline import progress
from pipeline.findings import NOWHERE, Place
from pipeline.flow import Dossier
from pipeline.records import Assignment, Partnership
from pipeline.rules.offices import in_doubt
from pipeline.rules.terms import report_ends


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
    given_date: date | None = None
    """As given in the workbook; once the letter is issued it keeps the date that it was issued with."""
    number: str = ""
    """As given in the workbook; empty when it is not."""
    number_place: Place = NOWHERE
    date_in_doubt: bool = False
    """Whether the cell of its date could not be read or is said to be wrong: `dated` is then not what was meant."""
    number_unread: bool = False


def letters(dossier: Dossier) -> Iterator[Letter]:
    """Every letter of the programme's papers whose office is known and not said to be the wrong one; a certificate once
    it is due."""
    for letter in (*_of_assignments(dossier), *_statements(dossier)):
        if letter.kind in dossier.programme.papers and letter.office in dossier.offices:
            yield letter


def reports(dossier: Dossier) -> Iterator[Letter]:
    """The reports that are due and that the district's office countersigns; they have no numbers."""
    for item in dossier.assignments.values():
        code, office = item.facilitator, _office(dossier, item, "district")
        if code not in dossier.facilitators or office not in dossier.offices:
            continue
        for month in sorted(dossier.months_read.get(code, ())):
            if progress.month_is_over(dossier, code, month):
                yield _report(dossier, "monthly_report", f"month:{code}/{month}", office)
        if progress.term_work_read(dossier, code):
            yield _report(dossier, "final_report", f"term:{code}", office)


def _report(dossier: Dossier, kind: str, subject: str, office: str) -> Letter:
    delivery, key = dossier.deliveries.get(subject), f"{kind}/{subject}"
    if delivery is None:
        return Letter(kind, key, office, dossier.date_of(key), NOWHERE)
    made, ends = delivery.made_on, report_ends(dossier, delivery)
    untimely = made is not None and (made > dossier.today or (ends is not None and made < ends))
    in_doubt = untimely or dossier.unread(delivery, "made_on")
    return Letter(kind, key, office, dossier.date_of(key, made), delivery.at("made_on"), date_in_doubt=in_doubt)


def spk_date(dossier: Dossier, assignment: Assignment) -> date:
    """The date that the SPK carries, or will carry when it is issued now."""
    return dossier.letter_date(f"spk/{assignment.key}", assignment.spk_dated)


def spm_date(dossier: Dossier, assignment: Assignment) -> date:
    """The date that the SPM carries, or will carry when it is issued now."""
    return dossier.letter_date(f"spm/{assignment.key}", assignment.spm_dated)


def _of_assignments(dossier: Dossier) -> Iterator[Letter]:
    """SPK and SPM of each facilitator, the cover letter of each batch of SPKs, then the certificates."""
    assignments = [item for item in dossier.assignments.values() if item.facilitator in dossier.facilitators]
    for item in assignments:
        yield _given(
            dossier,
            item,
            "spk",
            key=f"spk/{item.key}",
            office=_office(dossier, item, "centre"),
            dated=spk_date(dossier, item),
            given_date=item.spk_dated,
            number=item.spk_number,
        )
    yield from _cover_letters(dossier, assignments)
    for item in assignments:
        yield _given(
            dossier,
            item,
            "spm",
            key=f"spm/{item.key}",
            office=_office(dossier, item, "district"),
            dated=spm_date(dossier, item),
            given_date=item.spm_dated,
            number=item.spm_number,
        )
    for item in assignments:
        if progress.term_work_read(dossier, item.facilitator):
            key = f"certificate/{item.key}"
            yield _given(
                dossier,
                item,
                "certificate",
                key=key,
                office=_office(dossier, item, "centre"),
                dated=dossier.letter_date(key, item.certificate_dated),
                given_date=item.certificate_dated,
                number=item.certificate_number,
            )


def _office(dossier: Dossier, assignment: Assignment, field: str) -> str:
    """The code of the office in `centre` or `district` of an assignment; "" of one that is said to be the wrong one."""
    return "" if in_doubt(dossier, assignment, field) else getattr(assignment, field) or ""


def _given(
    dossier: Dossier,
    item: Assignment | Partnership,
    field: str,
    *,
    key: str,
    office: str,
    dated: date,
    given_date: date | None,
    number: str | None,
) -> Letter:
    """A letter whose date and number stand in the cells `<field>_dated` and `<field>_number` of a record."""
    date_field, number_field = f"{field}_dated", f"{field}_number"
    return Letter(
        kind=key.partition("/")[0],
        key=key,
        office=office,
        dated=dated,
        date_place=item.at(date_field),
        given_date=given_date,
        number=number or "",
        number_place=item.at(number_field),
        date_in_doubt=dossier.unread(item, date_field),
        number_unread=dossier.unread(item, number_field),
    )


def _cover_letters(dossier: Dossier, assignments: list[Assignment]) -> Iterator[Letter]:
    """One for each district and day of SPKs, whose date it bears; its number never stands in the workbook."""
    batches: dict[str, Letter] = {}
    for item in assignments:
        dated = spk_date(dossier, item)
        key = f"cover_letter/office:{item.district}/{dated}"
        unread = dossier.unread(item, "spk_dated")
        office = _office(dossier, item, "centre")
        letter = Letter("cover_letter", key, office, dated, item.at("spk_dated"), date_in_doubt=unread)
        batches.setdefault(key, letter)
    yield from batches.values()


def _statements(dossier: Dossier) -> Iterator[Letter]:
    """The partnership statements, given by the office of the SPM."""
    for item in dossier.all(Partnership):
        key = f"partnership_statement/{item.key}"
        if assignment := dossier.assignments.get(item.facilitator):
            yield _given(
                dossier,
                item,
                "statement",
                key=key,
                office=_office(dossier, assignment, "district"),
                dated=dossier.letter_date(key, item.statement_dated),
                given_date=item.statement_dated,
                number=item.statement_number,
            )
