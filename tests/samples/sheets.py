"""Writing a story's workbooks the way people keep them: letterheads above the heading, merged titles, columns in any
order, headings in any spelling, numbers rows, blank rows, signatures below, dates and amounts in a dozen forms.

Everything that looks like chance is a checksum of where it stands, so that the same story gives the same bytes.
"""

import io
import zlib
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import indonesian, knowledge
from pipeline.blanks.guide import guide
from pipeline.blanks.layout import kind_in
from pipeline.excel.book import LISTS_SHEET
from pipeline.excel.saving import deterministic
from pipeline.excel.write import put
from pipeline.knowledge import Block, FormField
from tests.samples.shapes import BookData, Raw, SheetData, Written

T = TypeVar("T")
Addresses = dict[tuple[str, int | None, str], str]

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_OLD_MONTHS = {2: "Pebruari", 11: "Nopember"}
_SEXES = {
    "L": ("L", "Lk", "LAKI-LAKI", "Laki-laki", "Laki - laki", "l", "Laki - Laki"),
    "P": ("P", "Pr", "PEREMPUAN", "Perempuan", "perempuan", "p", "Wanita"),
}
_PRESENCES = (
    {"H": "H", "I": "I", "S": "S", "A": "A"},
    {"H": "Hadir", "I": "Izin", "S": "Sakit", "A": "Alpa"},
    {"H": "√", "I": "i", "S": "s", "A": "a"},
)
_EMPTY_FORMATTED_ROW = 180


def pick(options: Sequence[T], *where: object) -> T:
    """One of the options, always the same for the same place."""
    return options[zlib.crc32("/".join(map(str, where)).encode()) % len(options)]


def write_book(path: str, book: BookData) -> tuple[bytes, Addresses]:
    """The workbook's bytes, and the cell of every field: by sheet, row (None: card) and field."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    addresses: Addresses = {}
    if book.known:
        _write_guide(workbook, book)
    for sheet in book.sheets:
        _SheetWriter(path, sheet, workbook.create_sheet(sheet.name), addresses).write()
    if book.known:
        hidden = workbook.create_sheet(LISTS_SHEET)
        hidden["A1"], hidden["B1"] = "berkas", book.form
        hidden.sheet_state = "hidden"
    else:
        workbook.create_sheet("Sheet3")
    stream = io.BytesIO()
    workbook.save(stream)
    return deterministic(stream.getvalue()), addresses


def _write_guide(workbook: Workbook, book: BookData) -> None:
    name: knowledge.Workbook = "assignment" if book.form.startswith("assignment") else "monthly"
    described = guide(knowledge.programme("motivator-2015"), knowledge.forms_of(name), None)
    worksheet = workbook.create_sheet(described.name)
    for written in described.cells:
        put(worksheet.cell(written.row, written.column), written.value)


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, path: str, sheet: SheetData, worksheet: Worksheet, addresses: Addresses) -> None:
        self.path = path
        self.sheet = sheet
        self.form = knowledge.form(sheet.form)
        self.worksheet = worksheet
        self.addresses = addresses
        self.row = 1
        worksheet.sheet_format.defaultColWidth = 18
        self.first_column = pick((1, 1, 2), path, sheet.name)

    def write(self) -> None:
        self._title()
        if self.form.card:
            self._card(self.form.card)
        if self.form.table:
            self._table(self.form.table)
        self._footer()

    def _title(self) -> None:
        for number, line in enumerate(self.sheet.title):
            cell = self.worksheet.cell(self.row, self.first_column, line)
            cell.font = Font(bold=number == len(self.sheet.title) - 1)
            cell.alignment = Alignment(horizontal="center")
            self.worksheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=self.first_column, end_column=self.first_column + 5
            )
            self.row += 1
        if self.sheet.title:
            self.row += 1

    def _card(self, card: Block) -> None:
        for item in card.fields:
            if item.name in self.sheet.left_out:
                continue
            self._put(self.row, self.first_column, _heading(self.path, self.sheet, item, plain=True))
            self._put(self.row, self.first_column + 1, ":")
            value = self.sheet.card.get(item.name)
            self._value(card, item, value, None, self.row, self.first_column + 2)
            self.row += 1
        self.row += 1

    def _table(self, table: Block) -> None:
        fields = [item for item in self._ordered(table) if item.name not in self.sheet.left_out]
        column = self.first_column
        if self.sheet.counted:
            self._box(self._put(self.row, column, "No."))
            column += 1
        columns = {item.name: column + number for number, item in enumerate(fields)}
        self._headings(table, fields, columns)
        if self.sheet.number_row:
            for number in range(column + len(fields) - self.first_column):
                self._put(self.row, self.first_column + number, f"({number + 1})")
            self.row += 1
        blank_after = pick((2, 4, 99, 99), self.path, self.sheet.name, "blank")
        for index, values in enumerate(self.sheet.rows):
            self._table_row(table, fields, columns, index, values)
            if index == blank_after:
                self.row += 1
        if self.sheet.form in ("member", "evidence"):
            self._box(self.worksheet.cell(max(self.row + 40, _EMPTY_FORMATTED_ROW), self.first_column))

    def _ordered(self, table: Block) -> list[FormField]:
        """The columns as this sheet has them: the first one stays first, the rest begin somewhere else."""
        if self.form.workbook == "monthly" or table.across:
            return list(table.fields)
        first, *rest = table.fields
        start = pick(range(3), self.path, self.sheet.name, "order")
        return [first, *rest[start:], *rest[:start]]

    def _headings(self, table: Block, fields: list[FormField], columns: dict[str, int]) -> None:
        depth = {None: 1, "session": 2, "week": 3}[table.across.kind if table.across else None]
        for item in fields:
            column = columns[item.name]
            self._box(self._put(self.row, column, _heading(self.path, self.sheet, item, plain=depth > 1)))
            if depth > 1:
                self._merge(self.row, self.row + depth - 1, column, column)
        first = max(columns.values()) + 1
        if depth == 3:
            self._weeks(first)
        elif depth == 2:
            self._put(self.row, first, "Pertemuan")
            self._merge(self.row, self.row, first, first + len(self.sheet.across) - 1)
        for number, heading in enumerate(self.sheet.across):
            self._put(self.row + depth - 1, first + number, int(heading) if heading.isdecimal() else heading)
            columns[heading] = first + number
        self.row += depth

    def _weeks(self, first: int) -> None:
        for month in range(2):
            self._put(self.row, first + 4 * month, f"BULAN KE-{month + 1}")
            self._put(self.row + 1, first + 4 * month, "MINGGU KE")
            for row in (self.row, self.row + 1):
                self._merge(row, row, first + 4 * month, first + 4 * month + 3)

    def _table_row(
        self, table: Block, fields: list[FormField], columns: dict[str, int], index: int, values: dict[str, Written]
    ) -> None:
        if self.sheet.counted:
            self._box(self._put(self.row, self.first_column, index + 1))
        for item in fields:
            self._value(table, item, values.get(item.name), index, self.row, columns[item.name])
        for heading in self.sheet.across:
            mark = values.get(heading)
            written = mark.value if isinstance(mark, Raw) else self._spelled("choice:presence", mark, index, heading)
            self._box(self._put(self.row, columns[heading], written))
            self.addresses[(self.sheet.name, index, heading)] = self.worksheet.cell(
                self.row, columns[heading]
            ).coordinate
        self.row += 1

    def _footer(self) -> None:
        if self.sheet.footer:
            self.row += 1
        for line in self.sheet.footer:
            if line:
                self._put(self.row, self.first_column + 1, line)
            self.row += 1

    def _value(self, block: Block, item: FormField, value: Written, index: int | None, row: int, column: int) -> None:
        cell = self.worksheet.cell(row, column)
        self._box(cell)
        self.addresses[(self.sheet.name, index, item.name)] = cell.coordinate
        if not isinstance(value, Raw):
            self._put(row, column, self._spelled(kind_in(block, item.name), value, index, item.name))
        elif value.kind == "plain":
            self._put(row, column, value.value)
        else:
            cell.value = value.value
            cell.data_type = "f" if value.kind == "formula" else "e"

    def _spelled(self, kind: str, value: Written, index: int | None, name: str) -> str | int | float | date | None:
        """A value as somebody has typed it."""
        where = (self.path, self.sheet.name, index, name)
        if isinstance(value, Raw) or value is None:
            return None
        if isinstance(value, date):
            return pick(dates(value), *where)
        if kind == "money" and isinstance(value, int):
            return pick(amounts(value), *where)
        if kind == "choice:sex":
            return pick(_SEXES[str(value)], *where)
        if kind == "choice:presence" and value in _PRESENCES[0]:
            return pick(_PRESENCES, self.path, self.sheet.name)[str(value)]
        if kind == "text" and isinstance(value, str) and len(value) < 60:
            return pick((value, value, value, f"{value} ", f" {value}", value.replace(" ", "\u00a0", 1)), *where)
        return value

    def _put(self, row: int, column: int, value: str | int | float | date | None) -> Cell:
        cell = self.worksheet.cell(row, column)
        if isinstance(cell, Cell):
            put(cell, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            return cell
        raise TypeError("a merged cell holds no value")

    def _box(self, cell: object) -> None:
        if isinstance(cell, Cell):
            cell.border = _BOX

    def _merge(self, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
        self.worksheet.merge_cells(
            start_row=first_row, end_row=last_row, start_column=first_column, end_column=last_column
        )


def dates(day: date) -> tuple[str | date, ...]:
    """How people write a date: real, in figures, in words, with old names of months and an apostrophe in Jumat."""
    month = _OLD_MONTHS.get(day.month, indonesian.MONTHS[day.month - 1])
    weekday = indonesian.weekday(day).replace("Jumat", "Jum'at")
    return (
        day,
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day.day} {month} {day.year}",
        f"{weekday}, {day.day} {month} {day.year}",
        f"{weekday}/{day.day} {month} {day.year}",
        day.isoformat(),
    )


def amounts(rupiah: int) -> tuple[str | int, ...]:
    """How people write an amount in rupiah."""
    grouped = f"{rupiah:,}".replace(",", ".")
    return (rupiah, f"Rp. {grouped},-", f"Rp{grouped},00", f"Rp {grouped}", grouped)


def _heading(path: str, sheet: SheetData, item: FormField, *, plain: bool) -> str:
    """The heading in one of its spellings, perhaps in capitals, with a star, spaces or a line break."""
    text = pick((item.heading, item.heading, *item.synonyms), path, sheet.name, item.name)
    if plain:
        return text
    forms = (text, text.upper(), f"{text} *", f" {text}  ", text.replace(" ", "\n"), text.replace(" ", "  "))
    return pick(forms, sheet.name, item.name, path)
