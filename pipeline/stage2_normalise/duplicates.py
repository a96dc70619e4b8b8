"""What may stand only once: a code, a member's number, a session's attendance sheet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.findings import Finding, Message, Place, Severity
from pipeline.records import (
    Assignment,
    AttendanceSheet,
    Basis,
    Delivery,
    Facilitator,
    FollowUp,
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

    One that says something else is lost: it may have been meant as another. With the card of an attendance sheet or of
    minutes the rows below it are lost: most often the sheet is of another session, and what may be missed for them the
    card tells.
    """
    every = list(readings)
    kept = Kept()
    first: dict[tuple[object, ...], Record] = {}
    right_cards = _right_cards([item.record for item in every if item.record is not None])
    lost_cards: set[Place] = set(right_cards)
    for reading in every:
        record = reading.record
        identity = _identity(record) if record is not None else None
        if isinstance(record, Presence | FollowUp) and record.at("session") in lost_cards:
            kept.readings.append(replace(reading, record=None))
        elif isinstance(record, AttendanceSheet | Minutes) and (right := right_cards.get(record.at("session"))):
            kept.readings.append(_lost(reading, right, record))
        elif record is None or identity is None or identity not in first:
            kept.readings.append(reading)
            if record is not None and identity is not None:
                first[identity] = record
        elif _says_the_same(first[identity], record) and _may_repeat(first[identity], record):
            kept.repeated.append(reading)
        else:
            if isinstance(record, AttendanceSheet | Minutes) and not _says_the_same(first[identity], record):
                lost_cards.add(record.at("session"))
            kept.readings.append(_lost(reading, first[identity], record))
    return kept


def _right_cards(records: Sequence[Record]) -> dict[Place, Record]:
    """Where a sheet names a session that it contradicts while another sheet, in agreement, names it too: the cell of
    its code, with that other card. It may well come first. An attendance sheet agrees by its group and day, minutes by
    the number of those who were present."""
    sessions = {record.key: record for record in records if isinstance(record, Session)}
    present = Counter(one.session_key for one in records if isinstance(one, Presence) and one.presence == "H")
    cards: dict[tuple[type[Record], str], list[AttendanceSheet | Minutes]] = {}
    for record in records:
        if isinstance(record, AttendanceSheet | Minutes) and record.session_key in sessions:
            cards.setdefault((type(record), record.session_key), []).append(record)
    right: dict[Place, Record] = {}
    for (_, key), several in cards.items():
        agreeing = [card for card in several if _agrees(card, sessions[key], present[key])]
        if len(several) > len(agreeing) > 0:
            right |= {card.at("session"): agreeing[0] for card in several if card not in agreeing}
    return right


def _agrees(card: AttendanceSheet | Minutes, session: Session, present: int) -> bool:
    if isinstance(card, Minutes):
        return card.present == present
    return card.group in (None, session.group) and card.held_on in (None, session.held_on)


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
