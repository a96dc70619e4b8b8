"""The workbook part: which sheets there are, a sheet put first, a sheet taken away."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pipeline.excel.marks.package import DOCUMENT, ROOT, Package, local, main
from pipeline.excel.marks.shapes import CannotMark

_R_ID = f"{{{DOCUMENT}}}id"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_BAR_INDEXES = ("activeTab", "firstSheet")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with cells."""

    name: str
    part: str
    index: int
    """Its place among all sheets."""
    hidden: bool


def workbook_part(package: Package) -> str:
    found = package.related(ROOT, "officeDocument")
    if not found:
        raise CannotMark("no workbook")
    return found[0].target


def sheets(package: Package) -> tuple[Sheet, ...]:
    """The sheets that hold cells, in their order; sheets of charts or macros are passed over."""
    part = workbook_part(package)
    worksheets = {relation.id: relation.target for relation in package.related(part, "worksheet")}
    return tuple(
        Sheet(
            name=element.get("name", ""),
            part=worksheets[element.get(_R_ID, "")],
            index=index,
            hidden=element.get("state", "visible") != "visible",
        )
        for index, element in enumerate(_list(package.look(part)))
        if element.get(_R_ID, "") in worksheets
    )


def names(package: Package) -> tuple[str, ...]:
    """What all sheets are called."""
    return tuple(element.get("name", "") for element in _list(package.look(workbook_part(package))))


def add_first(package: Package, name: str, content: bytes) -> None:
    """Put a sheet before all others, to be seen when the workbook is opened."""
    part = workbook_part(package)
    before = names(package)
    sheet = package.free_name(posixpath.join(posixpath.dirname(part), "worksheets/berkas{}.xml"))
    package.put(sheet, content, _SHEET_TYPE)
    workbook = package.edit(part)
    listed = _list(workbook)
    numbers = [int(element.get("sheetId", "0")) for element in listed]
    attributes = {"name": name, "sheetId": str(max(numbers, default=0) + 1)}
    added = etree.Element(main("sheet"), attributes, nsmap={"r": DOCUMENT})
    added.set(_R_ID, package.relate(part, "worksheet", sheet))
    listed.insert(0, added)
    _renumber(workbook, lambda index: index + 1)
    for view in workbook.iter(main("workbookView")):
        for attribute in _BAR_INDEXES:
            view.attrib.pop(attribute, "")
    _retitle(package, before)
    _unselect_all_but(package, sheet)


def remove(package: Package, sheet: Sheet) -> None:
    """Take a sheet away, with everything that only it leads to."""
    before = names(package)
    reached = package.reachable()
    drop_sheets(package, lambda index: index == sheet.index)
    package.remove_all(reached - package.reachable())
    _retitle(package, before)


def drop_sheets(package: Package, dropped: Callable[[int], bool]) -> None:
    """Take sheets out of the workbook's list, with their relations and local names; their parts stay."""
    part = workbook_part(package)
    workbook = package.edit(part)
    listed = _list(workbook)
    places: dict[int, int | None] = {}
    for index, element in enumerate(list(listed)):
        if dropped(index):
            places[index] = None
            package.unrelate(part, element.get(_R_ID, ""))
            listed.remove(element)
        else:
            places[index] = index - sum(place is None for place in places.values())
    _renumber(workbook, lambda index: places.get(index))


def add_name(package: Package, name: str, reference: str, *, hidden: bool = False) -> None:
    """A defined name of the first sheet."""
    workbook = package.edit(workbook_part(package))
    listed = workbook.find(main("definedNames"))
    if listed is None:
        listed = etree.Element(main("definedNames"))
        before = [child for child in workbook if local(child) in _BEFORE_NAMES]
        before[-1].addnext(listed)
    attributes = {"name": name, "localSheetId": "0"} | ({"hidden": "1"} if hidden else {})
    etree.SubElement(listed, main("definedName"), attributes).text = reference


def _list(workbook: etree._Element) -> etree._Element:
    listed = workbook.find(main("sheets"))
    if listed is None:
        raise CannotMark("no sheets")
    return listed


def _renumber(workbook: etree._Element, place: Callable[[int], int | None]) -> None:
    """Let everything that counts sheets count anew. A sheet that has no place any more takes its names along."""
    for name in list(workbook.iter(main("definedName"))):
        if name.get("localSheetId") is None:
            continue
        new = place(int(name.get("localSheetId", "0")))
        if new is None:
            listed = name.getparent()
            if listed is not None:
                listed.remove(name)
        else:
            name.set("localSheetId", str(new))
    for listed in workbook.findall(main("definedNames")):
        if not len(listed):
            workbook.remove(listed)
    for view in workbook.iter(main("workbookView")):
        for attribute in _BAR_INDEXES:
            if view.get(attribute) is not None:
                view.set(attribute, str(place(int(view.get(attribute, "0"))) or 0))


def _unselect_all_but(package: Package, part: str) -> None:
    """Of two selected sheets, what is typed into one goes into both."""
    for relation in package.related(workbook_part(package), "worksheet", "chartsheet"):
        if relation.target == part:
            continue
        views = [view for view in package.look(relation.target).iter(main("sheetView")) if view.get("tabSelected")]
        if views:
            package.edit(relation.target)
        for view in views:
            del view.attrib["tabSelected"]


def _retitle(package: Package, before: tuple[str, ...]) -> None:
    """Bring the list of sheets in docProps/app.xml up to date, when it was right before."""
    for relation in package.related(ROOT, "extended-properties"):
        root = package.look(relation.target)
        counts = root.find(f"{{{_PROPERTIES}}}HeadingPairs//{{{_VARIANTS}}}i4")
        titles = root.find(f"{{{_PROPERTIES}}}TitlesOfParts/{{{_VARIANTS}}}vector")
        if counts is None or titles is None:
            continue
        listed = tuple(title.text or "" for title in titles)
        if counts.text != str(len(before)) or listed[: len(before)] != before:
            continue
        package.edit(relation.target)
        for title in list(titles)[: len(before)]:
            titles.remove(title)
        after = names(package)
        for name in reversed(after):
            title = etree.Element(f"{{{_VARIANTS}}}lpstr")
            title.text = name
            titles.insert(0, title)
        titles.set("size", str(len(titles)))
        counts.text = str(len(after))
