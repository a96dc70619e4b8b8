"""Two versions of one assignment workbook: one is used, and of the other it is said once that it must go.

A clerk who gets an .ods back as a marked .xlsx may put it beside the old file. Read both, and every row that was mended
stands twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.findings import Message, Place, Severity
from pipeline.flow import Row
from pipeline.records import RECORDS, Facilitator, Member, key_of, plain_code
from pipeline.stage1_read.workbooks import WorkbookReading

TWO_VERSIONS = Message(
    "L30",
    Severity.ERROR,
    "Buku kerja ini dan {used} bernama sama dan memuat data yang sama; isi buku kerja ini tidak dipakai.",
    "Biarkan hanya versi yang terakhir dibetulkan di folder ini, dan keluarkan yang lain. Salinan bertanda (.xlsx) "
    "menggantikan buku kerja .ods, .xls, .xlsb, atau .csv asalnya.",
    "Formulir berkas: satu kode untuk satu data",
)

_CODES = ("code", "facilitator", "group")
"""Fields of codes that tell whom a row is about."""
_FACILITATOR = key_of(Facilitator, {"code": ""})


@dataclass(slots=True)
class Versions:
    """The assignment workbooks that came so far: by folder and name without an ending, path and whom it is about."""

    _first: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    def used(self, book: WorkbookReading) -> WorkbookReading:
        """The workbook as it is to be used: without its rows when another version came before."""
        if not book.input.form.startswith("assignment/"):
            return book
        about = _concerned(book.rows)
        path, known = self._first.setdefault(_stem(book.input.file), (book.input.path, frozenset(about)))
        if path == book.input.path or known.isdisjoint(about):
            return book
        facilitators = [key for key in about if key.startswith(_FACILITATOR)]
        said = TWO_VERSIONS.at(Place(book.input.path), facilitators or about, used=path)
        return replace(book, rows=[], findings=[said])


def _stem(path: Path) -> str:
    return str(path.resolve().with_suffix("")).casefold()


def _concerned(rows: Sequence[Row]) -> list[str]:
    """Whom rows are about by their codes; members, of whom there are many, only where nothing else is."""
    found: dict[str, None] = {}
    for row in [row for row in rows if row.record != Member.__name__] or rows:
        cells = {name: cell for name in _CODES if (cell := row.cells.get(name)) and not (cell.empty or cell.fault)}
        key = key_of(RECORDS[row.record], {name: plain_code(str(cell.value)) for name, cell in cells.items()})
        found |= {key: None} if key else {}
    return list(found)
