"""The prepared renderer gives the XML that docxtpl gives, feature by feature of its template language."""

import pytest
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from tests.word.making import F4, W, add_table, assert_same, opened, picture, repacked, template, text

PEOPLE = [
    {"name": "Siti Nur'aini, S.Pd", "role": "Ketua", "present": True, "marks": ["H", "I"]},
    {"name": "PT. Maju & Jaya <Persero>", "role": "Anggota", "present": False, "marks": []},
    {"name": "Agus “Gus” — Wibowo", "role": "", "present": True, "marks": ["S"]},
]

BODIES: dict[str, tuple[list[str], dict[str, object]]] = {
    "value": (["Nama: {{ name }}."], {"name": "A & B"}),
    "split words": (["{{name}} {{ name }} {{name|upper}} {{ 'tetap & teguh' }}"], {"name": "élan ’x’ 😀"}),
    "condition": (
        ["{% if a %}ya{% elif b %}mungkin{% else %}tidak{% endif %}, {{ 'x' if b else 'y' }}"],
        {"a": "", "b": 1},
    ),
    "paragraph condition": (["{%p if a %}", "Ada {{ a }}", "{%p else %}", "Tidak ada", "{%p endif %}"], {"a": "x"}),
    "paragraph condition off": (["{%p if a %}", "Ada {{ a }}", "{%p endif %}", "Akhir"], {"a": ""}),
    "paragraph loop": (
        ["{%p for p in people %}", "{{ loop.index }}. {{ p.name }}", "{%p endfor %}"],
        {"people": PEOPLE},
    ),
    "nested loops": (
        [
            "{%p for p in people %}",
            "{{ p.name }}: {% for m in p.marks %}{{ m }}{% if not loop.last %}, {% endif %}{% endfor %}",
            "{%p endfor %}",
        ],
        {"people": PEOPLE},
    ),
    "loop within a line": (
        ["{% for p in people if p.present %}[{{ p.name }}]{% else %}-{% endfor %}"],
        {"people": PEOPLE},
    ),
    "loop over nothing": (["{% for p in people %}[{{ p.name }}]{% else %}nihil{% endfor %}"], {"people": []}),
    "condition across paragraphs": (["Awal {% if a %}satu", "dua {% endif %}akhir"], {"a": True}),
    "condition across paragraphs off": (["Awal {% if a %}satu", "dua {% endif %}akhir"], {"a": False}),
    "run tags": (["Awal {%r if a %}tengah {{ a }}{%r endif %} akhir"], {"a": "x"}),
    "joined paragraphs": (["Awal", "{%- if a %} sambung", "{%- endif %}", "akhir"], {"a": "x"}),
    "setting": (
        ["{% set who = people[0] %}{{ who.name }} {{ who['role'] }} {{ people|length + 1 }}"],
        {"people": PEOPLE},
    ),
    "arithmetic and tests": (
        ["{% for p in people %}{% if loop.index is odd %}{{ loop.index0 * 2 - 1 }}{% endif %}{% endfor %}"],
        {"people": PEOPLE},
    ),
    "filters": (
        ["{{ list|join(', ') }} {{ word|capitalize }} {{ word|lower }} {{ word|trim }}"],
        {"list": ["a", 1, "<b>"], "word": " kATA & "},
    ),
    "comment": (["Awal {# catatan #}akhir", "{#p seluruhnya #}", "{{ a }}"], {"a": 1}),
    "line ends": (["Alamat: {{ a }}!"], {"a": "Jalan 1\nDesa <2>\n\nKab. 3"}),
    "keys like methods": (
        ["{{ row.items }} {{ row.keys }} {{ row.count }}"],
        {"row": {"items": "a", "keys": "b", "count": 3}},
    ),
    "hostile text": (
        ["{{ a }}"],
        {"a": "{{ 7*7 }} {% for x in y %} {# x #} &amp; <b> ]]> </w:t></w:r> \"q\" 'q' #{x} =cmd|' /C calc'!A0"},
    ),
    "braces spelled out": (["Tulis {_{ nama }_} atau {_% if %_}, {{ a }}"], {"a": 1}),
    "quotes that Word curled": (
        ["{% if a == “x” %}sama{% endif %}{{ ‘y’ }} {% if 1 < 2 %}kurang{% endif %}"],
        {"a": "x"},
    ),
    "space kept": (["  {{ a }} {{ b }}  {{ a }}"], {"a": " x ", "b": ""}),
}


@pytest.mark.parametrize("name", BODIES)
def test_paragraphs(tmp_path, name):
    paragraphs, context = BODIES[name]
    assert_same(template(tmp_path / "a.docx", *paragraphs), context)


TABLES: dict[str, list[tuple[str, ...]]] = {
    "rows": [
        ("No", "Nama"),
        ("{%tr for p in people %}", ""),
        ("{{ loop.index }}", "{{ p.name }}"),
        ("{%tr endfor %}", ""),
    ],
    "rows by condition": [
        ("{%tr if people %}", ""),
        ("ada", "{{ people[0].name }}"),
        ("{%tr endif %}", ""),
        ("a", "b"),
    ],
    "nested rows": [
        ("{%tr for p in people %}", ""),
        ("{{ p.name }}", ""),
        ("{%tr for m in p.marks %}", ""),
        ("{{ m }}", "{{ p.role }}"),
        ("{%tr endfor %}", ""),
        ("{%tr endfor %}", ""),
    ],
    "columns": [("{%tc for p in people %}", "{{ p.name }}", "{%tc endfor %}"), ("a", "b", "c")],
    "columns by condition": [("{%tc if people[1].present %}", "ada", "{%tc endif %}", "x"), ("a", "b", "c", "d")],
    "colour": [("{% cellbg colour %}{{ people[0].name }}", "b")],
    "span": [("{% colspan two %}{{ people[0].name }}",), ("a",)],
    "vertical merge": [("{%tr for p in people %}", ""), ("{% vm %}Semua", "{{ p.name }}"), ("{%tr endfor %}", "")],
    "horizontal merge": [
        ("{%tc for p in people %}", "{% hm %}Judul", "{%tc endfor %}"),
        ("{%tc for p in people %}", "{{ p.name }}", "{%tc endfor %}"),
    ],
    "paragraphs within a cell": [("{%p for p in people %}\n{{ p.name }}\n{%p endfor %}\nakhir", "x")],
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(tmp_path, name):
    def fill(document: DocumentType) -> None:
        add_table(document, *TABLES[name])
        for cell in document.tables[0]._cells:
            lines = cell.text.split("\n")
            if len(lines) > 1:
                cell.text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
            cell._tc.get_or_add_tcPr()

    assert_same(template(tmp_path / "a.docx", fill=fill), {"people": PEOPLE, "colour": "FFEE00", "two": 2})


def test_a_tag_spread_over_runs(tmp_path):
    def fill(document: DocumentType) -> None:
        paragraph = document.add_paragraph("Nama ")
        for piece in ("{", "{ na", "me", " }", "} dan {% i", "f name %}ada{%", " endif %}"):
            paragraph.add_run(piece).bold = True

    quick = assert_same(template(tmp_path / "a.docx", fill=fill), {"name": "Siti"})
    assert text(quick) == "Nama Siti dan ada"


def test_headers_and_footers_of_every_kind(tmp_path):
    def fill(document: DocumentType) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Kop {{ office }}"
        section.header.paragraphs[0].text = "{% if office %}{{ office }}\t{{ place }}{% endif %}"
        section.even_page_header.paragraphs[0].text = "tanpa isian"
        section.footer.paragraphs[0].text = "{{ office }} {_{ x }_}"
        second = document.add_section(WD_SECTION.NEW_PAGE)
        second.footer.is_linked_to_previous = False
        second.footer.paragraphs[0].text = "Kaki kedua {{ place }}"

    context = {"office": "Dinas & Kab. <X>\n{{ 7*7 }}", "place": "“Sukamaju”"}
    quick = assert_same(template(tmp_path / "a.docx", "isi", fill=fill), context)
    document = opened(quick)
    assert document.sections[0].first_page_header.paragraphs[0].text == "Kop Dinas & Kab. <X>\n{{ 7*7 }}"
    assert document.sections[1].footer.paragraphs[0].text == "Kaki kedua “Sukamaju”"


def test_pictures_in_body_cell_loop_and_header(tmp_path):
    def fill(document: DocumentType) -> None:
        document.add_paragraph("{%p for s in shots %}")
        document.add_paragraph("Foto {{ s.picture }} {{ s.caption }}")
        document.add_paragraph("{%p endfor %}")
        add_table(document, ("{{ logo }}", "{{ shots[0].picture }}{{ logo }}"))
        document.sections[0].header.paragraphs[0].text = "{{ logo }} Kop"
        document.sections[0].footer.paragraphs[0].text = "{{ logo }}{{ shots[1].picture }}"

    shots = [{"picture": picture(shade, alt=f'Foto "{shade}" & <x>'), "caption": str(shade)} for shade in (1, 2, 3)]
    quick = assert_same(template(tmp_path / "a.docx", fill=fill), {"logo": picture(9, "PNG"), "shots": shots})
    assert len(opened(quick).inline_shapes) == 6


def test_own_pictures_of_the_template_keep_apart_from_those_of_the_document(tmp_path):
    (tmp_path / "logo.png").write_bytes(picture(50, "PNG").data)

    def fill(document: DocumentType) -> None:
        document.add_picture(str(tmp_path / "logo.png"), width=Mm(10))
        document.add_paragraph("{% for shot in shots %}{{ shot }}{% endfor %}")
        document.add_picture(str(tmp_path / "logo.png"), width=Mm(20))
        document.sections[0].header.paragraphs[0].add_run().add_picture(str(tmp_path / "logo.png"))

    quick = assert_same(template(tmp_path / "a.docx", fill=fill), {"shots": [picture(1), picture(2)]})
    ids = [shape._inline.docPr.id for shape in opened(quick).inline_shapes]
    assert ids == [1001, 1002, 1003, 1004]


def test_pages_and_fonts(tmp_path):
    def fill(document: DocumentType) -> None:
        document.add_heading("{{ title }}", 1)
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    path = template(tmp_path / "a.docx", "{{ title }}", fill=fill)
    assert_same(path, {"title": "Sertifikat"}, F4)
    assert_same(path, {"title": "Sertifikat"})


def test_a_grid_that_does_not_fit_its_rows_is_mended_as_docxtpl_does(tmp_path):
    def fill(document: DocumentType) -> None:
        add_table(document, ("{{ a }}", "b", "c"), ("d", "e", "f"))
        grid = document.tables[0]._tbl.tblGrid
        grid.remove(grid[0])

    quick = assert_same(template(tmp_path / "a.docx", fill=fill), {"a": "x\ny"})
    assert len(opened(quick).tables[0]._tbl.tblGrid) == 3


def test_footnotes(tmp_path):
    namespace = W.strip("{}")
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>Lihat {{ law }}</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{namespace}">{note}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    listed = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    tied = f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode()
    path = repacked(
        template(tmp_path / "a.docx", "{{ a }}"),
        {
            "[Content_Types].xml": lambda content: content.replace(b"</Types>", listed),
            "word/_rels/document.xml.rels": lambda content: content.replace(b"</Relationships>", tied),
        },
        {"word/footnotes.xml": notes.encode()},
    )
    assert_same(path, {"a": 1, "law": "UU 13/2003 & <x>"})
