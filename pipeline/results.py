"""The output folder: it can be written, it is known as one from the first moment, and nothing of killed runs stays.

What lies in such a folder is no input: marked workbooks say what their originals say. A run that is killed leaves no
outcome by which the folder is known, so a mark stands there until the outcome does.
"""

from pathlib import Path

from pipeline import files, scratch
from pipeline.failures import Failure

_MARK = ".hasil-berkas"
KNOWN_BY = frozenset((_MARK, "validation.json", "outcome.json"))
"""What of itself tells that a folder is one of results."""


def make_ready(folder: Path) -> None:
    """Make the folder, mark it, and remove what killed runs left half-written. Raises Failure when it is closed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).touch()
    except OSError as error:
        raise Failure(
            f"Folder hasil «{folder}» tidak dapat ditulisi.", "Pilih folder lain dengan -o, atau buka izin tulisnya."
        ) from error
    scratch.sweep()
    files.sweep(folder)


def finish(folder: Path) -> None:
    """The outcome lies there: the mark may go."""
    (folder / _MARK).unlink(missing_ok=True)
