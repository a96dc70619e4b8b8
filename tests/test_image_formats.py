"""Photos as phones, scanners and messengers send them: every format and orientation, whole, broken or monstrous."""

import io
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms

from pipeline import images
from pipeline.files import FileProblem

ORIENTATION, MAKER, POSITION = 0x0112, 0x010F, 0x8825
FORMATS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "heic": "image/heic"}
SIZE = (400, 300)
CORNERS = {"red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}
"""From the upper left one, row by row."""
STORED_BY = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera stores what is seen upright under this orientation mark (EXIF 2.32, tag 0x0112)."""
SECRET = b"RAHASIA-KAMERA-9000"


@pytest.fixture(autouse=True, scope="module")
def heic() -> Iterator[None]:
    """Pillow writes HEIC, too."""
    assert images.reads_heic()
    yield
    images.reads_heic.cache_clear()


def quarters(size: tuple[int, int] = SIZE) -> Image.Image:
    """A colour in each corner, as the picture is seen."""
    image = Image.new("RGB", size)
    middle = (size[0] // 2, size[1] // 2)
    for place, colour in enumerate(CORNERS.values()):
        left, top = (middle[side] * (place >> side & 1) for side in (0, 1))
        image.paste(colour, (left, top, left + middle[0], top + middle[1]))
    return image


def saved(path: Path, image: Image.Image | None = None, orientation: int = 1) -> Path:
    """A picture as a phone saves it: turned, with an orientation mark, the phone's name and where it was taken."""
    image = image or quarters()
    if orientation in STORED_BY:
        image = image.transpose(STORED_BY[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = SECRET.decode()
    exif.get_ifd(POSITION)[2] = (6.0, 54.0, 9.0)
    kind = {"jpg": "JPEG", "heic": "HEIF"}.get(path.suffix[1:], path.suffix[1:].upper())
    # The writer of HEIC turns the picture itself only for a mark that it gets as bytes.
    image.save(path, kind, exif=exif.tobytes(), quality=90)
    return path


def printed(path: Path, width_mm: float = 40, height_mm: float = 40) -> Image.Image:
    data, _, _ = images.for_print(path, width_mm, height_mm)
    return Image.open(io.BytesIO(data))


def pixel(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place given as shares of width and height."""
    found = image.getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(found, tuple)
    return found


def corners(image: Image.Image) -> list[str]:
    """The names of the colours nearest to those in the corners."""
    found = [pixel(image.convert("RGB"), x, y) for y in (0.2, 0.8) for x in (0.2, 0.8)]
    return [
        min(CORNERS, key=lambda name: sum((a - b) ** 2 for a, b in zip(CORNERS[name], one, strict=True)))
        for one in found
    ]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", FORMATS)
def test_a_photo_is_printed_as_it_was_taken(tmp_path, ending, orientation):
    path = saved(tmp_path / f"a.{ending}", orientation=orientation)
    found = images.facts(path, path.name)
    assert (found.problem, found.media) == (FileProblem.NONE, FORMATS[ending])
    assert (found.width, found.height) == SIZE
    _, width, height = images.for_print(path, 40, 40)
    assert (width, height) == pytest.approx((40, 30))
    assert corners(printed(path)) == list(CORNERS)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_printed_does_not_tell_where_and_with_what_it_was_taken(tmp_path, ending):
    path = saved(tmp_path / f"a.{ending}", orientation=6)
    assert SECRET in path.read_bytes()
    data, _, _ = images.for_print(path, 40, 40)
    assert SECRET not in data
    with Image.open(io.BytesIO(data)) as image:
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_comments_profiles_and_xmp_are_dropped_too(tmp_path, mode):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    image = quarters().convert(mode)
    if mode == "RGBA":
        image.putalpha(100)
    image.info["comment"] = SECRET
    for ending in ("png", "webp", "jpg")[: 2 if mode == "RGBA" else 3]:
        path = tmp_path / f"a.{ending}"
        image.save(path, xmp=b"<x>" + SECRET + b"</x>", icc_profile=profile)
        assert ending == "png" or SECRET in path.read_bytes(), "PNG deflates its profile"
        data, _, _ = images.for_print(path, 40, 40)
        assert SECRET not in data
        assert b"iCCP" not in data


@pytest.mark.parametrize("name", ["a.jpe", "a.JPG", "a.heif", "a.HIF", "a.bin", "foto"])
@pytest.mark.parametrize("ending", FORMATS)
def test_a_format_is_told_by_content_not_by_name(tmp_path, ending, name):
    path = saved(tmp_path / f"b.{ending}").rename(tmp_path / name)
    assert images.facts(path, name).media == FORMATS[ending]
    assert corners(printed(path)) == list(CORNERS)


@pytest.mark.parametrize("ending", ["bmp", "gif", "tiff"])
def test_other_formats_are_not_taken(tmp_path, ending):
    quarters().save(tmp_path / f"a.{ending}")
    assert images.facts(tmp_path / f"a.{ending}", "a").problem is FileProblem.KIND


def test_avif_is_not_taken_for_heic(tmp_path):
    data = saved(tmp_path / "a.heic").read_bytes()
    (tmp_path / "a.heic").write_bytes(data.replace(b"ftypheic", b"ftypavif", 1))
    assert images.facts(tmp_path / "a.heic", "a.heic").problem is FileProblem.KIND


def test_heic_without_its_decoder_is_told(tmp_path, monkeypatch):
    path = saved(tmp_path / "a.heic")
    images.reads_heic.cache_clear()
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    found = images.facts(path, "a.heic")
    assert (found.problem, found.media, found.path) == (FileProblem.NO_DECODER, "image/heic", None)
    assert images.facts(saved(tmp_path / "a.webp"), "a.webp").usable
    images.reads_heic.cache_clear()


def test_a_preview_in_a_heic_is_not_taken_for_the_picture(tmp_path):
    """It might show anything, and a picture whose preview is whole may be broken."""
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(quarters((1600, 1200))).save(path, quality=80, thumbnails=[600])
    plain = tmp_path / "b.heic"
    pillow_heif.from_pillow(quarters((1600, 1200))).save(plain, quality=80)
    assert images.for_print(path, 40, 40) == images.for_print(plain, 40, 40)


def test_of_a_moving_picture_the_first_moment_is_printed(tmp_path):
    first, second = Image.new("RGB", SIZE, "red"), Image.new("RGB", SIZE, "blue")
    for ending in ("webp", "png"):
        first.save(tmp_path / f"a.{ending}", save_all=True, append_images=[second], duration=100)
        assert images.facts(tmp_path / f"a.{ending}", "a").usable
        assert pixel(printed(tmp_path / f"a.{ending}"), 0.5, 0.5)[0] > 200


def test_a_photo_with_a_second_one_behind_it(tmp_path):
    """As phones store the picture and its depth (MPO)."""
    quarters().save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=[Image.new("RGB", SIZE)])
    assert images.facts(tmp_path / "a.jpg", "a.jpg").media == "image/jpeg"
    assert corners(printed(tmp_path / "a.jpg")) == list(CORNERS)


def test_colours_of_print_shops(tmp_path):
    quarters().convert("CMYK").save(tmp_path / "a.jpg", quality=95)
    image = printed(tmp_path / "a.jpg")
    assert (image.format, image.mode, corners(image)) == ("JPEG", "RGB", list(CORNERS))


@pytest.mark.parametrize("shade", [0, 10, 128, 255])
def test_a_scan_of_sixteen_bits_keeps_its_greys(tmp_path, shade):
    Image.new("I;16", SIZE, shade * 257).save(tmp_path / "a.png")
    assert images.facts(tmp_path / "a.png", "a.png").usable
    assert pixel(printed(tmp_path / "a.png"), 0.5, 0.5) == pytest.approx((shade,) * 3, abs=1)


def test_a_scan_of_sixteen_bits_has_a_likeness(tmp_path):
    coarse = Image.effect_noise((12, 9), 90).resize((480, 360), Image.Resampling.NEAREST)
    coarse.save(tmp_path / "a.png")
    coarse.convert("I").point(lambda shade: shade * 257).convert("I;16").save(tmp_path / "b.png")
    one, other = (images.facts(tmp_path / name, name).likeness for name in ("a.png", "b.png"))
    assert one == other != ""


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_simple_pictures_become_jpeg(tmp_path, mode):
    image = quarters().convert(mode)
    image.save(tmp_path / "a.png")
    found = printed(tmp_path / "a.png")
    assert (found.format, found.mode) == ("JPEG", "RGB")
    if mode in ("P", "RGB"):
        assert corners(found) == list(CORNERS)


def test_a_palette_with_a_hole_keeps_it(tmp_path):
    image = quarters().quantize(8)
    image.save(tmp_path / "a.png", transparency=image.getpixel((0, 0)))
    found = printed(tmp_path / "a.png")
    assert (found.format, found.mode) == ("PNG", "RGBA")
    assert [pixel(found, x, 0.2)[3] for x in (0.2, 0.8)] == [0, 255]


def test_a_palette_of_opaque_shades_is_no_cause_for_talk(tmp_path, recwarn):
    image = quarters().quantize(8)
    image.save(tmp_path / "a.png", transparency=bytes([255] * 8))
    assert images.facts(tmp_path / "a.png", "a.png").usable
    assert printed(tmp_path / "a.png").format == "JPEG"
    assert list(recwarn) == []


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_layers_through_which_nothing_shows_become_jpeg(tmp_path, ending):
    """Pictures of a phone's screen: as PNG they would weigh ten times as much."""
    saved(tmp_path / f"a.{ending}", quarters().convert("RGBA"))
    assert printed(tmp_path / f"a.{ending}").format == "JPEG"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97])
@pytest.mark.parametrize("ending", FORMATS)
def test_a_cut_photo_is_unreadable(tmp_path, ending, share):
    data = saved(tmp_path / f"a.{ending}", Image.effect_noise(SIZE, 60).convert("RGB")).read_bytes()
    (tmp_path / "b").write_bytes(data[: int(len(data) * share)])
    assert images.facts(tmp_path / "b", "b").problem is FileProblem.UNREADABLE


@pytest.mark.parametrize("ending", ["png", "webp"])
def test_a_photo_whose_body_is_overwritten_is_unreadable(tmp_path, ending):
    """The decoders of JPEG and HEIC paint over such damage instead."""
    path = saved(tmp_path / f"a.{ending}", Image.effect_noise(SIZE, 60).convert("RGB"))
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) * 2 // 3] = b"\xff" * (len(data) * 2 // 3 - len(data) // 3)
    path.write_bytes(data)
    assert images.facts(path, path.name).problem is FileProblem.UNREADABLE


def claiming(data: bytes, marker: bytes, offset: int, claim: bytes) -> bytes:
    """The file with another size in its head, `offset` bytes after the marker."""
    place = data.index(marker) + len(marker) + offset
    return data[:place] + claim + data[place + len(claim) :]


MONSTERS = {
    "simple.webp": (b"VP8 ", 10, struct.pack("<HH", 16383, 16383)),
    "lossless.webp": (b"VP8L", 5, struct.pack("<I", 16382 | 16382 << 14)),
    "layered.webp": (b"VP8X", 8, (16382).to_bytes(3, "little") * 2),
    "a.heic": (b"ispe", 4, struct.pack(">II", 30_000, 30_000)),
    "a.jpg": (b"\xff\xc0", 3, struct.pack(">HH", 65_000, 65_000)),
}


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monstrous_picture_is_refused_by_its_head(tmp_path, name):
    path = tmp_path / name
    image = quarters()
    if name == "layered.webp":
        image.putalpha(100)
    if name == "simple.webp":
        image.save(path)
    elif name.endswith(".webp"):
        image.save(path, lossless=name == "lossless.webp")
    else:
        saved(path, image)
    path.write_bytes(claiming(path.read_bytes(), *MONSTERS[name]))
    found = images.facts(path, name)
    assert (found.problem, found.path) == (FileProblem.TOO_LARGE, None)


def test_a_picture_that_memory_does_not_hold_is_too_large(tmp_path, monkeypatch):
    def exhausted(_: Path) -> Image.Image:
        raise MemoryError

    monkeypatch.setattr(images, "_opened", exhausted)
    assert images.facts(saved(tmp_path / "a.jpg"), "a.jpg").problem is FileProblem.TOO_LARGE


def test_a_scanned_page_has_1200_pixels_at_most(tmp_path):
    Image.new("RGB", (2480, 3508), "white").save(tmp_path / "a.jpg")
    assert max(printed(tmp_path / "a.jpg", 150, 200).size) == images.MOST_PIXELS
    _, width, height = images.for_print(tmp_path / "a.jpg", 150, 200)
    assert (width, height) == pytest.approx((200 * 2480 / 3508, 200)), "it is as large on paper as before"


def test_a_small_photo_is_not_blown_up(tmp_path):
    assert printed(saved(tmp_path / "a.heic"), 200, 200).size == SIZE
