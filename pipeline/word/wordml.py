"""What WordprocessingML asks of the elements that templates use: which children, in which order, and which at least.

Facts of ECMA-376 part 1 (transitional schema, wml.xsd), as data. Every rule looks at a child and the one before it
only: whoever reads a document from front to back, or a template through all its branches, can hold to them.

Names carry Word's usual prefix ("w:p"). Elements of other vocabularies (drawings, alternate content) are not judged.
"""

import re
from collections.abc import Mapping

_RANGES = (
    "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr permStart permEnd moveFromRangeStart"
    " moveFromRangeEnd moveToRangeStart moveToRangeEnd"
)
_BLOCKS = f"p tbl sdt customXml {_RANGES} ins del moveFrom moveTo"
_INLINES = f"r hyperlink fldSimple smartTag sdt customXml subDoc {_RANGES} ins del moveFrom moveTo dir bdo"
_SIDES = "top left start bottom right end"
_ORDERS: Mapping[str, str] = {
    "body": f"({_BLOCKS}) sectPr",
    "hdr": f"({_BLOCKS})",
    "ftr": f"({_BLOCKS})",
    "footnote": f"({_BLOCKS})",
    "txbxContent": f"({_BLOCKS})",
    "tbl": f"({_RANGES}) tblPr tblGrid (tr sdt customXml {_RANGES} ins del)",
    "tblGrid": "(gridCol) tblGridChange",
    "tr": f"tblPrEx trPr (tc sdt customXml {_RANGES} ins del)",
    "tc": f"tcPr ({_BLOCKS})",
    "p": f"pPr ({_INLINES})",
    "hyperlink": f"({_INLINES})",
    "fldSimple": f"fldData ({_INLINES})",
    "r": "rPr (t br tab cr sym drawing pict object fldChar instrText delText delInstrText noBreakHyphen softHyphen"
    " footnoteRef footnoteReference endnoteRef endnoteReference annotationRef commentReference separator"
    " continuationSeparator pgNum ptab ruby lastRenderedPageBreak dayShort dayLong monthShort monthLong yearShort"
    " yearLong contentPart)",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "tabs": "(tab)",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblBorders": f"{_SIDES} insideH insideV",
    "tblCellMar": _SIDES,
    "trPr": "(cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden)"
    " ins del trPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
    " headers cellIns cellDel cellMerge tcPrChange",
    "tcBorders": f"{_SIDES} insideH insideV tl2br tr2bl",
    "tcMar": _SIDES,
    "sectPr": "(headerReference footerReference) footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    " sectPrChange",
}
"""The children of an element in their order, each at most once; of those in brackets any number in any order."""

_TEXT_OF_RUNS = frozenset(("w:t", "w:instrText", "w:delText", "w:delInstrText"))
_NEEDED: Mapping[str, frozenset[str]] = {
    "w:body": frozenset(("w:sectPr",)),
    "w:tbl": frozenset(("w:tr", "w:sdt", "w:customXml")),
    "w:tr": frozenset(("w:tc", "w:sdt", "w:customXml")),
    "w:tc": frozenset(("w:p",)),
    "w:hdr": frozenset(("w:p", "w:tbl", "w:sdt")),
    "w:ftr": frozenset(("w:p", "w:tbl", "w:sdt")),
    "w:footnote": frozenset(("w:p", "w:tbl", "w:sdt")),
    "w:txbxContent": frozenset(("w:p", "w:tbl", "w:sdt")),
}
"""One of these must be the last child: Word calls a file damaged that has none."""
_PASSED_OVER = frozenset(f"w:{name}" for name in _RANGES.split())
"""Marks that stand between anything: bookmarks, comments, proofing."""


def _ranks(order: str) -> Mapping[str, tuple[int, bool]]:
    """Child -> its rank, and whether others of that rank may follow."""
    groups = re.findall(r"\(([^)]*)\)|(\S+)", order)
    return {
        f"w:{child}": (rank, bool(many))
        for rank, (many, single) in enumerate(groups)
        for child in (many or single).split()
    }


_RANKS = {f"w:{parent}": _ranks(order) for parent, order in _ORDERS.items()}


def counts(child: str) -> bool:
    """Whether an element counts as the one before its next sibling, and as the last child of its parent."""
    return child.startswith("w:") and child not in _PASSED_OVER


def misplaced(parent: str, previous: str | None, child: str) -> bool:
    """Whether this child may not follow that one (None: it is the first) within the parent."""
    if child in _TEXT_OF_RUNS and parent != "w:r":
        return True
    ranks = _RANKS.get(parent)
    if ranks is None or not child.startswith("w:"):
        return False
    if child not in ranks:
        return True
    if previous is None or previous not in ranks:
        return False
    (before, _), (rank, many) = ranks[previous], ranks[child]
    return rank < before or (rank == before and not many)


def unfinished(parent: str, last: str | None) -> bool:
    """Whether the parent may not end after this child (None: it has none)."""
    needed = _NEEDED.get(parent)
    return needed is not None and last not in needed


_CELL_PROPERTIES = re.compile(r"(<w:tcPr(?: [^<>]*)?>)((?:(?!tcPrChange).)*?)(?=</w:tcPr>)", re.DOTALL)
_CHILD = re.compile(r"<(w:\w+)(?:\s[^<>]*)?(?:/>|(?<!/)>.*?</\1>)", re.DOTALL)


def with_ordered_cells(xml: str) -> str:
    """The XML with the properties of every cell in Word's order: docxtpl writes colours and spans where it can."""

    def ordered(match: re.Match[str]) -> str:
        start, inner = match.groups()
        children = [(child[1], child.group()) for child in _CHILD.finditer(inner)]
        if "".join(text for _, text in children) != inner or any(name not in _RANKS["w:tcPr"] for name, _ in children):
            return match.group()
        return start + "".join(text for _, text in sorted(children, key=lambda child: _RANKS["w:tcPr"][child[0]]))

    return _CELL_PROPERTIES.sub(ordered, xml)
