"""What a PDF costs: one call of LibreOffice for each paper, against batches; and what binding a bundle costs.

Run by `make bench`. CPU time counts LibreOffice with everything it starts; two workers show in the wall time only.

one call each    LibreOffice is started for every paper
batch            all papers in one call
two workers      two calls at a time, half of the papers each
bound            taking the PDFs into a print bundle, blank pages and bookmarks included
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from pipeline import pdf, run

ROOT = Path(__file__).parents[2]
TODAY = date(2015, 8, 1)
PAPERS = {"spm": 24, "monthly_report": 6}
"""How many copies of a paper are converted."""


def measured(what: str, count: int, work: Callable[[], object]) -> str:
    """One line: CPU and wall time for each of `count` papers."""
    used, began = cpu_seconds(), perf_counter()
    work()
    wall = perf_counter() - began
    return f"  {what:<16}{1000 * (cpu_seconds() - used) / count:>10.0f}{1000 * wall / count:>10.0f}"


def cpu_seconds() -> float:
    """Of this process and of all that it has waited for."""
    return sum(os.times()[:4])


def one_call_each(papers: list[Path]) -> None:
    for paper in papers:
        pdf.convert([paper])


def bench(paper: Path, folder: Path, count: int) -> None:
    folder.mkdir()
    papers = [folder / f"{number}.docx" for number in range(count)]
    for copy in papers:
        shutil.copyfile(paper, copy)
    parts = [pdf.Part(copy.with_suffix(".pdf"), copy.stem) for copy in papers]
    print(measured("one call each", count, lambda: one_call_each(papers)))
    print(measured("batch", count, lambda: pdf.convert(papers)))
    print(measured("two workers", count, lambda: pdf.convert(papers, workers=2)))
    print(measured("bound", count, lambda: pdf.bind(parts, "Bundel", "Kantor", duplex=True)))


def main() -> None:
    print(f"{'ms per PDF':<18}{'CPU':>10}{'wall':>10}")
    if pdf.program() is None:
        print("LibreOffice is not installed: nothing measured")
        return
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        order = run.Order(
            (ROOT / "input_samples" / "complete",), out, TODAY, "motivator-2015", templates=(ROOT / "templates",),
            kinds=tuple(PAPERS), recap=False,
        )  # fmt: skip
        issued = run.issue(order, lambda _line: None).issued
        for kind, count in PAPERS.items():
            print(kind)
            paper = next(paper for paper in issued if paper.document == kind)
            bench(out / paper.path, Path(scratch) / kind, count)


if __name__ == "__main__":
    main()
