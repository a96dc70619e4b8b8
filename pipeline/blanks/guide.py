"""The first sheet of every workbook: how to fill it, in words that come from the forms and from the messages."""

from collections.abc import Iterator, Sequence

from pipeline import knowledge
from pipeline.blanks.prefill import Prefill
from pipeline.excel.book import GUIDE_SHEET, Look, Sheet, Tab, Written, height_of
from pipeline.findings import Finding
from pipeline.knowledge import Form, FormField, Programme

_WORDS = (
    "Isi kotak putih saja. Nama lembar dan judul kolom jangan diubah. Baris dan lembar yang tidak dipakai dibiarkan "
    "seperti adanya.",
    "Tanggal diketik hari/bulan/tahun, misalnya 04/05/2015; sesudahnya sel menampilkan nama bulan (4 Mei 2015). Hari "
    "tidak perlu diketik.",
    "NIK, NIP, NPWP, rekening, dan nomor HP sudah berformat teks. Jangan mengubahnya menjadi angka: Excel merusaknya.",
    "Foto dan pindaian disimpan di samping buku kerja ini; di dalam sel cukup ditulis nama berkasnya.",
    "Menyalin dari tempat lain: pilih Tempel Khusus > Nilai, supaya format dan pilihan sel tidak ikut tertimpa.",
    "Judul dikunci tanpa kata sandi; lebar kolom, tinggi baris, dan jumlah baris tetap dapat diubah. Membuka kunci: "
    "Peninjauan > Buka Proteksi Lembar.",
    "Kurang satu lembar, misalnya untuk pertemuan tambahan: klik kanan nama lembar > Pindahkan atau Salin > Buat "
    "salinan, buka proteksinya, lalu ganti kode dan isinya.",
)
_LEGEND = (
    (Look.REQUIRED_HEADING, "Judul *", "Wajib diisi."),
    (Look.HEADING, "Judul", "Diisi bila ada."),
    (Look.INPUT, "", "Tempat mengisi."),
    (Look.GIVEN, "Sudah diisi", "Sudah diisi dari buku kerja penugasan; biarkan seperti adanya."),
)
_FAULTS = ("Kesalahan yang sering ditemukan", "Cara mencegah atau memperbaikinya")
_HEADINGS = ("Lembar", "Judul", "Wajib", "Cara mengisi", "Contoh")
_WIDTHS = (22.0, 26.0, 8.0, 60.0, 50.0)


def guide(
    programme: Programme, forms: Sequence[Form], prefill: Prefill | None, faults: Sequence[Finding] = ()
) -> Sheet:
    """The guide of a workbook: what to heed, whose it is, what often goes wrong, then every heading of every form."""
    form = f"formulir {knowledge.WORKBOOK_NAMES[forms[0].workbook]} versi {max(form.version for form in forms)}"
    cells = [
        Written(1, 1, "PETUNJUK PENGISIAN", Look.TITLE),
        Written(2, 1, f"{programme.title}, {form}", Look.NOTE, columns=5),
    ]
    lines = [*(_of(prefill) if prefill else ()), *_WORDS]
    cells += [Written(row, 1, line, columns=5) for row, line in enumerate(lines, start=4)]
    row = 5 + len(lines)
    for look, sample, meaning in _LEGEND:
        cells += [Written(row, 1, sample, look), Written(row, 2, meaning, columns=4)]
        row += 1
    if faults:
        cells += _common_faults(faults, row + 1)
        row += 2 + len(faults)
    row += 1
    cells += [Written(row, column, text, Look.HEADING) for column, text in enumerate(_HEADINGS, start=1)]
    for sheet in forms:
        cells += _explained(sheet, row + 1, prefill.month if prefill else 1)
        row += 1 + len(_fields(sheet))
    return Sheet(GUIDE_SHEET, tuple(cells), _WIDTHS, {**_heights(cells), 1: 24.0}, tab=Tab.GUIDE)


def _heights(cells: Sequence[Written]) -> dict[int, float]:
    """Rows high enough for their texts; not every program makes them grow by itself."""
    heights: dict[int, float] = {}
    for cell in cells:
        room = sum(_WIDTHS[cell.column - 1 : cell.column - 1 + cell.columns])
        heights[cell.row] = max(heights.get(cell.row, 0), height_of(str(cell.value or ""), room))
    return heights


def _of(prefill: Prefill) -> Iterator[str]:
    """Whose workbook it is, and of when."""
    facilitator = prefill.facilitator
    days = " ({:%d/%m/%Y} sampai {:%d/%m/%Y})".format(*prefill.days) if prefill.days else ""
    yield f"Buku kerja ini untuk {facilitator.name or 'petugas'} ({facilitator.code}), bulan ke-{prefill.month}{days}."
    for group in prefill.groups:
        members = len(prefill.members.get(group.code, ()))
        yield f"Kelompok {group.code}: {group.name or 'tanpa nama'}, {members} anggota."


def _common_faults(faults: Sequence[Finding], row: int) -> Iterator[Written]:
    yield Written(row, 1, _FAULTS[0], Look.HEADING, columns=3)
    yield Written(row, 4, _FAULTS[1], Look.HEADING, columns=2)
    for number, fault in enumerate(faults, start=row + 1):
        yield Written(number, 1, fault.text, Look.INPUT, columns=3)
        yield Written(number, 4, fault.fix, Look.INPUT, columns=2)


def _explained(form: Form, row: int, month: int) -> Iterator[Written]:
    yield Written(row, 1, form.sheets[0], Look.LABEL)
    yield Written(row, 2, form.told, Look.LABEL, columns=4)
    for number, item in enumerate(_fields(form), start=row + 1):
        texts = ("", item.heading, "ya" if item.asked else "", item.help, item.example_in(month))
        yield from (Written(number, column, text, Look.INPUT) for column, text in enumerate(texts, start=1))


def _fields(form: Form) -> list[FormField]:
    return [item for block in (form.card, form.table) if block for item in block.fields]
