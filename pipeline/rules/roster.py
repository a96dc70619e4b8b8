"""The lists of people, read row by row: names, numbers and accounts that are odd in themselves."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Facilitator, Member
from pipeline.rules.identity import perhaps_one_person, telling_birth_date
from pipeline.rules.people import called, everybody

NIK_AREA = Message(
    "B10",
    Severity.WARNING,
    "NIK {who} memuat kode {areas} yang tidak ada.",
    fix="Cocokkan dengan KTP atau kartu keluarga, lalu betulkan NIK yang salah ketik.",
    source="Permendagri 137/2017: kode dan data wilayah administrasi pemerintahan",
)
SAME_NAME = Message(
    "B11",
    Severity.WARNING,
    "{who} tercatat dua kali dalam kelompok {group}, di {first} dan di sini, dengan NIK yang berbeda.",
    fix="Cocokkan keduanya dengan KTP; bila memang dua orang, kecualikan temuan ini di lembar Pengecualian.",
    source="Petunjuk pelaksanaan pendampingan: satu orang menjadi anggota satu kelompok",
    waivable=True,
)
ODD_ACCOUNT = Message(
    "B12",
    Severity.WARNING,
    "Nomor rekening {who} tidak terdiri atas {least} sampai {most} angka.",
    fix="Cocokkan dengan buku tabungan, lalu ketik ulang nomornya saja, sebagai teks.",
    source="Nomor rekening bank umum: 10 angka (BNI, BCA, BSI) sampai 16 angka (BTN)",
)
ODD_NAME = Message(
    "B13",
    Severity.WARNING,
    "«{written}» tampaknya bukan nama orang: nama memuat 2 sampai 100 huruf, tanpa angka dan tanda lain.",
    fix="Tulis nama seperti pada KTP; keterangan lain tulis di kolomnya.",
    source="Formulir berkas: nama terdiri atas huruf, spasi, tanda petik, titik, koma, dan tanda hubung",
)
NUMBERS_LEAP = Message(
    "B14",
    Severity.WARNING,
    "Nomor anggota kelompok {group} melompat dari {before} ke {number}.",
    fix="Periksa apakah ada anggota yang terlewat; bila tidak ada, tidak ada yang perlu diubah.",
    source="Formulir berkas: nomor anggota berurutan dalam kelompoknya",
    waivable=True,
)
FACILITATOR_AGE = Message(
    "B15",
    Severity.WARNING,
    "{who} berumur {age} tahun pada awal masa tugas; program menetapkan paling tinggi {most} tahun.",
    fix="Cocokkan tanggal lahir dengan KTP; bila memang demikian, tidak ada yang perlu diubah.",
    source="Juklak Pendampingan Pemberdayaan 2015, rekrutmen: umur motivator",
    waivable=True,
)

_ACCOUNT_DIGITS = (10, 16)
_LETTERS = range(2, 101)
_NAME = re.compile(rf"(?:[^\W\d_]|[ .,{indonesian.APOSTROPHES}-])+")


def niks_begin_with_codes_that_exist(dossier: Dossier) -> Iterator[Finding]:
    """Province, regency and subdistrict of a NIK are ones that can be: those of first registration, which need not be
    where the person lives now."""
    for person in everybody(dossier):
        if person.nik and (areas := indonesian.nik_unknown_areas(person.nik)):
            values = {"who": called(person), "areas": indonesian.joined(areas)}
            yield NIK_AREA.at(person.at("nik"), [person.key], "nik", **values)


def nobody_stands_twice_in_a_group(dossier: Dossier) -> Iterator[Finding]:
    """No two members of one group have one name and two NIKs. Across groups equal names are common; where the birth
    dates are equal, too, that is said already, of members of all groups."""
    for code, members in dossier.members_of.items():
        group = dossier.groups.get(code)
        first: dict[str, Member] = {}
        for member in members:
            earlier = first.setdefault(indonesian.name_key(member.name or ""), member)
            if not member.name or earlier is member or not member.nik or not earlier.nik or member.nik == earlier.nik:
                continue
            born = telling_birth_date(member)
            if born is None or born != telling_birth_date(earlier) or not perhaps_one_person(member, earlier):
                values = {"who": called(member), "group": group.called if group else code, "first": earlier.at("name")}
                yield SAME_NAME.at(member.at("name"), [member.key, earlier.key], "name", **values)


def accounts_have_as_many_digits_as_banks_give(dossier: Dossier) -> Iterator[Finding]:
    """An account is a number of the length that the banks of the programme give."""
    least, most = _ACCOUNT_DIGITS
    for facilitator in dossier.all(Facilitator):
        account = facilitator.account
        if account and not (account.isdecimal() and least <= len(account) <= most):
            values = {"who": called(facilitator), "least": str(least), "most": str(most)}
            yield ODD_ACCOUNT.at(facilitator.at("account"), [f"spk/{facilitator.key}"], "account", **values)


def names_are_names(dossier: Dossier) -> Iterator[Finding]:
    """What people are called is made of letters; an answer ("ya") is no name."""
    for person in everybody(dossier):
        name = person.name
        if name and not _is_name(name):
            yield ODD_NAME.at(person.at("name"), [person.key], "name", written=name)


def _is_name(text: str) -> bool:
    answer = text.casefold() in ("ya", "tidak", "true", "false")
    return not answer and _NAME.fullmatch(text) is not None and sum(map(str.isalpha, text)) in _LETTERS


def facilitators_are_of_the_age_that_is_recruited(dossier: Dossier) -> Iterator[Finding]:
    """On the first day of the term a facilitator is not older than the year's rules say; the NIK tells the birth date
    where its own cell is empty."""
    most = dossier.programme.sizes.facilitator_age_max
    for facilitator in dossier.all(Facilitator):
        term = progress.term(dossier, facilitator.code)
        if most is None or term is None or dossier.unread(facilitator, "birth_date"):
            continue
        name = "birth_date" if facilitator.birth_date else "nik"
        born = facilitator.birth_date or indonesian.nik_birth_date(facilitator.nik or "", term[0])
        age = indonesian.years_between(born, term[0]) if born else 0
        if age > most:
            values = {"who": called(facilitator), "age": str(age), "most": str(most)}
            yield FACILITATOR_AGE.at(facilitator.at(name), [facilitator.key], name, **values)


def members_are_numbered_without_gaps(dossier: Dossier) -> Iterator[Finding]:
    """From one row to the next the numbers of a group do not leap; a list may run on from the group before.

    Nothing is said when a row of the group was lost, or attendance names a missing number: that is said already. A row
    between the two may be the one that is missed, and belong to another group by a slip.
    """
    for code, group in dossier.groups.items():
        members = dossier.members_of.get(code, [])
        marked = {
            mark.number for key in dossier.sessions_of_group.get(code, []) for mark in dossier.presences_of.get(key, [])
        }
        for before, member in pairwise(members):
            missing = range(before.number + 1, member.number)
            if (
                missing
                and _is_next(before, member)
                and not marked.intersection(missing)
                and not dossier.may_lack_members(code)
            ):
                values = {"group": group.called, "before": str(before.number), "number": str(member.number)}
                yield NUMBERS_LEAP.at(member.at("number"), [member.key], "number", **values)
                break


def _is_next(before: Member, member: Member) -> bool:
    """Whether a member stands in the row below another."""
    one, other = before.at("number"), member.at("number")
    return (one.file, one.sheet, one.row + 1) == (other.file, other.sheet, other.row)


RULES = (
    niks_begin_with_codes_that_exist,
    nobody_stands_twice_in_a_group,
    accounts_have_as_many_digits_as_banks_give,
    names_are_names,
    facilitators_are_of_the_age_that_is_recruited,
    members_are_numbered_without_gaps,
)
