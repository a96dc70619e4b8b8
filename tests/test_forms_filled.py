"""Whoever fills in a pre-filled form correctly is told nothing at all: no error, no warning, no note."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline import blanks, knowledge
from pipeline.findings import Finding
from pipeline.knowledge import Block
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.filling import Typed, fill_card, fill_rows, sheets_of, type_in
from tests.samples import assignment, months, world
from tests.samples.pictures import content
from tests.samples.shapes import BookData, Picture, SheetData
from tests.samples.sheets import write_book

PROGRAMME = knowledge.programme("motivator-2015")
TODAY = date(2015, 8, 3)
LAST_DAY = date(2015, 7, 3)
PEOPLE = world.members()
EVIDENCE = ("kind", "session", "partnership")
"""What tells the rows of the evidence sheet apart."""


def findings_in(folder: Path, today: date = TODAY) -> list[Finding]:
    dossier, found = normalise(read([folder]), PROGRAMME, today)
    return [*found, *validate(dossier)]


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder with the assignment workbook, and the forms that are made from it."""
    folder = tmp_path_factory.mktemp("forms")
    book = BookData(list(assignment.assignment_sheets(PEOPLE)), "assignment/1")
    (folder / "penugasan.xlsx").write_bytes(write_book("penugasan.xlsx", book)[0])
    pictures = {entry["photo"]: Picture("portrait", 7) for entry in world.WORLD["facilitators"]}
    write_pictures(folder, pictures | {"logo/wanasari.png": Picture("logo", 1)})
    dossier, _ = normalise(read([folder]), PROGRAMME, TODAY)
    return folder, dict(blanks.workbooks(PROGRAMME, dossier))


def write_pictures(folder: Path, pictures: dict[str, Picture]) -> None:
    for name, picture in pictures.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content(name, picture))


def test_a_prefilled_form_that_was_filled_in_correctly_has_no_finding(
    handed_out: tuple[Path, dict[str, bytes]],
) -> None:
    folder, forms = handed_out
    before = {(finding.code, finding.place) for finding in findings_in(folder) if finding.place.file}
    for facilitator in world.WORLD["facilitators"]:
        for month in (1, 2):
            name = f"laporan_{facilitator['code']}_bulan-{month}.xlsx"
            own = folder / facilitator["code"] / str(month)
            own.mkdir(parents=True)
            (own / name).write_bytes(filled_in(forms[name], facilitator, month, own))
    after = findings_in(folder)
    told = [f"{finding.place} {finding.code} {finding.text}" for finding in after
            if (finding.code, finding.place) not in before]  # fmt: skip
    assert told == []


@pytest.mark.parametrize("partners", [0, 1])
@pytest.mark.parametrize("today", [date(2015, 6, 2), date(2015, 6, 10)])
def test_the_first_month_alone_has_none_either(
    handed_out: tuple[Path, dict[str, bytes]], tmp_path: Path, today: date, partners: int
) -> None:
    """Two partnerships are asked for the term: one, or none yet, is no fault, and an unused sheet stays as it was
    handed out. Other facilitators' workbooks may be missed."""
    facilitator = world.WORLD["facilitators"][0]
    (tmp_path / "penugasan.xlsx").write_bytes((handed_out[0] / "penugasan.xlsx").read_bytes())
    write_pictures(tmp_path, {entry["photo"]: Picture("portrait", 7) for entry in world.WORLD["facilitators"]})
    before = {(finding.code, finding.place) for finding in findings_in(tmp_path, today)}
    own = tmp_path / facilitator["code"]
    own.mkdir(exist_ok=True)
    name = f"laporan_{facilitator['code']}_bulan-1.xlsx"
    (own / name).write_bytes(filled_in(handed_out[1][name], facilitator, 1, own, partners=bool(partners)))
    dossier, found = normalise(read([tmp_path]), PROGRAMME, today)
    assert len(dossier.partnerships_of.get("M-001", [])) == partners
    told = [(finding.code, str(finding.place)) for finding in (*found, *validate(dossier))
            if (finding.code, finding.place) not in before]  # fmt: skip
    assert told == []


def test_of_a_prefilled_form_that_nobody_filled_in_only_that_is_said(
    handed_out: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """The month is over: what it lacks follows from that."""
    name = "laporan_M-001_bulan-1.xlsx"
    (tmp_path / "formulir.xlsx").write_bytes(handed_out[1][name])
    (tmp_path / "penugasan.xlsx").write_bytes((handed_out[0] / "penugasan.xlsx").read_bytes())
    found = findings_in(tmp_path, date(2015, 6, 10))
    told = [(finding.code, finding.place.cell, finding.about) for finding in found
            if finding.severity != "note" and finding.place.file == "formulir.xlsx"]  # fmt: skip
    assert told == [("G26", "", ("month:M-001/1",))]
    missed = {key for finding in found if finding.code == "A04" for key in finding.about}
    assert missed == {"month:M-002/1", "month:M-003/1", "month:M-004/1"}


def test_a_form_that_nobody_filled_in_does_not_contradict_the_one_that_was_filled_in(
    handed_out: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    name = "laporan_M-001_bulan-1.xlsx"
    (tmp_path / "formulir.xlsx").write_bytes(handed_out[1][name])
    (tmp_path / name).write_bytes(filled_in(handed_out[1][name], world.WORLD["facilitators"][0], 1, tmp_path))
    dossier, found = normalise(read([tmp_path]), PROGRAMME, TODAY)
    assert {(finding.code, finding.place.file) for finding in found if finding.severity == "error"} == {
        ("G26", "formulir.xlsx")
    }
    assert dossier.sessions


def test_what_was_planned_and_not_held_yet_gives_only_notes(
    handed_out: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """In the middle of the month, with the sessions of the second group still to come."""
    facilitator = world.WORLD["facilitators"][0]
    name = "laporan_M-001_bulan-1.xlsx"
    (tmp_path / name).write_bytes(filled_in(handed_out[1][name], facilitator, 1, tmp_path, groups=("K-01",)))
    (tmp_path / "penugasan.xlsx").write_bytes((handed_out[0] / "penugasan.xlsx").read_bytes())
    found = findings_in(tmp_path, date(2015, 6, 1))
    told = {(finding.code, finding.severity) for finding in found if finding.place.file == name}
    assert told == {("G09", "note"), ("A03", "note")}


def filled_in(
    blank: bytes,
    facilitator: dict[str, Any],
    month: int,
    folder: Path,
    groups: tuple[str, ...] = (),
    *,
    partners: bool = True,
) -> bytes:
    """The workbook as the facilitator sends it, with its pictures beside it; of these groups only, if any are named."""
    workbook = load_workbook(io.BytesIO(blank))
    sheets, pictures = months.monthly(facilitator, month, PEOPLE)
    every = months.meetings(facilitator["code"], month, PEOPLE)
    codes = planned_codes(every)
    found = [meeting for meeting in every if not groups or meeting.group["code"] in groups]
    left_out = {codes[meeting.code] for meeting in every if meeting not in found}
    write_pictures(folder, pictures)

    def data(form: str) -> list[SheetData]:
        return [sheet for sheet in sheets if sheet.form == form]

    mark_plan(sheets_of(workbook, knowledge.form("plan"))[0])
    for form, known_by in (("session", ("code",)), ("discussion", ("session",)), ("evidence", EVIDENCE)):
        every_row = [recoded(row, codes) for sheet in data(form) for row in sheet.rows]
        rows = [row for row in every_row if not left_out & {row.get("session"), row.get("code")}]
        rows = [row for row in rows if partners or not row.get("partnership")]
        fill_rows(sheets_of(workbook, knowledge.form(form))[0], table(form), in_form(rows, pictures), known_by)
    for name in ("obstacle", "advice"):
        fill_rows(sheets_of(workbook, knowledge.form(name))[0], table(name), in_form(data(name)[0].rows, pictures))
    attendance = sheets_of(workbook, knowledge.form("attendance"))
    for meeting in found:
        sheet = next(sheet for sheet in attendance if codes[meeting.code] in sheet["A1"].value)
        fill_rows(sheet, table("attendance"), marks(meeting), ("number",))
    notes = sheets_of(workbook, knowledge.form("minutes"))
    for minutes in data("minutes"):
        code = codes[str(minutes.card["session"])]
        if code in left_out:
            continue
        sheet = next(sheet for sheet in notes if code in sheet["A1"].value)
        fill_card(sheet, card("minutes"), recoded(minutes.card, codes))
        fill_rows(sheet, table("minutes"), in_form(minutes.rows, pictures))
    if partners:
        for sheet, entry in zip(sheets_of(workbook, knowledge.form("partnership")), data("partnership"), strict=True):
            fill_card(sheet, card("partnership"), entry.card)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def planned_codes(found: list[months.Meeting]) -> dict[str, str]:
    """The code that the form gives a session, by that of the story: the form counts group by group."""
    ordered = sorted(found, key=lambda meeting: (meeting.group["code"], meeting.kind == 2, meeting.held_on))
    return {meeting.code: f"S-{number:02}" for number, meeting in enumerate(ordered, start=1)}


def recoded(values: dict[str, Any], codes: dict[str, str]) -> dict[str, Any]:
    return {name: codes.get(value, value) if name in ("code", "session") else value for name, value in values.items()}


def in_form(rows: list[dict[str, Any]], pictures: dict[str, Picture]) -> list[dict[str, Typed]]:
    """The rows in the spellings that the form asks for."""
    labels = {"scan absensi": "Pindaian Daftar Hadir", "Pemberian motivasi": months.ACTIVITIES[1],
              "Dinamika kelompok": PROGRAMME.label("activity", "dynamics")}  # fmt: skip
    spelled: list[dict[str, Typed]] = []
    for row in rows:
        row = {name: labels.get(value, value) if isinstance(value, str) else value for name, value in row.items()}
        for name in ("starts", "ends"):
            if name in row:
                row[name] = re.sub(r"(\d\d)[.:](\d\d).*", r"\1.\2", str(row[name]))
        if "deadline" in row:
            row["deadline"] = min(row["deadline"], LAST_DAY)
        spelled.append(row)
    return spelled


def marks(meeting: months.Meeting) -> list[dict[str, Typed]]:
    return [{"number": number, "presence": mark} for number, mark in meeting.marks.items()]


def mark_plan(sheet: Any) -> None:
    """The weeks of both months: the plan is made for the whole term."""
    for number, weeks in enumerate(zip(*months.PLAN_WEEKS.values(), strict=True)):
        for week in (*weeks[0], *weeks[1]):
            type_in(sheet.cell(7 + number, 1 + week), "v")


def table(form: str) -> Block:
    found = knowledge.form(form).table
    assert found is not None
    return found


def card(form: str) -> Block:
    found = knowledge.form(form).card
    assert found is not None
    return found
