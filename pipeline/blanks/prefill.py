"""What a facilitator's monthly workbook already says when the assignment workbook is known."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.blanks.layout import Filled
from pipeline.excel.write import Value
from pipeline.flow import Dossier
from pipeline.knowledge import Form, Programme
from pipeline.records import Facilitator, Group


@dataclass(frozen=True, slots=True)
class Planned:
    """A session that the targets of a month ask for."""

    code: str
    group: Group
    activity: str
    """A key of the activity list."""


@dataclass(frozen=True, slots=True)
class Prefill:
    """One facilitator and one month of the term."""

    facilitator: Facilitator
    month: int
    groups: tuple[Group, ...]
    sessions: tuple[Planned, ...]
    members: dict[str, tuple[tuple[int, str], ...]]
    """By group: number and name."""


def prefills(dossier: Dossier) -> Iterator[Prefill]:
    """One for every facilitator and month, in order."""
    for facilitator in sorted(dossier.facilitators.values(), key=lambda facilitator: facilitator.code):
        groups = tuple(dossier.groups_of.get(facilitator.code, []))
        members = {
            group.code: tuple((member.number, member.name or "") for member in dossier.members_of.get(group.code, []))
            for group in groups
        }
        for month in range(1, dossier.programme.term.months + 1):
            yield Prefill(facilitator, month, groups, planned(dossier.programme, groups), members)


def planned(programme: Programme, groups: tuple[Group, ...]) -> tuple[Planned, ...]:
    """As many sessions as the targets per group and month ask for, coded S-01, S-02 … within the workbook."""
    wanted = [
        (group, target.activity)
        for group in groups
        for target in programme.targets
        if target.per == "group_month"
        for _ in range(target.at_least)
    ]
    return tuple(Planned(f"S-{number:02}", group, activity) for number, (group, activity) in enumerate(wanted, start=1))


def filled_sheets(form: Form, prefill: Prefill, programme: Programme) -> tuple[Filled, ...]:
    """The contents of a form's sheets; one empty one where nothing is known beforehand."""
    match form.name:
        case "month_card":
            card: dict[str, Value] = {
                "facilitator": prefill.facilitator.code,
                "name": prefill.facilitator.name,
                "month": prefill.month,
            }
            return (Filled(card=card),)
        case "plan":
            return (plan_rows(programme),)
        case "session":
            rows = tuple(_session_row(programme, session) for session in prefill.sessions)
            return (Filled(rows=rows),)
        case "attendance":
            return tuple(_attendance_sheet(prefill, session) for session in prefill.sessions) or (Filled(),)
        case "attendance_matrix":
            return tuple(_attendance_matrix(prefill, group) for group in prefill.groups) or (Filled(),)
        case "minutes":
            asked = _sessions_with(programme, prefill, "minutes")
            return tuple(Filled(card={"session": session.code}) for session in asked) or (Filled(),)
        case "discussion":
            asked = _sessions_with(programme, prefill, "discussion")
            return (Filled(rows=tuple({"session": session.code} for session in asked)),)
        case "partnership":
            return (Filled(),) * _partners_asked(programme)
        case _:
            return (Filled(),)


def plan_rows(programme: Programme) -> Filled:
    """The activities of the work plan, which every workbook names."""
    return Filled(rows=tuple({"activity": choice.label} for choice in programme.list_of("plan_activity")))


def _session_row(programme: Programme, session: Planned) -> dict[str, Value]:
    activity = programme.label("activity", session.activity)
    return {"code": session.code, "group": session.group.code, "activity": activity}


def _attendance_sheet(prefill: Prefill, session: Planned) -> Filled:
    return Filled(card={"session": session.code, "group": session.group.code}, rows=_members(prefill, session.group))


def _attendance_matrix(prefill: Prefill, group: Group) -> Filled:
    """The other way to keep attendance; whoever fills the sheets by session leaves it as it is."""
    codes = tuple(session.code for session in prefill.sessions if session.group == group)
    return Filled(card={"group": group.code}, rows=_members(prefill, group), across=codes)


def _members(prefill: Prefill, group: Group) -> tuple[dict[str, Value], ...]:
    return tuple({"number": number, "name": name} for number, name in prefill.members.get(group.code, ()))


def _sessions_with(programme: Programme, prefill: Prefill, evidence: str) -> list[Planned]:
    """The sessions whose activity asks for a piece of evidence."""
    return [
        session
        for session in prefill.sessions
        if any(evidence in target.evidence for target in programme.targets_of(session.activity))
    ]


def _partners_asked(programme: Programme) -> int:
    return max([target.at_least for target in programme.targets_of("partnership")], default=1)
