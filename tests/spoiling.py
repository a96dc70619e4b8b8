"""Readings of a small story spoilt by chance, for the test that checking one by one is checking all at once.

A spoiler takes the readings of all workbooks and gives others: the lines stay accounted for, the places stay real.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from pipeline.files import FileFacts
from pipeline.findings import Place
from pipeline.flow import Cell, CellValue, Input, Line, Reading, Row
from pipeline.stage1_read.sheets import MISSING_FIELD

Readings = list[Reading]
Spoiler = Callable[[Readings, Random], Readings]

_CODES = ("group", "facilitator", "code", "number", "session", "month", "office", "district", "centre", "partnership")
"""Fields that name a row, or another one."""
_ROSTER = ("Office", "Signer", "Numbering", "Basis", "Facilitator", "Assignment", "Group", "Member", "Delivery")
_WRONG: Sequence[CellValue] = (
    None,
    "",
    "-",
    "K-77",
    "M-999",
    "K-01",
    "K-05",
    "K01",
    "k 05",
    "M-002",
    "M-003",
    1,
    2,
    3,
    99,
    "ABC",
)
_PERSONAL = ("nik", "name", "birth_date")


def spoilt(readings: Iterable[Reading], seed: int) -> Readings:
    """The readings after one to five faults."""
    chance = Random(seed)
    spoilt = list(readings)
    for _ in range(chance.randint(1, 5)):
        spoilt = chance.choice(SPOILERS)(spoilt, chance)
    return spoilt


def _some_row(readings: Readings, chance: Random, kinds: Sequence[str]) -> Row | None:
    """A row of a class drawn first: classes with few rows are spoilt as often as those with many."""
    rows = [row for reading in readings for row in reading.rows if row.record in kinds]
    here = sorted({row.record for row in rows})
    if not here:
        return None
    kind = chance.choice(here)
    return chance.choice([row for row in rows if row.record == kind])


def _changed(readings: Readings, old: Row, *new: Row) -> Readings:
    """The readings with another row in place of one, or without it: its lines then led to nothing."""
    return [
        replace(part, rows=tuple(one for row in part.rows for one in (new if row is old else (row,))))
        for part in readings
    ]


def _with(row: Row, name: str, cell: Cell | None) -> Row:
    others = {field: old for field, old in row.cells.items() if field != name}
    return replace(row, cells={**others, name: cell} if cell else others)


def _all_kinds(readings: Readings) -> list[str]:
    return sorted({row.record for reading in readings for row in reading.rows})


def empty_or_faulty_cell(readings: Readings, chance: Random) -> Readings:
    """A cell of any row is empty or shows #N/A."""
    row = _some_row(readings, chance, _all_kinds(readings))
    if row is None:
        return readings
    name = chance.choice(sorted(row.cells))
    fault = chance.choice(("", "#N/A"))
    return _changed(readings, row, _with(row, name, row.cells[name]._replace(value=None, fault=fault)))


def wrong_code(readings: Readings, chance: Random) -> Readings:
    """A row names another code or number, or none."""
    row = _some_row(readings, chance, _all_kinds(readings))
    names = sorted(row.cells.keys() & set(_CODES)) if row else []
    if row is None or not names:
        return readings
    name = chance.choice(names)
    return _changed(readings, row, _with(row, name, row.cells[name]._replace(value=chance.choice(_WRONG))))


def value_of_another(readings: Readings, chance: Random) -> Readings:
    """A cell says what the same column says of another row: a NIK, a name, a photo, a statement's number."""
    row = _some_row(readings, chance, _all_kinds(readings))
    other = _some_row(readings, chance, [row.record]) if row else None
    names = sorted(row.cells.keys() & other.cells.keys()) if row and other else []
    if row is None or other is None or not names:
        return readings
    name = chance.choice(names)
    said = other.cells[name]
    return _changed(readings, row, _with(row, name, row.cells[name]._replace(value=said.value, fault=said.fault)))


def two_members_alike(readings: Readings, chance: Random) -> Readings:
    """A member has another's NIK, or birth date and nearly the name."""
    one, other = (_some_row(readings, chance, ["Member"]) for _ in range(2))
    if one is None or other is None:
        return readings
    new = one
    for name in chance.choice((("nik",), ("birth_date", "name"), _PERSONAL)):
        cell = other.cells.get(name)
        if cell and name in new.cells:
            value = f"{cell.value}h" if name == "name" and isinstance(cell.value, str) else cell.value
            new = _with(new, name, new.cells[name]._replace(value=value))
    return _changed(readings, one, new)


def photos_alike(readings: Readings, chance: Random) -> Readings:
    """A photo is that of another session, or nearly."""
    one, other = (_some_row(readings, chance, ["Evidence"]) for _ in range(2))
    said = other.cells["file"].value if other and "file" in other.cells else None
    if one is None or "file" not in one.cells or not isinstance(said, FileFacts):
        return readings
    if chance.random() < 0.5:
        near = int(said.likeness or "0", 16) ^ sum(1 << bit for bit in chance.sample(range(64), chance.randint(0, 6)))
        said = replace(said, sha256=f"{chance.randrange(10**9)}", likeness=f"{near:016x}")
    return _changed(readings, one, _with(one, "file", one.cells["file"]._replace(value=said)))


def number_in_text(readings: Readings, chance: Random) -> Readings:
    """A text holds what looks like a NIK."""
    row = _some_row(readings, chance, _all_kinds(readings))
    names = sorted(name for name, cell in row.cells.items() if isinstance(cell.value, str | FileFacts)) if row else []
    if row is None or not names:
        return readings
    name = chance.choice(names)
    said, text = row.cells[name].value, "3273015203909022"
    value = replace(said, name=f"{text}.jpg") if isinstance(said, FileFacts) else f"{said} {text}"
    return _changed(readings, row, _with(row, name, row.cells[name]._replace(value=value)))


def many_cells(readings: Readings, chance: Random) -> Readings:
    """Every fortieth cell of the roster is empty, faulty or says what stands below."""
    for row in [row for part in readings for row in part.rows if row.record in _ROSTER]:
        new, fault = row, chance.choice(("", "#N/A"))
        for name, cell in row.cells.items():
            if chance.random() < 0.025:
                new = _with(new, name, cell._replace(value=chance.choice((None, *_WRONG)), fault=fault))
        readings = _changed(readings, row, new) if new is not row else readings
    return readings


def rows_mixed(readings: Readings, chance: Random) -> Readings:
    """The rows of one list stand in another order; the places stay."""
    row = _some_row(readings, chance, _ROSTER)
    if row is None:
        return readings
    return [_with_rows_mixed(part, row, chance) for part in readings]


def _with_rows_mixed(part: Reading, like: Row, chance: Random) -> Reading:
    own = [
        row
        for row in part.rows
        if (row.record, row.place.file, row.place.sheet) == (like.record, like.place.file, like.place.sheet)
    ]
    said = [{name: (cell.value, cell.fault) for name, cell in row.cells.items()} for row in own]
    chance.shuffle(said)
    mixed = {
        id(row): replace(
            row,
            cells={
                name: cell._replace(value=values[name][0], fault=values[name][1])
                for name, cell in row.cells.items()
                if name in values
            },
        )
        for row, values in zip(own, said, strict=True)
    }
    return replace(part, rows=tuple(mixed.get(id(row), row) for row in part.rows))


def row_lost(readings: Readings, chance: Random) -> Readings:
    """A row led only to a finding that is not told here."""
    row = _some_row(readings, chance, _all_kinds(readings))
    return _changed(readings, row) if row else readings


def list_lost(readings: Readings, chance: Random) -> Readings:
    """All rows of one list of the roster were not recognised."""
    row = _some_row(readings, chance, _ROSTER)
    if row is None:
        return readings
    where = (row.record, row.place.file, row.place.sheet)
    return [
        replace(part, rows=tuple(row for row in part.rows if (row.record, row.place.file, row.place.sheet) != where))
        for part in readings
    ]


def workbook_missing(readings: Readings, chance: Random) -> Readings:
    """One workbook was not sent."""
    gone = chance.choice(readings)
    return [part for part in readings if part is not gone or len(readings) == 1]


def given_alone(readings: Readings, chance: Random) -> Readings:
    """One workbook was named by itself."""
    chosen = chance.choice(readings)
    alone = replace(chosen, inputs=tuple(replace(item, alone=True) for item in chosen.inputs))
    return [alone if part is chosen else part for part in readings]


def second_workbook(readings: Readings, chance: Random) -> Readings:
    """Some rows of a workbook stand in a second one too, all of them or every other, before or after it."""
    chosen = chance.choice([part for part in readings if part.inputs] or readings)
    if not chosen.inputs:
        return readings
    item = chosen.inputs[0]
    name = f"{Path(item.path).stem} {chance.randrange(1000)}.xlsx"
    kinds = chance.choice((_all_kinds([chosen]), ["Member"], ["Group", "Member"], ["Facilitator", "Assignment"]))
    step = chance.choice((1, 2))
    rows = [row for row in chosen.rows if row.record in kinds][::step]
    second = _moved(rows, replace(item, path=name))
    return [second, *readings] if chance.random() < 0.5 else [*readings, second]


def _moved(rows: Sequence[Row], item: Input) -> Reading:
    moved = tuple(moved_to(row, item.path) for row in rows)
    return Reading((item,), moved, tuple(dict.fromkeys(line for row in moved for line in row.lines)))


def moved_to(row: Row, file: str, sheet: str = "") -> Row:
    """The row as it would stand in another workbook, on a sheet of the same or another name."""

    def there(place: Place) -> Place:
        return Place(file, sheet or place.sheet, place.cell)

    return _with_places(row, there, tuple(Line(file, sheet or line.sheet, line.number) for line in row.lines))


def _with_places(row: Row, there: Callable[[Place], Place], lines: tuple[Line, ...]) -> Row:
    cells = {name: cell._replace(place=there(cell.place)) for name, cell in row.cells.items()}
    return replace(row, place=there(row.place), cells=cells, lines=lines)


def one_workbook_of_two(readings: Readings, chance: Random) -> Readings:
    """The sheets of two workbooks stand in one."""
    filled = [part for part in readings if part.inputs]
    if len(filled) < 2:
        return readings
    first, second = chance.sample(filled, 2)
    file = first.inputs[0].path
    number = chance.randrange(1000)
    moved = tuple(moved_to(row, file, f"{row.place.sheet} {number}") for row in second.rows)
    lines = tuple(dict.fromkeys(line for row in moved for line in row.lines))
    both = replace(first, rows=(*first.rows, *moved), lines=(*first.lines, *lines))
    return [both if part is first else part for part in readings if part is not second]


def groups_above_members(readings: Readings, chance: Random) -> Readings:
    """The members stand on the sheet of the groups, below them."""
    return [_stacked(part) for part in readings]


def _stacked(part: Reading) -> Reading:
    above = {row.place.sheet for row in part.rows if row.record == "Group"}
    members = [row for row in part.rows if row.record == "Member"]
    if len(above) != 1 or not members:
        return part
    sheet = above.pop()
    return replace(
        part,
        rows=tuple(_below(row, sheet) if row.record == "Member" else row for row in part.rows),
        lines=tuple(
            dict.fromkeys(
                Line(line.file, sheet, line.number + 500) if any(line in row.lines for row in members) else line
                for line in part.lines
            )
        ),
    )


def _below(row: Row, sheet: str) -> Row:
    def there(place: Place) -> Place:
        column = place.cell.rstrip("0123456789")
        return Place(place.file, sheet, f"{column}{int(place.cell[len(column) :]) + 500}")

    return _with_places(row, there, tuple(Line(line.file, sheet, line.number + 500) for line in row.lines))


def column_missing(readings: Readings, chance: Random) -> Readings:
    """A sheet lacks the column of a field."""
    row = _some_row(readings, chance, _all_kinds(readings))
    if row is None:
        return readings
    name = chance.choice(sorted(row.cells))
    where = (row.record, row.place.file, row.place.sheet)
    said = MISSING_FIELD.at(Place(row.place.file, row.place.sheet), field=name, what="Kolom", heading=name, proposal="")

    def without(one: Row) -> Row:
        return _with(one, name, None) if (one.record, one.place.file, one.place.sheet) == where else one

    return [
        replace(part, rows=tuple(map(without, part.rows)), findings=(*part.findings, said))
        if row in part.rows
        else part
        for part in readings
    ]


SPOILERS: tuple[Spoiler, ...] = (
    empty_or_faulty_cell,
    empty_or_faulty_cell,
    wrong_code,
    wrong_code,
    value_of_another,
    value_of_another,
    two_members_alike,
    two_members_alike,
    photos_alike,
    photos_alike,
    number_in_text,
    many_cells,
    rows_mixed,
    row_lost,
    list_lost,
    workbook_missing,
    given_alone,
    second_workbook,
    second_workbook,
    one_workbook_of_two,
    groups_above_members,
    column_missing,
)
