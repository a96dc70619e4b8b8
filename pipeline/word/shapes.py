"""What a caller of the word door hands over besides text."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.failures import Failure

MM_PER_INCH = 25.4
TWIPS_PER_INCH = 1440
EMU_PER_MM = 36_000


class Refused(Failure):
    """A document of this template must not be issued. Those of other templates may, and perhaps those of other data."""


class Lost(Refused):
    """What the template prints did not reach the document, or a label would stand there with nothing after it."""

    def __init__(self, where: str, field: str) -> None:
        super().__init__(f'{where}: isian "{field}" tidak tercetak.', "Periksa templat: `berkas templates check`.")
        self.field = field


class Damaged(Refused):
    """Word would call the document damaged."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: berkas Word tidak utuh ({problem}).", "Periksa templat: `berkas templates check`.")
        self.problem = problem


class Incomplete(Refused):
    """The template does not print what every paper of its kind must say."""

    def __init__(self, where: str, fields: Sequence[str]) -> None:
        named = ", ".join(f'"{field}"' for field in fields)
        super().__init__(f"{where}: isian wajib {named} tidak dicetak.", "Periksa templat: `berkas templates check`.")
        self.fields = fields


class Unfilled(Refused):
    """The document's data has nothing to print for a field, or nothing that can be printed."""

    def __init__(self, where: str, field: str, reason: str) -> None:
        super().__init__(
            f'{where}: isian "{field}" {reason}.',
            "Periksa ejaan isian itu di templat; daftar isian: `berkas templates fields JENIS`.",
        )
        self.field = field


@dataclass(frozen=True, slots=True)
class Page:
    """An office's paper, put on every section of a template: an upright sheet in millimetres, its margins, its font.

    Sections that lie on their side in the template stay so, with width and height swapped. The distances of header
    and footer from the edge, and fonts that single words of a template name for themselves, remain the template's.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    font: str
    """Family name, such as "Arial"."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture standing in the line where a template names it: the bytes of a JPEG or PNG ready for print."""

    data: bytes
    width_mm: float
    height_mm: float
    alt: str
    """What the picture shows, for those who cannot see it."""


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of page sizes and margins."""
    return round(millimetres * TWIPS_PER_INCH / MM_PER_INCH)


def emu(millimetres: float) -> int:
    """English Metric Units, the unit of drawings."""
    return round(millimetres * EMU_PER_MM)


@dataclass(frozen=True, slots=True)
class Separator:
    """A page that goes before a paper in the printer and says which it is."""

    width: float
    """Points."""
    height: float
    kind: str
    title: str
    lines: tuple[str, ...]
    """What else there is to say, in small letters."""
