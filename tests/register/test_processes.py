"""Several runs at once, and runs that are killed at any moment."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.register import opened
from tests.register.papers import booked, numbers, paper

ROOT = Path(__file__).parents[2]
KILLS = 80


def start(path: Path, log: Path, seed: int, keys: int, rounds: int) -> subprocess.Popen[str]:
    """A worker that has opened the register and is about to begin."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.register.worker", *map(str, (path, log, seed, keys, rounds))],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    assert worker.stdout.readline() == "ready\n"
    return worker


def told(log: Path) -> list[tuple[str, str]]:
    """(subject, number) of every whole line; the last one of a killed run may be cut."""
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    return [(line.split()[0], line.split()[1]) for line in lines if line.endswith("\n")]


def assert_kept(path: Path, logs: list[Path]) -> None:
    """Every number that was ever told is the one in the register; none is there twice, none is missing."""
    with opened(path, read_only=True) as register:
        assert register.check() == []
        now = numbers(register)
    assert [pair for log in logs for pair in told(log) if now.get(pair[0]) != pair[1]] == []
    assert set(now.values()) == {f"{n:03}/SPM/2015" for n in range(1, len(now) + 1)}


def test_two_runs_at_once(path: Path, tmp_path: Path) -> None:
    logs = [tmp_path / "1.log", tmp_path / "2.log"]
    workers = [start(path, log, seed, keys=150, rounds=20) for seed, log in enumerate(logs)]
    for worker in workers:
        _, errors = worker.communicate(timeout=60)
        assert (worker.returncode, errors) == (0, "")
    assert [len(told(log)) for log in logs] == [100, 100]
    assert_kept(path, logs)


@pytest.mark.slow
def test_killed_at_any_moment(path: Path, tmp_path: Path) -> None:
    choice = random.Random(2015)
    logs: list[Path] = []
    for _ in range(KILLS // 2):
        logs += [tmp_path / f"{len(logs) + n}.log" for n in range(2)]
        workers = [start(path, log, choice.randrange(10**6), keys=5000, rounds=100_000) for log in logs[-2:]]
        for worker in workers:
            time.sleep(choice.uniform(0, 0.08))
            assert worker.poll() is None
            worker.kill()
            worker.communicate(timeout=30)
        assert_kept(path, logs[-2:])
    assert_kept(path, logs)
    assert sum(len(told(log)) for log in logs) > KILLS
    with opened(path) as register:
        left = [one for one in register.listing() if one.state == "reserved"]
        assert left, "no run was killed between reserving and marking"
        assert booked(register, *(paper(one.subject) for one in left)) == left
