"""An office's paper put on a template: page size and margins of every section, and the font of its styles."""

import re
from collections.abc import Sequence

from lxml import etree

from pipeline.word import package
from pipeline.word.package import Member
from pipeline.word.shapes import Page, twips
from pipeline.word.template import Fitting
from pipeline.word.text import Markup

SLOT = "_section_"
_PAGE_TAG = re.compile(r"<w:(pgSz|pgMar)\b[^<>]*/>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FONT_FACES = ("ascii", "hAnsi", "cs")
_THEME_FACES = ("asciiTheme", "hAnsiTheme", "cstheme")
_SYMBOL_FONTS = frozenset(("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings"))


class Paper:
    """What a template says of its pages, as slots to be filled from a `Page`. Remembers each page it was fitted to."""

    def __init__(self, styles: Member, unchanged: Sequence[Member]) -> None:
        self._styles = styles
        self._unchanged = unchanged
        self._tags: list[str] = []
        self._fittings: dict[Page | None, Fitting] = {}

    def slots(self, text: str) -> list[tuple[str, str]]:
        """The text cut before each page tag: pairs of text and the name of the slot that follows it ("": the end)."""
        pieces = []
        end = 0
        for match in _PAGE_TAG.finditer(text):
            pieces.append((text[end : match.start()], f"{SLOT}{len(self._tags)}"))
            self._tags.append(match.group())
            end = match.end()
        return [*pieces, (text[end:], "")]

    def fit(self, page: Page | None) -> Fitting:
        """The slots and the unchanged members for this page; none leaves what the template says."""
        if page not in self._fittings:
            tags = {f"{SLOT}{place}": Markup(fitted(tag, page)) for place, tag in enumerate(self._tags)}
            styles = self._styles
            if page is not None:
                styles = package.packed(styles.name, with_font(styles.content(), page.font))
            self._fittings[page] = Fitting(tags, package.block([*self._unchanged, styles]))
        return self._fittings[page]


def fitted(tag: str, page: Page | None) -> str:
    """A `w:pgSz` or `w:pgMar` with the sizes of the page, in the orientation it has."""
    if page is None:
        return tag
    values = dict(_ATTRIBUTE.findall(tag))
    if tag.startswith("<w:pgSz"):
        upright = values.get("w:orient") != "landscape"
        width, height = (page.width_mm, page.height_mm) if upright else (page.height_mm, page.width_mm)
        values.update({"w:w": twips(width), "w:h": twips(height)})
        values.pop("w:code", None)  # the printer's name for the old size
        name = "w:pgSz"
    else:
        sides = {"top": page.top_mm, "bottom": page.bottom_mm, "left": page.left_mm, "right": page.right_mm}
        values.update({f"w:{side}": twips(size) for side, size in sides.items()})
        name = "w:pgMar"
    return f"<{name} " + " ".join(f'{key}="{value}"' for key, value in values.items()) + "/>"


def with_font(styles: bytes, font: str) -> bytes:
    """styles.xml with this font as the document's, and in every style that names one; symbol fonts stay."""
    root = etree.fromstring(styles)
    defaults = _child(_child(_child(root, "docDefaults", first=True), "rPrDefault", first=True), "rPr")
    _child(defaults, "rFonts", first=True)
    for faces in root.iter(f"{_W}rFonts"):
        if faces.get(f"{_W}ascii") in _SYMBOL_FONTS:
            continue
        for name in _THEME_FACES:
            faces.attrib.pop(f"{_W}{name}", "")
        for name in _FONT_FACES:
            faces.set(f"{_W}{name}", font)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _child(parent: etree._Element, name: str, first: bool = False) -> etree._Element:
    found = parent.find(f"{_W}{name}")
    if found is None:
        found = etree.Element(f"{_W}{name}")
        parent.insert(0 if first else len(parent), found)
    return found
