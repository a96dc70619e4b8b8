"""Minutes and what was agreed in them."""

from datetime import date

import pytest

from pipeline.records import Discussion, FollowUp, Member, Presence
from tests.rules.world import change, drop, losing, said, typical

KEY = "session:M-001/1/S-01"


@pytest.mark.parametrize(("present", "wrong"), [(3, True), (2, False), (None, False)])
def test_the_number_present(present, wrong):
    dossier = typical()
    minutes = dossier.minutes_of[KEY]
    changed = change(dossier, minutes, present=present)
    assert said(changed, "N01") == ([(minutes.at("present"), {KEY})] if wrong else [])
    assert said(losing(changed, Presence, facilitator="M-001", month=1, session="S-01"), "N01") == []


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


@pytest.mark.parametrize(
    ("note_taker", "found"),
    [("Siti Aminah", True), ("SITI AMINAH, S.E.", True), ("Nurhayati", False), (None, False)],
)
def test_the_chair_takes_the_notes(note_taker, found):
    dossier = typical()
    minutes = dossier.minutes_of[KEY]
    expected = [(minutes.at("note_taker"), {KEY})] if found else []
    assert said(change(dossier, minutes, note_taker=note_taker), "N04") == expected


@pytest.mark.parametrize("kind", [FollowUp, Discussion])
@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("Asep Rydwan", True),
        ("Bapak Asep Ridwam", True),
        ("Asep Ridwn dan Hendra Wijaya", True),
        ("Siti Amimah", True),
        ("Hendra Wijaya", False),
        ("Siti Khadijah", False),
        ("Pak RT 03", False),
        ("Kadus Krajan", False),
        ("Babinsa", False),
        ("PKK", False),
        ("kader", False),
        ("warga", False),
        ("-", False),
        ("Asep Ridwan", False),
        ("Pak Asep", False),
        ("Asep dan Hendra Wijaya", False),
        ("Nur Hayati", False),
        ("Siti Aminah", False),
        ("Ketua kelompok", False),
        ("Semua anggota", False),
        ("Motivator", False),
        ("Disnaker", False),
    ],
)
def test_a_slip_in_the_name_of_who_is_in_charge(kind, who, found):
    dossier = typical()
    action = next(item for item in dossier.all(kind) if dossier.sessions[item.session_key].group == "K-01")
    expected = [(action.at("in_charge"), {action.session_key})] if found else []
    assert said(change(dossier, action, in_charge=who), "N05") == expected


def test_a_lost_member_may_be_in_charge():
    dossier = typical()
    stranger = change(dossier, dossier.follow_ups_of[KEY][0], in_charge="Asep Rydwan")
    assert said(losing(stranger, Member, group="K-01"), "N05") == []


@pytest.mark.parametrize(("deadline", "found"), [(date(2015, 7, 4), True), (date(2015, 7, 3), False)])
def test_a_deadline_after_the_term(deadline, found):
    dossier = typical()
    [action] = dossier.follow_ups_of[KEY]
    expected = [(action.at("deadline"), {KEY})] if found else []
    assert said(change(dossier, action, deadline=deadline), "N06") == expected


def test_what_settles_a_quarrel_may_outlast_the_term():
    dossier = typical()
    action = dossier.all(Discussion)[0]
    assert said(change(dossier, action, deadline=date(2015, 8, 1)), "N06") == []
