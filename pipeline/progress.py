"""The one place that counts: what was held against what is owed. Rules, reports, certificate and recap read from here.

Source of the targets: handbook, Target Pekerjaan 1-4, kept as data of the programme.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline import indonesian
from pipeline.flow import Dossier
from pipeline.knowledge import Target
from pipeline.records import Delivery, Partnership, Session


@dataclass(frozen=True, slots=True)
class Gap:
    """A session or partnership that does not count, and which pieces of evidence it lacks."""

    key: str
    lacks: tuple[str, ...]
    """"lesson", "minutes", "attendance", "photo", "discussion", "document"."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One target of one facilitator (of a group, in a month): how much was reached."""

    target: Target
    facilitator: str
    group: str = ""
    month: int = 0
    """Month of the term; 0 for a target of the whole term."""
    held: int = 0
    """How often it was done, with or without evidence."""
    count: int = 0
    """How often it was done and proved."""
    gaps: tuple[Gap, ...] = ()
    over: bool = False
    """Whether its month (or the term) is over on the run's date."""
    uncertain: bool = False
    """Something could not be read, or names what does not exist, that may have counted."""

    @property
    def met(self) -> bool:
        return self.count >= self.target.at_least


@dataclass(frozen=True, slots=True)
class Total:
    """One target of one facilitator (of a group) over the whole term, all its months together."""

    target: Target
    group: str
    owed: int
    count: int

    @property
    def met(self) -> bool:
        return self.count >= self.owed


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at a session, in persons."""

    present: int = 0
    permitted: int = 0
    sick: int = 0
    absent: int = 0

    @property
    def recorded(self) -> int:
        return self.present + self.permitted + self.sick + self.absent


def months(dossier: Dossier) -> range:
    """The months of a term, 1 …"""
    return range(1, dossier.programme.term.months + 1)


def term(dossier: Dossier, facilitator: str) -> tuple[date, date] | None:
    """First and last day of the work in the field: the SPM's term, else the SPK's."""
    assignment = dossier.assignments.get(facilitator)
    if assignment is None:
        return None
    starts, ends = assignment.spm_starts or assignment.starts, assignment.spm_ends or assignment.ends
    return (starts, ends) if starts and ends else None


def month_bounds(dossier: Dossier, facilitator: str, month: int) -> tuple[date, date] | None:
    """First and last day of a month of the term, counted from the SPM's first day, or the calendar month it names.

    The last month ends with the term. None when the term is not known, or the programme has no such month.
    """
    bounds = term(dossier, facilitator)
    if bounds is None or month not in months(dossier):
        return None
    starts, ends = bounds
    if dossier.programme.term.month == "calendar":
        first = indonesian.add_months(starts.replace(day=1), month - 1)
        last = indonesian.add_months(first, 1) - timedelta(days=1)
        first = max(first, starts)
    else:
        first, last = indonesian.term_month(starts, month)
    return (first, ends if month == dossier.programme.term.months else min(last, ends))


def month_is_over(dossier: Dossier, facilitator: str, month: int) -> bool:
    bounds = month_bounds(dossier, facilitator, month)
    return bounds is not None and bounds[1] < dossier.today


def term_is_over(dossier: Dossier, facilitator: str) -> bool:
    bounds = term(dossier, facilitator)
    return bounds is not None and bounds[1] < dossier.today


def months_not_read(dossier: Dossier, facilitator: str) -> list[int]:
    """The months of the term of which no workbook of the facilitator was read."""
    read = dossier.months_read.get(facilitator, set())
    return [month for month in months(dossier) if month not in read]


def term_work_read(dossier: Dossier, facilitator: str) -> bool:
    """Whether the term is over and the workbooks of all its months were read: only then can the whole be told."""
    return term_is_over(dossier, facilitator) and not months_not_read(dossier, facilitator)


def attendance(dossier: Dossier, session: str) -> Attendance:
    """The presences of a session, counted; every member once."""
    marks = {presence.number: presence.presence for presence in dossier.presences_of.get(session, [])}
    values = list(marks.values())
    return Attendance(values.count("H"), values.count("I"), values.count("S"), values.count("A"))


def attendance_over(dossier: Dossier, sessions: Iterable[Session]) -> Attendance:
    """The presences of several sessions together: a member counts once for each session."""
    counts = [attendance(dossier, session.key) for session in sessions]
    return Attendance(
        sum(count.present for count in counts),
        sum(count.permitted for count in counts),
        sum(count.sick for count in counts),
        sum(count.absent for count in counts),
    )


def evidence_lacking(dossier: Dossier, session: Session) -> tuple[str, ...]:
    """Which pieces of evidence a session lacks of those that its activity asks for, in the programme's order."""
    asked = [kind for target in dossier.programme.targets_of(session.activity or "") for kind in target.evidence]
    return tuple(kind for kind in asked if not _has(dossier, session, kind))


def _has(dossier: Dossier, session: Session, kind: str) -> bool:
    key = session.key
    match kind:
        case "lesson":
            return bool(session.lesson and session.resume)
        case "minutes":
            return key in dossier.minutes_of
        case "attendance":
            return attendance(dossier, key).present > 0
        case "photo":
            return any(item.kind == "photo" and item.file.usable for item in dossier.evidence_of.get(key, []))
        case "discussion":
            return any(
                item.problem and item.solution and item.follow_up for item in dossier.discussions_of.get(key, [])
            )
        case _:
            return False


def distinct_partners(dossier: Dossier, facilitator: str) -> dict[str, list[Partnership]]:
    """The partnerships of a facilitator by partner; "PT Maju Jaya" and "Maju Jaya, PT." are one."""
    found: dict[str, list[Partnership]] = {}
    for partnership in dossier.partnerships_of.get(facilitator, []):
        if partnership.partner:
            found.setdefault(indonesian.company_key(partnership.partner), []).append(partnership)
    return found


def has_document(dossier: Dossier, partnership: Partnership) -> bool:
    """Whether the cooperation document that the handbook asks for is among the evidence."""
    return any(item.kind == "document" and item.file.usable for item in dossier.evidence_of.get(partnership.key, []))


def tallies(dossier: Dossier, facilitator: str) -> Iterator[Tally]:
    """Every target of a facilitator, group by group and month by month, in the programme's order."""
    for target in dossier.programme.targets:
        if target.per == "group_month":
            for month in months(dossier):
                for group in dossier.groups_of.get(facilitator, []):
                    yield _sessions_tally(dossier, target, facilitator, group.code, month)
        elif target.activity == "partnership":
            yield _partnership_tally(dossier, target, facilitator)
        elif target.per == "facilitator_month":
            for month in months(dossier):
                yield _report_tally(dossier, target, facilitator, month)
        else:
            yield _report_tally(dossier, target, facilitator, 0)


def described(dossier: Dossier, tally: Tally) -> str:
    """A tally in words: "Laporan bulanan, bulan ke-1: 0 dari 1 laporan"."""
    group = dossier.groups.get(tally.group)
    parts = [tally.target.label]
    if group:
        parts.append(f"kelompok {group.called}")
    if tally.month:
        parts.append(f"bulan ke-{tally.month}")
    return f"{', '.join(parts)}: {tally.count} dari {tally.target.at_least} {tally.target.unit}"


def tallies_of_month(dossier: Dossier, facilitator: str, month: int) -> Iterator[Tally]:
    """What one month gave: its own targets, and of the partnerships those that it added, so that the months add up to
    the term. It holds none of the other targets of the whole term.
    """
    for tally in tallies(dossier, facilitator):
        if tally.month == month:
            yield tally
        elif tally.target.activity == "partnership":
            named, proved = _partners_until(dossier, facilitator, month)
            named_before, proved_before = _partners_until(dossier, facilitator, month - 1)
            yield replace(
                tally,
                month=month,
                held=len(named) - len(named_before),
                count=len(proved) - len(proved_before),
                gaps=(),
                over=month_is_over(dossier, facilitator, month),
            )


def totals(dossier: Dossier, facilitator: str) -> list[Total]:
    """Every target over the whole term, in the order of `tallies`."""
    found: dict[tuple[str, str, str], list[Tally]] = {}
    for tally in tallies(dossier, facilitator):
        found.setdefault((tally.target.activity, tally.target.label, tally.group), []).append(tally)
    return [
        Total(same[0].target, group, sum(tally.target.at_least for tally in same), sum(tally.count for tally in same))
        for (_, _, group), same in found.items()
    ]


def _partners_until(dossier: Dossier, facilitator: str, month: int) -> tuple[set[str], set[str]]:
    """The partners by the end of a month of the term, and those of them whom a document proved by then."""
    so_far = {
        name: [item for item in group if item.month <= month]
        for name, group in distinct_partners(dossier, facilitator).items()
    }
    proved = {name for name, group in so_far.items() if any(has_document(dossier, item) for item in group)}
    return {name for name, group in so_far.items() if group}, proved


def _sessions_tally(dossier: Dossier, target: Target, facilitator: str, group: str, month: int) -> Tally:
    sessions = [
        session
        for session in dossier.of_month(Session, facilitator, month)
        if session.group == group and session.activity == target.activity
    ]
    lacking = {session.key: evidence_lacking(dossier, session) for session in sessions}
    return Tally(
        target,
        facilitator,
        group,
        month,
        held=len(sessions),
        count=sum(not lacks for lacks in lacking.values()),
        gaps=tuple(Gap(key, lacks) for key, lacks in lacking.items() if lacks),
        over=month_is_over(dossier, facilitator, month),
        uncertain=_sessions_in_doubt(dossier, target, facilitator, group, month),
    )


def _sessions_in_doubt(dossier: Dossier, target: Target, facilitator: str, group: str, month: int) -> bool:
    """Whether a session that would count was lost, or is one whose group or activity cannot be told: its attendance
    sheet may name another group."""
    activity = target.activity
    if dossier.lost_of(Session, facilitator=facilitator, month=month, group=group, activity=activity):
        return True
    own = {one.code for one in dossier.groups_of.get(facilitator, [])}
    for session in dossier.of_month(Session, facilitator, month):
        sheet = dossier.attendance_of.get(session.key)
        meant = {session.group, sheet.group if sheet and sheet.group else session.group}
        is_open = session.activity is None or session.group not in own or len(meant) > 1
        if is_open and session.activity in (None, activity) and (group in meant or session.group not in own):
            return True
    return False


def _partnership_tally(dossier: Dossier, target: Target, facilitator: str) -> Tally:
    partners = distinct_partners(dossier, facilitator)
    unproved = {
        name: group for name, group in partners.items() if not any(has_document(dossier, item) for item in group)
    }
    return Tally(
        target,
        facilitator,
        held=len(partners),
        count=len(partners) - len(unproved),
        gaps=tuple(Gap(group[0].key, ("document",)) for group in unproved.values()),
        over=term_is_over(dossier, facilitator),
        uncertain=bool(dossier.lost_of(Partnership, facilitator=facilitator))
        or any(partnership.partner is None for partnership in dossier.partnerships_of.get(facilitator, [])),
    )


def _report_tally(dossier: Dossier, target: Target, facilitator: str, month: int) -> Tally:
    """A report counts once it is made and delivered, and what it tells was read: no list of dates proves work."""
    unread = months_not_read(dossier, facilitator)
    read = month not in unread if month else not unread
    delivery = dossier.deliveries.get(f"month:{facilitator}/{month}" if month else f"term:{facilitator}")
    made = delivery is not None and delivery.made_on is not None
    delivered = made and read and delivery is not None and delivery.delivered_on is not None
    over = month_is_over(dossier, facilitator, month) if month else term_is_over(dossier, facilitator)
    uncertain = _report_in_doubt(dossier, facilitator, month, delivery)
    return Tally(target, facilitator, month=month, held=int(made), count=int(delivered), over=over, uncertain=uncertain)


def _report_in_doubt(dossier: Dossier, facilitator: str, month: int, delivery: Delivery | None) -> bool:
    """Whether a row about the report may be among those that were lost, or that tell no month of the term."""
    if delivery is not None:
        return dossier.unread(delivery, "made_on") or dossier.unread(delivery, "delivered_on")
    if dossier.lost_of(Delivery, facilitator=facilitator, month=month or None):
        return True
    return any(
        item.kind == "monthly" and item.month not in months(dossier)
        for item in dossier.deliveries_of.get(facilitator, [])
    )


def everything_met(dossier: Dossier, facilitator: str) -> bool:
    """Whether every target is met and every report delivered: the gate of the certificate (handbook, Tahapan 12)."""
    found = list(tallies(dossier, facilitator))
    return bool(found) and all(tally.met for tally in found)
