"""Partnerships: two distinct partners with their documents by the end of the term."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipeline.files import FileProblem
from tests.rules.world import change, drop, said, typical

KEY = "partnership:M-001/KM-01"
TERM = {"term:M-001"}


def partnerships(dossier):
    return dossier.partnerships_of["M-001"]


def test_too_few_partners_at_the_end_of_the_term():
    dossier = typical()
    one = drop(dossier, partnerships(dossier)[1])
    assert said(one, "K01") == [(dossier.facilitators["M-001"].at("code"), TERM)]
    assert said(replace(one, lost=frozenset({"partnership:M-001/KM-02"})), "K01") == []


def test_before_the_end_a_note_tells_how_many_there_are():
    dossier = typical()
    one = replace(drop(dossier, partnerships(dossier)[1]), today=date(2015, 7, 3))
    assert said(one, "K01") == []
    assert said(one, "K02") == [(dossier.facilitators["M-001"].at("code"), TERM)]
    assert said(replace(typical(), today=date(2015, 7, 3)), "K02") == []


def test_partners_are_not_counted_while_a_month_is_missing():
    dossier = typical()
    gone = drop(dossier, *(record for record in dossier.records if getattr(record, "month", None) == 2))
    assert said(gone, "K01") == []


@pytest.mark.parametrize(
    ("other", "same"),
    [("Samudra Niaga Abadi, PT.", True), ("PT. SAMUDRA NIAGA ABADI (Persero)", True), ("Lain", False)],
)
def test_one_partner_in_two_spellings_counts_once(other, same):
    dossier = typical()
    second = partnerships(dossier)[1]
    changed = change(dossier, second, partner=other)
    assert said(changed, "K06") == ([(second.at("partner"), {second.key})] if same else [])
    assert len(said(changed, "K01")) == same


def test_a_partnership_without_document():
    dossier = typical()
    partnership = partnerships(dossier)[0]
    [document] = dossier.evidence_of[KEY]
    without = drop(dossier, document)
    assert said(without, "K03") == [(partnership.at("evidence"), {KEY})]
    assert said(replace(without, lost=frozenset({"month:M-001/1"})), "K03") == []
    assert len(said(change(dossier, document, kind="photo"), "K03")) == 1


def test_a_document_whose_file_is_missing_is_said_once():
    dossier = typical()
    [document] = dossier.evidence_of[KEY]
    broken = change(dossier, document, file=replace(document.file, problem=FileProblem.MISSING))
    assert said(broken, "K03") == []
    assert said(broken, "F01") == [(document.at("file"), {KEY})]


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
