"""`berkas templates …`: lint the Word templates, and list what they may use."""

from collections.abc import Iterator
from pathlib import Path

import click

from pipeline import fitting, knowledge, word
from pipeline.cli.options import PROGRAMME, TEMPLATES, template_folders
from pipeline.cli.show import language
from pipeline.documents import DOCUMENTS
from pipeline.failures import ExitCode, Failure
from pipeline.stage5_render.press import template_path


@click.group()
def templates() -> None:
    """Templat Word: periksa, dan lihat kolom yang dapat dipakai."""


@templates.command("check")
@TEMPLATES
@PROGRAMME
def templates_check(templates: Path | None, programme: str) -> int:
    """Apakah setiap templat dapat dipakai dan hanya memakai kolom yang ada."""
    faults = list(_template_faults(template_folders(templates), knowledge.programme(programme)))
    for fault in faults:
        click.echo(language().sentence(fault))
    if not faults:
        click.echo(language().said("Semua templat dapat dipakai."))
    return ExitCode.FINDINGS if faults else ExitCode.DONE


def _template_faults(folders: tuple[Path, ...], programme: knowledge.Programme) -> Iterator[str]:
    for document in DOCUMENTS:
        if document.kind not in programme.papers:
            continue
        path = template_path(folders, programme.code, document.kind)
        try:
            used = word.load(path).names
        except Failure as failure:
            yield f"{path}: {failure.text} {failure.fix}"
            continue
        for name, close in fitting.unknown_names(document.context, used):
            hint = f"; maksud Anda {close}?" if close else ""
            yield f"{path}: kolom {name} tidak dikenal{hint}"


@templates.command("fields")
@click.argument("kind", type=click.Choice([document.kind for document in DOCUMENTS]), metavar="JENIS")
def templates_fields(kind: str) -> int:
    """Kolom yang dapat dipakai templat satu JENIS surat."""
    document = next(document for document in DOCUMENTS if document.kind == kind)
    for field in fitting.fields(document.context):
        click.echo(f"{field.name:<40} {field.meaning}".rstrip())
    return ExitCode.DONE
