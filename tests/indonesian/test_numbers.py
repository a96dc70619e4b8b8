"""Numbers in digits, words and Roman digits, and back."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import indonesian as ind

ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"), (20, "dua puluh"),
        (21, "dua puluh satu"), (100, "seratus"), (110, "seratus sepuluh"), (111, "seratus sebelas"),
        (200, "dua ratus"), (1000, "seribu"), (1001, "seribu satu"), (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"), (11_000, "sebelas ribu"), (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"), (1_000_000, "satu juta"), (1_001_000, "satu juta seribu"),
        (2_200_000, "dua juta dua ratus ribu"), (200_000_000, "dua ratus juta"),
        (1_001_001_001, "satu miliar satu juta seribu satu"), (10**12, "satu triliun"), (10**15, "seribu triliun"),
        (-2, "minus dua"),
    ],
)  # fmt: skip
def test_words(number, words):
    assert ind.in_words(number) == words


@given(st.integers(0, 10**12) | st.integers(0, 3000))
@example(10**12)
@example(10**15 - 1)
def test_words_read_back(number):
    assert ind.read_in_words(ind.in_words(number)) == number


@given(st.integers(0, 10**15 - 1), st.sampled_from([" ", "", "  "]), st.sampled_from(["miliar", "milyar", "milyard"]))
@example(1_200_000_000, "", "milyar")
@example(1_800_000_000, "", "milyard")
@example(1_200_000_000, " ", "milyar")
def test_words_joined_and_apart_in_every_spelling(number, between, milliard):
    words = ind.in_words(number).replace("miliar", milliard).replace("triliun", "trilyun")
    assert ind.read_in_words(words.replace(" ", between)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Dua Ratus Juta Rupiah", 200_000_000), ("DUA JUTA DUA RATUS RIBU", 2_200_000),
        ("satu ribu lima ratus", 1500), ("dua puluh satu ribu", 21_000), ("duapuluh  satu", 21),
        ("satu milyar", 10**9), ("dua trilyun", 2 * 10**12), ("sejuta", 10**6), ("lima belas.", 15), ("nol", 0),
        ("nol rupiah", 0), ("(lima juta rupiah)", 5_000_000), ("(lima juta) rupiah", 5_000_000),
    ],
)  # fmt: skip
def test_words_as_people_write_them(text, number):
    assert ind.read_in_words(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rupiah",
        "dua tiga",
        "ribu",
        "belas",
        "dua ribu juta",
        "seratus dua ratus",
        "sen",
        "12",
        "dua dan tiga",
        "se",
    ],
)
def test_words_that_make_no_number(text):
    assert ind.read_in_words(text) is None


@given(st.integers(1, 3999))
def test_roman_digits_read_back(number):
    values = [ROMAN_VALUES[letter] for letter in ind.roman(number)]
    following = [*values[1:], 0]
    assert sum(-a if a < b else a for a, b in zip(values, following, strict=True)) == number
    assert not any(letter * 4 in ind.roman(number) for letter in ROMAN_VALUES)


def test_roman_months():
    months = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    assert [ind.roman(month) for month in range(1, 13)] == months


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_numbers_without_roman_digits(number):
    with pytest.raises(ValueError, match=str(number)):
        ind.roman(number)


def test_numbers_in_digits():
    assert ind.thousands(2_200_000) == "2.200.000"
    assert ind.thousands(-1000) == "-1.000"
    assert ind.decimal_comma(1234.5, 2) == "1.234,50"
    assert ind.decimal_comma(Decimal("0.125"), 2) == "0,13"
    assert ind.decimal_comma(2.675, 2) == "2,68"
    assert ind.decimal_comma(7, 0) == "7"
    assert ind.count_of(2, "kali") == "2 (dua) kali"
    assert ind.count_of(1200, "orang") == "1.200 (seribu dua ratus) orang"


def test_percents():
    assert ind.percent(6, 7) == "85,7%"
    assert ind.percent(7, 7) == "100%"
    assert ind.percent(0, 7) == "0%"
    assert ind.percent(Decimal("1"), Decimal("3")) == "33,3%"
    assert ind.percent(3, 0) == "–"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("12 orang", 12), ("12orang", 12), ("1.200", 1200), ("1.200.000 lembar", 1_200_000), (" 007 ", 7),
        ("2 (dua) kali", 2), ("-3", -3), ("\u00a012\u00a0", 12), ("", None), ("-", None), ("dua", None),
        ("12,5", None), ("1,200", None), ("12.5", None), ("12 ribu", None), ("2juta", None), ("12-14", None),
        ("12 3", None), ("1e5", None), ("1234567890123456", None), ("orang 12", None), ("٣", None),
        ("3.", 3), ("3)", 3), ("3.)", None),
    ],
)  # fmt: skip
def test_whole_numbers(text, number):
    assert ind.read_integer(text) == number
