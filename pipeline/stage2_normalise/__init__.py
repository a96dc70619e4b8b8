"""Stage 2: rows become records, gathered in a dossier.

How the modules serve it:

    cells       one row: pydantic reads the cells
    faults      what is wrong with a cell
    spelling    how a cell was read that is not in the standard form
    fields      what must be known of a form's fields
    months      whose monthly workbook is whose
    ownership   what its name tells of that
    sent_twice  workbooks of one month: copies, or contradictory
    sessions    which session stands above a mark of an attendance matrix
    duplicates  what may stand only once
    nameless    rows that do not tell their own code, and who waits for them

No disk, no clock, no chance: the same reading gives the same dossier.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.findings import NOWHERE, Finding, Place, Severity, errors
from pipeline.flow import Bounds, Cell, Dossier, Line, LostRow, Reading, Row
from pipeline.knowledge import Programme
from pipeline.records import NAMING, RECORDS, Facilitator, Member, MonthCard, MonthlyRecord, Record
from pipeline.stage2_normalise.cells import Reader, RowReading, read_row, reader_of
from pipeline.stage2_normalise.duplicates import without_doubles
from pipeline.stage2_normalise.months import Owners, owners
from pipeline.stage2_normalise.nameless import about_those_waiting, places_of, with_those_waiting
from pipeline.stage2_normalise.ownership import keys_by_name
from pipeline.stage2_normalise.sessions import resolved, with_date_above

__all__ = ["about_those_waiting", "facilitators_of_files", "groups_of_members", "merged", "normalise", "places_of"]

_SPENT = Cell(None, NOWHERE)
"""In the place of cells that were read: only of which fields the row has cells is still asked."""


def normalise(
    reading: Reading, programme: Programme, today: date, light: Callable[[Record], Record] | None = None
) -> tuple[Dossier, tuple[Finding, ...]]:
    """The dossier of a reading, and everything found so far.

    The findings are those of stage 1, completed by whom they are about, and those of this stage: they replace
    `reading.findings`. Where the assignment workbooks are large, `light` makes their records lighter one by one, of
    the same values; then nothing else is kept of their rows either.
    """
    reader = reader_of(programme)
    bounds = Bounds()
    common = [_bounded(item, bounds) for item in _common(reading, reader, light)]
    roster = [item.record.code for item in common if isinstance(item.record, Facilitator)]
    owned = owners(reading, roster, reader)
    monthly = [
        _bounded(_read_monthly(row, owned, reader), bounds)
        for row in reading.rows
        if _is_monthly(row) and not _is_copy(row, owned)
    ]
    kept = without_doubles([*common, *resolved(owned.in_turn([*_cards(owned), *monthly]))])
    copied = (row for row in reading.rows if _is_copy(row, owned))
    recorded = _lines([*copied, *(item.row for item in (*kept.readings, *kept.repeated) if item.record is not None)])
    readings = [*kept.readings, *kept.repeated]
    told = [*_concerning(reading, readings, owned, roster), *owned.findings, *bounds.told()]
    findings = merged([*told, *(finding for item in readings for finding in item.findings)])
    lost = [item for item in kept.readings if item.record is None]
    dossier = Dossier(
        programme,
        today,
        (*(item.record for item in kept.readings if item.record is not None), *owned.stand_ins),
        lost=frozenset(item.key for item in lost if item.key),
        contested=_contested(kept.readings),
        lost_rows=tuple(LostRow(RECORDS[item.row.record], item.told) for item in lost if item.told is not None),
        faulty=frozenset((finding.place, finding.field) for finding in errors(findings) if finding.field),
        recorded=recorded,
        lost_lines=frozenset(reading.lines) - reading.furniture - recorded,
        furniture=reading.furniture,
        alone=frozenset(item.path for item in reading.inputs if item.alone),
    )
    dossier = replace(dossier, written=_of_unknown_codes(dossier, readings))
    return with_those_waiting(dossier, findings, kept.readings)


def _contested(readings: Iterable[RowReading]) -> frozenset[str]:
    """Keys of members that are recorded of one row and lost with another."""
    members = [item for item in readings if item.row.record == Member.__name__]
    recorded = {item.key for item in members if item.record is not None}
    return frozenset(recorded.intersection(item.key for item in members if item.record is None))


def _of_unknown_codes(dossier: Dossier, readings: Iterable[RowReading]) -> dict[Place, str]:
    """What stands in the cells of codes that nobody has, where the records have it in another spelling."""
    spelled = dict(spelled for item in readings for spelled in item.spelled)
    if not spelled:
        return {}
    known = dossier.offices.keys() | dossier.facilitators.keys() | dossier.groups.keys()
    naming = [named for kind in NAMING for named in dossier.naming(kind)]
    return {
        place: spelled[place]
        for record, name, code in naming
        if (place := record.at(name)) in spelled and code not in known
    }


def facilitators_of_files(
    reading: Reading, roster: Sequence[str], programme: Programme
) -> tuple[Mapping[str, str], frozenset[str]]:
    """In whose turn each monthly workbook is read, a workbook that nobody knows is missing; and the months whose
    workbook has another one's card, so that it is read in the turn of that one. Of `reading` only the inputs and the
    identity cards are needed; `roster` are the facilitators' codes of the assignment workbook, if any.
    """
    owned = owners(reading, roster, reader_of(programme))
    whose = {file: owner.facilitator for file, owner in owned.by_file.items()}
    return whose, frozenset(owner.key for owner in owned.misled.values())


def groups_of_members(rows: Iterable[Row], programme: Programme) -> list[str]:
    """The code of the group that each row of a member tells; "" when it tells none."""
    reader = reader_of(programme)
    read = (read_row(row, {}, reader) for row in rows)
    return [
        item.record.group if isinstance(item.record, Member) else str((item.told or {}).get("group", ""))
        for item in read
    ]


def _common(reading: Reading, reader: Reader, light: Callable[[Record], Record] | None) -> Iterator[RowReading]:
    """What became of the rows of the assignment workbooks."""
    headings: dict[tuple[str, ...], Mapping[str, Cell]] = {}
    for row in reading.rows:
        if _is_common(row):
            item = read_row(row, {}, reader)
            if light and item.record:
                names = tuple(row.cells)
                cells = headings.setdefault(names, dict.fromkeys(names, _SPENT))
                item = replace(item, row=replace(row, cells=cells), record=light(item.record))
            yield item


def _bounded(item: RowReading, bounds: Bounds) -> RowReading:
    kept = bounds.kept(item.findings)
    return item if len(kept) == len(item.findings) else replace(item, findings=kept)


def _is_common(row: Row) -> bool:
    """Whether a row stands in the assignment workbook."""
    return not issubclass(RECORDS[row.record], MonthlyRecord)


def _is_monthly(row: Row) -> bool:
    """Whether a row belongs to a facilitator's month; the identity cards, which are read first, are not among them."""
    return not _is_common(row) and row.record != MonthCard.__name__


def _is_copy(row: Row, owned: Owners) -> bool:
    return row.place.file in owned.copies


def _cards(owned: Owners) -> list[RowReading]:
    """The identity cards of workbooks that are no copies; those of workbooks that are not used are lost."""
    return [
        replace(item, record=None) if owned.unused(item.row.place.file) else item
        for item in owned.cards
        if item.row.place.file not in owned.copies
    ]


def _read_monthly(row: Row, owned: Owners, reader: Reader) -> RowReading:
    """A row of a monthly workbook, with its facilitator and month; lost when nobody knows whose it is."""
    owner = owned.of(row.place.file)
    if owner is None:
        return RowReading(row, None, "")
    given = {"facilitator": owner.facilitator, "month": owner.month}
    item = read_row(with_date_above(row), given, reader)
    if owned.unused(row.place.file):
        return replace(item, record=None, findings=(), told=given)
    return item


def _lines(rows: Iterable[Row]) -> frozenset[Line]:
    return frozenset(line for row in rows for line in row.lines)


def _concerning(
    reading: Reading, readings: Iterable[RowReading], owned: Owners, roster: Sequence[str]
) -> list[Finding]:
    """The findings of stage 1, its errors with whom they are about."""
    by_sheet: dict[tuple[str, str], list[RowReading]] = {}
    for item in readings:
        by_sheet.setdefault((item.row.place.file, item.row.place.sheet), []).append(item)
    found = []
    for finding in reading.findings:
        if finding.severity is Severity.ERROR and not finding.about:
            of_sheet = by_sheet.get((finding.place.file, finding.place.sheet), [])
            lacking = [item.key for item in of_sheet if item.key and finding.field not in item.row.cells]
            common = bool(of_sheet) and all(_is_common(item.row) for item in of_sheet)
            owner = None if common else owned.of(finding.place.file)
            about = lacking or ([owner.key] if owner else keys_by_name(finding.place.file, roster))
            finding = replace(finding, about=tuple(dict.fromkeys(about)))
        found.append(finding)
    return found


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once: twenty rows that carry the same faulty cell of a card tell it together."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        what = (finding.message, finding.place, finding.field, *sorted(finding.values.items()))
        together.setdefault(what, []).append(finding)
    return tuple(_about_all(same) for same in together.values())


def _about_all(same: Sequence[Finding]) -> Finding:
    """The last of findings that say the same, about all whom they are about."""
    about = tuple(dict.fromkeys(key for finding in same for key in finding.about))
    return replace(same[-1], about=about) if about != same[-1].about else same[-1]
