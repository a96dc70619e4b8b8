"""The card of a sheet: labels with their values beside them, "Kode Pertemuan : S-01"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline import excel, indonesian, records
from pipeline.excel import Grid
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Cell
from pipeline.knowledge import Block
from pipeline.stage1_read import footers
from pipeline.stage1_read.cells import SheetPlace, read_cell, text_of

REACH = 8
"""Columns to the right of a label in which its value may stand."""

UNKNOWN_LABEL = Message(
    "G21",
    Severity.WARNING,
    "Isian «{label}» tidak dikenal; isinya tidak dipakai.",
    "Pakai nama isian dari formulir, atau hapus baris ini.",
    "Formulir berkas",
)
REPEATED_LABEL = Message(
    "G22",
    Severity.WARNING,
    "Isian «{label}» sudah ada di {first}; yang kedua tidak dipakai.",
    "Hapus salah satu isian itu.",
    "Formulir berkas",
)


@dataclass(slots=True)
class Card:
    """What a card says, by field, and the rows in which its labels stand."""

    cells: dict[str, Cell] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    """Rows of labels that the form does not know."""
    noted: list[int] = field(default_factory=list)
    """Rows below the card taken for its footer."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and its value as they stand in a row."""

    label: str
    column: int
    value_column: int
    value: excel.Cell | None


def labelled(block: Block, grid: Grid, before: int | None) -> set[str]:
    """The fields whose labels stand on the sheet above row `before` (None: anywhere)."""
    names = block.spellings
    rows = (row for number, row in grid.rows.items() if before is None or number < before)
    return {names[key] for row in rows for pair in _pairs(names, row) if (key := _key(pair.label)) in names}


def read(block: Block, grid: Grid, before: int | None, where: SheetPlace, findings: list[Finding]) -> Card:
    """The card above row `before`, where its table begins (None: there is none)."""
    names = block.spellings
    fields = {item.name: item for item in block.fields}
    card = Card()
    last: tuple[str, int] | None = None
    for number, row in grid.rows.items():
        if before is not None and number >= before:
            break
        pairs = [pair for pair in _pairs(names, row) if _key(pair.label) in names]
        if not pairs:
            _unlabelled(block, row, number, last, card, where, findings)
            continue
        card.lines.append(number)
        for pair in pairs:
            name = names[_key(pair.label)]
            cell = read_cell(where, number, pair.value_column, pair.value, fields[name], findings)
            if name not in card.cells or card.cells[name].empty:
                card.cells[name] = cell
                last = (name, pair.value_column)
            elif not cell.empty:
                first = card.cells[name].place.cell
                findings.append(REPEATED_LABEL.at(cell.place, name=name, label=pair.label, first=first))
    return card


def _unlabelled(
    block: Block,
    row: Mapping[int, excel.Cell],
    number: int,
    last: tuple[str, int] | None,
    card: Card,
    where: SheetPlace,
    findings: list[Finding],
) -> None:
    """A row without a known label: a further line of the value above, a footer, an unknown label or a title."""
    if card.noted or (card.lines and footers.begins(row)):
        card.noted.append(number)
        return
    if last and set(row) == {last[1]} and _takes_lines(block, last[0]):
        above = card.cells[last[0]]
        if isinstance(above.value, str):
            card.cells[last[0]] = Cell(f"{above.value}\n{text_of(row[last[1]])}", above.place)
            card.lines.append(number)
            return
    unknown = next(_pairs({}, row), None)
    if unknown and unknown.value is not None:
        card.unknown.append(number)
        findings.append(UNKNOWN_LABEL.at(where.at(number, unknown.column), label=unknown.label))
    elif card.lines:
        card.noted.append(number)


def _takes_lines(block: Block, name: str) -> bool:
    return bool(block.record) and records.kind_of(records.RECORDS[block.record], name) == "lines"


def _key(label: str) -> str:
    return indonesian.heading_key(label)


def _pairs(names: Mapping[str, str], row: Mapping[int, excel.Cell]) -> Iterator[_Pair]:
    """The labels of a row with their values: those that the form knows, or without names whatever a colon follows."""
    columns = list(row)
    position = 0
    while position < len(columns):
        column = columns[position]
        position += 1
        text = text_of(row[column])
        label, colon, rest = text.partition(":")
        following = columns[position] if position < len(columns) else 0
        known = _key(label) in names
        if not known and (names or not _has_colon(text, text_of(row.get(following)))):
            continue
        if colon and rest.strip():
            yield _Pair(label.strip(), column, column, excel.Cell(rest.strip()))
            continue
        value_column, value = column + 1, None
        while position < len(columns) and columns[position] <= column + REACH:
            beside = row[columns[position]]
            following = columns[position + 1] if position + 1 < len(columns) else 0
            if _opens_a_pair(names, text_of(beside), text_of(row.get(following))):
                break
            position += 1
            value = _without_colon(beside)
            value_column = columns[position - 1] + (value is None)
            if value is not None:
                break
        yield _Pair(label.strip(), column, value_column, value)


def _opens_a_pair(names: Mapping[str, str], text: str, following: str) -> bool:
    """Whether a text beside a label is itself a label; a value may well read like one ("Pembukaan")."""
    return _key(text.partition(":")[0]) in names and _has_colon(text, following)


def _has_colon(text: str, following: str) -> bool:
    return len(text) > 1 and (text.endswith(":") or following.startswith(":"))


def _without_colon(cell: excel.Cell) -> excel.Cell | None:
    """A value without the colon that stands before it; None when nothing else is there."""
    if not isinstance(cell.value, str) or not cell.value.lstrip().startswith(":"):
        return cell
    rest = cell.value.lstrip()[1:].strip()
    return excel.Cell(rest, formula=cell.formula) if rest else None
