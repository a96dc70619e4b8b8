"""The commands, and what is said of a run's outcome."""

import re
from dataclasses import replace
from datetime import date
from importlib import metadata
from pathlib import Path

import click

from pipeline import desk, doctor, knowledge, run, stage6_report, template_check
from pipeline.cli.options import (
    OUT,
    PROGRAMME,
    TEMPLATES,
    day_of,
    kinds_of,
    month_of,
    prints_papers,
    reads_workbooks,
    template_folders,
)
from pipeline.cli.show import Talk, language, show
from pipeline.documents import DOCUMENTS, LETTERS
from pipeline.failures import ExitCode
from pipeline.findings import Severity, errors
from pipeline.flow import Outcome
from pipeline.language import CODES
from pipeline.run import Order, catalogue

_OPEN = re.compile(r"\{\w+\}")
"""What a finding says in this place the catalogue cannot know."""


def _version() -> str:
    """Of the installed package; a checkout that was never installed has none."""
    try:
        return metadata.version("berkas")
    except metadata.PackageNotFoundError:
        return "(belum dipasang)"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--lang", type=click.Choice(CODES), default=CODES[0], show_default=True, expose_value=False,
    help="Bahasa jawaban dan bantuan; boleh juga sesudah perintah.",
)  # fmt: skip
@click.version_option(_version(), message="%(prog)s %(version)s")
def berkas() -> None:
    """Dari buku kerja lapangan menjadi semua surat dan laporan program."""


@berkas.command()
@OUT
@click.option(
    "--assignments", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PENUGASAN.xlsx",
    help="Buku kerja penugasan yang sudah diisi: darinya dibuat satu formulir untuk setiap motivator dan bulan.",
)  # fmt: skip
@PROGRAMME
@click.option(
    "--date", "today", default="", callback=day_of, metavar="TANGGAL",
    help="Tanggal yang dipakai sebagai hari ini saat membaca buku penugasan (biasanya tidak perlu diisi).",
)  # fmt: skip
@TEMPLATES
@click.option(
    "--update", "olds", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="LAMA.xlsx",
    multiple=True, help="Pindahkan isi buku kerja lama ke formulir sekarang; boleh berulang.",
)  # fmt: skip
def forms(
    out: Path, assignments: Path | None, programme: str, today: date, templates: Path | None, olds: tuple[Path, ...]
) -> int:
    """Formulir kosong; dengan --assignments sudah terisi kelompok dan anggotanya."""
    if olds and assignments:
        raise click.UsageError(language().said("Pilih salah satu: --update atau --assignments."))
    if olds:
        return max(map(_told, desk.update_forms(olds, out, programme)))
    handed = desk.hand_out(out, assignments, programme, today, template_folders(templates))
    for path in handed.made:
        click.echo(path)
    for path in handed.kept:
        click.echo(language().said("{path}: sudah ada dengan isi lain, tidak ditimpa", path=path), err=True)
    for finding in map(language().finding, handed.findings):
        click.echo(f"{finding.place} [{finding.code}] {finding.text}", err=True)
    return ExitCode.FINDINGS if handed.kept or handed.findings else ExitCode.DONE


def _told(renewed: desk.Renewed) -> int:
    if not renewed.written:
        click.echo(language().said("{path}: sudah ada dengan isi lain, tidak ditimpa", path=renewed.path), err=True)
        return ExitCode.FINDINGS
    click.echo(renewed.path)
    if renewed.left_overs:
        told = language().counted("{count} isi tidak terpindah; lihat lembar «Tidak Terpindah».", renewed.left_overs)
        click.echo(f"{renewed.path}: {told}", err=True)
    return ExitCode.FINDINGS if renewed.left_overs else ExitCode.DONE


@berkas.command()
@reads_workbooks
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "ndjson"]), default="text", show_default=True,
    help="Bentuk keluaran.",
)  # fmt: skip
def validate(order: Order, talk: Talk, shape: str) -> int:
    """Memeriksa buku kerja: temuan per sel dan putusan per buku kerja. Tidak menerbitkan apa pun."""
    outcome = run.check(order, talk.stage, talk.read)
    if shape == "text":
        _show(outcome, talk)
    else:
        pieces = stage6_report.json_lines if shape == "json" else stage6_report.ndjson_lines
        for piece in pieces(outcome, language()):
            click.echo(piece, nl=False)
    _tell_where(order, outcome, run.VALIDATION, talk)
    return _verdict(outcome)


@berkas.command()
@reads_workbooks
@prints_papers
def letters(order: Order, talk: Talk) -> int:
    """SPK, surat pengantar, SPM, dan tanda pengenal."""
    return _issue(replace(order, kinds=LETTERS, recap=False), talk)


@berkas.command()
@reads_workbooks
@prints_papers
@click.option(
    "--month", default="", callback=month_of, metavar="BULAN", help="Hanya bulan masa tugas ini: 2 atau 2015-06."
)
@click.option(
    "--only", "kinds", default="", callback=kinds_of, metavar="JENIS,...",
    help=f"Hanya jenis ini: {', '.join(document.kind for document in DOCUMENTS)}.",
)  # fmt: skip
def reports(order: Order, talk: Talk, month: str, kinds: tuple[str, ...]) -> int:
    """Semua yang jatuh tempo: surat, daftar hadir, notulen, laporan, sertifikat, dan rekapitulasi."""
    months = knowledge.programme(order.programme).term.months
    if month.isdecimal() and int(month) > months:
        told = language().said(
            "Program ini hanya {months} bulan; --month {month} tidak ada.", months=months, month=month
        )
        raise click.UsageError(told)
    recap = not kinds and not month
    return _issue(replace(order, kinds=kinds, month=month, recap=recap), talk)


def _issue(order: Order, talk: Talk) -> int:
    sound = _templates_are_sound(order)
    outcome = run.issue(order, talk.stage, talk.read, talk.converted)
    _show(outcome, talk)
    if not outcome.issued:
        click.echo(language().said("Tidak ada surat atau laporan yang jatuh tempo untuk pilihan itu."), err=True)
    _tell_where(order, outcome, run.OUTCOME, talk)
    return _verdict(outcome) if sound else ExitCode.FINDINGS


def _templates_are_sound(order: Order) -> bool:
    """Whether the clerk's own templates pass their check, those too of which this run makes no paper."""
    own, *shipped = order.templates
    if not shipped:
        return True
    sound = True
    for one in template_check.check_templates(order.templates, own, knowledge.programme(order.programme)):
        faults = len(errors(fault.finding for fault in one.faults))
        if faults:
            sound = False
            told = language().said(
                "Templat {path} memuat {count} kesalahan. Sebelum memakai hasilnya, jalankan "
                "`berkas templates check --templates {folder}`.",
                path=one.path, count=faults, folder=own,
            )  # fmt: skip
            click.echo(told, err=True)
    return sound


def _show(outcome: Outcome, talk: Talk) -> None:
    if talk.quiet:
        show(stage6_report.totals(outcome, language()))
    else:
        show(stage6_report.lines(outcome, language(), notes=talk.verbose))


def _tell_where(order: Order, outcome: Outcome, name: str, talk: Talk) -> None:
    if order.dry_run or talk.quiet:
        return
    path = order.out / f"{name}.html"
    click.echo(language().said("Halaman hasil untuk dibaca atau dicetak: {path}", path=path), err=True)
    path = order.out / stage6_report.MARKED_FOLDER
    if outcome.marked:
        click.echo(language().said("Buku kerja yang sudah ditandai untuk diperbaiki: {path}", path=path), err=True)
    if outcome.freed:
        told = language().said("Salinan tanpa tanda dari buku kerja yang sudah bersih: {path}", path=path)
        click.echo(told, err=True)


def _verdict(outcome: Outcome) -> ExitCode:
    """Errors, or papers withheld or changed, are a result of their own."""
    found = any(finding.severity is Severity.ERROR for finding in outcome.findings)
    held = any(paper.status in {"withheld", "changed"} for paper in outcome.issued)
    return ExitCode.FINDINGS if found or held else ExitCode.DONE


@berkas.command()
def messages() -> int:
    """Katalog semua temuan: kode, tingkat, dan bunyinya."""
    for message in map(language().message, catalogue.messages()):
        word = language().said(stage6_report.SEVERITY_WORDS[message.severity])
        waivable = language().said(" (dapat dikecualikan)") if message.waivable else ""
        click.echo(f"{message.code}  {word:<10}  {_OPEN.sub('…', message.text)}{waivable}")
    return ExitCode.DONE


@berkas.command("doctor")
@OUT
def doctor_command(out: Path) -> int:
    """Apakah komputer ini mampu: Python, LibreOffice, huruf, ruang disk."""
    found = list(doctor.checks(out))
    for check in found:
        word = language().said("baik") if check.good else language().said("perlu")
        told = ". ".join(language().sentence(text) for text in (check.text, check.fix) if text)
        click.echo(f"{word:<5}  {told}")
    return ExitCode.DONE if all(check.good for check in found) else ExitCode.FINDINGS
