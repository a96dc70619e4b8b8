"""What somebody changed in a marked copy since it was made, and whether the workbook says the same by now.

A copy keeps on its result sheet, unseen, a short hash of what stood in each cell. So the cells that were edited in it
are known afterwards, and an edit that stands in the workbook too is not lost when the copy is replaced.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.excel.marks.shapes import RESULT_TITLE
from pipeline.excel.shapes import Cell, Grid, Workbook, coordinate

KEPT_AS = "cells"
"""The name of a sheet's hashes in the record of what was before."""
_MOST_CELLS = 50_000
"""Of more of them no hashes are kept: the record would make a large workbook larger than may be read again."""

Contents = dict[tuple[str, int, int], str]
"""What stands in each cell, as a hash, by sheet, row and column."""


@dataclass(frozen=True, slots=True)
class Edits:
    """How a copy that was saved since it was made differs from its workbook."""

    unread: tuple[str, ...]
    """The cells, "Absensi 1!C7", in which the copy was edited and the workbook says something else."""
    workbook_changed: bool
    """Whether the workbook too was changed since, or nobody knows: the copy is not to be put over it unseen."""


def kept_of(sheets: Iterable[Grid]) -> dict[str, dict[str, str]]:
    """What a copy of these sheets keeps: by sheet and cell ("C7") the hash of what stands there."""
    found: dict[str, dict[str, str]] = {}
    contents = _contents(sheets)
    if len(contents) <= _MOST_CELLS:
        for (sheet, row, column), said in contents.items():
            found.setdefault(sheet, {})[coordinate(row, column)] = said
    return found


def edits_in(copy: Workbook, workbook: Workbook) -> Edits:
    """What was edited in a copy, held against its workbook. Of a copy that keeps no hashes, or is none, all counts as
    edited."""
    kept = _kept(copy.sheets)
    theirs, ours = _contents(copy.sheets), _contents(workbook.sheets)
    places = sorted(theirs.keys() | ours.keys())
    then = {place: kept.get(_name(place), "") for place in places} if kept is not None else None
    unread = [
        _name(place)
        for place in places
        if theirs.get(place) != ours.get(place) and (then is None or theirs.get(place, "") != then[place])
    ]
    return Edits(tuple(unread), then is None or any(ours.get(place, "") != said for place, said in then.items()))


def is_result_sheet(grid: Grid) -> bool:
    """See `pipeline.excel.marks.is_result_sheet`."""
    first = grid.rows.get(1, {}).get(1)
    return first is not None and first.value == RESULT_TITLE


def _contents(sheets: Iterable[Grid]) -> Contents:
    return {
        (grid.name, number, column): _hash(cell)
        for grid in sheets
        if not is_result_sheet(grid)
        for number, row in grid.rows.items()
        for column, cell in row.items()
    }


def _hash(cell: Cell) -> str:
    return f"{zlib.crc32(repr((cell.value, cell.fault, cell.formula)).encode()):08x}"


def _name(place: tuple[str, int, int]) -> str:
    sheet, row, column = place
    return f"{sheet}!{coordinate(row, column)}"


def _kept(sheets: Iterable[Grid]) -> dict[str, str] | None:
    """The hashes that a copy keeps, by sheet and cell; None when there are none."""
    for grid in filter(is_result_sheet, sheets):
        pieces = [str(cell.value) for column, cell in grid.rows[1].items() if column > 1]
        try:
            record = json.loads("".join(pieces))
        except (ValueError, RecursionError):
            return None
        hashes = {
            f"{sheet}!{cell}": str(said)
            for sheet, of_sheet in (record.items() if isinstance(record, Mapping) else ())
            if isinstance(of_sheet, Mapping) and isinstance(of_sheet.get(KEPT_AS), Mapping)
            for cell, said in of_sheet[KEPT_AS].items()
        }
        return hashes or None
    return None
