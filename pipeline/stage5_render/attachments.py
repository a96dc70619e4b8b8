"""Scans that came as PDF: a Word file cannot show them, so they lie beside the report whose annex lists them.

`berkas print` binds them in after the report's last page.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count, takewhile
from pathlib import Path

from pipeline import pdf
from pipeline.failures import writing
from pipeline.files import WrittenTogether, sha256_of
from pipeline.findings import NOWHERE, Finding, Message, Severity
from pipeline.flow import Draft, Issued
from pipeline.stage5_render.settle import PAPER_OPEN, PDF_SET_ASIDE, set_aside

UNUSABLE_SCAN = Message(
    "L39",
    Severity.WARNING,
    "Pindaian «{file}», yang disebut dalam lampiran {title}, tidak dapat dicetak: PDF itu rusak atau terkunci.",
    fix="Buka PDF itu; bila rusak pindai lagi, bila terkunci simpan ulang tanpa kata sandi. Lalu jalankan lagi.",
    source="Buku Panduan, Target Pekerjaan 1-3: dokumentasi dan lampiran kegiatan",
)


def put_beside(drafts: Sequence[Draft], issued: Sequence[Issued], out: Path) -> tuple[Finding, ...]:
    """Copy the scans of every report that stands in the output folder; those that cannot be printed are found.

    Raises Failure when the disk refuses.
    """
    standing = {paper.key: out / paper.path for paper in issued if paper.path}
    found: list[Finding] = []
    with writing(out), WrittenTogether() as files:
        for draft in drafts:
            if draft.scans and draft.key in standing:
                found += _copy(draft, standing[draft.key], files)
        refused = files.name_all()
    return (*found, *(PAPER_OPEN.at(NOWHERE, title=path.stem, path=path.name) for path in sorted(refused)))


def scans_of(paper: Path) -> tuple[Path, ...]:
    """The scans that lie beside a paper, in the order of its annex."""
    return tuple(takewhile(Path.is_file, _names(paper)))


def unusable(name: str, title: str) -> Finding:
    """That a scan which belongs to a paper of this title cannot be printed."""
    return UNUSABLE_SCAN.at(NOWHERE, file=name, title=title)


def _copy(draft: Draft, paper: Path, files: WrittenTogether) -> Iterator[Finding]:
    """Nothing else under these names is lost: somebody may have put it there."""
    names = _names(paper)
    for scan in draft.scans:
        if scan.path is None or not pdf.can_be_bound(scan.path):
            yield unusable(scan.name, draft.title)
            continue
        target = next(names)
        if target.is_file() and sha256_of(target) != scan.sha256:
            try:
                yield PDF_SET_ASIDE.at(NOWHERE, [draft.key], file=target.name, aside=set_aside(target).name)
            except OSError:
                yield PAPER_OPEN.at(NOWHERE, title=target.stem, path=target.name)
                continue
        if not target.is_file():
            files.write(target, scan.path.read_bytes())
    for left in takewhile(Path.is_file, names):
        with suppress(OSError):  # open in a reader; the next run sets it aside
            yield PDF_SET_ASIDE.at(NOWHERE, [draft.key], file=left.name, aside=set_aside(left).name)


def _names(paper: Path) -> Iterator[Path]:
    """ "Laporan-Bulanan_M-001_B1.lampiran-1.pdf" …"""
    return (paper.with_name(f"{paper.stem}.lampiran-{number}.pdf") for number in count(1))
