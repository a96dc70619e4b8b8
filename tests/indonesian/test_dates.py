"""Dates: every written form reads back to its day; what people type is read, what is not a date is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import indonesian as ind

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
FOURTH_OF_MAY = date(2015, 5, 4)  # a Monday


def test_written_forms_of_a_day():
    assert ind.day_and_date(FOURTH_OF_MAY) == "Senin, 4 Mei 2015"
    assert ind.long_date(FOURTH_OF_MAY) == "4 Mei 2015"
    assert ind.month_and_year(FOURTH_OF_MAY) == "Mei 2015"
    assert ind.numeric_date(FOURTH_OF_MAY) == "04-05-2015"
    assert ind.date_in_words(FOURTH_OF_MAY) == "Senin tanggal empat bulan Mei tahun dua ribu lima belas"
    assert ind.weekday(date(2022, 12, 27)) == "Selasa"


def test_a_period_of_one_day_is_that_day():
    assert ind.period(FOURTH_OF_MAY, date(2015, 7, 3)) == "4 Mei 2015 sampai dengan 3 Juli 2015"
    assert ind.period(FOURTH_OF_MAY, FOURTH_OF_MAY) == "4 Mei 2015"


@given(DAYS)
def test_every_written_form_reads_back(day):
    for with_weekday in (ind.day_and_date(day), ind.date_in_words(day)):
        assert ind.read_date(with_weekday) == ind.ReadDate(day, day.weekday(), standard="tanggal" not in with_weekday)
    assert ind.read_date(ind.long_date(day)) == ind.ReadDate(day, None, standard=True)
    assert ind.read_date(ind.numeric_date(day)) == ind.ReadDate(day, None, standard=False)


@given(DAYS)
def test_day_month_and_year_between_slashes_are_standard(day):
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day:%d/%m/%Y}", f"{ind.weekday(day)}, {day:%d/%m/%Y}"):
        read = ind.read_date(text)
        assert read is not None
        assert (read.date, read.standard) == (day, True)


@given(DAYS)
def test_iso_dates_read_back_but_are_not_standard(day):
    for text in (
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T00:00:00.000",
        f"{day:%d-%m-%Y} 00:00",
    ):
        assert ind.read_date(text) == ind.ReadDate(day, None, standard=False)


@pytest.mark.parametrize(
    "text",
    [
        "Senin 4 Mei 2015",
        "Senin,4 Mei 2015",
        "SENIN, 4 MEI 2015",
        "Senin4 Mei 2015",
        "Senin / 4 Mei 2015",
        "Senin\n4 Mei 2015",
        "Hari Senin, tanggal 4 Mei 2015",
        "Senin tgl. 4-5-2015",
        " Senin ,\u00a04  Mei\u20092015 ",
        "Sen, 4 Mei 2015.",
        "Senin tanggal 4 bulan Mei tahun 2015",
    ],
)
def test_the_fourth_of_may_with_its_weekday(text):
    read = ind.read_date(text)
    assert read is not None
    assert (read.date, read.weekday, read.standard) == (FOURTH_OF_MAY, 0, False)


@pytest.mark.parametrize(
    "text",
    [
        "4-5-2015", "04/05/15", "4.5.2015", "4.5.15", "04 - 05 - 2015", "2015-05-04", "2015/05/04", "4 Mei 15",
        "4-Mei-15", "04Mei2015", "4 mei, 2015", "4-May-2015", "tanggal 4 Mei 2015",
    ],
)  # fmt: skip
def test_the_fourth_of_may_without_weekday(text):
    assert ind.read_date(text) == ind.ReadDate(FOURTH_OF_MAY, None, standard=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Jum'at 8 Mei 2015", date(2015, 5, 8)),
        ("4 Nopember 2015", date(2015, 11, 4)),
        ("4 Pebruari 2015", date(2015, 2, 4)),
        ("4 Peb 2015", date(2015, 2, 4)),
        ("17 Agt 2015", date(2015, 8, 17)),
        ("17 Agu. 2015", date(2015, 8, 17)),
        ("1 Sept 2015", date(2015, 9, 1)),
        ("1 Okt 2015", date(2015, 10, 1)),
        ("1 Nop 2015", date(2015, 11, 1)),
        ("25 DEC 1986", date(1986, 12, 25)),
        ("28/08/24", date(2024, 8, 28)),
        ("1-1-79", date(2079, 1, 1)),
        ("1-1-80", date(1980, 1, 1)),
        ("29 Februari 2016", date(2016, 2, 29)),
        ("4 May 2015", FOURTH_OF_MAY),
        ("4-Mei-15", FOURTH_OF_MAY),
        ("06/05/2015", date(2015, 5, 6)),
        ("Kemis, 7 Mei 2015", date(2015, 5, 7)),
        ("tanggal sepuluh bulan Januari tahun dua ribu dua puluh dua (10-01-2022)", date(2022, 1, 10)),
    ],
)
def test_spellings_met_in_sheets(text, day):
    read = ind.read_date(text)
    assert read is not None
    assert read.date == day


@pytest.mark.parametrize(
    ("text", "until", "day"),
    [
        ("13/10/75", 2015, date(1975, 10, 13)),
        ("13-10-05", 2015, date(2005, 10, 13)),
        ("31.12.15", 2015, date(2015, 12, 31)),
        ("1/1/16", 2015, date(1916, 1, 1)),
        ("5 Jan 67", 2015, date(1967, 1, 5)),
        ("29/02/00", 2015, date(2000, 2, 29)),
        ("1/1/99", 1999, date(1999, 1, 1)),
        ("1/1/00", 1999, date(1900, 1, 1)),
        ("13/10/2075", 2015, date(2075, 10, 13)),
    ],
)
def test_two_digits_of_a_year_mean_one_of_the_hundred_years_until_another(text, until, day):
    read = ind.read_date(text, until)
    assert read is not None
    assert read.date == day
    assert ind.read_placed_date(f"Wanasari, {text}", until) == ("Wanasari", day)


def test_spaces_and_line_breaks_do_not_spoil_the_standard_form():
    assert ind.read_date(" Senin,\n4\u00a0Mei 2015") == ind.ReadDate(FOURTH_OF_MAY, 0, standard=True)


def test_a_wrong_weekday_is_reported_and_does_not_move_the_date():
    read = ind.read_date("Senin, 27 Desember 2022")
    assert read == ind.ReadDate(date(2022, 12, 27), 0, standard=True)
    assert read.date.weekday() == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "Senin", "Mei 2015", "4 Mei", "05/13/2015", "13/13/2015", "31 Juni 2015", "29 Februari 2015",
        "0 Mei 2015", "4 Mei 1899", "4 Mei 2101", "4 Mei 201", "4-5/2015", "Rembang, 4 Mei 2015", "4 lima 2015",
        "4 Mei 2015 dan 5 Mei 2015", "42128", "٤ Mei 2015", "2015-05-04 08:30:00",
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    assert ind.read_date(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("28-30 Agustus 2024", date(2024, 8, 28), date(2024, 8, 30)),
        ("28 s/d 30 Agustus 2024", date(2024, 8, 28), date(2024, 8, 30)),
        ("4 Mei s.d. 3 Juli 2015", FOURTH_OF_MAY, date(2015, 7, 3)),
        ("4 Mei 2015 sampai dengan 3 Juli 2015", FOURTH_OF_MAY, date(2015, 7, 3)),
        ("Senin, 4 Mei 2015 – Jum'at, 3 Juli 2015", FOURTH_OF_MAY, date(2015, 7, 3)),
        ("28 Desember 2015 - 3 Januari 2016", date(2015, 12, 28), date(2016, 1, 3)),
        ("04/05/2015 - 03/07/2015", FOURTH_OF_MAY, date(2015, 7, 3)),
        ("04-05-2015 s.d. 03-07-2015", FOURTH_OF_MAY, date(2015, 7, 3)),
    ],
)
def test_ranges_of_days(text, first, last):
    assert ind.read_date_range(text) == (first, last)
    assert ind.read_date(text) is None


@given(DAYS, st.integers(1, 400))
def test_a_written_period_reads_back(first, days):
    last = date.fromordinal(first.toordinal() + days)
    assert ind.read_date_range(ind.period(first, last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "4 Mei 2015", "4-5-2015", "2015-05-04", "4-Mei-15", "30-28 Agustus 2024", "31-32 Mei 2015",
        "4 Mei - selesai", "3 Juli s.d. 4 Mei 2015", "Senin - Rabu",
    ],
)  # fmt: skip
def test_what_is_no_range_of_days(text):
    assert ind.read_date_range(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wanasari, 4 Mei 2015", ("Wanasari", FOURTH_OF_MAY)),
        ("KOTA BARU, 25 DEC 1986", ("KOTA BARU", date(1986, 12, 25))),
        ("Senin, 4 Mei 2015", None), ("4 Mei 2015", None), ("Wanasari, Mei 2015", None), ("Wanasari", None),
    ],
)  # fmt: skip
def test_places_before_a_date(text, expected):
    assert ind.read_placed_date(text) == expected


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (42128, FOURTH_OF_MAY), (42128.5, FOURTH_OF_MAY), (29252, date(1980, 2, 1)), (10959, date(1930, 1, 1)),
        (73050, date(2099, 12, 31)), (2015, None), (7, None), (73051, None), (20150504, None), (-42128, None),
    ],
)  # fmt: skip
def test_the_numbers_that_excel_keeps_for_days(serial, day):
    assert ind.date_of_serial(serial) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Senin", 0), ("SELASA", 1), (" rabu ", 2), ("Kamis,", 3), ("Jumat", 4), ("Jum'at", 4), ("Jum’at", 4),
        ("Juma't", 4), ("Jum at", 4), ("Sabtu", 5), ("Minggu", 6), ("Ahad", 6), ("hari Senin", 0), ("Mei", None),
        ("", None), ("Monday", None),
    ],
)  # fmt: skip
def test_weekdays(text, number):
    assert ind.read_weekday(text) == number


def test_months_end_at_their_last_day():
    assert ind.add_months(date(2015, 5, 4), 2) == date(2015, 7, 4)
    assert ind.add_months(date(2015, 1, 31), 1) == date(2015, 2, 28)
    assert ind.add_months(date(2016, 1, 31), 1) == date(2016, 2, 29)
    assert ind.add_months(date(2015, 11, 30), 3) == date(2016, 2, 29)
    assert ind.add_months(date(2015, 1, 15), -1) == date(2014, 12, 15)


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2015, 5, 3), 0), (date(2015, 5, 4), 1), (date(2015, 6, 3), 1), (date(2015, 6, 4), 2), (date(2015, 7, 3), 2)],
)
def test_months_of_a_term_from_the_fourth_of_may(day, month):
    assert ind.month_of_term(FOURTH_OF_MAY, day) == month


@given(DAYS, st.integers(-24, 36), st.integers(0, 30))
def test_a_day_lies_in_the_month_of_the_term_that_it_is_counted_in(start, number, offset):
    first, last = ind.term_month(start, number)
    day = min(last, date.fromordinal(first.toordinal() + offset))
    assert ind.month_of_term(start, day) == number
    assert ind.term_month(start, number + 1)[0].toordinal() == last.toordinal() + 1


@pytest.mark.parametrize(
    ("text", "day"),
    [("tanggal satu bulan Mei tahun dua ribu lima belas (01-05-2015)", date(2015, 5, 1)),
     ("1 Mei 2015 (Jumat, 1 Mei 2015).", date(2015, 5, 1)), ("1 Mei 2015 (revisi)", None), ("1 Mei 2015", None)],
)  # fmt: skip
def test_a_date_in_brackets(text, day):
    assert ind.read_date_in_brackets(text) == day
