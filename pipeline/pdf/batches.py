"""Many papers become PDFs: some hundred per call of LibreOffice, several calls at a time, each PDF judged by itself.

LibreOffice takes the papers of a call one after the other. So when a call ends or hangs early, the first paper that has
no PDF is to blame: it is set aside, the others go into a new call, and in the end each one set aside has a call of its
own. One bad paper costs only itself.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from threading import Event

from pipeline import scratch
from pipeline.failures import writing
from pipeline.files import WrittenTogether, sha256_if_there
from pipeline.pdf import office
from pipeline.pdf.reading import page_count
from pipeline.pdf.shapes import Placed, Step

BATCH = 100
"""Papers per call of LibreOffice at most: starting it costs more than a page, but it grows with every paper."""
FRUITLESS_CALLS = 5
"""After so many calls in a row that made nothing, LibreOffice itself is broken and not the papers."""

Made = dict[Path, Path | None]


@dataclass
class Work:
    """What the workers share: how they call LibreOffice, how far each is, and whether it is worth going on."""

    soffice: str
    archival: bool
    over: Mapping[Path, str]
    """The SHA-256 of the PDFs that may be replaced, by their papers; "" or none: no PDF may be there."""
    placed: Placed
    done: list[int] = field(default_factory=list)
    """Papers that are done, by the number of their batch; each worker writes its own."""
    untold: dict[Path, str] = field(default_factory=dict)
    """What `placed` has not heard yet."""
    fruitless: int = 0
    """Calls in a row that made nothing."""
    stop: Event = field(default_factory=Event)

    @property
    def ended(self) -> bool:
        return self.stop.is_set() or self.fruitless >= FRUITLESS_CALLS

    def tell_placed(self) -> None:
        """Only the thread that converts tells: a ledger's connection belongs to one."""
        if told := {paper: self.untold.pop(paper) for paper in list(self.untold)}:
            self.placed(told)


def convert(work: Work, papers: Sequence[Path], workers: int, step: Step) -> Made:
    """A PDF beside each paper, None where none could be made. Raises Failure when the disk refuses."""
    made: Made = dict.fromkeys(papers)
    size = max(1, min(BATCH, ceil(len(papers) / workers)))
    cut = [papers[start : start + size] for start in range(0, len(papers), size)]
    work.done = [0] * len(cut)
    with ThreadPoolExecutor(workers) as pool:
        batches = [pool.submit(_convert_batch, work, number, batch) for number, batch in enumerate(cut)]
        try:
            _watch(batches, work, lambda done: step(done, len(papers)))
        except BaseException:
            work.stop.set()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
            work.tell_placed()
    for batch in batches:
        made |= batch.result()
    return made


def _watch(batches: Sequence[Future[Made]], work: Work, tell: Callable[[int], None]) -> None:
    """Until all are done; in short waits, for on Windows nothing interrupts a long one."""
    waiting, told = set(batches), 0
    while waiting:
        done, waiting = wait(waiting, office.LOOK_SECONDS)
        for batch in done:
            batch.result()
        work.tell_placed()
        papers = sum(work.done)
        if papers > told:
            told = papers
            tell(told)


def _convert_batch(work: Work, number: int, papers: Sequence[Path]) -> Made:
    made: Made = {}
    waiting, set_aside = list(papers), list[Path]()
    while waiting and not work.ended:
        taken = _one_call(work, number, waiting, len(made))
        made |= taken
        work.fruitless = 0 if taken else work.fruitless + 1
        left = [paper for paper in waiting if paper not in taken]
        set_aside += left[:1]
        waiting = left[1:]
    for paper in set_aside:
        if not work.ended:
            made |= _one_call(work, number, [paper], len(made))
    work.done[number] = len(papers)
    return made


def _one_call(work: Work, number: int, papers: Sequence[Path], before: int) -> Made:
    """The papers that LibreOffice made a whole PDF of; with None where that could not take its place (another is there,
    or it is open), and where the paper itself is gone or locked.
    """

    def on_made(count: int) -> bool:
        work.done[number] = before + count
        return not work.stop.is_set()

    taken: Made = {}
    with scratch.folder("pdf") as folder:
        copies = {paper: _copy(paper, folder / "in" / f"{place}.docx") for place, paper in enumerate(papers)}
        sources = [copy.path for copy in copies.values() if copy]
        if sources:
            office.call(work.soffice, folder, sources, archival=work.archival, on_made=on_made)
        for paper, copy in copies.items():
            if copy is None:
                taken[paper] = None
            elif data := _whole_pdf(folder / "out" / f"{copy.path.stem}.pdf"):
                placed = _put(data, paper.with_suffix(".pdf"), copy.changed, work.over.get(paper, ""))
                taken[paper] = paper.with_suffix(".pdf") if placed else None
                if placed:
                    work.untold[paper] = hashlib.sha256(data).hexdigest()
    return taken


@dataclass(frozen=True)
class _Copy:
    """A paper as LibreOffice gets it: papers of different folders may have one name, so it has a number instead."""

    path: Path
    changed: int
    """When the paper was last written, in nanoseconds."""


def _copy(paper: Path, path: Path) -> _Copy | None:
    """None of a paper that cannot be read. Raises Failure when the disk refuses the copy."""
    try:
        changed, data = paper.stat().st_mtime_ns, paper.read_bytes()
    except OSError:
        return None
    with writing(path.parent):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return _Copy(path, changed)


def _whole_pdf(path: Path) -> bytes:
    """A PDF that can be opened; b"" when there is none, or it was cut off."""
    try:
        data = path.read_bytes()
    except OSError:
        return b""
    whole = data.startswith(b"%PDF") and b"%%EOF" in data[-1024:] and page_count(data)
    return data if whole else b""


def _put(data: bytes, target: Path, paper_changed: int, over: str) -> bool:
    """Whether the PDF took its place, of its paper's age (nanoseconds): a paper that is written meanwhile is younger.

    It takes the place of a PDF with the SHA-256 `over` alone, so that what somebody saved there meanwhile stays.
    """
    with writing(target), WrittenTogether() as files:
        files.write(target, data)
        files.flush()
        if not _is_still(target, over) or files.name_all():
            return False
        os.utime(target, ns=(paper_changed, paper_changed))
    return True


def _is_still(target: Path, expected: str) -> bool:
    try:
        return sha256_if_there(target) == expected
    except OSError:  # it is open elsewhere, or a folder
        return False
