"""Workbooks of one facilitator and month: copies of one another, or contradictory."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.files import FileFacts
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Cell, Row
from pipeline.stage2_normalise.ownership import Owner

SENT_TWICE = Message(
    "G61",
    Severity.NOTE,
    "Isi buku kerja ini sama dengan {first}; yang dipakai hanya {first}.",
    "Hapus salah satu bila memang salinan.",
    "Formulir berkas: satu buku kerja untuk satu petugas dan satu bulan",
)
CONTRADICTORY = Message(
    "G62",
    Severity.ERROR,
    "Ada beberapa buku kerja {facilitator} untuk bulan ke-{month} dengan isi berbeda: {files}; semuanya tidak dipakai.",
    "Tentukan buku kerja yang benar, lalu keluarkan yang lain dari folder; bila salah satunya milik petugas atau bulan "
    "lain, betulkan lembar Identitasnya.",
    "Formulir berkas: satu buku kerja untuk satu petugas dan satu bulan",
)


def sent_twice(
    rows: Mapping[str, Sequence[Row]], by_file: Mapping[str, Owner], hashes: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str], list[Finding]]:
    """Workbooks of one facilitator and month: copies of one another, or contradictory. `hashes`: of the files."""
    together: dict[Owner, list[str]] = {}
    for file, owner in by_file.items():
        together.setdefault(owner, []).append(file)
    copies: set[str] = set()
    contradictory: set[str] = set()
    findings = []
    for owner, found in together.items():
        if len(found) == 1:
            continue
        # Of copies that is used beside which the photos lie. Else "bulan-1 - Copy.xlsx" and "bulan-1 (2).xlsx" are the
        # copies, whichever was found first.
        files = sorted(found, key=lambda file: (-_files_found(rows[file]), len(file), file))
        if len({_content(rows[file]) for file in _of_different_bytes(files, hashes)}) == 1:
            copies.update(files[1:])
            findings += [SENT_TWICE.at(Place(file), first=files[0]) for file in files[1:]]
            continue
        contradictory.update(files)
        named = ", ".join(files)
        findings += [
            CONTRADICTORY.at(Place(file), (owner.key,), facilitator=owner.facilitator, month=owner.month, files=named)
            for file in files
        ]
    return frozenset(copies), frozenset(contradictory), findings


def _of_different_bytes(files: Iterable[str], hashes: Mapping[str, str]) -> Iterable[str]:
    """The files without those that are equal to an earlier one: these say the same, whatever lies beside them."""
    first: dict[str, str] = {}
    for file in files:
        first.setdefault(hashes.get(file) or file, file)
    return first.values()


def _files_found(rows: Iterable[Row]) -> int:
    """How many of the files that a workbook names lie where it says."""
    facts = [cell.value for row in rows for cell in row.cells.values() if isinstance(cell.value, FileFacts)]
    return sum(found.usable for found in facts)


def _content(rows: Iterable[Row]) -> tuple[object, ...]:
    """What a workbook's rows say, wherever they stand."""
    return tuple(
        (row.record, tuple(sorted((name, _comparable(cell)) for name, cell in row.cells.items() if not cell.empty)))
        for row in rows
    )


def _comparable(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, FileFacts):
        return value.sha256 or f"{value.problem} {value.name}"
    return f"{cell.fault} {value!r}"
