"""Numbers as official Indonesian writes them, in digits and in words, and back.

Rules of the words, after KBBI and EYD V (2022): open compounds ("dua puluh satu"), "seribu" but "satu juta", "miliar".
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from .text import clean

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

_OTHER_SPELLINGS = {"milyar": "miliar", "milyard": "miliar", "trilyun": "triliun", "satu": "se"}
_NUMBER_WORD = re.compile(
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|se(?=[bprjmt])"
    "|belas|puluh|ratus|ribu|juta|miliar|milyard(?!ua|elapan)|milyar|tril[iy]un"
)
_INTEGER = re.compile(
    r"(?P<number>[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+))\s*(?:\([a-z ]*\)\s*)?"
    r"(?!ribu|rb|juta|jt|mil[iy]ar|tril)(?:[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)*\.?|[.)])?"
)
MOST_DIGITS = 15
"""Longer numbers are not read: Excel keeps 15 digits, and no count or amount of this work has more."""


def in_words(number: int) -> str:
    """The number in words: 1_001_000 -> "satu juta seribu", -2 -> "minus dua"."""
    if number < 0:
        return f"minus {in_words(-number)}"
    return _positive_in_words(number) or "nol"


def _positive_in_words(number: int) -> str:
    for scale, word in _SCALES:
        if number >= scale:
            how_many = "se" if number // scale == 1 and word == "ribu" else f"{_positive_in_words(number // scale)} "
            return f"{how_many}{word} {_positive_in_words(number % scale)}".rstrip()
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_ONES[hundreds]} ratus")
    if rest in (10, 11):
        words.append("sepuluh" if rest == 10 else "sebelas")
    elif 12 <= rest <= 19:
        words.append(f"{_ONES[rest - 10]} belas")
    else:
        tens, ones = divmod(rest, 10)
        words += [f"{_ONES[tens]} puluh"] * (tens > 0) + [_ONES[ones]] * (ones > 0)
    return " ".join(words)


def read_in_words(text: str) -> int | None:
    """The number that the words say, 0 to 10^15 - 1; None when they say none.

    Case, missing spaces ("duapuluh"), "satu ribu" for "seribu", "milyar", "trilyun", brackets around and "rupiah" or
    "Rp" at the end are let pass; words in an order that makes no number ("dua tiga") are not.
    """
    compact = re.sub(r"[\s.,()-]+", "", clean(text).casefold()).removesuffix("rupiah").removesuffix("rp")
    if compact == "nol":
        return 0
    words = _number_words(compact)
    value = _sum_of(words)
    return value if words and _number_words(in_words(value).replace(" ", "")) == words else None


def _number_words(compact: str) -> list[str]:
    """The number words in a text without spaces, one spelling for each; none when anything else stands between them."""
    found = _NUMBER_WORD.findall(compact)
    return [_OTHER_SPELLINGS.get(word, word) for word in found] if "".join(found) == compact else []


def _sum_of(words: list[str]) -> int:
    """The value of number words, taking their order on trust."""
    total = group = ones = 0
    scales = {word: scale for scale, word in _SCALES}
    for word in words:
        if word in scales:
            total += (group + ones) * scales[word]
            group = ones = 0
        elif word in ("belas", "puluh", "ratus"):
            group += {"belas": ones + 10, "puluh": ones * 10, "ratus": ones * 100}[word]
            ones = 0
        else:
            ones = 1 if word == "se" else _ONES.index(word)
    return total + group + ones


def thousands(number: int) -> str:
    """Digits with a point between thousands: 2200000 -> "2.200.000"."""
    return f"{number:,}".replace(",", ".")


def decimal_comma(number: Decimal | float, digits: int) -> str:
    """The number with `digits` places after a comma, halves rounded up: 1234.5, 2 -> "1.234,50"."""
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """Part of a whole as "85,7%", whole percents without a comma ("100%"); "–" when the whole is 0."""
    if not whole:
        return "–"
    return decimal_comma(Decimal(part) * 100 / Decimal(whole), 1).removesuffix(",0") + "%"


def count_of(number: int, unit: str) -> str:
    """A count as letters write it: 2, "kali" -> "2 (dua) kali"."""
    return f"{thousands(number)} ({in_words(number)}) {unit}"


def roman(number: int) -> str:
    """The number in Roman digits: 5 -> "V". ValueError outside 1..3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman digits for {number}")
    digits = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        digits += letters * count
    return digits


def read_integer(text: str) -> int | None:
    """A whole number, alone or before its unit: "12", "12 orang", "2 (dua) kali", "1.200", "3.".

    None for anything with a comma, for a scale word ("12 ribu") and for more than 15 digits.
    """
    match = _INTEGER.fullmatch(clean(text).casefold())
    if match is None:
        return None
    number = match["number"].replace(".", "")
    return int(number) if len(number.lstrip("+-")) <= MOST_DIGITS else None
