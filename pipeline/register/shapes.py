"""What is asked of the register and what it answers; all frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

EntryKey = tuple[str, str, str]
"""(issuer, kind, subject): what a paper is, whatever file or row it came from."""

State = Literal["reserved", "issued", "void"]
"""reserved -> issued; either -> void. A reserved key whose run was killed is issued by the next run."""

Source = Literal["none", "blank", "given", "register"]
"""Where an entry's number came from; `none` is a paper that has none."""

Problem = Literal["missing", "duplicate", "changed", "source", "voided", "first", "pattern"]
"""Why input and register do not agree:

- `missing`    the number should stand in the workbook and does not
- `duplicate`  the number in the workbook already belongs to another subject of this issuer and kind in the same year
- `changed`    the workbook gives another number than the one that is booked; the booked one stays
- `source`     the number is booked, but would now come from elsewhere; the booked one stays
- `voided`     the workbook still gives a number that was voided for this key; it is booked anew
- `first`      the series already runs from another first number than the workbook says; it runs on
- `pattern`    the pattern cannot be used (see `numbers.pattern_problem`)
"""


@dataclass(frozen=True)
class NumberRule:
    """How one office numbers one kind of letter, as the assignment workbook says."""

    source: Literal["given", "register", "blank"]
    pattern: str = ""
    """Only for `register`: text with tokens, see `numbers.TOKENS`."""
    first: int = 1
    """Only for `register`: where the series of a year begins; without effect once that series runs."""
    klas: str = ""
    """Classification code for the token {klas}."""
    unit: str = ""
    """Code of the issuing unit for the token {unit}."""


@dataclass(frozen=True)
class Request:
    """A paper that is about to be issued."""

    issuer: str
    kind: str
    subject: str
    dated: date
    """The letter's date if this is its first issue; the year of its series. Never the run's clock."""
    rule: NumberRule | None = None
    """None for a paper that has no number and only stands in the ledger."""
    given: str = ""
    """The number that stands in the workbook, for rules of source `given`."""

    @property
    def entry_key(self) -> EntryKey:
        return (self.issuer, self.kind, self.subject)

    @property
    def source(self) -> Source:
        return self.rule.source if self.rule else "none"


@dataclass(frozen=True)
class Entry:
    """One line of the register."""

    issuer: str
    kind: str
    subject: str
    source: Source
    number: str
    """As printed; empty for papers without a number and for those whose number is left open."""
    dated: date
    """Date of the first issue; stays until the entry is voided."""
    state: State
    reissue: bool
    """The next run may write this issued paper anew, under the same number and date."""
    path: str
    """Of the issued file, relative to the output folder, with forward slashes; empty while reserved."""
    content_hash: str
    """Over what went in: context and cited numbers."""
    template_hash: str
    sha256: str
    """Of the issued file."""
    written: date | None
    """Day the file was last written."""
    reason: str
    """Why it was voided."""
    voided: date | None
    awaits_pages: bool = False
    """Its table of contents was issued without page numbers."""
    pdf_sha256: str = ""
    """Of the PDF that berkas made of the file as it is issued; any other that lies beside it is never overwritten."""

    @property
    def entry_key(self) -> EntryKey:
        return (self.issuer, self.kind, self.subject)

    @property
    def key(self) -> str:
        """The natural key that people see, unique per issuer: "spk/facilitator:M-001"."""
        return f"{self.kind}/{self.subject}"


@dataclass(frozen=True)
class IssuedMark:
    """A paper that now stands in the output folder under its final name."""

    issuer: str
    kind: str
    subject: str
    number: str
    """The number that is printed on it; empty if none is."""
    path: str
    content_hash: str
    template_hash: str
    sha256: str
    awaits_pages: bool = False
    """Its table of contents shows no page numbers yet."""
    cites: tuple[tuple[EntryKey, str], ...] = ()
    """The letters that it cites, with the numbers by which it does."""


@dataclass(frozen=True)
class WaiverMark:
    """A waiver that took effect in this run."""

    code: str
    about: str
    """The key of whom the accepted findings are about."""
    reason: str
    approved_by: str
    dated: date | None
    """The day of approval; None of a waiver given to the command, which is dated by its first use."""


@dataclass(frozen=True)
class WaiverEntry:
    """A line of the log of waivers."""

    code: str
    about: str
    reason: str
    approved_by: str
    dated: date
    at: date
    """The date of the run in which it first took effect."""


@dataclass(frozen=True)
class Conflict:
    """Input and register do not agree. If `entry` is None the paper cannot be issued."""

    request: Request
    problem: Problem
    entry: Entry | None = None
    """Under what the paper is issued all the same."""
    holder: Entry | None = None
    """For `duplicate` the entry that has the number, for `voided` the voided one."""


@dataclass(frozen=True)
class Reservation:
    """The answer to a batch: a live entry for every request, except those whose conflict has no entry."""

    entries: Mapping[EntryKey, Entry]
    conflicts: tuple[Conflict, ...]


def disagreement(entry: Entry, request: Request) -> Problem | None:
    """What is at odds between a booked number and what the workbook now says. The booked number always wins."""
    if request.source == "given":
        given = tidy_number(request.given)
        if given == entry.number:
            return None
        if entry.source == "given":
            return "changed" if given else "missing"
    return None if request.source == entry.source else "source"


def tidy_number(text: str) -> str:
    """A number as typed into a cell, without stray spaces."""
    return " ".join(text.split())
