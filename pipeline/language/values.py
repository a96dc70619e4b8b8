"""Words of the program that come with values already in them: dates, what code says of a case ("notulen dan foto").

A finding holds its values as text, because personal numbers were masked in it when it was made. So a phrase that code
put there is known by its wording: `phrases.toml` of a language lists, by placeholder, what code may say. Every other
value is data of the workbook and stays as it was written; so does what the message itself quotes.
"""

import re
from collections.abc import Mapping
from functools import cache

Phrases = Mapping[str, str]
"""Indonesian -> another language; both may hold {placeholders}."""

DATES, BETWEEN, SENTENCES = "dates", "between", "sentences"
"""The tables of phrases.toml that are for no placeholder: words of a date, what joins phrases to a list, whole
sentences."""
_TABLES = {"failure": SENTENCES, "way_out": SENTENCES}
"""Placeholders that hold a whole sentence of the program, and the table that it stands in."""

_DATE = r"(?:[A-Z][a-z]+, )?\d{1,2} [A-Z][a-z]+ \d{4}"
_QUOTED = re.compile(r"[«\"]\{(\w+)\}[»\"]")
_DATES = re.compile(f"{_DATE}(?: sampai dengan {_DATE})?")


def said_values(values: Mapping[str, str], text: str, phrases: Mapping[str, Phrases]) -> dict[str, str]:
    """The values that a text shows, as the language of the phrases says them."""
    quoted = set(_QUOTED.findall(text))
    return {
        name: value if name in quoted else _said(value, phrases.get(_TABLES.get(name, name), {}), phrases)
        for name, value in values.items()
    }


def said_sentence(text: str, phrases: Mapping[str, Phrases]) -> str:
    """A date, or a sentence of the program with its values in it, as the language of the phrases says it."""
    return _date(text, phrases[DATES]) or _phrase(text, phrases[SENTENCES], phrases) or text


def _said(value: str, known: Phrases, phrases: Mapping[str, Phrases]) -> str:
    return _date(value, phrases[DATES]) or _list(value, known, phrases) or _phrase(value, known, phrases) or value


def _date(value: str, words: Phrases) -> str:
    """A day or a period, with or without weekdays; "" for anything else."""
    if not _DATES.fullmatch(value):
        return ""
    return re.sub("|".join(words), lambda found: words[found.group()], value)


def _list(value: str, known: Phrases, phrases: Mapping[str, Phrases]) -> str:
    """A list of nothing but known phrases; "" for anything else."""
    joints = phrases[BETWEEN]
    pieces = re.split(f"({'|'.join(joints)})", value) if known else []
    told, start = "", 0
    while start < len(pieces):
        # A phrase may itself hold what joins a list: it ends where it is first known.
        for end in range(start + 1, len(pieces) + 1, 2):
            if part := _phrase("".join(pieces[start:end]), known, phrases):
                break
        else:
            return ""
        told += part + joints.get("".join(pieces[end : end + 1]), "")
        start = end + 1
    return told


def _phrase(value: str, known: Phrases, phrases: Mapping[str, Phrases]) -> str:
    """One known phrase; "" for anything else."""
    for phrase, told in known.items():
        if match := _pattern(phrase).fullmatch(value):
            inner = {name: _said(text, known, phrases) for name, text in match.groupdict().items()}
            return told.format_map(inner) if inner else told
    return ""


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """What texts a phrase makes: any text stands for a {placeholder}."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(phrase)))
