"""Times of day and time zones: "08.30–10.00 WIB"."""

import re
from datetime import datetime, time, timedelta
from typing import Literal

from .text import UNTIL, clean

Zone = Literal["WIB", "WITA", "WIT"]

_TIME = re.compile(
    r"(?:(?:pukul|pkl|jam)[\s.:]*)?(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:](?P<second>[0-9]{2}))?\s*(?:wib|wita|wit)?"
)
_SECONDS_OF_A_DAY = 86_400
_ZONE = re.compile(r"(?<![^\W\d_])(?:WIB|WITA|WIT)(?![^\W\d_])")


def time_of_day(moment: time) -> str:
    """A time with a point: "08.30"."""
    return f"{moment:%H.%M}"


def time_range(start: time, end: time | None, zone: str) -> str:
    """From start to end: "08.30–10.00 WIB"; without an end "08.30 WIB sampai dengan selesai". `zone` may be ""."""
    if end is None:
        return f"{time_of_day(start)} {zone}".rstrip() + " sampai dengan selesai"
    return f"{time_of_day(start)}–{time_of_day(end)} {zone}".rstrip()


def read_time(text: str) -> time | None:
    """The time of day that a text says ("08.30", "8:30", "pukul 08.30 WIB"), or None."""
    match = _TIME.fullmatch(clean(text).casefold())
    if match is None:
        return None
    try:
        return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None


def time_of_serial(serial: float) -> time | None:
    """The time that Excel keeps as this part of a day, to the nearest second; None for any other number, and for
    nought: it is rather a number than midnight."""
    seconds = round(serial * _SECONDS_OF_A_DAY) if 0 < serial < 1 else 0
    return (datetime.min + timedelta(seconds=seconds)).time() if 0 < seconds < _SECONDS_OF_A_DAY else None


def read_time_range(text: str) -> tuple[time, time | None] | None:
    """Start and end of a range ("08.30 - 10.00 WIB"), or None; a lone time and "08.30 s.d. selesai" have no end."""
    start_text, *end_texts = UNTIL.split(clean(text).casefold())
    start = read_time(start_text)
    if start is None or len(end_texts) > 1:
        return None
    if not end_texts or end_texts[0].rstrip(".") == "selesai":
        return start, None
    end = read_time(end_texts[0])
    return None if end is None else (start, end)


def read_zone(text: str) -> Zone | None:
    """The time zone that a text names, once or several times the same; None when it names none or two."""
    named: set[str] = set(_ZONE.findall(clean(text).upper()))
    zones: tuple[Zone, ...] = ("WIB", "WITA", "WIT")
    return next((zone for zone in zones if named == {zone}), None)
