"""Resumes and minutes that were copied."""

from datetime import time

import pytest

from tests.rules.world import change, said, typical

FIRST, SECOND, OTHER_GROUP = "session:M-001/1/S-01", "session:M-001/1/S-03", "session:M-001/1/S-02"
RESUME = "Peserta belajar menghitung harga pokok penjualan, lalu mencoba sendiri."


@pytest.mark.parametrize(
    ("resume", "found"),
    [
        (RESUME, True),
        (RESUME.upper().replace(",", " -"), True),
        (RESUME + " Besok dilanjutkan.", False),
        (None, False),
    ],
)
def test_a_resume_that_was_copied(resume, found):
    dossier = typical()
    session = dossier.sessions[SECOND]
    dossier = change(dossier, dossier.sessions[FIRST], resume=RESUME)
    expected = [(session.at("resume"), {FIRST, SECOND})] if found else []
    assert said(change(dossier, session, resume=resume), "C17") == expected


def test_two_groups_may_hear_the_same_lesson():
    dossier = typical()
    dossier = change(dossier, dossier.sessions[FIRST], resume=RESUME)
    assert said(change(dossier, dossier.sessions[OTHER_GROUP], resume=RESUME), "C17") == []


def test_a_short_resume_may_be_the_same_by_chance():
    dossier = typical()
    dossier = change(dossier, dossier.sessions[FIRST], resume="Membahas pemasaran.")
    assert said(change(dossier, dossier.sessions[SECOND], resume="Membahas pemasaran."), "C17") == []


@pytest.mark.parametrize("key", [SECOND, OTHER_GROUP])
def test_minutes_that_were_copied(key):
    dossier = typical()
    first, later = dossier.minutes_of[FIRST], dossier.minutes_of[key]
    dossier = change(dossier, first, discussion=RESUME)
    copied = change(dossier, later, discussion=RESUME.lower())
    assert said(copied, "N07") == [(later.at("discussion"), {FIRST, key})]
    assert said(dossier, "N07") == []


def as_first(dossier, **values):
    """The dossier whose second session of the group is the first one over again, but for these values."""
    first, second = dossier.sessions[FIRST], dossier.sessions[SECOND]
    same = {name: getattr(first, name) for name in ("starts", "ends", "venue", "lesson")}
    marks = {mark.number: mark.presence for mark in dossier.presences_of[FIRST]}
    for mark in dossier.presences_of[SECOND]:
        dossier = change(dossier, mark, presence=marks[mark.number])
    return change(dossier, second, **same | values)


def test_a_session_that_is_the_one_before_over_again():
    dossier = typical()
    second = dossier.sessions[SECOND]
    assert said(as_first(dossier), "C19") == [(second.at("held_on"), {FIRST, SECOND})]
    assert said(as_first(dossier, lesson=(dossier.sessions[FIRST].lesson or "").upper()), "C19") != []


@pytest.mark.parametrize(
    "values",
    [{"starts": time(7)}, {"ends": time(11)}, {"venue": "Rumah Asep"}, {"lesson": "Menabung"}, {"lesson": None}],
)
def test_a_session_that_differs_in_one_thing(values):
    assert said(as_first(typical(), **values), "C19") == []


def test_a_session_at_which_somebody_else_was_missing():
    dossier = as_first(typical())
    mark = dossier.presences_of[SECOND][0]
    assert said(change(dossier, mark, presence="S" if mark.presence != "S" else "I"), "C19") == []


def test_where_the_resume_was_copied_that_is_enough():
    dossier = typical()
    dossier = change(dossier, dossier.sessions[FIRST], resume=RESUME)
    dossier = as_first(dossier, resume=RESUME)
    assert (len(said(dossier, "C17")), said(dossier, "C19")) == (1, [])
