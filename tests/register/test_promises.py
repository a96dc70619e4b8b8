"""The file itself refuses what must never happen, whichever program tries."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.register import opened
from tests.register.papers import BLANK, DAY, GIVEN, booked, issued, paper


def content(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return [row for table in ("entry", "passed") for row in connection.execute(f"SELECT * FROM {table}")]


@pytest.fixture
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """A foreign client on a register with one issued, one voided, one reserved, two given and one open entry; the
    series has passed 4 and comes to 6 next.
    """
    with opened(path) as register:
        issued(register, paper("issued"), paper("voided"))
        register.void("district:3312", "spm", "voided", "batal", DAY)
        booked(register, paper("reserved"), paper("given", GIVEN, "9/X"), paper("open", BLANK))
        booked(register, paper("by hand", GIVEN, "004/SPM/2015"), paper("behind"), paper("next", GIVEN, "006/SPM/2015"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        before = content(connection)
        yield connection
        assert content(connection) == before
    with opened(path) as register:
        assert register.check() == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM entry WHERE subject = 'reserved'",
        "DELETE FROM series",
        "DELETE FROM event WHERE id = 1",
        "UPDATE series SET first = 2",
        "UPDATE event SET reason = 'lain'",
        "UPDATE entry SET issuer = 'x'",
        "UPDATE entry SET kind = 'x'",
        "UPDATE entry SET subject = 'x' WHERE subject = 'issued'",
        "UPDATE entry SET dated = '2015-05-05' WHERE subject = 'issued'",
        "UPDATE entry SET id = 99 WHERE subject = 'issued'",
        "UPDATE entry SET n = 9 WHERE subject = 'reserved'",
        "UPDATE entry SET number = '9' WHERE subject = 'reserved'",
        "UPDATE entry SET series = 2 WHERE subject = 'reserved'",
        "UPDATE entry SET source = 'blank', series = NULL, n = NULL, number = '' WHERE subject = 'issued'",
        "UPDATE entry SET source = 'register', series = 1, n = 9, number = '009/SPM/2015' WHERE subject = 'open'",
        "UPDATE OR REPLACE entry SET source = 'given', number = '9/X' WHERE subject = 'open'",
        "UPDATE entry SET state = 'reserved' WHERE subject = 'issued'",
        "UPDATE entry SET state = 'issued', reason = '', voided = NULL WHERE subject = 'voided'",
        "UPDATE entry SET reason = 'lain' WHERE subject = 'voided'",
        "UPDATE entry SET state = 'void', voided = '2015-05-05' WHERE subject = 'issued'",
        "UPDATE entry SET state = 'void', reason = ' ', voided = '2015-05-05' WHERE subject = 'issued'",
        "UPDATE entry SET state = 'issued' WHERE subject = 'reserved'",
        "UPDATE entry SET reissue = 1 WHERE subject = 'reserved'",
        "UPDATE entry SET written = 'kemarin' WHERE subject = 'issued'",
        "INSERT INTO series (issuer, kind, year, first) VALUES ('district:3312', 'spm', 2015, 1)",
        "INSERT OR REPLACE INTO series (issuer, kind, year, first) VALUES ('district:3312', 'spm', 2015, 7)",
        "DELETE FROM passed",
        "UPDATE passed SET n = 6",
        "UPDATE OR REPLACE passed SET entry = 1",
        "INSERT OR REPLACE INTO passed SELECT series, n, 1 FROM passed",
        "INSERT INTO passed SELECT series, 7, entry FROM passed",  # after 5 comes 6
        "INSERT INTO passed SELECT series, 6, entry FROM passed",  # 004 is not the text of 6
        "INSERT INTO passed SELECT 2, 6, id FROM entry WHERE subject = 'next'",  # no such series
        "INSERT INTO passed SELECT series, 6, 99 FROM passed",  # no such entry
        "INSERT INTO event SELECT 99, entry, action, number, reason, sha256, at, 'x', 'y' FROM event WHERE id = 1",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE subject = 'given'",
    ],
)
def test_refused(raw: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)


@pytest.mark.parametrize(
    ("subject", "source", "series", "n", "number", "dated", "state"),
    [
        ("new", "register", 1, 7, "007/SPM/2015", "2015-05-04", "reserved"),  # after 5 comes 6
        ("new", "register", 1, 2, "002/SPM/2015", "2015-05-04", "reserved"),  # voided, never again
        ("new", "register", 1, 4, "004/SPM/V/2015", "2015-05-04", "reserved"),  # passed
        ("new", "register", 1, 6, "006/SPM/2016", "2016-05-04", "reserved"),  # a letter of another year
        ("new", "register", 1, 6, "001/SPM/2015", "2015-05-04", "reserved"),  # a number that exists
        ("new", "given", None, None, "9/X", "2015-05-04", "reserved"),
        ("new", "given", None, None, "002/SPM/2015", "2015-05-04", "reserved"),
        ("new", "given", None, None, "", "2015-05-04", "reserved"),
        ("new", "given", None, None, "8/X", "2015-02-30", "reserved"),
        ("new", "given", None, None, "8/X", "2015-05-04", "issued"),
        ("issued", "given", None, None, "8/X", "2015-05-04", "reserved"),  # a key that has one
        ("", "given", None, None, "8/X", "2015-05-04", "reserved"),
    ],
)
@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE"])
def test_refused_as_new_entry(
    raw: sqlite3.Connection,
    verb: str,
    subject: str,
    source: str,
    series: int | None,
    n: int | None,
    number: str,
    dated: str,
    state: str,
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(
            f"""{verb} INTO entry (issuer, kind, subject, source, series, n, number, dated, state)
                VALUES ('district:3312', 'spm', ?, ?, ?, ?, ?, ?, ?)""",
            (subject, source, series, n, number, dated, state),
        )
