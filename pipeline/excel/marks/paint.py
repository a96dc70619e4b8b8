"""The colours of marked cells and of the tabs of their sheets, with what they were before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.excel.marks.cells import Address, Cells, address, put_child
from pipeline.excel.marks.package import Package, main
from pipeline.excel.marks.shapes import SEVERITIES, Severity
from pipeline.excel.marks.styles import Styles

_TAB_COLOURS: dict[Severity, str] = {"error": "FFC00001", "warning": "FFFFC001"}
"""Where there is something to mend. One step off the colours of Excel's palette, as those of the cells."""
_TAB_ATTRIBUTES = ("rgb", "theme", "tint", "indexed", "auto")


@dataclass(frozen=True, slots=True)
class Before:
    """What the colours of a sheet were before it was marked."""

    fills: dict[str, list[str]] = field(default_factory=dict)
    """Fill -> cells."""
    tab: dict[str, str] = field(default_factory=dict)
    """The attributes of the tab's colour; empty: it had none."""

    def as_json(self) -> dict[str, object]:
        return {"fills": {fill: " ".join(cells) for fill, cells in self.fills.items()}, "tab": self.tab}


def before_from(record: object) -> Before:
    """What `Before.as_json` gave. What others made of it in the meantime is passed over."""
    if not isinstance(record, Mapping):
        return Before()
    fills, tab = record.get("fills"), record.get("tab")
    return Before(
        {str(fill): str(cells).split() for fill, cells in fills.items()} if isinstance(fills, Mapping) else {},
        {name: str(tab[name]) for name in _TAB_ATTRIBUTES if name in tab} if isinstance(tab, Mapping) else {},
    )


def paint(root: etree._Element, cells: Cells, styles: Styles, marks: Mapping[Address, Severity]) -> Before:
    """Colour cells of a sheet."""
    before = Before()
    for where, severity in sorted(marks.items()):
        xf = cells.format_of(where)
        before.fills.setdefault(styles.fill_of(xf), []).append(str(where))
        cells.set_format(where, styles.marked(xf, severity))
    return before


def unpaint(package: Package, sheet: str, styles: Styles, before: Before) -> None:
    """Give every cell of a sheet that has a colour of ours the fill that it had before.

    Rows may have been added or moved since: a cell that is not on the record gets what the nearest one in its column
    had, and none when there is no such.
    """
    columns: dict[int, dict[int, str]] = {}
    for fill, addresses in before.fills.items():
        for where in filter(None, map(address, addresses)):
            columns.setdefault(where.column, {})[where.row] = fill
    root = package.look(sheet)
    painted = [(where, cell) for where, cell in Cells(root) if styles.is_mark(int(cell.get("s") or 0))]
    for where, cell in painted:
        known = columns.get(where.column, {})
        nearest = min(known, key=lambda row: (abs(row - where.row), row), default=None)
        fill = known[nearest] if nearest is not None else ""
        cell.set("s", str(styles.filled(int(cell.get("s") or 0), fill)))
    spread = [
        (element, attribute)
        for name, attribute in (("row", "s"), ("col", "style"))
        for element in root.iter(main(name))
        if element.get(attribute) and styles.is_mark(int(element.get(attribute, "0")))
    ]
    for element, attribute in spread:
        element.set(attribute, str(styles.filled(int(element.get(attribute, "0")), "")))
    if painted or spread:
        package.edit(sheet)


def paint_tab(root: etree._Element, severity: Severity) -> dict[str, str]:
    """Colour a sheet's tab by an error or a warning; the attributes of the colour that it had."""
    properties = root.find(main("sheetPr"))
    if properties is None:
        properties = etree.Element(main("sheetPr"))
        put_child(root, properties)
    colour = properties.find(main("tabColor"))
    if colour is None:
        colour = etree.Element(main("tabColor"))
        properties.insert(0, colour)
    before = {str(name): str(value) for name, value in colour.items()}
    colour.attrib.clear()
    colour.set("rgb", _TAB_COLOURS[severity])
    return before


def unpaint_tab(package: Package, sheet: str, before: Before) -> None:
    """Give a sheet's tab its colour back, unless it was given another one in the meantime."""
    properties = package.look(sheet).find(main("sheetPr"))
    colour = properties.find(main("tabColor")) if properties is not None else None
    if properties is None or colour is None or colour.get("rgb", "").upper() not in _TAB_COLOURS.values():
        return
    package.edit(sheet)
    colour.attrib.clear()
    for name, value in before.tab.items():
        colour.set(name, value)
    if not before.tab:
        properties.remove(colour)


def gravest(severities: Iterable[Severity]) -> Severity:
    """The gravest of some, of which there is at least one."""
    found = set(severities)
    return next(severity for severity in SEVERITIES if severity in found)
