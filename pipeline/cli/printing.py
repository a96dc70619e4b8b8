"""`berkas print`: everything that was issued, bound for the printer."""

from pathlib import Path

import click

from pipeline import run
from pipeline.cli.options import OUT, REGISTER, WORKERS, kinds_of
from pipeline.cli.show import Talk, language
from pipeline.documents import DOCUMENTS
from pipeline.failures import ExitCode
from pipeline.findings import errors
from pipeline.printing import Printed, PrintOrder, print_bundles


@click.command("print")
@OUT
@REGISTER
@click.option(
    "--duplex/--no-duplex", default=True, show_default=True,
    help="Untuk cetak bolak-balik: setiap surat mulai di lembar baru.",
)  # fmt: skip
@click.option("--separator", "separators", is_flag=True, help="Lembar pemisah di depan setiap surat.")
@click.option("--pdf-a", "archival", is_flag=True, help="PDF untuk arsip (PDF/A-2b).")
@click.option(
    "--only", "kinds", default="", callback=kinds_of, metavar="JENIS,...",
    help=f"Hanya jenis ini: {', '.join(document.kind for document in DOCUMENTS)}.",
)  # fmt: skip
@click.option("--office", default="", metavar="KODE", help="Hanya folder kantor ini, misalnya D-01.")
@WORKERS
@click.option("-q", "--quiet", is_flag=True, help="Hanya nama berkas yang ditulis.")
def print_command(
    out: Path, register_file: Path | None, duplex: bool, separators: bool, archival: bool, kinds: tuple[str, ...],
    office: str, workers: int, quiet: bool,
) -> int:  # fmt: skip
    """Satu berkas cetak per kantor dan jenis surat, di folder cetak/ di dalam folder hasil."""
    register_path, outcome = register_file or out / "register.sqlite", out / f"{run.OUTCOME}.json"
    order = PrintOrder(out, register_path, outcome, kinds, office, duplex, separators, archival, workers)
    printed, found = print_bundles(order, Talk(quiet).converted)
    for bundle in printed:
        click.echo(bundle.path if quiet else _told(bundle))
        if archival and not bundle.archival:
            told = language().said("{path}: bukan PDF/A, karena memuat pindaian yang bukan PDF/A", path=bundle.path)
            click.echo(told, err=True)
    for finding in map(language().finding, found):
        click.echo(f"[{finding.code}] {finding.text} {finding.fix}", err=True)
    if not printed:
        click.echo(language().said("Tidak ada surat atau laporan terbit untuk pilihan itu."), err=True)
    return ExitCode.FINDINGS if errors(found) else ExitCode.DONE


def _told(bundle: Printed) -> str:
    return language().said(
        "{path}: {papers} surat, {pages} halaman, {sheets} lembar kertas",
        path=bundle.path, papers=bundle.papers, pages=bundle.pages, sheets=bundle.sheets,
    )  # fmt: skip
