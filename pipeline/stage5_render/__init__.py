"""Stage 5: drafts become numbered papers in the output folder, or are withheld with reasons.

withhold      which drafts an error touches, and what cites them
booking       numbers and dates, in one transaction of the register
press         context -> .docx
page_numbers  page numbers in tables of contents, by laying papers out
tracing       what papers were made of, kept for `berkas explain`
settle        new, unchanged, changed or edited by hand: what is written where
attachments   scans that came as PDF, beside the report whose annex lists them
as_pdf        a PDF beside every paper
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import time

from pipeline import pdf, word
from pipeline.documents import DOCUMENTS, recap
from pipeline.excel.recap import recap_workbook
from pipeline.failures import Failure, writing
from pipeline.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, WrittenTogether, sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity, mask
from pipeline.flow import Accepted, Dossier, Draft, Issued, PageNumbers
from pipeline.register import Entry, IssuedMark, Register, Request
from pipeline.stage5_render import page_numbers, press, tracing
from pipeline.stage5_render.booking import book
from pipeline.stage5_render.page_numbers import Rendered
from pipeline.stage5_render.press import Job
from pipeline.stage5_render.settle import Paper, Plan, put, settled
from pipeline.stage5_render.withhold import (
    Withheld,
    earlier_version,
    refusal,
    withheld_by_cites,
    withheld_by_errors,
    withheld_paper,
)

OVERTAKEN = Message(
    "L88",
    Severity.ERROR,
    "{title} tidak dicatat terbit: nomornya dibatalkan atau diganti selagi surat ini ditulis.",
    fix="Jalankan lagi setelah perintah lain pada register itu selesai.",
    source="Aturan berkas: yang terbit selalu sama dengan register",
)

BLANK_NUMBER = "…………………"
"""Printed where the mail desk writes the number by hand."""
BATCH = 100
"""Papers that are entered into the ledger together."""
STALE_SECONDS = 3600
"""A temporary file older than this was left by a killed run."""


@dataclass(frozen=True)
class Press:
    """Where papers go and what they are made with."""

    out: Path
    templates: tuple[Path, ...]
    """Folders of Word templates, the first that has one wins."""
    register: Register
    dry_run: bool = False
    page_numbers: bool = False
    """Whether tables of contents get page numbers."""
    workers: int = 1
    """Calls of LibreOffice at a time."""
    hashes: dict[str, str] = field(default_factory=dict)
    loaded: dict[str, word.Template] = field(default_factory=dict)

    def template_hash(self, programme: str, document: str) -> str:
        """Of the template's file, without preparing it: a run that changes nothing loads none. Raises Failure."""
        if document not in self.hashes:
            path = press.template_path(self.templates, programme, document)
            self.hashes[document] = sha256_of(path) if path.is_file() else self.template(programme, document).sha256
        return self.hashes[document]

    def template(self, programme: str, document: str) -> word.Template:
        if document not in self.loaded:
            self.loaded[document] = word.load(press.template_path(self.templates, programme, document))
        return self.loaded[document]


def render(
    dossier: Dossier, drafts: Sequence[Draft], findings: Sequence[Finding], to: Press
) -> tuple[tuple[Issued, ...], tuple[Finding, ...]]:
    """Issue what may be issued. Returned: what became of every draft, in their order, and what was found on the way."""
    if not to.dry_run:
        _make_ready(to.out)
    wanted = to.page_numbers and not to.dry_run
    to = replace(to, page_numbers=wanted and pdf.program() is not None)
    collective = frozenset(document.kind for document in DOCUMENTS if document.collective)
    by_key = {draft.key: draft for draft in drafts}
    known_entries = [entry for entry in to.register.listing() if entry.state == "issued"]
    before = {entry.key: entry for entry in known_entries}
    withheld = withheld_by_cites(by_key, collective, withheld_by_errors(drafts, findings), before.keys())
    free = [draft for draft in drafts if draft.key not in withheld]
    withheld |= _withheld_by_templates(free, known_entries, dossier, to)
    withheld = withheld_by_cites(by_key, collective, withheld, before.keys())
    free = [draft for draft in drafts if draft.key not in withheld]
    entries, said = book(to.register, free, dossier.today)
    withheld |= {finding.about[0]: (finding,) for finding in said if finding.about[0] not in entries}
    withheld = withheld_by_cites(by_key, collective, withheld, before.keys())
    free = [draft for draft in drafts if draft.key not in withheld]
    numbered = before | {key: entry for key, entry in entries.items() if key not in withheld}
    jobs = [_job(draft, entries[draft.key], numbered) for draft in free]
    issued: dict[str, Issued] = {}
    held = tracing.keep(jobs, entries, dossier, to.register) if not to.dry_run else frozenset()
    for batch in _batches(jobs):
        done, found = _issue(batch, entries, dossier, to)
        issued |= {paper.key: paper for paper in done}
        said += found
    tracing.forget(held, issued, entries, to.register)
    papers = tuple(
        issued.get(draft.key) or withheld_paper(draft, withheld[draft.key], before.get(draft.key), to.out)
        for draft in drafts
    )
    known = {*findings, *said}
    if wanted:
        said += page_numbers.awaited(papers, to.page_numbers)
    said += dict.fromkeys(reason for reasons in withheld.values() for reason in reasons if reason not in known)
    return papers, tuple(said)


def render_recap(
    dossier: Dossier,
    issued: Sequence[Issued],
    findings: Sequence[Finding],
    to: Press,
    accepted: Sequence[Accepted] = (),
) -> tuple[Issued, tuple[Finding, ...]]:
    """The recap workbook over everything that this run issued and withheld; a paper like any other to the ledger."""
    subject = f"programme:{dossier.programme.code}"
    told = recap.tables(dossier, issued, findings, accepted)
    content_hash = hashlib.sha256(json.dumps(told, default=_recap_value, sort_keys=True).encode()).hexdigest()
    request = Request("berkas", "recap", subject, dossier.dates.get(f"recap/{subject}", dossier.today))
    entry = to.register.reserve([request], dossier.today).entries[request.entry_key]
    paper = Paper("Rekapitulasi", f"recap/{subject}", to.out / "rekap.xlsx", entry, content_hash, "", letter=False)
    plan = paper.plan()
    base = Issued("recap", subject, paper.title, "unchanged", entry.dated, path="rekap.xlsx", sha256=entry.sha256)
    if plan == "unchanged":
        return base, ()
    data = recap_workbook(told)
    refused: Collection[Path] = ()
    if not to.dry_run:
        with writing(to.out), WrittenTogether() as files:
            put(paper, plan, data, files)
            refused = files.name_all()
    status, said = settled(paper, plan, refused)
    if status != "issued":
        return replace(base, status=status, withheld_by=said if status == "withheld" else ()), said
    sha256 = hashlib.sha256(data).hexdigest()
    if not to.dry_run:
        mark = IssuedMark("berkas", "recap", subject, "", "rekap.xlsx", content_hash, "", sha256)
        to.register.mark_issued([mark], dossier.today)
    return replace(base, status="issued", sha256=sha256), said


def plain_papers(drafts: Iterable[Draft], dossier: Dossier, templates: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Papers without number or ledger entry (sheets to be signed in the field): name and content."""
    loaded: dict[str, word.Template] = {}
    for draft in drafts:
        if draft.document not in loaded:
            loaded[draft.document] = word.load(press.template_path(templates, dossier.programme.code, draft.document))
        job = press.job(draft, "", draft.dated, draft.context)
        author = _author(dossier, draft.issuer)
        yield f"{draft.path}.docx", press.render(job, loaded[draft.document], author, blanks=True)


def _recap_value(value: object) -> object:
    return vars(value) if hasattr(value, "__dict__") else str(value)


def _withheld_by_templates(drafts: Collection[Draft], known: Iterable[Entry], dossier: Dossier, to: Press) -> Withheld:
    """Prepare every template that no issued paper was made with before a number is given: a broken one is a Failure,
    one that loses something withholds its papers.
    """
    proved = {entry.template_hash for entry in known}
    withheld: Withheld = {}
    for document in dict.fromkeys(draft.document for draft in drafts):
        if to.template_hash(dossier.programme.code, document) not in proved:
            try:
                to.template(dossier.programme.code, document).prove()
            except word.Refused as error:
                withheld |= {one.key: (refusal(one, error),) for one in drafts if one.document == document}
    return withheld


def _job(draft: Draft, entry: Entry, numbered: Mapping[str, Entry]) -> Job:
    cited = {key: printed_number(numbered[key]) if key in numbered else "" for key in draft.cites.values()}
    number = printed_number(entry) if draft.numbered else ""
    return press.job(draft, number, draft.dated, draft.context.completed(number, draft.cites, cited))


def printed_number(entry: Entry) -> str:
    """A letter's number as papers print it."""
    return entry.number or BLANK_NUMBER


@dataclass(frozen=True)
class _Made:
    """A paper on its way: planned, then rendered unless its plan is to leave everything as it is."""

    job: Job
    paper: Paper
    plan: Plan
    sha256: str = ""
    """Of what was rendered."""
    page_numbers: PageNumbers = ""
    refused: tuple[Finding, ...] = ()
    """Why it was not rendered after all."""


def _issue(
    jobs: Iterable[Job], entries: Mapping[str, Entry], dossier: Dossier, to: Press
) -> tuple[list[Issued], list[Finding]]:
    """One batch: the papers are safe on the disk, under their names, before the ledger says that they are issued."""
    made = {job.draft.key: _planned(job, entries[job.draft.key], dossier, to) for job in jobs}
    with WrittenTogether() as files:
        rendered = _rendered(made, dossier, to)
        for paper in page_numbers.complete(rendered, to.workers) if to.page_numbers else rendered:
            made[paper.key] = _laid_down(made[paper.key], paper, to, files)
        with writing(to.out):
            refused = files.name_all()
    results = [_result(one, refused, to.out) for one in made.values()]
    marks = [_mark(one) for one, (paper, _) in zip(made.values(), results, strict=True) if paper.status == "issued"]
    if marks and not to.dry_run:
        left = {(mark.kind, mark.subject) for mark in to.register.mark_issued(marks, dossier.today)}
        results = [_overtaken(paper) if (paper.document, paper.subject) in left else (paper, s) for paper, s in results]
    return [paper for paper, _ in results], [finding for _, said in results for finding in said]


def _overtaken(paper: Issued) -> tuple[Issued, tuple[Finding, ...]]:
    said = OVERTAKEN.at(NOWHERE, [paper.key], title=paper.title)
    return replace(paper, status="withheld", path="", sha256="", withheld_by=(said,)), (said,)


def _planned(job: Job, entry: Entry, dossier: Dossier, to: Press) -> _Made:
    draft = job.draft
    template_hash = to.template_hash(dossier.programme.code, draft.document)
    target = to.out / f"{draft.path}.docx"
    numbered = draft.numbered is not None
    completes = entry.awaits_pages and to.page_numbers
    paper = Paper(draft.title, draft.key, target, entry, job.content_hash, template_hash, numbered, completes)
    return _Made(job, paper, paper.plan(), page_numbers="awaited" if entry.awaits_pages else "")


def _rendered(made: dict[str, _Made], dossier: Dossier, to: Press) -> Iterator[Rendered]:
    """The papers that are to be written; of those that their template refuses `made` is told why."""
    for key, one in [*made.items()]:
        if one.plan == "unchanged":
            continue
        draft = one.job.draft
        template = to.template(dossier.programme.code, draft.document)
        try:
            data = press.render(one.job, template, _author(dossier, draft.issuer))
        except word.Refused as error:
            made[key] = replace(one, refused=(refusal(draft, error),))
        else:
            yield Rendered(key, data, "awaited" if template.has_lists else "")


def _laid_down(made: _Made, rendered: Rendered, to: Press, files: WrittenTogether) -> _Made:
    paper, data, plan = made.paper, rendered.data, made.plan
    sha256 = hashlib.sha256(data).hexdigest()
    if plan == "kept" and sha256_of(paper.target) == sha256:
        plan = "write"  # nobody edited it: a run was killed after naming the file, before telling the ledger
    if paper.completes and sha256 == paper.entry.sha256:
        plan = "unchanged"
    elif not to.dry_run:
        with writing(paper.target):
            put(paper, plan, data, files)
    return replace(made, plan=plan, sha256=sha256, page_numbers=rendered.page_numbers)


def _result(made: _Made, refused: Collection[Path], out: Path) -> tuple[Issued, tuple[Finding, ...]]:
    draft, paper = made.job.draft, made.paper
    status, said = settled(paper, made.plan, refused)
    if made.refused:
        status, said = "withheld", made.refused
    path, sha256 = f"{draft.path}.docx", paper.entry.sha256
    if status == "issued":
        sha256 = made.sha256
    elif status == "withheld":
        path, sha256 = "", ""
    elif status != "unchanged":
        sha256 = sha256_of(paper.target) if paper.target.is_file() else ""
    issued = Issued(
        draft.document, draft.subject, mask(draft.title), status, made.job.dated, paper.entry.number, path, sha256,
        tuple(draft.cites.values()), said if status == "withheld" else (),
        earlier_version(paper.entry, out) if status == "withheld" else None,
        made.page_numbers if status in ("issued", "unchanged") else "",
    )  # fmt: skip
    return issued, said


def _mark(made: _Made) -> IssuedMark:
    entry, path = made.paper.entry, f"{made.job.draft.path}.docx"
    hashes = (made.paper.content_hash, made.paper.template_hash, made.sha256)
    awaits_pages = made.page_numbers == "awaited"
    return IssuedMark(entry.issuer, entry.kind, entry.subject, entry.number, path, *hashes, awaits_pages)


def _author(dossier: Dossier, issuer: str) -> str:
    known = dossier.offices.get(issuer) or dossier.facilitators.get(issuer)
    return known.called if known else issuer


def _batches(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    waiting = iter(jobs)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _make_ready(out: Path) -> None:
    """The output folder is there and can be written; what killed runs left half-written is gone."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f"{TEMPORARY_PREFIX}probe{TEMPORARY_SUFFIX}"
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise Failure(
            f"Folder hasil «{out}» tidak dapat ditulisi.", "Pilih folder lain dengan -o, atau buka izin tulisnya."
        ) from error
    for left in out.rglob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        # A run that works beside this one may just have given it its name.
        with suppress(OSError):
            if time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()
