"""Cells of text, and the codes among them, by which rows name one another."""

import re
from datetime import date, datetime
from functools import lru_cache

from pipeline import indonesian
from pipeline.findings import mask
from pipeline.records.base import wrong

_CODE = re.compile(r"[A-Z0-9_.-]*")
_WRITTEN_IN_CODES = str.maketrans(dict.fromkeys("/–—‑−", "-") | {" ": ""})
"""How people write the hyphen of a code."""
_IS_PERSONAL = "tampaknya nomor pribadi, padahal kode menjadi nama berkas"
_HAS_SIGNS = "kode hanya boleh memuat huruf A–Z, angka 0–9, tanda hubung, titik, garis bawah, dan garis miring"


def read_text(value: object) -> object:
    """A line of text. Numbers come as Excel shows them; a code typed as a number is text all the same."""
    if isinstance(value, str):
        return indonesian.clean(value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime | date):
        return indonesian.numeric_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return indonesian.clean(str(value)) if value is not None else None


def read_lines(value: object) -> object:
    return indonesian.clean_lines(value) if isinstance(value, str) else read_text(value)


def read_name(value: object) -> object:
    """What people, groups and companies are called has a letter in it."""
    if isinstance(value, bool):
        raise wrong("name")
    text = read_text(value)
    if isinstance(text, str) and not any(map(str.isalpha, text)):
        raise wrong("bare", lacks="huruf")
    return text


def read_code(value: object) -> object:
    """A code names files, and stands in every finding and in command lines for people to copy: it is no personal number
    and holds nothing that a system or a shell takes for more than a name."""
    text = read_text(value)
    if not isinstance(text, str):
        return text
    code, fault = _plain_code(text)
    if fault:
        raise wrong("code", fault=fault)
    return code


def plain_code(text: str) -> str | None:
    """The code as all rows have it that name it; None for what can be no code."""
    code, fault = _plain_code(text)
    return None if fault else code


@lru_cache(maxsize=1024)
def _plain_code(text: str) -> tuple[str, str]:
    """The code as all rows have it that name it, and why it can be none."""
    code = text.upper().translate(_WRITTEN_IN_CODES)
    if mask(code) != code:
        return code, _IS_PERSONAL
    return code, "" if _CODE.fullmatch(code) else _HAS_SIGNS
