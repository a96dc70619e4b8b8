"""The only door to matplotlib: numbers become bar charts, as the bytes of a small PNG.

A chart is told apart in black and white: it has one hue in 16 shades, and every bar bears its value. Its letters are
those of the font that matplotlib brings along, so that the bytes do not depend on the fonts of the machine.
"""

import logging
import textwrap
import warnings
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

Kind = Literal["rates", "pairs"]
"""rates: upright bars on a scale of 0 to 100 per cent, one a row; pairs: lying bars, two a row, on their own scale."""

DPI = 200
_MM_PER_INCH = 25.4
_MM_PER_POINT = _MM_PER_INCH / 72
_TEXT = 7.5
_SMALLEST_TEXT = 4.5
"""Points."""
_WIDEST_LETTER = 0.7
"""Of the font's height, averaged over a text in capitals."""
_LINE = 1.25
"""Height of a line of text, of the font's."""

_INK, _DARK, _PALE, _RULE = "0.0", "0.3", "0.8", "0.85"
"""Greys of matplotlib, 0 (ink) to 1 (paper)."""
_SHADES = 16
_INK_COLOUR = (16, 42, 74)
"""What black becomes: the shades lie between it and white."""


class Bar(NamedTuple):
    """One bar."""

    value: float | None
    """0 or more; None where it is not known: no bar is drawn."""
    text: str
    """Written at its end, "85,7%"."""


class BarRow(NamedTuple):
    """The bars that share a label."""

    label: str
    bars: tuple[Bar, ...]
    """As many as the chart's kind asks for."""


@lru_cache(maxsize=64)
def png(kind: Kind, names: tuple[str, ...], rows: tuple[BarRow, ...], width_mm: float, height_mm: float) -> bytes:
    """A chart of this size with 200 dots per inch; the same bytes for the same data.

    `names`: of rates what their labels are ("Pertemuan ke-"), of pairs what the first and the second bar are.
    """
    logging.getLogger("matplotlib").setLevel(logging.CRITICAL)  # its talk of caches and fonts is not for clerks
    import matplotlib.style

    # Whatever the machine's own matplotlibrc says; and a letter that the font lacks is a box, not a line on the screen.
    with matplotlib.style.context("default"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = _Sheet(width_mm, height_mm)
        if kind == "rates":
            _draw_rates(sheet, names[0], rows)
        else:
            _draw_pairs(sheet, names, rows)
        return sheet.png()


class _Sheet:
    """An empty picture to draw on, in millimetres from its lower left corner."""

    def __init__(self, width: float, height: float) -> None:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH), dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._millimetres = Affine2D().scale(1 / width, 1 / height) + self._figure.transFigure
        self._font = f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf"

    def box(self, x: float, y: float, width: float, height: float, shade: str) -> None:
        from matplotlib.patches import Rectangle

        edge = {"edgecolor": _INK, "linewidth": 0.5} if shade == _PALE else {}
        self._figure.add_artist(
            Rectangle((x, y), width, height, facecolor=shade, transform=self._millimetres, **edge)  # type: ignore[arg-type]
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = _TEXT,
        across: Literal["left", "center", "right"] = "center",
        up: Literal["bottom", "center", "center_baseline"] = "center_baseline",
        rotation: float = 0,
    ) -> None:
        from matplotlib.font_manager import FontProperties

        self._figure.text(
            x,
            y,
            text,
            fontproperties=FontProperties(fname=self._font, size=size),
            color=_INK,
            ha=across,
            va=up,
            rotation=rotation,
            linespacing=_LINE,
            parse_math=False,
            transform=self._millimetres,
        )

    def png(self) -> bytes:
        """What was drawn, as shades of one hue."""
        self._canvas.draw()  # type: ignore[no-untyped-call]
        return _in_shades(self._canvas)


def _in_shades(canvas: "FigureCanvasAgg") -> bytes:
    from PIL import Image

    drawn = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))  # type: ignore[no-untyped-call]
    shades = drawn.convert("L").point([grey * _SHADES // 256 for grey in range(256)])
    image = Image.frombytes("P", shades.size, shades.tobytes())
    image.putpalette(
        [round(ink + (255 - ink) * shade / (_SHADES - 1)) for shade in range(_SHADES) for ink in _INK_COLOUR]
    )
    stream = BytesIO()
    image.save(stream, "PNG", bits=4)
    return stream.getvalue()


def _width_of(text: str, size: float = _TEXT) -> float:
    """At most so many millimetres wide."""
    return len(text) * _WIDEST_LETTER * size * _MM_PER_POINT


def _draw_rates(sheet: _Sheet, name: str, rows: Sequence[BarRow]) -> None:
    """Values that would touch are turned, and left out where even that does not help; then labels are, too."""
    left, right, bottom, top = 12.0, 2.0, 10.0, 10.0
    scale = (sheet.height - bottom - top) / 100
    for rate in (0, 25, 50, 75, 100):
        y = bottom + rate * scale
        sheet.box(left, y, sheet.width - left - right, 0.15, _INK if rate == 0 else _RULE)
        sheet.text(left - 1.5, y, f"{rate}%", across="right")
    sheet.text((left + sheet.width - right) / 2, 2, name)
    step = (sheet.width - left - right) / len(rows)
    width = min(0.7 * step, 14)
    turned = max(_width_of(row.bars[0].text) for row in rows) > step
    has_values = not turned or step >= _TEXT * _LINE * _MM_PER_POINT
    every_label = ceil(max(_width_of(row.label) for row in rows) / step)
    for place, (label, ((value, text),)) in enumerate(rows):
        middle, height = left + (place + 0.5) * step, (value or 0) * scale
        if height:
            sheet.box(middle - width / 2, bottom, width, height, _DARK)
        if has_values:
            sheet.text(middle, bottom + height + 1, text, up="bottom", rotation=90 if turned else 0)
        if place % every_label == 0:
            sheet.text(middle, bottom - 3, label)


def _draw_pairs(sheet: _Sheet, names: Sequence[str], rows: Sequence[BarRow]) -> None:
    """The two bars of a row lie below each other, the paler one first."""
    head, labels, gap = 8.0, 48.0, 1.5
    step = (sheet.height - head) / len(rows)
    thickness = min(step * 0.36, 5)
    size = max(_SMALLEST_TEXT, min(_TEXT, thickness / _MM_PER_POINT / _LINE))
    longest = max(_width_of(bar.text, size) for row in rows for bar in row.bars)
    most = max((bar.value or 0 for row in rows for bar in row.bars), default=0) or 1
    scale = (sheet.width - labels - gap - longest) / most
    _draw_legend(sheet, labels, sheet.height - head / 2, names)
    sheet.box(labels - 0.2, 0, 0.2, sheet.height - head, _INK)
    for place, (label, bars) in enumerate(rows):
        middle = sheet.height - head - (place + 0.5) * step
        sheet.text(
            labels - gap, middle, _wrapped(label, labels - gap, step, size), size=size, across="right", up="center"
        )
        for (value, text), shade, y in zip(bars, (_PALE, _DARK), (middle, middle - thickness), strict=True):
            if value:
                sheet.box(labels, y, value * scale, thickness, shade)
            sheet.text(labels + (value or 0) * scale + gap, y + thickness / 2, text, size=size, across="left")


def _draw_legend(sheet: _Sheet, x: float, y: float, names: Sequence[str]) -> None:
    for name, shade in zip(names, (_PALE, _DARK), strict=True):
        sheet.box(x, y - 1.3, 4, 2.6, shade)
        sheet.text(x + 5.5, y, name, across="left")
        x += 12 + _width_of(name)


def _wrapped(label: str, width: float, height: float, size: float) -> str:
    """As many lines as there is room for; what is too long ends in an ellipsis."""
    letters = int(width / _width_of("M", size))
    lines = max(1, int(height / (size * _LINE * _MM_PER_POINT)))
    return "\n".join(textwrap.wrap(label, letters, max_lines=lines, placeholder=" …"))
