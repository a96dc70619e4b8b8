"""A draft becomes a .docx as stage 5 makes it, with stand-ins for photos, charts and QR marks."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image
from pydantic import BaseModel

from pipeline import word
from pipeline.flow import ChartSlot, Context, Draft, PhotoSlot, QrSlot

TEMPLATES = Path(__file__).parents[2] / "templates"
BLANK = "…………………"
PIXELS_PER_MM = 4


def make(
    draft: Draft, numbers: Mapping[str, str], withheld: frozenset[str] = frozenset(), *, blanks: bool = False
) -> bytes:
    """The paper of a draft. `numbers` gives letter numbers by key; a letter that is not among them has a blank.

    `blanks`: its labels may stand alone, as in papers to be filled in by hand.
    """
    context = completed(draft, numbers, withheld)
    properties = {"title": draft.title, "author": draft.issuer, "language": "id-ID"}
    return template(draft.document).render(values_of(context), page_of(draft), properties, blanks=blanks)


def page_of(draft: Draft) -> word.Page | None:
    """The office's paper as the word door takes it; None for papers of a size of their own."""
    sheet = draft.paper
    if sheet is None:
        return None
    return word.Page(sheet.width, sheet.height, sheet.top, sheet.bottom, sheet.left, sheet.right, sheet.font)


def completed(draft: Draft, numbers: Mapping[str, str], withheld: frozenset[str] = frozenset()) -> Context:
    """The draft's context with its own number and those that it cites."""
    cited = {key: "" if key in withheld else numbers.get(key, BLANK) for key in draft.cites.values()}
    number = numbers.get(draft.key, BLANK) if draft.numbered else ""
    return draft.context.completed(number, draft.cites, cited)


@cache
def template(document: str) -> word.Template:
    return word.load(TEMPLATES / f"{document}.docx")


def values_of(model: BaseModel) -> dict[str, object]:
    """A context as the word door takes it."""
    return {name: _value(getattr(model, name)) for name in type(model).model_fields}


def _value(value: object) -> object:
    if isinstance(value, PhotoSlot | ChartSlot):
        size = (round(value.width_mm * PIXELS_PER_MM), round(value.height_mm * PIXELS_PER_MM))
        return word.Picture(_grey(size), value.width_mm, value.height_mm, value.alt)
    if isinstance(value, QrSlot):
        stream = BytesIO()
        segno.make("BERKAS\n021/X/2015\nkey\n0123456789abcdef").save(stream, kind="png", scale=4, border=2)
        return word.Picture(stream.getvalue(), value.size_mm, value.size_mm, "Kode QR surat ini")
    if isinstance(value, BaseModel):
        return values_of(value)
    return [_value(item) for item in value] if isinstance(value, tuple) else value


@cache
def _grey(size: tuple[int, int]) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "lightgrey").save(stream, "PNG")
    return stream.getvalue()
