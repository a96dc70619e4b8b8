"""Loading a template and rendering documents with it."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Length, Mm

from pipeline import word
from pipeline.failures import Failure
from tests.word.making import F4, add_table, digest, opened, part, picture, template, text

HOSTILE = [
    "{{ 7*7 }}",
    "{_{ x }_}",
    "{%",
    "{% for x in y %}",
    "{# x #}",
    "&",
    "&amp;",
    "<b>",
    "]]>",
    "=cmd|' /C calc'!A0",
    "</w:t></w:r><w:r><w:t>SUNTIK",
    "<!-- x -->",
    "“É ’ 😀\u00a0",
    "{",
    "}}",
    "\\n",
    "%s {0}",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_text_of_a_cell_comes_out_as_written(tmp_path, value):
    def fill(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ a }}"
        document.sections[0].footer.paragraphs[0].text = "{{ a }}"
        document.core_properties.subject = "{{ a }}"
        add_table(document, ("{% cellbg colour %}{{ a }}",))
        document.tables[0].cell(0, 0)._tc.get_or_add_tcPr()

    template_ = word.load(template(tmp_path / "a.docx", "[{{ a }}]", fill=fill))
    document = opened(template_.render({"a": value, "colour": '"><w:x w:y="' + value}, None, {"title": value}))
    assert document.paragraphs[0].text == f"[{value}]"
    assert document.tables[0].cell(0, 0).text == value
    assert document.sections[0].header.paragraphs[0].text == value
    assert document.sections[0].footer.paragraphs[0].text == value
    assert document.core_properties.title == document.core_properties.subject == value


@pytest.mark.parametrize(
    ("context", "field"),
    [
        ({"row": {"name": "x"}}, "a"),
        ({"a": None, "row": {"name": "x"}}, "a"),
        ({"a": float("nan"), "row": {"name": "x"}}, "a"),
        ({"a": 12.0, "row": {"name": "x"}}, "a"),
        ({"a": True, "row": {"name": "x"}}, "a"),
        ({"a": ["x"], "row": {"name": "x"}}, "a"),
        ({"a": "x", "row": {"nama": "x"}}, "row.name"),
        ({"a": "x", "row": {"name": None}}, "row.name"),
        ({"a": "x"}, "row.name"),
    ],
)
def test_a_field_that_cannot_be_printed_is_named(tmp_path, context, field):
    path = template(tmp_path / "surat.docx", "{{ a }}", "{{ row.name|upper }}")
    with pytest.raises(Failure) as failure:
        word.load(path).render(context)
    assert f'"{field}"' in failure.value.text
    assert "surat.docx" in failure.value.text


@pytest.mark.parametrize(
    "tag", ["{% if a.b %}x{% endif %}", "{% for x in a.b %}x{% endfor %}", "{{ a.b|join }}", "{{ a.b == 1 }}"]
)
def test_a_missing_field_is_an_error_wherever_it_is_used(tmp_path, tag):
    with pytest.raises(Failure, match="b"):
        word.load(template(tmp_path / "a.docx", tag)).render({"a": {}})


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\r", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_a_fault_naming_the_field(tmp_path, character):
    template_ = word.load(template(tmp_path / "a.docx", "{{ row.name }}"))
    with pytest.raises(ValueError, match=r"field row\.name: U\+"):
        template_.render({"row": {"name": f"Siti{character}Aminah"}})


BROKEN = {
    "missing brace": (["Nomor {{ number }"], "number"),
    "one brace": (["Nomor { number }}"], "tertinggal"),
    "single braces": (["Nomor {number}"], "tertinggal"),
    "for without end": (["{%p for a in b %}", "{{ a }}"], "tag"),
    "unknown tag": (["{% foreach a %}"], "foreach"),
    "unequal levels": (["{%p if a %}", "satu", "dua {% endif %}"], "tingkat"),
    "loop over halves of paragraphs": (["a {% for x in b %}", "{%p endfor %}"], "tingkat"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_tag_is_refused_when_loading(tmp_path, name):
    paragraphs, said = BROKEN[name]
    with pytest.raises(Failure, match=said):
        word.load(template(tmp_path / "a.docx", *paragraphs))


def test_a_line_break_between_paragraph_and_cell_texts(tmp_path):
    document = word.load(template(tmp_path / "a.docx", "{{ a }}")).render({"a": "Jl. Merdeka 1\nDesa Sukamaju"})
    assert '<w:br/><w:t xml:space="preserve">Desa' in part(document, "word/document.xml")


def test_names_are_resolved_through_loops_and_settings(tmp_path):
    def fill(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ office.name }}"
        document.core_properties.title = "Laporan {{ title_of_file }}"
        add_table(
            document,
            ("{%tr for m in group.members if m.active %}",),
            ("{{ m.name|upper }}{{ loop.index }}",),
            ("{%tr endfor %}",),
        )

    path = template(
        tmp_path / "a.docx",
        "{% set first = groups[0] %}{{ first.village }}{% set n = 1 + offset %}{{ n }}",
        "{%p for group in groups %}",
        "{{ group.name }} {% if group.kind == other %}{{ word|join(', ') }}{% elif flags.late %}x{% endif %}",
        "{% for tag in group.tags %}{{ tag }}{% endfor %}",
        "{%p for x in group.photos %}",
        "{{ x.picture }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{{ row['items'] }}{{ m.name }}",
        fill=fill,
    )
    assert word.load(path).names == {
        "groups[].village",
        "offset",
        "groups[].name",
        "groups[].kind",
        "other",
        "word",
        "flags.late",
        "groups[].tags[]",
        "groups[].photos[].picture",
        "row.items",
        "m.name",
        "office.name",
        "title_of_file",
        "group.members[].active",
        "group.members[].name",
    }


def mm(length: Length | None) -> int:
    assert length is not None
    return round(length.mm)


def test_a_page_is_put_on_every_section(tmp_path):
    def fill(document: DocumentType) -> None:
        document.sections[0].header_distance = Mm(7)
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    document = opened(word.load(template(tmp_path / "a.docx", "x", fill=fill)).render({}, F4))
    upright, lying = document.sections
    assert (mm(upright.page_width), mm(upright.page_height)) == (215, 330)
    assert (mm(lying.page_width), mm(lying.page_height)) == (330, 215)
    assert lying.orientation == WD_ORIENT.LANDSCAPE
    margins = [(s.top_margin, s.bottom_margin, s.left_margin, s.right_margin) for s in document.sections]
    assert [[mm(side) for side in sides] for sides in margins] == [[25, 20, 30, 25]] * 2
    assert mm(upright.header_distance) == 7
    assert document.styles["Heading 1"].font.name == "Arial"
    styles = part(word.load(tmp_path / "a.docx").render({}, F4), "word/styles.xml")
    assert 'w:ascii="Arial"' in styles
    assert "Theme=" not in styles.replace("eastAsiaTheme=", "").replace("themeColor=", "")


def test_pages_of_different_offices_do_not_mix(tmp_path):
    template_ = word.load(template(tmp_path / "a.docx", "{{ a }}"))
    own = template_.render({"a": 1})
    a4 = word.Page(210, 297, 20, 20, 20, 20, "Bookman Old Style")
    assert mm(opened(template_.render({"a": 1}, F4)).sections[0].page_height) == 330
    assert mm(opened(template_.render({"a": 1}, a4)).sections[0].page_height) == 297
    assert "Bookman Old Style" in part(template_.render({"a": 1}, a4), "word/styles.xml")
    assert template_.render({"a": 1}) == own


def test_equal_pictures_are_one_file_stored_as_it_is(tmp_path):
    def fill(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ a }}"

    photo = picture(7, alt='Rapat "perdana" & <makan>')
    document = word.load(template(tmp_path / "a.docx", "{{ a }}{{ b }}{{ a }}", fill=fill)).render(
        {"a": photo, "b": picture(8, "PNG")}
    )
    with zipfile.ZipFile(io.BytesIO(document)) as zipped:
        media = [info for info in zipped.infolist() if info.filename.startswith("word/media/picture")]
    assert len(media) == 2
    assert {info.compress_type for info in media} == {zipfile.ZIP_STORED}
    first = opened(document).inline_shapes[0]
    assert first._inline.docPr.get("descr") == photo.alt
    assert (round(first.width.mm), round(first.height.mm)) == (20, 15)


def test_a_picture_that_is_none_is_a_fault(tmp_path):
    with pytest.raises(ValueError, match="JPEG or PNG"):
        word.load(template(tmp_path / "a.docx", "{{ a }}")).render({"a": word.Picture(b"GIF89a", 10, 10, "")})


def test_properties(tmp_path):
    template_ = word.load(template(tmp_path / "a.docx", "x"))
    given = {"title": "SPM & lampiran", "author": "Disnaker", "subject": "M-001", "language": "id-ID"}
    properties = opened(template_.render({}, None, given)).core_properties
    assert (properties.title, properties.author, properties.subject, properties.language) == tuple(given.values())
    assert properties.created is not None
    assert properties.created.year == 1980
    assert properties.last_modified_by == ""
    with pytest.raises(ValueError, match="creator"):
        template_.render({}, None, {"creator": "x"})


def test_one_template_renders_many_documents_without_remembering_any(tmp_path):
    def fill(document: DocumentType) -> None:
        add_table(document, ("{%tr for r in rows %}",), ("{{ r }}{{ photo }}",), ("{%tr endfor %}",))

    template_ = word.load(template(tmp_path / "a.docx", "{{ name }}", fill=fill))
    contexts = [
        {"name": f"Nama {number}", "rows": [str(row) for row in range(1 + number % 5)], "photo": picture(number)}
        for number in range(100)
    ]
    first = [template_.render(context) for context in contexts]
    assert [digest(template_.render(context)) for context in reversed(contexts)] == [*map(digest, reversed(first))]
    assert [text(document) for document in first[:3]] == ["Nama 0", "Nama 1", "Nama 2"]
    assert contexts[1] == {"name": "Nama 1", "rows": ["0", "1"], "photo": picture(1)}


def test_equal_bytes_in_every_process(tmp_path):
    def fill(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ a }}"

    path = template(tmp_path / "a.docx", "{{ a }} {{ b }}", fill=fill)
    program = """
import sys, hashlib
from pathlib import Path
from pipeline import word
from tests.word.making import F4, picture
context = {"a": picture(3), "b": "Siti"}
for document in (
    word.load(Path(sys.argv[1])).render(context, F4, {"title": "x"}),
    word.render_plainly(Path(sys.argv[1]), context, F4, {"title": "x"}),
):
    print(hashlib.sha256(document).hexdigest())
"""
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, str(path)],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONPATH": ".", "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "Asia/Jakarta"), ("2", "UTC"))
    }
    assert len(seen) == 1
    assert seen.pop().split() == [
        digest(word.load(path).render({"a": picture(3), "b": "Siti"}, F4, {"title": "x"})),
        digest(word.render_plainly(path, {"a": picture(3), "b": "Siti"}, F4, {"title": "x"})),
    ]


def test_the_door_is_light():
    program = "import sys, pipeline.word; print({'docxtpl', 'docx', 'jinja2', 'lxml'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "set()"


def test_it_tells_which_fields_a_reader_gets_to_see(tmp_path):
    path = template(
        tmp_path / "a.docx",
        "{% if asked %}{{ shown }}{% endif %}{{ a if b else c }}{{ 'x' if not gone else 'y' }}",
        "{% for duty in duties %}{{ duty }}{% endfor %}{{ words|join(', ') }}{{ groups[0].name }}",
        "{% set same = number %}{{ same }}{% set other = day or '-' %}{{ other }}",
        "{% if first %}{% set either = first %}{% else %}{% set either = '-' %}{% endif %}{{ either }}",
        "{{ 'known' if compared == '1' else '' }}{{ 'known' if chosen_by else '' }}",
        fill=lambda document: setattr(document.core_properties, "title", "{{ title_of_file }}"),
    )
    printed = word.load(path).printed
    assert printed >= {"shown", "a", "c", "duties[]", "words[]", "groups[].name", "number", "day", "first"}
    assert printed.isdisjoint({"asked", "gone", "title_of_file", "same", "other", "compared", "chosen_by"})
