"""Small photos that no two of which look alike."""

import io
import random
from functools import cache

from PIL import Image, ImageDraw

_SCENE = (480, 360)
_PORTRAIT = (320, 420)


@cache
def scene(seed: int, width: int = _SCENE[0]) -> bytes:
    """A JPEG of coarse blocks in random greys; with another `width` the same picture saved in that size."""
    image = _blocks(seed, _SCENE)
    if width != _SCENE[0]:
        image = image.resize((width, width * _SCENE[1] // _SCENE[0]), Image.Resampling.LANCZOS)
    return _saved(image, "JPEG")


@cache
def portrait(seed: int, kind: str = "JPEG") -> bytes:
    """A passport photo, or (as PNG) a coat of arms."""
    return _saved(_blocks(1000 + seed, _PORTRAIT), kind)


def _blocks(seed: int, size: tuple[int, int]) -> Image.Image:
    chance = random.Random(seed)
    image = Image.new("RGB", size, "#808080")
    draw = ImageDraw.Draw(image)
    step = size[0] // 8
    for x in range(0, size[0], step):
        for y in range(0, size[1], step):
            shade = chance.randrange(256)
            draw.rectangle((x, y, x + step, y + step), fill=(shade, shade, 255 - shade))
    return image


def _saved(image: Image.Image, kind: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **({"quality": 70} if kind == "JPEG" else {}))
    return stream.getvalue()
