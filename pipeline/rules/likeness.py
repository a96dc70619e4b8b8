"""How alike two texts are, and the texts that were copied."""

import re
from difflib import SequenceMatcher

from pipeline import indonesian

NEARLY_EQUAL_NAMES = 0.85
"""Likeness from which on one name of a person is taken for a slip of the other: "Nurhayati" and "Nur Hayati"."""
LONGEST_CHANCE = 40
"""Characters up to which two texts may be equal by chance ("Membahas pemasaran")."""


def alike(first: str, second: str, at_least: float = NEARLY_EQUAL_NAMES) -> bool:
    """Whether the likeness of two texts (0, nothing in common, to 1, equal) reaches a bound; their order is no matter.

    Most texts have little in common, which their lengths and letters tell sooner than a comparison does.
    """
    first, second = sorted((first, second))
    match = SequenceMatcher(None, first, second, autojunk=False)
    return match.real_quick_ratio() >= at_least and match.quick_ratio() >= at_least and match.ratio() >= at_least


def same_person(written: str, name: str) -> bool:
    """Whether two names are one but for titles, a slip, or parts that were left out."""
    one, other = indonesian.name_key(written), indonesian.name_key(name)
    parts = set(one.split()), set(other.split())
    return parts[0] <= parts[1] or parts[1] <= parts[0] or alike(one, other)


def text_key(text: str | None, at_least: int = LONGEST_CHANCE) -> str:
    """What a text and its copy share: letters and digits, in lower case; "" for one of fewer characters, which may be
    equal by chance."""
    key = " ".join(re.findall(r"[^\W_]+", (text or "").casefold()))
    return key if len(key) >= at_least else ""
