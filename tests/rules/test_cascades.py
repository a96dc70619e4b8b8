"""One cause, one error: what follows only from another finding is not said again."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.files import FileProblem
from pipeline.findings import Finding, Place, errors
from pipeline.flow import Reading, Row
from pipeline.records import (
    AttendanceSheet,
    Delivery,
    Evidence,
    Member,
    Minutes,
    MonthCard,
    MonthlyRecord,
    Obstacle,
    Partnership,
    Presence,
    Session,
    Signer,
)
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.rules.world import add, change, drop, losing, spoiled, typical

SAMPLE = Path(__file__).parents[2] / "input_samples" / "complete"
AFTER_THE_TERM = date(2015, 8, 1)
S1, S2 = "session:M-001/1/S-01", "session:M-001/1/S-02"
KEY = "partnership:M-001/KM-01"


def said_as_errors(dossier) -> list[str]:
    return [finding.code for finding in errors(validate(dossier))]


@pytest.fixture(scope="module")
def reading() -> Reading:
    """The sample's assignment workbook and one facilitator's two months, whose attendance are matrices."""
    return read([SAMPLE / "penugasan.xlsx", SAMPLE / "M-003"])


def test_a_cell_that_cannot_be_read_is_one_error(reading: Reading) -> None:
    """One cell of every field of every kind of row in turn shows #N/A."""
    told = {name: errors_after(reading, rows) for name, rows in spoilt_readings(reading)}
    assert len(told) > 100
    assert {name: codes for name, codes in told.items() if codes != ["G41"]} == {}


def spoilt_readings(reading: Reading):
    """The rows with one cell spoilt: of every field the cell of its middle row."""
    places = defaultdict(list)
    for row in reading.rows:
        for name, cell in row.cells.items():
            if not cell.empty:
                places[f"{row.record}.{name}"].append(cell.place)
    for name, found in places.items():
        place = found[len(found) // 2]
        yield name, tuple(without(row, place) for row in reading.rows)


def without(row: Row, place: Place) -> Row:
    """The row, where it holds the cell (a heading stands in many rows) with an error value there."""
    spoilt = {name: cell._replace(value=None, fault="#N/A") for name, cell in row.cells.items() if cell.place == place}
    return replace(row, cells={**row.cells, **spoilt})


def errors_after(reading: Reading, rows: tuple[Row, ...]) -> list[str]:
    return [finding.code for finding in errors_of(reading, rows)]


def errors_of(reading: Reading, rows: tuple[Row, ...]) -> list[Finding]:
    programme = knowledge.programme("motivator-2015")
    dossier, findings = normalise(replace(reading, rows=rows), programme, AFTER_THE_TERM)
    return errors([*findings, *validate(dossier)])


@pytest.mark.parametrize(
    ("record", "field", "about"),
    [
        ("Group", "code", {"group:K-05", "facilitator:M-003", "member:K-05/01", "session:M-003/1/S-01"}),
        ("Member", "group", {"member:K-05/01", "session:M-003/1/S-01"}),
        ("Assignment", "facilitator", {"facilitator:M-003"}),
        ("Facilitator", "code", {"facilitator:M-003", "group:K-05", "month:M-003/2"}),
        ("Delivery", "facilitator", {"delivery:M-003"}),
        ("Signer", "office", {"office:D-02"}),
    ],
)
def test_a_row_without_its_code_is_about_those_who_wait_for_it(reading, record, field, about):
    """So that the one error withholds every paper that would lack the row."""
    key = {"Group": "K-05", "Member": "K-05", "Signer": "D-02"}.get(record, "M-003")
    row = next(row for row in reading.rows if row.record == record and row.cells[field].value == key)
    place = row.cells[field].place
    [finding] = errors_of(reading, tuple(without(row, place) for row in reading.rows))
    assert finding.place == place
    assert about <= set(finding.about)


def test_a_matrix_of_a_wrong_group_is_one_error(reading: Reading) -> None:
    """Neither one under each heading nor one beside each member, whether codes or dates stand above."""
    found = {row.cells["group"].place for row in reading.rows if row.record == "Presence"}
    assert len(found) > 1
    for place in found:
        wrong = tuple(
            replace(row, cells={**row.cells, "group": row.cells["group"]._replace(value="K-99")})
            if "group" in row.cells and row.cells["group"].place == place
            else row
            for row in reading.rows
        )
        [finding] = errors_of(reading, wrong)
        assert finding.place == place
        assert finding.code in ("A22", "C02")


@pytest.mark.parametrize(
    ("kind", "told", "silent"),
    [
        (Minutes, {}, True),
        (Minutes, {"session": "S-02"}, False),
        (AttendanceSheet, {}, False),
        (Session, {"group": "K-02"}, False),
        (Session, {"group": "K-01", "activity": "motivation"}, True),
        (Obstacle, {}, False),
        (Evidence, {}, False),
        (Partnership, {}, False),
    ],
)
def test_a_lost_row_silences_only_whom_it_may_concern(kind, told, silent):
    """The minutes of the first session are missing; another row of the month could not be recorded."""
    dossier = typical()
    lost = losing(drop(dossier, dossier.minutes_of[S1]), kind, facilitator="M-001", month=1, **told)
    assert ("A02" not in said_as_errors(lost)) == silent
    assert ("L12" not in said_as_errors(lost)) == silent


@pytest.mark.parametrize(
    ("told", "silent"),
    [
        ({}, True),
        ({"kind": "document"}, True),
        ({"kind": "photo"}, False),
        ({"session": "S-01"}, False),
        ({"partnership": "KM-02"}, False),
        ({"partnership": "KM-01"}, True),
    ],
)
def test_lost_evidence_silences_only_what_it_may_prove(told, silent):
    dossier = typical()
    lost = losing(drop(dossier, *dossier.evidence_of[KEY]), Evidence, facilitator="M-001", month=1, **told)
    assert ("K03" not in said_as_errors(lost)) == silent


def test_evidence_of_a_session_that_was_lost_is_not_meant_for_another():
    dossier = typical()
    told = {"facilitator": "M-001", "month": 1, "activity": "dynamics"}
    gone = losing(drop(dossier, dossier.sessions[S1], *dossier.evidence_of[S2]), Session, **told)
    assert "G73" not in said_as_errors(gone)
    assert "A02" in said_as_errors(gone)


def test_a_session_whose_day_cannot_be_read_is_not_outside_the_term():
    dossier = typical()
    assert said_as_errors(spoiled(dossier, dossier.sessions[S1], "held_on")) == []


@pytest.mark.parametrize(("day", "code"), [(date(2016, 5, 6), "C10"), (date(2015, 6, 20), "C11")])
def test_a_day_that_is_wrong_is_said_once(day, code):
    """Neither that it lies ahead, nor that the attendance or a deadline bears another one."""
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.sessions[S1], held_on=day)) == [code]


def test_a_session_of_another_weekday_is_not_judged_by_its_date():
    dossier = typical()
    session = dossier.sessions[S1]
    wrong = replace(dossier, faulty=frozenset({(session.at("held_on"), "held_on")}))
    assert said_as_errors(change(wrong, session, held_on=date(2015, 5, 7))) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"ends": date(2015, 6, 3)}, "L14"),
        ({"ends": date(2016, 7, 3)}, "L14"),
        ({"starts": date(2015, 6, 4)}, "L14"),
        ({"ends": date(2014, 7, 3)}, "L03"),
        ({"spm_ends": date(2015, 8, 20)}, "L04"),
        ({"spm_starts": date(2015, 4, 4)}, "L04"),
    ],
)
def test_a_term_that_is_wrong_is_said_once(values, code):
    """Not of every session, report, insurance and certificate that lies outside it."""
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.assignments["M-001"], **values)) == [code]


def test_an_spm_before_its_spk_is_no_fault_of_the_insurance():
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.assignments["M-001"], spm_dated=date(2015, 4, 1))) == ["L01"]


@pytest.mark.parametrize("field", ["spk_dated", "spm_dated", "policy", "insured_from", "insured_to", "ends"])
def test_a_cell_of_the_assignment_that_cannot_be_read(field):
    dossier = typical()
    assert said_as_errors(spoiled(dossier, dossier.assignments["M-001"], field)) == []


def test_a_session_whose_group_does_not_exist_is_not_missed_by_another_group():
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.sessions[S1], group="K-99")) == ["G72"]


@pytest.mark.parametrize("field", ["group", "activity"])
def test_a_session_of_which_the_group_or_activity_cannot_be_read(field):
    dossier = typical()
    assert said_as_errors(spoiled(dossier, dossier.sessions[S1], field)) == []


@pytest.mark.parametrize("kind", [AttendanceSheet, Minutes])
def test_a_wrong_session_code_is_not_also_missing_evidence(kind):
    dossier = typical()
    record = next(item for item in dossier.all(kind) if item.session_key == S1)
    gone = record.model_copy(update={"session": "S-77"})
    rows = [gone.model_copy() if item is record else item for item in dossier.records]
    moved = replace(dossier, records=tuple(rows))
    if kind is AttendanceSheet:
        for presence in moved.presences_of[S1]:
            moved = change(moved, presence, session="S-77")
    assert said_as_errors(moved).count("G73") == 1
    assert not {"A01", "A02", "A06", "L12"} & set(said_as_errors(moved))


def test_evidence_of_an_unknown_session_is_said_once():
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.evidence_of[S1][0], session="S-77")) == ["G73"]


def test_a_photo_that_cannot_be_used_leaves_the_certificate_to_its_own_finding():
    dossier = typical()
    photo = dossier.evidence_of[S1][0]
    broken = change(dossier, photo, file=replace(photo.file, problem=FileProblem.MISSING))
    assert said_as_errors(broken) == ["F01"]


def test_a_document_that_is_missing_is_not_also_a_partner_too_few():
    dossier = typical()
    [document] = dossier.evidence_of[KEY]
    assert "K01" not in said_as_errors(drop(dossier, document))
    broken = change(dossier, document, file=replace(document.file, problem=FileProblem.UNREADABLE))
    assert said_as_errors(broken) == ["F03"]


def test_a_partner_whose_name_cannot_be_read_may_be_the_second():
    dossier = typical()
    assert said_as_errors(spoiled(dossier, dossier.partnerships_of["M-001"][1], "partner")) == []


@pytest.mark.parametrize("told", [{"group": "K-01", "number": 3}, {"group": "K-01"}, {"number": 3}, {}])
def test_a_member_that_was_lost_is_missed_by_no_list(told):
    dossier = losing(typical(), Member, **told)
    assert said_as_errors(drop(dossier, dossier.members["K-01", 3])) == []


def test_a_mark_that_cannot_be_read_is_not_also_a_wrong_count():
    dossier = typical()
    assert said_as_errors(spoiled(dossier, dossier.presences_of[S1][0], "presence")) == []


def test_a_wrong_number_is_not_also_a_member_unmarked():
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.presences_of[S1][0], number=17)) == ["A20"]


def test_the_list_of_another_group_is_not_also_held_against_the_members():
    dossier = change(typical(), typical().all(Member)[0], name="Hendra")
    for presence in dossier.presences_of[S1]:
        dossier = change(dossier, presence, group="K-02", name="Orang Lain", number=presence.number + 20)
    assert said_as_errors(dossier) == ["A22"]


def test_a_session_whose_attendance_was_lost_is_not_missed():
    dossier = losing(typical(), Presence, facilitator="M-001", month=1, session="S-01")
    gone = drop(dossier, *(item for item in dossier.all(Presence) if item.session_key == S1))
    assert said_as_errors(gone) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"made_on": date(2016, 6, 4)}, "A32"),
        ({"made_on": date(2015, 5, 4)}, "A31"),
        ({"made_on": date(2012, 6, 4)}, "A31"),
        ({"delivered_on": date(2015, 6, 1)}, "A30"),
        ({"delivered_on": date(2051, 6, 1)}, "A32"),
    ],
)
def test_the_date_of_a_report_is_said_once(values, code):
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.all(Delivery)[0], **values)) == [code]


@pytest.mark.parametrize("field", ["made_on", "delivered_on"])
def test_a_report_whose_date_cannot_be_read_was_perhaps_delivered(field):
    dossier = typical()
    assert said_as_errors(spoiled(dossier, dossier.all(Delivery)[0], field)) == []


def test_a_report_of_no_month_is_not_also_a_report_missing():
    dossier = typical()
    assert said_as_errors(change(dossier, dossier.all(Delivery)[0], month=None)) == ["A33"]


def test_an_office_without_any_signer_is_one_error():
    dossier = typical()
    gone = drop(dossier, *(signer for signer in dossier.all(Signer) if signer.office == "D-01"))
    assert said_as_errors(gone) == ["L06"]


def test_lists_that_are_missing_are_said_once():
    dossier = typical()
    rest = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")))
    first, order = dossier.facilitators["M-001"], dossier.assignments["M-001"]
    others = [first.model_copy(update={"code": f"M-1{number:02}", "nik": None}) for number in range(3)]
    orders = [order.model_copy(update={"facilitator": other.code}) for other in others]
    assert said_as_errors(add(drop(rest, order), *others)) == ["G83"]
    without_groups = drop(rest, *rest.groups.values(), *rest.all(Member))
    assert said_as_errors(add(without_groups, *others, *orders)) == ["G84"]


def test_groups_without_any_member_are_one_error():
    dossier = typical()
    without = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")), *dossier.all(Member))
    assert said_as_errors(without) == ["G85"]


def test_a_card_with_the_code_of_nobody_is_said_once_in_its_workbook():
    dossier = typical()
    for record in dossier.records:
        if isinstance(record, MonthlyRecord) and record.month == 1:
            dossier = change(dossier, record, facilitator="M-099")
    cards = [card for card in dossier.all(MonthCard) if card.facilitator == "M-099"]
    found = errors(validate(dossier))
    assert [finding.place for finding in found if finding.code in {"G71", "G77"}] == [cards[0].at("facilitator")]


def test_one_session_started_after_it_ended_overlaps_nothing():
    dossier = typical()
    first, second = dossier.sessions[S1], dossier.sessions[S2]
    assert isinstance(first, Session)
    assert first.starts
    same = change(dossier, second, held_on=first.held_on, starts=first.starts, ends=first.starts)
    assert "C14" not in said_as_errors(same)
    assert said_as_errors(same).count("C13") == 1


def test_a_deadline_is_not_held_against_a_day_in_doubt():
    dossier = typical()
    [action] = dossier.follow_ups_of[S1]
    assert action.deadline
    later = change(dossier, dossier.sessions[S1], held_on=action.deadline + timedelta(days=30))
    assert "N03" not in said_as_errors(later)
