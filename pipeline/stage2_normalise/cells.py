"""A row becomes a record; what is wrong or odd about its cells is told at the cell, and whom it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline import excel, indonesian
from pipeline.files import FileFacts
from pipeline.findings import Finding, Place, Severity
from pipeline.flow import Cell, Row
from pipeline.knowledge import Programme
from pipeline.records import RECORDS, CellContext, Record, key_of
from pipeline.stage2_normalise import faults, spelling
from pipeline.stage2_normalise.fields import Fields, fields_of

_FIRST_YEAR = 1901
"""Excel's day 1 lies in 1900: a date of that year is a small number that was formatted as a date."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read any row."""

    programme: Programme
    context: CellContext


def reader_of(programme: Programme) -> Reader:
    return Reader(programme, CellContext(programme.choice_lists, programme.year))


@dataclass(frozen=True, slots=True)
class RowReading:
    """What became of a row: a record, or None when it is lost; whom it is about; what was wrong with it."""

    row: Row
    record: Record | None
    key: str
    """"" when not even the key could be read."""
    findings: tuple[Finding, ...] = ()
    told: Mapping[str, object] | None = None
    """Of a lost row: its fields as far as they could be read and are not in doubt themselves. None when nothing can be
    missed for it: it is recorded, or says only what another row says."""
    spelled: tuple[tuple[Place, str], ...] = ()
    """What stands in cells that name another row's code, where the record has the code in another spelling."""


def read_row(row: Row, given: Mapping[str, object], reader: Reader) -> RowReading:
    """The record of a row. `given` are values that do not stand in the row: facilitator and month.

    A faulty cell of a field that may be empty is told and left out; without its identity the row is lost.
    """
    fields = fields_of(row.form, row.record)
    row = spelling.with_zone(row) if "zone" in fields.kinds else row
    row, found = spelling.with_ranges(row, fields) if fields.ranges else (row, [])
    values = dict(given)
    wrong: dict[str, Finding] = {}
    for name, cell in row.cells.items():
        if cell.empty:
            if name in fields.required:
                wrong[name] = faults.EMPTY.at(cell.place, name=name, heading=fields.heading(name))
            continue
        said = _instead_of_a_value(fields, name, cell, reader)
        if said is None:
            values[name] = cell.value
        elif said.severity is Severity.ERROR:
            wrong[name] = said
        else:
            found.append(said)
    record, refused = _record(row, values, reader)
    for error in refused:
        name = str(error["loc"][0]) if error["loc"] else ""
        if name in row.cells and name not in wrong:
            wrong[name] = faults.refusal(fields, name, row.cells[name], error, reader.programme)
    if record is not None:
        found += spelling.told(row, fields, record, reader.programme)
    spelled = _spelled(row, fields, record) if record is not None else ()
    if not wrong and not found and record is not None:
        return RowReading(row, record, record.key, spelled=spelled)
    told = _readable(row, values, reader) if record is None else None
    key = record.key if record is not None else key_of(RECORDS[row.record], told or {})
    findings = tuple(_about(finding, record, key) for finding in (*wrong.values(), *found))
    return RowReading(row, record, key, findings, told, spelled)


def _spelled(row: Row, fields: Fields, record: Record) -> tuple[tuple[Place, str], ...]:
    """What stands in cells that name a code, where it is not the code as the record has it."""
    cells = ((row.cells.get(name), getattr(record, name)) for name in fields.naming)
    return tuple((cell.place, faults.echo(cell)) for cell, code in cells if cell and code and cell.value != code)


def _instead_of_a_value(fields: Fields, name: str, cell: Cell, reader: Reader) -> Finding | None:
    """What a filled cell holds in place of a value; None when it holds one."""
    if cell.fault:
        return faults.fault(fields, name, cell)
    value = cell.value.name if isinstance(cell.value, FileFacts) else cell.value
    if isinstance(value, str):
        kind = fields.kinds.get(name, "")
        if spelling.says_nothing(value, kind, reader.context.lists.get(fields.choices.get(name, ""), {})):
            message = faults.EMPTY if name in fields.required else spelling.READ_AS_EMPTY
            return message.at(cell.place, name=name, heading=fields.heading(name), value=faults.echo(cell))
        if indonesian.is_placeholder(value) and kind != "mark":
            return faults.PLACEHOLDER.at(cell.place, name=name, heading=fields.heading(name), value=faults.echo(cell))
    elif isinstance(value, datetime) and value.year < _FIRST_YEAR and name in fields.days:
        return faults.WRONG_DAY.at(cell.place, name=name, value=value.date())
    return None


def _about(finding: Finding, record: Record | None, key: str) -> Finding:
    """The finding with whom it concerns: of a lost row whom the row is about, else whom the field is about."""
    concerned = key_of(type(record), vars(record), finding.field) if record is not None else key
    return replace(finding, about=(concerned,)) if concerned else replace(finding, about=(), beside=key)


def _record(row: Row, values: dict[str, object], reader: Reader) -> tuple[Record | None, list[ErrorDetails]]:
    """The record, without the fields that pydantic refuses, and the refusals; None when its identity is among them."""
    record = RECORDS[row.record]
    known = {**values, "place": row.place, "places": {name: cell.place for name, cell in row.cells.items()}}
    try:
        return record.model_validate(known, context=reader.context), []
    except ValidationError as error:
        refused = error.errors(include_url=False, include_input=False)
    names = {refusal["loc"][0] if refusal["loc"] else "" for refusal in refused}
    for name in names:
        values.pop(str(name), None)
    if any(name not in record.model_fields or record.model_fields[str(name)].is_required() for name in names):
        return None, refused
    kept = {name: value for name, value in known.items() if name not in names}
    return record.model_validate(kept, context=reader.context), refused


def _readable(row: Row, values: Mapping[str, object], reader: Reader) -> dict[str, object]:
    """The fields of a lost row that can be read one by one."""
    record = RECORDS[row.record]
    readable: dict[str, object] = {}
    swallowed = {name: cell.value for name, cell in row.cells.items() if cell.fault == excel.SWALLOWED}
    for name, value in {**swallowed, **values}.items():
        try:
            checked = record.__pydantic_validator__.validate_assignment(
                record.model_construct(), name, value, context=reader.context
            )
        except ValidationError:
            continue
        if (read := getattr(checked, name)) is not None:
            readable[name] = read
    return readable
