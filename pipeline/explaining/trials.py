"""The experiments: one thing after the other is changed, and the paper drafted again.

A text that prints the changed value prints that cell; one that changes otherwise was worked out from it. Two cells that
say the same are told apart so, as no comparison of texts could. In the order in which they are asked:

    numbers    of the letter itself and of those that it cites
    fields     of each record alone; a record that as a whole changes nothing is not asked again
    codes      and months, which records share: in all of them at once
    dates      of first issue, where the workbook gives none
    rows       each record not there at all: what was counted
    together   all filled cells at once: what does not change then depends on none
    alike      all cells at once that say the same: such a text shows another value only when all of them do
    emptied    filled cells, for what only tells that something is there
    sheets     all records of a kind not there
    empties    cells that are empty, for what is printed in their place
    programme  its words
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from pipeline import indonesian
from pipeline.explaining.other_values import (
    MARK,
    is_shared,
    other_values,
    other_words,
    own_fields,
    pieces,
    prints,
    stands_in,
)
from pipeline.explaining.redrafting import Changed, Experiments, Others
from pipeline.explaining.trees import QR_LEAF, leaves
from pipeline.findings import Place
from pipeline.records import MonthCard, Record

Marks = dict[str, dict[Place, None]]
"""Leaf -> cells, in the order in which they were found."""


@dataclass
class Found:
    """What the experiments told so far, by leaf."""

    cells: Marks = field(default_factory=dict)
    counted: Marks = field(default_factory=dict)
    rows: Marks = field(default_factory=dict)
    gone: Marks = field(default_factory=dict)
    """Cells and rows with which the text itself goes."""
    empty: Marks = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=dict)
    """What is accounted for in its text, as it is printed."""
    letters: dict[str, dict[str, None]] = field(default_factory=dict)
    first_issue: set[str] = field(default_factory=set)
    programme: set[str] = field(default_factory=set)
    unsettled: set[str] = field(default_factory=set)
    """Leaves that change when much changes at once, whatever else is known of them."""


def numbers(lab: Experiments, found: Found) -> None:
    """Numbers of letters, told by the key of the letter; a QR mark is of the letter itself."""
    paper, draft = lab.paper, lab.draft
    if draft is None:
        return
    trials = {key: replace(paper, cited={**paper.cited, key: number + MARK}) for key, number in paper.cited.items()}
    if draft.numbered:
        trials[paper.key] = replace(paper, number=paper.number + MARK)
    for key, trial in trials.items():
        for name, (_, after) in lab.compared(trial.tree(draft)).items():
            if MARK in after:
                found.letters.setdefault(name, {})[key] = None
                found.forms.setdefault(name, []).append({**paper.cited, paper.key: paper.number}[key])
    for name, text in leaves(lab.tree):
        if text == QR_LEAF:
            found.letters.setdefault(name, {})[paper.key] = None
            found.forms[name] = [text]


def fields(lab: Experiments, found: Found) -> None:
    """Every filled cell alone."""
    for place, record in enumerate(lab.records):
        others = other_values(record, lab.dossier.programme)
        # Where the paper is no more, nothing is told: then each field is asked alone.
        if not others or lab.with_other({place: others}) == {}:
            continue
        for name, other in others.items():
            trial = {place: {name: other}}
            _note(lab, trial, lab.with_other(trial) or {}, found)


def _note(lab: Experiments, others: Others, changed: Changed, found: Found) -> None:
    """Enter what changed with these fields."""
    programme = lab.dossier.programme
    for place, values in others.items():
        record = lab.records[place]
        for name, other in values.items():
            for leaf, (before, after) in changed.items():
                said = pieces(record, name, before, programme)
                if prints(record, name, other, before, after, programme):
                    found.cells.setdefault(leaf, {})[record.at(name)] = None
                    found.forms.setdefault(leaf, []).extend(said)
                else:
                    marks = found.counted if after else found.gone
                    marks.setdefault(leaf, {})[record.at(name)] = None


def codes(lab: Experiments, found: Found) -> None:
    """Codes and months: the cell is that of the record that they are the key of."""
    ties: dict[object, dict[int, list[str]]] = {}
    for place, record in enumerate(lab.records):
        for name in own_fields(record):
            value = getattr(record, name)
            if value is not None and is_shared(record, name):
                ties.setdefault(value, {}).setdefault(place, []).append(name)
    for value, whose in ties.items():
        other = value % lab.dossier.programme.term.months + 1 if isinstance(value, int) else f"{value}{MARK}"
        changed = lab.with_other({place: dict.fromkeys(names, other) for place, names in whose.items()}) or {}
        owner = min(whose, key=lambda place: not _defines(lab.records[place], whose[place]))
        _note(lab, {owner: {whose[owner][-1]: other}}, _printing(changed, str(value), str(other)), found)


def _defines(record: Record, names: list[str]) -> bool:
    return "code" in names or isinstance(record, MonthCard)


def _printing(changed: Changed, value: str, other: str) -> Changed:
    """The leaves that said one thing and now say the other."""
    return {
        leaf: (before, after)
        for leaf, (before, after) in changed.items()
        if stands_in(value, before) and stands_in(other, after)
    }


def dates(lab: Experiments, found: Found) -> None:
    """Dates of first issue: the ledger's, and for a paper's first run the day of that run."""
    day = timedelta(days=1)
    dates, today = lab.dossier.dates, lab.dossier.today
    trials: list[tuple[date, dict[str, Any]]] = [(today, {"today": today + day})]
    trials += [(dated, {"dates": {**dates, key: dated + day}}) for key, dated in dates.items()]
    for dated, trial in trials:
        changed = lab.changed(**trial) or {}
        for leaf in _printing(changed, indonesian.long_date(dated), indonesian.long_date(dated + day)):
            found.first_issue.add(leaf)
            found.forms.setdefault(leaf, []).append(indonesian.long_date(dated))


def rows(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """Every record not there, for the wanted leaves."""
    for place in range(len(lab.records)):
        _note_rows(lab, [place], wanted, found)


def _note_rows(lab: Experiments, places: list[int], wanted: set[str], found: Found) -> None:
    """Enter what changes without some records. A text that is gone with them was not worked out from them."""
    for leaf, (_, after) in (lab.without(places) or {}).items():
        if leaf in wanted:
            marks = found.rows if after else found.gone
            marks.setdefault(leaf, {}).update(dict.fromkeys(lab.records[place].place for place in places))


def alike(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """The least set of cells that say what a text says, and must all change before it does."""
    texts = dict(leaves(lab.tree))
    for leaf in sorted(wanted & found.unsettled):
        saying = _saying(lab, texts[leaf])
        if not _shows(lab, leaf, saying):
            continue
        for cell in list(saying):
            fewer = {other: value for other, value in saying.items() if other != cell}
            if _shows(lab, leaf, fewer):
                saying = fewer
        gone = found.gone.get(leaf, {})
        own = {(at, name): value for (at, name), value in saying.items() if lab.records[at].at(name) in gone}
        trial = _by_record(own or saying)
        _note(lab, trial, {leaf: (lab.with_other(_by_record(saying)) or {})[leaf]}, found)


def _saying(lab: Experiments, text: str) -> dict[tuple[int, str], object]:
    """Other values for all fields whose values stand in a text, whichever record's they are."""
    programme = lab.dossier.programme
    return {
        (place, name): other
        for place, record in enumerate(lab.records)
        for name, other in other_values(record, programme).items()
        if pieces(record, name, text, programme)
    }


def _by_record(values: dict[tuple[int, str], object]) -> Others:
    found: dict[int, dict[str, object]] = {}
    for (place, name), value in values.items():
        found.setdefault(place, {})[name] = value
    return found


def _shows(lab: Experiments, leaf: str, values: dict[tuple[int, str], object]) -> bool:
    """Whether with these other values the text shows one of them."""
    before, after = (lab.with_other(_by_record(values)) or {}).get(leaf, ("", ""))
    programme = lab.dossier.programme
    return any(
        prints(lab.records[place], name, other, before, after, programme) for (place, name), other in values.items()
    )


def emptied(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """Every filled cell empty, if its field may be."""
    for place, record in enumerate(lab.records):
        filled = other_values(record, lab.dossier.programme)
        empty = {name: None for name in filled if not type(record).model_fields[name].is_required()}
        if not empty or wanted.isdisjoint(lab.with_other({place: empty}) or wanted):
            continue
        for name in empty:
            for leaf, (_, after) in (lab.with_other({place: {name: None}}) or {}).items():
                if leaf in wanted:
                    marks = found.counted if after else found.gone
                    marks.setdefault(leaf, {})[record.at(name)] = None


def sheets(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """All records of a kind not there; not asked for texts that go with single ones."""
    kinds: dict[type[Record], list[int]] = {}
    for place, record in enumerate(lab.records):
        kinds.setdefault(type(record), []).append(place)
    for places in kinds.values():
        _note_rows(lab, places, wanted - found.gone.keys(), found)


def empties(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """Every empty cell filled."""
    for place, record in enumerate(lab.records):
        others = other_values(record, lab.dossier.programme, empty=True)
        if not others or wanted.isdisjoint(lab.with_other({place: others}) or wanted):
            continue
        for name, other in others.items():
            for leaf in (lab.with_other({place: {name: other}}) or {}).keys() & wanted:
                found.empty.setdefault(leaf, {})[record.at(name)] = None


def programme(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """The programme with other words."""
    changed = lab.changed(programme=other_words(lab.dossier.programme)) or {}
    found.programme |= changed.keys() & wanted


def together(lab: Experiments, found: Found, wanted: set[str]) -> None:
    """Texts of which nothing is known and that change all the same are not fixed: where they come from stays open."""
    others = {place: other_values(record, lab.dossier.programme) for place, record in enumerate(lab.records)}
    changed = lab.with_other(others)
    found.unsettled |= wanted if changed is None else changed.keys() & wanted
