"""Findings: masking of personal numbers, the order in which they are read, and the catalogue."""

import re
import sys
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import NOWHERE, Message, Place, Severity, in_order, mask

FAULT = Message("G99", Severity.ERROR, "{value} salah.", "Betulkan {value}.", "aturan uji")
_UNSEEN_BLANKS = "\u2009\u202f\u3000\u200b\u200d\u2060\ufeff\ufe0f\u202e\u0301\u3164\u2800"


def test_a_finding_masks_the_values_it_is_given():
    finding = FAULT.at(Place("a.xlsx", "Anggota", "C7"), ["member:K-01/07"], "nik", value="3317010405809001")
    assert finding.text == "••••••••••••9001 salah."
    assert "3317010405809001" not in repr(finding)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Wahyu, S.E.", "Itu Wahyu, S.E. Betulkan Wahyu, S.E."),
        ("Wahyu", "Itu Wahyu. Betulkan Wahyu."),
        ("a.b", "Itu a.b. Betulkan a.b."),
        ("", "Itu . Betulkan ."),
    ],
)
def test_a_value_with_a_full_stop_ends_a_sentence_by_itself(value, text):
    message = Message("G99", Severity.ERROR, "Itu {value}. Betulkan {value}.", "Lihat {value}.jpg", "aturan uji")
    finding = message.at(NOWHERE, value=value)
    assert (finding.text, finding.fix) == (text, f"Lihat {value}.jpg")


def test_a_finding_shows_no_more_than_the_beginning_of_a_book():
    finding = FAULT.at(Place("a.xlsx"), value="3317010405809001" + "x" * 30_000)
    assert finding.text.startswith("••••••••••••9001x")
    assert len(finding.text) < 600


def test_a_sheet_called_by_a_personal_number_is_not_shown_so():
    place = Place("a.xlsx", "3317010405809001", "C7")
    assert str(place) == "a.xlsx › ••••••••••••9001!C7"
    assert (place.sheet, FAULT.at(NOWHERE, value=place).text) == ("3317010405809001", f"{place} salah.")


def test_findings_are_read_by_sheet_row_and_column():
    cells = ["AA2", "B10", "B2", "A2"]
    found = in_order([FAULT.at(Place("a.xlsx", "Anggota", cell), value="x") for cell in cells])
    assert [finding.place.cell for finding in found] == ["A2", "B2", "AA2", "B10"]


def test_sheets_are_read_as_the_workbook_orders_them():
    names = ["", "Bukti", "Anggota", "Notulen 10", "Notulen 2", "Zakat"]
    findings = [FAULT.at(Place("a.xlsx", sheet, ""), value="x") for sheet in names]
    sheets = {"a.xlsx": ("Notulen 2", "Notulen 10", "Anggota"), "b.xlsx": ("Zakat",)}
    order = ["", "Notulen 2", "Notulen 10", "Anggota", "Bukti", "Zakat"]
    assert [finding.place.sheet for finding in in_order(findings, sheets)] == order
    assert [finding.place.sheet for finding in in_order(findings)] == sorted(names)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIK 3317010405809001 ganda", "NIK ••••••••••••9001 ganda"),
        ("NIP 19800101 200501 1 001", "NIP •••••••• •••••• 1 001"),
        ("01.234.567.8-901.000", "••.•••.•••.•-••1.000"),
        ("0812-3456-7890", "••••-••••-7890"),
        ("+62 812 3456 7890", "+•• ••• •••• 7890"),
        ("(0295) 691234", "(••••) ••1234"),
        ("12345678", "••••5678"),
        ("1234567", "1234567"),
        ("3317010405809001 dan 3317010405809002", "••••••••••••9001 dan ••••••••••••9002"),
        ("٣٣١٧٠١٠٤٠٥٨٠٩٠٠١", "••••••••••••٩٠٠١"),
        ("Senin, 04-05-2015 pukul 08.30", "Senin, 04-05-2015 pukul 08.30"),
        ("2015-05-04", "2015-05-04"),
        ("08.30 - 10.00 WIB", "08.30 - 10.00 WIB"),
        ("Rp20.000.000,00", "Rp20.000.000,00"),
        ("Rp. 2200000000", "Rp. 2200000000"),
        ("«125000000 rupiah» dibaca Rp125.000.000,00", "«125000000 rupiah» dibaca Rp125.000.000,00"),
        ("«0,3541666666» dibaca 08.30", "«0,3541666666» dibaca 08.30"),
        ("«12500000,00» dibaca Rp12.500.000,00", "«12500000,00» dibaca Rp12.500.000,00"),
        ("12500000,-", "12500000,-"),
        ("081250000,00", "•••••0000,00"),
        ("0812-125000000 rupiah", "••••-•••••0000 rupiah"),
        ("0.812.345.678", "•.•••.••5.678"),
        ("15.000.000,-", "15.000.000,-"),
        ("«2.200.000,00» dibaca Rp2.200.000,00", "«2.200.000,00» dibaca Rp2.200.000,00"),
        ("12.200.000,00.", "12.200.000,00."),
        ("Rp.2.200.000,- dan Rp. 125.000.000,-", "Rp.2.200.000,- dan Rp. 125.000.000,-"),
        ("1.250.000.000,-", "1.250.000.000,-"),
        ("330.101.010.190.900.1,-", "•••.•••.•••.•••.900.1,-"),
        ("330.101.010.190.9001,00", "•••.•••.•••.•••.9001,00"),
        ("01.234.567.8-901.000,-", "••.•••.•••.•-••1.000,-"),
        ("812.345.678,0812", "•••.••5.678,0812"),
        ("0812.345.678,-", "••••.••5.678,-"),
        ("04-05-2015 3317010405809001", "04-05-2015 ••••••••••••9001"),
        ("08-12-2015-6789", "••-••-••••-6789"),
        ("06 - 05 - 2015", "06 - 05 - 2015"),
        ("0812 - 3456 - 7890", "•••• - •••• - 7890"),
        ("12-05-2015 – 06-07-2015", "12-05-2015 – 06-07-2015"),
        ("08.30–10.00, 10.00–11.30", "08.30–10.00, 10.00–11.30"),
        ("nomor 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13", "nomor 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13"),
        ("094/15/BBPPK/V/2015 dan 560/0147/2015", "094/15/BBPPK/V/2015 dan 560/0147/2015"),
        ("Nomor 13 Tahun 2003, 2014–2015", "Nomor 13 Tahun 2003, 2014–2015"),
        ("Rp999.000.000.000,00", "Rp999.000.000.000,00"),
        ("Rp336905520382", "Rp••••••••0382"),
        ("Rp 3.369.055.203.829.001", "Rp •.•••.•••.•••.••9.001"),
        ("Rp12.000.000,00 3369055203829001", "Rp12.000.000,00 ••••••••••••9001"),
        ("1: 3369_0552_0382_9001; 2: 3369_0552_0382_9002", "1: ••••_••••_••••_9001; 2: ••••_••••_••••_9002"),
        ("3369/0599/0382/9001", "••••/••••/••••/9001"),
        ("33 69 05 59 03 82 9001", "•• •• •• •• •• •• 9001"),
        ("Baris 15, 16, 17, 18, 19, 20, 22, 24", "Baris 15, 16, 17, 18, 19, 20, 22, 24"),
        ("tahun 2011, 2012, 2013, 2014", "tahun 2011, 2012, 2013, 2014"),
        ("800/1237/905.03/2015", "800/1237/905.03/2015"),
        ("33690552/0382/9001", "••••••••/••••/9001"),
        ("3|3|6|9|0|5|5|2|0|3|8|2|9|0|0|1", "•|•|•|•|•|•|•|•|•|•|•|•|9|0|0|1"),
        ("³³⁶⁹⁰⁵⁵²⁰³⁸²⁹⁰⁰¹", "••••••••••••⁹⁰⁰¹"),
    ],
)
def test_masking(text, masked):
    assert mask(text) == masked


@given(st.integers(0, 10**16 - 1), st.text("abc :,;/(", max_size=5), st.sampled_from(["", " ", "-", "."]))
def test_no_twelve_leading_digits_of_a_nik_survive(number, around, separator):
    nik = f"{number:016}"
    written = separator.join((nik[:6], nik[6:12], nik[12:]))
    masked = mask(f"{around}{written}{around}")
    assert masked.endswith(nik[12:] + around)
    assert len(re.findall(r"\d", masked)) == 4


@pytest.mark.parametrize("between", [*"_/–—,'·:|*+;=−‑()•\n\t\xa0\xad", "    ", " (", "; ", "...", *_UNSEEN_BLANKS])
@pytest.mark.parametrize("lengths", [(4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 2, 2, 2, 4), (1,) * 16])
def test_whatever_parts_a_nik_it_is_masked(between, lengths):
    ends = list(accumulate(lengths))
    written = between.join("3369055203829001"[end - length : end] for end, length in zip(ends, lengths, strict=True))
    for around in ("", " x", "7: "):
        assert len(re.findall(r"\d", mask(around + written + around[::-1]).replace("7", ""))) == 4


def test_all_that_python_takes_for_a_digit_is_masked():
    digits = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isdigit()]
    for digit in digits:
        assert mask(digit * 8) == "•" * 4 + digit * 4


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31mb\x07.xlsx", "a\ufffd[31mb\ufffd.xlsx"),
        ("a\nb.xlsx", "a b.xlsx"),
        ("bad\udcff.xlsx", "bad\ufffd.xlsx"),
        ("x\u202exslx", "x\ufffdxslx"),
        ("Ma'ruf – «ñ» é", "Ma'ruf – «ñ» é"),
    ],
)
def test_what_would_steer_a_terminal_is_not_shown(name, shown):
    assert mask(name) == shown
