"""Matrices: weeks of a plan, sessions of an attendance list."""

import pytest

from tests.stage1.reading import codes, furniture, reading, values


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
        assert codes(found) == []
        assert max(furniture(found, "Rencana Kerja")) == len(found.lines), "the activity without a mark"

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
