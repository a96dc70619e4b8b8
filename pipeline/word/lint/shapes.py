"""What the check is told of a document, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.findings import Finding, Message, Place

if TYPE_CHECKING:
    from lxml import etree

Kind = Literal["text", "number", "flag", "picture", "list", "record"]

KIND_WORDS: Mapping[Kind, str] = {
    "text": "teks",
    "number": "angka",
    "flag": "tanda ya/tidak",
    "picture": "gambar",
    "list": "daftar",
    "record": "kumpulan isian",
}


@dataclass(frozen=True, slots=True)
class Allowed:
    """A field that a template may use."""

    kind: Kind
    optional: bool = False
    """Whether there may be none, so that it is printed under a condition only."""


Fields = Mapping[str, Allowed]
"""By dotted path: "groups" (a list), "groups[]" (a record), "groups[].name" (a text)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding in a template, and the paragraph that its comment is put at."""

    finding: Finding
    """Its place: the file, the part ("badan"), and where in it ("tabel 2, baris 3, sel 1")."""
    part: str = ""
    """The member of the file, "word/document.xml"; empty: the file as a whole."""
    paragraph: int = -1
    """Which of the part's paragraphs, counted from 0 in the order of the XML; -1: none of them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a template: where it stands, and its text put together from its runs."""

    file: str
    part: str
    label: str
    """The part as people call it: "badan", "kepala halaman"."""
    where: str
    """"paragraf 3", "tabel 2, baris 3, sel 1"."""
    number: int
    """Counted from 0 in the order of the XML; -1 for what is no paragraph (a document property)."""
    text: str
    """Tabs and line breaks as such; deleted text and field codes left out."""
    runs: "tuple[tuple[int, etree._Element], ...]" = ()
    """Where in the text each run begins."""
    element: "etree._Element | None" = None
    text_box: bool = False

    @property
    def paper(self) -> str:
        """The kind of paper that the template is of, which is how its file is called: "spm"."""
        return Path(self.file).stem

    def fault(self, message: Message, /, **values: object) -> Fault:
        """This message said of the paragraph."""
        place = Place(self.file, self.label, self.where)
        return Fault(message.at(place, (), "", **values), self.part, self.number)


def of_file(file: str, message: Message, /, **values: object) -> Fault:
    """A message said of a template as a whole."""
    return Fault(message.at(Place(file), (), "", **values))


def maybe(close: str) -> str:
    """The end of a sentence that says that something is not known."""
    return f"; maksud Anda «{close}»?" if close else "."
