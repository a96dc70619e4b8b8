"""Whether a table can get another number of columns than its grid: only then must docxtpl mend each document."""

import re

from lxml import etree

from pipeline.failures import Failure

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COLUMN_TAG = re.compile(r"\{[%{#]-?\s*(?:tc\s|colspan\b|hm\b)")
_ROW_TAG = re.compile(r"\{[%{#]tr\s")


def dynamic(tree: etree._Element, where: str) -> bool:
    """True unless every row that a document can have fills its table's grid exactly.

    What docxtpl does to a table depends only on the widest row against the grid; if each row fits, so does any choice
    of them. Rows that hold a {%tr %} tag are not rows of the document.
    """
    if _COLUMN_TAG.search(_text(tree)):
        return True
    for table in tree.iter(f"{_W}tbl"):
        grid = table.find(f"{_W}tblGrid")
        if grid is None:
            raise Failure(f"{where}: ada tabel tanpa kolom (tblGrid).", "Buat ulang tabel itu di Word.")
        width = len(grid.findall(f"{_W}gridCol"))
        rows = [row for row in table.iter(f"{_W}tr") if not _ROW_TAG.search(_text(row))]
        if any(_spanned(row) != width for row in rows):
            return True
    return False


def _spanned(row: etree._Element) -> int:
    spans = (cell.find(f"{_W}tcPr/{_W}gridSpan") for cell in row.findall(f"{_W}tc"))
    return sum(1 if span is None else int(span.get(f"{_W}val", "1")) for span in spans)


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
