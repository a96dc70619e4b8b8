"""Runs that are killed, runs at the same time, and disks that fail: the next run ends as if nothing had happened."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import cli, run
from pipeline.failures import ExitCode, Failure
from pipeline.files import TEMPORARY_PREFIX
from pipeline.register import Register, opened
from pipeline.stage1_read import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
STORY = ROOT / "input_samples" / "complete"
ARGUMENTS = ("reports", str(STORY), "--date", "2015-08-01", "--no-page-numbers", "-v")
KILLS = 44
LONGEST_WAIT = 1.6
"""Seconds from the beginning of stage 5 to the latest kill: about as long as it takes on a slow machine."""


@dataclass(frozen=True)
class State:
    """What a run leaves behind: every paper's bytes, and what the register says of it."""

    papers: dict[str, bytes]
    entries: dict[str, tuple[str, str, str]]
    """Number, date, state."""


def state(out: Path) -> State:
    papers = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.suffix in {".docx", ".xlsx"}
    }
    with opened(out / "register.sqlite", must_exist=True, read_only=True) as register:
        assert register.check() == []
        listing = register.listing()
    assert len({entry.entry_key for entry in listing}) == len(listing)
    return State(papers, {entry.key: (entry.number, entry.dated.isoformat(), entry.state) for entry in listing})


def started(out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *ARGUMENTS, "-o", str(out)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate(timeout=120)
    return process.returncode


def temporaries(out: Path) -> list[Path]:
    return [path for path in out.rglob("*") if path.name.startswith(TEMPORARY_PREFIX)]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> State:
    out = tmp_path_factory.mktemp("undisturbed")
    assert ended(started(out)) == ExitCode.DONE
    assert temporaries(out) == []
    return state(out)


def assert_as_undisturbed(out: Path, undisturbed: State) -> None:
    found = state(out)
    assert found.entries == undisturbed.entries
    assert found.papers.keys() == undisturbed.papers.keys()
    assert [name for name, data in found.papers.items() if data != undisturbed.papers[name]] == []
    told = json.loads((out / "outcome.json").read_text("utf-8"))
    assert {paper["path"] for paper in told["documents"]} == found.papers.keys()
    for paper in told["documents"]:
        with ZipFile(out / paper["path"]) as opened_paper:
            assert opened_paper.testzip() is None


def killed(out: Path, chance: random.Random) -> bool:
    """Start a run and kill it at some moment, mostly while it issues. Whether it was killed before it ended."""
    process = started(out)
    assert process.stderr is not None
    if chance.random() < 0.8:
        while not process.stderr.readline().startswith("4 "):
            assert process.poll() is None
    time.sleep(chance.uniform(0, LONGEST_WAIT))
    process.kill()
    code = ended(process)
    assert code in (ExitCode.DONE, -signal.SIGKILL)
    return code != ExitCode.DONE


def assert_nothing_half_done(out: Path, undisturbed: State, told: dict[str, str]) -> None:
    """What stands under its name is whole; a number that was told stays. `told` gathers the numbers."""
    if not (out / "register.sqlite").exists():
        return
    found = state(out)
    assert [name for name, data in found.papers.items() if data != undisturbed.papers[name]] == []
    numbers = {key: number for key, (number, _, _) in found.entries.items()}
    assert told.items() <= numbers.items()
    told |= numbers
    if (out / "outcome.json").exists():
        outcome = json.loads((out / "outcome.json").read_text("utf-8"))
        assert all(numbers[f"{paper['kind']}/{paper['subject']}"] == paper["number"] for paper in outcome["documents"])


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_runs_leave_nothing_half_done_and_the_next_run_ends_as_if_undisturbed(tmp_path, undisturbed):
    chance = random.Random(2015)
    kills = rounds = 0
    while kills < KILLS:
        out = tmp_path / str(rounds)
        told: dict[str, str] = {}
        for _ in range(4):
            if not killed(out, chance):
                break
            kills += 1
            assert_nothing_half_done(out, undisturbed, told)
        assert ended(started(out)) == ExitCode.DONE
        assert_as_undisturbed(out, undisturbed)
        assert temporaries(out) == []
        rounds += 1


def test_two_runs_at_once_end_as_one(tmp_path, undisturbed):
    for number in range(3):
        out = tmp_path / str(number)
        both = [started(out), started(out)]
        assert [ended(process) for process in both] == [ExitCode.DONE, ExitCode.DONE]
        assert_as_undisturbed(out, undisturbed)
        assert temporaries(out) == []


FULL = OSError(errno.ENOSPC, "No space left on device")
BROKEN = OSError(errno.EIO, "Input/output error")
IN_USE = Failure("Register sedang dipakai.", "Tunggu.")


class FailsOnce:
    """A function that fails at its k-th call and works before and after."""

    def __init__(self, function: Callable[..., object], k: int, error: Exception) -> None:
        self.function = function
        self.calls = 0
        self.k = k
        self.error = error

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        if self.calls == self.k:
            raise self.error
        return self.function(*arguments)


@contextmanager
def failing(owner: object, name: str, k: int, error: Exception) -> Iterator[FailsOnce]:
    failing_function = FailsOnce(getattr(owner, name), k, error)
    with pytest.MonkeyPatch.context() as patch:
        # A lambda, because an object would not be bound to the register as a method.
        patch.setattr(owner, name, lambda *arguments: failing_function(*arguments))
        yield failing_function


@pytest.mark.parametrize(
    ("owner", "name", "error", "said", "step"),
    [
        (os, "replace", FULL, "Ruang penyimpanan", 17),
        (os, "fsync", BROKEN, "tidak dapat ditulis", 23),
        (Register, "mark_issued", IN_USE, IN_USE.text, 1),
        (Register, "reserve", IN_USE, IN_USE.text, 1),
    ],
    ids=["replace", "fsync", "mark_issued", "reserve"],
)
def test_a_fault_at_any_step_is_a_failure_and_the_next_run_ends_as_if_undisturbed(
    tmp_path, monkeypatch, capsys, undisturbed, owner, name, error, said, step
):
    reading = read((STORY,), None)
    monkeypatch.setattr(run, "read", lambda *_: reading)
    k, reached = 1, True
    while reached:
        out = tmp_path / str(k)
        with failing(owner, name, k, error) as function:
            code = berkas(out)
        reached = function.calls >= k
        assert code == (ExitCode.FAILED if reached else ExitCode.DONE)
        assert temporaries(out) == []
        if reached:
            assert said in capsys.readouterr().err.splitlines()[-2]
            assert berkas(out) == ExitCode.DONE
        assert_as_undisturbed(out, undisturbed)
        k += step
    assert k > 2 * step


def berkas(out: Path) -> int:
    with pytest.raises(SystemExit) as ending:
        cli.main([*ARGUMENTS, "-o", str(out)])
    assert isinstance(ending.value.code, int)
    return ending.value.code
