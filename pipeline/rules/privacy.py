"""No personal number in the free text that papers print."""

import re
from collections.abc import Iterator

from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import (
    Advice,
    Discussion,
    Evidence,
    FollowUp,
    Minutes,
    MonthlyRecord,
    Obstacle,
    Partnership,
    Session,
)

NIK_IN_TEXT = Message(
    "P01",
    Severity.ERROR,
    "Teks ini memuat nomor 16 angka seperti NIK, padahal akan tercetak di laporan.",
    fix="Hapus nomor itu dari teks; sebut orangnya dengan nama saja.",
    source="UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
)

_PRINTED: tuple[tuple[type[MonthlyRecord], tuple[str, ...]], ...] = (
    (Session, ("venue", "lesson", "resume", "outcome")),
    (Minutes, ("chair", "note_taker", "agenda", "opening", "discussion", "decisions", "closing")),
    (FollowUp, ("action", "in_charge")),
    (Discussion, ("problem", "solution", "follow_up", "in_charge")),
    (Partnership, ("representative", "description")),
    (Evidence, ("caption",)),
    (Obstacle, ("text", "cause", "solution")),
    (Advice, ("text",)),
)
# Sixteen digits as people write a NIK: all together, in four groups of four, or area, birth date and serial.
_LIKE_A_NIK = re.compile(r"(?<!\d)(?:\d{4}(?:[ .-]?\d{4}){3}|\d{6}[ .-]?\d{6}[ .-]?\d{4})(?!\d)")


def no_text_holds_a_nik(dossier: Dossier) -> Iterator[Finding]:
    """Free text names people by their names."""
    for kind, names in _PRINTED:
        for record in dossier.all(kind):
            for name in names:
                if _LIKE_A_NIK.search(getattr(record, name) or ""):
                    yield NIK_IN_TEXT.at(record.at(name), [record.key], name)


RULES = (no_text_holds_a_nik,)
