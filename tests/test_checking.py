"""Workbooks checked one facilitator at a time: what must be known of all is known."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline import knowledge
from pipeline.checking import check_each
from pipeline.findings import errors
from pipeline.flow import Reading, Row
from pipeline.stage1_read import read_apart

SAMPLE = Path(__file__).parent.parent / "input_samples" / "complete"


def spoilt(reading: Reading) -> Reading:
    """The group of one member of M-003 shows #N/A."""
    return replace(reading, rows=tuple(map(_without_group, reading.rows)))


def _without_group(row: Row) -> Row:
    cells = {name: cell.value for name, cell in row.cells.items()}
    if (row.record, cells.get("group"), cells.get("number")) != ("Member", "K-05", 4):
        return row
    return replace(row, cells={**row.cells, "group": replace(row.cells["group"], value=None, fault="#N/A")})


def test_a_member_of_whom_nobody_knows_the_group_is_looked_for_on_the_lists():
    readings = map(spoilt, read_apart([SAMPLE / "penugasan.xlsx", SAMPLE / "M-003"], None, None, 0))
    checked = check_each(readings, knowledge.programme("motivator-2015"), date(2015, 8, 1), {})
    found = errors(checked.findings)
    assert [finding.code for finding in found] == ["G41"]
    assert "member:K-05/04" in found[0].about
    assert checked.rows == checked.recorded + checked.lost + checked.furniture
