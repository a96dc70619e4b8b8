"""The workbooks given back: a marked copy of each in which something is to be mended."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline import excel, guard
from pipeline.excel import Problem, container, marks
from pipeline.excel.marks import CannotMark
from pipeline.findings import Finding, Message, Place, Severity, in_order
from pipeline.flow import Input, Outcome
from pipeline.guard import Stopped
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.marking import gravest_first, marks_of, needs_mending, summary_of
from pipeline.stage6_report.shelf import Compared, Copy, Shelf, settle, shelves
from pipeline.stage6_report.told import told_in

CHANGED = Message(
    "G65",
    Severity.WARNING,
    "Buku kerja ini berubah sejak dibaca; salinan bertandanya tidak dibuat.",
    "Simpan dan tutup buku kerja ini, lalu periksa sekali lagi.",
    "Aturan berkas: tidak ada suntingan yang hilang",
)
NOT_MADE = Message(
    "L32",
    Severity.WARNING,
    "Salinan bertanda buku kerja ini tidak dapat dibuat.",
    "Baca temuannya di halaman hasil, atau salin isinya ke formulir baru lalu periksa sekali lagi.",
    "Batas masukan berkas",
)
PAST_A_LIMIT = Message(
    "L51",
    Severity.WARNING,
    "Membuat salinan bertanda buku kerja ini melewati batas {detail}; salinannya tidak dibuat.",
    "Hapus lembar, baris, dan sel yang tidak diperlukan, atau bagi menjadi beberapa buku kerja, lalu periksa sekali "
    "lagi. Semua temuannya ada di halaman hasil.",
    "Batas masukan berkas",
)


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies that were written."""

    marked: tuple[Path, ...]
    freed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A workbook whose copies are to be seen to: all that a process needs for it."""

    source: Input
    findings: Sequence[Finding]
    """In the language already."""
    day: date
    language: Language
    edited: tuple[Path, ...] = ()
    """Copies of earlier runs that somebody saved since."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a task."""

    copy: Copy | None = None
    refused: Finding | None = None
    """Why there is no copy."""
    compared: Compared = field(default_factory=dict)


def write_marked(
    outcome: Outcome, out: Path, language: Language = INDONESIAN, workers: int = 1
) -> tuple[Copies, tuple[Finding, ...]]:
    """Write the marked copies into `out/diperiksa`, each whole or not at all, under the names of their workbooks.

    A workbook without errors and warnings gets none, unless it still carries the marks of an earlier run: then a copy
    without them. Copies of earlier runs are replaced, or removed when there is no new one, if nobody edited them or the
    workbook says the same by now; any other stays, and the new one lies beside it. Returned are the files written, and
    what is to be said of them. So many processes make them; 0 makes them in this one, unguarded, and none is started
    when there is nothing to make. Raises Failure when the disk refuses, and when no process can be started.
    """
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    outcome = told_in(outcome, language)
    for finding in outcome.findings:
        by_file[finding.place.file].append(finding)
    known = shelves(out, outcome.inputs)
    places = [Shelf(known, name, source) for name, source in zip(known.names, outcome.inputs, strict=True)]
    edited = {one.source.path: saved for one in places if one.source.readable and (saved := one.edited())}
    due = {item.path for item in outcome.inputs if item.path in edited or _is_due(item, by_file[item.path])}
    tasks = (
        Task(
            source,
            in_order([*by_file[source.path], *outcome.notes.of(source.path)], {source.path: source.sheets}),
            outcome.date,
            language,
            edited.get(source.path, ()),
        )
        for source in outcome.inputs
        if source.path in due
    )
    marked: list[Path] = []
    freed: list[Path] = []
    said: list[Finding] = []
    with closing(guard.each(made_of, tasks, min(workers, len(due)))) as results:
        for shelf in places:
            path, found = _settle(shelf, next(results) if shelf.source.path in due else Made())
            (marked if _need_mending(by_file[shelf.source.path]) else freed).extend([path] if path else [])
            said += found
    return Copies(tuple(marked), tuple(freed)), tuple(said)


def _is_due(source: Input, findings: Iterable[Finding]) -> bool:
    """Whether a copy is to be made, told without a look at the workbook: nearly all of thousands need none."""
    return source.readable and (source.marked or _need_mending(findings))


def _need_mending(findings: Iterable[Finding]) -> bool:
    return any(map(needs_mending, findings))


def _settle(shelf: Shelf, made: Made | Stopped) -> tuple[Path | None, list[Finding]]:
    """Put a workbook's copy where it belongs; its path, and what is to be said."""
    if isinstance(made, Stopped):
        place = Place(shelf.source.path)
        made = Made(refused=PAST_A_LIMIT.at(place, detail=made.limit) if made.limit else NOT_MADE.at(place))
    path, said = settle(shelf, made.copy, made.compared)
    return path, [*([made.refused] if made.refused else []), *said]


def made_of(task: Task) -> Made:
    """The copy that a workbook gets, if any, and what was edited in earlier ones. It parses what others wrote: see
    `guard`."""
    compared = _compared(task)
    copy = _copy_of(task) if _is_due(task.source, task.findings) else None
    return Made(refused=copy, compared=compared) if isinstance(copy, Finding) else Made(copy, compared=compared)


def _compared(task: Task) -> Compared:
    """What was edited in each copy of an earlier run."""
    if not task.edited:
        return {}
    workbook = excel.open_workbook(task.source.file)
    copies = ((path, excel.open_workbook(path)) for path in task.edited)
    return {
        path: None if isinstance(workbook, Problem) or isinstance(copy, Problem) else marks.edits_in(copy, workbook)
        for path, copy in copies
    }


def _copy_of(task: Task) -> Copy | Finding | None:
    """The copy that a workbook gets, if any; or why it gets none."""
    source, language = task.source, task.language
    faulty = _need_mending(task.findings)
    data = container.load(source.file)
    if isinstance(data, Problem) or hashlib.sha256(data).hexdigest() != source.sha256:
        return CHANGED.at(Place(source.path)) if faulty else None
    if not faulty:
        return _freed(data)
    listed = gravest_first(task.findings)
    summary, found = summary_of(source, listed, task.day, language), marks_of(listed, language)
    try:
        copy = marks.marked(data, found, summary)
    except CannotMark:
        workbook = excel.open_workbook(source.file)
        if isinstance(workbook, Problem):
            return CHANGED.at(Place(source.path))
        return Copy(marks.plain_marked(workbook, found, summary), whole=False)
    return Copy(copy.data, whole=not copy.left_out)


def _freed(data: bytes) -> Copy | None:
    try:
        copy = marks.unmarked(data)
    except CannotMark:
        return None
    return Copy(copy.data, whole=not copy.left_out) if copy else None
