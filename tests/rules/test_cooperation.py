"""What a partnership agrees on. The term of the sample runs from 4 May to 3 July 2015, the run is of 31 July."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.rules.world import change, said, spoiled, typical

KEY = "partnership:M-001/KM-01"
CAPITAL = "partnership:M-001/KM-02"


def partnerships(dossier):
    return dossier.partnerships_of["M-001"]


def test_a_partnership_ends_after_it_starts():
    dossier = typical()
    partnership = partnerships(dossier)[0]
    assert said(change(dossier, partnership, ends=date(2015, 5, 31)), "K04") == [(partnership.at("ends"), {KEY})]
    assert said(change(dossier, partnership, ends=date(2015, 6, 1)), "K04") == []
    assert said(change(dossier, partnership, ends=None), "K04") == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("dua belas juta", False),
        ("DUABELAS JUTA RUPIAH", False),
        ("dua belas ribu rupiah", True),
        ("banyak sekali", True),
        (None, False),
    ],
)
def test_value_and_words(words, wrong):
    dossier = typical()
    partnership = partnerships(dossier)[0]
    changed = change(dossier, partnership, value=Decimal(12_000_000), value_in_words=words)
    assert said(changed, "K05") == ([(partnership.at("value_in_words"), {KEY})] if wrong else [])


def test_words_without_a_value():
    dossier = typical()
    partnership = partnerships(dossier)[0]
    alone = change(dossier, partnership, value=None)
    assert said(alone, "K09") == [(partnership.at("value_in_words"), {KEY})]
    assert said(alone, "K05") == []
    assert said(spoiled(dossier, partnership, "value"), "K09") == []
    assert said(change(alone, partnerships(alone)[0], value_in_words=None), "K09") == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"partner": "CV Siti Aminah"}, "partner"),
        ({"partner": "UD. SITI AMINAH JAYA"}, "partner"),
        ({"representative": "Hj. Siti Aminah, S.E."}, "representative"),
        ({"representative": "Siti Maryam"}, None),
        ({"partner": "Koperasi Siti Aminahan"}, None),
        ({"partner": None, "representative": None}, None),
    ],
)
def test_the_facilitators_own_firm(values, field):
    dossier = typical()
    partnership = partnerships(dossier)[0]
    expected = [(partnership.at(field), {KEY})] if field else []
    assert said(change(dossier, partnership, **values), "K07") == expected


@pytest.mark.parametrize(("partner", "found"), [("Markus", True), ("CV Markus", True), ("UD Markus Jaya", False)])
def test_a_name_of_one_word_is_common(partner, found):
    dossier = typical()
    dossier = change(dossier, dossier.facilitators["M-001"], name="Markus")
    changed = change(dossier, partnerships(dossier)[0], partner=partner)
    assert len(said(changed, "K07")) == found


@pytest.mark.parametrize(("starts", "found"), [(date(2015, 4, 3), True), (date(2015, 4, 4), False), (None, False)])
def test_a_cooperation_that_was_there_before(starts, found):
    dossier = typical()
    partnership = partnerships(dossier)[0]
    expected = [(partnership.at("starts"), {KEY})] if found else []
    assert said(change(dossier, partnership, starts=starts), "K08") == expected


@pytest.mark.parametrize("field", ["evidence_dated", "statement_dated"])
def test_a_date_that_lies_ahead(field):
    dossier = typical()
    partnership = partnerships(dossier)[0]
    ahead = change(dossier, partnership, **{field: date(2015, 8, 1)})
    assert said(ahead, "K10") == [(partnership.at(field), {KEY})]
    assert said(replace(ahead, today=date(2015, 8, 1)), "K10") == []


def test_capital_without_a_value():
    dossier = typical()
    partnership = partnerships(dossier)[1]
    without = change(dossier, partnership, value=None)
    assert said(without, "K11") == [(partnership.at("value"), {CAPITAL})]
    assert said(change(dossier, partnership, value=Decimal(0)), "K11") == []
    assert said(spoiled(dossier, partnership, "value"), "K11") == []
    assert said(change(dossier, partnerships(dossier)[0], value=None, value_in_words=None), "K11") == []


def test_capital_in_words_alone_is_said_of_the_words():
    dossier = typical()
    changed = change(dossier, partnerships(dossier)[1], value=None, value_in_words="lima juta rupiah")
    assert said(changed, "K11") == []
    assert len(said(changed, "K09")) == 1


@pytest.mark.parametrize(("dated", "found"), [(date(2015, 5, 31), True), (date(2015, 6, 1), False), (None, False)])
def test_a_statement_before_the_cooperation(dated, found):
    dossier = typical()
    partnership = partnerships(dossier)[0]
    expected = [(partnership.at("statement_dated"), {KEY})] if found else []
    assert said(change(dossier, partnership, statement_dated=dated), "K13") == expected
