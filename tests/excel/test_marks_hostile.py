"""Parts made to trip whoever marks around them: the workbook is marked, or refused so that it gets a plain copy."""

import cProfile
import io

import openpyxl
import pytest

from pipeline.excel import Cell, Grid, Workbook, coordinate, marks
from pipeline.excel.marks import CannotMark, Mark, styles
from tests.excel import featured
from tests.excel.featured import FIRST, SECOND
from tests.excel.marking import summary
from tests.excel.packages import opened

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

FOUND = (Mark(FIRST, "A4", "warning", "NIK ganjil"), Mark(SECOND, "A1", "warning", "catatan"))
DEEP = ("[" * 30_000, '{"a":' * 6_000)


def marked(of: dict[str, bytes]) -> bytes:
    return marks.marked(featured.packed(of), FOUND, summary(*FOUND)).data


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('width="20"', 'width="1e400"'),
        ('width="20"', 'width="Infinity"'),
        ('width="20"', 'width="NaN"'),
        ('<row r="4"', '<row r="4" ht="1e400"'),
        ('<sheetFormatPr defaultRowHeight="15"', '<sheetFormatPr defaultRowHeight="1e400"'),
    ],
)
def test_a_width_or_height_without_end_is_refused(old: str, new: str) -> None:
    of = featured.parts()
    featured.changed(of, "xl/worksheets/sheet1.xml", old, new)
    with pytest.raises(CannotMark):
        marked(of)


@pytest.mark.parametrize("number", ["-1", "-7", "99"])
def test_a_comment_of_an_author_that_there_is_not_is_nobodys(number: str) -> None:
    of = featured.parts()
    featured.changed(of, "xl/comments2.xml", 'authorId="0"', f'authorId="{number}"')
    assert b"[Berkas] catatan" in featured.parts_of(marked(of))["xl/comments2.xml"]


@pytest.mark.parametrize("record", DEEP, ids=["lists", "objects"])
def test_a_record_too_deep_to_be_read_is_none(record: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(featured.parts())))
    first, *rest = [cell for cell in book.worksheets[0][1][1:] if cell.value]
    first.value = record
    for cell in rest:
        cell.value = None
    stream = io.BytesIO()
    book.save(stream)
    again = marks.marked(stream.getvalue(), FOUND, summary(*FOUND)).data
    assert openpyxl.load_workbook(io.BytesIO(again))[FIRST]["A4"].comment.text.count("[Berkas]") == 1


@pytest.mark.parametrize("record", DEEP, ids=["lists", "objects"])
def test_a_copy_with_a_record_too_deep_to_be_read_counts_as_edited(record: str, tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append([marks.RESULT_TITLE, record])
    book.create_sheet("Anggota")["A1"] = "Siti"
    book.save(path)
    assert marks.edits_in(opened(path), Workbook(())).unread == ("Anggota!A1",)


def test_no_more_formats_are_made_than_excel_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    made = openpyxl.load_workbook(io.BytesIO(marked(featured.parts())))
    count = len(made._cell_styles)  # type: ignore[attr-defined]
    monkeypatch.setattr(styles, "_MOST_FORMATS", count)
    marked(featured.parts())
    monkeypatch.setattr(styles, "_MOST_FORMATS", count - 1)
    with pytest.raises(CannotMark):
        marked(featured.parts())


def test_the_work_of_marking_a_wide_row_does_not_grow_with_its_square() -> None:
    """Finding where a new cell stands did, and how wide a column is."""

    def calls(cells: int) -> int:
        workbook = Workbook((Grid("Anggota", {1: {column: Cell("x") for column in range(1, cells + 1)}}),), kind="csv")
        found = [Mark("Anggota", coordinate(row, column), "note", "x") for row in (1, 2) for column in range(1, cells)]
        profile = cProfile.Profile()
        profile.runcall(marks.plain_marked, workbook, found, summary(*found))
        return sum(entry.callcount for entry in profile.getstats())

    calls(50)
    assert calls(2_000) < 5 * calls(500)
