"""How alike two texts are, and the texts that were copied."""

import re
from difflib import SequenceMatcher

NEARLY_EQUAL_NAMES = 0.85
"""Likeness from which on one name of a person is taken for a slip of the other: "Nurhayati" and "Nur Hayati"."""
LONGEST_CHANCE = 40
"""Characters up to which two texts may be equal by chance ("Membahas pemasaran")."""


def likeness(first: str, second: str) -> float:
    """From 0, nothing in common, to 1, equal; the order of the two does not matter."""
    first, second = sorted((first, second))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def text_key(text: str | None) -> str:
    """What a text and its copy share: letters and digits, in lower case; "" for a text that may be equal by chance."""
    key = " ".join(re.findall(r"[^\W_]+", (text or "").casefold()))
    return key if len(key) >= LONGEST_CHANCE else ""
