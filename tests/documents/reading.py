"""What a reader sees of a .docx, as text: paragraphs, tables as " | " rows, headers and footers; and its page sizes."""

import re
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

EMU_PER_MM = 36_000


def text_of(data: bytes) -> str:
    """The text, one line a paragraph or table row; a picture is "[alternative text]", a field what it shows."""
    document = docx.Document(BytesIO(data))
    lines = [f"[{place}] {line}" for place, part in _edges(document) for line in _lines(part) if line]
    return "\n".join([*lines, *filter(None, _lines(document))]) + "\n"


def page_of(data: bytes) -> tuple[float, float]:
    """Width and height of the first section's page in millimetres, to a tenth."""
    section = docx.Document(BytesIO(data)).sections[0]
    return round((section.page_width or 0) / EMU_PER_MM, 1), round((section.page_height or 0) / EMU_PER_MM, 1)


def _edges(document: Document) -> Iterator[tuple[str, _Header | _Footer]]:
    """The headers and footers that the sections have of their own."""
    for section in document.sections:
        for name in ("first_page_header", "header", "first_page_footer", "footer"):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                yield name, part


def _lines(part: Document | _Cell | _Header | _Footer) -> Iterator[str]:
    for item in part.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = [" / ".join(filter(None, _lines(cell))) for cell in _once(row.cells)]
                yield " | ".join(cells).strip(" ")
        else:
            yield _shown(item)


def _once(cells: tuple[_Cell, ...]) -> Iterator[_Cell]:
    """python-docx gives a merged cell as often as it spans columns."""
    seen: set[int] = set()
    for cell in cells:
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            yield cell


def _shown(paragraph: Paragraph) -> str:
    """A paragraph's text with its numbering mark ("•"), pictures and line breaks."""
    pieces = []
    for element in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("wp:docPr")):
        parent = element.getparent()
        if element.tag == qn("w:t"):
            pieces.append(element.text or "")
        elif element.tag == qn("wp:docPr"):
            pieces.append(f"[{element.get('descr')}]")
        elif parent is not None and parent.tag == qn("w:r"):  # not a tab stop
            pieces.append("\t" if element.tag == qn("w:tab") else "\n")
    text = re.sub(r"[ \t\N{NO-BREAK SPACE}]+", " ", "".join(pieces)).strip()
    return f"• {text}" if text and _is_numbered(paragraph) else text


def _is_numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    own = properties is not None and properties.numPr is not None
    style = paragraph.style
    inherited = style is not None and style.element.pPr is not None and style.element.pPr.numPr is not None
    return own or inherited
