"""The only door to LibreOffice: .docx in, .pdf out.

Its exit code means nothing (0 on failure and on a full disk), so each PDF is judged by itself. Every call has its own
profile, because two calls on one profile do not work, and its own process group, because the launcher's child outlives
it.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from pipeline.files import write_whole

BATCH = 100
"""Papers per call of LibreOffice; starting it costs more than a page."""
SECONDS_PER_PAPER = 20
SECONDS_TO_START = 90


def program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


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


def convert(papers: Sequence[Path]) -> Mapping[Path, Path | None]:
    """A PDF beside each paper, under the same name. None where none could be made; the .docx is there all the same."""
    made: dict[Path, Path | None] = dict.fromkeys(papers)
    soffice = program()
    if soffice is None:
        return made
    for batch in _batches(papers):
        made |= _convert_batch(soffice, batch)
    return made


def _convert_batch(soffice: str, papers: Sequence[Path]) -> dict[Path, Path | None]:
    """Papers of different folders may have one name, so each is converted under a number of its own."""
    made: dict[Path, Path | None] = {}
    with tempfile.TemporaryDirectory(prefix="berkas-pdf-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        sources = {paper: folder / "in" / f"{number}.docx" for number, paper in enumerate(papers)}
        (folder / "in").mkdir()
        for paper, source in sources.items():
            shutil.copyfile(paper, source)
        _call(soffice, folder, list(sources.values()))
        for paper, source in sources.items():
            result = folder / "out" / f"{source.stem}.pdf"
            made[paper] = _take(result, paper.with_suffix(".pdf"))
    return made


def _take(result: Path, target: Path) -> Path | None:
    try:
        data = result.read_bytes()
    except OSError:
        return None
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-1024:]:
        return None
    try:
        write_whole(target, data)
    except PermissionError:
        return None
    return target


def _call(soffice: str, folder: Path, sources: Sequence[Path]) -> None:
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nologo", "--convert-to", "pdf", "--outdir", str(folder / "out"),
        *map(str, sources),
    ]  # fmt: skip
    environment = {**os.environ, "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(SECONDS_TO_START + SECONDS_PER_PAPER * len(sources))
    except BaseException as error:
        _kill(process)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _batches(papers: Sequence[Path]) -> Iterator[list[Path]]:
    waiting = iter(papers)
    while batch := list(islice(waiting, BATCH)):
        yield batch
