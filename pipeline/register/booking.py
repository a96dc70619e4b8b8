"""Giving a request its entry and its number. Everything here runs inside a transaction of `book.Register`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.register.checks import log
from pipeline.register.numbers import number_text, pattern_problem
from pipeline.register.shapes import Conflict, Entry, EntryKey, Request, disagreement, tidy_number

LIVE = "WHERE issuer = ? AND kind = ? AND subject = ? AND state <> 'void'"
"""The one entry of a key that counts."""


@dataclass(frozen=True)
class _Numbering:
    """The number that an entry is about to get; the other fields only for an own series."""

    number: str = ""
    n: int | None = None
    series: int | None = None
    """Id of the running series; None if this number begins it."""
    first: int | None = None
    """Where the series begins."""


def entries(connection: sqlite3.Connection, condition: str, values: Sequence[str | int] = ()) -> list[Entry]:
    """The entries that a WHERE or ORDER BY clause selects."""
    return [_entry(row) for row in connection.execute(f"SELECT * FROM entry {condition}", values)]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        issuer=row["issuer"],
        kind=row["kind"],
        subject=row["subject"],
        source=row["source"],
        number=row["number"],
        dated=date.fromisoformat(row["dated"]),
        state=row["state"],
        reissue=bool(row["reissue"]),
        path=row["path"],
        content_hash=row["content_hash"],
        template_hash=row["template_hash"],
        sha256=row["sha256"],
        written=date.fromisoformat(row["written"]) if row["written"] else None,
        reason=row["reason"],
        voided=date.fromisoformat(row["voided"]) if row["voided"] else None,
    )


def live_entry(connection: sqlite3.Connection, key: EntryKey) -> Entry | None:
    """The entry of a key that is not voided."""
    return next(iter(entries(connection, LIVE, key)), None)


def book(connection: sqlite3.Connection, request: Request, today: date) -> tuple[Entry | None, Conflict | None]:
    """The request's live entry, made if needed, and what is at odds; no entry if the paper cannot be issued."""
    live = live_entry(connection, request.entry_key)
    if live and live.number:
        problem = disagreement(live, request)
        return live, Conflict(request, problem, live) if problem else None
    if live and request.source in ("none", "blank"):
        return live, None
    dated = live.dated if live else request.dated
    numbering = _numbering(connection, request, dated)
    if isinstance(numbering, Conflict):
        return None, numbering
    if holder := _holder(connection, request, dated, numbering.number):
        return None, Conflict(request, "duplicate", holder=holder)
    voided = _voided(connection, request, numbering.number)
    _enter(connection, request, numbering, live, today)
    entry = live_entry(connection, request.entry_key)
    if voided:
        return entry, Conflict(request, "voided", entry, voided)
    if request.rule and numbering.first not in (None, request.rule.first):
        return entry, Conflict(request, "first", entry)
    return entry, None


def _numbering(connection: sqlite3.Connection, request: Request, dated: date) -> _Numbering | Conflict:
    rule = request.rule
    if rule is None or rule.source == "blank":
        return _Numbering()
    if rule.source == "given":
        given = tidy_number(request.given)
        return _Numbering(given) if given else Conflict(request, "missing")
    if pattern_problem(rule.pattern):
        return Conflict(request, "pattern")
    series, first, n = _series(connection, request, dated) or (None, rule.first, rule.first)
    return _Numbering(number_text(rule, n, dated), n, series, first)


def _series(connection: sqlite3.Connection, request: Request, dated: date) -> tuple[int, int, int] | None:
    """The running series for the letter's year: its id, its first number, the next one. None if it has not begun."""
    row = connection.execute(
        """SELECT id, first, (SELECT max(n) + 1 FROM entry WHERE series = series.id) FROM series
           WHERE issuer = ? AND kind = ? AND year = ?""",
        (request.issuer, request.kind, dated.year),
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None


def _holder(connection: sqlite3.Connection, request: Request, dated: date, number: str) -> Entry | None:
    """The entry that already has this number in the year of the letter (a voided one of an own series counts)."""
    found = entries(
        connection,
        """WHERE issuer = ? AND kind = ? AND substr(dated, 1, 4) = ? AND number = ?
           AND number <> '' AND (state <> 'void' OR source = 'register')""",
        (request.issuer, request.kind, dated.isoformat()[:4], number),
    )
    return next(iter(found), None)


def _voided(connection: sqlite3.Connection, request: Request, number: str) -> Entry | None:
    """The voided entry under which this key already had this very number."""
    found = entries(
        connection,
        "WHERE issuer = ? AND kind = ? AND subject = ? AND number = ? AND number <> '' AND state = 'void'",
        (*request.entry_key, number),
    )
    return next(iter(found), None)


def _enter(
    connection: sqlite3.Connection, request: Request, numbering: _Numbering, live: Entry | None, today: date
) -> None:
    """Write the new entry, or the number into the live one that had none."""
    dated = live.dated if live else request.dated
    series = numbering.series
    if numbering.n is not None and series is None:
        (series,) = connection.execute(
            "INSERT INTO series (issuer, kind, year, first) VALUES (?, ?, ?, ?) RETURNING id",
            (request.issuer, request.kind, dated.year, numbering.first),
        ).fetchone()
    values = (request.source, series, numbering.n, numbering.number)
    if live:
        # A paper that went out with its number left open may now be written again with it.
        (entry_id,) = connection.execute(
            f"""UPDATE entry SET source = ?, series = ?, n = ?, number = ?, reissue = (state = 'issued') {LIVE}
                RETURNING id""",
            (*values, *request.entry_key),
        ).fetchone()
    else:
        (entry_id,) = connection.execute(
            """INSERT INTO entry (source, series, n, number, issuer, kind, subject, dated, state)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'reserved') RETURNING id""",
            (*values, *request.entry_key, dated.isoformat()),
        ).fetchone()
    log(connection, entry_id, "numbered" if live else "reserved", today)
