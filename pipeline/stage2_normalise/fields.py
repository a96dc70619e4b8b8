"""What stage 2 must know of the fields of a form: their headings, which must be filled, which hold days or choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline import knowledge
from pipeline.records import NAMING, RECORDS, end_of, kind_of

_TOLD = frozenset(("day", "time", "money", "integer", "phone", "identity", "choice", "choices"))


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one kind of row."""

    headings: Mapping[str, str]
    required: frozenset[str]
    kinds: Mapping[str, str]
    """What each field's cells hold: "text", "day", "choice:sector" … (see `records.Reads`)."""
    days: tuple[str, ...]
    told: Mapping[str, str]
    """Those of `kinds` of which is told how a cell was read that is not in the standard form."""
    ranges: tuple[tuple[str, str], ...]
    """Fields for a start and an end of which one cell may hold both."""
    choices: Mapping[str, str]
    """Field -> its closed list."""
    naming: tuple[str, ...] = ()
    """Fields that hold the code of another row: an office's, a facilitator's, a group's."""
    across: str = ""
    """In a matrix: the field that takes the heading above the cell."""

    def heading(self, name: str) -> str:
        return self.headings.get(name, name)


@cache
def fields_of(form_name: str, record_name: str) -> Fields:
    """The fields of a form's rows that become records of this class."""
    form = knowledge.form(form_name)
    block = next(block for block in (form.table, form.card) if block and block.record == record_name)
    on_card = form.card.fields if form.card else ()
    items = [*block.fields, *(item for item in on_card if item.name in block.inherits)]
    headings = {item.name: item.heading for item in items}
    required = {item.name for item in items if item.required}
    if block.across:
        headings |= {block.across.name: block.across.heading, block.across.value: block.across.heading}
    record = RECORDS[record_name]
    kinds = {name: kind_of(record, name) for name in record.model_fields if name not in ("place", "places")}
    return Fields(
        headings,
        frozenset(required),
        kinds,
        tuple(name for name, kind in kinds.items() if kind == "day"),
        {name: kind for name, kind in kinds.items() if kind.partition(":")[0] in _TOLD},
        tuple((name, end) for name in kinds if (end := end_of(name)) in kinds and kinds[name] in ("day", "time")),
        {name: kind.partition(":")[2] for name, kind in kinds.items() if ":" in kind},
        tuple(name for pairs in NAMING.values() for naming, name in pairs if naming is record),
        block.across.name if block.across else "",
    )
