"""The charts of the reports say what the tables beside them say."""

from decimal import Decimal

import pytest

from pipeline.documents import final_report, monthly_report
from pipeline.documents.final_report import FinalReportContext
from pipeline.documents.monthly_report import MonthlyReportContext
from pipeline.flow import ChartSlot, Dossier
from pipeline.records import Group, Presence, Session
from tests.documents import world


def final(dossier: Dossier) -> FinalReportContext:
    [draft] = final_report.drafts(dossier)
    assert isinstance(draft.context, FinalReportContext)
    return draft.context


def monthly(dossier: Dossier, month: int = 1) -> MonthlyReportContext:
    context = monthly_report.drafts(dossier)[month - 1].context
    assert isinstance(context, MonthlyReportContext)
    return context


def drawn(chart: ChartSlot | None) -> ChartSlot:
    assert chart is not None
    return chart


def with_turnover(*amounts: tuple[int | None, int | None]) -> Dossier:
    left = iter(amounts)
    records = []
    for record in world.typical().records:
        if isinstance(record, Group):
            before, after = (None if amount is None else Decimal(amount) for amount in next(left))
            record = record.model_copy(update={"turnover_before": before, "turnover_after": after})
        records.append(record)
    return world.dossier(records)


def without_presences(*kept: str) -> Dossier:
    """Nobody wrote down who came, save to these sessions."""
    return world.dossier(
        record
        for record in world.typical().records
        if not isinstance(record, Presence) or f"session:M-001/{record.month}/{record.session}" in kept
    )


@pytest.mark.parametrize("case", [world.typical, world.hard])
def test_attendance_is_that_of_the_table_of_sessions(case):
    for context in (final(case()), monthly(case())):
        chart = drawn(context.attendance_chart)
        assert [row.label for row in chart.rows] == [row.number for row in context.sessions]
        for row, session in zip(chart.rows, context.sessions, strict=True):
            present, recorded = map(int, session.attendance.split("/"))
            assert row.bars[0].value == pytest.approx(100 * present / recorded)


def test_a_session_without_attendance_has_no_bar():
    chart = drawn(final(without_presences("session:M-001/1/S-01", "session:M-001/1/S-03")).attendance_chart)
    assert [row.bars[0].text == "–" for row in chart.rows][:4] == [False, True, False, True]
    assert "2 pertemuan" in chart.alt


def test_one_session_compares_nothing():
    assert final(without_presences("session:M-001/1/S-01")).attendance_chart is None
    assert final(without_presences()).attendance_chart is None


@pytest.mark.parametrize("case", [world.typical, world.hard])
def test_target_and_result_are_the_sums_of_the_tables_rows(case):
    for context in (final(case()), monthly(case())):
        chart = drawn(context.target_chart)
        sums: dict[str, tuple[int, int]] = {}
        for row in context.results:
            target, result = sums.get(row.activity, (0, 0))
            sums[row.activity] = (target + int(row.target.split()[0]), result + int(row.result.split()[0]))
        assert {row.label: (row.bars[0].value, row.bars[1].value) for row in chart.rows} == sums
        assert chart.names == ("Target", "Hasil")


def test_a_target_of_the_whole_term_says_so_in_the_month():
    assert drawn(monthly(world.typical()).target_chart).rows[-1].bars[0].text == "2 mitra selama masa tugas"
    assert drawn(final(world.typical()).target_chart).rows[-1].bars[0].text == "2 mitra"


def test_turnover_before_and_after():
    chart = drawn(final(with_turnover((10_000_000, 12_500_000), (None, 0))).turnover_chart)
    assert [[bar.text for bar in row.bars] for row in chart.rows] == [["Rp10 juta", "Rp12,5 juta"], ["–", "Rp0"]]
    assert [[bar.value for bar in row.bars] for row in chart.rows] == [[1e7, 1.25e7], [None, 0]]
    assert "dari Rp10 juta menjadi Rp12,5 juta" in chart.alt


@pytest.mark.parametrize("amounts", [[(None, None), (None, None)], [(5, None), (5, None)], [(None, 5), (None, None)]])
def test_too_little_is_known_of_turnover(amounts):
    assert final(with_turnover(*amounts)).turnover_chart is None


def test_a_negative_turnover_is_told_but_draws_no_bar():
    chart = drawn(final(with_turnover((-500, 1000), (None, None))).turnover_chart)
    assert chart.rows[0].bars[0] == (0, "-Rp500")


def test_alternative_texts_tell_the_main_numbers():
    context = final(world.typical())
    sessions = [record for record in world.typical().records if isinstance(record, Session)]
    assert f"{len(sessions)} pertemuan" in drawn(context.attendance_chart).alt
    for row in drawn(context.target_chart).rows:
        for part in (row.label, *(bar.text for bar in row.bars)):
            assert part in drawn(context.target_chart).alt


def test_many_groups_still_fit_a_page():
    groups = [record for record in world.typical().records if isinstance(record, Group)]
    more = [
        groups[0].model_copy(update={"code": f"K-{number:02}", "name": f"Karya {number}"}) for number in range(10, 50)
    ]
    chart = drawn(final(world.dossier([*world.typical().records, *more])).turnover_chart)
    assert (len(chart.rows), chart.height_mm) == (42, 200)
