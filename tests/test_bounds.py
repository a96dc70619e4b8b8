"""A sheet of junk: what is told of it has an end, and papers about whatever is left unsaid wait all the same."""

from dataclasses import replace

import pytest

from pipeline.checking import check_each
from pipeline.findings import Message, Place, Severity, errors
from pipeline.flow import Bounds, Reading, Row, bounds
from pipeline.stage1_read import read_apart
from tests.test_checking import PROGRAMME, SAMPLES, TODAY

FAULT = Message("A99", Severity.ERROR, "{value} salah.", "Betulkan.", "aturan uji")
HINT = Message("G98", Severity.NOTE, "Dibaca begini.", "Periksa.", "aturan uji")


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(bounds, "MOST_ERRORS", 3)


def test_errors_beyond_the_bound_are_told_once_about_all_whom_they_are_about():
    found = [FAULT.at(Place("a.xlsx", "Anggota", f"B{row}"), [f"member:K-01/{row}"], value=row) for row in range(2, 8)]
    hint = HINT.at(Place("a.xlsx", "Anggota", "B9"))
    of_all = Bounds()
    assert of_all.kept([*found, hint]) == (*found[:3], hint)
    [rest] = of_all.told()
    assert (rest.code, rest.place) == ("B04", Place("a.xlsx", "Anggota"))
    assert rest.about == ("member:K-01/5", "member:K-01/6", "member:K-01/7")


def test_each_sheet_has_its_own_bound_and_what_is_about_a_whole_sheet_is_always_told():
    found = [
        FAULT.at(Place("a.xlsx", sheet, cell), value=cell)
        for sheet in ("Anggota", "Kelompok")
        for cell in ("B2", "B3", "B4", "", "")
    ]
    of_all = Bounds()
    assert of_all.kept(found) == tuple(found)
    assert of_all.told() == []


def _without_niks(reading: Reading) -> Reading:
    return replace(reading, rows=tuple(map(_without_nik, reading.rows)))


def _without_nik(row: Row) -> Row:
    if row.record != "Member":
        return row
    return replace(row, cells={**row.cells, "nik": row.cells["nik"]._replace(value=None, fault="#N/A")})


def test_a_column_of_errors_is_told_as_far_as_the_bound():
    readings = map(_without_niks, read_apart([SAMPLES / "complete" / "penugasan.xlsx"], None, None, 0))
    checked = check_each(readings, PROGRAMME, TODAY, {})
    found = errors(checked.findings)
    assert {finding.code for finding in found} == {"B04", "G41"}
    facilitators = len(checked.dossier.facilitators)
    assert sum(finding.code == "G41" for finding in found) == 3 * facilitators
    [rest] = [finding for finding in found if finding.code == "B04"]
    told = {key for finding in found for key in finding.about}
    assert {f"member:K-0{group}/0{number}" for group in range(1, 9) for number in (1, 2, 3)} <= told
    assert any(key.startswith("member:") for key in rest.about)
