"""A prepared template, and how one document is made of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from pipeline.word import package
from pipeline.word.package import Block, Member
from pipeline.word.pictures import Pictures
from pipeline.word.shapes import Damaged, Incomplete, Lost, Page

if TYPE_CHECKING:
    from pipeline.word.paper import Paper
    from pipeline.word.part import Part
    from pipeline.word.properties import Properties

DRAW = "_draw"
"""Where the renderer puts, among the values of a template, the function that draws a picture."""
DRAWING_IDS = "_drawing_ids"
"""Where it puts the counter that gives every drawing of a document its own id."""

HOLES = "_holes"
"""Where it puts the list that takes the fields whose empty text stands beside words."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A template's paper made out for one page."""

    slots: Mapping[str, str]
    """Page tags of the sections, under the names by which the parts ask for them."""
    unchanged: Block
    """The members that every document on this page has alike, its styles among them."""


@dataclass(frozen=True, slots=True)
class Template:
    """A Word template ready to render; made by `load`. It keeps nothing of one document for the next."""

    sha256: str
    """Hexadecimal, of the template file."""
    names: frozenset[str]
    """Every field the template uses, as a dotted path: "facilitator_name", "groups[].members[].name"."""
    printed: frozenset[str]
    """Those that a reader gets to see, and those stepped through on the way to them."""
    file_name: str
    lost: tuple[str, ...]
    """Fields and words of the template that docxtpl drops: none of its documents is issued."""
    faults: tuple[str, ...]
    """What is wrong with its package, in words for people: likewise."""
    parts: "tuple[Part, ...]" = field(repr=False)
    paper: "Paper" = field(repr=False)
    properties: "Properties" = field(repr=False)
    media_prefix: str = field(repr=False)
    """No member of the template begins so: names of media and relationships that a document adds."""

    @property
    def has_lists(self) -> bool:
        """Whether it has a table of contents or the like, whose page numbers are known only once it is laid out."""
        return any(part.contents is not None and part.contents.lists for part in self.parts)

    def prove(self, required: Collection[str] = ()) -> None:
        """Raises `Lost`, `Damaged` or `Incomplete` when no document of this template can be whole, whatever the data.

        `required`: fields that it must print, as paths like those of `names`.
        """
        for words in self.lost:
            raise Lost(f"Templat {self.file_name}", words)
        for fault in self.faults:
            raise Damaged(f"Templat {self.file_name}", fault)
        missing = tuple(name for name in required if name not in self.printed)
        if missing:
            raise Incomplete(f"Templat {self.file_name}", missing)

    def render(
        self,
        context: Mapping[str, object],
        page: Page | None = None,
        properties: Mapping[str, str] | None = None,
        *,
        blanks: bool = False,
    ) -> bytes:
        """The finished .docx; the same arguments give the same bytes.

        `context` holds text, whole numbers, truth values, `Picture`s, and lists and dictionaries of them; only text,
        whole numbers and pictures can be printed. `page` is the office's paper (none: the template's own).
        `properties` are title, author, subject, language of the document. `blanks`: labels may stand alone, the paper
        is to be filled in by hand.

        Raises `Lost` or `Damaged`, failures both, for a document that must not be issued; `Failure` naming the field
        that is not in `context` or cannot be printed (None, a fraction, a list); `ValueError` naming the field whose
        text holds a character that XML cannot: reading refuses those.
        """
        self.prove()
        fitting = self.paper.fit(page)
        holes: list[str] = []
        pictures = Pictures(self.media_prefix)
        values = {**context, **fitting.slots, DRAWING_IDS: pictures.drawing_ids, HOLES: holes}
        members: list[Member] = []
        for part in self.parts:
            shown: dict[str, None] = {}
            values[DRAW] = partial(pictures.draw, shown)
            members.append(package.packed(part.name, part.fill(values)))
            members += part.relationships(shown)
        if holes and not blanks:
            raise Lost(f"Templat {self.file_name}", holes[0])
        members.append(self.properties.fill(values, properties or {}))
        members += pictures.media()
        return package.archive(fitting.unchanged, members)
