"""The records of the monthly workbook: what one facilitator did in one month of the term, and the evidence.

`facilitator` and `month` stand once, on the workbook's identity card; stage 2 gives them to every row.
"""

from typing import ClassVar

from pipeline.records.base import Record
from pipeline.records.cells import (
    Activity,
    Code,
    Cooperation,
    Day,
    EvidenceKind,
    File,
    Integer,
    Lines,
    Marked,
    Moment,
    Money,
    Name,
    ObstacleKind,
    PartnerKind,
    Parts,
    Phone,
    PlanActivity,
    PresenceMark,
    Text,
)


class MonthlyRecord(Record):
    """A row of a monthly workbook."""

    facilitator: Code
    month: Integer
    """Month of the term, 1 …"""


class MonthCard(MonthlyRecord):
    """The identity card of a monthly workbook."""

    KEYS: ClassVar = ("month:{facilitator}/{month}", "facilitator:{facilitator}")

    name: Name | None = None
    """The facilitator's name as written there."""


class PlanMark(MonthlyRecord):
    """One mark of the work plan: an activity in a week of the term. Source: handbook, schedule."""

    KEYS: ClassVar = ("month:{facilitator}/{month}", "facilitator:{facilitator}")

    activity: PlanActivity
    week: Integer
    """1 … 8 over the whole term."""
    marked: Marked = True


class Session(MonthlyRecord):
    """A meeting of a facilitator with a group (pertemuan)."""

    KEYS: ClassVar = ("session:{facilitator}/{month}/{code}", "month:{facilitator}/{month}")

    code: Code
    """Its code in the workbook, "S-01"."""
    group: Code | None = None
    activity: Activity | None = None
    """"motivation", "dynamics" …"""
    held_on: Day | None = None
    starts: Moment | None = None
    ends: Moment | None = None
    zone: Text | None = None
    """The time zone that is named beside the hours, "WITA"; it has no column of its own."""
    venue: Text | None = None
    lesson: Text | None = None
    """Topic (pokok bahasan)."""
    resume: Lines | None = None
    """What was taught (resume materi)."""
    outcome: Lines | None = None


class SessionRecord(MonthlyRecord):
    """A row that belongs to a session."""

    KEYS: ClassVar = ("session:{facilitator}/{month}/{session}", "month:{facilitator}/{month}")

    session: Code | None = None

    @property
    def session_key(self) -> str:
        return f"session:{self.facilitator}/{self.month}/{self.session}"


class AttendanceSheet(SessionRecord):
    """The head of an attendance sheet (daftar hadir)."""

    session: Code
    group: Code | None = None
    held_on: Day | None = None


class Presence(SessionRecord):
    """Whether one member was at one session: from the session's sheet or from the matrix."""

    group: Code | None = None
    held_on: Day | None = None
    """In a matrix whose columns are dates: the column's date; stage 2 finds the session."""
    number: Integer
    """The member's number in the group."""
    name: Text | None = None
    presence: PresenceMark | None = None
    """"H", "I", "S" or "A"."""


class Minutes(SessionRecord):
    """The minutes of a session (notulen)."""

    session: Code
    chair: Name | None = None
    note_taker: Name | None = None
    present: Integer | None = None
    agenda: Lines | None = None
    opening: Lines | None = None
    discussion: Lines | None = None
    decisions: Lines | None = None
    closing: Lines | None = None


class FollowUp(SessionRecord):
    """One agreed action of the minutes (tindak lanjut)."""

    session: Code
    action: Lines
    in_charge: Text | None = None
    deadline: Day | None = None


class Discussion(SessionRecord):
    """What a dynamics session settled (resume diskusi). Source: handbook, Target Pekerjaan 2."""

    session: Code
    problem: Lines | None = None
    solution: Lines | None = None
    follow_up: Lines | None = None
    in_charge: Text | None = None
    deadline: Day | None = None


class Partnership(MonthlyRecord):
    """A partnership that the facilitator brought about (kemitraan). Source: handbook, Target Pekerjaan 3."""

    KEYS: ClassVar = ("partnership:{facilitator}/{code}", "facilitator:{facilitator}")

    code: Code
    group: Code | None = None
    partner: Name | None = None
    partner_kind: PartnerKind | None = None
    address: Text | None = None
    phone: Phone | None = None
    representative: Name | None = None
    representative_position: Text | None = None
    cooperation: Cooperation | None = None
    """Kinds: capital, marketing, materials …"""
    description: Lines | None = None
    value: Money | None = None
    """Rupiah; empty when the cooperation is not in money."""
    value_in_words: Text | None = None
    starts: Day | None = None
    ends: Day | None = None
    evidence: Text | None = None
    """Kind of the document: MoU, PKS, kuitansi …"""
    evidence_number: Text | None = None
    evidence_dated: Day | None = None
    statement_number: Text | None = None
    statement_dated: Day | None = None


class Evidence(MonthlyRecord):
    """A photo or scan that belongs to a session or a partnership (bukti)."""

    KEYS: ClassVar = ("month:{facilitator}/{month}", "facilitator:{facilitator}")

    kind: EvidenceKind | None = None
    """"photo", "attendance_scan" or "document"."""
    session: Code | None = None
    partnership: Code | None = None
    file: File
    caption: Text | None = None

    @property
    def key(self) -> str:
        if self.session:
            return f"session:{self.facilitator}/{self.month}/{self.session}"
        return f"partnership:{self.facilitator}/{self.partnership}" if self.partnership else super().key


class Obstacle(MonthlyRecord):
    """What stood in the way (permasalahan, kendala) and what was done about it."""

    KEYS: ClassVar = ("month:{facilitator}/{month}", "facilitator:{facilitator}")

    kind: ObstacleKind | None = None
    """"problem" (met during the work) or "obstacle" (to the result)."""
    text: Lines
    cause: Lines | None = None
    solution: Lines | None = None


class Advice(MonthlyRecord):
    """A piece of advice (saran) and to whom it goes."""

    KEYS: ClassVar = ("month:{facilitator}/{month}", "facilitator:{facilitator}")

    text: Lines
    addressees: Parts | None = None
