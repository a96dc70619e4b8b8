"""Stage 5: drafts become numbered papers in the output folder, or are withheld with reasons.

withhold      which drafts an error touches, and what cites them
booking       numbers and dates, in one transaction of the register
press         with what papers are made; context -> .docx
issuing       a batch of papers: planned, rendered, written, entered
page_numbers  page numbers in tables of contents, by laying papers out
tracing       what papers were made of, kept for `berkas explain`
settle        new, unchanged, changed or edited by hand: what is written where
attachments   scans that came as PDF, beside the report whose annex lists them
as_pdf        a PDF beside every paper
recap_book    the recap workbook
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline import pdf, results, word
from pipeline.findings import Finding
from pipeline.flow import Dossier, Draft, Issued
from pipeline.register import Entry
from pipeline.stage5_render import page_numbers, press, tracing
from pipeline.stage5_render.booking import book
from pipeline.stage5_render.issuing import BLANK_NUMBER, COLLECTIVE, Booked, issue, printed_number
from pipeline.stage5_render.press import Job, Press
from pipeline.stage5_render.recap_book import render_recap
from pipeline.stage5_render.withhold import (
    REQUIRED,
    Withheld,
    refusal,
    refuse_unknown_fields,
    withheld_by_cites,
    withheld_by_errors,
    withheld_paper,
)

__all__ = ["BLANK_NUMBER", "Press", "plain_papers", "printed_number", "render", "render_recap"]

BATCH = 100
"""Papers that are entered into the ledger together."""


def render(
    dossier: Dossier, drafts: Sequence[Draft], findings: Sequence[Finding], to: Press
) -> tuple[tuple[Issued, ...], tuple[Finding, ...]]:
    """Issue what may be issued. Returned: what became of every draft, in their order, and what was found on the way."""
    if not to.dry_run:
        results.make_ready(to.out)
    wanted = to.page_numbers and not to.dry_run
    to = replace(to, page_numbers=wanted and pdf.program() is not None)
    by_key = {draft.key: draft for draft in drafts}
    known_entries = [entry for entry in to.register.listing() if entry.state == "issued"]
    before = {entry.key: entry for entry in known_entries}
    withheld = withheld_by_cites(by_key, COLLECTIVE, withheld_by_errors(drafts, findings), before.keys())
    free = [draft for draft in drafts if draft.key not in withheld]
    withheld |= _withheld_by_templates(free, known_entries, dossier, to)
    withheld = withheld_by_cites(by_key, COLLECTIVE, withheld, before.keys())
    free = [draft for draft in drafts if draft.key not in withheld]
    entries, said = book(to.register, free, dossier.today)
    withheld |= {finding.about[0]: (finding,) for finding in said if finding.about[0] not in entries}
    withheld = withheld_by_cites(by_key, COLLECTIVE, withheld, before.keys())
    free = [draft for draft in drafts if draft.key not in withheld]
    booked = Booked(dossier, {draft.key: entries[draft.key] for draft in free}, before)
    jobs = [booked.job(draft) for draft in free]
    issued: dict[str, Issued] = {}
    held = tracing.keep(jobs, entries, dossier, to.register) if not to.dry_run else frozenset()
    for batch in _batches(jobs):
        done, found = issue(batch, booked, to)
        issued |= {paper.key: paper for paper in done}
        said += (finding for finding in found if finding not in said)
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


def plain_papers(drafts: Iterable[Draft], dossier: Dossier, templates: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Papers without number or ledger entry (sheets to be signed in the field): name and content."""
    loaded: dict[str, word.Template] = {}
    for draft in drafts:
        if draft.document not in loaded:
            loaded[draft.document] = word.load(press.template_path(templates, dossier.programme.code, draft.document))
        job = press.job(draft, "", draft.dated, draft.context)
        author = press.author(dossier, draft.issuer)
        yield f"{draft.path}.docx", press.render(job, loaded[draft.document], author, blanks=True)


def _withheld_by_templates(drafts: Collection[Draft], known: Iterable[Entry], dossier: Dossier, to: Press) -> Withheld:
    """Before a number is given: a broken template is a Failure, one that loses something, or does not print what it
    must, withholds its papers; those stand that were issued with this very template. Where no paper is new it is not
    prepared again.
    """
    entries = {entry.key: entry.template_hash for entry in known}
    new = {draft.document for draft in drafts if draft.key not in entries}
    withheld: Withheld = {}
    for document in dict.fromkeys(draft.document for draft in drafts):
        sha256 = to.template_hash(dossier.programme.code, document)
        if document in new or sha256 not in entries.values():
            of_kind = [draft for draft in drafts if draft.document == document]
            template = to.template(dossier.programme.code, document)
            refuse_unknown_fields(template, of_kind[0])
            try:
                template.prove(REQUIRED[document])
            except word.Refused as error:
                new_with_it = (draft for draft in of_kind if entries.get(draft.key) != sha256)
                withheld |= {draft.key: (refusal(draft, error),) for draft in new_with_it}
    return withheld


def _batches(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    waiting = iter(jobs)
    while batch := list(islice(waiting, BATCH)):
        yield batch
