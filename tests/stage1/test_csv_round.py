"""A form that was filled in and saved sheet by sheet as .csv gives the records that the workbook gives."""

import csv
import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline import blanks, excel, indonesian, knowledge
from pipeline.excel import Cell, Workbook
from pipeline.findings import errors
from pipeline.records import Record
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from tests.filling import fill_rows, sheets_of
from tests.samples import assignment, world

PROGRAMME = knowledge.programme("motivator-2015")


def shown(cell: Cell | None) -> str:
    """What a program writes into a .csv: the cell as it shows it."""
    match cell.value if cell else None:
        case datetime() as moment:
            return indonesian.long_date(moment.date())
        case time() as clock:
            return f"{clock:%H:%M}"
        case None:
            return ""
        case value:
            return str(value)


def save_as_csv(path: Path, folder: Path, separator: str, encoding: str) -> None:
    """Each sheet of a workbook as a file of its own that bears its name."""
    book = excel.open_workbook(path)
    assert isinstance(book, Workbook)
    for grid in book.sheets:
        widest = max((column for row in grid.rows.values() for column in row), default=0)
        with (folder / f"{grid.name}.csv").open("w", encoding=encoding, newline="") as stream:
            writer = csv.writer(stream, delimiter=separator)
            for number in range(1, max(grid.rows, default=0) + 1):
                row = grid.rows.get(number, {})
                writer.writerow([shown(row.get(column)) for column in range(1, widest + 1)])


def records_in(folder: Path) -> list[dict[str, object]]:
    """The records of a folder, without the places that they come from."""
    dossier, _ = normalise(read([folder], workers=0), PROGRAMME, date(2015, 8, 3))
    return sorted(map(without_places, dossier.records), key=repr)


def without_places(record: Record) -> dict[str, object]:
    values = {name: value for name, value in vars(record).items() if name not in ("place", "places")}
    return {"record": type(record).__name__, **values}


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the assignment workbook: the form that is handed out, filled in by hand."""
    folder = tmp_path_factory.mktemp("buku")
    workbook = load_workbook(io.BytesIO(blanks.assignment_workbook(PROGRAMME)))
    for data in assignment.assignment_sheets(world.members()):
        form = knowledge.form(data.form)
        assert form.table is not None
        rows: Any = data.rows
        fill_rows(sheets_of(workbook, form)[0], form.table, rows)
    workbook.save(folder / "penugasan.xlsx")
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ","])
def test_a_form_saved_sheet_by_sheet(filled_in: Path, tmp_path: Path, separator: str, encoding: str) -> None:
    save_as_csv(filled_in / "penugasan.xlsx", tmp_path, separator, encoding)
    assert "\u00a0*" in (tmp_path / "Anggota.csv").read_text(encoding=encoding)
    records = records_in(filled_in)
    assert len(records) > 40
    assert records_in(tmp_path) == records


def test_sheets_without_data_are_no_fault_of_a_folder_of_sheets(filled_in: Path, tmp_path: Path) -> None:
    """The guide, the lists, the assignments' lists that stayed empty; given by itself, each is told to be no use."""
    save_as_csv(filled_in / "penugasan.xlsx", tmp_path, ";", "utf-8")
    reading = read([tmp_path], workers=0)
    of_workbooks = {"G23", "G26"}
    assert {finding.place.file for finding in errors(reading.findings) if finding.code in of_workbooks} == set()
    told = {finding.place.file for finding in reading.findings if finding.code == "G09"}
    assert told == {item.path for item in reading.inputs if not item.filled}
    assert {Path(file).name for file in told} == {"Pengecualian.csv"}
    for name, code in (("Petunjuk.csv", "G23"), ("Daftar.csv", "G23"), ("Pengecualian.csv", "G26")):
        alone = read([tmp_path / name], workers=0)
        assert [finding.code for finding in errors(alone.findings)] == [code]
