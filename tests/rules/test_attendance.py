"""Attendance against roster and session."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.flow import Line
from pipeline.records import AttendanceSheet, Member, Presence
from tests.rules.world import change, drop, losing, said, typical

KEY = "session:M-001/1/S-01"
MARK = {"facilitator": "M-001", "month": 1, "session": "S-01"}


def test_somebody_who_is_no_member():
    dossier = typical()
    presence = dossier.presences_of[KEY][2]
    changed = change(dossier, presence, number=17)
    assert said(changed, "A20") == [(presence.at("number"), {KEY})]
    assert said(losing(changed, Member, group="K-01"), "A20") == []
    assert len(said(losing(changed, Member, group="K-02"), "A20")) == 1


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Nurhayati", True),
        ("Hendra", True),
        ("ASEP RIDWAN, S.Pd.", False),
        ("asep  ridwan", False),
        ("Asep Rydwan", False),
        ("Asep", False),
        ("Muh. Asep Ridwan", False),
        (None, False),
    ],
)
def test_a_name_that_is_not_the_members(name, wrong):
    dossier = typical()
    presence = dossier.presences_of[KEY][0]
    expected = [(presence.at("name"), {KEY})] if wrong else []
    assert said(change(dossier, presence, name=name), "A21") == expected


def test_nearly_the_members_name_is_wrong_when_another_member_bears_it():
    dossier = typical()
    presence = dossier.presences_of[KEY][0]
    dossier = change(dossier, dossier.members["K-01", 2], name="Asep Rydwan")
    assert (presence.at("name"), {KEY}) in said(change(dossier, presence, name="Asep Rydwan"), "A21")


def test_attendance_of_another_group():
    dossier = typical()
    sheet = dossier.attendance_of[KEY]
    assert said(change(dossier, sheet, group="K-02"), "A22") == [(sheet.at("group"), {KEY})]
    assert said(change(dossier, sheet, group=None), "A22") == []


def test_a_matrix_of_another_group_is_said_once():
    dossier = typical()
    first, second, _ = dossier.presences_of[KEY]
    changed = change(change(dossier, first, group="K-02"), second, group="K-02")
    assert said(changed, "A22") == [(first.at("group"), {KEY})]


def test_attendance_of_another_day():
    dossier = typical()
    sheet = dossier.attendance_of[KEY]
    assert said(change(dossier, sheet, held_on=date(2015, 5, 7)), "A23") == [(sheet.at("held_on"), {KEY})]
    assert said(change(dossier, sheet, held_on=None), "A23") == []


def test_a_member_without_a_mark():
    dossier = typical()
    session = dossier.sessions["session:M-001/1/S-01"]
    presence = dossier.presences_of[session.key][-1]
    sheet = dossier.attendance_of[session.key]
    unmarked = drop(dossier, presence)
    assert said(unmarked, "A24") == [(sheet.place, {session.key})]
    assert said(losing(unmarked, Presence, **MARK), "A24") == []
    assert said(drop(dossier, *dossier.presences_of[session.key]), "A24") == []


def test_a_member_without_a_mark_is_shown_at_the_empty_cell():
    """On a list where a row waits for the member; in a matrix in the row of the member's other marks."""
    dossier = typical()
    presence = dossier.presences_of[KEY][-1]
    empty = presence.at("presence")
    unmarked = drop(dossier, presence)
    waiting = Line(empty.file, empty.sheet, int(empty.cell[1:]))
    assert said(replace(unmarked, furniture=frozenset({waiting})), "A24") == [(empty, {KEY})]
    matrix = drop(unmarked, *dossier.all(AttendanceSheet))
    elsewhere = [
        mark.at("presence")
        for key in matrix.sessions_of_group["K-01"]
        for mark in matrix.presences_of[key]
        if mark.number == presence.number
    ]
    assert said(matrix, "A24") == [(elsewhere[0], {KEY})]


def test_a_member_without_a_mark_whose_row_waits_is_shown_whoever_else_is_in_doubt():
    """A member's row was lost, so that a number on the list is nobody's: another member's empty cell is no less so."""
    dossier = typical()
    first, last = dossier.presences_of[KEY][0], dossier.presences_of[KEY][-1]
    empty = last.at("presence")
    unmarked = drop(dossier, last)
    lost = losing(drop(unmarked, dossier.members["K-01", first.number]), Member, group="K-01")
    waiting = Line(empty.file, empty.sheet, int(empty.cell[1:]))
    assert said(lost, "A24") == []
    assert said(replace(lost, furniture=frozenset({waiting})), "A24") == [(empty, {KEY})]
    assert len(said(drop(lost, *dossier.all(AttendanceSheet)), "A24")) == 1
    assert said(losing(drop(lost, *dossier.all(AttendanceSheet)), Presence, **MARK), "A24") == []


def test_nobody_was_present_whoever_is_in_doubt():
    dossier = typical()
    for presence in dossier.presences_of[KEY]:
        dossier = change(dossier, presence, presence="A")
    first = dossier.presences_of[KEY][0]
    lost = losing(drop(dossier, dossier.members["K-01", first.number]), Member, group="K-01")
    assert said(lost, "A25") == [(dossier.attendance_of[KEY].at("session"), {KEY})]
    assert said(change(lost, first, presence="H"), "A25") == []


def test_nobody_was_present():
    dossier = typical()
    for presence in dossier.presences_of[KEY]:
        dossier = change(dossier, presence, presence="A")
    assert said(dossier, "A25") == [(dossier.attendance_of[KEY].at("session"), {KEY})]
    assert said(dossier, "N01") == []
    matrix = drop(dossier, dossier.attendance_of[KEY])
    assert said(matrix, "A25") == [(dossier.sessions[KEY].at("code"), {KEY})]


def test_of_an_incomplete_attendance_nobody_says_that_it_was_empty():
    dossier = typical()
    for presence in dossier.presences_of[KEY]:
        dossier = change(dossier, presence, presence="A")
    assert said(change(dossier, dossier.presences_of[KEY][1], presence=None), "A25") == []
    assert said(drop(dossier, dossier.presences_of[KEY][1]), "A25") == []
    assert said(losing(dossier, Presence, **MARK), "A25") == []


def named(dossier, *names):
    for presence, name in zip(dossier.presences_of[KEY], names, strict=True):
        dossier = change(dossier, presence, name=name)
    return dossier


def test_the_list_of_another_group():
    dossier = typical()
    other = named(dossier, "Bambang Sutrisno", "Dewi Lestari Ningsih", "Yohanes")
    assert said(other, "A26") == [(dossier.presences_of[KEY][0].at("name"), {KEY})]
    assert said(other, "A21") == []


def test_two_wrong_names_are_two_slips():
    dossier = typical()
    other = named(dossier, "Bambang Sutrisno", "Dewi Lestari Ningsih", "Siti Ma'rifah")
    assert said(other, "A26") == []
    assert len(said(other, "A21")) == 2


def test_a_number_on_every_list_of_the_group_is_one_member_missing():
    dossier = typical()
    gone = drop(dossier, dossier.members["K-01", 3])
    keys = {session.key for session in dossier.sessions.values() if session.group == "K-01"}
    assert said(gone, "A20") == [(dossier.presences_of[KEY][2].at("number"), keys)]


def test_a_cell_of_a_matrix_is_said_once():
    dossier = typical()
    keys = ("session:M-001/1/S-01", "session:M-001/1/S-03")
    place = dossier.presences_of[KEY][0].at("name")
    for key in keys:
        presence = dossier.presences_of[key][0]
        dossier = change(dossier, presence, name="Hendra", places={**presence.places, "name": place})
    assert said(dossier, "A21") == [(place, set(keys))]


def test_a_name_that_all_lists_have_beside_a_number_is_said_once():
    """The list of members has another one there."""
    dossier = typical()
    keys = [key for key in dossier.sessions_of_group["K-01"] if dossier.presences_of.get(key)]
    for key in keys:
        dossier = change(dossier, dossier.presences_of[key][1], name="Budiman")
    assert said(dossier, "A21") == [(dossier.presences_of[keys[0]][1].at("name"), set(keys))]
    single = change(dossier, dossier.presences_of[keys[0]][1], name="Hendra")
    assert len(said(single, "A21")) == len(keys) > 1
