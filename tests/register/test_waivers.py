"""The log of waivers: entered once, dated by its first use, and never changed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.register import WaiverMark, opened
from pipeline.register.schema import VERSION, statements
from tests.register.papers import DAY, issued, paper

ASKED = WaiverMark("A01", "month:M-001/1", "Banjir.", "Ratna Dewi", None)
APPROVED = date(2015, 8, 3)
LATER = date(2016, 2, 3)


def test_a_waiver_given_to_the_command_keeps_the_date_of_its_first_use(path: Path) -> None:
    with opened(path) as register:
        [first] = register.enter_waivers([ASKED], DAY)
        [again] = register.enter_waivers([ASKED], LATER)
        assert (first.dated, first.at) == (DAY, DAY)
        assert again == first
        assert register.waivers() == [first]
        assert register.check() == []


def test_one_approved_on_another_day_is_another_waiver(path: Path) -> None:
    with opened(path) as register:
        found = register.enter_waivers([ASKED, replace(ASKED, dated=APPROVED)], LATER)
        assert [(entry.dated, entry.at) for entry in found] == [(LATER, LATER), (APPROVED, LATER)]


@pytest.mark.parametrize("change", ["DELETE FROM waiver", "UPDATE waiver SET reason = 'lain'"])
def test_nobody_changes_the_log(path: Path, change: str) -> None:
    with opened(path) as register:
        register.enter_waivers([ASKED], DAY)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="refused"):
        connection.execute(change)


def test_a_change_behind_the_back_is_found(path: Path) -> None:
    with opened(path) as register:
        register.enter_waivers([ASKED, replace(ASKED, about="month:M-001/2")], DAY)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'waiver_update'").fetchone()
        connection.execute("DROP TRIGGER waiver_update")
        connection.execute("UPDATE waiver SET approved_by = 'Orang lain' WHERE id = 2")
        connection.execute(guard)
    with opened(path, read_only=True) as register:
        assert register.check() == ["Catatan pengecualian terputus pada baris 2: ada yang diubah atau dihapus."]


def old_register(path: Path) -> None:
    """A register as the first version made it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements(0, 1):
            connection.execute(statement)


def test_an_older_register_is_read_as_it_is(path: Path) -> None:
    old_register(path)
    with opened(path, read_only=True) as register:
        assert register.check() == []
        assert register.waivers() == []


def test_entries_of_an_older_register_are_listed_as_they_are(path: Path) -> None:
    """Such a register knows of no paper whose table of contents awaits its page numbers, and of no PDF."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements(0, 2):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO entry (issuer, kind, subject, source, number, dated, state)"
            " VALUES ('M-001', 'final_report', 'term:M-001', 'none', '', '2015-07-08', 'reserved')"
        )
    with opened(path, read_only=True) as register:
        assert [(entry.awaits_pages, entry.pdf_sha256) for entry in register.listing()] == [(False, "")]
    with opened(path) as register:
        assert [(entry.awaits_pages, entry.pdf_sha256) for entry in register.listing()] == [(False, "")]


def test_an_older_register_is_brought_up_to_date_when_written_to(path: Path) -> None:
    old_register(path)
    with opened(path) as register:
        issued(register, paper("a"))
        register.enter_waivers([ASKED], DAY)
        assert register.check() == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
