"""Small pictures and papers for the stories: drawn scenes, portraits, scanned lists, letters as PDF."""

import io
import random

from PIL import Image, ImageDraw

from tests.samples.shapes import Picture

_ORIENTATION = 0x0112
_TURNED_RIGHT = 6
_SKIES = ("#cfe3f2", "#f3e7d3", "#dfeadf", "#e9e1ee")
_GROUNDS = ("#9c8f6a", "#7f9a6d", "#a7957c", "#8b8f95")
_SHIRTS = ("#b5493b", "#2f5d8a", "#d9a441", "#3f7d58", "#6b4f85", "#ececec", "#2b2b2b")
_SKINS = ("#8a5a3b", "#a9744f", "#70462c", "#c08a63")


def content(name: str, picture: Picture) -> bytes:
    """The file's bytes; its kind follows from the ending of its name."""
    if name.endswith(".pdf"):
        return pdf(picture.lines)
    chance = random.Random(picture.seed)
    drawn = {"scene": _scene, "portrait": _portrait, "scan": _scan, "letter": _scan, "logo": _logo}[picture.kind]
    image = drawn(chance, picture.lines)
    stream = io.BytesIO()
    if name.endswith(".png"):
        image.quantize(32).save(stream, "PNG", optimize=True)
    elif picture.kind == "scene" and picture.seed % 5 == 0:
        # As a phone held upright stores it: lying on its side, with a mark that tells how to turn it.
        exif = Image.Exif()
        exif[_ORIENTATION] = _TURNED_RIGHT
        upright = image.crop((100, 0, 460, 480)).resize((480, 640))
        upright.rotate(90, expand=True).save(stream, "JPEG", quality=55, exif=exif)
    else:
        image.save(stream, "JPEG", quality=55)
    return stream.getvalue()


def _scene(chance: random.Random, _lines: tuple[str, ...]) -> Image.Image:
    """People around a table before a wall or a field."""
    image = Image.new("RGB", (640, 480), chance.choice(_SKIES))
    draw = ImageDraw.Draw(image)
    horizon = chance.randint(190, 260)
    draw.rectangle((0, horizon, 640, 480), fill=chance.choice(_GROUNDS))
    draw.rectangle((chance.randint(40, 360), 40, chance.randint(400, 600), 150), fill="#fafafa", outline="#555555")
    people = chance.randint(5, 9)
    for number in range(people):
        x = 40 + number * (560 // people) + chance.randint(-12, 12)
        y = horizon + chance.randint(-70, 10)
        draw.ellipse((x, y, x + 44, y + 50), fill=chance.choice(_SKINS), outline="#333333")
        draw.rounded_rectangle((x - 16, y + 48, x + 60, y + 170), 22, fill=chance.choice(_SHIRTS))
    table = chance.randint(360, 400)
    draw.rectangle((60, table, 580, table + 26), fill="#6e4a2f")
    for _ in range(chance.randint(3, 7)):
        x = chance.randint(80, 520)
        draw.rectangle((x, table - 22, x + 34, table), fill=chance.choice(_SHIRTS))
    return image


def _portrait(chance: random.Random, _lines: tuple[str, ...]) -> Image.Image:
    """A passport photo on red or blue."""
    image = Image.new("RGB", (354, 472), chance.choice(("#b3202a", "#1f4e8c")))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((40, 330, 314, 560), 80, fill=chance.choice(_SHIRTS))
    draw.rectangle((145, 280, 210, 350), fill="#8a5a3b")
    draw.ellipse((100, 90, 255, 310), fill=chance.choice(_SKINS))
    draw.chord((95, 75, 260, 260), 180, 360, fill="#1d1712")
    for x in (140, 195):
        draw.ellipse((x, 190, x + 18, 202), fill="#1d1712")
    draw.arc((145, 225, 210, 270), 20, 160, fill="#5b2b22", width=4)
    return image


def _scan(chance: random.Random, lines: tuple[str, ...]) -> Image.Image:
    """A paper under the scanner: a title, ruled rows, and signatures."""
    image = Image.new("RGB", (620, 860), "#f7f5ee")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((50, 40 + 22 * number), line, fill="#222222")
    top = 70 + 22 * len(lines)
    for row in range(12):
        draw.line((50, top + row * 50, 570, top + row * 50), fill="#444444")
        points = [(400 + 14 * step, top + row * 50 + chance.randint(8, 42)) for step in range(10)]
        draw.line(points, fill="#23407a", width=2)
    return image


def _logo(_chance: random.Random, _lines: tuple[str, ...]) -> Image.Image:
    """An invented coat of arms."""
    image = Image.new("RGB", (240, 280), "white")
    draw = ImageDraw.Draw(image)
    draw.polygon(((20, 20), (220, 20), (220, 170), (120, 265), (20, 170)), fill="#1e6b3a", outline="#111111")
    draw.ellipse((70, 60, 170, 160), fill="#f2c230")
    draw.polygon(((120, 75), (150, 150), (90, 150)), fill="#b3202a")
    return image


def pdf(lines: tuple[str, ...]) -> bytes:
    """A page of text as PDF, without any date."""
    text = "".join(f"({_escaped(line)}) Tj 0 -20 Td\n" for line in lines)
    stream = f"BT /F1 12 Tf 60 770 Td\n{text}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = "%PDF-1.4\n"
    offsets = []
    for number, written in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + f"xref\n0 {count}\n0000000000 65535 f \n{table}" + trailer).encode("ascii", "replace")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
