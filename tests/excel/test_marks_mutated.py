"""Damaged packages: each is marked with every value as it was read, or refused."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.excel import Workbook, marks, open_workbook
from pipeline.excel.marks import CannotMark, Mark
from tests.excel import featured
from tests.excel.marking import summary

MARKS = (
    Mark(featured.FIRST, "B4", "error", "salah"),
    Mark(featured.FIRST, "C7", "warning", "kosong"),
    Mark(featured.SECOND, "A1", "note", "dibaca begini"),
    Mark(featured.THIRD, "", "error", "lembar ini"),
)
ATTRIBUTE = re.compile(rb'"[^"]*"')
VALUES = (b"", b"x", b"-1", b"0", b"999999999999", b"1.5", b"A0", b"ZZZZ9", b"XFD1048576", b"rId1", b"true", b"\xff")


def values(data: bytes) -> dict[tuple[str, int, int], object] | None:
    """Every value as the reader gives it, but those of the result sheet; None when it cannot read."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        path.write_bytes(data)
        workbook = open_workbook(path)
    if not isinstance(workbook, Workbook):
        return None
    return {
        (grid.name, row, column): (cell.value, cell.fault)
        for grid in workbook.sheets
        if not marks.is_result_sheet(grid)
        for row, cells in grid.rows.items()
        for column, cell in cells.items()
    }


@pytest.fixture(scope="module", params=["as Excel saved it", "marked before", "with active content"])
def parts(request) -> dict[str, bytes]:
    if request.param == "with active content":
        return featured.with_active_content()
    if request.param == "marked before":
        return featured.parts_of(marks.marked(featured.packed(featured.parts()), MARKS, summary(*MARKS)).data)
    return featured.parts()


@given(data=st.data())
@settings(max_examples=60)
def test_a_damaged_package_is_marked_with_all_its_values_or_refused(parts, data):
    name = data.draw(st.sampled_from(sorted(name for name in parts if not name.endswith((".png", ".bin")))))
    found = list(ATTRIBUTE.finditer(parts[name]))
    place = data.draw(st.sampled_from(found)) if found else None
    damaged = dict(parts)
    if place is None or data.draw(st.integers(0, 9)) == 0:
        del damaged[name]
    else:
        value = b'"%b"' % data.draw(st.sampled_from(VALUES))
        damaged[name] = parts[name][: place.start()] + value + parts[name][place.end() :]
    source = featured.packed(damaged)
    try:
        marked = marks.marked(source, MARKS, summary(*MARKS)).data
    except CannotMark:
        return
    before = values(source)
    assert before is None or values(marked) == before
