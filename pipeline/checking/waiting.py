"""What waits on the disk until its turn comes: few workbooks fit into memory, all of them on a disk."""

import pickle
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Generic, TypeVar, overload

from pipeline.failures import writing
from pipeline.flow import Reading, Row

T = TypeVar("T")


class Shelf(Generic[T]):
    """Things that are laid down, and taken out again by the number that each was given."""

    def __init__(self, store: IO[bytes]) -> None:
        self._store = store

    def put(self, thing: T) -> int:
        """Raises Failure when the temporary folder takes nothing more."""
        number = self._store.seek(0, 2)
        with writing(Path(tempfile.gettempdir())):
            pickle.dump(thing, self._store, pickle.HIGHEST_PROTOCOL)
        return number

    def get(self, number: int) -> T:
        self._store.seek(number)
        thing: T = pickle.load(self._store)
        return thing


class Waiting:
    """Readings by a name; under one name there may be several."""

    def __init__(self, store: IO[bytes]) -> None:
        self._shelf: Shelf[Reading] = Shelf(store)
        self._numbers: dict[str, list[int]] = {}

    @property
    def names(self) -> list[str]:
        """In the order in which they came."""
        return list(self._numbers)

    def put(self, name: str, reading: Reading) -> None:
        self._numbers.setdefault(name, []).append(self._shelf.put(reading))

    def get(self, name: str) -> Reading:
        """Everything under a name, in the order in which it came; nothing when there is none."""
        return Reading.together(self._shelf.get(number) for number in self._numbers.get(name, ()))


class Rows(Sequence[Row]):
    """Rows that come back from the disk, a workbook at a time, whenever somebody goes through them."""

    def __init__(self, store: IO[bytes]) -> None:
        self._shelf: Shelf[tuple[Row, ...]] = Shelf(store)
        self._numbers: list[int] = []
        self._count = 0

    def put(self, rows: Iterable[Row]) -> None:
        """Lay down the rows of a workbook."""
        laid = tuple(rows)
        if laid:
            self._numbers.append(self._shelf.put(laid))
            self._count += len(laid)

    def __iter__(self) -> Iterator[Row]:
        for number in self._numbers:
            yield from self._shelf.get(number)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return tuple(self)[index]


class Pieces(Mapping[str, bytes]):
    """What lies on a shelf, by name."""

    def __init__(self, shelf: Shelf[bytes], numbers: Mapping[str, int]) -> None:
        self._shelf = shelf
        self._numbers = numbers

    def __getitem__(self, name: str) -> bytes:
        return self._shelf.get(self._numbers[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@contextmanager
def room() -> Iterator[IO[bytes]]:
    """A file without a name, gone with the process however that ends: rows hold personal data."""
    with tempfile.TemporaryFile(prefix="berkas-") as store:
        yield store


def lasting_shelf() -> Shelf[bytes]:
    """A shelf for as long as anybody holds it; its file is gone with it."""
    stack = ExitStack()
    shelf: Shelf[bytes] = Shelf(stack.enter_context(room()))
    weakref.finalize(shelf, stack.close)
    return shelf
