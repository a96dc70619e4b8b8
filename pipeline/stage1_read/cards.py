"""The card of a sheet: labels with their values beside them, "Kode Pertemuan : S-01"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import excel, indonesian, records
from pipeline.excel import Grid
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Cell
from pipeline.knowledge import Block, FormField
from pipeline.stage1_read import footers, near
from pipeline.stage1_read.cells import SheetPlace, read_cell, text_of

REACH = 8
"""Columns to the right of a label in which its value may stand."""

_LONGEST_LABEL = 120

_key = indonesian.heading_key

UNKNOWN_LABEL = Message(
    "G21",
    Severity.NOTE,
    "Isian «{label}» tidak dikenal; isinya tidak dipakai.",
    "{proposal}Pakai nama isian dari formulir, atau hapus baris ini bila tidak diperlukan.",
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
    lost: list[int] = field(default_factory=list)
    """Rows that led only to findings: their labels are unknown, or stand further up already."""
    unknown: dict[Place, str] = field(default_factory=dict)
    """The labels that the form does not know, and where they stand."""
    noted: list[int] = field(default_factory=list)
    """Rows below the card taken for its footer."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and its value as they stand in a row."""

    name: str
    """The field of the label; "" of a label that the form does not know."""
    label: str
    column: int
    value_column: int
    value: excel.Cell | None


@dataclass(frozen=True, slots=True)
class _Above:
    """The nearest row above with a label: its number, its last label, and the field of it, "" of an unknown one."""

    row: int
    pair: _Pair
    name: str


def labelled(block: Block, grid: Grid, before: int | None) -> set[str]:
    """The fields whose labels stand on the sheet above row `before` (None: anywhere)."""
    rows = (row for number, row in grid.rows.items() if before is None or number < before)
    return {pair.name for row in rows for pair in _pairs(block.spellings, row)}


def has_label(block: Block, row: Mapping[int, excel.Cell]) -> bool:
    """Whether a row is one of a card: its first text is a label with its colon."""
    cells = iter(row.values())
    return _opens_a_pair(block.spellings, next(cells), next(cells, None))


def value_of(block: Block, name: str, row: Mapping[int, excel.Cell]) -> str:
    """The value that stands in a row beside the label of a field; "" when there is none."""
    if name not in [block.spellings.get(_label_key(cell)) for cell in row.values()]:
        return ""
    return next((text_of(pair.value) for pair in _pairs(block.spellings, row) if pair.name == name), "")


def read(block: Block, grid: Grid, before: int | None, where: SheetPlace, findings: list[Finding]) -> Card:
    """The card above row `before`, where its table begins (None: there is none)."""
    rows = {number: row for number, row in grid.rows.items() if before is None or number < before}
    card, said = _read(block, block.spellings, rows, where)
    if any(item.required and item.name not in card.cells for item in block.fields):
        slips = _slips(block, rows, _missing(block, rows))
        if slips:
            card, said = _read(block, {**block.spellings, **slips}, rows, where)
    findings += said
    absent = [item for item in block.fields if item.name not in card.cells]
    for place, label in card.unknown.items():
        findings.append(UNKNOWN_LABEL.at(place, label=label, proposal=near.proposal(label, absent)))
    return card


def _read(
    block: Block, names: Mapping[str, str], rows: Mapping[int, Mapping[int, excel.Cell]], where: SheetPlace
) -> tuple[Card, list[Finding]]:
    """The card that these rows are, by these names of its labels, and what is said of its cells."""
    card, findings = Card(), list[Finding]()
    last: _Above | None = None
    for number, row in rows.items():
        pairs = list(_pairs(names, row))
        if not pairs:
            last = _unlabelled(block, row, number, last, card, where)
            continue
        kept = [pair for pair in pairs if _keep(block, pair, number, card, where, findings)]
        (card.lines if kept else card.lost).append(number)
        last = _Above(number, kept[-1], kept[-1].name) if kept else last
    return card, findings


def _keep(block: Block, pair: _Pair, row: int, card: Card, where: SheetPlace, findings: list[Finding]) -> bool:
    """Add a value to the card; False when it is lost, since the card has one already."""
    item = block.by_name[pair.name]
    cell = read_cell(where, row, pair.value_column, pair.value, item, findings)
    if _key(pair.label) not in block.spellings:
        place = where.at(row, pair.column)
        findings.append(near.READ_AS_KNOWN.at(place, name=item.name, heading=pair.label, known=item.heading))
    if item.name not in card.cells or card.cells[item.name].empty:
        card.cells[item.name] = cell
    elif not cell.empty:
        first = card.cells[item.name].place.cell
        findings.append(REPEATED_LABEL.at(cell.place, name=item.name, label=pair.label, first=first))
        return False
    return True


def _missing(block: Block, rows: Mapping[int, Mapping[int, excel.Cell]]) -> list[FormField]:
    """The required fields of which no label stands in these rows."""
    names = block.spellings
    there = {names.get(_label_key(cell)) for row in rows.values() for cell in row.values()}
    return [item for item in block.fields if item.required and item.name not in there]


def _slips(block: Block, rows: Mapping[int, Mapping[int, excel.Cell]], missing: Sequence[FormField]) -> dict[str, str]:
    """Heading key -> field, for texts before a value that are a missing label with a slip of the pen."""
    before_values = [text_of(row[column]) for row in rows.values() for column in list(row)[:-1]]
    before_values += [text for row in rows.values() if ":" in (text := text_of(row[max(row)]))]
    labels = dict(enumerate(dict.fromkeys(text.partition(":")[0].strip() for text in before_values)))
    unknown = {number: label for number, label in labels.items() if _key(label) not in block.spellings}
    return {_key(labels[number]): item.name for number, item in near.slips(unknown, missing, block.fields).items()}


def _label_key(cell: excel.Cell) -> str:
    text = cell.value
    if not isinstance(text, str) or not (len(text) <= _LONGEST_LABEL or ":" in text[:_LONGEST_LABEL]):
        return ""
    return _key(text.partition(":")[0])


def _unlabelled(
    block: Block, row: Mapping[int, excel.Cell], number: int, last: _Above | None, card: Card, where: SheetPlace
) -> _Above | None:
    """A row without a known label: a further line of the value above, a footer, an unknown label or a title.

    Gives what the next row has above it.
    """
    if card.noted or (card.lines and footers.begins(row)):
        card.noted.append(number)
        return last
    if last and last.name and set(row) == {last.pair.value_column} and _takes_lines(block, last.name):
        above = card.cells[last.name]
        if isinstance(above.value, str):
            card.cells[last.name] = Cell(f"{above.value}\n{text_of(row[last.pair.value_column])}", above.place)
            card.lines.append(number)
            return replace(last, row=number)
    unknown = next((pair for pair in _pairs({}, row) if pair.value is not None), None)
    if unknown := unknown or (_in_line(row, number, last) if last else None):
        card.lost.append(number)
        card.unknown[where.at(number, unknown.column)] = unknown.label
        return replace(last, row=number, name="") if last else None
    if card.lines:
        card.noted.append(number)
    return last


def _in_line(row: Mapping[int, excel.Cell], number: int, last: _Above) -> _Pair | None:
    """The label and value that a row holds without a colon: right below a label with its value, in the same columns."""
    column, value_column = last.pair.column, last.pair.value_column
    if number != last.row + 1 or set(row) != {column, value_column} or column == value_column:
        return None
    label = text_of(row[column])
    return _Pair("", label, column, value_column, row[value_column]) if len(label) <= _LONGEST_LABEL else None


def _takes_lines(block: Block, name: str) -> bool:
    return bool(block.record) and records.kind_of(records.RECORDS[block.record], name) == "lines"


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
        name = names.get(_key(label), "")
        if not name and (names or not _has_colon(text, row.get(following))):
            continue
        if colon and rest.strip():
            yield _Pair(name, label.strip(), column, column, excel.Cell(rest.strip()))
            continue
        value_column, value = column + 1, None
        while position < len(columns) and columns[position] <= column + REACH:
            beside = row[columns[position]]
            following = columns[position + 1] if position + 1 < len(columns) else 0
            if _opens_a_pair(names, beside, row.get(following)):
                break
            position += 1
            value = _without_colon(beside)
            value_column = columns[position - 1] + (value is None)
            if value is not None:
                break
        yield _Pair(name, label.strip(), column, value_column, value)


def _opens_a_pair(names: Mapping[str, str], cell: excel.Cell, following: excel.Cell | None) -> bool:
    """Whether a text beside a label is itself a label with its colon; a value may read like one ("Pembukaan")."""
    text = text_of(cell)
    return _key(text.partition(":")[0]) in names and _has_colon(text, following)


def _has_colon(text: str, following: excel.Cell | None) -> bool:
    return len(text) > 1 and (text.endswith(":") or text_of(following).startswith(":"))


def _without_colon(cell: excel.Cell) -> excel.Cell | None:
    """A value without the colon that stands before it; None when nothing else is there."""
    if not isinstance(cell.value, str) or not cell.value.lstrip().startswith(":"):
        return cell
    rest = cell.value.lstrip()[1:].strip()
    return excel.Cell(rest, formula=cell.formula) if rest else None
