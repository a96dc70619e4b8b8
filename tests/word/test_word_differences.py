"""Every deliberate difference between `Template.render` and docxtpl in the same environment, with its reason."""

import pytest
from docx.document import Document as DocumentType

from pipeline import word
from pipeline.failures import Failure
from tests.word.making import W, add_table, canonical, opened, part, picture, template, text


def both(path, context):
    return word.load(path).render(context), word.render_plainly(path, context)


def test_escape_marks_in_a_value_stay_as_written(tmp_path):
    """docxtpl turns `{_{` into `{{` in values too: what stood in a cell would be printed changed."""
    quick, plain = both(template(tmp_path / "a.docx", "{{ a }}"), {"a": "{_{ x }_} {_% y %_}"})
    assert text(quick) == "{_{ x }_} {_% y %_}"
    assert text(plain) == "{{ x }} {% y %}"


def test_a_tab_stays_within_its_run(tmp_path):
    """docxtpl cuts the run in three to repeat its properties; a tab within the run looks the same."""
    quick, plain = both(template(tmp_path / "a.docx", "{{ a }}"), {"a": "satu\tdua"})
    assert text(quick) == text(plain) == "satu\tdua"
    assert len(opened(quick).paragraphs[0].runs) < len(opened(plain).paragraphs[0].runs)


def test_a_bell_or_form_feed_is_refused(tmp_path):
    """docxtpl makes a paragraph or a page of them. No cell means that by them; reading refuses control characters."""
    path = template(tmp_path / "a.docx", "{{ a }}")
    for mark in "\a\f":
        with pytest.raises(ValueError, match="field a"):
            word.load(path).render({"a": f"satu{mark}dua"})


def test_a_cell_whose_paragraphs_fell_away_gets_an_empty_one(tmp_path):
    """docxtpl leaves a cell without paragraph, and Word calls the file damaged."""

    def fill(document: DocumentType) -> None:
        add_table(document, ("x", "y"))
        cell = document.tables[0].cell(0, 0)
        cell.text = "{%p if a %}"
        cell.add_paragraph("{{ a }}")
        cell.add_paragraph("{%p endif %}")

    quick, plain = both(template(tmp_path / "a.docx", fill=fill), {"a": ""})
    assert len(opened(quick).tables[0].cell(0, 0).paragraphs) == 1
    assert not opened(plain).tables[0].cell(0, 0).paragraphs


def test_drawings_in_headers_are_numbered_on(tmp_path):
    """docxtpl numbers the body's drawings only: those of headers may have the same id."""

    def fill(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ a }}"

    quick, plain = both(template(tmp_path / "a.docx", "{{ a }}", fill=fill), {"a": picture()})
    assert 'id="1002"' in part(quick, "word/header1.xml")
    assert 'id="1002"' not in part(plain, "word/header1.xml")
    assert canonical(quick) == canonical(plain)


def test_pictures_keep_no_distance(tmp_path):
    """docxtpl does not say how far text stays away; LibreOffice then takes 3 mm and moves the picture to the right."""
    quick, plain = both(template(tmp_path / "a.docx", "{{ a }}"), {"a": picture()})
    assert 'distT="0" distB="0" distL="0" distR="0"' in part(quick, "word/document.xml")
    assert "distL" not in part(plain, "word/document.xml")


def test_a_table_that_lost_all_its_rows_is_refused(tmp_path):
    """docxtpl leaves it without a row, and Word calls the file damaged."""

    def fill(document: DocumentType) -> None:
        add_table(document, ("{%tr for r in rows %}", ""), ("{{ r }}", "x"), ("{%tr endfor %}", ""))

    path = template(tmp_path / "a.docx", fill=fill)
    assert not opened(word.render_plainly(path, {"rows": []})).tables[0].rows
    with pytest.raises(word.Damaged, match="w:tbl"):
        word.load(path).render({"rows": []})
    assert len(opened(word.load(path).render({"rows": ["1"]})).tables[0].rows) == 1


def test_the_properties_of_a_cell_stand_in_order(tmp_path):
    """docxtpl writes colours and spans before the cell's width, where Word's schema does not have them."""

    def fill(document: DocumentType) -> None:
        add_table(document, ("{% cellbg colour %}{{ a }}", "x"))

    quick, plain = both(template(tmp_path / "a.docx", fill=fill), {"a": "satu", "colour": "FFEE00"})
    found = [[str(each.tag) for each in opened(made).element.iter(f"{W}tcW", f"{W}shd")] for made in (quick, plain)]
    assert found == [[f"{W}tcW", f"{W}shd", f"{W}tcW"], [f"{W}shd", f"{W}tcW", f"{W}tcW"]]


def test_text_that_docxtpl_drops_is_refused(tmp_path):
    """`{%-` takes away what stands before it in its run."""
    path = template(tmp_path / "a.docx", "Awal {%- if a %}", "sambung{%- endif %}", "akhir")
    assert "sambung" not in text(word.render_plainly(path, {"a": "x"}))
    with pytest.raises(word.Lost, match="sambung"):
        word.load(path).render({"a": "x"})


def test_properties_are_escaped_once(tmp_path):
    """docxtpl escapes them twice (`Tani &amp; Rekan`) and stops at 255 characters; core.xml is ours both ways."""

    def fill(document: DocumentType) -> None:
        document.core_properties.title = "Surat {{ a }}"

    quick, plain = both(template(tmp_path / "a.docx", "{{ a }}", fill=fill), {"a": "Tani & Rekan"})
    assert opened(quick).core_properties.title == opened(plain).core_properties.title == "Surat Tani & Rekan"


def test_a_raw_line_end_in_the_templates_own_text_stays_one(tmp_path):
    """Word shows it as a space; docxtpl makes a line break of it. Word itself never writes one."""

    def fill(document: DocumentType) -> None:
        next(document.element.iter(f"{W}t")).text = "satu\ndua {{ a }}"

    quick, plain = both(template(tmp_path / "a.docx", "x", fill=fill), {"a": "tiga"})
    assert "<w:br/>" not in part(quick, "word/document.xml")
    assert "<w:br/>" in part(plain, "word/document.xml")


@pytest.mark.parametrize("tag", ["{{r a }}", "{{p a }}"])
def test_tags_for_rich_text_and_subdocuments_are_refused(tmp_path, tag):
    """They print ready XML, which no context holds here; docxtpl would write a text outside of any run."""
    with pytest.raises(Failure, match="tidak berdiri dalam teks"):
        word.load(template(tmp_path / "a.docx", f"x {tag}"))
