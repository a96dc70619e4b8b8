"""Cells that say something which no paper may print."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline import knowledge
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from tests.sheets import workbook

OFFICE = """
    | Kode Kantor | Tingkat | Nama Kantor | Sebutan Kepala | Baris Kop | Alamat Kantor | Kota Penerbitan | Margin  |
    | P-33        | Pusat   | {name}      | Kepala         | KOP       | Jalan         | Wanasari        | {margin} |
"""
NUMBERING = """
    | Kode Kantor | Jenis Surat | Sumber Nomor    | Nomor Pertama |
    | P-33        | SPM         | Register berkas | {first}       |
"""
PERSON = """
    | Kode  | Nama   | Nomor Rekening | Nama Pemilik Rekening |
    | M-001 | {name} | {account}      | {holder}              |
"""


def told(folder: Path, name: str, sheet: str) -> list[tuple[str, str]]:
    """What is said of the cells of a sheet, but for what is not filled in."""
    _, findings = normalise(
        read([workbook(folder / "a.xlsx", {name: sheet})]),
        knowledge.programme("motivator-2015"),
        date(2015, 7, 31),
    )
    return [(finding.code, finding.place.cell) for finding in findings if finding.code not in ("G03", "G40")]


@pytest.mark.parametrize("name", ["@@@", "12345", "?", "'***"])
def test_a_name_without_a_letter(tmp_path, name):
    assert told(tmp_path, "Kantor", OFFICE.format(name=name, margin="")) == [("G99", "C2")]


@pytest.mark.parametrize("name", ["Ma'ruf", "Ö", "PT 21", "Nur'aini, S.Pd."])
def test_a_name_with_one(tmp_path, name):
    assert told(tmp_path, "Motivator", PERSON.format(name=name, account="'0123456789", holder=name)) == []


def test_a_tick_box_is_no_name(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"Motivator": PERSON.format(name="x", account="'0123456789", holder="Ani")})
    book = openpyxl.load_workbook(path)
    book["Motivator"]["B2"] = True
    book.save(path)
    _, findings = normalise(read([path]), knowledge.programme("motivator-2015"), date(2015, 7, 31))
    assert ("G56", "B2") in [(finding.code, finding.place.cell) for finding in findings]


def test_an_account_without_a_digit_and_its_holder(tmp_path):
    sheet = PERSON.format(name="Ani", account="sama seperti KTP", holder="***")
    assert told(tmp_path, "Motivator", sheet) == [("G99", "C2"), ("G99", "D2")]


@pytest.mark.parametrize("margin", ["lebar", "2/2/2", "20/25/30/20", "2/2/2/-1", "'2"])
def test_margins_that_nobody_can_read(tmp_path, margin):
    assert told(tmp_path, "Kantor", OFFICE.format(name="Dinas", margin=margin)) == [("G56", "H2")]


@pytest.mark.parametrize("margin", ["", "2/2,5/3/2", "3;3;4;2.5", "3 / 3 / 4 / 3 cm"])
def test_margins(tmp_path, margin):
    assert told(tmp_path, "Kantor", OFFICE.format(name="Dinas", margin=margin)) == []


@pytest.mark.parametrize(("first", "said"), [("0", ["G54"]), ("-1", ["G54"]), ("1", []), ("41", []), ("", [])])
def test_a_series_begins_with_one_at_least(tmp_path, first, said):
    assert told(tmp_path, "Penomoran", NUMBERING.format(first=first)) == [(code, "D2") for code in said]


def test_the_phone_of_a_partner(tmp_path):
    card = "| Kode | KM-01 |\n| Telepon | {} |\n| Mitra | PT Maju |"
    identity = "| Kode Motivator | M-001 |\n| Bulan Ke- | 1 |"
    for number, said in (("tanya ketua", [("G50", "B2")]), ("0295-691777", [])):
        path = workbook(tmp_path / "a.xlsx", {"Identitas": identity, "Kemitraan 1": card.format(number)})
        _, findings = normalise(read([path]), knowledge.programme("motivator-2015"), date(2015, 7, 31))
        assert [(one.code, one.place.cell) for one in findings if one.code not in ("B03", "G03", "G40")] == said


@pytest.mark.parametrize(("length", "found"), [(32_767, []), (32_768, [("G44", "D2")])])
def test_a_text_longer_than_a_cell_can_be(tmp_path, length, found):
    """What Excel itself would never have stored is not taken for what the person wrote."""
    path = tmp_path / "Anggota.csv"
    path.write_text(f"No;Kode Kelompok;Nama;Alamat\n1;K-01;Ani;{'x' * length}\n", encoding="utf-8")
    _, findings = normalise(read([path]), knowledge.programme("motivator-2015"), date(2015, 7, 31))
    assert [(item.code, item.place.cell) for item in findings if item.code == "G44"] == found
