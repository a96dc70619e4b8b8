"""Which templates can give a document that Word does not accept, told before there is any data."""

import pytest
from docx.document import Document as DocumentType
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline import word
from pipeline.word import soundness
from tests.word.making import add_table, part, template

ROWS = ("{%tr for r in rows %}", ""), ("{{ r }}", "x"), ("{%tr endfor %}", "")


def signs(path) -> tuple[bytes, ...]:
    return next(found.signs for found in word.load(path).parts if found.name == "word/document.xml")


def test_a_heading_row_keeps_a_table_whole(tmp_path):
    path = template(tmp_path / "a.docx", fill=lambda document: add_table(document, ("No.", "Nama"), *ROWS))
    assert signs(path) == ()
    assert soundness.faults(word.load(path).render({"rows": []})) == ()


def test_a_table_of_a_loop_alone_is_looked_at(tmp_path):
    path = template(tmp_path / "a.docx", fill=lambda document: add_table(document, *ROWS))
    assert signs(path)
    assert soundness.faults(word.load(path).render({"rows": ["1"]})) == ()
    with pytest.raises(word.Damaged):
        word.load(path).render({"rows": []})


@pytest.mark.parametrize(("condition", "whole"), [("rows", True), ("a and rows", True), ("a", False)])
def test_a_condition_on_the_list_keeps_its_table_whole(tmp_path, condition, whole):
    def fill(document: DocumentType) -> None:
        document.add_paragraph(f"{{%p if {condition} %}}")
        add_table(document, *ROWS)
        document.add_paragraph("{%p endif %}")

    path = template(tmp_path / "a.docx", fill=fill)
    assert (signs(path) == ()) == whole


def test_a_row_of_a_loop_over_cells_alone_is_looked_at(tmp_path):
    def fill(document: DocumentType) -> None:
        add_table(document, ("{%tc for r in rows %}", "{{ r }}", "{%tc endfor %}"))

    path = template(tmp_path / "a.docx", fill=fill)
    with pytest.raises(word.Damaged, match="w:tr"):
        word.load(path).render({"rows": []})
    word.load(path).render({"rows": ["a", "b"]})


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (("{%p if a %}", "x", "{%p endif %}"), True),
        (("{%p if a %}", "x", "{%p else %}", "y", "{%p endif %}"), False),
        (("{%p for r in rows %}", "{{ r }}", "{%p endfor %}"), True),
        (("{%p for r in rows %}", "{{ r }}", "{%p endfor %}", "z"), False),
    ],
)
def test_which_cells_may_lose_their_paragraphs(tmp_path, lines, mended):
    def fill(document: DocumentType) -> None:
        add_table(document, ("x",))
        cell = document.tables[0].cell(0, 0)
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    assert template_.parts[0].emptied_cells == mended
    assert soundness.faults(template_.render({"a": "", "rows": []})) == ()


def test_an_empty_header_is_refused(tmp_path):
    def fill(document: DocumentType) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "{%p if a %}"
        header.add_paragraph("{{ a }}")
        header.add_paragraph("{%p endif %}")

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    template_.render({"a": "x"})
    with pytest.raises(word.Damaged, match="w:hdr"):
        template_.render({"a": ""})


def field_char(kind: str):
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def test_a_field_that_some_data_leave_open_is_refused(tmp_path):
    def fill(document: DocumentType) -> None:
        paragraph = document.add_paragraph()
        paragraph.add_run()._r.append(field_char("begin"))
        paragraph.add_run("1 {% if a %}")
        paragraph.add_run()._r.append(field_char("end"))
        paragraph.add_run("{% endif %}")

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    template_.render({"a": "x"})
    with pytest.raises(word.Damaged):
        template_.render({"a": ""})


def test_a_field_around_a_loop_is_proved(tmp_path):
    def fill(document: DocumentType) -> None:
        document.add_paragraph("{%p for r in rows %}")
        paragraph = document.add_paragraph("{% if loop.first %}")
        paragraph.add_run()._r.append(field_char("begin"))
        paragraph.add_run("{% endif %}{{ r }}{% if loop.last %}")
        paragraph.add_run()._r.append(field_char("end"))
        paragraph.add_run("{% endif %}")
        document.add_paragraph("{%p endfor %}")

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    assert not template_.parts[0].open_fields
    for rows in ([], ["1"], ["1", "2"], ["1", "2", "3"]):
        assert soundness.faults(template_.render({"rows": rows})) == ()


def test_a_bookmark_in_a_loop_is_refused_in_the_second_round(tmp_path):
    def fill(document: DocumentType) -> None:
        document.add_paragraph("{%p for r in rows %}")
        paragraph = document.add_paragraph("{{ r }}")
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), "7")
            mark.set(qn("w:name"), "tanda")
            paragraph._p.append(mark)
        document.add_paragraph("{%p endfor %}")

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    template_.render({"rows": ["1"]})
    with pytest.raises(word.Damaged, match="bookmarkStart"):
        template_.render({"rows": ["1", "2"]})


def test_a_property_out_of_place_is_refused(tmp_path):
    def fill(document: DocumentType) -> None:
        paragraph = document.add_paragraph("{{ a }}")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:keepNext"))

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    with pytest.raises(word.Damaged, match="w:keepNext"):
        template_.render({"a": "x"})


def test_cells_of_a_merge_are_in_order(tmp_path):
    def fill(document: DocumentType) -> None:
        add_table(document, ("{%tr for r in rows %}", ""), ("{% vm %}Semua", "{{ r }}"), ("{%tr endfor %}", ""))
        for cell in document.tables[0]._cells:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER

    template_ = word.load(template(tmp_path / "a.docx", fill=fill))
    document = template_.render({"rows": ["1", "2"]})
    assert "<w:vMerge" in part(document, "word/document.xml")
    assert soundness.faults(document) == ()
