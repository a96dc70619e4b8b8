"""What is to be found: a code at a line's field, at a sheet, at a workbook or nowhere; and how it compares."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.faults.books import Book, Line, Sheet, World

Addresses = Mapping[tuple[int, str], str]
"""Cells by the key of line or sheet and by field; a sheet's fields are its headings."""
Found = tuple[str, str, str, str]
"""Code, file, sheet, cell."""


_PER_TARGET = ("A01", "A03")
"""Said of a month as often as it has groups and activities that lack something."""


@dataclass(frozen=True)
class Expected:
    """A finding that a kind leads to."""

    code: str
    target: Line | Sheet | Book | str
    """A line's field, a sheet's heading (or the sheet), a workbook, the path of another file ("": no place)."""
    field: str = ""

    def found(self, world: World, addresses: Mapping[str, Addresses]) -> Found:
        """Where it is once the workbooks are written."""
        if isinstance(self.target, str):
            return (self.code, self.target, "", "")
        if isinstance(self.target, Book):
            return (self.code, self.target.path, "", "")
        sheet = self.target if isinstance(self.target, Sheet) else world.sheet_of(self.target)
        path = world.book_of(sheet).path
        cell = addresses[path][(self.target.key, self.field)] if self.field else ""
        return (self.code, path, sheet.name, cell)


@dataclass(frozen=True)
class Verdict:
    """One variant: what should have been found and what was."""

    variant: str
    kinds: tuple[str, ...]
    expected: frozenset[Found]
    found: tuple[Found, ...]
    texts: Mapping[Found, str]
    by_kind: tuple[tuple[str, frozenset[Found]], ...]

    @property
    def missed(self) -> list[Found]:
        return sorted(self.expected - set(self.found))

    @property
    def unforeseen(self) -> list[Found]:
        """What nobody put there, or was said more than once of one cell."""
        twice = [said for said, times in Counter(self.found).items() if times > 1 and said[0] not in _PER_TARGET]
        return sorted([*set(self.found) - self.expected, *twice])

    @property
    def right(self) -> bool:
        return not self.missed and not self.unforeseen

    def __str__(self) -> str:
        lines = [f"{self.variant}: {', '.join(self.kinds)}"]
        lines += [f"  missed      {_shown(said)}  ({self._blame(said)})" for said in self.missed]
        lines += [f"  not foreseen {_shown(said)}  {self.texts.get(said, '')}" for said in self.unforeseen]
        return "\n".join(lines)

    def _blame(self, said: Found) -> str:
        return ", ".join(kind for kind, expected in self.by_kind if said in expected)


def _shown(said: Found) -> str:
    code, file, sheet, cell = said
    return f"{code} {file} › {sheet}!{cell}" if sheet else f"{code} {file or '-'}"


def summary(verdicts: Iterable[Verdict]) -> str:
    """Recall, precision, and per kind how often it was put in and how often all of it was found."""
    verdicts = list(verdicts)
    foreseen = sum(len(verdict.expected) for verdict in verdicts)
    missed = sum(len(verdict.missed) for verdict in verdicts)
    found = sum(len(verdict.found) for verdict in verdicts)
    unforeseen = sum(len(verdict.unforeseen) for verdict in verdicts)
    put: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for verdict in verdicts:
        for kind, expected in verdict.by_kind:
            put[kind] += 1
            hit[kind] += expected <= set(verdict.found)
    head = (
        f"{len(verdicts)} variants, {len(put)} kinds, {foreseen} findings expected, "
        f"recall {_percent(foreseen - missed, foreseen)}, precision {_percent(found - unforeseen, found)}"
    )
    return "\n".join([head, *(f"  {kind:40} {hit[kind]:4} of {times}" for kind, times in sorted(put.items()))])


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 100:.2f} %"
