"""Amounts in rupiah: written by the rule, read as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import indonesian as ind

AMOUNTS = st.decimals(min_value=Decimal("-99999999999.99"), max_value=Decimal("999999999999.99"), places=2)


def test_written_forms():
    assert ind.rupiah(2_200_000) == "Rp2.200.000,00"
    assert ind.rupiah(Decimal("0.5")) == "Rp0,50"
    assert ind.rupiah(Decimal("1999.995")) == "Rp2.000,00"
    assert ind.rupiah(-1500) == "-Rp1.500,00"
    assert ind.amount_in_words(2_200_000) == "dua juta dua ratus ribu rupiah"
    assert ind.amount_in_words(Decimal("1000.25")) == "seribu rupiah dua puluh lima sen"
    assert ind.amount_in_words(0) == "nol rupiah"
    assert ind.amount_in_words(-1) == "minus satu rupiah"
    assert ind.rupiah_in_words(200_000_000) == "Rp200.000.000,00 (dua ratus juta rupiah)"


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        (0, "Rp0"),
        (Decimal("800.4"), "Rp800"),
        (1000, "Rp1 ribu"),
        (750_000, "Rp750 ribu"),
        (999_940, "Rp999,9 ribu"),
        (999_960, "Rp1 juta"),
        (12_500_000, "Rp12,5 juta"),
        (12_550_000, "Rp12,6 juta"),
        (999_999_999, "Rp1 miliar"),
        (4_250_000_000, "Rp4,3 miliar"),
        (2 * 10**15, "Rp2.000 triliun"),
        (-1_500_000, "-Rp1,5 juta"),
    ],
)
def test_short_forms_for_charts(amount, short):
    assert ind.rupiah_short(amount) == short


@given(AMOUNTS)
def test_written_amounts_read_back_as_standard(amount):
    assert ind.read_money(ind.rupiah(amount)) == ind.ReadMoney(amount, standard=True, ambiguous=False, words="")
    with_words = ind.read_money(ind.rupiah_in_words(amount))
    assert with_words == ind.ReadMoney(amount, standard=True, ambiguous=False, words=ind.amount_in_words(amount))


@given(st.integers(0, 10**12))
def test_words_of_whole_amounts_read_back(amount):
    assert ind.read_in_words(ind.amount_in_words(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount", "standard", "ambiguous"),
    [
        ("Rp. 2.200.000,00", 2_200_000, False, False),
        ("Rp 20.000.000", 20_000_000, False, False),
        ("Rp20.000.000", 20_000_000, True, False),
        ("Rp 4.028.789.000,-", 4_028_789_000, False, False),
        ("Rp 1.500.000.-", 1_500_000, False, False),
        ("Rp.200.000.000,00,-", 200_000_000, False, False),
        ("rp 500", 500, False, False),
        ("IDR 200.000", 200_000, False, False),
        ("200.000 rupiah", 200_000, False, False),
        ("2.200.000", 2_200_000, True, False),
        ("2200000", 2_200_000, True, False),
        ("2200000,50", Decimal("2200000.50"), False, False),
        ("Rp300,000", 300_000, False, True),
        ("2,200,000", 2_200_000, False, False),
        ("2,200,000.00", 2_200_000, False, False),
        ("300,000.50", Decimal("300000.50"), False, False),
        ("2200000.5", Decimal("2200000.5"), False, True),
        ("Rp2,5 juta", 2_500_000, False, False),
        ("2,2 jt", 2_200_000, False, False),
        ("2.5 juta", 2_500_000, False, False),
        ("2.2 juta", 2_200_000, False, False),
        ("Rp2,200,000.00", 2_200_000, False, False),
        ("500 ribu", 500_000, False, False),
        ("1,5 M", None, False, False),
        ("1,5 milyar", 1_500_000_000, False, False),
        ("2 trilyun", 2 * 10**12, False, False),
        ("2,255 juta", 2_255_000, False, True),
        ("2.255 juta", 2_255_000_000, False, True),
        ("Rp\u00a02.200.000", 2_200_000, False, False),
        ("0", 0, True, False),
    ],
)
def test_amounts_as_people_write_them(text, amount, standard, ambiguous):
    expected = None if amount is None else ind.ReadMoney(Decimal(amount), standard, ambiguous, words="")
    assert ind.read_money(text) == expected


def test_words_behind_the_amount_are_kept_as_written():
    read = ind.read_money("Rp.200.000.000,- (Dua Ratus Juta Rupiah)")
    assert read is not None
    assert (read.amount, read.words) == (Decimal(200_000_000), "Dua Ratus Juta Rupiah")
    assert ind.read_in_words(read.words) == read.amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "Rp",
        "Rp -",
        "dua juta",
        "12abc",
        "1.2.3",
        "1.000,500",
        "22.00.000",
        "Rp2.200.000 / bulan",
        "1" * 16,
        "٢",
        "=1+1",
    ],
)
def test_what_is_no_amount(text):
    assert ind.read_money(text) is None


def test_an_absurdly_long_number_is_refused_at_once():
    assert ind.read_money("9" * 30_000) is None
    assert ind.read_integer("9" * 30_000) is None
