"""What becomes of a paper that stood in the output folder before: written anew, left as it is, or laid beside."""

import hashlib
import os
from collections.abc import Collection
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

PDF_SET_ASIDE = Message(
    "L47",
    Severity.NOTE,
    "PDF «{file}» sekarang bernama «{aside}», agar tidak tertukar dengan PDF dari surat yang baru.",
    fix="Pindaian atau versi lama itu tetap utuh; pindahkan bila tidak perlu disimpan di folder ini.",
    source="Aturan berkas: PDF yang bukan salinan surat yang terbit tidak pernah ditimpa",
)
OLD_PDF_STAYS = Message(
    "L48",
    Severity.WARNING,
    "{title} ditulis ulang, tetapi PDF lama «{file}» masih ada di sampingnya karena sedang terbuka atau terkunci.",
    fix="Tutup PDF itu dan jangan memakainya; PDF yang baru dibuat dengan --pdf atau oleh `berkas print`.",
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


def put(paper: Paper, plan: Plan, data: bytes, files: WrittenTogether, *, ours: bool = False) -> tuple[Finding, ...]:
    """Lay a rendered paper down where its plan says. `ours`: what stands there now is the same, made by a killed run.

    Another file that the ledger knows nothing of, such as an earlier draft of a change, which somebody may have edited,
    or whose number was voided, is set aside and never overwritten, so is
    the PDF of a paper that is issued anew, and that of a letter whose file is gone: it may be the last copy of what was
    issued. The draft of a change is gone once the change is issued. So nobody signs or sends the wrong one.
    """
    path = paper.place(plan)
    there = path.is_file()
    same = there and path.read_bytes() == data
    if plan != "write":
        if not same:
            try:
                if there:
                    set_aside(path)
            except OSError:  # open in Word: it is left as it is, and the run goes on
                return (PAPER_OPEN.at(NOWHERE, [paper.key], title=paper.title, path=path.name),)
            files.write(path, data)
        return ()
    another = not (same or ours)
    if there and another and paper.entry.state != "issued":
        set_aside(path)
    said = _pdf_set_aside(paper) if another and _replaces_letter(paper, data) else ()
    if there:
        paper.place("changed").unlink(missing_ok=True)
    files.write(path, data)
    return said


def _replaces_letter(paper: Paper, data: bytes) -> bool:
    """Whether a PDF beside this paper may be of a letter that was issued, or of what the ledger knows nothing of.

    An issued letter that is to be written, unasked and with other bytes, is one whose file is gone.
    """
    if paper.entry.state != "issued" or paper.entry.reissue:
        return True
    return paper.letter and hashlib.sha256(data).hexdigest() != paper.entry.sha256


def _pdf_set_aside(paper: Paper) -> tuple[Finding, ...]:
    printed = paper.target.with_suffix(".pdf")
    if not printed.is_file():
        return ()
    try:
        aside = set_aside(printed)
    except FileNotFoundError:  # another run was quicker
        return ()
    except OSError:  # open in a viewer; it is older than its letter, so printing makes it anew
        return (OLD_PDF_STAYS.at(NOWHERE, [paper.key], title=paper.title, file=printed.name),)
    return (PDF_SET_ASIDE.at(NOWHERE, [paper.key], file=printed.name, aside=aside.name),)


def set_aside(path: Path) -> Path:
    """Keep a file under another name: "SPM_M-001.lama.docx", "SPM_M-001.lama-2.docx" … Raises OSError: it stays."""
    names = (path.with_name(f"{path.stem}.lama{f'-{n}' if n > 1 else ''}{path.suffix}") for n in count(1))
    aside = next(name for name in names if _taken(name))
    try:
        os.replace(path, aside)
    except OSError:
        aside.unlink()
        raise
    return aside


def _taken(name: Path) -> bool:
    """Whether this name was free and is taken now, so that no other run gives it to another file."""
    try:
        name.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


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
