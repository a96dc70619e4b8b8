"""Where each text of a paper comes from, put together from what the experiments of `trials` told."""

import re
from dataclasses import dataclass

from pipeline.explaining import trials
from pipeline.explaining.redrafting import Experiments
from pipeline.explaining.trees import is_place, leaves, without_place
from pipeline.explaining.trials import Found
from pipeline.findings import Place

_FEW_WORDS = 5
"""As many as lead from one value to the next ("Nomor … tanggal … tentang …"); more are a sentence."""


@dataclass(frozen=True)
class Origin:
    """Where a leaf comes from; several of these for a sentence that says several things."""

    cells: tuple[Place, ...] = ()
    """Cells whose values stand in the text."""
    counted: tuple[Place, ...] = ()
    """Cells, or first cells of rows, from which something in it was worked out."""
    empty: tuple[Place, ...] = ()
    """Empty cells in whose place it stands."""
    letters: tuple[str, ...] = ()
    """Keys of the letters whose numbers stand in it."""
    first_issue: bool = False
    """Whether it tells the date of first issue, which no cell gives."""
    running: bool = False
    """Whether it numbers the rows of a list."""
    programme: bool = False
    """Whether it is of the programme's own words."""
    fixed: bool = False
    """Whether it stands there whatever the workbooks and the programme say."""

    @property
    def known(self) -> bool:
        return self != Origin()


def origins(lab: Experiments) -> dict[str, Origin]:
    """The origin of every leaf, in the order of the paper's fields."""
    texts = dict(leaves(lab.tree))
    found = Found()
    for tell in (trials.numbers, trials.fields, trials.codes, trials.dates):
        tell(lab, found)
    trials.rows(lab, found, {name for name, text in texts.items() if _is_open(name, text, found)})
    for ask in (trials.together, trials.alike, trials.emptied, trials.sheets, trials.empties, trials.programme):
        wanted = {name for name, text in texts.items() if not _accounted_for(name, text, found)}
        if wanted:
            ask(lab, found, wanted)
    return {name: _origin(name, text, found) for name, text in texts.items()}


def _origin(name: str, text: str, found: Found) -> Origin:
    cells, gone = found.cells.get(name, {}), found.gone.get(name, {})
    counted = {**found.counted.get(name, {}), **found.rows.get(name, {})}
    origin = Origin(
        cells=tuple(cells),
        counted=tuple(place for place in counted if place not in cells) if _is_open(name, text, found) else (),
        letters=tuple(found.letters.get(name, ())),
        first_issue=name in found.first_issue,
    )
    if name not in found.cells and is_place(name, text):
        return Origin(running=True)
    if origin.known:
        return origin
    if name in found.empty:
        return Origin(empty=tuple(found.empty[name]))
    if name in found.programme:
        return Origin(programme=True)
    if name in found.unsettled or (gone and re.search(r"\d", text)):
        return Origin(counted=tuple(gone))
    return Origin(fixed=True)


def _accounted_for(name: str, text: str, found: Found) -> bool:
    """Whether enough is known of a text."""
    if name in found.counted or name in found.rows or name in found.empty or name in found.programme:
        return True
    return is_place(name, text) or not _is_open(name, text, found)


def _is_open(name: str, text: str, found: Found) -> bool:
    """Whether a text says more than is accounted for: anything at all, or beside values of cells a number or much."""
    forms = found.forms.get(name)
    rest = without_place(name, text)
    for form in sorted(forms or (), key=len, reverse=True):
        rest = re.sub(re.escape(form), " ", rest, flags=re.IGNORECASE)
    return forms is None or re.search(r"\d", rest) is not None or len(rest.split()) > _FEW_WORDS
