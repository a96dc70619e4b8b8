"""`berkas templates …`: lint the Word templates, and list what they may use."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from pipeline import fitting, knowledge, template_check
from pipeline.cli.options import PROGRAMME, TEMPLATES, template_folders
from pipeline.cli.show import language, show
from pipeline.documents import DOCUMENTS
from pipeline.failures import ExitCode
from pipeline.findings import Severity
from pipeline.flow import Document
from pipeline.language import Language
from pipeline.stage6_report import Line
from pipeline.word.lint import Fault

KINDS = click.Choice([document.kind for document in DOCUMENTS])


@click.group()
def templates() -> None:
    """Templat Word: periksa, dan lihat isian yang dapat dipakai."""


@templates.command("check")
@click.argument("kinds", nargs=-1, type=KINDS, metavar="[JENIS]...")
@TEMPLATES
@PROGRAMME
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False),
    help="Folder untuk salinan templat yang kesalahannya ditandai dengan komentar Word.",
)  # fmt: skip
def templates_check(kinds: tuple[str, ...], templates: Path | None, programme: str, out: Path | None) -> int:
    """Semua kesalahan setiap templat sekaligus, di tempatnya, sebelum ada data."""
    told = language()
    chosen = knowledge.programme(programme)
    checked = template_check.check_templates(template_folders(templates), templates, chosen, kinds)
    if not checked:
        names = ", ".join(f"{document.kind}.docx" for document in DOCUMENTS)
        raise click.UsageError(
            told.said("Di {folder} tidak ada templat. Nama yang dikenal: {names}.", folder=templates, names=names)
        )
    for one in checked:
        faults = [told_in(told, fault) for fault in one.faults]
        show(fault_lines(one.path, faults))
        copy = template_check.write_commented(one, faults, out) if out else None
        if copy:
            click.echo(told.said("Salinan dengan komentar: {path}", path=copy), err=True)
    found = any(fault.finding.severity is not Severity.NOTE for one in checked for fault in one.faults)
    if not found:
        click.echo(told.said("Semua templat dapat dipakai."))
    return ExitCode.FINDINGS if found else ExitCode.DONE


def told_in(language: Language, fault: Fault) -> Fault:
    """The same fault in a language, its place as well."""
    finding = language.finding(fault.finding)
    where = ", ".join(language.sentence(piece) for piece in finding.place.cell.split(", "))
    place = finding.place._replace(sheet=language.sentence(finding.place.sheet), cell=where)
    return replace(fault, finding=replace(finding, place=place))


def fault_lines(path: Path, faults: Sequence[Fault]) -> Iterator[Line]:
    """What is wrong with a template, for people; faults in the reader's language."""
    if not faults:
        return
    yield Line(str(path), "heading")
    for fault in faults:
        finding = fault.finding
        where = ", ".join(part for part in (finding.place.sheet, finding.place.cell) if part)
        text = f"[{finding.code}] {f'{where}: ' if where else ''}{finding.text}"
        yield Line(text, "error" if finding.severity is Severity.ERROR else "warning", indent=2)
        yield Line(finding.fix, indent=4)


@templates.command("fields")
@click.argument("kind", type=KINDS, metavar="JENIS")
def templates_fields(kind: str) -> int:
    """Isian yang dapat dipakai templat satu JENIS surat: arti, contoh, dan cara menulisnya."""
    document = next(document for document in DOCUMENTS if document.kind == kind)
    show(_field_lines(document))
    return ExitCode.DONE


def _field_lines(document: Document) -> Iterator[Line]:
    told = language()
    heading = told.said("{title} ({kind}.docx)", title=document.title, kind=document.kind)
    yield Line(heading, "heading")
    yield Line(told.said("* wajib dicetak; ↵ paragraf baru; {%tr %} di baris tabel sendiri"), "note")
    for field in fitting.fields(document.context):
        if field.name.endswith("[]"):
            continue
        star = "*" if {field.name, f"{field.name}[]"} & set(document.required) else " "
        example = told.said("contoh: {example}", example=field.meaning.example) if field.meaning.example else ""
        optional = told.said("boleh tidak ada") if field.allowed.optional else ""
        yield Line(f"{star} {field.name:<36} {field.meaning.text}")
        how = " · ".join(part for part in (field.tag, optional, example) if part)
        if how:
            yield Line(how, "note", indent=4)
