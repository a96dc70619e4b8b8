"""The tables of the reports: records as rows of text. Whatever is counted comes from `progress`."""

from collections.abc import Iterable

from pipeline import indonesian, progress
from pipeline.documents import field_work
from pipeline.documents.field_work import UNKNOWN
from pipeline.documents.partnership_statement import cooperation, evidence, period
from pipeline.documents.report_parts import (
    AttendanceRateRow,
    GroupRow,
    MemberRow,
    PartnershipRow,
    PlanRow,
    PlanWeek,
    ProblemRow,
    ResultRow,
    SessionRow,
    TargetRow,
)
from pipeline.documents.report_scope import Scope
from pipeline.documents.report_texts import capital
from pipeline.flow import Dossier
from pipeline.knowledge import Target
from pipeline.records import Group, Obstacle, Partnership, PlanMark, Session

REPORTS = ("monthly_report", "final_report")
"""Targets that a report cannot count: whether it was delivered is known only afterwards."""

_PER = {
    "group_month": "setiap bulan untuk setiap kelompok",
    "facilitator_month": "setiap bulan",
    "facilitator": "selama masa tugas",
}
_OVER = {"group_month": "", "facilitator_month": "", "facilitator": "selama masa tugas"}


def targets(dossier: Dossier) -> tuple[TargetRow, ...]:
    """What the programme asks."""
    return tuple(
        TargetRow(
            number=str(number),
            activity=target.label,
            target=f"{indonesian.count_of(target.at_least, target.unit)} {_PER[target.per]}",
            evidence=_evidence(target),
        )
        for number, target in enumerate(dossier.programme.targets, start=1)
    )


_EVIDENCE = {
    "lesson": "resume materi",
    "minutes": "notulen",
    "attendance": "daftar hadir",
    "photo": "dokumentasi",
    "discussion": "resume diskusi",
    "document": "surat keterangan dan dokumen kerja sama",
}


def _evidence(target: Target) -> str:
    return indonesian.joined([_EVIDENCE[kind] for kind in target.evidence]) or UNKNOWN


def members(scope: Scope) -> tuple[MemberRow, ...]:
    return tuple(
        MemberRow(
            number=str(number),
            name=member.name or UNKNOWN,
            sex=member.sex or UNKNOWN,
            background=scope.dossier.programme.label("background", member.background) or UNKNOWN,
            group=group.name or UNKNOWN,
            village=group.village or UNKNOWN,
        )
        for number, (group, member) in enumerate(scope.members, start=1)
    )


def groups(scope: Scope) -> tuple[GroupRow, ...]:
    return tuple(_group(scope.dossier, number, group) for number, group in enumerate(scope.groups, start=1))


def _group(dossier: Dossier, number: int, group: Group) -> GroupRow:
    sexes = [member.sex for member in dossier.members_of.get(group.code, [])]
    return GroupRow(
        number=str(number),
        group=group.name or UNKNOWN,
        business=group.business or UNKNOWN,
        sector=dossier.programme.label("sector", group.sector) or UNKNOWN,
        village=group.village or UNKNOWN,
        subdistrict=group.subdistrict or UNKNOWN,
        leader=field_work.leader_name(dossier, group) or UNKNOWN,
        men=str(sexes.count("L")),
        women=str(sexes.count("P")),
        members=str(len(sexes)),
    )


_PLANNED, _NOT_PLANNED = "D9D9D9", "auto"
"""Colours of cells: a grey that a copying machine keeps, and the paper's own."""


def plan(scope: Scope) -> tuple[PlanRow, ...]:
    """The programme's activities by the weeks of the term, and the weeks in which meetings were held; empty when no
    workbook of these months marks any."""
    planned = {(mark.activity, mark.week) for mark in scope.all(PlanMark) if mark.marked}
    if not planned:
        return ()
    held = {(session.activity, _week(scope, session)) for session in scope.sessions}
    weeks = range(1, scope.dossier.programme.term.weeks + 1)
    return tuple(
        PlanRow(
            activity=choice.label,
            weeks=tuple(_plan_week((choice.key, week) in planned, (choice.key, week) in held) for week in weeks),
        )
        for choice in scope.dossier.programme.list_of("plan_activity")
    )


def _plan_week(planned: bool, held: bool) -> PlanWeek:
    if planned:
        return PlanWeek(mark="●" if held else "○", shade=_PLANNED)
    return PlanWeek(mark="▲" if held else "", shade=_NOT_PLANNED)


def _week(scope: Scope, session: Session) -> int | None:
    """The week of the work plan that a session was held in: each month of the term has as many, the last one longer."""
    bounds = progress.month_bounds(scope.dossier, scope.one.code, session.month)
    if bounds is None or session.held_on is None or session.held_on < bounds[0]:
        return None
    term = scope.dossier.programme.term
    of_month = term.weeks // term.months
    return of_month * (session.month - 1) + min((session.held_on - bounds[0]).days // 7, of_month - 1) + 1


def sessions(scope: Scope) -> tuple[SessionRow, ...]:
    return tuple(_session(scope, number, session) for number, session in enumerate(scope.sessions, start=1))


def _session(scope: Scope, number: int, session: Session) -> SessionRow:
    counts = progress.attendance(scope.dossier, session.key)
    group = field_work.group_of(scope.dossier, session.group)
    return SessionRow(
        number=str(number),
        date=indonesian.day_and_date(session.held_on) if session.held_on else UNKNOWN,
        time=field_work.hours(scope.one, session) or UNKNOWN,
        venue=session.venue or UNKNOWN,
        group=group.name or UNKNOWN,
        activity=scope.dossier.programme.label("activity", session.activity) or UNKNOWN,
        topic=session.lesson or "",
        attendance=f"{counts.present}/{counts.recorded}" if counts.recorded else UNKNOWN,
        outcome=(session.outcome or UNKNOWN).replace("\n", " "),
    )


def partnerships(scope: Scope) -> tuple[PartnershipRow, ...]:
    return tuple(
        partnership_row(scope.dossier, number, partnership)
        for number, partnership in enumerate(scope.partnerships, start=1)
    )


def partnership_row(dossier: Dossier, number: int, partnership: Partnership) -> PartnershipRow:
    group = field_work.group_of(dossier, partnership.group)
    return PartnershipRow(
        number=str(number),
        partner=partnership.partner or UNKNOWN,
        partner_kind=dossier.programme.label("partner_kind", partnership.partner_kind) or UNKNOWN,
        group=group.name or UNKNOWN,
        cooperation=capital(cooperation(dossier, partnership)),
        value=indonesian.rupiah(partnership.value) if partnership.value else UNKNOWN,
        period=period(partnership) or UNKNOWN,
        evidence=evidence(partnership) or UNKNOWN,
    )


def problems(obstacles: Iterable[Obstacle]) -> tuple[ProblemRow, ...]:
    return tuple(
        ProblemRow(
            number=str(number),
            problem=obstacle.text,
            cause=obstacle.cause or UNKNOWN,
            solution=obstacle.solution or UNKNOWN,
        )
        for number, obstacle in enumerate(obstacles, start=1)
    )


def results_of_month(dossier: Dossier, tallies: Iterable[progress.Tally]) -> tuple[ResultRow, ...]:
    """Target against result in one month; what is owed over the term stands there with its full target, and says so."""
    return tuple(
        result(dossier, number, tally.target, tally.group, tally.target.at_least, tally.count).model_copy(
            update={"target": owed_in_month(tally.target, tally.target.at_least)}
        )
        for number, tally in enumerate(tallies, start=1)
    )


def owed_in_month(target: Target, owed: int) -> str:
    """ "4 kali", or "2 mitra selama masa tugas" of a target that is one of the whole term."""
    return f"{owed} {target.unit} {_OVER[target.per]}".rstrip()


def result(dossier: Dossier, number: int, target: Target, group: str, owed: int, count: int) -> ResultRow:
    """One row of target against result."""
    return ResultRow(
        number=str(number),
        activity=target.label,
        group=(field_work.group_of(dossier, group).name or UNKNOWN) if group else UNKNOWN,
        target=f"{owed} {target.unit}",
        result=f"{count} {target.unit}",
        percent=indonesian.percent(count, owed),
    )


def attendance_rates(scope: Scope) -> tuple[AttendanceRateRow, ...]:
    """How faithfully each group came."""
    rows = []
    for number, group in enumerate(scope.groups, start=1):
        held = [session for session in scope.sessions if session.group == group.code]
        counts = progress.attendance_over(scope.dossier, held)
        rows.append(
            AttendanceRateRow(
                number=str(number),
                group=group.name or UNKNOWN,
                sessions=str(len(held)),
                present=str(counts.present),
                permitted=str(counts.permitted),
                sick=str(counts.sick),
                absent=str(counts.absent),
                rate=indonesian.percent(counts.present, counts.recorded),
            )
        )
    return tuple(rows)
