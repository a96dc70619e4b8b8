"""Files as facts: what is known of an evidence file, and writing a file so that it is whole or not there."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FileProblem(StrEnum):
    """Why an evidence file cannot be used."""

    NONE = ""
    MISSING = "missing"
    OUTSIDE = "outside"
    """The cell names a file outside the workbook's folder."""
    KIND = "kind"
    """Neither JPEG, PNG nor PDF."""
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What stage 1 saw of a photo or scan that a cell names; rules and documents need nothing more of it."""

    name: str
    """As written in the cell."""
    path: Path | None = None
    """Where it lies; None when it cannot be used."""
    problem: FileProblem = FileProblem.NONE
    media: str = ""
    """"image/jpeg", "image/png" or "application/pdf", told from the content."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    width: int = 0
    """Pixels as the picture is to be seen, its orientation tag applied; 0 for a PDF."""
    height: int = 0

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


def inside(folder: Path, name: str) -> Path | None:
    """The file that `name`, written in a cell, means below `folder`; None when it leads outside.

    Backslashes count as separators, as Windows users write them; links are followed before the comparison.
    """
    written = name.replace("\\", "/").strip()
    if not written or "\0" in written or ":" in written:
        return None
    try:
        target = (folder / written).resolve()
        return target if target.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError, ValueError):
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name in its folder, flush it to the disk, then give it its name.

    A crash at any moment leaves the old file or the new one, never half of one. Raises OSError (a PermissionError when
    the target is open in Word on Windows); the temporary file is gone then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".berkas-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Does nothing where folders cannot be opened (Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except (PermissionError, IsADirectoryError):
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
