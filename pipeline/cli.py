"""The command line: what was asked for becomes an order, what happened is printed. The only file that prints or exits.

Data goes to stdout, talk to stderr. Exit codes: `failures.ExitCode`.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from pipeline import desk, doctor, fitting, indonesian, knowledge, register, run, stage6_report, word
from pipeline.documents import DOCUMENTS, LETTERS
from pipeline.failures import ExitCode, Failure, log_fault
from pipeline.findings import Severity
from pipeline.flow import Outcome
from pipeline.run import Order
from pipeline.stage5_render.press import template_path

P = ParamSpec("P")


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code. Faults of berkas itself end in one plain sentence and a log."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_exit_code(arguments))


def _exit_code(arguments: list[str] | None) -> int:
    try:
        return int(berkas.main(arguments, prog_name="berkas", standalone_mode=False) or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Dihentikan. Tidak ada berkas yang setengah jadi.", err=True)
        return ExitCode.INTERRUPTED
    except Failure as failure:
        click.echo(f"{failure.text}\n{failure.fix}", err=True)
        return ExitCode.FAILED
    except BrokenPipeError:
        # Whoever reads our lines has heard enough ("| head"); Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.INTERRUPTED
    except Exception as fault:
        log = log_fault(fault)
        click.echo(
            f"Ada kesalahan di dalam program, bukan di data Anda. Kirimkan {log} kepada pengelola program.",
            err=True,
        )
        return ExitCode.FAULT


def _day(_context: click.Context, _parameter: click.Parameter, value: str) -> date:
    read = indonesian.read_date(value) if value else None
    if value and read is None:
        raise click.BadParameter("tulis tanggal seperti 2015-07-31 atau 31/07/2015")
    return read.date if read else date.today()


def _month(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    written = re.fullmatch(r"0*([1-9][0-9]?)|([0-9]{4})-(0?[1-9]|1[0-2])", value)
    if value and not written:
        raise click.BadParameter("tulis bulan masa tugas (2) atau tahun-bulan (2015-06)")
    if not written:
        return ""
    number, year, month = written.groups()
    return number or f"{year}-{int(month):02}"


def _kinds(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    kinds = tuple(part.strip() for part in value.split(",") if part.strip())
    known = [document.kind for document in DOCUMENTS]
    unknown = [kind for kind in kinds if kind not in known]
    if unknown:
        hint = "rekapitulasi dibuat tanpa --only" if unknown[0] == "recap" else f"pilih dari {', '.join(known)}"
        raise click.BadParameter(f"{unknown[0]} tidak dapat dipilih; {hint}")
    return kinds


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
    "--date", "today", default="", callback=_day, metavar="TANGGAL",
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


def _inputs(command: Callable[P, int]) -> Callable[P, int]:
    """The arguments and options of every command that reads workbooks."""
    for option in reversed((
        click.argument(
            "inputs", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="MASUKAN..."
        ),
        OUT, ASSIGNMENTS, PROGRAMME, TODAY, REGISTER,
        click.option("--dry-run", is_flag=True, help="Periksa dan hitung saja, jangan menulis apa pun."),
        click.option("-q", "--quiet", is_flag=True, help="Hanya ringkasan akhir."),
        click.option("-v", "--verbose", is_flag=True, help="Tampilkan catatan dan bagian setiap tahap."),
    )):  # fmt: skip
        command = option(command)
    return command


def _prints_papers(command: Callable[P, int]) -> Callable[P, int]:
    """The options of every command that issues papers."""
    for option in reversed((
        TEMPLATES,
        click.option("--pdf", "as_pdf", is_flag=True, help="Buat juga PDF (perlu LibreOffice)."),
    )):  # fmt: skip
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="berkas", message="%(prog)s %(version)s")
def berkas() -> None:
    """Dari buku kerja lapangan menjadi semua surat dan laporan program."""


@berkas.command()
@OUT
@ASSIGNMENTS
@PROGRAMME
@TODAY
@TEMPLATES
def forms(out: Path, assignments: Path | None, programme: str, today: date, templates: Path | None) -> int:
    """Formulir kosong; dengan --assignments sudah terisi kelompok dan anggotanya."""
    handed = desk.hand_out(out, assignments, programme, today, _template_folders(templates))
    for path in handed.made:
        click.echo(path)
    for path in handed.kept:
        click.echo(f"{path}: sudah ada dengan isi lain, tidak ditimpa", err=True)
    for finding in handed.findings:
        click.echo(f"{finding.place} [{finding.code}] {finding.text}", err=True)
    return ExitCode.FINDINGS if handed.kept or handed.findings else ExitCode.DONE


@berkas.command()
@_inputs
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "ndjson"]), default="text", show_default=True,
    help="Bentuk keluaran.",
)  # fmt: skip
def validate(
    inputs: tuple[Path, ...], out: Path, assignments: Path | None, programme: str, today: date,
    register_file: Path | None, dry_run: bool, quiet: bool, verbose: bool, shape: str,
) -> int:  # fmt: skip
    """Memeriksa buku kerja: temuan per sel dan putusan per buku kerja. Tidak menerbitkan apa pun."""
    order = Order(inputs, out, today, programme, assignments, register_file, dry_run=dry_run)
    outcome = run.check(order, _talk(verbose=verbose))
    if shape == "text":
        _show(outcome, quiet=quiet, verbose=verbose)
    else:
        click.echo(
            stage6_report.json_text(outcome) if shape == "json" else stage6_report.ndjson_text(outcome), nl=False
        )
    return _verdict(outcome)


@berkas.command()
@_inputs
@_prints_papers
def letters(
    inputs: tuple[Path, ...], out: Path, assignments: Path | None, programme: str, today: date,
    register_file: Path | None, dry_run: bool, quiet: bool, verbose: bool, templates: Path | None, as_pdf: bool,
) -> int:  # fmt: skip
    """SPK, surat pengantar, SPM, dan tanda pengenal."""
    order = Order(
        inputs, out, today, programme, assignments, register_file, _template_folders(templates), LETTERS,
        recap=False, dry_run=dry_run, pdf=as_pdf,
    )  # fmt: skip
    return _issue(order, quiet=quiet, verbose=verbose)


@berkas.command()
@_inputs
@_prints_papers
@click.option("--month", default="", callback=_month, help="Hanya bulan masa tugas ini: 2 atau 2015-06.")
@click.option(
    "--only", "kinds", default="", callback=_kinds, metavar="JENIS,...",
    help=f"Hanya jenis ini: {', '.join(document.kind for document in DOCUMENTS)}.",
)  # fmt: skip
def reports(
    inputs: tuple[Path, ...], out: Path, assignments: Path | None, programme: str, today: date,
    register_file: Path | None, dry_run: bool, quiet: bool, verbose: bool, templates: Path | None, as_pdf: bool,
    month: str, kinds: tuple[str, ...],
) -> int:  # fmt: skip
    """Semua yang jatuh tempo: surat, daftar hadir, notulen, laporan, sertifikat, dan rekapitulasi."""
    months = knowledge.programme(programme).term.months
    if month.isdecimal() and int(month) > months:
        raise click.UsageError(f"Program ini hanya {months} bulan; --month {month} tidak ada.")
    order = Order(
        inputs, out, today, programme, assignments, register_file, _template_folders(templates), kinds, month,
        recap=not kinds and not month, dry_run=dry_run, pdf=as_pdf,
    )  # fmt: skip
    return _issue(order, quiet=quiet, verbose=verbose)


def _issue(order: Order, *, quiet: bool, verbose: bool) -> int:
    outcome = run.issue(order, _talk(verbose=verbose))
    _show(outcome, quiet=quiet, verbose=verbose)
    if not outcome.issued:
        click.echo("Tidak ada surat atau laporan yang jatuh tempo untuk pilihan itu.", err=True)
    return _verdict(outcome)


def _talk(*, verbose: bool) -> Callable[[str], None]:
    return (lambda line: click.echo(line, err=True)) if verbose else (lambda _line: None)


def _show(outcome: Outcome, *, quiet: bool, verbose: bool) -> None:
    for line in stage6_report.totals(outcome) if quiet else stage6_report.lines(outcome, notes=verbose):
        click.echo(line)


def _verdict(outcome: Outcome) -> ExitCode:
    """Errors, or papers withheld or changed, are a result of their own."""
    found = any(finding.severity is Severity.ERROR for finding in outcome.findings)
    held = any(paper.status in {"withheld", "changed"} for paper in outcome.issued)
    return ExitCode.FINDINGS if found or held else ExitCode.DONE


def _template_folders(chosen: Path | None) -> tuple[Path, ...]:
    """The clerk's folder first, then the checkout's templates, then those inside the installed package."""
    package = Path(__file__).parent
    shipped = package.parent / "templates"
    return (*((chosen,) if chosen else ()), shipped if shipped.is_dir() else package / "templates")


@berkas.group("register")
def register_group() -> None:
    """Nomor surat yang pernah diberikan, dan buku besar semua berkas."""


def _register_path(out: Path, register_file: Path | None) -> Path:
    return register_file or out / "register.sqlite"


@register_group.command("list")
@OUT
@REGISTER
def register_list(out: Path, register_file: Path | None) -> int:
    """Semua nomor dan berkas, juga yang dibatalkan."""
    with register.opened(_register_path(out, register_file), must_exist=True, read_only=True) as book:
        for row in book.export_rows():
            click.echo("  ".join(value or "-" for value in row[:5]))
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
        click.echo(problem)
    if not problems:
        click.echo("Register utuh.")
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
    click.echo(f"{entry.key}: nomor {entry.number} dibatalkan.")
    return ExitCode.DONE


@register_group.command("reissue")
@_with_key
def register_reissue(key: str, issuer: str, reason: str, out: Path, register_file: Path | None, today: date) -> int:
    """Mengizinkan surat KUNCI ditulis ulang dengan nomor dan tanggal yang sama pada jalan berikutnya."""
    with register.opened(_register_path(out, register_file), must_exist=True) as book:
        entry = book.reissue(*_entry_key(book, key, issuer), reason, today)
    click.echo(f"{entry.key}: nomor {entry.number} akan diterbitkan ulang.")
    return ExitCode.DONE


def _entry_key(book: register.Register, key: str, issuer: str) -> register.EntryKey:
    found = [entry.entry_key for entry in book.find(key) if issuer in {"", entry.issuer}]
    if len(found) > 1:
        raise click.UsageError(f"{key} ada di kantor {', '.join(entry[0] for entry in found)}; pilih dengan --issuer.")
    kind, _, subject = key.partition("/")
    return found[0] if found else (issuer, kind, subject)


@berkas.group()
def templates() -> None:
    """Templat Word: periksa, dan lihat kolom yang dapat dipakai."""


@templates.command("check")
@TEMPLATES
@PROGRAMME
def templates_check(templates: Path | None, programme: str) -> int:
    """Apakah setiap templat dapat dipakai dan hanya memakai kolom yang ada."""
    faults = list(_template_faults(_template_folders(templates), knowledge.programme(programme)))
    for fault in faults:
        click.echo(fault)
    if not faults:
        click.echo("Semua templat dapat dipakai.")
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


@berkas.command()
def messages() -> int:
    """Katalog semua temuan: kode, tingkat, dan bunyinya."""
    for message in desk.catalogue():
        click.echo(f"{message.code}  {stage6_report.SEVERITY_WORDS[message.severity]:<10}  {message.text}")
    return ExitCode.DONE


@berkas.command("doctor")
@OUT
def doctor_command(out: Path) -> int:
    """Apakah komputer ini mampu: Python, LibreOffice, huruf, ruang disk."""
    found = list(doctor.checks(out))
    for check in found:
        click.echo(f"{'baik ' if check.good else 'perlu'}  {check.text}{f'. {check.fix}' if check.fix else ''}")
    return ExitCode.DONE if all(check.good for check in found) else ExitCode.FINDINGS
