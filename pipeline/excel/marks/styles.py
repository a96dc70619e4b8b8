"""The styles part: the clerk's cell formats with a colour of ours, and back; formats of the result sheet."""

import copy
from typing import TypeAlias

from lxml import etree

from pipeline.excel.marks import book
from pipeline.excel.marks.package import MAIN, Package, main, parsed
from pipeline.excel.marks.shapes import COLOURS, CannotMark, Severity

_MARK_COLOURS = frozenset(f"FF{colour}" for colour in COLOURS.values())
_NO_FILL = f'<fill xmlns="{MAIN}"><patternFill patternType="none"/></fill>'
_FILL_ELEMENTS = frozenset(map(main, ("fill", "patternFill", "fgColor", "bgColor", "gradientFill", "stop", "color")))
_FILL_ATTRIBUTES = frozenset(
    ("patternType", "type", "degree", "left", "right", "top", "bottom", "position", "rgb", "theme", "tint", "indexed",
     "auto")
)  # fmt: skip
_Key: TypeAlias = "tuple[str, tuple[tuple[str, str], ...], tuple[_Key, ...]]"
_SECTIONS = ("fonts", "fills", "borders", "cellXfs")
_MOST_FORMATS = 65_490
"""Of cells that Excel opens; a workbook with more of them it takes for a damaged one."""


class Styles:
    """The cell formats of a package. Formats are only added, and only those that are not there already."""

    def __init__(self, package: Package) -> None:
        found = package.related(book.workbook_part(package), "styles")
        if not found:
            raise CannotMark("no styles")
        self._package = package
        self._part = found[0].target
        root = package.look(self._part)
        self._sections: dict[str, etree._Element] = {}
        for name in _SECTIONS:
            section = root.find(main(name))
            if section is None or not len(section):
                raise CannotMark("no styles")
            self._sections[name] = section
        self._known = {name: self._listed(name) for name in _SECTIONS}
        self._filled: dict[tuple[int, str], int] = {}

    def fill_of(self, xf: int) -> str:
        """A format's fill, to be kept and given to `filled` later."""
        fills = self._sections["fills"]
        number = int(self._format(xf).get("fillId", "0"))
        return _text(fills[number]) if 0 <= number < len(fills) else _NO_FILL

    def mark_formats(self) -> frozenset[int]:
        """The formats that are filled with a colour of ours."""
        fills = {str(number) for number, fill in enumerate(self._sections["fills"]) if _is_mark(fill)}
        return frozenset(number for number, xf in enumerate(self._sections["cellXfs"]) if xf.get("fillId") in fills)

    def marked(self, xf: int, severity: Severity) -> int:
        """The format like this one that is filled with the colour of a severity."""
        return self.filled(xf, _text(solid_fill(COLOURS[severity])))

    def filled(self, xf: int, fill: str) -> int:
        """The format like this one with this fill; what is no fill counts as none."""
        if (xf, fill) not in self._filled:
            changed = copy.deepcopy(self._format(xf))
            changed.set("fillId", str(self._add("fills", _fill(fill))))
            changed.set("applyFill", "1")
            self._filled[xf, fill] = self._add("cellXfs", changed)
        return self._filled[xf, fill]

    def add(self, font: etree._Element, fill: etree._Element, alignment: etree._Element, *, boxed: bool) -> int:
        """A format of the result sheet."""
        line = {"style": "thin"}
        border = etree.Element(main("border"))
        for side in ("left", "right", "top", "bottom"):
            edge = etree.SubElement(border, main(side), line if boxed else {})
            if boxed:
                etree.SubElement(edge, main("color"), rgb="FFA6A6A6")
        etree.SubElement(border, main("diagonal"))
        attributes = {
            "numFmtId": "0",
            "fontId": str(self._add("fonts", font)),
            "fillId": str(self._add("fills", fill)),
            "borderId": str(self._add("borders", border)),
            "xfId": "0",
        }
        applied = {f"apply{what}": "1" for what in ("Font", "Fill", "Border", "Alignment")}
        added = etree.Element(main("xf"), attributes | applied)
        added.append(alignment)
        return self._add("cellXfs", added)

    def _format(self, xf: int) -> etree._Element:
        formats = self._sections["cellXfs"]
        return formats[xf] if 0 <= xf < len(formats) else formats[0]

    def _listed(self, name: str) -> dict[_Key, int]:
        keys = [_key(element) for element in self._sections[name]]
        return {key: index for index, key in reversed(list(enumerate(keys)))}

    def _add(self, name: str, element: etree._Element) -> int:
        """The place of an element in its section, where it is put unless it is there."""
        key = _key(element)
        if key not in self._known[name]:
            self._package.edit(self._part)
            section = self._sections[name]
            if name == "cellXfs" and len(section) >= _MOST_FORMATS:
                raise CannotMark("too many formats")
            self._known[name][key] = len(section)
            section.append(element)
            section.set("count", str(len(section)))
        return self._known[name][key]


def solid_fill(colour: str) -> etree._Element:
    """A fill of one colour, "F4837D"; of none for ""."""
    fill = etree.Element(main("fill"))
    if not colour:
        etree.SubElement(fill, main("patternFill"), patternType="none")
        return fill
    pattern = etree.SubElement(fill, main("patternFill"), patternType="solid")
    etree.SubElement(pattern, main("fgColor"), rgb=f"FF{colour}")
    etree.SubElement(pattern, main("bgColor"), indexed="64")
    return fill


def _is_mark(fill: etree._Element) -> bool:
    colour = fill.find(f"{main('patternFill')}/{main('fgColor')}")
    return colour is not None and colour.get("rgb", "").upper() in _MARK_COLOURS


def _fill(text: str) -> etree._Element:
    """A fill that was kept as text. The text went through a workbook that others had: only what a fill holds passes."""
    try:
        element = parsed(text.encode())
    except CannotMark:
        return parsed(_NO_FILL.encode())
    sound = element.tag == main("fill") and all(
        part.tag in _FILL_ELEMENTS and _FILL_ATTRIBUTES.issuperset(part.keys()) for part in element.iter()
    )
    return element if sound else parsed(_NO_FILL.encode())


def _key(element: etree._Element) -> _Key:
    """What two elements have in common that say the same."""
    attributes = sorted((str(name), str(value)) for name, value in element.items())
    return str(element.tag), tuple(attributes), tuple(map(_key, element))


def _text(element: etree._Element) -> str:
    """An element as text that does not depend on where it stands."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()
