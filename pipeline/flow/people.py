"""Whom a key means, for people to read: "certificate/facilitator:M-001" is Siti Aminah's."""

from collections.abc import Mapping

_BEGIN_WITH_FACILITATOR = ("month", "term", "session", "partnership", "delivery")
"""Kinds of key whose code begins with the facilitator's."""


def person_of(key: str) -> str:
    """The key of the person, group or office that a key belongs to; the key itself when it belongs to nobody.

    "session:M-001/1/S-01" -> "facilitator:M-001"; "cover_letter/office:D-01/2015-05-02" -> "office:D-01".
    """
    kind, _, code = key.partition(":")
    kind = kind.rpartition("/")[2]
    if kind == "member":
        return f"{kind}:{code}"
    if kind in ("facilitator", "group", "office"):
        return f"{kind}:{code.partition('/')[0]}"
    return f"facilitator:{code.partition('/')[0]}" if kind in _BEGIN_WITH_FACILITATOR else key


def called(key: str, names: Mapping[str, str]) -> str:
    """Whom and what a key means, as people write it: "Siti Aminah (M-001/1)", or the code alone.

    `names`: of people, groups and offices, by their keys.
    """
    person, code = person_of(key), code_in(key)
    return f"{names[person]} ({code})" if person in names else code


def code_in(key: str) -> str:
    """A key without the words of the program: "month:M-001/1" -> "M-001/1"."""
    return key.rpartition(":")[2]
