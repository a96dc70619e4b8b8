"""What a facilitator's monthly workbook already says when the assignment workbook is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline import progress
from pipeline.blanks.layout import Filled
from pipeline.excel.book import Value
from pipeline.flow import Dossier
from pipeline.knowledge import Form, Programme
from pipeline.records import Facilitator, Group

SPARE_EVIDENCE = 8
"""Rows for further photos, scans and documents."""


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
    members: Mapping[str, tuple[tuple[int, str], ...]]
    """By group: number and name."""
    days: tuple[date, date] | None = None
    """First and last day of the month; None when the term is not known."""
    paper: Literal["A4", "F4"] = "A4"
    """That of the office the facilitator works for."""


def prefills(dossier: Dossier) -> Iterator[Prefill]:
    """One for every facilitator and month, in order."""
    for facilitator in sorted(dossier.facilitators.values(), key=lambda facilitator: facilitator.code):
        groups = tuple(dossier.groups_of.get(facilitator.code, []))
        members = {
            group.code: tuple((member.number, member.name or "") for member in dossier.members_of.get(group.code, []))
            for group in groups
        }
        sessions = planned(dossier.programme, groups)
        for month in progress.months(dossier):
            days = progress.month_bounds(dossier, facilitator.code, month)
            yield Prefill(facilitator, month, groups, sessions, members, days, _paper(dossier, facilitator))


def _paper(dossier: Dossier, facilitator: Facilitator) -> Literal["A4", "F4"]:
    assignment = dossier.assignments.get(facilitator.code)
    office = dossier.offices.get(assignment.district or "") if assignment else None
    return "F4" if office and office.paper == "F4" else "A4"


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
    """The contents of a form's sheets: one empty one where nothing is known beforehand, none where none is needed."""
    match form.name:
        case "month_card":
            card: dict[str, Value] = {
                "facilitator": prefill.facilitator.code,
                "name": prefill.facilitator.name,
                "month": prefill.month,
            }
            return (Filled(card=card, given=True),)
        case "plan":
            return (plan_rows(programme),)
        case "session":
            rows = tuple(_session_row(programme, session) for session in prefill.sessions)
            return (Filled(rows=rows, given=True),)
        case "attendance":
            return tuple(_attendance_sheet(prefill, session) for session in prefill.sessions) or (Filled(),)
        case "attendance_matrix":
            # The other way to keep attendance: beside a sheet for every session it would only stay empty.
            return () if prefill.sessions else (Filled(),)
        case "minutes":
            asked = _sessions_with(programme, prefill, "minutes")
            return tuple(_about(session, {"session": session.code}) for session in asked) or (Filled(),)
        case "discussion":
            asked = _sessions_with(programme, prefill, "discussion")
            return (Filled(rows=tuple({"session": session.code} for session in asked), given=True),)
        case "partnership":
            return tuple(Filled(card={"code": code}, given=True) for code in _partnerships(programme, prefill))
        case "evidence":
            return (Filled(rows=tuple(_evidence_rows(programme, prefill)), given=True, spare=SPARE_EVIDENCE),)
        case _:
            return (Filled(),)


def plan_rows(programme: Programme) -> Filled:
    """The activities of the work plan, which every workbook names."""
    rows = tuple({"activity": choice.label} for choice in programme.list_of("plan_activity"))
    return Filled(rows=rows, given=True, spare=0)


def _session_row(programme: Programme, session: Planned) -> dict[str, Value]:
    activity = programme.label("activity", session.activity)
    return {"code": session.code, "group": session.group.code, "activity": activity}


def _about(session: Planned, card: dict[str, Value], rows: tuple[Mapping[str, Value], ...] = ()) -> Filled:
    """A sheet about one session, which its title tells."""
    group = f"kelompok {session.group.code} {session.group.name or ''}".strip()
    return Filled(card=card, rows=rows, about=f"{session.code}, {group}", given=True, spare=0)


def _attendance_sheet(prefill: Prefill, session: Planned) -> Filled:
    members = prefill.members.get(session.group.code, ())
    rows: Iterator[dict[str, Value]] = ({"number": number, "name": name} for number, name in members)
    return _about(session, {"session": session.code, "group": session.group.code}, tuple(rows))


def _evidence_rows(programme: Programme, prefill: Prefill) -> Iterator[dict[str, Value]]:
    """A photo for every session and a document for every partnership that are asked for."""
    photo, document = (programme.label("evidence_kind", kind) for kind in ("photo", "document"))
    for session in _sessions_with(programme, prefill, "photo"):
        yield {"kind": photo, "session": session.code}
    for code in _partnerships(programme, prefill):
        yield {"kind": document, "partnership": code}


def _sessions_with(programme: Programme, prefill: Prefill, evidence: str) -> list[Planned]:
    """The sessions whose activity asks for a piece of evidence."""
    return [
        session
        for session in prefill.sessions
        if any(evidence in target.evidence for target in programme.targets_of(session.activity))
    ]


def _partnerships(programme: Programme, prefill: Prefill) -> list[str]:
    """The codes of the partnerships of a month, if those that the term asks for are spread over its months."""
    wanted = max([target.at_least for target in programme.targets_of("partnership")], default=1)
    return [f"KM-{number:02}" for number in range(prefill.month, wanted + 1, programme.term.months)]
