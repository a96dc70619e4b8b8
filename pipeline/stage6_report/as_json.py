"""The outcome for programs: outcome.json, and one finding a line."""

import json

from pipeline.findings import Finding, in_order, mask
from pipeline.flow import Accepted, Issued, Outcome
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.sums import counts, verdicts
from pipeline.stage6_report.told import told_in

SCHEMA = "berkas-outcome/1"


def as_json(outcome: Outcome) -> dict[str, object]:
    """The outcome as design §7 of the schema `berkas-outcome/1` says; see knowledge/outcome.schema.json."""
    findings = in_order(outcome.findings)
    index = {finding: number for number, finding in enumerate(findings)}
    inputs = {source.path: number for number, source in enumerate(outcome.inputs)}
    said = verdicts(outcome)
    return {
        "schema": SCHEMA,
        "programme": outcome.programme,
        "date": outcome.date.isoformat(),
        "inputs": [
            {
                "path": source.path,
                "sha256": source.sha256,
                "form": source.form,
                "verdict": said[source.path],
            }
            for source in outcome.inputs
        ],
        "counts": counts(outcome),
        "findings": [_finding(finding, inputs) for finding in findings],
        "waivers": [_waiver(accepted, index) for accepted in outcome.accepted],
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
        "waivable": finding.message.waivable,
        "waived_by": finding.waived_by,
    }


def _waiver(accepted: Accepted, index: dict[Finding, int]) -> dict[str, object]:
    return {
        "code": accepted.code,
        "about": accepted.about,
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
    }


def json_text(outcome: Outcome, language: Language = INDONESIAN) -> str:
    """What findings say is in the language; all other words are fixed, for programs."""
    return json.dumps(as_json(told_in(outcome, language)), ensure_ascii=False, indent=1) + "\n"


def ndjson_text(outcome: Outcome, language: Language = INDONESIAN) -> str:
    """One finding a line, for programs that read as it comes."""
    outcome = told_in(outcome, language)
    inputs = {source.path: number for number, source in enumerate(outcome.inputs)}
    return "".join(
        json.dumps(_finding(finding, inputs), ensure_ascii=False) + "\n" for finding in in_order(outcome.findings)
    )
