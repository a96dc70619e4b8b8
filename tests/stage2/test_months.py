"""Whose monthly workbook is whose, and workbooks that were sent twice."""

from datetime import time

import pytest

from pipeline.records import MonthCard, Session
from tests.test_stage2_normalise import CARD, FACILITATORS, SESSION, SESSIONS, codes, normalised


class TestMonths:
    def test_the_identity_card_gives_facilitator_and_month(self, tmp_path):
        result = normalised(tmp_path, CARD | {"Pertemuan": SESSIONS + SESSION})
        (session,) = result[0].all(Session)
        assert (session.key, session.starts) == ("session:M-001/1/S-01", time(9, 0))
        assert result[0].months_read == {"M-001": {1}}

    def test_without_a_card_the_file_name_tells(self, tmp_path):
        book = {"Pertemuan": SESSIONS + SESSION}
        result = normalised(tmp_path, FACILITATORS, book, names=("a.xlsx", "M-001 bulan ke-1.xlsx"))
        assert codes(result) == [("G60", "M-001 bulan ke-1.xlsx", ("month:M-001/1",))]
        assert [session.key for session in result[0].all(Session)] == ["session:M-001/1/S-01"]
        assert len(result[0].all(MonthCard)) == 1

    def test_a_faulty_card(self, tmp_path):
        book = {"Identitas": "| Kode Motivator | M-001 |\n| Bulan Ke- | Mei |", "Pertemuan": SESSIONS + SESSION}
        result, about = normalised(tmp_path, book), ("facilitator:M-001",)
        assert codes(result) == [("G54", "B2", about)], "the cell says why; G60 would say it once more"
        assert result[0].records == ()
        assert len(result[0].lost_lines) == 3

    def test_equal_workbooks_are_a_note(self, tmp_path):
        book = CARD | {"Pertemuan": SESSIONS + SESSION}
        result = normalised(tmp_path, book, book, names=("bulan-1.xlsx", "bulan-1 - Copy.xlsx"))
        assert codes(result) == [("G61", "bulan-1 - Copy.xlsx", ())]
        assert len(result[0].all(Session)) == 1
        assert result[0].lost_lines == frozenset()

    def test_contradictory_workbooks_are_both_left_out(self, tmp_path):
        first = CARD | {"Pertemuan": SESSIONS + SESSION}
        second = CARD | {"Pertemuan": SESSIONS + SESSION.replace("Balai", "Rumah")}
        result = normalised(tmp_path, first, second)
        assert codes(result) == [("G62", "1.xlsx", ("month:M-001/1",)), ("G62", "2.xlsx", ("month:M-001/1",))]
        assert all("1.xlsx, 2.xlsx" in finding.text for finding in result[1])
        assert result[0].records == ()
        assert result[0].lost == {"month:M-001/1", "session:M-001/1/S-01"}

    @pytest.mark.parametrize(
        ("right", "wrong", "cell", "about"),
        [
            ("M-001/bulan-1.xlsx", "M-001/bulan-2.xlsx", "B2", "month:M-001/2"),
            ("M-002/laporan_M-001_bulan-1.xlsx", "laporan_M-001_bulan-2.xlsx", "B2", "month:M-001/2"),
            ("M-001/bulan-1.xlsx", "M-002/bulan-1.xlsx", "B1", "month:M-002/1"),
        ],
    )
    @pytest.mark.parametrize("other", ["Rumah", "Balai"])
    def test_a_card_that_is_another_workbooks(self, tmp_path, right, wrong, cell, about, other):
        for folder in ("M-001", "M-002"):
            (tmp_path / folder).mkdir()
        first = CARD | {"Pertemuan": SESSIONS + SESSION}
        second = CARD | {"Pertemuan": SESSIONS + SESSION.replace("Balai", other)}
        result = normalised(tmp_path, first, second, names=(right, wrong))
        assert [(found.code, found.place.file, found.place.cell, found.about) for found in result[1]] == [
            ("B05", wrong, cell, (about,))
        ]
        assert [session.place.file for session in result[0].all(Session)] == [right]
        assert {about, "month:M-001/1"} & result[0].lost == {about}

    @pytest.mark.parametrize(
        "names",
        [
            ("M-001/bulan-1.xlsx", "M-001/laporan bulan 5.xlsx"),
            ("bulan-2.xlsx", "bulan-2 (2).xlsx"),
            ("a.xlsx", "b.xlsx"),
        ],
    )
    def test_names_that_do_not_tell_which_card_is_right(self, tmp_path, names):
        (tmp_path / "M-001").mkdir()
        second = CARD | {"Pertemuan": SESSIONS + SESSION.replace("Balai", "Rumah")}
        result = normalised(tmp_path, CARD | {"Pertemuan": SESSIONS + SESSION}, second, names=names)
        assert {found.code for found in result[1]} == {"G62"}

    @pytest.mark.parametrize(
        ("name", "about"),
        [
            ("M-001 bulan-2.xlsx", ("facilitator:M-001",)),
            ("m_001.xlsx", ("facilitator:M-001",)),
            ("M-0011.xlsx", ()),
            ("x.xlsx", ()),
        ],
    )
    def test_an_unreadable_workbook_is_about_whom_its_name_tells(self, tmp_path, name, about):
        (tmp_path / name).write_bytes(b"PK\x03\x04")
        result = normalised(tmp_path, FACILITATORS)
        assert codes(result) == [("G15", name, about)]

    def test_an_unreadable_sheet_is_about_its_month(self, tmp_path):
        result = normalised(tmp_path, CARD | {"Pertemuan": "| a | b |"})
        assert codes(result) == [("G04", "Pertemuan", ("month:M-001/1",))]

    def test_a_faulty_card_of_a_session_is_told_once_for_all_its_rows(self, tmp_path):
        book = CARD | {
            "Pertemuan": SESSIONS,
            "Absensi 1": "| Kode Pertemuan | |\n| No | Nama | Kehadiran |\n| 1 | A | H |\n| 2 | B | H |",
        }
        assert codes(normalised(tmp_path, book)) == [("G40", "B1", ("month:M-001/1",))]
