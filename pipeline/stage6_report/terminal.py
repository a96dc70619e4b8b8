"""The outcome for people at a terminal: what to mend first, workbooks with their findings, papers, waivers, totals.

Lines carry a tone and an indent, no markup: whoever prints them knows whether there are colours and how wide it is.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from pipeline import indonesian
from pipeline.findings import Finding, Severity, mask
from pipeline.flow import Accepted, Outcome, called
from pipeline.stage6_report.folds import Fold, first_to_mend, folded, papers_waiting, waits, withholding
from pipeline.stage6_report.sums import (
    READY,
    SEVERITY_WORDS,
    STATUS_WORDS,
    by_file,
    counts,
    severity_sums,
    standing_out,
    verdicts,
)

Tone = Literal["", "heading", "good", "error", "warning", "waived", "note"]

_MOST_CELLS = 10
"""Cells and ranges that one line lists."""
_FEW = 3
"""Errors that can be seen at a glance."""
_MOST_READY = 20
"""Workbooks without a fault that are listed one by one."""


class Line(NamedTuple):
    """A line of text; where it is wrapped, the rest stands two further in."""

    text: str
    tone: Tone = ""
    indent: int = 0


def lines(outcome: Outcome, *, notes: bool = False) -> Iterator[Line]:
    """Everything that a run has to say; notes only when asked for, though they are counted."""
    yield from _first(outcome)
    yield from _workbooks(outcome, notes=notes)
    yield from _papers(outcome)
    yield from _waivers(outcome)
    hidden = counts(outcome)["notes"]
    if hidden and not notes:
        yield Line(f"{hidden} catatan tidak ditampilkan; lihat dengan -v.", "note")
    yield from totals(outcome)


def totals(outcome: Outcome) -> Iterator[Line]:
    """The closing lines of every run."""
    sums = counts(outcome)
    waived = f", {sums['waived']} dikecualikan" if sums["waived"] else ""
    yield Line(
        f"Baris: {sums['rows']} = {sums['recorded']} tercatat + {sums['lost']} tidak terbaca + "
        f"{sums['furniture']} judul dan catatan. "
        f"Temuan: {sums['errors']} kesalahan, {sums['warnings']} peringatan, {sums['notes']} catatan{waived}."
    )
    if outcome.issued:
        words = [f"{sums[status]} {word}" for status, word in STATUS_WORDS.items() if sums[status]]
        yield Line(f"Surat dan laporan: {', '.join(words)}.")


def _first(outcome: Outcome) -> Iterator[Line]:
    """What to begin with, where there is much to mend."""
    urgent = first_to_mend(outcome)
    if not urgent or counts(outcome)["errors"] <= _FEW:
        return
    yield Line("Yang perlu diperbaiki dulu:", "heading")
    for number, one in enumerate(urgent, start=1):
        finding = one.fold.first
        what = ", ".join(filter(None, (finding.code, withholding(finding.severity, one.withholds))))
        where = _where(one.fold)
        yield Line(f"{number}. {where}{': ' if where else ''}{finding.text} [{what}]", "error", 2)
    yield Line("")


def _where(fold: Fold) -> str:
    place = fold.first.place
    inside = ", ".join(filter(None, (f"lembar {mask(place.sheet)}" if place.sheet else "", fold.cells(_MOST_CELLS))))
    return " › ".join(filter(None, (mask(place.file), inside)))


def _workbooks(outcome: Outcome, *, notes: bool) -> Iterator[Line]:
    found, said, waiting = by_file(outcome.findings), verdicts(outcome), papers_waiting(outcome)
    silent = []
    for source in outcome.inputs:
        of_file = found.pop(source.path, [])
        good = said[source.path] == READY
        head = Line(f"{mask(source.path)}: {said[source.path]}{_sums(of_file)}", "good" if good else "error")
        shown = _shown(of_file, notes=notes)
        if good and not shown:
            silent.append(head)
            continue
        yield head
        yield from _by_sheet(shown, waiting)
    yield from silent[:_MOST_READY]
    if len(silent) > _MOST_READY:
        yield Line(f"{len(silent) - _MOST_READY} buku kerja lain: {READY}", "good")
    elsewhere = _shown([finding for of_file in found.values() for finding in of_file], notes=notes)
    if elsewhere:
        yield Line("Tentang seluruh berkas:", "heading")
        yield from _by_sheet(elsewhere, waiting)


def _sums(findings: Iterable[Finding]) -> str:
    sums = severity_sums(findings)
    return f" ({sums})" if sums else ""


def _shown(findings: Iterable[Finding], *, notes: bool) -> list[Fold]:
    return folded(finding for finding in findings if notes or finding.severity is not Severity.NOTE)


def _by_sheet(folds: Iterable[Fold], waiting: dict[Finding, set[str]]) -> Iterator[Line]:
    sheet = ""
    for fold in folds:
        finding = fold.first
        if finding.place.sheet and finding.place.sheet != sheet:
            sheet = finding.place.sheet
            yield Line(f"Lembar {mask(sheet)}", "heading", 2)
        yield from _told(fold, len(waits(fold, waiting)))


def _told(fold: Fold, papers: int) -> Iterator[Line]:
    finding, cells = fold.first, fold.cells(_MOST_CELLS)
    word = SEVERITY_WORDS[finding.severity]
    what = ", ".join(filter(None, (finding.code, word, withholding(finding.severity, papers))))
    yield Line(f"{cells}{' ' if cells else ''}[{what}] {finding.text}", finding.severity.value, 4)
    if finding.waived_by:
        yield Line(f"disetujui {finding.waived_by}", "waived", 6)
    else:
        yield Line(f"→ {finding.fix}", "", 6)


def _papers(outcome: Outcome) -> Iterator[Line]:
    papers = standing_out(outcome)
    if papers:
        yield Line("Surat dan laporan yang perlu perhatian:", "heading")
    for paper in papers:
        codes = ", ".join(dict.fromkeys(finding.code for finding in paper.withheld_by))
        why = f" karena {codes}" if codes else ""
        yield Line(f"{mask(paper.title)}: {STATUS_WORDS[paper.status]}{why}", "", 2)


def _waivers(outcome: Outcome) -> Iterator[Line]:
    if outcome.accepted:
        yield Line("Pengecualian yang dipakai:", "heading")
    for waiver in outcome.accepted:
        yield Line(_waiver(waiver, outcome), "waived", 2)


def _waiver(waiver: Accepted, outcome: Outcome) -> str:
    """A waiver in one sentence."""
    whom = mask(called(waiver.about, outcome.names))
    day = indonesian.long_date(waiver.dated)
    return (
        f"{waiver.code} tentang {whom}, {len(waiver.findings)} temuan: {waiver.reason} (disetujui {waiver.by}, {day})"
    )
