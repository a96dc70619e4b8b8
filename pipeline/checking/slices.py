"""Whose rows are whose: workbooks cut into the parts of single facilitators and what all share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.checking.waiting import Waiting
from pipeline.findings import Finding, Severity
from pipeline.flow import Dossier, Line, Reading, Row
from pipeline.knowledge import Programme
from pipeline.records import RECORDS, Assignment, Delivery, Facilitator, Group, Member, MonthlyRecord, Record
from pipeline.stage2_normalise import groups_of_members

NOBODY = ""
"""Stands for the facilitator whom nobody knows."""


@dataclass(frozen=True)
class Parts:
    """One workbook's reading, cut up. Every line is in exactly one part."""

    common: Reading
    """The lists of offices, officials, facilitators, groups …"""
    members: dict[str, Reading]
    """By the code of the group that the rows tell. What was found on a whole sheet of members is in each of its parts:
    it is about all of them."""
    nameless: Reading
    """Members that tell no group: attendance lists may tell whom they are about."""
    monthly: Reading


def parted(reading: Reading, programme: Programme) -> Parts:
    """The parts of one workbook, each possibly empty."""
    monthly_sheets = {row.place.sheet for row in reading.rows if is_monthly(row)}
    common_sheets = {row.place.sheet for row in reading.rows} - monthly_sheets
    if not common_sheets and any(item.form.startswith("monthly/") for item in reading.inputs):
        return Parts(Reading(), {}, Reading(), reading)
    common, monthly = reading, Reading()
    if monthly_sheets:
        common = replace(_only(reading, common_sheets.__contains__), inputs=())
        monthly = _only(reading, lambda sheet: sheet not in common_sheets)
    rows = [row for row in common.rows if row.record == Member.__name__]
    by_group: dict[str, list[Row]] = {}
    for row, group in zip(rows, groups_of_members(rows, programme), strict=True):
        by_group.setdefault(group, []).append(row)
    nameless = by_group.pop("", [])
    members = {group: _members(own, common.findings) for group, own in by_group.items()}
    named = {row.place.sheet for own in by_group.values() for row in own}
    lines = {line for row in rows for line in row.lines}
    common = replace(
        common,
        rows=tuple(row for row in common.rows if row.record != Member.__name__),
        lines=tuple(line for line in common.lines if line not in lines),
        findings=tuple(found for found in common.findings if not _of_a_sheet(found) or found.place.sheet not in named),
    )
    return Parts(common, members, _nameless(nameless, common.findings), monthly)


def _members(rows: Iterable[Row], findings: Iterable[Finding]) -> Reading:
    """Rows of members, their lines, and what was found on their sheets as a whole."""
    own = tuple(rows)
    sheets = {row.place.sheet for row in own}
    told = tuple(finding for finding in findings if _of_a_sheet(finding) and finding.place.sheet in sheets)
    return Reading(rows=own, lines=_lines(own), findings=told)


def _nameless(rows: Iterable[Row], findings: Iterable[Finding]) -> Reading:
    """Rows of members that tell no group, their lines, and what was found where they stand for a whole table."""
    own = _members(rows, ())
    places = {row.place for row in own.rows if row.stands_for_table}
    return replace(own, findings=tuple(finding for finding in findings if finding.place in places))


def _lines(rows: Iterable[Row]) -> tuple[Line, ...]:
    return tuple(dict.fromkeys(line for row in rows for line in row.lines))


def _of_a_sheet(finding: Finding) -> bool:
    """Whether an error is about all whose rows stand on its sheet: a column is missing, say."""
    return finding.severity is Severity.ERROR and not finding.about


def _only(reading: Reading, wanted: Callable[[str], bool]) -> Reading:
    """What was read of some of the sheets."""
    return replace(
        reading,
        rows=tuple(row for row in reading.rows if wanted(row.place.sheet)),
        lines=tuple(line for line in reading.lines if wanted(line.sheet)),
        furniture=frozenset(line for line in reading.furniture if wanted(line.sheet)),
        findings=tuple(finding for finding in reading.findings if wanted(finding.place.sheet)),
    )


def is_monthly(row: Row) -> bool:
    """Whether a row stands in a monthly workbook."""
    return issubclass(RECORDS[row.record], MonthlyRecord)


@dataclass(frozen=True)
class Slices:
    """The recorded rows of the assignment workbooks but for the members. Rows that were lost are in none: they are told
    once, with all.
    """

    shared: tuple[Row, ...]
    """Offices, officials, numbering, decrees."""
    names: tuple[Row, ...]
    """The facilitators' codes alone: the name of a workbook without a card may tell whose it is."""
    own: Waiting
    """By facilitator: the assignment, the groups, the deliveries."""

    def of(self, facilitator: str) -> Reading:
        return Reading(rows=(*self.shared, *self.own.get(facilitator).rows))


def sliced(rows: Iterable[Row], roster: Dossier, own: Waiting) -> Slices:
    """Cut up the rows from which the roster was recorded, and let each facilitator's wait in `own`."""
    recorded = {record.place: record for record in roster.records}
    shared: list[Row] = []
    names: list[Row] = []
    for row in rows:
        record = recorded.get(row.place)
        if record is None:
            continue
        code = _facilitator_of(record)
        if code is None:
            shared.append(row)
        else:
            own.put(code, Reading(rows=(row,)))
        if isinstance(record, Facilitator):
            names.append(replace(row, cells={"code": row.cells["code"]}))
    return Slices(tuple(shared), tuple(names), own)


def _facilitator_of(record: Record) -> str | None:
    """The facilitator's code, or `NOBODY`; None for what belongs to all."""
    match record:
        case Facilitator():
            return record.code
        case Assignment() | Delivery():
            return record.facilitator
        case Group():
            return record.facilitator or NOBODY
        case _:
            return None


def groups_in_turn(roster: Dossier, named: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each group that members name, with the facilitator in whose turn they are judged."""
    for code in named:
        group = roster.groups.get(code) or roster.misspelt.meant(code)
        yield code, (group.facilitator or NOBODY) if group else NOBODY
