"""No NIK in the text that papers print."""

from dataclasses import replace

import pytest

from pipeline.records import (
    Advice,
    Discussion,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    Obstacle,
    Partnership,
    Session,
)
from tests.rules.world import change, said, typical


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Facilitator, "address"),
        (Group, "business"),
        (Member, "name"),
        (Session, "resume"),
        (Minutes, "discussion"),
        (FollowUp, "in_charge"),
        (Discussion, "problem"),
        (Partnership, "description"),
        (Evidence, "caption"),
        (Obstacle, "text"),
        (Advice, "text"),
    ],
)
def test_a_nik_in_printed_text(kind, field):
    dossier = typical()
    record = dossier.all(kind)[0]
    changed = change(dossier, record, **{field: "Asep (NIK 3317051402889101) hadir."})
    assert said(changed, "P01") == [(record.at(field), {record.key})]


def test_a_nik_for_a_letter_number_concerns_that_letter():
    dossier = typical()
    order = dossier.assignments["M-001"]
    changed = change(dossier, order, spk_number="3317051402889101")
    assert said(changed, "P01") == [(order.at("spk_number"), {"spk/facilitator:M-001"})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3317 0514 0288 9101", True),
        ("331705.140288.9101", True),
        ("331705 140288 9101", True),
        ("Rp10.000.000 20.000.000", False),
        ("04-05-2015 s.d. 03-07-2015", False),
        ("081234567890 dan 081234567891", False),
        ("33170514028891011", False),
        ("20150504 20150710", False),
        ("31052015-04072015", False),
        ("2015 0504 2015 0710", False),
        ("9999 9999 9999 9999", False),
        ("", False),
    ],
)
def test_what_looks_like_a_nik(text, found):
    dossier = typical()
    assert len(said(change(dossier, dossier.all(Advice)[0], text=text), "P01")) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("foto/3317051402889001.jpg", True),
        ("KTP 3317 0514 0288 9001.jpg", True),
        ("IMG-20150506-WA0001.jpg", False),
        ("IMG_20150506_083012345.jpg", False),
        ("Screenshot_2015-05-06-08-30-12.png", False),
    ],
)
def test_a_nik_in_the_name_of_a_file(name, found):
    dossier = typical()
    for record, field in (
        (dossier.all(Evidence)[0], "file"),
        (dossier.facilitators["M-001"], "photo"),
        (dossier.offices["D-01"], "logo"),
    ):
        renamed = change(dossier, record, **{field: replace(getattr(record, field), name=name)})
        assert said(renamed, "P02") == ([(record.at(field), {record.key})] if found else [])
