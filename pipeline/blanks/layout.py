"""How a form becomes an empty or pre-filled sheet: title, help, card, heading, rows to fill, and what Excel checks."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.blanks.cells import Setting, check, explanation, heading, number_format, width
from pipeline.excel import column_letters
from pipeline.excel.book import TEXT, WHOLE, Check, Look, Sheet, Tab, Value, Written, height_of, lines_needed
from pipeline.knowledge import Across, Block, Form, FormField, Terms
from pipeline.records import RECORDS, kind_of

SESSION_CODES = tuple(f"S-{number:02}" for number in range(1, 9))
"""Above the open columns of a blank attendance matrix; whoever fills it may write other codes or dates over them."""
SPARE_ROWS = 2
"""Empty rows behind the pre-filled ones."""
LAST_CHECKED_ROW = 2000
"""Down to here Excel checks what is written below the prepared rows of a table."""

_LABEL_WIDTH = 28
_CARD_WIDTH = 6
"""A card reaches over at least so many columns, so that its values have room."""
_TITLE_ROW, _HELP_ROW, _FIRST_ROW = 1, 2, 4
_LINES_HEIGHT, _HEADING_HEIGHT = 66.0, 32.0
_PORTRAIT = 105
"""Characters that a portrait page holds in a size that can be read."""
_LANDSCAPE = 220
_CENTRED = frozenset({"integer", "choice:presence", "choice:sex", "time"})


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a sheet before anybody fills it; by field."""

    card: Mapping[str, Value] = field(default_factory=dict)
    rows: tuple[Mapping[str, Value], ...] = ()
    """Of a matrix also the cells below its open columns, by their heading."""
    across: tuple[str, ...] = ()
    """Of a matrix of sessions: what stands above its open columns."""
    about: str = ""
    """What the sheet is about, for its title."""
    given: bool = False
    """Whether the values are not to be changed by whoever fills the sheet."""
    spare: int = SPARE_ROWS


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows of a sheet."""

    cells: tuple[Written, ...] = ()
    checks: tuple[Check, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)


def sheet(form: Form, name: str, filled: Filled, setting: Setting) -> Sheet:
    """A sheet of a form."""
    if form.table and form.table.across:
        filled = replace(filled, across=_open_headings(form.table.across, filled, setting.programme.term))
    widths = _widths(form, filled, setting)
    pages = math.ceil(sum(widths) / _LANDSCAPE)
    parts = [_head(form, filled, widths, 2 if pages > 1 else 1)]
    if form.card:
        parts.append(_card(form, filled, widths, setting))
    heading_rows = None
    if form.table:
        first, last = heading_rows = rows_of_heading(form)
        parts += [
            _heading(form.table, filled, first, widths, setting),
            _rows(form.table, filled, last + 1, widths, setting),
        ]
    return Sheet(
        name,
        cells=tuple(cell for part in parts for cell in part.cells),
        widths=widths,
        heights={row: height for part in parts for row, height in part.heights.items()},
        checks=tuple(check for part in parts for check in part.checks),
        heading_rows=heading_rows,
        frozen=form.card is None,
        landscape=form.card is None and sum(widths) > _PORTRAIT,
        pages_wide=pages,
        open_below=tuple(number_format(kind, None) for kind in _kinds(form.table, filled)) if form.table else (),
        protected=True,
        tab=Tab.OPTIONAL if form.optional else Tab.ASKED,
    )


def kind_in(block: Block, name: str) -> str:
    """What a field's cells hold (see `records.kind_of`); a card without a record gives codes."""
    return kind_of(RECORDS[block.record], name) if block.record else "code"


def rows_of_heading(form: Form) -> tuple[int, int]:
    """First and last row of the table's heading."""
    assert form.table is not None
    first = _FIRST_ROW + (len(form.card.fields) + 1 if form.card else 0)
    return first, first + _heading_depth(form.table) - 1


def area_of_codes(form: Form) -> str:
    """The codes that stand in a table's first column, however many have been written, as an area for a drop-down."""
    assert form.table is not None
    column = column_letters(1 + [item.name for item in form.table.fields].index("code"))
    sheet_name, first = form.sheets[0], rows_of_heading(form)[1] + 1
    top = f"'{sheet_name}'!${column}${first}"
    whole = f"{top}:${column}${LAST_CHECKED_ROW}"
    # Without its empty end: Excel opens a drop-down at the first empty entry, below everything there is to choose.
    return f"{top}:INDEX({whole},MAX(1,COUNTA({whole})))"


def _kinds(table: Block, filled: Filled) -> list[str]:
    """What the columns of a table hold, from the left."""
    return [kind_in(table, item.name) for item in table.fields] + ["mark"] * len(filled.across)


def _widths(form: Form, filled: Filled, setting: Setting) -> tuple[float, ...]:
    if form.table is None:
        return (_LABEL_WIDTH, *[14.0] * (_CARD_WIDTH - 1))
    widths = [
        width(kind_in(form.table, item.name), item, (row.get(item.name) for row in filled.rows), setting)
        for item in form.table.fields
    ]
    if form.table.across:
        widths += [12.0 if form.table.across.kind == "session" else 5.0] * len(filled.across)
    if form.card:
        widths += [12.0] * (_CARD_WIDTH - len(widths))
    return tuple(widths)


def _open_headings(across: Across, filled: Filled, terms: Terms) -> tuple[str, ...]:
    if across.kind == "session":
        return filled.across or SESSION_CODES
    weeks = tuple(str(week) for week in range(1, terms.weeks + 1))
    return (*weeks, *(week for week in filled.across if week not in weeks))


def _head(form: Form, filled: Filled, widths: tuple[float, ...], column: int) -> _Part:
    """Title and help, from a column on: the first one is repeated on every page of a wide table."""
    title = f"{form.title} {filled.about}".strip().upper()
    return _Part(
        (
            Written(_TITLE_ROW, column, title, Look.TITLE),
            Written(_HELP_ROW, column, form.told, Look.NOTE, columns=len(widths) - column + 1),
        ),
        heights={_TITLE_ROW: 24.0, _HELP_ROW: height_of(form.told, sum(widths[column - 1 :]))},
    )


def _card(form: Form, filled: Filled, widths: tuple[float, ...], setting: Setting) -> _Part:
    """Labels with room for their values to the right. A narrow first column ("No") lends the label its neighbour."""
    assert form.card is not None
    labels = 2 if form.table and form.table.fields[0].name == "number" else 1
    value_column = labels + 1
    room = sum(widths[labels:])
    cells: list[Written] = []
    checks: list[Check] = []
    heights: dict[int, float] = {}
    for row, item in enumerate(form.card.fields, start=_FIRST_ROW):
        kind = kind_in(form.card, item.name)
        value = filled.card.get(item.name)
        label = Look.REQUIRED_LABEL if item.asked else Look.LABEL
        look = Look.GIVEN if filled.given and value is not None else Look.ANSWER
        cells.append(Written(row, 1, heading(item), label, comment=explanation(item, setting), columns=labels))
        cells.append(
            Written(row, value_column, value, look, number_format(kind, value), columns=len(widths) - value_column + 1)
        )
        if checked := check(kind, item, (row, row), value_column, setting):
            checks.append(checked)
        # Excel does not make rows grow with the text of merged cells.
        heights[row] = max(height_of(str(value or ""), room), _LINES_HEIGHT if kind == "lines" else 0)
    return _Part(tuple(cells), tuple(checks), heights)


def _heading_depth(table: Block) -> int:
    return {None: 1, "session": 2, "week": 3}[table.across.kind if table.across else None]


def _heading(table: Block, filled: Filled, row: int, widths: tuple[float, ...], setting: Setting) -> _Part:
    depth = _heading_depth(table)
    cells = [
        Written(row, column, heading(item), _look_of_heading(item), comment=explanation(item, setting), rows=depth)
        for column, item in enumerate(table.fields, start=1)
    ]
    if table.across:
        cells += _open_heading(table.across, filled.across, row, len(table.fields) + 1, setting.programme.term)
    needed = max(height_of(heading(item), widths[number] - 2) for number, item in enumerate(table.fields))
    return _Part(tuple(cells), heights={row: max(needed, _HEADING_HEIGHT) if depth == 1 else 18.0})


def _look_of_heading(item: FormField) -> Look:
    return Look.REQUIRED_HEADING if item.asked else Look.HEADING


def _open_heading(across: Across, headings: tuple[str, ...], row: int, column: int, terms: Terms) -> Iterator[Written]:
    """Above the open columns: the months with their weeks, or one line above codes of sessions, which may change."""
    if across.kind == "session":
        yield Written(row, column, across.heading, Look.HEADING, columns=len(headings))
        for number, above in enumerate(headings):
            yield Written(row + 1, column + number, above, Look.CENTRED, TEXT)
        return
    per_month = terms.weeks // terms.months
    for month in range(terms.months):
        first = column + month * per_month
        yield Written(row, first, f"Bulan Ke-{month + 1}", Look.HEADING, columns=per_month)
        yield Written(row + 1, first, across.heading, Look.HEADING, columns=per_month)
    for number, above in enumerate(headings):
        yield Written(row + 2, column + number, int(above), Look.HEADING, WHOLE)


def _rows(table: Block, filled: Filled, first: int, widths: tuple[float, ...], setting: Setting) -> _Part:
    """The prepared rows; what Excel checks in them it also checks below."""
    known = len(filled.rows)
    last = first + max(known + filled.spare if known else table.rows, 1) - 1
    cells: list[Written] = []
    checks: list[Check] = []
    names = [*(item.name for item in table.fields), *filled.across]
    for column, (name, kind) in enumerate(zip(names, _kinds(table, filled), strict=True), start=1):
        centred = kind in _CENTRED or column > len(table.fields)
        for number, row in enumerate(range(first, last + 1)):
            value = filled.rows[number].get(name) if number < known else None
            look = _look(centred=centred, given=filled.given and value is not None)
            cells.append(Written(row, column, value, look, number_format(kind, value)))
    for column, item in enumerate(table.fields, start=1):
        if checked := check(kind_in(table, item.name), item, (first, LAST_CHECKED_ROW), column, setting):
            checks.append(checked)
    if table.across and table.across.kind == "session":
        opened = len(table.fields) + 1
        checks.append(Check(first, LAST_CHECKED_ROW, opened, len(names), "list", "presence"))
    return _Part(tuple(cells), tuple(checks), _heights(cells, widths))


def _heights(cells: list[Written], widths: tuple[float, ...]) -> dict[int, float]:
    """Of the rows whose texts take several lines; the others grow while people type."""
    needed: dict[int, float] = {}
    for cell in cells:
        if isinstance(cell.value, str) and lines_needed(cell.value, widths[cell.column - 1]) > 1:
            needed[cell.row] = max(needed.get(cell.row, 0.0), height_of(cell.value, widths[cell.column - 1]))
    return needed


def _look(*, centred: bool, given: bool) -> Look:
    if given:
        return Look.GIVEN_CENTRED if centred else Look.GIVEN
    return Look.CENTRED if centred else Look.INPUT
