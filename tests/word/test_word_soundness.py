"""The package check finds every fault that is planted in a sound document, and nothing in a sound one."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH

from pipeline import word
from pipeline.word import soundness
from tests.word.making import add_table, picture, template

BODY, STYLES, TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
Contents = dict[str, bytes]
MARK = '<w:bookmarkStart w:id="{}" w:name="{}"/><w:bookmarkEnd w:id="{}"/>'


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Contents:
    def fill(document: DocumentType) -> None:
        add_table(document, ("No.", "Nama"), ("1", "{{ a }}"))
        document.add_paragraph("Butir", style="List Number").alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.sections[0].header.paragraphs[0].text = "Kop {{ a }}"

    path = template(tmp_path_factory.mktemp("sound") / "a.docx", "{{ a }} {{ photo }} {{ photo }}", fill=fill)
    document = word.load(path).render({"a": "x", "photo": picture()})
    assert soundness.faults(document) == ()
    with zipfile.ZipFile(io.BytesIO(document)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zipped_again(contents: Contents) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for name, content in contents.items():
            zipped.writestr(name, content)
    return written.getvalue()


def replaced(name: str, old: str, new: str) -> Callable[[Contents], None]:
    """Rewrites the first place in a member that matches a pattern."""

    def change(contents: Contents) -> None:
        text = contents[name].decode()
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        assert changed != text
        contents[name] = changed.encode()

    return change


def without(name: str) -> Callable[[Contents], object]:
    return lambda contents: contents.pop(name)


def added(name: str) -> Callable[[Contents], object]:
    return lambda contents: contents.update({name: b"x"})


def in_paragraph(xml: str) -> Callable[[Contents], None]:
    return replaced(BODY, "(<w:p>.*?)</w:p>", rf"\1{xml}</w:p>")


PLANTED: dict[str, tuple[Callable[[Contents], object], str]] = {
    "part not XML": (replaced(BODY, "</w:body>", ""), "bukan XML"),
    "no content types": (without(TYPES), "tidak ada"),
    "member without content type": (added("word/media/a.bmp"), "jenis isi"),
    "content type of nothing": (without("word/settings.xml"), "settings.xml"),
    "content type twice": (replaced(TYPES, "(<Default [^>]*/>)", r"\1\1"), "dua kali"),
    "no relationship to the document": (replaced("_rels/.rels", "word/document.xml", "word/nothing.xml"), "paket"),
    "relationship to nothing": (without("word/media/picture1.jpeg"), "picture1"),
    "relationship twice": (replaced(RELATIONSHIPS, "(<Relationship [^>]*/>)", r"\1\1"), "dua kali"),
    "relationships of nothing": (added("word/_rels/header9.xml.rels"), "rels"),
    "picture without relationship": (replaced(BODY, 'r:embed="[^"]*"', 'r:embed="rId99"'), "rId99"),
    "header without relationship": (replaced(BODY, '(<w:headerReference [^>]*r:id=)"[^"]*"', r'\1"rId98"'), "rId98"),
    "two drawings of one id": (replaced(BODY, 'docPr id="1002"', 'docPr id="1001"'), "1001"),
    "style that is not there": (replaced(BODY, 'pStyle w:val="ListNumber"', 'pStyle w:val="Butir"'), "Butir"),
    "style based on nothing": (replaced(STYLES, 'basedOn w:val="[^"]*"', 'basedOn w:val="Nol"'), "Nol"),
    "list that is not there": (
        replaced(BODY, '(<w:pStyle w:val="ListNumber"/>)', r'\1<w:numPr><w:numId w:val="77"/></w:numPr>'), "77",
    ),
    "footnote that is not there": (in_paragraph('<w:r><w:footnoteReference w:id="5"/></w:r>'), "footnote 5"),
    "comment that is not there": (in_paragraph('<w:r><w:commentReference w:id="6"/></w:r>'), "comment 6"),
    "bookmark without end": (in_paragraph('<w:bookmarkStart w:id="1" w:name="a"/>'), "bookmarkStart"),
    "bookmark id twice": (in_paragraph(MARK.format(1, "a", 1) + MARK.format(1, "b", 1)), "bookmarkStart"),
    "bookmark name twice": (in_paragraph(MARK.format(1, "a", 1) + MARK.format(2, "a", 2)), "markah buku a"),
    "field without end": (in_paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'), "bidang"),
    "field without beginning": (in_paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "bidang"),
    "cell without paragraph": (replaced(BODY, "(<w:tc>.*?)<w:p>.*?</w:p>(</w:tc>)", r"\1\2"), "w:tc"),
    "row without cell": (replaced(BODY, "<w:tr>.*?</w:tr>", "<w:tr></w:tr>"), "w:tr"),
    "table without row": (replaced(BODY, "<w:tr>.*</w:tr>", ""), "w:tbl"),
    "table without grid before its rows": (replaced(BODY, "(<w:tblGrid>.*?</w:tblGrid>)(<w:tr>)", r"\2\1"), "tblGrid"),
    "properties of a cell out of order": (replaced(BODY, "<w:tcPr>", "<w:tcPr><w:shd/>"), "w:tcW"),
    "properties of a paragraph out of order": (replaced(BODY, '<w:jc w:[^>]*>', r"\g<0><w:keepNext/>"), "keepNext"),
    "properties after the content": (in_paragraph("<w:pPr/>"), "w:pPr"),
    "a paragraph in a paragraph": (in_paragraph("<w:p/>"), "w:p di dalam w:p"),
    "text outside of a run": (in_paragraph("<w:t>x</w:t>"), "w:t di dalam w:p"),
    "a run outside of a paragraph": (replaced(BODY, "<w:sectPr", "<w:r/><w:sectPr"), "w:r di dalam w:body"),
    "nothing after the section": (replaced(BODY, "(<w:sectPr.*</w:sectPr>)", r"\1<w:p/>"), "w:p di dalam w:body"),
    "page after margins": (replaced(BODY, "(<w:pgSz[^>]*/>)(<w:pgMar[^>]*/>)", r"\2\1"), "w:pgSz"),
    "an empty header": (replaced("word/header1.xml", "<w:p>.*</w:p>|<w:p .*</w:p>", ""), "w:hdr"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(sound, name):
    contents = dict(sound)
    plant, told = PLANTED[name]
    plant(contents)
    found = soundness.faults(zipped_again(contents))
    assert any(told in fault for fault in found), found


def test_a_damaged_container_is_found(sound):
    document = bytearray(zipped_again(sound))
    document[200] ^= 255
    assert soundness.faults(bytes(document))
    assert soundness.faults(b"PK")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_found(sound):
    written = io.BytesIO(zipped_again(sound))
    with zipfile.ZipFile(written, "a") as zipped:
        zipped.writestr(BODY, sound[BODY])
    assert any(BODY in fault for fault in soundness.faults(written.getvalue()))


@cache
def empty_document() -> bytes:
    written = io.BytesIO()
    Document().save(written)
    return written.getvalue()


def test_a_document_of_another_program_is_sound():
    assert soundness.faults(empty_document()) == ()


def test_a_template_with_a_broken_package_gives_no_document(tmp_path):
    path = template(tmp_path / "a.docx", "{{ a }}")
    with zipfile.ZipFile(path) as zipped:
        contents = {name: zipped.read(name) for name in zipped.namelist()}
    replaced(STYLES, 'basedOn w:val="[^"]*"', 'basedOn w:val="Nol"')(contents)
    path.write_bytes(zipped_again(contents))
    with pytest.raises(word.Damaged, match="Nol"):
        word.load(path).render({"a": "x"})
