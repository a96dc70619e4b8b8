"""Stage 4: the dossier becomes drafts of every paper that is due."""

from collections.abc import Collection

from pipeline import progress
from pipeline.documents import DOCUMENTS
from pipeline.flow import Dossier, Draft


def draft(dossier: Dossier, kinds: Collection[str] = (), month: str = "") -> tuple[Draft, ...]:
    """The drafts that are due, in the order of issue.

    `kinds` narrows them to some kinds of paper (none given: all of the programme), `month` ("2" or "2015-06") to the
    papers of one month of the term. The letters that a chosen paper cites are always among them.
    """
    due = {
        paper.key: paper
        for document in DOCUMENTS
        if document.kind in dossier.programme.papers
        for paper in document.drafts(dossier)
    }
    chosen = [
        paper
        for paper in due.values()
        if (not kinds or paper.document in kinds) and (not month or _belongs_to(dossier, paper, month))
    ]
    wanted = {paper.key for paper in chosen}
    for paper in chosen:
        wanted |= _cited(paper, due)
    return tuple(paper for key, paper in due.items() if key in wanted)


def _cited(paper: Draft, due: dict[str, Draft]) -> set[str]:
    """The keys of every letter that a paper cites, directly or through another letter."""
    found: set[str] = set()
    waiting = [paper]
    while waiting:
        for key in waiting.pop().cites.values():
            if key in due and key not in found:
                found.add(key)
                waiting.append(due[key])
    return found


def _belongs_to(dossier: Dossier, paper: Draft, month: str) -> bool:
    """Whether a paper is of a month of the term: "2", or "2015-06" for the month that begins in June 2015."""
    kind, _, subject = paper.subject.partition(":")
    facilitator, _, rest = subject.partition("/")
    if kind == "partnership":
        records = dossier.partnerships_of.get(facilitator, [])
        number = next((str(record.month) for record in records if record.key == paper.subject), "")
    elif kind in {"month", "session"}:
        number = rest.partition("/")[0]
    else:
        return False
    if "-" not in month:
        return number == month
    bounds = progress.month_bounds(dossier, facilitator, int(number or 0))
    return bounds is not None and f"{bounds[0]:%Y-%m}" == month
