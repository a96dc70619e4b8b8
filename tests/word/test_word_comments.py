"""Comments of a template go into no document, whoever wrote them."""

import io
import zipfile

import pytest
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline import word
from pipeline.word import soundness
from tests.word.making import add_table, assert_same, canonical, part, picture, repacked, template, text

TYPES, RELATIONSHIPS = "[Content_Types].xml", "word/_rels/document.xml.rels"
CONTEXT = {"name": "Siti", "people": ["Ani", "Budi"], "note": "x"}
BESIDE = {"commentsExtended": "2011", "commentsIds": "2016/09", "commentsExtensible": "2018/08", "people": "2011"}
"""What Word keeps of comments in parts of their own, and the year of each, which its relationship tells."""


def write(document: DocumentType) -> None:
    add_table(document, ("{{ name }}",))
    document.sections[0].footer.paragraphs[0].text = "{{ note }}"


def comment(document: DocumentType) -> None:
    """On a paragraph with a tag, on one that is taken away, in a cell, and within words."""
    write(document)
    told = (document.paragraphs[0], document.paragraphs[1], document.tables[0].cell(0, 0).paragraphs[0])
    for paragraph in told:
        document.add_comment(paragraph.runs[0], "Jangan {{ dicetak }} {% if", author="Budi Santoso", initials="BS")
    reference = document.element.xpath("//w:commentReference")[0].getparent()
    reference.append(parse_xml(f"<w:t {nsdecls('w')}> dan lain-lain</w:t>"))
    for run in document.element.xpath("//w:r[w:commentReference]/w:rPr"):
        run.getparent().remove(run)


def make(folder, fill):
    return template(
        folder / "a.docx", "Nama: {{ name }}", "{%p for p in people %}", "{{ p }}", "{%p endfor %}", fill=fill
    )


def kept_by_word(path):
    """The template as a newer Word saves it, with all parts that it keeps of comments."""
    types, relations, added = "", "", {"word/_rels/comments.xml.rels": EMPTY}
    for number, (name, year) in enumerate(BESIDE.items()):
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        types += f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        relation = f"http://schemas.microsoft.com/office/{year}/relationships/{name}"
        relations += f'<Relationship Id="rIdW{number}" Type="{relation}" Target="{name}.xml"/>'
        added[f"word/{name}.xml"] = f"<{name}>Budi Santoso</{name}>".encode()
    change = {
        TYPES: lambda content: content.replace(b"</Types>", f"{types}</Types>".encode()),
        RELATIONSHIPS: lambda content: content.replace(b"</Relationships>", f"{relations}</Relationships>".encode()),
    }
    return repacked(path, change, added)


EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


@pytest.mark.parametrize("save", [lambda path: path, kept_by_word])
def test_nothing_of_a_comment_is_in_a_document(tmp_path, save):
    document = word.load(save(make(tmp_path, comment))).render(CONTEXT)
    with zipfile.ZipFile(io.BytesIO(document)) as zipped:
        assert not [name for name in zipped.namelist() if "comment" in name or "people" in name]
        written = b"".join(map(zipped.read, zipped.namelist()))
    assert not [word_ for word_ in (b"omments", b"commentR", b"Jangan", b"Budi Santoso") if word_ in written]
    assert soundness.faults(document) == ()
    assert text(document).splitlines() == ["Nama: Siti dan lain-lain", "Ani", "Budi"]


def test_the_rest_of_the_document_is_as_without_the_comment(tmp_path):
    with_comments, without = tmp_path / "1", tmp_path / "2"
    for folder in (with_comments, without):
        folder.mkdir()

    def add_text(document: DocumentType) -> None:
        write(document)
        document.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t> dan lain-lain</w:t></w:r>"))

    made = [
        word.load(make(folder, fill)).render(CONTEXT)
        for folder, fill in ((with_comments, comment), (without, add_text))
    ]
    assert part(made[0], "word/document.xml").count("<w:r>") == part(made[1], "word/document.xml").count("<w:r>")
    assert canonical(made[0]) == canonical(made[1])


def test_docxtpl_itself_gives_the_same(tmp_path):
    assert_same(kept_by_word(make(tmp_path, comment)), CONTEXT)


def test_pictures_are_still_shown(tmp_path):
    def fill(document: DocumentType) -> None:
        comment(document)
        document.add_paragraph("{{ photo }}")

    assert_same(make(tmp_path, fill), {**CONTEXT, "photo": picture()})


def test_a_template_without_comments_is_copied_member_by_member(tmp_path):
    path = make(tmp_path, write)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(word.load(path).render(CONTEXT))) as after:
        for name in ("word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml"):
            assert before.read(name) == after.read(name)
