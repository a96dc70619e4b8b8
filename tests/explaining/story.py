"""The sample story, drafted once, and the origins of what its papers print."""

from datetime import date
from functools import cache
from pathlib import Path

from pipeline import knowledge
from pipeline.documents import DOCUMENTS
from pipeline.explaining.origins import Origin, origins
from pipeline.explaining.redrafting import Experiments, Paper
from pipeline.explaining.trees import leaves
from pipeline.flow import Dossier
from pipeline.snapshots import Snapshots, dossier_of
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage4_draft import draft

SAMPLE = Path(__file__).parents[2] / "input_samples" / "complete"
TODAY = date(2015, 8, 1)


@cache
def dossier() -> Dossier:
    return normalise(read((SAMPLE,), workers=0), knowledge.programme("motivator-2015"), TODAY)[0]


@cache
def keys() -> tuple[str, ...]:
    """Of every paper that is due."""
    return tuple(paper.key for paper in draft(dossier()))


def laboratory(key: str, known: Dossier | None = None) -> Experiments:
    """A paper as its snapshot keeps it, with numbers that the register might have given."""
    known = known or dossier()
    kind = key.partition("/")[0]
    document = next(document for document in DOCUMENTS if document.kind == kind)
    due = next(paper for paper in document.drafts(known) if paper.key == key)
    cited = {letter: f"{place}/UJI/2015" for place, letter in enumerate(due.cites.values(), start=11)}
    snapshot = Snapshots(known).of((key, *due.cites.values()))
    return Experiments(Paper(document, key, "10/UJI/2015", cited), dossier_of(snapshot))


@cache
def found(key: str) -> dict[str, Origin]:
    return origins(laboratory(key))


@cache
def texts(key: str) -> dict[str, str]:
    return dict(leaves(laboratory(key).tree))


def cells(origin: Origin) -> list[str]:
    """The cells whose values stand in a text, as "Kantor!D9"; those of another workbook than the roster's in full."""
    return [str(place).removeprefix("penugasan.xlsx › ") for place in origin.cells]


def counted(origin: Origin) -> list[str]:
    return [str(place).removeprefix("penugasan.xlsx › ") for place in origin.counted]
