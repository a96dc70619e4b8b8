"""Stage 6: what happened is told, as outcome.json for programs and as text for people, both views of one Outcome."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.failures import writing
from pipeline.files import write_whole
from pipeline.findings import Finding, Severity, in_order, mask
from pipeline.flow import Input, Issued, Outcome

SCHEMA = "berkas-outcome/1"
READY = "siap diunggah"
MEND = "perbaiki dulu"

SEVERITY_WORDS = {Severity.ERROR: "kesalahan", Severity.WARNING: "peringatan", Severity.NOTE: "catatan"}
_STATUS_WORDS = {
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


def as_json(outcome: Outcome) -> dict[str, object]:
    """The outcome as design §7 of the schema `berkas-outcome/1` says; see knowledge/outcome.schema.json."""
    findings = in_order(outcome.findings)
    index = {finding: number for number, finding in enumerate(findings)}
    inputs = {source.path: number for number, source in enumerate(outcome.inputs)}
    return {
        "schema": SCHEMA,
        "programme": outcome.programme,
        "date": outcome.date.isoformat(),
        "inputs": [
            {
                "path": source.path,
                "sha256": source.sha256,
                "form": source.form,
                "verdict": verdict(source, outcome.findings),
            }
            for source in outcome.inputs
        ],
        "counts": counts(outcome),
        "findings": [_finding(finding, inputs) for finding in findings],
        "waivers": [],
        "documents": [_document(paper, index) for paper in outcome.issued],
    }


def _finding(finding: Finding, inputs: dict[str, int]) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "input": inputs.get(finding.place.file),
        "sheet": mask(finding.place.sheet),
        "cell": finding.place.cell,
        "field": finding.field,
        "about": list(finding.about),
        "text": finding.text,
        "fix": finding.fix,
        "source": finding.message.source,
    }


def _document(paper: Issued, index: dict[Finding, int]) -> dict[str, object]:
    return {
        "kind": paper.document,
        "subject": paper.subject,
        "title": mask(paper.title),
        "number": paper.number,
        "dated": paper.dated.isoformat(),
        "status": paper.status,
        "path": paper.path,
        "sha256": paper.sha256,
        "cites": list(paper.cites),
        "withheld_by": sorted({index[finding] for finding in paper.withheld_by}),
    }


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


def json_text(outcome: Outcome) -> str:
    return json.dumps(as_json(outcome), ensure_ascii=False, indent=1) + "\n"


def ndjson_text(outcome: Outcome) -> str:
    """One finding a line, for programs that read as it comes."""
    inputs = {source.path: number for number, source in enumerate(outcome.inputs)}
    return "".join(
        json.dumps(_finding(finding, inputs), ensure_ascii=False) + "\n" for finding in in_order(outcome.findings)
    )


def write(outcome: Outcome, path: Path) -> None:
    """Write the outcome, whole or not at all. Raises Failure when it cannot be written."""
    with writing(path):
        write_whole(path, json_text(outcome).encode())


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
