"""Photos and scans: what is known of them, how they are made ready for print, and QR marks."""

import hashlib
import io
import itertools
import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from pipeline import images
from pipeline.files import FileProblem

ORIENTATION = 0x0112


def picture(path: Path, size: tuple[int, int] = (400, 300), mode: str = "RGB", orientation: int = 1) -> Path:
    """A gradient, so that turning and cutting show."""
    image = Image.linear_gradient("L").resize(size).convert(mode)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Kamera"
    image.save(path, exif=exif)
    return path


def png_header(path: Path, width: int, height: int) -> Path:
    """A PNG that claims a size and holds next to nothing."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (head, b"IDAT" + zlib.compress(b"\0"), b"IEND")
    framed = (struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(framed))
    return path


def test_facts_of_a_photo(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg")
    found = images.facts(path, "foto/a.jpg")
    assert (found.name, found.path, found.media) == ("foto/a.jpg", path, "image/jpeg")
    assert (found.width, found.height, found.size) == (400, 300, path.stat().st_size)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.is_picture


def test_media_is_told_by_content(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.jpg")
    assert images.facts(tmp_path / "a.jpg", "a.jpg").media == "image/png"


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_size_is_that_of_the_picture_as_it_is_seen(tmp_path: Path, orientation: int) -> None:
    found = images.facts(picture(tmp_path / "a.jpg", orientation=orientation), "a.jpg")
    assert (found.width, found.height) == (300, 400)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.UNREADABLE),
        (b"<svg/>", FileProblem.KIND),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", FileProblem.KIND),
        (b"\xff\xd8\xff\xe0 no picture", FileProblem.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n", FileProblem.UNREADABLE),
        (b"%PDF-1.4 cut off", FileProblem.UNREADABLE),
        (b"%PDF-1.4\n...\n%%EOF\n", FileProblem.NONE),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, content: bytes, problem: FileProblem) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    found = images.facts(path, "a.jpg")
    assert found.problem is problem
    assert found.usable == (found.path is not None)


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_cut_picture_is_unreadable(tmp_path: Path, name: str, share: float) -> None:
    path = picture(tmp_path / name)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert images.facts(path, name).problem is FileProblem.UNREADABLE


def test_missing_and_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert images.facts(tmp_path / "a.jpg", "a.jpg").problem is FileProblem.MISSING
    assert images.facts(tmp_path, "folder").problem is FileProblem.MISSING
    path = picture(tmp_path / "a.jpg")
    monkeypatch.setattr(images, "SIZE_LIMIT", 100)
    assert images.facts(path, "a.jpg").problem is FileProblem.TOO_LARGE


def test_a_name_too_long_for_any_file_is_missing(tmp_path: Path) -> None:
    assert images.facts(tmp_path / ("x" * 5000), "x").problem is FileProblem.MISSING


def test_a_decompression_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    assert images.facts(png_header(tmp_path / "a.png", 20_000, 20_000), "a.png").problem is FileProblem.TOO_LARGE


def test_a_changed_file_is_looked_at_anew(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.jpg")
    before = images.facts(path, "a.jpg")
    picture(path, (40, 30))
    assert (before.width, images.facts(path, "a.jpg").width) == (400, 40)


@pytest.mark.parametrize(
    ("size", "orientation", "placed"),
    [((400, 300), 1, (80, 60)), ((400, 300), 6, (60, 80)), ((1, 3000), 1, (80 / 3000, 80)), ((40, 30), 1, (80, 60))],
)
def test_a_picture_fits_its_box(
    tmp_path: Path, size: tuple[int, int], orientation: int, placed: tuple[float, float]
) -> None:
    data, width, height = images.for_print(picture(tmp_path / "a.jpg", size, orientation=orientation), 80, 80)
    assert (width, height) == pytest.approx(placed)
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        assert len(image.getexif()) == 0
        if min(size) > 1:
            assert image.width / image.height == pytest.approx(width / height, rel=0.02)


def test_a_large_photo_is_made_smaller(tmp_path: Path) -> None:
    data, _, _ = images.for_print(picture(tmp_path / "a.jpg", (4000, 3000)), 127, 127)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1000, 750), "5 inches at 200 dots"


def test_transparency_is_kept_for_logos(tmp_path: Path) -> None:
    image = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    image.save(tmp_path / "logo.png")
    data, _, _ = images.for_print(tmp_path / "logo.png", 20, 20)
    with Image.open(io.BytesIO(data)) as printed:
        assert (printed.format, printed.mode) == ("PNG", "RGBA")


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = picture(tmp_path / "a.jpg"), picture(tmp_path / "b.jpg")
    assert images.for_print(first, 50, 50) == images.for_print(second, 50, 50)


def test_qr_marks_are_png_and_always_the_same() -> None:
    data = images.qr_png("SPM\n560/041/Disnakertrans/V/2015\n0123456789abcdef")
    assert data == images.qr_png("SPM\n560/041/Disnakertrans/V/2015\n0123456789abcdef")
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert image.width == image.height
        assert image.convert("L").getpixel((0, 0)) == 255, "a quiet zone"


def scene(seed: int, size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Coloured boxes before a wall, like people at a table."""
    chance = random.Random(seed)
    image = Image.new("RGB", size, (200, 210, 220))
    for _ in range(12):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        image.paste(colour, (left, top, left + size[0] // 5, top + size[1] // 4))
    return image


def unlike_bits(first: Path, second: Path) -> int:
    one, other = (images.facts(path, path.name).likeness for path in (first, second))
    assert one
    assert other
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize(("width", "quality"), [(1200, 40), (800, 75), (451, 60), (320, 50)])
def test_a_picture_saved_again_looks_the_same(tmp_path: Path, width: int, quality: int) -> None:
    for seed in range(8):
        scene(seed).save(tmp_path / "a.jpg", quality=90)
        scene(seed).resize((width, width * 3 // 4)).save(tmp_path / "b.jpg", quality=quality)
        assert unlike_bits(tmp_path / "a.jpg", tmp_path / "b.jpg") <= 5


def test_a_picture_turned_by_its_mark_looks_as_it_is_seen(tmp_path: Path) -> None:
    scene(1).save(tmp_path / "a.png")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    scene(1).rotate(90, expand=True).save(tmp_path / "b.jpg", quality=80, exif=exif)
    assert unlike_bits(tmp_path / "a.png", tmp_path / "b.jpg") <= 5


def test_other_pictures_look_other(tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed}.jpg" for seed in range(12)]
    for seed, path in enumerate(paths):
        scene(seed).save(path)
    assert min(unlike_bits(one, other) for one, other in itertools.combinations(paths, 2)) > 7


@pytest.mark.parametrize("colours", [("white", "white"), ("#102030", "#122232"), ("#808080", "#858585")])
def test_a_plain_picture_looks_like_nothing(tmp_path: Path, colours: tuple[str, str]) -> None:
    image = Image.new("RGB", (800, 600), colours[0])
    image.paste(colours[1], (0, 0, 400, 600))
    image.save(tmp_path / "a.jpg")
    assert images.facts(tmp_path / "a.jpg", "a.jpg").likeness == ""
    assert images.facts(picture(tmp_path / "b.jpg"), "b.jpg").likeness == ""


def test_the_photos_of_the_sample_look_other() -> None:
    """All of them are drawn after one plan; only those of the spoilt story are copies."""
    photos = sorted((Path(__file__).parent.parent / "input_samples" / "complete").glob("M-*/foto/*.jpg"))
    assert len(photos) == 48
    assert min(unlike_bits(one, other) for one, other in itertools.combinations(photos, 2)) > 5
