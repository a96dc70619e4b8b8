"""The whole pipeline on one page: read, normalise, validate, draft, render, report.

Beside it lies `catalogue`, every message that it can say.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from pipeline import knowledge, register, results, scratch
from pipeline.checking import check_each
from pipeline.findings import Finding
from pipeline.flow import Accepted, Dossier, Outcome, Reading, person_of
from pipeline.language import INDONESIAN, Language
from pipeline.records import Waiver
from pipeline.run import catalogue
from pipeline.stage1_read import Step, read, read_apart
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from pipeline.stage4_draft import draft
from pipeline.stage5_render import Press, render, render_recap
from pipeline.stage5_render.as_pdf import print_to_pdf
from pipeline.stage5_render.attachments import put_beside
from pipeline.stage6_report import write, write_marked
from pipeline.waivers import accept

VALIDATION, OUTCOME = "validation", "outcome"
"""Names, without an ending, under which a run's outcome is written for programs and as a page."""


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    inputs: tuple[Path, ...]
    out: Path
    today: date
    """The run's date."""
    programme: str
    """Its code, or the path of its TOML."""
    assignments: Path | None = None
    register: Path | None = None
    """Empty: register.sqlite in the output folder."""
    templates: tuple[Path, ...] = ()
    kinds: tuple[str, ...] = ()
    """Only these kinds of paper; empty: all that are due."""
    month: str = ""
    recap: bool = True
    dry_run: bool = False
    pdf: bool = False
    """Whether a PDF is made beside every paper."""
    archival: bool = False
    """Whether that is to be a PDF/A."""
    page_numbers: bool = False
    """Whether tables of contents get page numbers, where LibreOffice is there."""
    workers: int = 1
    """Processes that read or mark workbooks, or convert papers, at the same time."""
    waivers: tuple[Waiver, ...] = ()
    """Those given to the command; those of the assignment workbook come on top."""
    language: Language = INDONESIAN
    """Of what is told of the run; papers are Indonesian."""


Tell = Callable[[str], None]
"""Hears one line per stage: what it did and how long it took."""


@dataclass(frozen=True)
class Understood:
    """What stages 1-3 made of the inputs."""

    reading: Reading
    dossier: Dossier
    findings: tuple[Finding, ...]
    """Those that an officer accepted are marked, and withhold nothing."""
    accepted: tuple[Accepted, ...]


def check(order: Order, tell: Tell, step: Step = lambda _done, _total: None) -> Outcome:
    """Stages 1-3 and the report, one facilitator after the other: findings and verdicts; nothing is issued."""
    began = perf_counter()
    programme = knowledge.programme(order.programme)
    with _dates(order) as dates:
        readings = read_apart(order.inputs, order.assignments, order.out, order.workers, step)
        checked = check_each(readings, programme, order.today, dates)
    found = len(checked.findings) + checked.notes.total
    tell(
        f"1-3 memeriksa: {len(checked.inputs)} buku kerja, {checked.rows} baris, {found} temuan "
        f"({perf_counter() - began:.2f} detik)"
    )
    findings, accepted = _accepted(order, checked.dossier, checked.findings)
    outcome = Outcome(
        programme=programme.code,
        programme_title=programme.title,
        date=order.today,
        inputs=tuple(checked.inputs),
        findings=findings,
        notes=checked.notes,
        accepted=accepted,
        names=checked.names,
        rows=checked.rows,
        recorded=checked.recorded,
        lost=checked.lost,
        furniture=checked.furniture,
        records=checked.records,
    )
    outcome = _balanced(outcome)
    if not order.dry_run:
        results.make_ready(order.out)
    return _told(outcome, order, VALIDATION)


def issue(
    order: Order, tell: Tell, step: Step = lambda _done, _total: None, converted: Step = lambda _done, _total: None
) -> Outcome:
    """Everything that is due and may be issued, and the report of it.

    `step` hears of the workbooks that are read, `converted` of the papers that become PDFs.
    """
    with _register(order) as book:
        known = _understand(order, _dated(book), tell, step)
        dossier, findings = known.dossier, known.findings
        accepted = _logged(known.accepted, book, order.today)
        began = perf_counter()
        drafts = draft(dossier, order.kinds, order.month)
        tell(f"4 menyusun: {len(drafts)} surat dan laporan jatuh tempo ({perf_counter() - began:.2f} detik)")
        began = perf_counter()
        press = Press(order.out, order.templates, book, order.dry_run, order.page_numbers, order.workers)
        issued, found = render(dossier, drafts, findings, press)
        if order.recap:
            recap, said = render_recap(dossier, issued, (*findings, *found), press, accepted)
            issued, found = (*issued, recap), (*found, *said)
        if not order.dry_run:
            found = (*found, *put_beside(drafts, issued, order.out))
        if order.pdf and not order.dry_run:
            said = print_to_pdf(issued, press, archival=order.archival, step=converted)
            found = (*found, *said)
        written = sum(paper.status == "issued" for paper in issued)
        tell(f"5 menerbitkan: {written} ditulis dari {len(issued)} ({perf_counter() - began:.2f} detik)")
        paged = sum(paper.page_numbers == "complete" for paper in issued)
        if paged:
            tell(f"Nomor halaman daftar isi: {paged} laporan dilengkapi")
    known = replace(known, findings=(*findings, *found), accepted=accepted)
    return _told(replace(_outcome(order, known), issued=issued), order, OUTCOME)


def _told(outcome: Outcome, order: Order, name: str) -> Outcome:
    """Write every view of the outcome: the marked workbooks, then the page, then the file for programs."""
    if order.dry_run:
        return outcome
    copies, said = write_marked(outcome, order.out, order.language, order.workers)
    marked, freed = (
        tuple(copy.relative_to(order.out).as_posix() for copy in made) for made in (copies.marked, copies.freed)
    )
    outcome = replace(outcome, findings=(*outcome.findings, *said), marked=marked, freed=freed)
    write(outcome, order.out, name, order.language)
    results.finish(order.out)
    return outcome


def _understand(order: Order, dates: dict[str, date], tell: Tell, step: Step) -> Understood:
    """Stages 1-3, and what officers accepted of their findings."""
    began = perf_counter()
    reading = read(order.inputs, order.assignments, order.out, order.workers, step)
    tell(
        f"1 membaca: {len(reading.inputs)} buku kerja, {len(reading.lines)} baris ({perf_counter() - began:.2f} detik)"
    )
    began = perf_counter()
    dossier, cell_findings = normalise(reading, knowledge.programme(order.programme), order.today)
    dossier = replace(dossier, dates=dates)
    tell(f"2 mencatat: {len(dossier.records)} catatan ({perf_counter() - began:.2f} detik)")
    began = perf_counter()
    rule_findings = validate(dossier)
    tell(f"3 memeriksa: {len(rule_findings)} temuan aturan ({perf_counter() - began:.2f} detik)")
    findings, accepted = _accepted(order, dossier, (*cell_findings, *rule_findings))
    return Understood(reading, dossier, findings, accepted)


def _accepted(
    order: Order, dossier: Dossier, findings: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """The findings as officers see them, and the waivers that reached some."""
    waivers = (*dossier.all(Waiver), *order.waivers)
    return accept(findings, waivers, catalogue.messages(), order.today)


def _logged(accepted: tuple[Accepted, ...], book: register.Register, today: date) -> tuple[Accepted, ...]:
    """The waivers as they stand in the ledger: one given to the command keeps the date of its first use."""
    marks = [
        register.WaiverMark(one.code, one.about, one.reason, one.by, one.dated if one.source == "sheet" else None)
        for one in accepted
    ]
    entries = book.enter_waivers(marks, today) if marks else []
    return tuple(replace(one, dated=entry.dated) for one, entry in zip(accepted, entries, strict=True))


def _outcome(order: Order, known: Understood) -> Outcome:
    reading, dossier = known.reading, known.dossier
    outcome = Outcome(
        programme=dossier.programme.code,
        programme_title=dossier.programme.title,
        date=order.today,
        inputs=reading.inputs,
        findings=known.findings,
        accepted=known.accepted,
        names=_names(dossier, known.findings),
        rows=len(reading.lines),
        recorded=len(dossier.recorded),
        lost=len(dossier.lost_lines),
        furniture=len(reading.furniture),
        records=len(dossier.records),
    )
    return _balanced(outcome)


def _balanced(outcome: Outcome) -> Outcome:
    """The books must balance: every non-empty row is recorded, lost or furniture."""
    rows, recorded, lost, furniture = outcome.rows, outcome.recorded, outcome.lost, outcome.furniture
    if rows != recorded + lost + furniture:
        raise AssertionError(f"rows {rows} != recorded {recorded} + lost {lost} + furniture {furniture}")
    return outcome


def _names(dossier: Dossier, findings: Iterable[Finding]) -> dict[str, str]:
    """What people call those whom the findings are about."""
    people = {person_of(key) for finding in findings for key in finding.whom}
    return {person: dossier.names[person] for person in people if person in dossier.names}


def register_path(order: Order) -> Path:
    return order.register or order.out / "register.sqlite"


@contextmanager
def _register(order: Order) -> Iterator[register.Register]:
    """The register of the order; for a dry run a copy that is thrown away."""
    path = register_path(order)
    if not order.dry_run:
        with register.opened(path) as book:
            yield book
        return
    with scratch.folder("register") as folder:
        copy = folder / "register.sqlite"
        if path.is_file():
            shutil.copyfile(path, copy)
        with register.opened(copy) as book:
            yield book


@contextmanager
def _dates(order: Order) -> Iterator[dict[str, date]]:
    """Dates of first issue, if there is a register; checking never makes one."""
    path = register_path(order)
    if not path.is_file():
        yield {}
        return
    with register.opened(path, must_exist=True, read_only=True) as book:
        yield _dated(book)


def _dated(book: register.Register) -> dict[str, date]:
    """The dates of first issue by the papers' keys."""
    return {f"{kind}/{subject}": dated for (_, kind, subject), dated in book.dates().items()}
