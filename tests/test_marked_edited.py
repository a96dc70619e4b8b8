"""Marked copies that somebody saved since: an edit that the workbook does not have is never lost, any other may go."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline import files
from pipeline.flow import Input
from pipeline.stage6_report.marked import write_marked
from pipeline.stage6_report.shelf import FOLDER
from tests.test_marked import fault, given, outcome, present, write

FIVE = "Anggota!A3, Anggota!B3, Anggota!A4, Anggota!B4, Anggota!A5"


def save(path: Path, **cells: str) -> None:
    """Open a workbook, fill these cells of its sheet, and save it as a program does."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Anggota"][cell].value = value
    book.save(path)


def now(source: Input) -> Input:
    """The workbook as a later run reads it."""
    return replace(source, sha256=files.sha256_of(source.file), marked=True)


def written(tmp_path: Path, source: Input) -> Path:
    """The marked copy of a first run."""
    write(tmp_path / "out", [source], fault(source))
    return tmp_path / "out" / FOLDER / "a.xlsx"


def test_an_edited_copy_that_was_given_back_is_replaced_though_the_workbook_was_mended_further(tmp_path):
    source = given(tmp_path, "a.xlsx")
    copy = written(tmp_path, source)
    save(copy, A2="Siti Aminah")
    source.file.write_bytes(copy.read_bytes())
    save(source.file, B2="3369015302679002")
    source = now(source)
    assert write(tmp_path / "out", [source], fault(source)) == (["a.xlsx"], [])
    assert openpyxl.load_workbook(copy)["Anggota"]["B2"].value == "3369015302679002"


def test_a_copy_that_was_saved_unchanged_is_replaced(tmp_path):
    source = given(tmp_path, "a.xlsx")
    save(written(tmp_path, source))
    save(source.file, A2="Siti Aminah")
    source = now(source)
    assert write(tmp_path / "out", [source], fault(source)) == (["a.xlsx"], [])
    save(tmp_path / "out" / FOLDER / "a.xlsx")
    assert write(tmp_path / "out", [source]) == ([], [])
    assert not (tmp_path / "out" / FOLDER).exists()


@pytest.mark.parametrize(
    ("in_copy", "in_workbook", "code", "cells"),
    [
        ({"A2": "Siti Aminah"}, {}, "G69", "Anggota!A2"),
        ({"A2": ""}, {}, "G69", "Anggota!A2"),
        ({"A3": "Rina"}, {}, "G69", "Anggota!A3"),
        ({"A2": "Siti Aminah"}, {"A2": "Siti Aisyah"}, "L34", "Anggota!A2"),
        ({"A2": "Siti Aminah"}, {"B2": "3369015302679002"}, "L34", "Anggota!A2"),
        (dict.fromkeys(("A3", "B3", "A4", "B4", "A5", "A6"), "x"), {}, "G69", f"{FIVE} …"),
    ],
)
def test_an_edit_that_the_workbook_lacks_stays_and_is_told(tmp_path, in_copy, in_workbook, code, cells):
    source = given(tmp_path, "a.xlsx")
    copy = written(tmp_path, source)
    save(copy, **in_copy)
    theirs = copy.read_bytes()
    save(source.file, **in_workbook)
    source = now(source)
    for found, names in ([fault(source)], ["a (2).xlsx", "a.xlsx"]), ([], ["a.xlsx"]):
        _, said = write_marked(outcome([source], *found), tmp_path / "out")
        assert [(one.code, one.values["old"], one.values["cells"]) for one in said] == [(code, "a.xlsx", cells)]
        assert present(tmp_path / "out") == names
    assert copy.read_bytes() == theirs


def test_a_numbered_copy_goes_with_the_edits_that_called_for_it(tmp_path):
    source = given(tmp_path, "a.xlsx")
    copy = written(tmp_path, source)
    save(copy, A2="Siti Aminah")
    assert write(tmp_path / "out", [source], fault(source)) == (["a (2).xlsx"], ["G69"])
    source.file.write_bytes((tmp_path / "out" / FOLDER / "a (2).xlsx").read_bytes())
    save(source.file, A2="Siti Aminah")
    source = replace(now(source), marked=False)
    assert write(tmp_path / "out", [source]) == ([], [])
    assert not (tmp_path / "out" / FOLDER).exists()


def test_a_numbered_copy_that_was_edited_stays_and_is_told(tmp_path):
    source = given(tmp_path, "a.xlsx")
    save(written(tmp_path, source), A2="Siti Aminah")
    write(tmp_path / "out", [source], fault(source))
    save(tmp_path / "out" / FOLDER / "a (2).xlsx", A2="Siti Aisyah")
    assert write(tmp_path / "out", [source], fault(source)) == (["a (3).xlsx"], ["G69", "G69"])
    assert write(tmp_path / "out", [source]) == ([], ["G69", "G69"])
    assert present(tmp_path / "out") == ["a (2).xlsx", "a.xlsx"]


def test_the_copy_of_another_workbook_is_not_taken_for_a_numbered_one(tmp_path):
    one, other = given(tmp_path, "a.xlsx"), given(tmp_path, "a (2).xlsx")
    write(tmp_path / "out", [one, other], fault(one), fault(other))
    assert write(tmp_path / "out", [one, other], fault(other)) == (["a (2).xlsx"], [])
    assert present(tmp_path / "out") == ["a (2).xlsx"]


def test_a_copy_made_of_plain_values_knows_what_was_edited_in_it(tmp_path):
    source = given(tmp_path, "a.xlsx", shown_as="a.csv")
    source.file.with_suffix(".csv").write_text("Nama;NIK\nSiti;'3369015302679001\n", "utf-8")
    source = replace(source, file=source.file.with_suffix(".csv"))
    source = replace(source, sha256=files.sha256_of(source.file))
    of_csv = replace(fault(source), place=fault(source).place._replace(sheet="a"))
    assert write(tmp_path / "out", [source], of_csv) == (["a.xlsx"], [])
    copy = tmp_path / "out" / FOLDER / "a.xlsx"
    book = openpyxl.load_workbook(copy)
    book.save(copy)
    assert write(tmp_path / "out", [source], of_csv) == (["a.xlsx"], [])
