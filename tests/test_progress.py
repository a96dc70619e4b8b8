"""What is counted, by hand: one facilitator, two groups of three, two months from 4 May to 3 July 2015."""

from collections import Counter
from dataclasses import replace
from datetime import date, time

import pytest

from pipeline import progress
from pipeline.files import FileProblem
from pipeline.flow import Dossier, LostRow
from pipeline.progress import Attendance
from pipeline.records import Assignment, Evidence, Partnership, Session
from tests.rules.world import change, drop, typical

F = "M-001"
FIRST = "session:M-001/1/S-01"


def tally(dossier, activity, group="", month=0):
    found = [
        tally
        for tally in progress.tallies(dossier, F)
        if (tally.target.activity, tally.group, tally.month) == (activity, group, month)
    ]
    assert len(found) == 1
    return found[0]


def test_one_group_in_two_months():
    dossier = typical()
    for month in (1, 2):
        motivation, dynamics = tally(dossier, "motivation", "K-01", month), tally(dossier, "dynamics", "K-01", month)
        assert (motivation.held, motivation.count, motivation.met) == (2, 2, True)
        assert (dynamics.held, dynamics.count, dynamics.met) == (1, 1, True)


def test_every_target_is_counted_once_per_group_and_month():
    dossier = typical()
    owed = Counter(tally.target.activity for tally in progress.tallies(dossier, F))
    assert owed == {"motivation": 4, "dynamics": 4, "partnership": 1, "monthly_report": 2, "final_report": 1}


def test_a_session_without_proof_is_held_but_not_counted():
    dossier = typical()
    spoiled = drop(dossier, dossier.minutes_of[FIRST], *dossier.evidence_of[FIRST])
    found = tally(spoiled, "motivation", "K-01", 1)
    assert (found.held, found.count, found.met) == (2, 1, False)
    assert [(gap.key, gap.lacks) for gap in found.gaps] == [(FIRST, ("minutes", "photo"))]
    assert tally(spoiled, "motivation", "K-02", 1).met
    assert tally(spoiled, "motivation", "K-01", 2).met


def test_attendance_counts_persons_and_needs_one_who_came():
    dossier = typical()
    assert progress.attendance(dossier, FIRST) == Attendance(present=2, permitted=1)
    nobody = dossier
    for presence in dossier.presences_of[FIRST]:
        nobody = change(nobody, presence, presence="A")
    assert progress.attendance(nobody, FIRST) == Attendance(absent=3)
    assert progress.evidence_lacking(nobody, nobody.sessions[FIRST]) == ("attendance",)


def test_a_member_who_stands_twice_counts_once():
    dossier = typical()
    doubled = replace(dossier, records=(*dossier.records, dossier.presences_of[FIRST][0]))
    assert progress.attendance(doubled, FIRST).recorded == 3


def test_a_photo_that_cannot_be_used_proves_nothing():
    dossier = typical()
    photo = dossier.evidence_of[FIRST][0]
    broken = change(dossier, photo, file=replace(photo.file, problem=FileProblem.UNREADABLE))
    assert progress.evidence_lacking(broken, broken.sessions[FIRST]) == ("photo",)


def test_partners_count_once_and_with_a_document():
    dossier = typical()
    assert tally(dossier, "partnership").count == 2
    first, second = dossier.partnerships_of[F]
    assert tally(change(dossier, second, partner=f"{first.partner} (Persero)"), "partnership").count == 1
    [document] = dossier.evidence_of[second.key]
    without = tally(drop(dossier, document), "partnership")
    assert (without.held, without.count) == (2, 1)
    assert [(gap.key, gap.lacks) for gap in without.gaps] == [(second.key, ("document",))]


def test_a_report_counts_when_it_is_delivered():
    dossier = typical()
    assert tally(dossier, "monthly_report", month=1).count == 1
    undelivered = tally(
        change(dossier, dossier.deliveries["month:M-001/1"], delivered_on=None), "monthly_report", month=1
    )
    assert (undelivered.held, undelivered.count) == (1, 0)
    unmade = tally(change(dossier, dossier.deliveries["term:M-001"], made_on=None), "final_report")
    assert (unmade.held, unmade.count) == (0, 0)


@pytest.mark.parametrize(
    ("today", "over", "term_over"),
    [
        (date(2015, 6, 3), set(), False),
        (date(2015, 6, 4), {1}, False),
        (date(2015, 7, 3), {1}, False),
        (date(2015, 7, 4), {1, 2}, True),
    ],
)
def test_phases_of_the_term(today, over, term_over):
    dossier = replace(typical(), today=today)
    assert {month for month in (1, 2) if progress.month_is_over(dossier, F, month)} == over
    assert progress.term_is_over(dossier, F) == term_over
    assert {tally.month for tally in progress.tallies(dossier, F) if tally.over and tally.month} == over
    assert tally(dossier, "partnership").over == tally(dossier, "final_report").over == term_over


def test_months_of_the_term_follow_each_other_without_gap():
    dossier = typical()
    assert progress.month_bounds(dossier, F, 1) == (date(2015, 5, 4), date(2015, 6, 3))
    assert progress.month_bounds(dossier, F, 2) == (date(2015, 6, 4), date(2015, 7, 3))


def test_the_spms_term_counts_before_the_spks():
    dossier = typical()
    later = change(dossier, dossier.assignments[F], spm_starts=date(2015, 5, 11), spm_ends=date(2015, 7, 1))
    assert progress.term(later, F) == (date(2015, 5, 11), date(2015, 7, 1))
    assert progress.month_bounds(later, F, 2) == (date(2015, 6, 11), date(2015, 7, 1))


def test_calendar_months_begin_and_end_with_the_term():
    dossier = typical()
    terms = dossier.programme.term.model_copy(update={"month": "calendar"})
    calendar = replace(dossier, programme=dossier.programme.model_copy(update={"term": terms}))
    assert progress.month_bounds(calendar, F, 1) == (date(2015, 5, 4), date(2015, 5, 31))
    assert progress.month_bounds(calendar, F, 2) == (date(2015, 6, 1), date(2015, 7, 3))


def test_without_a_term_nothing_is_over():
    dossier = typical()
    unknown = change(dossier, dossier.assignments[F], ends=None)
    assert progress.term(unknown, F) is None
    assert progress.month_bounds(unknown, F, 1) is None
    assert progress.month_bounds(dossier, F, 0) is progress.month_bounds(dossier, F, 999_999_999) is None
    assert not progress.term_is_over(drop(dossier, *dossier.all(Assignment)), F)


def test_everything_is_met_or_it_is_not():
    dossier = typical()
    assert progress.everything_met(dossier, F)
    assert not progress.everything_met(drop(dossier, dossier.minutes_of[FIRST]), F)
    assert not progress.everything_met(Dossier(dossier.programme, dossier.today), "M-404")


def test_lost_rows_make_a_count_uncertain():
    second = LostRow(Session, {"facilitator": F, "month": 2})
    dossier = replace(typical(), lost_rows=(second, LostRow(Partnership, {"facilitator": F, "month": 2})))
    assert not tally(dossier, "motivation", "K-01", 1).uncertain
    assert tally(dossier, "motivation", "K-01", 2).uncertain
    assert tally(dossier, "partnership").uncertain
    assert not any(found.uncertain for found in progress.tallies(typical(), F))


def test_a_lost_session_makes_only_those_counts_uncertain_to_which_it_may_belong():
    told = {"facilitator": F, "month": 1, "group": "K-01", "activity": "motivation"}
    dossier = replace(typical(), lost_rows=(LostRow(Session, told),))
    assert tally(dossier, "motivation", "K-01", 1).uncertain
    assert not tally(dossier, "dynamics", "K-01", 1).uncertain
    assert not tally(dossier, "motivation", "K-02", 1).uncertain
    assert not tally(dossier, "motivation", "K-01", 2).uncertain
    assert not tally(dossier, "partnership").uncertain


def test_the_months_add_up_to_the_term():
    dossier = spoiled_here_and_there()
    by_month: Counter[tuple[str, str]] = Counter()
    for month in progress.months(dossier):
        for found in progress.tallies_of_month(dossier, F, month):
            by_month[found.target.activity, found.group] += found.count
    in_all = {(total.target.activity, total.group): total.count for total in progress.totals(dossier, F)}
    del in_all["final_report", ""]
    assert by_month == in_all


def test_a_partner_found_twice_is_new_in_his_first_month_only():
    dossier = typical()
    first, second = dossier.partnerships_of[F]
    again = change(dossier, second, partner=first.partner)
    counts = [
        found.count
        for month in (1, 2)
        for found in progress.tallies_of_month(again, F, month)
        if found.target.activity == "partnership"
    ]
    assert counts == [1, 0]


def spoiled_here_and_there() -> Dossier:
    """The typical world with one proof, one document and one delivery gone, and one session more."""
    dossier = typical()
    extra = dossier.sessions[FIRST].model_copy(update={"code": "S-09", "starts": time(13, 0), "ends": time(14, 0)})
    proofs = [
        record.model_copy(update={"session": "S-09"})
        for record in dossier.records
        if not isinstance(record, Session) and getattr(record, "session_key", getattr(record, "key", "")) == FIRST
    ]
    document = next(item for item in dossier.all(Evidence) if item.kind == "document" and item.month == 2)
    spoiled = drop(dossier, dossier.minutes_of["session:M-001/2/S-01"], document, dossier.deliveries["month:M-001/2"])
    return replace(spoiled, records=(*spoiled.records, extra, *proofs))
