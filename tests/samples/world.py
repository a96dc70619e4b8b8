"""Who is who in the sample stories: world.toml and texts.toml, the members' numbers, and which days are worked."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WORLD: dict[str, Any] = tomllib.loads((HERE / "world.toml").read_text("utf-8"))
TEXTS: dict[str, Any] = tomllib.loads((HERE / "texts.toml").read_text("utf-8"))

HOLIDAYS = {date(2015, 5, 14), date(2015, 6, 2), date(2015, 6, 1)}
"""Ascension, Vesak, and the day between it and the Sunday."""
AREA_CODES = {"Jawa Tengah": "3369", "Nusa Tenggara Timur": "5369"}


@dataclass(frozen=True, slots=True)
class Member:
    number: int
    name: str
    sex: str
    birth_date: date
    nik: str


def members() -> dict[str, list[Member]]:
    """The members of every group, with numbers that are built right and belong to nobody."""
    found: dict[str, list[Member]] = {}
    serial = 9101
    for number, group in enumerate(WORLD["groups"]):
        area = AREA_CODES[office_of(group["facilitator"])["province"]]
        found[group["code"]] = []
        for position, entry in enumerate(WORLD["members"][group["code"]], start=1):
            name, sex = entry.split("/")
            # Between 19 and 51 years old when the term begins.
            born = date(1964, 1, 11) + timedelta(days=(number * 977 + position * 1129) % 11_600)
            found[group["code"]].append(Member(position, name, sex, born, nik(area, number % 4 + 1, born, sex, serial)))
            serial += 1
    return found


def nik(area: str, subdistrict: int, born: date, sex: str, serial: int) -> str:
    day = born.day + (40 if sex == "P" else 0)
    return f"{area}{subdistrict:02}{day:02}{born:%m%y}{serial}"


def office_of(facilitator: str) -> dict[str, Any]:
    """The district's office of a facilitator."""
    code = next(entry["district"] for entry in WORLD["facilitators"] if entry["code"] == facilitator)
    return next(office for office in WORLD["offices"] if office["code"] == code)


def working_day(day: date) -> date:
    """The day, or the next one that is neither a holiday nor at the weekend."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day
