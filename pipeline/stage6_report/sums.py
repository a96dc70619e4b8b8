"""What every view says of a run: the verdict of each workbook, and the totals."""

from collections import Counter
from collections.abc import Iterable

from pipeline import indonesian
from pipeline.findings import Finding, Severity
from pipeline.flow import Earlier, Input, Issued, Outcome, Status
from pipeline.language import Language

READY = "siap diunggah"
MEND = "perbaiki dulu"
SEVERITY_WORDS = {
    Severity.ERROR: "kesalahan",
    Severity.WARNING: "peringatan",
    Severity.WAIVED: "dikecualikan",
    Severity.NOTE: "catatan",
}
"""From the gravest to the lightest."""
SEVERITY_SUMS = {severity: f"{{count}} {word}" for severity, word in SEVERITY_WORDS.items()}
SEVERITY_TOTALS = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.NOTE: "notes",
    Severity.WAIVED: "waived",
}
"""What `counts` calls them, in the order in which totals are told."""
STATUS_WORDS: dict[Status, str] = {
    "issued": "terbit",
    "unchanged": "tetap",
    "withheld": "ditahan",
    "changed": "berubah (yang terbit tetap)",
    "kept": "disunting tangan (tidak ditimpa)",
}


def verdict(source: Input, findings: tuple[Finding, ...]) -> str:
    """Whether a workbook may be uploaded: it was read, and no error stands in it."""
    faulty = any(finding.severity is Severity.ERROR and finding.place.file == source.path for finding in findings)
    return MEND if faulty or not source.readable else READY


def verdicts(outcome: Outcome) -> dict[str, str]:
    """The verdict of every workbook, by its path."""
    found = by_file(outcome.findings)
    return {source.path: verdict(source, tuple(found.get(source.path, ()))) for source in outcome.inputs}


def standing_out(outcome: Outcome) -> list[Issued]:
    """The papers that were not simply issued or left as they are."""
    return [paper for paper in outcome.issued if paper.status not in ("issued", "unchanged")]


def earlier_told(earlier: Earlier, language: Language) -> str:
    """That a withheld paper is not the file which an earlier run issued."""
    day = language.sentence(indonesian.long_date(earlier.written))
    return language.said(
        "Versi yang terbit {day} masih ada ({path}); jangan dipakai sebelum temuannya selesai.",
        day=day,
        path=earlier.path,
    )


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each workbook, by its path; "" for those that stand in none."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.place.file, []).append(finding)
    return found


def severity_sums(findings: Iterable[Finding], language: Language, notes: int = 0) -> str:
    """How many of each severity: "2 kesalahan, 1 catatan"; "" when there is none. `notes` are counted on top."""
    sums = Counter(finding.severity for finding in findings)
    sums[Severity.NOTE] += notes
    return ", ".join(
        language.counted(text, sums[severity]) for severity, text in SEVERITY_SUMS.items() if sums[severity]
    )


def counts(outcome: Outcome) -> dict[str, int]:
    """The totals of a run. rows = recorded + lost + furniture."""
    severities = Counter(finding.severity for finding in outcome.findings)
    statuses = Counter(paper.status for paper in outcome.issued)
    return {
        "rows": outcome.rows,
        "recorded": outcome.recorded,
        "lost": outcome.lost,
        "furniture": outcome.furniture,
        "records": outcome.records,
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        "notes": severities[Severity.NOTE] + outcome.notes.total,
        "waived": severities[Severity.WAIVED],
        "issued": statuses["issued"],
        "unchanged": statuses["unchanged"],
        "withheld": statuses["withheld"],
        "changed": statuses["changed"],
        "kept": statuses["kept"],
    }
