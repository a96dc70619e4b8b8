"""Times of day, ranges and zones."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import indonesian as ind

MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def test_written_forms():
    assert ind.time_of_day(time(8, 5)) == "08.05"
    assert ind.time_range(time(8, 30), time(10), "WIB") == "08.30–10.00 WIB"
    assert ind.time_range(time(8, 30), time(10), "") == "08.30–10.00"
    assert ind.time_range(time(8, 30), None, "WITA") == "08.30 WITA sampai dengan selesai"


@given(MINUTES, MINUTES | st.none(), st.sampled_from(["WIB", "WITA", "WIT", ""]))
def test_a_written_range_reads_back(start, end, zone):
    written = ind.time_range(start, end, zone)
    assert ind.read_time_range(written) == (start, end)
    assert ind.read_zone(written) == (zone or None)


@pytest.mark.parametrize(
    "text", ["08.30", "8:30", "8.30", "08.30 WIB", "08.30WIB", "pukul 08.30", "Pkl. 08.30 wita", "jam 8.30", "08:30:00"]
)
def test_half_past_eight(text):
    assert ind.read_time(text) == time(8, 30)


@pytest.mark.parametrize(
    "text", ["", "-", "8", "24.30", "08.60", "0830", "08,30", "pagi", "08.30 - 10.00", "0.3541666"]
)
def test_what_is_no_time(text):
    assert ind.read_time(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "08.30 - 10.00 WIB", "08.30-10.00", "08.30 WIB - 10.00 WIB", "08.30 – 10.00", "08.30 s.d. 10.00",
        "08.30 s.d 10.00", "08.30 s/d 10.00", "08.30 sd 10.00", "Pukul 08.30 sampai dengan 10.00",
        "08:30 sampai 10:00",
    ],
)  # fmt: skip
def test_half_past_eight_to_ten(text):
    assert ind.read_time_range(text) == (time(8, 30), time(10))


@pytest.mark.parametrize("text", ["08.30 s/d selesai", "08.30 WIB - selesai", "08.30"])
def test_ranges_without_an_end(text):
    assert ind.read_time_range(text) == (time(8, 30), None)


@pytest.mark.parametrize("text", ["", "selesai", "08.30 - siang", "pagi - 10.00", "08.30 - 10.00 - 12.00"])
def test_what_is_no_range(text):
    assert ind.read_time_range(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("08.30 WIB - 10.00 WIB", "WIB"), ("10.00 wita", "WITA"), ("10.00WIT", "WIT"),
        ("08.30 WIB - 10.00 WITA", None), ("08.30", None), ("wibawa", None),
    ],
)  # fmt: skip
def test_zones(text, zone):
    assert ind.read_zone(text) == zone


@pytest.mark.parametrize(
    ("serial", "read"),
    [
        (0.375, time(9)), (0.3958333333, time(9, 30)), (0.5625, time(13, 30)), (0.1, time(2, 24)),
        (0, None), (0.0, None), (1, None), (-0.1, None), (0.000001, None), (0.999999, None),
        (0.99999, time(23, 59, 59)),
    ],
)  # fmt: skip
def test_the_part_of_a_day_by_which_excel_keeps_a_time(serial, read):
    assert ind.time_of_serial(serial) == read
