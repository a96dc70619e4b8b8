"""A cell of a grid as a cell of a row: its place, its characters made safe, the file that it names looked at."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline import excel, files, images, indonesian, pdf
from pipeline.files import FileFacts, FileProblem
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Cell, CellValue
from pipeline.knowledge import FormField

ODD_CHARACTERS = Message(
    "G20",
    Severity.WARNING,
    "Sel ini memuat karakter yang tidak terlihat atau menyerupai huruf lain ({characters}).",
    "Ketik ulang isi sel ini.",
    "Unicode: karakter arah, berlebar nol, dan huruf serupa dari aksara lain",
)

_HASHES = re.compile(r"#{3,}")


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """The sheet that is being read: its names for findings, and the folder of its workbook, links followed."""

    file: str
    sheet: str
    folder: Path

    def at(self, row: int, column: int) -> Place:
        return Place(self.file, self.sheet, excel.coordinate(row, column))

    @property
    def whole(self) -> Place:
        return Place(self.file, self.sheet)


def text_of(cell: excel.Cell | None) -> str:
    """The cell's text on one line; "" for an empty or faulty one."""
    if cell is None or cell.value is None:
        return ""
    return indonesian.clean(cell.value) if isinstance(cell.value, str) else str(cell.value)


def is_hashes(cell: excel.Cell) -> bool:
    """Whether "###" is all that the cell holds: what a spreadsheet shows, and saves as CSV, of a value too wide for its
    column, and how OpenSID ends a table."""
    return isinstance(cell.value, str) and "###" in cell.value and _HASHES.fullmatch(cell.value.strip()) is not None


def read_cell(
    where: SheetPlace, row: int, column: int, cell: excel.Cell | None, field: FormField | None, findings: list[Finding]
) -> Cell:
    """The cell of a field (None: a heading); what is odd about it is added to the findings."""
    place = where.at(row, column)
    if cell is None:
        return Cell(None, place)
    if is_hashes(cell):
        return Cell(None, place, excel.MALFORMED)
    value: CellValue = cell.value
    if isinstance(value, str) and not value.isascii():
        value = _visible(value, place, field, findings)
    if field is not None and field.file and value is not None:
        value = evidence(where.folder, str(value))
    return Cell(value, place, cell.fault, cell.formula)


def _visible(text: str, place: Place, field: FormField | None, findings: list[Finding]) -> str:
    """The text without marks that nobody sees; they are told."""
    odd = indonesian.odd_characters(text)
    if not odd:
        return text
    findings.append(ODD_CHARACTERS.at(place, name=field.name if field else "", characters=", ".join(odd)))
    return "".join(character for character in text if unicodedata.category(character) not in ("Cf", "Co"))


def evidence(folder: Path, name: str) -> FileFacts:
    """What is known of the file that a cell names; it must lie in the workbook's folder or below."""
    written = indonesian.clean(name)
    path = files.inside(folder, written)
    if path is None:
        return FileFacts(written, problem=FileProblem.OUTSIDE)
    found = images.facts(path, written)
    if found.usable and not found.is_picture:
        problem = _of_pdf(path, found.sha256)
        return replace(found, path=None, problem=problem) if problem else found
    return replace(found, nearly=files.nearly(folder, path)) if found.problem is FileProblem.MISSING else found


@lru_cache(maxsize=4096)
def _of_pdf(path: Path, _sha256: str) -> FileProblem:
    """Why a scan cannot be printed behind its report, judged as printing does: what scanners write is often not quite
    right, and only reading it shows whether it can be mended."""
    if pdf.is_locked(path):
        return FileProblem.LOCKED
    return FileProblem.NONE if pdf.can_be_bound(path) else FileProblem.UNREADABLE
