"""Page numbers in tables of contents: LibreOffice lays papers out before they get the bytes that they are issued with.

LibreOffice's pages are Word's where the fonts have the same widths (Liberation Sans for Arial). Without it papers are
issued all the same, the ledger says that they await their page numbers, and a later run makes them anew with them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import pdf, scratch
from pipeline.failures import Failure
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Issued, PageNumbers
from pipeline.pdf.outline import outline
from pipeline.word import page_numbers

NO_LAYOUT = Message(
    "L35",
    Severity.WARNING,
    "Daftar isi pada {count} laporan belum bernomor halaman karena LibreOffice tidak ditemukan.",
    fix="Pasang LibreOffice, lalu jalankan lagi dengan folder hasil yang sama (-o): nomor halaman dilengkapi. "
    "Tanpa LibreOffice, perbarui daftar isi di Word (klik kanan, Update Field).",
    source="Aturan berkas: nomor halaman dihitung dari tata letak laporan",
)
LAYOUT_FAILED = Message(
    "L36",
    Severity.WARNING,
    "Daftar isi pada {count} laporan belum bernomor halaman karena LibreOffice gagal mengolah laporan itu.",
    fix="Jalankan lagi dengan folder hasil yang sama (-o); bila tetap gagal, perbarui daftar isi di Word (klik kanan, "
    "Update Field).",
    source="Aturan berkas: nomor halaman dihitung dari tata letak laporan",
)


@dataclass(frozen=True)
class Rendered:
    """A paper as it is to be laid down."""

    key: str
    data: bytes
    page_numbers: PageNumbers


def complete(papers: Iterable[Rendered], workers: int = 1) -> Iterator[Rendered]:
    """The papers, those that await page numbers last and with them, as far as LibreOffice could lay them out.

    `workers`: calls of LibreOffice at a time. The papers wait on the disk: a batch of reports with photos is too much
    to be held.
    """
    with scratch.folder("isi") as folder:
        waiting: list[tuple[Rendered, Path]] = []
        for paper in papers:
            layout = page_numbers.for_layout(paper.data) if paper.page_numbers == "awaited" else None
            if layout is None:
                yield paper
                continue
            whole = folder / f"{len(waiting)}.whole"
            try:
                whole.write_bytes(paper.data)
                whole.with_suffix(".docx").write_bytes(layout)
            except OSError:  # no room left in the temporary folder
                yield paper
                continue
            waiting.append((replace(paper, data=b""), whole))
        printed = _printed([whole.with_suffix(".docx") for _, whole in waiting], workers)
        for paper, whole in waiting:
            yield _completed(replace(paper, data=whole.read_bytes()), printed[whole.with_suffix(".docx")])


def _printed(papers: Sequence[Path], workers: int) -> Mapping[Path, Path | None]:
    """None of those of which no PDF could be made, for whatever reason: numbers can wait."""
    try:
        return pdf.convert(papers, workers=workers) if papers else {}
    except (OSError, Failure):
        return dict.fromkeys(papers)


def _completed(paper: Rendered, printed: Path | None) -> Rendered:
    data = page_numbers.numbered(paper.data, outline(printed)) if printed else None
    return replace(paper, data=data, page_numbers="complete") if data else paper


def was_rendered(target: Path, paper: Rendered) -> bool:
    """Whether the file that stands there is this paper, be it with page numbers or without: nobody has edited it."""
    if not target.is_file():
        return False
    there = target.read_bytes()
    if there == paper.data or not paper.page_numbers:
        return there == paper.data
    return page_numbers.without(there) == page_numbers.without(paper.data)


def awaited(issued: Sequence[Issued], able: bool) -> tuple[Finding, ...]:
    """What is to be said of papers that still await their page numbers. `able`: LibreOffice is there."""
    keys = [paper.key for paper in issued if paper.page_numbers == "awaited"]
    if not keys:
        return ()
    return ((LAYOUT_FAILED if able else NO_LAYOUT).at(NOWHERE, keys, count=len(keys)),)
