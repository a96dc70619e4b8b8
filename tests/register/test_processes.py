"""Several runs at once, and runs that are killed at any moment."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.register import Entry, opened
from tests.register.papers import booked, numbers, paper

ROOT = Path(__file__).parents[2]
KILLS = 80


def started(path: Path, logs: list[Path], seeds: list[int], keys: int, rounds: int) -> list[subprocess.Popen[str]]:
    """Workers, one for each log, that begin at the same moment."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.register.worker", *map(str, (path, log, seed, keys, rounds))],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for log, seed in zip(logs, seeds, strict=True)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("begin\n")
        worker.stdin.flush()
    return workers


def told(log: Path) -> list[tuple[str, str]]:
    """(subject, number) of every whole line; the last one of a killed run may be cut."""
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    return [(line.split()[0], line.split()[1]) for line in lines if line.endswith("\n")]


def assert_kept(path: Path, logs: list[Path]) -> list[Entry]:
    """Every number that was ever told is the one in the register; none is there twice, none is missing.

    Returns what is reserved but not issued.
    """
    with opened(path, read_only=True) as register:
        assert register.check() == []
        now = numbers(register)
        reserved = [one for one in register.listing() if one.state == "reserved"]
    assert [pair for log in logs for pair in told(log) if now.get(pair[0]) != pair[1]] == []
    assert set(now.values()) == {f"{n:03}/SPM/2015" for n in range(1, len(now) + 1)}
    return reserved


def test_two_runs_at_once(path: Path, tmp_path: Path) -> None:
    logs = [tmp_path / "1.log", tmp_path / "2.log"]
    for worker in started(path, logs, [1, 2], keys=150, rounds=20):
        _, errors = worker.communicate(timeout=60)
        assert (worker.returncode, errors) == (0, "")
    assert [len(told(log)) for log in logs] == [100, 100]
    assert_kept(path, logs)


@pytest.mark.slow
def test_killed_at_any_moment(path: Path, tmp_path: Path) -> None:
    choice = random.Random(2015)
    logs: list[Path] = []
    cut = 0
    for _ in range(KILLS // 2):
        logs += [tmp_path / f"{len(logs) + n}.log" for n in range(2)]
        seeds = [choice.randrange(10**6) for _ in range(2)]
        for worker in started(path, logs[-2:], seeds, keys=5000, rounds=100_000):
            time.sleep(choice.uniform(0, 0.1))
            assert worker.poll() is None
            worker.kill()
            worker.communicate(timeout=30)
        if reserved := assert_kept(path, logs[-2:]):
            cut += 1
            with opened(path) as register:
                assert booked(register, *(paper(one.subject) for one in reserved)) == reserved
    assert_kept(path, logs)
    assert sum(len(told(log)) for log in logs) > KILLS
    assert cut > 0, "no run was killed between reserving and marking"
