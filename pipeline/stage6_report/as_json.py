"""The outcome for programs: outcome.json, and one finding a line."""

import json
from collections.abc import Iterator

from pipeline.findings import Finding, Severity, in_order, mask
from pipeline.flow import Accepted, Issued, Outcome
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.sums import by_file, counts, verdicts
from pipeline.stage6_report.told import told_in

SCHEMA = "berkas-outcome/1"


def as_json(outcome: Outcome) -> dict[str, object]:
    """The outcome as design §7 of the schema `berkas-outcome/1` says; see knowledge/outcome.schema.json."""
    document: dict[str, object] = json.loads("".join(json_lines(outcome)))
    return document


def json_lines(outcome: Outcome, language: Language = INDONESIAN) -> Iterator[str]:
    """outcome.json piece by piece, a finding a line: of thousands of workbooks it is too long to be held whole.

    What findings say is in the language; all other words are fixed, for programs.
    """
    outcome = told_in(outcome, language)
    said = verdicts(outcome)
    head = {
        "schema": SCHEMA,
        "programme": outcome.programme,
        "date": outcome.date.isoformat(),
        "inputs": [
            {"path": source.path, "sha256": source.sha256, "form": source.form, "verdict": said[source.path]}
            for source in outcome.inputs
        ],
        "counts": counts(outcome),
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "findings": ['
    inputs = {source.path: number for number, source in enumerate(outcome.inputs)}
    index: dict[Finding, int] = {}
    for number, finding in enumerate(_in_order(outcome)):
        if finding.severity is not Severity.NOTE:
            index[finding] = number
        yield f"{',' if number else ''}\n  {json.dumps(_finding(finding, inputs), ensure_ascii=False)}"
    tail = {
        "waivers": [_waiver(accepted, index) for accepted in outcome.accepted],
        "documents": [_document(paper, index) for paper in outcome.issued],
    }
    yield "\n ]," + json.dumps(tail, ensure_ascii=False, indent=1).removeprefix("{") + "\n"


def _in_order(outcome: Outcome) -> Iterator[Finding]:
    """All findings in the order of reading; of the notes only those of one workbook are unpacked at a time."""
    found = by_file(outcome.findings)
    for file in sorted(found.keys() | outcome.notes.packed.keys(), key=lambda path: (not path, path)):
        yield from in_order([*found.get(file, ()), *outcome.notes.of(file)], outcome.sheets)


def _finding(finding: Finding, inputs: dict[str, int]) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "input": inputs.get(finding.place.file),
        "sheet": mask(finding.place.sheet),
        "cell": finding.place.cell,
        "field": finding.field,
        "about": [mask(key) for key in finding.about],
        "text": finding.text,
        "fix": finding.fix,
        "source": finding.message.source,
        "waivable": finding.message.waivable,
        "waived_by": finding.waived_by,
    }


def _waiver(accepted: Accepted, index: dict[Finding, int]) -> dict[str, object]:
    return {
        "code": accepted.code,
        "about": mask(accepted.about),
        "reason": accepted.reason,
        "by": accepted.by,
        "date": accepted.dated.isoformat(),
        "source": accepted.source,
        "findings": sorted({index[finding] for finding in accepted.findings}),
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
        "earlier": {"path": paper.earlier.path, "issued": paper.earlier.written.isoformat()} if paper.earlier else None,
    }


def ndjson_lines(outcome: Outcome, language: Language = INDONESIAN) -> Iterator[str]:
    """One finding a line, with the path of its workbook, for programs that read as it comes."""
    outcome = told_in(outcome, language)
    inputs = {source.path: number for number, source in enumerate(outcome.inputs)}
    for finding in _in_order(outcome):
        told = {"path": finding.place.file, **_finding(finding, inputs)}
        yield json.dumps(told, ensure_ascii=False) + "\n"
