"""Stage 2's shape: everything that a run knows, with the look-ups that rules and documents need."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from itertools import islice, takewhile
from typing import TypeVar

from pipeline.findings import Place
from pipeline.flow.lost import LostRow, LostRows
from pipeline.flow.misspelt import MisspeltGroups
from pipeline.flow.reading import Line
from pipeline.knowledge import Programme
from pipeline.records import (
    NAMING,
    Assignment,
    AttendanceSheet,
    Delivery,
    Discussion,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    MonthCard,
    MonthlyRecord,
    Office,
    Partnership,
    Presence,
    Record,
    Session,
    Signer,
)

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=MonthlyRecord)
K = TypeVar("K")


@dataclass(frozen=True)
class Dossier:
    """Everything a run knows: the programme, the day, and the records. Stages 3 and 4 need nothing else."""

    programme: Programme
    today: date
    """The run's date. It decides what is due and what lies in the future, and nothing else."""
    records: tuple[Record, ...] = ()
    lost: frozenset[str] = frozenset()
    """Keys of rows that could not be recorded, and of those who wait for a row without a key: papers that would print
    them ask here."""
    contested: frozenset[str] = frozenset()
    """Keys of members whose number may be that of another row, too: nobody can tell which of the two bears it."""
    lost_rows: tuple[LostRow, ...] = ()
    """The same rows as far as they could be read: rules that miss something ask by `lost_of` whether it is there."""
    faulty: frozenset[tuple[Place, str]] = frozenset()
    """Cells (whole sheets, where a column is missing) and fields of which an error was said while they were read."""
    recorded: frozenset[Line] = frozenset()
    lost_lines: frozenset[Line] = frozenset()
    nameless: frozenset[Place] = frozenset()
    """Lost rows that do not even tell their own code."""
    furniture: frozenset[Line] = frozenset()
    """Rows that say nothing, among them those of a list that stand there before anybody fills them."""
    written: Mapping[Place, str] = field(default_factory=dict)
    """Of codes that nobody has: what stands in their cells, where the records have it in another spelling."""
    alone: frozenset[str] = frozenset()
    """Workbooks that were given by themselves: what lies beside them was not read."""
    dates: Mapping[str, date] = field(default_factory=dict)
    """Per paper ("spm/facilitator:M-001"): the date of its first issue, from the ledger."""

    @cached_property
    def _by_class(self) -> dict[type[Record], list[Record]]:
        found: dict[type[Record], list[Record]] = {}
        for record in self.records:
            found.setdefault(type(record), []).append(record)
        return found

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a class, in the order of the sheets."""
        return self._by_class.get(kind, [])  # type: ignore[return-value]

    def naming(self, kind: type[Record]) -> Iterator[tuple[Record, str, str]]:
        """Each record that names an office, a facilitator or a group, with the field and the code in it."""
        for naming, name in NAMING[kind]:
            for record in self.all(naming):
                code = getattr(record, name)
                if code is not None:
                    yield record, name, code

    @cached_property
    def offices(self) -> dict[str, Office]:
        return {office.code: office for office in self.all(Office)}

    @cached_property
    def facilitators(self) -> dict[str, Facilitator]:
        return {facilitator.code: facilitator for facilitator in self.all(Facilitator)}

    @cached_property
    def assignments(self) -> dict[str, Assignment]:
        """By facilitator."""
        return {assignment.facilitator: assignment for assignment in self.all(Assignment)}

    @cached_property
    def names(self) -> dict[str, str]:
        """What people call offices, facilitators, groups and members, by key."""
        named: tuple[Office | Facilitator | Group | Member, ...]
        named = (*self.all(Office), *self.all(Facilitator), *self.all(Group), *self.all(Member))
        return {record.key: record.name for record in named if record.name and record.key not in self.contested}

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {group.code: group for group in self.all(Group)}

    @cached_property
    def groups_of(self) -> dict[str, list[Group]]:
        """By facilitator."""
        return _grouped(self.all(Group), lambda group: group.facilitator or "")

    @cached_property
    def members_of(self) -> dict[str, list[Member]]:
        """By group, in the order of their numbers."""
        found = _grouped(self.all(Member), lambda member: member.group)
        return {group: sorted(members, key=lambda member: member.number) for group, members in found.items()}

    @cached_property
    def members(self) -> dict[tuple[str, int], Member]:
        """By group and number."""
        return {(member.group, member.number): member for member in self.all(Member)}

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """By key."""
        return {session.key: session for session in self.all(Session)}

    @cached_property
    def sessions_of(self) -> dict[str, list[Session]]:
        """By facilitator, in the order of time; sessions whose date could not be read come last."""
        found = _grouped(self.all(Session), lambda session: session.facilitator)
        return {code: sorted(sessions, key=_moment) for code, sessions in found.items()}

    @cached_property
    def sessions_of_group(self) -> dict[str, list[str]]:
        """The keys of the sessions by group, in the order of the sheets."""
        found: dict[str, list[str]] = {}
        for session in self.all(Session):
            found.setdefault(session.group or "", []).append(session.key)
        return found

    @cached_property
    def presences_of(self) -> dict[str, list[Presence]]:
        """By session key, in the order of the members' numbers."""
        found = _grouped(self.all(Presence), lambda presence: presence.session_key)
        return {key: sorted(presences, key=lambda presence: presence.number) for key, presences in found.items()}

    @cached_property
    def attendance_of(self) -> dict[str, AttendanceSheet]:
        return {sheet.session_key: sheet for sheet in self.all(AttendanceSheet)}

    @cached_property
    def minutes_of(self) -> dict[str, Minutes]:
        return {minutes.session_key: minutes for minutes in self.all(Minutes)}

    @cached_property
    def follow_ups_of(self) -> dict[str, list[FollowUp]]:
        return _grouped(self.all(FollowUp), lambda follow_up: follow_up.session_key)

    @cached_property
    def discussions_of(self) -> dict[str, list[Discussion]]:
        return _grouped(self.all(Discussion), lambda discussion: discussion.session_key)

    @cached_property
    def partnerships_of(self) -> dict[str, list[Partnership]]:
        """By facilitator."""
        return _grouped(self.all(Partnership), lambda partnership: partnership.facilitator)

    @cached_property
    def evidence_of(self) -> dict[str, list[Evidence]]:
        """By the key of the session or partnership that it belongs to."""
        return _grouped(self.all(Evidence), lambda evidence: evidence.key)

    @cached_property
    def months_read(self) -> dict[str, set[int]]:
        """The months of the term of which a facilitator's workbook was read."""
        found: dict[str, set[int]] = {}
        for card in self.all(MonthCard):
            found.setdefault(card.facilitator, set()).add(card.month)
        return found

    @cached_property
    def deliveries(self) -> dict[str, Delivery]:
        """By "month:M-001/1" or "term:M-001"."""
        return {delivery.report: delivery for delivery in self.all(Delivery)}

    @cached_property
    def deliveries_of(self) -> dict[str, list[Delivery]]:
        """By facilitator."""
        return _grouped(self.all(Delivery), lambda delivery: delivery.facilitator)

    def date_of(self, paper: str, given: date | None = None) -> date:
        """The date of a paper without a number: given in the workbook, else of its first issue, else today."""
        return given or self.dates.get(paper) or self.today

    def letter_date(self, letter: str, given: date | None = None) -> date:
        """The date of a numbered letter ("spm/facilitator:M-001"): once issued the ledger's, as its number is; until
        then as given in the workbook, else today."""
        return self.dates.get(letter) or given or self.today

    def signer_on(self, office: str, on: date) -> Signer | None:
        """Who signs for an office on a day: the head, or who acts as head (Plt., Plh.), before anyone who signs on the
        head's behalf; of several the one whose period began last; None when nobody's period holds the day."""
        able = [
            signer
            for signer in self._signers_of.get(office, [])
            if (signer.valid_from or date.min) <= on <= (signer.valid_to or date.max)
        ]
        return max(able, key=lambda signer: (not signer.signs_for_another, signer.valid_from or date.min), default=None)

    @cached_property
    def _signers_of(self) -> dict[str, list[Signer]]:
        return _grouped(self.all(Signer), lambda signer: signer.office)

    @property
    def has_roster(self) -> bool:
        """Whether an assignment workbook is among the inputs; without it the rules that need it are skipped."""
        return bool(self.facilitators)

    def of_month(self, kind: type[M], facilitator: str, month: int) -> list[M]:
        """A facilitator's records of a class in one month of the term."""
        return self._monthly.get((kind, facilitator, month), [])  # type: ignore[return-value]

    @cached_property
    def _monthly(self) -> dict[tuple[type[Record], str, int], list[MonthlyRecord]]:
        monthly = [record for record in self.records if isinstance(record, MonthlyRecord)]
        return _grouped(monthly, lambda record: (type(record), record.facilitator, record.month))

    def unread(self, record: Record, name: str) -> bool:
        """Whether an error of reading was said of a field: whoever misses its value would say the same fault again."""
        place = record.at(name)
        return not {(place, name), (Place(place.file, place.sheet), name)}.isdisjoint(self.faulty)

    def lost_of(self, kind: type[Record], /, **values: object) -> list[LostRow]:
        """The lost rows of a class that may have had these values; who misses such a row has nothing to say then. None
        is as open as what a row did not tell."""
        return self._lost_rows.of(kind, values)

    @cached_property
    def _lost_rows(self) -> LostRows:
        return LostRows(self.lost_rows)

    def may_lack_members(self, group: str) -> bool:
        """Whether a member of a group may be among the rows that were lost.

        One that does not tell its group is of a group whose list it fills up or continues. A row that names the group
        by a misspelt code is not lost, but of no group's members.
        """
        if group in self.misspelt.lacking:
            return True
        numbers = {member.number for member in self.members_of.get(group, [])}
        free = {*range(1, max(numbers, default=0) + 2)} - numbers
        lost = self.lost_of(Member, group=group)
        return any("group" in row.told or row.told.get("number") in {None, *free} for row in lost)

    @cached_property
    def misspelt(self) -> MisspeltGroups:
        """Groups by codes that are not quite theirs."""
        lost = (str(row.told["group"]) for row in self.lost_rows if row.kind is Member and "group" in row.told)
        return MisspeltGroups(self.all(Group), {*self.members_of, *lost})

    def lost_below(self, prefix: str) -> tuple[str, ...]:
        """Keys of lost rows that begin so ("member:K-01/"): papers that print all of these list them."""
        first = bisect_left(self._lost_in_order, prefix)
        return tuple(takewhile(lambda key: key.startswith(prefix), islice(self._lost_in_order, first, None)))

    @cached_property
    def _lost_in_order(self) -> list[str]:
        return sorted(self.lost)


def _grouped(records: list[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    found: dict[K, list[R]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def _moment(session: Session) -> tuple[date, time, str]:
    return (session.held_on or date.max, session.starts or time.max, session.code)
