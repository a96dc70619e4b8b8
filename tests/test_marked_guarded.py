"""Marked copies are made in guarded workers: a workbook that stops its worker gets none, and the others theirs."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import files, guard, language
from pipeline.flow import Input
from pipeline.stage6_report import marked
from pipeline.stage6_report.marked import Copies, Made, Task, made_of, write_marked
from pipeline.stage6_report.shelf import FOLDER
from tests.test_marked import HINT, fault, given, made, outcome, present


@pytest.fixture(autouse=True)
def read_in_this_process() -> None:
    """These tests are about the other processes."""


def dying(task: Task) -> Made:
    """Dies over the workbook that is called so."""
    if task.source.path == "mati.xlsx":
        os.abort()
    return made_of(task)


def swelling(task: Task) -> Made:
    """Takes all memory over the workbook that is called so."""
    if task.source.path == "mati.xlsx":
        raise MemoryError
    return made_of(task)


def copies(out: Path, inputs: list[Input], code: str, workers: int) -> dict[str, bytes]:
    found = [*map(fault, inputs), *(fault(source, HINT, "A2") for source in inputs)]
    written, said = write_marked(outcome(inputs, *found), out, language.load(code), workers)
    assert said == ()
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in made(written)}


@pytest.mark.parametrize("code", language.CODES)
def test_workers_make_the_copies_that_this_process_makes(tmp_path: Path, code: str) -> None:
    inputs = [given(tmp_path, f"{number}.xlsx") for number in range(9)]
    here, there = (copies(tmp_path / f"{workers}", inputs, code, workers) for workers in (0, 2))
    assert list(here.items()) == list(there.items())


@pytest.mark.parametrize(("function", "code"), [(dying, "L32"), (swelling, "L51")])
def test_a_workbook_that_kills_its_worker_gets_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Callable[[Task], Made], code: str
) -> None:
    inputs = [given(tmp_path, name) for name in ("a.xlsx", "mati.xlsx", "z.xlsx")]
    write_marked(outcome(inputs, *map(fault, inputs)), tmp_path / "out", workers=0)
    monkeypatch.setattr(marked, "made_of", function)
    written, said = write_marked(outcome(inputs, *map(fault, inputs)), tmp_path / "out")
    assert [(finding.code, finding.place.file) for finding in said] == [(code, "mati.xlsx")]
    assert [path.name for path in made(written)] == ["a.xlsx", "z.xlsx"] == present(tmp_path / "out")


def test_no_process_is_started_for_workbooks_that_need_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "ProcessPool", None)
    inputs = [given(tmp_path, "a.xlsx"), replace(given(tmp_path, "b.xlsx"), readable=False, marked=True)]
    assert write_marked(outcome(inputs), tmp_path / "out", workers=4) == (Copies((), ()), ())


def test_old_marks_are_taken_away_in_a_worker(tmp_path: Path) -> None:
    source = given(tmp_path, "a.xlsx")
    written, _ = write_marked(outcome([source], fault(source)), tmp_path / "out", workers=0)
    (path,) = written.marked
    again = Input("a.xlsx", path, files.sha256_of(path), "monthly/1", marked=True)
    written, said = write_marked(outcome([again]), tmp_path / "lagi")
    assert written.marked == ()
    (freed,) = written.freed
    assert (freed.relative_to(tmp_path / "lagi").as_posix(), said) == (f"{FOLDER}/a.xlsx", ())
