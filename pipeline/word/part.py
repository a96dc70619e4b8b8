"""One part of a template that holds tags, compiled; and its relationships, which grow by the pictures shown in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError, UndefinedError
from lxml import etree

from pipeline.failures import Failure
from pipeline.word import package, proof, soundness
from pipeline.word.contents import Contents
from pipeline.word.environment import Listener, Unprintable
from pipeline.word.package import Member
from pipeline.word.pictures import relationship
from pipeline.word.shapes import Damaged, Lost, Unfilled

XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONSHIPS = (
    f'{XML_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_END_OF_LIST = "</Relationships>"
_FIELD_BEGINS, _FIELD_ENDS = b'w:fldCharType="begin"', b'w:fldCharType="end"'
_END_OF_CELL = "</w:tc>"
_WITHOUT_PARAGRAPH = ("<w:tc>", "<w:tcPr/>", "</w:tcPr>", "</w:tbl>")
"""What stands before the end of a cell whose paragraphs all fell away. Word calls such a file damaged."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Text with tags, ready to be filled."""

    where: str
    """Names template and part, to begin a message with."""
    code: JinjaTemplate

    def fill(self, values: dict[str, object]) -> str:
        """Raises `Unfilled` for a field that is missing or cannot be printed. The values stay as they are."""
        try:
            return "".join(self.code.root_render_func(self.code.new_context(values, shared=True)))
        except Unprintable as error:
            raise Unfilled(self.where, error.field, error.reason) from error
        except UndefinedError as error:
            raise Unfilled(self.where, error.message or "", "tidak ada di antara isian dokumen ini") from error
        except (TemplateError, TypeError) as error:
            raise Failure(
                f"{self.where} tidak dapat diisi.", "Perbaiki perhitungan atau penyaring di dalam templat."
            ) from error

    def printed(self, values: dict[str, object]) -> list[tuple[str, str]]:
        """Every field that these values make it print, with its XML."""
        listener = Listener()
        context = self.code.new_context(values, shared=True)
        for _ in self.code.root_render_func(context, environment=listener):  # type: ignore[call-arg]
            pass
        return listener.heard


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document, and what has to be mended in it after filling."""

    name: str
    text: Compiled
    dynamic_columns: bool
    """Its tables may get another number of columns than their grid: docxtpl mends them in every document."""
    emptied_cells: bool
    """A condition may take away all paragraphs of a cell."""
    contents: Contents | None
    """Completes its lists and captions; None: it has none."""
    open_fields: bool
    """A field may lack its end: the ends are counted in every document."""
    signs: tuple[bytes, ...]
    """Some data may put its elements in an order that Word does not accept: documents with one of these are looked at.
    """
    relationships_name: str
    own_relationships: Member | None
    """As in the template; None: it has none."""
    listed: str
    """Their XML up to where further ones are added."""

    def fill(self, values: dict[str, object]) -> bytes:
        """Raises `Lost` or `Damaged` for a document that must not be issued, and what `Compiled.fill` raises."""
        text = self.text.fill(values)
        mended = self.mended(text)
        # Where nothing was mended, what the tags printed stands in the document letter for letter.
        if mended != text:
            missing = proof.missing(mended, text, self.text, values)
            if missing:
                raise Lost(self.text.where, missing)
        content = (self.contents.complete(mended) if self.contents else mended).encode()
        if self.open_fields and content.count(_FIELD_BEGINS) != content.count(_FIELD_ENDS):
            raise Damaged(self.text.where, "bidang (field) tidak berpasangan")
        if any(sign in content for sign in self.signs):
            for fault in soundness.part_faults(content):
                raise Damaged(self.text.where, fault)
        return content

    def mended(self, text: str) -> str:
        """The part as Word takes it; the text itself where nothing is to be mended."""
        if self.emptied_cells:
            text = _with_paragraph_in_every_cell(text)
        if self.dynamic_columns:
            tree = DocxTemplate("").fix_tables(text.encode())
            text = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True).decode()
        return text

    def relationships(self, shown: Iterable[str]) -> list[Member]:
        """The member that lists the part's relationships, with those of the media shown in it."""
        added = "".join(relationship(name) for name in shown)
        if not added:
            return [self.own_relationships] if self.own_relationships else []
        return [package.packed(self.relationships_name, f"{self.listed}{added}{_END_OF_LIST}".encode())]


def _with_paragraph_in_every_cell(text: str) -> str:
    *cells, rest = text.split(_END_OF_CELL)
    if not any(cell.endswith(_WITHOUT_PARAGRAPH) for cell in cells):
        return text
    mended = (f"{cell}<w:p/>" if cell.endswith(_WITHOUT_PARAGRAPH) else cell for cell in cells)
    return _END_OF_CELL.join((*mended, rest))


def listed(relationships: Member | None) -> str:
    """The XML of a part's relationships up to where further ones are added."""
    if relationships is None:
        return _NO_RELATIONSHIPS
    return relationships.content().decode().rpartition(_END_OF_LIST)[0]
