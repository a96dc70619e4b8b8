"""How fast papers are issued, beside plain docxtpl: CPU time per document, in one process, of the sample story.

Run by `make bench`. Rounds are interleaved and the quickest of each counts: what else the machine does only adds.
Papers are written to the temporary folder, which should lie on a disk: where files live in memory, fsync costs nothing.
`bench_papers.py FOLDER` writes elsewhere. Where thousands of files were deleted in the last minutes (by a test run,
say) ext4 takes up to 0.2 ms to find a place for a new file: measure in another folder then.

plain     docxtpl as its manual shows it: DocxTemplate(path), render, save
rendered  Template.render alone
issued    all of stage 5: withholding, number from the register, content hash, Template.render, SHA-256, writing under
          temporary names, fsync, renaming, entry into the ledger
numbered  the part of it that the register's numbers take; once in the life of a paper

What papers are made of is kept for `berkas explain` once per facilitator, not per paper; the lines at the end tell its
price for a run that issues everything and for one that issues letters, and how many papers share it. What else a paper
has beyond docxtpl's is told by bench_parts; the QR mark alone is why an ID card or a certificate takes milliseconds.

A run has as many papers as a national year has motivators.

Photos and charts are made ready for print before anything is measured, and docxtpl gets them ready too; what they cost
is told by bench_photos.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from time import process_time
from unittest.mock import patch

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from pipeline import knowledge, register, word
from pipeline.flow import Dossier, Draft
from pipeline.records import MonthlyRecord, Record
from pipeline.register import Request, Reservation, Traces
from pipeline.snapshots import Snapshots
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage4_draft import draft
from pipeline.stage5_render import Press, press, render

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
TODAY = date(2015, 8, 1)
ROUNDS = 9
PAPERS = 500
REQUIRED = {"spm": 60, "monthly_report": 30}
"""How many times faster than docxtpl these must be issued."""
LIST = ("TOC", "TableofFigures")
"""How the styles of their entries begin."""
COLUMNS = ("plain", "rendered", "issued", "numbered", "rendered", "issued")
HEADING = f"{'CPU ms per document':<24}" + "".join(f"{column:>10}" for column in COLUMNS)


@dataclass(frozen=True)
class Row:
    """CPU milliseconds per document."""

    kind: str
    plain: float
    rendered: float
    issued: float
    numbered: float

    def __str__(self) -> str:
        required = f"   (required: {REQUIRED[self.kind]} x)" if self.kind in REQUIRED else ""
        return (
            f"{self.kind:<24}{self.plain:>10.2f}{self.rendered:>10.3f}{self.issued:>10.3f}{self.numbered:>10.3f}"
            f"{self.plain / self.rendered:>8.0f} x{self.plain / self.issued:>8.0f} x{required}"
        )


class Story:
    """The sample story, ready to be issued over and over."""

    def __init__(self, folder: Path) -> None:
        reading = read((ROOT / "input_samples" / "complete",), workers=0)
        self.dossier: Dossier = normalise(reading, knowledge.programme("motivator-2015"), TODAY)[0]
        self.drafts = {paper.key: paper for paper in draft(self.dossier)}
        self.folder = folder
        self.runs = count()
        self.loaded: dict[str, word.Template] = {}

    def longest(self) -> list[Draft]:
        """Of each kind of paper the one with the most to print."""
        by_kind: dict[str, list[Draft]] = {}
        for paper in self.drafts.values():
            by_kind.setdefault(paper.document, []).append(paper)
        return [max(papers, key=lambda paper: len(repr(paper.context))) for papers in by_kind.values()]

    def cited(self, paper: Draft) -> dict[str, Draft]:
        """The letters that a paper cites, and those that these cite."""
        found: dict[str, Draft] = {}
        for key in paper.cites.values():
            found |= {key: self.drafts[key]} | self.cited(self.drafts[key])
        return found

    def issue(self, papers: list[Draft]) -> tuple[float, float]:
        """CPU seconds of issuing, and of numbering in it, in a new output folder with a new register."""
        out = self.folder / str(next(self.runs))
        out.mkdir()
        numbering: list[float] = []
        with register.opened(out / "register.sqlite") as ledger:
            reserve = ledger.reserve

            def timed(requests: Sequence[Request], today: date) -> Reservation:
                began = process_time()
                reserved = reserve(requests, today)
                numbering.append(process_time() - began)
                return reserved

            with patch.object(ledger, "reserve", timed):
                began = process_time()
                issued, _ = render(self.dossier, papers, (), Press(out, (TEMPLATES,), ledger, loaded=self.loaded))
                taken = process_time() - began
        assert {paper.status for paper in issued} == {"issued"}
        return taken, sum(numbering)


def measured(story: Story, paper: Draft) -> Row:
    path = TEMPLATES / f"{paper.document}.docx"
    template = word.load(path)
    cited = story.cited(paper)
    letters = dict.fromkeys(cited, "1/2015")
    job = press.job(paper, "2/2015", paper.dated, paper.context.completed("2/2015", paper.cites, letters))
    values, page = press.values(job), press.page(paper.paper)
    target = story.folder / "plain.docx"
    copies = [*cited.values(), *copies_of(paper)]

    def render_all() -> None:
        for _ in range(PAPERS):
            template.render(values, page)

    plain(path, values, target)
    assert words(target.read_bytes()) == words(template.render(values, page))
    story.issue(copies)
    rounds = []
    for _ in range(ROUNDS):
        slowly = cpu_seconds(lambda: plain(path, values, target))
        together = (cpu_seconds(render_all), *story.issue(copies))
        rounds.append((slowly, *(taken / PAPERS for taken in together)))
    return Row(paper.document, *(1000 * min(taken) for taken in zip(*rounds, strict=True)))


def kept(story: Story, what: str, dossier: Dossier) -> str:
    """The price of keeping what the papers of a dossier are made of: CPU milliseconds and kilobytes per facilitator."""
    papers = {(paper.issuer, paper.document, paper.subject, ""): paper for paper in draft(dossier)}
    named = {key: (paper.key, *paper.cites.values()) for key, paper in papers.items()}
    people = len(dossier.facilitators)
    new, taken = [], []
    for _ in range(ROUNDS):
        traces = Traces(story.folder / f"{next(story.runs)}.jejak")
        new.append(cpu_seconds(lambda: traces.keep(())))  # noqa: B023
        taken.append(cpu_seconds(lambda: traces.keep(Snapshots(dossier).of_papers(named))))  # noqa: B023
    milliseconds = 1000 * min(taken)
    size = sum(len(part.data) for snapshot, _ in Snapshots(dossier).of_papers(named) for part in snapshot.parts[2:])
    return (
        f"kept for explain, {what:<10}{milliseconds / people:>7.2f} ms {size / people / 1024:>6.1f} kB per facilitator"
        f" with {len(papers) / people:.0f} papers: {milliseconds / len(papers):.3f} ms per paper"
        f" (and {1000 * min(new):.1f} ms to make the file)"
    )


def copies_of(paper: Draft) -> list[Draft]:
    """The papers of a run: the same, under other keys and names."""
    numbered = replace(paper.numbered, source="register", pattern="{urut}/{tahun}") if paper.numbered else None
    return [
        replace(paper, subject=f"{paper.subject}/{place}", path=f"{paper.path}_{place}", numbered=numbered)
        for place in range(PAPERS)
    ]


def is_roster(record: Record) -> bool:
    return not isinstance(record, MonthlyRecord)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Of this process, system calls included."""
    began = process_time()
    work()
    return process_time() - began


def plain(path: Path, values: Mapping[str, object], target: Path) -> None:
    """The document through docxtpl alone, autoescape on: without it cells with & and < are lost."""
    template = DocxTemplate(path)
    template.render(with_inline_images(values, template), autoescape=True)
    template.save(target)


def with_inline_images(value: object, template: DocxTemplate) -> object:
    """The values with docxtpl's pictures for ours."""
    if isinstance(value, word.Picture):
        return InlineImage(template, BytesIO(value.data), width=Mm(value.width_mm), height=Mm(value.height_mm))
    if isinstance(value, Mapping):
        return {key: with_inline_images(item, template) for key, item in value.items()}
    if isinstance(value, list):
        return [with_inline_images(item, template) for item in value]
    return value


def words(document: bytes) -> str:
    """What stands in the body: both ways must print the same, but for lists of headings, which docxtpl leaves alone."""
    body = Document(BytesIO(document)).element.body
    return "".join(
        "".join(line.itertext()) for line in body if not line.xpath("string(.//w:pStyle/@w:val)").startswith(LIST)
    )


def main() -> None:
    print(HEADING)
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as folder:
        story = Story(Path(folder))
        for paper in story.longest():
            print(measured(story, paper), flush=True)
        roster = replace(story.dossier, records=tuple(filter(is_roster, story.dossier.records)))
        print(kept(story, "all papers", story.dossier), kept(story, "letters", roster), sep="\n")


if __name__ == "__main__":
    main()
