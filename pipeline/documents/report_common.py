"""What both reports say alike, put together once: `ReportContext` but for results and closing."""

from pipeline import indonesian
from pipeline.documents import dates, parts, report_charts, report_tables, report_texts
from pipeline.documents.assigned import location, period
from pipeline.documents.report_parts import headings
from pipeline.documents.report_scope import Scope
from pipeline.records import Advice, Obstacle

Fields = dict[str, object]
"""Fields of a context by name."""


def fields(scope: Scope, kind: str, report: str, held: str, following: str) -> Fields:
    """The fields of a kind of report that running text calls "laporan bulanan".

    `held` says how often which activity was held, `following` is the sentence that leads to the sessions.
    """
    return {
        **_front(scope, kind, report),
        **_introduction(scope, report),
        **_work(scope, held, following),
        **_evaluation(scope),
    }


def _front(scope: Scope, kind: str, report: str) -> Fields:
    one, wording = scope.one, scope.dossier.programme.wording
    return {
        "report_title": f"{indonesian.initial_capitals(report)} {wording.role}",
        "period": scope.period,
        "term": period(one.term),
        "year": str(scope.dossier.programme.year),
        "programme_name": wording.programme,
        "activity_name": wording.activity,
        "role": wording.role,
        "facilitator_name": one.name,
        "office_name": one.district.name or "",
        "region": location(one.groups, one.district),
        "spk_title": indonesian.initial_capitals(wording.spk_title),
        "spk_date": dates.long_date(one.spk_dated),
        "spm_name": wording.spm_name,
        "spm_date": dates.long_date(one.spm_dated),
        "signature": parts.signature(scope.dossier, one.district, scope.dated),
        "headings": headings(scope.dossier.programme, kind),
        "preface": report_texts.preface(scope, report),
    }


def _introduction(scope: Scope, report: str) -> Fields:
    wording = scope.dossier.programme.wording
    return {
        "background": wording.background,
        "purpose_intro": report_texts.purpose_intro(scope, report),
        "purposes": wording.purposes,
        "scope_intro": report_texts.scope_intro(scope),
        "targets": report_tables.targets(scope.dossier),
        "members_intro": report_texts.members_intro(scope),
        "members": report_tables.members(scope),
        "groups_intro": report_texts.groups_intro(scope),
        "groups": report_tables.groups(scope),
    }


def _work(scope: Scope, held: str, following: str) -> Fields:
    complete = scope.dossier.programme.outline.chapter_two == "complete"
    plan = report_tables.plan(scope) if complete else ()
    problems = report_texts.distinct(item for item in scope.all(Obstacle) if item.kind == "problem")
    return {
        "mechanism_intro": report_texts.mechanism_intro(scope),
        "mechanism": parts.clauses(scope.dossier.programme.wording.mechanism, "dan") if complete else (),
        "plan_intro": report_texts.plan_intro(scope, bool(plan)),
        "plan": plan,
        "activities_intro": report_texts.activities_intro(scope, held, following),
        "sessions": report_tables.sessions(scope),
        "partnerships_intro": report_texts.partnerships_intro(scope),
        "partnerships": report_tables.partnerships(scope),
        "problems_intro": report_texts.problems_intro(scope, problems),
        "problems": report_tables.problems(problems),
    }


def _evaluation(scope: Scope) -> Fields:
    hindrances = report_texts.distinct(item for item in scope.all(Obstacle) if item.kind != "problem")
    obstacles = report_texts.obstacle_lines(hindrances)
    advice = report_texts.advice_lines(scope.all(Advice))
    return {
        "results_intro": report_texts.results_intro(scope),
        "attendance_intro": report_texts.attendance_intro(scope),
        "attendance_rates": report_tables.attendance_rates(scope),
        "attendance_chart": report_charts.attendance(scope),
        "obstacles_intro": report_texts.obstacles_intro(scope, len(obstacles)),
        "obstacles": obstacles,
        "advice_intro": report_texts.advice_intro(scope, len(advice)),
        "advice": advice,
    }
