"""Findings are said in English but for what is data: the sample stories, and the variants of the fault injection."""

import re
from collections.abc import Iterable

import pytest

from pipeline import knowledge, language
from pipeline.findings import Finding, Message, Place, Severity
from tests.faults.test_fault_injection import QUICK
from tests.faults.variants import Variant, alone, findings_of
from tests.language import words
from tests.test_samples import found_in

ENGLISH = language.load("en")
PROGRAMME = knowledge.programme("motivator-2015")
NAMES = frozenset(target.label for target in PROGRAMME.targets)
"""Activities are called as in the workbook, wherever they are told of."""
NAMED = ("office", "group", "head", "allowed")
"""Placeholders of names, and of choices, as the workbook has them."""
_ROLE = PROGRAMME.wording.role_short.casefold()
DATA = re.compile(rf".* › .*|.*\.\w{{3,4}}|{_ROLE}|akses modal usaha|(bulanan|penugasan)/\d+")
"""Data in small letters: places, files, the role of the programme, a choice of the form, the name of a form."""
_SHOWN = re.compile(r"(?<![«\"])\{(\w+)\}")


def slips(findings: Iterable[Finding]) -> list[str]:
    """What an English finding says in Indonesian: known words, and values in small letters that stayed as they were."""
    found = []
    for finding in findings:
        told = ENGLISH.finding(finding)
        names = NAMES | {finding.values[name] for name in NAMED if name in finding.values}
        said = re.sub("|".join(map(re.escape, names)), "", f"{told.text} {told.fix} {told.message.source}")
        if words.indonesian(said):
            found.append(f"{finding.code}: {said}")
        for name in _SHOWN.findall(finding.message.text + finding.message.fix):
            value = finding.values[name]
            if value == told.values[name] and value[:2].islower() and not DATA.fullmatch(value):
                found.append(f"{finding.code} {{{name}}}: {value}")
    return found


@pytest.mark.parametrize("story", ["complete", "with_faults"])
def test_findings_of_the_stories(story: str) -> None:
    assert slips(found_in(story)) == []


@pytest.mark.parametrize("variant", QUICK, ids=str)
def test_findings_of_a_few_variants(variant: Variant) -> None:
    assert slips(findings_of(variant)) == []


@pytest.mark.slow
def test_findings_of_every_kind_of_fault() -> None:
    assert [slip for variant in alone() for slip in slips(findings_of(variant))] == []


@pytest.mark.parametrize("value", ["belum ada", "lembar Anggota", "sesuatu yang lain"])
def test_a_slip_is_seen(value: str) -> None:
    message = Message("G99", Severity.NOTE, "{value}.", "Betulkan.", "Formulir berkas")
    assert slips([message.at(Place("a.xlsx"), value=value)])
