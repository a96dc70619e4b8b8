"""How one cell becomes one value: the annotated types of which records are made.

A reader gets what stood in the cell (text, number, date …) and returns the value, or raises PydanticCustomError with a
type that stage 2 turns into a message at the cell. The `Reads` mark tells the blank workbooks how to format the column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from pipeline import indonesian
from pipeline.files import FileFacts
from pipeline.findings import mask
from pipeline.records.base import CellContext

_LARGEST_COUNT = 999_999_999
_HALF = 0.5
_SIDES = 4
_WIDEST_MARGIN_CM = 6.0
_UNMARKED = frozenset(("", "-", "0"))
_CROSS = "x"
"""It marks a week of a plan, though elsewhere it says no."""
_SERIAL = re.compile(r"[1-7][0-9]{4}")
"""The number of a day, kept as text."""
_CODE = re.compile(r"[A-Z0-9_.-]*")
_WRITTEN_IN_CODES = str.maketrans(dict.fromkeys("/–—‑−", "-") | {" ": ""})
"""How people write the hyphen of a code."""
CODE_IS_PERSONAL = "tampaknya nomor pribadi, padahal kode menjadi nama berkas"
CODE_HAS_SIGNS = "kode hanya boleh memuat huruf A–Z, angka 0–9, tanda hubung, titik, garis bawah, dan garis miring"


@dataclass(frozen=True, slots=True)
class Reads:
    """What a column holds, for whoever formats or fills it: "text", "identity", "day", "choice:sector" …"""

    kind: str


def _wrong(kind: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, values or None)


def _text(value: object) -> object:
    """A line of text. Numbers come as Excel shows them; a code typed as a number is text all the same."""
    if isinstance(value, str):
        return indonesian.clean(value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime | date):
        return indonesian.numeric_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return indonesian.clean(str(value)) if value is not None else None


def _lines(value: object) -> object:
    return indonesian.clean_lines(value) if isinstance(value, str) else _text(value)


def _name(value: object) -> object:
    """What people, groups and companies are called has a letter in it."""
    if isinstance(value, bool):
        raise _wrong("name")
    text = _text(value)
    if isinstance(text, str) and not any(map(str.isalpha, text)):
        raise _wrong("bare", lacks="huruf")
    return text


def _code(value: object) -> object:
    """A code names files, and stands in every finding and in command lines for people to copy: it is no personal number
    and holds nothing that a system or a shell takes for more than a name."""
    text = _text(value)
    if not isinstance(text, str):
        return text
    code, fault = _plain_code(text)
    if fault:
        raise _wrong("code", fault=fault)
    return code


def plain_code(text: str) -> str | None:
    """The code as all rows have it that name it; None for what can be no code."""
    code, fault = _plain_code(text)
    return None if fault else code


@lru_cache(maxsize=1024)
def _plain_code(text: str) -> tuple[str, str]:
    """The code as all rows have it that name it, and why it can be none."""
    code = text.upper().translate(_WRITTEN_IN_CODES)
    if mask(code) != code:
        return code, CODE_IS_PERSONAL
    return code, "" if _CODE.fullmatch(code) else CODE_HAS_SIGNS


def _identity(value: object) -> str:
    """Digits that must have been typed as text: Excel keeps only fifteen digits of a number."""
    if isinstance(value, bool | int | float):
        raise _wrong("identity_as_number")
    return indonesian.digits(str(value))


def _account(value: object) -> object:
    account = _identity(value)
    if not any(map(str.isdigit, account)):
        raise _wrong("bare", lacks="angka")
    return account


def _nik(value: object) -> object:
    nik = _identity(value)
    if fault := indonesian.nik_fault(nik):
        raise _wrong("nik", fault=fault)
    return nik


def _nip(value: object) -> object:
    nip = _identity(value)
    if fault := indonesian.nip_fault(nip):
        raise _wrong("nip", fault=fault)
    return nip


def _npwp(value: object) -> object:
    npwp = _identity(value)
    if fault := indonesian.npwp_fault(npwp):
        raise _wrong("npwp", fault=fault)
    return npwp


def _phone(value: object) -> object:
    """Excel drops the leading zero of a phone typed as a number; it can be put back, unlike a lost last digit."""
    text = str(int(value)) if isinstance(value, int | float) else str(value)
    phone = indonesian.phone_key(text)
    if phone is None:
        raise _wrong("phone")
    return phone


def _birth(value: object, info: ValidationInfo) -> object:
    """A birth date; before it the place of birth may stand, as rosters often have both in one column. Two digits of its
    year mean one that is no later than the programme's."""
    known: CellContext | None = info.context
    until = known.year if known else indonesian.TWO_DIGITS_UNTIL
    placed = indonesian.read_placed_date(value, until) if isinstance(value, str) else None
    return placed[1] if placed else _date(value, until)


def _day(value: object) -> object:
    return _date(value, indonesian.TWO_DIGITS_UNTIL)


def _date(value: object, two_digits_until: int) -> object:
    """A date, a text that says one, or the number by which Excel keeps it, typed or pasted without its format."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        read = indonesian.read_date(value, two_digits_until)
        again = indonesian.read_date_in_brackets(value, two_digits_until)
        if read and again and again != read.date:
            raise _wrong("words", words=indonesian.long_date(read.date), digits=indonesian.long_date(again))
        serial = _SERIAL.fullmatch(indonesian.clean(value))
        value = read.date if read else float(value) if serial else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = indonesian.date_of_serial(value)
    if not isinstance(value, date) or value.year > indonesian.LAST_YEAR:
        raise _wrong("day")
    return value


def _moment(value: object) -> object:
    """A time, also as the part of a day by which Excel keeps it; and Excel makes 9.3 of a typed 9.30. But 9.5 may be
    half past nine as well as 09.50: that nobody can tell."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    read = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        read = indonesian.time_of_serial(value)
        if 1 <= value < 24 and value % 1 != _HALF:
            value = f"{value:.2f}"
    if isinstance(value, str):
        read = indonesian.read_time(value)
    if read is None:
        raise _wrong("time")
    return read


def _money(value: object) -> object:
    amount = None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        amount = Decimal(str(value))
    elif isinstance(value, str) and (read := indonesian.read_money(value)):
        amount, words = read.amount, indonesian.read_in_words(read.words)
        if words is not None and words != amount:
            raise _wrong("words", words=indonesian.rupiah(words), digits=indonesian.rupiah(amount))
    if amount is None or not 0 <= amount < 10**indonesian.MOST_DIGITS:
        raise _wrong("money")
    return amount


def _counted(least: int) -> Callable[[object], object]:
    """The reader of what is counted or numbered here (people, months, entries of a list): whole, never many."""

    def read(value: object) -> object:
        number = None
        if isinstance(value, int) and not isinstance(value, bool):
            number = value
        elif isinstance(value, float) and value.is_integer():
            number = int(value)
        elif isinstance(value, str):
            number = indonesian.read_integer(value)
        if number is None or not least <= number <= _LARGEST_COUNT:
            raise _wrong("integer", least=least)
        return number

    return read


def _margins(value: object) -> object:
    """Four lengths in centimetres, "2/2,5/3/2"."""
    if isinstance(value, tuple):
        return value
    parts = [part.strip().replace(",", ".").removesuffix("cm").strip() for part in re.split("[/;]", str(value))]
    if not all(re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", part) for part in parts):
        raise _wrong("margins")
    margins = tuple(float(part) for part in parts)
    if len(margins) != _SIDES or max(margins) > _WIDEST_MARGIN_CM:
        raise _wrong("margins")
    return margins


def _sex(value: object) -> object:
    read = indonesian.read_sex(str(_text(value)))
    if read is None:
        raise _wrong("sex")
    return read


def _presence(value: object) -> object:
    read = indonesian.read_presence(str(_text(value)))
    if read is None:
        raise _wrong("presence")
    return read


def _marked(value: object) -> object:
    """A mark in a plan: a tick, "x", "ya", a sign without letters, or a day or number of the week; "tidak", "-" and 0
    are none. Any other word says what nobody can tell."""
    text = str(_text(value) or "").casefold()
    if text in _UNMARKED or (text != _CROSS and indonesian.read_yes_no(text) is False):
        return False
    signs = not any(map(str.isalpha, text)) or any(map(str.isdecimal, text))
    if text == _CROSS or signs or indonesian.read_yes_no(text) or indonesian.read_weekday(text) is not None:
        return True
    raise _wrong("mark")


def _file(value: object) -> object:
    """A file cell: stage 1 has put what it saw of the file in the cell's place."""
    return value if isinstance(value, FileFacts) else FileFacts(str(value))


def chosen(name: str) -> Callable[[object, ValidationInfo], object]:
    """The reader of a closed list. Without a context the text stays as it is."""

    def read(value: object, info: ValidationInfo) -> object:
        text = _text(value)
        known: CellContext | None = info.context
        if not isinstance(text, str) or not known or name not in known.lists:
            return text
        found = known.lists[name].get(indonesian.heading_key(text))
        if found is None:
            raise _wrong("choice", allowed=", ".join(dict.fromkeys(known.lists[name].values())))
        return found

    return read


def several(name: str) -> Callable[[object, ValidationInfo], object]:
    """The reader of a cell that names several entries of a closed list, parted by comma, semicolon, "dan", new line."""

    def read(value: object, info: ValidationInfo) -> object:
        if isinstance(value, tuple):
            return value
        return tuple(dict.fromkeys(str(chosen(name)(part, info)) for part in named_in(str(value))))

    return read


def named_in(text: str) -> list[str]:
    """The entries of a closed list that one cell names, as they are written."""
    return _split(text, r"[,;\n/&]|\bdan\b|\bserta\b")


def _split(text: str, separators: str) -> list[str]:
    return [part for part in (indonesian.clean(piece) for piece in re.split(separators, text)) if part]


def _parts(value: object) -> object:
    return value if isinstance(value, tuple) else tuple(_split(str(value), r"[;\n]"))


Text = Annotated[str, BeforeValidator(_text), Reads("text")]
Name = Annotated[str, BeforeValidator(_name), Reads("text")]
Lines = Annotated[str, BeforeValidator(_lines), Reads("lines")]
Code = Annotated[str, BeforeValidator(_code), Reads("code")]
Nik = Annotated[str, BeforeValidator(_nik), Reads("identity")]
Nip = Annotated[str, BeforeValidator(_nip), Reads("identity")]
Npwp = Annotated[str, BeforeValidator(_npwp), Reads("identity")]
Account = Annotated[str, BeforeValidator(_account), Reads("identity")]
Phone = Annotated[str, BeforeValidator(_phone), Reads("phone")]
Day = Annotated[date, BeforeValidator(_day), Reads("day")]
BirthDate = Annotated[date, BeforeValidator(_birth), Reads("day")]
Moment = Annotated[time, BeforeValidator(_moment), Reads("time")]
Money = Annotated[Decimal, BeforeValidator(_money), Reads("money")]
Integer = Annotated[int, BeforeValidator(_counted(0)), Reads("integer")]
Ordinal = Annotated[int, BeforeValidator(_counted(1)), Reads("integer")]
Margins = Annotated[tuple[float, float, float, float], BeforeValidator(_margins), Reads("text")]
Sex = Annotated[str, BeforeValidator(_sex), Reads("choice:sex")]
PresenceMark = Annotated[str, BeforeValidator(_presence), Reads("choice:presence")]
Marked = Annotated[bool, BeforeValidator(_marked), Reads("mark")]
File = Annotated[FileFacts, BeforeValidator(_file), Reads("file")]
Parts = Annotated[tuple[str, ...], BeforeValidator(_parts), Reads("text")]
Level = Annotated[str, BeforeValidator(chosen("level")), Reads("choice:level")]
SignerKind = Annotated[str, BeforeValidator(chosen("signer_kind")), Reads("choice:signer_kind")]
SigningMode = Annotated[str, BeforeValidator(chosen("signing")), Reads("choice:signing")]
Paper = Annotated[str, BeforeValidator(chosen("paper")), Reads("choice:paper")]
NumberSource = Annotated[str, BeforeValidator(chosen("number_source")), Reads("choice:number_source")]
PaperKind = Annotated[str, BeforeValidator(chosen("paper_kind")), Reads("choice:paper_kind")]
StampedPapers = Annotated[tuple[str, ...], BeforeValidator(several("stamped_paper")), Reads("choices:stamped_paper")]
PaperKinds = Annotated[tuple[str, ...], BeforeValidator(several("paper_kind")), Reads("text")]
ReportKind = Annotated[str, BeforeValidator(chosen("report_kind")), Reads("choice:report_kind")]
Activity = Annotated[str, BeforeValidator(chosen("activity")), Reads("choice:activity")]
PlanActivity = Annotated[str, BeforeValidator(chosen("plan_activity")), Reads("choice:plan_activity")]
Sector = Annotated[str, BeforeValidator(chosen("sector")), Reads("choice:sector")]
Background = Annotated[str, BeforeValidator(chosen("background")), Reads("choice:background")]
Position = Annotated[str, BeforeValidator(chosen("position")), Reads("choice:position")]
PartnerKind = Annotated[str, BeforeValidator(chosen("partner_kind")), Reads("choice:partner_kind")]
Cooperation = Annotated[tuple[str, ...], BeforeValidator(several("cooperation")), Reads("choices:cooperation")]
EvidenceKind = Annotated[str, BeforeValidator(chosen("evidence_kind")), Reads("choice:evidence_kind")]
ObstacleKind = Annotated[str, BeforeValidator(chosen("obstacle_kind")), Reads("choice:obstacle_kind")]
