"""Partnerships: two distinct partners with their documents by the end of the term."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.files import FileProblem
from pipeline.records import Evidence, Partnership
from pipeline.stage3_validate import validate
from tests.rules.world import change, drop, losing, said, typical

KEY = "partnership:M-001/KM-01"
TERM = {"term:M-001"}


def partnerships(dossier):
    return dossier.partnerships_of["M-001"]


def test_too_few_partners_at_the_end_of_the_term():
    dossier = typical()
    one = drop(dossier, partnerships(dossier)[1])
    assert said(one, "K01") == [(dossier.facilitators["M-001"].at("code"), TERM)]
    assert said(losing(one, Partnership, facilitator="M-001"), "K01") == []


def test_the_number_told_is_that_of_the_partners_named():
    """The one that lacks its document is told of apart; it is not missing twice."""
    dossier = typical()
    one = drop(dossier, partnerships(dossier)[1], *dossier.evidence_of[KEY])
    [found] = [finding for finding in validate(one) if finding.code == "K01"]
    assert found.values["held"] == "1"


def test_before_the_end_a_note_tells_how_many_there_are():
    dossier = typical()
    one = replace(drop(dossier, partnerships(dossier)[1]), today=date(2015, 7, 3))
    assert said(one, "K01") == []
    assert said(one, "K02") == [(dossier.facilitators["M-001"].at("code"), TERM)]
    assert said(replace(typical(), today=date(2015, 7, 3)), "K02") == []


def test_before_the_last_months_workbook_is_there_no_partner_is_missed():
    dossier = typical()
    second = [record for record in dossier.records if getattr(record, "month", None) == 2]
    first = replace(drop(dossier, *second), today=date(2015, 6, 2))
    assert len(first.partnerships_of["M-001"]) == 1
    assert said(first, "K02") == said(first, "K01") == []


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
    assert said(losing(without, Evidence, facilitator="M-001", month=1), "K03") == []
    assert len(said(change(dossier, document, kind="photo"), "K03")) == 1


def test_a_document_whose_file_is_missing_is_said_once():
    dossier = typical()
    [document] = dossier.evidence_of[KEY]
    broken = change(dossier, document, file=replace(document.file, problem=FileProblem.MISSING))
    assert said(broken, "K03") == []
    assert said(broken, "F01") == [(document.at("file"), {KEY})]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("PT Samudera Niaga Abadi", True),
        ("CV Samudra Niaga Abadii", True),
        ("PT Samudra Niaga Abadi", False),
        ("Samudra Niaga Abadi Cabang Teluk Padang", True),
        ("PT Samudra Niaga Abadi Cabang Wanasari 2", True),
        ("PT Samudra Karya Makmur", False),
        ("Koperasi Mitra Usaha Wanasari", False),
        (None, False),
    ],
)
def test_partners_of_nearly_the_same_name(other, found):
    dossier = typical()
    first, second = partnerships(dossier)
    expected = [(second.at("partner"), {first.key, second.key})] if found else []
    assert said(change(dossier, second, partner=other), "K12") == expected


def test_of_short_names_one_word_in_two_forms_is_told():
    dossier = typical()
    first, second = partnerships(dossier)
    dossier = change(dossier, first, partner="KUD Sumber Rejo")
    assert len(said(change(dossier, second, partner="KUD Sumber Rejeki"), "K12")) == 1
    assert said(change(dossier, second, partner="KUD Sumber Makmur"), "K12") == []


def test_branches_are_told_apart_by_their_number():
    dossier = typical()
    first, second = partnerships(dossier)
    dossier = change(dossier, first, partner="Bank Nusantara Cabang Wanasari 1")
    assert said(change(dossier, second, partner="Bank Nusantara Cabang Wanasari 2"), "K12") == []
