"""The everyday dossier of `tests.documents.world` with a cell for every value, and ways to spoil it."""

from dataclasses import replace
from typing import TypeVar

from pipeline.excel import coordinate
from pipeline.findings import Finding, Place
from pipeline.flow import Dossier, LostRow
from pipeline.records import Office, Record, Session
from pipeline.stage3_validate import validate
from tests.documents import world

R = TypeVar("R", bound=Record)


def typical() -> Dossier:
    """Everything is there and right; every value stands in a cell of its own."""
    dossier = world.typical()
    records = (placed(_told_anew(record), row) for row, record in enumerate(dossier.records, start=2))
    return replace(dossier, records=tuple(records))


def _told_anew(record: Record) -> Record:
    """A session with a topic and a resume of its own; an office in a province that there is."""
    if isinstance(record, Office):
        return record.model_copy(update={"province": "Jawa Tengah"})
    if not isinstance(record, Session):
        return record
    when = f"Pertemuan {record.code} bulan ke-{record.month}."
    return record.model_copy(update={"lesson": f"{record.lesson}. {when}", "resume": f"{record.resume}\n{when}"})


def placed(record: R, row: int) -> R:
    """The record as if read from one row of a sheet named after its class."""
    sheet = type(record).__name__
    fields = [name for name in type(record).model_fields if name not in {"place", "places"}]
    places = {name: Place("buku.xlsx", sheet, coordinate(row, column)) for column, name in enumerate(fields, start=1)}
    return record.model_copy(update={"place": Place("buku.xlsx", sheet, f"A{row}"), "places": places})


def change(dossier: Dossier, record: Record, **values: object) -> Dossier:
    """The dossier with other values in one of its records."""
    changed = record.model_copy(update=values)
    return replace(dossier, records=tuple(changed if old is record else old for old in dossier.records))


def spoiled(dossier: Dossier, record: Record, *names: str) -> Dossier:
    """The dossier after cells of a record could not be read: they are empty, and an error was said of each."""
    faulty = dossier.faulty | {(record.at(name), name) for name in names}
    return replace(change(dossier, record, **dict.fromkeys(names)), faulty=faulty)


def losing(dossier: Dossier, kind: type[Record], /, **told: object) -> Dossier:
    """The dossier when a row of a class could not be recorded of which only these fields could be read."""
    return replace(dossier, lost_rows=(*dossier.lost_rows, LostRow(kind, told)))


def drop(dossier: Dossier, *gone: Record) -> Dossier:
    return replace(dossier, records=tuple(old for old in dossier.records if not any(old is record for record in gone)))


def add(dossier: Dossier, *new: Record) -> Dossier:
    return replace(dossier, records=(*dossier.records, *new))


def found(dossier: Dossier, code: str) -> list[Finding]:
    """Where a message is raised. It can be worded and holds no empty value."""
    findings = [finding for finding in validate(dossier) if finding.code == code]
    assert all("None" not in finding.text + finding.fix for finding in findings)
    return findings


def said(dossier: Dossier, code: str) -> list[tuple[Place, set[str]]]:
    """Where a message is raised, and about whom."""
    return [(finding.place, set(finding.about)) for finding in found(dossier, code)]
