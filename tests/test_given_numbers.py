"""A district that runs with the SPK numbers given by the centre invents none: they are printed, cited and booked."""

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline import register, run
from pipeline.flow import Outcome
from pipeline.run import Order
from tests.documents.reading import text_of

ROOT = Path(__file__).parent.parent
GIVEN = {f"M-00{number}": f"KEP.{number}/SPK/BBPPK/IV/2015" for number in range(1, 5)}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(ROOT / "input_samples" / "complete", folder / "in")
    path = folder / "in" / "penugasan.xlsx"
    book = openpyxl.load_workbook(path)
    for row in book["Penomoran"].iter_rows():
        if row[2].value == "SPK":
            row[3].value = "Diisi di penugasan"
    sheet = book["Penugasan"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Nomor\nSPK")
    assert column is not None
    for row in sheet.iter_rows():
        if (code := row[1].value) in GIVEN:
            row[column - 1].value = GIVEN[str(code)]
    book.save(path)
    order = Order(
        (folder / "in",), folder / "out", date(2015, 8, 1), "motivator-2015",
        templates=(ROOT / "templates",), kinds=("spk", "spm"), recap=False,
    )  # fmt: skip
    return folder / "out", run.issue(order, lambda _line: None)


def test_the_given_numbers_are_those_of_the_letters(district):
    _, outcome = district
    numbers = {paper.subject[-5:]: paper.number for paper in outcome.issued if paper.document == "spk"}
    assert numbers == GIVEN


def test_each_spm_cites_the_given_number(district):
    out, outcome = district
    for paper in outcome.issued:
        if paper.document == "spm":
            assert GIVEN[paper.subject[-5:]] in text_of((out / paper.path).read_bytes())


def test_no_series_was_begun_for_them(district):
    out, _ = district
    with register.opened(out / "register.sqlite", read_only=True) as book:
        assert {entry.source for entry in book.listing() if entry.kind == "spk"} == {"given"}
        assert book.check() == []
