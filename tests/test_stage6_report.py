"""The outcome as JSON and as text: one list of findings, several views."""

import html
import json
import re
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from pipeline.findings import NOWHERE, Finding, Message, Place, Severity
from pipeline.flow import Accepted, Earlier, Input, Issued, Outcome
from pipeline.stage6_report import as_json, json_lines, lines, ndjson_lines, page_text, verdict, write
from pipeline.stage6_report.folds import first_to_mend, folded

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


def terminal(outcome: Outcome, *, notes: bool = False) -> str:
    """What stands in a terminal that is wide enough."""
    return "\n".join(" " * line.indent + line.text for line in lines(outcome, notes=notes))


def test_the_outcome_conforms_to_its_schema(outcome):
    jsonschema.validate(as_json(outcome), SCHEMA)


def test_findings_are_listed_in_reading_order_and_papers_point_at_them(outcome):
    told = json.loads("".join(json_lines(outcome)))
    assert [(finding["cell"], finding["code"]) for finding in told["findings"]] == [
        ("B2", "G98"), ("C7", "G99"), ("", "G99"),
    ]  # fmt: skip
    assert told["documents"][1]["withheld_by"] == [1, 2]
    assert [finding["input"] for finding in told["findings"]] == [0, 0, None]


def test_counts_are_those_of_the_lists(outcome):
    counts = json.loads("".join(json_lines(outcome)))["counts"]
    assert (counts["errors"], counts["warnings"], counts["notes"]) == (2, 0, 1)
    assert (counts["issued"], counts["withheld"], counts["unchanged"]) == (1, 1, 0)
    assert counts["rows"] == counts["recorded"] + counts["lost"] + counts["furniture"]


def test_no_view_shows_a_whole_nik(outcome):
    views = [
        "".join(json_lines(outcome)),
        "".join(ndjson_lines(outcome)),
        terminal(outcome, notes=True),
        page_text(outcome),
    ]
    assert all("3317010405809001" not in view and "9001" in view for view in views)


def test_no_view_shows_a_nik_that_names_a_person_or_a_sheet(outcome):
    finding = replace(AT_C7, place=Place("a.xlsx", "Absensi 3317010405809001", "C7"))
    paper = replace(WITHHELD, title="SPM Siti 3317010405809001", withheld_by=(finding,))
    told = replace(outcome, findings=(finding,), issued=(paper,))
    views = ["".join(json_lines(told)), "".join(ndjson_lines(told)), terminal(told), page_text(told)]
    assert all("3317010405809001" not in view and "9001" in view for view in views)


def test_every_workbook_gets_a_verdict(outcome):
    assert [verdict(source, outcome.findings) for source in outcome.inputs] == ["perbaiki dulu", "siap diunggah"]


def test_a_workbook_that_could_not_be_read_is_never_ready(outcome):
    assert verdict(replace(outcome.inputs[1], readable=False), ()) == "perbaiki dulu"


def test_the_terminal_names_cell_code_and_remedy_and_hides_notes_unless_asked(outcome):
    told = terminal(outcome)
    assert "C7 [G99, kesalahan, menahan 1 surat/laporan]" in told
    assert "→ Betulkan." in told
    assert "SPM Siti: ditahan karena G99" in told
    assert "G98" not in told
    assert "1 catatan tidak ditampilkan" in told
    assert "B2 [G98, catatan]" in terminal(outcome, notes=True)


def test_ndjson_is_one_finding_a_line(outcome):
    assert [json.loads(line)["code"] for line in "".join(ndjson_lines(outcome)).splitlines()] == ["G98", "G99", "G99"]


def test_the_outcome_file_is_written_whole(outcome, tmp_path):
    write(outcome, tmp_path / "deep", "outcome")
    assert json.loads((tmp_path / "deep" / "outcome.json").read_text("utf-8")) == as_json(outcome)
    assert (tmp_path / "deep" / "outcome.html").read_text("utf-8") == page_text(outcome)
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["outcome.html", "outcome.json"]


def empty(*rows: int, file: str = "a.xlsx", column: str = "C", about: str = "") -> list[Finding]:
    return [
        FAULT.at(Place(file, "Anggota", f"{column}{row}"), [about or f"member:K-01/{row:02}"], value="NIK")
        for row in rows
    ]


def test_the_same_fault_in_a_column_is_told_once_with_its_cells(outcome):
    faults = [*empty(7, 12, 9, 10, 11), *empty(8, column="D"), AT_B2]
    told = [(fold.first.code, fold.cells()) for fold in folded(faults, {})]
    assert told == [("G98", "B2"), ("G99", "C7, C9–C12"), ("G99", "D8")]
    assert "    C7, C9–C12 [G99, kesalahan] NIK salah." in terminal(replace(outcome, findings=tuple(faults), issued=()))


def test_a_long_list_of_cells_is_cut_and_counted():
    [fold] = folded(empty(*range(2, 80, 2), 81, 82), {})
    assert fold.cells(3) == "C2, C4, C6 dan 38 lainnya"
    assert fold.cells().endswith("C78, C81–C82")


def test_on_the_page_each_persons_faults_stand_apart():
    faults = [*empty(7, 8, about="group:K-01"), *empty(9, about="group:K-02")]
    assert [fold.cells() for fold in folded(faults, {}, by_person=True)] == ["C7–C8", "C9"]


def test_what_to_mend_first(outcome):
    unreadable = Input("c.xlsx", Path(), readable=False)
    gone = FAULT.at(Place("c.xlsx"), value="Berkas")
    column = FAULT.at(Place("b.xlsx", "Bukti"), value="Kolom")
    alone = FAULT.at(Place("b.xlsx", "Bukti", "E3"), value="Nama")
    told = replace(
        outcome, inputs=(*outcome.inputs, unreadable), findings=(AT_C7, alone, *empty(8, 9), column, gone, ELSEWHERE),
    )  # fmt: skip
    found = [(one.fold.first.place.file, one.fold.cells(), one.withholds) for one in first_to_mend(told)]
    assert found == [
        ("c.xlsx", "", 0), ("b.xlsx", "", 0), ("a.xlsx", "C7", 1), ("", "", 1), ("a.xlsx", "C8–C9", 0),
    ]  # fmt: skip
    first, second = terminal(told).splitlines()[:2]
    assert first == "Yang perlu diperbaiki dulu:"
    assert second.startswith("  1. c.xlsx: ")


def test_few_faults_need_no_such_list(outcome):
    assert "diperbaiki dulu:" not in terminal(outcome)


def test_sheets_come_as_in_the_workbook_in_every_view(outcome):
    source = replace(outcome.inputs[0], sheets=("Petunjuk", "Motivator", "Anggota"))
    other = FAULT.at(Place("a.xlsx", "Motivator", "B9"), value="Nama")
    told = replace(outcome, inputs=(source,), findings=(AT_C7, other), issued=())
    listed = [json.loads(line) for line in "".join(ndjson_lines(told)).splitlines()]
    assert [finding["sheet"] for finding in listed] == ["Motivator", "Anggota"]
    for view in (terminal(told), page_text(told)):
        assert view.index("Motivator") < view.index("Anggota")


def test_what_was_issued_of_a_withheld_paper_is_told_in_every_view(outcome):
    held = replace(WITHHELD, earlier=Earlier("D-01/SPM.docx", date(2015, 5, 3)))
    told = replace(outcome, issued=(held,))
    jsonschema.validate(as_json(told), SCHEMA)
    assert json.loads("".join(json_lines(told)))["documents"][0]["earlier"] == {
        "path": "D-01/SPM.docx", "issued": "2015-05-03",
    }  # fmt: skip
    for view in (terminal(told), page_text(told)):
        assert "D-01/SPM.docx" in view
        assert "3 Mei 2015" in view


def test_many_ready_workbooks_are_summed_up(outcome):
    ready = tuple(Input(f"{number:03}.xlsx", Path(), "a" * 64, "monthly/1") for number in range(300))
    told = terminal(replace(outcome, inputs=ready, findings=(), issued=())).splitlines()
    assert "280 buku kerja lain: siap diunggah" in told
    assert len(told) < 30


MAY = Message("G96", Severity.ERROR, "{value} kurang.", "Lengkapi.", "aturan uji", waivable=True)
MAY_WARN = replace(MAY, code="G95", severity=Severity.WARNING)


def test_what_to_write_in_a_waiver_is_told_where_it_can_be_copied(outcome):
    place = Place("a.xlsx", "Anggota", "C7")
    keys = {"C1": "month:M-001/1", "C2": "month:M-001/2"}
    months = [MAY.at(place._replace(cell=cell), [key, "group:K-01"], value="x") for cell, key in keys.items()]
    warning = MAY_WARN.at(place._replace(cell="D7"), ["member:K-01/07"], value="x")
    told = replace(outcome, findings=(*months, warning, AT_C7), issued=())
    options = '--waive "G96@M-001/1=ALASAN" --waive "G96@M-001/2=ALASAN" --by "NAMA PEJABAT"'
    assert options in terminal(told)
    assert terminal(told).count("--waive") == 2
    assert '--waive "G95@K-01/07=ALASAN"' in terminal(told, notes=True)
    page = html.unescape(re.sub(r'<span class="kept">(.*?)</span>', r"\1", page_text(told)))
    assert "kode G96, tentang M-001/1; M-001/2" in page
    assert options in page
    assert "G99@" not in page + terminal(told, notes=True)
    accepted = tuple(replace(finding, waived_by="Ratna") for finding in (*months, warning))
    told = replace(told, findings=accepted)
    assert '--waive "' not in page_text(told) + terminal(told)


def test_what_an_officer_accepted_is_told_everywhere(outcome):
    waived = replace(AT_C7, waived_by="Ratna Dewi")
    waiver = Accepted("G99", "member:K-01/07", "KTP dalam proses.", "Ratna Dewi", date(2015, 7, 1), "sheet", (waived,))
    told = replace(outcome, findings=(waived,), issued=(), accepted=(waiver,), names={"member:K-01/07": "Budi Santoso"})
    jsonschema.validate(as_json(told), SCHEMA)
    assert as_json(told)["waivers"] == [
        {
            "code": "G99", "about": "member:K-01/07", "reason": "KTP dalam proses.", "by": "Ratna Dewi",
            "date": "2015-07-01", "source": "sheet", "findings": [0],
        }
    ]  # fmt: skip
    assert json.loads("".join(ndjson_lines(told)))["waived_by"] == "Ratna Dewi"
    for view in (terminal(told), page_text(told)):
        assert "dikecualikan" in view
        assert "KTP dalam proses." in view
        assert "Budi Santoso (K-01/07)" in view
        assert "Ratna Dewi" in view
        assert "siap diunggah" in view
