"""However a roster and its workbooks are spoilt: one facilitator at a time finds what everything at once finds.

Spoilt by chance (`spoiling`), the same at every run; a variant that fails is told by its seed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from pipeline import knowledge
from pipeline.checking import Checked, check_each
from pipeline.files import FileFacts
from pipeline.findings import Finding, Severity
from pipeline.flow import Reading, Row, person_of
from pipeline.stage1_read import read_apart
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.spoiling import Readings, moved_to, spoilt

PROGRAMME = knowledge.programme("motivator-2015")
TODAY = date(2015, 7, 31)
FOLDER = Path(__file__).parent.parent / "input_samples" / "complete"
WORKBOOKS = ("penugasan.xlsx", "M-001/bulan-1.xlsx", "M-002/bulan-1.xlsx", "M-003/bulan-2.xlsx")
A_NIK = "3273015203909022"
SEEDS = 25
"""Variants of one test."""


@cache
def small_story() -> tuple[Reading, ...]:
    """The roster of four facilitators and one month of three; one of them fills matrices."""
    readings = read_apart((FOLDER,), None, None, 0)
    return tuple(part for part in readings if part.inputs and part.inputs[0].path in WORKBOOKS)


def told(findings: Iterable[Finding]) -> Counter[tuple[str, str, str, frozenset[str]]]:
    return Counter((found.code, str(found.place), found.text, frozenset(found.about)) for found in findings)


def compared(readings: Readings) -> Checked:
    """The readings checked one facilitator at a time; it is held to what comes of judging all at once."""
    whole = Reading.together(readings)
    dossier, found = normalise(whole, PROGRAMME, TODAY)
    every = [*found, *validate(dossier)]
    apart = check_each(iter(readings), PROGRAMME, TODAY, {})
    notes = [note for file in apart.notes.packed for note in apart.notes.of(file)]
    assert told([*apart.findings, *notes]) == told(every)
    assert (apart.rows, apart.recorded, apart.lost, apart.furniture, apart.records) == (
        len(whole.lines), len(dossier.recorded), len(dossier.lost_lines), len(whole.furniture), len(dossier.records),
    )  # fmt: skip
    about = (key for one in every if one.severity is not Severity.NOTE or not one.place.file for key in one.whom)
    assert apart.names == {key: dossier.names[key] for key in map(person_of, about) if key in dossier.names}
    return apart


def chunks() -> list[ParameterSet]:
    """The first seeds of twelve tests, of which two are quick enough for every run."""
    return [pytest.param(SEEDS * number, marks=pytest.mark.slow if number > 1 else ()) for number in range(12)]


@pytest.mark.parametrize("first", chunks())
def test_spoilt_by_chance(first):
    for seed in range(first, first + SEEDS):
        try:
            compared(spoilt(small_story(), seed))
        except AssertionError as error:
            raise AssertionError(f"variant {seed}: {error}") from error


def without_code(kind: str, code: str) -> Readings:
    """The small story; the row of a class that has this code shows #N/A in its place."""

    def new(row: Row) -> Row:
        cell = row.cells.get("code") if row.record == kind else None
        if cell is None or cell.value != code:
            return row
        return replace(row, cells={**row.cells, "code": cell._replace(value=None, fault="#N/A")})

    return [replace(part, rows=tuple(map(new, part.rows))) for part in small_story()]


def about(checked: Checked, code: str) -> list[set[str]]:
    return [set(finding.about) for finding in checked.findings if finding.code == code]


def test_a_facilitator_without_a_code_is_told_from_the_cards():
    assert about(compared(without_code("Facilitator", "M-001")), "G41") == [
        {"facilitator:M-001", "group:K-01", "group:K-02", "delivery:M-001", "month:M-001/1"}
    ]


def test_a_group_without_a_code_is_told_from_members_and_sessions():
    (found,) = about(compared(without_code("Group", "K-03")), "G41")
    assert {"group:K-03", "facilitator:M-002", "member:K-03/01", "session:M-002/1/S-01"} <= found


def test_sheets_of_two_months_in_one_workbook():
    """The second identity card is lost, and said to be."""
    roster, first, second, _ = small_story()
    more = [moved_to(row, first.inputs[0].path, "Identitas (2)") for row in second.rows if row.record == "MonthCard"]
    checked = compared([roster, with_rows(first, more)])
    (found,) = [finding for finding in checked.findings if finding.code == "G63"]
    assert (found.place.sheet, found.about) == ("Identitas (2)", ("month:M-001/1",))
    assert {"month:M-002/1"} in about(checked, "A04")


def with_rows(reading: Reading, rows: list[Row]) -> Reading:
    lines = tuple(dict.fromkeys(line for row in rows for line in row.lines))
    return replace(reading, rows=(*reading.rows, *rows), lines=(*reading.lines, *lines))


def test_without_a_roster_the_first_card_of_all_is_pointed_at():
    """That of the first code which a card tells, whosever turn comes first: M-001 has one workbook, whose card is
    lost."""
    _, first, second, third = small_story()
    no_card = replace(first, rows=tuple(row for row in first.rows if row.record != "MonthCard"))
    checked = compared([no_card, third, second])
    assert [found.place.file for found in checked.findings if found.code == "G76"] == ["M-002/bulan-1.xlsx"]


def test_offices_are_judged_without_any_facilitator():
    roster = small_story()[0]
    rows = tuple(_with_logo_named(row, f"{A_NIK}.png") for row in roster.rows if row.record == "Office")
    checked = compared([replace(roster, rows=rows)])
    assert "P02" in {found.code for found in checked.findings}


def _with_logo_named(row: Row, name: str) -> Row:
    logo = row.cells["logo"]
    if not isinstance(logo.value, FileFacts):
        return row
    return replace(row, cells={**row.cells, "logo": logo._replace(value=replace(logo.value, name=name))})


def test_a_roster_given_by_itself_in_one_workbook_with_a_month_asks_after_nobody_else():
    roster, first, *_ = small_story()
    month = [moved_to(row, "penugasan.xlsx", f"{row.place.sheet} b") for row in first.rows]
    alone = replace(roster, inputs=(replace(roster.inputs[0], alone=True),))
    assert about(compared([with_rows(alone, month)]), "A04") == [{"month:M-001/2"}]


@pytest.mark.parametrize(("whole", "codes"), [(True, {"F08", "F14"}), (False, {"F08", "F12", "F13"})])
def test_a_file_that_everybody_uses_again(whole, codes):
    """The same for all evidence, or another one for each kind of it."""
    readings = [replace(part, rows=tuple(_with_content(row, whole) for row in part.rows)) for part in small_story()]
    assert codes <= {found.code for found in compared(readings).findings}


def _with_content(row: Row, whole: bool) -> Row:
    file = row.cells.get("file")
    if file is None or not isinstance(file.value, FileFacts):
        return row
    same = replace(file.value, sha256="gambar" if whole else file.value.name.partition("/")[0])
    return replace(row, cells={**row.cells, "file": file._replace(value=same)})


def test_offices_that_cannot_give_the_letters():
    roster, *months = small_story()
    rows = [_with_office(row, "M-001", "centre", "D-01") for row in roster.rows]
    rows = [_with_office(row, "M-003", "district", "D-01") for row in rows]
    checked = compared([replace(roster, rows=tuple(rows)), *months])
    assert {"L49", "L50"} <= {found.code for found in checked.findings}
    assert not {"L16", "L09", "G94", "C20"} & {found.code for found in checked.findings}


def _with_office(row: Row, facilitator: str, field: str, code: str) -> Row:
    if row.record != "Assignment" or row.cells["facilitator"].value != facilitator:
        return row
    return replace(row, cells={**row.cells, field: row.cells[field]._replace(value=code)})
