"""Variants of the perfect folder: which kinds, drawn by lot; written into a folder; checked by stages 1 to 3."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pipeline import run
from pipeline.findings import Finding
from tests.faults import (
    activity,
    calendar,
    cells,
    harmless_customs,
    harmless_layout,
    harmless_values,
    keys,
    letters,
    meetings,
    partnership,
    people,
    photos,
    reading,
    references,
    waivers,
)
from tests.faults.books import Taken, World
from tests.faults.expected import Expected, Found, Verdict
from tests.faults.world import TODAY, perfect
from tests.faults.writing import Addresses, write

Kind = Callable[[World, Random], list[Expected]]
"""Spoils something that nobody has spoilt yet and says what is to be found. Raises Taken when nothing suits it."""

FAULTS: tuple[Kind, ...] = (
    *reading.KINDS, *cells.KINDS, *people.KINDS, *references.KINDS, *keys.KINDS, *calendar.KINDS, *activity.KINDS,
    *meetings.KINDS, *partnership.KINDS, *letters.KINDS, *photos.KINDS, *waivers.KINDS,
)  # fmt: skip
HARMLESS: tuple[Kind, ...] = (*harmless_values.KINDS, *harmless_customs.KINDS, *harmless_layout.KINDS)
PROGRAMME = "motivator-2015"
MOST = 5
"""Faults in one variant."""
HABITS = 50
"""Variants of harmless habits alone."""


@dataclass(frozen=True)
class Variant:
    """Kinds to try together. What is drawn for it is drawn from its name and theirs: one more kind changes no more than
    the few variants into which it is drawn."""

    name: str
    kinds: tuple[Kind, ...]

    def __str__(self) -> str:
        return self.name


def alone() -> list[Variant]:
    """One for each kind."""
    return [Variant(kind.__name__, (kind,)) for kind in (*FAULTS, *HARMLESS)]


def mixed(series: str = "") -> list[Variant]:
    """Each fault with one to four others among harmless habits, then habits alone. Other series are other mixes."""
    mixes = [_mix(f"{kind.__name__} among others{series}", kind) for kind in FAULTS]
    habits = (f"habits {number}{series}" for number in range(1, HABITS + 1))
    return [*mixes, *(Variant(name, _by_lot(name, HARMLESS, Random(name).randint(4, 12))) for name in habits)]


def _mix(name: str, fault: Kind) -> Variant:
    chance = Random(name)
    faults = _by_lot(name, FAULTS, chance.randint(1, MOST - 1))
    return Variant(name, tuple(dict.fromkeys((fault, *faults, *_by_lot(name, HARMLESS, chance.randint(0, 6))))))


def _by_lot(name: str, kinds: Sequence[Kind], count: int) -> tuple[Kind, ...]:
    """So many of the kinds, each by a lot of its own."""
    return tuple(sorted(kinds, key=lambda kind: Random(f"lot/{name}/{kind.__name__}").random())[:count])


def check(variant: Variant) -> Verdict:
    """What is found in a variant, of whose kinds those are put in that go together. What copies a workbook comes
    last."""
    world, put = _spoilt(variant)
    with tempfile.TemporaryDirectory(prefix="berkas-faults-") as folder:
        addresses = store(world, Path(folder))
        findings = _found(Path(folder))
    texts = {_place(finding): finding.text for finding in findings}
    by_kind = tuple((name, frozenset(one.found(world, addresses) for one in said)) for name, said in put)
    expected = frozenset(one for _, said in by_kind for one in said)
    names = tuple(name for name, _ in put)
    return Verdict(variant.name, names, expected, tuple(map(_place, findings)), texts, by_kind)


def findings_of(variant: Variant) -> tuple[Finding, ...]:
    """What is found in a variant."""
    world, _ = _spoilt(variant)
    with tempfile.TemporaryDirectory(prefix="berkas-faults-") as folder:
        store(world, Path(folder))
        return _found(Path(folder))


def _spoilt(variant: Variant) -> tuple[World, list[tuple[str, list[Expected]]]]:
    """The perfect folder spoilt by those of the kinds that go together, and what each leads to."""
    world = perfect()
    put: list[tuple[str, list[Expected]]] = []
    for kind in sorted(variant.kinds, key=lambda kind: kind in _COPYING):
        try:
            chance = Random(f"{variant.name}/{kind.__name__}")
            put.append((kind.__name__, kind(world, chance)))
        except Taken:
            assert len(variant.kinds) > 1, f"{kind.__name__} finds nothing to spoil"
    return world, put


_COPYING: tuple[Kind, ...] = (reading.macros, reading.two_versions, reading.cut_off, harmless_layout.equal_copy)


def _found(folder: Path) -> tuple[Finding, ...]:
    order = run.Order((folder,), folder / "hasil", TODAY, PROGRAMME, dry_run=True, workers=0)
    outcome = run.check(order, lambda _line: None)
    return (*outcome.findings, *(note for file in outcome.notes.packed for note in outcome.notes.of(file)))


def _place(finding: Finding) -> Found:
    place = finding.place
    return (finding.code, place.file, place.sheet, place.cell)


def store(world: World, folder: Path) -> dict[str, Addresses]:
    """Write the folder; gives the cells by workbook."""
    addresses: dict[str, Addresses] = {}
    for path, data in world.files.items():
        _file(folder / path, data)
    for path, book in world.books.items():
        data, addresses[path] = write(book)
        _file(folder / path, data)
    return addresses


def _file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
