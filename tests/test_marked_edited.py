"""Marked copies that somebody saved since: an edit that the workbook does not have is never lost, any other may go."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline import files
from pipeline.excel.marks import RESULT_SHEET
from pipeline.findings import Finding
from pipeline.flow import Input
from pipeline.stage6_report.marked import write_marked
from pipeline.stage6_report.shelf import FOLDER
from tests.test_marked import fault, given, outcome, present, write

FIVE = "Anggota!A3, Anggota!B3, Anggota!A4, Anggota!B4, Anggota!A5"


def save(path: Path, sheet: str = "Anggota", **cells: str) -> None:
    """Open a workbook, fill these cells of its sheet, and save it as a program does."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell].value = value
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


def plain(tmp_path: Path, text: str) -> Input:
    """A workbook of which only a copy of its values can be given back."""
    file = tmp_path / "a.csv"
    file.write_text(text, "utf-8")
    return Input("a.csv", file, files.sha256_of(file), "monthly/1")


def of_plain(source: Input) -> Finding:
    return replace(fault(source), place=fault(source).place._replace(sheet="a"))


def test_a_copy_made_of_plain_values_knows_what_was_edited_in_it(tmp_path):
    source = plain(tmp_path, "Nama;NIK\nSiti;'3369015302679001\n")
    assert write(tmp_path / "out", [source], of_plain(source)) == (["a.xlsx"], [])
    copy = tmp_path / "out" / FOLDER / "a.xlsx"
    book = openpyxl.load_workbook(copy)
    book.save(copy)
    assert write(tmp_path / "out", [source], of_plain(source)) == (["a.xlsx"], [])


@pytest.mark.parametrize(("then", "code"), [("", "G69"), ("Ani;x\n", "L34")])
def test_what_stands_otherwise_in_a_plain_copy_is_no_change_of_the_workbook(tmp_path, then, code):
    """A control character cannot stand in an .xlsx: the copy has a text in its place."""
    source = plain(tmp_path, "Nama;NIK\nSi\x02ti;'3369015302679001\n")
    write(tmp_path / "out", [source], of_plain(source))
    save(tmp_path / "out" / FOLDER / "a.xlsx", sheet="a", A2="Siti")
    with source.file.open("a", encoding="utf-8") as file:
        file.write(then)
    source = replace(source, sha256=files.sha256_of(source.file))
    _, said = write_marked(outcome([source], of_plain(source)), tmp_path / "out")
    assert [(one.code, one.values["cells"]) for one in said] == [(code, "a!A2")]


def test_a_sheet_that_is_called_otherwise_in_a_plain_copy(tmp_path):
    name = "Daftar hadir kelompok Mekar Jaya Mei 2015"
    source = plain(tmp_path, "Nama;NIK\nSiti;'3369015302679001\n")
    source = replace(source, path=f"{name}.csv", file=source.file.rename(tmp_path / f"{name}.csv"))
    found = replace(fault(source), place=fault(source).place._replace(sheet=name))
    assert write(tmp_path / "out", [source], found) == ([f"{name}.xlsx"], [])
    copy = tmp_path / "out" / FOLDER / f"{name}.xlsx"
    save(copy, sheet=name[:31])
    assert write(tmp_path / "out", [source], found) == ([f"{name}.xlsx"], [])
    save(copy, sheet=name[:31], A2="Siti Aminah")
    _, said = write_marked(outcome([source], found), tmp_path / "out")
    assert [(one.code, one.values["cells"]) for one in said] == [("G69", f"{name[:31]}!A2")]


def test_a_plain_copy_that_keeps_no_hash_of_its_workbook_is_held_against_its_cells(tmp_path):
    source = plain(tmp_path, "Nama;NIK\nSiti;'3369015302679001\n")
    write(tmp_path / "out", [source], of_plain(source))
    copy = tmp_path / "out" / FOLDER / "a.xlsx"
    book = openpyxl.load_workbook(copy)
    kept = [cell for cell in book[RESULT_SHEET][1] if source.sha256 in str(cell.value)]
    kept[0].value = str(kept[0].value).replace(source.sha256, "")
    book.save(copy)
    save(copy, sheet="a", A2="Siti Aminah")
    _, said = write_marked(outcome([source], of_plain(source)), tmp_path / "out")
    assert [one.code for one in said] == ["G69"]
