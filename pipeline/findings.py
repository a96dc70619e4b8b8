"""What is wrong with the input, as values: a place, a message, and whom it concerns.

A `Message` is declared once, beside the rule that says it. A `Finding` is a message at a place with the values that
fill its text. Terminal, JSON and marked workbook are views of one list of findings. Nothing here raises for bad input.
"""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType, ModuleType
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Withholds every paper that prints a fact of what the finding is about."""
    WARNING = "warning"
    """Shown, withholds nothing."""
    NOTE = "note"
    """Counts something, or tells how something was read."""
    WAIVED = "waived"
    """An officer accepted it: it stays in the list and withholds nothing. Of a finding only, never of a message."""


class Place(NamedTuple):
    """Where something stands: workbook (path as the clerk gave it), sheet, cell ("C7"). Empty parts: the whole.

    As text, personal numbers in it are masked: a sheet may be called by one. `sheet` itself is as in the workbook.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        inside = "!".join(part for part in (mask(self.sheet), self.cell) if part)
        return f"{mask(self.file)} › {inside}" if inside else mask(self.file)

    @property
    def column(self) -> str:
        """The column's letters; "" when no single cell is meant."""
        cell = _CELL.fullmatch(self.cell)
        return cell[1] if cell else ""

    @property
    def row(self) -> int:
        """The row's number, from 1; 0 when no single cell is meant."""
        cell = _CELL.fullmatch(self.cell)
        return int(cell[2]) if cell else 0


NOWHERE = Place()

# A date, a range of hours and a sensible amount in rupiah are no personal numbers, however many digits they have.
_IMPERSONAL = re.compile(
    r"(?<!\d)(?<!\d[-./_])(?:"
    r"(?:0?[1-9]|[12]\d|3[01])(?P<between> ?[-./] ?)(?:0?[1-9]|1[0-2])(?P=between)(?:19|20)\d\d"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"|[0-2]?\d[.:][0-5]\d ?[-–] ?[0-2]?\d[.:][0-5]\d"
    r")(?![-./_]?\d)"
    r"|(?<!\d)(?<!\d[.-])[1-9]\d{0,2}(?:\.\d{3}){2,3},(?:-|\d\d)(?![ .-]?\d)"
    r"|(?<![\d.,/-])(?:\d{1,12} ?[Rr]upiah\b|[1-9]\d{0,11},(?:-|\d\d)(?![\d.,/-])|0[.,]\d{1,17}(?![\d.,/-]))"
    r"|\bRp\.? ?(?:\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,11})(?:,\d\d(?!\d))?(?![.-]?\d)"
)
_DIGITS = (
    r"\d\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490"
    r"\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\U00010a40-\U00010a43"
    r"\U00010e60-\U00010e68\U00011052-\U0001105a\U0001f100-\U0001f10a"
)
"""What is read as a digit, plain, raised, lowered or in a circle: all that `str.isdigit` takes for one."""
_PERSONAL = re.compile(rf"[{_DIGITS}](?:[\s.)\-\u2010\u2011\ufffd]{{0,3}}[{_DIGITS}]){{7,}}")
_PARTED = re.compile(rf"[{_DIGITS}](?:[\W_\u115f\u1160\u3164\uffa0]{{0,9}}[{_DIGITS}]){{15,}}")
"""Digits enough for a NIK, whatever stands between them that is no letter; some fillers count as letters."""
_GROUP = re.compile(f"[{_DIGITS}]+")
_NIK_DIGITS = 16
_SERIAL_DIGITS = 4
_NIK = re.compile(r"[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4}")
"""How a NIK is built; women have 40 added to their day of birth."""
_LINE_ENDS = re.compile("[\n\r\t\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BEFORE_STOP = re.compile(r"\{(\w+)\}\.(?=\s|$)")
_DIGIT = re.compile(f"[{_DIGITS}]")
_CELL = re.compile("([A-Z]+)([0-9]+)")
_LONGEST_VALUE = 500
"""Characters of a value that a finding shows: a cell may hold a book."""
_LONGEST_NUMBER = 200
"""Characters, with what parts its digits, beyond which nothing is taken for one number: then more of a text need not be
seen to know that what begins in it is personal."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that can be wrong: its code, how grave it is, what the clerk reads, and the source of the rule.

    `text` and `fix` are Indonesian with `{placeholders}`; codes are a family letter and two digits, never reused:
    G reading and cells (B where G has no number left), C calendar, A activity, N minutes, K partnership, L letters and
    gates, F photos, P privacy, T templates.
    """

    code: str
    severity: Severity
    text: str
    fix: str
    source: str
    waivable: bool = False
    """Whether an officer may accept it (see `waivers`): never identity, reading, money or the order of dates."""

    def at(self, place: Place, about: Iterable[str] = (), name: str = "", **values: object) -> "Finding":
        """This message said of a place. `about` are keys such as "group:K-01"; `name` is the field concerned.

        Personal numbers in the values are masked here, so that no view of the finding can leak one.
        """
        masked = {key: beginning(str(value)) for key, value in values.items()}
        return Finding(self, place, tuple(dict.fromkeys(about)), name, masked)


@dataclass(frozen=True, slots=True)
class Finding:
    """A message at a place: what was found, where, and about whom."""

    message: Message
    place: Place
    about: tuple[str, ...] = ()
    field: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    waived_by: str = ""
    """The officer who accepted it."""
    beside: str = ""
    """Whose row the cell stands in: where it is about nobody it is looked for under them, and withholds nothing."""

    @property
    def code(self) -> str:
        return self.message.code

    @property
    def whom(self) -> tuple[str, ...]:
        """Whom people look for it under."""
        return self.about or ((self.beside,) if self.beside else ())

    @property
    def severity(self) -> Severity:
        """How much it matters in this run: what was accepted withholds nothing."""
        return Severity.WAIVED if self.waived_by else self.message.severity

    @property
    def text(self) -> str:
        """What is wrong, ready to read."""
        return _told(self.message.text, self.values)

    @property
    def fix(self) -> str:
        """What to do about it, ready to read."""
        return _told(self.message.fix, self.values)


def _told(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; where one ends with a full stop ("S.E."), that of the sentence is left out."""
    text = _BEFORE_STOP.sub(lambda match: match[0][:-1] if values[match[1]].endswith(".") else match[0], text)
    return text.format_map(values)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only those that withhold papers."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def in_order(findings: Iterable[Finding], sheets: Mapping[str, Sequence[str]] = MappingProxyType({})) -> list[Finding]:
    """As a clerk walks through the workbooks: by file, sheet, row, column, then code; what has no place comes last.

    `sheets`: of each file in their order; others follow by their names, and what is about the whole file comes first.
    """
    return sorted(findings, key=lambda finding: _reading_order(finding, sheets.get(finding.place.file, ())))


def _reading_order(
    finding: Finding, sheets: Sequence[str]
) -> tuple[bool, str, bool, int, str, int, int, str, str, str]:
    place = finding.place
    number = sheets.index(place.sheet) if place.sheet in sheets else len(sheets)
    sheet = (bool(place.sheet), number, place.sheet)
    column = place.column
    return (not place.file, place.file, *sheet, place.row, len(column), column, finding.code, finding.text)


def messages_of(modules: Iterable[ModuleType]) -> list[Message]:
    """The catalogue: every message that these modules declare, by code. A message imported elsewhere counts once."""
    found = {value for module in modules for value in vars(module).values() if isinstance(value, Message)}
    return sorted(found, key=lambda message: message.code)


def mask(text: str) -> str:
    """The text with personal numbers masked: of eight digits or more in a row all but the last four become "•".

    Points, hyphens, blanks and a closing bracket may stand between the digits, as in an NPWP, a NIP in groups or a
    phone number; between the sixteen of a NIK anything but letters. Numeric dates, ranges of hours and amounts ("Rp…",
    "…,-", "…,00") are left as they are.

    Names of files and sheets may hold anything: line ends become blanks, and what would steer a terminal or turn the
    direction of a text, or is no character at all, becomes "\ufffd".
    """
    if not text.isprintable():
        text = _UNSEEN.sub("\ufffd", _LINE_ENDS.sub(" ", text))
    if len(text) < 8 or sum(map(str.isdigit, text)) < 8:
        return text
    masked: list[str] = []
    end = 0
    for impersonal in _IMPERSONAL.finditer(text):
        masked += _masked(text[end : impersonal.start()]), impersonal.group()
        end = impersonal.end()
    return "".join((*masked, _masked(text[end:])))


def _masked(text: str) -> str:
    """The text, which holds nothing impersonal, with personal numbers masked."""
    return _PERSONAL.sub(lambda found: _all_but_four(found.group()), _PARTED.sub(_without_niks, text))


def _without_niks(found: re.Match[str]) -> str:
    """A run of digits with every NIK in it masked.

    All of the run is one when it has sixteen digits, if they are built like one or parted like one that was mistyped.
    Of a longer run, groups are one that have sixteen digits together and are built like one.
    """
    text, groups = found.group(), [group.span() for group in _GROUP.finditer(found.group())]
    if sum(end - start for start, end in groups) == _NIK_DIGITS:
        meant = _is_nik(text) or _is_parted_like_a_nik(text, [end - start for start, end in groups])
        return _all_but_four(text) if meant else text
    first = 0
    while first < len(groups):
        last, digits = first, groups[first][1] - groups[first][0]
        while digits < _NIK_DIGITS and last + 1 < len(groups):
            last += 1
            digits += groups[last][1] - groups[last][0]
        start, end = groups[first][0], groups[last][1]
        lengths = {min(end - start, 2) for start, end in groups[first : last + 1]}
        if digits == _NIK_DIGITS and len(lengths) == 1 and _is_nik(text[start:end]):
            text = text[:start] + _all_but_four(text[start:end]) + text[end:]
            first = last
        first += 1
    return text


def _is_nik(text: str) -> bool:
    return _NIK.fullmatch("".join(str(unicodedata.digit(digit)) for digit in _DIGIT.findall(text))) is not None


def _is_parted_like_a_nik(text: str, lengths: Sequence[int]) -> bool:
    """Whether digits are parted by area, date and serial or into long groups; lists of row numbers and of years, with
    their commas, are not, nor are the numbers of letters."""
    *area_and_date, serial = lengths
    long = min(lengths) >= _SERIAL_DIGITS or (serial == _SERIAL_DIGITS and set(area_and_date) <= {2, 6})
    return long and "," not in text


def beginning(text: str, longest: int = _LONGEST_VALUE) -> str:
    """As much of a text as a sentence can hold, masked; a number that is cut off is masked like the whole of it."""
    masked = mask(text[: longest + _LONGEST_NUMBER])
    return masked if len(text) <= longest else f"{masked[:longest]}…"


def _all_but_four(text: str) -> str:
    return _DIGIT.sub("•", text, count=len(_DIGIT.findall(text)) - 4)
