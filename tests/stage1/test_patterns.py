"""The patterns of mess that were counted in real sheets, one test for each that the other modules do not show.

Shown there: header below titles and blank rows, number rows, merged headings (test_tables), key : value blocks
(test_cards), empty sheets, unknown sheets (test_recognition).
"""

import pytest

from tests.stage1.reading import ADVICE, CARD, MEMBERS, codes, furniture, reading, values

ROW = "| 1 | Ma'ruf | '3301010101909001 | L | K-01 |"


def names(found):
    return [row["name"] for row in values(found, "Member")]


@pytest.mark.parametrize(
    "heading",
    [
        "|  No. * |  Nama Lengkap  | NIK\\n(16 angka) | JENIS KELAMIN (L/P) *) | Kode\\nKelompok |",
        "| NO | NAMA\u00a0ANGGOTA | NIK [diketik sebagai teks] | L / P | \u00a0KODE KELOMPOK: |",
        "| No | Nama | NIK\\n16 digit sesuai KTP | Jenis\\nKelamin | Kode Kelompok\\nlihat pada lembar Kelompok |",
        "| Nomor Urut | nama | nik | jk | Kode Klp |",
    ],
)
def test_headings_with_stars_rules_line_breaks_and_blanks(tmp_path, heading):
    found = reading(tmp_path, {"Anggota": f"{heading}\n{ROW}"})
    assert codes(found) == []
    assert set(values(found, "Member")[0]) == {"number", "name", "nik", "sex", "group"}


def test_columns_in_any_order_and_not_in_column_a(tmp_path):
    found = reading(
        tmp_path, {"Anggota": "\n\n\n| | | Kode Kelompok | L/P | NIK | No | Nama |\n| | | K-01 | L | '1 | 1 | Ani |"}
    )
    assert codes(found) == []
    assert found.rows[0].place.cell == "C4"
    assert found.rows[0].cells["name"].place.cell == "G4"


def test_headings_on_three_levels(tmp_path):
    found = reading(
        tmp_path,
        {
            "Kelompok": """
                DATA KELOMPOK | > | > | >
                | Kode | Motivator | Nama Kelompok | Sektor | Usaha | Alamat | > | > | Perkembangan | > |
                | ^    | ^         | ^             | ^      | ^     | ^      | > | > | Omzet        | > |
                | ^    | ^         | ^             | ^      | ^     | Desa | Kec | Kab | Awal       | Akhir |
                | K-01 | M-001     | Mekar         | Jasa   | Anyam | A    | B   | C   | 100        | 200 |
            """
        },
    )
    assert codes(found) == []
    group = values(found, "Group")[0]
    assert (group["district"], group["turnover_before"], group["turnover_after"]) == ("C", 100, 200)
    assert furniture(found, "Kelompok") == [1, 2, 3, 4]


def test_a_page_break_repeats_title_heading_and_number_row(tmp_path):
    found = reading(
        tmp_path,
        {
            "Anggota": """
                DAFTAR ANGGOTA
                | Kode Kelompok | No | Nama | NIK | Kelamin | Tanda Tangan |
                | (1) | (2) | (3) | (4) | (5) | (6) |
                | K-01 | 1 | Ani | '1 | P | |
                | | Jumlah | 1 | | | |
                DAFTAR ANGGOTA
                | Kode Kelompok | No | Nama | NIK | Kelamin | Tanda Tangan |
                | (1) | (2) | (3) | (4) | (5) | (6) |
                | K-01 | 2 | Budi | '2 | L | |
            """
        },
    )
    assert names(found) == ["Ani", "Budi"]
    assert codes(found) == [("G06", "Anggota")]
    assert furniture(found, "Anggota") == [1, 2, 3, 5, 6, 7, 8]


def test_a_heading_on_two_levels_is_repeated_with_both(tmp_path):
    heading = """
        | Kode | Motivator | Nama Kelompok | Sektor | Usaha | Desa | Kec | Kab | Omzet | > |
        | ^    | ^         | ^             | ^      | ^     | ^    | ^   | ^   | Awal  | Akhir |
        | K-0{} | M-001    | Mekar         | Jasa   | Anyam | A    | B   | C   | 100   | 200 |"""
    found = reading(tmp_path, {"Kelompok": heading.format(1) + heading.format(2)})
    assert [row["code"] for row in values(found, "Group")] == ["K-01", "K-02"]
    assert codes(found) == []


def test_stacked_tables_with_columns_in_another_order(tmp_path):
    found = reading(
        tmp_path,
        {
            "Anggota": MEMBERS.rstrip()
            + """
                | Kode Kelompok | Nama | No | L/P | NIK | Hobi |
                | K-02          | Wati | 1  | P   | '3 | catur |
            """
        },
    )
    assert values(found, "Member")[-1] == {"group": "K-02", "name": "Wati", "number": 1, "sex": "P", "nik": "3"}
    assert codes(found) == [("G07", "F4")]


def test_a_stacked_table_without_a_required_column_is_told(tmp_path):
    second = "\n| Kode Kelompok | Nama | No | Jenis Kelaminn |\n| K-02 | Wati | 1 | P |"
    found = reading(tmp_path, {"Anggota": MEMBERS.rstrip() + second})
    assert codes(found) == [("G66", "D4"), ("G03", "Anggota")]
    assert found.findings[1].field == "nik"


def test_tables_side_by_side_are_both_read(tmp_path):
    found = reading(
        tmp_path,
        {
            "Anggota": """
                | No | Nama | NIK | L/P | Kode Kelompok | | No | Nama | NIK | L/P | Kode Kelompok |
                | 1  | Ani  | '1  | P   | K-01          | | 3  | Citra | '3 | P  | K-01 |
                | 2  | Budi | '2  | L   | K-01          | | 4  | Dedi | '4  | L   | K-01 |
                |    |      |     |     |               | | 5  | Eka  | '5  | P   | K-01 |
            """
        },
    )
    assert names(found) == ["Ani", "Citra", "Budi", "Dedi", "Eka"]
    assert found.rows[1].place.cell == "G2"
    assert codes(found) == []
    assert furniture(found, "Anggota") == [1]


def test_data_columns_without_a_heading_belong_to_the_merged_one(tmp_path):
    found = reading(
        tmp_path, {"Anggota": "| No | Nama | > | NIK | L/P | Kode Kelompok |\n| 1 | | Ani | '1 | P | K-01 |"}
    )
    assert names(found) == ["Ani"]
    assert found.rows[0].cells["name"].place.cell == "C2"


def test_a_heading_without_rows_is_told(tmp_path):
    found = reading(tmp_path, {"Anggota": "| No | Nama | NIK | L/P | Kode Kelompok |"})
    assert codes(found) == [("G26", "")]


def test_below_the_mark_of_the_end_nothing_is_data(tmp_path):
    found = reading(tmp_path, {"Anggota": MEMBERS.rstrip() + "\n| ### | | | | |\n| 3 | Wati | '3 | P | K-01 |"})
    assert len(found.rows) == 2
    assert codes(found) == [("G06", "Anggota")]
    assert found.findings[0].values["rows"] == "4–5"


def test_the_mark_of_the_end_in_a_filled_row_is_a_value_that_its_column_could_not_show(tmp_path):
    """A spreadsheet shows "####", and saves it as CSV, when a column is too narrow for a date."""
    found = reading(
        tmp_path,
        {
            "Anggota": """
                | No | Nama | NIK | L/P | Kode Kelompok | Tanggal Lahir |
                | 1  | Ani  | '1  | P   | K-01          | ########      |
                | 2  | Budi | '2  | L   | K-01          | 4 Mei 1990    |
            """
        },
    )
    assert [row.place.cell for row in found.rows] == ["A2", "A3"]
    unshown = found.rows[0].cells["birth_date"]
    assert (unshown.fault, unshown.place.cell) == ("malformed", "F2")


def test_a_block_of_three_signatories_in_data_columns(tmp_path):
    found = reading(
        tmp_path,
        {
            "Anggota": MEMBERS.rstrip()
            + """
                | | Mengetahui, | | Bendahara, | Motivator, |
                | | Kepala Desa | | | |
                | | SLAMET | | WATI | SITI |
                | | NIP. 19680312 199303 1 004 | | NIP. 19700101 199503 2 001 | |
            """
        },
    )
    assert len(found.rows) == 2
    assert furniture(found, "Anggota") == [1, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "card",
    [
        "PROVINSI : JAWA TENGAH\n| Kode Motivator | | | | | | : | | M-001 |\n| Bulan Ke- | : | | 1 |",
        "| Kode Motivator * : | | M-001 |\n| Bulan\\nKe- (1 atau 2) | | | : 1 |",
        "| | Kode Motivator\u00a0: | \u00a0M-001\u00a0 |\n| | Bulan Ke- : 1 |",
    ],
)
def test_a_value_stands_up_to_eight_columns_behind_its_label(tmp_path, card):
    found = reading(tmp_path, {"Identitas": card, "Saran": ADVICE})
    card_values = values(found, "MonthCard")[0]
    assert (str(card_values["facilitator"]).strip(), str(card_values["month"])) == ("M-001", "1")
    assert [code for code, _ in codes(found)] in ([], ["G21"])


def test_a_table_of_texts_ends_where_people_sign(tmp_path):
    found = reading(
        tmp_path,
        {
            "Identitas": CARD,
            "Notulen 1": """
                | Kode Pertemuan | S-01 |
                | Pimpinan | Siti |
                | Notulis | Ani |
                | Pembahasan | Harga |
                | Keputusan | Ya |
                | No | Tindak Lanjut | PIC | Tenggat |
                | 1 | Mencatat biaya | Ketua | 20 Mei 2015 |
                | 2 | Membuat label (kemasan) | Notulis | 21 Mei 2015 |
                | | Notulis, | | |
                | | (ANI) | | |
            """,
        },
    )
    assert [row["action"] for row in values(found, "FollowUp")] == ["Mencatat biaya", "Membuat label (kemasan)"]
    assert codes(found) == [("G06", "Notulen 1")]


def test_a_row_of_placeholders_is_no_heading(tmp_path):
    found = reading(tmp_path, {"Anggota": MEMBERS + "\n| {no} | {siswa.nama} | {nik} | {jk} | {kode} |"})
    assert len(found.rows) == 3


def test_titles_between_the_rows_of_data_are_no_data(tmp_path):
    found = reading(
        tmp_path,
        {
            "Anggota": """
                | Kode Kelompok | No | Nama | NIK | L/P |
                | KELOMPOK MEKAR | > | > | > | > |
                | K-01 | 1. | Ani | '1 | P |
                | KELOMPOK TUNAS | > | > | > | > |
                | K-02 | 1. | Budi | '2 | L |
            """
        },
    )
    assert names(found) == ["Ani", "Budi"]
    assert codes(found) == [("G06", "Anggota")]


ATTENDANCE = """
    | Kode Pertemuan | : | S-0{0} |
    | Tanggal        | : | {0} Mei 2015 |
    | No | Nama   | Kehadiran |
    | 1  | Ma'ruf | H |
    | 2  | Wati   | I |
"""


class TestStackedForms:
    def test_one_session_below_the_other(self, tmp_path):
        found = reading(tmp_path, {"Identitas": CARD, "Absensi": ATTENDANCE.format(1) + ATTENDANCE.format(2)})
        assert [row["session"] for row in values(found, "AttendanceSheet")] == ["S-01", "S-02"]
        marks = [(row["session"], row["number"]) for row in values(found, "Presence")]
        assert marks == [("S-01", 1), ("S-01", 2), ("S-02", 1), ("S-02", 2)]
        assert values(found, "AttendanceSheet")[1]["held_on"] == "2 Mei 2015"
        assert codes(found) == []

    def test_the_card_of_the_same_session_on_a_second_page(self, tmp_path):
        second = ATTENDANCE.format(1).replace("| 1  |", "| 3  |").replace("| 2  |", "| 4  |")
        found = reading(tmp_path, {"Identitas": CARD, "Absensi": ATTENDANCE.format(1) + second})
        assert [row["number"] for row in values(found, "Presence")] == [1, 2, 3, 4]
        assert len(values(found, "AttendanceSheet")) == 1
        assert codes(found) == [("G06", "Absensi")]

    def test_cards_alone(self, tmp_path):
        card = "| Kode Kemitraan | KM-0{0} |\n| Nama Mitra | PT {0} |\n"
        found = reading(tmp_path, {"Identitas": CARD, "Kemitraan": card.format(1) + card.format(2)})
        assert [row["partner"] for row in values(found, "Partnership")] == ["PT 1", "PT 2"]
        assert "G22" not in dict(codes(found))

    def test_a_form_that_stands_once_is_not_parted(self, tmp_path):
        found = reading(tmp_path, {"Identitas": CARD + CARD.replace("M-001", "M-002")})
        assert ("G22", "B4") in codes(found)
        assert values(found, "MonthCard")[0]["facilitator"] == "M-001"
