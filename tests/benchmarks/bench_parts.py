"""What each thing costs that a paper has beyond what docxtpl gives: CPU milliseconds per document, in one process.

Run by `make bench`. Measured is what `Template.render` takes with it and without; rounds are interleaved and the
quickest of each counts. What traces cost is told by bench_papers, photos and charts by bench_photos, page numbers by
bench_page_numbers, PDFs by bench_pdf.

rendered  Template.render, with all of these
lists     captions numbered, tables of contents and lists of tables filled, bookmarks set
proof     that what was printed stands in the paper: one comparison of texts where nothing was mended after printing
package   that elements and fields are in order, as far as it is not proved of the template already
QR        the picture of the mark, where the paper has one; no part of `rendered`

and, for comparison, what is done once per template instead of in every document:

prepared  the template read, patched, compiled and proved
checked   the whole package check of one finished document
"""

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from pipeline import images, word
from pipeline.flow import Draft, QrSlot
from pipeline.stage5_render import press
from pipeline.word import proof, soundness
from tests.benchmarks.bench_papers import TEMPLATES, Story, cpu_seconds

ROUNDS = 9
TIMES = 200
COLUMNS = ("rendered", "lists", "proof", "package", "QR", "prepared", "checked")
HEADING = f"{'CPU ms per document':<24}" + "".join(f"{column:>10}" for column in COLUMNS)


def measured(story: Story, paper: Draft) -> str:
    path = TEMPLATES / f"{paper.document}.docx"
    template = word.load(path)
    letters = dict.fromkeys(story.cited(paper), "1/2015")
    job = press.job(paper, "2/2015", paper.dated, paper.context.completed("2/2015", paper.cites, letters))
    values, page = press.values(job), press.page(paper.paper)
    document = template.render(values, page)

    def render(this: word.Template, without: AbstractContextManager[object]) -> Callable[[], None]:
        def work() -> None:
            with without:
                for _ in range(TIMES):
                    this.render(values, page)

        return work

    whole, lists, proved, package = quickest(
        render(template, nullcontext()),
        render(without(template, contents=None), nullcontext()),
        render(template, patch.object(proof, "missing", lambda *_: None)),
        render(without(template, signs=(), open_fields=False), nullcontext()),
    )
    prices = [whole, *(max(whole - rest, 0.0) for rest in (lists, proved, package))]
    marks = [slot for slot in vars(job.context).values() if isinstance(slot, QrSlot)]
    mark, prepared, checked = quickest(
        lambda: [images.qr_png(press.qr_text(job)) for _ in marks],
        lambda: word.load(path),
        lambda: soundness.faults(document),
    )
    told = (*(1000 * price / TIMES for price in prices), 1000 * mark, 1000 * prepared, 1000 * checked)
    return f"{paper.document:<24}" + "".join(f"{price:>10.3f}" for price in told)


def without(template: word.Template, **nothing: object) -> word.Template:
    """The template whose documents are spared something."""
    return replace(template, parts=tuple(replace(part, **nothing) for part in template.parts))  # type: ignore[arg-type]


def quickest(*works: Callable[[], object]) -> list[float]:
    """CPU seconds of each."""
    rounds = [[cpu_seconds(work) for work in works] for _ in range(ROUNDS)]
    return [min(taken) for taken in zip(*rounds, strict=True)]


def main() -> None:
    print(HEADING)
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        for paper in story.longest():
            print(measured(story, paper), flush=True)


if __name__ == "__main__":
    main()
