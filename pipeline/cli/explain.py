"""`berkas explain`: from which cell each value of a paper came."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from pipeline.cli.options import REGISTER
from pipeline.cli.show import language, show
from pipeline.explaining import QR_LEAF, Explained, Explanation, explain
from pipeline.failures import ExitCode
from pipeline.findings import Place, mask
from pipeline.stage6_report import Line

_MOST_CELLS = 3
"""Of many cells from which one number was counted the first ones are named."""


@click.command("explain")
@click.argument("paper", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="BERKAS")
@REGISTER
@click.option(
    "--field", "wanted", default="", metavar="KATA",
    help="Hanya nilai yang isiannya, artinya, atau bunyinya memuat KATA, misalnya nama atau Wanasari.",
)  # fmt: skip
@click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Bentuk keluaran."
)
def explain_command(paper: Path, register_file: Path | None, wanted: str, shape: str) -> int:
    """Dari sel mana setiap nilai di surat atau laporan BERKAS (.docx, atau PDF di sebelahnya) berasal."""
    found = explain(paper, register_file)
    texts = [one for one in found.texts if wanted.casefold() in f"{one.name} {one.meaning} {one.text}".casefold()]
    if shape == "json":
        click.echo(json.dumps([_as_json(one, found) for one in texts], ensure_ascii=False, indent=1))
    else:
        show(_lines(found, texts))
    for warning in _warnings(found):
        click.echo(warning, err=True)
    if not texts:
        click.echo(language().said("Tidak ada nilai yang memuat «{word}».", word=wanted), err=True)
    doubtful = found.edited or not found.same or any(not one.origin.known for one in texts)
    return ExitCode.FINDINGS if doubtful else ExitCode.DONE


def _warnings(found: Explanation) -> Iterator[str]:
    if found.edited:
        yield language().said(
            "Berkas ini sudah disunting sejak diterbitkan. Yang dijelaskan adalah isinya saat terbit, {date}.",
            date=found.entry.written,
        )
    if not found.same:
        yield language().said(
            "Disusun ulang sekarang, surat ini tidak sama persis dengan yang terbit (nomor yang dikutip atau versi "
            "program berubah). Bandingkan nilainya dengan suratnya."
        )


def _lines(found: Explanation, texts: Sequence[Explained]) -> Iterator[Line]:
    entry = found.entry
    number = language().said("nomor {number}", number=mask(entry.number)) if entry.number else ""
    yield Line("  ".join(part for part in (mask(found.title), entry.key, number) if part), tone="heading")
    names = max((len(one.name) for one in texts), default=0)
    for one in texts:
        text = mask(one.text.replace("\n", " / "))
        yield Line(f"{one.name:<{names}}  «{text}» ← {'; '.join(_told(one, found))}")


def _told(one: Explained, found: Explanation) -> Iterator[str]:
    """Each answer to where a text comes from, as people read it."""
    origin, said = one.origin, language().said
    if one.text == QR_LEAF:
        yield said("dibuat dari jenis, nomor, kunci, dan isi surat ini ({key})", key=found.entry.key)
        return
    if origin.cells:
        yield _cells(origin.cells)
    yield from (_letter(key, found) for key in origin.letters)
    if origin.first_issue:
        yield said("tanggal terbit pertama, dicatat di register")
    if len(origin.counted) == 1:
        yield said("menurut {cell}", cell=origin.counted[0])
    elif origin.counted:
        yield said("dihitung dari {count} sel: {cells}", count=len(origin.counted), cells=_cells(origin.counted))
    if origin.empty:
        yield said("karena kosong: {cells}", cells=_cells(origin.empty))
    if origin.running:
        yield said("nomor urut")
    if origin.programme:
        yield said("dari program {programme} (teks tetap)", programme=found.programme)
    if origin.fixed:
        yield said("teks tetap jenis surat ini")
    if not origin.known:
        yield said("asal tidak diketahui")


def _cells(places: Sequence[Place]) -> str:
    shown = ", ".join(map(str, places[:_MOST_CELLS]))
    more = len(places) - _MOST_CELLS
    return language().said("{cells} (dan {count} lainnya)", cells=shown, count=more) if more > 0 else shown


def _letter(key: str, found: Explanation) -> str:
    """Where the number of a letter comes from."""
    entry = found.letters.get(key)
    if entry is None:
        return language().said("nomor {key}, yang tidak terbit", key=key)
    if key in found.given:
        return f"{found.given[key]} ({key})"
    if not entry.number:
        return language().said("dikosongkan untuk ditulis tangan ({key})", key=key)
    return language().said("nomor dari register ({key}), dicatat {date}", key=key, date=entry.dated)


def _as_json(one: Explained, found: Explanation) -> dict[str, object]:
    origin = one.origin
    return {
        "field": one.name,
        "meaning": one.meaning,
        "value": mask(one.text),
        "cells": list(map(str, origin.cells)),
        "counted_from": list(map(str, origin.counted)),
        "empty_cells": list(map(str, origin.empty)),
        "letters": list(origin.letters),
        "told": "; ".join(_told(one, found)),
    }
