"""Reading in worker processes: what kills, hangs or swells a reader is a finding on its file, and the others go on."""

import multiprocessing.spawn
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from pebble import ProcessPool

from pipeline import guard, stage1_read
from pipeline.failures import FAULT_LOG, Failure
from pipeline.flow import Input
from pipeline.guard import limits
from pipeline.stage1_read import read
from pipeline.stage1_read.guarded import read_each
from pipeline.stage1_read.inputs import Source
from pipeline.stage1_read.workbooks import WorkbookReading
from tests.sheets import workbook

SAMPLES = Path(__file__).parents[2] / "input_samples"
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of POSIX")


@pytest.fixture(autouse=True)
def read_in_this_process() -> None:
    """These tests are about the other processes."""


def source(name: str) -> Source:
    return Source(Path(name), name, "")


def misbehaving(given: Source) -> WorkbookReading:
    """A reader that does what the name of its file says."""
    if given.name == "abort":
        os.abort()
    if given.name == "exit":
        os._exit(0)
    if given.name == "hang":
        time.sleep(600)
    if given.name == "swell":
        bytearray(2 * limits.MEMORY_LIMIT)
    if given.name == "raise":
        raise RecursionError
    if given.name == "spin":
        os.kill(os.getpid(), signal.SIGXCPU)
    sys.stderr.write("sel B2 berisi NIK")
    return WorkbookReading(Input(given.name, given.path.parent))


def codes(readings: list[WorkbookReading]) -> list[list[str]]:
    return [[finding.code for finding in reading.findings] for reading in readings]


def names(count: int) -> list[Source]:
    return [source(f"b{number}") for number in range(count)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_dies_harms_only_its_workbook(workers: int) -> None:
    given = [source("a"), source("abort"), source("b"), source("c")]
    readings = list(read_each(given, workers, misbehaving))
    assert codes(readings) == [[], ["G31"], [], []]
    assert [reading.input.path for reading in readings] == ["a", "abort", "b", "c"]
    assert not readings[1].input.readable


@ON_POSIX
def test_a_worker_that_takes_too_much_is_told_as_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TIME_LIMIT", 1.0)
    given = [source("a"), source("swell"), source("hang"), source("spin"), source("b")]
    readings = list(read_each(given, 1, misbehaving))
    assert codes(readings) == [[], ["G30"], ["G30"], ["G30"], []]
    details = [reading.findings[0].text for reading in readings[1:4]]
    assert ["memori" in text for text in details] == [True, False, False]
    assert ["waktu" in text for text in details] == [False, True, True]


def test_readings_come_in_order_and_few_are_read_ahead() -> None:
    asked = []

    def endless():
        for given in names(1000):
            asked.append(given)
            yield given

    readings: Generator[Any, None, None] = guard.each(misbehaving, endless(), 2)
    assert [next(readings).input.path for _ in range(3)] == ["b0", "b1", "b2"]
    assert len(asked) <= 3 + 2 * guard._IN_FLIGHT
    readings.close()


def test_the_workers_read_what_this_process_reads() -> None:
    assert read((SAMPLES / "with_faults",), workers=2) == read((SAMPLES / "with_faults",), workers=0)


def test_workers_are_used_again() -> None:
    pids = {reading.input.path for reading in read_each(names(20), 1, telling_its_process)}
    assert len(pids) == 1


@ON_POSIX
def test_a_worker_that_ran_out_of_memory_reads_no_more() -> None:
    first, _, last = read_each([source("a"), source("swell"), source("b")], 1, telling_its_process)
    assert first.input.path != last.input.path


def telling_its_process(given: Source) -> WorkbookReading:
    misbehaving(given)
    return WorkbookReading(Input(str(os.getpid()), Path()))


def test_reading_loads_no_library_that_it_does_not_need() -> None:
    """Every worker would have to load it."""
    code = (
        "import sys; from pathlib import Path; from pipeline.stage1_read import read;"
        f"read((Path({str(SAMPLES / 'complete' / 'penugasan.xlsx')!r}),), workers=0);"
        "print(*(name for name in sys.modules if '.' not in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SAMPLES.parent)
    heavy = {"openpyxl", "pandas", "numpy", "docx", "docxtpl", "lxml", "python_calamine", "matplotlib"}
    assert heavy.isdisjoint(done.stdout.split())


def test_a_reader_that_raises_is_told_with_its_workbook_and_can_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert codes(list(read_each([source("raise"), source("a")], 1, misbehaving))) == [["G31"], []]
    log = (tmp_path / FAULT_LOG).read_text("utf-8")
    assert log.startswith("RecursionError\n")
    assert " misbehaving\n" in log


def test_no_process_is_started_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.guard.ProcessPool", None)
    assert read((tmp_path,), workers=4).inputs == ()


def test_what_a_reader_prints_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    """Native readers print pieces of cells when they panic."""
    list(read_each([source("a")], 1, misbehaving))
    assert "NIK" not in capfd.readouterr().err


def test_where_no_process_can_be_started_there_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr("pebble.pool.process.launch_process", refuse)
    with pytest.raises(Failure):
        list(read_each(names(2), 1, misbehaving))


def test_where_every_process_dies_at_its_start_there_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "bound_process", dying)
    with pytest.raises(Failure):
        list(read_each(names(2), 1, misbehaving))


def dying() -> None:
    os._exit(3)


def test_the_front_of_the_stage_reads_in_workers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pools = []
    schedule = ProcessPool.schedule

    def counted(pool: ProcessPool, *arguments, **options):
        pools.append(pool)
        return schedule(pool, *arguments, **options)

    monkeypatch.setattr(ProcessPool, "schedule", counted)
    path = workbook(tmp_path / "a.xlsx", {"Lembar": "| a | 1 |"})
    assert [entry.path for entry in stage1_read.read((path,)).inputs] == ["a.xlsx"]
    assert len({id(pool) for pool in pools}) == 1


@ON_POSIX
def test_an_interrupt_ends_the_workers(tmp_path: Path) -> None:
    """As when somebody presses Ctrl-C: the whole group of processes gets the signal."""
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent("""
            import os, signal, sys, time
            from pathlib import Path
            from pipeline.stage1_read.guarded import read_each
            from pipeline.stage1_read.inputs import Source
            from pipeline.flow import Input
            from pipeline.stage1_read.workbooks import WorkbookReading

            def reader(source):
                if source.name == "hang":
                    time.sleep(600)
                return WorkbookReading(Input(str(os.getpid()), Path()))

            if __name__ == "__main__":
                # Who runs the tests in the background has interrupts ignored, and so would this program.
                signal.signal(signal.SIGINT, signal.default_int_handler)
                sources = [Source(Path(name), name, "") for name in ("a", "hang")]
                for reading in read_each(sources, 1, reader):
                    print(reading.input.path, flush=True)
        """)
    )
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent)}
    with subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        start_new_session=True, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        worker = int(running.stdout.readline())
        os.killpg(running.pid, signal.SIGINT)
        running.wait(timeout=20)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def killing_all(number: int) -> int:
    """At the sixth task every worker is killed at once."""
    if number == 5:
        siblings = subprocess.run(
            ["pgrep", "-P", str(os.getppid()), "-f", "spawn_main"], capture_output=True, text=True, check=True
        )
        for pid in siblings.stdout.split():
            os.kill(int(pid), signal.SIGKILL)
    time.sleep(0.05)
    return number


@pytest.mark.skipif(sys.platform == "win32", reason="workers are found by pgrep")
def test_the_run_goes_on_when_all_workers_are_killed():
    done = list(guard.each(killing_all, range(12), 2))
    stopped = [place for place, one in enumerate(done) if isinstance(one, guard.Stopped)]
    assert len(done) == 12
    assert 1 <= len(stopped) <= 4
    assert all(one == place for place, one in enumerate(done) if place not in stopped)


@ON_POSIX
def test_workers_that_die_at_their_start_end_the_run_with_a_word(monkeypatch):
    monkeypatch.setattr(guard, "START_SECONDS", 2.0)
    python = multiprocessing.spawn.get_executable()
    multiprocessing.set_executable("/bin/false")
    try:
        with pytest.raises(Failure, match="tidak dapat dijalankan"):
            list(guard.each(str, ["berkas"], 1))
    finally:
        multiprocessing.set_executable(python)
