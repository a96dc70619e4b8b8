"""What is owed to a group in a month: two motivations, one dynamics session, each with its evidence."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline import indonesian
from pipeline.documents import DOCUMENTS, LETTERS
from pipeline.files import FileProblem
from pipeline.records import Advice, Discussion, Evidence, MonthCard, Obstacle, Session
from pipeline.stage6_report.folds import keys_to_waive
from tests.rules.world import change, drop, found, losing, said, typical

MONTH = {"month:M-001/1"}
K_01 = {"month:M-001/1/K-01", *MONTH}
MOTIVATION, DYNAMICS = "session:M-001/1/S-01", "session:M-001/1/S-05"
"""The first session of each kind with group K-01."""


def card(dossier, month=1):
    return dossier.all(MonthCard)[month - 1].at("month")


@pytest.mark.parametrize("key", [MOTIVATION, DYNAMICS])
def test_too_few_sessions(key):
    dossier = typical()
    other = change(dossier, dossier.sessions[key], activity="other")
    assert said(other, "A01") == [(card(dossier), K_01)]
    assert said(other, "A02") == []


def test_nothing_is_missed_where_a_row_was_lost():
    dossier = typical()
    other = change(dossier, dossier.sessions[MOTIVATION], activity="other")
    first = {"facilitator": "M-001", "month": 1}
    assert said(losing(other, Session, **first), "A01") == []
    assert said(losing(other, Session, **first, group="K-01", activity="motivation"), "A01") == []
    for elsewhere in ({"group": "K-02"}, {"activity": "dynamics"}):
        assert said(losing(other, Session, **first, **elsewhere), "A01") != []
    assert said(losing(other, Session, facilitator="M-001", month=2), "A01") != []
    for kind in (Obstacle, Advice, Discussion, Evidence):
        assert said(losing(other, kind, **first), "A01") != []


@pytest.mark.parametrize(
    ("key", "lost"),
    [
        (MOTIVATION, "lesson"),
        (MOTIVATION, "minutes"),
        (MOTIVATION, "attendance"),
        (MOTIVATION, "photo"),
        (DYNAMICS, "discussion"),
        (DYNAMICS, "attendance"),
        (DYNAMICS, "photo"),
    ],
)
def test_a_session_without_one_of_its_proofs(key, lost):
    dossier = typical()
    session = dossier.sessions[key]
    spoiled = {
        "lesson": lambda: change(dossier, session, resume=None),
        "minutes": lambda: drop(dossier, dossier.minutes_of[key]),
        "attendance": lambda: drop(dossier, *dossier.presences_of[key]),
        "photo": lambda: drop(dossier, *dossier.evidence_of[key]),
        "discussion": lambda: drop(dossier, *dossier.discussions_of[key]),
    }[lost]()
    assert said(spoiled, "A02") == [(session.place, {f"month:M-001/1/{session.code}", *MONTH})]
    assert said(spoiled, "A01") == []


def test_who_accepts_it_names_the_session_or_the_group_and_not_the_month():
    """The attendance sheet of a session without photo is issued all the same: nothing is about the session itself."""
    dossier = typical()
    lacking = drop(dossier, *dossier.evidence_of[MOTIVATION])
    lacking = change(lacking, lacking.sessions[DYNAMICS], activity="other")
    assert keys_to_waive(found(lacking, "A02")) == ["M-001/1/S-01"]
    assert keys_to_waive(found(lacking, "A01")) == ["M-001/1/K-01"]
    assert MOTIVATION not in {key for finding in found(lacking, "A02") for key in finding.about}


def test_dynamics_need_no_minutes():
    dossier = typical()
    assert DYNAMICS not in dossier.minutes_of
    assert said(dossier, "A02") == []


def test_a_photo_whose_file_is_missing_is_said_once():
    dossier = typical()
    photo = dossier.evidence_of[MOTIVATION][0]
    broken = change(dossier, photo, file=replace(photo.file, problem=FileProblem.MISSING))
    assert said(broken, "A02") == said(broken, "A01") == []
    assert len(said(broken, "F01")) == 1


def test_where_mending_one_photo_is_enough_no_other_session_is_to_blame():
    dossier = typical()
    session, photo = dossier.sessions[DYNAMICS], dossier.evidence_of[DYNAMICS][0]
    extra = session.model_copy(update={"code": "S-09", "held_on": date(2015, 5, 27)})
    broken = change(dossier, photo, file=replace(photo.file, problem=FileProblem.MISSING))
    more = replace(broken, records=(*broken.records, extra))
    assert said(more, "A02") == []
    assert [place for place, _ in said(more, "A05")] == [extra.place]
    lacking = said(drop(more, *more.evidence_of[DYNAMICS]), "A02")
    assert [place for place, _ in lacking] == [session.place, extra.place]


def test_a_discussion_with_an_empty_cell_is_left_to_the_finding_about_that_cell():
    dossier = typical()
    [discussion] = dossier.discussions_of[DYNAMICS]
    assert said(change(dossier, discussion, solution=None), "A02") == []


def test_before_the_month_is_over_a_note_tells_how_far_it_is():
    dossier = replace(typical(), today=date(2015, 6, 3))
    short = change(dossier, dossier.sessions[MOTIVATION], activity="other")
    assert (card(dossier), MONTH) in said(short, "A03")
    assert said(short, "A01") == []
    assert said(replace(short, today=date(2015, 6, 4)), "A01") == [(card(dossier), K_01)]


def test_a_month_without_workbook():
    dossier = typical()
    gone = drop(dossier, *(record for record in dossier.records if getattr(record, "month", None) == 2))
    place = dossier.assignments["M-001"].at("facilitator")
    assert said(gone, "A04") == [(place, {"month:M-001/2"})]
    assert said(gone, "A01") == []
    assert said(replace(gone, today=date(2015, 7, 3)), "A04") == []
    assert said(replace(gone, lost=frozenset({"month:M-001/2"})), "A04") == []


def test_of_whom_no_workbook_was_sent_every_month_that_is_over_is_missed():
    dossier = typical()
    nothing = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")))
    place = dossier.assignments["M-001"].at("facilitator")
    assert said(nothing, "A04") == [(place, {"month:M-001/1"}), (place, {"month:M-001/2"})]
    assert said(replace(nothing, today=date(2015, 6, 20)), "A04") == [(place, {"month:M-001/1"})]
    assert said(replace(nothing, today=date(2015, 6, 3)), "A04") == []


def test_who_gives_the_assignment_workbook_by_itself_is_told_of_nobody_who_sent_nothing():
    dossier = replace(typical(), alone=frozenset({"buku.xlsx"}))
    second = [record for record in dossier.records if getattr(record, "month", None) == 2]
    assert len(said(drop(dossier, *second), "A04")) == 1
    nothing = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")))
    assert said(nothing, "A04") == []


def test_no_month_is_missed_that_is_over_only_by_a_wrong_term():
    dossier = replace(typical(), today=date(2015, 7, 20))
    nothing = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")))
    assignment = nothing.assignments["M-001"]
    backwards = change(nothing, assignment, ends=date(2015, 4, 1), spm_ends=None)
    assert said(backwards, "L03") != []
    assert said(backwards, "A04") == []
    longer = change(nothing, assignment, ends=date(2015, 8, 3))
    assert said(longer, "L14") != []
    assert said(longer, "A04") == []
    assert len(said(replace(longer, today=date(2015, 9, 1)), "A04")) == 2


def test_the_papers_of_a_missing_month_are_named():
    dossier = typical()
    nothing = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")))
    owed = [document.title for document in DOCUMENTS if document.kind not in LETTERS]
    assert [finding.values["papers"] for finding in found(nothing, "A04")] == [indonesian.joined(owed)] * 2
    programme = dossier.programme.model_copy(update={"papers": ("spk", "minutes", "certificate")})
    assert found(replace(nothing, programme=programme), "A04")[0].values["papers"] == "Notulen dan Sertifikat"


def test_a_session_more_than_owed_needs_no_proof_but_is_not_counted():
    dossier = typical()
    extra = dossier.sessions[DYNAMICS].model_copy(update={"code": "S-09", "held_on": date(2015, 5, 27)})
    more = replace(dossier, records=(*dossier.records, extra))
    assert said(more, "A05") == [(extra.place, {"month:M-001/1/S-09", *MONTH})]
    assert said(more, "A02") == []


@pytest.mark.parametrize("records", ["minutes_of", "presences_of", "evidence_of", "discussions_of"])
def test_a_sheet_that_is_missing_is_said_once(records):
    dossier = typical()
    found = [value for key, value in getattr(dossier, records).items() if key.startswith("session:M-001/1/")]
    gone = drop(dossier, *(record for of_key in found for record in (of_key if isinstance(of_key, list) else [of_key])))
    assert said(gone, "A06") == [(card(dossier), MONTH)]
    assert said(gone, "A02") == []
    assert said(dossier, "A06") == []
    assert len(said(losing(gone, Session, facilitator="M-001", month=1), "A06")) == 1
    assert said(replace(gone, today=date(2015, 6, 3)), "A06") == []
