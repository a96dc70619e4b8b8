"""Photos on their way into a report: small enough, each once, and no more of them in memory than needed."""

import gc
import io
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from pipeline import images
from pipeline.documents import monthly_report
from pipeline.files import FileFacts
from pipeline.records import Evidence
from pipeline.stage5_render import press
from tests.documents import making, world

PHONE = (4000, 3000)
PHOTOS = 40
MOST_BYTES = 6 * 2**20


def report_with(photos: Iterable[FileFacts]) -> bytes:
    """The monthly report of a month whose sessions have these photos."""
    shown = [
        Evidence(facilitator="M-001", month=1, kind="photo", session=f"S-{1 + place % 6:02}", file=file)
        for place, file in enumerate(photos)
    ]
    kept = [record for record in world.typical().records if not isinstance(record, Evidence)]
    draft = monthly_report.drafts(world.dossier([*kept, *shown]))[0]
    job = press.job(draft, "", draft.dated, draft.context)
    return press.render(job, making.template("monthly_report"), "Dinas")


def media(document: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return [name for name in package.namelist() if name.startswith("word/media/") and name.endswith(".jpeg")]


def shown(document: bytes) -> int:
    """How many photos stand in the report."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.read("word/document.xml").count(b'.jpeg"/><pic:cNvPicPr/>')


def phone_photos(folder: Path) -> Iterable[FileFacts]:
    """Photos of 12 million pixels and 8 MB, no two alike: shades of light under the noise of a small lens."""
    noise = Image.effect_noise(PHONE, 70)
    light = Image.radial_gradient("L").resize(PHONE)
    for number in range(PHOTOS):
        layers = [ImageChops.offset(layer, 97 * number, 61 * number) for layer in (light, noise, light)]
        path = folder / f"IMG_{number}.jpg"
        Image.blend(Image.merge("RGB", layers), noise.convert("RGB"), 0.5).save(path, quality=92)
        yield images.facts(path, path.name)


@pytest.mark.slow
def test_a_report_with_forty_phone_photos_stays_small(tmp_path):
    try:
        photos = list(phone_photos(tmp_path))
        assert 7_000_000 < sum(photo.size for photo in photos) / PHOTOS < 9_500_000
        document = report_with(photos)
    finally:
        shutil.rmtree(tmp_path)
    assert (shown(document), len(media(document))) == (PHOTOS, PHOTOS)
    assert len(document) < MOST_BYTES
    gc.collect()
    assert [one.size for one in gc.get_objects() if isinstance(one, Image.Image) and one.width > 256] == []


def test_the_same_photo_in_two_folders_is_embedded_once(tmp_path):
    one, other = tmp_path / "a.jpg", tmp_path / "lagi" / "b.jpg"
    other.parent.mkdir()
    Image.linear_gradient("L").resize((800, 600)).convert("RGB").save(one)
    shutil.copy(one, other)
    document = report_with([images.facts(path, path.name) for path in (one, other, one)])
    assert (shown(document), len(media(document))) == (3, 1)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "heic"])
def test_every_format_comes_into_a_report(tmp_path, ending):
    assert images.reads_heic()
    path = tmp_path / f"a.{ending}"
    Image.effect_noise((800, 600), 50).convert("RGB").save(path)
    document = report_with([images.facts(path, path.name)])
    assert (shown(document), len(media(document))) == (1, 1)
