"""Numbers that identify people and how they are built: NIK, NIP, NPWP, phone.

A `…_fault` function answers "" for a number that is built right, else one of the reasons below, ready to stand in a
sentence: "NIK {reason}". They judge the structure only; whether the number exists nobody can tell from it.
"""

import re
from datetime import date

from .choices import Sex
from .text import clean

NIK_NOT_16_DIGITS = "tidak terdiri atas 16 angka"
NIK_WITH_LETTERS = "memuat huruf di antara angkanya, misalnya O untuk 0 atau l untuk 1"
NIK_ROUNDED = "sudah dibulatkan Excel menjadi bilangan berpangkat (E+)"
NIK_INVENTED = "hanya angka yang sama atau berurutan"
NIK_BIRTH_DATE = "memuat tanggal lahir yang tidak mungkin"
NIK_SERIAL = "berakhir dengan 0000"

NIP_NOT_18_DIGITS = "tidak terdiri atas 18 angka"
NIP_BIRTH_DATE = "memuat tanggal lahir yang tidak mungkin"
NIP_APPOINTMENT = "memuat waktu pengangkatan yang tidak mungkin"
NIP_SEX = "memuat angka jenis kelamin selain 1 dan 2"
NIP_SERIAL = "berakhir dengan 000"

NPWP_LENGTH = "tidak terdiri atas 15 atau 16 angka"
NPWP_INVENTED = "hanya angka yang sama"
NPWP_NOT_NIK = "terdiri atas 16 angka tetapi bukan NIK dan tidak diawali 0"

_PROVINCE_CODES = frozenset(
    f"{code}"
    for codes in ((11, 20), (21, 22), (31, 37), (51, 54), (61, 66), (71, 77), (81, 83), (91, 97))
    for code in range(*codes)
)
_SEPARATORS = re.compile(r"[\s.\-–]+")
_ROUNDED = re.compile(r"[0-9],?[0-9]*E\+[0-9]{2}", re.IGNORECASE)
_MOBILE = re.compile(r"8[1-9][0-9]{7,10}")
_LANDLINE = re.compile(r"[2-79][0-9]{7,10}")
_SHORT_AREA_CODES = ("21", "22", "24", "31", "61")
# A government employee with a contract (PPPK) may be taken on a year before retirement at 60.
_APPOINTMENT_AGES = range(17, 60)


def digits(text: str) -> str:
    """The text without spaces, points, hyphens and the apostrophe that Excel shows before a number kept as text."""
    return _SEPARATORS.sub("", clean(text).lstrip("'’‘`"))


def nik_fault(text: str) -> str:
    """What is wrong with the structure of a NIK: 6 digits of area, DDMMYY of birth (women: day + 40), serial from 0001.

    The area is that of first registration and is not judged here, see `nik_province_known`.
    """
    nik = digits(text)
    if _ROUNDED.fullmatch(nik):
        return NIK_ROUNDED
    if not _is_digits(nik, 16):
        return NIK_WITH_LETTERS if len(nik) == 16 and nik.isalnum() and not nik.isdecimal() else NIK_NOT_16_DIGITS
    if len(set(nik)) == 1 or nik == "1234567890123456":
        return NIK_INVENTED
    if not _nik_birth_dates(nik):
        return NIK_BIRTH_DATE
    return NIK_SERIAL if nik.endswith("0000") else ""


def nik_province_known(text: str) -> bool:
    """Whether the first two digits are a province's code (Kemendagri; codes of 2022 with the new Papuan provinces)."""
    return digits(text)[:2] in _PROVINCE_CODES


def nik_unknown_areas(text: str) -> list[str]:
    """The kinds of area whose code in a NIK is none: a province not in the list, a regency or city 00 or 70, a
    subdistrict 00. Codes that were renumbered when districts were split stay right."""
    nik = digits(text)
    possible = {
        "provinsi": nik_province_known(nik),
        "kabupaten/kota": nik[2:4] not in ("00", "70"),
        "kecamatan": nik[4:6] != "00",
    }
    return [kind for kind, known in possible.items() if not known]


def nik_birth_date(nik: str, on: date) -> date | None:
    """The birth date inside a NIK, in the century that makes the person 10 to 99 years old on a day; else None.

    It need not be the true one: a NIK stays as it is when a birth date is corrected.
    """
    return next((birth for birth in nik_birth_dates(nik) if 10 <= _age(birth, on) <= 99), None)


def nik_birth_dates(nik: str) -> tuple[date, ...]:
    """The birth dates that may stand inside a NIK, of the last century and of this one; none when it has not 16 digits
    or the day is none."""
    number = digits(nik)
    return _nik_birth_dates(number) if _is_digits(number, 16) else ()


def nik_sex(nik: str) -> Sex | None:
    """The sex inside a NIK: P when 40 was added to the day; None when it has not 16 digits."""
    number = digits(nik)
    if not _is_digits(number, 16):
        return None
    return "P" if int(number[6:8]) > 40 else "L"


def nip_fault(text: str) -> str:
    """What is wrong with the structure of a NIP: birth date YYYYMMDD, appointment YYYYMM, sex 1 or 2, serial from 001.

    With a contract (PPPK) the number of the contract stands in place of the month, so any two digits but 00 will do.
    """
    nip = digits(text)
    if not _is_digits(nip, 18):
        return NIP_NOT_18_DIGITS
    birth = _date_or_none(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    if birth is None or birth.year < 1900:
        return NIP_BIRTH_DATE
    if int(nip[8:12]) - birth.year not in _APPOINTMENT_AGES or nip[12:14] == "00":
        return NIP_APPOINTMENT
    if nip[14] not in "12":
        return NIP_SEX
    return NIP_SERIAL if nip.endswith("000") else ""


def nip_groups(nip: str) -> str:
    """A NIP as letters print it: "19800101 200501 1 001"; a text that has not 18 digits comes back as written."""
    number = digits(nip)
    return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}" if _is_digits(number, 18) else nip


def npwp_fault(text: str) -> str:
    """What is wrong with an NPWP: 15 digits, or since 2022 16: a person's NIK, or 0 before the old 15 digits."""
    npwp = digits(text)
    if not _is_digits(npwp, 15) and not _is_digits(npwp, 16):
        return NPWP_LENGTH
    if len(set(npwp)) == 1:
        return NPWP_INVENTED
    return NPWP_NOT_NIK if len(npwp) == 16 and not npwp.startswith("0") and nik_fault(npwp) else ""


def npwp_display(text: str) -> str:
    """An NPWP as printed: 15 digits as "01.234.567.8-901.000", 16 digits plain; anything else comes back as written."""
    npwp = digits(text)
    if _is_digits(npwp, 15):
        return f"{npwp[:2]}.{npwp[2:5]}.{npwp[5:8]}.{npwp[8]}-{npwp[9:12]}.{npwp[12:]}"
    return npwp if _is_digits(npwp, 16) else text


def phone_key(text: str) -> str | None:
    """A phone number as "+62…", or None when it is none.

    Mobile numbers have 10 to 13 digits with their 0, landlines 9 to 12 with their area code. A mobile number that lost
    its 0 to Excel ("812…") is read; a landline without 0 is not.
    """
    number = re.sub(r"[()]", "", digits(text))
    if not re.fullmatch(r"\+?[0-9]+", number):
        return None
    match = re.fullmatch(r"(?:\+?620?|0)(?P<national>[1-9][0-9]*)", number)
    national = match["national"] if match else number
    if _MOBILE.fullmatch(national) or (match and _LANDLINE.fullmatch(national)):
        return f"+62{national}"
    return None


def phone_display(key: str) -> str:
    """A phone key as it is printed: "0812-3456-7890", "0295-691234"; anything else comes back as written."""
    if phone_key(key) != key:
        return key
    national = key.removeprefix("+62")
    if national.startswith("8"):
        return "-".join(("0" + national[:3], national[3:7], national[7:]))
    area = 2 if national.startswith(_SHORT_AREA_CODES) else 3
    return f"0{national[:area]}-{national[area:]}"


def _is_digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdecimal()


def _nik_birth_dates(nik: str) -> tuple[date, ...]:
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    candidates = (_date_or_none(century + year, month, day - 40 if day > 40 else day) for century in (1900, 2000))
    return tuple(birth for birth in candidates if birth is not None)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
