"""Who is who: numbers that belong to one person only, and what they tell of the person."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Facilitator, Member, key_of
from pipeline.rules.likeness import alike, same_person
from pipeline.rules.people import called, everybody

_NIK_SOURCE = "Permendagri tentang NIK: enam angka tengah memuat tanggal lahir; tanggal perempuan ditambah 40"
_ACCOUNT_SOURCE = "Buku Panduan, Tahapan-Tahapan Penugasan 8: biaya hidup dibayarkan kepada orangnya sendiri"

NIK_TWICE = Message(
    "G80",
    Severity.ERROR,
    "NIK anggota {who} sama dengan NIK anggota {other} di {first}.",
    fix="Betulkan NIK yang salah ketik, atau hapus orang yang tercatat dua kali; satu orang satu kelompok.",
    source="Petunjuk pelaksanaan pendampingan: satu orang menjadi anggota satu kelompok",
)
NIK_SEX = Message(
    "G81",
    Severity.WARNING,
    "Jenis kelamin {who} tertulis {written}, tetapi NIK-nya menunjukkan {told}.",
    fix="Cocokkan dengan KTP, lalu betulkan NIK atau jenis kelaminnya.",
    source=_NIK_SOURCE,
)
NIK_BIRTH_DATE = Message(
    "G82",
    Severity.WARNING,
    "Tanggal lahir {who} tertulis {written}, tetapi NIK-nya menunjukkan {told}.",
    fix="Cocokkan dengan KTP; biarkan bila tanggal lahir memang pernah dibetulkan sesudah NIK terbit.",
    source=_NIK_SOURCE,
)
BORN_IN_FUTURE = Message(
    "G95",
    Severity.ERROR,
    "Tanggal lahir {who} tertulis {born}, padahal hari itu belum tiba.",
    fix="Cocokkan dengan KTP atau kartu keluarga, lalu betulkan tanggal lahirnya.",
    source="UU 24/2013 tentang Administrasi Kependudukan: tanggal lahir menurut akta kelahiran",
)
SAME_PERSON = Message(
    "G88",
    Severity.WARNING,
    "{who} mungkin orang yang sama dengan {other} di {first}: tanggal lahirnya sama dan namanya hampir sama, tetapi "
    "NIK-nya lain.",
    fix="Cocokkan keduanya dengan KTP; bila memang dua orang, kecualikan temuan ini di lembar Pengecualian.",
    source="Petunjuk pelaksanaan pendampingan: satu orang menjadi anggota satu kelompok",
    waivable=True,
)
FACILITATOR_NIK_TWICE = Message(
    "G90",
    Severity.ERROR,
    "NIK {who} sama dengan NIK {other} di {first}.",
    fix="Cocokkan dengan KTP, lalu betulkan NIK yang salah ketik atau hapus orang yang tercatat dua kali.",
    source="UU 24/2013 tentang Administrasi Kependudukan: satu NIK untuk satu orang",
)
MEMBER_IS_FACILITATOR = Message(
    "G91",
    Severity.ERROR,
    "NIK anggota {who} sama dengan NIK {other} di {first}.",
    fix="Betulkan NIK yang salah ketik; pendamping kelompok bukan anggotanya.",
    source="UU 24/2013 tentang Administrasi Kependudukan: satu NIK untuk satu orang",
)
ACCOUNT_TWICE = Message(
    "G92",
    Severity.WARNING,
    "Nomor rekening {who} sama dengan nomor rekening {other} di {first}.",
    fix="Cocokkan dengan buku tabungan masing-masing.",
    source=_ACCOUNT_SOURCE,
)
ACCOUNT_OF_ANOTHER = Message(
    "G93",
    Severity.WARNING,
    "Rekening {who} atas nama «{holder}», bukan atas namanya sendiri.",
    fix="Cocokkan dengan buku tabungan; pakai rekening atas namanya sendiri.",
    source=_ACCOUNT_SOURCE,
)
NPWP_OF_ANOTHER = Message(
    "G96",
    Severity.WARNING,
    "NPWP {who} terdiri atas 16 angka seperti NIK, tetapi bukan NIK-nya.",
    fix="Cocokkan NPWP dan NIK dengan kartunya.",
    source="PMK 112/PMK.03/2022: NPWP orang pribadi adalah NIK-nya",
)

_STAND_INS = {(1, 1), (12, 31)}
"""Month and day that are registered for people whose birthday nobody knows: many share them."""
_LEAST_OF_A_NAME = 5
"""Letters from which on the beginning of a name can only be that name, cut off."""

P = TypeVar("P", Facilitator, Member)


def nobody_is_in_two_groups(dossier: Dossier) -> Iterator[Finding]:
    """A NIK stands once among all members of all groups."""
    first: dict[str, Member] = {}
    for member in dossier.all(Member):
        if member.nik is None:
            continue
        earlier = first.setdefault(member.nik, member)
        if earlier is not member:
            yield NIK_TWICE.at(
                member.at("nik"),
                [member.key, earlier.key],
                "nik",
                who=called(member),
                other=called(earlier),
                first=earlier.at("nik"),
            )


def members_are_not_facilitators(dossier: Dossier) -> Iterator[Finding]:
    """Nobody is a member of a group and a facilitator at once."""
    facilitators = {facilitator.nik: facilitator for facilitator in dossier.all(Facilitator) if facilitator.nik}
    for member in dossier.all(Member):
        other = facilitators.get(member.nik or "")
        if other is not None:
            values = {"who": called(member), "other": called(other), "first": other.at("nik")}
            yield MEMBER_IS_FACILITATOR.at(member.at("nik"), [member.key, other.key], "nik", **values)


def facilitators_are_different_people(dossier: Dossier) -> Iterator[Finding]:
    """No two facilitators have one NIK, or are paid into one account."""
    people = dossier.all(Facilitator)
    for later, earlier in _sharing(people, lambda person: person.nik):
        values = {"who": called(later), "other": called(earlier), "first": earlier.at("nik")}
        yield FACILITATOR_NIK_TWICE.at(later.at("nik"), [later.key, earlier.key], "nik", **values)
    for later, earlier in _sharing(people, lambda person: person.account):
        if later.nik is None or later.nik != earlier.nik:
            values = {"who": called(later), "other": called(earlier), "first": earlier.at("account")}
            about = [f"spk/{later.key}", f"spk/{earlier.key}"]
            yield ACCOUNT_TWICE.at(later.at("account"), about, "account", **values)


def _sharing(people: list[P], number: Callable[[P], str | None]) -> Iterator[tuple[P, P]]:
    """Each person whose number an earlier one has already, with that one."""
    first: dict[str, P] = {}
    for person in people:
        if own := number(person):
            earlier = first.setdefault(own, person)
            if earlier is not person:
                yield person, earlier


def nobody_stands_under_two_spellings(dossier: Dossier) -> Iterator[Finding]:
    """Two members of nearly the same name who were born on one day are perhaps one person; compared are only those of
    one birth date, so that many members take little time."""
    born: dict[date, list[Member]] = {}
    for member in dossier.all(Member):
        day = telling_birth_date(member)
        if day is None:
            continue
        for earlier in born.setdefault(day, []):
            if perhaps_one_person(member, earlier):
                values = {"who": called(member), "other": called(earlier), "first": earlier.at("name")}
                yield SAME_PERSON.at(member.at("name"), [member.key, earlier.key], "name", **values)
                break
        born[day].append(member)


def telling_birth_date(member: Member) -> date | None:
    """The birth date of a member by which another spelling of the name may be found; None when there is no name or no
    NIK, and for a day that stands in for an unknown one, which tells nothing."""
    day = member.birth_date
    if day is None or not member.name or member.nik is None or (day.month, day.day) in _STAND_INS:
        return None
    return day


def perhaps_one_person(first: Member, second: Member) -> bool:
    """Whether two members who were born on one day have nearly the same name, and not the same NIK."""
    one, other = (indonesian.name_key(member.name or "") for member in (first, second))
    return first.nik != second.nik and alike(one, other)


def nik_and_sex_agree(dossier: Dossier) -> Iterator[Finding]:
    """The sex in the column is the one inside the NIK."""
    for person in everybody(dossier):
        told = indonesian.nik_sex(person.nik) if person.nik else None
        if told and person.sex and told != person.sex:
            values = {"who": called(person), "written": person.sex, "told": told}
            yield NIK_SEX.at(person.at("sex"), [person.key], "sex", **values)


def everybody_has_been_born(dossier: Dossier) -> Iterator[Finding]:
    """No certificate of birth tells a day that lies ahead; what else such a day is at odds with is not said."""
    for person in everybody(dossier):
        if person.birth_date and person.birth_date > dossier.today:
            values = {"who": called(person), "born": indonesian.long_date(person.birth_date)}
            about = [key] if (key := key_of(type(person), vars(person), "birth_date")) else []
            yield replace(BORN_IN_FUTURE.at(person.at("birth_date"), about, "birth_date", **values), beside=person.key)


def nik_and_birth_date_agree(dossier: Dossier) -> Iterator[Finding]:
    """The birth date in the column is the one inside the NIK, the century taken from the programme's year. Where the
    year makes nobody 10 to 99 years old, either century will do."""
    for person in everybody(dossier):
        if not person.nik or not person.birth_date or person.birth_date > dossier.today:
            continue
        told = indonesian.nik_birth_date(person.nik, date(dossier.programme.year, 12, 31))
        possible = (told,) if told else indonesian.nik_birth_dates(person.nik)
        if possible and person.birth_date not in possible:
            written = indonesian.long_date(person.birth_date)
            values = {
                "who": called(person),
                "written": written,
                "told": " atau ".join(map(indonesian.long_date, possible)),
            }
            yield NIK_BIRTH_DATE.at(person.at("birth_date"), [person.key], "birth_date", **values)


def facilitators_are_paid_themselves(dossier: Dossier) -> Iterator[Finding]:
    """The account that an SPK names is the facilitator's own, as far as its name tells."""
    for facilitator in dossier.all(Facilitator):
        name, holder = facilitator.name, facilitator.account_holder
        if name and holder and not _is_holder(name, holder):
            values = {"who": called(facilitator), "holder": holder}
            about = [f"spk/{facilitator.key}"]
            yield ACCOUNT_OF_ANOTHER.at(facilitator.at("account_holder"), about, "account_holder", **values)


def _is_holder(name: str, holder: str) -> bool:
    """Whether an account is in somebody's name: banks write it without titles and apostrophes, cut off or shortened."""
    whole, written = _as_banks_write(name), _as_banks_write(holder)
    cut_off = len(written) >= _LEAST_OF_A_NAME and whole.startswith(written)
    return whole == written or cut_off or same_person(holder, name)


def _as_banks_write(name: str) -> str:
    return indonesian.heading_key(indonesian.name_key(name)).replace(" ", "")


def a_personal_npwp_is_the_nik(dossier: Dossier) -> Iterator[Finding]:
    """An NPWP of 16 digits that does not begin with 0 is its owner's NIK."""
    for facilitator in dossier.all(Facilitator):
        npwp, nik = facilitator.npwp, facilitator.nik
        if npwp and nik and len(npwp) == len(nik) and npwp != nik and not npwp.startswith("0"):
            yield NPWP_OF_ANOTHER.at(
                facilitator.at("npwp"), [f"spk/{facilitator.key}"], "npwp", who=called(facilitator)
            )


RULES = (
    everybody_has_been_born,
    nik_and_sex_agree,
    nik_and_birth_date_agree,
    facilitators_are_paid_themselves,
    a_personal_npwp_is_the_nik,
)
ACROSS = (
    nobody_is_in_two_groups,
    members_are_not_facilitators,
    facilitators_are_different_people,
    nobody_stands_under_two_spellings,
)
"""Everybody is held against everybody else."""
