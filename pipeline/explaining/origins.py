"""From which cells the leaves of a paper come, found by changing one thing after the other and drafting it again.

A text that prints the changed value prints that cell; one that changes otherwise was worked out from it. Two cells that
say the same are told apart so, as no comparison of texts could. In the order in which they are asked:

    numbers    of the letter itself and of those that it cites
    fields     of each record alone; a record that as a whole changes nothing is not asked again
    codes      and months, which records share: in all of them at once
    dates      of first issue, where the workbook gives none
    rows       each record not there at all: what was counted
    alike      the same field of all records at once: what several cells say alike shows only when all change
    empties    cells that are empty, for what is printed in their place
    programme  its words
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from pipeline import indonesian
from pipeline.explaining.other_values import MARK, another, other_words, printed, prints, stands_in
from pipeline.explaining.redrafting import Changed, Experiments, Others
from pipeline.explaining.trees import QR_LEAF, leaves
from pipeline.findings import Place
from pipeline.knowledge import Programme
from pipeline.records import Delivery, MonthCard, MonthlyRecord, Record, kind_of

Marks = dict[str, dict[Place, None]]
"""Leaf -> cells, in the order in which they were found."""


@dataclass(frozen=True)
class Origin:
    """Where a leaf comes from; several of these for a sentence that says several things."""

    cells: tuple[Place, ...] = ()
    """Cells whose values stand in the text."""
    counted: tuple[Place, ...] = ()
    """Cells, or first cells of rows, from which something in it was worked out."""
    empty: tuple[Place, ...] = ()
    """Empty cells in whose place it stands."""
    letters: tuple[str, ...] = ()
    """Keys of the letters whose numbers stand in it."""
    first_issue: bool = False
    """Whether it tells the date of first issue, which no cell gives."""
    programme: bool = False
    """Whether it is of the programme's own words."""
    fixed: bool = False
    """Whether it stands there whatever the workbooks and the programme say."""

    @property
    def known(self) -> bool:
        return self != Origin()


@dataclass
class _Found:
    """What the experiments told so far, by leaf."""

    cells: Marks = field(default_factory=dict)
    counted: Marks = field(default_factory=dict)
    rows: Marks = field(default_factory=dict)
    empty: Marks = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=dict)
    """What is accounted for in its text, as it is printed."""
    letters: dict[str, dict[str, None]] = field(default_factory=dict)
    first_issue: set[str] = field(default_factory=set)
    programme: set[str] = field(default_factory=set)
    unsettled: set[str] = field(default_factory=set)
    """Leaves that change when much changes at once, whatever else is known of them."""


def origins(lab: Experiments) -> dict[str, Origin]:
    """The origin of every leaf, in the order of the paper's fields."""
    texts = dict(leaves(lab.tree))
    found = _Found()
    _numbers(lab, found)
    _fields(lab, found)
    _codes(lab, found)
    _dates(lab, found)
    if any(_open(name, text, found) and name not in found.counted for name, text in texts.items()):
        _rows(lab, found)
    for ask in (_alike, _empties, _programme, _all_at_once):
        unanswered = {name for name in texts if not _answered(name, found)}
        if unanswered:
            ask(lab, found, unanswered)
    return {name: _origin(name, text, found) for name, text in texts.items()}


def _origin(name: str, text: str, found: _Found) -> Origin:
    direct = tuple(found.cells.get(name, ()))
    counted = found.counted.get(name) or found.rows.get(name, {})
    origin = Origin(
        cells=direct,
        counted=tuple(place for place in counted if place not in direct) if _open(name, text, found) else (),
        letters=tuple(found.letters.get(name, ())),
        first_issue=name in found.first_issue,
    )
    if origin.known:
        return origin
    if name in found.empty:
        return Origin(empty=tuple(found.empty[name]))
    if name in found.programme:
        return Origin(programme=True)
    return Origin(fixed=name not in found.unsettled)


def _answered(name: str, found: _Found) -> bool:
    marks = (found.cells, found.counted, found.rows, found.empty, found.letters, found.first_issue, found.programme)
    return any(name in mark for mark in marks)


def _open(name: str, text: str, found: _Found) -> bool:
    """Whether a text says more than is accounted for: anything at all, or beside values of cells a number."""
    forms = found.forms.get(name, [])
    rest = text
    for form in sorted(forms, key=len, reverse=True):
        rest = re.sub(re.escape(form), " ", rest, flags=re.IGNORECASE)
    return not forms or re.search(r"\d", rest) is not None


def _numbers(lab: Experiments, found: _Found) -> None:
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


def _fields(lab: Experiments, found: _Found) -> None:
    for place, record in enumerate(lab.records):
        others = dict(_others(record, lab.dossier.programme))
        # Where the paper is no more, nothing is told: then each field is asked alone.
        if not others or lab.with_other({place: others}) == {}:
            continue
        for name, other in others.items():
            trial = {place: {name: other}}
            _note(lab, trial, lab.with_other(trial) or {}, found)


def _others(record: Record, programme: Programme, *, empty: bool = False) -> Iterator[tuple[str, object]]:
    """What could stand in the filled (or the empty) cells of a record, codes and months left as they are."""
    for name in _own_fields(record):
        if (getattr(record, name) is None) == empty and not _shared(record, name):
            other = another(record, name, programme)
            if other is not None:
                yield name, other


def _own_fields(record: Record) -> list[str]:
    return [name for name in type(record).model_fields if name not in ("place", "places")]


def _shared(record: Record, name: str) -> bool:
    """Whether a field ties records together."""
    return kind_of(type(record), name) == "code" or (name == "month" and isinstance(record, MonthlyRecord | Delivery))


def _note(lab: Experiments, others: Others, changed: Changed, found: _Found, *, alike: bool = False) -> None:
    """Enter what changed with these fields. Where many changed `alike`, only those count whose value is in the text."""
    programme = lab.dossier.programme
    for place, values in others.items():
        record = lab.records[place]
        for name, other in values.items():
            for leaf, (before, after) in changed.items():
                pieces = list(_pieces(record, name, before, programme))
                if prints(record, name, other, before, after, programme) and (pieces or not alike):
                    found.cells.setdefault(leaf, {})[record.at(name)] = None
                    found.forms.setdefault(leaf, []).extend(pieces)
                elif not alike:
                    found.counted.setdefault(leaf, {})[record.at(name)] = None


def _pieces(record: Record, name: str, text: str, programme: Programme) -> Iterator[str]:
    """What of a field's value stands in a text: the whole, lines or entries of it."""
    for form in printed(record, name, getattr(record, name), programme):
        for piece in (form, *re.split(r"[\n;]", form)):
            if stands_in(piece.strip(" .,"), text):
                yield piece.strip(" .,")


def _codes(lab: Experiments, found: _Found) -> None:
    """Codes and months: the cell is that of the record that they are the key of."""
    ties: dict[object, dict[int, list[str]]] = {}
    for place, record in enumerate(lab.records):
        for name in filter(partial(_shared, record), _own_fields(record)):
            value = getattr(record, name)
            if value is not None:
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


def _dates(lab: Experiments, found: _Found) -> None:
    day = timedelta(days=1)
    dates, today = lab.dossier.dates, lab.dossier.today
    trials: list[tuple[date, dict[str, Any]]] = [(today, {"today": today + day})]
    trials += [(dated, {"dates": {**dates, key: dated + day}}) for key, dated in dates.items()]
    for dated, trial in trials:
        changed = lab.changed(**trial) or {}
        for leaf in _printing(changed, indonesian.long_date(dated), indonesian.long_date(dated + day)):
            found.first_issue.add(leaf)
            found.forms.setdefault(leaf, []).append(indonesian.long_date(dated))


def _rows(lab: Experiments, found: _Found) -> None:
    for place, record in enumerate(lab.records):
        for leaf in lab.without(place) or {}:
            found.rows.setdefault(leaf, {})[record.place] = None


def _alike(lab: Experiments, found: _Found, unanswered: set[str]) -> None:
    columns: dict[tuple[type[Record], str], dict[int, dict[str, object]]] = {}
    for place, record in enumerate(lab.records):
        for name, other in _others(record, lab.dossier.programme):
            columns.setdefault((type(record), name), {})[place] = {name: other}
    for others in columns.values():
        changed = lab.with_other(others) or {}
        _note(lab, others, {leaf: changed[leaf] for leaf in changed.keys() & unanswered}, found, alike=True)


def _empties(lab: Experiments, found: _Found, unanswered: set[str]) -> None:
    for place, record in enumerate(lab.records):
        others = dict(_others(record, lab.dossier.programme, empty=True))
        if not others or unanswered.isdisjoint(lab.with_other({place: others}) or unanswered):
            continue
        for name, other in others.items():
            for leaf in (lab.with_other({place: {name: other}}) or {}).keys() & unanswered:
                found.empty.setdefault(leaf, {})[record.at(name)] = None


def _programme(lab: Experiments, found: _Found, unanswered: set[str]) -> None:
    changed = lab.changed(programme=other_words(lab.dossier.programme)) or {}
    found.programme |= changed.keys() & unanswered


def _all_at_once(lab: Experiments, found: _Found, unanswered: set[str]) -> None:
    """Texts of which nothing is known and that change all the same are not fixed: where they come from stays open."""
    others = {place: dict(_others(record, lab.dossier.programme)) for place, record in enumerate(lab.records)}
    changed = lab.with_other(others)
    found.unsettled |= unanswered if changed is None else changed.keys() & unanswered
