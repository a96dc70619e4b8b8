"""The options that several commands share, and how they are read; an order made of them."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path

import click

from pipeline import indonesian
from pipeline.cli.show import Talk, language
from pipeline.cli.waivers import asked
from pipeline.documents import DOCUMENTS
from pipeline.run import Order

_MOST_WORKERS = 4
"""Unasked: each takes its share of memory, and the disk feeds no more."""


def day_of(_context: click.Context, _parameter: click.Parameter, value: str) -> date:
    read = indonesian.read_date(value) if value else None
    if value and read is None:
        raise click.BadParameter(language().said("tulis tanggal seperti 2015-07-31 atau 31/07/2015"))
    return read.date if read else date.today()


def month_of(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    written = re.fullmatch(r"0*([1-9][0-9]?)|([0-9]{4})-(0?[1-9]|1[0-2])", value)
    if value and not written:
        raise click.BadParameter(language().said("tulis bulan masa tugas (2) atau tahun-bulan (2015-06)"))
    if not written:
        return ""
    number, year, month = written.groups()
    return number or f"{year}-{int(month):02}"


def kinds_of(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    kinds = tuple(part.strip() for part in value.split(",") if part.strip())
    known = [document.kind for document in DOCUMENTS]
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        hint = language().said("pilih dari {kinds}", kinds=", ".join(known))
        if unknown[0] == "recap":
            hint = language().said("rekapitulasi dibuat tanpa --only")
        raise click.BadParameter(language().said("{kind} tidak dapat dipilih; {hint}", kind=unknown[0], hint=hint))
    return kinds


INPUTS = click.argument(
    "inputs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="MASUKAN..."
)
OUT = click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True,
    help="Folder hasil.",
)  # fmt: skip
REGISTER = click.option(
    "--register", "register_file", type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas register nomor surat (biasanya register.sqlite di folder hasil).",
)  # fmt: skip
PROGRAMME = click.option(
    "--programme", default="motivator-2015", show_default=True, help="Kode program.", metavar="KODE"
)
TODAY = click.option(
    "--date", "today", default="", callback=day_of, metavar="TANGGAL",
    help="Tanggal jalan: menentukan apa yang sudah jatuh tempo (biasanya hari ini).",
)  # fmt: skip
TEMPLATES = click.option(
    "--templates", type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder templat Word yang menggantikan templat bawaan.",
)  # fmt: skip
ASSIGNMENTS = click.option(
    "--assignments", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Buku kerja penugasan, bila tidak ada di antara masukan.",
)  # fmt: skip
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 64), default=min(os.cpu_count() or 1, _MOST_WORKERS), show_default=True,
    metavar="N", help="Banyaknya buku kerja yang dibaca, atau berkas yang dijadikan PDF, sekaligus.",
)  # fmt: skip
WAIVE = click.option(
    "--waive", "waive", multiple=True, metavar='KODE@TENTANG="ALASAN"',
    help="Kecualikan temuan KODE tentang seseorang atau sesuatu, misalnya A01@M-001/1; boleh berulang, perlu --by.",
)  # fmt: skip
BY = click.option("--by", default="", metavar="NAMA", help="Nama pejabat yang mengecualikan temuan dengan --waive.")


def reads_workbooks(command: Callable[..., int]) -> Callable[..., int]:
    """The arguments and options of every command that reads workbooks; the command gets an order made of them, how
    much the clerk wants to hear, and the options of its own.
    """

    @wraps(command)
    def with_order(
        *, inputs: tuple[Path, ...], out: Path, assignments: Path | None, programme: str, today: date,
        register_file: Path | None, workers: int, waive: tuple[str, ...], by: str, dry_run: bool, quiet: bool,
        verbose: bool, **own: object,
    ) -> int:  # fmt: skip
        order = Order(
            inputs, out, today, programme, assignments, register_file, dry_run=dry_run, workers=workers,
            waivers=asked(waive, by), language=language(),
        )  # fmt: skip
        return command(order, Talk(quiet, verbose), **own)

    for option in reversed((
        INPUTS, OUT, ASSIGNMENTS, PROGRAMME, TODAY, REGISTER, WORKERS, WAIVE, BY,
        click.option("--dry-run", is_flag=True, help="Periksa dan hitung saja, jangan menulis apa pun."),
        click.option("-q", "--quiet", is_flag=True, help="Hanya ringkasan akhir."),
        click.option("-v", "--verbose", is_flag=True, help="Tampilkan catatan dan bagian setiap tahap."),
    )):  # fmt: skip
        with_order = option(with_order)
    return with_order


def prints_papers(command: Callable[..., int]) -> Callable[..., int]:
    """The options of every command that issues papers, put into the order that `reads_workbooks` made."""

    @wraps(command)
    def with_papers(
        order: Order, talk: Talk, *, templates: Path | None, as_pdf: bool, archival: bool, page_numbers: bool,
        **own: object,
    ) -> int:  # fmt: skip
        order = replace(order, templates=template_folders(templates), page_numbers=page_numbers)
        return command(replace(order, pdf=as_pdf or archival, archival=archival), talk, **own)

    for option in reversed((
        TEMPLATES,
        click.option("--pdf", "as_pdf", is_flag=True, help="Buat juga PDF (perlu LibreOffice)."),
        click.option("--pdf-a", "archival", is_flag=True, help="Buat juga PDF untuk arsip (PDF/A-2b)."),
        click.option(
            "--no-page-numbers", "page_numbers", flag_value=False, default=True,
            help="Biarkan daftar isi laporan tanpa nomor halaman: lebih cepat, LibreOffice tidak dijalankan.",
        ),
    )):  # fmt: skip
        with_papers = option(with_papers)
    return with_papers


def template_folders(chosen: Path | None) -> tuple[Path, ...]:
    """The clerk's folder first, then the checkout's templates, then those inside the installed package."""
    package = Path(__file__).parent.parent
    shipped = package.parent / "templates"
    return (*((chosen,) if chosen else ()), shipped if shipped.is_dir() else package / "templates")
