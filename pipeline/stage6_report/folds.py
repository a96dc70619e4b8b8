"""The same finding in many cells of one column is told once, with the list of its cells; and what to mend first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.findings import Finding, Place, Severity, errors, in_order, mask
from pipeline.flow import Outcome, code_in, person_of
from pipeline.language import INDONESIAN, Language

_COPIED = re.compile("[A-Za-z0-9_./-]+")
"""A key that stands for nothing but itself in the quotation marks of bash, cmd and PowerShell."""
_MOST_URGENT = 3
"""Of a kind."""


@dataclass(frozen=True)
class Fold:
    """A finding and those that say the same of other cells of its column."""

    findings: tuple[Finding, ...]
    """In the order of reading."""

    @property
    def first(self) -> Finding:
        return self.findings[0]

    def cells(self, most: int = 0, language: Language = INDONESIAN) -> str:
        """Where it stands: "C7, C9–C14, C20 dan 23 lainnya". At most so many cells and ranges; 0 for all of them."""
        ranges = _ranges([finding.place for finding in self.findings if finding.place.cell])
        shown = ranges[:most] if most else ranges
        rest = sum(map(len, ranges[len(shown) :]))
        text = ", ".join(
            places[0].cell if len(places) == 1 else f"{places[0].cell}–{places[-1].cell}" for places in shown
        )
        return language.said("{cells} dan {rest} lainnya", cells=text, rest=rest) if rest else text


@dataclass(frozen=True)
class Urgent:
    """What is to be mended before the rest."""

    fold: Fold
    withholds: int
    """How many papers wait for it."""


def folded(findings: Iterable[Finding], sheets: Mapping[str, Sequence[str]], *, by_person: bool = False) -> list[Fold]:
    """The findings in the order of reading, those that say the same of one column (and of one person, where asked)
    together at the first's place. `sheets`: of each file in their order.
    """
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in in_order(findings, sheets):
        whose = person_of(finding.whom[0]) if by_person and finding.whom else ""
        together.setdefault((whose, *_sameness(finding)), []).append(finding)
    return [Fold(tuple(same)) for same in together.values()]


def first_to_mend(outcome: Outcome) -> list[Urgent]:
    """The errors to begin with, a few of each kind: workbooks that cannot be read, then sheets and columns that are
    missing, then those for which most papers wait, or that stand in most cells.
    """
    waiting = papers_waiting(outcome)
    unreadable = {source.path for source in outcome.inputs if not source.readable}
    kinds: tuple[list[Urgent], ...] = ([], [], [])
    for fold in folded(errors(outcome.findings), outcome.sheets):
        one, place = Urgent(fold, len(waits(fold, waiting))), fold.first.place
        if place.file in unreadable:
            kinds[0].append(one)
        elif place.file and not place.cell:
            kinds[1].append(one)
        elif one.withholds or len(fold.findings) > 1:
            kinds[2].append(one)
    return [one for kind in kinds for one in sorted(kind, key=_weight)[:_MOST_URGENT]]


def _weight(one: Urgent) -> tuple[int, int]:
    return (-one.withholds, -len(one.fold.findings))


def papers_waiting(outcome: Outcome) -> dict[Finding, set[str]]:
    """The papers that each finding withholds, by their keys."""
    found: dict[Finding, set[str]] = {}
    for paper in outcome.issued:
        for finding in paper.withheld_by:
            found.setdefault(finding, set()).add(paper.key)
    return found


def waits(fold: Fold, waiting: dict[Finding, set[str]]) -> set[str]:
    """The papers that wait for any finding of a fold."""
    return set().union(*(waiting.get(finding, ()) for finding in fold.findings))


def withholding(severity: Severity, papers: int, language: Language) -> str:
    """In words how many papers wait for a finding: "menahan 3 surat/laporan"; "" where none does."""
    return language.counted("menahan {count} surat/laporan", papers) if papers and severity is Severity.ERROR else ""


def keys_to_waive(findings: Iterable[Finding]) -> list[str]:
    """What a waiver names, besides the code, that accepts these findings: of each that an officer may accept and that
    nobody did yet the first key, without the words of the program. Of a key that a shell might run nothing is offered.
    """
    open_ones = (
        finding
        for finding in findings
        if finding.message.waivable and finding.severity in (Severity.ERROR, Severity.WARNING) and finding.about
    )
    keys = dict.fromkeys(code_in(finding.about[0]) for finding in open_ones)
    return [key for key in keys if _COPIED.fullmatch(key) and mask(key) == key]


def waiving(code: str, keys: Iterable[str], language: Language) -> str:
    """The options that accept findings of a code, but for the reason and the officer's name."""
    reason, name = language.said("ALASAN"), language.said("NAMA PEJABAT")
    return " ".join([*(f'--waive "{code}@{key}={reason}"' for key in keys), f'--by "{name}"'])


def _sameness(finding: Finding) -> tuple[object, ...]:
    return (
        finding.place.file,
        finding.place.sheet,
        finding.place.column or finding.place.cell,
        finding.message,
        finding.text,
        finding.fix,
        finding.waived_by,
    )


def _ranges(places: Sequence[Place]) -> list[list[Place]]:
    """Cells of one column, those of rows that follow each other together."""
    found = [[place] for place in places[:1]]
    for before, place in pairwise(places):
        if place.row - before.row == 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found
