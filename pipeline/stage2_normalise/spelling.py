"""How cells were read that do not hold their value in the standard form: what was understood is told at the cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from pipeline import indonesian
from pipeline.files import FileFacts
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Cell, CellValue, Row
from pipeline.knowledge import Programme
from pipeline.records import Record, named_in
from pipeline.stage2_normalise.faults import echo
from pipeline.stage2_normalise.fields import Fields

_FORM = "Formulir berkas"

READ_AS_EMPTY = Message(
    "G37",
    Severity.NOTE,
    "«{value}» pada «{heading}» dibaca sebagai kosong.",
    "Kosongkan sel ini bila memang tidak ada isinya.",
    _FORM,
)
READ_AS = Message(
    "G38", Severity.NOTE, "«{value}» dibaca {read}.", "Periksa apakah itu maksudnya; bila bukan, betulkan.", _FORM
)
THOUSANDS_COMMA = Message(
    "G39",
    Severity.WARNING,
    "«{value}» dibaca {read}: koma di depan tiga angka dianggap pemisah ribuan.",
    "Tulis titik di antara ribuan dan koma di depan sen: {read}.",
    "EYD V: penulisan bilangan",
)
READ_AS_RANGE = Message(
    "G58",
    Severity.NOTE,
    "«{value}» dibaca sebagai «{start}» {first} dan «{end}» {last}.",
    "Tulis awal dan akhir masing-masing di kolomnya.",
    _FORM,
)
IDENTITY_BY_FORMULA = Message(
    "G59",
    Severity.WARNING,
    "«{heading}» adalah hasil rumus; nomor itu berubah bila sel sumbernya berubah.",
    "Ganti rumusnya dengan nomor yang diketik sebagai teks.",
    "Sifat Excel: hasil rumus mengikuti sel sumbernya",
)
WRONG_WEEKDAY = Message(
    "C01",
    Severity.ERROR,
    "Tertulis hari {written}, padahal {date} adalah hari {weekday}.",
    "Periksa kalender dan jadwal, lalu betulkan hari atau tanggalnya.",
    "Kalender: hari mengikuti tanggalnya",
)

_DASHES = frozenset(("-", "--", "---", "–", "—", "null"))
_NOTHING = _DASHES | {"nihil", "n/a", "tidak ada", "tdk ada"}
_NOTHING_YET = _NOTHING | {"belum ada", "blm ada", "belum punya", "blm punya", "tidak punya", "tdk punya"}
_LONGEST_NOTHING = max(map(len, _NOTHING_YET))
_TIME = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_PHONE = re.compile(r"(?:\(0[2-79][0-9]{1,2}\)|0)[0-9 -]*")


def says_nothing(text: str, kind: str, spellings: Mapping[str, str]) -> bool:
    """Whether a cell holds a sign for "nothing". `spellings` are those of its closed list, which may have one, too.

    In free text "nihil" and "tidak ada" are what the person has to say, and in any text "belum ada": so a group's
    permits are written that has none. An end at "selesai" is an open one.
    """
    if len(text) > _LONGEST_NOTHING + 2 or kind == "mark":
        return False
    word = " ".join(text.split()).casefold()
    if kind == "time" and word == "selesai":
        return True
    signs = _DASHES if kind == "lines" else _NOTHING if kind == "text" else _NOTHING_YET
    return word in signs and not spellings.get(indonesian.heading_key(word))


def with_ranges(row: Row, fields: Fields) -> tuple[Row, list[Finding]]:
    """The row with ranges that stand in one cell ("09.00-11.30") parted into start and end, if the end is not given."""
    found = []
    for start, end in fields.ranges:
        cell = row.cells.get(start)
        if cell is None or not isinstance(cell.value, str) or not (end not in row.cells or row.cells[end].empty):
            continue
        parted = _range(cell.value)
        if parted is None:
            continue
        first, last = (Cell(value, cell.place, formula=cell.formula) for value in parted)
        row = replace(row, cells={**row.cells, start: first, end: last})
        names = {"start": fields.heading(start), "end": fields.heading(end)}
        shown = {"first": _written(parted[0]), "last": _written(parted[1]) or "kosong"}
        found.append(READ_AS_RANGE.at(cell.place, name=start, value=echo(cell), **names, **shown))
    return row, found


def with_zone(row: Row) -> Row:
    """The row with the time zone that is named beside its hours as if it had a column of its own."""
    for name in ("starts", "ends"):
        cell = row.cells.get(name)
        zone = indonesian.read_zone(cell.value) if cell and isinstance(cell.value, str) else None
        if cell and zone:
            return replace(row, cells={**row.cells, "zone": Cell(zone, cell.place)})
    return row


def _range(text: str) -> tuple[CellValue, CellValue] | None:
    if days := indonesian.read_date_range(text):
        return days
    times = indonesian.read_time_range(text)
    return times if times and indonesian.read_time(text) is None else None


def told(row: Row, fields: Fields, record: Record, programme: Programme) -> Iterator[Finding]:
    """What the record's cells say in another form than the standard one."""
    for name, kind in fields.told.items():
        cell = row.cells.get(name)
        if cell is None or cell.value is None or cell.empty:
            continue
        read = getattr(record, name)
        if read is None:
            continue
        if kind in ("identity", "phone") and cell.formula:
            yield IDENTITY_BY_FORMULA.at(cell.place, name=name, heading=fields.heading(name))
        if _is_standard(kind, cell.value, read, programme):
            continue
        yield _wrong_weekday(name, cell, read) or _read_as(name, kind, cell, read, programme)


def _wrong_weekday(name: str, cell: Cell, read: object) -> Finding | None:
    """A date, as it was read, whose weekday, written beside it, is that of another day."""
    written = indonesian.read_date(cell.value) if isinstance(cell.value, str) else None
    if not isinstance(read, date) or written is None or written.weekday is None or written.weekday == read.weekday():
        return None
    return WRONG_WEEKDAY.at(
        cell.place,
        name=name,
        written=indonesian.WEEKDAYS[written.weekday],
        date=indonesian.long_date(read),
        weekday=indonesian.weekday(read),
    )


def _read_as(name: str, kind: str, cell: Cell, read: object, programme: Programme) -> Finding:
    message = READ_AS
    if kind == "money" and isinstance(cell.value, str) and isinstance(read, Decimal):
        amount = indonesian.read_money(cell.value)
        digits = re.sub(r"[^0-9]", "", cell.value.partition("(")[0])
        if amount and amount.ambiguous and "," in cell.value and digits == str(int(read)):
            message = THOUSANDS_COMMA
    written = _labels(kind, read, programme) if kind.startswith("choice") else _written(read)
    return message.at(cell.place, name=name, value=echo(cell), read=written)


def _is_standard(kind: str, value: CellValue, read: object, programme: Programme) -> bool:
    """Whether a cell holds its value as the form asks for it. What is not text is, but for numbers in place of it."""
    if not isinstance(value, str):
        unusual = datetime if kind == "time" else FileFacts
        return kind in ("money", "integer") or not isinstance(value, int | float | FileFacts | unusual)
    what, _, name = kind.partition(":")
    match what:
        case "day":
            read = indonesian.read_date(value)
            right = read is not None and read.weekday in (None, read.date.weekday())
            return right and read is not None and read.standard
        case "time":
            return _TIME.fullmatch(value.strip()) is not None
        case "money":
            amount = indonesian.read_money(value)
            return amount is not None and amount.standard
        case "integer":
            return value.strip() == str(read)
        case "identity":
            number = str(read)
            return indonesian.clean(value) in (number, indonesian.nip_groups(number), indonesian.npwp_display(number))
        case "phone":
            return _PHONE.fullmatch(value.strip()) is not None
        case "choice":
            return _folded(value) in programme.standard_spellings[name]
        case _:
            known = programme.standard_spellings[name]
            return all(_folded(part) in known for part in named_in(value))


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _labels(kind: str, read: object, programme: Programme) -> str:
    """What people read for one or several entries of a closed list."""
    name = kind.partition(":")[2]
    chosen = read if isinstance(read, tuple) else (read,)
    return "; ".join(programme.label(name, str(key)) for key in chosen)


def _written(read: object) -> str:
    """A value as the form asks for it."""
    match read:
        case date():
            return indonesian.long_date(read)
        case time():
            return indonesian.time_of_day(read)
        case Decimal():
            return indonesian.rupiah(read)
        case str():
            return indonesian.phone_display(read)
        case _:
            return "" if read is None else str(read)
