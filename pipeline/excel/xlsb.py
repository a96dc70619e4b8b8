"""A look into an .xlsb: the parts of an .xlsx, as streams of records ([MS-XLSB])."""

from collections.abc import Iterator
from struct import unpack_from

from pipeline.excel import xlsx
from pipeline.excel.container import Package
from pipeline.excel.shapes import Area
from pipeline.excel.through_calamine import Look
from pipeline.excel.values import ERROR_CODES

_WORKBOOK = "xl/workbook.bin"
_ROW, _BLANK, _LAST_CELL = 0, 1, 11
_ERROR, _FORMULA_ERROR = 3, 11
_FORMULAS = range(8, 12)
_COLUMNS, _SHEET, _MERGED = 60, 156, 176
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01


def look(package: Package) -> list[Look]:
    """What the sheets tell, in their order. Raises KeyError, IndexError or struct.error when the file is not whole."""
    relations = xlsx.relations(package, _WORKBOOK)
    found = []
    for kind, record in _records(package.parts[_WORKBOOK]):
        if kind == _SHEET:
            length = unpack_from("<I", record, 8)[0]
            relation = record[12 : 12 + 2 * length].decode("utf-16-le")
            found.append(_sheet(package.parts[relations[relation][1]]))
    return found


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and content. Both kind and length are stored seven bits a byte."""
    position = 0
    while position < len(part):
        kind = part[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[position] << 7)
            position += 1
        length = shift = 0
        for _ in range(4):
            byte = part[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[position : position + length]
        position += length


def _sheet(part: bytes) -> Look:
    look = Look()
    row = 0
    for kind, record in _records(part):
        if kind == _ROW:
            row = unpack_from("<I", record)[0] + 1
            if record[11] & _HIDDEN_ROW:
                look.hidden_rows.add(row)
        elif _BLANK < kind <= _LAST_CELL:
            column = unpack_from("<I", record)[0] + 1
            look.fill(row, column)
            if kind in _FORMULAS:
                look.formulas.add((row, column))
            if kind in (_ERROR, _FORMULA_ERROR):
                look.faults[row, column] = ERROR_CODES.get(record[8], "#N/A")
        elif kind == _COLUMNS and record[16] & _HIDDEN_COLUMN:
            first, last = unpack_from("<II", record)
            look.hidden_columns.append(range(first + 1, last + 2))
        elif kind == _MERGED:
            first_row, last_row, first, last = unpack_from("<4I", record)
            look.merged.append(Area(first_row + 1, first + 1, last_row + 1, last + 1))
    return look
