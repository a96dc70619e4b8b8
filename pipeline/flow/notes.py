"""Notes that wait, packed small, until a view asks for those of one workbook."""

import pickle
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.findings import Finding


@dataclass(frozen=True)
class Notes:
    """How values were read, workbook by workbook: thousands of workbooks have hundreds of thousands of such notes."""

    packed: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """By the workbook's path; see `pack`."""
    counts: Mapping[str, int] = field(default_factory=dict)
    said: tuple[Callable[[Finding], Finding], ...] = field(default=(), repr=False)
    """What becomes of each when it is taken out: it is told in another language."""

    def of(self, file: str) -> list[Finding]:
        """Those of one workbook, in the order in which they were made."""
        notes = unpack(self.packed[file]) if file in self.packed else []
        for told in self.said:
            notes = [told(note) for note in notes]
        return notes

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def told(self, told: Callable[[Finding], Finding]) -> "Notes":
        return replace(self, said=(*self.said, told))


def pack(notes: Sequence[Finding]) -> bytes:
    """A workbook's notes, as `Notes.packed` holds them."""
    return zlib.compress(pickle.dumps(list(notes), pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> list[Finding]:
    """The notes that `pack` made this of."""
    notes: list[Finding] = pickle.loads(zlib.decompress(packed))
    return notes
