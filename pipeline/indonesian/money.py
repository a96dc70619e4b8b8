"""Amounts in rupiah: "Rp2.200.000,00 (dua juta dua ratus ribu rupiah)", and reading what people write instead.

Rule: EYD V (2022): Rp without point or space, points between thousands, a comma before the sen.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from .numbers import MOST_DIGITS, decimal_comma, in_words, thousands
from .text import clean

_SCALES = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "milyard": 10**9,
    "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
_MONEY = re.compile(
    r"(?P<minus>-)?\s*(?:(?:rp|idr)\b\.?|rp\.?)?\s*"
    r"(?P<number>[0-9](?:[0-9.,]*[0-9])?)\s*"
    rf"(?P<scale>(?:{'|'.join(_SCALES)})\b\.?)?"
    r"(?:[.,]?\s*[-–—=]+)?\s*(?:rupiah\b)?\s*(?:\((?P<words>[^()]*)\))?\.?",
    re.IGNORECASE,
)
_STANDARD = re.compile(r"-?(?:Rp)?(?:[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]{2})?|[0-9]+)(?: \([^()]*\))?")

_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_DECIMAL_COMMA = re.compile(r"[0-9]+(?:,[0-9]{1,2})?")
_DECIMAL_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}")


@dataclass(frozen=True)
class ReadMoney:
    """An amount in rupiah as it was read."""

    amount: Decimal
    standard: bool
    """Written by the rule: points between thousands, comma before two digits of sen, "Rp" joined or left out."""
    ambiguous: bool
    """Could mean another amount: "Rp300,000" (read as thousands), "2.50" (read as 2 rupiah 50 sen)."""
    words: str
    """What stands in brackets behind it, as written; "" when nothing does."""


def rupiah(amount: Decimal | int) -> str:
    """An amount in digits: 2200000 -> "Rp2.200.000,00"; half a sen rounds up."""
    whole, sen = divmod(abs(_in_sen(amount)), 100)
    return f"{'-' if amount < 0 else ''}Rp{thousands(whole)},{sen:02}"


def rupiah_short(amount: Decimal | int) -> str:
    """An amount as a chart bears it, to one decimal of its scale: 12500000 -> "Rp12,5 juta", 800 -> "Rp800"."""
    sign, size = "-" if amount < 0 else "", abs(Decimal(amount))
    for name in ("triliun", "miliar", "juta", "ribu"):
        in_scale = size / _SCALES[name]
        # What rounds to a thousand of the scale below belongs here: never "Rp1.000 ribu".
        if in_scale >= Decimal("0.99995"):
            return f"{sign}Rp{decimal_comma(in_scale, 1).removesuffix(',0')} {name}"
    return f"{sign}Rp{decimal_comma(size, 0)}"


def amount_in_words(amount: Decimal | int) -> str:
    """An amount in words: "dua juta dua ratus ribu rupiah", with sen "dua rupiah lima puluh sen"."""
    whole, sen = divmod(abs(_in_sen(amount)), 100)
    sen_in_words = f" {in_words(sen)} sen" if sen else ""
    return f"{'minus ' if amount < 0 else ''}{in_words(whole)} rupiah{sen_in_words}"


def rupiah_in_words(amount: Decimal | int) -> str:
    """An amount in digits and words, as deeds want it: "Rp2.200.000,00 (dua juta dua ratus ribu rupiah)"."""
    return f"{rupiah(amount)} ({amount_in_words(amount)})"


def _in_sen(amount: Decimal | int) -> int:
    return int((Decimal(amount) * 100).to_integral_value(ROUND_HALF_UP))


@lru_cache(maxsize=1024)
def read_money(text: str) -> ReadMoney | None:
    """The amount that a text says ("Rp. 2.200.000,00", "Rp200.000.000,- (Dua Ratus Juta Rupiah)", "2,2 jt"), or None.

    A comma before three digits parts thousands ("Rp300,000"), but decimals before a scale word ("2,255 juta"); where
    only one such comma or point stands, the amount is marked ambiguous. Amounts are rounded to sen.
    """
    cleaned = clean(text)
    match = _MONEY.fullmatch(cleaned)
    if match is None or len(match["number"]) > 2 * MOST_DIGITS:
        return None
    scale = (match["scale"] or "").casefold().rstrip(".")
    number = _read_scaled(match["number"]) if scale else _read_plain(match["number"])
    if number is None:
        return None
    value, ambiguous = number
    amount = Decimal(_in_sen(value * _SCALES.get(scale, 1) * (-1 if match["minus"] else 1))).scaleb(-2)
    if abs(amount) >= 10**MOST_DIGITS:
        return None
    standard = _STANDARD.fullmatch(cleaned) is not None and not ambiguous
    return ReadMoney(amount, standard, ambiguous, words=(match["words"] or "").strip())


def _read_plain(number: str) -> tuple[Decimal, bool] | None:
    """The value of digits with points and commas, and whether they could mean another one."""
    if _POINTS.fullmatch(number) or _DECIMAL_COMMA.fullmatch(number):
        return Decimal(number.replace(".", "").replace(",", ".")), False
    if _COMMAS.fullmatch(number):
        return Decimal(number.replace(",", "")), number.count(",") == 1 and "." not in number
    if _DECIMAL_POINT.fullmatch(number):
        return Decimal(number), True
    return None


def _read_scaled(number: str) -> tuple[Decimal, bool] | None:
    """Like `_read_plain`, for a number before "juta" and the like, where few digits and decimals are the rule."""
    if match := re.fullmatch(r"([0-9]+)(?:([.,])([0-9]{1,3}))?", number):
        whole, mark, rest = match.groups()
        three = rest is not None and len(rest) == 3
        return Decimal(whole + rest if three and mark == "." else f"{whole}.{rest or 0}"), three
    return _read_plain(number)
