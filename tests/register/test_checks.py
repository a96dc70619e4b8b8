"""What was changed behind the register's back is found."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.register import opened
from tests.register.papers import DAY, GIVEN, booked, issued, paper

Tamper = Callable[[str], list[str]]


@pytest.fixture
def tamper(path: Path) -> Tamper:
    """Runs SQL with all triggers taken away and put back, then tells what `check` finds."""
    with opened(path) as register:
        issued(register, paper("a"), paper("b"), paper("c"))
        register.void("district:3312", "spm", "a", "batal", DAY)
        booked(register, paper("given", GIVEN, "004/SPM/2015"), paper("behind"))

    def tampered(script: str) -> list[str]:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            triggers = list(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.executescript(script)
            for _, sql in triggers:
                connection.execute(sql)
        with opened(path, read_only=True) as register:
            return register.check()

    return tampered


def test_nothing_changed(tamper: Tamper) -> None:
    assert tamper("") == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("UPDATE event SET reason = 'lain' WHERE id = 7", "terputus pada baris 7"),
        ("UPDATE event SET at = '2015-01-01' WHERE id = 2", "terputus pada baris 2"),
        ("DELETE FROM event WHERE id = 4", "terputus pada baris 4"),
        ("DELETE FROM event WHERE id = 1", "terputus pada baris 1"),
        ("DELETE FROM event WHERE id = 10", "spm/behind"),
        ("DELETE FROM passed", "tidak berurutan"),
        ("DELETE FROM passed", "urut 4"),
        ("INSERT INTO passed SELECT series, 6, entry FROM passed", "urut 6"),
        ("UPDATE passed SET entry = 1", "urut 4"),
        ("UPDATE entry SET n = 4 WHERE subject = 'behind'", "tidak berurutan"),
        ("UPDATE entry SET number = '009/SPM/2015' WHERE subject = 'c'", "spm/c"),
        ("UPDATE entry SET sha256 = 'x' WHERE subject = 'b'", "spm/b"),
        ("UPDATE entry SET reason = 'lain' WHERE subject = 'a'", "spm/a"),
        ("UPDATE entry SET subject = 'd' WHERE subject = 'b'", "terputus pada baris 2"),
        ("UPDATE entry SET dated = '2015-05-05' WHERE subject = 'b'", "terputus pada baris 2"),
        ("UPDATE entry SET n = 9 WHERE subject = 'c'", "tidak berurutan"),
        ("UPDATE series SET first = 2", "tidak berurutan"),
        ("DELETE FROM event WHERE entry = 3; DELETE FROM entry WHERE id = 3", "terputus"),
    ],
)
def test_a_change_is_found(tamper: Tamper, script: str, said: str) -> None:
    assert any(said in problem for problem in tamper(script))


def test_a_missing_trigger_is_found(path: Path) -> None:
    with opened(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER entry_delete")
    with opened(path) as register:
        assert register.check() == ["Pengaman register berubah: entry_delete."]
