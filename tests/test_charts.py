"""Charts: what is drawn where, the same bytes for the same data, labels that never touch."""

import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib import get_data_path
from PIL import Image, ImageFont

from pipeline import charts
from pipeline.charts import Bar, BarRow, Kind

ROOT = Path(__file__).parent.parent
PIXELS_PER_MM = charts.DPI / 25.4
FONT = ImageFont.truetype(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf", 10)
INK = 128
"""Greys below it are ink or a dark bar."""


def rates(*values: float | None) -> tuple[BarRow, ...]:
    return tuple(
        BarRow(str(number), (Bar(value, "–" if value is None else f"{value:.1f}%".replace(".", ",")),))
        for number, value in enumerate(values, start=1)
    )


def pairs(*rows: tuple[str, float | None, float | None]) -> tuple[BarRow, ...]:
    return tuple(BarRow(label, (Bar(one, f"{one} kali"), Bar(other, f"{other} kali"))) for label, one, other in rows)


def drawn(
    kind: Kind, rows: tuple[BarRow, ...], size: tuple[float, float] = (150, 70), names: tuple[str, ...] = ()
) -> Image.Image:
    found = names or (("Nomor pertemuan",) if kind == "rates" else ("Target", "Hasil"))
    return Image.open(io.BytesIO(charts.png(kind, found, rows, *size)))


def ink(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Which share of a box, in millimetres from the upper left corner, is dark."""
    left, top, right, bottom = (round(edge * PIXELS_PER_MM) for edge in box)
    grey = image.convert("L").crop((left, top, right, bottom)).tobytes()
    return sum(pixel < INK for pixel in grey) / len(grey)


def test_a_small_png_of_sixteen_shades_without_metadata():
    data = charts.png("rates", ("Nomor pertemuan",), rates(90, 80, 100), 150, 70)
    assert len(data) < 12_000
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (1181, 551))
        assert len(image.getcolors() or ()) <= 16
        assert image.info == {}


def test_shades_are_told_apart_without_colour():
    grey = set(drawn("pairs", pairs(("A", 4, 2))).convert("L").tobytes())
    pale, dark = (int(float(shade) * 255) for shade in (charts._PALE, charts._DARK))
    assert pale - dark > 100
    assert (min(grey) < 60, max(grey)) == (True, 255)


def test_a_bar_is_as_high_as_its_rate():
    image = drawn("rates", rates(100, 50, 0, None))
    middles = [12 + (place + 0.5) * 136 / 4 for place in range(4)]
    upper, lower = [
        [ink(image, (middle - 2, top, middle + 2, bottom)) for middle in middles]
        for top, bottom in ((12, 30), (40, 54))
    ]
    assert [round(share) for share in upper] == [1, 0, 0, 0]
    assert [round(share) for share in lower] == [1, 1, 0, 0]


def test_the_bars_of_a_pair_share_a_scale():
    image = drawn("pairs", pairs(("Pemberian motivasi", 4, 2), ("Kemitraan", 0, None)))
    row = (70 - 8) / 2
    # The second bar of a row begins at its middle; the longer one of the first row takes all room before its text.
    assert ink(image, (49, 8 + row / 2 + 1, 60, 8 + row / 2 + 4)) == 1
    assert ink(image, (48.3, 8 + row * 1.5 + 2.2, 49.2, 8 + row * 1.5 + 4)) == 0


@pytest.mark.parametrize("count", [1, 2, 12, 18, 30, 45, 60, 90, 200])
def test_what_is_written_under_and_above_many_bars_does_not_touch(count, monkeypatch):
    written: dict[str, list[tuple[float, float]]] = {"labels": [], "values": []}
    write = charts._Sheet.text

    def noted(sheet, x, y, text, **how):
        wide = FONT.getlength(text) / 10 * charts._TEXT * charts._MM_PER_POINT
        extent = charts._TEXT * charts._MM_PER_POINT if how.get("rotation") else wide
        if how.get("up") == "bottom" or text.isdecimal():
            written["values" if "up" in how else "labels"].append((x - extent / 2, x + extent / 2))
        write(sheet, x, y, text, **how)

    monkeypatch.setattr(charts._Sheet, "text", noted)
    charts.png.cache_clear()
    drawn("rates", rates(*[88.8] * count))
    assert len(written["labels"]) >= min(count, 20)
    assert len(written["values"]) == (count if count <= 41 else 0)
    for extents in written.values():
        assert all(right < left for (_, right), (left, _) in itertools.pairwise(extents))


def test_values_that_would_touch_are_turned_then_left_out():
    above = (14, 10, 146, 17.8)
    flat, turned, none = (ink(drawn("rates", rates(*[80.0] * count)), above) for count in (5, 40, 80))
    assert turned > flat > none == 0


def test_a_long_name_is_wrapped_and_cut_within_its_room():
    name = "KELOMPOK USAHA BERSAMA NELAYAN DAN PENGOLAH HASIL LAUT «TIRTA BAHARI SEJAHTERA MANDIRI» WANASARI"
    image = drawn("pairs", pairs(*((name, 1, 2) for _ in range(4))))
    assert ink(image, (0, 8, 0.3, 70)) == 0, "nothing runs out of the picture"
    assert ink(image, (46.6, 8, 47.6, 70)) == 0, "nor into the bars"
    assert ink(image, (2, 8, 46, 70)) > 0.03


def test_letters_that_the_font_lacks_and_formulas_do_no_harm(recwarn):
    for name in ("漢字", "Usaha $x^2$", "{{ 7*7 }}\n<&>", ""):
        drawn("pairs", pairs((name, 1, 2)))
    assert list(recwarn) == []


def test_nothing_but_zeros():
    drawn("rates", rates(0, 0))
    drawn("pairs", pairs(("A", 0, 0)))


def drawn_elsewhere(folder: Path, **environment: str) -> str:
    """What a new process that starts in a folder says: the hash of a chart, and everything else that it lets out."""
    code = (
        "import hashlib; from pipeline.charts import *\n"
        "rows = tuple(BarRow(str(n), (Bar(9.0 * n, f'{9 * n}%'),)) for n in range(1, 9))\n"
        "print(hashlib.sha256(png('rates', ('Nomor pertemuan',), rows, 150, 70)).hexdigest())"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True,
    ).stdout  # fmt: skip


def test_the_same_data_gives_the_same_bytes_whatever_the_machine_says(tmp_path):
    (tmp_path / "matplotlibrc").write_text("text.color: red\nfont.family: serif\nfigure.facecolor: black\n")
    (tmp_path / "file").touch()
    no_cache = str(tmp_path / "file")
    assert drawn_elsewhere(ROOT) == drawn_elsewhere(tmp_path) == drawn_elsewhere(ROOT, MPLCONFIGDIR=no_cache)
