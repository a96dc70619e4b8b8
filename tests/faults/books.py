"""A folder of workbooks before it is written: books of sheets of lines, and who has laid a hand on what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from itertools import count
from random import Random
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula; `result` None: no program has ever worked it out."""

    text: str
    result: str | int | float | None = None


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """#N/A and its like, as a cell holds it."""

    text: str


Value = str | int | float | date | time | Formula | ErrorValue | None

_numbers = count()


class Taken(Exception):
    """Nothing is left that a kind could spoil without disturbing another."""


@dataclass(eq=False)
class Line:
    """A row of a table, or the card of a sheet."""

    values: dict[str, Value]
    path: str
    """Where it stands: "M-001/bulan-1.xlsx/Pertemuan/3"."""
    subject: str
    """Whom or what it tells of: "K-01/1/S-03"."""
    key: int = field(default_factory=lambda: next(_numbers))

    def __getitem__(self, name: str) -> Value:
        return self.values.get(name)

    def __setitem__(self, name: str, value: Value) -> None:
        self.values[name] = value

    def text(self, name: str) -> str:
        """The value of a field that holds text."""
        value = self.values.get(name)
        assert isinstance(value, str), f"{self.path} {name}: {value!r}"
        return value

    def day(self, name: str) -> date:
        """The value of a field that holds a date."""
        value = self.values.get(name)
        assert isinstance(value, date), f"{self.path} {name}: {value!r}"
        return value


@dataclass
class Look:
    """How a sheet is kept; what stands here changes no value."""

    above: list[str] = field(default_factory=list)
    """Lines of a letterhead, merged over the table's width."""
    facts: list[list[Value]] = field(default_factory=list)
    """Rows between title and table, such as "PROVINSI", ":", "JAWA TENGAH"."""
    first_column: int = 1
    colon: bool = False
    """A column of colons between labels and values of a card."""
    order: list[str] = field(default_factory=list)
    """Fields in another order than the form's."""
    headings: dict[str, str] = field(default_factory=dict)
    """Other words for a field's heading or label."""
    left_out: set[str] = field(default_factory=set)
    """Fields without column or label."""
    extra: list[tuple[str, Value]] = field(default_factory=list)
    """Further columns at the right end: heading, and what stands in every row."""
    labels: list[tuple[str, Value]] = field(default_factory=list)
    """Further lines of the card: label and value."""
    labels_after: int = 99
    """Below which of the card's lines they stand; at most at its end."""
    parents: list[tuple[str, str, str]] = field(default_factory=list)
    """Merged headings above the heading row: first field, last field, text."""
    numbers: str = ""
    """A row of column numbers below the headings, in this pattern: "({})"; or what stands in place of the first."""
    repeated_before: list[int] = field(default_factory=list)
    """Keys of lines above which the heading row stands once more."""
    blank_before: list[int] = field(default_factory=list)
    footer: list[list[Value]] = field(default_factory=list)
    """Rows below the table, after a blank one."""
    bordered_below: int = 0
    """Empty rows with borders below the table."""
    merged: list[tuple[int, str]] = field(default_factory=list)
    """Cells (line, field) merged with the one below."""
    hidden: bool = False
    hidden_lines: list[int] = field(default_factory=list)
    hidden_fields: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Sheet:
    """A sheet: of a form, or (form "") just text."""

    form: str
    name: str
    title: str
    path: str
    """"M-001/bulan-1.xlsx/Pertemuan"."""
    card: Line | None = None
    lines: list[Line] = field(default_factory=list)
    across: list[str] = field(default_factory=list)
    """Headings of a matrix's open columns; its lines have them as fields."""
    look: Look = field(default_factory=Look)
    key: int = field(default_factory=lambda: next(_numbers))

    def add(self, subject: str, /, **values: Value) -> Line:
        """One more row."""
        line = Line(dict(values), f"{self.path}/{len(self.lines) + 1}", subject)
        self.lines.append(line)
        return line

    def described(self) -> str:
        """Everything that decides how it is written."""
        lines = [(line.key, line.values) for line in self.lines]
        card = self.card and (self.card.key, self.card.values)
        return repr((self.key, self.form, self.name, self.title, card, lines, self.across, self.look))


@dataclass(eq=False)
class Book:
    """A workbook."""

    path: str
    mark: str
    """Form and version on the hidden sheet, "monthly/1"; empty: it has none."""
    sheets: list[Sheet] = field(default_factory=list)

    def add(self, form: str, name: str, title: str, card: Line | None = None) -> Sheet:
        sheet = Sheet(form, name, title, f"{self.path}/{name}", card)
        self.sheets.append(sheet)
        return sheet

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def of(self, form: str) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.form == form]

    def described(self) -> str:
        return repr((self.path, self.mark, [sheet.described() for sheet in self.sheets]))


@dataclass(eq=False)
class World:
    """The whole folder."""

    books: dict[str, Book]
    files: dict[str, bytes]
    """Everything that is no workbook of ours, by path."""
    claimed: set[str] = field(default_factory=set)
    """Paths and subjects that somebody has spoilt or relies on; one holds all that begins with it."""

    @property
    def roster(self) -> Book:
        """Raises Taken when it was taken out."""
        return first(book for path, book in self.books.items() if path == "penugasan.xlsx")

    @property
    def months(self) -> list[Book]:
        """The workbooks of M-001."""
        return [book for path, book in self.books.items() if path.startswith("M-001/")]

    def sheets(self, form: str) -> list[Sheet]:
        return [sheet for book in self.books.values() for sheet in book.of(form)]

    def sheet(self, form: str) -> Sheet:
        """The only sheet of a form. Raises Taken when it was taken out."""
        found = self.sheets(form)
        if len(found) != 1:
            raise Taken(form)
        return found[0]

    def append(self, sheet: Sheet, pattern: Line, **changed: Value) -> Line:
        """One more row, as another one but for some values; claimed, as no row with a subject of its own is. Raises
        Taken when the other is spoilt: the new one would have its faults."""
        if not self.free(pattern.path, pattern.subject):
            raise Taken(pattern.path)
        path = f"{sheet.path}/{len(sheet.lines) + 1}"
        self.claim(path)
        return sheet.add(path, **{**pattern.values, **changed})

    def lines(self, form: str) -> list[Line]:
        return [line for sheet in self.sheets(form) for line in sheet.lines]

    def cards(self, form: str) -> list[Line]:
        return [sheet.card for sheet in self.sheets(form) if sheet.card]

    def sheet_of(self, line: Line) -> Sheet:
        sheets = (sheet for book in self.books.values() for sheet in book.sheets)
        return next(sheet for sheet in sheets if line is sheet.card or line in sheet.lines)

    def book_of(self, sheet: Sheet) -> Book:
        return next(book for book in self.books.values() if sheet in book.sheets)

    def free(self, *keys: str) -> bool:
        return not any(_meet(key, taken) for key in keys for taken in self.claimed)

    def claim(self, *keys: str) -> None:
        """Lay a hand on these. Raises Taken when another already has."""
        if not self.free(*keys):
            raise Taken(keys)
        self.claimed.update(keys)

    def pick(self, chance: Random, lines: Iterable[Line]) -> Line:
        """One of the lines that nobody has spoilt, now claimed. Raises Taken when there is none."""
        able = [line for line in lines if self.free(line.path, line.subject)]
        if not able:
            raise Taken("lines")
        line = chance.choice(able)
        self.claim(line.path, line.subject)
        return line

    def pick_sheet(self, chance: Random, sheets: Iterable[Sheet]) -> Sheet:
        """One of the sheets of which nothing is spoilt, now claimed with all it tells of."""
        able = [sheet for sheet in sheets if self.free(*_keys(sheet))]
        if not able:
            raise Taken("sheets")
        sheet = chance.choice(able)
        self.claim(*_keys(sheet))
        return sheet

    def about(self, subject: str, form: str) -> list[Line]:
        """The lines and cards of a form that tell of a subject."""
        return [line for line in (*self.lines(form), *self.cards(form)) if line.subject == subject]


def first(found: Iterable[T]) -> T:
    """Raises Taken when none is left."""
    for one in found:
        return one
    raise Taken("all")


def drawn(chance: Random, found: Iterable[T]) -> T:
    """One of these. Raises Taken when none is left."""
    several = list(found)
    if not several:
        raise Taken("all")
    return chance.choice(several)


def _keys(sheet: Sheet) -> Iterator[str]:
    yield sheet.path
    if sheet.card:
        yield sheet.card.subject
    yield from {line.subject for line in sheet.lines}


def _meet(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
