"""A paper that would lose something, or that Word would call damaged, is withheld; all others are issued."""

from collections.abc import Mapping
from datetime import date

import pytest
from docx import Document as WordFile
from docxtpl import DocxTemplate

from pipeline.failures import Failure
from pipeline.flow import Draft
from pipeline.stage5_render.withhold import REQUIRED
from pipeline.word.part import Part
from tests.stage5.papers import SERIES, House, Line, Required, card, house, spk, spm

COVER = "cover_letter/office:D-01/2015-04-30"
SPK, SPM, CARD = "spk/facilitator:M-001", "spm/facilitator:M-001", "id_card/facilitator:M-001"


class Noted(Line):
    note: str | None = None


class Listing(Required):
    """What a collective letter prints."""

    codes: tuple[str, ...]
    number: str = ""
    shown: str = ""

    def completed(self, number: str, cites: Mapping[str, str], cited: Mapping[str, str]) -> "Listing":
        numbers = {code: cited[f"spk/facilitator:{code}"] for code in self.codes}
        found = [numbers[code] for code in self.codes if numbers[code]]
        missing = [code for code in self.codes if not numbers[code]]
        return self.model_copy(
            update={"number": number, "shown": f"{len(found)}: {' '.join(found)}; kurang: {' '.join(missing)}"}
        )


def cover_letter(*codes: str) -> Draft:
    _, subject = COVER.split("/", 1)
    return Draft(
        "cover_letter", subject, "Surat Pengantar", "D-01", date(2015, 4, 30), frozenset({COVER}),
        Listing(codes=codes), "D-01/PENGANTAR", SERIES, {code: f"spk/facilitator:{code}" for code in codes},
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path) -> House:
    made = house(tmp_path)
    made.write_template("cover_letter", "{{ shown }}")
    return made


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
    monkeypatch.setattr(Part, "mended", lambda self, text: mended(self, text).replace("Budi", ""))
    issued = desk.issue(spk(), spk("M-002", "Budi"), card())
    assert statuses(issued) == {SPK: "issued", "spk/facilitator:M-002": "withheld", CARD: "issued"}
    [said] = issued["spk/facilitator:M-002"].withheld_by
    assert (said.code, said.about) == ("L37", ("spk/facilitator:M-002",))
    assert "«name»" in said.text
    monkeypatch.setattr(Part, "mended", mended)
    issued = desk.issue(spk(), spk("M-002", "Budi"), card())
    assert statuses(issued)["spk/facilitator:M-002"] == "issued"


def test_what_cites_a_letter_that_lost_a_value_is_withheld_with_it(desk, monkeypatch):
    mended = Part.mended
    drafts = (spk(), spk("M-002", "Budi"), cover_letter("M-001", "M-002"), spm(), spm("M-002", "Ani"))
    with monkeypatch.context() as patched:
        patched.setattr(Part, "mended", lambda self, text: mended(self, text).replace("Budi", ""))
        issued = desk.issue(*drafts)
        assert [key for key, paper in issued.items() if paper.status == "withheld"] == [
            "spk/facilitator:M-002", "spm/facilitator:M-002",
        ]  # fmt: skip
        assert issued["spm/facilitator:M-002"].withheld_by == issued["spk/facilitator:M-002"].withheld_by
        assert desk.codes() == ["L37"], "it is said once"
        assert desk.text(issued[COVER]) == f"1: {issued[SPK].number}; kurang: M-002"
        assert statuses(desk.issue(*drafts))[COVER] == "unchanged", "the list of the others stands"
    assert {paper.status for paper in desk.issue(*drafts).values()} == {"issued", "unchanged", "changed"}


def test_a_list_of_nothing_but_letters_that_lost_values_is_withheld(desk, monkeypatch):
    mended = Part.mended
    monkeypatch.setattr(Part, "mended", lambda self, text: mended(self, text).replace("Budi", ""))
    issued = desk.issue(spk("M-002", "Budi"), cover_letter("M-002"))
    assert statuses(issued) == {"spk/facilitator:M-002": "withheld", COVER: "withheld"}
    assert not list(desk.out.rglob("*.docx"))


def test_a_letter_that_stood_before_is_cited_though_it_is_refused_today(desk, monkeypatch):
    desk.issue(spk())
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "uji", desk.today)
    mended = Part.mended
    monkeypatch.setattr(
        Part, "mended", lambda self, text: mended(self, text).replace("Siti", "" if "SPK " in text else "Siti")
    )
    assert statuses(desk.issue(spk(name="Siti A."), spm())) == {SPK: "withheld", SPM: "issued"}


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
    document = WordFile(str(desk.folder / "templates" / "id_card.docx"))
    document.paragraphs[0].text = "Kartu"
    table = document.add_table(3, 1)
    for row, text in zip(table.rows, ("{%tr if name != 'Budi' %}", "{{ name }}", "{%tr endif %}"), strict=True):
        row.cells[0].text = text
    document.save(str(desk.folder / "templates" / "id_card.docx"))
    issued = desk.issue(spk(), card(), card("M-002", "Budi"))
    assert statuses(issued) == {SPK: "issued", CARD: "issued", "id_card/facilitator:M-002": "withheld"}
    assert [(said.code, said.about) for said in desk.said] == [("L38", ("id_card/facilitator:M-002",))]


def test_a_template_that_leaves_out_a_required_field_stops_its_papers_and_what_cites_them(desk):
    desk.write_template("spk", "SPK untuk {{ name }}", without=("number",))
    issued = desk.issue(spk(), spm(), card())
    assert statuses(issued) == {SPK: "withheld", SPM: "withheld", CARD: "issued"}
    assert issued[SPK].number == ""
    [said] = desk.said
    assert (said.code, said.about) == ("L45", (SPK,))
    assert "spk.docx" in said.text
    assert "«number»" in said.text
    assert issued[SPM].withheld_by == (said,)
    desk.write_template("spk", "SPK {{ number }} untuk {{ name }}")
    issued = desk.issue(spk(), spm(), card())
    assert statuses(issued) == {SPK: "issued", SPM: "issued", CARD: "unchanged"}
    assert issued[SPK].number.startswith("001"), "no number was lost"
    assert desk.codes() == []


@pytest.mark.parametrize(
    "text",
    [
        "Kartu {% if name %}{{ name }}{% endif %}",
        "Kartu {{ name|upper }}",
        "Kartu {% set who = name or '-' %}{{ who }}",
        "Kartu {% if name %}{% set who = name %}{% else %}{% set who = '-' %}{% endif %}{{ who }}",
    ],
)
def test_a_required_field_that_is_printed_in_whatever_way_is_printed(desk, text):
    desk.write_template("id_card", text, without=("name",))
    assert statuses(desk.issue(card())) == {CARD: "issued"}


def test_a_required_field_that_is_only_asked_for_is_not_printed(desk):
    desk.write_template("id_card", "Kartu{% if name %} ada{% endif %}", without=("name",))
    assert statuses(desk.issue(card())) == {CARD: "withheld"}
    assert desk.codes() == ["L45"]


def test_a_template_that_papers_were_issued_with_before_is_held_to_it_too(desk, monkeypatch):
    desk.write_template("id_card", "Kartu", without=("name",))
    with monkeypatch.context() as earlier:
        earlier.setitem(REQUIRED, "id_card", ())
        assert statuses(desk.issue(card())) == {CARD: "issued"}
    issued = desk.issue(card(), card("M-002", "Budi"))
    assert statuses(issued) == {CARD: "unchanged", "id_card/facilitator:M-002": "withheld"}
    assert desk.codes() == ["L45"]


def test_nor_does_it_take_a_number_then(desk, monkeypatch):
    desk.write_template("spk", "SPK untuk {{ name }}", without=("number",))
    with monkeypatch.context() as earlier:
        earlier.setitem(REQUIRED, "spk", ())
        assert statuses(desk.issue(spk())) == {SPK: "issued"}
    issued = desk.issue(spk(), spk("M-002", "Budi"), spm("M-002", "Budi"))
    assert [paper.status for paper in issued.values()] == ["unchanged", "withheld", "withheld"]
    assert issued["spk/facilitator:M-002"].number == ""
    desk.write_template("spk", "SPK {{ number }} untuk {{ name }}")
    assert desk.issue(spk(), spk("M-002", "Budi"))["spk/facilitator:M-002"].number.startswith("002")


def test_a_field_that_no_paper_has_is_a_failure_before_anything_is_issued(desk):
    desk.write_template("spm", "SPM {{ number }} untuk {{ nama_lengkap }}", without=("name",))
    with pytest.raises(Failure, match="nama_lengkap"):
        desk.issue(card(), spk(), spm())
    assert not list(desk.out.rglob("*.docx"))
    with desk.press() as press:
        assert press.register.listing() == []


def test_a_field_that_is_empty_in_one_paper_withholds_that_one(desk):
    desk.write_template("id_card", "Kartu {{ name }} {{ note }}")
    issued = desk.issue(card(context=Noted(name="Siti")), card("M-002", context=Noted(name="Budi", note="Ketua")))
    assert statuses(issued) == {CARD: "withheld", "id_card/facilitator:M-002": "issued"}
    [said] = desk.said
    assert (said.code, said.about) == ("L33", (CARD,))
    assert "«note»" in said.text
