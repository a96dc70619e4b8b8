"""Any number of workbooks checked in little memory: one facilitator at a time, then what must be compared among all.

    waiting     what waits on the disk
    slices      whose rows are whose
    kept        what is kept of facilitators whose turn is over
    compared    members and evidence, of which only what may be a double is held against each other

Of members and evidence little more than hashes is held; of facilitators, groups and partnerships records without the
cells and values that `rules.ACROSS` does not read. What is found is the same as when everything is judged at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

from pipeline.checking.compared import Members, Proofs, in_turn
from pipeline.checking.kept import Kept, keep, keep_findings, keep_names, notes_of
from pipeline.checking.slices import Slices, groups_in_turn, parted, sliced
from pipeline.checking.waiting import Rows, Shelf, Waiting, room
from pipeline.findings import Finding
from pipeline.flow import Dossier, Input, Notes, Reading, Row
from pipeline.knowledge import Programme
from pipeline.records import (
    Evidence,
    Member,
    MonthCard,
    MonthlyRecord,
    Partnership,
    Record,
    Session,
)
from pipeline.rules import ACROSS, READ_ACROSS, WITHIN
from pipeline.stage2_normalise import about_those_waiting, facilitators_of_files, merged, normalise, places_of
from pipeline.stage3_validate import validate

__all__ = ["Checked", "check_each"]

_GIVEN_FIELDS: set[str] = set()
"""Stands for the set of given fields that pydantic keeps of each record, and that nobody asks for."""
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
    roster: Rows
    """Of the assignment workbooks, but for the members."""
    cards: Rows
    """The identity cards of the monthly workbooks."""


@dataclass(frozen=True)
class _Left:
    """What is still held of a workbook when its rows are on the disk."""

    inputs: tuple[Input, ...]
    common: Reading
    """Its assignment sheets, without their rows."""
    nameless: Reading
    """Members of whom nobody knows the group."""


@dataclass(frozen=True)
class _Roster:
    """What the assignment workbooks say, and what is known of the monthly ones before their turn comes."""

    dossier: Dossier
    slices: Slices
    nameless: Reading
    """Members of whom nobody knows the group."""
    nameless_rows: tuple[Row, ...]
    """Other rows that do not tell their own code: who may be meant is known when all turns are over."""
    said_of_nameless: tuple[Finding, ...]
    """What was found at these rows and their cells."""
    whose: Mapping[str, str]
    """The facilitator of each monthly workbook."""
    order: Mapping[tuple[str, str], int]
    """Numbers of the sheets with members, by workbook and sheet, as they were read."""


def check_each(readings: Iterable[Reading], programme: Programme, today: date, dates: Mapping[str, date]) -> Checked:
    """Stages 2 and 3 over the readings of single workbooks, in their order. `dates` as in `Dossier.dates`."""
    checked, kept = Checked(Dossier(programme, today)), Kept()
    with ExitStack() as stack:
        rooms = _rooms(stack)
        known = _sorted_out(readings, rooms, checked, kept)
        roster = known.dossier
        members = Members(Shelf(stack.enter_context(room())), roster)
        proofs = Proofs(Shelf(stack.enter_context(room())))
        for facilitator, groups, files in _turns(known, rooms):
            reading = _turn(known, rooms, facilitator, groups, files)
            dossier, findings = normalise(reading, programme, today)
            judged = validate(_with_roster(dossier, roster, dates), WITHIN)
            _count(checked, reading, dossier, _OF_A_TURN)
            keep(kept, dossier, [*_new(findings, files, reading), *judged])
            _compare(dossier, roster, kept, members, proofs)
        files, reading = _of_nobody(known, rooms)
        dossier, findings = normalise(reading, programme, today)
        _count(checked, reading, dossier, _OF_A_TURN)
        keep(kept, dossier, _new(findings, files, reading))
        _compare(dossier, roster, kept, members, proofs)
        compared = in_turn([*kept.compared, *members.to_compare(), *proofs.to_compare()], known.order)
    dossier = replace(
        roster,
        records=(*roster.records, *compared),
        lost=roster.lost | kept.lost,
        contested=frozenset(kept.contested),
        lost_rows=tuple(kept.lost_rows),
        faulty=roster.faulty | kept.faulty,
        written=kept.written,
        dates=dates,
    )
    keep_findings(kept, about_those_waiting(dossier, known.said_of_nameless, known.nameless_rows))
    findings = merged([*kept.findings, *validate(dossier, ACROSS)])
    keep_names(kept, dossier, findings)
    return replace(checked, dossier=dossier, findings=findings, notes=notes_of(kept), names=kept.names)


def _rooms(stack: ExitStack) -> _Rooms:
    own, members, monthly, roster, cards = (stack.enter_context(room()) for _ in range(5))
    return _Rooms(Waiting(own), Waiting(members), Waiting(monthly), Rows(roster), Rows(cards))


def _sorted_out(readings: Iterable[Reading], rooms: _Rooms, checked: Checked, kept: Kept) -> _Roster:
    """The roster without its members, whose rows go and wait as the monthly workbooks do."""
    programme, today = checked.dossier.programme, checked.dossier.today
    order: dict[tuple[str, str], int] = {}
    # Not in a loop, whose variable would hold one reading while the next one, perhaps as large, is made.
    left = list(map(partial(_put_away, rooms, order, programme), readings))
    # Thousands of workbooks have the same sheets: their names are kept once.
    called: dict[tuple[str, ...], tuple[str, ...]] = {}
    for item in (item for part in left for item in part.inputs):
        checked.inputs.append(replace(item, sheets=called.setdefault(item.sheets, item.sheets)))
    together = replace(Reading.together(part.common for part in left), rows=rooms.roster)
    roster, findings = normalise(together, programme, today, _with_few_places)
    roster = replace(
        roster,
        records=tuple(map(_light, roster.records)),
        alone=frozenset(item.path for item in checked.inputs if item.alone),
    )
    _count(checked, together, roster, (Record,))
    nameless_rows = tuple(row for row in together.rows if row.place in roster.nameless)
    places = {place for row in nameless_rows for place in places_of(row)}
    keep(kept, roster, (finding for finding in findings if finding.place not in places))
    said = tuple(finding for finding in findings if finding.place in places)
    slices = sliced(together.rows, roster, rooms.own)
    known = Reading(tuple(checked.inputs), rooms.cards)
    whose, months_elsewhere = facilitators_of_files(known, tuple(roster.facilitators), programme)
    roster = replace(roster, lost=roster.lost | months_elsewhere)
    nameless = Reading.together(part.nameless for part in left)
    return _Roster(roster, slices, nameless, nameless_rows, said, whose, order)


def _put_away(rooms: _Rooms, order: dict[tuple[str, str], int], programme: Programme, reading: Reading) -> _Left:
    """One workbook's rows go to their rooms."""
    parts = parted(reading, programme)
    rooms.roster.put(parts.common.rows)
    for group, rows in parts.members.items():
        rooms.members.put(group, rows)
    if parts.monthly.inputs:
        rooms.cards.put(row for row in parts.monthly.rows if row.record == MonthCard.__name__)
        rooms.monthly.put(parts.monthly.inputs[0].path, parts.monthly)
    for row in reading.rows:
        if row.record == Member.__name__:
            order.setdefault((row.place.file, row.place.sheet), len(order))
    return _Left(reading.inputs, replace(parts.common, rows=()), parts.nameless)


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
            Reading(rows=known.nameless.rows, findings=known.nameless.findings),
            *map(rooms.members.get, groups),
            *map(rooms.monthly.get, files),
        ]
    )


def _of_nobody(known: _Roster, rooms: _Rooms) -> tuple[list[str], Reading]:
    """The monthly workbooks of which nobody knows whose they are, to be read with the members of whom nobody knows the
    group."""
    files = [file for file in rooms.monthly.names if file not in known.whose]
    names = Reading(rows=known.slices.names)
    return files, Reading.together([names, known.nameless, *map(rooms.monthly.get, files)])


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


def _compare(dossier: Dossier, roster: Dossier, kept: Kept, members: Members, proofs: Proofs) -> None:
    """Keep what `rules.ACROSS` may need of the records of a turn."""
    for record in dossier.records:
        match record:
            case Member():
                members.add(_light(record))
            case Evidence():
                proofs.add(_light(record))
            case Session():
                group = roster.groups.get(record.group or "")
                if record.group and (group is None or group.facilitator != record.facilitator):
                    kept.compared.append(_light(record))
            case MonthCard() | Partnership():
                kept.compared.append(_light(record))


def _light(record: R) -> R:
    """The record with nothing but what `rules.ACROSS` reads."""
    read = READ_ACROSS.get(type(record))
    return record if read is None else _made_of(record, {name: getattr(record, name) for name in (*read, "place")})


def _with_few_places(record: R) -> R:
    """The record with all its values, but only the cells that `rules.ACROSS` reads."""
    return _made_of(record, vars(record)) if type(record) in READ_ACROSS else record


def _made_of(record: R, values: Mapping[str, object]) -> R:
    """A record of these values of another one."""
    places = {name: place for name, place in record.places.items() if name in READ_ACROSS[type(record)]}
    return type(record).model_construct(_GIVEN_FIELDS, **{**values, "places": places})
