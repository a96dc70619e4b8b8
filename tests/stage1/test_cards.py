"""Cards: labels with their values in many ways, above a table or alone."""

import pytest

from tests.stage1.reading import ADVICE, CARD, codes, furniture, reading, values


class TestCards:
    @pytest.mark.parametrize(
        "card",
        [
            "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 |\n| Nama | Siti |",
            "| Kode Motivator : M-001 |\n| Bulan Ke- : 1 |\n| Nama : Siti |",
            "KARTU IDENTITAS\n\n| | Kode Motivator | : | M-001 |\n| | Bulan Ke- | | | | | 1 |\n| | Nama | : Siti |",
            "| Nama : | Siti | | Kode Motivator : | M-001 |\n| Bulan : | 1 |",
        ],
    )
    def test_labels_and_values_in_many_ways(self, tmp_path, card):
        found = reading(tmp_path, {"Identitas": card, "Saran": ADVICE})
        assert codes(found) == []
        assert {name: str(value) for name, value in values(found, "MonthCard")[0].items()} == {
            "facilitator": "M-001", "month": "1", "name": "Siti"
        }  # fmt: skip

    def test_a_value_that_reads_like_a_label(self, tmp_path):
        found = reading(
            tmp_path,
            {"Notulen 1": "| Kode Pertemuan | S-01 |\n| Agenda | Pembukaan |\n| Pembukaan : | | Notulis : | Ani |"},
        )
        assert values(found, "Minutes")[0] == {"session": "S-01", "agenda": "Pembukaan", "note_taker": "Ani"}

    def test_a_long_value_may_go_on_below(self, tmp_path):
        found = reading(
            tmp_path, {"Notulen 1": "| Kode Pertemuan | S-01 |\n| Pembahasan | Satu. |\n| | Dua. |\n| Keputusan | Ya |"}
        )
        assert values(found, "Minutes")[0]["discussion"] == "Satu.\nDua."

    def test_a_card_above_a_table(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Absensi 1": """
                    DAFTAR HADIR
                    | Kode Pertemuan | : | S-01 |
                    | Tanggal        | : | Rabu, 6 Mei 2015 |
                    | No | Nama   | Kehadiran |
                    | 1  | Ma'ruf | H |
                """
            },
        )
        assert codes(found) == []
        assert values(found, "AttendanceSheet") == [{"session": "S-01", "held_on": "Rabu, 6 Mei 2015"}]
        assert values(found, "Presence") == [{"session": "S-01", "number": 1, "name": "Ma'ruf", "presence": "H"}]
        assert found.rows[1].cells["session"].place.cell == "C2"
        assert furniture(found, "Absensi 1") == [1, 4]

    def test_a_label_that_nobody_knows_without_a_colon(self, tmp_path):
        card = "| Kode | KM-01 |\n| Cuaca | cerah |\n| Mitra | PT Maju |\n| Konsumsi | nasi |\n"
        found = reading(tmp_path, {"Kemitraan 1": f"{card}\n| Wanasari | 6 Mei |\n| Ani | Budi |"})
        told = [said for said in codes(found) if said[0] != "G03"]
        assert told == [("G21", "A2"), ("G21", "A4"), ("G06", "Kemitraan 1")]
        assert values(found, "Partnership") == [{"code": "KM-01", "partner": "PT Maju"}]

    def test_what_stands_below_an_unknown_label_is_not_the_value_above_it(self, tmp_path):
        card = "| Kode Pertemuan | S-01 |\n| Pembahasan | Satu. |\n| Cuaca | cerah |\n| | sekali |\n| Keputusan | Ya |"
        found = reading(tmp_path, {"Notulen 1": card})
        assert values(found, "Minutes") == [{"session": "S-01", "discussion": "Satu.", "decisions": "Ya"}]

    def test_unknown_repeated_and_missing_labels_are_told(self, tmp_path):
        found = reading(
            tmp_path, {"Identitas": "| Kode Motivator : | M-001 |\n| Hobi : | catur |\n| Kode Motivator : | M-002 |"}
        )
        assert codes(found) == [("G22", "B3"), ("G21", "A2"), ("G03", "Identitas")]

    def test_a_sheet_as_it_was_handed_out_is_only_noted(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Identitas": CARD,
                "Saran": ADVICE,
                "Absensi 2": "| Kode Pertemuan | S-02 |\n| No | Nama | Kehadiran |\n| 1 | Ma'ruf | |",
            },
        )
        assert codes(found) == [("G09", "Absensi 2")]
        assert furniture(found, "Absensi 2") == [1, 2, 3]

    def test_what_stands_elsewhere_on_a_sheet_that_is_not_filled_is_told(self, tmp_path):
        card = "| Kode Pertemuan | S-02 |\n| Cuaca : | cerah |\n"
        sheet = card + "| No | Nama | Kehadiran | Catatan |\n| 1 | Ma'ruf | | hadir |"
        found = reading(tmp_path, {"Identitas": CARD, "Saran": ADVICE, "Absensi 2": sheet})
        assert codes(found) == [("G09", "Absensi 2"), ("G21", "A2"), ("G07", "D3")]
        assert furniture(found, "Absensi 2") == [1, 3, 4]

    @pytest.mark.parametrize(
        ("heading", "mark", "said"),
        [("", "", [("G03", "Absensi 2")]), ("Ket.", "H", [("G07", "C2"), ("G03", "Absensi 2")])],
    )
    def test_a_sheet_without_the_column_to_fill_is_damaged_not_unfilled(self, tmp_path, heading, mark, said):
        sheet = f"| Kode Pertemuan | S-02 | |\n| No | Nama | {heading} |\n| 1 | Ma'ruf | {mark} |"
        found = reading(tmp_path, {"Identitas": CARD, "Saran": ADVICE, "Absensi 2": sheet})
        assert codes(found) == said
        assert values(found, "Presence") == [{"session": "S-02", "number": 1, "name": "Ma'ruf"}]

    def test_a_form_that_is_another_way_to_say_the_same_may_stay_empty(self, tmp_path):
        matrix = "| Kode Kelompok | K-01 |\n| No | Nama | S-01 |\n| 1 | Ma'ruf | |"
        found = reading(tmp_path, {"Identitas": CARD, "Saran": ADVICE, "Matriks Absensi 1": matrix})
        assert codes(found) == []
        assert furniture(found, "Matriks Absensi 1") == [1, 2, 3]
