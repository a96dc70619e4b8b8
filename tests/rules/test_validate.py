"""What holds for all rules together."""

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.findings import Finding, Place, Severity, messages_of
from pipeline.flow import Dossier
from pipeline.records import RECORDS, Office, Session
from pipeline.rules import ACROSS, MODULES, RULES, WITHIN
from pipeline.run.catalogue import messages
from pipeline.stage3_validate import validate
from tests.documents import world as documents_world
from tests.rules.world import change, typical

TESTS = Path(__file__).parents[1]


def test_a_dossier_in_order_has_no_findings():
    """But that its groups are small and that it leaves the numbers of three kinds of letter open."""
    assert sorted({finding.code for finding in validate(typical())}) == ["G86", "L16"]


def test_the_worst_that_can_be_issued_has_no_error_but_the_missing_photo():
    found = [finding for finding in validate(documents_world.hard()) if finding.severity is Severity.ERROR]
    assert {finding.code for finding in found} == {"F06"}


def test_an_empty_dossier_has_no_findings():
    dossier = typical()
    assert validate(Dossier(dossier.programme, dossier.today)) == ()


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
def test_every_rule_copes_with_fields_that_could_not_be_read(kind):
    """A faulty cell leaves None behind; the rules say something of it or nothing, but never break."""
    optional = {name: field.default for name, field in kind.model_fields.items() if not field.is_required()}
    emptied = {name: None for name in optional if name not in {"place", "places"}}
    dossier = typical()
    spoiled = replace(
        dossier,
        records=tuple(
            record.model_copy(update=emptied) if type(record) is kind else record for record in dossier.records
        ),
    )
    assert all("None" not in finding.text for finding in validate(spoiled))


def test_findings_come_in_the_order_of_the_cells():
    dossier = typical()
    for row, session in zip((10, 9, 100), dossier.all(Session), strict=False):
        places = {"held_on": Place("a.xlsx", "Pertemuan", f"D{row}")}
        dossier = change(dossier, session, held_on=date(2020, 1, 1), places=places)
    found = [finding.place.cell for finding in validate(dossier) if finding.code == "C10"]
    assert found == ["D9", "D10", "D100"]


def test_cells_beyond_column_z_come_behind():
    office = Office(code="X-1", province_office="X-9", places={"province_office": Place("a.xlsx", "Kantor", "AA7")})
    other = Office(code="X-2", province_office="X-8", places={"province_office": Place("a.xlsx", "Kantor", "Z7")})
    dossier = replace(typical(), records=(office, other))
    assert [finding.place.cell for finding in validate(dossier)] == ["Z7", "AA7"]


def test_no_two_messages_share_a_code():
    messages = messages_of(MODULES)
    assert len({message.code for message in messages}) == len(messages)


def test_every_message_has_a_test():
    """Of the whole catalogue, each by its code; the faults that are injected are tests as well."""
    tests = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    lists = (TESTS / "rules" / "test_waivable.py").read_text(encoding="utf-8")
    named = tests.replace(lists, "")
    assert [message.code for message in messages() if f'"{message.code}"' not in named] == []


def test_every_rule_is_listed_once():
    assert len(set(RULES)) == len(RULES) == len(WITHIN) + len(ACROSS)
    written = {
        value
        for module in MODULES
        for value in vars(module).values()
        if inspect.isgeneratorfunction(value) and value.__module__ == module.__name__ and is_rule(value)
    }
    assert written == set(RULES)


def is_rule(function):
    """Whether a public function goes from the dossier alone to findings."""
    signature = inspect.signature(function)
    return list(signature.parameters) == ["dossier"] and signature.return_annotation == Iterator[Finding]
