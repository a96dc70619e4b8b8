"""Attendance from a matrix: which session stands above each mark."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Row
from pipeline.records import Presence, Session
from pipeline.stage2_normalise.cells import RowReading
from pipeline.stage2_normalise.fields import fields_of

NO_SESSION = Message(
    "C02",
    Severity.ERROR,
    "Tidak ada pertemuan {above} untuk kelompok {group} pada lembar Pertemuan.",
    "Samakan judul kolom ini dengan kode atau tanggal pada lembar Pertemuan.",
    "Buku Panduan, Target Pekerjaan 1 dan 2: setiap pertemuan disertai daftar hadir",
)
SEVERAL_SESSIONS = Message(
    "C03",
    Severity.ERROR,
    "Ada beberapa pertemuan {above} untuk kelompok {group}: {codes}.",
    "Ganti judul kolom ini dengan kode pertemuan.",
    "Buku Panduan, Target Pekerjaan 1 dan 2: setiap pertemuan disertai daftar hadir",
)


def with_date_above(row: Row) -> Row:
    """A row of a matrix whose column is headed by a date carries it as `held_on`; its session is found later."""
    above = fields_of(row.form, row.record).across
    cell = row.cells.get(above)
    if row.record != Presence.__name__ or cell is None:
        return row
    if not isinstance(cell.value, date | datetime) and not (
        isinstance(cell.value, str) and indonesian.read_date(cell.value)
    ):
        return row
    others = {name: other for name, other in row.cells.items() if name != above}
    return replace(row, cells={**others, "held_on": cell})


def resolved(readings: Iterable[RowReading]) -> list[RowReading]:
    """The same readings; a mark of a matrix now names its session, or is lost with a finding at its heading."""
    readings = list(readings)
    sessions = [reading.record for reading in readings if isinstance(reading.record, Session)]
    # Keys of sessions; of months in which a session cannot be told; of months with a group that met in them.
    known = {session.key for session in sessions} | {
        reading.key for reading in readings if reading.row.record == Session.__name__
    }
    known |= {f"month:{item.facilitator}/{item.month}" for item in sessions if None in (item.held_on, item.group)}
    known |= {f"month:{session.facilitator}/{session.month}/{session.group}" for session in sessions}
    by_day: dict[tuple[str, int, date | None], list[Session]] = {}
    for session in sessions:
        same_day = by_day.setdefault((session.facilitator, session.month, session.held_on), [])
        if session.code not in (other.code for other in same_day):  # one that stands twice is said of the second
            same_day.append(session)
    return [_resolve(reading, by_day, known) for reading in readings]


def _resolve(
    reading: RowReading, by_day: Mapping[tuple[str, int, date | None], list[Session]], known: set[str]
) -> RowReading:
    mark = reading.record
    if not fields_of(reading.row.form, reading.row.record).across or not isinstance(mark, Presence):
        return reading
    month = f"month:{mark.facilitator}/{mark.month}"
    if mark.session_key in known:
        return reading
    fitting = [
        session
        for session in by_day.get((mark.facilitator, mark.month, mark.held_on), [])
        if mark.held_on is not None and mark.session is None and mark.group in (None, session.group)
    ]
    if len(fitting) == 1:
        found = mark.model_copy(update={"session": fitting[0].code})
        return replace(reading, record=found, key=found.key)
    if month in known:  # the code, the day or the group of a session could not be read: it may be this one
        return replace(reading, record=None, key=month, told=_told(mark, "group", "session", "held_on"))
    if mark.session is not None:
        return _lost(reading, mark, NO_SESSION, mark.session, ())
    if mark.held_on is None:
        return replace(reading, record=None, told=_told(mark, "group"))
    if mark.group is not None and f"{month}/{mark.group}" not in known:
        return _lost(reading, mark, NO_SESSION, "bulan ini", (), at="group")
    message = SEVERAL_SESSIONS if fitting else NO_SESSION
    return _lost(reading, mark, message, indonesian.long_date(mark.held_on), [session.code for session in fitting])


def _lost(
    reading: RowReading, mark: Presence, message: Message, above: str, codes: Iterable[str], at: str = ""
) -> RowReading:
    place = mark.at(at or ("session" if mark.session else "held_on"))
    about = [f"session:{mark.facilitator}/{mark.month}/{code}" for code in codes]
    month = f"month:{mark.facilitator}/{mark.month}"
    finding: Finding = message.at(
        place, about=about or [month], above=above, group=mark.group or "mana pun", codes=", ".join(codes)
    )
    right = ("group", "held_on") if message is SEVERAL_SESSIONS else () if at == "group" else ("group",)
    return replace(reading, record=None, key=month, findings=(*reading.findings, finding), told=_told(mark, *right))


def _told(mark: Presence, *right: str) -> dict[str, object]:
    """What a lost mark tells: whose it is, and of its sheet's group and its heading what is not wrong itself."""
    names = ("facilitator", "month", *right)
    return {name: value for name in names if (value := getattr(mark, name)) is not None}
