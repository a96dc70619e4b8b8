"""Where the values of an issued paper come from: `berkas explain`.

looking_up     which paper of the ledger a file is, and what it was made of
trees          what a paper prints as names and texts, and how two drafts differ
other_values   another value for a cell, and whether a text prints a cell's value
redrafting     the paper drafted again while records change
trials         the experiments: what changes a text, and what stands in it
origins        what they tell of each text, put together

Nothing follows values on their way through stages 2 and 4; the papers' own functions are asked what they print when one
thing is different. So every paper, also one that is yet to be written, can be explained without a line of its own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from pipeline import fitting, stage5_render
from pipeline.documents import DOCUMENTS
from pipeline.explaining.looking_up import Known, look_up
from pipeline.explaining.origins import Origin, origins
from pipeline.explaining.redrafting import Experiments, Paper
from pipeline.explaining.trees import QR_LEAF, leaves
from pipeline.failures import Failure
from pipeline.findings import Place
from pipeline.flow import Document, Dossier
from pipeline.register import Entry
from pipeline.snapshots import dossier_of
from pipeline.stage5_render import press

__all__ = ["QR_LEAF", "Explained", "Explanation", "Origin", "explain"]


@dataclass(frozen=True)
class Explained:
    """One text of a paper and where it comes from."""

    name: str
    """The field of the template; "groups[1].name" is the first group's name."""
    text: str
    meaning: str
    """Of the field, as those who write templates read it; "" of what is no field of its own."""
    origin: Origin


@dataclass(frozen=True)
class Explanation:
    """Everything that a paper prints, in the order of its fields."""

    entry: Entry
    title: str
    programme: str
    texts: tuple[Explained, ...]
    letters: Mapping[str, Entry]
    """The ledger's entries of the letter itself and of those that it cites, by key."""
    given: Mapping[str, Place]
    """The cells of those of their numbers that stand in a workbook, by key."""
    edited: bool
    """Whether the file was edited since it was issued: told is what was issued."""
    same: bool
    """Whether drafting it again gave exactly what was issued."""


def explain(paper: Path, register_file: Path | None) -> Explanation:
    """Where each text of an issued paper comes from. Failure: see `looking_up.look_up`, `snapshots.dossier_of`."""
    known = look_up(paper, register_file)
    dossier = dossier_of(known.snapshot)
    entry = known.entry
    document = _document(entry.kind)
    draft = Paper(document, entry.key).draft(dossier)
    if draft is None:
        raise Failure(
            f"{entry.key} tidak dapat disusun ulang dengan versi program berkas ini.",
            "Terbitkan lagi surat itu dengan versi sekarang (`berkas register reissue KUNCI` untuk surat bernomor).",
        )
    letters = {entry.key: entry} | _cited(draft.cites.values(), known)
    numbers = {key: stage5_render.printed_number(one) for key, one in letters.items()}
    cited = {key: numbers.get(key, "") for key in draft.cites.values()}
    again = Paper(document, entry.key, numbers[entry.key], cited)
    number = again.number if draft.numbered else ""
    content = draft.context.completed(number, draft.cites, cited)
    lab = Experiments(again, _without_needless_dates(again, dossier))
    found = origins(lab)
    texts, meanings = dict(leaves(lab.tree)), _meanings(document)
    return Explanation(
        entry=entry,
        title=draft.title,
        programme=dossier.programme.code,
        texts=tuple(
            Explained(name, texts[name], meanings.get(_field(name), ""), origin) for name, origin in found.items()
        ),
        letters=letters,
        given=_given(letters, dossier),
        edited=known.edited,
        same=press.job(draft, number, draft.dated, content).content_hash == entry.content_hash,
    )


def _document(kind: str) -> Document:
    return next(document for document in DOCUMENTS if document.kind == kind)


def _meanings(document: Document) -> dict[str, str]:
    return {field.name: field.meaning.text for field in fitting.fields(document.context)}


def _field(name: str) -> str:
    """The field of a leaf: "groups[].name" of "groups[1].name"."""
    return re.sub(r"\[\d+\]", "[]", name)


def _cited(keys: Iterable[str], known: Known) -> dict[str, Entry]:
    """The live entries of letters; a letter that was voided since has none."""
    live = {entry.key: entry for entry in known.entries if entry.state == "issued"}
    return {key: live[key] for key in keys if key in live}


def _without_needless_dates(paper: Paper, dossier: Dossier) -> Dossier:
    """The dossier with only those dates of first issue that no cell gives: the others are the cell's."""
    kept = dict(dossier.dates)
    tree = _tree(paper, dossier)
    for key in dossier.dates:
        fewer = {other: day for other, day in kept.items() if other != key}
        later = replace(dossier, dates=fewer, today=dossier.today + timedelta(days=1))
        if _tree(paper, later) == tree:
            kept = fewer
    return replace(dossier, dates=kept)


def _tree(paper: Paper, dossier: Dossier) -> object:
    draft = paper.draft(dossier)
    return paper.tree(draft) if draft else None


def _given(letters: Mapping[str, Entry], dossier: Dossier) -> dict[str, Place]:
    """Where the numbers stand that the workbook gives, by key of the letter."""
    found = {}
    for key, entry in letters.items():
        if entry.source != "given":
            continue
        letter = Paper(_document(entry.kind), key)
        for place, record in enumerate(dossier.records):
            for name, value in record:
                if value == entry.number and _gives(letter, dossier, place, name):
                    found[key] = record.at(name)
    return found


def _gives(letter: Paper, dossier: Dossier, place: int, name: str) -> bool:
    """Whether a letter has its number from a field of a record."""
    records = list(dossier.records)
    records[place] = records[place].model_copy(update={name: "?"})
    draft = letter.draft(replace(dossier, records=tuple(records)))
    return draft is not None and draft.numbered is not None and draft.numbered.given == "?"
