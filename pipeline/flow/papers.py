"""The shapes of stages 4 to 6: what a paper is to print, what became of it, and what a run did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pipeline import charts
from pipeline.files import FileFacts
from pipeline.findings import Finding
from pipeline.flow.dossier import Dossier
from pipeline.flow.notes import Notes
from pipeline.flow.reading import Input


class Context(BaseModel):
    """What a template may print: strings ready to read, flags, lists of such, and pictures. One subclass per document.

    Numbers are empty until stage 5 knows them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def completed(self, number: str, cites: Mapping[str, str], cited: Mapping[str, str]) -> "Context":
        """The context with its own number and those of the letters it cites.

        `cites`: field -> key of the letter; `cited`: key -> number as it is to be printed, "" of a withheld letter.
        """
        numbers = {name: cited[key] for name, key in cites.items()}
        if "number" in type(self).model_fields:
            numbers["number"] = number
        return self.model_copy(update=numbers)


class PhotoSlot(BaseModel):
    """A place for a picture of the input; stage 5 prepares the picture for print."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    file: FileFacts
    width_mm: float
    """The box that the picture is fitted into, its proportions kept."""
    height_mm: float
    alt: str


class QrSlot(BaseModel):
    """A place for the paper's QR mark; stage 5 draws it (design: kind, number, key, hash of the printed values)."""

    model_config = ConfigDict(frozen=True)

    size_mm: float


class ChartSlot(BaseModel):
    """A place for a chart; stage 5 draws it from its numbers, which are what enters the paper's hash."""

    model_config = ConfigDict(frozen=True)

    kind: charts.Kind
    names: tuple[str, ...]
    """What the rows, or the bars of each row, are: see `charts.png`."""
    rows: tuple[charts.BarRow, ...]
    width_mm: float
    height_mm: float
    alt: str
    """What it shows, with the numbers that matter, for those who cannot see it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper that an office prints on; millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    font: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """How a letter gets its number: whose series, from where, and the number if the workbook gives it."""

    issuer: str
    """The office's code."""
    source: Literal["given", "register", "blank"]
    given: str = ""
    pattern: str = ""
    first: int = 1
    classification: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Draft:
    """A paper that is due, complete but for its number and the numbers that it cites."""

    document: str
    """The kind: "spm"."""
    subject: str
    """Whom it is for: "facilitator:M-001"; with the kind, the paper's natural key."""
    title: str
    """What people call it, "SPM Siti Aminah"."""
    issuer: str
    """The code of the office (or of the facilitator, for reports) that makes it."""
    dated: date
    about: frozenset[str]
    """Keys of everything whose facts it prints; its own key is always among them."""
    context: Context
    path: str
    """Where it goes, relative to the output folder, without an ending."""
    numbered: Numbered | None = None
    cites: Mapping[str, str] = field(default_factory=dict)
    """Context field -> key of the letter whose number it takes: {"spk_number": "spk/facilitator:M-001"}."""
    paper: Paper | None = None
    """None: the template's own size (ID card, certificate)."""
    scans: tuple[FileFacts, ...] = ()
    """Scans that came as PDF, in the order in which its annex lists them: they are printed behind it."""

    @property
    def key(self) -> str:
        return f"{self.document}/{self.subject}"


@dataclass(frozen=True)
class Document:
    """A kind of paper: its name, whether it carries a letter number, and how its drafts are made."""

    kind: str
    title: str
    context: type[Context]
    drafts: Callable[[Dossier], tuple[Draft, ...]]
    collective: bool = False
    """Made last, of what was issued (cover letter): lists the missing instead of being withheld."""
    card: bool = False
    """Of a bank card's size: `berkas print` lays eight on a sheet."""
    required: tuple[str, ...] = ()
    """Fields that every template of it must print, as paths: "groups[].name"."""


Status = Literal["issued", "unchanged", "withheld", "changed", "kept"]
PageNumbers = Literal["", "complete", "awaited"]
"""Of a paper's table of contents, if it has one: they stand there, or are still to come."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version of a paper that an earlier run issued and that still lies in the output folder."""

    path: str
    """Relative to the output folder, "/" between folders."""
    written: date
    """The day on which it was issued."""


@dataclass(frozen=True)
class Issued:
    """What became of a draft."""

    document: str
    subject: str
    title: str
    status: Status
    dated: date
    number: str = ""
    path: str = ""
    """Relative to the output folder, "/" between folders; empty when withheld."""
    sha256: str = ""
    cites: tuple[str, ...] = ()
    withheld_by: tuple[Finding, ...] = ()
    earlier: Earlier | None = None
    """Of a withheld paper: what nobody is to take for it."""
    page_numbers: PageNumbers = ""
    """"complete": this run has put them in."""

    @property
    def key(self) -> str:
        return f"{self.document}/{self.subject}"


@dataclass(frozen=True)
class Accepted:
    """A waiver that took effect: the findings of one code about one key that an officer accepted."""

    code: str
    about: str
    """The key, "month:M-001/1"."""
    reason: str
    by: str
    """The officer's name."""
    dated: date
    """The day of approval that the sheet gives; of one given to the command, the run's date of its first use."""
    source: Literal["command", "sheet"]
    findings: tuple[Finding, ...]
    """As they stand in the run's list: waived."""


@dataclass(frozen=True)
class Outcome:
    """What a run did: the one thing that stage 6 shows in every form."""

    programme: str
    date: date
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    notes: Notes = field(default_factory=Notes)
    """Further notes, those of single workbooks; where few workbooks are read, all stand among the findings."""
    issued: tuple[Issued, ...] = ()
    marked: tuple[str, ...] = ()
    """The workbooks given back with marks, relative to the output folder."""
    freed: tuple[str, ...] = ()
    """Those given back without the marks that they still carried, though nothing is to be mended in them."""
    accepted: tuple[Accepted, ...] = ()
    programme_title: str = ""
    """What people call the programme."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What people call whom a finding is about, by key: "member:K-01/07" -> "Budi Santoso"."""
    rows: int = 0
    recorded: int = 0
    lost: int = 0
    furniture: int = 0
    records: int = 0

    @cached_property
    def sheets(self) -> dict[str, tuple[str, ...]]:
        """Of each workbook the sheets in their order."""
        return {source.path: source.sheets for source in self.inputs}
