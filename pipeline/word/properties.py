"""docProps/core.xml: what a file says about itself. Written whole, with fixed dates and no editor's name."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.word import package
from pipeline.word.package import Member
from pipeline.word.part import Compiled
from pipeline.word.text import attribute

CORE = "docProps/core.xml"
_DC = "http://purl.org/dc/elements/1.1/"
_ELEMENTS: Mapping[str, str] = {
    "title": "title",
    "subject": "subject",
    "author": "creator",
    "comments": "description",
    "identifier": "identifier",
    "language": "language",
}
"""Names of the properties, as python-docx and docxtpl call them, and their elements. docxtpl fills exactly these."""

_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    f' xmlns:dc="{_DC}" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_END = (
    "<cp:lastModifiedBy/><cp:revision>1</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a template: each a text, or a compiled text with tags in it."""

    texts: Mapping[str, str | Compiled]

    def fill(self, values: dict[str, object], given: Mapping[str, str]) -> Member:
        """core.xml with the given properties; those not given are the template's, filled from the values.

        Raises `ValueError` for a property other than title, subject, author, comments, identifier, language.
        """
        unknown = given.keys() - _ELEMENTS.keys()
        if unknown:
            raise ValueError(f"no such document properties: {sorted(unknown)}")
        lines = [_START]
        for name, element in _ELEMENTS.items():
            own = self.texts.get(name, "")
            if name in given:
                text = attribute(given[name])
            else:
                text = attribute(own) if isinstance(own, str) else own.fill(values)
            if text:
                lines.append(f"<dc:{element}>{text}</dc:{element}>")
        return package.packed(CORE, "".join((*lines, _END)).encode("ascii"))


def written(root: etree._Element) -> dict[str, str]:
    """What a core.xml says, by the property's name; empty ones left out."""
    found = {name: root.findtext(f"{{{_DC}}}{element}") for name, element in _ELEMENTS.items()}
    return {name: text for name, text in found.items() if text}
