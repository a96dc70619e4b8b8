"""Many papers become PDFs: some hundred per call of LibreOffice, several calls at a time, each PDF judged by itself.

LibreOffice takes the papers of a call one after the other. So when a call ends or hangs early, the first paper that has
no PDF is to blame: it is set aside, the others go into a new call, and in the end each one set aside has a call of its
own. One bad paper costs only itself.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from threading import Event

from pipeline import scratch
from pipeline.failures import writing
from pipeline.files import write_whole
from pipeline.pdf import office
from pipeline.pdf.reading import page_count
from pipeline.pdf.shapes import Step

BATCH = 100
"""Papers per call of LibreOffice at most: starting it costs more than a page, but it grows with every paper."""
FRUITLESS_CALLS = 5
"""After so many calls in a row that made nothing, LibreOffice itself is broken and not the papers."""

Made = dict[Path, Path | None]


@dataclass
class _Work:
    """What the workers share: how they call LibreOffice, how far each is, and whether it is worth going on."""

    soffice: str
    archival: bool
    done: list[int]
    """Papers that are done, by the number of their batch; each worker writes its own."""
    fruitless: int = 0
    """Calls in a row that made nothing."""
    stop: Event = field(default_factory=Event)

    @property
    def over(self) -> bool:
        return self.stop.is_set() or self.fruitless >= FRUITLESS_CALLS


def convert(soffice: str, papers: Sequence[Path], workers: int, archival: bool, step: Step) -> Made:
    """A PDF beside each paper, None where none could be made. Raises Failure when the disk refuses."""
    made: Made = dict.fromkeys(papers)
    size = max(1, min(BATCH, ceil(len(papers) / workers)))
    cut = [papers[start : start + size] for start in range(0, len(papers), size)]
    work = _Work(soffice, archival, [0] * len(cut))
    with ThreadPoolExecutor(workers) as pool:
        batches = [pool.submit(_convert_batch, work, number, batch) for number, batch in enumerate(cut)]
        try:
            _watch(batches, work, lambda done: step(done, len(papers)))
        except BaseException:
            work.stop.set()
            raise
        finally:
            pool.shutdown(cancel_futures=True)
    for batch in batches:
        made |= batch.result()
    return made


def _watch(batches: Sequence[Future[Made]], work: _Work, tell: Callable[[int], None]) -> None:
    """Until all are done; in short waits, for on Windows nothing interrupts a long one."""
    waiting, told = set(batches), 0
    while waiting:
        done, waiting = wait(waiting, office.LOOK_SECONDS)
        for batch in done:
            batch.result()
        papers = sum(work.done)
        if papers > told:
            told = papers
            tell(told)


def _convert_batch(work: _Work, number: int, papers: Sequence[Path]) -> Made:
    made: Made = {}
    waiting, set_aside = list(papers), list[Path]()
    while waiting and not work.over:
        taken = _one_call(work, number, waiting, len(made))
        made |= taken
        work.fruitless = 0 if taken else work.fruitless + 1
        left = [paper for paper in waiting if paper not in taken]
        set_aside += left[:1]
        waiting = left[1:]
    for paper in set_aside:
        if not work.over:
            made |= _one_call(work, number, [paper], len(made))
    work.done[number] = len(papers)
    return made


def _one_call(work: _Work, number: int, papers: Sequence[Path], before: int) -> Made:
    """The papers that LibreOffice made a whole PDF of; with None where that could not take its place (it is open), and
    where the paper itself is gone or locked.
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
                taken[paper] = _put(data, paper.with_suffix(".pdf"), copy.changed)
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


def _put(data: bytes, target: Path, paper_changed: int) -> Path | None:
    """The PDF takes its place, of its paper's age (nanoseconds): a paper that is written meanwhile is the younger."""
    with writing(target):
        try:
            write_whole(target, data)
        except PermissionError:
            return None
        os.utime(target, ns=(paper_changed, paper_changed))
    return target
