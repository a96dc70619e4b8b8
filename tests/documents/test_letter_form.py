"""The form of all papers: what screen readers and Word's navigation pane need, and the box for the duty stamp."""

from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.documents import DOCUMENTS, partnership_statement, spk, spm
from pipeline.records import Office
from pipeline.stage4_draft import draft
from tests.documents import making, reading, world

STAMPED = {"spk": spk, "spm": spm, "partnership_statement": partnership_statement}


def opened(kind: str) -> Document:
    return docx.Document(BytesIO(making.make(next(d for d in draft(world.typical()) if d.document == kind), {})))


def outline_level(paragraph: Paragraph) -> str | None:
    """As its style gives it, or a style that this one is based on: "0" for titles and chapters."""
    style = paragraph.style
    while style is not None:
        for level in style.element.iter(qn("w:outlineLvl")):
            return str(level.get(qn("w:val")))
        style = style.base_style
    return None


@pytest.mark.parametrize("kind", [document.kind for document in DOCUMENTS])
def test_the_navigation_pane_shows_the_title(kind):
    """Of a letter its subject. The pane leaves out what stands in tables."""
    titles = [paragraph.text for paragraph in opened(kind).paragraphs if outline_level(paragraph) == "0"]
    assert all(titles)
    assert titles


@pytest.mark.parametrize("kind", [document.kind for document in DOCUMENTS])
def test_every_picture_is_told_in_words_and_the_language_is_said(kind):
    document = opened(kind)
    pictures = list(document.element.iter(qn("wp:docPr")))
    assert [picture.get("id") for picture in pictures if not (picture.get("descr") or "").strip()] == []
    assert document.core_properties.language == "id-ID"
    assert document.core_properties.title
    assert document.core_properties.author
    languages = {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"id-ID"}


@pytest.mark.parametrize("kind", ["spk", "spm", "partnership_statement", "certificate", "id_card"])
def test_papers_with_logo_photo_or_qr_have_pictures_at_all(kind):
    assert list(opened(kind).element.iter(qn("wp:docPr")))


@pytest.mark.parametrize("kind", STAMPED)
@pytest.mark.parametrize(
    ("office", "expected"),
    [({}, False), ({"stamped": tuple(STAMPED)}, True), ({"stamped": tuple(STAMPED), "signing": "TTE"}, False)],
)
def test_the_box_for_the_duty_stamp(kind, office, expected):
    records = world.typical().records
    dossier = world.dossier(r.model_copy(update=office) if isinstance(r, Office) else r for r in records)
    text = reading.text_of(making.make(STAMPED[kind].drafts(dossier)[0], world.NUMBERS))
    assert ("Meterai" in text) is expected
    assert ("rangkap 2 (dua), masing-masing bermeterai" in text) is (expected and kind == "spk")
