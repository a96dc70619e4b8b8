"""Rows that could not be recorded: what they may have been, so that nobody is told that it is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records import Member, Record

_OWNERS: Mapping[type[Record], str] = {Member: "group"}
"""The field that tells whose a row is; of all others it is the facilitator."""


@dataclass(frozen=True, slots=True)
class LostRow:
    """A row that led only to findings. An error is said of it in any case; this is what else it explains."""

    kind: type[Record]
    """What it was to become."""
    told: Mapping[str, object]
    """Its fields as far as they could be read and are not in doubt themselves; what is not among them may be
    anything."""

    def may_say(self, values: Mapping[str, object]) -> bool:
        """Whether nothing that the row told speaks against these fields; None is as open as what it did not tell."""
        return all(value is None or self.told.get(name, value) == value for name, value in values.items())


class LostRows:
    """The lost rows of a dossier, by class and by whose they are."""

    def __init__(self, rows: Iterable[LostRow]) -> None:
        self._by_owner: dict[type[Record], dict[object, list[LostRow]]] = {}
        for row in rows:
            owner = row.told.get(_owner(row.kind))
            self._by_owner.setdefault(row.kind, {}).setdefault(owner, []).append(row)

    def of(self, kind: type[Record], values: Mapping[str, object]) -> list[LostRow]:
        """Those of a class that may have had these values."""
        by_owner = self._by_owner.get(kind, {})
        owner = values.get(_owner(kind))
        owners = by_owner.keys() if owner is None else {owner, None}
        return [row for one in owners for row in by_owner.get(one, ()) if row.may_say(values)]


def _owner(kind: type[Record]) -> str:
    return _OWNERS.get(kind, "facilitator")
