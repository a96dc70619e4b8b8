"""Headings and labels that are nearly those of the form: what an unknown one may mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from pipeline import indonesian
from pipeline.excel import Cell
from pipeline.findings import Message, Severity
from pipeline.knowledge import Block, FormField

READ_AS_KNOWN = Message(
    "G66",
    Severity.NOTE,
    "«{heading}» dibaca sebagai «{known}».",
    "Tulis «{known}» bila memang itu maksudnya; bila bukan, tambahkan «{known}» di tempat lain.",
    "Formulir berkas",
)

LONGEST = 120
"""Characters; a longer text is no heading."""
_DIGIT = re.compile(r"[0-9]")
_SLIP = 0.85
"""A slip of the pen: "jenis kegiatn" is 0.96 of "jenis kegiatan"."""
_CLOSE = 0.75
"""Near enough to ask whether it was meant."""


def proposal(text: str, fields: Iterable[FormField]) -> str:
    """The question for a message about an unknown heading: which of these fields was meant; "" when none is close."""
    likely = [(likeness, item.heading) for item in fields if (likeness := _likeness(text, item)) >= _CLOSE]
    return indonesian.meant(max(likely)[1]) if likely else ""


def suspect(item: FormField, texts: Iterable[str]) -> str:
    """The question for a message about a missing field: whether one of these texts was meant; "" when none is close."""
    likely = [(likeness, text) for text in texts if (likeness := _likeness(text, item)) >= _CLOSE]
    return indonesian.meant(max(likely)[1]) if likely else ""


def slips(texts: Mapping[int, str], missing: Sequence[FormField], known: Sequence[FormField]) -> dict[int, FormField]:
    """The texts that can only be one of the missing fields with a slip of the pen, by their number.

    A field that two texts are near to, or a text that is as near to another field of the form ("Tanggal SPP" to SPK
    and SPM), is left alone.
    """
    found = {}
    for item in missing:
        near = [number for number, text in texts.items() if _likeness(text, item) >= _SLIP]
        if len(near) != 1:
            continue
        likeness = _likeness(texts[near[0]], item)
        if all(_likeness(texts[near[0]], other) < likeness for other in known if other != item):
            found[near[0]] = item
    return found


def spellings(block: Block, searched: Iterable[Mapping[int, Cell]]) -> Mapping[str, str]:
    """The spellings of a block, and those in these rows that differ from one by a slip of the pen."""
    names = dict(block.spellings)
    for row in searched:
        texts = {
            column: cell.value
            for column, cell in row.items()
            if isinstance(cell.value, str) and len(cell.value) <= LONGEST
        }
        for column, item in slips(texts, block.fields, block.fields).items():
            names.setdefault(indonesian.heading_key(texts[column]), item.name)
    return names


def _likeness(text: str, item: FormField) -> float:
    """How near a text is to the nearest heading of a field, 0 to 1; texts whose digits differ are not near at all."""
    key = indonesian.heading_key(text)
    return max((_ratio(key, known) for known in item.heading_keys()), default=0.0)


def _ratio(text: str, known: str) -> float:
    # Of texts so unlike in length the ratio cannot reach what counts; most pairs end here.
    if 2 * min(len(text), len(known)) < _CLOSE * (len(text) + len(known)):
        return 0.0
    if _DIGIT.findall(text) != _DIGIT.findall(known):
        return 0.0
    matcher = SequenceMatcher(None, text, known, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _CLOSE else 0.0
