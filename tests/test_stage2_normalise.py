"""Stage 2: rows become records; what is wrong with a cell is told at the cell and about the right key."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.findings import Finding
from pipeline.flow import Dossier
from pipeline.records import AttendanceSheet, Group, Member, Numbering, Office, Presence
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from tests.sheets import Sheets, workbook

TODAY = date(2015, 7, 31)
PROGRAMME = knowledge.programme("motivator-2015")

FACILITATORS = {
    "Motivator": """
        | Kode Motivator | Nama | NIK | Tempat Lahir | Tanggal Lahir | L/P | Pendidikan | Alamat | Bank | No Rekening |
        | M-001 | Siti Ma'rifah | '3301015203809001 | Wanasari | 1980-03-12 | P | S-1 | Desa | BNI | '0123456789 |
    """
}
MEMBERS = "| Kode Kelompok | No | Nama | NIK | L/P | Tanggal Lahir | Nomor HP |\n"
CARD = {"Identitas": "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 |"}
SESSIONS = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Mulai | Tempat |\n"
SESSION = "| S-01 | K-01 | Pemberian motivasi dan berbagi pengalaman | Rabu, 6 Mei 2015 | '09.00 | Balai Desa |\n"
PRESENCE = "| Kode Pertemuan | S-01 |\n| No | Nama | Kehadiran |\n"

Result = tuple[Dossier, tuple[Finding, ...]]


def normalised(folder: Path, *books: Sheets, names: tuple[str, ...] = ()) -> Result:
    """The dossier of these workbooks; they are called 1.xlsx, 2.xlsx … unless named."""
    for number, sheets in enumerate(books):
        workbook(folder / (names[number] if names else f"{number + 1}.xlsx"), sheets)
    return normalise(read([folder]), PROGRAMME, TODAY)


def codes(result: Result) -> list[tuple[str, str, tuple[str, ...]]]:
    """Code, cell (or sheet, or file) and about of every finding."""
    return [
        (finding.code, finding.place.cell or finding.place.sheet or finding.place.file, finding.about)
        for finding in result[1]
    ]


class TestCells:
    def test_a_member_as_it_should_be(self, tmp_path):
        row = "| k-01 | 7 | Ma'ruf | '3301010101909001 | l | 1 Januari 1990 | '0812 3456 7890 |"
        result = normalised(tmp_path, {"Anggota": MEMBERS + row})
        assert codes(result) == []
        (member,) = result[0].all(Member)
        assert (member.key, member.nik, member.sex) == ("member:K-01/07", "3301010101909001", "L")
        assert (member.birth_date, member.phone) == (date(1990, 1, 1), "+6281234567890")
        assert member.at("nik").cell == "D2"
        assert member.place.cell == "A2"

    @pytest.mark.parametrize(
        ("row", "code", "cell"),
        [
            ("| K-01 | 7 | A | 3301010101909001 | L | | |", "G46", "D2"),
            ("| K-01 | 7 | A | '330101010190900 | L | | |", "G47", "D2"),
            ("| K-01 | 7 | A | '3301013201909001 | L | | |", "G47", "D2"),
            ("| K-01 | 7 | | '3301010101909001 | L | | |", "G40", "C2"),
            ("| K-01 | 7 | #N/A | '3301010101909001 | L | | |", "G41", "C2"),
            ("| K-01 | 7 | =A1 | '3301010101909001 | L | | |", "G42", "C2"),
            ("| K-01 | 7 | a\x7fb | '3301010101909001 | L | | |", "G43", "C2"),
            ("| K-01 | 7 | A | '3301010101909001 | X | | |", "G55", "E2"),
        ],
    )
    def test_a_faulty_cell_is_told_and_the_record_kept(self, tmp_path, row, code, cell):
        result = normalised(tmp_path, {"Anggota": MEMBERS + row})
        assert codes(result) == [(code, cell, ("member:K-01/07",))]
        assert len(result[0].all(Member)) == 1
        assert result[0].lost == frozenset()

    @pytest.mark.parametrize(
        ("row", "code", "cell"),
        [
            ("| K-01 | 7 | A | '3301010101909001 | L | 31 Juni 1990 | |", "G51", "F2"),
            ("| K-01 | 7 | A | '3301010101909001 | L | 1900-01-05 | |", "G51", "F2"),
            ("| K-01 | 7 | A | '3301010101909001 | L | 9999-12-31 | |", "G51", "F2"),
            ("| K-01 | 7 | A | '3301010101909001 | L | Senin, 2 Januari 1990 | |", "C01", "F2"),
            ("| K-01 | 7 | A | '3301010101909001 | L | | '12 |", "G50", "G2"),
        ],
    )
    def test_a_fault_in_what_no_paper_prints_is_about_nobody(self, tmp_path, row, code, cell):
        result = normalised(tmp_path, {"Anggota": MEMBERS + row})
        assert codes(result) == [(code, cell, ())]
        assert [finding.whom for finding in result[1]] == [("member:K-01/07",)]

    def test_a_fault_in_what_one_paper_prints_is_about_that_paper(self, tmp_path):
        heading = "| Kode Motivator | Nomor SPM | Tanggal SPM | Tanggal Sertifikat | Biaya Hidup per Bulan |"
        row = "| M-001 | '1/SPM | 31 April 2015 | 30 Februari 2015 | banyak |"
        found = {(about, code) for code, _, about in codes(normalised(tmp_path, {"Penugasan": f"{heading}\n{row}"}))}
        assert {
            (("spm/facilitator:M-001",), "G51"),
            (("certificate/facilitator:M-001",), "G51"),
            (("spk/facilitator:M-001",), "G53"),
        } <= found

    def test_the_other_kinds_of_value(self, tmp_path):
        result = normalised(
            tmp_path,
            CARD
            | {
                "Pertemuan": SESSIONS + "| S-01 | K-01 | Pesta | 2015-05-06 | pagi | Balai |",
                "Kemitraan 1": """
                    | Kode Kemitraan | KM-01 |
                    | Kode Kelompok | K-01 |
                    | Nama Mitra | PT. Maju & Jaya <Persero> |
                    | Jenis Mitra | Perbankan |
                    | Nama Wakil Mitra | Andi |
                    | Bentuk Kerja Sama | modal; tidur |
                    | Uraian Kerja Sama | x |
                    | Nilai | banyak |
                    | Mulai | 2015-05-20 |
                    | Jenis Dokumen | MoU |
                """,
                "Notulen 1": """
                    | Kode Pertemuan | S-01 |
                    | Pimpinan | a |
                    | Notulis | b |
                    | Jumlah Hadir | sembilan belas orang lebih |
                    | Pembahasan | c |
                    | Keputusan | d |
                    | Tindak Lanjut | PIC | Tenggat |
                """,
            },
        )
        session, partnership = ("session:M-001/1/S-01",), ("partnership:M-001/KM-01",)
        assert codes(result) == [
            ("G55", "C2", session),
            ("G52", "E2", session),
            ("G55", "B6", partnership),
            ("G53", "B8", partnership),
            ("G54", "B4", session),
        ]
        assert result[0].partnerships_of["M-001"][0].partner == "PT. Maju & Jaya <Persero>"

    def test_numbers_for_identity_are_never_shown_whole(self, tmp_path):
        result = normalised(tmp_path, {"Anggota": MEMBERS + "| K-01 | 7 | A | '3301013201909001 | L | | |"})
        assert "•" in result[1][0].text
        assert "33010132" not in result[1][0].text

    @pytest.mark.parametrize(
        ("row", "code", "cell", "about"),
        [
            ("| K-01 | -1 | A | '3301010101909001 | L | | |", "G54", "B2", "group:K-01"),
            ("| K-01 | 1000000000 | A | '3301010101909001 | L | | |", "G54", "B2", "group:K-01"),
            ("| '3301010101909001 | 7 | A | '3301010101909001 | L | | |", "G57", "A2", ""),
            ("| 3369/0552/0382/9001 | 7 | A | '3301010101909001 | L | | |", "G57", "A2", ""),
            ("| K-$(id) | 7 | A | '3301010101909001 | L | | |", "G57", "A2", ""),
            ("| K`id` | 7 | A | '3301010101909001 | L | | |", "G57", "A2", ""),
            ('| K"01" | 7 | A | ' + "'3301010101909001 | L | | |", "G57", "A2", ""),
            ("| K%PATH% | 7 | A | '3301010101909001 | L | | |", "G57", "A2", ""),
            ("| Kʺ01 | 7 | A | '3301010101909001 | L | | |", "G57", "A2", ""),
            ("| K-01 | tujuh puluhan | A | '3301010101909001 | L | | |", "G54", "B2", "group:K-01"),
            ("| K-01 | | A | '3301010101909001 | L | | |", "G40", "B2", "group:K-01"),
            ("| | 7 | A | '3301010101909001 | L | | |", "G40", "A2", None),
        ],
    )
    def test_without_its_identity_a_row_is_lost(self, tmp_path, row, code, cell, about):
        result = normalised(tmp_path, {"Anggota": MEMBERS + row})
        expected = (about,) if about else ()
        assert codes(result) == [(code, cell, expected)]
        assert result[0].all(Member) == []
        assert result[0].lost == frozenset(expected)
        assert [line.number for line in result[0].lost_lines] == [2]

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("k-01", "K-01"),
            ("K 01", "K01"),
            ("K/01", "K-01"),
            ("K–01", "K-01"),
            ("K\u201101", "K-01"),
            ("K.01", "K.01"),
            ("K_01", "K_01"),
        ],
    )
    def test_how_people_write_a_code(self, tmp_path, written, code):
        result = normalised(tmp_path, {"Anggota": MEMBERS + f"| {written} | 7 | A | '3301010101909001 | L | | |"})
        (member,) = result[0].all(Member)
        assert member.group == code

    def test_half_of_a_long_number_is_not_shown_either(self, tmp_path):
        written = "x" * 44 + "3301_0101_0190_9001"
        result = normalised(tmp_path, {"Anggota": MEMBERS + f"| {written} | 7 | A | '3301010101909001 | L | | |"})
        assert "0190" not in result[1][0].text

    def test_a_missing_column_is_about_everyone_below_it(self, tmp_path):
        rows = "| K-01 | 1 | A | L |\n| K-01 | 2 | B | P |"
        result = normalised(tmp_path, {"Anggota": "| Kode Kelompok | No | Nama | L/P |\n" + rows})
        assert codes(result) == [("G03", "Anggota", ("member:K-01/01", "member:K-01/02"))]

    def test_a_cell_under_a_merge_is_about_the_row_it_would_be(self, tmp_path):
        rows = "| K-01 | 1 | A | '3301010101909001 | L |\n| ^ | 2 | B | '3301010101909002 | L |"
        result = normalised(tmp_path, {"Anggota": MEMBERS + rows})
        assert codes(result) == [("G45", "A3", ("member:K-01/02",))]

    def test_values_of_a_group(self, tmp_path):
        result = normalised(
            tmp_path,
            {
                "Kelompok": """
                    | Kode | Motivator | Nama Kelompok | Sektor | Usaha | Desa | Kec | Kab | Omzet Awal | TK Awal |
                    | K-01 | M-001 | Mekar | Agroindustri | Anyam | A | B | C | Rp4.500.000 | 10 |
                """
            },
        )
        assert codes(result) == []
        (group,) = result[0].all(Group)
        assert (group.sector, group.turnover_before, group.workers_before) == ("Agroindustri", Decimal(4_500_000), 10)

    @pytest.mark.parametrize("amount", ["-4500000", "'-Rp4.500.000", "1000000000000000", "'" + "9" * 16])
    def test_money_that_nobody_has(self, tmp_path, amount):
        heading = "| Kode | Motivator | Nama Kelompok | Sektor | Usaha | Desa | Kec | Kab | Omzet Awal |"
        row = f"| K-01 | M-001 | Mekar | Agroindustri | Anyam | A | B | C | {amount} |"
        [(code, cell, _)] = codes(normalised(tmp_path, {"Kelompok": f"{heading}\n{row}"}))
        assert (code, cell) == ("G53", "I2")


class TestDoubles:
    def test_two_members_of_one_number(self, tmp_path):
        rows = "| K-01 | 7 | A | '3301010101909001 | L |\n| K-01 | 7 | B | '3301010101909002 | L |"
        result = normalised(tmp_path, {"Anggota": MEMBERS + rows})
        assert codes(result) == [("G63", "A3", ("member:K-01/07",))]
        assert result[1][0].values["first"] == "1.xlsx › Anggota!A2"
        assert [member.name for member in result[0].all(Member)] == ["A"]
        assert [line.number for line in result[0].lost_lines] == [3]

    @pytest.mark.parametrize(("name", "about"), [("Mekar", ()), ("Melati", ("facilitator:M-002",))])
    def test_another_group_of_a_code_is_missed_by_its_facilitator(self, tmp_path, name, about):
        heading = "| Kode | Motivator | Nama Kelompok | Sektor | Usaha | Desa | Kec | Kab |"
        facilitator = "M-002" if about else "M-001"
        rows = "".join(
            f"\n| K-01 | {code} | {called} | Agroindustri | Anyam | A | B | C |"
            for code, called in (("M-001", "Mekar"), (facilitator, name))
        )
        result = normalised(tmp_path, {"Kelompok": heading + rows})
        assert codes(result) == [("G63", "A3", ("group:K-01", *about))]

    def test_an_office_told_alike_by_two_workbooks_is_one(self, tmp_path):
        office = {
            "Kantor": """
                | Kode Kantor | Tingkat | Nama Kantor | Sebutan Kepala | Baris Kop | Alamat | Kota |
                | C-01 | Pusat | BBPPK | Kepala BBPPK | KEMENTERIAN | Jalan A | Lembang |
            """
        }
        result = normalised(tmp_path, office, office)
        assert codes(result) == []
        assert len(result[0].all(Office)) == 1
        assert result[0].lost_lines == frozenset()

    def test_one_series_for_each_office_and_kind(self, tmp_path):
        rows = "| D-01 | SPM | Register berkas |\n| D-01 | SPK | register |\n| d-01 | SPM | Dikosongkan |"
        result = normalised(tmp_path, {"Penomoran": "| Kode Kantor | Jenis Surat | Sumber Nomor |\n" + rows})
        assert codes(result) == [("G63", "A4", ("office:D-01",))]
        assert len(result[0].all(Numbering)) == 2

    @pytest.mark.parametrize(("mark", "found"), [("H", []), ("S", [("G64", "C3", ("session:M-001/1/S-01",))])])
    def test_presence_told_by_sheet_and_by_matrix(self, tmp_path, mark, found):
        result = normalised(
            tmp_path,
            CARD
            | {
                "Pertemuan": SESSIONS + SESSION,
                "Absensi 1": PRESENCE + "| 1 | Ma'ruf | H |",
                "Rekap Absensi": f"| Kode Kelompok | K-01 |\n| No | Nama | 6 Mei 2015 |\n| 1 | Ma'ruf | {mark} |",
            },
        )
        assert codes(result) == found
        assert len(result[0].all(Presence)) == 1
        assert bool(result[0].lost_lines) == bool(found)

    def test_a_copied_attendance_sheet_is_lost_whole(self, tmp_path):
        """Its code was not changed: its head says so, and its marks contradict nobody's."""
        first = "| Kode Pertemuan | S-01 |\n| Tanggal | 6 Mei 2015 |\n| No | Nama | Kehadiran |\n"
        result = normalised(
            tmp_path,
            CARD
            | {
                "Pertemuan": SESSIONS + SESSION + SESSION.replace("S-01", "S-02").replace("Rabu, 6", "Rabu, 13"),
                "Absensi 1": first + "| 1 | A | H |\n| 2 | B | I |",
                "Absensi 2": first.replace("6 Mei", "13 Mei") + "| 1 | A | S |\n| 2 | B | I |\n| 3 | C | H |",
            },
        )
        assert codes(result) == [("G63", "B1", ("session:M-001/1/S-01",))]
        assert [(mark.number, mark.presence) for mark in result[0].all(Presence)] == [(1, "H"), (2, "I")]
        lost = [(line.sheet, line.number) for line in result[0].lost_lines]
        assert sorted(lost) == [("Absensi 2", number) for number in (1, 2, 4, 5, 6)]
        [row] = result[0].lost_of(AttendanceSheet, facilitator="M-001", month=1)
        assert row.told["held_on"] == date(2015, 5, 13)

    @pytest.mark.parametrize("turned", [False, True])
    def test_of_two_sheets_of_one_session_the_one_that_contradicts_it_is_lost(self, tmp_path, turned):
        head = "| Kode Pertemuan | S-01 |\n| Hari/Tanggal | {} Mei 2015 |\n| No | Nama | Kehadiran |\n| 1 | A | {} |"
        wrong, right = ("Absensi 2", "Absensi 1") if turned else ("Absensi 1", "Absensi 2")
        book = CARD | {"Pertemuan": SESSIONS + SESSION}
        book |= dict(sorted({wrong: head.format(13, "S"), right: head.format(6, "H")}.items()))
        result = normalised(tmp_path, book)
        assert [(found.code, found.place.sheet, found.place.cell) for found in result[1]] == [("G63", wrong, "B1")]
        assert right in result[1][0].text
        assert [(mark.place.sheet, mark.presence) for mark in result[0].all(Presence)] == [(right, "H")]

    def test_a_code_that_nobody_has_is_kept_as_its_cell_spells_it(self, tmp_path):
        rows = "| K-02 Lele Jaya | 7 | A | '3301010101909001 | L |\n| k-01 | 8 | B | '3301010101909002 | L |"
        group = "| Kode | Motivator | Nama Kelompok |\n| K-01 | M-001 | Mekar |\n| K-02 | m-002 | Lele Jaya |"
        dossier, _ = normalised(tmp_path, FACILITATORS | {"Anggota": MEMBERS + rows, "Kelompok": group})
        assert {place.cell: text for place, text in dossier.written.items()} == {"A2": "K-02 Lele Jaya", "B3": "m-002"}
        assert "member:K-02/07" in dossier.lost

    def test_the_row_that_is_not_used_is_named(self, tmp_path):
        """And nobody whose number both rows bear."""
        rows = "| K-01 | 7 | Ani | '3301010101909001 | L |\n| K-01 | 7 | Budi | '3301010101909002 | L |"
        third = "\n| K-01 | 8 | Ida | '3301010101909003 | L |"
        dossier, [found] = normalised(tmp_path, {"Anggota": MEMBERS + rows + third})
        assert "Budi" in found.text
        assert dossier.names == {"member:K-01/08": "Ida"}


class TestMatrices:
    def matrix(self, folder: Path, heading: str, sessions: str = SESSION) -> Result:
        return normalised(
            folder,
            CARD
            | {
                "Pertemuan": SESSIONS + sessions,
                "Rekap Absensi": f"| Kode Kelompok | K-01 |\n| No | Nama | {heading} |\n| 1 | A | H |\n| 2 | B | I |",
            },
        )

    @pytest.mark.parametrize("heading", ["S-01", "s-01", "2015-05-06", "6 Mei 2015", "Rabu, 06/05/2015"])
    def test_a_session_by_its_code_or_date(self, tmp_path, heading):
        result = self.matrix(tmp_path, heading)
        assert codes(result) == []
        marks = result[0].presences_of["session:M-001/1/S-01"]
        assert [(mark.number, mark.presence) for mark in marks] == [(1, "H"), (2, "I")]

    def test_no_session_on_that_day_is_told_once(self, tmp_path):
        result = self.matrix(tmp_path, "7 Mei 2015")
        assert codes(result) == [("C02", "C2", ("month:M-001/1",))]
        assert result[0].all(Presence) == []

    def test_several_sessions_on_that_day(self, tmp_path):
        result = self.matrix(tmp_path, "6 Mei 2015", SESSION + SESSION.replace("S-01", "S-02"))
        assert codes(result) == [("C03", "C2", ("session:M-001/1/S-01", "session:M-001/1/S-02"))]
        assert {row.told["held_on"] for row in result[0].lost_rows} == {date(2015, 5, 6)}

    def test_a_session_that_stands_twice_is_one_session_on_its_day(self, tmp_path):
        result = self.matrix(tmp_path, "6 Mei 2015", SESSION + SESSION)
        assert [code for code, _, _ in codes(result)] == ["G63"]
        assert len(result[0].presences_of["session:M-001/1/S-01"]) == 2
        assert result[0].lost_rows == ()

    def test_a_session_without_its_group_takes_no_other_sessions_marks(self, tmp_path):
        groupless = SESSION.replace("S-01", "S-02").replace("K-01", "#N/A").replace("6 Mei", "13 Mei")
        result = self.matrix(tmp_path, "6 Mei 2015", SESSION + groupless)
        assert "C02" not in [code for code, _, _ in codes(result)]
        assert len(result[0].presences_of["session:M-001/1/S-01"]) == 2

    def test_a_session_of_another_group_does_not_count(self, tmp_path):
        result = self.matrix(tmp_path, "6 Mei 2015", SESSION + SESSION.replace("S-01", "S-02").replace("K-01", "K-02"))
        assert codes(result) == []
        assert {mark.session for mark in result[0].all(Presence)} == {"S-01"}


def test_the_same_reading_gives_the_same_dossier(tmp_path):
    story = Path(__file__).parent.parent / "input_samples" / "with_faults"
    shutil.copytree(story, tmp_path / "in")
    reading = read([tmp_path / "in"])
    assert normalise(reading, PROGRAMME, TODAY) == normalise(reading, PROGRAMME, TODAY)
