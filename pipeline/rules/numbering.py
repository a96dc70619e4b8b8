"""Letter numbers: given where they are to be given, never twice, and patterns that make numbers."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pipeline import indonesian
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
ANOTHER_MONTH = Message(
    "L18",
    Severity.ERROR,
    "Bulan atau tahun di nomor {kind} «{number}» lain daripada tanggal suratnya, {dated}.",
    fix="Samakan bulan dan tahun di nomor dengan tanggal suratnya.",
    source="Tata naskah dinas: bulan dan tahun di nomor surat ialah bulan dan tahun tanggalnya",
    waivable=True,
)
ROMAN_IN_DIGITS = Message(
    "L19",
    Severity.WARNING,
    "Nomor {kind} «{number}» memuat «{said}» di tempat bulan; apakah maksudnya angka Romawi {roman}?",
    fix="Tulis bulan dengan huruf I, V, dan X.",
    source="Tata naskah dinas: bulan dalam nomor surat ditulis dengan angka Romawi",
    waivable=True,
)

_LONGEST_NUMBER = 100
"""Characters of a letter number; more is a slip of the mouse, not a number."""
_ROMAN_MONTHS = {indonesian.roman(month): month for month in range(1, 13)}
_USUAL_END = re.compile(r"/(?P<roman>[IVX]+|1{1,3})/(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
"""How most numbers end: "…/V/2015"."""


def numbers_have_a_source(dossier: Dossier) -> Iterator[Finding]:
    """For each kind of letter an office issues it is said where the numbers come from; one warning for a kind."""
    rules = _numbering(dossier)
    unsaid = {
        (item.office, item.kind)
        for item in letters(dossier)
        if not item.number and not dossier.lost_of(Numbering, office=item.office, kind=item.kind)
    } - rules.keys()
    for office, kind in sorted(unsaid):
        yield LEFT_BLANK.at(dossier.offices[office].place, [f"office:{office}"], **_said(dossier, kind, office))


def numbers_to_be_given_are_given(dossier: Dossier) -> Iterator[Finding]:
    """Where the office says that numbers stand in the workbook, they do."""
    rules = _numbering(dossier)
    for letter in letters(dossier):
        rule = rules.get((letter.office, letter.kind))
        if rule is not None and rule.source == "given" and not letter.number and not letter.number_unread:
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
    concerned: dict[tuple[str, str], list[str]] = {}
    for letter in letters(dossier):
        concerned.setdefault((letter.office, letter.kind), []).append(letter.key)
    for (office, kind), rule in _numbering(dossier).items():
        about = concerned.get((office, kind))
        judged = about and rule.source == "register" and not dossier.unread(rule, "pattern")
        problem = pattern_problem(rule.pattern or "") if judged else ""
        if problem and about:
            values = _said(dossier, kind, office)
            yield PATTERN_UNUSABLE.at(rule.at("pattern"), about, "pattern", problem=problem, **values)


def given_numbers_are_of_their_month(dossier: Dossier) -> Iterator[Finding]:
    """Month and year inside a given number are those of the letter's date; "11" in the place of a Roman month is asked
    about instead. A letter that has no date yet is not judged: it will have that of its first issue."""
    rules = _numbering(dossier)
    for letter in letters(dossier):
        dated = letter.given_date or letter.key in dossier.dates
        if not dated or not 0 < len(letter.number) <= _LONGEST_NUMBER:
            continue
        rule = rules.get((letter.office, letter.kind))
        kind = dossier.programme.label("paper_kind", letter.kind)
        values = {"kind": kind, "number": letter.number}
        end = _USUAL_END.search(letter.number)
        digits = end["roman"] if end and end["roman"].isdecimal() else ""
        if digits and not _may_be_digits(rule, int(digits), letter.dated):
            meant = indonesian.roman(len(digits))
            yield ROMAN_IN_DIGITS.at(letter.number_place, [letter.key], said=digits, roman=meant, **values)
        elif (said := _month_and_year(rule, letter.number)) and not _is_of(letter.dated, *said):
            values["dated"] = indonesian.long_date(letter.dated)
            yield ANOTHER_MONTH.at(letter.number_place, [letter.key], **values)


def _may_be_digits(rule: Numbering | None, month: int, dated: date) -> bool:
    """Whether 1 or 11 is a month in digits: the office writes them so, or it is the month of the letter."""
    pattern = (rule.pattern if rule else None) or ""
    return "{bulan}" in pattern or "{bulan2}" in pattern or month == dated.month


def _month_and_year(rule: Numbering | None, number: str) -> tuple[int | None, int | None] | None:
    """Month and year as a number tells them, by the office's pattern or by the usual end; None for what it leaves out,
    and where it tells nothing."""
    pattern = (rule.pattern if rule else None) or ""
    if pattern and not pattern_problem(pattern) and (match := _shape_of(pattern).fullmatch(number)):
        found = match.groupdict()
        roman, digits, year = found.get("roman"), found.get("digits"), found.get("year")
        month = _ROMAN_MONTHS.get(roman.upper()) if roman else int(digits) if digits else None
        return (month, int(year) if year else None)
    end = _USUAL_END.search(number)
    month = _ROMAN_MONTHS.get(end["roman"].upper()) if end else None
    return (month, int(end["year"])) if end and month else None


@cache
def _shape_of(pattern: str) -> re.Pattern[str]:
    """What numbers made by a pattern look like; what comes from elsewhere (serial, unit) may be anything."""
    names = {"bulan_romawi": "roman", "bulan": "digits", "bulan2": "digits", "tahun": "year"}
    shapes = {"roman": "[IVXivx]+", "digits": r"\d{1,2}", "year": r"\d{4}"}
    pieces, used = [], set[str]()
    for piece in re.split(r"(\{[^{}]*\})", pattern):
        name = names.get(piece.strip("{}")) if piece.startswith("{") else None
        if name and name not in used:
            used.add(name)
            pieces.append(f"(?P<{name}>{shapes[name]})")
        else:
            pieces.append(".*?" if piece.startswith("{") else re.escape(piece))
    return re.compile("".join(pieces))


def _is_of(dated: date, month: int | None, year: int | None) -> bool:
    return month in (None, dated.month) and year in (None, dated.year)


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


RULES = (given_numbers_are_letter_numbers, given_numbers_are_of_their_month)
ACROSS = (numbers_have_a_source, numbers_to_be_given_are_given, numbers_are_given_once, patterns_make_numbers)
"""A series of numbers, like a cover letter, is shared by all whom an office writes about."""
