"""`berkas register …`: the letter numbers, and the ledger of all papers."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from pipeline import desk, register
from pipeline.cli.options import OUT, REGISTER, TODAY
from pipeline.cli.show import language
from pipeline.failures import ExitCode
from pipeline.flow import code_in

P = ParamSpec("P")


@click.group("register")
def register_group() -> None:
    """Nomor surat yang pernah diberikan, dan buku besar semua berkas."""


def _register_path(out: Path, register_file: Path | None) -> Path:
    return register_file or out / "register.sqlite"


@register_group.command("list")
@OUT
@REGISTER
def register_list(out: Path, register_file: Path | None) -> int:
    """Semua nomor dan berkas, juga yang dibatalkan, dan pengecualian yang pernah dipakai."""
    with register.opened(_register_path(out, register_file), must_exist=True, read_only=True) as book:
        for row in book.export_rows():
            told = (*row[:4], language().said(row[4]))
            click.echo("  ".join(value or "-" for value in told))
        for waiver in book.waivers():
            what = language().said(
                "pengecualian  {code} tentang {about}: {reason}",
                code=waiver.code, about=code_in(waiver.about), reason=waiver.reason,
            )  # fmt: skip
            click.echo(f"{what}  {waiver.approved_by}  {waiver.dated.isoformat()}")
    return ExitCode.DONE


@register_group.command("export")
@OUT
@REGISTER
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="BERKAS.xlsx")
def register_export(out: Path, register_file: Path | None, target: Path) -> int:
    """Buku agenda nomor surat sebagai buku kerja Excel."""
    with register.opened(_register_path(out, register_file), must_exist=True, read_only=True) as book:
        desk.export_register(book, target)
    click.echo(target)
    return ExitCode.DONE


@register_group.command("check")
@OUT
@REGISTER
def register_check(out: Path, register_file: Path | None) -> int:
    """Apakah register utuh, dan apakah semua berkas yang terbit masih seperti saat terbit."""
    with register.opened(_register_path(out, register_file), must_exist=True, read_only=True) as book:
        problems = [*book.check(), *desk.missing_or_edited(book, out)]
    for problem in problems:
        click.echo(language().sentence(problem))
    if not problems:
        click.echo(language().said("Register utuh."))
    return ExitCode.FINDINGS if problems else ExitCode.DONE


def _with_key(command: Callable[P, int]) -> Callable[P, int]:
    """The arguments of commands about one letter: its key, its issuer if two offices have it, and a reason."""
    for option in reversed((
        click.argument("key", metavar="KUNCI"),
        click.option("--issuer", default="", help="Kode kantor penerbit, bila kunci itu ada di dua kantor."),
        click.option("--reason", required=True, help="Alasan; tetap tercatat di register."),
        OUT, REGISTER, TODAY,
    )):  # fmt: skip
        command = option(command)
    return wraps(command)(command)


@register_group.command("void")
@_with_key
def register_void(key: str, issuer: str, reason: str, out: Path, register_file: Path | None, today: date) -> int:
    """Membatalkan nomor surat KUNCI (misalnya spm/facilitator:M-001); nomor baru diberikan pada jalan berikutnya."""
    with register.opened(_register_path(out, register_file), must_exist=True) as book:
        entry = book.void(*_entry_key(book, key, issuer), reason, today)
    click.echo(language().said("{key}: nomor {number} dibatalkan.", key=entry.key, number=entry.number))
    return ExitCode.DONE


@register_group.command("reissue")
@_with_key
def register_reissue(key: str, issuer: str, reason: str, out: Path, register_file: Path | None, today: date) -> int:
    """Mengizinkan surat KUNCI ditulis ulang dengan nomor dan tanggal yang sama pada jalan berikutnya."""
    with register.opened(_register_path(out, register_file), must_exist=True) as book:
        entry = book.reissue(*_entry_key(book, key, issuer), reason, today)
    click.echo(language().said("{key}: nomor {number} akan diterbitkan ulang.", key=entry.key, number=entry.number))
    return ExitCode.DONE


def _entry_key(book: register.Register, key: str, issuer: str) -> register.EntryKey:
    found = [entry.entry_key for entry in book.find(key) if issuer in {"", entry.issuer}]
    if len(found) > 1:
        offices = ", ".join(entry[0] for entry in found)
        told = language().said("{key} ada di kantor {offices}; pilih dengan --issuer.", key=key, offices=offices)
        raise click.UsageError(told)
    kind, _, subject = key.partition("/")
    return found[0] if found else (issuer, kind, subject)
