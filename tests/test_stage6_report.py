"""The outcome as JSON and as text: one list of findings, several views."""

import json
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from pipeline.findings import NOWHERE, Message, Place, Severity
from pipeline.flow import Input, Issued, Outcome
from pipeline.stage6_report import as_json, json_text, lines, ndjson_text, verdict, write

FAULT = Message("G99", Severity.ERROR, "{value} salah.", "Betulkan.", "aturan uji")
HINT = Message("G98", Severity.NOTE, "Dibaca begini.", "Periksa.", "aturan uji")
SCHEMA = json.loads((resources.files("pipeline.knowledge") / "outcome.schema.json").read_text("utf-8"))

AT_C7 = FAULT.at(Place("a.xlsx", "Anggota", "C7"), ["member:K-01/07"], "nik", value="3317010405809001")
AT_B2 = HINT.at(Place("a.xlsx", "Anggota", "B2"))
ELSEWHERE = FAULT.at(NOWHERE, ["spm/facilitator:M-001"], value="Nomor")
WITHHELD = Issued("spm", "facilitator:M-001", "SPM Siti", "withheld", date(2015, 5, 2), withheld_by=(AT_C7, ELSEWHERE))
DONE = Issued(
    "spk", "facilitator:M-001", "SPK Siti", "issued", date(2015, 4, 30), "001/SPK/2015", "D-01/SPK.docx", "0" * 64
)


@pytest.fixture
def outcome() -> Outcome:
    return Outcome(
        programme="motivator-2015", date=date(2015, 7, 31),
        inputs=(Input("a.xlsx", Path(), "a" * 64, "assignment/1"), Input("b.xlsx", Path(), "b" * 64, "monthly/1")),
        findings=(ELSEWHERE, AT_C7, AT_B2), issued=(DONE, WITHHELD), rows=5, recorded=2, lost=1, furniture=2, records=2,
    )  # fmt: skip


def test_the_outcome_conforms_to_its_schema(outcome):
    jsonschema.validate(as_json(outcome), SCHEMA)


def test_findings_are_listed_in_reading_order_and_papers_point_at_them(outcome):
    told = json.loads(json_text(outcome))
    assert [(finding["cell"], finding["code"]) for finding in told["findings"]] == [
        ("B2", "G98"), ("C7", "G99"), ("", "G99"),
    ]  # fmt: skip
    assert told["documents"][1]["withheld_by"] == [1, 2]
    assert [finding["input"] for finding in told["findings"]] == [0, 0, None]


def test_counts_are_those_of_the_lists(outcome):
    counts = json.loads(json_text(outcome))["counts"]
    assert (counts["errors"], counts["warnings"], counts["notes"]) == (2, 0, 1)
    assert (counts["issued"], counts["withheld"], counts["unchanged"]) == (1, 1, 0)
    assert counts["rows"] == counts["recorded"] + counts["lost"] + counts["furniture"]


def test_no_view_shows_a_whole_nik(outcome):
    views = [json_text(outcome), ndjson_text(outcome), "\n".join(lines(outcome, notes=True))]
    assert all("3317010405809001" not in view and "9001" in view for view in views)


def test_no_view_shows_a_nik_that_names_a_person_or_a_sheet(outcome):
    finding = replace(AT_C7, place=Place("a.xlsx", "Absensi 3317010405809001", "C7"))
    paper = replace(WITHHELD, title="SPM Siti 3317010405809001", withheld_by=(finding,))
    told = replace(outcome, findings=(finding,), issued=(paper,))
    views = [json_text(told), ndjson_text(told), "\n".join(lines(told))]
    assert all("3317010405809001" not in view and "9001" in view for view in views)


def test_every_workbook_gets_a_verdict(outcome):
    assert [verdict(source, outcome.findings) for source in outcome.inputs] == ["perbaiki dulu", "siap diunggah"]


def test_a_workbook_that_could_not_be_read_is_never_ready(outcome):
    assert verdict(replace(outcome.inputs[1], readable=False), ()) == "perbaiki dulu"


def test_the_terminal_names_cell_code_and_remedy_and_hides_notes_unless_asked(outcome):
    told = "\n".join(lines(outcome))
    assert "C7 [G99, kesalahan]" in told
    assert "→ Betulkan." in told
    assert "SPM Siti: ditahan karena G99" in told
    assert "G98" not in told
    assert "B2 [G98, catatan]" in "\n".join(lines(outcome, notes=True))


def test_ndjson_is_one_finding_a_line(outcome):
    assert [json.loads(line)["code"] for line in ndjson_text(outcome).splitlines()] == ["G98", "G99", "G99"]


def test_the_outcome_file_is_written_whole(outcome, tmp_path):
    write(outcome, tmp_path / "deep" / "outcome.json")
    assert json.loads((tmp_path / "deep" / "outcome.json").read_text("utf-8")) == as_json(outcome)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["outcome.json"]
