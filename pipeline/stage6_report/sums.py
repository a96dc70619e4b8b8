"""What every view says of a run: the verdict of each workbook, and the totals."""

from collections import Counter

from pipeline.findings import Finding, Severity
from pipeline.flow import Input, Outcome

READY = "siap diunggah"
MEND = "perbaiki dulu"
SEVERITY_WORDS = {Severity.ERROR: "kesalahan", Severity.WARNING: "peringatan", Severity.NOTE: "catatan"}


def verdict(source: Input, findings: tuple[Finding, ...]) -> str:
    """Whether a workbook may be uploaded: it was read, and no error stands in it."""
    faulty = any(finding.severity is Severity.ERROR and finding.place.file == source.path for finding in findings)
    return MEND if faulty or not source.readable else READY


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
        "notes": severities[Severity.NOTE],
        "issued": statuses["issued"],
        "unchanged": statuses["unchanged"],
        "withheld": statuses["withheld"],
        "changed": statuses["changed"],
        "kept": statuses["kept"],
    }
