"""An officer accepts a finding: what that reaches, what it never reaches, and where it is told."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline import register, run
from pipeline.findings import NOWHERE, Message, Place, Severity
from pipeline.flow import Input, Outcome
from pipeline.records import Waiver
from pipeline.rules import reports
from pipeline.run import Order
from pipeline.stage5_render.withhold import withheld_by_errors
from pipeline.stage6_report import counts, ndjson_lines, verdict
from pipeline.stage6_report.folds import keys_to_waive
from pipeline.waivers import accept, refusal
from tests.stage5.papers import spm

ROOT = Path(__file__).parent.parent
TODAY = date(2015, 8, 3)
TOO_FEW = Message("A91", Severity.ERROR, "Kurang.", "Lengkapi.", "aturan uji", waivable=True)
WRONG_NIK = Message("G91", Severity.ERROR, "NIK salah.", "Betulkan.", "aturan uji")
CATALOGUE = (TOO_FEW, WRONG_NIK)
MONTH_1 = TOO_FEW.at(Place("a.xlsx", "Identitas", "C5"), ["month:M-001/1"])
MONTH_2 = TOO_FEW.at(Place("b.xlsx", "Identitas", "C5"), ["month:M-001/2"])
CERTIFICATE = TOO_FEW.at(Place("p.xlsx", "Penugasan", "B6"), ["certificate/facilitator:M-001"])
NIK = WRONG_NIK.at(Place("p.xlsx", "Anggota", "C7"), ["month:M-001/1"])
ALL = (MONTH_1, MONTH_2, CERTIFICATE, NIK)
CODE_CELL = Place("p.xlsx", "Pengecualian", "A4")


def command(code: str = "A91", about: str = "month:M-001/1", **values: object) -> Waiver:
    return Waiver.model_validate({"code": code, "about": about, "reason": "Banjir.", "approved_by": "Ratna"} | values)


def sheet(code: str = "A91", about: str = "month:M-001/1", **values: object) -> Waiver:
    """A waiver as it stands in a row of the sheet."""
    places = {"place": CODE_CELL, "places": {"code": CODE_CELL}, "dated": date(2015, 8, 1)}
    return command(code, about, **(places | values))


def waived(*waivers: Waiver) -> set[Place]:
    """The places of the findings that are accepted."""
    findings, _ = accept(ALL, waivers, CATALOGUE, TODAY)
    return {finding.place for finding in findings if finding.waived_by}


def said(*waivers: Waiver) -> list[tuple[str, Place]]:
    """What is wrong with the waivers."""
    findings, _ = accept(ALL, waivers, CATALOGUE, TODAY)
    return [(finding.code, finding.place) for finding in findings[len(ALL) :]]


@pytest.mark.parametrize(
    ("about", "offered"),
    [
        ("month:M-001/1", ["M-001/1"]),
        ("session:M_01/1/S.01", ["M_01/1/S.01"]),
        *(
            (f"month:M{spoilt}/1", [])
            for spoilt in ("$(id)", "`id`", '"x', "%A%", "!1", "\\", "\u02baid", "'", ";", " 1")
        ),
        ("member:3369055203829001/07", []),
        ("member:3369_0552_0382_9001/07", []),
    ],
)
def test_a_line_to_copy_holds_nothing_that_a_shell_would_run(about, offered):
    assert keys_to_waive([TOO_FEW.at(NOWHERE, [about])]) == offered


def test_keys_are_masked_for_programs_too():
    finding = TOO_FEW.at(NOWHERE, ["waiver:A91@3369/0552/0382/9001"])
    (line,) = ndjson_lines(Outcome("uji", TODAY, (), (finding,)))
    assert json.loads(line)["about"] == ["waiver:A91@••••/••••/••••/9001"]


@pytest.mark.parametrize(
    ("about", "reached"),
    [
        ("month:M-001/1", {MONTH_1.place}),
        ("M-001/1", {MONTH_1.place}),
        (" m-001 / 1", {MONTH_1.place}),
        ("M-001", {CERTIFICATE.place}),
        ("facilitator:M-001", {CERTIFICATE.place}),
        ("certificate/facilitator:M-001", {CERTIFICATE.place}),
        ("1", set()),
        ("001/1", set()),
        ("group:M-001/1", set()),
    ],
)
def test_a_waiver_reaches_the_findings_of_its_key_alone(about, reached):
    assert waived(command(about=about)) == reached


def test_a_waived_finding_stays_in_the_list_and_withholds_nothing():
    (first, *rest), _ = accept(ALL, [command()], CATALOGUE, TODAY)
    assert (first.severity, first.message, first.waived_by) == (Severity.WAIVED, TOO_FEW, "Ratna")
    assert tuple(rest) == ALL[1:]
    draft = spm(about=frozenset({"month:M-001/1"}))
    assert withheld_by_errors([draft], [MONTH_1]) == {draft.key: (MONTH_1,)}
    assert withheld_by_errors([draft], [first]) == {}


def test_it_is_counted_apart_and_the_workbook_is_ready():
    findings, accepted = accept([MONTH_1], [command()], CATALOGUE, TODAY)
    source = Input("a.xlsx", Path(), "a" * 64, "monthly/1")
    outcome = Outcome("motivator-2015", TODAY, (source,), findings, accepted=accepted)
    assert (counts(outcome)["errors"], counts(outcome)["waived"]) == (0, 1)
    assert verdict(source, (MONTH_1,)) == "perbaiki dulu"
    assert verdict(source, findings) == "siap diunggah"


@pytest.mark.parametrize("refused", [sheet("G91"), sheet("A77")], ids=["may not be waived", "no such code"])
def test_what_may_not_be_accepted_is_an_error_at_its_code(refused):
    assert said(refused) == [("G97", CODE_CELL)]
    assert waived(refused) == set()


def test_what_is_approved_tomorrow_has_no_effect_yet_and_is_told_at_its_date():
    cell = Place("p.xlsx", "Pengecualian", "F4")
    ahead = sheet(dated=date(2015, 8, 4), places={"dated": cell})
    assert said(ahead) == [("L31", cell)]
    assert waived(ahead) == set()


def test_why_the_command_refuses():
    known = {message.code: message for message in CATALOGUE}
    assert refusal("A91", known) == ""
    assert refusal("G91", known)
    assert refusal("A77", known)


def test_a_waiver_that_reaches_nothing_is_a_warning():
    assert said(sheet(about="M-009/1")) == [("G98", CODE_CELL)]
    assert said(command(about="M-009/1")) == [("G98", NOWHERE)]


PARTS = tuple(
    TOO_FEW.at(Place("a.xlsx", "Identitas", "C5"), [f"month:M-001/1/{group}", "month:M-001/1"], group=group)
    for group in ("K-01", "K-02")
)


@pytest.mark.parametrize(
    ("about", "accepted"),
    [("M-001/1/K-01", [True, False]), ("month:M-001/1/K-02", [False, True]), ("M-001/1", [False, False])],
)
def test_who_names_the_month_accepts_nothing_of_its_groups(about, accepted):
    findings, _ = accept(PARTS, [sheet(about=about)], CATALOGUE, TODAY)
    assert [bool(finding.waived_by) for finding in findings[:2]] == accepted
    told = [(finding.code, finding.values["proposal"]) for finding in findings[2:]]
    assert told == ([] if any(accepted) else [("G98", "Maksud Anda «M-001/1/K-01, M-001/1/K-02»? ")])
    assert keys_to_waive(PARTS) == ["M-001/1/K-01", "M-001/1/K-02"]


def test_of_a_group_the_group_is_accepted_and_so_is_any_of_its_members():
    """The group stands first: its members are no parts that were named instead."""
    finding = TOO_FEW.at(Place("p.xlsx", "Anggota", "B7"), ["group:K-01", "member:K-01/01"])
    for about in ("K-01", "K-01/01"):
        (accepted,), _ = accept([finding], [sheet(about=about)], CATALOGUE, TODAY)
        assert accepted.waived_by


@pytest.mark.parametrize("lacking", ["reason", "approved_by", "dated"])
def test_an_incomplete_row_has_no_effect(lacking):
    incomplete = sheet().model_copy(update={lacking: None})
    assert waived(incomplete) == set()
    assert said(incomplete) == []


def test_two_waivers_of_one_finding_both_take_effect():
    findings, accepted = accept(ALL, [sheet(approved_by="Ratna"), command(approved_by="Budi")], CATALOGUE, TODAY)
    assert findings[0].waived_by == "Ratna"
    assert [(one.by, one.source, one.dated) for one in accepted] == [
        ("Ratna", "sheet", date(2015, 8, 1)), ("Budi", "command", TODAY),
    ]  # fmt: skip
    assert [one.findings for one in accepted] == [(findings[0],), (findings[0],)]


def test_no_personal_number_gets_through_a_reason():
    _, accepted = accept(
        ALL, [command(reason="NIK 3317010405809001", approved_by="3317010405809002")], CATALOGUE, TODAY
    )
    assert "3317010405809001" not in accepted[0].reason
    assert "3317010405809002" not in accepted[0].by


@pytest.fixture
def undelivered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The complete story, but that the final report of M-001 was never delivered; L12 may be waived."""
    monkeypatch.setattr(reports, "CERTIFICATE_NOT_EARNED", replace(reports.CERTIFICATE_NOT_EARNED, waivable=True))
    given = Path(shutil.copytree(ROOT / "input_samples" / "complete", tmp_path / "in"))
    book = openpyxl.load_workbook(given / "penugasan.xlsx")
    rows = list(book["Laporan"].iter_rows())
    column = next(place for row in rows for place, cell in enumerate(row) if "Disampaikan" in str(cell.value))
    final = next(row for row in rows if [cell.value for cell in row[:2]] == ["M-001", "Akhir"])
    final[column].value = None
    book.save(given / "penugasan.xlsx")
    return given


def add_row(given: Path, *cells: str) -> None:
    """A row in sheet Pengecualian, which is made where it is missing."""
    book = openpyxl.load_workbook(given / "penugasan.xlsx")
    if "Pengecualian" not in book.sheetnames:
        book.create_sheet("Pengecualian").append(["Kode Temuan", "Tentang", "Alasan", "Disetujui Oleh", "Tanggal"])
    sheet = book["Pengecualian"]
    row = next(number for number in range(1, 99) if not sheet.cell(number, 2).value and number > heading_row(sheet))
    first = next(cell.column for cell in sheet[heading_row(sheet)] if cell.value == "Kode Temuan")
    for column, value in enumerate(cells, start=first):
        sheet.cell(row, column).value = value
    book.save(given / "penugasan.xlsx")


def heading_row(sheet) -> int:
    return next(row[0].row for row in sheet.iter_rows() if "Kode Temuan" in [cell.value for cell in row])


def issue(given: Path, out: Path, today: date = TODAY, *waivers: Waiver, kinds: tuple[str, ...] = ()) -> Outcome:
    order = Order(
        (given,), out, today, "motivator-2015", templates=(ROOT / "templates",), kinds=kinds, recap=not kinds,
        waivers=waivers,
    )  # fmt: skip
    return run.issue(order, lambda _line: None)


def certificate(outcome: Outcome) -> str:
    return next(paper.status for paper in outcome.issued if paper.key == "certificate/facilitator:M-001")


def test_a_certificate_is_issued_once_an_officer_accepts_what_it_lacks(undelivered, tmp_path):
    kinds = ("certificate",)
    assert certificate(issue(undelivered, tmp_path / "out", kinds=kinds)) == "withheld"
    asked = Waiver(code="L12", about="M-001", reason="Diantar langsung.", approved_by="Ratna Dewi")
    assert certificate(issue(undelivered, tmp_path / "out", TODAY, asked, kinds=kinds)) == "issued"
    told = json.loads((tmp_path / "out" / "outcome.json").read_text("utf-8"))
    [waiver] = told["waivers"]
    assert (waiver["code"], waiver["about"]) == ("L12", "certificate/facilitator:M-001")
    assert (waiver["reason"], waiver["by"], waiver["date"]) == ("Diantar langsung.", "Ratna Dewi", "2015-08-03")
    assert [told["findings"][index]["severity"] for index in waiver["findings"]] == ["waived"]
    with register.opened(tmp_path / "out" / "register.sqlite", read_only=True) as book:
        assert [(entry.code, entry.approved_by, entry.at) for entry in book.waivers()] == [("L12", "Ratna Dewi", TODAY)]
        assert book.check() == []


def test_the_sheet_does_the_same_and_the_recap_tells_it(undelivered, tmp_path):
    add_row(undelivered, "L12", "M-001", "Diantar langsung.", "Ratna Dewi", "01/08/2015")
    outcome = issue(undelivered, tmp_path / "out")
    assert certificate(outcome) == "issued"
    assert [(one.source, one.dated) for one in outcome.accepted] == [("sheet", date(2015, 8, 1))]
    sheet = openpyxl.load_workbook(tmp_path / "out" / "rekap.xlsx")["Pengecualian"]
    row = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert (row[0], row[5]) == ("L12", "Ratna Dewi")
    assert certificate(issue(undelivered, tmp_path / "out", date(2016, 1, 4))) == "unchanged"


def test_a_later_run_keeps_the_date_of_first_use_and_the_recap(undelivered, tmp_path):
    asked = Waiver(code="L12", about="M-001", reason="Diantar langsung.", approved_by="Ratna Dewi")
    issue(undelivered, tmp_path / "out", TODAY, asked)
    later = issue(undelivered, tmp_path / "out", date(2016, 1, 4), asked)
    assert [one.dated for one in later.accepted] == [TODAY]
    assert {paper.status for paper in later.issued} == {"unchanged"}


def test_on_the_sheet_a_wrong_entry_is_told_at_its_cell(undelivered, tmp_path):
    add_row(undelivered, "G47", "K-01/01", "KTP hilang.", "Ratna Dewi", "01/08/2015")
    add_row(undelivered, "L12", "M-099", "Salah tulis.", "Ratna Dewi", "01/08/2015")
    add_row(undelivered, "L12", "M-001", "", "Ratna Dewi", "01/08/2015")
    order = Order((undelivered,), tmp_path / "out", TODAY, "motivator-2015")
    found = run.check(order, lambda _line: None).findings
    told = {finding.code: finding for finding in found if finding.place.sheet == "Pengecualian"}
    assert sorted(told) == ["G40", "G97", "G98"]
    assert {finding.code for finding in found if finding.severity is Severity.ERROR} == {"G40", "G97", "L12"}
    assert len({finding.place.cell[1:] for finding in told.values()}) == 3
