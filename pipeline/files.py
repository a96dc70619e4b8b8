"""Files as facts: what is known of an evidence file, and writing a file so that it is whole or not there."""

import errno
import hashlib
import os
import platform
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from time import time
from typing import Self
from zlib import crc32

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_AS_THE_UMASK_SAYS = 0o666
"""Who may read and write a new file is for the office to say: colleagues open papers in a shared folder. The system
takes away from this what the user's umask forbids; without rights like these (Windows) the folder's hold."""
TEMPORARY_PREFIX, TEMPORARY_SUFFIX = ".berkas-", ".tmp"
"""How the name of a file begins and ends that has not got its own yet; between them stands who writes it."""
STALE_SECONDS = 3600
"""Nobody writes a temporary file for so long."""


class FileProblem(StrEnum):
    """Why an evidence file cannot be used."""

    NONE = ""
    MISSING = "missing"
    OUTSIDE = "outside"
    """The cell names a file outside the workbook's folder."""
    KIND = "kind"
    """Neither JPEG, PNG, WebP, HEIC nor PDF."""
    NO_DECODER = "no_decoder"
    """HEIC, where nothing is installed that reads it."""
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    """A PDF under a password, or one that may not be taken over into another file."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What stage 1 saw of a photo or scan that a cell names; rules and documents need nothing more of it."""

    name: str
    """As written in the cell."""
    path: Path | None = None
    """Where it lies; None when it cannot be used."""
    problem: FileProblem = FileProblem.NONE
    media: str = ""
    """"image/jpeg", "image/png", "image/webp", "image/heic" or "application/pdf", told from the content."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    width: int = 0
    """Pixels as the picture is to be seen, its orientation tag applied; 0 for a PDF."""
    height: int = 0
    likeness: str = ""
    """What pictures share that look alike, see `images.likeness`; "" of a PDF, and of a picture that shows nothing."""
    nearly: str = ""
    """Of a missing file: one that is there and that the cell may mean, as the cell would have to write it."""

    @property
    def usable(self) -> bool:
        return self.problem is FileProblem.NONE

    @property
    def is_picture(self) -> bool:
        return self.usable and self.media.startswith("image/")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_if_there(path: Path) -> str:
    """The same, "" where no file is. Raises OSError when it cannot be read."""
    try:
        return sha256_of(path)
    except FileNotFoundError:
        return ""


def inside(folder: Path, name: str) -> Path | None:
    """The file that `name`, written in a cell, means below `folder`; None when it leads outside.

    Backslashes count as separators, as Windows users write them; links are followed before the comparison, those of the
    folder by the caller (`Path.resolve`), once for all files in it.
    """
    written = name.replace("\\", "/").strip()
    if not written or "\0" in written or ":" in written:
        return None
    try:
        target = (folder / written).resolve()
        return target if target.is_relative_to(folder) else None
    except (OSError, RuntimeError, ValueError):
        return None


def nearly(folder: Path, path: Path) -> str:
    """A file below `folder` whose name is that of a missing one but for capitals and the ending, relative to it.

    It may also lie in `folder` itself or in a folder right below: photos are moved, and their folder is left out. Of
    several the one with the same ending comes first; "" when there is none, or the folders cannot be looked into.
    """
    name = path.name.casefold()
    try:
        below = sorted(other for other in folder.iterdir() if other.is_dir())
        folders = dict.fromkeys(other for other in (path.parent, folder, *below) if other.is_dir())
        for where in folders:
            there = [other for other in where.iterdir() if other.stem.casefold() == path.stem.casefold()]
            if there:
                likely = min(there, key=lambda other: (other.name.casefold() != name, other.name))
                return likely.relative_to(folder).as_posix()
    except (OSError, ValueError):
        return ""
    return ""


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write one file as `WrittenTogether` does. Raises OSError, a PermissionError when the file is open in Word."""
    with WrittenTogether() as files:
        files.write(path, data)
        if files.name_all():
            raise PermissionError(errno.EACCES, "the file cannot be replaced", str(path))


@dataclass(frozen=True, slots=True)
class _Unnamed:
    temporary: str
    path: Path


class WrittenTogether:
    """Files that get their names only when all of them are safe on the disk.

    Each is written under a temporary name in its folder; `name_all` flushes all to the disk, then gives them their
    names, then flushes their folders. A crash at any moment leaves under a name the old file or the new one, never
    half of one. Leaving the `with` block removes what has no name yet.
    """

    def __init__(self) -> None:
        self._unnamed: list[_Unnamed] = []
        self._handles: list[int] = []
        """Of the files still open; making Python's own file objects would take as long as writing does."""
        self._changed_folders: dict[Path, str] = {}
        """Each with the beginning of the temporary names in it."""
        self._token = f"{_machine()}-{os.getpid()}-{secrets.token_hex(8)}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        for file in self._unnamed:
            with suppress(OSError):
                Path(file.temporary).unlink()

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """Lay the content of a file, or its pieces, down under a temporary name; its folder is made. Raises OSError."""
        folder = path.parent
        if folder not in self._changed_folders:
            self._make(folder)
        temporary = f"{self._changed_folders[folder]}{len(self._unnamed)}{TEMPORARY_SUFFIX}"
        handle = os.open(temporary, _NEW_FILE, _AS_THE_UMASK_SAYS)
        self._handles.append(handle)
        self._unnamed.append(_Unnamed(temporary, path))
        for piece in (data,) if isinstance(data, bytes) else data:
            written = os.write(handle, piece)
            while written < len(piece):
                written += os.write(handle, piece[written:])

    def flush(self) -> None:
        """See to it that what was written is safe on the disk, still without its names. Raises OSError."""
        for handle in self._handles:
            os.fsync(handle)
        self._close()

    def name_all(self) -> frozenset[Path]:
        """Flush everything and give the files their names. Raises OSError.

        Returned are those that could not be replaced: open in Word on Windows, or a folder has their name.
        """
        self.flush()
        refused = []
        for file in self._unnamed:
            try:
                os.replace(file.temporary, file.path)
            except (PermissionError, IsADirectoryError):
                refused.append(file)
        self._unnamed = refused
        for folder in self._changed_folders:
            _sync_folder(folder)
        return frozenset(file.path for file in refused)

    def _close(self) -> None:
        """Each handle once: its number may soon belong to another file."""
        while self._handles:
            # What could not be written before cannot be flushed while closing either.
            with suppress(OSError):
                os.close(self._handles.pop())

    def _make(self, folder: Path) -> None:
        """Make a folder; it and those in which new folders appear are to be flushed."""
        for changed in (folder, *folder.parents):
            self._changed_folders[changed] = str(changed / f"{TEMPORARY_PREFIX}{self._token}-")
            if changed.exists():
                break
        folder.mkdir(parents=True, exist_ok=True)


def sweep(folder: Path) -> None:
    """Remove the temporary files below a folder of runs that were killed; those of runs that still go on stay."""
    for left in folder.rglob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        # A run that works beside this one may just have given it its name.
        with suppress(OSError):
            if _has_ended(left.name) or time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()


def _has_ended(name: str) -> bool:
    """Whether a temporary file's run is known to have ended: of other machines, and on Windows, that cannot be told."""
    machine, _, rest = name.removeprefix(TEMPORARY_PREFIX).partition("-")
    process = rest.partition("-")[0]
    if machine != _machine() or not process.isdecimal() or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)  # no signal: asks whether it is there
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # another's, so it is there; or no number of a process
        pass
    return False


@cache
def _machine() -> str:
    """What tells this machine from others that share a folder with it."""
    return f"{crc32(platform.node().encode()):08x}"


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Does nothing where folders cannot be opened (Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except (PermissionError, IsADirectoryError):
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
