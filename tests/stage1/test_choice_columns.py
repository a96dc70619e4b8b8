"""Headings over one column for each choice, with ticks below: attendance as H | I | S | A, sex as L | P."""

import pytest

from tests.stage1.reading import MEMBERS, codes, furniture, reading, values

CARD = "| Kode Pertemuan | S-01 |"
SHEET = "Absensi 1"


def attendance(tmp_path, table):
    return reading(tmp_path, {SHEET: f"{CARD}\n\n" + "\n".join(line.strip() for line in table.strip().splitlines())})


def presences(found):
    return [
        (str(cell.value), cell.place.cell)
        for row in found.rows
        if row.record == "Presence" and not (cell := row.cells["presence"]).empty
    ]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("Hadir | Izin | Sakit | Alpa", ["Hadir", "Izin", "Alpa"]),
        ("H | I | S | A", ["H", "I", "A"]),
        ("HADIR | IJIN | SAKIT | Tanpa Keterangan", ["HADIR", "IJIN", "Tanpa Keterangan"]),
    ],
)
@pytest.mark.parametrize("tick", ["v", "√", "x", "1"])
def test_a_tick_is_the_choice_above_it(tmp_path, choices, said, tick):
    found = attendance(
        tmp_path,
        f"""
            | No | Nama | Kehadiran | > | > | > |
            | ^  | ^    | {choices} |
            | 1  | Ani  | {tick} | |  | |
            | 2  | Budi |  | {tick} | - | |
            | 3  | Cici |  | |  | {tick} |
            | 4  | Dodi |  | |  | |
        """,
    )
    assert presences(found) == list(zip(said, ["C5", "D6", "F7"], strict=True))
    assert furniture(found, SHEET) == [3, 4, 8]
    assert [line.number for row in found.rows if row.record == "Presence" for line in row.lines] == [5, 6, 7]


def test_names_on_the_second_line_and_no_merge(tmp_path):
    found = attendance(
        tmp_path,
        """
            | Anggota | > | Kehadiran | | | |
            | No | Nama | H | I | S | A |
            | 1 | Ani | v | | | |
            | 2 | Budi | | | S | |
        """,
    )
    assert presences(found) == [("H", "C5"), ("S", "E6")]
    assert [row["name"] for row in values(found, "Presence")] == ["Ani", "Budi"]


def test_a_letter_below_its_choice_is_that_choice(tmp_path):
    found = attendance(
        tmp_path, "| No | Nama | Kehadiran | > |\n| ^ | ^ | Hadir | Izin |\n| 1 | A | H | |\n| 2 | B | | i |"
    )
    assert presences(found) == [("Hadir", "C5"), ("Izin", "D6")]


def test_two_ticks_and_another_choice_are_left_for_the_value_to_be_refused(tmp_path):
    found = attendance(
        tmp_path,
        """
            | No | Nama | Kehadiran | > | > |
            | ^  | ^    | Hadir | Izin | Sakit |
            | 1  | Ani  | v | v | |
            | 2  | Budi | S | | |
            | 3  | Cici | #N/A | | |
        """,
    )
    assert presences(found) == [("Hadir; Izin", "D5"), ("Hadir: S", "C6"), ("None", "C7")]


def test_not_present_is_none_of_the_choices(tmp_path):
    found = attendance(
        tmp_path, "| No | Nama | Kehadiran | > |\n| ^ | ^ | Hadir | Tidak Hadir |\n| 1 | A | v | |\n| 2 | B | | v |"
    )
    assert presences(found) == [("Hadir", "C5"), ("Tidak Hadir", "D6")]


def test_the_heading_with_its_choices_once_more_is_furniture(tmp_path):
    heading = "| No | Nama | Kehadiran | > |\n| ^ | ^ | H | A |\n"
    found = attendance(tmp_path, f"{heading}| 1 | Ani | v | |\n{heading}| 2 | Budi | | v |")
    assert presences(found) == [("H", "C5"), ("A", "D8")]
    assert furniture(found, SHEET) == [3, 4, 6, 7]


def test_further_columns_in_another_order_have_choices_of_their_own(tmp_path):
    found = attendance(
        tmp_path,
        """
            | No | Nama | Kehadiran | > |
            | ^  | ^    | H | A |
            | 1  | Ani  | v | |
            | Nama | No | Kehadiran | > |
            | ^  | ^    | A | H |
            | Budi | 2  | v | |
        """,
    )
    assert presences(found) == [("H", "C5"), ("A", "C8")]


def test_sex_in_two_columns(tmp_path):
    found = reading(
        tmp_path,
        {
            "Anggota": """
                | No | Nama | NIK | Jenis Kelamin | > | Kode Kelompok |
                | ^  | ^    | ^   | L | P | ^ |
                | (1) | (2) | (3) | (4) | | (5) |
                | 1  | Ani  | '1  | | v | K-01 |
                | 2  | Budi | '2  | v | | K-01 |
            """
        },
    )
    assert [row["sex"] for row in values(found, "Member")] == ["P", "L"]
    assert (codes(found), furniture(found, "Anggota")) == ([], [1, 2, 3])


class TestUntold:
    def test_ticks_in_several_columns_of_which_nothing_tells_what_they_are(self, tmp_path):
        found = attendance(tmp_path, "| No | Nama | Kehadiran | > |\n| 1 | Ani | v | |\n| 2 | Budi | | v |")
        assert [code for code in codes(found) if code[0] in ("G00", "G03", "G07")] == [("G00", "C3")]
        assert all("presence" not in row.cells for row in found.rows)
        assert len(values(found, "Presence")) == 2

    @pytest.mark.parametrize(
        "below",
        [
            "| 1 | Ani | v | |\n| 2 | Budi | v | |",
            "| 1 | Ani | H | |\n| 2 | Budi | | S |",
            "| 1 | Ani | v | |\n| 2 | Budi | v | |\n| | Mengetahui, | | Motivator, |\n| | | | SITI |",
        ],
    )
    def test_a_merge_that_only_makes_room_is_read_as_ever(self, tmp_path, below):
        found = attendance(tmp_path, f"| No | Nama | Kehadiran | > |\n{below}")
        assert "G00" not in [code for code, _ in codes(found)]
        assert len(presences(found)) == 2


def test_no_choices_stand_below_a_heading_of_one_column(tmp_path):
    assert codes(reading(tmp_path, {"Anggota": MEMBERS})) == []
