"""Any number of workbooks checked in little memory: one facilitator at a time, then what must be compared among all.

    waiting     what waits on the disk
    slices      whose rows are whose
    compared    members and photos, of whom only those that may be doubles are held against each other

Of the assignment workbooks offices, facilitators and groups are held as records; of members and of the monthly
workbooks little more than hashes, and what `rules.READ_ACROSS` names. What is found is the same as when everything is
judged at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from pipeline.checking.compared import Members, Photos, in_sheet_order
from pipeline.checking.slices import Slices, groups_in_turn, parted, sliced
from pipeline.checking.waiting import Shelf, Waiting, room
from pipeline.findings import Finding, Place, Severity
from pipeline.flow import Dossier, Input, LostRow, Notes, Reading, Row, pack, person_of, unpack
from pipeline.knowledge import Programme
from pipeline.records import Evidence, Member, MonthCard, MonthlyRecord, Partnership, Record, Session
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
"""Fields that it does not read, and that would fill memory or disk."""
_OF_A_MEMBER = ("group", "name", "nik")
"""The fields of members whose cells `rules.ACROSS` points at."""
_OF_A_TURN = (Member, MonthlyRecord)
"""Records that come into being in a facilitator's turn; all others are of the roster."""

R = TypeVar("R", bound=Record)


@dataclass
class Checked:
    """What became of the workbooks. In lines of their sheets: `rows` = `recorded` + `lost` + `furniture`."""

    dossier: Dossier
    """The roster, and of members and monthly workbooks what was compared."""
    inputs: list[Input] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    notes: Notes = field(default_factory=Notes)
    names: dict[str, str] = field(default_factory=dict)
    """What people call those whom findings are about, by key."""
    rows: int = 0
    recorded: int = 0
    lost: int = 0
    furniture: int = 0
    records: int = 0


@dataclass(frozen=True)
class _Rooms:
    """What waits on the disk."""

    own: Waiting
    """By facilitator, the rows of the roster."""
    members: Waiting
    """By group, their rows."""
    monthly: Waiting
    """By path, workbooks."""


@dataclass
class _Kept:
    """What is kept of the facilitators whose turn is over."""

    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, list[bytes]] = field(default_factory=dict)
    """By workbook; an assignment workbook has some of each facilitator."""
    compared: list[Record] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    lost_rows: list[LostRow] = field(default_factory=list)
    faulty: set[tuple[Place, str]] = field(default_factory=set)


@dataclass(frozen=True)
class _Roster:
    """What the assignment workbooks say, and what is known of the monthly ones before their turn comes."""

    dossier: Dossier
    slices: Slices
    nameless: Reading
    """Members of whom nobody knows the group."""
    whose: Mapping[str, str]
    """The facilitator of each monthly workbook."""
    sheets: Mapping[tuple[str, str], int]
    """Workbooks and sheets with members or photos, in their order."""


def check_each(readings: Iterable[Reading], programme: Programme, today: date, dates: Mapping[str, date]) -> Checked:
    """Stages 2 and 3 over the readings of single workbooks, in their order. `dates` as in `Dossier.dates`."""
    checked, kept = Checked(Dossier(programme, today)), _Kept()
    with ExitStack() as stack:
        rooms = _Rooms(*(Waiting(stack.enter_context(room())) for _ in range(3)))
        known = _sorted_out(readings, rooms, checked, kept)
        roster = known.dossier
        members = Members(Shelf(stack.enter_context(room())), roster)
        photos = Photos(Shelf(stack.enter_context(room())))
        for facilitator, groups, files in _turns(known, rooms):
            reading = _turn(known, rooms, facilitator, groups, files)
            dossier, findings = normalise(reading, programme, today)
            judged = _with_roster(dossier, roster, dates)
            found = [*_new(findings, files, reading), *validate(judged, WITHIN)]
            _count(checked, reading, dossier, _OF_A_TURN)
            _keep(kept, dossier, found, checked.names)
            _compare(dossier, roster, kept, members, photos)
        files = [file for file in rooms.monthly.names if file not in known.whose]
        names = Reading(rows=known.slices.names)
        reading = Reading.together([names, known.nameless, *map(rooms.monthly.get, files)])
        dossier, findings = normalise(reading, programme, today)
        _count(checked, reading, dossier, _OF_A_TURN)
        _keep(kept, dossier, _new(findings, files, reading), checked.names)
        _compare(dossier, roster, kept, members, photos)
        alike = in_sheet_order([*members.to_compare(), *photos.to_compare()], known.sheets)
    checked.dossier = replace(
        roster,
        records=(*roster.records, *kept.compared, *alike),
        lost=roster.lost | kept.lost,
        lost_rows=tuple(kept.lost_rows),
        faulty=roster.faulty | kept.faulty,
        dates=dates,
    )
    checked.findings = merged([*kept.findings, *validate(checked.dossier, ACROSS)])
    _name(checked.names, checked.dossier, checked.findings)
    checked.notes = _notes(kept)
    return checked


def _sorted_out(readings: Iterable[Reading], rooms: _Rooms, checked: Checked, kept: _Kept) -> _Roster:
    """The roster without its members, whose rows go and wait as the monthly workbooks do."""
    programme, today = checked.dossier.programme, checked.dossier.today
    common: list[Reading] = []
    nameless: list[Reading] = []
    cards: list[Row] = []
    sheets: dict[tuple[str, str], int] = {}
    for reading in readings:
        checked.inputs += reading.inputs
        parts = parted(reading, programme)
        common.append(parts.common)
        nameless.append(parts.nameless)
        for group, rows in parts.members.items():
            rooms.members.put(group, rows)
        for row in reading.rows:
            if row.record in (Member.__name__, Evidence.__name__):
                sheets.setdefault((row.place.file, row.place.sheet), len(sheets))
        if parts.monthly.inputs:
            cards += [row for row in parts.monthly.rows if row.record == MonthCard.__name__]
            rooms.monthly.put(parts.monthly.inputs[0].path, parts.monthly)
    together = Reading.together(common)
    common.clear()
    roster, findings = normalise(together, programme, today)
    _count(checked, together, roster, (Record,))
    _keep(kept, roster, findings, checked.names)
    slices = sliced(together.rows, roster, rooms.own)
    known = Reading(tuple(checked.inputs), tuple(cards))
    whose = facilitators_of_files(known, tuple(roster.facilitators), programme)
    return _Roster(roster, slices, Reading.together(nameless), whose, sheets)


def _turns(known: _Roster, rooms: _Rooms) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each facilitator with the groups whose members, and the monthly workbooks, that are judged in this turn."""
    groups: dict[str, list[str]] = {code: [] for code in rooms.own.names}
    files: dict[str, list[str]] = {}
    for group, facilitator in groups_in_turn(known.dossier, rooms.members.names):
        groups.setdefault(facilitator, []).append(group)
    for file, facilitator in known.whose.items():
        groups.setdefault(facilitator, [])
        files.setdefault(facilitator, []).append(file)
    for facilitator, own in groups.items():
        yield facilitator, own, files.get(facilitator, [])


def _turn(known: _Roster, rooms: _Rooms, facilitator: str, groups: Sequence[str], files: Sequence[str]) -> Reading:
    """All that is to be read together in a facilitator's turn. Its lines are those of members and months alone: the
    others were counted with the roster, and those of the nameless are counted in the end."""
    return Reading.together(
        [
            known.slices.of(facilitator),
            Reading(rows=known.nameless.rows),
            *map(rooms.members.get, groups),
            *map(rooms.monthly.get, files),
        ]
    )


def _with_roster(dossier: Dossier, roster: Dossier, dates: Mapping[str, date]) -> Dossier:
    """A facilitator's dossier that also knows what was lost of the roster."""
    return replace(
        dossier,
        lost=dossier.lost | roster.lost,
        lost_rows=(*dossier.lost_rows, *roster.lost_rows),
        faulty=dossier.faulty | roster.faulty,
        alone=roster.alone,
        dates=dates,
    )


def _new(findings: Iterable[Finding], files: Sequence[str], reading: Reading) -> list[Finding]:
    """What was found in the monthly workbooks of a turn and on its sheets of members. What was found elsewhere in the
    assignment workbooks is told already.
    """
    sheets = {(row.place.file, row.place.sheet) for row in reading.rows if row.record == Member.__name__}
    return [found for found in findings if found.place.file in files or (found.place.file, found.place.sheet) in sheets]


def _count(checked: Checked, reading: Reading, dossier: Dossier, kinds: tuple[type[Record], ...]) -> None:
    """Add what became of the lines of a reading, and its records of these kinds; the rows of others were counted
    before, and stand in it without their lines."""
    lines = frozenset(reading.lines)
    checked.rows += len(lines)
    checked.furniture += len(reading.furniture)
    checked.recorded += len(dossier.recorded & lines)
    checked.lost += len(dossier.lost_lines)
    checked.records += sum(isinstance(record, kinds) for record in dossier.records)


def _keep(kept: _Kept, dossier: Dossier, findings: Iterable[Finding], names: dict[str, str]) -> None:
    """Keep what is needed when the turn is over; notes are packed."""
    notes: dict[str, list[Finding]] = {}
    told: list[Finding] = []
    for finding in findings:
        if finding.severity is Severity.NOTE and finding.place.file:
            notes.setdefault(finding.place.file, []).append(finding)
        else:
            told.append(finding)
    for file, of_file in notes.items():
        kept.notes.setdefault(file, []).append(pack(of_file))
    kept.findings += told
    kept.lost |= dossier.lost
    kept.lost_rows += dossier.lost_rows
    kept.faulty |= dossier.faulty
    _name(names, dossier, told)


def _name(names: dict[str, str], dossier: Dossier, findings: Iterable[Finding]) -> None:
    people = {person_of(key) for finding in findings for key in finding.about}
    names.update({person: dossier.names[person] for person in people if person in dossier.names})


def _compare(dossier: Dossier, roster: Dossier, kept: _Kept, members: Members, photos: Photos) -> None:
    """Keep what `rules.ACROSS` may need of the records of a turn."""
    for record in dossier.records:
        match record:
            case Member():
                members.add(_light(record))
            case Evidence():
                photos.add(_light(record))
            case Session():
                group = roster.groups.get(record.group or "")
                if record.group and (group is None or group.facilitator != record.facilitator):
                    kept.compared.append(_light(record))
            case _ if type(record) in READ_ACROSS:
                kept.compared.append(_light(record))


def _light(record: R) -> R:
    """The record without what no comparison reads."""
    pointed = READ_ACROSS.get(type(record), _OF_A_MEMBER)
    places = {name: place for name, place in record.places.items() if name in pointed}
    left_out: dict[str, object] = dict.fromkeys(_NOT_COMPARED.get(type(record), ()))
    return record.model_copy(update={**left_out, "places": places})


def _notes(kept: _Kept) -> Notes:
    """The notes of each workbook, those of several turns together."""
    packed: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    for file, parts in kept.notes.items():
        notes = merged(note for part in parts for note in unpack(part))
        packed[file] = parts[0] if len(parts) == 1 else pack(notes)
        counts[file] = len(notes)
    return Notes(packed, counts)
