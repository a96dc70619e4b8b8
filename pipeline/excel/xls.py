"""A look into an .xls: an OLE container ([MS-CFB]), in it a stream of records ([MS-XLS])."""

from collections.abc import Iterator
from struct import unpack_from

from pipeline.excel.shapes import Area, Problem, ProblemKind
from pipeline.excel.through_calamine import Look
from pipeline.excel.values import ERROR_CODES

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part in which Excel keeps an .xlsx that has a password."""
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers of sectors end here; what lies above marks ends and holes."""
_MINI_SECTOR, _MINI_LIMIT, _ENTRY = 64, 4096, 128

_BOF, _EOF, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_FORMULA, _BOOL_OR_ERROR, _SEVERAL_NUMBERS = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset((_FORMULA, _BOOL_OR_ERROR, _SEVERAL_NUMBERS, 0x0203, 0x0204, 0x00FD, 0x027E))
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01


def look(data: bytes) -> list[Look] | Problem:
    """What the sheets tell, in their order. Raises IndexError, ValueError or struct.error when a file is not whole."""
    if _ENCRYPTED in data:
        return Problem(ProblemKind.ENCRYPTED)
    streams = _streams(data)
    if "Workbook" not in streams and "Book" not in streams:
        return Problem(ProblemKind.OTHER_KIND, "dokumen Office lama, bukan buku kerja")
    book = streams["Workbook"] if "Workbook" in streams else streams["Book"]
    sheets = []
    for kind, record in _records(book, 0):
        if kind == _PASSWORD:
            return Problem(ProblemKind.ENCRYPTED)
        if kind == _SHEET:
            sheets.append(unpack_from("<I", record)[0])
    return [_sheet(book, start) for start in sheets]


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of an OLE container by name. No count in its header is trusted: a chain is followed in the file."""
    size = 1 << unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        raise ValueError("no sector size")
    sectors = [data[start : start + size] for start in range(size, len(data), size)]
    tables = [number for number in unpack_from("<109I", data, 76) if number < _LAST_SECTOR]
    further = unpack_from("<I", data, 68)[0]
    for _ in sectors:
        if further >= _LAST_SECTOR:
            break
        *more, further = unpack_from(f"<{size // 4}I", sectors[further])
        tables += [number for number in more if number < _LAST_SECTOR]
    if len(tables) > len(sectors):
        raise ValueError("more tables than sectors")
    following = [number for table in tables for number in unpack_from(f"<{size // 4}I", sectors[table])]
    directory = _chain(sectors, following, unpack_from("<I", data, 48)[0])
    small_table = _chain(sectors, following, unpack_from("<I", data, 60)[0])
    small_following = list(unpack_from(f"<{len(small_table) // 4}I", small_table))
    small = _chain(sectors, following, unpack_from("<I", directory, 116)[0])
    small_sectors = [small[start : start + _MINI_SECTOR] for start in range(0, len(small), _MINI_SECTOR)]
    streams = {}
    for entry in range(_ENTRY, len(directory), _ENTRY):
        name_size, kind = unpack_from("<HB", directory, entry + 64)
        first, length = unpack_from("<II", directory, entry + 116)
        if kind != 2 or not 2 <= name_size <= 64:
            continue
        name = directory[entry : entry + name_size - 2].decode("utf-16-le")
        is_small = length < _MINI_LIMIT
        chain = _chain(small_sectors, small_following, first) if is_small else _chain(sectors, following, first)
        streams[name] = chain[:length]
    return streams


def _chain(sectors: list[bytes], following: list[int], first: int) -> bytes:
    """The bytes of a chain of sectors. Raises ValueError when it turns in a circle."""
    found = []
    number = first
    while number < _LAST_SECTOR:
        found.append(sectors[number])
        if len(found) > len(sectors):
            raise ValueError("a chain without end")
        number = following[number]
    return b"".join(found)


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from there to the end of their part: kind and content."""
    position = start
    while True:
        kind, length = unpack_from("<HH", book, position)
        position += 4
        yield kind, book[position : position + length]
        if kind == _EOF:
            return
        position += length


def _sheet(book: bytes, start: int) -> Look:
    look = Look()
    depth = 0
    for kind, record in _records(book, start):
        depth += kind == _BOF
        if kind in _CELLS and depth == 1:
            _look_at_cell(look, kind, record)
        elif kind == _ROW and unpack_from("<I", record, 12)[0] & _HIDDEN_ROW:
            look.hidden_rows.add(unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMNS and unpack_from("<H", record, 8)[0] & _HIDDEN_COLUMN:
            first, last = unpack_from("<HH", record)
            look.hidden_columns.append(range(first + 1, last + 2))
        elif kind == _MERGED:
            for position in range(2, len(record) - 7, 8):
                first_row, last_row, first, last = unpack_from("<4H", record, position)
                look.merged.append(Area(first_row + 1, first + 1, last_row + 1, last + 1))
    return look


def _look_at_cell(look: Look, kind: int, record: bytes) -> None:
    row, column = (number + 1 for number in unpack_from("<HH", record))
    last = unpack_from("<H", record, len(record) - 2)[0] + 1 if kind == _SEVERAL_NUMBERS else column
    look.fill(row, last)
    if kind == _BOOL_OR_ERROR and record[7]:
        look.faults[row, column] = ERROR_CODES.get(record[6], "#N/A")
    if kind == _FORMULA:
        look.formulas.add((row, column))
        # A result that is no number ends in FFFF; then its first byte tells the kind, its third the error.
        if record[12:14] == b"\xff\xff" and record[6] == 2:
            look.faults[row, column] = ERROR_CODES.get(record[8], "#N/A")
