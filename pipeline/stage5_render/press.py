"""Where papers are made and with what; and how one draft, complete with numbers, becomes the bytes of a .docx."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from pipeline import charts, images, word
from pipeline.documents import dates
from pipeline.files import FileFacts, sha256_of
from pipeline.flow import ChartSlot, Context, Dossier, Draft, Paper, PhotoSlot, QrSlot
from pipeline.register import Register

LANGUAGE = "id-ID"


@dataclass(frozen=True)
class Press:
    """Where papers go and what they are made with."""

    out: Path
    templates: tuple[Path, ...]
    """Folders of Word templates, the first that has one wins."""
    register: Register
    dry_run: bool = False
    page_numbers: bool = False
    """Whether tables of contents get page numbers."""
    workers: int = 1
    """Calls of LibreOffice at a time."""
    hashes: dict[str, str] = field(default_factory=dict)
    loaded: dict[str, word.Template] = field(default_factory=dict)

    def template_hash(self, programme: str, document: str) -> str:
        """Of the template's file, without preparing it: a run that changes nothing loads none. Raises Failure."""
        if document not in self.hashes:
            path = template_path(self.templates, programme, document)
            self.hashes[document] = sha256_of(path) if path.is_file() else self.template(programme, document).sha256
        return self.hashes[document]

    def template(self, programme: str, document: str) -> word.Template:
        if document not in self.loaded:
            self.loaded[document] = word.load(template_path(self.templates, programme, document))
        return self.loaded[document]


@dataclass(frozen=True)
class Job:
    """A draft with everything stage 5 knows: its number, its final context, and the hash of what goes in."""

    draft: Draft
    number: str
    dated: date
    context: Context
    content_hash: str


def job(draft: Draft, number: str, dated: date, context: Context) -> Job:
    """The content hash covers what is printed (photos by their content, charts by their numbers), not the template nor
    the renderer, nor where a line may break: that is form, and no reason to call an issued letter changed."""
    content = {
        "context": context,
        "number": number,
        "dated": dated.isoformat(),
        "paper": _paper_values(draft.paper),
    }
    printed = dates.unbound(_ENCODER.encode(content))
    return Job(draft, number, dated, context, hashlib.sha256(printed.encode()).hexdigest())


def render(job: Job, template: word.Template, author: str, *, blanks: bool = False) -> bytes:
    """The finished .docx; `blanks`: one to be filled in by hand, whose labels may stand alone.

    Raises Failure when the template does not fit the context, `word.Refused` when the paper would not be whole.
    """
    properties = {"title": job.draft.title, "author": author, "language": LANGUAGE}
    return template.render(values(job), page(job.draft.paper), properties, blanks=blanks)


def values(job: Job) -> dict[str, object]:
    """What the template prints, pictures ready for print."""
    return _fields(job.context, job)


def qr_text(job: Job) -> str:
    """What the QR mark says: kind, number, register key and the beginning of the hash over the printed values."""
    return "\n".join([job.draft.document.upper(), job.number or "-", job.draft.key, job.content_hash[:16]])


def _printable(value: object, job: Job) -> object:
    if isinstance(value, BaseModel):
        return _printable_model(value, job)
    if isinstance(value, (tuple, list)):
        return [item if type(item) in _PLAIN else _printable(item, job) for item in value]
    if isinstance(value, Mapping):
        return {key: _printable(item, job) for key, item in value.items()}
    return value


def _printable_model(model: BaseModel, job: Job) -> object:
    if type(model) is PhotoSlot:
        return _photo(model)
    if type(model) is ChartSlot:
        data = charts.png(model.kind, model.names, model.rows, model.width_mm, model.height_mm)
        return word.Picture(data, model.width_mm, model.height_mm, model.alt)
    if type(model) is QrSlot:
        return word.Picture(images.qr_png(qr_text(job)), model.size_mm, model.size_mm, "Kode QR surat ini")
    return _fields(model, job)


def _fields(model: BaseModel, job: Job) -> dict[str, object]:
    return {name: value if type(value) in _PLAIN else _printable(value, job) for name, value in vars(model).items()}


_PLAIN = frozenset((str, int, bool, type(None)))
"""Types whose values are printed as they are. They are told apart where they stand: a report holds thousands, and
asking of each in turn what it might be takes long.
"""


def _photo(slot: PhotoSlot) -> word.Picture:
    if slot.file.path is None:
        raise ValueError(f"a draft with the unusable picture {slot.file.name} was not withheld")
    data, width, height = images.for_print(slot.file.path, slot.width_mm, slot.height_mm)
    return word.Picture(data, width, height, slot.alt)


def _plain(value: object) -> object:
    """What JSON cannot hold of a context, as something that it can: a model by its fields, a photo by its content."""
    match value:
        case BaseModel():
            return vars(value)
        case FileFacts():
            return value.sha256
        case _:
            raise TypeError(f"a context holds a {type(value).__name__}")


_ENCODER = json.JSONEncoder(default=_plain, sort_keys=True, ensure_ascii=False, check_circular=False)


def _paper_values(paper: Paper | None) -> list[float | str] | None:
    if paper is None:
        return None
    return [paper.width, paper.height, paper.top, paper.bottom, paper.left, paper.right, paper.font]


def page(paper: Paper | None) -> word.Page | None:
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


def author(dossier: Dossier, issuer: str) -> str:
    """Where a paper comes from, as its properties name the author: an office; of a facilitator's reports the one that
    assigned the facilitator."""
    assignment = dossier.assignments.get(issuer)
    office = dossier.offices.get((assignment.district or "") if assignment else issuer)
    known = office or dossier.facilitators.get(issuer)
    return known.called if known else issuer
