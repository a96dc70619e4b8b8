"""LibreOffice as an outside program: where it is, one call of it, and how it is ended.

Every call has its own profile, because two calls on one profile do not work, and its own process group, because the
launcher's child outlives it.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

SILENT_SECONDS = 120.0
"""LibreOffice hangs when no further PDF came for so long: a long report takes ten seconds, a first start sixty."""
LOOK_SECONDS = 0.1
"""How often a call is looked at."""

_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where the installers of Windows and macOS put it, which leave PATH as it is."""

_PDF_A_2 = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


def program() -> str | None:
    """Where LibreOffice is, or None."""
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    return shutil.which("soffice") or shutil.which("libreoffice") or next(usual, None)


def version() -> str:
    """What LibreOffice calls itself; empty when it is not there or does not answer."""
    soffice = program()
    if soffice is None:
        return ""
    try:
        answer = subprocess.run([soffice, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()


def call(
    soffice: str, folder: Path, sources: Sequence[Path], *, archival: bool, on_made: Callable[[int], bool]
) -> None:
    """One call that makes PDFs of the sources, in `folder`/"out"; whatever it leaves lies in `folder` too.

    What came of it is for the caller to look at: the exit code is 0 on failure and on a full disk. `on_made` hears
    every moment how many PDFs there are; the call is ended when it answers False, and when LibreOffice hangs.
    """
    out = folder / "out"
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--convert-to", _PDF_A_2 if archival else "pdf", "--outdir", str(out),
        *map(str, sources),
    ]  # fmt: skip
    environment = {**os.environ, "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
            env=environment, start_new_session=True,
        )  # fmt: skip
    except OSError:  # it is there but cannot be run
        return
    try:
        _wait(process, out, on_made)
    finally:
        _end(process)


def _wait(process: subprocess.Popen[bytes], out: Path, on_made: Callable[[int], bool]) -> None:
    made, since = 0, monotonic()
    while process.poll() is None:
        found = sum(1 for _ in out.glob("*.pdf"))
        if found > made:
            made, since = found, monotonic()
        if not on_made(made) or monotonic() - since > SILENT_SECONDS:
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_SECONDS)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and whatever it started that still runs."""
    if os.name == "nt":
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
