"""Members and evidence of everybody, who must be held against each other.

They wait on the disk. In memory there is of each a keyed hash, by which those are found that may have something in
common; only these are compared in the end, by the same rules as when everything is judged at once.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, groupby

from pipeline.checking.waiting import Shelf
from pipeline.flow import Dossier
from pipeline.records import Evidence, Member, MonthlyRecord, Record
from pipeline.rules.identity import perhaps_one_person, telling_birth_date
from pipeline.rules.reuse import look_alike, pieces, proves_something, shows_a_session


class Members:
    """The members of all groups. Numbers count them in the order in which they came."""

    def __init__(self, shelf: Shelf[Member], roster: Dossier) -> None:
        self._shelf = shelf
        self._groups = roster.groups
        self._of_facilitators = {hash(person.nik) for person in roster.facilitators.values() if person.nik}
        self._begins = array("Q")
        self._niks = array("q")
        """Python's hash of the NIK, whose key is drawn anew for each process; 0: none."""
        self._birth_days = array("l")
        """0: none that tells anything."""
        self._wanted: set[int] = set()
        self._first: dict[str, int] = {}
        """The first member of each group."""

    def add(self, member: Member) -> None:
        number = len(self._begins)
        self._begins.append(self._shelf.put(member))
        day = telling_birth_date(member)
        self._niks.append(hash(member.nik) if member.nik else 0)
        self._birth_days.append(day.toordinal() if day else 0)
        self._first.setdefault(member.group, number)
        if member.group not in self._groups or (member.nik and self._niks[number] in self._of_facilitators):
            self._wanted.add(number)

    def to_compare(self) -> list[Member]:
        """Those of whom a rule may have something to say, and of each other group one who tells that it has members."""
        wanted = set(self._wanted)
        for several in _sharing(self._niks):
            wanted.update(several)
        for several in _sharing(self._birth_days):
            people = [(number, self._get(number)) for number in several]
            for (one, first), (other, second) in combinations(people, 2):
                if perhaps_one_person(first, second):
                    wanted |= {one, other}
        firsts = (self._get(number) for number in self._first.values() if number not in wanted)
        named = [Member(group=first.group, number=first.number, place=first.place) for first in firsts]
        return [*named, *(self._get(number) for number in sorted(wanted))]

    def _get(self, number: int) -> Member:
        return self._shelf.get(self._begins[number])


class Proofs:
    """The photos, scans and documents of all sessions and partnerships."""

    def __init__(self, shelf: Shelf[Evidence]) -> None:
        self._shelf = shelf
        self._begins = array("Q")
        self._contents = array("q")
        self._likenesses = array("Q")
        """Of photos; 0: none."""

    def add(self, item: Evidence) -> None:
        if not proves_something(item) and not shows_a_session(item):
            return
        self._begins.append(self._shelf.put(item))
        self._contents.append(hash(item.file.sha256) if item.file.sha256 else 0)
        self._likenesses.append(int(item.file.likeness or "0", 16) if shows_a_session(item) else 0)

    def to_compare(self) -> list[Evidence]:
        """Those that another one may be a copy of."""
        wanted: set[int] = set()
        for several in (*_sharing(self._contents), *_sharing(self._likenesses)):
            wanted.update(several)
        alike = set(_alike({likeness for likeness in self._likenesses if likeness}))
        wanted.update(number for number, likeness in enumerate(self._likenesses) if likeness in alike)
        return [self._shelf.get(self._begins[number]) for number in sorted(wanted)]


def _sharing(values: "array[int]") -> Iterator[list[int]]:
    """The places, two or more, at which one value stands; 0 is none."""
    for _, several in _by_value(range(len(values)), values.__getitem__):
        if len(several) > 1 and values[several[0]]:
            yield several


def _alike(likenesses: Iterable[int]) -> Iterator[int]:
    """The likenesses that differ little from another one."""
    every = list(likenesses)
    for column in zip(*map(pieces, every), strict=True):
        for _, several in _by_value(range(len(every)), column.__getitem__):
            for first, second in combinations([every[number] for number in several], 2):
                if look_alike(first, second):
                    yield first
                    yield second


def _by_value(things: Iterable[int], value: Callable[[int], int]) -> Iterator[tuple[int, list[int]]]:
    for shared, several in groupby(sorted(things, key=value), key=value):
        yield shared, list(several)


def in_turn(records: Iterable[Record], order: Mapping[tuple[str, str], int]) -> list[Record]:
    """Records of all turns in the order that they have when everything is judged at once; of two alike the later is
    told. Members are in the order in which they were read: `order` numbers their sheets, which several turns share.
    """

    def turn(record: Record) -> tuple[bool, str, int, int]:
        place = record.place
        if isinstance(record, MonthlyRecord):  # those of one month come in one turn; stand-ins for cards are the last
            return not place.cell, record.facilitator, record.month, 0
        return False, "", order[place.file, place.sheet], place.row

    return sorted(records, key=turn)
