"""The recap workbook: its sums, its chart, and that it opens as it was meant."""

import io

import openpyxl
import pytest

from pipeline.excel.recap import Missing, Recap, Result, Worker, recap_workbook

WORKERS = (
    Worker("Jawa Lestari", "Kabupaten Wanasari", "M-001", "Siti Aminah, S.E.", 2, 20, 30, 0),
    Worker("Jawa Lestari", "Kabupaten Wanasari", "M-002", "=1+1", 1, 10, 12, 3),
    Worker("Nusa Elok", "Kota Baru", "M-003", "Ma'ruf", 2, 18, 28, 1),
)
RESULTS = (
    Result("M-001", "session", "Motivasi", "Melati", 1, 2, 2, "Tercapai"),
    Result("M-001", "session", "Motivasi", "Melati", 2, 2, 3, "Tercapai"),
    Result("M-002", "session", "Motivasi", "Mawar", 1, 2, 1, "Kurang"),
    Result("M-003", "session", "Motivasi", "Kenanga", 1, 2, 0, "Kurang"),
    Result("M-001", "partnership", "Kemitraan", "", 0, 2, 2, "Tercapai"),
    Result("M-003", "partnership", "Kemitraan", "", 0, 2, 1, "Kurang"),
    Result("M-001", "report", "Laporan bulanan", "", 1, 1, 1, "Tercapai"),
)
RECAP = Recap(
    "Rekapitulasi Contoh", "Motivator", WORKERS, RESULTS, (Missing("Kota Baru", "Ma'ruf", "+Laporan", "{{ 7*7 }}"),)
)
HEADINGS = 3


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(recap_workbook(RECAP)))


def rows(sheet):
    names = [cell.value for cell in sheet[HEADINGS]]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=HEADINGS + 1, values_only=True)]


def charts(book):
    return book["Ringkasan"]._charts


def test_the_sheets(book):
    assert book.sheetnames == ["Ringkasan", "Motivator", "Kelompok per Bulan", "Belum Lengkap"]


def test_sums_by_nation_province_and_district(book):
    found = {row["Wilayah"]: row for row in rows(book["Ringkasan"])}
    assert list(found) == ["Seluruh wilayah", "Jawa Lestari", "Nusa Elok", "Kabupaten Wanasari", "Kota Baru"]
    columns = ("Motivator", "Kelompok", "Anggota", "Pertemuan: Target", "Pertemuan: Hasil", "Mitra: Hasil")
    assert [found["Seluruh wilayah"][name] for name in columns] == [3, 5, 48, 8, 6, 3]
    assert [found["Kabupaten Wanasari"][name] for name in columns] == [2, 3, 30, 6, 6, 2]
    assert [found["Nusa Elok"][name] for name in columns] == [1, 2, 18, 2, 0, 1]
    assert found["Seluruh wilayah"]["Pertemuan: Persen"] == pytest.approx(0.75)


def test_nothing_owed_has_no_share(book):
    of_district = {row["Wilayah"]: row for row in rows(book["Ringkasan"])}["Kota Baru"]
    assert (of_district["Laporan: Target"], of_district["Laporan: Persen"]) == (0, None)


def test_every_facilitator_has_a_row(book):
    found = {row["Kode"]: row for row in rows(book["Motivator"])}
    assert [found["M-002"][name] for name in ("Anggota", "Pertemuan: Hasil", "Mitra: Target", "Ditahan")] == [
        10,
        1,
        0,
        3,
    ]


def test_groups_by_month_show_sessions_alone(book):
    found = rows(book["Kelompok per Bulan"])
    assert [row["Hasil"] for row in found] == [2, 3, 1, 0]
    assert found[0]["Kabupaten/Kota"] == "Kabupaten Wanasari"


def test_text_stays_text(book):
    name = next(row[3] for row in book["Motivator"].iter_rows(min_row=HEADINGS + 1) if row[2].value == "M-002")
    assert (name.value, name.data_type) == ("=1+1", "s")
    [missing] = rows(book["Belum Lengkap"])
    assert (missing["Yang Belum Lengkap"], missing["Sebab"]) == ("+Laporan", "{{ 7*7 }}")


def test_the_chart_shows_the_districts(book):
    [chart] = charts(book)
    assert [series.val.numRef.f for series in chart.series] == ["'Ringkasan'!$F$7:$F$8", "'Ringkasan'!$G$7:$G$8"]
    assert book["Ringkasan"]["F3"].value == "Pertemuan: Target"
    assert chart.series[0].cat.numRef.f == "'Ringkasan'!$B$7:$B$8"


def test_headings_stay_in_sight(book):
    assert {(sheet.freeze_panes, sheet.print_title_rows) for sheet in book} == {("A4", "$3:$3")}


def test_equal_recaps_give_equal_bytes():
    assert recap_workbook(RECAP) == recap_workbook(RECAP)


def test_a_recap_of_nobody_is_a_workbook_too():
    book = openpyxl.load_workbook(io.BytesIO(recap_workbook(Recap("Kosong", "Motivator", (), (), ()))))
    assert [row["Motivator"] for row in rows(book["Ringkasan"])] == [0]
    assert charts(book) == []
