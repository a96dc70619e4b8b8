"""The page: well-formed, safe, self-contained, the same every time, and in Indonesian throughout."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from pipeline import knowledge, language, run
from pipeline.findings import Message, Place, Severity
from pipeline.flow import Input, Issued, Outcome
from pipeline.run import Order
from pipeline.stage6_report import lines, page_text

SAMPLES = Path(__file__).parent.parent / "input_samples"
SPACE = "{http://www.w3.org/1999/xhtml}"
NASTY = "<script>alert('x')</script> & \"<b>\""
FAULT = Message("A99", Severity.ERROR, "{value} salah.", "Betulkan.", "aturan uji", waivable=True)
HINT = Message("G98", Severity.NOTE, "Dibaca begini.", "Periksa.", "aturan uji")
ENGLISH = re.compile(
    r"\b(the|and|or|of|error|errors|warning|warnings|note|notes|waived|waiver|sheet|cell|row|rows|column|finding|findings"
    r"|none|null|true|false|group|member|session|month|facilitator|office|issued|withheld|unchanged|code|source|about)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def checked() -> Outcome:
    order = Order((SAMPLES / "with_faults",), Path("unused"), date(2015, 8, 1), "motivator-2015", dry_run=True)
    return run.check(order, lambda _line: None)


@pytest.fixture
def outcome() -> Outcome:
    nasty = FAULT.at(Place(f"{NASTY}.xlsx", NASTY, "C7"), ["member:K-01/07"], value=NASTY)
    hint = HINT.at(Place("b.xlsx", "Anggota", "B2"))
    paper = Issued("spm", "facilitator:M-001", f"SPM {NASTY}", "withheld", date(2015, 5, 2), withheld_by=(nasty,))
    return Outcome(
        programme="motivator-2015", date=date(2015, 7, 31),
        inputs=(Input(f"{NASTY}.xlsx", Path()), Input("b.xlsx", Path(), form="monthly/1")),
        findings=(nasty, hint), issued=(paper,), names={"member:K-01/07": NASTY},
    )  # fmt: skip


def parsed(outcome: Outcome) -> etree._Element:
    """The page as XML: every tag closed, every value escaped."""
    return etree.fromstring(page_text(outcome).encode())


def visible(page: etree._Element) -> str:
    """What people read of it."""
    page = etree.fromstring(re.sub(rb'<span class="kept">([^<]*)</span>', rb"\1", etree.tostring(page)))
    code = {text for tag in ("style", "script") for element in all_of(page, tag) for text in element.itertext()}
    return " ".join(" ".join(str(text) for text in page.itertext() if text not in code).split())


def all_of(page: etree._Element, tag: str) -> list[etree._Element]:
    return list(page.iter(f"{SPACE}{tag}"))


def test_it_is_well_formed_and_nothing_of_the_input_becomes_markup(outcome):
    page = parsed(outcome)
    assert page.get("lang") == "id"
    assert visible(page).count("alert('x')") >= 5
    assert len(all_of(page, "script")) == 1
    assert all_of(page, "b") == []


def test_it_loads_nothing_and_runs_only_its_own_script(outcome):
    page = parsed(outcome)
    [policy] = [meta.get("content") or "" for meta in all_of(page, "meta") if meta.get("http-equiv")]
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        [own] = all_of(page, tag)
        digest = base64.b64encode(hashlib.sha256((own.text or "").encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    attributes = {name for element in page.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert not attributes & {"src", "style", "onclick", "onload", "action"}
    assert all(link.get("href", "").startswith("#") for link in all_of(page, "a"))
    assert "url(" not in page_text(outcome)


def test_every_link_leads_somewhere_and_no_name_is_given_twice(checked):
    page = parsed(checked)
    names = [element.get("id") for element in page.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(names) == len(set(names))
    labels = [element.get("aria-labelledby") for element in page.iter() if isinstance(element.tag, str)]
    assert {link.get("href", "")[1:] for link in all_of(page, "a")} | {name for name in labels if name} <= set(names)


def test_headings_go_down_step_by_step_and_tables_say_what_their_columns_are(checked):
    page = parsed(checked)
    levels = [int(element.tag[-1]) for element in page.iter() if re.fullmatch(r"\{.*\}h\d", str(element.tag))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") == "col" for cell in all_of(page, "th"))
    assert all(cell.get("data-label") for cell in all_of(page, "td"))


def test_every_finding_is_there_without_a_script(checked):
    page = parsed(checked)
    text = visible(page)
    assert [code for code in {finding.code for finding in checked.findings} if code not in text] == []
    assert [one.text for one in checked.findings if " ".join(one.text.split()) not in text] == []


def test_the_rows_count_as_many_findings_as_the_top_of_the_page_tells(checked):
    counts = [int(row.get("data-count") or 0) for row in all_of(parsed(checked), "tr") if row.get("data-order")]
    assert sum(counts) == len(checked.findings) + checked.notes.total
    assert len(counts) < sum(counts)


def test_no_line_breaks_within_a_code(outcome):
    said = FAULT.at(Place("b.xlsx", "Anggota", "B2"), ["member:K-01/07"], value="M-002 (K-01/04)")
    page = parsed(replace(outcome, findings=(said,), issued=()))
    kept = [span.text for span in all_of(page, "span") if span.get("class") == "kept"]
    assert kept == ["M-002", "K-01/04", *["K-01/07"] * 3]
    assert "M-002 (K-01/04) salah." in visible(page)


def test_the_programme_is_called_by_its_title(checked):
    assert "Program Motivator" in visible(parsed(replace(checked, programme_title="Program Motivator")))
    assert checked.programme_title == knowledge.programme("motivator-2015").title


def test_a_finding_about_nobody_is_found_under_the_person_of_its_row(outcome):
    found = replace(outcome.findings[1], beside="member:K-01/07")
    rows = [
        row for row in all_of(parsed(replace(outcome, findings=(found,), issued=())), "tr") if row.get("data-order")
    ]
    assert [row.get("data-person") for row in rows] == [f"{NASTY} (K-01/07)"]


def test_of_a_session_and_its_month_the_session_is_named(outcome):
    hint = HINT.at(Place("b.xlsx", "Pertemuan", "B2"), ["month:M-001/1/S-01", "month:M-001/1", "group:K-01"])
    [row] = [row for row in all_of(parsed(replace(outcome, findings=(hint,))), "tr") if row.get("data-order")]
    [about] = [
        " ".join("".join(map(str, cell.itertext())).split()) for cell in row if cell.get("data-label") == "Tentang"
    ]
    assert about == "M-001/1/S-01; K-01"


def test_every_row_can_be_grouped_sorted_and_filtered(outcome):
    rows = [row for row in all_of(parsed(outcome), "tr") if row.get("data-order")]
    assert [(row.get("data-severity"), row.get("data-code"), row.get("data-order")) for row in rows] == [
        ("error", "A99", "0"), ("note", "G98", "1"),
    ]  # fmt: skip
    assert rows[0].get("data-person") == f"{NASTY} (K-01/07)"
    assert rows[0].get("data-workbook") != rows[1].get("data-workbook")


def test_it_says_how_an_officer_may_accept_what_may_be_accepted(outcome):
    assert "kode A99, tentang K-01/07" in visible(parsed(outcome))
    accepted = replace(outcome.findings[0], waived_by="Ratna")
    assert "kode A99, tentang" not in visible(parsed(replace(outcome, findings=(accepted,), issued=())))


def test_numbers_and_their_words_agree_in_english(outcome):
    page = etree.fromstring(page_text(outcome, language.load("en")).encode())
    [totals] = [element for element in all_of(page, "ul") if element.get("class") == "totals"]
    told = [" ".join("".join(str(text) for text in item.itertext()).split()) for item in all_of(totals, "li")]
    assert told[1:4] == ["1 error", "0 warnings", "1 note"]


def test_the_same_outcome_gives_the_same_page(checked):
    assert page_text(checked) == page_text(checked)


def test_people_read_no_english(checked):
    terminal = "\n".join(line.text for line in lines(checked, notes=True))
    for view in (terminal, visible(parsed(checked))):
        assert ENGLISH.findall(view) == []


def test_too_many_notes_are_counted_and_left_to_the_json():
    places = [Place("b.xlsx", "Anggota", f"B{row}") for row in range(2, 2003)]
    findings = (*(HINT.at(place) for place in places), FAULT.at(places[0], value="NIK"))
    page = parsed(Outcome("motivator-2015", date(2015, 7, 31), (Input("b.xlsx", Path()),), findings))
    assert [row.get("data-code") for row in all_of(page, "tr") if row.get("data-order")] == ["A99"]
    assert "2001 catatan tidak dimuat" in visible(page)


def test_without_findings_the_page_says_so():
    nothing = Outcome("motivator-2015", date(2015, 7, 31), (Input("a.xlsx", Path(), form="monthly/1"),), ())
    assert "Tidak ada temuan." in visible(parsed(nothing))
