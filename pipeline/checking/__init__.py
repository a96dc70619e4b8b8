"""Any number of workbooks checked in little memory: one facilitator at a time, then what must be compared among all.

    waiting   readings that wait on the disk
    slices    whose rows are whose

The roster (assignment workbooks) is held as records; of the monthly workbooks only what `rules.READ_ACROSS` names is
kept. What is found is the same as when everything is judged at once.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.checking.slices import Slices, parted, sliced
from pipeline.checking.waiting import Waiting, waiting_room
from pipeline.findings import Finding, Place, Severity
from pipeline.flow import Dossier, Input, LostRow, Notes, Reading, Row, pack
from pipeline.knowledge import Programme
from pipeline.records import Evidence, Member, MonthCard, Partnership, Record, Session
from pipeline.rules import ACROSS, READ_ACROSS, WITHIN
from pipeline.stage2_normalise import facilitators_of_files, merged, normalise
from pipeline.stage3_validate import validate

__all__ = ["Checked", "check_each"]

_NOT_COMPARED: Mapping[type[Record], tuple[str, ...]] = {
    Session: ("lesson", "resume", "outcome", "venue"),
    Partnership: ("description", "address", "value_in_words"),
    Evidence: ("caption",),
    Member: ("address", "phone", "background"),
}
"""Fields that it does not read, and that would fill the memory."""
_OF_A_MEMBER = ("group", "name", "nik")
"""The fields of members whose cells `rules.ACROSS` points at."""


@dataclass
class Checked:
    """What became of the workbooks. In lines of their sheets: `rows` = `recorded` + `lost` + `furniture`."""

    dossier: Dossier
    """The roster, and of the monthly workbooks what was compared."""
    inputs: list[Input] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    notes: Notes = field(default_factory=Notes)
    rows: int = 0
    recorded: int = 0
    lost: int = 0
    furniture: int = 0
    records: int = 0


@dataclass
class _Kept:
    """What is kept of the facilitators whose turn is over."""

    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    compared: list[Record] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    lost_rows: list[LostRow] = field(default_factory=list)
    faulty: set[tuple[Place, str]] = field(default_factory=set)


def check_each(readings: Iterable[Reading], programme: Programme, today: date, dates: Mapping[str, date]) -> Checked:
    """Stages 2 and 3 over the readings of single workbooks, in their order. `dates` as in `Dossier.dates`."""
    checked, kept = Checked(Dossier(programme, today)), _Kept()
    with waiting_room() as waiting, waiting_room() as own:
        roster, slices, whose = _sorted_out(readings, waiting, own, checked, kept)
        unclaimed = {cell.place for row in slices.nameless for cell in row.cells.values()}
        for facilitator, files in _turns(slices, whose):
            reading = Reading.together([slices.of(facilitator), *map(waiting.get, files)])
            dossier, findings = normalise(reading, programme, today)
            known = replace(
                dossier,
                lost=dossier.lost | roster.lost,
                lost_rows=(*dossier.lost_rows, *roster.lost_rows),
                faulty=dossier.faulty | roster.faulty,
                alone=roster.alone,
                dates=dates,
            )
            _count(checked, reading, dossier)
            _keep(kept, dossier, files, [*_new(findings, files, unclaimed), *validate(known, WITHIN)])
        files = [file for file in waiting.names if file not in whose]
        reading = Reading.together([Reading(rows=slices.names), *map(waiting.get, files)])
        dossier, findings = normalise(reading, programme, today)
        _count(checked, reading, dossier)
        _keep(kept, dossier, files, _new(findings, files, unclaimed))
    checked.dossier = replace(
        roster,
        records=(*map(_light, roster.records), *kept.compared),
        lost=roster.lost | kept.lost,
        lost_rows=tuple(kept.lost_rows),
        faulty=roster.faulty | kept.faulty,
        dates=dates,
    )
    checked.findings = merged([*kept.findings, *validate(checked.dossier, ACROSS)])
    checked.notes = Notes(kept.notes, kept.counts)
    return checked


def _sorted_out(
    readings: Iterable[Reading], waiting: Waiting, own: Waiting, checked: Checked, kept: _Kept
) -> tuple[Dossier, Slices, Mapping[str, str]]:
    """The roster, its slices, and whose each monthly workbook is. The monthly sheets go and wait."""
    programme, today = checked.dossier.programme, checked.dossier.today
    parts: list[Reading] = []
    cards: list[Row] = []
    for reading in readings:
        checked.inputs += reading.inputs
        common, monthly = parted(reading)
        parts.append(common)
        if monthly.inputs:
            cards += [row for row in monthly.rows if row.record == MonthCard.__name__]
            waiting.put(monthly.inputs[0].path, monthly)
    together = Reading.together(parts)
    parts.clear()
    roster, findings = normalise(together, programme, today)
    _count(checked, together, roster)
    _keep(kept, roster, [reading.path for reading in together.inputs], findings)
    slices = sliced(together.rows, roster, own)
    known = Reading(tuple(checked.inputs), tuple(cards))
    return roster, slices, facilitators_of_files(known, tuple(roster.facilitators), programme)


def _turns(slices: Slices, whose: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Each facilitator with the monthly workbooks that are theirs."""
    turns: dict[str, list[str]] = {code: [] for code in slices.own.names}
    for file, facilitator in whose.items():
        turns.setdefault(facilitator, []).append(file)
    yield from turns.items()


def _count(checked: Checked, reading: Reading, dossier: Dossier) -> None:
    """Add what became of the lines of a reading; rows that stand in it without their lines were counted before."""
    lines = frozenset(reading.lines)
    checked.rows += len(lines)
    checked.furniture += len(reading.furniture)
    checked.recorded += len(dossier.recorded & lines)
    checked.lost += len(dossier.lost_lines)
    files = {line.file for line in lines}
    checked.records += sum(record.place.file in files for record in dossier.records)


def _new(findings: Iterable[Finding], files: Sequence[str], unclaimed: Container[Place]) -> list[Finding]:
    """What was found while the rows of these workbooks were read. What was found in those of the roster is told
    already; of some of its cells (`unclaimed`) only these workbooks may tell whom they are about.
    """
    return [finding for finding in findings if finding.place.file in files or finding.place in unclaimed]


def _keep(kept: _Kept, dossier: Dossier, files: Sequence[str], findings: Iterable[Finding]) -> None:
    """Keep what is needed when the turn is over; the notes of these workbooks are packed."""
    notes: dict[str, list[Finding]] = {file: [] for file in files}
    for finding in findings:
        if finding.severity is Severity.NOTE and finding.place.file in notes:
            notes[finding.place.file].append(finding)
        else:
            kept.findings.append(finding)
    for file, of_file in notes.items():
        kept.notes[file], kept.counts[file] = pack(of_file), len(of_file)
    kept.lost |= dossier.lost
    kept.lost_rows += dossier.lost_rows
    kept.faulty |= dossier.faulty
    kept.compared += [_light(record) for record in dossier.records if type(record) in READ_ACROSS]


def _light(record: Record) -> Record:
    """The record without what no comparison reads."""
    left_out = _NOT_COMPARED.get(type(record))
    if left_out is None:
        return record
    pointed = READ_ACROSS.get(type(record), _OF_A_MEMBER)
    places = {name: place for name, place in record.places.items() if name in pointed}
    return record.model_copy(update={**dict.fromkeys(left_out), "places": places})
