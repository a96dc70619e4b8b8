"""The file of traces: everything once, nothing half, nobody else's to read."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from pipeline.failures import Failure
from pipeline.register import Part, Snapshot, TraceKey, Traces

SPM: TraceKey = ("D-01", "spm", "facilitator:M-001", "a" * 64)
SHARED = Part(b"offices")


@pytest.fixture
def traces(tmp_path: Path) -> Traces:
    return Traces(tmp_path / "register.sqlite.jejak")


def version(content_hash: str) -> TraceKey:
    return ("D-01", "spm", "facilitator:M-001", content_hash * 64)


def keep(traces: Traces, papers: dict[TraceKey, Snapshot]) -> None:
    traces.keep((snapshot, [key]) for key, snapshot in papers.items())


def snapshot(*own: bytes, about: bytes = b"{}") -> Snapshot:
    return Snapshot(about, (SHARED, *map(Part, own)))


def count(traces: Traces, table: str) -> int:
    connection = sqlite3.connect(traces.path)
    (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    connection.close()
    return int(found)


def test_what_is_kept_comes_back(traces):
    keep(traces, {SPM: snapshot(b"roster", b"month 1", about=b"day")})
    assert traces.snapshot(SPM) == snapshot(b"roster", b"month 1", about=b"day")
    assert traces.snapshot(version("b")) is None


def test_parts_come_back_in_their_order(traces):
    keep(traces, {SPM: snapshot(b"2", b"1", b"3", b"1")})
    found = traces.snapshot(SPM)
    assert found
    assert [part.data for part in found.parts] == [b"offices", b"2", b"1", b"3", b"1"]


def test_everything_is_kept_once(traces):
    papers = {(*SPM[:2], f"facilitator:M-{number:03}", "a" * 64): snapshot(b"roster") for number in range(50)}
    keep(traces, papers)
    keep(traces, {version("b"): snapshot(b"roster", b"month 1")})
    assert (count(traces, "paper"), count(traces, "snapshot"), count(traces, "part")) == (51, 2, 3)


def test_keeping_again_changes_nothing(traces):
    keep(traces, {SPM: snapshot(b"roster")})
    before = traces.path.read_bytes()
    keep(traces, {SPM: snapshot(b"roster")})
    assert traces.path.read_bytes() == before


def test_versions_are_those_of_the_same_paper(traces):
    other = ("D-01", "spk", "facilitator:M-001", "c" * 64)
    keep(traces, {version("a"): snapshot(b"1"), version("b"): snapshot(b"2"), other: snapshot(b"1")})
    assert traces.versions([version("z")]) == {version("a"), version("b")}


def test_what_is_forgotten_takes_only_its_own_parts(traces):
    keep(traces, {version("a"): snapshot(b"1", b"both"), version("b"): snapshot(b"2", b"both")})
    traces.forget([version("a")])
    assert traces.snapshot(version("a")) is None
    assert traces.snapshot(version("b")) == snapshot(b"2", b"both")
    assert (count(traces, "snapshot"), count(traces, "part")) == (1, 3)


def test_forgotten_records_are_gone_from_the_file(traces):
    keep(traces, {version("a"): snapshot(b"a secret of many bytes"), version("b"): snapshot(b"2")})
    traces.forget([version("a")])
    assert b"a secret" not in traces.path.read_bytes()


def test_looking_makes_no_file(traces):
    assert traces.versions([SPM]) == set()
    assert traces.snapshot(SPM) is None
    assert not traces.path.exists()


def test_an_empty_file_is_one_that_nothing_was_kept_in(traces):
    traces.path.touch()
    assert traces.versions([SPM]) == set()
    assert traces.snapshot(SPM) is None
    keep(traces, {SPM: snapshot(b"roster")})
    assert traces.snapshot(SPM) == snapshot(b"roster")


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_the_file_is_for_its_owner_alone(traces):
    keep(traces, {SPM: snapshot(b"roster")})
    assert traces.path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_half_written(traces, monkeypatch):
    keep(traces, {SPM: snapshot(b"roster")})

    class Broken(Part):
        @property
        def sha256(self) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(traces, {version("b"): snapshot(b"2"), version("c"): Snapshot(b"", (Broken(b""),))})
    assert traces.versions([SPM]) == {SPM}
    assert (count(traces, "snapshot"), count(traces, "part")) == (1, 2)


def test_two_runs_at_once_lose_nothing(traces):
    def run(name: str) -> None:
        for number in range(20):
            keep(traces, {("D-01", "spm", f"{name}/{number}", "a" * 64): snapshot(f"{name}/{number}".encode())})

    runs = [threading.Thread(target=run, args=(name,)) for name in ("one", "two", "three")]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert (count(traces, "paper"), count(traces, "part")) == (60, 61)


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"x" * 2000])
def test_a_damaged_file_is_a_failure(traces, content):
    traces.path.write_bytes(content)
    for use in (lambda: traces.snapshot(SPM), lambda: keep(traces, {SPM: snapshot(b"1")})):
        with pytest.raises(Failure):
            use()
    assert traces.path.read_bytes() == content


def test_a_foreign_database_is_left_alone(traces):
    connection = sqlite3.connect(traces.path)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = traces.path.read_bytes()
    with pytest.raises(Failure):
        keep(traces, {SPM: snapshot(b"1")})
    assert traces.path.read_bytes() == before


def test_a_changed_part_is_not_believed(traces):
    keep(traces, {SPM: snapshot(b"roster")})
    connection = sqlite3.connect(traces.path)
    connection.execute("UPDATE part SET data = ? WHERE data = ?", (b"forged", b"roster"))
    connection.commit()
    connection.close()
    with pytest.raises(Failure):
        traces.snapshot(SPM)
