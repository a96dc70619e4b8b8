"""The jobs beside the pipeline: forms handed out, the register taken to Excel and checked, the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline import (
    blanks,
    indonesian,
    knowledge,
    rules,
    stage1_read,
    stage2_normalise,
    stage5_render,
)
from pipeline.documents import attendance_sheet, parts
from pipeline.documents.assigned import assigned
from pipeline.excel.table import table_workbook
from pipeline.failures import writing
from pipeline.files import sha256_of, write_whole
from pipeline.findings import Finding, Message, errors, messages_of
from pipeline.flow import Dossier, Draft
from pipeline.register import EXPORT_HEADINGS, Register
from pipeline.stage1_read import cards, guarded, inputs, sheets, tables, workbooks
from pipeline.stage1_read import cells as stage1_cells
from pipeline.stage2_normalise import cells as stage2_cells
from pipeline.stage2_normalise import duplicates, months, sessions
from pipeline.stage5_render import booking, settle, withhold

READING_MODULES = (stage1_cells, cards, guarded, inputs, sheets, tables, workbooks)
RECORDING_MODULES = (stage2_cells, duplicates, months, sessions)
RENDERING_MODULES = (stage5_render, withhold, booking, settle)


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
    """Write blank workbooks; given the assignment workbook, filled from it, and attendance sheets to be signed."""
    asked = knowledge.programme(programme)
    dossier: Dossier | None = None
    findings: tuple[Finding, ...] = ()
    if assignments:
        reading = stage1_read.read((), assignments)
        dossier, found = stage2_normalise.normalise(reading, asked, today)
        findings = tuple(errors(found))
    made: list[Path] = []
    kept: list[Path] = []
    for name, data in _forms(dossier, programme, templates):
        path = out / name
        if path.is_file() and path.read_bytes() != data:
            kept.append(path)
            continue
        with writing(path):
            write_whole(path, data)
        made.append(path)
    return HandedOut(tuple(made), tuple(kept), findings)


def _forms(dossier: Dossier | None, programme: str, templates: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    yield from blanks.workbooks(knowledge.programme(programme), dossier)
    if dossier is not None:
        yield from stage5_render.plain_papers(_sheets_to_sign(dossier), dossier, templates)


def _sheets_to_sign(dossier: Dossier) -> Iterator[Draft]:
    """An empty attendance sheet per group, with its members' names."""
    for one in assigned(dossier):
        for group in one.groups:
            yield Draft(
                document=attendance_sheet.DOCUMENT.kind,
                subject=group.key,
                title=f"Daftar hadir {group.name or group.code}",
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


def catalogue() -> list[Message]:
    """Every message that berkas can say, by code."""
    return messages_of([*READING_MODULES, *RECORDING_MODULES, *rules.MODULES, *RENDERING_MODULES])
