"""Which issued papers go into which print bundle, in which order, and which are left out.

A bundle holds the papers of one kind in one office's folder, for the mail desk or the printer's tray. What is issued
is told by the ledger, what has come of it since by the output folder and by the outcome of the last run.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import indonesian
from pipeline.files import sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Document, code_in
from pipeline.register import Entry

GONE = Message(
    "L41",
    Severity.ERROR,
    "«{path}» tidak ikut dicetak: sudah terbit, tetapi berkasnya tidak ada lagi.",
    fix="Jalankan lagi perintah yang membuatnya; isi dan nomornya tetap.",
    source="Aturan berkas: yang dicetak adalah yang terbit",
)
CHANGED = Message(
    "L42",
    Severity.ERROR,
    "«{path}» tidak ikut dicetak: datanya berubah sejak surat ini terbit.",
    fix="Batalkan atau terbitkan ulang dengan `berkas register void {key}` atau `berkas register reissue {key}`, lalu "
    "jalankan lagi. Bila surat yang terbit tetap berlaku, hapus rancangan di sebelahnya (….perubahan.docx).",
    source="Tata naskah dinas: surat yang sudah terbit tidak diubah diam-diam",
)
WITHHELD = Message(
    "L43",
    Severity.ERROR,
    "{count} surat atau laporan tidak ikut dicetak karena ditahan atau belum selesai diterbitkan: {papers}.",
    fix="Baca sebabnya di outcome.html, perbaiki, lalu jalankan lagi perintah yang membuatnya.",
    source="Aturan berkas: yang dicetak adalah yang terbit",
)
EDITED = Message(
    "L44",
    Severity.WARNING,
    "«{path}» dicetak seperti disunting di Word, bukan seperti saat terbit.",
    fix="Periksa suntingan itu sebelum menandatangani.",
    source="Aturan berkas: suntingan tangan tidak pernah ditimpa",
)


@dataclass(frozen=True)
class Paper:
    """A paper that is printed."""

    file: Path
    entry: Entry


@dataclass(frozen=True)
class Bundle:
    """Papers that are printed as one file, in their order."""

    name: str
    """Of the file, without an ending: "D-01_SPM"."""
    office: str
    """The office as its folder is called."""
    document: Document
    papers: tuple[Paper, ...]


def planned(
    entries: Sequence[Entry],
    out: Path,
    statuses: Mapping[str, str],
    documents: Sequence[Document],
    office: str = "",
) -> tuple[tuple[Bundle, ...], tuple[Finding, ...]]:
    """The bundles by office and kind, and what was left out of them.

    `entries`: of the ledger. `statuses`: what the last run said of each key. `documents`: the kinds to print, in the
    order of issue. `office`: only the papers in its folder; empty: all.
    """
    kinds = [document.kind for document in documents]
    papers, withheld = list[Paper](), list[str]()
    found: list[Finding] = []
    for entry in sorted(entries, key=lambda entry: _order(entry, kinds)):
        if entry.kind not in kinds or entry.state == "void" or not _in_folder(entry, office):
            continue
        if entry.state == "reserved" or statuses.get(entry.key) == "withheld":
            withheld.append(entry.key)
            continue
        file = out / entry.path
        said = tuple(_said(entry, file, statuses))
        found += said
        if all(finding.severity is not Severity.ERROR for finding in said):
            papers.append(Paper(file, entry))
    booked = {entry.key for entry in entries}
    withheld += (
        key for key, status in statuses.items()
        if status == "withheld" and key not in booked and key.partition("/")[0] in kinds and not office
    )  # fmt: skip
    if withheld:
        titles = {document.kind: document.title for document in documents}
        called = (f"{titles[key.partition('/')[0]]} {code_in(key)}" for key in withheld)
        found.append(WITHHELD.at(NOWHERE, count=len(withheld), papers=", ".join(called)))
    return tuple(_bundles(papers, documents)), tuple(found)


def _said(entry: Entry, file: Path, statuses: Mapping[str, str]) -> Iterator[Finding]:
    """Why an issued paper is not printed, or is not printed as it was issued."""
    status = statuses.get(entry.key)
    draft_of_change = file.with_name(f"{file.stem}.perubahan{file.suffix}")
    if not file.is_file():
        yield GONE.at(NOWHERE, [entry.key], path=entry.path)
    elif status == "changed" or (status is None and draft_of_change.is_file()):
        yield CHANGED.at(NOWHERE, [entry.key], path=entry.path, key=entry.key)
    elif sha256_of(file) != entry.sha256:
        yield EDITED.at(NOWHERE, [entry.key], path=entry.path)


def _in_folder(entry: Entry, office: str) -> bool:
    """Papers lie in the folder of their office; one that was never written may belong to any."""
    return not office or not entry.path or office_of(entry) in (office, indonesian.file_code(office))


def office_of(entry: Entry) -> str:
    """The office as its folder is called; "" of what lies in none, or was never written."""
    folder, inside, _ = entry.path.partition("/")
    return folder if inside else ""


def _bundles(papers: Sequence[Paper], documents: Sequence[Document]) -> Iterator[Bundle]:
    of_kind = {document.kind: document for document in documents}
    bundles: dict[tuple[str, str], list[Paper]] = {}
    for paper in papers:
        office = office_of(paper.entry)
        bundles.setdefault((office, paper.entry.kind), []).append(paper)
    taken: set[str] = set()
    for (office, kind), held in sorted(bundles.items(), key=lambda item: item[0][0]):
        name = f"{office}_{held[0].file.stem.partition('_')[0]}"
        if name in taken:  # a programme may call two kinds alike
            name = f"{office}_{kind}"
        taken.add(name)
        yield Bundle(name, office, of_kind[kind], tuple(held))


_Natural = tuple[tuple[str, int], ...]


def _order(entry: Entry, kinds: Sequence[str]) -> tuple[int, int, _Natural, _Natural, str]:
    """Kind by kind; letters by their numbers, year by year, other papers by whom and which month they are about."""
    place = kinds.index(entry.kind) if entry.kind in kinds else len(kinds)
    year = entry.dated.year if entry.number else 0
    return (place, year, _natural(entry.number), _natural(entry.subject), entry.issuer)


def _natural(text: str) -> _Natural:
    """Text as people sort it: 9 before 10."""
    return tuple((words, int(digits or 0)) for words, digits in re.findall(r"(\D*)(\d*)", text))
