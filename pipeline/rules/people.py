"""People: nobody is in two groups, NIK and columns agree, every facilitator has an assignment, groups and members."""

from collections.abc import Iterator
from datetime import date

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Facilitator, Member

_NIK_SOURCE = "Permendagri tentang NIK: enam angka tengah memuat tanggal lahir; tanggal perempuan ditambah 40"

NIK_TWICE = Message(
    "G80",
    Severity.ERROR,
    "NIK anggota {who} sama dengan NIK anggota {other} di {first}.",
    fix="Betulkan NIK yang salah ketik, atau hapus orang yang tercatat dua kali; satu orang satu kelompok.",
    source="Petunjuk pelaksanaan pendampingan: satu orang menjadi anggota satu kelompok",
)
UNUSUAL_SIZE = Message(
    "G86",
    Severity.WARNING,
    "Kelompok {group} beranggota {members} orang; program menetapkan {least} sampai {most} orang.",
    fix="Periksa lembar Anggota; bila memang demikian, tidak ada yang perlu diubah.",
    source="Pengaturan program: ukuran kelompok",
)
UNUSUAL_AGE = Message(
    "G87",
    Severity.WARNING,
    "{who} berumur {age} tahun pada awal masa tugas; program menetapkan {least} sampai {most} tahun.",
    fix="Cocokkan tanggal lahir dengan KTP; bila memang demikian, tidak ada yang perlu diubah.",
    source="Pengaturan program: umur anggota",
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
NO_ASSIGNMENT = Message(
    "G83",
    Severity.ERROR,
    "{who} belum mempunyai baris penugasan.",
    fix="Isi satu baris untuk kode «{code}» di lembar Penugasan.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 1-2",
)
NO_GROUP = Message(
    "G84",
    Severity.ERROR,
    "{who} belum mempunyai kelompok dampingan.",
    fix="Tulis kode «{code}» pada kelompok dampingannya di lembar Kelompok.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 5-7",
)
NO_MEMBER = Message(
    "G85",
    Severity.ERROR,
    "Kelompok {who} belum mempunyai anggota.",
    fix="Isi anggota kelompok «{code}» di lembar Anggota.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 5",
)


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
                who=_called(member),
                other=_called(earlier),
                first=earlier.at("nik"),
            )


def nik_and_sex_agree(dossier: Dossier) -> Iterator[Finding]:
    """The sex in the column is the one inside the NIK."""
    for person in _people(dossier):
        told = indonesian.nik_sex(person.nik) if person.nik else None
        if told and person.sex and told != person.sex:
            values = {"who": _called(person), "written": person.sex, "told": told}
            yield NIK_SEX.at(person.at("sex"), [person.key], "sex", **values)


def nik_and_birth_date_agree(dossier: Dossier) -> Iterator[Finding]:
    """The birth date in the column is the one inside the NIK, the century taken from the programme's year."""
    for person in _people(dossier):
        told = indonesian.nik_birth_date(person.nik, date(dossier.programme.year, 12, 31)) if person.nik else None
        if told and person.birth_date and told != person.birth_date:
            written = indonesian.long_date(person.birth_date)
            values = {"who": _called(person), "written": written, "told": indonesian.long_date(told)}
            yield NIK_BIRTH_DATE.at(person.at("birth_date"), [person.key], "birth_date", **values)


def every_facilitator_has_an_assignment(dossier: Dossier) -> Iterator[Finding]:
    """Without an assignment no letter can be written."""
    for facilitator in dossier.all(Facilitator):
        if facilitator.code not in dossier.assignments and facilitator.key not in dossier.lost:
            values = {"who": _called(facilitator), "code": facilitator.code}
            yield NO_ASSIGNMENT.at(facilitator.at("code"), [facilitator.key], "code", **values)


def every_facilitator_has_a_group(dossier: Dossier) -> Iterator[Finding]:
    """Without groups there is nobody to accompany; said only when no group was lost."""
    if dossier.lost_below("group:"):
        return
    for facilitator in dossier.all(Facilitator):
        if facilitator.code not in dossier.groups_of:
            values = {"who": _called(facilitator), "code": facilitator.code}
            yield NO_GROUP.at(facilitator.at("code"), [facilitator.key], "code", **values)


def groups_are_of_the_usual_size(dossier: Dossier) -> Iterator[Finding]:
    """A group has as many members as the year's rules say; a warning."""
    sizes = dossier.programme.sizes
    for code, group in dossier.groups.items():
        members = len(dossier.members_of.get(code, []))
        usual = sizes.group_min <= members <= sizes.group_max
        if members and not usual and not dossier.lost_below(f"member:{code}/"):
            yield UNUSUAL_SIZE.at(
                group.place,
                [group.key],
                group=group.name or code,
                members=members,
                least=sizes.group_min,
                most=sizes.group_max,
            )


def members_are_of_the_usual_age(dossier: Dossier) -> Iterator[Finding]:
    """A member's age on the first day of the term is within the year's rules; a warning, the NIK is not asked."""
    sizes = dossier.programme.sizes
    for member in dossier.all(Member):
        group = dossier.groups.get(member.group)
        term = progress.term(dossier, group.facilitator or "") if group else None
        if term is None or member.birth_date is None:
            continue
        age = indonesian.years_between(member.birth_date, term[0])
        if not sizes.age_min <= age <= sizes.age_max:
            bounds = {"least": sizes.age_min, "most": sizes.age_max}
            yield UNUSUAL_AGE.at(
                member.at("birth_date"), [member.key], "birth_date", who=_called(member), age=age, **bounds
            )


def every_group_has_members(dossier: Dossier) -> Iterator[Finding]:
    """A group without members has no attendance; said only when none of its members was lost."""
    for group in dossier.groups.values():
        lost = group.key in dossier.lost or dossier.lost_below(f"member:{group.code}/")
        if group.code not in dossier.members_of and not lost:
            values = {"who": group.name or group.code, "code": group.code}
            yield NO_MEMBER.at(group.at("code"), [group.key], "code", **values)


def _people(dossier: Dossier) -> Iterator[Facilitator | Member]:
    yield from dossier.all(Facilitator)
    yield from dossier.all(Member)


def _called(person: Facilitator | Member) -> str:
    if person.name:
        return person.name
    return person.code if isinstance(person, Facilitator) else f"nomor {person.number}"


RULES = (
    nobody_is_in_two_groups,
    nik_and_sex_agree,
    nik_and_birth_date_agree,
    every_facilitator_has_an_assignment,
    every_facilitator_has_a_group,
    every_group_has_members,
    groups_are_of_the_usual_size,
    members_are_of_the_usual_age,
)
