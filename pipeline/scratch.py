"""Temporary folders, which hold personal data: gone when their run ends; where it was killed, when another begins.

A folder's run holds a lock on a file in it. The system lets go of the lock however the run ends, so that a folder
whose lock can be had belongs to nobody. SQLite locks alike on every system; nothing is ever written to the file.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import time

_PREFIX = "berkas-"
_LOCK = ".berkas-lock"
"""Only a folder that holds it is ours to remove."""
_NEW_SECONDS = 10.0
"""A folder that is younger may just be about to be locked."""


@contextmanager
def folder(purpose: str) -> Iterator[Path]:
    """A folder of that name in the system's temporary one, for this process alone; removed in the end."""
    name = f"{_PREFIX}{purpose}-"
    with (
        tempfile.TemporaryDirectory(prefix=name, ignore_cleanup_errors=True) as made,
        closing(sqlite3.connect(Path(made) / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)) as lock,
    ):
        _take(lock)
        yield Path(made)


def sweep() -> None:
    """Remove the folders of runs that were killed; those of runs that still go on stay."""
    with suppress(OSError):
        for found in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
            # A run that works beside this one may just have ended, or sweeps too.
            with suppress(OSError):
                if _is_left_over(found):
                    _remove(found)


def _is_left_over(lock: Path) -> bool:
    status = lock.parent.lstat()
    ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    if not ours or lock.parent.is_symlink() or time() - status.st_mtime < _NEW_SECONDS:
        return False
    with suppress(sqlite3.Error), closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as connection:
        return _take(connection)
    return False


def _take(lock: sqlite3.Connection) -> bool:
    """Whether the lock could be had; a storage that knows no locks has none, and nothing on it is ever swept."""
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        return False
    return True


def _remove(lock: Path) -> None:
    shutil.rmtree(lock.parent, ignore_errors=True)
    if lock.parent.is_dir():  # LibreOffice outlives a killed run and may still write: the next run sweeps again
        lock.touch()
