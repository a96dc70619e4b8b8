"""Numbers that identify people. All NIKs are invented: their serials are 9000 to 9999."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import indonesian as ind
from pipeline.indonesian import identity


@pytest.mark.parametrize(
    ("nik", "fault"),
    [
        ("3317010405809001", ""), ("3317014405809001", ""), ("33.17.01.040580.9001", ""),
        ("'3317 0104 0580 9001", ""), ("3317012902009001", ""), ("9917010405809001", ""),
        ("331701040580901", ind.NIK_NOT_16_DIGITS), ("33170104058090011", ind.NIK_NOT_16_DIGITS),
        ("", ind.NIK_NOT_16_DIGITS), ("3,31701E+15", ind.NIK_ROUNDED), ("3E+15", ind.NIK_ROUNDED),
        ("331701040580900O", ind.NIK_WITH_LETTERS),
        ("33170104058090l", ind.NIK_NOT_16_DIGITS), ("٣317010405809001", ind.NIK_NOT_16_DIGITS),
        ("3333333333333333", ind.NIK_INVENTED), ("1234567890123456", ind.NIK_INVENTED),
        ("3317013205809001", ind.NIK_BIRTH_DATE), ("3317010413809001", ind.NIK_BIRTH_DATE),
        ("3317017205809001", ind.NIK_BIRTH_DATE), ("3317014005809001", ind.NIK_BIRTH_DATE),
        ("3317010005809001", ind.NIK_BIRTH_DATE), ("3317013002809001", ind.NIK_BIRTH_DATE),
        ("3317012902819001", ind.NIK_BIRTH_DATE), ("3317010405800000", ind.NIK_SERIAL),
    ],
)  # fmt: skip
def test_structure_of_a_nik(nik, fault):
    assert ind.nik_fault(nik) == fault


@pytest.mark.parametrize(
    ("nik", "areas"),
    [("3317010405809001", []), ("3369990405809001", []), ("2017010405809001", ["provinsi"]),
     ("3300010405809001", ["kabupaten/kota"]), ("3370000405809001", ["kabupaten/kota", "kecamatan"])],
)  # fmt: skip
def test_areas_that_cannot_be(nik, areas):
    assert ind.nik_unknown_areas(nik) == areas


def test_province_of_a_nik():
    assert ind.nik_province_known("3317010405809001")
    assert ind.nik_province_known("96.17010405809001")
    assert not ind.nik_province_known("2017010405809001")
    assert not ind.nik_province_known("")
    assert len(identity._PROVINCE_CODES) == 38


@given(st.dates(date(1930, 1, 1), date(2004, 12, 31)), st.booleans(), st.integers(9000, 9999))
def test_birth_date_and_sex_read_back_from_a_nik(birth, woman, serial):
    nik = f"331701{birth.day + 40 * woman:02}{birth:%m%y}{serial}"
    assert ind.nik_fault(nik) == ""
    assert ind.nik_sex(nik) == ("P" if woman else "L")
    on = date(2015, 5, 4)
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    assert (ind.nik_birth_date(nik, on) == birth) == (age >= 10)


def test_a_child_has_no_plausible_birth_date():
    assert ind.nik_birth_date("3317010405109001", date(2015, 5, 4)) is None
    assert ind.nik_birth_date("3317010405109001", date(2020, 5, 4)) == date(2010, 5, 4)


def test_both_centuries_of_a_birth_date():
    assert ind.nik_birth_dates("3317010405109001") == (date(1910, 5, 4), date(2010, 5, 4))
    assert ind.nik_birth_dates("3317012902009001") == (date(2000, 2, 29),)
    assert ind.nik_birth_dates("331701040510900") == ()


def test_nothing_is_read_from_what_is_no_nik():
    assert ind.nik_birth_date("33170104058090", date(2015, 5, 4)) is None
    assert ind.nik_sex("") is None


@pytest.mark.parametrize(
    ("nip", "fault"),
    [
        ("198001012005011001", ""), ("19800101 200501 1 001", ""), ("198001012023212001", ""),
        ("19800101200501100", ind.NIP_NOT_18_DIGITS), ("131234567", ind.NIP_NOT_18_DIGITS),
        ("", ind.NIP_NOT_18_DIGITS), ("198013012005011001", ind.NIP_BIRTH_DATE),
        ("198002302005011001", ind.NIP_BIRTH_DATE), ("108001012005011001", ind.NIP_BIRTH_DATE),
        ("198001011995011001", ind.NIP_APPOINTMENT), ("198001012005001001", ind.NIP_APPOINTMENT),
        ("198001012041011001", ind.NIP_APPOINTMENT), ("198001012005013001", ind.NIP_SEX),
        ("198001012005011000", ind.NIP_SERIAL),
    ],
)  # fmt: skip
def test_structure_of_a_nip(nip, fault):
    assert ind.nip_fault(nip) == fault


def test_a_nip_is_printed_in_four_groups():
    assert ind.nip_groups("198001012005011001") == "19800101 200501 1 001"
    assert ind.nip_groups("19800101 200501 1 001") == "19800101 200501 1 001"
    assert ind.nip_groups("131 234 567") == "131 234 567"


def test_digits():
    assert ind.digits(" '33.17-01 04\u00a00580") == "331701040580"
    assert ind.digits("’0812–3456") == "08123456"


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "+62 (0)812-3456-7890",
        "6281234567890",
        "81234567890",
        "'081234567890",
    ],
)
def test_spellings_of_one_phone(text):
    assert ind.phone_key(text) == "+6281234567890"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("(0295) 691234", "+62295691234"), ("021-5551234", "+62215551234"), ("0811234567", "+62811234567"),
        ("0812345678901", "+62812345678901"), ("", None), ("-", None), ("081234567", None), ("08123456789012", None),
        ("080123456789", None), ("691234", None), ("0295691234 / 0812345678", None), ("08l234567890", None),
        ("2955691234", None), ("٠81234567890", None),
    ],
)  # fmt: skip
def test_phones(text, key):
    assert ind.phone_key(text) == key


@given(st.from_regex(r"8[1-9][0-9]{7,10}|2[1-9][0-9]{7,9}", fullmatch=True))
def test_a_displayed_phone_reads_back(national):
    key = f"+62{national}"
    assert ind.phone_key(ind.phone_display(key)) == key


def test_displayed_phones():
    assert ind.phone_display("+6281234567890") == "0812-3456-7890"
    assert ind.phone_display("+62295691234") == "0295-691234"
    assert ind.phone_display("+62215551234") == "021-5551234"
    assert ind.phone_display("belum ada") == "belum ada"


@pytest.mark.parametrize(
    ("npwp", "fault"),
    [
        ("01.234.567.8-901.000", ""), ("012345678901000", ""), ("0012345678901000", ""), ("3317010405809001", ""),
        ("01234567890100", ind.NPWP_LENGTH), ("", ind.NPWP_LENGTH), ("000000000000000", ind.NPWP_INVENTED),
        ("3317013205809001", ind.NPWP_NOT_NIK),
    ],
)  # fmt: skip
def test_structure_of_an_npwp(npwp, fault):
    assert ind.npwp_fault(npwp) == fault


def test_displayed_npwp():
    assert ind.npwp_display("012345678901000") == "01.234.567.8-901.000"
    assert ind.npwp_display("3317 0104 0580 9001") == "3317010405809001"
    assert ind.npwp_display("belum ada") == "belum ada"
