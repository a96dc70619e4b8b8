"""Findings: masking of personal numbers, the order in which they are read, and the catalogue."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import Message, Place, Severity, in_order, mask

FAULT = Message("G99", Severity.ERROR, "{value} salah.", "Betulkan {value}.", "aturan uji")


def test_a_finding_masks_the_values_it_is_given():
    finding = FAULT.at(Place("a.xlsx", "Anggota", "C7"), ["member:K-01/07"], "nik", value="3317010405809001")
    assert finding.text == "••••••••••••9001 salah."
    assert "3317010405809001" not in repr(finding)


def test_a_finding_shows_no_more_than_the_beginning_of_a_book():
    finding = FAULT.at(Place("a.xlsx"), value="3317010405809001" + "x" * 30_000)
    assert finding.text.startswith("••••••••••••9001x")
    assert len(finding.text) < 600


def test_findings_are_read_by_sheet_row_and_column():
    cells = ["AA2", "B10", "B2", "A2"]
    found = in_order([FAULT.at(Place("a.xlsx", "Anggota", cell), value="x") for cell in cells])
    assert [finding.place.cell for finding in found] == ["A2", "B2", "AA2", "B10"]


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
        ("04-05-2015 3317010405809001", "04-05-2015 ••••••••••••9001"),
        ("08-12-2015-6789", "••-••-••••-6789"),
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
