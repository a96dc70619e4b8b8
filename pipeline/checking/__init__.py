"""Any number of workbooks checked in little memory: one facilitator at a time, then what must be compared among all.

    waiting   readings that wait on the disk
    slices    whose rows are whose

The roster (assignment workbooks) is held as records; of the monthly workbooks only what `rules.ACROSS` reads is kept.
What is found is the same as when everything is judged at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.checking.slices import Slices, parted, sliced
from pipeline.checking.waiting import Waiting, waiting_room
from pipeline.findings import Finding, Place
from pipeline.flow import Dossier, Input, Reading, Row
from pipeline.knowledge import Programme
from pipeline.records import Evidence, Facilitator, MonthCard, Partnership, Record, Session
from pipeline.rules import ACROSS, WITHIN
from pipeline.stage2_normalise import facilitators_of_files, merged, normalise
from pipeline.stage3_validate import validate

__all__ = ["Checked", "check_each"]

_COMPARED = (MonthCard, Session, Partnership, Evidence)
"""The monthly records that `rules.ACROSS` reads."""
_LONG_TEXTS: Mapping[type[Record], tuple[str, ...]] = {
    Session: ("lesson", "resume", "outcome"),
    Partnership: ("description",),
    Evidence: ("caption",),
}
"""What no comparison needs of them, and what would fill the memory."""


@dataclass
class Checked:
    """What became of the workbooks. In lines of their sheets: `rows` = `recorded` + `lost` + `furniture`."""

    dossier: Dossier
    """The roster, and of the monthly workbooks what was compared."""
    inputs: list[Input] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    rows: int = 0
    recorded: int = 0
    lost: int = 0
    furniture: int = 0
    records: int = 0


@dataclass
class _Kept:
    """What is kept of the facilitators whose turn is over."""

    findings: list[Finding] = field(default_factory=list)
    compared: list[Record] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    faulty: set[tuple[Place, str]] = field(default_factory=set)


def check_each(readings: Iterable[Reading], programme: Programme, today: date, dates: Mapping[str, date]) -> Checked:
    """Stages 2 and 3 over the readings of single workbooks, in their order. `dates` as in `Dossier.dates`."""
    checked, kept = Checked(Dossier(programme, today)), _Kept()
    with waiting_room() as waiting:
        common, cards = _sorted_out(readings, waiting, checked)
        roster, findings = normalise(common, programme, today)
        kept.findings += findings
        _count(checked, common, roster)
        slices = sliced(common.rows, roster)
        monthly = Reading(tuple(checked.inputs), tuple(cards))
        whose = facilitators_of_files(monthly, tuple(roster.facilitators), programme)
        for facilitator, files in _turns(slices, whose):
            reading = Reading.together([Reading(rows=slices.of(facilitator)), *map(waiting.get, files)])
            dossier, findings = normalise(reading, programme, today)
            dossier = replace(
                dossier,
                lost=dossier.lost | roster.lost,
                lost_rows=(*dossier.lost_rows, *roster.lost_rows),
                faulty=dossier.faulty | roster.faulty,
                dates=dates,
            )
            _count(checked, reading, dossier)
            _keep(kept, dossier, [*findings, *validate(dossier, WITHIN)])
        nobodys = Reading.together(
            [Reading(rows=_names(slices)), *(waiting.get(file) for file in waiting.files if file not in whose)]
        )
        dossier, findings = normalise(nobodys, programme, today)
        _count(checked, nobodys, dossier)
        _keep(kept, dossier, findings)
    checked.dossier = replace(
        roster,
        records=(*roster.records, *kept.compared),
        lost=roster.lost | kept.lost,
        faulty=roster.faulty | kept.faulty,
        dates=dates,
    )
    checked.findings = merged([*kept.findings, *validate(checked.dossier, ACROSS)])
    return checked


def _sorted_out(readings: Iterable[Reading], waiting: Waiting, checked: Checked) -> tuple[Reading, list[Row]]:
    """The assignment sheets of all workbooks together, and the identity cards; the monthly sheets go and wait."""
    common: list[Reading] = []
    cards: list[Row] = []
    for reading in readings:
        checked.inputs += reading.inputs
        of_all, monthly = parted(reading)
        common.append(of_all)
        if monthly.inputs:
            cards += [row for row in monthly.rows if row.record == MonthCard.__name__]
            waiting.put(monthly.inputs[0].path, monthly)
    return Reading.together(common), cards


def _turns(slices: Slices, whose: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Each facilitator with the monthly workbooks that are theirs."""
    turns: dict[str, list[str]] = {code: [] for code in slices.own}
    for file, facilitator in whose.items():
        turns.setdefault(facilitator, []).append(file)
    yield from turns.items()


def _names(slices: Slices) -> tuple[Row, ...]:
    """The rows of all facilitators: the name of a workbook without a card may tell whose it is."""
    return tuple(row for rows in slices.own.values() for row in rows if row.record == Facilitator.__name__)


def _count(checked: Checked, reading: Reading, dossier: Dossier) -> None:
    """Add what became of the lines of a reading; rows that stand in it without their lines were counted before."""
    lines = frozenset(reading.lines)
    checked.rows += len(lines)
    checked.furniture += len(reading.furniture)
    checked.recorded += len(dossier.recorded & lines)
    checked.lost += len(dossier.lost_lines)
    files = {line.file for line in lines}
    checked.records += sum(record.place.file in files for record in dossier.records)


def _keep(kept: _Kept, dossier: Dossier, findings: Iterable[Finding]) -> None:
    kept.findings += findings
    kept.lost |= dossier.lost
    kept.faulty |= dossier.faulty
    for record in dossier.records:
        if isinstance(record, _COMPARED):
            kept.compared.append(record.model_copy(update=dict.fromkeys(_LONG_TEXTS.get(type(record), ()))))
