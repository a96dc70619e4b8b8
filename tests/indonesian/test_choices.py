"""Closed choices in the spellings of real sheets."""

import pytest

from pipeline import indonesian as ind


@pytest.mark.parametrize(
    "text", ["L", "l", "Lk", "LK.", "LAKI-LAKI", "Laki-Laki", "Laki - laki", "Laki - Laki", "1", " pria ", "Male"]
)
def test_men(text):
    assert ind.read_sex(text) == "L"


@pytest.mark.parametrize("text", ["P", "Pr", "PEREMPUAN", "Perempuan", "wanita", "2", "prp", "Female"])
def test_women(text):
    assert ind.read_sex(text) == "P"


@pytest.mark.parametrize("text", ["", "-", "L/P", "3", "12", "laki-laki/perempuan"])
def test_no_sex(text):
    assert ind.read_sex(text) is None


@pytest.mark.parametrize(
    ("text", "presence"),
    [
        ("Hadir", "H"), ("h", "H"), ("Hdr", "H"), ("v", "H"), ("V", "H"), ("✓", "H"), ("✔", "H"), ("√", "H"),
        ("ijin", "I"), ("Izin", "I"), ("I", "I"), ("sakit", "S"), ("s.", "S"), ("alpa", "A"), ("Alpha", "A"),
        ("A", "A"), ("tanpa keterangan", "A"), ("-", None), ("", None), ("x", None), ("tidak hadir", None),
        ("1", None),
    ],
)  # fmt: skip
def test_presence(text, presence):
    assert ind.read_presence(text) == presence


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ya", True), ("Y", True), ("Ada", True), ("v", True), ("✓", True), ("sudah", True), ("TRUE", True),
        ("1", True), ("tidak", False), ("T", False), ("Tidak ada", False), ("x", False), ("belum", False),
        ("FALSE", False), ("0", False), ("-", None), ("", None), ("y/t", None), ("mungkin", None),
    ],
)  # fmt: skip
def test_yes_or_no(text, answer):
    assert ind.read_yes_no(text) is answer
