"""What the TOML files may say, as frozen pydantic models: closed lists, forms with their blocks, programmes."""

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline import indonesian

Workbook = Literal["assignment", "monthly"]
WORKBOOK_NAMES: Mapping[str, str] = MappingProxyType({"assignment": "penugasan", "monthly": "bulanan"})
"""What people call the kinds of workbooks."""


class _Knowledge(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormField(_Knowledge):
    """One heading of a form: the record's field, the words on the sheet, and what helps the person who fills it."""

    name: str
    heading: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    """An empty cell is an error, though the row is still recorded."""
    needed: bool = False
    """Marked as required, though it is a rule that asks for it, and only for the papers that print it."""
    file: bool = False
    """The cell names an evidence file that lies beside the workbook."""
    prefilled: bool = False
    """Written before the work is done (by `berkas forms`, or a row's number): a row with nothing else is not filled."""
    help: str = ""
    example: str = ""
    """What a cell may hold; "{month}" in it stands for the month that the workbook is for."""

    @property
    def asked(self) -> bool:
        """Whether the blank workbook marks it as required."""
        return self.required or self.needed

    def example_in(self, month: int) -> str:
        """The example as a workbook of this month of the term shows it."""
        return self.example.replace("{month}", str(month))

    def heading_keys(self) -> frozenset[str]:
        """Every spelling of the heading, in the form in which headings are compared."""
        return frozenset(indonesian.heading_key(text) for text in (self.heading, *self.synonyms))


class Across(_Knowledge):
    """The open columns of a matrix: one record for each filled cell."""

    name: str
    """The field that takes the column's heading (a session's code, a week). Where the heading of a session is a date,
    the record's `held_on` takes it instead."""
    value: str
    """The field that takes the cell."""
    kind: Literal["session", "week"]
    heading: str
    """What stands above the open columns."""


class Block(_Knowledge):
    """A part of a sheet that becomes records: a card of labels and values, or a table with a heading row."""

    record: str
    """The record class in `records`; empty for a card that only gives what the rows of its table inherit."""
    fields: tuple[FormField, ...]
    inherits: tuple[str, ...] = ()
    """Fields of the sheet's card that every row of its table carries."""
    across: Across | None = None
    rows: int = 0
    """Blank rows in a new workbook."""

    @cached_property
    def by_name(self) -> dict[str, FormField]:
        """Its fields by their names."""
        return {item.name: item for item in self.fields}

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Heading key -> field, for every spelling of every field."""
        return {key: field.name for field in self.fields for key in field.heading_keys()}

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """Every word of every spelling: what has another word in it is no heading of this block."""
        return frozenset(word for key in self.spellings for word in key.split())


class Form(_Knowledge):
    """One kind of sheet."""

    name: str
    version: int
    workbook: Workbook
    title: str
    sheets: tuple[str, ...]
    """Names of the sheet, the standard one first; a number behind it is allowed when the form repeats."""
    repeats: bool = False
    """One sheet per session or partnership: "Absensi 1", "Absensi 2" …"""
    optional: bool = False
    """Many workbooks do without it; the blank one says so, and nobody is told that it is not filled."""
    alternative: bool = False
    """Another form says the same: a renewed workbook has this one only where something was filled in."""
    required: bool = False
    """Without this sheet the others cannot be judged: they name what stands there, or no letter is due."""
    help: str = ""
    card: Block | None = None
    table: Block | None = None

    def heading_of(self, name: str) -> str:
        """What stands above a field, or beside it on the card."""
        return next(block.by_name[name].heading for block in (self.card, self.table) if block and name in block.by_name)

    @property
    def told(self) -> str:
        """What stands below the title: the help, and whether the sheet may stay empty."""
        return f"{self.help} Lembar ini boleh dikosongkan." if self.optional else self.help


class Choice(_Knowledge):
    """One entry of a closed list: the value kept in the record, what people read, and how else they write it."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()


@cache
def common_choices() -> dict[str, tuple[Choice, ...]]:
    """The closed lists that are the same in every programme."""
    lists = tomllib.loads((resources.files("pipeline.knowledge") / "choices.toml").read_text("utf-8"))
    return {name: tuple(Choice.model_validate(choice) for choice in entries) for name, entries in lists.items()}


class Target(_Knowledge):
    """What a facilitator owes. Source: handbook, Target Pekerjaan."""

    activity: str
    """A key of the activity list, or "partnership", "monthly_report", "final_report"."""
    label: str
    at_least: int
    per: Literal["group_month", "facilitator_month", "facilitator"]
    unit: str
    """What is counted: "kali", "mitra", "laporan"."""
    evidence: tuple[Literal["lesson", "minutes", "attendance", "photo", "discussion", "document"], ...] = ()


class Terms(_Knowledge):
    """How long an assignment lasts and how its months are counted."""

    months: int
    month: Literal["term", "calendar"]
    weeks: int


class Sizes(_Knowledge):
    """Bounds that the year's rules set; a number outside is a warning."""

    group_min: int
    group_max: int
    age_min: int
    age_max: int
    facilitator_age_max: int | None = None
    """None where the year's rules set none."""


class Letters(_Knowledge):
    """What the programme's letters are called and to whom they go."""

    forward_to: Literal["district", "province"]
    """The office to which the cover letter forwards the SPKs."""
    forward_copy_to: Literal["district", "province"] = "province"
    required_copy: Literal["province"] = "province"
    """The SPM must go in copy to an office of this level."""


class Outline(_Knowledge):
    """How the reports number BAB II, where the handbook's outline jumps from B to D.

    "handbook" prints A, B, D, E as the handbook does; "complete" adds C; "renumbered" prints A to D.
    """

    chapter_two: Literal["handbook", "complete", "renumbered"]
    section_c: str
    section_d: str
    lists: tuple[Literal["monthly_report", "final_report"], ...] = ()
    """The reports that have a list of tables and a list of figures behind the table of contents."""


class Wording(_Knowledge):
    """The programme's own words, for every paper that needs them."""

    programme: str
    """"Program Pendampingan Pemberdayaan"."""
    activity: str
    """The budget activity, "Kegiatan Pendampingan Pemberdayaan (KPP)"."""
    role: str
    """"Motivator Pemberdayaan"."""
    role_short: str
    """"motivator"."""
    spk_short: str
    """What people call the centre's order, "SPK": titles and names of files."""
    spm_short: str
    """What people call the district's letter, "SPM"."""
    spk_title: str
    spm_title: str
    spm_name: str
    certificate_role: str
    people: str
    """Whom the groups consist of."""
    background: tuple[str, ...]
    """Paragraphs of "Latar Belakang" that belong to the programme."""
    purposes: tuple[str, ...]
    duties: tuple[str, ...]
    rights: tuple[str, ...]
    obligations: tuple[str, ...]
    mechanism: tuple[str, ...]


class Programme(_Knowledge):
    """A programme of a year: targets, bounds, closed lists, words, and which papers are due."""

    code: str
    title: str
    year: int
    term: Terms
    sizes: Sizes
    letters: Letters
    outline: Outline
    wording: Wording
    papers: tuple[str, ...]
    targets: tuple[Target, ...]
    choices: dict[str, tuple[Choice, ...]] = Field(default_factory=dict)

    def list_of(self, name: str) -> tuple[Choice, ...]:
        """A closed list: the programme's own, else the one that all programmes share; empty when there is none."""
        return self.choices.get(name) or common_choices().get(name, ())

    def label(self, name: str, key: str | None) -> str:
        """What people read for a value of a closed list; the value itself when the list does not have it."""
        return next((choice.label for choice in self.list_of(name) if choice.key == key), key or "")

    @cached_property
    def choice_lists(self) -> dict[str, dict[str, str]]:
        """Every closed list by spelling: what the records' readers need to understand a cell."""
        names = {*self.choices, *common_choices()}
        return {
            name: {
                indonesian.heading_key(text): choice.key
                for choice in self.list_of(name)
                for text in (choice.key, choice.label, *choice.synonyms)
            }
            for name in names
        }

    @cached_property
    def standard_spellings(self) -> dict[str, frozenset[str]]:
        """Per closed list what needs no interpretation: labels and keys, in lower case and without blanks."""
        return {
            name: frozenset(
                text.casefold().replace(" ", "") for choice in self.list_of(name) for text in (choice.key, choice.label)
            )
            for name in {*self.choices, *common_choices()}
        }

    def targets_of(self, activity: str) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.activity == activity)
