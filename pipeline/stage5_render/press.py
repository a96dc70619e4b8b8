"""One draft, complete with numbers, becomes the bytes of a .docx."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from pipeline import images, word
from pipeline.files import FileFacts
from pipeline.flow import Context, Draft, Paper, PhotoSlot, QrSlot

LANGUAGE = "id-ID"


@dataclass(frozen=True)
class Job:
    """A draft with everything stage 5 knows: its number, its final context, and the hash of what goes in."""

    draft: Draft
    number: str
    dated: date
    context: Context
    content_hash: str


def job(draft: Draft, number: str, dated: date, context: Context) -> Job:
    """The content hash covers what is printed (pictures by their content), not the template nor the renderer."""
    content = {
        "context": _plain(context),
        "number": number,
        "dated": dated.isoformat(),
        "paper": _paper_values(draft.paper),
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return Job(draft, number, dated, context, digest)


def render(job: Job, template: word.Template, author: str) -> bytes:
    """The finished .docx. Raises Failure when the template does not fit the context."""
    values = {name: _printable(getattr(job.context, name), job) for name in type(job.context).model_fields}
    properties = {"title": job.draft.title, "author": author, "language": LANGUAGE}
    return template.render(values, _page(job.draft.paper), properties)


def qr_text(job: Job) -> str:
    """What the QR mark says: kind, number, register key and the beginning of the hash over the printed values."""
    return "\n".join([job.draft.document.upper(), job.number or "-", job.draft.key, job.content_hash[:16]])


def _printable(value: object, job: Job) -> object:
    match value:
        case PhotoSlot():
            return _photo(value)
        case QrSlot():
            return word.Picture(images.qr_png(qr_text(job)), value.size_mm, value.size_mm, "Kode QR surat ini")
        case BaseModel():
            return {name: _printable(getattr(value, name), job) for name in type(value).model_fields}
        case tuple() | list():
            return [_printable(item, job) for item in value]
        case Mapping():
            return {key: _printable(item, job) for key, item in value.items()}
        case _:
            return value


def _photo(slot: PhotoSlot) -> word.Picture:
    if slot.file.path is None:
        raise ValueError(f"a draft with the unusable picture {slot.file.name} was not withheld")
    data, width, height = images.for_print(slot.file.path, slot.width_mm, slot.height_mm)
    return word.Picture(data, width, height, slot.alt)


def _plain(value: object) -> object:
    """A context as JSON: what decides whether a paper changed."""
    match value:
        case FileFacts():
            return value.sha256
        case BaseModel():
            return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case str() | int() | float() | bool() | None:
            return value
        case _:
            raise TypeError(f"a context holds a {type(value).__name__}")


def _paper_values(paper: Paper | None) -> list[float | str] | None:
    if paper is None:
        return None
    return [paper.width, paper.height, paper.top, paper.bottom, paper.left, paper.right, paper.font]


def _page(paper: Paper | None) -> word.Page | None:
    if paper is None:
        return None
    return word.Page(paper.width, paper.height, paper.top, paper.bottom, paper.left, paper.right, paper.font)


def template_path(folders: tuple[Path, ...], programme: str, document: str) -> Path:
    """The programme's own template of a document, else the common one, in the first folder that has it.

    When none has it, the path where it should be: loading it then says what is missing.
    """
    candidates = [
        path for folder in folders for path in (folder / programme / f"{document}.docx", folder / f"{document}.docx")
    ]
    return next((path for path in candidates if path.is_file()), candidates[-1])
