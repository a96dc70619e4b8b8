"""Workbooks opened, and such whose parts are written by hand: what no program writes, or only some programs do."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline import excel
from pipeline.excel import Problem, ProblemKind, Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def opened(path: Path) -> Workbook:
    book = excel.open_workbook(path)
    assert isinstance(book, Workbook)
    return book


def problem(path: Path) -> ProblemKind:
    found = excel.open_workbook(path)
    assert isinstance(found, Problem)
    return found.kind


def with_sheet_xml(path: Path, xml: str) -> Path:
    """The workbook with the content of its sheet replaced; `xml` stands inside <worksheet>."""
    return with_parts(path, {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{xml}</worksheet>'})


def with_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """The workbook with these parts replaced or added."""
    with zipfile.ZipFile(path) as archive:
        content: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content |= parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path
