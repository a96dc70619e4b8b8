"""What becomes of a paper that stood in the output folder before: written anew, left as it is, or laid beside."""

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from pipeline.files import WrittenTogether, sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Status
from pipeline.register import Entry

LETTER_CHANGED = Message(
    "L82",
    Severity.WARNING,
    "{title} nomor {number} sudah terbit, tetapi datanya berubah. Surat yang terbit tetap; rancangan baru: {beside}.",
    fix="Bila surat harus diganti: `berkas register void {key}` (nomor baru) atau `berkas register reissue {key}` "
    "(nomor tetap), dengan --reason dan folder hasil yang sama (-o), lalu jalankan lagi.",
    source="Tata naskah dinas: surat yang sudah terbit tidak diubah diam-diam",
)
PAPER_EDITED = Message(
    "L83",
    Severity.WARNING,
    "{title} sudah disunting di Word sejak diterbitkan, jadi tidak ditimpa. Versi dari data terbaru: {beside}.",
    fix="Pindahkan suntingan ke data atau ke templat; hapus berkas yang disunting bila versi baru yang dipakai.",
    source="Aturan berkas: suntingan tangan tidak pernah ditimpa",
)
PAPER_OPEN = Message(
    "L84",
    Severity.ERROR,
    "{title} tidak dapat ditulis karena berkas «{path}» sedang terbuka atau terkunci.",
    fix="Tutup berkas itu di Word, lalu jalankan lagi.",
    source="Aturan berkas: berkas yang terbuka tidak dapat diganti",
)

Plan = Literal["write", "unchanged", "changed", "kept"]


@dataclass(frozen=True)
class Paper:
    """What is to stand in the output folder, and what the ledger says of it."""

    title: str
    key: str
    target: Path
    entry: Entry
    content_hash: str
    template_hash: str
    letter: bool
    """A numbered letter: once issued it never changes unasked, and a new template alone changes nothing."""
    completes: bool = False
    """It was issued without page numbers in its table of contents, which can be had now."""

    def plan(self) -> Plan:
        """Decided from ledger and disk alone, before anything is rendered."""
        entry = self.entry
        if entry.state != "issued":
            return "write"
        there = self.target.is_file()
        same = entry.content_hash == self.content_hash
        if self.letter and not same and not entry.reissue:
            return "changed"
        if there and sha256_of(self.target) != entry.sha256:
            return "kept"
        if not self.letter:
            same = same and entry.template_hash == self.template_hash
        return "unchanged" if same and there and not self.completes else "write"

    def place(self, plan: Plan) -> Path:
        """Where the new version goes: beside the issued file when that stays."""
        if plan in ("write", "unchanged"):
            return self.target
        word = "perubahan" if plan == "changed" else "baru"
        return self.target.with_name(f"{self.target.stem}.{word}{self.target.suffix}")


def put(paper: Paper, plan: Plan, data: bytes, files: WrittenTogether, *, ours: bool = False) -> None:
    """Lay a rendered paper down where its plan says. `ours`: what stands there now is the same, made by a killed run.

    Another file that the ledger knows nothing of, or whose number was voided, is set aside and never overwritten, so is
    the PDF of a paper that is issued anew. The draft of a change is gone once the change is issued. So nobody signs or
    sends the wrong one.
    """
    path = paper.place(plan)
    there = path.is_file()
    same = there and path.read_bytes() == data
    if plan != "write":
        if not same:
            files.write(path, data)
        return
    another = not (same or ours)
    if there and another and paper.entry.state != "issued":
        os.replace(path, _aside(path))
    if another and (paper.entry.state != "issued" or paper.entry.reissue):
        set_pdf_aside(path.with_suffix(".pdf"))
    if there:
        paper.place("changed").unlink(missing_ok=True)
    files.write(path, data)


def set_pdf_aside(printed: Path) -> None:
    """Keep a PDF, if there is one, under another name: "SPK_M-001.lama.pdf"."""
    if printed.is_file():
        with suppress(PermissionError):  # open in a viewer; it is older than its letter, so printing makes it anew
            os.replace(printed, _aside(printed))


def _aside(path: Path) -> Path:
    """A free name for an old file: "SPM_M-001.lama.docx", "SPM_M-001.lama-2.docx" …"""
    names = (path.with_name(f"{path.stem}.lama{f'-{n}' if n > 1 else ''}{path.suffix}") for n in count(1))
    return next(name for name in names if not name.exists())


def settled(paper: Paper, plan: Plan, refused: Collection[Path]) -> tuple[Status, tuple[Finding, ...]]:
    """What became of a paper, and what is to be said of it. `refused`: files that could not be replaced."""
    path = paper.place(plan)
    if path in refused:
        return "withheld", (PAPER_OPEN.at(NOWHERE, [paper.key], title=paper.title, path=path.name),)
    if plan == "write":
        return "issued", ()
    if plan == "unchanged":
        return "unchanged", ()
    message = LETTER_CHANGED if plan == "changed" else PAPER_EDITED
    number = paper.entry.number
    said = message.at(NOWHERE, [paper.key], title=paper.title, number=number, beside=path.name, key=paper.key)
    return plan, (said,)
