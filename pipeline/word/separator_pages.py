"""The pages that go between the papers of a print bundle."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.word.shapes import Separator

FONT = "Arial"
_MARGIN = Pt(72)


def separators(pages: Sequence[Separator]) -> bytes:
    """A .docx with one page for each."""
    document = Document()
    document.styles["Normal"].font.name = FONT
    for place, page in enumerate(pages):
        section = document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0]
        section.page_width, section.page_height = Pt(page.width), Pt(page.height)
        section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        _line(document, page.kind.upper(), size=24, bold=True, before=120 if page.width < page.height else 40)
        _line(document, page.title, size=16, before=24)
        for line in page.lines:
            _line(document, line, size=11, before=6)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _line(document: WordFile, text: str, *, size: int, bold: bool = False, before: int = 0) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
