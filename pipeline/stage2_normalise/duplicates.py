"""What may stand only once: a code, a member's number, a session's attendance sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.findings import Finding, Message, Place, Severity
from pipeline.records import (
    Assignment,
    AttendanceSheet,
    Basis,
    Delivery,
    Facilitator,
    Group,
    Member,
    Minutes,
    Numbering,
    Office,
    Partnership,
    Presence,
    Record,
    Session,
    Signer,
    key_of,
)
from pipeline.stage2_normalise.cells import RowReading

STANDS_TWICE = Message(
    "G63",
    Severity.ERROR,
    "Data ini sudah ada di {first}; yang kedua tidak dipakai{which}.",
    "Betulkan kode atau nomornya, atau kosongkan salah satu; barisnya tidak perlu dihapus.",
    "Formulir berkas: satu kode untuk satu data",
)
PRESENCE_DIFFERS = Message(
    "G64",
    Severity.ERROR,
    "Kehadiran anggota nomor {number} di sini {here}, di {first} {there}.",
    "Samakan dengan daftar hadir yang ditandatangani.",
    "Buku Panduan, Target Pekerjaan 1(c) dan 2(b): daftar hadir",
)

_ONE_EACH = (
    Office, Facilitator, Assignment, Group, Member, Session, AttendanceSheet, Minutes, Partnership,
)  # fmt: skip
"""Classes of which a key may stand once."""


@dataclass(slots=True)
class Kept:
    """The readings after doubles were taken out."""

    readings: list[RowReading] = field(default_factory=list)
    repeated: list[RowReading] = field(default_factory=list)
    """Rows that say once more what another row says; their lines count as recorded."""


def without_doubles(readings: Iterable[RowReading]) -> Kept:
    """Of rows with the same identity the first is kept. One that says the same in another workbook is let pass.

    One that says something else is lost: it may have been meant as another. With the head of an attendance sheet its
    marks are lost: most often the sheet is of another session, and what may be missed for them the head tells.
    """
    every = list(readings)
    kept = Kept()
    first: dict[tuple[object, ...], Record] = {}
    right_heads = _right_heads([item.record for item in every if item.record is not None])
    lost_heads: set[Place] = set(right_heads)
    for reading in every:
        record = reading.record
        identity = _identity(record) if record is not None else None
        if isinstance(record, Presence) and record.at("session") in lost_heads:
            kept.readings.append(replace(reading, record=None))
        elif isinstance(record, AttendanceSheet) and (right := right_heads.get(record.at("session"))):
            kept.readings.append(_lost(reading, right, record))
        elif record is None or identity is None or identity not in first:
            kept.readings.append(reading)
            if record is not None and identity is not None:
                first[identity] = record
        elif _says_the_same(first[identity], record) and _may_repeat(first[identity], record):
            kept.repeated.append(reading)
        else:
            if isinstance(record, AttendanceSheet) and not _says_the_same(first[identity], record):
                lost_heads.add(record.at("session"))
            kept.readings.append(_lost(reading, first[identity], record))
    return kept


def _right_heads(records: Iterable[Record]) -> dict[Place, AttendanceSheet]:
    """Where a head of an attendance sheet names a session whose group or day it contradicts, while another head, in
    agreement, names the session too: the cell of its code, with that other head. It may well come first."""
    sessions: dict[str, Session] = {}
    heads: dict[str, list[AttendanceSheet]] = {}
    for record in records:
        if isinstance(record, Session):
            sessions.setdefault(record.key, record)
        elif isinstance(record, AttendanceSheet):
            heads.setdefault(record.session_key, []).append(record)
    right: dict[Place, AttendanceSheet] = {}
    for key, of_session in heads.items():
        agreeing = [head for head in of_session if key in sessions and _agrees(head, sessions[key])]
        if len(of_session) > len(agreeing) > 0:
            right |= {head.at("session"): agreeing[0] for head in of_session if head not in agreeing}
    return right


def _agrees(head: AttendanceSheet, session: Session) -> bool:
    return head.group in (None, session.group) and head.held_on in (None, session.held_on)


def _identity(record: Record) -> tuple[object, ...] | None:
    """What must not stand twice; None for classes of which there may be many alike."""
    if isinstance(record, Presence):
        return (Presence, record.session_key, record.number)
    if isinstance(record, Numbering):
        return (Numbering, record.office, record.kind)
    if isinstance(record, Delivery):  # a month's report that does not tell the month may be of any
        return (Delivery, record.report) if record.month or record.kind != "monthly" else None
    if isinstance(record, Basis | Signer):  # they have no code: only the very same one is a double
        return (type(record), *record.model_dump(exclude={"place", "places"}).values())
    return (type(record), record.key) if isinstance(record, _ONE_EACH) else None


def _says_the_same(first: Record, second: Record) -> bool:
    if isinstance(first, Presence) and isinstance(second, Presence):
        return first.presence == second.presence
    unlike = {"place", "places", "month"}
    return first.model_dump(exclude=unlike) == second.model_dump(exclude=unlike)


def _may_repeat(first: Record, second: Record) -> bool:
    """A list and a matrix may hold the same mark, and two workbooks the same row."""
    return isinstance(first, Presence) or first.place.file != second.place.file


def _lost(reading: RowReading, first: Record, second: Record) -> RowReading:
    about = (second.key,)
    if isinstance(first, Presence) and isinstance(second, Presence):
        finding = PRESENCE_DIFFERS.at(
            second.at("presence"),
            about,
            "presence",
            number=second.number,
            here=second.presence or "kosong",
            first=first.at("presence"),
            there=first.presence or "kosong",
        )
    else:
        finding = stands_twice(first, second, about)
    if _says_the_same(first, second):
        return replace(reading, record=None, findings=(*reading.findings, finding), told=None)
    if isinstance(second, Group) and second.facilitator:
        # It is another group, with a wrong code: no letter is to list the facilitator's groups without it.
        finding = replace(finding, about=(*finding.about, key_of(Facilitator, {"code": second.facilitator})))
    return replace(reading, record=None, findings=(*reading.findings, finding), told=_told(second))


def stands_twice(first: Record, second: Record, about: Iterable[str]) -> Finding:
    """Said of the second; it is named, for a code or number tells the first."""
    name = getattr(second, "name", None)
    return STANDS_TWICE.at(second.place, about, first=first.place, which=f": {name}" if name else "")


def _told(second: Record) -> dict[str, object]:
    """What a row tells that bears another's code or number, which is probably what is wrong with it."""
    in_doubt = {"place", "places"}
    if isinstance(second, Delivery):
        in_doubt |= {"kind", "month"}
    elif not isinstance(second, Presence):
        in_doubt |= {"code", "number", "session"}
    names = type(second).model_fields.keys() - in_doubt
    return {name: value for name in names if (value := getattr(second, name)) is not None}
