"""How one cell becomes one value: the annotated types of which records are made.

A reader gets what stood in the cell (text, number, date …) and returns the value, or raises PydanticCustomError with a
type that stage 2 turns into a message at the cell. The `Reads` mark tells the blank workbooks how to format the column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from pipeline import indonesian
from pipeline.files import FileFacts
from pipeline.records.base import CellContext, wrong
from pipeline.records.moments import read_birth, read_day, read_moment
from pipeline.records.texts import read_code, read_lines, read_name, read_text

_LARGEST_COUNT = 999_999_999
_SIDES = 4
_WIDEST_MARGIN_CM = 6.0
_UNMARKED = frozenset(("", "-", "0"))
_CROSS = "x"
"""It marks a week of a plan, though elsewhere it says no."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a column holds, for whoever formats or fills it: "text", "identity", "day", "choice:sector" …"""

    kind: str


def _identity(value: object) -> str:
    """Digits that must have been typed as text: Excel keeps only fifteen digits of a number."""
    if isinstance(value, bool | int | float):
        raise wrong("identity_as_number")
    return indonesian.digits(str(value))


def _account(value: object) -> object:
    account = _identity(value)
    if not any(map(str.isdigit, account)):
        raise wrong("bare", lacks="angka")
    return account


def _nik(value: object) -> object:
    nik = _identity(value)
    if fault := indonesian.nik_fault(nik):
        raise wrong("nik", fault=fault)
    return nik


def _nip(value: object) -> object:
    nip = _identity(value)
    if fault := indonesian.nip_fault(nip):
        raise wrong("nip", fault=fault)
    return nip


def _npwp(value: object) -> object:
    npwp = _identity(value)
    if fault := indonesian.npwp_fault(npwp):
        raise wrong("npwp", fault=fault)
    return npwp


def _phone(value: object) -> object:
    """Excel drops the leading zero of a phone typed as a number; it can be put back, unlike a lost last digit."""
    text = str(int(value)) if isinstance(value, int | float) else str(value)
    phone = indonesian.phone_key(text)
    if phone is None:
        raise wrong("phone")
    return phone


def _money(value: object) -> object:
    amount = None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        amount = Decimal(str(value))
    elif isinstance(value, str) and (read := indonesian.read_money(value)):
        amount, words = read.amount, indonesian.read_in_words(read.words)
        if words is not None and words != amount:
            raise wrong("words", words=indonesian.rupiah(words), digits=indonesian.rupiah(amount))
    if amount is None or not 0 <= amount < 10**indonesian.MOST_DIGITS:
        raise wrong("money")
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
            raise wrong("integer", least=least)
        return number

    return read


def _margins(value: object) -> object:
    """Four lengths in centimetres, "2/2,5/3/2"."""
    if isinstance(value, tuple):
        return value
    parts = [part.strip().replace(",", ".").removesuffix("cm").strip() for part in re.split("[/;]", str(value))]
    if not all(re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", part) for part in parts):
        raise wrong("margins")
    margins = tuple(float(part) for part in parts)
    if len(margins) != _SIDES or max(margins) > _WIDEST_MARGIN_CM:
        raise wrong("margins")
    return margins


def _sex(value: object) -> object:
    read = indonesian.read_sex(str(read_text(value)))
    if read is None:
        raise wrong("sex")
    return read


def _presence(value: object) -> object:
    read = indonesian.read_presence(str(read_text(value)))
    if read is None:
        raise wrong("presence")
    return read


def _marked(value: object) -> object:
    """A mark in a plan: a tick, "x", "ya", a sign without letters, or a day or number of the week; "tidak", "-" and 0
    are none. Any other word says what nobody can tell."""
    text = str(read_text(value) or "").casefold()
    if text in _UNMARKED or (text != _CROSS and indonesian.read_yes_no(text) is False):
        return False
    signs = not any(map(str.isalpha, text)) or any(map(str.isdecimal, text))
    if text == _CROSS or signs or indonesian.read_yes_no(text) or indonesian.read_weekday(text) is not None:
        return True
    raise wrong("mark")


def _file(value: object) -> object:
    """A file cell: stage 1 has put what it saw of the file in the cell's place."""
    return value if isinstance(value, FileFacts) else FileFacts(str(value))


def chosen(name: str) -> Callable[[object, ValidationInfo], object]:
    """The reader of a closed list. Without a context the text stays as it is."""

    def read(value: object, info: ValidationInfo) -> object:
        text = read_text(value)
        known: CellContext | None = info.context
        if not isinstance(text, str) or not known or name not in known.lists:
            return text
        found = known.lists[name].get(indonesian.heading_key(text))
        if found is None:
            raise wrong("choice", allowed=", ".join(dict.fromkeys(known.lists[name].values())))
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


Text = Annotated[str, BeforeValidator(read_text), Reads("text")]
Name = Annotated[str, BeforeValidator(read_name), Reads("text")]
Lines = Annotated[str, BeforeValidator(read_lines), Reads("lines")]
Code = Annotated[str, BeforeValidator(read_code), Reads("code")]
Nik = Annotated[str, BeforeValidator(_nik), Reads("identity")]
Nip = Annotated[str, BeforeValidator(_nip), Reads("identity")]
Npwp = Annotated[str, BeforeValidator(_npwp), Reads("identity")]
Account = Annotated[str, BeforeValidator(_account), Reads("identity")]
Phone = Annotated[str, BeforeValidator(_phone), Reads("phone")]
Day = Annotated[date, BeforeValidator(read_day), Reads("day")]
BirthDate = Annotated[date, BeforeValidator(read_birth), Reads("day")]
Moment = Annotated[time, BeforeValidator(read_moment), Reads("time")]
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
