"""A paper drafted again: as it was issued, and as it would be if the records said something else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.explaining.trees import Tree, differences, tree_of
from pipeline.flow import Document, Dossier, Draft
from pipeline.records import Record

Changed = dict[str, tuple[str, str]]
"""Leaf -> its text before and after."""
Others = Mapping[int, Mapping[str, object]]
"""Values in place of those of records: by the record's place in the dossier, then by field."""


@dataclass(frozen=True)
class Paper:
    """Which paper it is, and the numbers that stage 5 gave it."""

    document: Document
    key: str
    number: str = ""
    cited: Mapping[str, str] = field(default_factory=dict)
    """Number by key of the letter; a letter that is not among them was withheld."""

    def draft(self, dossier: Dossier, others: frozenset[str] = frozenset()) -> Draft | None:
        """The paper drafted from a dossier, or what it has become under another key; `others` are other papers."""
        drafts = {draft.key: draft for draft in self.document.drafts(dossier)}
        new = [draft for key, draft in drafts.items() if key not in others]
        return drafts.get(self.key) or (new[0] if len(new) == 1 else None)

    def tree(self, draft: Draft) -> Tree:
        """What it prints, numbers and all."""
        cited = {key: self.cited.get(key, "") for key in draft.cites.values()}
        return tree_of(draft.context.completed(self.number if draft.numbered else "", draft.cites, cited))


class Experiments:
    """What becomes of a paper when records change. Only the records that it needs are left in the dossier."""

    def __init__(self, paper: Paper, dossier: Dossier) -> None:
        self.paper = paper
        self.dossier = dossier
        self._others = frozenset(draft.key for draft in paper.document.drafts(dossier)) - {paper.key}
        self.draft = paper.draft(dossier, self._others)
        self.tree = paper.tree(self.draft) if self.draft else ""
        if self.draft:
            self.dossier = replace(dossier, records=self._needed((), dossier.records, ()))

    @property
    def records(self) -> tuple[Record, ...]:
        return self.dossier.records

    def without(self, place: int) -> Changed | None:
        """What changes when a record is not there."""
        return self.changed(records=(*self.records[:place], *self.records[place + 1 :]))

    def with_other(self, others: Others) -> Changed | None:
        """What changes when records have other values in some fields."""
        records = list(self.records)
        for place, values in others.items():
            records[place] = records[place].model_copy(update=dict(values))
        return self.changed(records=tuple(records))

    def changed(self, **changes: Any) -> Changed | None:
        """What changes with the dossier; None where the paper is no more, which tells nothing of its texts."""
        draft = self.paper.draft(replace(self.dossier, **changes), self._others)
        return self.compared(self.paper.tree(draft)) if draft else None

    def compared(self, tree: Tree) -> Changed:
        return {name: (before, after) for name, before, after in differences(self.tree, tree)}

    def _needed(
        self, before: tuple[Record, ...], asked: tuple[Record, ...], behind: Iterable[Record]
    ) -> tuple[Record, ...]:
        """Those of the records without which it is another paper, the ones before and behind being there."""
        behind = tuple(behind)
        draft = self.paper.draft(replace(self.dossier, records=(*before, *behind)))
        if draft and draft.key == self.paper.key and self.paper.tree(draft) == self.tree:
            return ()
        if len(asked) == 1:
            return asked
        middle = len(asked) // 2
        first = self._needed(before, asked[:middle], (*asked[middle:], *behind))
        return (*first, *self._needed((*before, *first), asked[middle:], behind))
