"""Every fault that is planted in a template is found at its place, alone; shipped templates are silent."""

from pathlib import Path

import pytest
from docx import Document

from pipeline import fitting, word
from pipeline.documents import DOCUMENTS, spm
from pipeline.failures import Failure
from pipeline.findings import Severity
from pipeline.template_check import lint_template
from pipeline.word.lint import Fault
from tests.word.lint import planting
from tests.word.lint.planting import NUMBER, Change, added, all_of, number, replaced

TEMPLATES = Path(__file__).parents[3] / "templates"
BODY, FOOTER = "badan", "kaki halaman"
LINE = "paragraf 17"
"""Where the letter's number stands."""
END, NEXT = "paragraf 23", "paragraf 24"
"""Where a paragraph stands that was put behind the letter."""

PLANTED: dict[str, tuple[Change, tuple[str, str, str]]] = {
    "a brace is missing": (number("Nomor: {{ number }"), ("T07", BODY, LINE)),
    "an opening brace is missing": (added("Tugas: { role }}"), ("T07", BODY, END)),
    "a closing mark too many": (added("Tugas: {{ role }} }}"), ("T07", BODY, END)),
    "the marks do not match": (added("{% if role }}x{% endif %}"), ("T07", BODY, END)),
    "a third brace": (added("Tugas: {{ role }}}"), ("T04", BODY, END)),
    "a brace apart": (added("Tugas: {{ role }} }"), ("T04", BODY, END)),
    "a brace before a tag": (added("Tugas: { {{ role }}"), ("T04", BODY, END)),
    "an end whose marks stand apart": (added("{ %p endfor % }"), ("T04", BODY, END)),
    "marks apart beside a tag": (added("Tugas: { %if role % }{{ role }}{ % endif % }"), ("T04", BODY, END)),
    "braces apart": (added("Tugas: { { role } }"), ("T07", BODY, END)),
    "a third brace at a tag that eats it": (added("{%p if nik %}}", "{{ nik }}", "{%p endif %}"), ("T25", BODY, END)),
    "a third brace in a row that is eaten": (planting.row_eats_brace, ("T25", BODY, "tabel 6, baris 1, sel 1")),
    "a tag goes on and is closed apart": (added("Tugas: {{ ro", "le } }"), ("T06", BODY, END)),
    "a tag is never closed": (number("Nomor: {{ number"), ("T06", BODY, LINE)),
    "a tag goes on in the next paragraph": (added("Tugas: {{ ro", "le }}"), ("T06", BODY, END)),
    "no blank after p": (added("{%pif nik %}", "{{ nik }}", "{%p endif %}"), ("T08", BODY, END)),
    "a blank before p": (added("{%p if nik %}", "{{ nik }}", "{% p endif %}"), ("T08", BODY, "paragraf 25")),
    "a hard blank after p": (added("{%p\u00a0if nik %}", "{{ nik }}", "{%p endif %}"), ("T08", BODY, END)),
    "smart quotes": (added("{{ copies_to|join(“, ”) }}"), ("T09", BODY, END)),
    "no expression": (added("{{ nama lengkap }}"), ("T10", BODY, END)),
    "nothing in the tag": (added("Tugas: {% if %}x{% endif %}"), ("T10", BODY, END)),
    "words behind an end": (added("{% if nik %}x{% endif nik %}"), ("T10", BODY, END)),
    "a misspelt statement": (added("{%p iff nik %}", "{{ nik }}", "{%p endif %}"), ("T11", BODY, END)),
    "a misspelt end": (added("{%p if nik %}", "{{ nik }}", "{%p edif %}"), ("T11", BODY, "paragraf 25")),
    "a call": (added("{{ name.upper() }}"), ("T12", BODY, END)),
    "an include": (added("{% include 'kop.docx' %}"), ("T12", BODY, END)),
    "a reach into Python": (added("{{ name.__class__ }}"), ("T12", BODY, END)),
    "an unknown filter": (added("{{ name|uper }}"), ("T13", BODY, END)),
    "a misspelt field": (number("Nomor: {{ numbr }}"), ("T14", BODY, LINE)),
    "a field of another paper": (added("{{ allowance }}"), ("T14", BODY, END)),
    "a misspelt field of a row": (replaced("group.village", "group.vilage"), ("T14", BODY, "tabel 4, baris 4, sel 4")),
    "a row's name outside its loop": (added("{{ group.name }}"), ("T14", BODY, END)),
    "a loop over what there is not": (added("{% for x in grups %}{{ x.name }}{% endfor %}"), ("T14", BODY, END)),
    "a misspelt counter": (added("{% for duty in duties %}{{ loop.indeks }}{% endfor %}"), ("T14", BODY, END)),
    "a part of a text": (added("{{ name.first }}"), ("T15", BODY, END)),
    "a part of a list": (added("{{ groups.name }}"), ("T15", BODY, END)),
    "a loop over a text": (added("{% for x in name %}{{ x }}{% endfor %}"), ("T16", BODY, END)),
    "a whole list": (added("{{ groups }}"), ("T17", BODY, END)),
    "a whole record": (added("{{ signature }}"), ("T17", BODY, END)),
    "a yes or no": (added("{{ signature.electronic }}"), ("T17", BODY, END)),
    "a picture that may be missing": (added("{{ letterhead.logo }}"), ("T18", BODY, END)),
    "a picture as a text": (added("{% set logo = letterhead.logo %}{{ logo|upper }}"), ("T19", BODY, END)),
    "a sum of texts": (added("{{ name + 1 }}"), ("T19", BODY, END)),
    "an if without end": (added("{%p if nik %}", "{{ nik }}"), ("T20", BODY, END)),
    "a for left open in an if": (added("{%p if nik %}", "{%p for x in duties %}", "{%p endif %}"), ("T20", BODY, NEXT)),
    "an end without if": (added("{%p endif %}"), ("T21", BODY, END)),
    "an else without if": (added("{%p else %}"), ("T21", BODY, END)),
    "an end of another level": (added("{%p if nik %}", "{{ nik }}", "Akhir {% endif %}"), ("T22", BODY, "paragraf 25")),
    "an if across cells": (planting.if_across_cells, ("T22", BODY, "tabel 6, baris 1, sel 2")),
    "a loop over two tables": (planting.loop_over_two_tables, ("T22", BODY, "tabel 7, baris 1, sel 1")),
    "an if across paragraphs": (added("{% if nik %}NIK", "{{ nik }}{% endif %}"), ("T23", BODY, "paragraf 24")),
    "two p in a paragraph": (added("{%p if nik %}NIK {{ nik }}{%p endif %}"), ("T24", BODY, END)),
    "a loop in one row": (planting.loop_in_one_row, ("T24", BODY, "tabel 6, baris 1, sel 2")),
    "p beside text": (added("NIK: {%p if nik %}", "{{ nik }}", "{%p endif %}"), ("T25", BODY, END)),
    "tr beside text in another cell": (planting.row_eats_text, ("T25", BODY, "tabel 6, baris 1, sel 1")),
    "p beside a page break": (planting.page_break_eaten, ("T26", BODY, END)),
    "tr outside a table": (added("{%tr set tugas = role %}"), ("T27", BODY, END)),
    "r beside plain text": (added("Tugas: {{r role }}"), ("T28", BODY, END)),
    "a hyphen": (added("{%- if nik %}{{ nik }}{% endif %}"), ("T29", BODY, END)),
    "a tag of two looks": (planting.mixed_look, ("T30", BODY, LINE)),
    "a text box": (planting.text_box, ("T31", BODY, "paragraf 23, kotak teks, paragraf 1")),
    "a content control": (planting.content_control, ("T32", BODY, "paragraf 1")),
    "a field's code": (planting.field_code, ("T34", BODY, END)),
    "a link's address": (planting.link, ("T35", BODY, END)),
    "a field that fetches": (planting.fetching_field, ("T05", BODY, END)),
    "a tracked change": (planting.tracked, ("T36", BODY, END)),
    "a footer that may be empty": (planting.footer_may_be_empty, ("T38", FOOTER, "paragraf 1")),
    "a style that is not there": (planting.missing_style, ("T39", BODY, END)),
    "a list that is not there": (planting.missing_list, ("T40", BODY, END)),
    "a link to nothing": (planting.broken_link, ("T41", BODY, END)),
    "a table without columns": (planting.no_grid, ("T42", BODY, "tabel 6, baris 1, sel 1")),
    "a field that must be there": (number("Nomor:"), ("T44", "", "")),
    "a footer's field": (planting.in_footer("{{ signature.notise }}"), ("T14", FOOTER, "paragraf 2")),
    "a footer's third brace": (planting.in_footer("{{ signature.notice or '' }}}"), ("T04", FOOTER, "paragraf 2")),
    "a footer's brace": (planting.in_footer("{{ signature.notice }"), ("T07", FOOTER, "paragraf 2")),
    "the file's title": (planting.title_property, ("T14", "sifat dokumen", "judul")),
}  # fmt: skip


def planted(folder: Path, change: Change) -> Path:
    document = Document(str(TEMPLATES / "spm.docx"))
    change(document)
    path = folder / "spm.docx"
    document.save(str(path))
    return path


def told(faults: tuple[Fault, ...]) -> list[tuple[str, str, str]]:
    return [(fault.finding.code, fault.finding.place.sheet, fault.finding.place.cell) for fault in faults]


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_at_its_place_and_nothing_else_is_said(tmp_path, fault):
    change, expected = PLANTED[fault]
    path = planted(tmp_path, change)
    assert told(lint_template(path, spm.DOCUMENT)) == [expected]


@pytest.mark.parametrize("fault", PLANTED)
def test_what_a_run_would_stop_at_is_an_error_with_a_place(tmp_path, fault):
    path = planted(tmp_path, PLANTED[fault][0])
    try:
        word.load(path).prove()
    except Failure:
        faults = lint_template(path, spm.DOCUMENT)
        assert [one for one in faults if one.finding.severity is Severity.ERROR and one.finding.place.cell]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_the_shipped_templates_are_silent(document):
    assert lint_template(TEMPLATES / f"{document.kind}.docx", document) == ()


@pytest.mark.parametrize("change", [planting.one_look_in_many_runs, planting.coloured_copy, planting.table_of_contents])
def test_what_word_does_by_itself_is_no_fault(tmp_path, change):
    assert lint_template(planted(tmp_path, change), spm.DOCUMENT) == ()


@pytest.mark.parametrize("text", ["Tulis {_{ nama }_} atau {_% if %_}", "Naik 5 % {# catatan #}", "{{ '}' }}"])
def test_braces_that_are_meant_are_no_fault(tmp_path, text):
    assert lint_template(planted(tmp_path, added(text)), spm.DOCUMENT) == ()


def test_of_two_braces_in_two_paragraphs_each_is_told_where_it_stands(tmp_path):
    path = planted(tmp_path, added("{ %p if nik % }", "Tugas sehari-hari: {{ role }}}", "{ %p endif % }", "{{ role"))
    faults = lint_template(path, spm.DOCUMENT)
    places = [("T04", END), ("T04", NEXT), ("T04", "paragraf 25"), ("T06", "paragraf 26")]
    assert [(code, cell) for code, _, cell in told(faults)] == places
    assert "Tugas sehari-hari: {{ role }}}" in faults[1].finding.text


def test_all_faults_are_told_at_once_in_the_order_of_the_file(tmp_path):
    path = planted(
        tmp_path,
        all_of(
            planting.in_footer("{{ signature.notise }}"),
            added("{{ allowance }}", "NIK: {%p if nik %}", "{%p endif %}", "{{r role }}"),
            number("Nomor: {{ number }"),
        ),
    )
    assert told(lint_template(path, spm.DOCUMENT)) == [
        ("T07", BODY, LINE),
        ("T14", BODY, END),
        ("T25", BODY, "paragraf 24"),
        ("T28", BODY, "paragraf 26"),
        ("T14", FOOTER, "paragraf 2"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{{ numbr }}", "number"),
        ("{{ nip }}", "signature.nip"),
        ("{% for g in groups %}{{ g.vilage }}{% endfor %}", "g.village"),
        ("{{ name|uper }}", "upper"),
        ("{%p iff nik %}", "if"),
    ],
)
def test_what_was_likely_meant_is_told(tmp_path, written, meant):
    path = planted(tmp_path, replaced("Demikian", written))
    assert any(f"«{meant}»" in fault.finding.text for fault in lint_template(path, spm.DOCUMENT))


def test_a_message_shows_the_words_around(tmp_path):
    path = planted(tmp_path, added("Nama lengkap: {%p if nik %} sesuai KTP", "{%p endif %}"))
    (fault,) = lint_template(path, spm.DOCUMENT)
    assert "Nama lengkap: sesuai KTP" in fault.finding.text


@pytest.mark.parametrize(
    "change",
    [
        number("{{ number|upper }}"),
        number("{% set n = number or '-' %}{{ n }}"),
        replaced("{{ duty }}", "{{ duties|join(' ') }}"),
    ],
)
def test_a_required_field_may_be_printed_in_whatever_way(tmp_path, change):
    assert lint_template(planted(tmp_path, change), spm.DOCUMENT) == ()


def test_what_stands_in_the_properties_alone_is_not_printed(tmp_path):
    def titled(document):
        document.core_properties.title = "{{ number }}"

    path = planted(tmp_path, all_of(number("Nomor:"), titled))
    assert told(lint_template(path, spm.DOCUMENT)) == [("T44", "", "")]


def test_every_required_field_exists():
    for document in DOCUMENTS:
        assert document.required
        assert fitting.required(document).keys() <= fitting.allowed(document.context).keys()


def test_the_number_is_replaced_in_the_line_that_is_meant():
    assert any(paragraph.text == NUMBER for paragraph in Document(str(TEMPLATES / "spm.docx")).paragraphs)
