"""Whose rows are whose: the assignment workbooks cut into the part of each facilitator and what all share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pipeline.checking.waiting import Waiting
from pipeline.flow import Dossier, Reading, Row
from pipeline.records import RECORDS, Assignment, Delivery, Facilitator, Group, Member, MonthlyRecord, Record


@dataclass(frozen=True)
class Slices:
    """The recorded rows of the assignment workbooks, and members of whom nobody knows the group: that attendance lists
    tell. Other rows that were lost are in none: they are told once, with all.
    """

    shared: tuple[Row, ...]
    """Offices, officials, numbering, decrees."""
    nameless: tuple[Row, ...]
    """The members without a group."""
    names: tuple[Row, ...]
    """The facilitators themselves: the name of a workbook without a card may tell whose it is."""
    own: Waiting
    """By facilitator: the assignment, the groups with their members, the deliveries."""

    def of(self, facilitator: str) -> Reading:
        own = self.own.get(facilitator).rows if facilitator in self.own else ()
        return Reading(rows=(*self.shared, *self.nameless, *own))


def sliced(rows: Iterable[Row], roster: Dossier, own: Waiting) -> Slices:
    """Cut up the rows from which the roster was recorded, and let each facilitator's wait in `own`."""
    recorded = {record.place: record for record in roster.records}
    shared: list[Row] = []
    nameless: list[Row] = []
    names: list[Row] = []
    parts: dict[str, list[Row]] = {code: [] for code in roster.facilitators}
    for row in rows:
        record = recorded.get(row.place)
        if record is None:
            if row.record == Member.__name__ and row.place in roster.nameless:
                nameless.append(row)
            continue
        code = _facilitator_of(record, roster)
        (shared if code is None else parts.setdefault(code, [])).append(row)
        if isinstance(record, Facilitator):
            names.append(row)
    for code, part in parts.items():
        own.put(code, Reading(rows=tuple(part)))
    return Slices(tuple(shared), tuple(nameless), tuple(names), own)


def _facilitator_of(record: Record, roster: Dossier) -> str | None:
    """ "" for what belongs to a facilitator whom nobody knows; None for what belongs to all."""
    match record:
        case Facilitator():
            return record.code
        case Assignment() | Delivery():
            return record.facilitator
        case Group():
            return record.facilitator or ""
        case Member():
            group = roster.groups.get(record.group)
            return (group.facilitator or "") if group else ""
        case _:
            return None


def parted(reading: Reading) -> tuple[Reading, Reading]:
    """One workbook's reading as that of its assignment sheets and that of its monthly sheets, either possibly empty."""
    monthly = {row.place.sheet for row in reading.rows if is_monthly(row)}
    common = {row.place.sheet for row in reading.rows} - monthly
    if not common and any(item.form.startswith("monthly/") for item in reading.inputs):
        return Reading(), reading
    if not monthly:
        return reading, Reading()
    return replace(_only(reading, lambda sheet: sheet not in monthly), inputs=()), _only(reading, monthly.__contains__)


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
