"""The charts of the reports, drawn from the same numbers as the tables beside them, each told in words too."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline import indonesian, progress
from pipeline.charts import Bar, BarRow
from pipeline.documents import field_work, report_tables
from pipeline.documents.field_work import UNKNOWN
from pipeline.documents.report_scope import Scope
from pipeline.flow import ChartSlot
from pipeline.knowledge import Target
from pipeline.progress import Tally, Total
from pipeline.records import Group

WIDTH_MM = 150.0
"""As wide as two photos side by side: it fits between the margins of every office."""
_RATES_HEIGHT_MM = 65.0
_HEAD_MM, _ROW_MM = 8.0, 13.0
_MOST_HEIGHT_MM = 200.0
"""What a page holds beside a caption."""
_FEWEST_BARS = 2
"""A single bar compares nothing."""


def attendance(scope: Scope) -> ChartSlot | None:
    """Who came of those recorded, session by session, numbered as in the table of sessions."""
    counts = [progress.attendance(scope.dossier, session.key) for session in scope.sessions]
    rates = {number: (one.present, one.recorded) for number, one in enumerate(counts, start=1) if one.recorded}
    if len(rates) < _FEWEST_BARS:
        return None
    bars = [_rate_bar(*rates[number]) if number in rates else _NO_BAR for number in range(1, len(counts) + 1)]
    least = min(rates, key=lambda number: Decimal(rates[number][0]) / rates[number][1])
    most = max(rates, key=lambda number: Decimal(rates[number][0]) / rates[number][1])
    total = progress.attendance_over(scope.dossier, scope.sessions)
    return ChartSlot(
        kind="rates",
        names=("Nomor pertemuan",),
        rows=tuple(BarRow(str(number), (bar,)) for number, bar in enumerate(bars, start=1)),
        width_mm=WIDTH_MM,
        height_mm=_RATES_HEIGHT_MM,
        alt=(
            f"Diagram batang tingkat kehadiran anggota dalam {len(rates)} pertemuan: keseluruhan "
            f"{indonesian.percent(total.present, total.recorded)}, terendah {bars[least - 1].text} (pertemuan nomor "
            f"{least}), tertinggi {bars[most - 1].text} (pertemuan nomor {most})."
        ),
    )


def targets(totals: Iterable[Total]) -> ChartSlot | None:
    """What was owed and what was done over the whole term, activity by activity, all groups together."""
    summed = _summed((total.target, total.owed, total.count) for total in totals)
    return _targets([(target, f"{owed} {target.unit}", owed, count) for target, owed, count in summed])


def targets_of_month(tallies: Iterable[Tally]) -> ChartSlot | None:
    """The same of one month; what is owed over the term stands there with its full target, and says so."""
    summed = _summed((tally.target, tally.target.at_least, tally.count) for tally in tallies)
    return _targets(
        [(target, report_tables.owed_in_month(target, owed), owed, count) for target, owed, count in summed]
    )


def _summed(rows: Iterable[tuple[Target, int, int]]) -> list[tuple[Target, int, int]]:
    """Target, what is owed, what was done; one for each activity."""
    found: dict[tuple[str, str], tuple[Target, int, int]] = {}
    for target, owed, count in rows:
        _, owed_so_far, count_so_far = found.get((target.activity, target.label), (target, 0, 0))
        found[target.activity, target.label] = (target, owed_so_far + owed, count_so_far + count)
    return list(found.values())


def _targets(rows: Sequence[tuple[Target, str, int, int]]) -> ChartSlot | None:
    shown = [
        BarRow(target.label, (Bar(owed, text), Bar(count, f"{count} {target.unit}")))
        for target, text, owed, count in rows
    ]
    told = [f"{row.label}, target {row.bars[0].text}, hasil {row.bars[1].text}" for row in shown]
    return _pairs(("Target", "Hasil"), shown, f"Diagram batang target dan hasil kegiatan: {'; '.join(told)}.")


def turnover(groups: Iterable[Group]) -> ChartSlot | None:
    """Rupiah per month at the start and at the end, of each group of which the end is known."""
    shown = [
        BarRow(
            field_work.group_name(group) or group.code,
            (_turnover_bar(group.turnover_before), _turnover_bar(group.turnover_after)),
        )
        for group in groups
        if group.turnover_after is not None
    ]
    told = [f"{row.label} dari {row.bars[0].text} menjadi {row.bars[1].text}" for row in shown]
    return _pairs(
        ("Awal masa penugasan", "Akhir masa penugasan"),
        shown,
        f"Diagram batang omzet per bulan pada awal dan akhir masa penugasan: {'; '.join(told)}.",
    )


def _pairs(names: tuple[str, str], rows: Sequence[BarRow], alt: str) -> ChartSlot | None:
    if sum(bar.value is not None for row in rows for bar in row.bars) < _FEWEST_BARS:
        return None
    height = min(_HEAD_MM + _ROW_MM * len(rows), _MOST_HEIGHT_MM)
    return ChartSlot(kind="pairs", names=names, rows=tuple(rows), width_mm=WIDTH_MM, height_mm=height, alt=alt)


_NO_BAR = Bar(None, UNKNOWN)


def _rate_bar(present: int, recorded: int) -> Bar:
    return Bar(100 * present / recorded, indonesian.percent(present, recorded))


def _turnover_bar(amount: Decimal | None) -> Bar:
    return _NO_BAR if amount is None else Bar(float(max(amount, Decimal(0))), indonesian.rupiah_short(amount))
