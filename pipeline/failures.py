"""When the program cannot work at all: one exception, and the exit codes of the command line.

What is wrong with the input is never a failure but a finding (see `findings`).
"""

import errno
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path

FAULT_LOG = "berkas-kesalahan.log"
_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
_REASONS = {
    errno.EACCES: "izin ditolak",
    errno.EPERM: "izin ditolak",
    errno.EROFS: "hanya boleh dibaca",
    errno.ENOSPC: "ruang penyimpanan habis",
    errno.EDQUOT: "ruang penyimpanan habis",
    errno.ENOENT: "foldernya tidak ada",
    errno.ENOTDIR: "di jalurnya ada berkas, bukan folder",
    errno.EISDIR: "itu folder, bukan berkas",
    errno.EEXIST: "di jalurnya ada berkas, bukan folder",
    errno.EBUSY: "sedang dipakai program lain",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.EIO: "penyimpanannya terganggu",
}


class ExitCode(IntEnum):
    """How a run ended, for scripts. Part of the stable interface; listed in the README."""

    DONE = 0
    """Everything due was issued; for `validate`: no errors."""
    FINDINGS = 1
    """Done, but errors were found, or something was withheld or changed."""
    USAGE = 2
    """The command line was wrong."""
    FAILED = 3
    """The program could not work: a `Failure`."""
    FAULT = 4
    """A fault in berkas itself."""
    INTERRUPTED = 130
    """Stopped by the user; nothing is half-written."""


class Failure(Exception):
    """Work is impossible: a folder is missing, a template broken, the register locked.

    `text` says in plain Indonesian what is the matter, `fix` what to do about it.
    """

    def __init__(self, text: str, fix: str) -> None:
        super().__init__(text)
        self.text = text
        self.fix = fix


def reason(error: OSError) -> str:
    """Why the system refused, in Indonesian: its own words are in whatever language it speaks."""
    return _REASONS.get(error.errno or 0, "sistem menolaknya")


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turns what the disk refuses while results are written there into a `Failure`."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise Failure(
                f"Ruang penyimpanan untuk «{where}» habis.",
                "Kosongkan ruang, lalu jalankan lagi perintah yang sama; yang sudah selesai tidak hilang.",
            ) from error
        raise Failure(
            f"«{where}» tidak dapat ditulis ({reason(error)}).",
            "Tutup berkas yang sedang terbuka dan periksa izin tulisnya, lalu jalankan lagi perintah yang sama.",
        ) from error


def log_fault(fault: Exception) -> Path:
    """Write where a fault in berkas happened, without what it happened to: exception texts may hold values of cells.

    Returned is the log: in the current folder, or where temporary files go when that cannot be written.
    """
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)
    ]
    text = "\n".join([type(fault).__name__, *frames, ""])
    path = Path(FAULT_LOG)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        path = Path(tempfile.gettempdir(), FAULT_LOG)
        with suppress(OSError):
            path.write_text(text, encoding="utf-8")
    return path
