"""How fast a small monthly workbook is read and checked, beside the plain openpyxl way: CPU time, in one process.

Run by `make bench`. Rounds are interleaved and the quickest of each counts: what else the machine does only adds.

values   openpyxl as its manual shows it: load_workbook(path, data_only=True), then every cell; a formula that was
         never calculated cannot be told from an empty cell
plain    the same twice, the second time for the formulas: what it takes to see as much as berkas sees
berkas   excel.open_workbook: the container examined, the XML read

read     opening the workbook alone
stages   stages 1 to 3 on the workbook once it is open: rows, records, every rule; its photos are known from before
checked  both together

The stages are those of berkas behind all three readers. So `checked` compares like with like, down to the findings; but
what they take stands on both sides, and with them in it no reader, however quick, can show the ratio of `read`.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

import openpyxl

from pipeline import excel, knowledge
from pipeline.excel import UNCALCULATED, Area, Cell, Grid, Workbook
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate

ROOT = Path(__file__).parents[2]
WORKBOOK = ROOT / "input_samples" / "complete" / "M-001" / "bulan-1.xlsx"
TODAY = date(2015, 7, 31)
ROUNDS = 25

Opener = Callable[[Path], Workbook]


def values_alone(path: Path) -> Workbook:
    return _grids(path, formulas=False)


def plain(path: Path) -> Workbook:
    return _grids(path, formulas=True)


def _grids(path: Path, formulas: bool) -> Workbook:
    book = openpyxl.load_workbook(path, data_only=True)
    sources = openpyxl.load_workbook(path).worksheets if formulas else book.worksheets
    grids = []
    for sheet, source in zip(book.worksheets, sources, strict=True):
        rows: dict[int, dict[int, Cell]] = {}
        for row, pair in enumerate(zip(sheet.iter_rows(), source.iter_rows(), strict=True), start=1):
            for column, (cell, cell_source) in enumerate(zip(*pair, strict=True), start=1):
                found = _cell(cell, cell_source)
                if found is not None:
                    rows.setdefault(row, {})[column] = found
        merged = tuple(
            Area(area.min_row, area.min_col, area.max_row, area.max_col) for area in sheet.merged_cells.ranges
        )
        grids.append(Grid(sheet.title, rows, merged, sheet.sheet_state != "visible"))
    return Workbook(tuple(grids))


def _cell(cell: Any, source: Any) -> Cell | None:
    formula = source.data_type == "f"
    if cell.value is None:
        return Cell(None, UNCALCULATED, formula=True) if formula else None
    return Cell(None, str(cell.value), formula) if cell.data_type == "e" else Cell(cell.value, "", formula)


def checked(opener: Callable[[Path], object]) -> tuple[object, ...]:
    with patch.object(excel, "open_workbook", opener):
        reading = read((WORKBOOK,), workers=0)
    dossier, findings = normalise(reading, knowledge.programme("motivator-2015"), TODAY)
    return (*findings, *validate(dossier))


def milliseconds(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The quickest of all rounds of each job."""
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            began = process_time()
            job()
            best[name] = min(best[name], process_time() - began)
    return {name: 1000 * seconds for name, seconds in best.items()}


def main() -> None:
    quick = excel.open_workbook
    openers: dict[str, Opener] = {"values": values_alone, "plain": plain, "berkas": quick}  # type: ignore[dict-item]
    jobs: dict[str, Callable[[], object]] = {}
    for name, opener in openers.items():
        jobs[f"read {name}"] = partial(opener, WORKBOOK)
        jobs[f"checked {name}"] = partial(checked, opener)
    opened = quick(WORKBOOK)
    jobs["stages berkas"] = partial(checked, lambda _path: opened)
    if checked(plain) != checked(openers["berkas"]):
        raise AssertionError("the two ways give different findings")
    best = milliseconds(jobs)
    print(f"{'CPU ms, ' + WORKBOOK.relative_to(ROOT).as_posix():<48}{'values':>9}{'plain':>9}{'berkas':>9}")
    print(f"{'stages':<66}{best['stages berkas']:>9.2f}")
    for what in ("read", "checked"):
        times = [best[f"{what} {name}"] for name in openers]
        ratios = "".join(f"{time / times[-1]:>7.1f} x" for time in times[:-1])
        print(f"{what:<48}" + "".join(f"{time:>9.2f}" for time in times) + ratios)


if __name__ == "__main__":
    main()
