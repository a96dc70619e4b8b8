"""A PDF beside every paper; the .docx stays the original."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline import pdf
from pipeline.files import sha256_if_there, sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Issued
from pipeline.register import Register
from pipeline.stage5_render.press import Press
from pipeline.stage5_render.settle import OLD_PDF_STAYS, PDF_SET_ASIDE, Paper, set_aside

NO_LIBREOFFICE = Message(
    "L86",
    Severity.ERROR,
    "PDF tidak dibuat karena LibreOffice tidak ditemukan; semua berkas .docx sudah ada.",
    fix="Pasang LibreOffice, lalu jalankan lagi dengan --pdf.",
    source="Aturan berkas: .docx adalah hasil, PDF salinannya",
)
NO_PDF = Message(
    "L87",
    Severity.ERROR,
    "PDF dari «{path}» tidak dapat dibuat; berkas .docx-nya ada.",
    fix="Tutup berkas PDF itu bila sedang terbuka, lalu jalankan lagi perintah yang sama.",
    source="Aturan berkas: .docx adalah hasil, PDF salinannya",
)

SIGNED = Message(
    "L40",
    Severity.ERROR,
    "PDF «{path}» sudah ditandatangani secara elektronik, jadi tidak diganti.",
    fix="Pindahkan PDF itu ke folder lain, lalu jalankan lagi perintah yang sama.",
    source="Aturan berkas: yang sudah ditandatangani tidak pernah ditimpa",
)

OLD_PDF_GONE = Message(
    "L46",
    Severity.NOTE,
    "PDF lama «{file}» dihapus karena {title} ditulis ulang.",
    fix="PDF yang baru dibuat dengan --pdf atau oleh `berkas print`.",
    source="Aturan berkas: .docx adalah hasil, PDF salinannya",
)


def print_to_pdf(issued: Sequence[Issued], to: Press, *, archival: bool, step: pdf.Step) -> tuple[Finding, ...]:
    """Convert every paper in the output folder that has no PDF of its own age (no PDF/A, if `archival`)."""
    out = to.out
    papers = [out / paper.path for paper in issued if paper.path.endswith(".docx") and (out / paper.path).is_file()]
    old, found = outdated(papers, out, archival=archival)
    if old and pdf.program() is None:
        return (*found, NO_LIBREOFFICE.at(NOWHERE))
    return (*found, *convert(old, out, to.register, workers=to.workers, archival=archival, step=step))


def convert(
    papers: Sequence[Path], out: Path, register: Register, *, workers: int, archival: bool, step: pdf.Step
) -> tuple[Finding, ...]:
    """Make the PDFs of these papers, and tell the ledger of each that it is of our making.

    Told is what had to make room, and which paper has no PDF of its age.
    """

    def enter(placed: Mapping[Path, str]) -> None:
        register.mark_printed({_name(paper, out): sha256 for paper, sha256 in placed.items()})

    over, found = _room(papers, out, register, archival)
    made = pdf.convert([*over], over=over, workers=workers, archival=archival, step=step, placed=enter)
    without = [paper for paper in papers if not made.get(paper) and not pdf.has_fresh(paper, archival=archival)]
    return (*found, *(no_pdf(paper, out) for paper in without))


def _room(
    papers: Sequence[Path], out: Path, register: Register, archival: bool
) -> tuple[dict[Path, str], tuple[Finding, ...]]:
    """The papers whose PDF may take its place, each with the SHA-256 of the one of ours that it replaces, else "".

    A PDF that berkas did not make is kept under another name; where that cannot be, the paper is not among these.
    """
    ours = {entry.path: entry.pdf_sha256 for entry in register.listing() if entry.state == "issued"}
    room: dict[Path, str] = {}
    found: list[Finding] = []
    for paper in papers:
        printed = paper.with_suffix(".pdf")
        with suppress(OSError):  # open in a viewer, or another command that prints was quicker
            standing = sha256_if_there(printed)
            if standing and standing != ours.get(_name(paper, out)):
                if pdf.has_fresh(paper, archival=archival):
                    continue  # that other command made it
                aside = set_aside(printed)
                found.append(PDF_SET_ASIDE.at(NOWHERE, file=_name(printed, out), aside=aside.name))
                standing = ""
            room[paper] = standing
    return room, tuple(found)


def without_old_pdf(paper: Paper, sha256: str) -> tuple[Finding, ...]:
    """Remove the PDF that was made of a paper which was issued with other bytes (`sha256`), so that nobody prints it.

    A PDF that berkas did not make, such as the scan of the signed paper, stays; so does one that is open in a viewer.
    That of a numbered letter may be the last copy of what was issued: `settle.put` has set it aside.
    """
    printed = paper.target.with_suffix(".pdf")
    ours = paper.entry.pdf_sha256
    if paper.letter or not ours or sha256 == paper.entry.sha256:
        return ()
    try:
        if sha256_of(printed) != ours:
            return ()
        printed.unlink()
    except FileNotFoundError:  # another run was quicker
        return ()
    except OSError:
        return (OLD_PDF_STAYS.at(NOWHERE, [paper.key], title=paper.title, file=printed.name),)
    return (OLD_PDF_GONE.at(NOWHERE, [paper.key], title=paper.title, file=printed.name),)


def outdated(papers: Sequence[Path], out: Path, *, archival: bool) -> tuple[list[Path], tuple[Finding, ...]]:
    """The papers that are to be converted; and why others keep an older PDF: it was signed, or cannot be read."""
    old: list[Path] = []
    found: list[Finding] = []
    for paper in papers:
        if pdf.has_fresh(paper, archival=archival):
            continue
        try:
            signed = pdf.is_signed(paper.with_suffix(".pdf"))
        except OSError:
            found.append(no_pdf(paper, out))
            continue
        if signed:
            found.append(keeps_signature(paper, out))
        else:
            old.append(paper)
    return old, tuple(found)


def _name(file: Path, out: Path) -> str:
    """As the ledger and people know it."""
    return file.relative_to(out).as_posix()


def no_pdf(paper: Path, out: Path) -> Finding:
    """That no PDF could be made of a paper in the output folder."""
    return NO_PDF.at(NOWHERE, path=_name(paper, out))


def keeps_signature(file: Path, out: Path) -> Finding:
    """That the PDF of this name, in the output folder, is not replaced."""
    return SIGNED.at(NOWHERE, path=_name(file.with_suffix(".pdf"), out))
