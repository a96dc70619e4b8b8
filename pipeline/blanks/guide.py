"""The first sheet of every workbook: how to fill it, in words that come from the forms."""

from collections.abc import Iterator

from pipeline.blanks.prefill import Prefill
from pipeline.excel.write import Look, Sheet, Written
from pipeline.knowledge import Form, FormField, Programme

GUIDE_SHEET = "Petunjuk"

_WORDS = (
    "Isi kotak yang kosong saja. Jangan mengubah nama lembar dan judul kolom.",
    "Judul yang diberi tanda * wajib diisi.",
    "Tanggal diketik hari/bulan/tahun, misalnya 04/05/2015. Hari tidak perlu diketik; program menghitungnya sendiri.",
    "NIK, NIP, NPWP, rekening, dan nomor HP sudah berformat teks. Jangan mengubahnya menjadi angka: Excel merusaknya.",
    "Foto dan pindaian disimpan di samping buku kerja ini; di dalam sel cukup ditulis nama berkasnya.",
    "Baris yang tidak dipakai dibiarkan kosong. Lembar yang tidak dipakai dibiarkan seperti adanya.",
)
_HEADINGS = ("Lembar", "Judul", "Wajib", "Cara mengisi", "Contoh")
_WIDTHS = (20.0, 26.0, 8.0, 70.0, 62.0)


def guide(programme: Programme, forms: tuple[Form, ...], prefill: Prefill | None) -> Sheet:
    """The guide of a workbook: what to heed, whose it is, then every heading of every form."""
    lines = [*_WORDS, *(_of(prefill) if prefill else ())]
    cells = [Written(1, 1, "PETUNJUK PENGISIAN", Look.TITLE), Written(2, 1, programme.title, Look.NOTE, columns=5)]
    cells += [Written(row, 1, line, columns=5) for row, line in enumerate(lines, start=4)]
    heading_row = 5 + len(lines)
    cells += [Written(heading_row, column, text, Look.HEADING) for column, text in enumerate(_HEADINGS, start=1)]
    row = heading_row + 1
    for form in forms:
        cells += _explained(form, row)
        row += 1 + len(_fields(form))
    return Sheet(GUIDE_SHEET, tuple(cells), _WIDTHS)


def _of(prefill: Prefill) -> Iterator[str]:
    facilitator = prefill.facilitator
    name = facilitator.name or "petugas"
    yield f"Buku kerja ini untuk {name} ({facilitator.code}), bulan ke-{prefill.month}."
    for group in prefill.groups:
        members = len(prefill.members.get(group.code, ()))
        yield f"Kelompok {group.code}: {group.name or 'tanpa nama'}, {members} anggota."


def _explained(form: Form, row: int) -> Iterator[Written]:
    yield Written(row, 1, form.sheets[0], Look.LABEL)
    yield Written(row, 2, form.help, Look.LABEL, columns=4)
    for number, item in enumerate(_fields(form), start=row + 1):
        texts = ("", item.heading, "ya" if item.asked else "", item.help, item.example)
        yield from (Written(number, column, text, Look.INPUT) for column, text in enumerate(texts, start=1))


def _fields(form: Form) -> list[FormField]:
    return [item for block in (form.card, form.table) if block for item in block.fields]
