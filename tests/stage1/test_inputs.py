"""Which workbooks are read, and what they are called."""

import os
from pathlib import Path

import pytest

from pipeline.failures import Failure
from pipeline.stage1_read import read
from tests.sheets import workbook
from tests.stage1.reading import CARD, MEMBERS


class TestInputs:
    def test_a_folder_is_searched_to_the_bottom_in_a_fixed_order(self, tmp_path):
        for name in ("b/M-002.xlsx", "a/M-001.xlsx", "penugasan.xlsx"):
            workbook(tmp_path / "in" / name, {"Anggota": MEMBERS})
        (tmp_path / "in" / "foto.jpg").write_bytes(b"x")
        found = read([tmp_path / "in"])
        assert [item.path for item in found.inputs] == ["penugasan.xlsx", "a/M-001.xlsx", "b/M-002.xlsx"]
        assert found.inputs[1].file == tmp_path / "in" / "a" / "M-001.xlsx"
        assert all(len(item.sha256) == 64 for item in found.inputs)

    def test_names_tell_workbooks_apart(self, tmp_path):
        paths = [workbook(tmp_path / folder / "a.xlsx", {"Anggota": MEMBERS}) for folder in ("x", "y", "z/x")]
        found = read(paths)
        assert [item.path for item in found.inputs] == ["x/a.xlsx", "y/a.xlsx", "x/a.xlsx (2)"]

    def test_a_workbook_given_twice_is_read_once(self, tmp_path):
        path = workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        assert len(read([path.parent, path], assignments=path).inputs) == 1

    def test_the_assignment_workbook_may_lie_elsewhere(self, tmp_path):
        month = workbook(tmp_path / "in" / "m.xlsx", {"Identitas": CARD})
        roster = workbook(tmp_path / "roster.xlsx", {"Anggota": MEMBERS})
        assert {item.form for item in read([month], roster).inputs} == {"assignment/1", "monthly/1"}

    def test_what_is_not_there_stops_the_run(self, tmp_path):
        with pytest.raises(Failure):
            read([tmp_path / "missing"])

    def test_lock_files_links_and_empty_folders(self, tmp_path):
        folder = tmp_path / "in"
        workbook(folder / "a.xlsx", {"Anggota": MEMBERS})
        (folder / "~$a.xlsx").write_bytes(b"x")
        (folder / ".~lock.a.xlsx#").write_bytes(b"x")
        (folder / "link.xlsx").symlink_to(folder / "a.xlsx")
        found = read([folder])
        assert [item.path for item in found.inputs] == ["a.xlsx"]
        assert [(finding.code, finding.place.file) for finding in found.findings] == [
            ("G01", ".~lock.a.xlsx#"), ("G01", "~$a.xlsx"), ("G27", "link.xlsx"),
        ]  # fmt: skip
        assert {finding.values["workbook"] for finding in found.findings if finding.code == "G01"} == {"a.xlsx"}
        (tmp_path / "empty").mkdir()
        assert [finding.code for finding in read([tmp_path / "empty"]).findings] == ["G02"]

    def test_a_linked_folder_is_told(self, tmp_path):
        workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        workbook(tmp_path / "M-002" / "b.xlsx", {"Anggota": MEMBERS})
        (tmp_path / "in" / "M-002").symlink_to(tmp_path / "M-002", target_is_directory=True)
        found = read([tmp_path / "in"])
        assert [item.path for item in found.inputs] == ["a.xlsx"]
        assert [(finding.code, finding.place.file) for finding in found.findings] == [("G27", "M-002")]

    def test_a_folder_that_cannot_be_opened_is_told(self, tmp_path, monkeypatch):
        workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        closed = tmp_path / "in" / "M-001"
        closed.mkdir()
        scan = os.scandir

        def refusing(path):
            if Path(path) == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return scan(path)

        monkeypatch.setattr(os, "scandir", refusing)
        found = read([tmp_path / "in"])
        assert [item.path for item in found.inputs] == ["a.xlsx"]
        assert [(finding.code, finding.place.file) for finding in found.findings] == [("G28", "M-001")]

    def test_one_bad_workbook_does_not_stop_the_others(self, tmp_path):
        workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        (tmp_path / "in" / "b.xlsx").write_bytes(b"<html>")
        found = read([tmp_path / "in"])
        assert [(finding.code, finding.place.file) for finding in found.findings] == [("G13", "b.xlsx")]
        assert [item.readable for item in found.inputs] == [True, False]
        assert len([row for row in found.rows if not row.stands_for_table]) == 2

    def test_the_output_of_an_earlier_run_is_no_input(self, tmp_path):
        workbook(tmp_path / "in" / "a.xlsx", {"Anggota": MEMBERS})
        workbook(tmp_path / "in" / "hasil" / "diperiksa" / "a.xlsx", {"Anggota": MEMBERS})
        (tmp_path / "in" / "hasil" / "validation.json").write_text("{}")
        assert [item.path for item in read([tmp_path / "in"]).inputs] == ["a.xlsx"]
