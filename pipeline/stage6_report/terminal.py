"""The outcome for people at a terminal: what to mend first, workbooks with their findings, papers, waivers, totals.

Lines carry a tone and an indent, no markup: whoever prints them knows whether there are colours and how wide it is.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from pipeline import indonesian
from pipeline.findings import Finding, Severity, mask
from pipeline.flow import Accepted, Outcome, called
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.folds import (
    Fold,
    first_to_mend,
    folded,
    keys_to_waive,
    papers_waiting,
    waits,
    waiving,
    withholding,
)
from pipeline.stage6_report.sums import (
    READY,
    SEVERITY_SUMS,
    SEVERITY_TOTALS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    by_file,
    counts,
    earlier_told,
    severity_sums,
    standing_out,
    verdicts,
)
from pipeline.stage6_report.told import told_in

Tone = Literal["", "heading", "good", "error", "warning", "waived", "note"]

_MOST_CELLS = 10
"""Cells and ranges that one line lists."""
_MOST_KEYS = 3
"""Keys that one line names for a waiver; the page and the marked workbooks name all of them."""
_FEW = 3
"""Errors that can be seen at a glance."""
_MOST_READY = 20
"""Workbooks without a fault that are listed one by one."""


class Line(NamedTuple):
    """A line of text; where it is wrapped, the rest stands two further in."""

    text: str
    tone: Tone = ""
    indent: int = 0


def lines(outcome: Outcome, language: Language = INDONESIAN, *, notes: bool = False) -> Iterator[Line]:
    """Everything that a run has to say; notes only when asked for, though they are counted."""
    outcome = told_in(outcome, language)
    yield from _first(outcome, language)
    yield from _workbooks(outcome, language, notes=notes)
    yield from _papers(outcome, language)
    yield from _waivers(outcome, language)
    hidden = counts(outcome)["notes"]
    if hidden and not notes:
        yield Line(language.counted("{count} catatan tidak ditampilkan; lihat dengan -v.", hidden), "note")
    yield from totals(outcome, language)


def totals(outcome: Outcome, language: Language = INDONESIAN) -> Iterator[Line]:
    """The closing lines of every run."""
    sums = counts(outcome)
    rows = language.said(
        "Baris: {rows} = {recorded} tercatat + {lost} tidak terbaca + {furniture} judul dan catatan.", **sums
    )
    words = ", ".join(
        language.counted(SEVERITY_SUMS[severity], sums[name])
        for severity, name in SEVERITY_TOTALS.items()
        if sums[name] or severity is not Severity.WAIVED
    )
    findings = language.said("Temuan: {sums}.", sums=words)
    yield Line(f"{rows} {findings}")
    if outcome.issued:
        states = [f"{sums[status]} {language.said(word)}" for status, word in STATUS_WORDS.items() if sums[status]]
        yield Line(language.said("Surat dan laporan: {sums}.", sums=", ".join(states)))


def _first(outcome: Outcome, language: Language) -> Iterator[Line]:
    """What to begin with, where there is much to mend."""
    urgent = first_to_mend(outcome)
    if not urgent or counts(outcome)["errors"] <= _FEW:
        return
    yield Line(language.said("Yang perlu diperbaiki dulu:"), "heading")
    for number, one in enumerate(urgent, start=1):
        finding = one.fold.first
        what = ", ".join(filter(None, (finding.code, withholding(finding.severity, one.withholds, language))))
        where = _where(one.fold, language)
        yield Line(f"{number}. {where}{': ' if where else ''}{finding.text} [{what}]", "error", 2)
    yield Line("")


def _where(fold: Fold, language: Language) -> str:
    place = fold.first.place
    sheet = language.said("lembar {sheet}", sheet=mask(place.sheet)) if place.sheet else ""
    inside = ", ".join(filter(None, (sheet, fold.cells(_MOST_CELLS, language))))
    return " › ".join(filter(None, (mask(place.file), inside)))


def _workbooks(outcome: Outcome, language: Language, *, notes: bool) -> Iterator[Line]:
    found, verdict_of, waiting = by_file(outcome.findings), verdicts(outcome), papers_waiting(outcome)
    silent = []
    for source in outcome.inputs:
        of_file = found.pop(source.path, [])
        good = verdict_of[source.path] == READY
        verdict = language.said(verdict_of[source.path])
        sums = _sums(of_file, language, outcome.notes.counts.get(source.path, 0))
        head = Line(f"{mask(source.path)}: {verdict}{sums}", "good" if good else "error")
        shown = _shown([*of_file, *(outcome.notes.of(source.path) if notes else ())], outcome, notes=notes)
        if good and not shown:
            silent.append(head)
            continue
        yield head
        yield from _by_sheet(shown, waiting, language, notes=notes)
    yield from silent[:_MOST_READY]
    if len(silent) > _MOST_READY:
        more = language.counted("{count} buku kerja lain", len(silent) - _MOST_READY)
        yield Line(f"{more}: {language.said(READY)}", "good")
    elsewhere = _shown([finding for of_file in found.values() for finding in of_file], outcome, notes=notes)
    if elsewhere:
        yield Line(language.said("Tentang seluruh berkas:"), "heading")
        yield from _by_sheet(elsewhere, waiting, language, notes=notes)


def _sums(findings: Iterable[Finding], language: Language, notes: int) -> str:
    sums = severity_sums(findings, language, notes)
    return f" ({sums})" if sums else ""


def _shown(findings: Iterable[Finding], outcome: Outcome, *, notes: bool) -> list[Fold]:
    wanted = (finding for finding in findings if notes or finding.severity is not Severity.NOTE)
    return folded(wanted, outcome.sheets)


def _by_sheet(
    folds: Iterable[Fold], waiting: dict[Finding, set[str]], language: Language, *, notes: bool
) -> Iterator[Line]:
    sheet = ""
    for fold in folds:
        finding = fold.first
        if finding.place.sheet and finding.place.sheet != sheet:
            sheet = finding.place.sheet
            yield Line(language.said("Lembar {sheet}", sheet=mask(sheet)), "heading", 2)
        yield from _told(fold, len(waits(fold, waiting)), language, notes=notes)


def _told(fold: Fold, papers: int, language: Language, *, notes: bool) -> Iterator[Line]:
    """A fold with the way to mend it; how an officer may accept it is told of warnings only where all is."""
    finding, cells = fold.first, fold.cells(_MOST_CELLS, language)
    word = language.said(SEVERITY_WORDS[finding.severity])
    what = ", ".join(filter(None, (finding.code, word, withholding(finding.severity, papers, language))))
    yield Line(f"{cells}{' ' if cells else ''}[{what}] {finding.text}", finding.severity.value, 4)
    if finding.waived_by:
        yield Line(language.said("dikecualikan oleh {by}", by=finding.waived_by), "waived", 6)
    else:
        yield Line(f"→ {finding.fix}", "", 6)
    keys = keys_to_waive(fold.findings)
    if keys and (notes or finding.severity is Severity.ERROR):
        options = waiving(finding.code, keys[:_MOST_KEYS], language)
        yield Line(language.said("Dapat dikecualikan pejabat: {options}", options=options), "", 6)


def _papers(outcome: Outcome, language: Language) -> Iterator[Line]:
    papers = standing_out(outcome)
    if papers:
        yield Line(language.said("Surat dan laporan yang perlu perhatian:"), "heading")
    for paper in papers:
        codes = ", ".join(dict.fromkeys(finding.code for finding in paper.withheld_by))
        status = language.said(STATUS_WORDS[paper.status])
        state = language.said("{status} karena {codes}", status=status, codes=codes) if codes else status
        yield Line(f"{mask(paper.title)}: {state}", "", 2)
        if paper.earlier:
            yield Line(earlier_told(paper.earlier, language), "warning", 4)


def _waivers(outcome: Outcome, language: Language) -> Iterator[Line]:
    if outcome.accepted:
        yield Line(language.said("Pengecualian yang dipakai:"), "heading")
    for waiver in outcome.accepted:
        yield Line(_waiver(waiver, outcome, language), "waived", 2)


def _waiver(waiver: Accepted, outcome: Outcome, language: Language) -> str:
    """A waiver in one sentence."""
    return language.said(
        "{code} tentang {whom}, {count} temuan: {reason} (dikecualikan oleh {by}, {day})",
        code=waiver.code,
        whom=mask(called(waiver.about, outcome.names)),
        count=len(waiver.findings),
        reason=waiver.reason,
        by=waiver.by,
        day=language.sentence(indonesian.long_date(waiver.dated)),
    )
