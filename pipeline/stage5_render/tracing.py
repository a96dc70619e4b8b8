"""What papers were made of is kept before they get their names, so that `berkas explain` can tell it later."""

from collections.abc import Collection, Iterable, Mapping

from pipeline.flow import Draft
from pipeline.register import IssuedMark, Register, TraceKey
from pipeline.snapshots import Snapshots


def keep(papers: Mapping[TraceKey, Draft], snapshots: Snapshots, register: Register) -> frozenset[TraceKey]:
    """Keep the trace of each version of a paper, unless it is kept. Returned are older versions of the same papers.

    Of papers that stand unchanged it is kept too: they may have been issued before there were traces.
    """
    held = register.traces.versions(papers)
    new = {key: snapshots.of((draft.key, *draft.cites.values())) for key, draft in papers.items() if key not in held}
    if new:
        register.traces.keep(new)
    return frozenset(held - papers.keys())


def forget(older: Collection[TraceKey], marks: Iterable[IssuedMark], register: Register) -> None:
    """Remove the traces of versions in whose place these papers are now issued."""
    renewed = {(mark.issuer, mark.kind, mark.subject) for mark in marks}
    gone = {key for key in older if key[:3] in renewed}
    if gone:
        register.traces.forget(gone)
