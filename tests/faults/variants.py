"""Variants of the perfect folder: which kinds, drawn by a seed; written into a folder; checked by stages 1 to 3."""

import tempfile
from collections.abc import Callable, Sequence
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
ALONE = len(FAULTS) + len(HARMLESS)
"""So many seeds try one kind each; those after them mix kinds."""


def kinds_of(seed: int) -> list[Kind]:
    """The kinds to try: first each kind alone, then two to five faults among harmless habits, then habits alone."""
    if seed < ALONE:
        return [(*FAULTS, *HARMLESS)[seed]]
    chance = Random(seed)
    faults = [] if seed % 6 == 0 else [FAULTS[seed % len(FAULTS)], *chance.sample(FAULTS, chance.randint(1, MOST - 1))]
    habits = chance.sample(HARMLESS, chance.randint(0, 6) if faults else chance.randint(4, 12))
    return list(dict.fromkeys([*faults, *habits]))


def check_seed(seed: int) -> Verdict:
    """The variant of a seed."""
    return check(seed, kinds_of(seed))


def check(seed: int, kinds: Sequence[Kind]) -> Verdict:
    """A variant of these kinds, as far as they go together. What copies a workbook comes last."""
    world, put = _spoilt(seed, kinds)
    with tempfile.TemporaryDirectory(prefix="berkas-faults-") as folder:
        addresses = store(world, Path(folder))
        findings = _found(Path(folder))
    texts = {_place(finding): finding.text for finding in findings}
    by_kind = tuple((name, frozenset(one.found(world, addresses) for one in said)) for name, said in put)
    expected = frozenset(one for _, said in by_kind for one in said)
    return Verdict(seed, tuple(name for name, _ in put), expected, tuple(map(_place, findings)), texts, by_kind)


def findings_of(seed: int) -> tuple[Finding, ...]:
    """What is found in the variant of a seed."""
    world, _ = _spoilt(seed, kinds_of(seed))
    with tempfile.TemporaryDirectory(prefix="berkas-faults-") as folder:
        store(world, Path(folder))
        return _found(Path(folder))


def _spoilt(seed: int, kinds: Sequence[Kind]) -> tuple[World, list[tuple[str, list[Expected]]]]:
    """The perfect folder spoilt by those of the kinds that go together, and what each leads to."""
    chance = Random(seed)
    world = perfect()
    put: list[tuple[str, list[Expected]]] = []
    for kind in sorted(kinds, key=lambda kind: kind in _COPYING):
        try:
            put.append((kind.__name__, kind(world, chance)))
        except Taken:
            assert len(kinds) > 1, f"{kind.__name__} finds nothing to spoil"
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
