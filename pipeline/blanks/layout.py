"""How a form becomes an empty or pre-filled sheet: title, help, card, heading, rows to fill, and what Excel checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.excel.write import DATE, GENERAL, MONEY, TEXT, WHOLE, Check, Look, Sheet, Value, Written
from pipeline.knowledge import Across, Block, Form, FormField, Terms
from pipeline.records import RECORDS, kind_of

SESSION_CODES = tuple(f"S-{number:02}" for number in range(1, 9))
"""Above the open columns of a blank attendance matrix; whoever fills it may write other codes or dates over them."""
SPARE_ROWS = 2
"""Empty rows behind the pre-filled ones."""

_FORMATS = {"day": DATE, "money": MONEY, "integer": WHOLE}
_WIDTHS = {
    "code": 13, "identity": 21, "phone": 17, "day": 13, "time": 9, "money": 18, "integer": 8, "lines": 44, "file": 26,
    "choice:plan_activity": 50, "choice:activity": 42, "choice:sector": 34,
}  # fmt: skip
_LIST_OF_FIELD = {"group": "kelompok", "session": "pertemuan"}
"""Codes that a pre-filled workbook offers in a drop-down, though any other may be typed."""
_LABEL_WIDTH = 28
_CARD_WIDTH = 6
"""A card reaches over at least so many columns, so that its values have room."""
_TITLE_ROW, _HELP_ROW, _FIRST_ROW = 1, 2, 4
_LINES_HEIGHT = 62.0


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a sheet before anybody fills it; by field."""

    card: Mapping[str, Value] = field(default_factory=dict)
    rows: tuple[Mapping[str, Value], ...] = ()
    across: tuple[str, ...] = ()
    """Of a matrix of sessions: what stands above its open columns."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows of a sheet."""

    cells: tuple[Written, ...] = ()
    checks: tuple[Check, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)


def sheet(form: Form, name: str, filled: Filled, terms: Terms, lists: frozenset[str]) -> Sheet:
    """A sheet of a form. `lists` are the names of the closed lists that the workbook holds."""
    if form.table and form.table.across:
        filled = replace(filled, across=_open_headings(form.table.across, filled, terms))
    widths = _widths(form, filled)
    head = _Part(
        (
            Written(_TITLE_ROW, 1, form.title.upper(), Look.TITLE),
            Written(_HELP_ROW, 1, form.help, Look.NOTE, columns=len(widths)),
        ),
        heights={_TITLE_ROW: 24.0, _HELP_ROW: 30.0},
    )
    card = _card(form, filled.card, len(widths), lists) if form.card else _Part()
    heading_row = _FIRST_ROW + (len(form.card.fields) + 1 if form.card else 0)
    parts = [head, card]
    heading_rows = None
    if form.table:
        last = heading_row + _heading_depth(form.table) - 1
        heading_rows = (heading_row, last)
        parts += [_heading(form.table, filled, heading_row, terms), _rows(form.table, filled, last + 1, lists)]
    return Sheet(
        name,
        cells=tuple(cell for part in parts for cell in part.cells),
        widths=widths,
        heights={row: height for part in parts for row, height in part.heights.items()},
        checks=tuple(check for part in parts for check in part.checks),
        heading_rows=heading_rows,
        landscape=bool(form.table) and not form.card,
    )


def kind_in(block: Block, name: str) -> str:
    """What a field's cells hold (see `records.kind_of`); a card without a record gives codes."""
    return kind_of(RECORDS[block.record], name) if block.record else "code"


def _widths(form: Form, filled: Filled) -> tuple[float, ...]:
    if form.table is None:
        return (_LABEL_WIDTH, *[14.0] * (_CARD_WIDTH - 1))
    widths = [_width(form.table, field) for field in form.table.fields]
    if form.table.across:
        widths += [12.0 if form.table.across.kind == "session" else 5.0] * len(filled.across)
    if form.card:
        widths += [12.0] * (_CARD_WIDTH - len(widths))
    return tuple(widths)


def _width(block: Block, field: FormField) -> float:
    kind = kind_in(block, field.name)
    longest_word = max(len(word) for word in field.heading.split()) + 3
    return float(max(_WIDTHS.get(kind, 22 if kind.startswith("choice") else 28), longest_word))


def _open_headings(across: Across, filled: Filled, terms: Terms) -> tuple[str, ...]:
    if across.kind == "week":
        return tuple(str(week) for week in range(1, terms.weeks + 1))
    return filled.across or SESSION_CODES


def _card(form: Form, values: Mapping[str, Value], columns: int, lists: frozenset[str]) -> _Part:
    """Labels with room for their values to the right. A narrow first column ("No") lends the label its neighbour."""
    assert form.card is not None
    labels = 2 if form.table and form.table.fields[0].name == "number" else 1
    value_column = labels + 1
    cells: list[Written] = []
    checks: list[Check] = []
    heights: dict[int, float] = {}
    for row, item in enumerate(form.card.fields, start=_FIRST_ROW):
        kind = kind_in(form.card, item.name)
        cells.append(Written(row, 1, _marked(item), Look.LABEL, comment=_comment(item), columns=labels))
        cells.append(
            Written(
                row, value_column, values.get(item.name), Look.INPUT, _format(kind), columns=columns - value_column + 1
            )
        )
        checks += _checks(kind, item.name, (row, row), value_column, lists)
        if kind == "lines":
            heights[row] = _LINES_HEIGHT
    return _Part(tuple(cells), tuple(checks), heights)


def _heading_depth(table: Block) -> int:
    return {None: 1, "session": 2, "week": 3}[table.across.kind if table.across else None]


def _heading(table: Block, filled: Filled, row: int, terms: Terms) -> _Part:
    depth = _heading_depth(table)
    cells = [
        Written(row, column, _marked(item), Look.HEADING, comment=_comment(item), rows=depth)
        for column, item in enumerate(table.fields, start=1)
    ]
    if table.across:
        cells += _open_heading(table.across, filled.across, row, len(table.fields) + 1, terms)
    return _Part(tuple(cells), heights={row: 32.0 if depth == 1 else 18.0})


def _open_heading(across: Across, headings: tuple[str, ...], row: int, column: int, terms: Terms) -> Iterator[Written]:
    """Above the open columns: the months with their weeks, or one line above codes of sessions."""
    if across.kind == "session":
        yield Written(row, column, across.heading, Look.HEADING, columns=len(headings))
        for number, heading in enumerate(headings):
            yield Written(row + 1, column + number, heading, Look.HEADING, TEXT)
        return
    per_month = terms.weeks // terms.months
    for month in range(terms.months):
        first = column + month * per_month
        yield Written(row, first, f"Bulan Ke-{month + 1}", Look.HEADING, columns=per_month)
        yield Written(row + 1, first, across.heading, Look.HEADING, columns=per_month)
    for number, heading in enumerate(headings):
        yield Written(row + 2, column + number, int(heading), Look.HEADING, WHOLE)


def _rows(table: Block, filled: Filled, first: int, lists: frozenset[str]) -> _Part:
    known = len(filled.rows)
    spare = 0 if table.across and table.across.kind == "week" else SPARE_ROWS
    count = known + spare if known else table.rows
    last = first + count - 1
    cells: list[Written] = []
    checks: list[Check] = []
    for column, item in enumerate(table.fields, start=1):
        kind = kind_in(table, item.name)
        look = Look.CENTRED if kind in ("integer", "choice:presence", "choice:sex") else Look.INPUT
        for number, row in enumerate(range(first, last + 1)):
            value = filled.rows[number].get(item.name) if number < known else None
            cells.append(Written(row, column, value, look, _format(kind)))
        checks += _checks(kind, item.name, (first, last), column, lists)
    if table.across:
        opened = range(len(table.fields) + 1, len(table.fields) + 1 + len(filled.across))
        cells += [Written(row, column, None, Look.CENTRED, TEXT) for row in range(first, last + 1) for column in opened]
        if table.across.kind == "session":
            checks.append(Check(first, last, opened[0], opened[-1], "list", "presence"))
    return _Part(tuple(cells), tuple(checks))


def _checks(kind: str, name: str, rows: tuple[int, int], column: int, lists: frozenset[str]) -> list[Check]:
    if kind == "day":
        return [Check(*rows, column, column, "date", strict=False)]
    if kind.startswith("choice:"):
        return [Check(*rows, column, column, "list", kind.removeprefix("choice:"))]
    source = _LIST_OF_FIELD.get(name)
    return [Check(*rows, column, column, "list", source, strict=False)] if source in lists else []


def _format(kind: str) -> str:
    """Text unless it is to be counted with: a number typed into a text cell keeps every digit."""
    return _FORMATS.get(kind, TEXT) if kind else GENERAL


def _marked(item: FormField) -> str:
    return f"{item.heading} *" if item.asked else item.heading


def _comment(item: FormField) -> str:
    parts = [item.help, f"Contoh: {item.example}" if item.example else "", "Wajib diisi." if item.asked else ""]
    return "\n".join(part for part in parts if part)
