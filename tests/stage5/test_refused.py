"""A paper that would lose something, or that Word would call damaged, is withheld; all others are issued."""

import pytest
from docx import Document as WordFile
from docxtpl import DocxTemplate

from pipeline.word.part import Part
from tests.stage5.papers import House, card, house, spk, spm

SPK, SPM, CARD = "spk/facilitator:M-001", "spm/facilitator:M-001", "id_card/facilitator:M-001"


@pytest.fixture
def desk(tmp_path) -> House:
    return house(tmp_path)


def statuses(issued) -> dict[str, str]:
    return {key: paper.status for key, paper in issued.items()}


def test_a_field_dropped_by_a_mangled_tag_stops_its_papers_alone(desk):
    desk.write_template("id_card", "Kartu {{ name }} {%p if name %}")
    document = WordFile(str(desk.folder / "templates" / "id_card.docx"))
    document.add_paragraph("{%p endif %}")
    document.save(str(desk.folder / "templates" / "id_card.docx"))
    issued = desk.issue(spk(), spm(), card())
    assert statuses(issued) == {SPK: "issued", SPM: "issued", CARD: "withheld"}
    assert desk.codes() == ["L37"]
    [said] = issued[CARD].withheld_by
    assert said.about == (CARD,)
    assert "«name»" in said.text
    assert not list(desk.out.rglob("KARTU*"))


def test_a_letter_that_loses_a_field_takes_no_number_and_holds_what_cites_it(desk, monkeypatch):
    patch_xml = DocxTemplate.patch_xml
    with monkeypatch.context() as patched:
        patched.setattr(
            DocxTemplate, "patch_xml", lambda self, xml: patch_xml(self, xml).replace("untuk {{ name }}", "")
        )
        desk.write_template("id_card", "Kartu {{ name }}")
        issued = desk.issue(spk(), spm(), card())
    assert statuses(issued) == {SPK: "withheld", SPM: "withheld", CARD: "issued"}
    assert issued[SPK].number == ""
    assert {finding.code for finding in desk.said} == {"L37"}
    issued = desk.issue(spk(), spm(), card())
    assert statuses(issued) == {SPK: "issued", SPM: "issued", CARD: "unchanged"}
    assert issued[SPK].number.startswith("001")


def test_a_value_lost_after_printing_stops_that_paper_alone(desk, monkeypatch):
    mended = Part.mended
    monkeypatch.setattr(Part, "mended", lambda self, text: mended(self, text).replace(b"Budi", b""))
    issued = desk.issue(spk(), spk("M-002", "Budi"), card())
    assert statuses(issued) == {SPK: "issued", "spk/facilitator:M-002": "withheld", CARD: "issued"}
    [said] = issued["spk/facilitator:M-002"].withheld_by
    assert (said.code, said.about) == ("L37", ("spk/facilitator:M-002",))
    assert "«name»" in said.text
    monkeypatch.setattr(Part, "mended", mended)
    issued = desk.issue(spk(), spk("M-002", "Budi"), card())
    assert statuses(issued)["spk/facilitator:M-002"] == "issued"


def test_a_label_with_nothing_after_it_stops_that_paper_alone(desk):
    issued = desk.issue(card(), card("M-002", ""))
    assert statuses(issued) == {CARD: "issued", "id_card/facilitator:M-002": "withheld"}
    assert desk.codes() == ["L37"]


def test_braces_in_a_cell_are_text(desk):
    issued = desk.issue(card(name="{{ 7*7 }} {%p if x %} {{"))
    assert statuses(issued) == {CARD: "issued"}
    assert desk.text(issued[CARD]) == "Kartu {{ 7*7 }} {%p if x %} {{"
    assert desk.codes() == []


def test_a_paper_that_word_would_call_damaged_is_withheld(desk):
    document = WordFile()
    document.add_paragraph("Kartu")
    table = document.add_table(3, 1)
    for row, text in zip(table.rows, ("{%tr if name != 'Budi' %}", "{{ name }}", "{%tr endif %}"), strict=True):
        row.cells[0].text = text
    document.save(str(desk.folder / "templates" / "id_card.docx"))
    issued = desk.issue(spk(), card(), card("M-002", "Budi"))
    assert statuses(issued) == {SPK: "issued", CARD: "issued", "id_card/facilitator:M-002": "withheld"}
    assert [(said.code, said.about) for said in desk.said] == [("L38", ("id_card/facilitator:M-002",))]
