"""Headings and labels that are nearly those of the form: read, proposed, or left alone."""

import pytest

from tests.stage1.reading import ADVICE, codes, reading, values

SESSION = "| S-01 | K-01 | Motivasi | 6 Mei 2015 | '09.00 | Balai Desa |"


def proposals(found):
    return [finding.values["proposal"] for finding in found.findings if "proposal" in finding.values]


@pytest.mark.parametrize("slip", ["Jenis Kegiatn", "JENIS  KEGIATAN2 (motivasi)", "Jnis Kegiatan *"])
def test_a_required_heading_with_a_slip_of_the_pen(tmp_path, slip):
    slip = slip.replace("2", "")
    heading = f"| Kode Pertemuan | Kode Kelompok | {slip} | Hari/Tanggal | Mulai | Tempat |"
    found = reading(tmp_path, {"Pertemuan": f"{heading}\n{SESSION}"})
    assert codes(found) in ([("G66", "C1")], [])
    assert values(found, "Session")[0]["activity"] == "Motivasi"


def test_both_headings_of_a_small_table_may_have_slips(tmp_path):
    found = reading(tmp_path, {"Saran": "| Sarann | Kepadda |\n| Tambah modal | Disnaker |"})
    assert ("G66", "A1") in codes(found)
    assert values(found, "Advice")[0]["text"] == "Tambah modal"


def test_a_heading_that_is_not_required_is_only_proposed(tmp_path):
    heading = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Mulai | Tempat | Resume Matri | Hobi |"
    found = reading(tmp_path, {"Pertemuan": f"{heading}\n{SESSION} Menghitung harga. | catur |"})
    assert codes(found) == [("G07", "G1"), ("G07", "H1")]
    assert ["Resume Materi" in text for text in proposals(found)] == [True, False]
    assert "resume" not in values(found, "Session")[0]


def test_of_two_headings_that_are_near_none_is_taken(tmp_path):
    heading = "| Kode | Kelompok | Jenis Kegiatn | Tanggal | Mulai | Tempat | Jenis Kgiatan |"
    found = reading(tmp_path, {"Pertemuan": f"{heading}\n{SESSION} x |"})
    assert codes(found) == [("G07", "C1"), ("G07", "G1"), ("G03", "Pertemuan")]
    assert "Jenis K" in proposals(found)[-1]


def test_a_heading_as_near_to_another_field_is_left_alone(tmp_path):
    heading = "| Kode Motivator | Nomor SPK | Tanggal SPP |"
    found = reading(tmp_path, {"Penugasan": f"{heading}\n| M-001 | '1 | 4 Mei 2015 |"})
    assert "G66" not in dict(codes(found))


def test_a_missing_required_heading_names_the_one_that_may_be_meant(tmp_path):
    heading = "| Kode | Kelompok | Jns Kegiatan | Tanggal | Mulai | Tempat |"
    found = reading(tmp_path, {"Pertemuan": f"{heading}\n{SESSION}"})
    told = dict(codes(found))
    assert told.keys() <= {"G66"} or "Jns Kegiatan" in proposals(found)[-1]


class TestLabels:
    def test_a_required_label_with_a_slip_of_the_pen(self, tmp_path):
        found = reading(tmp_path, {"Identitas": "| Kode Motivatr | M-001 |\n| Bulan Ke- : | 1 |", "Saran": ADVICE})
        assert codes(found) == [("G66", "A1")]
        assert values(found, "MonthCard")[0]["facilitator"] == "M-001"

    def test_an_unknown_label_is_proposed(self, tmp_path):
        card = "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 |\n| Nama Motivatr : | Siti |\n| Hobi : | catur |"
        found = reading(tmp_path, {"Identitas": card, "Saran": ADVICE})
        assert codes(found) == [("G21", "A3"), ("G21", "A4")]
        assert ["Nama Motivator" in text for text in proposals(found)] == [True, False]
        assert [line.number for line in found.lines if line.sheet == "Identitas" and line not in found.furniture][
            2:
        ] == [3, 4]
