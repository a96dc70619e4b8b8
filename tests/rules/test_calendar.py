"""When sessions were held. The term of the sample runs from 4 May to 3 July 2015."""

from dataclasses import replace
from datetime import date, time

import pytest

from pipeline.records import MonthCard, MonthlyRecord, Session
from tests.rules.world import change, drop, said, typical

FIRST, LAST = "session:M-001/1/S-01", "session:M-001/2/S-06"


@pytest.mark.parametrize("day", [date(2015, 5, 3), date(2015, 7, 4)])
def test_a_session_outside_the_term(day):
    dossier = typical()
    session = dossier.sessions[FIRST]
    changed = change(dossier, session, held_on=day)
    assert said(changed, "C10") == [(session.at("held_on"), {FIRST})]
    assert said(changed, "C11") == []


def test_the_first_and_the_last_day_belong_to_the_term():
    dossier = typical()
    dossier = change(dossier, dossier.sessions[FIRST], held_on=date(2015, 5, 4))
    dossier = change(dossier, dossier.sessions[LAST], held_on=date(2015, 7, 3))
    assert said(dossier, "C10") == said(dossier, "C11") == []


def test_without_a_term_no_session_is_outside_it():
    dossier = typical()
    assert said(change(dossier, dossier.assignments["M-001"], ends=None), "C10") == []


def test_a_session_in_the_workbook_of_the_wrong_month():
    dossier = typical()
    session = dossier.sessions[FIRST]
    assert said(change(dossier, session, held_on=date(2015, 6, 4)), "C11") == [(session.at("held_on"), {FIRST})]
    assert said(change(dossier, session, held_on=date(2015, 6, 3)), "C11") == []


def in_the_other_month(*left):
    """All sessions of month 1 lie in month 2, but the last ones, which have these days."""
    dossier = typical()
    sessions = dossier.of_month(Session, "M-001", 1)
    days = [date(2015, 6, 6 + number) for number in range(len(sessions) - len(left))]
    for session, day in zip(sessions, (*days, *left), strict=True):
        dossier = change(dossier, session, held_on=day)
    return dossier


@pytest.mark.parametrize("undated", [(), (None,)])
def test_the_wrong_month_on_the_card_is_said_of_the_card(undated):
    dossier = in_the_other_month(*undated)
    card = dossier.of_month(MonthCard, "M-001", 1)[0]
    about = {card.key, *(session.key for session in dossier.of_month(Session, "M-001", 1))}
    assert said(dossier, "C18") == [(card.at("month"), about)]
    assert said(dossier, "C11") == said(typical(), "C18") == []


@pytest.mark.parametrize("day", [date(2015, 5, 20), date(2015, 7, 10)])
def test_one_session_elsewhere_leaves_the_month_on_the_card_in_peace(day):
    dossier = in_the_other_month(day)
    assert said(dossier, "C18") == []
    assert len(said(dossier, "C11")) == len(dossier.of_month(Session, "M-001", 1)) - 1


def test_two_sessions_are_too_few_to_doubt_the_card():
    dossier = in_the_other_month()
    first, second, *others = dossier.of_month(Session, "M-001", 1)
    dossier = drop(dossier, *others)
    assert said(dossier, "C18") == []
    assert [place for place, _ in said(dossier, "C11")] == [first.at("held_on"), second.at("held_on")]


def test_a_workbook_with_the_wrong_month_is_not_missed_under_the_right_one():
    def of_month_1(dossier):
        return drop(dossier, *(one for one in dossier.records if isinstance(one, MonthlyRecord) and one.month == 2))

    assert said(of_month_1(in_the_other_month()), "A04") == []
    assert len(said(of_month_1(typical()), "A04")) == 1


def test_a_session_in_the_future():
    dossier = replace(typical(), today=date(2015, 5, 6))
    session = dossier.sessions["session:M-001/1/S-02"]
    assert (session.at("held_on"), {session.key}) in said(dossier, "C12")
    assert not any(FIRST in about for _, about in said(dossier, "C12"))


@pytest.mark.parametrize(("ends", "wrong"), [(time(8, 0), True), (time(8, 30), True), (time(8, 31), False)])
def test_a_session_ends_after_it_starts(ends, wrong):
    dossier = typical()
    session = dossier.sessions[FIRST]
    expected = [(session.at("ends"), {FIRST})] if wrong else []
    assert said(change(dossier, session, ends=ends), "C13") == expected


@pytest.mark.parametrize(
    ("starts", "ends", "wrong"),
    [
        (time(8, 30), time(10, 30), True),
        (time(10, 0), time(12, 0), True),
        (time(10, 0), None, True),
        (time(10, 30), time(12, 0), False),
        (time(7, 0), time(8, 30), False),
    ],
)
def test_two_sessions_at_once(starts, ends, wrong):
    dossier = typical()
    first, second = dossier.sessions[FIRST], dossier.sessions["session:M-001/1/S-02"]
    changed = change(dossier, second, held_on=first.held_on, starts=starts, ends=ends)
    assert [about for _, about in said(changed, "C14")] == ([{FIRST, second.key}] if wrong else [])


def test_another_day_is_another_time():
    dossier = typical()
    assert said(dossier, "C14") == []


def test_a_month_that_the_term_does_not_have():
    dossier = typical()
    card = dossier.all(MonthCard)[1]
    assert said(change(dossier, card, month=3), "C15") == [(card.at("month"), {"month:M-001/3"})]
    assert said(change(dossier, card, month=1), "C15") == []


@pytest.mark.parametrize(
    ("zone", "province", "found"),
    [("WIT", "Jawa Tengah", True), ("WIB", "Jawa Tengah", False), (None, "Jawa Tengah", False), ("WITA", "Bali", False),
     ("WIT", "Wakanda", False)],
)  # fmt: skip
def test_the_zone_of_the_province(zone, province, found):
    dossier = typical()
    session = dossier.sessions[FIRST]
    dossier = change(dossier, dossier.offices[dossier.assignments["M-001"].district or ""], province=province)
    expected = [(session.at("zone"), {FIRST})] if found else []
    assert said(change(dossier, session, zone=zone), "C20") == expected
