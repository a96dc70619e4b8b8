"""Whose a monthly workbook is, and what its name tells of that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ANY_CODE = r"[A-Z]{1,3}-\d{2,4}"
_MONTH_IN_NAME = re.compile(r"(?:BULAN|BLN)-?(?:KE-?)?(?P<month>[1-9])(?![0-9])")


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """Whose workbook it is, and of which month of the term."""

    facilitator: str
    month: int

    @property
    def key(self) -> str:
        return f"month:{self.facilitator}/{self.month}"


def facilitator_by_name(file: str, roster: Sequence[str]) -> str:
    """The facilitator whose code stands in a path; "" when none or several do."""
    text = _plain(file)
    if roster:
        found = {code for code in roster if re.search(rf"(?<![A-Z0-9]){re.escape(code)}(?![A-Z0-9])", text)}
    else:
        found = set(re.findall(rf"(?<![A-Z0-9]){_ANY_CODE}(?![A-Z0-9])", text))
    return found.pop() if len(found) == 1 else ""


def owner_by_name(file: str, roster: Sequence[str]) -> Owner | None:
    """Owner and month as a path tells them: "M-001/bulan-1.xlsx"; None when it does not tell both."""
    facilitator = facilitator_by_name(file, roster)
    months = {match["month"] for match in _MONTH_IN_NAME.finditer(_plain(file))}
    return Owner(facilitator, int(months.pop())) if facilitator and len(months) == 1 else None


def told_by_name(file: str, owner: Owner, months: int) -> Owner:
    """The owner as a path tells it, by a code like the one on the card; what it does not tell is as on the card."""
    text = _plain(file)
    like = re.sub(r"\d+", r"\\d+", re.escape(_plain(owner.facilitator)))
    codes = set(re.findall(rf"(?<![A-Z0-9]){like}(?![A-Z0-9])", text))
    found = {month for match in _MONTH_IN_NAME.finditer(text) if (month := int(match["month"])) <= months}
    return Owner(codes.pop() if len(codes) == 1 else owner.facilitator, found.pop() if len(found) == 1 else owner.month)


def keys_by_name(file: str, roster: Sequence[str]) -> list[str]:
    """Whom a file is about as far as its name tells."""
    facilitator = facilitator_by_name(file, roster)
    return [f"facilitator:{facilitator}"] if facilitator else []


def _plain(file: str) -> str:
    return re.sub(r"[\s_./\\()]+", "-", file.upper())
