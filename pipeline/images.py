"""The only door to Pillow, pillow-heif and segno: what a photo or scan is, the same prepared for print, and QR marks.

Every picture that goes into a paper is decoded and encoded anew: that proves that it is whole, turns it as it was
taken, and drops what phones write into it (place, device). `facts` is for the guarded processes of stage 1, where a
decoder that a crafted picture kills harms nobody; `for_print` is for pictures that have passed there.
"""

import re
from dataclasses import replace
from functools import cache, lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import segno

from pipeline import files
from pipeline.files import FileFacts, FileProblem

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE_LIMIT = 25 * 2**20
"""Bytes of a photo or scan."""
PIXEL_LIMITS = {"image/jpeg": 250_000_000, "image/png": 50_000_000, "image/webp": 25_000_000, "image/heic": 50_000_000}
"""JPEG is decoded at a fraction of its size, the others only as a whole, and WebP with two more copies of it: within
the memory that a guarded process has. Phones take up to 49 million pixels as HEIC."""
PRINT_DPI = 200
MOST_PIXELS = 1200
"""Of the longer side, even where a box would take more: a scanned page that fills it has 150 dots per inch, is still
legible, and weighs half as much."""
JPEG_QUALITY = 82
_MM_PER_INCH = 25.4
_ORIENTATION = 0x0112
_TURNED_SIDEWAYS = (5, 6, 7, 8)
_PROOF_SIZE = (256, 256)
_PDF_TRAILER = 2048
_WEBP_HEADER = 30
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"))
_SPOTS = 8
_CLEAR_STEP = 4
"""Shades of grey (of 256) between two spots that saving a picture again does not blur away."""
_FEWEST_STEPS = 4
"""Clear steps in each direction; a picture with fewer is plain, and all plain pictures look alike."""


def facts(path: Path, name: str) -> FileFacts:
    """What is known of an evidence file that a cell calls `name`: what it is, how large, and whether it is whole."""
    try:
        if not path.is_file():
            return FileFacts(name, problem=FileProblem.MISSING)
    except OSError:  # a name longer than any file has
        return FileFacts(name, problem=FileProblem.MISSING)
    try:
        status = path.stat()
        if status.st_size > SIZE_LIMIT:
            return FileFacts(name, problem=FileProblem.TOO_LARGE, size=status.st_size)
        found = _facts(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return FileFacts(name, problem=FileProblem.UNREADABLE)
    usable = path if found.problem is FileProblem.NONE else None
    return replace(found, name=name, path=usable, size=status.st_size)


@lru_cache(maxsize=4096)
def _facts(path: Path, _modified: int, _size: int) -> FileFacts:
    """What the content tells; kept as long as the file does not change."""
    data = path.read_bytes()
    media = _media(data)
    found = FileFacts("", media=media)
    if not media:
        found = replace(found, problem=FileProblem.KIND if data else FileProblem.UNREADABLE)
    elif media == "application/pdf":
        if b"%%EOF" not in data[-_PDF_TRAILER:]:
            found = replace(found, problem=FileProblem.UNREADABLE)
    elif media == "image/heic" and not reads_heic():
        found = replace(found, problem=FileProblem.NO_DECODER)
    elif media == "image/webp" and _too_many_pixels(media, *_webp_size(data)):
        # Pillow asks for the memory of a WebP as soon as it opens it.
        found = replace(found, problem=FileProblem.TOO_LARGE)
    else:
        found = _picture_facts(path, media)
    return replace(found, sha256=files.sha256_of(path))


def _media(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return "application/pdf" if re.match(rb"\s{0,16}%PDF-", data) else ""


@cache
def reads_heic() -> bool:
    """Whether pillow-heif is installed, without which Pillow reads no HEIC."""
    try:
        import pillow_heif
    except ImportError:
        return False
    # A small preview in the file may show anything: only the picture itself is looked at. Every further thread would
    # take address space, of which a guarded process has little.
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    return True


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height that the head of a WebP claims, in each of its three forms; (0, 0) where it is cut off."""
    head = data[:_WEBP_HEADER]
    if len(head) < _WEBP_HEADER:
        return (0, 0)
    match head[12:16]:
        case b"VP8X":
            return (1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little"))
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        case _:
            sides = (int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little"))
            return (sides[0] & 0x3FFF, sides[1] & 0x3FFF)


def _too_many_pixels(media: str, width: int, height: int) -> bool:
    return width * height > PIXEL_LIMITS[media]


def _picture_facts(path: Path, media: str) -> FileFacts:
    """Problem, size and likeness of a picture, which is decoded to its last row, small where that is possible."""
    found = FileFacts("", media=media)
    try:
        with _opened(path) as image:
            # Before anything else: asking a PNG for its orientation decodes it.
            if _too_many_pixels(media, *image.size):
                return replace(found, problem=FileProblem.TOO_LARGE, width=image.width, height=image.height)
            width, height = _seen_size(image)
            image.draft("RGB", _PROOF_SIZE)
            image.load()
            return replace(found, width=width, height=height, likeness=likeness(image))
    except MemoryError:
        return replace(found, problem=FileProblem.TOO_LARGE)
    # Pillow raises OSError, SyntaxError, ValueError, struct.error and more for damaged pictures.
    except Exception:
        return replace(found, problem=FileProblem.UNREADABLE)


def likeness(image: "Image") -> str:
    """64 bits, as hex, that stay nearly the same when a picture is turned upright, made smaller or saved again: whether
    it grows darker from each of 8 by 8 spots to the one on its right (the difference hash of Krawetz, 2013).

    "" of a picture without anything to tell it by: a blank page, a mere shade.
    """
    from PIL import Image, ImageOps

    grey = ImageOps.exif_transpose(_in_colours(image)).convert("L")
    spots = grey.resize((_SPOTS + 1, _SPOTS), Image.Resampling.BOX).tobytes()
    rows = [spots[start : start + _SPOTS + 1] for start in range(0, len(spots), _SPOTS + 1)]
    falls = [left - right for row in rows for left, right in pairwise(row)]
    darker = sum(fall >= _CLEAR_STEP for fall in falls)
    lighter = sum(fall <= -_CLEAR_STEP for fall in falls)
    if min(darker, lighter) < _FEWEST_STEPS:
        return ""
    return f"{int(''.join('1' if fall > 0 else '0' for fall in falls), 2):016x}"


def _opened(path: Path) -> "Image":
    """An image of a closed list of formats: Pillow would start Ghostscript for a PostScript file called .jpg."""
    from PIL import Image

    # Pillow's own limit judges all formats alike and would refuse the photos of newer phones; see PIXEL_LIMITS.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(path, formats=["JPEG", "PNG", "WEBP", *(["HEIF"] if reads_heic() else [])])


def _in_colours(image: "Image") -> "Image":
    """As RGB, or as RGBA where anything shows through: palettes and 16 bits cannot be made smaller well."""
    if image.mode.startswith("I"):
        # 65,536 greys, of which Pillow would cut off all but the darkest 256.
        return image.convert("I").point(lambda shade: shade * (1 / 256)).convert("L").convert("RGB")
    if image.has_transparency_data:
        image = _in_mode(image, "RGBA")
        if image.getchannel("A").getextrema() != (255, 255):
            return image
    return _in_mode(image, "RGB")


def _in_mode(image: "Image", mode: str) -> "Image":
    """Without the copy that Pillow would make of one in this mode already."""
    return image if image.mode == mode else image.convert(mode)


def _seen_size(image: "Image") -> tuple[int, int]:
    """Width and height as the picture is to be looked at."""
    width, height = image.size
    return (height, width) if image.getexif().get(_ORIENTATION) in _TURNED_SIDEWAYS else (width, height)


@lru_cache(maxsize=64)
def _for_print(path: Path, _modified: int, width_mm: float, height_mm: float) -> tuple[bytes, float, float]:
    from PIL import ImageOps

    box = (min(_pixels(width_mm), MOST_PIXELS), min(_pixels(height_mm), MOST_PIXELS))
    with _opened(path) as image:
        width, height = _seen_size(image)
        stored_box = box if (width, height) == image.size else box[::-1]
        image.draft("RGB", stored_box)
        colours = _in_colours(image)
        colours.thumbnail(stored_box)
        upright = ImageOps.exif_transpose(colours)
    scale = min(width_mm / width, height_mm / height)
    return _encoded(upright), width * scale, height * scale


def for_print(path: Path, width_mm: float, height_mm: float) -> tuple[bytes, float, float]:
    """A picture fitted into a box, with 200 dots per inch at most: its bytes, and the width and height it takes, in mm.

    JPEG without any metadata, or PNG where the picture is transparent; the same bytes for the same picture. Raises
    OSError when the file cannot be read any more; `facts` has proved it before.
    """
    return _for_print(path, path.stat().st_mtime_ns, width_mm, height_mm)


def _pixels(millimetres: float) -> int:
    return max(1, round(millimetres / _MM_PER_INCH * PRINT_DPI))


def _encoded(image: "Image") -> bytes:
    image.info = {}  # Pillow would hand on comments and colour profiles
    stream = BytesIO()
    if image.mode == "RGBA":
        image.save(stream, "PNG", optimize=True)
    else:
        image.save(stream, "JPEG", quality=JPEG_QUALITY)
    return stream.getvalue()


def qr_png(text: str) -> bytes:
    """The QR mark of a text as a PNG picture, its quiet zone included."""
    stream = BytesIO()
    segno.make_qr(text, error="m").save(stream, kind="png", scale=8)
    return stream.getvalue()
