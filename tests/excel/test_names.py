"""Parts of a package under names that are spelled otherwise than where they are referred to."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline import excel
from pipeline.excel import Problem, ProblemKind, Workbook, marks
from pipeline.excel.marks import Mark
from tests.excel import featured
from tests.excel.featured import FIRST
from tests.excel.marking import summary

SPELLINGS: dict[str, Callable[[str], str]] = {
    "one folder": lambda name: name.replace("worksheets/sheet", "worksheets/Sheet"),
    "every folder": lambda name: name.replace("xl/", "XL/"),
    "capitals": str.upper,
    "backslashes": lambda name: name.replace("/", "\\"),
}


def respelled(spell: Callable[[str], str]) -> bytes:
    return featured.packed({spell(name): content for name, content in featured.parts().items()})


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_it_is_read_and_marked_like_any_other(spelling: str, tmp_path: Path) -> None:
    path, plain, copy = (tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx"))
    path.write_bytes(respelled(SPELLINGS[spelling]))
    plain.write_bytes(featured.packed(featured.parts()))
    read, expected = excel.open_workbook(path), excel.open_workbook(plain)
    assert isinstance(read, Workbook)
    assert isinstance(expected, Workbook)
    assert (read.sheets, read.kind, read.macros) == (expected.sheets, expected.kind, expected.macros)
    found = Mark(FIRST, "A1", "error", "salah")
    data, other = (marks.marked(given.read_bytes(), [found], summary(found)).data for given in (path, plain))
    assert featured.parts_of(data).keys() == featured.parts_of(other).keys()
    copy.write_bytes(data)
    assert openpyxl.load_workbook(copy)[FIRST]["A1"].comment.text.startswith("[Berkas] salah")


@pytest.mark.parametrize("again", ["xl/worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml"])
def test_two_parts_of_the_same_name_are_refused(again: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    parts = featured.parts()
    path.write_bytes(featured.packed({**parts, again: parts["xl/worksheets/sheet1.xml"]}))
    found = excel.open_workbook(path)
    assert isinstance(found, Problem)
    assert found.kind is ProblemKind.FORBIDDEN


@pytest.mark.parametrize("stored", ["sheet%201&2.xml", "sheet 1&2.xml"])
def test_a_name_that_relations_must_write_otherwise(stored: str, tmp_path: Path) -> None:
    """Relations write a blank as "%20", as is done in addresses, and "&" as "&amp;", as is done in XML."""
    path, plain, copy = (tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx"))
    parts = featured.parts()
    plain.write_bytes(featured.packed(parts))
    parts = {
        name: content.replace(b"sheet1.xml", b"sheet%201&amp;2.xml") if name.endswith((".rels", "].xml")) else content
        for name, content in parts.items()
    }
    path.write_bytes(featured.packed({name.replace("sheet1.xml", stored): content for name, content in parts.items()}))
    read, expected = excel.open_workbook(path), excel.open_workbook(plain)
    assert isinstance(read, Workbook)
    assert isinstance(expected, Workbook)
    assert read.sheets == expected.sheets
    found = Mark(FIRST, "A1", "error", "salah")
    copy.write_bytes(marks.marked(path.read_bytes(), [found], summary(found)).data)
    again = excel.open_workbook(copy)
    assert isinstance(again, Workbook)
    assert again.sheets[1:] == expected.sheets
    of_copy = featured.parts_of(copy.read_bytes())
    assert {"xl/worksheets/sheet%201&2.xml", "xl/worksheets/_rels/sheet%201&2.xml.rels"} <= of_copy.keys()
    assert b"/xl/worksheets/sheet%201&amp;2.xml" in of_copy["[Content_Types].xml"]
    assert any(b"[Berkas] salah" in content for name, content in of_copy.items() if "comments" in name)


def test_letters_that_are_none_lead_nowhere(tmp_path: Path) -> None:
    parts = featured.parts()
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    parts[relations] = parts[relations].replace(b'Target="../', b'Target="../\xff', 1)
    path = tmp_path / "a.xlsx"
    path.write_bytes(featured.packed(parts))
    assert isinstance(excel.open_workbook(path), Problem | Workbook)
