"""Letter numbers: given where they are to be given, never twice, and patterns that make numbers."""

import re
from collections.abc import Iterator

from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Numbering
from pipeline.register import pattern_problem
from pipeline.rules.letter_list import Letter, letters

NOT_GIVEN = Message(
    "L09",
    Severity.ERROR,
    "Nomor {kind} {office} seharusnya diisi di buku kerja, tetapi kosong.",
    fix="Isi nomornya, atau ubah Sumber Nomor jenis surat itu di lembar Penomoran.",
    source="Tata naskah dinas: setiap surat bernomor dari satu sumber",
)
GIVEN_TWICE = Message(
    "L10",
    Severity.ERROR,
    "Nomor {kind} «{number}» dipakai dua kali; sudah ada di {first}.",
    fix="Betulkan nomor yang salah; satu nomor untuk satu surat.",
    source="Tata naskah dinas: satu nomor untuk satu surat",
)
PATTERN_UNUSABLE = Message(
    "L11",
    Severity.ERROR,
    "Pola nomor {kind} {office} tidak dapat dipakai: {problem}.",
    fix="Betulkan Pola Nomor di lembar Penomoran.",
    source="Aturan berkas: pola nomor register",
)


LEFT_BLANK = Message(
    "L16",
    Severity.WARNING,
    "Asal nomor {kind} {office} belum ditetapkan; nomornya dikosongkan untuk diisi dengan tangan.",
    fix="Isi lembar Penomoran untuk jenis surat itu: diisi di buku kerja, register berkas, atau dikosongkan.",
    source="Tata naskah dinas: setiap surat bernomor dari satu sumber",
)
NO_LETTER_NUMBER = Message(
    "L17",
    Severity.ERROR,
    "«{number}» tidak dapat menjadi nomor {kind}: {problem}.",
    fix="Tulis nomor surat seperti tercetak di surat, atau kosongkan selnya bila belum ada.",
    source="Tata naskah dinas: nomor surat memuat nomor urut",
)

_LONGEST_NUMBER = 100
"""Characters of a letter number; more is a slip of the mouse, not a number."""


def numbers_have_a_source(dossier: Dossier) -> Iterator[Finding]:
    """For each kind of letter an office issues it is said where the numbers come from; one warning for a kind."""
    rules = _numbering(dossier)
    unsaid = {(item.office, item.kind) for item in letters(dossier) if not item.number} - rules.keys()
    for office, kind in sorted(unsaid):
        yield LEFT_BLANK.at(dossier.offices[office].place, [f"office:{office}"], **_said(dossier, kind, office))


def numbers_to_be_given_are_given(dossier: Dossier) -> Iterator[Finding]:
    """Where the office says that numbers stand in the workbook, they do."""
    rules = _numbering(dossier)
    for letter in letters(dossier):
        rule = rules.get((letter.office, letter.kind))
        if rule is not None and rule.source == "given" and not letter.number:
            place = rule.at("source") if letter.kind == "cover_letter" else letter.number_place
            yield NOT_GIVEN.at(place, [letter.key], **_said(dossier, letter.kind, letter.office))


def numbers_are_given_once(dossier: Dossier) -> Iterator[Finding]:
    """No two letters of a kind of one office carry the same given number."""
    first: dict[tuple[str, str, str], Letter] = {}
    for letter in letters(dossier):
        if not letter.number:
            continue
        earlier = first.setdefault((letter.office, letter.kind, letter.number.casefold()), letter)
        if earlier is not letter:
            values = {"number": letter.number, "first": str(earlier.number_place)}
            kind = dossier.programme.label("paper_kind", letter.kind)
            yield GIVEN_TWICE.at(letter.number_place, [letter.key, earlier.key], kind=kind, **values)


def given_numbers_are_letter_numbers(dossier: Dossier) -> Iterator[Finding]:
    """A number that stands in the workbook counts something, and fits its line."""
    for letter in letters(dossier):
        problem = ""
        if letter.number and not re.search(r"\d", letter.number):
            problem = "tidak memuat angka"
        elif len(letter.number) > _LONGEST_NUMBER:
            problem = f"lebih dari {_LONGEST_NUMBER} huruf dan angka"
        if problem:
            kind = dossier.programme.label("paper_kind", letter.kind)
            values = {"number": letter.number[:_LONGEST_NUMBER], "kind": kind, "problem": problem}
            yield NO_LETTER_NUMBER.at(letter.number_place, [letter.key], **values)


def patterns_make_numbers(dossier: Dossier) -> Iterator[Finding]:
    """The pattern of a series that the register runs can be used; about all the office's letters of the kind."""
    for (office, kind), rule in _numbering(dossier).items():
        problem = pattern_problem(rule.pattern or "") if rule.source == "register" else ""
        about = [letter.key for letter in letters(dossier) if (letter.office, letter.kind) == (office, kind)]
        if problem and about:
            yield PATTERN_UNUSABLE.at(
                rule.at("pattern"), about, "pattern", problem=problem, **_said(dossier, kind, office)
            )


def _numbering(dossier: Dossier) -> dict[tuple[str, str], Numbering]:
    """The first row of the numbering for each office and kind."""
    found: dict[tuple[str, str], Numbering] = {}
    for rule in dossier.all(Numbering):
        found.setdefault((rule.office, rule.kind), rule)
    return found


def _said(dossier: Dossier, kind: str, code: str) -> dict[str, str]:
    """A kind of letter and its office in words."""
    office = dossier.offices.get(code)
    return {"kind": dossier.programme.label("paper_kind", kind), "office": (office and office.name) or code}


RULES = (
    numbers_have_a_source,
    numbers_to_be_given_are_given,
    numbers_are_given_once,
    given_numbers_are_letter_numbers,
    patterns_make_numbers,
)
