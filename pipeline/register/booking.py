"""Giving a request its entry and its number. Everything here runs inside a transaction of `book.Register`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.register.checks import EventLog
from pipeline.register.numbers import number_text, pattern_problem, texts_of_year
from pipeline.register.schema import next_n
from pipeline.register.shapes import Conflict, Entry, EntryKey, NumberRule, Request, disagreement, tidy_number

LIVE = "WHERE issuer = ? AND kind = ? AND subject = ? AND state <> 'void'"
"""The one entry of a key that counts."""

_HOLDS = """WHERE issuer = ? AND kind = ? AND substr(dated, 1, 4) = ? AND number = ?
            AND number <> '' AND (state <> 'void' OR source = 'register')"""
"""The one entry of a year that a number belongs to; a voided one of an own series counts."""


@dataclass(frozen=True)
class _Numbering:
    """The number that an entry is about to get; the other fields only for an own series."""

    number: str = ""
    n: int | None = None
    series: int | None = None
    """Id of the series."""
    first: int | None = None
    """Where the series begins."""


def entries(connection: sqlite3.Connection, condition: str, values: Sequence[str | int] = ()) -> list[Entry]:
    """The entries that a WHERE or ORDER BY clause selects."""
    return [entry_of(row) for row in connection.execute(f"SELECT * FROM entry {condition}", values)]


def entry_of(row: sqlite3.Row) -> Entry:
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
        # A register of an older version, opened to be read only, has no such columns.
        awaits_pages="awaits_pages" in row.keys() and bool(row["awaits_pages"]),  # noqa: SIM118
        pdf_sha256=row["pdf_sha256"] if "pdf_sha256" in row.keys() else "",  # noqa: SIM118
    )


def live_entry(connection: sqlite3.Connection, key: EntryKey) -> Entry | None:
    """The entry of a key that is not voided."""
    return next(iter(entries(connection, LIVE, key)), None)


def book(
    connection: sqlite3.Connection, events: EventLog, request: Request, today: date
) -> tuple[Entry | None, Conflict | None]:
    """The request's live entry, made if needed, and what is at odds; no entry if the paper cannot be issued."""
    of_key = entries(connection, "WHERE issuer = ? AND kind = ? AND subject = ?", request.entry_key)
    live = next((entry for entry in of_key if entry.state != "void"), None)
    if live and live.number:
        problem = disagreement(live, request)
        return live, Conflict(request, problem, live) if problem else None
    if live and request.source in ("none", "blank"):
        return live, None
    dated = live.dated if live else request.dated
    numbering = _numbering(connection, events, request, dated, today)
    if isinstance(numbering, Conflict):
        return None, numbering
    voided = next((entry for entry in of_key if entry.state == "void" and entry.number == numbering.number), None)
    entry = _enter(connection, events, request, numbering, live, today)
    if voided and numbering.number:
        return entry, Conflict(request, "voided", entry, voided)
    if request.rule and numbering.first not in (None, request.rule.first):
        return entry, Conflict(request, "first", entry)
    return entry, None


def _numbering(
    connection: sqlite3.Connection, events: EventLog, request: Request, dated: date, today: date
) -> _Numbering | Conflict:
    rule = request.rule
    if rule is None or rule.source == "blank":
        return _Numbering()
    if rule.source == "given":
        given = tidy_number(request.given)
        if not given:
            return Conflict(request, "missing")
        holder = _holder(connection, request, dated, given)
        return Conflict(request, "duplicate", holder=holder) if holder else _Numbering(given)
    if pattern_problem(rule.pattern):
        return Conflict(request, "pattern")
    return _next_of_series(connection, events, request, rule, dated, today)


def _next_of_series(
    connection: sqlite3.Connection, events: EventLog, request: Request, rule: NumberRule, dated: date, today: date
) -> _Numbering:
    """The next number of the office's series. An n that a letter already bears, because the office numbered that
    letter by hand, is entered as passed, and the one after it is tried.
    """
    series, first, n = _series(connection, request, rule, dated)
    while bearer := _bearer(connection, request, rule, n, text := number_text(rule, n, dated), dated):
        connection.execute("INSERT INTO passed (series, n, entry) VALUES (?, ?, ?)", (series, n, bearer))
        row = connection.execute("SELECT * FROM entry WHERE id = ?", (bearer,)).fetchone()
        events.append(row, "passed", today, reason=str(n))
        n += 1
    return _Numbering(text, n, series, first)


def _series(connection: sqlite3.Connection, request: Request, rule: NumberRule, dated: date) -> tuple[int, int, int]:
    """The series for the letter's year, begun if need be: its id, its first number, the next one."""
    key = (request.issuer, request.kind, dated.year)
    row = connection.execute(
        f"SELECT id, first, {next_n('series.id')} FROM series WHERE issuer = ? AND kind = ? AND year = ?", key
    ).fetchone()
    if row:
        return row[0], row[1], row[2]
    (series,) = connection.execute(
        "INSERT INTO series (issuer, kind, year, first) VALUES (?, ?, ?, ?) RETURNING id", (*key, rule.first)
    ).fetchone()
    return series, rule.first, rule.first


def _bearer(
    connection: sqlite3.Connection, request: Request, rule: NumberRule, n: int, text: str, dated: date
) -> int | None:
    """Id of the entry that already bears the `n`th number: it has the very `text` that the letter would get, or it was
    numbered by hand, voided or not, with a text that the `n`th number has in any month.
    """
    place = (request.issuer, request.kind, dated.isoformat()[:4])
    held = connection.execute(f"SELECT id FROM entry {_HOLDS}", (*place, text)).fetchone()
    if held:
        return int(held["id"])
    by_hand = connection.execute(
        """SELECT id, number FROM entry WHERE issuer = ? AND kind = ? AND substr(dated, 1, 4) = ?
           AND source = 'given' AND instr(number, ?) ORDER BY id""",
        (*place, n),
    )
    return next((row["id"] for row in by_hand if row["number"] in texts_of_year(rule, n, dated.year)), None)


def _holder(connection: sqlite3.Connection, request: Request, dated: date, number: str) -> Entry | None:
    """The entry that already has this number in the year of the letter."""
    found = entries(connection, _HOLDS, (request.issuer, request.kind, dated.isoformat()[:4], number))
    return next(iter(found), None)


def _enter(
    connection: sqlite3.Connection,
    events: EventLog,
    request: Request,
    numbering: _Numbering,
    live: Entry | None,
    today: date,
) -> Entry:
    """Write the new entry, or the number into the live one that had none."""
    dated = live.dated if live else request.dated
    values = (request.source, numbering.series, numbering.n, numbering.number)
    if live:
        # A paper that went out with its number left open may now be written again with it.
        row = connection.execute(
            f"""UPDATE entry SET source = ?, series = ?, n = ?, number = ?, reissue = (state = 'issued') {LIVE}
                RETURNING *""",
            (*values, *request.entry_key),
        ).fetchone()
    else:
        row = connection.execute(
            """INSERT INTO entry (source, series, n, number, issuer, kind, subject, dated, state)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'reserved') RETURNING *""",
            (*values, *request.entry_key, dated.isoformat()),
        ).fetchone()
    events.append(row, "numbered" if live else "reserved", today)
    return entry_of(row)
