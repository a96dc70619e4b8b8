"""People and their groups: every facilitator has an assignment and groups, every group members and one chair."""

from collections.abc import Iterator, Sequence

from pipeline import indonesian, progress
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Assignment, Facilitator, Group, Member, Session

UNUSUAL_SIZE = Message(
    "G86",
    Severity.WARNING,
    "Kelompok {group} beranggota {members} orang; program menetapkan {least} sampai {most} orang.",
    fix="Periksa lembar Anggota; bila memang demikian, tidak ada yang perlu diubah.",
    source="Pengaturan program: ukuran kelompok",
    waivable=True,
)
UNUSUAL_AGE = Message(
    "G87",
    Severity.WARNING,
    "{who} berumur {age} tahun pada awal masa tugas; program menetapkan {least} sampai {most} tahun.",
    fix="Cocokkan tanggal lahir dengan KTP; bila memang demikian, tidak ada yang perlu diubah.",
    source="Pengaturan program: umur anggota",
    waivable=True,
)
NO_ASSIGNMENT = Message(
    "G83",
    Severity.ERROR,
    "Belum mempunyai baris penugasan ({count} orang): {who}.",
    fix="Isi satu baris di lembar Penugasan untuk setiap orang itu; kodenya: {code}.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 1-2",
)
NO_GROUP = Message(
    "G84",
    Severity.ERROR,
    "Belum mempunyai kelompok dampingan ({count} orang): {who}.",
    fix="Di lembar Kelompok, tulis kode setiap orang itu pada kelompok dampingannya; kodenya: {code}.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 5-7",
)
NO_MEMBER = Message(
    "G85",
    Severity.ERROR,
    "Belum mempunyai anggota ({count} kelompok): {who}.",
    fix="Isi anggota setiap kelompok itu di lembar Anggota; kodenya: {code}.",
    source="Buku Panduan, Tahapan-Tahapan Penugasan 5",
)
NOT_ONE_CHAIR = Message(
    "G89",
    Severity.WARNING,
    "Kelompok {group} mempunyai {chairs} ketua; seharusnya tepat satu.",
    fix="Betulkan kolom Jabatan di lembar Anggota sehingga tepat satu orang menjadi ketua.",
    source="Formulir berkas: surat keterangan kemitraan ditandatangani ketua kelompok",
    waivable=True,
)

_CHAIR = "ketua"
_MOST_NAMED = 3


def every_facilitator_has_an_assignment(dossier: Dossier) -> Iterator[Finding]:
    """Without an assignment no letter can be written; one finding when nobody has one.

    Nothing is said when an assignment names somebody unknown: it may be the one that is missed.
    """
    everyone = dossier.all(Facilitator)
    if any(code not in dossier.facilitators for code in dossier.assignments):
        return
    lacking = [
        facilitator
        for facilitator in everyone
        if facilitator.code not in dossier.assignments and not dossier.lost_of(Assignment, facilitator=facilitator.code)
    ]
    yield from _said_together(NO_ASSIGNMENT, lacking, everyone)


def every_facilitator_has_a_group(dossier: Dossier) -> Iterator[Finding]:
    """Who is assigned has groups to accompany; once when nobody has any.

    Nothing is said when a group does not tell whose it is, or names somebody unknown: it may be the one that is missed.
    """
    if any(code not in dossier.facilitators for code in dossier.groups_of):
        return
    everyone = dossier.all(Facilitator)
    lacking = [
        facilitator
        for facilitator in everyone
        if facilitator.code not in dossier.groups_of
        and facilitator.code in dossier.assignments
        and not dossier.lost_of(Group, facilitator=facilitator.code)
    ]
    yield from _said_together(NO_GROUP, lacking, everyone)


def every_group_has_members(dossier: Dossier) -> Iterator[Finding]:
    """A group without members has no attendance; said once when none of a facilitator's groups has any.

    Nothing is said when one of its members was lost, or a member names an unknown group: it may be this one.
    """
    if any(code not in dossier.groups for code in dossier.members_of):
        return
    for groups in dossier.groups_of.values():
        lacking = [
            group
            for group in groups
            if group.code not in dossier.members_of and not dossier.may_lack_members(group.code)
        ]
        yield from _said_together(NO_MEMBER, lacking, groups)


def _said_together(
    message: Message, lacking: Sequence[Facilitator | Group], everyone: Sequence[Facilitator | Group]
) -> Iterator[Finding]:
    """What is lacking, row by row; where all lack it a sheet was not filled or not read, and it is said once."""
    together = [lacking] if len(lacking) == len(everyone) else [[one] for one in lacking]
    for several in filter(None, together):
        who, code = _first_of([called(one) for one in several]), _first_of([one.code for one in several])
        values = {"count": str(len(several)), "who": who, "code": code}
        yield message.at(several[0].at("code"), [one.key for one in several], "code", **values)


def _first_of(names: Sequence[str]) -> str:
    """The first names of a list, which may be long: "A, B, C, …"."""
    return ", ".join([*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])])


def invited(dossier: Dossier, session: Session) -> list[Member]:
    """The members of the session's group; nobody when it is not a group of the facilitator's own, which is said of the
    group."""
    own = any(group.code == session.group for group in dossier.groups_of.get(session.facilitator, []))
    return dossier.members_of.get(session.group or "", []) if own else []


def groups_are_of_the_usual_size(dossier: Dossier) -> Iterator[Finding]:
    """A group has as many members as the year's rules say; a warning."""
    sizes = dossier.programme.sizes
    for code, group in dossier.groups.items():
        members = len(dossier.members_of.get(code, []))
        usual = sizes.group_min <= members <= sizes.group_max
        if members and not usual and not dossier.may_lack_members(code):
            yield UNUSUAL_SIZE.at(
                group.place,
                [group.key],
                group=group.called,
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
        if term is None or member.birth_date is None or member.birth_date > dossier.today:
            continue
        age = max(indonesian.years_between(member.birth_date, term[0]), 0)  # born later: the birth date is wrong
        if not sizes.age_min <= age <= sizes.age_max:
            bounds = {"least": sizes.age_min, "most": sizes.age_max}
            yield UNUSUAL_AGE.at(
                member.at("birth_date"), [member.key], "birth_date", who=called(member), age=age, **bounds
            )


def groups_have_one_chair(dossier: Dossier) -> Iterator[Finding]:
    """Of a group whose positions are given exactly one member is the ketua."""
    for code, group in dossier.groups.items():
        members = dossier.members_of.get(code, [])
        given = any(member.position for member in members)
        unread = any(member.position is None and dossier.unread(member, "position") for member in members)
        chairs = [member for member in members if member.position == _CHAIR]
        values = {"group": group.called, "chairs": str(len(chairs))}
        if len(chairs) > 1:
            about = [group.key, *(member.key for member in chairs)]
            yield NOT_ONE_CHAIR.at(chairs[1].at("position"), about, "position", **values)
        elif given and not chairs and not unread and not dossier.may_lack_members(code):
            yield NOT_ONE_CHAIR.at(group.at("code"), [group.key], "code", **values)


def everybody(dossier: Dossier) -> Iterator[Facilitator | Member]:
    """Facilitators, then members, in the order of the sheets."""
    yield from dossier.all(Facilitator)
    yield from dossier.all(Member)


def called(one: Facilitator | Member | Group) -> str:
    """What messages call someone."""
    if one.name:
        return one.name
    return f"nomor {one.number}" if isinstance(one, Member) else one.code


RULES = (
    groups_are_of_the_usual_size,
    groups_have_one_chair,
    members_are_of_the_usual_age,
)
ACROSS = (every_facilitator_has_an_assignment, every_facilitator_has_a_group, every_group_has_members)
"""What nobody has is said once, and a row that names somebody unknown may be what another one lacks."""
