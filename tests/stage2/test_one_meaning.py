"""Cells that say two things at once, or a word where a mark belongs."""

from datetime import date, time

import openpyxl
import pytest

from pipeline.records import PlanMark, Session
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from tests.stage2.test_spelling import PROGRAMME, codes, partnership, read_one, session


class TestWordsAndDigits:
    """One cell may give an amount or a date in words and in digits, which are to be the same."""

    @pytest.mark.parametrize(
        "text", ["Rp2.200.000,00 (dua juta rupiah)", "Rp.2.200.000,- (Dua Ratus Ribu Rupiah)", "2,2 juta (dua juta)"]
    )
    def test_amounts_that_differ(self, tmp_path, text):
        record, findings = partnership(tmp_path, Nilai=text)
        assert (record.value, codes(findings)) == (None, [("B01", "B8")])

    @pytest.mark.parametrize("text", ["Rp2.200.000,00 (per tahun)", "Rp2.200.000,50 (dua juta rupiah lima puluh sen)"])
    def test_what_is_no_whole_amount_in_words_is_not_compared(self, tmp_path, text):
        record, findings = partnership(tmp_path, Nilai=text)
        assert record.value >= 2_200_000
        assert "B01" not in [code for code, _ in codes(findings)]

    def test_dates_that_differ(self, tmp_path):
        text = "tanggal enam bulan Mei tahun dua ribu lima belas ({})"
        record, told = session(tmp_path, held=text.format("16-05-2015"))
        assert (record.held_on, told) == (None, [("B01", "D2")])

    @pytest.mark.parametrize("digits", ["06-05-2015", "6 Mei 2015", "dua rangkap"])
    def test_dates_that_agree_and_the_whole_of_what_was_read(self, tmp_path, digits):
        text = f"tanggal enam bulan Mei tahun dua ribu lima belas ({digits})"
        sheet = f"| Kode | Kelompok | Jenis Kegiatan | Tanggal |\n| S-01 | K-01 | motivation | {text} |"
        record, findings = read_one(tmp_path, Session, {"Pertemuan": sheet})
        [said] = [finding for finding in findings if finding.code == "G38"]
        assert (record.held_on, said.place.cell, said.values["value"]) == (date(2015, 5, 6), "D2", text)


class TestPlanMarks:
    PLAN = "| Kegiatan | 1 | 2 |\n| Pembuatan Laporan Bulanan | {} | v |"

    @pytest.mark.parametrize(
        ("mark", "planned"),
        [("v", True), ("x", True), ("√", True), ("✓", True), ("1", True), ("ya", True), ("●", True), ("6 Mei", True),
         ("'12-14", True), ("Senin", True), ("2x", True), ("tidak", False), ("-", False), ("0", False)],
    )  # fmt: skip
    def test_marks(self, tmp_path, mark, planned):
        record, findings = read_one(tmp_path, PlanMark, {"Rencana Kerja": self.PLAN.format(mark)})
        assert (record.marked, [code for code in codes(findings) if code[0] == "B02"]) == (planned, [])

    @pytest.mark.parametrize("word", ["mungkin", "libur", "???ragu"])
    def test_another_word_is_no_mark(self, tmp_path, word):
        _, findings = read_one(tmp_path, PlanMark, {"Rencana Kerja": self.PLAN.format(word)})
        assert ("B02", "B2") in codes(findings)


@pytest.mark.parametrize(
    ("hours", "zone", "beside"),
    [
        ({"starts": "09.00 WITA"}, "WITA", "starts"),
        ({"starts": "09.00-10.00 WIT"}, "WIT", "starts"),
        ({"starts": "09.00", "ends": "10.00 WITA"}, "WITA", "ends"),
        ({"starts": "'09.00"}, None, "zone"),
    ],
)
def test_the_zone_beside_the_hours(tmp_path, hours, zone, beside):
    record = session(tmp_path, **hours)[0]
    assert (record.zone, record.at("zone")) == (zone, record.at(beside))


@pytest.mark.parametrize(
    ("value", "read_as", "code"),
    [
        (9, time(9, 0), "G38"),
        (0, None, "G52"),
        (0.375, time(9, 0), ""),
        (42130, None, "G52"),
        (9.3, time(9, 30), "G38"),
        (9.5, None, "G52"),
    ],
)
def test_a_number_in_a_cell_with_the_format_of_a_time(tmp_path, value, read_as, code):
    session(tmp_path, starts="'09.00")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book["Pertemuan"]["E2"]
    cell.value, cell.number_format = value, "h:mm"
    book.save(tmp_path / "a.xlsx")
    dossier, findings = normalise(read([tmp_path]), PROGRAMME, date(2015, 7, 31))
    [record] = dossier.all(Session)
    assert record.starts == read_as
    told = [finding for finding in findings if finding.place.cell == "E2"]
    assert [finding.code for finding in told] == ([code] if code else [])
    if code and 0 < value < 24:
        assert told[0].values["value"] == str(value).replace(".", ",")
