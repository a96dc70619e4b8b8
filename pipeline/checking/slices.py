"""Whose rows are whose: the assignment workbooks cut into the part of each facilitator and what all share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.flow import Dossier, Reading, Row
from pipeline.records import RECORDS, Assignment, Delivery, Facilitator, Group, Member, MonthlyRecord, Record


@dataclass(frozen=True)
class Slices:
    """The recorded rows of the assignment workbooks, and members of whom nobody knows the group: that attendance lists
    tell. Other rows that were lost are in none: they are told once, with all.
    """

    shared: tuple[Row, ...]
    """Offices, officials, numbering, decrees; and the members without a group."""
    own: Mapping[str, tuple[Row, ...]]
    """By facilitator: the assignment, the groups with their members, the deliveries."""

    def of(self, facilitator: str) -> tuple[Row, ...]:
        return (*self.shared, *self.own.get(facilitator, ()))


def sliced(rows: Iterable[Row], roster: Dossier) -> Slices:
    """Cut up the rows from which the roster was recorded."""
    recorded = {record.place: record for record in roster.records}
    shared: list[Row] = []
    own: dict[str, list[Row]] = {code: [] for code in roster.facilitators}
    for row in rows:
        record = recorded.get(row.place)
        if record is None:
            if row.record == Member.__name__ and row.place in roster.nameless:
                shared.append(row)
            continue
        code = _facilitator_of(record, roster)
        (shared if code is None else own.setdefault(code, [])).append(row)
    return Slices(tuple(shared), {code: tuple(rows) for code, rows in own.items()})


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
    return (
        replace(
            reading,
            inputs=(),
            rows=tuple(row for row in reading.rows if row.place.sheet not in monthly),
            lines=tuple(line for line in reading.lines if line.sheet not in monthly),
            furniture=frozenset(line for line in reading.furniture if line.sheet not in monthly),
            findings=tuple(finding for finding in reading.findings if finding.place.sheet not in monthly),
        ),
        replace(
            reading,
            rows=tuple(row for row in reading.rows if row.place.sheet in monthly),
            lines=tuple(line for line in reading.lines if line.sheet in monthly),
            furniture=frozenset(line for line in reading.furniture if line.sheet in monthly),
            findings=tuple(finding for finding in reading.findings if finding.place.sheet in monthly),
        ),
    )


def is_monthly(row: Row) -> bool:
    """Whether a row stands in a monthly workbook."""
    return issubclass(RECORDS[row.record], MonthlyRecord)
