"""Reports made and delivered, and the gate of the certificate."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import Delivery
from tests.rules.world import change, drop, said, typical

CERTIFICATE = {"certificate/facilitator:M-001"}


@pytest.mark.parametrize("key", ["month:M-001/1", "term:M-001"])
def test_a_report_delivered_before_it_was_made(key):
    dossier = typical()
    delivery = dossier.deliveries[key]
    early = change(dossier, delivery, delivered_on=date(2015, 6, 3))
    assert said(early, "A30") == [(delivery.at("delivered_on"), {"delivery:M-001"})]
    assert said(change(dossier, delivery, delivered_on=delivery.made_on), "A30") == []


@pytest.mark.parametrize(("key", "last"), [("month:M-001/1", date(2015, 6, 3)), ("term:M-001", date(2015, 7, 3))])
def test_a_report_made_before_its_time_was_over(key, last):
    dossier = typical()
    delivery = dossier.deliveries[key]
    early = change(dossier, delivery, made_on=last.replace(day=last.day - 1))
    assert said(early, "A31") == [(delivery.at("made_on"), {key})]
    assert said(change(dossier, delivery, made_on=last), "A31") == []


def test_an_spm_that_runs_past_the_spk_is_no_fault_of_the_report():
    dossier = typical()
    longer = change(dossier, dossier.assignments["M-001"], spm_ends=date(2015, 7, 20))
    assert said(longer, "A31") == []


@pytest.mark.parametrize(("field", "about"), [("made_on", "term:M-001"), ("delivered_on", "delivery:M-001")])
def test_a_report_of_tomorrow(field, about):
    dossier = typical()
    delivery = dossier.deliveries["term:M-001"]
    tomorrow = change(dossier, delivery, **{field: date(2015, 8, 1)})
    assert said(tomorrow, "A32") == [(delivery.at(field), {about})]
    assert said(change(dossier, delivery, **{field: dossier.today}), "A32") == []


@pytest.mark.parametrize(("month", "code", "other"), [(None, "A33", "A34"), (0, "A34", "A33"), (3, "A34", "A33")])
def test_a_monthly_report_of_no_month(month, code, other):
    dossier = typical()
    delivery = dossier.deliveries["month:M-001/1"]
    nameless = change(dossier, delivery, month=month, delivered_on=date(2015, 5, 1))
    assert said(nameless, code) == [(delivery.at("month"), CERTIFICATE)]
    assert said(nameless, other) == []
    assert len(said(nameless, "A30")) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda dossier: change(dossier, dossier.deliveries["month:M-001/1"], delivered_on=None),
        lambda dossier: change(dossier, dossier.deliveries["term:M-001"], made_on=None),
        lambda dossier: drop(dossier, *dossier.all(Delivery)),
        lambda dossier: drop(dossier, dossier.minutes_of["session:M-001/2/S-01"]),
        lambda dossier: drop(dossier, dossier.partnerships_of["M-001"][0]),
    ],
    ids=["not delivered", "final not made", "no report", "no minutes", "one partner"],
)
def test_a_certificate_that_is_not_earned(spoil):
    dossier = typical()
    place = dossier.assignments["M-001"].at("facilitator")
    assert said(spoil(dossier), "L12") == [(place, CERTIFICATE)]
    assert said(replace(spoil(dossier), today=date(2015, 7, 3)), "L12") == []


def test_a_delivery_that_is_missing_withholds_nothing_but_the_certificate():
    dossier = typical()
    missing = drop(dossier, *dossier.all(Delivery))
    assert [code for code in ("A30", "A31", "A32") if said(missing, code)] == []


def test_while_a_month_is_not_read_no_certificate_is_due():
    dossier = typical()
    gone = drop(dossier, *(record for record in dossier.records if getattr(record, "month", None) == 2))
    assert said(gone, "L12") == []


def test_a_run_of_letters_alone_asks_for_no_certificate():
    dossier = typical()
    assert said(drop(dossier, *(record for record in dossier.records if hasattr(record, "month"))), "L12") == []


def test_a_certificate_before_the_end_of_the_term():
    dossier = typical()
    assignment = dossier.assignments["M-001"]
    early = change(dossier, assignment, certificate_dated=date(2015, 7, 2))
    assert said(early, "L13") == [(assignment.at("certificate_dated"), CERTIFICATE)]
    nameless = change(early, early.facilitators["M-001"], name=None)
    assert said(nameless, "L13") == [(assignment.at("certificate_dated"), CERTIFICATE)]
    assert said(change(dossier, assignment, certificate_dated=date(2015, 7, 3)), "L13") == []
