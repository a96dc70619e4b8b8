"""The jobs beside the pipeline: forms handed out, the register taken to Excel and checked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from pipeline import blanks, indonesian, knowledge, rules, stage1_read, stage2_normalise, stage5_render
from pipeline.documents import attendance_sheet, parts
from pipeline.documents.assigned import assigned
from pipeline.excel.table import table_workbook
from pipeline.failures import Failure, writing
from pipeline.files import sha256_of, write_whole
from pipeline.findings import NOWHERE, Finding, errors, mask
from pipeline.flow import Dossier, Draft
from pipeline.knowledge import Programme, Workbook
from pipeline.register import EXPORT_HEADINGS, Register
from pipeline.stage1_read import older
from pipeline.stage2_normalise import faults, spelling

_EVERYWHERE = (
    faults.WRONG_DAY.at(NOWHERE, value="minggu pertama Mei"),
    faults.SWALLOWED.at(NOWHERE, heading="Kode Kelompok"),
)
COMMON_FAULTS: Mapping[Workbook, tuple[Finding, ...]] = {
    "assignment": (
        faults.EMPTY.at(NOWHERE, heading="Nama Kelompok"),
        *_EVERYWHERE,
        faults.IDENTITY_AS_NUMBER.at(NOWHERE, heading="NIK"),
        faults.ERROR_VALUE.at(NOWHERE, heading="Tanggal Lahir", value="#N/A"),
        rules.photos.MISSING.at(NOWHERE, file="foto/M-001.jpg", proposal=""),
    ),
    "monthly": (
        faults.EMPTY.at(NOWHERE, heading="Hari/Tanggal"),
        *_EVERYWHERE,
        spelling.WRONG_WEEKDAY.at(NOWHERE, written="Senin", date="5 Mei 2015", weekday="Selasa"),
        faults.WRONG_TIME.at(NOWHERE, value="pagi"),
        faults.ERROR_VALUE.at(NOWHERE, heading="Jumlah Hadir", value="#N/A"),
        rules.attendance.NOT_MARKED.at(NOWHERE, code="S-01", who="nomor 4"),
        rules.photos.MISSING.at(NOWHERE, file="foto/B1-S-01.jpg", proposal=""),
    ),
}
"""What goes wrong most often in each kind of workbook, as the guide of the blank one shows it."""


@dataclass(frozen=True)
class HandedOut:
    """Which forms were written, and which were left because a file with other content has their name."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    findings: tuple[Finding, ...]
    """Errors in the assignment workbook that the forms were to be filled from."""


def hand_out(
    out: Path, assignments: Path | None, programme: str, today: date, templates: tuple[Path, ...]
) -> HandedOut:
    """Write blank workbooks; given the assignment workbook, filled from it, and attendance sheets to be signed.

    Blank ones are no stand-in for those that were to be filled: raises Failure when the workbook names no facilitator
    and nothing is wrong with it that would say why.
    """
    asked = knowledge.programme(programme)
    dossier: Dossier | None = None
    findings: tuple[Finding, ...] = ()
    if assignments:
        reading = stage1_read.read((), assignments)
        dossier, found = stage2_normalise.normalise(reading, asked, today)
        findings = tuple(errors(found))
        if not dossier.has_roster:
            if findings:
                return HandedOut((), (), findings)
            raise Failure(
                f"Buku kerja «{mask(assignments.name)}» tidak memuat motivator; formulir tidak dapat diisi darinya.",
                "Sebutkan buku kerja penugasan yang sudah diisi; tanpa --assignments formulirnya kosong.",
            )
    made: list[Path] = []
    kept: list[Path] = []
    for name, data in _forms(dossier, asked, templates):
        path = out / name
        if path.is_file() and path.read_bytes() != data:
            kept.append(path)
            continue
        with writing(path):
            write_whole(path, data)
        made.append(path)
    return HandedOut(tuple(made), tuple(kept), findings)


@dataclass(frozen=True)
class Renewed:
    """What became of an older workbook."""

    path: Path
    """Where it stands in today's form."""
    written: bool
    """False when a file with other content has that name: it is left as it is."""
    left_overs: int
    """Cells that have no place in today's form; they stand on its last sheet."""


def update_forms(olds: Sequence[Path], out: Path, programme: str) -> Iterator[Renewed]:
    """Move what older workbooks say into today's forms, one after the other, in the output folder under their own
    names, personal numbers in them masked; where two have the same name, in folders like those that they lie in.

    Raises Failure when one cannot be read, or when the output folder is the one that it lies in.
    """
    asked = knowledge.programme(programme)
    for old, name in _names_apart(dict.fromkeys(old.resolve() for old in olds)).items():
        yield _update_form(old, out / name, asked)


def _names_apart(olds: Iterable[Path]) -> dict[Path, PurePath]:
    """The names of workbooks, after so many of their folders as tell all of them apart."""
    pieces = {
        old: [
            *(indonesian.file_name(mask(part)) for part in old.parts[1:-1]),
            f"{indonesian.file_name(mask(old.stem))}.xlsx",
        ]
        for old in olds
    }
    for depth in range(1, max(map(len, pieces.values()))):
        names = {old: PurePath(*parts[-depth:]) for old, parts in pieces.items()}
        if len({str(name).casefold() for name in names.values()}) == len(names):
            return names
    return {old: PurePath(*parts) for old, parts in pieces.items()}


def _update_form(old: Path, path: Path, asked: Programme) -> Renewed:
    if path.resolve() == old.resolve():
        raise Failure(f"«{path}» adalah buku kerja lama itu sendiri.", "Sebutkan folder hasil lain dengan -o.")
    read = older.read_older(old)
    data = blanks.renewed_workbook(read.workbook, asked, read.contents, read.left_overs, COMMON_FAULTS[read.workbook])
    written = not path.is_file() or path.read_bytes() == data
    if written:
        with writing(path):
            write_whole(path, data)
    return Renewed(path, written, len(read.left_overs))


def _forms(dossier: Dossier | None, programme: Programme, templates: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    yield from blanks.workbooks(programme, dossier, COMMON_FAULTS)
    if dossier is not None:
        yield from stage5_render.plain_papers(_sheets_to_sign(dossier), dossier, templates)


def _sheets_to_sign(dossier: Dossier) -> Iterator[Draft]:
    """An empty attendance sheet per group, with its members' names."""
    for one in assigned(dossier):
        for group in one.groups:
            yield Draft(
                document=attendance_sheet.DOCUMENT.kind,
                subject=group.key,
                title=f"Daftar hadir {group.called}",
                issuer=one.district.code,
                dated=dossier.today,
                about=frozenset({group.key}),
                context=attendance_sheet.blank(dossier, one, group),
                path=f"daftar-hadir_{indonesian.file_code(group.code)}",
                paper=parts.paper(one.district),
            )


def export_register(book: Register, target: Path) -> None:
    """The register as a workbook, for the office's agenda book."""
    with writing(target):
        write_whole(target, table_workbook("Register", EXPORT_HEADINGS, book.export_rows()))


def missing_or_edited(book: Register, out: Path) -> Iterator[str]:
    """Issued papers that are not in the output folder any more, or not as they were issued."""
    for entry in book.listing():
        if entry.state != "issued" or not entry.path:
            continue
        path = out / entry.path
        if not path.is_file():
            yield f"{entry.path}: sudah terbit tetapi berkasnya tidak ada lagi."
        elif sha256_of(path) != entry.sha256:
            yield f"{entry.path}: berubah sejak diterbitkan."
