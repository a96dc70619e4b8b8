"""The text of a letter number, made from an office's pattern such as `{urut:03}/SPM/{bulan_romawi}/{tahun}`."""

import re
from datetime import date
from functools import cache

from pipeline.indonesian import roman
from pipeline.register.shapes import NumberRule

TOKENS = {
    "urut": "nomor urut",
    "urut:03": "nomor urut tiga angka; lebar 2 sampai 9",
    "klas": "kode klasifikasi",
    "unit": "kode unit penerbit",
    "bulan": "bulan, 5",
    "bulan2": "bulan dua angka, 05",
    "bulan_romawi": "bulan dengan angka Romawi, V",
    "tahun": "tahun, 2015",
}
"""Every token of a pattern. Month and year are always those of the letter's date."""

_TOKEN = re.compile(r"\{([^{}]*)\}")
_PADDED = re.compile(r"urut:0([2-9])")


def number_text(rule: NumberRule, n: int, dated: date) -> str:
    """The number as printed: the `n`th of its series, on a letter of that date.

    A pattern with an unknown token raises ValueError; `pattern_problem` tells beforehand.
    """
    values = {
        "urut": str(n),
        "klas": rule.klas,
        "unit": rule.unit,
        "bulan": str(dated.month),
        "bulan2": f"{dated.month:02}",
        "bulan_romawi": roman(dated.month),
        "tahun": str(dated.year),
    }

    def value(token: re.Match[str]) -> str:
        name = token[1]
        if padded := _PADDED.fullmatch(name):
            return f"{n:0{padded[1]}}"
        if name not in values:
            raise ValueError(f"unknown token in a number pattern: {name}")
        return values[name]

    return _TOKEN.sub(value, rule.pattern)


def texts_of_year(rule: NumberRule, n: int, year: int) -> list[str]:
    """How the `n`th number may read on the letters of a year: one text, or one for each month."""
    months = range(1, 13) if "{bulan" in rule.pattern else (1,)
    return [number_text(rule, n, date(year, month, 1)) for month in months]


@cache
def pattern_problem(pattern: str) -> str:
    """What is wrong with a number pattern, in Indonesian; empty if it can be used."""
    if not pattern.strip():
        return "pola nomor kosong"
    names = [token[1] for token in _TOKEN.finditer(pattern)]
    for name in names:
        if name not in TOKENS and not _PADDED.fullmatch(name):
            return f"token {{{name}}} tidak dikenal; yang dikenal: " + ", ".join(f"{{{known}}}" for known in TOKENS)
    if re.search(r"[{}]", _TOKEN.sub("", pattern)):
        return "kurung kurawal tidak berpasangan"
    if not any(name.startswith("urut") for name in names):
        return "tidak ada token {urut}, sehingga semua nomor akan sama"
    if not pattern.isprintable():
        return "ada ganti baris atau karakter kendali di dalam pola"
    if pattern != " ".join(pattern.split()):
        return "ada spasi berlebih di dalam pola"
    return ""
