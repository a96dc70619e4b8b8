"""One recognised sheet: its card, its table, and every row of it accounted for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline import excel, indonesian, records
from pipeline.excel import Grid
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Cell, Line, Row
from pipeline.knowledge import Block, Form
from pipeline.stage1_read import cards, choice_columns, footers, headings, near, stacked, tables
from pipeline.stage1_read.cards import Card
from pipeline.stage1_read.cells import SheetPlace, text_of
from pipeline.stage1_read.levels import Heading

MISSING_FIELD = Message(
    "G03",
    Severity.ERROR,
    "{what} wajib «{heading}» tidak ada di lembar ini.",
    "{proposal}Tambahkan «{heading}» seperti pada formulir dan isi. Bila lembarnya terkunci: Peninjauan > Buka "
    "Proteksi Lembar.",
    "Formulir berkas",
)
NO_HEADING = Message(
    "G04",
    Severity.ERROR,
    "Baris judul tabel tidak ditemukan; isi tabelnya tidak terbaca.",
    "Tulis baris judul kolom seperti pada formulir: {headings}.",
    "Formulir berkas",
)
NO_TABLE_BELOW_CARD = Message(
    "G05",
    Severity.WARNING,
    "Baris judul tabel tidak ditemukan; hanya isian di atasnya yang dibaca.",
    "Tulis baris judul kolom seperti pada formulir: {headings}.",
    "Formulir berkas",
)
BELOW_TABLE = Message(
    "G06",
    Severity.NOTE,
    "Baris {rows} dianggap catatan atau kaki tabel dan tidak dibaca sebagai data.",
    "Isi kolom kode atau nomor pada baris yang seharusnya dibaca sebagai data.",
    "Formulir berkas",
)
UNUSED_SHEET = Message(
    "G09",
    Severity.NOTE,
    "Lembar ini belum diisi.",
    "Isi lembar ini bila diperlukan; bila tidak, biarkan seperti adanya.",
    "Formulir berkas",
)
HIDDEN_SHEET = Message(
    "G32",
    Severity.NOTE,
    "Lembar ini tersembunyi; isinya tetap dibaca.",
    "Tampilkan lembar ini dan periksa isinya, atau hapus bila tidak diperlukan.",
    "Formulir berkas",
)
HIDDEN_ROWS = Message(
    "G33",
    Severity.NOTE,
    "Baris tersembunyi {rows} tetap dibaca.",
    "Tampilkan baris itu dan periksa isinya, atau hapus bila tidak diperlukan.",
    "Formulir berkas",
)
HIDDEN_COLUMNS = Message(
    "G34",
    Severity.NOTE,
    "Kolom tersembunyi {columns} tetap dibaca.",
    "Tampilkan kolom itu dan periksa isinya, atau hapus bila tidak diperlukan.",
    "Formulir berkas",
)


@dataclass(slots=True)
class SheetReading:
    """What was read of a sheet."""

    rows: list[Row] = field(default_factory=list)
    furniture: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def read_sheet(form: Form, grid: Grid, where: SheetPlace) -> SheetReading:
    """The rows of a sheet by its form. Rows that are neither read nor furniture are lost."""
    whole = SheetReading()
    for part in stacked.parts(form, grid):
        reading = _read_part(form, part, where)
        whole.rows += reading.rows
        whole.furniture |= reading.furniture
        whole.findings += reading.findings
    if not all(row.stands_for_table for row in whole.rows):
        whole.findings += _hidden(grid, whole, where)
    return whole


def _read_part(form: Form, grid: Grid, where: SheetPlace) -> SheetReading:
    """One card with its table: mostly the whole sheet."""
    heading = _heading(form.table, grid) if form.table else None
    card = Card()
    findings: list[Finding] = []
    if form.card:
        card = cards.read(form.card, grid, heading.first if heading else None, where, findings)
    if form.table and heading is None:
        return _without_table(form, form.table, grid, card, where, findings)
    body = tables.Body()
    if form.table and heading:
        body = tables.read(form, form.table, heading, grid, where, _inherited(form.table, card), findings)
    if form.repeats and _is_unused(form, card, body):
        said = [] if form.optional else [UNUSED_SHEET.at(where.whole)]
        return SheetReading([], set(grid.rows) - set(card.lost), [*said, *findings])
    rows = _card_rows(form, card, where) + body.rows
    findings += _missing_labels(form, card, where)
    if form.table:
        findings += [told for found in body.headings for told in _columns(form.table, found, rows, where)]
    furniture = {*body.furniture, *body.noted, *card.noted}
    furniture |= _above(form, grid, card, heading)
    noted = sorted(card.noted + body.noted)
    if noted:
        findings.append(BELOW_TABLE.at(where.whole, rows=ranges(noted)))
    return SheetReading(rows, furniture, findings)


def _heading(table: Block, grid: Grid) -> Heading | None:
    """The heading of a table; a row in which no required column stands only reads like one."""
    heading = headings.find(table, grid)
    required = {item.name for item in table.fields if item.required}
    return None if heading and required and required.isdisjoint(heading.fields) else heading


def _hidden(grid: Grid, reading: SheetReading, where: SheetPlace) -> Iterator[Finding]:
    """What the sheet does not show and was read all the same."""
    if grid.hidden:
        yield HIDDEN_SHEET.at(where.whole)
    read = {line.number for row in reading.rows for line in row.lines}
    if rows := sorted(grid.hidden_rows & read):
        yield HIDDEN_ROWS.at(where.whole, rows=ranges(rows))
    if filled := [column for column in sorted(grid.hidden_columns) if any(column in grid.rows[row] for row in read)]:
        letters = ", ".join(map(excel.column_letters, filled))
        yield HIDDEN_COLUMNS.at(where.whole, columns=letters)


def _without_table(
    form: Form, table: Block, grid: Grid, card: Card, where: SheetPlace, findings: list[Finding]
) -> SheetReading:
    """A sheet whose table could not be found: its card at most. The rows of the table, however many, are one lost row
    that tells no more than the card does: nobody is told that any of them is missing."""
    expected = ", ".join(item.heading for item in table.fields if item.required)
    rows = _card_rows(form, card, where)
    furniture = _above(form, grid, card, None) if rows else set()
    below = [row for number, row in grid.rows.items() if number not in {*furniture, *card.lines}]
    if rows and not _may_hold_data(below):
        return SheetReading(rows, furniture, [*findings, NO_TABLE_BELOW_CARD.at(where.whole, headings=expected)])
    rows.append(Row.for_table(form.name, table.record, where.whole, _inherited(table, card)))
    return SheetReading(rows, furniture, [*findings, NO_HEADING.at(where.whole, headings=expected)])


def _may_hold_data(rows: Iterable[Mapping[int, excel.Cell]]) -> bool:
    """Whether anything but numbers stands in these rows above their footer."""
    above = takewhile(lambda row: not footers.begins(row), rows)
    return any(indonesian.read_integer(text_of(cell)) is None for row in above for cell in row.values())


def _inherited(table: Block, card: Card) -> dict[str, Cell]:
    """What every row of a table carries of the sheet's card."""
    return {name: cell for name, cell in card.cells.items() if name in table.inherits}


def _card_rows(form: Form, card: Card, where: SheetPlace) -> list[Row]:
    if not (form.card and form.card.record and card.cells):
        return []
    lines = tuple(Line(where.file, where.sheet, number) for number in card.lines)
    first = next(iter(card.cells.values()))
    return [Row(form.name, form.card.record, first.place, card.cells, lines)]


def _above(form: Form, grid: Grid, card: Card, heading: Heading | None) -> set[int]:
    """Titles and headings: the rows down to the heading that no card has read. A card without a record is a title."""
    last = heading.last if heading else max(card.lines, default=0)
    read = set(card.lines) if form.card and form.card.record else set()
    return {number for number in grid.rows if number <= last} - read - set(card.lost)


def _missing_labels(form: Form, card: Card, where: SheetPlace) -> Iterator[Finding]:
    for item in form.card.fields if form.card else ():
        if item.required and item.name not in card.cells:
            asked = near.suspect(item, card.unknown.values())
            yield MISSING_FIELD.at(where.whole, name=item.name, what="Isian", heading=item.heading, proposal=asked)


def _columns(table: Block, heading: Heading, rows: list[Row], where: SheetPlace) -> Iterator[Finding]:
    """The required columns that are not there, and those that were taken for one."""
    taken_for = {column: table.by_name[name] for name, places in heading.fields.items() for column in places}
    for column, text in heading.slips.items():
        item, place = taken_for[column], where.at(heading.cells[column], column)
        yield near.READ_AS_KNOWN.at(place, name=item.name, heading=text, known=item.heading)
    for name, (column, *_) in heading.untold.items():
        place = where.at(heading.cells[column], column)
        yield choice_columns.NO_CHOICES_BELOW.at(place, name=name, heading=table.by_name[name].heading)
    there = {*heading.fields, *heading.untold, *table.inherits}
    missing = [item for item in table.fields if item.required and item.name not in there]
    ends = {records.end_of(name) for name in _ranges(heading, rows)} if missing else set()
    for item in missing:
        if item.name not in ends:
            asked = near.suspect(item, heading.others.values())
            yield MISSING_FIELD.at(where.whole, name=item.name, what="Kolom", heading=item.heading, proposal=asked)


def _ranges(heading: Heading, rows: list[Row]) -> Iterator[str]:
    """The columns for a start whose cells all hold the end, too: "4 Mei s.d. 3 Juli 2015"."""
    for name in heading.fields:
        if records.end_of(name):
            texts = [cell.value for row in rows if (cell := row.cells.get(name)) and not cell.empty]
            if texts and all(isinstance(text, str) and indonesian.read_date_range(text) for text in texts):
                yield name


def _is_unused(form: Form, card: Card, body: tables.Body) -> bool:
    """Whether a sheet of a repeating form is as `berkas forms` made it: nothing stands in it but codes and names."""
    return not body.rows and not any(not card.cells[name].empty for name in _details(form.card) if name in card.cells)


def _details(card: Block | None) -> list[str]:
    """The required fields of a card that say more than what it is about."""
    if card is None or not card.record:
        return []
    model_fields = records.RECORDS[card.record].model_fields
    return [item.name for item in card.fields if item.required and not model_fields[item.name].is_required()]


def ranges(numbers: list[int]) -> str:
    """Row numbers as people write them: [5, 6, 7, 9] -> "5–7, 9". No hyphen: long numbers would be masked."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
