"""The door to PDF: papers become PDFs through LibreOffice, and PDFs become one file for the printer.

    shapes     what callers hand over and get back
    office     LibreOffice as an outside program: where it is, one call of it, how it is ended
    batches    many papers, in batches and several at a time; a paper that LibreOffice fails on costs only itself
    reading    what a PDF holds: pages, size, title
    binding    PDFs bound into one: bookmarks, sheets of paper, PDF/A
    cards      ID cards laid out on A4 with cut marks

Importing this package does not load pypdf.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.files import sha256_if_there
from pipeline.pdf.office import program, version
from pipeline.pdf.shapes import Bound, Described, Part, Placed, Step

__all__ = [
    "Bound", "Described", "Part", "Placed", "Step", "bind", "can_be_bound", "card_sheets", "convert", "described",
    "has_fresh", "is_bundle", "is_locked", "is_signed", "page_count", "program", "version",
]  # fmt: skip

_SIGNATURE = b"/ByteRange"
"""Stands in a signed PDF: which of its bytes the signature covers."""


def _unheard(_done: int, _total: int) -> None:
    """Nobody wants to hear how far it is."""


def _unentered(_placed: Mapping[Path, str]) -> None:
    """Nobody keeps a ledger of them."""


def convert(
    papers: Sequence[Path], *, over: Mapping[Path, str] | None = None, workers: int = 1, archival: bool = False,
    step: Step = _unheard, placed: Placed = _unentered,
) -> Mapping[Path, Path | None]:  # fmt: skip
    """A PDF beside each paper, under the same name. None where none could be made; the .docx is there all the same.

    `over`: the SHA-256 of the PDFs that may be replaced, by their papers; every other one stays. None: those that stand
    there now. `workers`: calls of LibreOffice at a time. `archival`: PDF/A-2b. `placed` hears of every PDF soon after
    it took its place, also when the work is ended early. Raises Failure when the disk refuses.
    """
    from pipeline.pdf import batches

    soffice = program()
    if soffice is None or not papers:
        return dict.fromkeys(papers)
    if over is None:
        over = {paper: _standing(paper.with_suffix(".pdf")) for paper in papers}
    return batches.convert(batches.Work(soffice, archival, over, placed), papers, workers, step)


def _standing(printed: Path) -> str:
    """The SHA-256 of a PDF; "" where none is, and of one that cannot be read and so not be replaced."""
    try:
        return sha256_if_there(printed)
    except OSError:
        return ""


def has_fresh(paper: Path, *, archival: bool = False) -> bool:
    """Whether a whole PDF of the paper's own age lies beside it; when a PDF/A is wanted, only that will do.

    One that cannot be read, or goes meanwhile, is none.
    """
    from pipeline.pdf import reading

    printed = paper.with_suffix(".pdf")
    try:
        if not printed.is_file() or printed.stat().st_mtime_ns < paper.stat().st_mtime_ns:
            return False
        return page_count(printed) > 0 and (not archival or reading.is_archival(printed))
    except OSError:
        return False


def is_signed(file: Path) -> bool:
    """Whether a PDF is there and was signed electronically (TTE). Raises OSError when it cannot be read."""
    try:
        return file.is_file() and _SIGNATURE in file.read_bytes()
    except FileNotFoundError:
        return False


def is_bundle(file: Path) -> bool:
    """Whether a PDF was bound by `bind` or `card_sheets`."""
    from pipeline.pdf import reading

    return reading.is_bundle(file)


def is_locked(file: Path) -> bool:
    """Whether a PDF is encrypted: with a password to open it, or with one that forbids to take it over."""
    from pipeline.pdf import reading

    return reading.is_locked(file.read_bytes())


def page_count(file: Path) -> int:
    """The pages of a PDF; 0 of one that is damaged, empty or locked with a password."""
    from pipeline.pdf import reading

    return reading.page_count(file.read_bytes())


def described(file: Path) -> Described:
    """What a PDF that has pages says of itself."""
    from pipeline.pdf import reading

    return reading.described(file)


def bind(parts: Sequence[Part], title: str, author: str, *, duplex: bool, separators: Path | None = None) -> Bound:
    """The papers as one PDF, in their order, each with its bookmark and its own outline below that.

    `duplex`: each paper begins on a new sheet of paper, as two-sided printing needs it: a blank page, of the size of
    the one before, where the last ended on a front. `separators`: a PDF with a page to go before each paper.
    The result is marked as PDF/A-2b when all parts are PDF/A.
    """
    from pipeline.pdf import binding

    return binding.bind(parts, title, author, duplex=duplex, separators=separators)


def can_be_bound(file: Path) -> bool:
    """Whether a PDF from elsewhere is whole and not locked with a password, so that `bind` can take it in."""
    from pipeline.pdf import binding

    return binding.can_be_bound(file)


def card_sheets(parts: Sequence[Part], title: str, author: str, *, duplex: bool) -> Bound | None:
    """Cards of 85.6 x 54 mm, eight on a sheet of A4 with cut marks; None when a page has another size.

    `duplex`: the backs of the sheets stay blank.
    """
    from pipeline.pdf import cards

    return cards.card_sheets(parts, title, author, duplex=duplex)
