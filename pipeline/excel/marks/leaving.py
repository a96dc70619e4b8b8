"""What a marked copy leaves out: everything that runs, fetches, or carries data that no sheet shows."""

import re

from lxml import etree

from pipeline.excel.marks import book
from pipeline.excel.marks.package import DOCUMENT, ROOT, Package, Relation, local, main
from pipeline.excel.marks.shapes import CannotMark
from pipeline.excel.marks.vml import without_shapes

_MACROS = "makro"
_EXTERNAL = "tautan ke buku kerja lain"
_EMBEDDED = "objek tertanam (OLE)"
_CONTROLS = "kontrol ActiveX"
_CONNECTIONS = "sambungan data"
_DATA = "data XML tersembunyi"
_SIGNATURE = "tanda tangan digital"
_ADD_INS = "pengaya"
_HISTORY = "riwayat perubahan buku kerja bersama"
_FETCHED = "gambar yang diambil dari luar"

_LEFT_OUT = {
    "vbaProject": _MACROS,
    "vbaProjectSignature": _MACROS,
    "xlMacrosheet": _MACROS,
    "xlIntlMacrosheet": _MACROS,
    "attachedToolbars": _MACROS,
    "extensibility": _MACROS,
    "externalLink": _EXTERNAL,
    "oleObject": _EMBEDDED,
    "package": _EMBEDDED,
    "control": _CONTROLS,
    "activeXControlBinary": _CONTROLS,
    "connections": _CONNECTIONS,
    "queryTable": _CONNECTIONS,
    "customXml": _DATA,
    "origin": _SIGNATURE,
    "webextensiontaskpanes": _ADD_INS,
    "revisionHeaders": _HISTORY,
    "usernames": _HISTORY,
}
"""By the last piece of the relation's type."""
_WHOLE_COPY_NEEDED = ("xmlMaps", "powerPivotData")
"""What ties cells to such data so closely that a copy without it would be a broken workbook."""
_MACRO_SHEETS = ("xlMacrosheet", "xlIntlMacrosheet")
_HARMLESS_OUTSIDE = ("hyperlink",)
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_EMPTY_WITHOUT_CHILDREN = (
    "oleObjects", "controls", "externalReferences", "smartTags", "Choice", "Fallback", "AlternateContent",
)  # fmt: skip
_MACRO_NAME_MARKS = ("xlm", "vbProcedure", "function")
# "[1]Lembar!A1" and "'[1]Lembar dua'!A1", but not the column "1" of a table, "Tabel[1]".
_OTHER_BOOK = re.compile(r"(?<![\w.\]])\[\d+\]")
_COMPATIBLE = "http://schemas.microsoft.com/office/drawing/2010/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def leave_out(package: Package) -> tuple[str, ...]:
    """Take all of it out of the package; what was there, by name. Raises CannotMark for what cannot be taken out."""
    reached = package.reachable()
    dropped = [
        (part, relation)
        for part in (ROOT, *sorted(reached))
        for relation in package.relations(part)
        if _reason(relation) or _is_needed_whole(relation)
    ]
    if any(_is_needed_whole(relation) for _, relation in dropped):
        raise CannotMark("bound to data")
    _refuse_connected_pivots(package, reached)
    reasons = {_reason(relation) for _, relation in dropped}
    if _MACROS in reasons:
        _drop_macro_sheets(package)
    for part in dict.fromkeys(part for part, _ in dropped):
        _drop_references(package, part, [relation for source, relation in dropped if source == part])
    for part, relation in dropped:
        package.unrelate(part, relation.id)
    package.remove_all(reached - package.reachable())
    if _EXTERNAL in reasons:
        _drop_other_books(package)
    _drop_names_of_macros(package, _MACROS in reasons)
    package.declare(book.workbook_part(package), _PLAIN_TYPE)
    return tuple(sorted(reasons))


def _reason(relation: Relation) -> str:
    if relation.kind in _LEFT_OUT:
        return _LEFT_OUT[relation.kind]
    if relation.external and relation.kind not in _HARMLESS_OUTSIDE:
        return _FETCHED if relation.kind == "image" else _EXTERNAL
    return ""


def _is_needed_whole(relation: Relation) -> bool:
    return relation.kind in _WHOLE_COPY_NEEDED


def _refuse_connected_pivots(package: Package, parts: frozenset[str]) -> None:
    for part in sorted(parts):
        for relation in package.related(part, "pivotCacheDefinition"):
            source = package.look(relation.target).find(main("cacheSource"))
            outside = any(further.external for further in package.relations(relation.target))
            if outside or source is None or source.get("type") == "external":
                raise CannotMark("pivot table of other data")


def _drop_macro_sheets(package: Package) -> None:
    part = book.workbook_part(package)
    macro_sheets = {relation.id for relation in package.relations(part) if relation.kind in _MACRO_SHEETS}
    listed = package.look(part).find(main("sheets"))
    indexes = {
        index
        for index, sheet in enumerate(listed if listed is not None else ())
        if sheet.get(f"{{{DOCUMENT}}}id") in macro_sheets
    }
    if indexes:
        book.drop_sheets(package, indexes.__contains__)
        _drop_calculation_chain(package)


def _drop_references(package: Package, part: str, relations: list[Relation]) -> None:
    """Remove what refers to these relations from the part that holds them."""
    if part == ROOT or not part.casefold().endswith(".xml"):
        return
    root = package.edit(part)
    identifiers = {relation.id for relation in relations}
    shapes: set[str] = set()
    for element in list(root.iter(etree.Element)):
        for attribute in [name for name, value in element.items() if _is_reference(str(name)) and value in identifiers]:
            if local(element) == "blip":
                del element.attrib[attribute]
                continue
            if element.get("shapeId"):
                shapes.add(f"_x0000_s{element.get('shapeId')}")
            _remove(element)
    if any(relation.kind == "queryTable" for relation in relations) and local(root) == "table":
        for element in root.iter(main("table"), main("tableColumn")):
            for attribute in ("tableType", "queryTableFieldId", "connectionId"):
                element.attrib.pop(attribute, "")
    if shapes:
        _drop_shapes(package, part, shapes)


def _is_reference(name: str) -> bool:
    return name.startswith(f"{{{DOCUMENT}}}")


def _remove(element: etree._Element) -> None:
    """Remove an element, and what is empty without it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if local(parent) in _EMPTY_WITHOUT_CHILDREN and not len(parent):
        _remove(parent)


def _drop_shapes(package: Package, sheet: str, shapes: set[str]) -> None:
    """Remove the pictures that stand for objects and controls on a sheet."""
    for relation in package.related(sheet, "vmlDrawing"):
        package.put(relation.target, without_shapes(package.content(relation.target), shapes))
    for relation in package.related(sheet, "drawing"):
        root = package.look(relation.target)
        for mark in list(root.iter(f"{{{_COMPATIBLE}}}compatExt")):
            if mark.get("spid") in shapes:
                package.edit(relation.target)
                _remove(_anchor(root, mark))


def _anchor(root: etree._Element, element: etree._Element) -> etree._Element:
    """The child of the root that an element lies in."""
    for above in element.iterancestors():
        if above.getparent() is root:
            return above
    return element


def _drop_other_books(package: Package) -> None:
    """Formulas over other workbooks become the values that they had; names for cells of other workbooks go."""
    changed = False
    for sheet in book.sheets(package):
        found = [formula for formula in package.look(sheet.part).iter(main("f")) if _leads_out(formula)]
        shared = {formula.get("si") for formula in found if formula.get("t") == "shared"}
        if not found:
            continue
        changed = True
        for formula in list(package.edit(sheet.part).iter(main("f"))):
            if _leads_out(formula) or (formula.get("t") == "shared" and formula.get("si") in shared):
                _remove(formula)
    if changed:
        _drop_calculation_chain(package)
    workbook = package.edit(book.workbook_part(package))
    for name in list(workbook.iter(main("definedName"))):
        if _leads_out(name):
            _remove(name)


def _leads_out(formula: etree._Element) -> bool:
    return _OTHER_BOOK.search(formula.text or "") is not None


def _drop_calculation_chain(package: Package) -> None:
    """Excel builds it anew; one that names a cell without a formula is to it a damaged workbook."""
    part = book.workbook_part(package)
    for relation in package.related(part, "calcChain"):
        package.unrelate(part, relation.id)
        package.remove(relation.target)


def _drop_names_of_macros(package: Package, had_macros: bool) -> None:
    part = book.workbook_part(package)
    found = [
        name
        for name in package.look(part).iter(main("definedName"))
        if had_macros and any(name.get(mark) in ("1", "true") for mark in _MACRO_NAME_MARKS)
    ]
    if found:
        package.edit(part)
    for name in found:
        _remove(name)
