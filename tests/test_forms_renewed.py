"""Renewing an older workbook: what it says stands in today's form afterwards and means the same; nothing is lost."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pipeline import desk, indonesian, knowledge
from pipeline.desk import Renewed
from pipeline.excel.book import LISTS_SHEET
from pipeline.excel.write import FORM_MARK
from pipeline.failures import Failure
from pipeline.records import Record
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from tests import sheets

PROGRAMME = knowledge.programme("motivator-2015")
SAMPLES = Path(__file__).parents[1] / "input_samples" / "complete"
STORIES = ["penugasan.xlsx", "M-001/bulan-1.xlsx", "M-002/bulan-2.xlsx", "M-003/bulan-1.xlsx", "M-003/bulan-2.xlsx"]

OLD_MONTH = {
    "Kartu Identitas": """
        LAPORAN LAMA
        Kode Pendamping | M-001
        Bulan | 1
    """,
    "Kegiatan": """
        | No | Sesi | Klp | Kode Klp | Jenis Pertemuan | Tgl | Jam Mulai | Lokasi | Cuaca |
        | 1 | S-01 | Mekar | K-01 | Motivasi | 2015-05-06 | '09.00 | Balai Desa | hujan |
        | 2 | S-02 | Mekar | K-01 | Dinamika | '13 Mei 2015 | #N/A | Balai Desa | |
    """,
    "Absen 1": """
        Kode Sesi | S-01
        | No | Nama | Hadir |
        | 1 | Siti | H |
        | 2 | Ma'ruf | |
    """,
    "Buku Tamu": """
        | Tamu | Asal |
        | Camat | Kedungwaru |
    """,
}


def renew(old: Path, out: Path) -> Workbook:
    renewed = next(desk.update_forms([old], out, "motivator-2015"))
    assert renewed == Renewed(out / f"{old.stem}.xlsx", written=True, left_overs=renewed.left_overs)
    return load_workbook(renewed.path)


def old_month(folder: Path, mark: str = "monthly/0") -> Path:
    """A monthly workbook of an older form, with a column and a sheet of its own."""
    path = sheets.workbook(folder / "lama.xlsx", OLD_MONTH)
    book = load_workbook(path)
    hidden = book.create_sheet(LISTS_SHEET)
    hidden["A1"], hidden["B1"] = FORM_MARK, mark
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def records(path: Path) -> Counter[str]:
    """What a workbook says, without where it stood and what lies beside it."""
    dossier, _ = normalise(read([path]), PROGRAMME, date(2015, 8, 3))
    return Counter(said(record) for record in dossier.records)


def said(record: Record) -> str:
    values = {name: getattr(value, "name", value) for name, value in vars(record).items()}
    return f"{type(record).__name__} { ({name: values[name] for name in values if name not in ('place', 'places')}) }"


def left_overs(book: Workbook) -> dict[tuple[str, str], Any]:
    rows = book["Tidak Terpindah"].iter_rows(min_row=5, values_only=True)
    return {(str(sheet), str(cell)): value for sheet, cell, _, value in rows}


@pytest.mark.parametrize("story", STORIES)
def test_a_renewed_workbook_says_the_same(story: str, tmp_path: Path) -> None:
    renew(SAMPLES / story, tmp_path)
    before = records(SAMPLES / story)
    assert records(tmp_path / Path(story).name) == before
    assert before.total() > 100


@pytest.mark.parametrize("story", STORIES)
def test_every_value_of_the_old_workbook_stands_in_the_new_one(story: str, tmp_path: Path) -> None:
    old, new = load_workbook(SAMPLES / story), renew(SAMPLES / story, tmp_path)
    kept = {shown(value) for value in values(new)}
    assert {value for value in map(shown, values(old)) if value not in kept} <= printed() | set(map(shown, frame(old)))


def values(book: Workbook) -> Iterator[object]:
    sheets = [sheet for sheet in book.worksheets if sheet.title not in ("Petunjuk", LISTS_SHEET)]
    return (cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def frame(book: Workbook) -> Iterator[object]:
    """What stands alone in its row, as letterheads, totals and signatures do and no data does."""
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    for filled in ([cell for cell in row if cell is not None] for row in rows):
        yield from filled if len(filled) == 1 else ()


def shown(value: object) -> str:
    return indonesian.numeric_date(value) if isinstance(value, date) else indonesian.heading_key(str(value))


def printed() -> set[str]:
    """What forms print themselves: headings in every spelling, titles, weeks, numbers of columns and rows."""
    found = {key for form in knowledge.forms() for block in (form.card, form.table) if block
             for field in block.fields for key in field.heading_keys()}  # fmt: skip
    numbers = {str(number) for number in range(100)}
    return found | numbers | {"", "bulan ke 1", "bulan ke 2", "minggu ke", "pertemuan", *map(shown, titles())}


def titles() -> Iterator[str]:
    yield from (title for form in knowledge.forms() for title in (form.title, *form.sheets))
    yield from ("DAFTAR PERTEMUAN KELOMPOK DAMPINGAN", "RENCANA KERJA MOTIVATOR", "NOTULEN PERTEMUAN")
    yield from ("DAFTAR ANGGOTA KELOMPOK DAMPINGAN", "PENUGASAN MOTIVATOR", "DASAR SURAT TAHUN 2015")


def test_an_older_form_is_read_by_the_words_it_was_made_with(tmp_path: Path) -> None:
    book = renew(old_month(tmp_path), tmp_path / "baru")
    assert book[LISTS_SHEET]["B1"].value == "monthly/1"
    assert [book["Identitas"].cell(row, 2).value for row in (4, 5, 6)] == ["M-001", None, 1]
    session = [cell.value for cell in book["Pertemuan"][5]][:7]
    assert session == ["S-01", "K-01", "Motivasi", datetime(2015, 5, 6), "09.00", None, "Balai Desa"]


def test_types_are_kept(tmp_path: Path) -> None:
    sheet = renew(old_month(tmp_path), tmp_path / "baru")["Pertemuan"]
    assert (sheet["D5"].value, sheet["D5"].is_date) == (datetime(2015, 5, 6), True)
    assert (sheet["D6"].value, sheet["D6"].data_type) == ("13 Mei 2015", "s")


def test_letterheads_and_signatures_are_no_left_overs_but_notes_and_unknown_cells_are(tmp_path: Path) -> None:
    old = sheets.workbook(tmp_path / "lama.xlsx", {
        "Kartu Identitas": OLD_MONTH["Kartu Identitas"],
        "Kegiatan": """
            PEMERINTAH KABUPATEN WANASARI
            | No | Sesi | Kode Klp | Jenis Pertemuan | Tgl | Jam Mulai | Lokasi | Cuaca |
            | 1 | S-01 | K-01 | Motivasi | 2015-05-06 | '09.00 | Balai Desa | hujan |
            | Jumlah | | | | | | | |
            | Catatan: jalan desa putus | | | | | | | |
            | | Mengetahui, | | | | | | |
            | | Widodo | | | | | | |
        """,
    })  # fmt: skip
    book = renew(old, tmp_path / "baru")
    assert left_overs(book) == {
        ("Kegiatan", "H2"): "Cuaca",
        ("Kegiatan", "H3"): "hujan",
        ("Kegiatan", "A5"): "Catatan: jalan desa putus",
    }


def test_what_somebody_wrote_around_a_form_is_no_frame(tmp_path: Path) -> None:
    """Above, beside and below a table, below a card, and below a signature, in its own column, too."""
    old = sheets.workbook(tmp_path / "lama.xlsx", {
        "Kartu Identitas": OLD_MONTH["Kartu Identitas"] + "\n\n| Bu Yati pindah ke Solo sejak Juni |",
        "Kegiatan": """
            DAFTAR PERTEMUAN
            Rapat diulang minggu depan

            Ruang diganti ke balai RW
            | No | Sesi | Kode Klp | Jenis Pertemuan | Tgl | Jam Mulai | Lokasi |
            | 1 | S-01 | K-01 | Motivasi | 2015-05-06 | '09.00 | Balai Desa |
            | Jumlah | | | | | | 1 orang, belum pasti |
            | | | | | | Uang transport belum dibayar | Wanasari, 30 Mei 2015 |
            | | | | | | | Ketua Kelompok |

            | | | | | | | Widodo |
            | | | | | | | NIP. 19740611 199903 2 001 |

            | | | | | | | Kasmuri datang terlambat |
            | Jumlah pertemuan kurang satu, menyusul | | | | | | |
        """,
    })  # fmt: skip
    assert set(left_overs(renew(old, tmp_path / "baru")).values()) == {
        "Bu Yati pindah ke Solo sejak Juni", "Rapat diulang minggu depan", "Ruang diganti ke balai RW",
        "1 orang, belum pasti", "Uang transport belum dibayar", "Kasmuri datang terlambat",
        "Jumlah pertemuan kurang satu, menyusul",
    }  # fmt: skip


def test_the_sheet_of_what_has_no_place_is_none_that_nobody_knows(tmp_path: Path) -> None:
    renew(old_month(tmp_path), tmp_path / "baru")
    reading = read([tmp_path / "baru" / "lama.xlsx"])
    assert [finding for finding in reading.findings if finding.place.sheet == "Tidak Terpindah"] == []
    assert {line.number for line in reading.furniture if line.sheet == "Tidak Terpindah"} >= {1, 2, 4, 5}


def test_what_has_no_place_stands_on_the_last_sheet(tmp_path: Path) -> None:
    book = renew(old_month(tmp_path), tmp_path / "baru")
    assert book.sheetnames[-2] == "Tidak Terpindah"
    assert left_overs(book) == {
        ("Kegiatan", "C1"): "Klp",
        ("Kegiatan", "C2"): "Mekar",
        ("Kegiatan", "C3"): "Mekar",
        ("Kegiatan", "I1"): "Cuaca",
        ("Kegiatan", "I2"): "hujan",
        ("Kegiatan", "G3"): "#N/A",
        ("Buku Tamu", "A1"): "Tamu",
        ("Buku Tamu", "B1"): "Asal",
        ("Buku Tamu", "A2"): "Camat",
        ("Buku Tamu", "B2"): "Kedungwaru",
    }


def test_rows_that_nobody_has_filled_in_yet_are_kept(tmp_path: Path) -> None:
    sheet = renew(old_month(tmp_path), tmp_path / "baru")["Absensi 1"]
    found = [row[:3] for row in sheet.iter_rows(min_row=9, values_only=True) if row[0]]
    assert found == [(1, "Siti", "H"), (2, "Ma'ruf", None)]


def test_open_columns_without_marks_are_kept_with_their_headings(tmp_path: Path) -> None:
    matrix = """
        Kode Kelompok | K-01
        | No | Nama | S-07 | S-08 |
        | 1 | Siti | | |
    """
    old = sheets.workbook(tmp_path / "lama.xlsx", {**OLD_MONTH, "Rekap Absensi 1": matrix})
    sheet = renew(old, tmp_path / "baru")["Matriks Absensi 1"]
    assert [sheet.cell(7, column).value for column in (3, 4)] == ["S-07", "S-08"]
    assert [sheet.cell(8, column).value for column in (1, 2, 3)] == [1, "Siti", None]


def test_what_was_left_over_once_is_left_over_again(tmp_path: Path) -> None:
    first = renew(old_month(tmp_path), tmp_path / "baru")
    second = renew(tmp_path / "baru" / "lama.xlsx", tmp_path / "lagi")
    assert left_overs(second) == left_overs(first)
    assert records(tmp_path / "lagi" / "lama.xlsx") == records(tmp_path / "lama.xlsx")


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    old = old_month(tmp_path)
    with pytest.raises(Failure):
        next(desk.update_forms([old], tmp_path, "motivator-2015"))
    (tmp_path / "baru").mkdir()
    (tmp_path / "baru" / "lama.xlsx").write_bytes(b"other")
    assert not next(desk.update_forms([old], tmp_path / "baru", "motivator-2015")).written
    assert (tmp_path / "baru" / "lama.xlsx").read_bytes() == b"other"


def test_workbooks_of_the_same_name_keep_their_folders(tmp_path: Path) -> None:
    olds = []
    for facilitator in ("M-001", "M-002"):
        (tmp_path / "lama" / facilitator).mkdir(parents=True)
        olds.append(old_month(tmp_path / "lama" / facilitator))
    renewed = list(desk.update_forms([*olds, olds[0]], tmp_path / "baru", "motivator-2015"))
    assert [one.path for one in renewed] == [tmp_path / "baru" / name / "lama.xlsx" for name in ("M-001", "M-002")]
    assert all(one.written and one.path.is_file() for one in renewed)


def test_renewing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    old = old_month(tmp_path)
    renew(old, tmp_path / "baru")
    assert next(desk.update_forms([old], tmp_path / "baru", "motivator-2015")).written


@pytest.mark.parametrize("name", ["catatan.xlsx", "kosong.xlsx"])
def test_what_is_no_form_is_refused(name: str, tmp_path: Path) -> None:
    path = sheets.workbook(tmp_path / name, {"Sheet1": "| Barang | Harga |\n| Beras | 10 |"})
    if name == "catatan.xlsx":
        path.write_bytes(b"nama;alamat\n")
    with pytest.raises(Failure) as refused:
        next(desk.update_forms([path], tmp_path / "baru", "motivator-2015"))
    assert refused.value.fix
