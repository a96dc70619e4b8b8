"""The colours of marked cells and of the tabs of their sheets, with what they were before."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipeline.excel.marks.cells import Address, Cells, address, put_child
from pipeline.excel.marks.package import Package, main
from pipeline.excel.marks.shapes import SEVERITIES, TAB_COLOURS, Severity
from pipeline.excel.marks.styles import Styles

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


def unpaint(package: Package, sheet: str, styles: Styles, painted: frozenset[int], before: Before) -> None:
    """Give every cell of a sheet that has one of the painted formats the fill that it had before.

    Rows may have been added or moved since: a cell that is not on the record gets what the nearest one in its column
    had, and none when there is no such.
    """
    fills = {where: fill for fill, cells in before.fills.items() for where in filter(None, map(address, cells))}
    columns: dict[int, list[int]] = {}
    for where in sorted(fills):
        columns.setdefault(where.column, []).append(where.row)
    root = package.look(sheet)
    for where, cell in Cells(root):
        xf = int(cell.get("s") or 0)
        if xf in painted:
            nearest = _nearest(columns.get(where.column, ()), where.row)
            fill = fills[Address(nearest, where.column)] if nearest else ""
            cell.set("s", str(styles.filled(xf, fill)))
            package.edit(sheet)
    for name, attribute in (("row", "s"), ("col", "style")):
        for element in root.iter(main(name)):
            xf = int(element.get(attribute) or 0)
            if xf in painted:
                element.set(attribute, str(styles.filled(xf, "")))
                package.edit(sheet)


def _nearest(rows: Sequence[int], row: int) -> int:
    """Of some rows in their order the one nearest to a row; 0 of none."""
    place = bisect_left(rows, row)
    return min(rows[max(place - 1, 0) : place + 1], key=lambda known: abs(known - row), default=0)


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
    colour.set("rgb", TAB_COLOURS[severity])
    return before


def unpaint_tab(package: Package, sheet: str, before: Before) -> None:
    """Give a sheet's tab its colour back, unless it was given another one in the meantime."""
    properties = package.look(sheet).find(main("sheetPr"))
    colour = properties.find(main("tabColor")) if properties is not None else None
    if properties is None or colour is None or colour.get("rgb", "").upper() not in TAB_COLOURS.values():
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
