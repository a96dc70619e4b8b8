"""Readings that wait on the disk until the turn of their facilitator comes."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pipeline.flow import Reading


class Waiting:
    """Readings by a name. Few workbooks fit into memory, all of them on a disk."""

    def __init__(self, store: IO[bytes]) -> None:
        self._store = store
        self._begins: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._begins

    @property
    def names(self) -> list[str]:
        """In the order in which they came."""
        return list(self._begins)

    def put(self, name: str, reading: Reading) -> None:
        self._begins[name] = self._store.seek(0, 2)
        pickle.dump(reading, self._store, pickle.HIGHEST_PROTOCOL)

    def get(self, name: str) -> Reading:
        self._store.seek(self._begins[name])
        reading: Reading = pickle.load(self._store)
        return reading


@contextmanager
def waiting_room() -> Iterator[Waiting]:
    """A file without a name, gone with the process however that ends: rows hold personal data."""
    with tempfile.TemporaryFile(prefix="berkas-") as store:
        yield Waiting(store)
