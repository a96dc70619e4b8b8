"""Sheets that must be there and are not; tables that are there and cannot be found."""

import pytest

from pipeline.flow import Reading
from pipeline.stage1_read import read
from tests.sheets import Sheets, workbook
from tests.stage1.reading import ADVICE, CARD, MEMBERS, codes, reading, values

GROUPS = "| Kode Kelompok | Nama Kelompok |\n| K-01 | Mekar |"
OFFICES = "| Kode Kantor | Nama Kantor |\n| D-01 | Dinas |"
SIGNERS = "| Kode Kantor | Nama | Jabatan | NIP |\n| D-01 | Ani | Kepala | |"
PEOPLE = "| Kode Motivator | Nama | NIK |\n| M-001 | Siti | '3301015203809001 |"
ASSIGNED = "| Kode Motivator | Mulai Tugas | Selesai Tugas |\n| M-001 | 4 Mei 2015 | 3 Juli 2015 |"
ASSIGNMENT = {
    "Kantor": OFFICES, "Pejabat": SIGNERS, "Motivator": PEOPLE, "Penugasan": ASSIGNED, "Kelompok": GROUPS,
    "Anggota": MEMBERS,
}  # fmt: skip
SESSIONS = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Mulai | Tempat |\n| S-01 | K-01 | Motivasi | | | |"
FOLLOW_UP = "| 1 | Mencatat biaya | Ketua |\n"
MINUTES = (
    "| Kode Pertemuan | S-01 |\n| Pimpinan | Siti |\n| Notulis | Ani |\n| Pembahasan | Harga |\n| Keputusan | Ya |\n"
)


def without(sheets: Sheets, *names: str) -> dict[str, str]:
    return {name: text for name, text in sheets.items() if name not in names}


def missing(found: Reading) -> list[tuple[str, object]]:
    """Of which workbooks it is said that sheets are missing, and which."""
    return [(finding.place.file, finding.values["sheets"]) for finding in found.findings if finding.code == "B03"]


def lost_tables(found: Reading) -> list[tuple[str, str, str]]:
    return [(row.place.file, row.place.sheet, row.record) for row in found.rows if row.stands_for_table]


class TestAbsent:
    def test_a_sheet_of_the_assignment_workbook(self, tmp_path):
        found = reading(tmp_path, without(ASSIGNMENT, "Kelompok"))
        assert missing(found) == [("a.xlsx", "«Kelompok»")]
        assert lost_tables(found) == [("a.xlsx", "", "Group")]

    def test_several(self, tmp_path):
        found = reading(tmp_path, without(ASSIGNMENT, "Kelompok", "Anggota"))
        assert missing(found) == [("a.xlsx", "«Kelompok» dan «Anggota»")]
        assert [row[2] for row in lost_tables(found)] == ["Group", "Member"]

    def test_none(self, tmp_path):
        assert missing(reading(tmp_path, ASSIGNMENT)) == []

    def test_one_that_is_not_filled_is_there(self, tmp_path):
        sheets = {**ASSIGNMENT, "Kelompok": GROUPS.partition("\n")[0]}
        assert missing(reading(tmp_path, sheets)) == []

    def test_one_that_stands_in_another_workbook(self, tmp_path):
        workbook(tmp_path / "a.xlsx", without(ASSIGNMENT, "Kelompok", "Anggota"))
        workbook(tmp_path / "b.xlsx", {"Kelompok": GROUPS})
        assert missing(read([tmp_path])) == [("a.xlsx", "«Anggota»")]
        (tmp_path / "c.csv").write_text("No,Nama,NIK,L/P,Kode Kelompok\n1,Ani,3301014101909002,P,K-01\n")
        assert missing(read([tmp_path])) == []

    @pytest.mark.parametrize("absent", [("Kelompok", "Anggota"), ("Pejabat", "Motivator", "Kelompok", "Anggota")])
    @pytest.mark.parametrize("name", ["b.xlsx", "0.xlsx"])
    def test_one_that_may_stand_in_a_workbook_that_cannot_be_read(self, tmp_path, absent, name):
        """What cannot be read is told; and of the rows on the sheet, wherever it is, nobody is told that they lack."""
        workbook(tmp_path / "a.xlsx", without(ASSIGNMENT, *absent))
        (tmp_path / name).write_bytes(b"PK\3\4")
        found = read([tmp_path])
        assert [finding.code for finding in found.findings if finding.place.file == name] == ["G15"]
        assert missing(found) == []
        assert len(lost_tables(found)) == len(absent)
        assert lost_tables(found)[-1] == ("a.xlsx", "", "Member")

    @pytest.mark.parametrize(("mark", "told"), [("assignment/9", []), ("x/1", []), ("monthly/9", ["a.xlsx"])])
    def test_one_that_may_stand_in_a_workbook_of_a_version_that_is_refused(self, tmp_path, mark, told):
        workbook(tmp_path / "a.xlsx", without(ASSIGNMENT, "Kelompok"))
        workbook(tmp_path / "b.xlsx", {"Daftar": f"| berkas | {mark} |", "Kelompok": GROUPS})
        found = read([tmp_path])
        assert [finding.code for finding in found.findings if finding.place.file == "b.xlsx"] == ["G67"]
        assert [file for file, _ in missing(found)] == told
        assert [row[2] for row in lost_tables(found)] == ["Group"]

    def test_a_damaged_workbook_of_a_month_holds_no_sheet_of_the_assignment(self, tmp_path):
        workbook(tmp_path / "a.xlsx", without(ASSIGNMENT, "Kelompok"))
        (tmp_path / "laporan_M-001_bulan-1.xlsx").write_bytes(b"PK")
        assert missing(read([tmp_path])) == [("a.xlsx", "«Kelompok»")]

    def test_a_single_list_is_no_workbook_that_lacks_something(self, tmp_path):
        assert missing(reading(tmp_path, {"Anggota": MEMBERS, "Kelompok": GROUPS})) == []

    def test_of_a_month(self, tmp_path):
        found = reading(tmp_path, {"Identitas": CARD, "Saran": ADVICE})
        assert missing(found) == [("a.xlsx", "«Pertemuan»")]
        assert lost_tables(found) == [("a.xlsx", "", "Session")]
        assert missing(reading(tmp_path, {"Identitas": CARD, "Saran": ADVICE, "Pertemuan": SESSIONS})) == []

    def test_without_its_card_only_that_is_asked_for(self, tmp_path):
        assert missing(reading(tmp_path, {"Pertemuan": SESSIONS, "Saran": ADVICE})) == []

    def test_one_sheet_as_csv_lacks_no_other(self, tmp_path):
        (tmp_path / "Identitas.csv").write_text("Kode Motivator,M-001\nNama,Siti\nBulan Ke-,1\n")
        assert missing(read([tmp_path])) == []


class TestLostTables:
    def test_below_a_card(self, tmp_path):
        """What the card tells of each row is told of all."""
        found = reading(tmp_path, {"Notulen 1": MINUTES + FOLLOW_UP + FOLLOW_UP})
        assert codes(found) == [("G04", "Notulen 1")]
        assert values(found, "FollowUp") == [{"session": "S-01"}]
        assert lost_tables(found) == [("a.xlsx", "Notulen 1", "FollowUp")]
        assert values(found, "Minutes")[0]["chair"] == "Siti"

    @pytest.mark.parametrize("below", ["", "| 1 |\n| 2 |", "| | Notulis, |\n| | (ANI) |\n| | NIP. |"])
    def test_below_a_card_where_nothing_stands(self, tmp_path, below):
        found = reading(tmp_path, {"Notulen 1": MINUTES + below})
        assert codes(found) == [("G05", "Notulen 1")]
        assert lost_tables(found) == []

    def test_a_list(self, tmp_path):
        found = reading(tmp_path, {"Pertemuan": "| S-01 | K-01 | Motivasi |", "Saran": ADVICE})
        assert codes(found) == [("G04", "Pertemuan")]
        assert lost_tables(found) == [("a.xlsx", "Pertemuan", "Session")]
