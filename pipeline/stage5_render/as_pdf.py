"""A PDF beside every paper; the .docx stays the original."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline import pdf
from pipeline.files import sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Issued
from pipeline.register import Register
from pipeline.stage5_render.press import Press
from pipeline.stage5_render.settle import Paper, set_pdf_aside

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
    "PDF lama «{file}» dihapus karena {title} ditulis ulang dan isinya berubah.",
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
    set_foreign_aside(old, out, to.register)
    made = pdf.convert(old, workers=to.workers, archival=archival, step=step)
    enter_printed(made, out, to.register)
    return (*found, *(no_pdf(paper, out) for paper, result in made.items() if result is None))


def set_foreign_aside(papers: Sequence[Path], out: Path, register: Register) -> None:
    """Make room for the PDFs of these papers: one of that name that berkas did not make is kept under another."""
    standing = [paper for paper in papers if paper.with_suffix(".pdf").is_file()]
    ours = {entry.path: entry.pdf_sha256 for entry in register.listing() if entry.state == "issued"} if standing else {}
    for paper in standing:
        printed = paper.with_suffix(".pdf")
        with suppress(FileNotFoundError):  # another command that prints was quicker
            if sha256_of(printed) != ours.get(paper.relative_to(out).as_posix()):
                set_pdf_aside(printed)


def enter_printed(made: Mapping[Path, Path | None], out: Path, register: Register) -> None:
    """Tell the ledger which PDFs are of our making; `made` as `pdf.convert` answers."""
    printed = {}
    for paper, result in made.items():
        if result:
            with suppress(FileNotFoundError):  # another command that prints makes it anew
                printed[paper.relative_to(out).as_posix()] = sha256_of(result)
    if printed:
        register.mark_printed(printed)


def without_old_pdf(paper: Paper, sha256: str) -> tuple[Finding, ...]:
    """Remove the PDF that was made of a paper which has other bytes now (`sha256`), so that nobody prints the old one.

    A PDF that berkas did not make, such as the scan of the signed paper, stays; so does one that is open in a viewer.
    The PDF of a numbered letter may be the last copy of what was issued: `settle.put` sets it aside.
    """
    printed = paper.target.with_suffix(".pdf")
    ours = paper.entry.pdf_sha256
    renewed = not paper.letter and sha256 != paper.entry.sha256
    if not (renewed and ours and printed.is_file() and sha256_of(printed) == ours):
        return ()
    try:
        printed.unlink()
    except PermissionError:
        return ()
    return (OLD_PDF_GONE.at(NOWHERE, [paper.key], title=paper.title, file=printed.name),)


def outdated(papers: Sequence[Path], out: Path, *, archival: bool) -> tuple[list[Path], tuple[Finding, ...]]:
    """The papers that are to be converted; and of the others those whose older PDF stays because it was signed."""
    old = [paper for paper in papers if not pdf.has_fresh(paper, archival=archival)]
    signed = [paper for paper in old if pdf.is_signed(paper.with_suffix(".pdf"))]
    return [paper for paper in old if paper not in signed], tuple(keeps_signature(paper, out) for paper in signed)


def no_pdf(paper: Path, out: Path) -> Finding:
    """That no PDF could be made of a paper in the output folder."""
    return NO_PDF.at(NOWHERE, path=paper.relative_to(out).as_posix())


def keeps_signature(file: Path, out: Path) -> Finding:
    """That the PDF of this name, in the output folder, is not replaced."""
    return SIGNED.at(NOWHERE, path=file.with_suffix(".pdf").relative_to(out).as_posix())
