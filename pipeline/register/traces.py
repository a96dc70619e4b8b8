"""Where the values of issued papers came from: a second SQLite file beside the register, for `berkas explain`.

A snapshot is what a paper was made of: parts, packed records of one facilitator (or those that all share). Every part
and snapshot is kept once, under its SHA-256, however many papers are made of it and however often. It holds the
personal data that the papers print, which the register does not, so it is a file of its own, for its owner alone.

A trace is written before its paper gets its name: a killed run leaves traces without papers, which the next run that
issues the paper removes, and never a paper without its trace. It can always be made again: without it nothing is lost
but the answers of `berkas explain`.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.failures import Failure
from pipeline.failures import writing as writing_to
from pipeline.register.storage import BUSY_SECONDS, explained, make_private, transaction

SUFFIX = ".jejak"

_APPLICATION_ID = 0x4265724A
"""Of the file ("BerJ")."""
_VERSION = 1
_TABLES = (
    "CREATE TABLE part (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE snapshot (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, about BLOB NOT NULL) STRICT",
    """
    CREATE TABLE holds (
        snapshot INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        part TEXT NOT NULL REFERENCES part (sha256),
        PRIMARY KEY (snapshot, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE paper (
        issuer TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        snapshot INTEGER NOT NULL REFERENCES snapshot (id),
        PRIMARY KEY (issuer, kind, subject, content_hash)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX paper_by_snapshot ON paper (snapshot)",
    "CREATE INDEX holds_by_part ON holds (part)",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {_VERSION}",
)

TraceKey = tuple[str, str, str, str]
"""(issuer, kind, subject, content hash as in the ledger): one version of one paper."""


@dataclass(frozen=True)
class Part:
    """Some of the records that papers are made of, packed; what the bytes mean, `snapshots` knows."""

    data: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Snapshot:
    """What a paper was made of."""

    about: bytes
    """What is told of the whole: the run's date and the like."""
    parts: tuple[Part, ...]

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(b"".join((self.about, *(part.sha256.encode() for part in self.parts)))).hexdigest()


class Traces:
    """The file of traces. Each method opens it; every one may raise a Failure (in use, disk full, damaged)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def versions(self, papers: Iterable[TraceKey]) -> set[TraceKey]:
        """Every version that is kept of these papers, of whatever content; makes no file."""
        if not self._holds_anything():
            return set()
        with self._opened(writing=False) as connection:
            return {
                (issuer, kind, subject, content_hash)
                for issuer, kind, subject, _ in papers
                for (content_hash,) in connection.execute(
                    "SELECT content_hash FROM paper WHERE issuer = ? AND kind = ? AND subject = ?",
                    (issuer, kind, subject),
                )
            }

    def keep(self, snapshots: Iterable[tuple[Snapshot, Sequence[TraceKey]]]) -> None:
        """Write snapshots, each with the papers that are made of it, all or nothing; what is there already stays."""
        with self._opened(writing=True) as connection:
            for snapshot, papers in snapshots:
                number = _kept(connection, snapshot)
                connection.executemany(
                    "INSERT OR IGNORE INTO paper VALUES (?, ?, ?, ?, ?)", [(*key, number) for key in papers]
                )

    def forget(self, papers: Collection[TraceKey]) -> None:
        """Remove versions of papers that are no more, and what nothing else is made of."""
        with self._opened(writing=True) as connection:
            connection.executemany(
                "DELETE FROM paper WHERE issuer = ? AND kind = ? AND subject = ? AND content_hash = ?",
                sorted(papers),
            )
            connection.execute("DELETE FROM snapshot WHERE id NOT IN (SELECT snapshot FROM paper)")
            connection.execute("DELETE FROM part WHERE sha256 NOT IN (SELECT part FROM holds)")

    def snapshot(self, paper: TraceKey) -> Snapshot | None:
        """What a paper was made of; None when it was not kept."""
        if not self._holds_anything():
            return None
        with self._opened(writing=False) as connection:
            found = connection.execute(
                """SELECT snapshot.id, snapshot.sha256, about FROM paper JOIN snapshot ON snapshot.id = snapshot
                   WHERE issuer = ? AND kind = ? AND subject = ? AND content_hash = ?""",
                paper,
            ).fetchone()
            if found is None:
                return None
            number, sha256, about = found
            parts = connection.execute(
                "SELECT data FROM holds JOIN part ON sha256 = part WHERE snapshot = ? ORDER BY position", (number,)
            )
            snapshot = Snapshot(about, tuple(Part(data) for (data,) in parts))
        if snapshot.sha256 != sha256:
            raise _damaged(self.path)
        return snapshot

    def _holds_anything(self) -> bool:
        """A run that was killed at the wrong moment leaves an empty file."""
        return self.path.is_file() and self.path.stat().st_size > 0

    @contextmanager
    def _opened(self, *, writing: bool) -> Iterator[sqlite3.Connection]:
        """A transaction on the file, which is made if it is missing."""
        with writing_to(self.path), explained(self.path, _damaged):
            make_private(self.path)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            with explained(self.path, _damaged):
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
            with transaction(connection, self.path, writing=writing, when_damaged=_damaged):
                self._prepare(connection, writing=writing)
                yield connection
        finally:
            connection.close()

    def _prepare(self, connection: sqlite3.Connection, *, writing: bool) -> None:
        (things,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not things and writing:
            for statement in _TABLES:
                connection.execute(statement)
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION_ID or version > _VERSION:
            raise _damaged(self.path)


def _kept(connection: sqlite3.Connection, snapshot: Snapshot) -> int:
    """The id of a snapshot, written with all its parts unless it is there."""
    find = "SELECT id FROM snapshot WHERE sha256 = ?"
    if found := connection.execute(find, (snapshot.sha256,)).fetchone():
        return int(found[0])
    number = connection.execute(
        "INSERT INTO snapshot (sha256, about) VALUES (?, ?) RETURNING id", (snapshot.sha256, snapshot.about)
    ).fetchone()[0]
    connection.executemany(
        "INSERT OR IGNORE INTO part VALUES (?, ?)", [(part.sha256, part.data) for part in snapshot.parts]
    )
    connection.executemany(
        "INSERT INTO holds VALUES (?, ?, ?)",
        [(number, position, part.sha256) for position, part in enumerate(snapshot.parts)],
    )
    return int(number)


def _damaged(path: Path) -> Failure:
    return Failure(
        f"Berkas jejak {path} rusak, atau dibuat oleh program berkas yang lebih baru.",
        "Perbarui program berkas. Bila tetap rusak, pindahkan berkas itu ke folder lain, lalu terbitkan lagi: jejaknya "
        "dicatat ulang; nomor surat tidak berubah.",
    )
