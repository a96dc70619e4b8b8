"""Every code that a row uses stands somewhere."""

from dataclasses import replace

import pytest

from pipeline.records import (
    Advice,
    Assignment,
    AttendanceSheet,
    Basis,
    Delivery,
    Discussion,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    MonthCard,
    Numbering,
    Office,
    Partnership,
    Presence,
    Session,
    Signer,
)
from tests.rules.world import add, change, drop, found, losing, said, typical

S1 = "session:M-001/1/S-01"


def without_roster():
    dossier = typical()
    roster = (Facilitator, Assignment, Group, Member)
    return drop(dossier, *(record for record in dossier.records if isinstance(record, roster)))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Assignment, "centre"),
        (Assignment, "district"),
        (Office, "province_office"),
        (Signer, "office"),
        (Numbering, "office"),
        (Basis, "office"),
    ],
)
def test_an_office_that_nobody_listed(kind, field):
    dossier = typical()
    record = dossier.all(kind)[0]
    changed = change(dossier, record, **{field: "D-99"})
    key = record.model_copy(update={field: "D-99"}).key
    assert (record.at(field), {key}) in said(changed, "G70")
    assert said(losing(changed, Office, code="D-99"), "G70") == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [(Assignment, "facilitator"), (Group, "facilitator"), (Delivery, "facilitator"), (MonthCard, "facilitator")],
)
def test_a_facilitator_that_nobody_listed(kind, field):
    dossier = typical()
    record = dossier.all(kind)[0]
    changed = change(dossier, record, **{field: "M-999"})
    [(place, about)] = said(changed, "G71")
    assert place == record.at(field)
    assert "facilitator:M-999" in about
    assert said(losing(changed, Facilitator), "G71") == []


@pytest.mark.parametrize("kind", [Member, Session, Partnership])
def test_a_group_that_nobody_listed(kind):
    dossier = typical()
    record = dossier.all(kind)[0]
    changed = change(dossier, record, group="K-99")
    key = record.model_copy(update={"group": "K-99"}).key
    assert said(changed, "G72") == [(record.at("group"), {key})]
    assert said(losing(changed, Group, facilitator="M-001"), "G72") == []


@pytest.mark.parametrize("kind", [AttendanceSheet, Presence, Minutes, FollowUp, Discussion, Evidence])
def test_a_session_that_is_not_in_the_workbook(kind):
    dossier = typical()
    record = dossier.all(kind)[0]
    changed = change(dossier, record, session="S-99")
    expected = [(record.at("session"), {"session:M-001/1/S-99", "month:M-001/1"})]
    assert said(changed, "G73") == expected
    assert said(losing(changed, Session, facilitator="M-001", month=1), "G73") == []
    assert said(losing(changed, Advice, facilitator="M-001", month=1), "G73") == expected


def test_many_rows_of_one_unknown_session_are_one_finding():
    dossier = typical()
    gone = drop(dossier, dossier.sessions[S1])
    rows = [place.sheet for place, _ in said(gone, "G73")]
    assert rows.count("AttendanceSheet") == 1
    assert "Presence" not in rows


def test_a_session_of_the_other_month_is_another_session():
    dossier = typical()
    minutes = dossier.minutes_of[S1]
    assert len(said(change(dossier, minutes, month=2, session="S-77"), "G73")) == 1


def test_evidence_of_an_unknown_partnership():
    dossier = typical()
    [document] = dossier.evidence_of["partnership:M-001/KM-01"]
    changed = change(dossier, document, partnership="KM-09")
    assert said(changed, "G74") == [
        (document.at("partnership"), {"partnership:M-001/KM-09", "month:M-001/1"}),
    ]
    assert said(losing(changed, Partnership, facilitator="M-001"), "G74") == []


def test_evidence_may_belong_to_a_partnership_of_another_month():
    dossier = typical()
    [document] = dossier.evidence_of["partnership:M-001/KM-01"]
    assert said(change(dossier, document, month=2), "G74") == []


def test_evidence_of_nothing():
    dossier = typical()
    [photo, *_] = dossier.evidence_of[S1]
    assert said(change(dossier, photo, session=None), "G75") == [(photo.at("session"), {"month:M-001/1"})]


def test_without_the_roster_one_note_stands_for_all_rules_that_need_it():
    dossier = without_roster()
    assert len(said(dossier, "G76")) == 1
    for code in ("G71", "G72", "A04", "K01", "L12"):
        assert said(dossier, code) == []


def test_assignments_of_facilitators_whom_no_list_names():
    dossier = typical()
    gone = drop(dossier, *dossier.facilitators.values())
    assert said(gone, "G78") == [(dossier.assignments["M-001"].at("facilitator"), set())]
    assert said(gone, "G76") == said(dossier, "G78") == []


def test_a_run_without_monthly_workbooks_misses_no_roster():
    dossier = without_roster()
    assert said(drop(dossier, *dossier.all(MonthCard)), "G76") == []


@pytest.mark.parametrize("kind", [Session, Partnership])
def test_a_group_of_another_facilitator(kind):
    dossier = typical()
    record = dossier.all(kind)[0]
    dossier = add(dossier, Facilitator(code="M-002"))
    changed = change(dossier, dossier.groups[record.group], facilitator="M-002")
    assert (record.at("group"), {record.key}) in said(changed, "G77")


def test_a_group_whose_facilitator_is_unreadable_is_not_judged():
    dossier = typical()
    assert said(change(dossier, dossier.groups["K-01"], facilitator=None), "G77") == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Siti Aminah, S.E.", False),
        ("SITI AMINAH", False),
        ("Siti", False),
        ("Siti Amminah", False),
        ("Rina Marlina", True),
        (None, False),
    ],
)
def test_the_name_on_the_card(name, found):
    dossier = typical()
    card = dossier.all(MonthCard)[0]
    expected = [(card.at("name"), {card.key})] if found else []
    assert said(change(dossier, card, name=name), "G79") == expected


def test_an_unknown_code_is_said_of_each_cell():
    """In the same words, so that views tell it once."""
    dossier = typical()
    sessions = [session for session in dossier.all(Session) if session.group == "K-01"]
    for session in sessions:
        dossier = change(dossier, session, group="K-09")
    assert said(dossier, "G72") == [(session.at("group"), {session.key}) for session in sessions]
    assert len({finding.text for finding in found(dossier, "G72")}) == 1


@pytest.mark.parametrize("code", ["K01", "K-1", "K-01TIRTABAHARI"])
def test_a_misspelt_group_is_about_the_member_who_is_meant(code):
    dossier = typical()
    member = dossier.members_of["K-01"][-1]
    misspelt = change(dossier, member, group=code)
    assert said(misspelt, "G72") == [(member.at("group"), {f"member:{code}/{member.number:02}", member.key})]
    assert said(misspelt, "A20") == []
    assert said(misspelt, "G89") == said(dossier, "G89")
    assert len(said(change(dossier, member, group="K-011"), "A20")) == 1


@pytest.mark.parametrize("code", ["K-01B", "K-01-2", "K1A2", "K-011", "01"])
def test_a_code_with_more_to_it_is_another_groups(code):
    dossier = typical()
    member = dossier.members_of["K-01"][-1]
    other = change(dossier, member, group=code)
    assert said(other, "G72") == [(member.at("group"), {f"member:{code}/{member.number:02}"})]
    assert not other.may_lack_members("K-01")


def test_the_code_is_told_as_its_cell_has_it():
    dossier = typical()
    member = dossier.members_of["K-01"][-1]
    dossier = change(dossier, member, group="K-01TIRTABAHARI")
    [finding] = found(replace(dossier, written={member.at("group"): "K-01 Tirta Bahari"}), "G72")
    assert finding.values["code"] == "K-01 Tirta Bahari"
