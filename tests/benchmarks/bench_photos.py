"""What photos and charts cost: CPU time in one process, and the bytes that they add to a paper.

Run by `make bench`. Photos have 12 million pixels, of noise and gradients: slow to decode for their size. The quickest
of some rounds counts.

docxtpl    the photo as it is, through docxtpl as its manual shows it: DocxTemplate, InlineImage, render, save; it knows
           neither WebP nor HEIC, and photos lie on their side
looked at  what stage 1 does, once a run: format, size, whether it is whole, likeness, SHA-256
ready      what stage 5 does before a paper: turned, made smaller, encoded anew
paper      Template.render of a paper with it, for each photo
"""

import random
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from time import process_time

import pillow_heif
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from PIL import Image

from pipeline import charts, images, word
from pipeline.charts import Bar, BarRow
from pipeline.documents.report_annexes import PHOTO_MM

PHONE = (4000, 3000)
ROUNDS = 3
PHOTOS = 4
"""Of a report."""
QUALITY = {"jpg": 92, "webp": 85, "heic": 50}
COLUMNS = ("MB", "docxtpl", "looked at", "ready", "paper", "KB", "smaller", "faster")
HEADING = f"{'CPU ms per photo':<18}" + "".join(f"{column:>10}" for column in COLUMNS)


def photo(path: Path, noise: int) -> Path:
    grain = Image.effect_noise(PHONE, noise)
    light = Image.radial_gradient("L").resize(PHONE)
    image = Image.blend(Image.merge("RGB", (light, grain, light)), grain.convert("RGB"), 0.5)
    image.save(path, quality=QUALITY[path.suffix[1:]])
    return path


def template(path: Path) -> Path:
    document = Document()
    document.add_paragraph("{%p for picture in pictures %}")
    document.add_paragraph("{{ picture }}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))
    return path


def quickest(work: Callable[[], object]) -> float:
    """CPU milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        images._facts.cache_clear()
        images._for_print.cache_clear()
        charts.png.cache_clear()
        began = process_time()
        work()
        taken.append(process_time() - began)
    return 1000 * min(taken)


def plain(path: Path, photos: Sequence[bytes]) -> bytes:
    document = DocxTemplate(path)
    pictures = [InlineImage(document, BytesIO(data), width=Mm(PHOTO_MM[0])) for data in photos]
    document.render({"pictures": pictures}, autoescape=True)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def photo_row(path: Path, form: Path) -> str:
    """The cost of one photo of a report that has several."""
    data = path.read_bytes()
    # Photos of the same bytes would be embedded once, by both.
    several = [data + bytes([number]) for number in range(PHOTOS)]
    slowly = quickest(lambda: plain(form, several)) / PHOTOS if path.suffix == ".jpg" else None
    looked = quickest(lambda: images.facts(path, path.name))
    ready = quickest(lambda: images.for_print(path, *PHOTO_MM))
    small, width, height = images.for_print(path, *PHOTO_MM)
    prepared = word.load(form)
    values = {"pictures": [word.Picture(small + bytes([number]), width, height, "") for number in range(PHOTOS)]}
    paper = quickest(lambda: prepared.render(values, None)) / PHOTOS
    plainly, faster = (f"{slowly:.1f}", f"{slowly / (ready + paper):.1f} x") if slowly else ("–", "–")
    return (
        f"{path.name:<18}{len(data) / 1e6:>10.1f}{plainly:>10}{looked:>10.1f}{ready:>10.1f}{paper:>10.3f}"
        f"{len(small) / 1e3:>10.0f}{len(data) / len(small):>8.0f} x{faster:>10}"
    )


def chart_rows() -> list[str]:
    chance = random.Random(1)
    drawings = {
        f"attendance, {count} sessions": ("rates", ("Nomor pertemuan",), rates(chance, count), 150, 65)
        for count in (6, 12, 30)
    } | {"turnover, 4 groups": ("pairs", ("Awal", "Akhir"), pairs(chance, 4), 150, 60)}
    return [
        f"{name:<28}{quickest(partial(charts.png, *drawing)):>10.1f}{len(charts.png(*drawing)) / 1e3:>10.1f}"
        for name, drawing in drawings.items()
    ]


def rates(chance: random.Random, count: int) -> tuple[BarRow, ...]:
    values = [chance.randrange(40, 101) for _ in range(count)]
    return tuple(BarRow(str(number), (Bar(value, f"{value}%"),)) for number, value in enumerate(values, start=1))


def pairs(chance: random.Random, count: int) -> tuple[BarRow, ...]:
    values = [[chance.randrange(1, 20) for _ in range(2)] for _ in range(count)]
    return tuple(
        BarRow(f"Kelompok {number}", tuple(Bar(value, f"Rp{value} juta") for value in both))
        for number, both in enumerate(values, start=1)
    )


def main() -> None:
    pillow_heif.register_heif_opener()
    print(HEADING)
    with tempfile.TemporaryDirectory() as folder:
        form = template(Path(folder) / "form.docx")
        for name, noise in (("phone.jpg", 70), ("calm.jpg", 20), ("phone.webp", 70), ("phone.heic", 8)):
            print(photo_row(photo(Path(folder) / name, noise), form), flush=True)
    print(f"\n{'CPU ms per chart':<28}{'':>10}{'KB':>10}")
    for row in chart_rows():
        print(row)


if __name__ == "__main__":
    main()
