"""What the tests of stage 1 share: small sheets, and what was read of them."""

from pathlib import Path

from pipeline.flow import Reading
from pipeline.stage1_read import absent, read
from tests.sheets import Sheets, workbook

MEMBERS = """
    | No | Nama     | NIK               | L/P | Kode Kelompok |
    | 1  | Ma'ruf   | '3301010101909001 | L   | K-01          |
    | 2  | Sulastri | '3301014101909002 | P   | K-01          |
"""
CARD = """
    | Kode Motivator | M-001 |
    | Bulan Ke-      | 1     |
"""
ADVICE = """
    | Saran             | Ditujukan Kepada |
    | Pelatihan kemasan | Dinas            |
"""
"""For workbooks of which nothing else is filled in."""


def reading(tmp_path: Path, sheets: Sheets, name: str = "a.xlsx") -> Reading:
    return read([workbook(tmp_path / name, sheets)])


def codes(found: Reading) -> list[tuple[str, str]]:
    """Code and cell (or sheet) of every finding, but for what is said of sheets that no test of a few sheets has."""
    findings = [finding for finding in found.findings if finding.message is not absent.MISSING_SHEET]
    return [(finding.code, finding.place.cell or finding.place.sheet) for finding in findings]


def values(found: Reading, record: str) -> list[dict[str, object]]:
    """What the rows of a record say, empty and faulty cells left out."""
    return [
        {name: cell.value for name, cell in row.cells.items() if not cell.empty and not cell.fault}
        for row in found.rows
        if row.record == record
    ]


def furniture(found: Reading, sheet: str) -> list[int]:
    return sorted(line.number for line in found.furniture if line.sheet == sheet)
