"""Minutes and what was agreed in them."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import Discussion, FollowUp
from tests.rules.world import change, drop, said, typical

KEY = "session:M-001/1/S-01"


@pytest.mark.parametrize(("present", "wrong"), [(3, True), (2, False), (None, False)])
def test_the_number_present(present, wrong):
    dossier = typical()
    minutes = dossier.minutes_of[KEY]
    changed = change(dossier, minutes, present=present)
    assert said(changed, "N01") == ([(minutes.at("present"), {KEY})] if wrong else [])
    assert said(replace(changed, lost=frozenset({KEY})), "N01") == []


def test_without_attendance_there_is_nothing_to_compare_with():
    dossier = typical()
    assert said(drop(dossier, *dossier.presences_of[KEY]), "N01") == []


@pytest.mark.parametrize("field", ["in_charge", "deadline"])
def test_an_action_without_person_or_day(field):
    dossier = typical()
    [action] = dossier.follow_ups_of[KEY]
    assert said(change(dossier, action, **{field: None}), "N02") == [(action.at(field), {KEY})]


def test_an_action_without_person_and_day_is_said_once():
    dossier = typical()
    [action] = dossier.follow_ups_of[KEY]
    assert len(said(change(dossier, action, in_charge=None, deadline=None), "N02")) == 1


@pytest.mark.parametrize("kind", [FollowUp, Discussion])
def test_a_deadline_before_the_session(kind):
    dossier = typical()
    action = dossier.all(kind)[0]
    held_on = dossier.sessions[action.session_key].held_on
    early = change(dossier, action, deadline=date(2015, 5, 5))
    assert said(early, "N03") == [(action.at("deadline"), {action.session_key})]
    assert said(change(dossier, action, deadline=held_on), "N03") == []
