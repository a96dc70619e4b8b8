"""What a report covers: one facilitator's work in one month of the term, or in all of them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pipeline import progress
from pipeline.documents import dates, field_work
from pipeline.documents.assigned import Assigned
from pipeline.flow import Dossier
from pipeline.records import Group, Member, MonthlyRecord, Partnership, Session

M = TypeVar("M", bound=MonthlyRecord)


@dataclass(frozen=True)
class Scope:
    """The records that a report tells of."""

    dossier: Dossier
    one: Assigned
    months: tuple[int, ...]
    """Months of the term, 1 …"""
    name: str
    """How running text calls the time: "bulan ke-1", "masa penugasan"."""
    dated: date

    @property
    def groups(self) -> list[Group]:
        return self.dossier.groups_of.get(self.one.code, [])

    @property
    def members(self) -> list[tuple[Group, Member]]:
        """Group by group, in the order of their numbers."""
        return [(group, member) for group in self.groups for member in self.dossier.members_of.get(group.code, [])]

    @property
    def sessions(self) -> list[Session]:
        """In the order of time."""
        held = self.dossier.sessions_of.get(self.one.code, [])
        return [session for session in held if session.month in self.months]

    @property
    def partnerships(self) -> list[Partnership]:
        return self.all(Partnership)

    def all(self, kind: type[M]) -> list[M]:
        """The facilitator's records of a class in these months."""
        return [record for month in self.months for record in self.dossier.of_month(kind, self.one.code, month)]

    @property
    def bounds(self) -> tuple[date, date] | None:
        """First and last day."""
        first = progress.month_bounds(self.dossier, self.one.code, self.months[0])
        last = progress.month_bounds(self.dossier, self.one.code, self.months[-1])
        return (first[0], last[1]) if first and last else None

    @property
    def period(self) -> str:
        """ "4 Mei 2015 sampai dengan 3 Juni 2015"."""
        return dates.period(*self.bounds) if self.bounds else ""

    @property
    def about(self) -> frozenset[str]:
        """Keys of everything that was done in these months, of who did it and with whom.

        Partnerships count from the first month on, for a partner is new only once.
        """
        code = self.one.code
        keys = set(field_work.about(self.one))
        for month in self.months:
            keys.add(f"month:{code}/{month}")
            keys.update(self.dossier.lost_below(f"session:{code}/{month}/"))
        keys.update(session.key for session in self.sessions)
        partnerships = self.dossier.partnerships_of.get(code, [])
        keys.update(item.key for item in partnerships if item.month <= self.months[-1])
        keys.update(self.dossier.lost_below(f"partnership:{code}/"))
        return frozenset(keys) | field_work.roster_keys(self.dossier, self.groups)
