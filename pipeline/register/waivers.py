"""The log of waivers: which findings an officer accepted, why, and when that first took effect. Nothing is removed.

Everything here runs inside a transaction of `book.Register`.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date

from pipeline.register.chain import digest
from pipeline.register.shapes import WaiverEntry, WaiverMark

_FIRST_VERSION = 2
"""A register of version 1 has no such log."""


def enter(connection: sqlite3.Connection, mark: WaiverMark, today: date) -> WaiverEntry:
    """The entry of a waiver, made on its first use. `today` is the run's date."""
    same = (mark.code, mark.about, mark.reason, mark.approved_by)
    dated = mark.dated.isoformat() if mark.dated else None
    known = connection.execute(
        """SELECT * FROM waiver WHERE code = ? AND about = ? AND reason = ? AND approved_by = ?
           AND (? IS NULL OR dated = ?) ORDER BY id LIMIT 1""",
        (*same, dated, dated),
    ).fetchone()
    if known:
        return _entry(known)
    last = connection.execute("SELECT id, hash FROM waiver ORDER BY id DESC LIMIT 1").fetchone()
    number, before = (last["id"], last["hash"]) if last else (0, "")
    fields = (number + 1, *same, dated or today.isoformat(), today.isoformat(), before)
    row = connection.execute(
        """INSERT INTO waiver (id, code, about, reason, approved_by, dated, at, previous, hash)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *""",
        (*fields, digest(*fields)),
    ).fetchone()
    return _entry(row)


def listing(connection: sqlite3.Connection) -> list[WaiverEntry]:
    """Every waiver that ever took effect, in the order of first use."""
    if _has_log(connection):
        return [_entry(row) for row in connection.execute("SELECT * FROM waiver ORDER BY id")]
    return []


def broken_chain(connection: sqlite3.Connection) -> Iterator[str]:
    """The first waiver that does not carry the hash of the one before, or not its own; none after it is sure."""
    before = ""
    rows = connection.execute("SELECT * FROM waiver ORDER BY id") if _has_log(connection) else ()
    for place, (*fields, found) in enumerate(rows, start=1):
        if fields[-1] != before or digest(*fields) != found:
            yield f"Catatan pengecualian terputus pada baris {place}: ada yang diubah atau dihapus."
            return
        before = found


def _has_log(connection: sqlite3.Connection) -> bool:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version) >= _FIRST_VERSION


def _entry(row: sqlite3.Row) -> WaiverEntry:
    return WaiverEntry(
        code=row["code"],
        about=row["about"],
        reason=row["reason"],
        approved_by=row["approved_by"],
        dated=date.fromisoformat(row["dated"]),
        at=date.fromisoformat(row["at"]),
    )
