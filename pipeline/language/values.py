"""Words of the program inside the values of a finding: dates, and what code says of a case ("notulen dan foto").

A finding holds its values as text, because personal numbers were masked in it when it was made. So a phrase that code
put there is known by its wording: `phrases.toml` of a language lists, by placeholder, what code may say. Every other
value is data of the workbook and stays as it was written.
"""

import re
from collections.abc import Mapping
from functools import cache

Phrases = Mapping[str, str]
"""Indonesian -> another language; both may hold {placeholders}."""

DATES, BETWEEN = "dates", "between"
"""The tables of phrases.toml that hold for every value: the words of a date, and what joins phrases to a list."""

_DATE = r"(?:[A-Z][a-z]+, )?\d{1,2} [A-Z][a-z]+ \d{4}"
_DATES = re.compile(f"{_DATE}(?: sampai dengan {_DATE})?")


def said_value(value: str, code: str, name: str, phrases: Mapping[str, Phrases]) -> str:
    """The value of a placeholder of a message, as the language of the phrases says it."""
    known = phrases.get(f"{code}.{name}") or phrases.get(name, {})
    return _date(value, phrases[DATES]) or _phrase(value, known, phrases) or value


def _date(value: str, words: Phrases) -> str:
    if not _DATES.fullmatch(value):
        return ""
    return re.sub("|".join(words), lambda found: words[found.group()], value)


def _phrase(value: str, known: Phrases, phrases: Mapping[str, Phrases]) -> str:
    """A known phrase, or a list of nothing but known phrases; "" for anything else."""
    if not known:
        return ""
    for joint in re.finditer("|".join(phrases[BETWEEN]), value):
        parts = value[: joint.start()], value[joint.end() :]
        first, rest = (_phrase(part, known, phrases) for part in parts)
        if first and rest:
            return f"{first}{phrases[BETWEEN][joint.group()]}{rest}"
    for phrase, told in known.items():
        if match := _pattern(phrase).fullmatch(value):
            inner = match.groupdict().items()
            return told.format_map(
                {name: _date(text, phrases[DATES]) or _phrase(text, known, phrases) or text for name, text in inner}
            )
    return ""


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """What texts a phrase makes: any text stands for a {placeholder}."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(phrase)))
