"""Papers by the batch: planned, rendered, safe on the disk under their names, and only then entered as issued."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import word
from pipeline.documents import DOCUMENTS
from pipeline.failures import writing
from pipeline.files import WrittenTogether, sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity, mask
from pipeline.flow import Dossier, Draft, Issued, PageNumbers
from pipeline.register import Entry, EntryKey, IssuedMark
from pipeline.stage5_render import page_numbers, press, tracing
from pipeline.stage5_render.as_pdf import without_old_pdf
from pipeline.stage5_render.page_numbers import Rendered
from pipeline.stage5_render.press import Job, Press
from pipeline.stage5_render.settle import Paper, Plan, put, settled
from pipeline.stage5_render.withhold import REQUIRED, Withheld, earlier_version, refusal

OVERTAKEN = Message(
    "L88",
    Severity.ERROR,
    "{title} tidak dicatat terbit: nomornya, atau nomor surat yang dikutipnya, dibatalkan atau diganti selagi surat "
    "ini ditulis.",
    fix="Jalankan lagi setelah perintah lain pada register itu selesai.",
    source="Aturan berkas: yang terbit selalu sama dengan register",
)

BLANK_NUMBER = "…………………"
"""Printed where the mail desk writes the number by hand."""
COLLECTIVE = frozenset(document.kind for document in DOCUMENTS if document.collective)
"""Kinds of paper that list letters, and name those that are missing."""


@dataclass(frozen=True)
class Booked:
    """The drafts that are to be issued, with what the register says of them and of the letters that they cite."""

    dossier: Dossier
    entries: Mapping[str, Entry]
    """Of these drafts, by their keys."""
    standing: Mapping[str, Entry]
    """Of all papers that earlier runs issued."""
    refused: Withheld = field(default_factory=dict)
    """Grows: papers that could not be rendered whole, so that nothing newly cites them."""

    def job(self, draft: Draft) -> Job:
        """With its number and those that it cites, "" of a letter that is withheld."""
        cited = {key: self._cited_number(key) for key in draft.cites.values()}
        number = printed_number(self.entries[draft.key]) if draft.numbered else ""
        return press.job(draft, number, draft.dated, draft.context.completed(number, draft.cites, cited))

    def refused_of(self, draft: Draft) -> list[str]:
        """The letters that it was to cite and that were refused since; a number that stood before stands."""
        return [key for key in draft.cites.values() if key in self.refused and key not in self.standing]

    def cited(self, draft: Draft) -> tuple[tuple[EntryKey, str], ...]:
        """The letters whose numbers it prints, as the ledger knows them."""
        entries = map(self._cited_entry, draft.cites.values())
        return tuple((entry.entry_key, entry.number) for entry in entries if entry)

    def _cited_number(self, key: str) -> str:
        entry = self._cited_entry(key)
        return printed_number(entry) if entry else ""

    def _cited_entry(self, key: str) -> Entry | None:
        entry = None if key in self.refused else self.entries.get(key)
        return entry or self.standing.get(key)


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
    said: tuple[Finding, ...] = ()
    """What became of a PDF that stood beside it."""


def issue(jobs: Sequence[Job], booked: Booked, to: Press) -> tuple[list[Issued], list[Finding]]:
    """One batch: the papers are safe on the disk, under their names, before the ledger says that they are issued.

    Letters come before what cites them, in the batch and from batch to batch.
    """
    made = {job.draft.key: _planned(job, booked, to) for job in jobs}
    with WrittenTogether() as files:
        rendered = _rendered(made, booked, to)
        for paper in page_numbers.complete(rendered, to.workers) if to.page_numbers else rendered:
            made[paper.key] = _laid_down(made[paper.key], paper, to, files)
        with writing(to.out):
            refused = files.name_all()
    results = [_result(one, refused, to) for one in made.values()]
    written = {paper.key: made[paper.key] for paper, _ in results if paper.status == "issued"}
    if written and not to.dry_run:
        marks = [_mark(one, booked) for one in written.values()]
        left = {(mark.kind, mark.subject) for mark in to.register.mark_issued(marks, booked.dossier.today)}
        results = [
            _entered(paper, said, written[paper.key], left) if paper.key in written else (paper, said)
            for paper, said in results
        ]
    return [paper for paper, _ in results], [finding for _, said in results for finding in said]


def _entered(
    paper: Issued, said: tuple[Finding, ...], made: _Made, left: Collection[tuple[str, str]]
) -> tuple[Issued, tuple[Finding, ...]]:
    """A paper that was written, once the ledger knows it, and its old PDF is gone; or why it is among those `left`."""
    if (paper.document, paper.subject) not in left:
        return paper, (*said, *without_old_pdf(made.paper, made.sha256))
    why = OVERTAKEN.at(NOWHERE, [paper.key], title=paper.title)
    return replace(paper, status="withheld", path="", sha256="", withheld_by=(why,)), (*said, why)


def _planned(job: Job, booked: Booked, to: Press) -> _Made:
    draft, entry = job.draft, booked.entries[job.draft.key]
    template_hash = to.template_hash(booked.dossier.programme.code, draft.document)
    target = to.out / f"{draft.path}.docx"
    numbered = draft.numbered is not None
    completes = entry.awaits_pages and to.page_numbers
    paper = Paper(draft.title, draft.key, target, entry, job.content_hash, template_hash, numbered, completes)
    return _Made(job, paper, paper.plan(), page_numbers="awaited" if entry.awaits_pages else "")


def _rendered(made: dict[str, _Made], booked: Booked, to: Press) -> Iterator[Rendered]:
    """The papers that are to be written; of those that cannot be `made` is told why."""
    for key in [*made]:
        if made[key].plan == "unchanged":
            continue
        one = made[key] = _without_refused(made[key], booked, to)
        if one.refused:
            continue
        draft = one.job.draft
        template = to.template(booked.dossier.programme.code, draft.document)
        try:
            template.prove(REQUIRED[draft.document])
            data = press.render(one.job, template, press.author(booked.dossier, draft.issuer))
        except word.Refused as error:
            booked.refused[key] = (refusal(draft, error),)
            made[key] = replace(one, refused=booked.refused[key])
        else:
            yield Rendered(key, data, "awaited" if template.has_lists else "")


def _without_refused(made: _Made, booked: Booked, to: Press) -> _Made:
    """A paper whose cited letters were all rendered as it is; a list made anew without the others; else refused too."""
    draft = made.job.draft
    gone = booked.refused_of(draft)
    if not gone:
        return made
    if draft.document in COLLECTIVE and len(gone) < len(draft.cites):
        anew = booked.job(draft)
        if not to.dry_run:
            tracing.keep([anew], booked.entries, booked.dossier, to.register)
        return _planned(anew, booked, to)
    booked.refused[draft.key] = tuple(dict.fromkeys(reason for key in gone for reason in booked.refused[key]))
    return replace(made, refused=booked.refused[draft.key])


def _laid_down(made: _Made, rendered: Rendered, to: Press, files: WrittenTogether) -> _Made:
    paper, data, plan = made.paper, rendered.data, made.plan
    sha256 = hashlib.sha256(data).hexdigest()
    may_be_ours = plan == "kept" or rendered.page_numbers != ""
    ours = may_be_ours and page_numbers.was_rendered(paper.target, rendered)
    said: tuple[Finding, ...] = ()
    if plan == "kept" and ours:
        plan = "write"  # nobody edited it: a run was killed after naming the file, before telling the ledger
    if paper.completes and ours and sha256_of(paper.target) == sha256 == paper.entry.sha256:
        plan = "unchanged"  # LibreOffice could not lay it out this time either
    elif not to.dry_run:
        with writing(paper.target):
            said = put(paper, plan, data, files, ours=ours)
    return replace(made, plan=plan, sha256=sha256, page_numbers=rendered.page_numbers, said=said)


def _result(made: _Made, refused: Collection[Path], to: Press) -> tuple[Issued, tuple[Finding, ...]]:
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
        earlier_version(paper.entry, to.out) if status == "withheld" else None,
        made.page_numbers if status in ("issued", "unchanged") else "",
    )  # fmt: skip
    return issued, (*made.said, *said)


def _mark(made: _Made, booked: Booked) -> IssuedMark:
    entry, path = made.paper.entry, f"{made.job.draft.path}.docx"
    hashes = (made.paper.content_hash, made.paper.template_hash, made.sha256)
    awaits_pages = made.page_numbers == "awaited"
    cites = booked.cited(made.job.draft)
    return IssuedMark(entry.issuer, entry.kind, entry.subject, entry.number, path, *hashes, awaits_pages, cites)
