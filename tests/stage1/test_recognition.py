"""Which form a sheet is, and which sheets are no data."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import excel, knowledge
from pipeline.excel import Workbook
from pipeline.excel.marks import RESULT_SHEET, RESULT_TITLE
from pipeline.stage1_read import read
from pipeline.stage1_read.cells import SheetPlace
from pipeline.stage1_read.sheets import read_sheet
from tests.sheets import workbook
from tests.stage1.reading import ADVICE, MEMBERS, codes, furniture, reading


class TestRecognition:
    def test_by_a_name_with_a_slip_and_by_headings(self, tmp_path):
        found = reading(tmp_path, {"Angota": MEMBERS, "Sheet1": "| Saran | Kepada | x |\n| a | b | c |"})
        assert codes(found) == [("G25", "Angota"), ("G24", "Sheet1")]
        found = reading(tmp_path, {"Sheet1": MEMBERS}, "b.xlsx")
        assert codes(found) == [("G25", "Sheet1")]
        assert len(found.rows) == 2

    def test_the_mark_of_a_standard_workbook_decides_its_kind(self, tmp_path):
        found = reading(
            tmp_path, {"Daftar": "| berkas | monthly/1 |\n| L |", "Petunjuk": "Cara mengisi", "Saran": ADVICE}
        )
        assert codes(found) == []
        assert found.inputs[0].form == "monthly/1"
        assert furniture(found, "Daftar") + furniture(found, "Petunjuk") == [1, 2, 1]

    def test_a_workbook_of_another_kind(self, tmp_path):
        found = reading(tmp_path, {"Belanja": "| Barang | Harga |\n| Beras | 5 |"})
        assert codes(found) == [("G24", "Belanja"), ("G23", "")]
        assert found.inputs[0].form == ""

    def test_empty_sheets_are_ignored(self, tmp_path):
        found = reading(tmp_path, {"Anggota": MEMBERS, "Sheet2": "", "Sheet3": "|  |"})
        assert codes(found) == []

    @pytest.mark.parametrize("name", ["anggota", "DAFTAR ANGGOTA ", "Daftar Angota", "Anggota 2", "Anggota (2)"])
    def test_a_sheet_by_other_names(self, tmp_path, name):
        assert len(reading(tmp_path, {name: MEMBERS}).rows) == 2

    def test_the_results_of_a_check_are_no_data(self, tmp_path):
        found = reading(tmp_path, {RESULT_SHEET: f"{RESULT_TITLE}\n\n| No | Nama |\n| 1 | x |", "Anggota": MEMBERS})
        assert codes(found) == []
        assert furniture(found, RESULT_SHEET) == [1, 3, 4]

    def test_a_sheet_that_only_has_the_name_of_the_results_is_told(self, tmp_path):
        found = reading(tmp_path, {RESULT_SHEET: "| Berat | 5 |", "Anggota": MEMBERS})
        assert codes(found) == [("G24", RESULT_SHEET)]


class TestVersions:
    """Of the form that a standard workbook is."""

    def marked(self, folder: Path, mark: str):
        return reading(folder, {"Daftar": f"| berkas | {mark} |\n| L |", "Saran": ADVICE})

    def test_the_present_version(self, tmp_path):
        assert codes(self.marked(tmp_path, "monthly/1")) == []

    @pytest.mark.parametrize("mark", ["monthly/99", "weekly/1", "monthly", "monthly/x"])
    def test_an_unknown_version_is_refused_whole(self, tmp_path, mark):
        found = self.marked(tmp_path, mark)
        assert codes(found) == [("G67", "")]
        assert (found.rows, found.furniture, len(found.lines)) == ((), frozenset(), 4)

    def test_an_older_version_is_read(self, tmp_path, monkeypatch):
        newer = tuple(form.model_copy(update={"version": 2}) for form in knowledge.forms())
        monkeypatch.setattr(knowledge, "forms", lambda: newer)
        found = self.marked(tmp_path, "monthly/1")
        assert codes(found) == [("G36", "")]
        assert found.findings[0].values == {"form": "bulanan/1", "current": "bulanan/2"}
        assert len(found.rows) == 1


class TestHidden:
    """What a sheet does not show is read all the same, and told."""

    def grid(self, folder: Path, **hidden):
        opened = excel.open_workbook(workbook(folder / "a.xlsx", {"Anggota": "DAFTAR\n" + MEMBERS}))
        assert isinstance(opened, Workbook)
        return replace(opened.sheets[0], **hidden)

    def told(self, folder: Path, **hidden):
        where = SheetPlace("a.xlsx", "Anggota", folder)
        found = read_sheet(knowledge.form("member"), self.grid(folder, **hidden), where)
        assert len(found.rows) == 2
        return [(finding.code, *finding.values.values()) for finding in found.findings]

    def test_a_sheet(self, tmp_path):
        assert self.told(tmp_path, hidden=True) == [("G32",)]

    def test_rows_of_data_but_no_titles(self, tmp_path):
        assert self.told(tmp_path, hidden_rows=frozenset((1, 4))) == [("G33", "4")]

    def test_columns(self, tmp_path):
        assert self.told(tmp_path, hidden_columns=frozenset((3, 5))) == [("G34", "C, E")]

    def test_a_hidden_sheet_that_holds_only_lists_is_not_told(self, tmp_path):
        path = workbook(tmp_path / "b.xlsx", {"Daftar": "| L |", "Anggota": MEMBERS}, hidden=("Daftar",))
        assert read([path]).findings == ()
