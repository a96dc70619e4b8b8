"""The register itself: numbers are reserved before papers are written, and marked issued after."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

from pipeline.failures import Failure
from pipeline.register import waivers
from pipeline.register.booking import LIVE, book, entries, entry_of, live_entry
from pipeline.register.checks import EventLog, problems
from pipeline.register.shapes import (
    Conflict,
    Entry,
    EntryKey,
    IssuedMark,
    Request,
    Reservation,
    WaiverEntry,
    WaiverMark,
)
from pipeline.register.storage import connected, transaction
from pipeline.register.traces import SUFFIX, Traces

EXPORT_HEADINGS = (
    "Penerbit", "Kunci", "Nomor", "Tanggal", "Keadaan", "Terakhir ditulis", "Berkas", "SHA-256", "Tanggal batal",
    "Alasan batal",
)  # fmt: skip
"""Of the columns of `Register.export_rows`."""

_STATE_WORDS = {"reserved": "dipesan", "issued": "terbit", "void": "batal"}


@contextmanager
def opened(path: Path, *, must_exist: bool = False, read_only: bool = False) -> Iterator["Register"]:
    """The register in this file, made if it is missing; see `storage.connected` for the failures."""
    with connected(path, must_exist=must_exist, read_only=read_only) as connection:
        yield Register(connection, path)


class Register:
    """An open register. Each method is one transaction; every one may raise a Failure (in use, disk full, damaged)."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @property
    def traces(self) -> Traces:
        """Where the values of its papers came from: in the file beside it."""
        return Traces(self._path.with_name(self._path.name + SUFFIX))

    def entry(self, issuer: str, kind: str, subject: str) -> Entry | None:
        """The live (not voided) entry of a key."""
        with self._reading() as connection:
            return live_entry(connection, (issuer, kind, subject))

    def find(self, key: str) -> list[Entry]:
        """The live entries, of whatever issuer, of a key as people write it: "spk/facilitator:M-001"."""
        kind, _, subject = key.partition("/")
        with self._reading() as connection:
            return entries(
                connection, "WHERE kind = ? AND subject = ? AND state <> 'void' ORDER BY issuer", (kind, subject)
            )

    def dates(self) -> Mapping[EntryKey, date]:
        """The date of first issue of every live entry."""
        with self._reading() as connection:
            rows = connection.execute("SELECT issuer, kind, subject, dated FROM entry WHERE state <> 'void'")
            return {(issuer, kind, subject): date.fromisoformat(dated) for issuer, kind, subject, dated in rows}

    def listing(self) -> list[Entry]:
        """Every entry ever made, voided ones too, in the order of booking."""
        with self._reading() as connection:
            return entries(connection, "ORDER BY id")

    def export_rows(self) -> list[tuple[str, ...]]:
        """The listing as text, under `EXPORT_HEADINGS`."""
        return [
            (
                entry.issuer,
                entry.key,
                entry.number,
                entry.dated.isoformat(),
                _STATE_WORDS[entry.state],
                entry.written.isoformat() if entry.written else "",
                entry.path,
                entry.sha256,
                entry.voided.isoformat() if entry.voided else "",
                entry.reason,
            )
            for entry in self.listing()
        ]

    def check(self) -> list[str]:
        """What is wrong with the register, in Indonesian; empty if every promise can be verified."""
        with self._reading() as connection:
            return problems(connection)

    def reserve(self, requests: Sequence[Request], today: date) -> Reservation:
        """Book a batch, all or nothing; `today` only enters the event log.

        Numbers of the own series follow date and key; those that stand in the workbook are booked before, as only
        the series can give way.

        A key that is booked already keeps its number and date, also when the run that reserved it was killed. An
        entry whose number was left open (or that had none) gets one once the workbook or the office's rule has it.
        """
        booked: dict[EntryKey, Entry] = {}
        conflicts: list[Conflict] = []
        with self._writing() as connection:
            events = EventLog(connection)
            for request in sorted(requests, key=_order):
                entry, conflict = book(connection, events, request, today)
                if entry:
                    booked[request.entry_key] = entry
                if conflict:
                    conflicts.append(conflict)
        return Reservation(booked, tuple(conflicts))

    def mark_issued(self, marks: Sequence[IssuedMark], today: date) -> tuple[IssuedMark, ...]:
        """Enter papers that now stand in the output folder; ends a reissue.

        Returned are those that could not be entered because, while they were written, somebody voided their entry
        or gave it another number, or did so to a letter that they cite.
        """
        left: list[IssuedMark] = []
        with self._writing() as connection:
            events = EventLog(connection)
            for mark in marks:
                if not all(_stands(connection, key, number) for key, number in mark.cites):
                    left.append(mark)
                    continue
                done = connection.execute(
                    f"""UPDATE entry SET state = 'issued', reissue = 0, path = ?, content_hash = ?, template_hash = ?,
                        pdf_sha256 = iif(sha256 = ?, pdf_sha256, ''), sha256 = ?, awaits_pages = ?, written = ?
                        {LIVE} AND number = ?
                        RETURNING id, issuer, kind, subject, dated, number""",
                    (mark.path, mark.content_hash, mark.template_hash, mark.sha256, mark.sha256,
                     mark.awaits_pages, today.isoformat(), mark.issuer, mark.kind, mark.subject, mark.number),
                ).fetchall()  # fmt: skip
                for row in done:
                    events.append(row, "issued", today, sha256=mark.sha256)
                if not done:
                    left.append(mark)
        return tuple(left)

    def mark_printed(self, made: Mapping[str, str]) -> None:
        """Enter the PDFs that were made of issued papers: the SHA-256 of each, by the path of its paper."""
        with self._writing() as connection:
            issued = connection.execute("SELECT id, path FROM entry WHERE state = 'issued'").fetchall()
            connection.executemany(
                "UPDATE entry SET pdf_sha256 = ? WHERE id = ?",
                [(made[row["path"]], row["id"]) for row in issued if row["path"] in made],
            )

    def void(self, issuer: str, kind: str, subject: str, reason: str, today: date) -> Entry:
        """Cancel a number for good; the key gets a new one at the next run. Failure: nothing to void, no reason."""
        why = _reason(reason)
        with self._writing() as connection:
            _must_be_live(connection, (issuer, kind, subject))
            row = connection.execute(
                f"UPDATE entry SET state = 'void', reissue = 0, reason = ?, voided = ? {LIVE} RETURNING *",
                (why, today.isoformat(), issuer, kind, subject),
            ).fetchone()
            EventLog(connection).append(row, "void", today, reason=why)
            return entry_of(row)

    def reissue(self, issuer: str, kind: str, subject: str, reason: str, today: date) -> Entry:
        """Let the next run write an issued paper anew under its number and date. Failure: not issued, no reason."""
        why = _reason(reason)
        with self._writing() as connection:
            entry = _must_be_live(connection, (issuer, kind, subject))
            if entry.state != "issued":
                raise Failure(
                    f"{entry.key} belum terbit, jadi tidak perlu diterbitkan ulang.",
                    "Jalankan lagi perintah yang membuat surat ini.",
                )
            row = connection.execute(f"UPDATE entry SET reissue = 1 {LIVE} RETURNING *", entry.entry_key).fetchone()
            EventLog(connection).append(row, "reissue", today, reason=why)
            return entry_of(row)

    def enter_waivers(self, marks: Sequence[WaiverMark], today: date) -> list[WaiverEntry]:
        """Log the waivers that took effect in a run; one that is logged already keeps its entry."""
        with self._writing() as connection:
            return [waivers.enter(connection, mark, today) for mark in marks]

    def waivers(self) -> list[WaiverEntry]:
        """Every waiver that ever took effect, in the order of first use."""
        with self._reading() as connection:
            return waivers.listing(connection)

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self._connection, self._path, writing=False)

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self._connection, self._path, writing=True)


def _order(request: Request) -> tuple[bool, date, str, str, str]:
    return request.source != "given", request.dated, request.subject, request.kind, request.issuer


def _stands(connection: sqlite3.Connection, key: EntryKey, number: str) -> bool:
    found = connection.execute(f"SELECT 1 FROM entry {LIVE} AND number = ?", (*key, number))
    return found.fetchone() is not None


def _must_be_live(connection: sqlite3.Connection, key: EntryKey) -> Entry:
    entry = live_entry(connection, key)
    if entry is None:
        raise Failure(
            f"Tidak ada {key[1]}/{key[2]} dari {key[0]} yang berlaku di register.",
            "Lihat kunci yang ada dengan `berkas register list`.",
        )
    return entry


def _reason(text: str) -> str:
    """A reason as it is kept for ever; Failure if there is none."""
    reason = " ".join(text.split())
    if not reason:
        raise Failure("Alasan belum diisi.", 'Tambahkan --reason "alasannya".')
    return reason
