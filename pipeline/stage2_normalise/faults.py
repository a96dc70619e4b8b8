"""What can be wrong with a cell: pydantic's refusals, and what stands there in place of a value, become messages."""

from datetime import datetime

from pydantic_core import ErrorDetails

from pipeline import excel, indonesian
from pipeline.files import FileFacts
from pipeline.findings import Finding, Message, Severity, beginning
from pipeline.flow import Cell
from pipeline.knowledge import Programme
from pipeline.records.moments import serial_of_1900
from pipeline.stage2_normalise.fields import Fields

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
    "Pisahkan sel gabungan itu dan isi setiap barisnya. Bila pilihan itu mati: Peninjauan > Buka Proteksi Lembar.",
    "Formulir berkas: satu baris untuk satu data",
)
IDENTITY_AS_NUMBER = Message(
    "G46",
    Severity.ERROR,
    "«{heading}» tersimpan sebagai bilangan; angka terakhirnya mungkin sudah berubah.",
    "Ubah format sel menjadi Teks, lalu ketik ulang seluruh angkanya dari dokumen asli. Bila pilihan itu mati: "
    "Peninjauan > Buka Proteksi Lembar.",
    _EXCEL_DIGITS,
)
WRONG_NIK = Message(
    "G47",
    Severity.ERROR,
    "NIK «{value}» {fault}.",
    "Cocokkan dengan KTP atau kartu keluarga, lalu ketik ulang sebagai teks.",
    "Struktur NIK (UU 24/2013 tentang Administrasi Kependudukan)",
)
WRONG_NIP = Message(
    "G48",
    Severity.ERROR,
    "NIP «{value}» {fault}.",
    "Cocokkan dengan surat keputusan kepegawaian, lalu ketik ulang sebagai teks.",
    "Struktur NIP (Peraturan Kepala BKN 22/2007)",
)
WRONG_NPWP = Message(
    "G49",
    Severity.WARNING,
    "NPWP «{value}» {fault}; nomor ini tidak dipakai.",
    "Cocokkan dengan kartu NPWP, lalu ketik ulang sebagai teks; kosongkan bila belum ada.",
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
    "Tulis satu tanggal lengkap, hari dahulu, lalu bulan dan tahun; misalnya 13/05/2015 atau 13 Mei 2015.",
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
    "G54", Severity.ERROR, "«{value}» bukan bilangan bulat {least} atau lebih.", "Tulis angka saja, misalnya 7.", _FORM
)
NOT_IN_LIST = Message(
    "G55",
    Severity.ERROR,
    "«{value}» tidak ada dalam pilihan «{heading}».",
    "Pilih salah satu: {allowed}.",
    "Daftar pilihan program",
)
WORDS_AND_DIGITS = Message(
    "B01",
    Severity.ERROR,
    "Huruf dan angka dalam «{value}» berbeda: hurufnya {words}, angkanya {digits}.",
    "Cocokkan dengan dokumen aslinya, lalu samakan keduanya atau tulis angkanya saja.",
    "Tata naskah dinas: jumlah dan tanggal dengan huruf sama dengan angkanya",
)
WRONG_MARK = Message(
    "B02",
    Severity.ERROR,
    "«{value}» bukan tanda rencana: tidak jelas apakah kegiatan itu dijadwalkan.",
    "Tulis v pada minggu pelaksanaan, dan kosongkan minggu lainnya.",
    _FORM,
)
BARE = Message(
    "G99",
    Severity.ERROR,
    "«{heading}» tidak memuat {lacks}: «{value}».",
    "Tulis seperti pada dokumen aslinya.",
    _FORM,
)
NOT_UNDERSTOOD = Message(
    "G56", Severity.ERROR, "Isi «{heading}» tidak terbaca: «{value}».", "Isi seperti contoh pada formulir.", _FORM
)
NO_CODE = Message(
    "G57",
    Severity.ERROR,
    "«{value}» tidak dapat dipakai sebagai «{heading}»: {fault}.",
    "Pakai kode pendek seperti pada formulir, misalnya M-001; jangan memakai NIK, NIP, atau nomor telepon.",
    "UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi; aturan berkas: kode menjadi nama berkas",
)
PLACEHOLDER = Message(
    "G35",
    Severity.ERROR,
    "«{heading}» masih berisi contoh isian: «{value}».",
    "Ganti contoh itu dengan isi yang sebenarnya, atau kosongkan bila tidak wajib.",
    "Formulir berkas: templat yang belum diisi",
)

_FAULTS = {
    excel.UNCALCULATED: UNCALCULATED,
    excel.MALFORMED: MALFORMED,
    excel.SWALLOWED: SWALLOWED,
    excel.CONTROL: CONTROL_CHARACTERS,
}
_REFUSALS = {
    "code": NO_CODE,
    "bare": BARE,
    "identity_as_number": IDENTITY_AS_NUMBER,
    "nik": WRONG_NIK,
    "nip": WRONG_NIP,
    "npwp": WRONG_NPWP,
    "phone": WRONG_PHONE,
    "day": WRONG_DAY,
    "words": WORDS_AND_DIGITS,
    "mark": WRONG_MARK,
    "time": WRONG_TIME,
    "money": WRONG_MONEY,
    "integer": WRONG_INTEGER,
    "choice": NOT_IN_LIST,
    "sex": NOT_IN_LIST,
    "presence": NOT_IN_LIST,
}
_LONGEST_ECHO = 100
"""Characters of a cell that a sentence bears; a date in words and digits has up to ninety."""


def fault(fields: Fields, name: str, cell: Cell) -> Finding:
    kind, _, detail = cell.fault.partition(" ")
    message = _FAULTS.get(kind, ERROR_VALUE)
    return message.at(cell.place, name=name, heading=fields.heading(name), value=detail or cell.fault)


def refusal(fields: Fields, name: str, cell: Cell, error: ErrorDetails, programme: Programme) -> Finding:
    message = _REFUSALS.get(error["type"], NOT_UNDERSTOOD)
    context = {"fault": "", "lacks": "", "least": 0, **error.get("ctx", {})}
    return message.at(
        cell.place,
        name=name,
        heading=fields.heading(name),
        value=echo(cell),
        **context | {"allowed": "; ".join(choice.label for choice in programme.list_of(fields.choices.get(name, "")))},
    )


def echo(cell: Cell) -> str:
    """What stands in a cell, short enough for a sentence."""
    value = cell.value
    if isinstance(value, FileFacts):
        value = value.name
    if isinstance(value, datetime):
        value = serial_of_1900(value) or indonesian.numeric_date(value)
    if isinstance(value, bool):
        value = "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).replace(".", ",") if isinstance(value, float) else indonesian.clean(str(value))
    return beginning(text, _LONGEST_ECHO)
