"""Amounts that are too small to be meant in rupiah."""

from collections.abc import Iterator

from pipeline import indonesian, knowledge
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Assignment, Group
from pipeline.rules.terms import name_of

IN_THOUSANDS = Message(
    "B06",
    Severity.WARNING,
    "«{heading}» {who} hanya {amount}; mungkin ditulis dalam ribuan rupiah.",
    fix="Tulis seluruh angkanya dalam rupiah, misalnya 2200000 untuk dua juta dua ratus ribu.",
    source="Buku Panduan: biaya hidup dan omzet dalam rupiah",
)

_LEAST = 10_000
"""Rupiah; nobody lives a month on less, and no enterprise turns over less."""


def monthly_amounts_are_in_rupiah(dossier: Dossier) -> Iterator[Finding]:
    """What is paid for a living and what a group turns over is not told in thousands; a turnover may be nought."""
    for assignment in dossier.all(Assignment):
        yield from _judged(assignment, "assignment", "allowance", name_of(dossier, assignment))
    for group in dossier.all(Group):
        for name in ("turnover_before", "turnover_after"):
            yield from _judged(group, "group", name, group.called)


def _judged(record: Assignment | Group, form: str, name: str, who: str) -> Iterator[Finding]:
    amount = getattr(record, name)
    if amount is not None and 0 < amount < _LEAST:
        values = {"heading": knowledge.form(form).heading_of(name), "who": who, "amount": indonesian.rupiah(amount)}
        yield IN_THOUSANDS.at(record.at(name), [record.key], name, **values)


RULES = (monthly_amounts_are_in_rupiah,)
