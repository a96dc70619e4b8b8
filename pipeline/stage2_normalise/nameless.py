"""Rows that do not tell their own code. Whom they are about is told by those who wait for one: who names a code that
nobody has, who is marked on a list without being a member, who has no assignment, whose office nobody signs for. And
members whose group's code is misspelt: their lists wait for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline import progress
from pipeline.findings import Finding
from pipeline.flow import Dossier, Row
from pipeline.records import (
    NAMING,
    RECORDS,
    Assignment,
    Delivery,
    Facilitator,
    Group,
    Member,
    Office,
    Record,
    Signer,
    key_of,
)
from pipeline.stage2_normalise.cells import RowReading


def with_those_waiting(
    dossier: Dossier, findings: Iterable[Finding], readings: Iterable[RowReading]
) -> tuple[Dossier, tuple[Finding, ...]]:
    """The dossier that knows what may be among its nameless rows, and the findings with whom they are about."""
    rows = [item.row for item in readings if item.record is None and not item.key]
    misspelt = frozenset(filter(None, map(dossier.misspelt.member_meant, dossier.all(Member))))
    lost = dossier.lost.union(misspelt, *_waiting_by_kind(dossier, rows).values())
    nameless = frozenset(row.place for row in rows)
    known = replace(dossier, lost=lost, contested=dossier.contested | misspelt, nameless=nameless)
    return known, about_those_waiting(dossier, findings, rows)


def about_those_waiting(dossier: Dossier, findings: Iterable[Finding], rows: Sequence[Row]) -> tuple[Finding, ...]:
    """The findings; those at cells of nameless rows also about whom these may be."""
    waiting = _waiting_by_kind(dossier, rows)
    about = {cell.place: (*waiting[row.record], *_owner(dossier, row)) for row in rows for cell in row.cells.values()}
    return tuple(
        replace(finding, about=tuple(dict.fromkeys((*finding.about, *about[finding.place]))))
        if finding.place in about
        else finding
        for finding in findings
    )


def _waiting_by_kind(dossier: Dossier, rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(dict.fromkeys(_waiting(dossier, RECORDS[kind]))) for kind in {row.record for row in rows}}


def _owner(dossier: Dossier, row: Row) -> Iterator[str]:
    """The facilitator to whom a group without a code belongs: no letter is to list the groups without it."""
    cell = row.cells.get("facilitator") if row.record == Group.__name__ else None
    owner = dossier.facilitators.get(str(cell.value)) if cell else None
    if owner is not None:
        yield owner.key


def _waiting(dossier: Dossier, kind: type[Record]) -> Iterator[str]:
    """Keys of whom a row of this class may be, and of the records that wait for it."""
    if kind in NAMING:
        yield from _unknown(dossier, kind)
    elif kind is Member:
        for session in dossier.sessions.values():
            for presence in dossier.presences_of.get(session.key, []):
                group = dossier.groups.get(session.group or "")
                own = group is not None and group.facilitator == session.facilitator
                if own and (session.group, presence.number) not in dossier.members:
                    yield key_of(Member, {"group": session.group, "number": presence.number})
                    yield session.key
        yield from (group.key for group in dossier.groups.values() if dossier.may_lack_members(group.code))
    elif kind is Assignment:
        yield from (person.key for person in dossier.all(Facilitator) if person.code not in dossier.assignments)
    elif kind is Delivery:
        reports = [f"month:{{}}/{month}" for month in progress.months(dossier)] + ["term:{}"]
        for code in dossier.facilitators:
            if any(report.format(code) not in dossier.deliveries for report in reports):
                yield f"delivery:{code}"
    elif kind is Signer:
        signing = {signer.office for signer in dossier.all(Signer)}
        yield from (office.key for office in dossier.all(Office) if office.code not in signing)


def _unknown(dossier: Dossier, kind: type[Record]) -> Iterator[str]:
    """Of the codes that records name and nobody has: their keys, and those of the records."""
    known = {record.key for record in dossier.all(kind)}
    for record, _, code in dossier.naming(kind):
        key = key_of(kind, {"code": code})
        if key not in known:
            yield key
            yield record.key
    if kind is Group:
        yield from (person.key for person in dossier.all(Facilitator) if person.code not in dossier.groups_of)
