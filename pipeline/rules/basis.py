"""What letters rest on (dasar) is older than they are."""

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline import indonesian
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Dossier
from pipeline.records import Basis
from pipeline.rules.letter_list import Letter, letters, spk_date

_SOURCE = "Tata naskah dinas: dasar surat ialah naskah yang sudah berlaku pada tanggal suratnya"

BASIS_IN_FUTURE = Message(
    "B18",
    Severity.ERROR,
    "Dasar surat «{basis}» bertanggal {dated}, padahal hari itu belum tiba.",
    fix="Betulkan tanggal naskah di lembar Dasar Surat.",
    source=_SOURCE,
)
BASIS_AFTER_LETTER = Message(
    "B19",
    Severity.ERROR,
    "Dasar surat «{basis}» bertanggal {dated}, sesudah {letter} yang mengutipnya, tanggal {letter_dated}.",
    fix="Betulkan tanggal naskah di lembar Dasar Surat, atau tanggal surat yang mengutipnya di lembar Penugasan.",
    source=_SOURCE,
)

_CITING = ("spk", "spm")
"""The kinds of letter that print what they rest on."""


def what_letters_rest_on_is_there(dossier: Dossier) -> Iterator[Finding]:
    """No basis is dated ahead."""
    for basis in dossier.all(Basis):
        if basis.dated and basis.dated > dossier.today:
            values = {"basis": _called(basis), "dated": indonesian.long_date(basis.dated)}
            yield BASIS_IN_FUTURE.at(basis.at("dated"), [basis.key], "dated", **values)


def letters_are_not_older_than_what_they_rest_on(dossier: Dossier) -> Iterator[Finding]:
    """No letter is dated before a basis that it cites.

    Where all letters that cite a basis are, its own date is wrong, and is told once; else the letter's is.
    """
    citing = [letter for letter in letters(dossier) if letter.kind in _CITING and not _in_doubt(dossier, letter)]
    too_early: dict[str, list[tuple[Letter, Basis]]] = {}
    for basis in dossier.all(Basis):
        own = [letter for letter in citing if _cites(letter, basis)]
        early = [letter for letter in own if basis.dated and letter.dated < basis.dated <= dossier.today]
        if len(early) == len(own) > 1:
            yield _said(dossier, basis.at("dated"), early, basis)
        else:
            for letter in early:
                too_early.setdefault(letter.key, []).append((letter, basis))
    alone = len(citing) == 1
    for (letter, basis), *others in too_early.values():
        place = basis.at("dated") if alone and not others else letter.date_place
        yield _said(dossier, place, [letter], basis)


def _in_doubt(dossier: Dossier, letter: Letter) -> bool:
    """Whether a letter's date could not be read, or is said to lie before that of the SPK."""
    if letter.date_in_doubt or letter.kind != "spm":
        return letter.date_in_doubt
    assignment = dossier.assignments[letter.key.partition(":")[2]]
    return letter.dated < spk_date(dossier, assignment)


def _cites(letter: Letter, basis: Basis) -> bool:
    return basis.office in (None, letter.office) and (not basis.letters or letter.kind in basis.letters)


def _said(dossier: Dossier, place: Place, early: Sequence[Letter], basis: Basis) -> Finding:
    """`early`: the letters that are too old for the basis; the first is named."""
    return BASIS_AFTER_LETTER.at(
        place,
        [letter.key for letter in early],
        "dated",
        basis=_called(basis),
        dated=indonesian.long_date(basis.dated or date.max),
        letter=dossier.programme.label("paper_kind", early[0].kind),
        letter_dated=indonesian.long_date(early[0].dated),
    )


def _called(basis: Basis) -> str:
    return " ".join(part for part in (basis.kind, basis.number) if part)


RULES = ()
ACROSS = (what_letters_rest_on_is_there, letters_are_not_older_than_what_they_rest_on)
"""What letters rest on is shared by all."""
