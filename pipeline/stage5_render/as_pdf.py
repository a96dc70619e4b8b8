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


def print_to_pdf(
    issued: Sequence[Issued], out: Path, *, archival: bool, workers: int, step: pdf.Step
) -> tuple[Finding, ...]:
    """Convert every paper in the output folder that has no PDF of its own age (no PDF/A, if `archival`)."""
    papers = [out / paper.path for paper in issued if paper.path.endswith(".docx") and (out / paper.path).is_file()]
    old = [paper for paper in papers if not pdf.has_fresh(paper, archival=archival)]
    if old and pdf.program() is None:
        return (NO_LIBREOFFICE.at(NOWHERE),)
    made = pdf.convert(old, workers=workers, archival=archival, step=step)
    return tuple(no_pdf(paper, out) for paper, result in made.items() if result is None)


def no_pdf(paper: Path, out: Path) -> Finding:
    """That no PDF could be made of a paper in the output folder."""
    return NO_PDF.at(NOWHERE, path=paper.relative_to(out).as_posix())
