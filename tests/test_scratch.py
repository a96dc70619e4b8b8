"""Temporary folders: none outlives its run, none is taken away from a run that goes on."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import scratch

ROOT = Path(__file__).parent.parent
RUN = """
import time
from pipeline import scratch
with scratch.folder("uji") as folder:
    (folder / "in").mkdir()
    (folder / "in" / "surat.docx").write_bytes(b"Siti")
    print(folder, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder."""
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def run() -> Iterator[subprocess.Popen[str]]:
    """Another run, which is at work in its folder."""
    process = subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    yield process
    process.kill()
    process.wait()


def folder_of(process: subprocess.Popen[str]) -> Path:
    """Where it works, since long ago."""
    assert process.stdout is not None
    return aged(Path(process.stdout.readline().strip()))


def aged(folder: Path) -> Path:
    os.utime(folder, (time.time() - 60, time.time() - 60))
    return folder


def test_a_folder_is_gone_with_what_it_holds():
    with scratch.folder("uji") as folder:
        (folder / "surat.docx").write_bytes(b"Siti")
    assert not folder.exists()


def test_the_folder_of_a_run_that_goes_on_stays(run):
    folder = folder_of(run)
    scratch.sweep()
    assert (folder / "in" / "surat.docx").read_bytes() == b"Siti"


def test_the_folder_of_a_killed_run_is_swept(run):
    folder = folder_of(run)
    run.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    run.wait()
    assert folder.is_dir()
    scratch.sweep()
    assert not folder.exists()


def test_a_folder_of_this_run_stays():
    with scratch.folder("uji") as folder:
        aged(folder)
        scratch.sweep()
        assert folder.is_dir()
    assert not folder.exists()


def test_a_folder_that_was_made_this_moment_stays(run, place):
    folder = folder_of(run)
    run.kill()
    run.wait()
    os.utime(folder)
    scratch.sweep()
    assert folder.is_dir()


def test_what_only_has_a_name_like_ours_stays(place):
    other = place / "berkas-penting"
    other.mkdir()
    (other / "surat.docx").write_bytes(b"Siti")
    aged(other)
    scratch.sweep()
    assert (other / "surat.docx").is_file()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_followed(place, run):
    folder = folder_of(run)
    run.kill()
    run.wait()
    elsewhere = folder.rename(place / "elsewhere")
    folder.symlink_to(elsewhere)
    scratch.sweep()
    assert (elsewhere / "in" / "surat.docx").is_file()


def test_what_cannot_be_removed_now_is_swept_later(run, monkeypatch):
    folder = folder_of(run)
    run.kill()
    run.wait()

    def partly(path: Path, **_: object) -> None:
        (path / ".berkas-lock").unlink()

    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", partly)
        scratch.sweep()
    assert folder.is_dir()
    aged(folder)
    scratch.sweep()
    assert not folder.exists()


def test_without_locks_nothing_is_swept_and_work_goes_on(monkeypatch):
    monkeypatch.setattr(scratch, "_take", lambda _lock: False)
    with scratch.folder("uji") as folder:
        aged(folder)
        scratch.sweep()
        assert folder.is_dir()
