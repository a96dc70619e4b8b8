"""Resumes and minutes that were copied."""

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
