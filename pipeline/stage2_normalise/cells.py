"""What can be wrong with a cell, and whom it concerns: pydantic's refusals become messages at the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline import excel, indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Cell, Row
from pipeline.knowledge import Programme
from pipeline.records import RECORDS, Record, key_of
from pipeline.stage2_normalise.fields import Fields, fields_of

_FORM = "Formulir berkas"
_EXCEL_DIGITS = "Sifat Excel: hanya 15 angka penting yang disimpan"

EMPTY = Message("G40", Severity.ERROR, "«{heading}» belum diisi.", "Isi sel ini.", "Formulir berkas: isian wajib")
ERROR_VALUE = Message(
    "G41",
    Severity.ERROR,
    "«{heading}» berisi kesalahan rumus {value}.",
    "Perbaiki rumusnya, atau ketik nilainya.",
    "Sifat Excel: rumus yang gagal tidak mempunyai nilai",
)
UNCALCULATED = Message(
    "G42",
    Severity.ERROR,
    "«{heading}» berisi rumus yang belum dihitung.",
    "Buka buku kerja ini di Excel, simpan, lalu ulangi.",
    "Sifat Excel: hasil rumus baru ada setelah dihitung dan disimpan",
)
CONTROL_CHARACTERS = Message(
    "G43",
    Severity.ERROR,
    "«{heading}» memuat karakter kendali ({value}).",
    "Hapus isi sel ini dan ketik ulang.",
    "XML 1.0, bagian 2.2: karakter yang tidak boleh ada dalam dokumen",
)
MALFORMED = Message(
    "G44",
    Severity.ERROR,
    "Isi «{heading}» rusak dan tidak terbaca.",
    "Hapus isi sel ini dan ketik ulang.",
    "Format .xlsx (ISO/IEC 29500)",
)
SWALLOWED = Message(
    "G45",
    Severity.ERROR,
    "«{heading}» pada baris ini tertutup sel gabungan.",
    "Pisahkan sel gabungan itu dan isi setiap barisnya.",
    "Formulir berkas: satu baris untuk satu data",
)
IDENTITY_AS_NUMBER = Message(
    "G46",
    Severity.ERROR,
    "«{heading}» tersimpan sebagai bilangan; angka terakhirnya mungkin sudah berubah.",
    "Ubah format sel menjadi Teks, lalu ketik ulang seluruh angkanya dari dokumen asli.",
    _EXCEL_DIGITS,
)
WRONG_NIK = Message(
    "G47",
    Severity.ERROR,
    "NIK {value} {fault}.",
    "Cocokkan dengan KTP atau kartu keluarga, lalu ketik ulang sebagai teks.",
    "Struktur NIK (UU 24/2013 tentang Administrasi Kependudukan)",
)
WRONG_NIP = Message(
    "G48",
    Severity.ERROR,
    "NIP {value} {fault}.",
    "Cocokkan dengan surat keputusan kepegawaian, lalu ketik ulang sebagai teks.",
    "Struktur NIP (Peraturan Kepala BKN 22/2007)",
)
WRONG_NPWP = Message(
    "G49",
    Severity.WARNING,
    "NPWP {value} {fault}; nomor ini tidak dipakai.",
    "Cocokkan dengan kartu NPWP, lalu ketik ulang sebagai teks.",
    "Struktur NPWP (PMK 112/PMK.03/2022)",
)
WRONG_PHONE = Message(
    "G50",
    Severity.WARNING,
    "«{value}» bukan nomor telepon Indonesia; nomor ini tidak dipakai.",
    "Tulis nomor lengkap diawali 0, misalnya 0812-3456-7890, sebagai teks.",
    "Rencana dasar teknis telekomunikasi nasional: penomoran",
)
WRONG_DAY = Message(
    "G51",
    Severity.ERROR,
    "«{value}» bukan tanggal yang terbaca.",
    "Tulis tanggal lengkap: hari, bulan, tahun; misalnya 04/05/2015 atau 4 Mei 2015.",
    _FORM,
)
WRONG_TIME = Message("G52", Severity.ERROR, "«{value}» bukan jam yang terbaca.", "Tulis jam seperti 08.30.", _FORM)
WRONG_MONEY = Message(
    "G53",
    Severity.ERROR,
    "«{value}» bukan jumlah uang yang terbaca.",
    "Tulis angkanya saja, misalnya 2200000 atau Rp2.200.000,00.",
    _FORM,
)
WRONG_INTEGER = Message(
    "G54", Severity.ERROR, "«{value}» bukan bilangan bulat 0 atau lebih.", "Tulis angka saja, misalnya 7.", _FORM
)
NOT_IN_LIST = Message(
    "G55",
    Severity.ERROR,
    "«{value}» tidak ada dalam pilihan «{heading}».",
    "Pilih salah satu: {allowed}.",
    "Daftar pilihan program",
)
NOT_UNDERSTOOD = Message(
    "G56", Severity.ERROR, "Isi «{heading}» tidak terbaca: «{value}».", "Isi seperti contoh pada formulir.", _FORM
)
PERSONAL_CODE = Message(
    "G57",
    Severity.ERROR,
    "«{heading}» tampak berisi nomor pribadi ({value}), padahal kode menjadi nama berkas.",
    "Pakai kode pendek seperti pada formulir, misalnya M-001; jangan memakai NIK, NIP, atau nomor telepon.",
    "UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
)
WRONG_WEEKDAY = Message(
    "C01",
    Severity.ERROR,
    "Tertulis hari {written}, padahal {date} adalah hari {weekday}.",
    "Periksa kalender dan jadwal, lalu betulkan hari atau tanggalnya.",
    "Kalender: hari mengikuti tanggalnya",
)

_FAULTS = {
    excel.UNCALCULATED: UNCALCULATED,
    excel.MALFORMED: MALFORMED,
    excel.SWALLOWED: SWALLOWED,
    excel.CONTROL: CONTROL_CHARACTERS,
}
_REFUSALS = {
    "code": PERSONAL_CODE,
    "identity_as_number": IDENTITY_AS_NUMBER,
    "nik": WRONG_NIK,
    "nip": WRONG_NIP,
    "npwp": WRONG_NPWP,
    "phone": WRONG_PHONE,
    "day": WRONG_DAY,
    "time": WRONG_TIME,
    "money": WRONG_MONEY,
    "integer": WRONG_INTEGER,
    "choice": NOT_IN_LIST,
    "sex": NOT_IN_LIST,
    "presence": NOT_IN_LIST,
}
_FIRST_YEAR = 1901
"""Excel's day 1 lies in 1900: a date of that year is a small number that was formatted as a date."""
_LONGEST_ECHO = 60


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read any row: the programme and its closed lists by spelling."""

    programme: Programme
    lists: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class RowReading:
    """What became of a row: a record, or None when it is lost; whom it is about; what was wrong with it."""

    row: Row
    record: Record | None
    key: str
    """"" when not even the key could be read."""
    findings: tuple[Finding, ...] = ()


def read_row(row: Row, given: Mapping[str, object], reader: Reader) -> RowReading:
    """The record of a row. `given` are values that do not stand in the row: facilitator and month.

    A faulty cell of a field that may be empty is told and left out; without its identity the row is lost.
    """
    fields = fields_of(row.form, row.record)
    values = dict(given)
    wrong: dict[str, Finding] = {}
    for name, cell in row.cells.items():
        if cell.fault:
            wrong[name] = _fault(fields, name, cell)
        elif not cell.empty:
            values[name] = cell.value
        elif name in fields.required:
            wrong[name] = EMPTY.at(cell.place, name=name, heading=fields.heading(name))
        if name in fields.days and isinstance(cell.value, datetime) and cell.value.year < _FIRST_YEAR:
            wrong[name] = WRONG_DAY.at(cell.place, name=name, value=cell.value.date())
            del values[name]
    record, refused = _record(row, values, reader)
    for error in refused:
        name = str(error["loc"][0]) if error["loc"] else ""
        if name in row.cells and name not in wrong:
            wrong[name] = _refusal(fields, name, row.cells[name], error, reader)
    if not wrong and record is not None and not fields.days:
        return RowReading(row, record, record.key)
    key = record.key if record is not None else _key(row, values, reader)
    found = [*wrong.values(), *(_weekdays(row, fields, record) if record is not None else ())]
    return RowReading(row, record, key, tuple(_about(finding, record, key) for finding in found))


def _about(finding: Finding, record: Record | None, key: str) -> Finding:
    """The finding with whom it concerns: of a lost row whom the row is about, else whom the field is about."""
    concerned = key_of(type(record), vars(record), finding.field) if record is not None else key
    return replace(finding, about=(concerned,) if concerned else ())


def _record(row: Row, values: dict[str, object], reader: Reader) -> tuple[Record | None, list[ErrorDetails]]:
    """The record, without the fields that pydantic refuses, and the refusals; None when its identity is among them."""
    record = RECORDS[row.record]
    known = {**values, "place": row.place, "places": {name: cell.place for name, cell in row.cells.items()}}
    try:
        return record.model_validate(known, context=reader.lists), []
    except ValidationError as error:
        refused = error.errors(include_url=False, include_input=False)
    names = {refusal["loc"][0] if refusal["loc"] else "" for refusal in refused}
    for name in names:
        values.pop(str(name), None)
    if any(name not in record.model_fields or record.model_fields[str(name)].is_required() for name in names):
        return None, refused
    kept = {name: value for name, value in known.items() if name not in names}
    return record.model_validate(kept, context=reader.lists), refused


def _key(row: Row, values: Mapping[str, object], reader: Reader) -> str:
    """Whom a lost row is about: its key as far as the fields in it can be read one by one."""
    record = RECORDS[row.record]
    readable: dict[str, object] = {}
    swallowed = {name: cell.value for name, cell in row.cells.items() if cell.fault == excel.SWALLOWED}
    for name, value in {**swallowed, **values}.items():
        try:
            checked = record.__pydantic_validator__.validate_assignment(
                record.model_construct(), name, value, context=reader.lists
            )
        except ValidationError:
            continue
        readable[name] = getattr(checked, name)
    return key_of(record, readable)


def _fault(fields: Fields, name: str, cell: Cell) -> Finding:
    kind, _, detail = cell.fault.partition(" ")
    message = _FAULTS.get(kind, ERROR_VALUE)
    return message.at(cell.place, name=name, heading=fields.heading(name), value=detail or cell.fault)


def _refusal(fields: Fields, name: str, cell: Cell, error: ErrorDetails, reader: Reader) -> Finding:
    message = _REFUSALS.get(error["type"], NOT_UNDERSTOOD)
    return message.at(
        cell.place,
        name=name,
        heading=fields.heading(name),
        value=_echo(cell),
        fault=error.get("ctx", {}).get("fault", ""),
        allowed="; ".join(choice.label for choice in reader.programme.list_of(fields.choices.get(name, ""))),
    )


def _echo(cell: Cell) -> str:
    """What stands in a cell, short enough for a sentence."""
    value = cell.value
    if isinstance(value, datetime):
        value = indonesian.numeric_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = indonesian.clean(str(value))
    return text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…"


def _weekdays(row: Row, fields: Fields, record: Record) -> list[Finding]:
    """Dates whose weekday, written beside them, is that of another day."""
    found = []
    for name in fields.days:
        cell = row.cells.get(name)
        if cell is None or not isinstance(cell.value, str) or getattr(record, name) is None:
            continue
        read = indonesian.read_date(cell.value)
        if read and read.weekday is not None and read.weekday != read.date.weekday():
            found.append(
                WRONG_WEEKDAY.at(
                    cell.place,
                    name=name,
                    written=indonesian.WEEKDAYS[read.weekday],
                    date=indonesian.long_date(read.date),
                    weekday=indonesian.weekday(read.date),
                )
            )
    return found
