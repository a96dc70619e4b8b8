"""Nothing falls out: planted losses are found, and what stood in a cell is never taken for one."""

from collections.abc import Callable

import pytest
from docx.document import Document as DocumentType
from docxtpl import DocxTemplate

from pipeline import word
from pipeline.word.part import Part
from tests.word.making import add_table, opened, template, text

VALUES = {"a": "satu", "name": "Siti", "number": "12/2015", "rows": ["x", "y"]}

MANGLED: dict[str, tuple[list[str], str]] = {
    "field beside a paragraph tag": (["Nama {{ name }} {%p if a %}", "x", "{%p endif %}"], "name"),
    "field before a paragraph tag's end": (["{%p if a %}", "x", "{{ number }}{%p endif %}"], "number"),
    "one of two equal fields": (["{{ name }}", "{{ name }}{%p if a %}", "{%p endif %}"], "name"),
    "words beside a paragraph tag": (["Nomor urut {%p if a %}", "x", "{%p endif %}"], "Nomorurut"),
    "words beside a comment": (["Catatan {#p lihat juknis #}", "{{ a }}"], "Catatan"),
    "words before a joining tag": (["Awal {%- if a %}", "sambung{%- endif %}", "akhir"], "sambung"),
    "field with a filter": (["{{ name|upper }} {%p if a %}", "{%p endif %}"], "name"),
}


@pytest.mark.parametrize("name", MANGLED)
def test_what_a_mangled_tag_drops_is_named(tmp_path, name):
    paragraphs, lost = MANGLED[name]
    with pytest.raises(word.Lost) as error:
        word.load(template(tmp_path / "a.docx", *paragraphs)).render(VALUES)
    assert error.value.field.startswith(lost)


def test_a_field_in_a_row_that_a_tag_takes_away_is_named(tmp_path):
    def fill(document: DocumentType) -> None:
        loop = ("{%tr for r in rows %}", "{{ number }}"), ("{{ r }}", ""), ("{%tr endfor %}", "")
        add_table(document, ("No.", "Nama"), *loop)

    with pytest.raises(word.Lost) as error:
        word.load(template(tmp_path / "a.docx", fill=fill)).render(VALUES)
    assert error.value.field == "number"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{{ a }} dan {{ name|upper }}: {{ rows[0] }}; {{ a }}"],
        ["{%p for r in rows %}", "{{ loop.index }}. {{ r }}", "{%p endfor %}", "{#p catatan #}", "akhir"],
        ["{% if a %}ada {{ a }}{% elif name %}“{{ name }}”{% else %}-{% endif %} & <{{ a }}>"],
        ["{_{ bukan isian }_} {{- a }} {# catatan #}x{% set b = a %}{{ b }}"],
        ["Sisa {{ rows|length - 1 }} dari {{ rows|length }}"],
    ],
)
def test_sound_templates_lose_nothing(tmp_path, paragraphs):
    template_ = word.load(template(tmp_path / "a.docx", *paragraphs))
    assert template_.lost == template_.faults == ()
    template_.render(VALUES)


def test_a_field_that_docxtpl_drops_is_named(tmp_path, monkeypatch):
    patch_xml = DocxTemplate.patch_xml
    monkeypatch.setattr(DocxTemplate, "patch_xml", lambda self, xml: patch_xml(self, xml).replace("{{ name }}", ""))
    template_ = word.load(template(tmp_path / "a.docx", "{{ number }} {{ name }}"))
    with pytest.raises(word.Lost) as error:
        template_.render(VALUES)
    assert error.value.field == "name"


LOSSES: dict[str, tuple[Callable[[str], str], str]] = {
    "a value": (lambda content: content.replace("Siti", ""), "name"),
    "half a value": (lambda content: content.replace("Siti", "Sit"), "name"),
    "one of equal values": (lambda content: content.replace("satu", "", 1), "a"),
    "the template's own words": (lambda content: content.replace("Kepada", ""), "Kepada"),
    "order": (lambda content: content.replace("Siti", "#").replace("12/2015", "Siti"), "number"),
}


@pytest.mark.parametrize("name", LOSSES)
def test_what_falls_out_after_printing_is_named(tmp_path, monkeypatch, name):
    template_ = word.load(template(tmp_path / "a.docx", "Kepada {{ name }}, nomor {{ number }}.", "{{ a }} {{ a }}"))
    template_.render(VALUES)
    loss, field = LOSSES[name]
    mended = Part.mended
    monkeypatch.setattr(Part, "mended", lambda self, text: loss(mended(self, text)))
    with pytest.raises(word.Lost) as error:
        template_.render(VALUES)
    assert error.value.field.startswith(field)


def test_what_is_mended_after_printing_loses_nothing(tmp_path):
    def fill(document: DocumentType) -> None:
        add_table(document, ("{%tc for r in rows %}", "{{ r }}", "{%tc endfor %}"), ("a", "b", "c"))

    values = {"rows": ["{{ x }}", "& <b> “É”", "dua\nbaris\tx", ""], "a": "{%p if %}"}
    document = word.load(template(tmp_path / "a.docx", "{{ a }}", fill=fill)).render(values)
    assert opened(document).tables[0].cell(0, 1).text == "& <b> “É”"
    assert text(document) == "{%p if %}"


@pytest.mark.parametrize(
    ("paragraph", "field"),
    [
        ("NIP {{ nip }}", "nip"),
        ("Nomor\t:\t{{ nip }}", "nip"),
        ("{{ a }}, lahir di {{ nip|upper }}", "nip"),
        ("Ketua {{ person.name }},", "person.name"),
        ("{{ nip }}", None),
        ("{{ nip }}, {{ a }}", None),
        ("{% if nip %}NIP {{ nip }}{% endif %}", None),
        ("NIP {{ nip or '-' }}", None),
        ("NIP {{ 'x' if nip else '' }}", None),
        ("Hasil: {{ none }}", None),
    ],
)
def test_a_label_with_nothing_after_it_is_refused(tmp_path, paragraph, field):
    template_ = word.load(template(tmp_path / "a.docx", paragraph, "Penutup"))
    values = {"nip": "", "a": "Siti", "person": {"name": ""}, "none": 0}
    if field is None:
        template_.render(values)
        return
    with pytest.raises(word.Lost) as error:
        template_.render(values)
    assert error.value.field == field
    assert "Penutup" in text(template_.render(values, blanks=True))
