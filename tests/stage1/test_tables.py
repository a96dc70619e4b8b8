"""Tables: headings in many places and forms, rows of data, furniture, what is told of columns."""

import pytest

from tests.stage1.reading import ADVICE, MEMBERS, codes, furniture, reading, values


class TestTables:
    def test_a_plain_table(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS})
        assert codes(found) == []
        assert values(found, "Member")[0] == {
            "number": 1, "name": "Ma'ruf", "nik": "3301010101909001", "sex": "L", "group": "K-01"
        }  # fmt: skip
        assert [row.place.cell for row in found.rows] == ["A2", "A3"]
        assert found.rows[0].cells["nik"].place.cell == "C2"
        assert found.inputs[0].form == "assignment/1"
        assert furniture(found, "Anggota") == [1]

    def test_titles_blank_rows_and_a_number_row_are_furniture(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Anggota": """
                    PEMERINTAH KABUPATEN WANASARI
                    DAFTAR ANGGOTA | > | > | > | >

                    | | KODE KELOMPOK * | No.  | Nama\\nLengkap | nik | Jenis Kelamin (L/P) |
                    | | (1)             | (2)  | (3)           | (4) | (5) |

                    | | K-01            | 1    | Ma'ruf        | '3301010101909001 | L |

                    | | K-01            | 2    | Siti          | '3301014101909002 | P |
                """
            },
        )
        assert codes(found) == []
        assert [row.place.cell for row in found.rows] == ["B7", "B9"]
        assert furniture(found, "Anggota") == [1, 2, 4, 5]

    @pytest.mark.parametrize(
        "numbers", ["1|2|3|4|5", "-1|-2|-3|-4|-5", "1|4|2|3|9", "KOLOM|2|3|4|5", "(1)|(2)|(3)|(4)|(5)"]
    )
    def test_number_rows_of_every_kind(self, tmp_path, numbers):
        heading, *rows = MEMBERS.strip().splitlines()
        found = reading(
            tmp_path, {"Anggota": "\n".join([heading.strip(), f"|{numbers}|", *(row.strip() for row in rows)])}
        )
        assert [row.place.cell for row in found.rows] == ["A3", "A4"]
        assert codes(found) == []

    def test_column_numbers_of_a_narrow_table(self, tmp_path):
        found = reading(tmp_path, {"Saran": "| No | Saran | Kepada |\n| KOLOM | 2 | 3 |\n| 1 | Pelatihan | Dinas |"})
        assert [row.place.cell for row in found.rows] == ["A3"]

    def test_headings_on_two_levels(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Kelompok": """
                    | Kode | Motivator | Nama | Sektor | Usaha | Desa | Kec | Kab | Omzet | > | Tenaga Kerja | > |
                    | ^ | ^ | Kelompok | ^ | ^ | ^ | ^ | ^ | Awal | Akhir | Awal | Akhir |
                    | K-01 | M-001 | Mekar | Jasa | Anyam | A | B | C | 100 | 200 | 10 | 12 |
                """
            },
        )
        assert codes(found) == []
        assert values(found, "Group")[0] == {
            "code": "K-01", "facilitator": "M-001", "name": "Mekar", "sector": "Jasa", "business": "Anyam",
            "village": "A", "subdistrict": "B", "district": "C", "turnover_before": 100, "turnover_after": 200,
            "workers_before": 10, "workers_after": 12,
        }  # fmt: skip
        assert furniture(found, "Kelompok") == [1, 2]

    def test_the_heading_with_every_field_wins_over_a_shorter_one_above_and_its_like_below(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Kendala": """
                    | Jenis   | Uraian |
                    | Jenis   | Uraian | Penyebab | Solusi |
                    | Kendala | Hujan  | Musim    | Tenda  |
                    | Jenis   | Uraian | Penyebab | Solusi |
                    | Masalah | Banjir | Sungai   | Pindah |
                """
            },
        )
        assert [(row["text"], row["solution"]) for row in values(found, "Obstacle")] == [
            ("Hujan", "Tenda"), ("Banjir", "Pindah")
        ]  # fmt: skip
        assert furniture(found, "Kendala") == [1, 2, 4]

    def test_a_footer_with_signatures_is_listed_and_data_below_it_is_read(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Anggota": MEMBERS
                + """
                    |            | Jumlah        | 2 | | |
                    |            | Wanasari, 30 Mei 2015 | | | |
                    |            | Mengetahui,   | | Motivator, | |

                    |            | SLAMET        | | SITI AMINAH | |
                    |            | NIP. 19680312 199303 1 004 | | | |
                    | 3          | Wati          | '3301014101909003 | P | K-01 |
                """.replace("                    ", "    ")
            },
        )
        assert codes(found) == [("G06", "Anggota")]
        assert found.findings[0].values["rows"] == "5–7, 9–10"
        assert [row.place.cell for row in found.rows] == ["A2", "A3", "A11"]

    def test_a_row_that_identifies_itself_is_data_whatever_its_text(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Pertemuan": """
                    | Kode | Kelompok | Jenis | Tanggal | Mulai | Tempat | Hasil |
                    | S-01 | K-01 | Motivasi | 2015-05-06 | 09.00 | Balai Desa | Catatan: lancar |
                    | S-02 | K-01 | Motivasi | Senin, 4 Mei 2015 | 09.00 | Balai Desa | Jumlah hadir: 9 |
                """
            },
        )
        assert codes(found) == []
        assert len(found.rows) == 2

    @pytest.mark.parametrize(
        ("sheet", "table"),
        [
            ("Saran", "| Saran | Kepada |\n| Catatan: perlu pelatihan | Dinas |\n| Modal | Bank |"),
            (
                "Kendala",
                """
                    | Jenis   | Uraian              | Penyebab | Solusi |
                    | Kendala | Keterangan: lambat  | Hujan    | Tenda  |
                    | Masalah | Banjir              | Sungai   | Pindah |
                """,
            ),
        ],
    )
    def test_a_filled_row_is_data_though_it_begins_with_the_words_of_a_footer(self, tmp_path, sheet, table):
        found = reading(tmp_path, {sheet: table})
        assert [row.place.cell for row in found.rows] == ["A2", "A3"]
        assert codes(found) == []

    @pytest.mark.parametrize("below", ["| Mengetahui, | Motivator, |", "| Catatan: | |", "| Jumlah | 1 |"])
    def test_a_footer_stays_one_below_a_table_that_nothing_numbers(self, tmp_path, below):
        found = reading(tmp_path, {"Saran": f"| Saran | Kepada |\n| Modal | Bank |\n{below}\n| SLAMET | |"})
        assert [row.place.cell for row in found.rows] == ["A2"]
        assert codes(found) == [("G06", "Saran")]

    @pytest.mark.parametrize("total", ["| Total | | | | 2 |", "| | Jumlah: | | | =SUM(E2:E3) |"])
    def test_a_total_in_the_column_that_numbers_the_rows_is_a_footer(self, tmp_path, total):
        table = "| Kode Kelompok | Nama | NIK | L/P | No |\n| K-01 | Ani | '1 | P | 1 |\n| K-01 | Budi | '2 | L | 2 |"
        found = reading(tmp_path, {"Anggota": f"{table}\n{total}"})
        assert [row.place.cell for row in found.rows] == ["A2", "A3"]
        assert codes(found) == [("G06", "Anggota")]

    @pytest.mark.parametrize("title", ["| | KELOMPOK K-02 | | | |", "| | | KELOMPOK K-02 | | |"])
    def test_a_title_above_a_repeated_heading_is_furniture_in_any_column(self, tmp_path, title):
        heading, first, second = (line.strip() for line in MEMBERS.strip().splitlines())
        found = reading(tmp_path, {"Anggota": "\n".join([heading, first, "", title, heading, second])})
        assert [row.place.cell for row in found.rows] == ["A2", "A6"]
        assert furniture(found, "Anggota") == [1, 4, 5]

    def test_a_last_row_of_one_text_that_identifies_itself_is_no_title(self, tmp_path):
        found = reading(tmp_path, {"Saran": "| Saran | Kepada |\n| Modal | |\n| Saran | Kepada |\n| Pasar | Dinas |"})
        assert [row.place.cell for row in found.rows] == ["A2", "A4"]

    def test_repeated_headings_and_rows_not_yet_filled_are_furniture(self, tmp_path):
        heading, first, second = (line.strip() for line in MEMBERS.strip().splitlines())
        found = reading(tmp_path, {"Anggota": "\n".join([heading, first, heading, second, "| 3 | | | | |"])})
        assert [row.place.cell for row in found.rows] == ["A2", "A4"]
        assert furniture(found, "Anggota") == [1, 3, 5]
        assert codes(found) == [("G06", "Anggota")]

    def test_unknown_and_repeated_columns_with_data_are_told(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Anggota": """
                    | No | Nama | NIK | L/P | Kode Kelompok | Hobi | Tanda Tangan | Nama Lengkap | |
                    | 1 | Ma'ruf | '3301010101909001 | L | K-01 | catur | v | Maruf | x |
                """
            },
        )
        assert codes(found) == [("G07", "F1"), ("G08", "H1"), ("G07", "I1")]

    def test_a_missing_required_column_is_told_once(self, tmp_path):
        found = reading(
            tmp_path, {"Anggota": "| No | Nama | L/P | Kode Kelompok |\n| 1 | A | L | K-01 |\n| 2 | B | P | K-01 |"}
        )
        assert codes(found) == [("G03", "Anggota")]
        assert found.findings[0].field == "nik"
        assert "nik" not in found.rows[0].cells

    def test_without_a_heading_the_sheet_is_lost_but_told(self, tmp_path):
        found = reading(tmp_path, {"Anggota": "| a | b |\n| c | d |"})
        assert codes(found) == [("G04", "Anggota")]
        assert (values(found, "Member"), found.furniture, len(found.lines)) == ([{}], frozenset(), 2)

    def test_a_merge_over_rows_of_data_is_a_fault_of_the_rows_below(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS.replace("P   | K-01", "P   | ^   ")})
        assert [row.cells["group"].fault for row in found.rows] == ["", "swallowed"]

    def test_faulty_cells_are_kept_as_faults(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS.replace("Sulastri", "#N/A").replace("Ma'ruf", "=A1")})
        assert [row.cells["name"].fault for row in found.rows] == ["uncalculated", "#N/A"]

    def test_invisible_characters_are_told_and_taken_out(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS.replace("Sulastri", "Su\u202elas\u200btri")})
        assert codes(found) == [("G20", "B3")]
        assert found.rows[1].cells["name"].value == "Sulastri"

    def test_numbered_rows_that_nobody_has_filled_are_furniture_without_a_word(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Pertemuan": """
                    | Kode | Kelompok | Jenis | Tanggal | Mulai | Tempat |
                    | S-01 | K-01 | Motivasi | 2015-05-06 | 09.00 | Balai Desa |
                    | S-02 | K-01 | Motivasi | | | |
                    | S-03 | | | | | |
                    | | K-01 | | | | |
                """
            },
        )
        assert furniture(found, "Pertemuan") == [1, 3, 4, 5]
        assert codes(found) == [("G06", "Pertemuan")]
        assert found.findings[0].values["rows"] == "5"

    def test_numbers_prepared_for_signatures_are_no_content(self, tmp_path):
        card = "| Kode Pertemuan | S-02 |\n| No | Nama | Kehadiran | Tanda Tangan | > |\n"
        sheet = card + "| 1 | Ma'ruf | H | 1. | |\n| 2 | Wati | | | 2. |"
        found = reading(tmp_path, {"Identitas": "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 |", "Absensi 1": sheet})
        assert codes(found) == []
        assert furniture(found, "Absensi 1") == [2, 4]

    def test_photos_still_to_be_taken_are_furniture_and_a_remark_among_them_is_told(self, tmp_path):
        sheet = """
            | Jenis Bukti          | Kode Pertemuan | Nama Berkas   |
            | Foto                 | S-01           | foto/B1-1.jpg |
            | Foto                 | S-02           |               |
            | Foto menyusul Senin  |                |               |
        """
        found = reading(tmp_path, {"Saran": ADVICE, "Bukti": sheet})
        assert [said for said in codes(found) if said[0] == "G06"] == [("G06", "Bukti")]
        assert [finding.values["rows"] for finding in found.findings if finding.code == "G06"] == ["4"]
        assert furniture(found, "Bukti") == [1, 3, 4]
