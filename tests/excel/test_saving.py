"""Workbooks are written without a temporary file: the folder for such may be full, and it outlives a killed run."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.excel import Cell, Grid, Workbook, marks
from pipeline.excel.book import Book, Look, Sheet, Written
from pipeline.excel.marks import Mark
from pipeline.excel.recap import recap_workbook
from pipeline.excel.table import table_workbook
from pipeline.excel.write import write
from tests.excel.marking import summary
from tests.excel.packages import opened
from tests.excel.test_recap_workbook import RECAP

WRONG = Mark("Anggota", "A1", "error", "salah")
WRITTEN: dict[str, Callable[[], bytes]] = {
    "a form": lambda: write(Book("monthly/1", (Sheet("Anggota", (Written(1, 1, "NIK", Look.HEADING),), (9.0,)),))),
    "a table": lambda: table_workbook("Register", ["Nomor"], [["007"]]),
    "the recap": lambda: recap_workbook(RECAP),
    "a plain copy": lambda: marks.plain_marked(
        Workbook((Grid("Anggota", {1: {1: Cell("x")}}),)), [WRONG], summary(WRONG)
    ),
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_no_temporary_file_is_needed(written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "penuh"))
    with pytest.raises(FileNotFoundError), tempfile.TemporaryFile():
        pass
    path = tmp_path / "a.xlsx"
    path.write_bytes(written())
    assert opened(path).sheets
