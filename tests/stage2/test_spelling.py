"""Cells as people write them: what is read as what, what is told of it, and what is no value at all."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline import knowledge
from pipeline.findings import Finding, Place
from pipeline.flow import Cell, Row
from pipeline.records import RECORDS, Assignment, Member, MonthCard, Partnership, Presence, Record, Session
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage2_normalise.cells import reader_of
from pipeline.stage2_normalise.fields import fields_of
from pipeline.stage2_normalise.spelling import told
from tests.sheets import workbook

PROGRAMME = knowledge.programme("motivator-2015")
CARD = "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 |"
NO_SESSIONS = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Mulai | Tempat |"

Found = list[tuple[str, str]]


def read_one(folder: Path, record: type[Record], sheets: dict[str, str]) -> tuple[Any, tuple[Finding, ...]]:
    """The only record of this class in a workbook of these sheets, and what was said."""
    workbook(
        folder / "a.xlsx",
        sheets if record in (Member, Assignment) else {"Identitas": CARD, "Pertemuan": NO_SESSIONS, **sheets},
    )
    dossier, findings = normalise(read([folder]), PROGRAMME, date(2015, 7, 31))
    records = dossier.all(record)
    return records[0] if records else None, findings


def member(folder: Path, **cells: str) -> tuple[Any, Found]:
    known = {
        "name": "Ani",
        "nik": "'3301014101909002",
        "sex": "P",
        "birth": "",
        "phone": "",
        "address": "",
        "unsur": "",
    }
    cells = known | cells
    text = "| Kode Kelompok | No | Nama | NIK | L/P | Tanggal Lahir | Nomor HP | Alamat | Unsur |\n| K-01 | 1 |"
    record, findings = read_one(folder, Member, {"Anggota": text + "|".join(cells.values()) + "|"})
    return record, [(finding.code, finding.place.cell) for finding in findings]


def session(folder: Path, **cells: str) -> tuple[Any, Found]:
    known = {
        "activity": "motivation",
        "held": "6 Mei 2015",
        "starts": "'09.00",
        "ends": "",
        "venue": "Balai",
        "out": "",
    }
    cells = known | cells
    text = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Mulai | Selesai | Tempat | Hasil |\n| S-01 | K-01 |"
    record, findings = read_one(folder, Session, {"Pertemuan": text + "|".join(cells.values()) + "|"})
    return record, [(finding.code, finding.place.cell) for finding in findings]


def partnership(folder: Path, **cells: str) -> tuple[Any, tuple[Finding, ...]]:
    known = {
        "Kode Kemitraan": "KM-01", "Kode Kelompok": "K-01", "Nama Mitra": "PT Maju", "Jenis Mitra": "Swasta",
        "Nama Wakil Mitra": "Andi", "Bentuk Kerja Sama": "Akses bahan", "Uraian Kerja Sama": "Kain", "Nilai": "",
        "Mulai": "2015-05-20", "Jenis Dokumen": "MoU",
    }  # fmt: skip
    rows = "\n".join(f"| {label} | {value} |" for label, value in {**known, **cells}.items())
    return read_one(folder, Partnership, {"Kemitraan 1": rows})


def codes(findings: tuple[Finding, ...]) -> Found:
    return [(finding.code, finding.place.cell) for finding in findings]


class TestStandard:
    """What is written as the form asks for it leads to no word."""

    @pytest.mark.parametrize(
        "text", ["1990-01-01", "1 Januari 1990", "01/01/1990", "1/1/1990", "Senin, 1 Januari 1990"]
    )
    def test_dates(self, tmp_path, text):
        record, told = member(tmp_path, birth=text)
        assert (record.birth_date, told) == (date(1990, 1, 1), [])

    @pytest.mark.parametrize("text", ["'09.00", "'9.00", " '09.00 "])
    def test_times(self, tmp_path, text):
        record, told = session(tmp_path, starts=text)
        assert (record.starts, told) == (time(9), [])

    @pytest.mark.parametrize(
        "text",
        [
            "2200000",
            "'2200000",
            "'2.200.000",
            "Rp2.200.000,00",
            "Rp2.200.000",
            "Rp2.200.000,00 (dua juta dua ratus ribu rupiah)",
        ],
    )
    def test_money(self, tmp_path, text):
        record, findings = partnership(tmp_path, Nilai=text)
        assert (record.value, codes(findings)) == (Decimal(2_200_000), [])

    @pytest.mark.parametrize("text", ["P", "p", " P "])
    def test_sex(self, tmp_path, text):
        assert member(tmp_path, sex=text)[1] == []

    @pytest.mark.parametrize("text", ["'081234567890", "'0812-3456-7890", "'0812 3456 7890"])
    def test_phones(self, tmp_path, text):
        record, told = member(tmp_path, phone=text)
        assert (record.phone, told) == ("+6281234567890", [])

    @pytest.mark.parametrize(("text", "key"), [("(0295) 691777", "+62295691777"), ("(021) 5551234", "+62215551234")])
    def test_phones_with_their_area_in_brackets(self, tmp_path, text, key):
        record, findings = partnership(tmp_path, Telepon=text)
        assert (record.phone, codes(findings)) == (key, [])

    @pytest.mark.parametrize("text", ["motivation", "pemberian motivasi  dan berbagi pengalaman"])
    def test_choices(self, tmp_path, text):
        assert session(tmp_path, activity=text)[1] == []

    def test_several_choices_and_numbers(self, tmp_path):
        cooperation = "Akses bahan; Pemasaran produk atau jasa"
        record, findings = partnership(tmp_path, **{"Bentuk Kerja Sama": cooperation})
        assert (len(record.cooperation), codes(findings)) == (2, [])


class TestReadAs:
    """What is understood though it is written otherwise is told at its cell."""

    @pytest.mark.parametrize(
        "text",
        [
            "'1990-02-01", "01-02-1990", "1-2-90", "1.2.1990", "1 Pebruari 1990", "1 Feb 1990", "1 February 1990",
            "1-Feb-90", "Kamis 1 Februari 1990", "32905", "'32905", "'1990-02-01 00:00:00", "1/2/90",
            "01 Februari 1990", "tanggal satu bulan Februari tahun seribu sembilan ratus sembilan puluh",
        ],
    )  # fmt: skip
    def test_dates(self, tmp_path, text):
        record, told = member(tmp_path, birth=text)
        assert (record.birth_date, told) == (date(1990, 2, 1), [("G38", "F2")])

    @pytest.mark.parametrize(
        "text", ["09:30 WIB", "pukul 09.30", "'09:30", "jam 9.30", "9.3", "'09:30:00", "0.3958333333"]
    )
    def test_times(self, tmp_path, text):
        record, told = session(tmp_path, starts=text)
        assert (record.starts, told) == (time(9, 30), [("G38", "E2")])

    @pytest.mark.parametrize(
        "text",
        [
            "Rp.2.200.000,-", "Rp 2.200.000", "Rp2,200,000.00", "2.2 juta", "2,2 jt", "IDR 2.200.000", "Rp 2.200.000,-",
            "Rp. 2.200.000,00 (Dua Juta Dua Ratus Ribu Rupiah)", "2.200.000 rupiah",
        ],
    )  # fmt: skip
    def test_money(self, tmp_path, text):
        record, findings = partnership(tmp_path, Nilai=text)
        assert (record.value, codes(findings)) == (Decimal(2_200_000), [("G38", "B8")])
        assert findings[0].values["read"] == "Rp2.200.000,00"

    def test_a_comma_before_three_digits_is_a_warning(self, tmp_path):
        record, findings = partnership(tmp_path, Nilai="Rp300,000")
        assert (record.value, codes(findings)) == (Decimal(300_000), [("G39", "B8")])

    def test_a_comma_before_three_digits_of_millions_is_decimal(self, tmp_path):
        record, findings = partnership(tmp_path, Nilai="2,255 juta")
        assert (record.value, codes(findings)) == (Decimal(2_255_000), [("G38", "B8")])

    @pytest.mark.parametrize("text", ["Perempuan", "Pr", "wanita", "2", "'2"])
    def test_sex(self, tmp_path, text):
        record, told = member(tmp_path, sex=text)
        assert (record.sex, told) == ("P", [("G38", "E2")])

    @pytest.mark.parametrize(("text", "mark"), [("Hadir", "H"), ("v", "H"), ("✓", "H"), ("Ijin", "I"), ("alpa", "A")])
    def test_presence(self, tmp_path, text, mark):
        sheet = f"| Kode Pertemuan | S-01 |\n| No | Nama | Kehadiran |\n| 1 | Ani | {text} |"
        record, findings = read_one(tmp_path, Presence, {"Absensi 1": sheet})
        assert (record.presence, codes(findings)) == (mark, [("G38", "C3")])

    @pytest.mark.parametrize("text", ["81234567890", "'6281234567890", "'+62 812 3456 7890", "(0812) 34567890"])
    def test_phones(self, tmp_path, text):
        record, told = member(tmp_path, phone=text)
        assert (record.phone, told) == ("+6281234567890", [("G38", "G2")])

    def test_synonyms_of_a_choice(self, tmp_path):
        record, told = session(tmp_path, activity="Motivasi")
        assert (record.activity, told) == ("motivation", [("G38", "C2")])
        _, findings = partnership(tmp_path / "b", **{"Bentuk Kerja Sama": "modal & bahan baku dan pemasaran"})
        assert codes(findings) == [("G38", "B6")]

    def test_counts_with_their_unit(self, tmp_path):
        sheet = "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 (satu) |"
        record, findings = read_one(
            tmp_path, MonthCard, {"Identitas": sheet, "Saran": "| Saran | Ditujukan Kepada |\n| Lagi | Dinas |"}
        )
        assert (record.month, codes(findings)) == (1, [("G38", "B2")])

    def test_personal_numbers_are_masked_in_both_spellings(self, tmp_path):
        workbook(tmp_path / "a.xlsx", {"Anggota": "| Kode Kelompok | No | Nomor HP |\n| K-01 | 1 | 81234567890 |"})
        _, findings = normalise(read([tmp_path]), PROGRAMME, date(2015, 7, 31))
        said = next(finding for finding in findings if finding.code == "G38")
        assert "1234" not in said.text
        assert said.text.count("7890") == 2

    @pytest.mark.parametrize("text", ["Wanasari, 1 Februari 1990", "WANASARI,\\n1 FEB 1990"])
    def test_a_place_before_the_birth_date(self, tmp_path, text):
        record, told = member(tmp_path, birth=text)
        assert (record.birth_date, told) == (date(1990, 2, 1), [("G38", "F2")])

    def test_a_wrong_weekday_is_all_that_is_said_of_its_cell(self, tmp_path):
        assert member(tmp_path, birth="Senin 1 Februari 1990")[1] == [("C01", "F2")]

    @pytest.mark.parametrize(
        "text", ["''3301014101909002", "'3301 0141 0190 9002", "'3301.0141.0190.9002", "'330101-410190-9002",
                 "'3301\u00a00141\u00a00190\u00a09002"],
    )  # fmt: skip
    def test_a_nik_in_groups(self, tmp_path, text):
        record, told = member(tmp_path, nik=text)
        assert (record.nik, told) == ("3301014101909002", [("G38", "D2")])

    def test_a_number_with_a_nought_before_it(self, tmp_path):
        sheet = "| Kode Kelompok | No | Nama |\n| K-01 | '07 | Ani |"
        record, findings = read_one(tmp_path, Member, {"Anggota": sheet})
        assert (record.number, codes(findings)[-1]) == (7, ("G38", "B2"))


class TestNotUnderstood:
    @pytest.mark.parametrize(
        "text", ["05/13/2015", "28-30 Agustus 2024", "2015", "20150506", "kemarin", "31 Juni 2015"]
    )
    def test_dates(self, tmp_path, text):
        assert session(tmp_path, held=text)[1] == [("G51", "D2")]

    @pytest.mark.parametrize("text", ["'9.5", "9.5", "0", "0.999999", "pagi", "25.00", "'9"])
    def test_times(self, tmp_path, text):
        assert session(tmp_path, starts=text)[1] == [("G52", "E2")]

    def test_a_decimal_is_quoted_as_excel_shows_it(self, tmp_path):
        table = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Mulai |\n| S-01 | K-01 | Motivasi | 6 Mei 2015 | 8.5 |"
        _, findings = read_one(tmp_path, Session, {"Pertemuan": table})
        assert [finding.values["value"] for finding in findings if finding.code == "G52"] == ["8,5"]


class TestNothing:
    @pytest.mark.parametrize("text", ["-", "--", "NULL", "nihil", "n/a", "Tidak ada", "–", " - "])
    def test_signs_for_nothing(self, tmp_path, text):
        record, told = member(tmp_path, birth=text, phone=text, address=text)
        assert told == [("G37", "F2"), ("G37", "G2"), ("G37", "H2")]
        assert (record.birth_date, record.phone, record.address) == (None, None, None)

    @pytest.mark.parametrize("text", ["belum ada", "Belum  ada", "blm ada", "belum punya", "tidak punya"])
    def test_what_somebody_has_not_yet_is_nothing_but_for_text(self, tmp_path, text):
        record, told = member(tmp_path, birth=text, phone=text, address=text)
        assert told == [("G37", "F2"), ("G37", "G2")]
        assert (record.birth_date, record.phone, record.address) == (None, None, " ".join(text.split()))

    @pytest.mark.parametrize(("text", "code"), [("belum ada", "G37"), ("tidak ada", "G37"), ("belum diurus", "G49")])
    def test_a_number_that_somebody_has_not_yet(self, tmp_path, text, code):
        sheet = f"| Kode Motivator | Nama Motivator | NPWP |\n| M-001 | Ani | {text} |"
        workbook(tmp_path / "a.xlsx", {"Motivator": sheet})
        dossier, findings = normalise(read([tmp_path]), PROGRAMME, date(2015, 7, 31))
        [told] = [finding for finding in findings if finding.field == "npwp"]
        assert (told.code, told.place.cell, dossier.facilitators["M-001"].npwp) == (code, "C2", None)
        assert f"«{text}»" in told.text

    def test_in_a_required_field_it_is_empty(self, tmp_path):
        assert member(tmp_path, name="-", sex="tidak ada", nik="belum ada")[1] == [
            ("G40", "C2"), ("G40", "D2"), ("G40", "E2")
        ]  # fmt: skip

    @pytest.mark.parametrize(("text", "told"), [("Nihil", []), ("tidak ada", []), ("-", [("G37", "H2")])])
    def test_in_long_text_words_for_nothing_are_text(self, tmp_path, text, told):
        record, found = session(tmp_path, out=text)
        assert (found, record.outcome) == (told, None if told else text)

    def test_an_open_end_is_no_end(self, tmp_path):
        record, told = session(tmp_path, ends="selesai")
        assert (record.ends, told) == (None, [("G37", "F2")])

    def test_error_empty_and_uncalculated_are_told_apart(self, tmp_path):
        assert member(tmp_path, name="#N/A", sex="=A1", nik="")[1] == [("G41", "C2"), ("G40", "D2"), ("G42", "E2")]

    @pytest.mark.parametrize(
        "text",
        ["[nama]", "{nama}", "${nama}", "{{ nama }}", "##nama##", "<nama>", "……", "........", "____", "xxxxx", "XXXXXX",
         "isi di sini", "{siswa.nama}", "[tulis nama lengkap]"],
    )  # fmt: skip
    def test_placeholders(self, tmp_path, text):
        record, told = member(tmp_path, name=text)
        assert (record.name, told) == (None, [("G35", "C2")])

    @pytest.mark.parametrize("text", ["Ani [ketua]", "PT {Maju} Jaya", "A.", "Xaxa", "<3", "[1]", "Jl. Mawar ... 5"])
    def test_brackets_within_a_text_are_text(self, tmp_path, text):
        record, told = member(tmp_path, address=text)
        assert (record.address, told) == (text, [])

    def test_a_placeholder_in_what_identifies_a_row_loses_it(self, tmp_path):
        text = "| Kode Kelompok | No | Nama | NIK | L/P |\n| [kode] | 1 | {nama} | '3301014101909002 | P |"
        record, findings = read_one(tmp_path, Member, {"Anggota": text})
        assert (record, codes(findings)) == (None, [("G35", "A2"), ("G35", "C2")])


class TestRanges:
    @pytest.mark.parametrize("text", ["09.00-11.30", "09.00 s.d. 11.30 WIB", "pukul 09:00 – 11:30"])
    def test_hours_in_one_cell(self, tmp_path, text):
        record, told = session(tmp_path, starts=text)
        assert (record.starts, record.ends, told) == (time(9), time(11, 30), [("G58", "E2")])
        assert record.at("ends").cell == "E2"

    def test_hours_without_a_column_for_the_end(self, tmp_path):
        text = "| Kode | Kelompok | Jenis Kegiatan | Tanggal | Pukul | Tempat |\n"
        row = "| S-01 | K-01 | motivation | 6 Mei 2015 | 09.00-11.30 | Balai |"
        record, findings = read_one(tmp_path, Session, {"Pertemuan": text + row})
        assert (record.starts, record.ends, codes(findings)) == (time(9), time(11, 30), [("G58", "E2")])

    def test_an_open_end(self, tmp_path):
        record, told = session(tmp_path, starts="09.00 s.d. selesai")
        assert (record.starts, record.ends, told) == (time(9), None, [("G58", "E2")])

    def test_not_when_the_end_is_given(self, tmp_path):
        assert session(tmp_path, starts="09.00-11.30", ends="'12.00")[1] == [("G52", "E2")]

    @pytest.mark.parametrize("text", ["4 Mei s.d. 3 Juli 2015", "04/05/2015 - 03/07/2015"])
    def test_days_in_one_cell(self, tmp_path, text):
        record, findings = partnership(tmp_path, Mulai=text)
        assert (record.starts, record.ends) == (date(2015, 5, 4), date(2015, 7, 3))
        assert codes(findings) == [("G58", "B9")]

    @pytest.mark.parametrize("heading", ["| Masa Tugas |", "| Tugas Mulai | Tugas Sampai |"])
    def test_a_range_in_place_of_a_required_end(self, tmp_path, heading):
        text = f"| Kode Motivator {heading}\n| M-001 | 4 Mei s.d. 3 Juli 2015 | |"
        record, findings = read_one(tmp_path, Assignment, {"Penugasan": text})
        assert (record.starts, record.ends) == (date(2015, 5, 4), date(2015, 7, 3))
        assert ("G58", "B2") in codes(findings)
        assert not any(finding.field in ("starts", "ends") for finding in findings if finding.code in ("G03", "G40"))


class TestIdentity:
    def test_a_number_that_a_formula_made(self, tmp_path):
        heading = "| Kode Kelompok | No | Nama | NIK | L/P | Nomor HP |"
        text = f"{heading}\n| K-01 | 1 | Ani | '3301014101909002 | P | '081234567890 |"
        workbook(tmp_path / "a.xlsx", {"Anggota": text})
        reading = read([tmp_path])
        (row,) = reading.rows
        made = {name: row.cells[name]._replace(formula=True) for name in ("nik", "phone", "name")}
        by_formula = replace(reading, rows=(replace(row, cells={**row.cells, **made}),))
        _, findings = normalise(by_formula, PROGRAMME, date(2015, 7, 31))
        assert codes(findings) == [("G59", "D2"), ("G59", "F2")]


@pytest.mark.parametrize("form", knowledge.forms(), ids=lambda form: form.name)
def test_the_examples_of_the_forms_are_in_the_standard_form(form):
    for block in (block for block in (form.card, form.table) if block and block.record):
        kind = RECORDS[block.record]
        for item in (item for item in block.fields if item.example):
            place = Place("a.xlsx", form.name, "A1")
            read_row: Any = kind.__pydantic_validator__.validate_assignment(
                kind.model_construct(), item.name, item.example, context=reader_of(PROGRAMME).context
            )
            row = Row(form.name, block.record, place, {item.name: Cell(item.example, place)}, ())
            fields = fields_of(form.name, block.record)
            fields = replace(fields, told={name: what for name, what in fields.told.items() if name == item.name})
            assert list(told(row, fields, read_row, PROGRAMME)) == [], item.name
