"""The papers that stand in an output folder, bound into one PDF per office and kind: what `berkas print` does."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from pipeline import indonesian, pdf, register, scratch, word
from pipeline.bundles import Bundle, Paper, office_of, planned
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure, writing
from pipeline.files import write_whole
from pipeline.findings import NOWHERE, Finding
from pipeline.register import Entry
from pipeline.stage5_render.as_pdf import convert, keeps_signature, outdated
from pipeline.stage5_render.attachments import scans_of, unusable
from pipeline.stage5_render.settle import PAPER_OPEN, PDF_SET_ASIDE, set_aside

FOLDER = "cetak"
"""Below the output folder, where the bundles go."""


@dataclass(frozen=True)
class PrintOrder:
    """What was asked for on the command line."""

    out: Path
    register: Path
    outcome: Path
    """What the last run said of every paper that was due."""
    kinds: tuple[str, ...] = ()
    """Only these kinds of paper; empty: all."""
    office: str = ""
    """Only the papers of this office's folder; empty: of all."""
    duplex: bool = True
    """Each paper begins on a new sheet of paper."""
    separators: bool = False
    """A sheet that names it goes before each paper."""
    archival: bool = False
    workers: int = 1


@dataclass(frozen=True)
class Printed:
    """A bundle that was written."""

    path: Path
    papers: int
    pages: int
    sheets: int
    """Of paper, in the printer."""
    archival: bool


class _Issued(BaseModel):
    """A paper in outcome.json, as far as printing needs it."""

    kind: str
    subject: str
    status: str


class _Outcome(BaseModel):
    """outcome.json."""

    documents: tuple[_Issued, ...]


def print_bundles(order: PrintOrder, step: pdf.Step) -> tuple[tuple[Printed, ...], tuple[Finding, ...]]:
    """Write the bundles; returned with them is what was left out, and why.

    Raises Failure without a register, without LibreOffice when it is needed, and when the disk refuses.
    """
    scratch.sweep()
    with register.opened(order.register, must_exist=True, read_only=True) as book:
        entries = book.listing()
    documents = [document for document in DOCUMENTS if not order.kinds or document.kind in order.kinds]
    bundles, found = planned(entries, order.out, _last_run(order.outcome), documents, order.office)
    if order.office and not bundles and not found:
        _must_know(order.office, entries)
    unprintable, said = _convert([paper.file for bundle in bundles for paper in bundle.papers], order, step)
    ready, damaged = _ready(bundles, unprintable)
    with scratch.folder("print") as folder:
        separators = _separators(ready, folder, order) if order.separators else {}
        foreign = [one for bundle, _ in ready for one in _set_foreign_aside(bundle, order)]
        written = [_write(bundle, held, separators.get(bundle.name), order) for bundle, held in ready]
    if not order.kinds and not order.office:
        _remove_outdated(order.out / FOLDER, {bundle.name for bundle in bundles})
    printed = tuple(one for one in written if isinstance(one, Printed))
    return printed, (*found, *said, *damaged, *foreign, *(one for one in written if isinstance(one, Finding)))


def _must_know(office: str, entries: Sequence[Entry]) -> None:
    """Raises Failure when no paper was ever issued for an office: its code was likely misspelt."""
    offices = sorted({office_of(entry) for entry in entries} - {""})
    if not {office, indonesian.file_code(office)} & set(offices):
        raise Failure(
            f"Tidak ada surat atau laporan dari kantor {office}.", f"Pilih dengan --office: {', '.join(offices)}."
        )


def _remove_outdated(folder: Path, names: Collection[str]) -> None:
    """A bundle of an earlier time, whose letters are all withheld or voided by now, must not be printed by mistake."""
    for file in folder.glob("*.pdf"):
        with suppress(PermissionError):
            if file.stem not in names and not pdf.is_signed(file) and pdf.is_bundle(file):
                file.unlink()


def _last_run(outcome: Path) -> Mapping[str, str]:
    """The status of each paper by its key; nothing where no run left word."""
    with suppress(OSError, ValidationError):
        told = _Outcome.model_validate_json(outcome.read_bytes())
        return {f"{paper.kind}/{paper.subject}": paper.status for paper in told.documents}
    return {}


def _convert(papers: Sequence[Path], order: PrintOrder, step: pdf.Step) -> tuple[frozenset[Path], tuple[Finding, ...]]:
    """See to it that every paper has a PDF of its own age; returned are those that have none all the same, and why."""
    old, found = outdated(papers, order.out, archival=order.archival)
    if pdf.program() is None and (old or (papers and order.separators)):
        raise Failure(
            "LibreOffice tidak ditemukan, padahal diperlukan untuk membuat berkas cetak.",
            "Pasang LibreOffice, lalu jalankan lagi `berkas print`; surat .docx tetap dapat dicetak satu per satu.",
        )
    said: tuple[Finding, ...] = ()
    if old:
        with register.opened(order.register) as book:
            said = convert(old, order.out, book, workers=order.workers, archival=order.archival, step=step)
    unprintable = (paper for paper in papers if not pdf.has_fresh(paper, archival=order.archival))
    return frozenset(unprintable), (*found, *said)


@dataclass(frozen=True)
class _Ready:
    """A paper whose PDF is there."""

    paper: Paper
    part: pdf.Part
    described: pdf.Described


_ReadyBundles = Sequence[tuple[Bundle, Sequence[_Ready]]]


def _ready(bundles: Sequence[Bundle], unprintable: frozenset[Path]) -> tuple[_ReadyBundles, tuple[Finding, ...]]:
    """What each bundle is bound of, and the scans that cannot be."""
    ready: list[tuple[Bundle, list[_Ready]]] = []
    found: list[Finding] = []
    for bundle in bundles:
        held = []
        for paper in bundle.papers:
            if paper.file in unprintable:
                continue
            printed = paper.file.with_suffix(".pdf")
            described = pdf.described(printed)
            title = described.title or paper.file.stem
            scans = scans_of(paper.file)
            usable = tuple(scan for scan in scans if pdf.can_be_bound(scan))
            found += (unusable(scan.name, title) for scan in scans if scan not in usable)
            held.append(_Ready(paper, pdf.Part(printed, title, usable), described))
        if held:
            ready.append((bundle, held))
    return ready, tuple(found)


def _set_foreign_aside(bundle: Bundle, order: PrintOrder) -> Iterator[Finding]:
    """What bears the name of a bundle and is none is kept under another name; what is signed stays where it is."""
    path = order.out / FOLDER / f"{bundle.name}.pdf"
    with suppress(OSError):  # open in a reader: then writing says so
        if path.is_file() and not pdf.is_signed(path) and not pdf.is_bundle(path):
            yield PDF_SET_ASIDE.at(NOWHERE, file=path.name, aside=set_aside(path).name)


def _write(bundle: Bundle, held: Sequence[_Ready], separators: Path | None, order: PrintOrder) -> Printed | Finding:
    """One bundle, or why it could not be written."""
    path = order.out / FOLDER / f"{bundle.name}.pdf"
    parts = [one.part for one in held]
    title = f"{bundle.document.title} {bundle.office}"
    authors = {one.described.author for one in held}
    author = authors.pop() if len(authors) == 1 else bundle.office
    bound = pdf.card_sheets(parts, title, author, duplex=order.duplex) if bundle.document.card else None
    if bound is None:
        bound = pdf.bind(parts, title, author, duplex=order.duplex, separators=separators)
    with writing(path):
        try:
            if pdf.is_signed(path):
                return keeps_signature(path, order.out)
            write_whole(path, bound.data)
        except PermissionError:
            return PAPER_OPEN.at(NOWHERE, title=f"Berkas cetak {bundle.name}", path=path.name)
    sheets = (bound.pages + 1) // 2 if order.duplex else bound.pages
    return Printed(path, len(parts), bound.pages, sheets, bound.archival)


def _separators(ready: _ReadyBundles, folder: Path, order: PrintOrder) -> Mapping[str, Path]:
    """For each bundle a PDF with a page to go before each of its papers; cards need none."""
    paged = [(bundle.name, tuple(_separator_pages(bundle, held))) for bundle, held in ready if not bundle.document.card]
    files = {name: folder / f"{name}.docx" for name, _ in paged}
    for name, pages in paged:
        files[name].write_bytes(word.separators(pages))
    made = pdf.convert(list(files.values()), workers=order.workers, archival=order.archival)
    for name, pages in paged:
        printed = made[files[name]]
        if printed is None or pdf.page_count(printed) != len(pages):
            raise Failure("Lembar pemisah tidak dapat dibuat.", "Jalankan lagi `berkas print` tanpa --separator.")
    return {name: file.with_suffix(".pdf") for name, file in files.items()}


def _separator_pages(bundle: Bundle, held: Sequence[_Ready]) -> Iterator[word.Separator]:
    for place, one in enumerate(held, start=1):
        entry, page = one.paper.entry, one.described
        lines = (
            f"Nomor {entry.number}" if entry.number else "",
            f"Tanggal {indonesian.long_date(entry.dated)}",
            f"Berkas {entry.path}",
            f"{place} dari {len(held)}",
        )
        yield word.Separator(page.width, page.height, bundle.document.title, one.part.title, tuple(filter(None, lines)))
