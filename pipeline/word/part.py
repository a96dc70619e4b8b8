"""One part of a template that holds tags, compiled; and its relationships, which grow by the pictures shown in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateError, UndefinedError
from lxml import etree

from pipeline.failures import Failure
from pipeline.word import package
from pipeline.word.environment import Unprintable
from pipeline.word.package import Member
from pipeline.word.pictures import relationship

XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONSHIPS = (
    f'{XML_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)
_ENDS_WITHOUT_PARAGRAPH = ("<w:tc></w:tc>", "<w:tcPr/></w:tc>", "</w:tcPr></w:tc>", "</w:tbl></w:tc>")
"""How a cell ends whose paragraphs all fell away. Word calls such a file damaged."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Text with tags, ready to be filled."""

    where: str
    """Names template and part, to begin a message with."""
    code: JinjaTemplate

    def fill(self, values: Mapping[str, object]) -> str:
        """Raises `Failure` naming the field that is missing or cannot be printed."""
        try:
            return "".join(self.code.root_render_func(self.code.new_context(dict(values))))
        except Unprintable as error:
            raise _unfilled(self.where, error.field, error.reason) from error
        except UndefinedError as error:
            raise _unfilled(self.where, error.message or "", "tidak ada di antara isian dokumen ini") from error
        except (TemplateError, TypeError) as error:
            raise Failure(
                f"{self.where} tidak dapat diisi: {error}.", "Perbaiki perhitungan atau penyaring di dalam templat."
            ) from error


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document, and what has to be mended in it after filling."""

    name: str
    text: Compiled
    dynamic_columns: bool
    """Its tables may get another number of columns than their grid: docxtpl mends them in every document."""
    emptied_cells: bool
    """A condition may take away all paragraphs of a cell."""
    relationships_name: str
    own_relationships: Member | None
    """As in the template; None: it has none."""

    def fill(self, values: Mapping[str, object]) -> bytes:
        text = self.text.fill(values)
        if self.emptied_cells:
            for ending in _ENDS_WITHOUT_PARAGRAPH:
                text = text.replace(ending, f"{ending.removesuffix('</w:tc>')}<w:p/></w:tc>")
        if self.dynamic_columns:
            tree = DocxTemplate("").fix_tables(text)
            return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        return (XML_DECLARATION + text).encode("ascii")

    def relationships(self, shown: Iterable[str]) -> list[Member]:
        """The member that lists the part's relationships, with those of the media shown in it."""
        added = "".join(relationship(name) for name in shown)
        if not added:
            return [self.own_relationships] if self.own_relationships else []
        own = self.own_relationships.content().decode() if self.own_relationships else _NO_RELATIONSHIPS
        head, end, tail = own.rpartition("</Relationships>")
        return [package.packed(self.relationships_name, f"{head}{added}{end}{tail}".encode())]


def _unfilled(where: str, field: str, reason: str) -> Failure:
    return Failure(
        f'{where}: isian "{field}" {reason}.',
        "Periksa ejaan isian itu di templat; daftar isian: berkas templates fields.",
    )
