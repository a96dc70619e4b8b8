"""Amounts that are too small to be rupiah."""

from decimal import Decimal

import pytest

from tests.rules.world import change, said, typical


@pytest.mark.parametrize(("amount", "found"), [("2200", True), ("9999.99", True), ("10000", False), ("0", False)])
@pytest.mark.parametrize("name", ["turnover_before", "turnover_after"])
def test_a_turnover_in_thousands(name, amount, found):
    dossier = typical()
    group = dossier.groups["K-01"]
    expected = [(group.at(name), {group.key})] if found else []
    assert said(change(dossier, group, **{name: Decimal(amount)}), "B06") == expected


def test_an_allowance_in_thousands():
    dossier = typical()
    assignment = dossier.assignments["M-001"]
    assert said(dossier, "B06") == []
    spoilt = change(dossier, assignment, allowance=Decimal(2200))
    assert said(spoilt, "B06") == [(assignment.at("allowance"), {assignment.key})]
