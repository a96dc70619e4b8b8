"""Where a workbook's marked copies lie, and which of earlier runs may go: nobody's edit is lost."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline import files, indonesian
from pipeline.excel import marks
from pipeline.excel.marks import Edits
from pipeline.failures import writing
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Input

FOLDER = "diperiksa"
"""Of the marked copies, below the output folder."""

_RULE = "Aturan berkas: tidak ada suntingan yang hilang"
KEPT = Message(
    "G69",
    Severity.WARNING,
    "Salinan bertanda «{old}» sudah disunting, tetapi suntingannya belum dibaca ({cells}).",
    "Salin «{old}» ke tempat buku kerja aslinya, atau hapus bila suntingannya tidak dipakai, lalu periksa lagi.",
    _RULE,
)
APART = Message(
    "L34",
    Severity.WARNING,
    "Isi «{old}» di folder salinan bertanda lain daripada isi buku kerja ini ({cells}); tidak diketahui mana yang "
    "terakhir dibetulkan.",
    "Bandingkan sel-sel itu dan betulkan buku kerja ini bila perlu, lalu hapus «{old}». Jangan salin «{old}» menimpa "
    "buku kerja ini sebelum dibandingkan: perbaikan yang lebih baru bisa hilang.",
    _RULE,
)
REFUSED = Message(
    "G68",
    Severity.WARNING,
    "Salinan bertanda «{copy}» tidak dapat diganti.",
    "Tutup salinan itu bila sedang terbuka, lalu periksa sekali lagi.",
    "Sifat Excel dan Windows: berkas yang terbuka terkunci",
)

_ENDING = re.compile(r"\.(?:xlsx|xlsm|xls|xlsb|ods|csv)(?=$| \(\d+\)$)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<name>.+) \((?P<number>[2-9]|[1-9]\d+)\)\.xlsx", re.DOTALL)
_MOST_CELLS = 5
"""Named of those in which a copy and its workbook differ."""

Compared = Mapping[Path, Edits | None]
"""Copies that were saved since they were made, with what was edited in them; None: that cannot be told."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a workbook, marked or freed of marks."""

    data: bytes
    whole: bool
    """Whether it holds everything that its original holds."""


@dataclass(frozen=True, slots=True)
class Shelves:
    """The folder of the copies of all workbooks."""

    out: Path
    inputs: frozenset[str]
    """Paths of the workbooks without links; as texts, which take less memory."""
    names: tuple[str, ...]
    """Of the copies, below the folder and without an ending, in the order of the workbooks."""
    taken: frozenset[str]
    """The same in small letters."""
    numbers: Mapping[str, tuple[int, ...]]
    """By name in small letters the numbers, from 2 on, of the copies that lie there."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the copies of one workbook lie."""

    shelves: Shelves
    name: str
    source: Input

    def place(self, number: int = 1) -> Path:
        again = f" ({number})" if number > 1 else ""
        return self.shelves.out / FOLDER / f"{self.name}{again}.xlsx"

    def edited(self) -> tuple[Path, ...]:
        """The copies of earlier runs that are neither as they were written nor what the workbook is now."""
        return tuple(path for path in self.lying() if not self.is_spare(path))

    def lying(self) -> Iterator[Path]:
        """What lies where the workbook's copies are put; no inputs, and nothing outside the output folder."""
        for number in (1, *self.shelves.numbers.get(self.name.casefold(), ())):
            path = self.place(number)
            if self.is_own(number) and path.exists() and not self.is_input(path) and self.holds(path):
                yield path

    def holds(self, path: Path) -> bool:
        """Whether a file lies in the output folder, and no link leads out of it."""
        return files.inside(self.shelves.out.resolve(), path.relative_to(self.shelves.out).as_posix()) is not None

    def is_own(self, number: int) -> bool:
        """Whether that place is no other workbook's: of "a (2).xlsx", say, when that was given too."""
        return number == 1 or f"{self.name} ({number})".casefold() not in self.shelves.taken

    def is_input(self, path: Path) -> bool:
        return str(path.resolve()) in self.shelves.inputs

    def is_spare(self, path: Path) -> bool:
        """Whether a file that lies there is as we wrote it, or the very workbook."""
        try:
            return marks.is_as_written(path) or files.sha256_of(path) == self.source.sha256
        except OSError:  # a folder, or a file that is not for us to read
            return False


def shelves(out: Path, inputs: Iterable[Input]) -> Shelves:
    """The folder of the copies as it is before any is written."""
    given = tuple(inputs)
    names = _names(given)
    numbers: dict[str, list[int]] = {}
    for path in (out / FOLDER).rglob("* (*).xlsx"):
        if found := _NUMBERED.fullmatch(path.relative_to(out / FOLDER).as_posix()):
            numbers.setdefault(found["name"].casefold(), []).append(int(found["number"]))
    return Shelves(
        out,
        frozenset(str(source.file.resolve()) for source in given),
        names,
        frozenset(name.casefold() for name in names),
        {name: tuple(sorted(found)) for name, found in numbers.items()},
    )


def settle(shelf: Shelf, copy: Copy | None, compared: Compared) -> tuple[Path | None, list[Finding]]:
    """Write a workbook's copy, if it gets one, and remove those of earlier runs that it replaces; the path of the new
    one, and what is to be said. What is not compared stays."""
    place = Place(shelf.source.path)
    kept = [path for path in shelf.edited() if not _is_given_back(compared.get(path))]
    said = [_of_kept(place, path, compared[path]) for path in kept if path in compared]
    written: Path | None = None
    if copy:
        number = 1
        while not _may_be_put(shelf, number, copy, kept):
            number += 1
        path = shelf.place(number)
        if shelf.holds(path) and _is_written(path, copy.data):
            written = path
        else:
            said.append(REFUSED.at(place, copy=path.name))
            kept.append(path)
    for path in [path for path in shelf.lying() if path not in (*kept, written)]:
        if not _is_removed(path, shelf.shelves.out):
            said.append(REFUSED.at(place, copy=path.name))
    return written, said


def _is_given_back(edits: Edits | None) -> bool:
    """Whether everything that was edited in a copy stands in the workbook."""
    return edits is not None and not edits.unread


def _of_kept(place: Place, path: Path, edits: Edits | None) -> Finding:
    if edits is None:
        return REFUSED.at(place, copy=path.name)
    more = " …" if len(edits.unread) > _MOST_CELLS else ""
    message = APART if edits.workbook_changed else KEPT
    return message.at(place, old=path.name, cells=", ".join(edits.unread[:_MOST_CELLS]) + more)


def _may_be_put(shelf: Shelf, number: int, copy: Copy, kept: Iterable[Path]) -> bool:
    """Whether a copy may be put there: nothing lies there that would be lost by it."""
    path = shelf.place(number)
    if shelf.is_input(path):
        return copy.whole and path.resolve() == shelf.source.file.resolve()
    return shelf.is_own(number) and path not in kept


def _is_written(path: Path, data: bytes) -> bool:
    """Write a copy; False when it is open in Excel."""
    with writing(path):
        try:
            files.write_whole(path, data)
        except PermissionError:
            return False
    return True


def _is_removed(path: Path, out: Path) -> bool:
    """Remove a copy and the folders that are empty without it; False when it is open in Excel."""
    try:
        path.unlink()
    except OSError:
        return False
    for folder in list(path.relative_to(out).parents)[:-1]:
        with suppress(OSError):  # other copies lie there
            (out / folder).rmdir()
    return True


def _names(inputs: Iterable[Input]) -> tuple[str, ...]:
    """The path of each workbook's copy, without an ending; none stands twice, in capitals or not: beside "bulan-1.xlsx"
    the copy of "bulan-1.ods" is called "bulan-1 (ods)"."""
    names: list[str] = []
    taken: set[str] = set()
    for source in inputs:
        path = _ENDING.sub("", source.path)
        wanted = name = "/".join(indonesian.file_name(piece) for piece in path.split("/"))
        if name.casefold() in taken:
            wanted = name = f"{wanted} ({source.path.rpartition('.')[2].casefold()})"
        again = 1
        while name.casefold() in taken:
            again += 1
            name = f"{wanted}-{again}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)
