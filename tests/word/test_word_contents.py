"""Lists of headings and captions in rendered documents, and the page numbers that are filled into them."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx.document import Document as DocumentType
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline import pdf, word
from pipeline.pdf.outline import outline
from pipeline.word import page_numbers
from tests.word.making import W, add_table, assert_same, opened, part, template

CONTENTS, TABLES = r' TOC \o "1-2" \h \z \u ', r' TOC \h \z \c "Tabel" '


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field as Word writes it, with what it last showed."""
    for kind in ("begin", "", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def caption(document: DocumentType, title: str, label: str = "Tabel") -> None:
    paragraph = document.add_paragraph(f"{label} ", style="Caption")
    field(paragraph, rf" SEQ {label} \* ARABIC ", "7")
    paragraph.add_run(f". {title}")


def entries(document: bytes) -> list[tuple[str, str]]:
    """Text and page number of every entry of the lists."""
    links = opened(document).element.body.iter(f"{W}hyperlink")
    lines = (
        "".join(t.text or "" if t.tag == f"{W}t" else "\t" for t in link.iter(f"{W}t", f"{W}tab")) for link in links
    )
    return [(text, number) for text, _, number in (line.partition("\t") for line in lines)]


def report(document: DocumentType) -> None:
    """A cover, front pages with two lists, and chapters in a loop with tables."""
    document.add_paragraph("Sampul")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_heading("DAFTAR ISI", 1)
    field(document.add_paragraph(), CONTENTS, "{{ chapter.title }}\t1")
    field(document.add_paragraph(), TABLES, "Tabel 7. Lama")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("{%p for chapter in chapters %}")
    document.add_heading("{{ chapter.title }}", 1)
    document.add_heading("Isi {{ chapter.title|lower }}", 2)
    document.add_heading("Bawah", 3)
    caption(document, "{{ chapter.title }}")
    document.add_paragraph("{%p endfor %}")
    for section, (style, start) in zip(
        document.sections, (("", ""), ("lowerRoman", "1"), ("decimal", "1")), strict=True
    ):
        if style:
            counting = OxmlElement("w:pgNumType")
            counting.set(qn("w:fmt"), style)
            counting.set(qn("w:start"), start)
            [margins] = section._sectPr.findall(qn("w:pgMar"))
            margins.addnext(counting)


CHAPTERS = {"chapters": [{"title": "BAB I\nAWAL & <MULA>"}, {"title": "BAB II\nAKHIR"}]}
LISTED = [
    "DAFTAR ISI", "BAB I AWAL & <MULA>", "Isi bab i awal & <mula>", "BAB II AKHIR", "Isi bab ii akhir",
    "Tabel 1. BAB I AWAL & <MULA>", "Tabel 2. BAB II AKHIR",
]  # fmt: skip
OUTLINE = [
    ("DAFTAR ISI", 1), ("BAB I AWAL & <MULA>", 2), ("Isi bab i awal & <mula>", 2), ("Bawah", 3),
    ("Tabel 1. BAB I AWAL & <MULA>", 3), ("BAB II AKHIR", 4), ("Isi bab ii akhir", 4), ("Bawah", 4),
    ("Tabel 2. BAB II AKHIR", 12),
]  # fmt: skip


def rendered(tmp_path: Path, fill: Callable[[DocumentType], object] = report) -> bytes:
    return word.load(template(tmp_path / "a.docx", fill=fill)).render(CHAPTERS)


def test_lists_say_what_headings_and_captions_say(tmp_path):
    """Also with tags in what Word last showed in the list: the clerk may have updated it in the template."""
    document = rendered(tmp_path)
    assert entries(document) == [(text, "") for text in LISTED]
    body = part(document, "word/document.xml")
    assert body.count('w:fldCharType="begin"') == body.count('w:fldCharType="end"') == 2 + len(LISTED) + 2


def test_every_entry_leads_to_its_heading(tmp_path):
    document = opened(rendered(tmp_path))
    body = document.element.body
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(f"{W}bookmarkStart")}
    there = [Paragraph(marks[link.get(qn("w:anchor"))], document).text for link in body.iter(f"{W}hyperlink")]
    assert [text.replace("\n", " ") for text in there] == LISTED
    ids = [mark.get(qn("w:id")) for mark in body.iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(ids)


def test_both_ways_of_rendering_write_the_same_lists(tmp_path):
    assert_same(template(tmp_path / "a.docx", fill=report), CHAPTERS, word.Page(215, 330, 25, 20, 30, 25, "Arial"))


def test_the_mark_itself_does_not_vanish_from_a_text(tmp_path):
    """Reading refuses control characters, and so does the proof of templates."""
    path = template(tmp_path / "a.docx", fill=report)
    document = assert_same(path, {"chapters": [{"title": "x\x7fy"}]})
    assert [text for text, _ in entries(document)] == ["DAFTAR ISI", "x\x7fy", "Isi x\x7fy", "Tabel 1. x\x7fy"]
    assert word.load(template(tmp_path / "b.docx", "Ke\x7flas")).lost


def test_a_caption_whose_code_word_has_split_is_numbered(tmp_path):
    def fill(document: DocumentType) -> None:
        report(document)
        for code in document.element.body.iter(qn("w:instrText")):
            if "SEQ" in code.text:
                rest = OxmlElement("w:instrText")
                code.text, rest.text = " SEQ Tabel ", r"\* ARABIC "
                code.addnext(rest)

    assert entries(rendered(tmp_path, fill)) == [(text, "") for text in LISTED]


def test_page_numbers_are_those_at_the_foot_of_the_pages(tmp_path):
    found = page_numbers.numbered(rendered(tmp_path), OUTLINE)
    assert found is not None
    assert [number for _, number in entries(found)] == ["i", "1", "1", "3", "3", "2", "11"]


def test_nothing_but_the_numbers_changes(tmp_path):
    before = rendered(tmp_path)
    after = page_numbers.numbered(before, OUTLINE)
    assert after is not None
    members = [zipfile.ZipFile(BytesIO(paper)) for paper in (before, after)]
    assert [zipped.namelist() for zipped in members] == [members[0].namelist()] * 2
    for name in members[0].namelist():
        same = members[0].read(name) == members[1].read(name)
        assert same == (name != "word/document.xml"), name
    assert page_numbers.numbered(after, [(title, 1) for title, _ in OUTLINE]) != after
    assert page_numbers.numbered(after, OUTLINE) == after


@pytest.mark.slow
@pytest.mark.skipif(pdf.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "title",
    [
        "C:\\1 \\g<0> %s ${x}", "BAB\tDUA\nBARIS", "& < > \" ' &amp; </w:t>", "kata " * 400, "مرحبا BAB",
        "😀 e\u0301 ﬁ", "nb\u00a0sp\u2011hyphen tanda\u00adhubung zero\u200bwidth", "SAMA", "{{ x }} {%p if y %}",
    ],
)  # fmt: skip
def test_whatever_a_heading_says_libreoffice_finds_its_page(tmp_path, title):
    def fill(document: DocumentType) -> None:
        field(document.add_paragraph(), CONTENTS, "Lama")
        document.add_paragraph("{%p for chapter in chapters %}")
        document.add_heading("{{ chapter }}", 1).paragraph_format.page_break_before = True
        document.add_paragraph("{%p endfor %}")

    document = word.load(template(tmp_path / "a.docx", fill=fill)).render({"chapters": [title, "SAMA", title]})
    layout = page_numbers.for_layout(document)
    assert layout is not None
    laid = tmp_path / "laid.docx"
    laid.write_bytes(layout)
    printed = pdf.convert([laid])[laid]
    assert printed is not None
    found = page_numbers.numbered(document, outline(printed))
    assert found is not None
    first, second, third = (int(number) for _, number in entries(found))
    assert first < second == third - 1


@pytest.mark.parametrize("other", [(), OUTLINE[:-1], OUTLINE[::-1], [("Lain", 1)]])
def test_an_outline_of_something_else_gives_no_numbers(tmp_path, other):
    assert page_numbers.numbered(rendered(tmp_path), other) is None


def test_what_is_laid_out_has_all_its_places_in_the_outline(tmp_path):
    layout = page_numbers.for_layout(rendered(tmp_path))
    assert layout is not None
    outlined = [
        paragraph.text.replace("\n", " ")
        for paragraph in opened(layout).paragraphs
        if paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:outlineLvl")) is not None
    ]
    assert outlined == [title for title, _ in OUTLINE if title != "Bawah"]
    assert page_numbers.for_layout(word.load(template(tmp_path / "b.docx", "Surat")).render({})) is None


def test_captions_are_numbered_whatever_is_left_out(tmp_path):
    def fill(document: DocumentType) -> None:
        caption(document, "Selalu")
        document.add_paragraph("{%p if chapters|length == 3 %}")
        caption(document, "Tidak")
        document.add_paragraph("{%p endif %}")
        caption(document, "Diagram", "Gambar")
        simple = '<w:fldSimple xmlns:w="{}" w:instr=" SEQ Tabel \\* ARABIC "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
        document.add_paragraph("Tabel ")._p.append(parse_xml(simple.format(W.strip("{}"))))
        add_table(document, ("SEQ Tabel", "x"))

    lines = [paragraph.text for paragraph in opened(rendered(tmp_path, fill)).paragraphs]
    assert lines == ["Tabel 1. Selalu", "Gambar 1. Diagram", "Tabel 2"]


def test_a_list_of_several_paragraphs_and_its_old_bookmarks_are_replaced(tmp_path):
    def fill(document: DocumentType) -> None:
        first = document.add_paragraph()
        field(first, CONTENTS, "Lama")
        end = first.runs[-1]._r
        first._p.remove(end)
        document.add_paragraph("{{ unknown.field }}\t2")
        document.add_paragraph()._p.append(end)
        heading = document.add_heading("BAB I", 1)
        for tag in ("bookmarkStart", "bookmarkEnd"):
            mark = OxmlElement(f"w:{tag}")
            mark.set(qn("w:id"), "3")
            if tag == "bookmarkStart":
                mark.set(qn("w:name"), "_Toc000000001")
            heading._p.append(mark)

    document = rendered(tmp_path, fill)
    assert entries(document) == [("BAB I", "")]
    assert part(document, "word/document.xml").count("_Toc000000001") == 3


def test_a_document_whose_tables_are_mended_gets_its_numbers_too(tmp_path):
    def fill(document: DocumentType) -> None:
        report(document)
        add_table(document, ("{%tc for chapter in chapters %}", "{{ chapter.title }}", "{%tc endfor %}"))

    found = page_numbers.numbered(rendered(tmp_path, fill), OUTLINE)
    assert found is not None
    assert [number for _, number in entries(found)] == ["i", "1", "1", "3", "3", "2", "11"]


def test_a_list_of_nothing_stays_empty(tmp_path):
    def fill(document: DocumentType) -> None:
        field(document.add_paragraph(), TABLES, "Lama")

    document = rendered(tmp_path, fill)
    assert entries(document) == []
    assert [paragraph.text for paragraph in opened(document).paragraphs] == [""]


def test_tracked_changes_of_properties_are_left_behind(tmp_path):
    """What stood in them would be taken for the properties themselves."""

    def fill(document: DocumentType) -> None:
        field(document.add_paragraph(), CONTENTS, "Lama")
        properties = document.add_heading("BAB I", 1)._p.get_or_add_pPr()
        change = '<w:pPrChange xmlns:w="{}" w:id="1" w:author="a"><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>'
        properties.append(parse_xml(change.format(W.strip("{}"))))

    document = rendered(tmp_path, fill)
    assert entries(document) == [("BAB I", "")]
    [mark] = opened(document).element.body.iter(f"{W}bookmarkStart")
    assert mark.getparent().tag == f"{W}p"


@pytest.mark.parametrize("left_out", ["pgSz", "pgMar"])
def test_a_template_that_leaves_the_page_to_word_has_lists_too(tmp_path, left_out):
    def fill(document: DocumentType) -> None:
        report(document)
        for section in document.sections:
            for tag in section._sectPr.findall(qn(f"w:{left_out}")):
                section._sectPr.remove(tag)

    assert entries(rendered(tmp_path, fill)) == [(text, "") for text in LISTED]


def test_page_numbers_stand_at_the_right_margin_whatever_the_columns(tmp_path):
    def fill(document: DocumentType) -> None:
        field(document.add_paragraph(), CONTENTS, "Lama")
        document.add_heading("BAB I", 1)
        [columns] = document.sections[0]._sectPr.findall(qn("w:cols"))
        columns.append(parse_xml(f'<w:col xmlns:w="{W.strip("{}")}" w:w="99"/>'))

    document = word.load(template(tmp_path / "a.docx", fill=fill)).render(
        {}, word.Page(210, 297, 20, 20, 30, 25, "Arial")
    )
    [tab] = opened(document).paragraphs[0].paragraph_format.tab_stops
    assert round(tab.position.mm) == 210 - 30 - 25
