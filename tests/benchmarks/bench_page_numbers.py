"""What page numbers in a table of contents cost: seconds per report, in batches as stage 5 lays them out.

Run by `make bench`; needs LibreOffice. CPU time counts LibreOffice's too. The reports are those of the sample story,
each as often as fills a batch; the same reports with their photos show what it saves to lay dots out instead.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from os import times
from pathlib import Path
from time import perf_counter

from pipeline import knowledge, pdf, word
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage4_draft import draft
from pipeline.stage5_render import page_numbers, press
from pipeline.stage5_render.page_numbers import Rendered
from tests.benchmarks.bench_papers import ROOT, TEMPLATES, TODAY

KINDS = ("monthly_report", "final_report")
PAPERS = 24


def reports() -> list[Rendered]:
    """A batch of reports as they are rendered, without page numbers."""
    reading = read((ROOT / "input_samples" / "complete",), workers=0)
    dossier = normalise(reading, knowledge.programme("motivator-2015"), TODAY)[0]
    made = []
    for paper in (one for one in draft(dossier, KINDS, "") if one.document in KINDS):
        template = word.load(TEMPLATES / f"{paper.document}.docx")
        letters = dict.fromkeys(paper.cites.values(), "1/2015")
        job = press.job(paper, "", paper.dated, paper.context.completed("", paper.cites, letters))
        made.append(Rendered(paper.key, press.render(job, template, paper.issuer), "awaited"))
    return [replace(made[number % len(made)], key=str(number)) for number in range(PAPERS)]


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processor, this process and its children."""
    began, used = perf_counter(), times()
    work()
    ended = times()
    return perf_counter() - began, sum(ended[:4]) - sum(used[:4])


def whole(papers: list[Rendered], folder: Path) -> None:
    """Lay the papers out as they are, photos and all."""
    files = [folder / f"{paper.key}.docx" for paper in papers]
    for paper, file in zip(papers, files, strict=True):
        file.write_bytes(paper.data)
    pdf.convert(files)


def main() -> None:
    if pdf.program() is None:
        print("bench_page_numbers: LibreOffice not found", file=sys.stderr)
        return
    papers = reports()
    print(f"{'seconds per report, ' + str(PAPERS) + ' in a batch':<44}{'clock':>8}{'CPU':>8}")
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        for name, work in (
            ("page numbers", lambda: [*page_numbers.complete(papers)]),
            ("the same reports laid out with their photos", lambda: whole(papers, Path(folder))),
        ):
            clock, used = measured(work)
            print(f"{name:<44}{clock / PAPERS:>8.2f}{used / PAPERS:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
