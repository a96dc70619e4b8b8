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


class TestWithoutACommonHeading:
    """The choices are headings themselves: No | Nama | Hadir | Izin | Sakit | Alpa."""

    @pytest.mark.parametrize(
        ("choices", "said"),
        [
            ("Hadir | Izin | Sakit | Alpa", ["Hadir", "Izin", "Alpa"]),
            ("H | I | S | A", ["H", "I", "A"]),
            ("HADIR | IJIN | SAKIT | Tanpa Keterangan", ["HADIR", "IJIN", "Tanpa Keterangan"]),
        ],
    )
    @pytest.mark.parametrize(
        ("above", "names"),
        [
            ("| ABSENSI |", ["No", "Nama"]),
            ("| No | Nama | Keterangan | > | > | > | Paraf |", ["^", "^"]),
            ("| Anggota | > | Keterangan | | | | |", ["No", "Nama"]),
        ],
    )
    def test_a_tick_is_the_choice_above_it(self, tmp_path, choices, said, above, names):
        paraf = "^" if "Paraf" in above else "Paraf"
        found = attendance(
            tmp_path,
            f"""
                {above}
                | {names[0]} | {names[1]} | {choices} | {paraf} |
                | (1) | (2) | (3) | (4) | (5) | (6) | (7) |
                | 1  | Ani  | v | |  | | |
                | 2  | Budi |  | v | - | | |
                | 3  | Cici |  | |  | √ | |
                | 4  | Dodi |  | |  | | |
                | Jumlah | | 1 | 1 | 0 | 1 | |
            """,
        )
        assert presences(found) == list(zip(said, ["C6", "D7", "F8"], strict=True))
        assert codes(found) == [("G06", SHEET)]
        assert furniture(found, SHEET) == [3, 4, 5, 9, 10]

    def test_what_is_noted_is_what_is_noted_below_a_common_heading(self, tmp_path):
        below = "| 1 | Ani | v | | sore |\n| 2 | Budi | | v | |\n| Catatan: hujan | | | | |"
        bare = attendance(tmp_path, f"| No | Nama | Hadir | Alpa | Cuaca |\n{below}")
        headed = attendance(tmp_path, f"| No | Nama | Kehadiran | > | Cuaca |\n| ^ | ^ | Hadir | Alpa | ^ |\n{below}")
        assert codes(bare) == [("G07", "E3"), ("G06", SHEET)]
        assert [code for code, _ in codes(headed)] == ["G07", "G06"]
        assert [value for value, _ in presences(bare)] == [value for value, _ in presences(headed)] == ["Hadir", "Alpa"]

    def test_not_present_is_none_of_the_choices(self, tmp_path):
        found = attendance(tmp_path, "| No | Nama | Hadir | Tidak Hadir |\n| 1 | A | v | |\n| 2 | B | | v |")
        assert presences(found) == [("Hadir", "C4"), ("Tidak Hadir", "D5")]

    def test_sex(self, tmp_path):
        found = reading(
            tmp_path,
            {
                "Anggota": """
                    | No | Nama | NIK | L | P | Kode Kelompok |
                    | 1  | Ani  | '1  | | v | K-01 |
                    | 2  | Budi | '2  | v | | K-01 |
                """
            },
        )
        assert [row["sex"] for row in values(found, "Member")] == ["P", "L"]
        assert codes(found) == []

    def test_on_the_second_page_in_another_order(self, tmp_path):
        found = attendance(
            tmp_path,
            """
                | No | Nama | H | I | S | A |
                | 1 | Ani | v | | | |
                | No | Nama | H | I | S | A |
                | 2 | Budi | | | | v |
                | No | Nama | S | I | A | H |
                | 3 | Cici | | | | v |
            """,
        )
        assert presences(found) == [("H", "C4"), ("A", "F6"), ("H", "F8")]
        assert furniture(found, SHEET) == [3, 5, 7]

    def test_a_recognised_sheet_of_any_name(self, tmp_path):
        found = reading(tmp_path, {"Mei": f"{CARD}\n\n| No | Nama | H | I | S | A |\n| 1 | Ani | | v | | |"})
        assert presences(found) == [("I", "D4")]

    @pytest.mark.parametrize(
        ("heading", "first"),
        [
            ("| No | Nama | Kehadiran | > | No | Nama | Kehadiran | > |\n| ^ | ^ | H | I | ^ | ^ | H | I |", 5),
            ("| No | Nama | H | I | No | Nama | H | I |", 4),
        ],
    )
    def test_two_lists_side_by_side(self, tmp_path, heading, first):
        found = attendance(
            tmp_path, f"{heading}\n| 1 | Ani | v | | 3 | Cici | | v |\n| 2 | Budi | | v | 4 | Dodi | v | |"
        )
        upper = [("H", f"C{first}"), ("I", f"H{first}")]
        assert presences(found) == [*upper, ("I", f"D{first + 1}"), ("H", f"G{first + 1}")]
        assert codes(found) == []

    def test_twice_for_the_same_people(self, tmp_path):
        found = attendance(tmp_path, "| No | Nama | H | I | H | I |\n| 1 | Ani | v | | | v |\n| 2 | Budi | v | | v | |")
        assert presences(found) == [("H", "C4"), ("H", "C5")]
        assert codes(found) == [("G08", "E3"), ("G08", "F3")]


class TestNoChoices:
    def test_a_heading_with_values_below_it(self, tmp_path):
        found = attendance(
            tmp_path, "| No | Nama | Hadir | Ket |\n| 1 | A | H | |\n| 2 | B | I | ke kota |\n| 3 | C | S | |"
        )
        assert presences(found) == [("H", "C4"), ("I", "C5"), ("S", "C6")]

    @pytest.mark.parametrize(
        "legend",
        ["| | Ket | H | I | S | A |", "| | | H | I | S | A |", "| H | I | S | A |\n| Hadir | Izin | Sakit | Alpa |"],
    )
    def test_a_legend_above_the_table(self, tmp_path, legend):
        found = attendance(tmp_path, f"{legend}\n| No | Nama | Kehadiran |\n| 1 | Ani | S |\n| 2 | Budi | H |")
        assert [value for value, _ in presences(found)] == ["S", "H"]
        assert codes(found) == [("G06", SHEET)]

    def test_a_legend_below_the_table(self, tmp_path):
        found = attendance(
            tmp_path,
            "| No | Nama | Kehadiran |\n| 1 | Ani | S |\n\n| Ket: | H | I | S | A |\n| | Hadir | Izin | Sakit | Alpa |",
        )
        assert presences(found) == [("S", "C4")]

    @pytest.mark.parametrize(
        ("heading", "told"),
        [
            ("| No | Nama | Kehadiran | H | I | S | A |", ["G07", "G07"]),
            ("| No | Nama | Kehadiran | Jumlah | > | > | > |\n| ^ | ^ | ^ | H | I | S | A |", ["G06"]),
        ],
    )
    def test_sums_beside_the_column_of_the_form(self, tmp_path, heading, told):
        found = attendance(tmp_path, f"{heading}\n| 1 | Ani | H | 1 | | | |\n| 2 | Budi | S | | | 1 | |")
        assert [value for value, _ in presences(found)] == ["H", "S"]
        assert [code for code, _ in codes(found)] == told

    def test_how_often_in_a_recap(self, tmp_path):
        """As before: the column that the form knows is read, and the others are told."""
        found = attendance(
            tmp_path, "| No | Nama | Hadir | Izin |\n| 1 | Ani | 5 | 1 |\n| 2 | Budi | 4 | 2 |\n| 3 | Cici | 1 | 1 |"
        )
        assert presences(found) == [("5", "C4"), ("4", "C5"), ("1", "C6")]
        assert codes(found) == [("G07", "D3")]
        recap = reading(tmp_path, {"Rekap": "| No | Nama | H | I |\n| 1 | Ani | 5 | 1 |\n| 2 | Budi | 4 | 2 |"})
        assert [code for code, _ in codes(recap)] == ["G24", "G23"]
