"""Closed choices that people spell in many ways: sex, presence, yes or no."""

import re
from functools import lru_cache
from typing import Literal

from .text import clean

Sex = Literal["L", "P"]
Presence = Literal["H", "I", "S", "A"]

_TICKS = str.maketrans("✓✔√☑", "vvvv")

_SEXES: dict[str, Sex] = {
    **dict.fromkeys(("l", "lk", "laki", "lakilaki", "laki2", "lelaki", "pria", "male", "1"), "L"),
    **dict.fromkeys(("p", "pr", "prp", "perempuan", "wanita", "w", "female", "2"), "P"),
}  # fmt: skip
_PRESENCES: dict[str, Presence] = {
    **dict.fromkeys(("h", "hdr", "hadir", "v"), "H"),
    **dict.fromkeys(("i", "izin", "ijin"), "I"),
    **dict.fromkeys(("s", "sakit"), "S"),
    **dict.fromkeys(("a", "alpa", "alpha", "alfa", "tk", "tanpaketerangan"), "A"),
}  # fmt: skip
_YES = frozenset(("ya", "y", "iya", "ada", "sudah", "v", "yes", "true", "benar", "1"))
_NO = frozenset(("tidak", "t", "tdk", "tak", "tidakada", "tdkada", "belum", "x", "no", "n", "false", "salah", "0"))


def read_sex(text: str) -> Sex | None:
    """L (laki-laki) or P (perempuan) from "L", "Lk", "LAKI-LAKI", "Laki - laki", "Pr", 1, 2 …; None for others."""
    return _SEXES.get(_key(text))


def read_presence(text: str) -> Presence | None:
    """H (hadir), I (izin), S (sakit) or A (alpa, tanpa keterangan); a tick or "v" is H; None for others, also "-"."""
    return _PRESENCES.get(_key(text))


def read_yes_no(text: str) -> bool | None:
    """Yes ("ya", "ada", "sudah", a tick) or no ("tidak", "tidak ada", "belum", "x"); None for others, also "-"."""
    key = _key(text)
    return True if key in _YES else False if key in _NO else None


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    """Letters and digits in lower case, any tick as "v"."""
    ticked = clean(text).casefold().translate(_TICKS)
    return re.sub(r"[\s.\-–_]+", "", ticked)
