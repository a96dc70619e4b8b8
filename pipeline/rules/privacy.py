"""No personal number in the free text that papers print, nor in the name of a file."""

import re
from collections.abc import Iterator

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import (
    Advice,
    Assignment,
    Discussion,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    Obstacle,
    Office,
    Partnership,
    Record,
    Session,
    key_of,
)

NIK_IN_TEXT = Message(
    "P01",
    Severity.ERROR,
    "Teks ini memuat nomor 16 angka seperti NIK, padahal akan tercetak.",
    fix="Hapus nomor itu dari teks; sebut orangnya dengan nama saja.",
    source="UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
)
NIK_IN_FILE_NAME = Message(
    "P02",
    Severity.WARNING,
    "Nama berkas ini memuat nomor 16 angka seperti NIK.",
    fix="Ganti nama berkas itu dengan kode, misalnya M-001.jpg, lalu betulkan selnya.",
    source="UU Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
)

_FILES: tuple[tuple[type[Record], str], ...] = ((Facilitator, "photo"), (Evidence, "file"))
_PRINTED: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Facilitator, ("name", "birth_place", "education", "address", "bank")),
    (Assignment, ("spk_number", "spm_number", "certificate_number")),
    (Group, ("name", "business", "address", "village", "subdistrict")),
    (Member, ("name", "address")),
    (Session, ("venue", "lesson", "resume", "outcome")),
    (Minutes, ("chair", "note_taker", "agenda", "opening", "discussion", "decisions", "closing")),
    (FollowUp, ("action", "in_charge")),
    (Discussion, ("problem", "solution", "follow_up", "in_charge")),
    (Partnership, ("partner", "address", "representative", "description", "evidence_number", "statement_number")),
    (Evidence, ("caption",)),
    (Obstacle, ("text", "cause", "solution")),
    (Advice, ("text",)),
)
# Sixteen digits as people write a NIK: all together, in four groups of four, or area, birth date and serial.
# Twice eight are two dates ("20150504 20150710").
_NUMBER = re.compile(r"(?<!\d)(?!\d{8}[ .-]\d{8}(?!\d))(?:\d{4}(?:[ .-]?\d{4}){3}|\d{6}[ .-]?\d{6}[ .-]?\d{4})(?!\d)")
_FOUR_DIGITS = re.compile(r"\d{4}")
"""Without them there is no such number, which is seen much sooner."""


def _holds_a_nik(text: str) -> bool:
    """Whether a text holds sixteen digits in a row, or sixteen in groups that are built as a NIK."""
    if not _FOUR_DIGITS.search(text):
        return False
    numbers = (found.group() for found in _NUMBER.finditer(text))
    return any(
        number.isdigit() or (not indonesian.nik_fault(number) and indonesian.nik_province_known(number))
        for number in numbers
    )


def no_text_holds_a_nik(dossier: Dossier) -> Iterator[Finding]:
    """Free text names people by their names."""
    for kind, names in _PRINTED:
        for record in dossier.all(kind):
            for name in names:
                if _holds_a_nik(getattr(record, name) or ""):
                    about = key_of(kind, vars(record), name) if name in kind.FIELD_KEYS else record.key
                    yield NIK_IN_TEXT.at(record.at(name), [about], name)


def no_file_name_holds_a_nik(dossier: Dossier) -> Iterator[Finding]:
    """File names stand in lists and messages where a personal number has no business."""
    for kind, name in _FILES:
        yield from _named_by_a_nik(dossier, kind, name)


def no_logo_is_named_by_a_nik(dossier: Dossier) -> Iterator[Finding]:
    """Nor has it any in the name of an office's logo."""
    yield from _named_by_a_nik(dossier, Office, "logo")


def _named_by_a_nik(dossier: Dossier, kind: type[Record], name: str) -> Iterator[Finding]:
    for record in dossier.all(kind):
        file = getattr(record, name)
        if file is not None and _holds_a_nik(file.name):
            yield NIK_IN_FILE_NAME.at(record.at(name), [record.key], name)


RULES = (no_text_holds_a_nik, no_file_name_holds_a_nik)
ACROSS = (no_logo_is_named_by_a_nik,)
"""Offices are shared by all."""
