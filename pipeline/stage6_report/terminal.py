"""The outcome for people at a terminal: workbooks with their findings, papers that need attention, totals."""

from collections import Counter
from collections.abc import Iterator

from pipeline.findings import Finding, Severity, in_order, mask
from pipeline.flow import Outcome
from pipeline.stage6_report.sums import SEVERITY_WORDS, counts, verdict

_STATUS_WORDS = {
    "issued": "terbit",
    "unchanged": "tetap",
    "withheld": "ditahan",
    "changed": "berubah (yang terbit tetap)",
    "kept": "disunting tangan (tidak ditimpa)",
}


def lines(outcome: Outcome, *, notes: bool = False) -> Iterator[str]:
    """What people read in the terminal: each workbook with its verdict and findings, the papers, the totals."""
    for source in outcome.inputs:
        found = [finding for finding in in_order(outcome.findings) if finding.place.file == source.path]
        yield f"{source.path}: {verdict(source, outcome.findings)}{_sums(found)}"
        yield from _by_sheet(found, notes=notes)
    known = {source.path for source in outcome.inputs}
    elsewhere = [finding for finding in in_order(outcome.findings) if finding.place.file not in known]
    if any(notes or finding.severity is not Severity.NOTE for finding in elsewhere):
        yield "Tentang seluruh berkas:"
        yield from _by_sheet(elsewhere, notes=notes)
    yield from _papers(outcome)
    yield from totals(outcome)


def _sums(findings: list[Finding]) -> str:
    sums = Counter(finding.severity for finding in findings)
    words = [f"{sums[severity]} {word}" for severity, word in SEVERITY_WORDS.items() if sums[severity]]
    return f" ({', '.join(words)})" if words else ""


def _by_sheet(findings: list[Finding], *, notes: bool) -> Iterator[str]:
    sheet = ""
    for finding in findings:
        if finding.severity is Severity.NOTE and not notes:
            continue
        if finding.place.sheet and finding.place.sheet != sheet:
            sheet = finding.place.sheet
            yield f"  Lembar {mask(sheet)}"
        where = f"{finding.place.cell} " if finding.place.cell else ""
        yield f"    {where}[{finding.code}, {SEVERITY_WORDS[finding.severity]}] {finding.text}"
        yield f"      → {finding.fix}"


def _papers(outcome: Outcome) -> Iterator[str]:
    standing_out = [paper for paper in outcome.issued if paper.status in {"withheld", "changed", "kept"}]
    if standing_out:
        yield "Surat dan laporan yang perlu perhatian:"
    for paper in standing_out:
        codes = ", ".join(dict.fromkeys(finding.code for finding in paper.withheld_by))
        yield f"  {mask(paper.title)}: {_STATUS_WORDS[paper.status]}{f' karena {codes}' if codes else ''}"


def totals(outcome: Outcome) -> Iterator[str]:
    """The closing lines of every run."""
    sums = counts(outcome)
    yield (
        f"Baris: {sums['rows']} = {sums['recorded']} tercatat + {sums['lost']} tidak terbaca + "
        f"{sums['furniture']} judul dan catatan. "
        f"Temuan: {sums['errors']} kesalahan, {sums['warnings']} peringatan, {sums['notes']} catatan."
    )
    if outcome.issued:
        words = [f"{sums[status]} {word}" for status, word in _STATUS_WORDS.items() if sums[status]]
        yield f"Surat dan laporan: {', '.join(words)}."
