"""The outcome with all that its findings say in another language: what every view shows is made of it."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.findings import Finding
from pipeline.flow import Outcome
from pipeline.language import Language


def told_in(outcome: Outcome, language: Language) -> Outcome:
    """The same outcome; each finding stands for the same one in the language wherever it is named."""

    def told(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(language.finding(finding) for finding in findings)

    return replace(
        outcome,
        findings=told(outcome.findings),
        notes=outcome.notes.told(language.finding),
        issued=tuple(replace(paper, withheld_by=told(paper.withheld_by)) for paper in outcome.issued),
        accepted=tuple(replace(waiver, findings=told(waiver.findings)) for waiver in outcome.accepted),
    )
