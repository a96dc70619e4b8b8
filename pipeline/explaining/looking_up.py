"""Which paper of the ledger a file is, and what it was made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import register
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure
from pipeline.files import sha256_of
from pipeline.register import Entry, Register, Snapshot

REGISTER_NAME = "register.sqlite"


@dataclass(frozen=True)
class Known:
    """A paper as the ledger knows it."""

    entry: Entry
    snapshot: Snapshot
    edited: bool
    """Whether the file is no more as it was issued."""
    entries: Sequence[Entry]
    """Every entry of the ledger."""


def look_up(paper: Path, register_file: Path | None) -> Known:
    """A .docx or the PDF beside it. Failure: no register, a paper that it does not know, or one without a trace."""
    path = register_file or _register_above(paper)
    with register.opened(path, must_exist=True, read_only=True) as book:
        return _known(paper, book, path)


def _register_above(paper: Path) -> Path:
    for folder in paper.resolve().parents:
        if (folder / REGISTER_NAME).is_file():
            return folder / REGISTER_NAME
    raise Failure(
        f"Register untuk «{paper}» tidak ditemukan di foldernya maupun di folder-folder di atasnya.",
        "Sebutkan registernya dengan --register.",
    )


def _known(paper: Path, book: Register, path: Path) -> Known:
    entries = [entry for entry in book.listing() if entry.sha256]
    original = paper.with_suffix(".docx") if paper.suffix.lower() == ".pdf" else paper
    sha256 = sha256_of(original) if original.is_file() else ""
    entry = _by_content(entries, sha256, original) or _by_name(entries, original)
    if entry is None:
        raise Failure(
            f"«{paper.name}» tidak ada di register {path}.",
            "Berikan berkas .docx (atau PDF di sebelahnya) yang diterbitkan dengan register itu, atau pilih register "
            "lain dengan --register. Salinan seperti .perubahan.docx dan .baru.docx belum terbit.",
        )
    if all(entry.kind != document.kind for document in DOCUMENTS):
        raise Failure(
            f"«{paper.name}» bukan surat atau laporan .docx.",
            "Yang dapat dijelaskan adalah surat dan laporan; angka rekapitulasi ada juga di laporan bulanan dan akhir.",
        )
    snapshot = book.traces.snapshot((*entry.entry_key, entry.content_hash))
    if snapshot is None:
        raise Failure(
            f"Asal nilai di «{paper.name}» tidak tersimpan: surat itu terbit sebelum jejak dicatat, atau berkas "
            f"{book.traces.path.name} hilang.",
            "Jalankan lagi perintah yang menerbitkannya dengan masukan yang sama: jejaknya dicatat, dan surat yang "
            "tidak berubah tetap seperti adanya.",
        )
    return Known(entry, snapshot, bool(sha256) and sha256 != entry.sha256, entries)


def _by_content(entries: Sequence[Entry], sha256: str, paper: Path) -> Entry | None:
    """The entry of a file as it was issued, wherever it lies now; of two papers that are alike the one of its path."""
    found = [entry for entry in entries if entry.sha256 == sha256]
    return next((entry for entry in found if _lies_at(paper, entry.path)), found[-1] if found else None)


def _by_name(entries: Sequence[Entry], paper: Path) -> Entry | None:
    """The entry that was issued under a path; of a file in another folder the one with its name, if it is the only."""
    current = [entry for entry in entries if entry.state == "issued"]
    found = [entry for entry in current if _lies_at(paper, entry.path)]
    found = found or [entry for entry in current if Path(entry.path).name == paper.name]
    return found[0] if len(found) == 1 else None


def _lies_at(paper: Path, path: str) -> bool:
    parts = Path(path).parts
    return bool(parts) and paper.resolve().parts[-len(parts) :] == parts
