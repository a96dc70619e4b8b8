"""The letter-number register and the ledger of documents: one SQLite file per office that runs berkas.

- `shapes`   what is asked of the register and what it answers
- `numbers`  the text of a letter number, from its pattern
- `schema`   the tables, and the triggers that hold the promises even against a foreign SQL client
- `storage`  opening the file, transactions, and what SQLite's errors mean to the clerk
- `book`     the register itself: reserve, mark issued, void, reissue, list
- `waivers`  the log of findings that officers accepted
- `chain`    the hash that ties a line of a log to the line before
- `traces`   what issued papers were made of: a second file, from which `berkas explain` answers
- `checks`   the hash chain over the event log, and everything that can be verified later

The promises: a number is given once and never changes; a key keeps its number and date until it is voided; nothing is
deleted; an office's own series has no gap and goes round numbers that the office gave by hand; two runs at once, or a
run killed at any moment, break none of this. Stored are codes, numbers, dates, file names and hashes, and
of a waiver the officer's name and reason; no personal data of those whom the papers are about. Only the traces hold
those, as the papers themselves do.
"""

from pipeline.register.book import EXPORT_HEADINGS, Register, opened
from pipeline.register.numbers import number_text, pattern_problem
from pipeline.register.shapes import (
    Conflict,
    Entry,
    EntryKey,
    IssuedMark,
    NumberRule,
    Problem,
    Request,
    Reservation,
    State,
    WaiverEntry,
    WaiverMark,
)
from pipeline.register.traces import Part, Snapshot, TraceKey, Traces

__all__ = [
    "EXPORT_HEADINGS",
    "Conflict",
    "Entry",
    "EntryKey",
    "IssuedMark",
    "NumberRule",
    "Part",
    "Problem",
    "Register",
    "Request",
    "Reservation",
    "Snapshot",
    "State",
    "TraceKey",
    "Traces",
    "WaiverEntry",
    "WaiverMark",
    "number_text",
    "opened",
    "pattern_problem",
]
