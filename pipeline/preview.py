"""One paper, quickly, for whoever is at work on its template or its data: nothing is booked, nothing issued.

A preview has the number that the register or the workbook gives it, else a blank. Findings about it are told and do
not withhold it. Watched, it is made again whenever its template or a workbook is saved.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from pipeline import knowledge, register, word
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure, writing
from pipeline.files import write_whole
from pipeline.findings import Finding, Severity
from pipeline.flow import Document, Dossier, Draft, code_in
from pipeline.stage1_read import read
from pipeline.stage1_read.inputs import LOCK_FILE_STARTS
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from pipeline.stage5_render import BLANK_NUMBER, press

FOLDER, MARK = "pratinjau", "PRATINJAU"
"""Where previews go in the output folder, and how their names begin: none is taken for an issued paper."""
POLL_SECONDS = 0.25
AUTHOR = "berkas"


@dataclass(frozen=True)
class Wanted:
    """What a preview is made of."""

    document: Document
    inputs: tuple[Path, ...]
    out: Path
    today: date
    programme: str
    templates: tuple[Path, ...]
    """Folders of Word templates, the first that has one wins."""
    assignments: Path | None = None
    register: Path | None = None
    """None: register.sqlite in the output folder; where there is none, numbers stay blank."""
    workers: int = 1

    @property
    def template(self) -> Path:
        programme = knowledge.programme(self.programme)
        return press.template_path(self.templates, programme.code, self.document.kind)


@dataclass(frozen=True)
class Known:
    """What was read: enough to make any paper of the wanted kind."""

    dossier: Dossier
    findings: tuple[Finding, ...]
    numbers: Mapping[str, str]
    """By the keys of the letters that are booked; "" where the number is left open."""
    drafts: tuple[Draft, ...]
    """Those of the wanted kind."""
    seconds: float
    """How long the reading took."""


@dataclass(frozen=True)
class Shown:
    """A preview that was written."""

    path: Path
    draft: Draft
    findings: tuple[Finding, ...]
    """Errors and warnings about what it prints."""
    seconds: float


@dataclass(frozen=True)
class Broken:
    """A preview that could not be made this time."""

    failure: Failure
    by_template: bool
    """Whether the template may be to blame, so that its check has more to tell."""


def understood(wanted: Wanted) -> Known:
    """Read and check the inputs. Raises Failure as a run does."""
    began = perf_counter()
    reading = read(wanted.inputs, wanted.assignments, wanted.out, wanted.workers)
    dossier, found = normalise(reading, knowledge.programme(wanted.programme), wanted.today)
    entries = _booked(wanted)
    dossier = replace(dossier, dates={entry.key: entry.dated for entry in entries})
    numbers = {entry.key: entry.number for entry in entries}
    findings, drafts = (*found, *validate(dossier)), wanted.document.drafts(dossier)
    return Known(dossier, findings, numbers, drafts, perf_counter() - began)


def _booked(wanted: Wanted) -> list[register.Entry]:
    path = wanted.register or wanted.out / "register.sqlite"
    if not path.is_file():
        return []
    with register.opened(path, must_exist=True, read_only=True) as book:
        return [entry for entry in book.listing() if entry.state != "void"]


def matching(drafts: Sequence[Draft], subject: str) -> list[Draft]:
    """The drafts that somebody may mean: by the whole key ("month:M-001/1"), by its code ("M-001/1"), by what the code
    begins with ("M-001"), by a part of the title.

    The first of these that fits any decides. Without a subject, all.
    """
    meant = subject.casefold().strip()
    ways: tuple[Callable[[Draft], bool], ...] = (
        lambda draft: meant in (draft.subject.casefold(), draft.key.casefold()),
        lambda draft: meant == code_in(draft.subject).casefold(),
        lambda draft: code_in(draft.subject).casefold().startswith(f"{meant}/"),
        lambda draft: meant in draft.title.casefold(),
    )
    found = ([draft for draft in drafts if fits(draft)] for fits in ways)
    return next(filter(None, found), []) if meant else list(drafts)


def _shown(wanted: Wanted, known: Known, draft: Draft) -> Shown:
    """Write the preview of a draft. Raises Failure when its template cannot be used or the file not be written."""
    began = perf_counter()
    numbers = {**known.numbers, **_given(known.dossier, draft)}
    number = (numbers.get(draft.key) or BLANK_NUMBER) if draft.numbered else ""
    cited = {key: numbers.get(key) or BLANK_NUMBER for key in draft.cites.values()}
    titled = replace(draft, title=f"{MARK} {draft.title}")
    job = press.job(titled, number, draft.dated, draft.context.completed(number, draft.cites, cited))
    data = press.render(job, word.load(wanted.template), AUTHOR)
    path = wanted.out / FOLDER / f"{MARK}_{draft.path.rpartition('/')[2]}.docx"
    with writing(path):
        write_whole(path, data)
    about = tuple(
        finding
        for finding in known.findings
        if finding.severity in (Severity.ERROR, Severity.WARNING) and not draft.about.isdisjoint(finding.about)
    )
    return Shown(path, draft, about, perf_counter() - began)


def _given(dossier: Dossier, draft: Draft) -> dict[str, str]:
    """Numbers that stand in the workbook, of the paper itself and of the letters that it cites."""
    kinds = {key.partition("/")[0] for key in draft.cites.values()}
    cited = (one for document in DOCUMENTS if document.kind in kinds for one in document.drafts(dossier))
    return {
        one.key: one.numbered.given
        for one in (draft, *cited)
        if one.numbered is not None and one.numbered.given and one.key in (draft.key, *draft.cites.values())
    }


def watched(wanted: Wanted, known: Known, draft: Draft, sleep: Callable[[float], object]) -> Iterator[Shown | Broken]:
    """The preview now, and again each time that a template or an input was saved, without end.

    Inputs are read again only when one of them was saved.
    """
    saved = _saved(wanted)
    problem: Broken | None = None
    while True:
        yield problem or tried(wanted, known, draft)
        before, saved = saved, _next_saved(wanted, saved, sleep)
        problem = None
        templates = _stamps(wanted.templates, wanted.out).keys()
        if not {path for path, _ in before.items() ^ saved.items()} <= templates:
            try:
                known = understood(wanted)
                draft = _same(known, draft)
            except Failure as failure:
                problem = Broken(failure, by_template=False)


def tried(wanted: Wanted, known: Known, draft: Draft) -> Shown | Broken:
    """The preview, or why there is none this time."""
    try:
        return _shown(wanted, known, draft)
    except Failure as failure:
        return Broken(failure, by_template=True)


def _same(known: Known, draft: Draft) -> Draft:
    for one in known.drafts:
        if one.key == draft.key:
            return one
    raise Failure(
        f"{draft.title} tidak lagi jatuh tempo menurut masukan yang baru.", "Periksa buku kerja yang baru disimpan."
    )


def _next_saved(wanted: Wanted, before: Mapping[Path, int], sleep: Callable[[float], object]) -> dict[Path, int]:
    """Wait until something was saved, and then until the saving is over: Word writes a file in several steps."""
    seen = before
    while True:
        sleep(POLL_SECONDS)
        now = _saved(wanted)
        if now != before and now == seen:
            return now
        seen = now


def _saved(wanted: Wanted) -> dict[Path, int]:
    assignments = (wanted.assignments,) if wanted.assignments else ()
    return _stamps((*wanted.templates, *wanted.inputs, *assignments), wanted.out)


def _stamps(places: Sequence[Path], out: Path) -> dict[Path, int]:
    """When each file was last saved; what programs lock files with, and what lies in the output folder, is none."""
    found: dict[Path, int] = {}
    for place in places:
        for path in _files(place, out):
            if not path.name.startswith(LOCK_FILE_STARTS):
                try:
                    found[path] = path.stat().st_mtime_ns
                except OSError:  # gone this moment: a program that saves puts a new file in its place
                    continue
    return found


def _files(place: Path, out: Path) -> Iterator[Path]:
    if not place.is_dir():
        yield place
        return
    for folder, below, names in os.walk(place):
        below[:] = [name for name in below if Path(folder, name).resolve() != out.resolve()]
        yield from (Path(folder, name) for name in names)
