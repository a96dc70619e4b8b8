"""What somebody changed in a marked copy since it was made, and whether the workbook says the same by now.

A copy keeps on its result sheet, unseen, a short hash of what stood in each cell. So the cells that were edited in it
are known afterwards, and an edit that stands in the workbook too is not lost when the copy is replaced.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.excel.marks import sheet_names
from pipeline.excel.marks.shapes import RESULT_TITLE
from pipeline.excel.shapes import Cell, Grid, Workbook, coordinate

_CELLS = "cells"
"""The name of a sheet's hashes in the record of what was before."""
_WHOLE, _SHA256 = "", "sha256"
"""Where the record keeps the hash of the whole workbook: no sheet is called so."""
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


def record_of(sheets: Iterable[Grid], sha256: str) -> dict[str, dict[str, object]]:
    """What a copy of these sheets keeps: by sheet and cell ("C7") the hash of what stands there; and of a plain copy,
    in which not all stands as in its workbook, the hash of the workbook's bytes. (Another copy, given back and marked
    anew, would be another each time with the hash of its own bytes in it.)"""
    contents = _contents(sheets)
    record: dict[str, dict[str, object]] = {_WHOLE: {_SHA256: sha256}} if sha256 else {}
    cells: dict[str, dict[str, str]] = {}
    if len(contents) <= _MOST_CELLS:
        for (sheet, row, column), said in contents.items():
            cells.setdefault(sheet, {})[coordinate(row, column)] = said
    return record | {sheet: {_CELLS: kept} for sheet, kept in cells.items()}


def edits_in(copy: Workbook, workbook: Workbook) -> Edits:
    """What was edited in a copy, held against its workbook. Of a copy that keeps no hashes, or is none, all counts as
    edited."""
    record = _record(copy.sheets)
    kept = _kept(record)
    theirs, ours = _contents(copy.sheets), _contents(_as_called_in(copy, workbook))
    places = sorted(theirs.keys() | ours.keys())
    then = {place: kept.get(_name(place), "") for place in places} if kept is not None else None
    unread = [
        _name(place)
        for place in places
        if theirs.get(place) != ours.get(place) and (then is None or theirs.get(place, "") != then[place])
    ]
    return Edits(tuple(unread), _is_changed(record, workbook, then, ours))


def _is_changed(record: Mapping[str, object], workbook: Workbook, then: Contents | None, ours: Contents) -> bool:
    """Whether a workbook is another than when the copy was made, or nobody knows. Its bytes may have changed and not
    what it says: who saves it changes no cell."""
    whole = record.get(_WHOLE)
    if isinstance(whole, Mapping) and whole.get(_SHA256) == workbook.sha256:
        return False
    return then is None or any(ours.get(place, "") != said for place, said in then.items())


def _as_called_in(copy: Workbook, workbook: Workbook) -> Iterator[Grid]:
    """The sheets of a workbook under the names that they have in its copy, plain or not."""
    there = {grid.name for grid in copy.sheets}
    names = sheet_names.in_plain_copy(workbook)
    for grid in workbook.sheets:
        yield grid if grid.name in there else replace(grid, name=names[grid.name])


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


def _record(sheets: Iterable[Grid]) -> Mapping[str, object]:
    """What a copy keeps; nothing when its result sheet is gone or was tampered with."""
    for grid in filter(is_result_sheet, sheets):
        pieces = [str(cell.value) for column, cell in grid.rows[1].items() if column > 1]
        try:
            record = json.loads("".join(pieces))
        except (ValueError, RecursionError):
            return {}
        return record if isinstance(record, dict) else {}
    return {}


def _kept(record: Mapping[str, object]) -> dict[str, str] | None:
    """The hashes of cells that a copy keeps, by sheet and cell; None when there are none."""
    hashes = {
        f"{sheet}!{cell}": str(said)
        for sheet, of_sheet in record.items()
        if isinstance(of_sheet, Mapping) and isinstance(of_sheet.get(_CELLS), Mapping)
        for cell, said in of_sheet[_CELLS].items()
    }
    return hashes or None
