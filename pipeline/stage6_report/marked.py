"""The workbooks given back: a marked copy of each in which something is to be mended."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import excel, files, guard, indonesian
from pipeline.excel import Problem, container, marks
from pipeline.excel.marks import CannotMark
from pipeline.failures import writing
from pipeline.findings import Finding, Message, Place, Severity, in_order
from pipeline.flow import Input, Outcome
from pipeline.guard import Stopped
from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report.marking import gravest_first, marks_of, needs_mending, summary_of
from pipeline.stage6_report.told import told_in

FOLDER = "diperiksa"
"""Of the marked copies, below the output folder."""

_RULE = "Aturan berkas: tidak ada suntingan yang hilang"
CHANGED = Message(
    "G65",
    Severity.WARNING,
    "Buku kerja ini berubah sejak dibaca; salinan bertandanya tidak dibuat.",
    "Simpan dan tutup buku kerja ini, lalu periksa sekali lagi.",
    _RULE,
)
KEPT = Message(
    "G69",
    Severity.WARNING,
    "Salinan bertanda «{old}» sudah disunting, tetapi suntingannya belum dibaca; salinan baru adalah «{new}».",
    "Salin «{old}» ke tempat buku kerja aslinya, atau hapus bila suntingannya tidak dipakai, lalu periksa lagi.",
    _RULE,
)
REFUSED = Message(
    "G68",
    Severity.WARNING,
    "Salinan bertanda «{copy}» tidak dapat diganti.",
    "Tutup salinan itu bila sedang terbuka, lalu periksa sekali lagi.",
    "Sifat Excel dan Windows: berkas yang terbuka terkunci",
)
NOT_MADE = Message(
    "L32",
    Severity.WARNING,
    "Salinan bertanda buku kerja ini tidak dapat dibuat.",
    "Baca temuannya di halaman hasil, atau salin isinya ke formulir baru lalu periksa sekali lagi.",
    "Batas masukan berkas",
)

_ENDING = re.compile(r"\.(?:xlsx|xlsm|xls|xlsb|ods|csv)(?=$| \(\d+\)$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a workbook, marked or freed of marks."""

    data: bytes
    whole: bool
    """Whether it holds everything that its original holds."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies that were written."""

    marked: tuple[Path, ...]
    freed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A copy to be made: all that a process needs for it."""

    source: Input
    findings: Sequence[Finding]
    """In the language already."""
    day: date
    language: Language


def write_marked(
    outcome: Outcome, out: Path, language: Language = INDONESIAN, workers: int = 1
) -> tuple[Copies, tuple[Finding, ...]]:
    """Write the marked copies into `out/diperiksa`, each whole or not at all, under the names of their workbooks.

    A workbook without errors and warnings gets none, unless it still carries the marks of an earlier run: then a copy
    without them. Copies of an earlier run that nobody touched are replaced, or removed when there is no new one; one
    that was edited stays, and the new one lies beside it. Returned are the files written, and what is to be said of
    them. So many processes make them; 0 makes them in this one, unguarded, and none is started when there is nothing to
    make. Raises Failure when the disk refuses, and when no process can be started.
    """
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    outcome = told_in(outcome, language)
    for finding in outcome.findings:
        by_file[finding.place.file].append(finding)
    inputs = frozenset(str(source.file.resolve()) for source in outcome.inputs)
    marked: list[Path] = []
    freed: list[Path] = []
    said: list[Finding] = []
    names = _names(outcome.inputs)
    all_names = frozenset(name.casefold() for name in names)
    due = {source.path for source in outcome.inputs if _is_due(source, by_file[source.path])}
    tasks = (
        Task(
            source,
            in_order([*by_file[source.path], *outcome.notes.of(source.path)], {source.path: source.sheets}),
            outcome.date,
            language,
        )
        for source in outcome.inputs
        if source.path in due
    )
    with closing(guard.each(copy_of, tasks, min(workers, len(due)))) as copies:
        for source, name in zip(outcome.inputs, names, strict=True):
            shelf = _Shelf(out, name, inputs, all_names)
            path, found = _settle(source, next(copies) if source.path in due else None, shelf)
            (marked if _need_mending(by_file[source.path]) else freed).extend([path] if path else [])
            said += [found] if found else []
    return Copies(tuple(marked), tuple(freed)), tuple(said)


def _is_due(source: Input, findings: Iterable[Finding]) -> bool:
    """Whether a copy is to be made, told without a look at the workbook: nearly all of thousands need none."""
    return source.readable and (source.marked or _need_mending(findings))


def _need_mending(findings: Iterable[Finding]) -> bool:
    return any(map(needs_mending, findings))


def copy_of(task: Task) -> Copy | Finding | None:
    """The copy that a workbook gets, if any; or why it gets none. It parses what others wrote: see `guard`."""
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


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where a workbook's copies lie: the output folder, their name in it, and the files that are inputs."""

    out: Path
    name: str
    inputs: frozenset[str]
    """Their paths without links; as texts, which take less memory."""
    names: frozenset[str]
    """Of the copies of all workbooks, in small letters."""

    def place(self, number: int = 1) -> Path:
        again = f" ({number})" if number > 1 else ""
        return self.out / FOLDER / f"{self.name}{again}.xlsx"

    def holds(self, path: Path) -> bool:
        """Whether a file lies in the output folder, and no link leads out of it."""
        return files.inside(self.out.resolve(), path.relative_to(self.out).as_posix()) is not None

    def is_input(self, path: Path) -> bool:
        return str(path.resolve()) in self.inputs

    def is_free(self, number: int, source: Input, *, whole: bool) -> bool:
        """Whether a copy may be put there: nothing lies there, or nothing that would be lost by it."""
        path = self.place(number)
        if number > 1 and path.relative_to(self.out / FOLDER).with_suffix("").as_posix().casefold() in self.names:
            return False
        if not path.exists():
            return True
        if self.is_input(path):
            return whole and path.resolve() == source.file.resolve()
        try:
            return marks.is_as_written(path) or files.sha256_of(path) == source.sha256
        except OSError:  # a folder, or a file that is not for us to read
            return False


def _settle(source: Input, copy: Copy | Finding | Stopped | None, shelf: _Shelf) -> tuple[Path | None, Finding | None]:
    """Write, replace or remove a workbook's copy; its path, and what is to be said."""
    if isinstance(copy, Stopped):
        copy = NOT_MADE.at(Place(source.path))
    if not isinstance(copy, Copy):
        return None, _clear(source, shelf) or copy
    number = 1
    while not shelf.is_free(number, source, whole=copy.whole):
        number += 1
    path = shelf.place(number)
    if not shelf.holds(path) or not _is_written(path, copy.data):
        return None, REFUSED.at(Place(source.path), copy=path.name)
    if number > 1:
        return path, KEPT.at(Place(source.path), old=shelf.place().name, new=path.name)
    return path, None


def _is_written(path: Path, data: bytes) -> bool:
    """Write a copy; False when it is open in Excel."""
    with writing(path):
        try:
            files.write_whole(path, data)
        except PermissionError:
            return False
    return True


def _clear(source: Input, shelf: _Shelf) -> Finding | None:
    """Remove the copy of an earlier run unless somebody edited it or it is an input; what is to be said of that."""
    path = shelf.place()
    if shelf.is_input(path) or not shelf.holds(path) or not marks.is_as_written(path):
        return None
    try:
        path.unlink()
    except OSError:
        return REFUSED.at(Place(source.path), copy=path.name)
    for folder in list(path.relative_to(shelf.out).parents)[:-1]:
        with suppress(OSError):  # other copies lie there
            (shelf.out / folder).rmdir()
    return None


def _names(inputs: Iterable[Input]) -> list[str]:
    """The path of each workbook's copy, without an ending; none stands twice, in capitals or not."""
    names: list[str] = []
    taken: set[str] = set()
    for source in inputs:
        path = _ENDING.sub("", source.path)
        wanted = name = "/".join(indonesian.file_name(piece) for piece in path.split("/"))
        again = 1
        while name.casefold() in taken:
            again += 1
            name = f"{wanted}-{again}"
        taken.add(name.casefold())
        names.append(name)
    return names
