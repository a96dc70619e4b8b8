"""Dates in the running text of papers."""

from datetime import date

import pytest

from pipeline import indonesian
from pipeline.documents import dates, spm
from tests.documents import world

FIRST, LAST = date(2015, 5, 4), date(2015, 12, 31)
BREAK = " "
HELD = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("written", "plain", "spaces"),
    [
        (dates.long_date(FIRST), indonesian.long_date(FIRST), HELD + BREAK),
        (dates.day_and_date(LAST), indonesian.day_and_date(LAST), BREAK + HELD + BREAK),
        (dates.period(FIRST, LAST), indonesian.period(FIRST, LAST), HELD + 4 * BREAK + HELD + BREAK),
        (dates.period(LAST, LAST), indonesian.long_date(LAST), HELD + BREAK),
    ],
)
def test_day_and_month_stay_on_one_line(written, plain, spaces):
    assert written.replace(HELD, BREAK) == plain
    assert "".join(letter for letter in written if letter in (BREAK, HELD)) == spaces


def test_the_assignment_letter_writes_its_dates_so():
    context = spm.drafts(world.typical())[0].context
    assert isinstance(context, spm.Spm)
    assert context.period == dates.period(world.STARTS, world.ENDS)
    assert f"tanggal {dates.long_date(date(2015, 2, 16))} tentang" in context.bases[0]
