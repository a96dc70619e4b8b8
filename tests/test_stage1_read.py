"""Stage 1: sheets as people fill them become rows, and every row is data, furniture or told of."""

import os
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from pipeline.failures import Failure
from pipeline.files import FileFacts, FileProblem
from pipeline.flow import Reading
from pipeline.stage1_read import read
from tests.sheets import Sheets, workbook

MEMBERS = """
    | No | Nama     | NIK               | L/P | Kode Kelompok |
    | 1  | Ma'ruf   | '3301010101909001 | L   | K-01          |
    | 2  | Sulastri | '3301014101909002 | P   | K-01          |
"""
CARD = """
    | Kode Motivator | M-001 |
    | Bulan Ke-      | 1     |
"""


def reading(tmp_path: Path, sheets: Sheets, name: str = "a.xlsx") -> Reading:
    return read([workbook(tmp_path / name, sheets)])


def codes(found: Reading) -> list[tuple[str, str]]:
    """Code and cell (or sheet) of every finding."""
    return [(finding.code, finding.place.cell or finding.place.sheet) for finding in found.findings]


def values(found: Reading, record: str) -> list[dict[str, object]]:
    """What the rows of a record say, empty and faulty cells left out."""
    return [
        {name: cell.value for name, cell in row.cells.items() if not cell.empty and not cell.fault}
        for row in found.rows
        if row.record == record
    ]


def furniture(found: Reading, sheet: str) -> list[int]:
    return sorted(line.number for line in found.furniture if line.sheet == sheet)


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
        assert (found.rows, found.furniture, len(found.lines)) == ((), frozenset(), 2)

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
        found = reading(tmp_path, {"Identitas": card})
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

    def test_unknown_repeated_and_missing_labels_are_told(self, tmp_path):
        found = reading(
            tmp_path, {"Identitas": "| Kode Motivator : | M-001 |\n| Hobi : | catur |\n| Kode Motivator : | M-002 |"}
        )
        assert codes(found) == [("G21", "A2"), ("G22", "B3"), ("G03", "Identitas")]

    def test_a_sheet_as_it_was_handed_out_is_only_noted(self, tmp_path):
        found = reading(
            tmp_path,
            {"Identitas": CARD, "Absensi 2": "| Kode Pertemuan | S-02 |\n| No | Nama | Kehadiran |\n| 1 | Ma'ruf | |"},
        )
        assert codes(found) == [("G09", "Absensi 2")]
        assert furniture(found, "Absensi 2") == [1, 2, 3]


class TestMatrices:
    @pytest.mark.parametrize(
        "heading",
        [
            "| Kegiatan | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |",
            "| Kegiatan | Bulan I | > | > | > | Bulan II | > | > | > |\n| ^ | 1 | 2 | 3 | 4 | 1 | 2 | 3 | 4 |",
            "| Kegiatan | Minggu ke-1 | Minggu ke-2 | M3 | M4 | V | VI | VII | VIII |",
            "| Kegiatan | (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) |",
        ],
    )
    def test_weeks_of_the_work_plan(self, tmp_path, heading):
        plan = f"{heading}\n| Motivasi | v | | | | | x | | |\n| Kemitraan | | | | | | | | |"
        found = reading(tmp_path, {"Rencana Kerja": plan})
        assert [(row["week"], row["marked"]) for row in values(found, "PlanMark")] == [(1, "v"), (6, "x")]
        assert codes(found) == [("G06", "Rencana Kerja")], "the activity without a mark"

    def test_sessions_by_date_and_code(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Rekap Absensi": """
                    | Kode Kelompok | : | K-01 |
                    | No | Nama   | 2015-05-06 | 13 Mei 2015 | S-03 | Mei 2015 | Jumlah |
                    | ^  | ^      | ^          | ^           | ^    | 27       | ^      |
                    | 1  | Ma'ruf | H          | I           | S    | A        | 4      |
                """
            },
        )
        marks = values(found, "Presence")
        assert [str(mark["session"])[:11] for mark in marks] == ["2015-05-06 ", "13 Mei 2015", "S-03", "27 Mei 2015"]
        assert [mark["presence"] for mark in marks] == ["H", "I", "S", "A"]
        assert {str(mark["group"]) for mark in marks} == {"K-01"}
        assert found.rows[0].place.cell == "C4"
        assert found.rows[0].cells["session"].place.cell == "C2"
        assert codes(found) == []


class TestRecognition:
    def test_by_a_name_with_a_slip_and_by_headings(self, tmp_path):
        found = reading(tmp_path, {"Angota": MEMBERS, "Sheet1": "| Saran | Kepada | x |\n| a | b | c |"})
        assert codes(found) == [("G25", "Angota"), ("G24", "Sheet1")]
        found = reading(tmp_path, {"Sheet1": MEMBERS}, "b.xlsx")
        assert codes(found) == [("G25", "Sheet1")]
        assert len(found.rows) == 2

    def test_the_mark_of_a_standard_workbook_decides_its_kind(self, tmp_path):
        found = reading(
            tmp_path, {"Daftar": "| berkas | monthly/1 |\n| L |", "Petunjuk": "Cara mengisi", "Identitas": CARD}
        )
        assert codes(found) == []
        assert found.inputs[0].form == "monthly/1"
        assert furniture(found, "Daftar") + furniture(found, "Petunjuk") == [1, 2, 1]

    def test_a_workbook_of_another_kind(self, tmp_path):
        found = reading(tmp_path, {"Belanja": "| Barang | Harga |\n| Beras | 5 |"})
        assert codes(found) == [("G24", "Belanja"), ("G23", "")]
        assert found.inputs[0].form == ""

    def test_empty_sheets_are_ignored(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS, "Sheet2": "", "Sheet3": "|  |"})
        assert codes(found) == []


class TestInputs:
    def test_a_folder_is_searched_to_the_bottom_in_a_fixed_order(self, tmp_path):
        for name in ("b/M-002.xlsx", "a/M-001.xlsx", "penugasan.xlsx"):
            workbook(tmp_path / "in" / name, {"Anggota": MEMBERS})
        (tmp_path / "in" / "foto.jpg").write_bytes(b"x")
        found = read([tmp_path / "in"])
        assert [item.path for item in found.inputs] == ["penugasan.xlsx", "a/M-001.xlsx", "b/M-002.xlsx"]
        assert found.inputs[1].file == tmp_path / "in" / "a" / "M-001.xlsx"
        assert all(len(item.sha256) == 64 for item in found.inputs)

    def test_names_tell_workbooks_apart(self, tmp_path):
        paths = [workbook(tmp_path / folder / "a.xlsx", {"Anggota": MEMBERS}) for folder in ("x", "y", "z/x")]
        found = read(paths)
        assert [item.path for item in found.inputs] == ["x/a.xlsx", "y/a.xlsx", "x/a.xlsx (2)"]

    def test_a_workbook_given_twice_is_read_once(self, tmp_path):
        path = workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        assert len(read([path.parent, path], assignments=path).inputs) == 1

    def test_the_assignment_workbook_may_lie_elsewhere(self, tmp_path):
        month = workbook(tmp_path / "in" / "m.xlsx", {"Identitas": CARD})
        roster = workbook(tmp_path / "roster.xlsx", {"Anggota": MEMBERS})
        assert {item.form for item in read([month], roster).inputs} == {"assignment/1", "monthly/1"}

    def test_what_is_not_there_stops_the_run(self, tmp_path):
        with pytest.raises(Failure):
            read([tmp_path / "missing"])

    def test_lock_files_links_and_empty_folders(self, tmp_path):
        folder = tmp_path / "in"
        workbook(folder / "a.xlsx", {"Anggota": MEMBERS})
        (folder / "~$a.xlsx").write_bytes(b"x")
        (folder / ".~lock.a.xlsx#").write_bytes(b"x")
        (folder / "link.xlsx").symlink_to(folder / "a.xlsx")
        found = read([folder])
        assert [item.path for item in found.inputs] == ["a.xlsx"]
        assert [(finding.code, finding.place.file) for finding in found.findings] == [
            ("G01", ".~lock.a.xlsx#"), ("G01", "~$a.xlsx"), ("G27", "link.xlsx"),
        ]  # fmt: skip
        assert {finding.values["workbook"] for finding in found.findings if finding.code == "G01"} == {"a.xlsx"}
        (tmp_path / "empty").mkdir()
        assert [finding.code for finding in read([tmp_path / "empty"]).findings] == ["G02"]

    def test_a_folder_that_cannot_be_opened_is_told(self, tmp_path, monkeypatch):
        workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        closed = tmp_path / "in" / "M-001"
        closed.mkdir()
        scan = os.scandir

        def refusing(path):
            if Path(path) == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return scan(path)

        monkeypatch.setattr(os, "scandir", refusing)
        found = read([tmp_path / "in"])
        assert [item.path for item in found.inputs] == ["a.xlsx"]
        assert [(finding.code, finding.place.file) for finding in found.findings] == [("G28", "M-001")]

    def test_one_bad_workbook_does_not_stop_the_others(self, tmp_path):
        workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        (tmp_path / "in" / "b.xlsx").write_bytes(b"<html>")
        found = read([tmp_path / "in"])
        assert [(finding.code, finding.place.file) for finding in found.findings] == [("G13", "b.xlsx")]
        assert [item.readable for item in found.inputs] == [True, False]
        assert len(found.rows) == 2


class TestEvidence:
    SHEET = "| Jenis Bukti | Kode Pertemuan | Nama Berkas |\n| Foto | S-01 | {name} |"

    def facts(self, folder: Path, name: str) -> FileFacts:
        found = reading(folder, {"Bukti": self.SHEET.format(name=name)})
        value = found.rows[0].cells["file"].value
        assert isinstance(value, FileFacts)
        return value

    @pytest.mark.parametrize("name", ["foto/a.jpg", "foto\\a.jpg", " foto/a.jpg "])
    def test_a_photo_beside_the_workbook(self, tmp_path, name):
        (tmp_path / "foto").mkdir()
        Image.new("RGB", (40, 30)).save(tmp_path / "foto" / "a.jpg")
        facts = self.facts(tmp_path, name)
        assert (facts.problem, facts.media, facts.width) == (FileProblem.NONE, "image/jpeg", 40)

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("foto.jpg", FileProblem.MISSING),
            ("../foto.jpg", FileProblem.OUTSIDE),
            ("/etc/passwd", FileProblem.OUTSIDE),
            ("C:\\foto.jpg", FileProblem.OUTSIDE),
            ("7", FileProblem.MISSING),
        ],
    )
    def test_files_that_cannot_be_used(self, tmp_path, name, problem):
        assert self.facts(tmp_path, name).problem is problem


def test_hidden_sheets_and_rows_are_read_like_others(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Anggota": MEMBERS, "Identitas": "| x |"}, hidden=("Anggota",))
    book = openpyxl.load_workbook(path)
    book["Anggota"].row_dimensions[2].hidden = True
    book.save(path)
    assert len([row for row in read([path]).rows if row.record == "Member"]) == 2
