"""How fast papers are issued, beside plain docxtpl: CPU time per document, in one process, of the sample story.

Run by `make bench`. Rounds are interleaved and the median is taken, so that a busy machine slows all alike:

plain     docxtpl as its manual shows it: DocxTemplate(path), render, save
rendered  Template.render alone
issued    all of stage 5: withholding, booking of the number, content hash, rendering, SHA-256, writing under a
          temporary name, fsync, renaming, entry into the ledger

Pictures are prepared for print before anything is measured; docxtpl gets them ready too.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from time import process_time

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from pipeline import knowledge, register, word
from pipeline.flow import Dossier, Draft
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage4_draft import draft
from pipeline.stage5_render import BATCH, Press, press, render

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
TODAY = date(2015, 8, 1)
ROUNDS = 7
REQUIRED = {"spm": 60, "monthly_report": 30}
"""How many times faster than docxtpl a paper must be issued."""

Values = Mapping[str, object]


@dataclass(frozen=True)
class Row:
    """CPU milliseconds per document."""

    kind: str
    plain: float
    rendered: float
    issued: float

    @property
    def ratio(self) -> float:
        return self.plain / self.issued

    @property
    def falls_short(self) -> bool:
        return self.ratio < REQUIRED.get(self.kind, 0)

    def __str__(self) -> str:
        required = f"at least {REQUIRED[self.kind]}" if self.kind in REQUIRED else ""
        return (
            f"{self.kind:<24}{self.plain:>10.2f}{self.rendered:>10.3f}{self.issued:>10.3f}"
            f"{self.plain / self.rendered:>9.0f} x{self.ratio:>9.0f} x   {required}"
        ).rstrip()


HEADING = f"{'CPU ms per document':<24}{'plain':>10}{'rendered':>10}{'issued':>10}{'rendered':>11}{'issued':>11}"


def story() -> tuple[Dossier, dict[str, Draft]]:
    """The sample story's dossier, and of each kind of paper the draft with the most to print."""
    reading = read((ROOT / "input_samples" / "complete",), None)
    dossier, _ = normalise(reading, knowledge.programme("motivator-2015"), TODAY)
    found: dict[str, Draft] = {}
    for paper in draft(dossier):
        known = found.get(paper.document)
        if known is None or len(repr(paper.context)) > len(repr(known.context)):
            found[paper.document] = paper
    return dossier, found


def copies(paper: Draft) -> list[Draft]:
    """As many papers of the kind as stage 5 enters into the ledger together, each with its own key."""
    key = "facilitator:M-001"
    numbered = replace(paper.numbered, source="register", pattern="{urut}/{tahun}") if paper.numbered else None
    return [
        replace(
            paper, subject=f"{key}/{place}", path=f"{paper.path}_{place}", about=frozenset(), numbered=numbered, cites={}
        )
        for place in range(BATCH)
    ]


def measured(dossier: Dossier, paper: Draft, folder: Path) -> Row:
    path = TEMPLATES / f"{paper.document}.docx"
    template = word.load(path)
    job = press.job(paper, "1/2015", paper.dated, paper.context)
    values, page, properties = press.values(job), press.page(paper.paper), {"title": paper.title}
    same_text(plain(path, values, folder / "plain.docx"), template.render(values, page, properties))
    papers, runs = copies(paper), count()

    def render_all() -> None:
        for _ in papers:
            template.render(values, page, properties)

    def issue_all() -> float:
        out = folder / paper.document / str(next(runs))
        with register.opened(out / "register.sqlite") as book:
            to = Press(out, (TEMPLATES,), book, loaded={paper.document: template})
            began = process_time()
            issued, _ = render(dossier, papers, (), to)
            ended = process_time()
        assert {one.status for one in issued} == {"issued"}
        return ended - began

    ways: tuple[tuple[int, Callable[[], float]], ...] = (
        (1, lambda: cpu(lambda: plain(path, values, folder / "plain.docx"))),
        (len(papers), lambda: cpu(render_all)),
        (len(papers), issue_all),
    )
    taken = [[1000 * way() / documents for documents, way in ways] for _ in range(ROUNDS)]
    return Row(paper.document, *(statistics.median(times) for times in zip(*taken, strict=True)))


def cpu(work: Callable[[], object]) -> float:
    """Seconds, system calls included."""
    began = process_time()
    work()
    return process_time() - began
