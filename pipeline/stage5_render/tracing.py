"""What papers are made of is kept before they get their names, so that `berkas explain` can tell it later."""

from collections.abc import Mapping, Sequence

from pipeline.flow import Dossier, Issued
from pipeline.register import Entry, Register, TraceKey
from pipeline.snapshots import Snapshots
from pipeline.stage5_render.press import Job


def keep(
    jobs: Sequence[Job], entries: Mapping[str, Entry], dossier: Dossier, register: Register
) -> frozenset[TraceKey]:
    """Keep what each paper is made of, unless it is kept. Returned are other versions that are kept of these papers.

    Of papers that will stand unchanged it is kept too: they may have been issued before there were traces.
    """
    papers = {(*entries[job.draft.key].entry_key, job.content_hash): job for job in jobs}
    held = register.traces.versions(papers)
    letters = {key: (job.draft.key, *job.draft.cites.values()) for key, job in papers.items() if key not in held}
    if letters:
        register.traces.keep(Snapshots(dossier).of_papers(letters))
    return frozenset(held - papers.keys())


def forget(
    held: frozenset[TraceKey], issued: Mapping[str, Issued], entries: Mapping[str, Entry], register: Register
) -> None:
    """Remove other versions of papers but those that the ledger still holds as issued."""
    stays = {
        (*entry.entry_key, entry.content_hash)
        for key, entry in entries.items()
        if key not in issued or issued[key].status != "issued"
    }
    if held - stays:
        register.traces.forget(held - stays)
