"""A PDF beside every paper; the .docx stays the original."""

from collections.abc import Sequence
from pathlib import Path

from pipeline import pdf
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Issued

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


def print_to_pdf(
    issued: Sequence[Issued], out: Path, *, archival: bool, workers: int, step: pdf.Step
) -> tuple[Finding, ...]:
    """Convert every paper in the output folder that has no PDF of its own age (no PDF/A, if `archival`)."""
    papers = [out / paper.path for paper in issued if paper.path.endswith(".docx") and (out / paper.path).is_file()]
    old, found = outdated(papers, out, archival=archival)
    if old and pdf.program() is None:
        return (*found, NO_LIBREOFFICE.at(NOWHERE))
    made = pdf.convert(old, workers=workers, archival=archival, step=step)
    return (*found, *(no_pdf(paper, out) for paper, result in made.items() if result is None))


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
