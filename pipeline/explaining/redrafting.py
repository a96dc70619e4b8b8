"""A paper drafted again: as it was issued, and as it would be if the records said something else."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.explaining.other_values import other_values
from pipeline.explaining.trees import Tree, differences, tree_of
from pipeline.flow import Document, Dossier, Draft
from pipeline.records import Record

Changed = dict[str, tuple[str, str]]
"""Leaf -> its text before and after."""
Others = Mapping[int, Mapping[str, object]]
"""Values in place of those of records: by the record's place in the dossier, then by field."""

_OTHER_NUMBER = "–"
"""Of a letter that is cited only because something was changed."""


@dataclass(frozen=True)
class Paper:
    """Which paper it is, and the numbers that stage 5 gave it."""

    document: Document
    key: str
    number: str = ""
    cited: Mapping[str, str] = field(default_factory=dict)
    """Number by key of the letter; empty of one that was withheld."""

    def draft(self, dossier: Dossier, others: frozenset[str] = frozenset()) -> Draft | None:
        """The paper drafted from a dossier, or what it has become under another key; `others` are other papers."""
        drafts = {draft.key: draft for draft in self.document.drafts(dossier)}
        new = [draft for key, draft in drafts.items() if key not in others]
        return drafts.get(self.key) or (new[0] if len(new) == 1 else None)

    def tree(self, draft: Draft) -> Tree:
        """What it prints, numbers and all."""
        cited = {key: self.cited.get(key, _OTHER_NUMBER) for key in draft.cites.values()}
        return tree_of(draft.context.completed(self.number if draft.numbered else "", draft.cites, cited))


class Experiments:
    """What becomes of a paper when records change. Only the records that matter to it are left in the dossier."""

    def __init__(self, paper: Paper, dossier: Dossier) -> None:
        self.paper = paper
        self.dossier = dossier
        self._others = frozenset(draft.key for draft in paper.document.drafts(dossier)) - {paper.key}
        self.draft = paper.draft(dossier, self._others)
        self.tree = paper.tree(self.draft) if self.draft else ""
        if self.draft:
            self.dossier = replace(dossier, records=tuple(self._that_matter(range(len(dossier.records)))))
            self._others = frozenset(draft.key for draft in paper.document.drafts(self.dossier)) - {paper.key}

    @property
    def records(self) -> tuple[Record, ...]:
        return self.dossier.records

    def without(self, places: Collection[int]) -> Changed | None:
        """What changes when records are not there."""
        return self.changed(records=tuple(one for at, one in enumerate(self.records) if at not in places))

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

    def _that_matter(self, asked: range) -> Iterator[Record]:
        """The records without which, or with other values in which, it is another paper.

        All others stay as they are meanwhile: of two that say alike each can be missed, but neither be changed.
        """
        others = {at: other_values(self.records[at], self.dossier.programme) for at in asked}
        if self.without(asked) == {} and self.with_other(others) == {}:
            return
        if len(asked) == 1:
            yield self.records[asked[0]]
            return
        middle = len(asked) // 2
        yield from self._that_matter(asked[:middle])
        yield from self._that_matter(asked[middle:])
