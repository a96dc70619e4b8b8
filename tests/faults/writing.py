"""Books as .xlsx files, and the cell of every field."""

import io
import re
import zipfile
from datetime import date, time
from functools import lru_cache

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import knowledge
from pipeline.knowledge import Block, FormField
from tests.faults.books import Book, ErrorValue, Formula, Line, Sheet, Value

Addresses = dict[tuple[int, str], str]

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WIDTH = 4
"""Columns of a letterhead line."""
_cache: dict[str, tuple[bytes, Addresses]] = {}
_CACHED = 40


def write(book: Book) -> tuple[bytes, Addresses]:
    """The file's bytes, and the cell of every field; an unchanged book is written once."""
    described = book.described()
    if described not in _cache:
        if len(_cache) >= _CACHED:
            _cache.pop(next(iter(_cache)))
        _cache[described] = _written(book)
    return _cache[described]


def _written(book: Book) -> tuple[bytes, Addresses]:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    addresses: Addresses = {}
    results: list[tuple[int, str, Formula]] = []
    for number, sheet in enumerate(book.sheets, 1):
        writer = _SheetWriter(sheet, workbook.create_sheet(sheet.name), addresses)
        writer.write()
        results += [(number, cell, formula) for cell, formula in writer.formulas if formula.result is not None]
    if book.mark:
        lists = workbook.create_sheet("Daftar")
        lists["A1"], lists["B1"] = "berkas", book.mark
        lists.sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    return _with_results(stream.getvalue(), results), addresses


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, sheet: Sheet, worksheet: Worksheet, addresses: Addresses) -> None:
        self.sheet = sheet
        self.look = sheet.look
        self.worksheet = worksheet
        self.addresses = addresses
        self.formulas: list[tuple[str, Formula]] = []
        self.row = 1

    def write(self) -> None:
        for text in (*self.look.above, self.sheet.title):
            self._title(text)
        self.row += 1
        for values in self.look.facts:
            self._row(values)
        self.row += bool(self.look.facts)
        form = _form(self.sheet.form)
        if form and form.card and self.sheet.card:
            self._card(form.card, self.sheet.card)
        if form and form.table:
            self._table(form.table)
        self.row += 1
        for values in self.look.footer:
            self._row(values)
        if self.look.bordered_below:
            self._border(self.row + self.look.bordered_below, self.look.first_column)
        if self.look.hidden:
            self.worksheet.sheet_state = "hidden"

    def _row(self, values: list[Value]) -> None:
        for number, value in enumerate(values):
            self._put(self.row, self.look.first_column + number, value)
        self.row += 1

    def _title(self, text: str) -> None:
        if text:
            first = self.look.first_column
            self._put(self.row, first, text)
            self.worksheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=first, end_column=first + _WIDTH
            )
            self.row += 1

    def _card(self, block: Block, card: Line) -> None:
        label, value = self.look.first_column, self.look.first_column + (2 if self.look.colon else 1)
        lines = [(item.name, self._heading(item), card[item.name]) for item in self._fields(block.fields)]
        after = min(self.look.labels_after, len(lines))
        lines[after:after] = [(text, text, written) for text, written in self.look.labels]
        for name, text, written in lines:
            self.addresses[(self.sheet.key, name)] = self._put(self.row, label, text)
            if self.look.colon:
                self._put(self.row, label + 1, ":")
            self.addresses[(card.key, name)] = self._put(self.row, value, written)
            self.row += 1
        self.row += 1

    def _table(self, block: Block) -> None:
        fields = self._ordered(block)
        names = [*(item.name for item in fields), *self.sheet.across, *(text for text, _ in self.look.extra)]
        headings = [*map(self._heading, fields), *self._across(), *(text for text, _ in self.look.extra)]
        columns = {name: self.look.first_column + number for number, name in enumerate(names)}
        for first, last, text in self.look.parents:
            self._put(self.row, columns[first], text)
            self.worksheet.merge_cells(
                start_row=self.row, end_row=self.row, start_column=columns[first], end_column=columns[last]
            )
        self.row += bool(self.look.parents)
        self._head(names, headings, columns)
        if self.look.numbers:
            self._row(_numbers(self.look.numbers, len(columns)))
        rows: dict[int, int] = {}
        for line in self.sheet.lines:
            if line.key in self.look.repeated_before:
                self._head(names, headings, columns, repeated=True)
            self.row += line.key in self.look.blank_before
            rows[line.key] = self.row
            self._line(line, names, columns)
            if line.key in self.look.hidden_lines:
                self.worksheet.row_dimensions[self.row].hidden = True
            self.row += 1
        for name in self.look.hidden_fields:
            self.worksheet.column_dimensions[get_column_letter(columns[name])].hidden = True
        for key, name in self.look.merged:
            self.worksheet.merge_cells(
                start_row=rows[key], end_row=rows[key] + 1, start_column=columns[name], end_column=columns[name]
            )

    def _head(self, names: list[str], headings: list[str], columns: dict[str, int], *, repeated: bool = False) -> None:
        for name, text in zip(names, headings, strict=True):
            cell = self._put(self.row, columns[name], text)
            if not repeated:
                self.addresses[(self.sheet.key, name)] = cell
        self.row += 1

    def _line(self, line: Line, names: list[str], columns: dict[str, int]) -> None:
        extra = dict(self.look.extra)
        for name in names:
            value = line.values.get(name, extra.get(name))
            self.addresses[(line.key, name)] = self._put(self.row, columns[name], value)

    def _ordered(self, block: Block) -> list[FormField]:
        """Those of the form's fields that the sheet has, in its order."""
        order = self.look.order
        rank = {name: number for number, name in enumerate(order)}
        return sorted(self._fields(block.fields), key=lambda item: rank.get(item.name, len(order)))

    def _fields(self, fields: tuple[FormField, ...]) -> list[FormField]:
        return [item for item in fields if item.name not in self.look.left_out]

    def _heading(self, item: FormField) -> str:
        return self.look.headings.get(item.name, item.heading)

    def _across(self) -> list[str]:
        return [self.look.headings.get(text, text) for text in self.sheet.across]

    def _put(self, row: int, column: int, value: Value) -> str:
        cell = self.worksheet.cell(row, column)
        if isinstance(value, Formula):
            cell.value = value.text
            self.formulas.append((cell.coordinate, value))
        elif isinstance(value, ErrorValue):
            cell.value, cell.data_type = value.text, "e"
        elif isinstance(value, str):
            cell.value, cell.data_type = value, "s"
        elif value is not None:
            cell.value = value
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(value, time):
                cell.number_format = "hh:mm"
        return cell.coordinate

    def _border(self, row: int, column: int) -> None:
        for number in range(_WIDTH):
            self.worksheet.cell(row, column + number).border = _BOX


@lru_cache
def _form(name: str) -> knowledge.Form | None:
    return knowledge.form(name) if name else None


def _numbers(pattern: str, count: int) -> list[Value]:
    """A row of column numbers; real numbers where the pattern leaves nothing but digits and a sign."""
    if "{}" not in pattern:
        return [pattern, *range(2, count + 1)]
    texts = [pattern.format(number) for number in range(1, count + 1)]
    return [int(text) if text.lstrip("-").isdigit() else text for text in texts]


def _with_results(data: bytes, results: list[tuple[int, str, Formula]]) -> bytes:
    """The package with the results of formulas, which openpyxl does not write."""
    if not results:
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for number, cell, formula in results:
                if name == f"xl/worksheets/sheet{number}.xml":
                    part = _with_result(part.decode(), cell, formula).encode()
            new.writestr(name, part)
    return stream.getvalue()


def _with_result(xml: str, cell: str, formula: Formula) -> str:
    """The sheet's XML with the result of one cell's formula."""
    kind = ' t="str"' if isinstance(formula.result, str) else ""
    pattern = rf'<c r="{cell}"([^>]*?)>(<f>.*?</f>)<v ?/?>(</v>)?</c>'
    written, times = re.subn(pattern, rf'<c r="{cell}"\g<1>{kind}>\g<2><v>{formula.result}</v></c>', xml)
    assert times == 1, f"formula in {cell}"
    return written
