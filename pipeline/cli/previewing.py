"""`berkas preview`: one paper in about a second, and again whenever its template or a workbook is saved."""

import difflib
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from pipeline import pdf, preview
from pipeline.cli.options import (
    ASSIGNMENTS,
    INPUTS,
    OUT,
    PROGRAMME,
    REGISTER,
    TEMPLATES,
    TODAY,
    WORKERS,
    template_folders,
)
from pipeline.cli.show import language, show
from pipeline.cli.word_templates import KINDS, fault_lines, told_in
from pipeline.documents import DOCUMENTS
from pipeline.failures import ExitCode
from pipeline.findings import Severity, mask
from pipeline.flow import Draft, code_in
from pipeline.preview import Broken, Shown, Wanted
from pipeline.stage6_report import Line
from pipeline.template_check import lint_template

_MOST_LISTED = 40


@click.command("preview")
@click.argument("kind", type=KINDS, metavar="JENIS")
@INPUTS
@OUT
@ASSIGNMENTS
@PROGRAMME
@TODAY
@TEMPLATES
@REGISTER
@WORKERS
@click.option(
    "--subject", default="", metavar="KUNCI",
    help="Surat siapa atau apa: M-001, facilitator:M-001, atau bagian dari namanya.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Buat lagi setiap kali templat atau masukan disimpan, sampai Ctrl+C.")
@click.option("--pdf", "as_pdf", is_flag=True, help="Buat juga PDF (perlu LibreOffice).")
def preview_command(
    kind: str, inputs: tuple[Path, ...], out: Path, assignments: Path | None, programme: str, today: date,
    templates: Path | None, register_file: Path | None, workers: int, subject: str, watch: bool, as_pdf: bool,
) -> int:  # fmt: skip
    """Satu surat saja, cepat, untuk dilihat: tidak dibukukan dan tidak diterbitkan."""
    document = next(document for document in DOCUMENTS if document.kind == kind)
    wanted = Wanted(
        document, inputs, out, today, programme, template_folders(templates), assignments, register_file, workers
    )
    known = preview.understood(wanted)
    click.echo(language().said("Masukan dibaca dalam {seconds} detik.", seconds=f"{known.seconds:.2f}"), err=True)
    found = preview.matching(known.drafts, subject)
    if len(found) != 1:
        return _not_one(known.drafts, found, subject)
    if not watch:
        return _told(preview.tried(wanted, known, found[0]), wanted, as_pdf)
    click.echo(language().said("Menunggu templat atau masukan disimpan; Ctrl+C untuk berhenti."), err=True)
    for made in preview.watched(wanted, known, found[0], time.sleep):
        _told(made, wanted, as_pdf)
    return ExitCode.DONE


def _not_one(drafts: Sequence[Draft], found: Sequence[Draft], subject: str) -> int:
    """Say which papers there are to choose from."""
    told = language()
    if not drafts:
        click.echo(told.said("Tidak ada surat jenis itu yang jatuh tempo dari masukan ini."), err=True)
        return ExitCode.FINDINGS
    if subject and not found:
        raise click.UsageError(
            told.said("--subject {subject} tidak ada{close}", subject=subject, close=_close(drafts, subject))
        )
    click.echo(told.said("Pilih satu dengan --subject:"), err=True)
    for draft in (found or drafts)[:_MOST_LISTED]:
        click.echo(f"{code_in(draft.subject):<24} {mask(draft.title)}")
    return ExitCode.USAGE


def _close(drafts: Sequence[Draft], subject: str) -> str:
    """What was likely meant, as the end of a sentence."""
    codes = {code_in(draft.subject).casefold(): code_in(draft.subject) for draft in drafts}
    begun = [code for folded, code in codes.items() if folded.startswith(subject.casefold())]
    names = {draft.title.casefold(): code_in(draft.subject) for draft in drafts}
    words = {word: code for title, code in names.items() for word in title.split()}
    known = words | names | codes
    meant = difflib.get_close_matches(subject.casefold(), known, n=1)
    if meant and not begun:
        return language().said("; maksud Anda {code}?", code=known[meant[0]])
    return language().said("; yang ada: {codes}.", codes=", ".join((begun or list(codes.values()))[:_MOST_LISTED]))


def _told(made: Shown | Broken, wanted: Wanted, as_pdf: bool) -> int:
    """What became of a preview, after what the check has to say of its template."""
    told = language()
    if isinstance(made, Broken):
        click.echo(f"{told.sentence(made.failure.text)} {told.sentence(made.failure.fix)}", err=True)
        if made.by_template:
            _show_faults(wanted)
        return ExitCode.FAILED
    _show_faults(wanted)
    show(_finding_lines(made))
    click.echo(made.path)
    if as_pdf:
        printed = pdf.convert([made.path])[made.path]
        click.echo(printed or told.said("PDF tidak dapat dibuat; .docx-nya ada."), err=printed is None)
    title, seconds = mask(made.draft.title), f"{made.seconds:.2f}"
    click.echo(told.said("{title}: dibuat dalam {seconds} detik.", title=title, seconds=seconds), err=True)
    return ExitCode.DONE


def _show_faults(wanted: Wanted) -> None:
    faults = lint_template(wanted.template, wanted.document)
    show(fault_lines(wanted.template, [told_in(language(), fault) for fault in faults]))


def _finding_lines(made: Shown) -> Iterator[Line]:
    for finding in map(language().finding, made.findings):
        text = f"[{finding.code}] {finding.place}: {finding.text}"
        yield Line(text, "error" if finding.severity is Severity.ERROR else "warning")
