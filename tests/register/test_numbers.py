"""Patterns of letter numbers."""

from datetime import date

import pytest

from pipeline.register import NumberRule, number_text, pattern_problem
from pipeline.register.numbers import TOKENS, texts_of_year


@pytest.mark.parametrize(
    ("pattern", "n", "text"),
    [
        ("{urut}", 7, "7"),
        ("{urut:03}", 7, "007"),
        ("{urut:03}", 1234, "1234"),
        ("{klas}/{urut:04}/{unit}/{bulan_romawi}/{tahun}", 12, "560/0012/Disnaker/VIII/2015"),
        ("B-{urut}/{bulan2}/{tahun}", 235, "B-235/08/2015"),
        ("{urut}.{bulan}", 1, "1.8"),
    ],
)
def test_a_pattern_is_filled(pattern: str, n: int, text: str) -> None:
    assert number_text(NumberRule("register", pattern, 1, "560", "Disnaker"), n, date(2015, 8, 31)) == text


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "kosong"),
        ("  ", "kosong"),
        ("SPM/{tahun}", "{urut}"),
        ("{urut}/{thn}", "{thn}"),
        ("{urut:3}", "{urut:3}"),
        ("{urut:01}", "{urut:01}"),
        ("{urut:03", "kurung"),
        ("{urut}}", "kurung"),
        ("{}{urut}", "{}"),
        ("{urut}\n{tahun}", "ganti baris"),
        ("{urut} / {tahun} ", "spasi"),
    ],
)
def test_an_unusable_pattern_is_named(pattern: str, said: str) -> None:
    assert said in pattern_problem(pattern)


def test_every_token_is_usable() -> None:
    pattern = "/".join(f"{{{token}}}" for token in TOKENS)
    assert pattern_problem(pattern) == ""
    assert "{" not in number_text(NumberRule("register", pattern), 1, date(2015, 1, 1))


def test_the_texts_of_a_year() -> None:
    assert texts_of_year(NumberRule("register", "{urut:03}/{tahun}"), 7, 2015) == ["007/2015"]
    assert texts_of_year(NumberRule("register", "{urut}/{bulan2}"), 7, 2015) == [f"7/{n:02}" for n in range(1, 13)]


def test_an_unknown_token_never_reaches_a_letter() -> None:
    with pytest.raises(ValueError, match="thn"):
        number_text(NumberRule("register", "{urut}/{thn}"), 1, date(2015, 1, 1))
