"""The event log, each line carrying the hash of the one before, and what can be verified from it later."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pipeline.register import schema, waivers
from pipeline.register.chain import digest
from pipeline.register.storage import is_sound

Action = Literal["reserved", "numbered", "passed", "issued", "reissue", "void"]
"""`numbered`: an entry that had no number got one; `passed`: a series went past the n, kept as reason, that an entry
bears."""

_STATE_AFTER = {"reserved": "reserved", "issued": "issued", "void": "void"}
"""The state an action leaves; the other actions leave it as it was."""


class EventLog:
    """The end of the event log within one transaction: each event appended carries the hash of the one before."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        last = connection.execute("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
        self._id: int = last["id"] if last else 0
        self._hash: str = last["hash"] if last else ""

    def append(self, entry: sqlite3.Row, action: Action, at: date, *, reason: str = "", sha256: str = "") -> None:
        """What just happened to an entry; of its row as it now stands id, key, date and number are needed."""
        self._id += 1
        happened = (action, entry["number"], reason, sha256, at.isoformat(), self._hash)
        whose = (entry["issuer"], entry["kind"], entry["subject"], entry["dated"])
        self._hash = digest(self._id, entry["id"], *whose, *happened)
        self._connection.execute(
            """INSERT INTO event (id, entry, action, number, reason, sha256, at, previous, hash)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (self._id, entry["id"], *happened, self._hash),
        )


def problems(connection: sqlite3.Connection) -> list[str]:
    """Everything that breaks a promise of the register, in Indonesian."""
    if not is_sound(connection, "integrity_check"):
        return ["Register rusak; pulihkan dari cadangan terakhir."]
    return [
        *_changed_guards(connection),
        *_gaps(connection),
        *_broken_chain(connection),
        *_contradictions(connection),
        *_untold_passes(connection),
        *waivers.broken_chain(connection),
    ]


def _changed_guards(connection: sqlite3.Connection) -> Iterator[str]:
    """Tables, indexes and triggers that are not those of a new register of the same version."""
    listed = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    new = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in schema.statements(0, version):
            new.execute(statement)
        expected = dict(new.execute(listed))
    finally:
        new.close()
    found = dict(connection.execute(listed))
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"Pengaman register berubah: {name}."
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"Baris {row} pada tabel {table} menunjuk baris {parent} yang tidak ada."


def _gaps(connection: sqlite3.Connection) -> Iterator[str]:
    """Own series that do not run first, first + 1, ... without a gap and without a double."""
    for issuer, kind, year, first, low, high, count, different in connection.execute(
        """SELECT issuer, kind, year, first, min(n), max(n), count(n), count(DISTINCT n)
           FROM series LEFT JOIN (SELECT series, n FROM entry UNION ALL SELECT series, n FROM passed) AS taken
           ON taken.series = series.id GROUP BY series.id ORDER BY series.id"""
    ):
        if count == 0 or low != first or high - low + 1 != count or different != count:
            yield f"Nomor {kind} dari {issuer} tahun {year} tidak berurutan mulai dari {first}."


def _broken_chain(connection: sqlite3.Connection) -> Iterator[str]:
    """The first event that does not carry the hash of the one before, or not its own; none after it is sure."""
    before = ""
    rows = connection.execute(
        """SELECT event.id, entry, issuer, kind, subject, dated, action, event.number, event.reason, event.sha256, at,
           previous, hash FROM event LEFT JOIN entry ON entry.id = event.entry ORDER BY event.id"""
    )
    for place, (*fields, stands) in enumerate(rows, start=1):
        if fields[-1] != before or digest(*fields) != stands:
            yield f"Catatan kejadian terputus pada baris {place}: ada yang diubah atau dihapus."
            return
        before = stands


def _contradictions(connection: sqlite3.Connection) -> Iterator[str]:
    """Entries that say something else than their events."""
    told: dict[int, dict[str, str]] = {}
    for entry_id, action, number, reason, sha256 in connection.execute(
        "SELECT entry, action, number, reason, sha256 FROM event ORDER BY id"
    ):
        now = told.setdefault(entry_id, {"state": "", "sha256": "", "reason": ""})
        now["number"] = number
        now["state"] = _STATE_AFTER.get(action, now["state"])
        if action == "issued":
            now["sha256"] = sha256
        if action == "void":
            now["reason"] = reason
    for entry_id, kind, subject, *stands in connection.execute(
        "SELECT id, kind, subject, number, state, sha256, reason FROM entry ORDER BY id"
    ):
        known = dict(zip(("number", "state", "sha256", "reason"), stands, strict=True))
        if told.get(entry_id) != known:
            yield f"Isi register untuk {kind}/{subject} tidak sesuai dengan catatan kejadiannya."


def _untold_passes(connection: sqlite3.Connection) -> Iterator[str]:
    """Numbers of a series said to be borne by a letter already, of which the events tell otherwise."""
    stands = {(entry_id, n) for entry_id, n in connection.execute("SELECT entry, CAST(n AS TEXT) FROM passed")}
    events = connection.execute("SELECT entry, reason FROM event WHERE action = 'passed'")
    told = {(entry_id, n) for entry_id, n in events}
    for entry_id, n in sorted(stands ^ told):
        yield f"Nomor urut {n} yang dilewati karena baris {entry_id} tidak sesuai dengan catatan kejadiannya."
