"""Every code that one row uses for another row stands there: offices, facilitators, groups, sessions, partnerships.

Where the row that is meant was lost, nothing is said: the findings about that row say it already.
"""

from collections.abc import Iterator

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import (
    Assignment,
    AttendanceSheet,
    Discussion,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    MonthCard,
    Office,
    Partnership,
    Presence,
    Record,
    Session,
    SessionRecord,
    key_of,
)
from pipeline.rules.likeness import same_person
from pipeline.rules.proof import session_stands

_SOURCE = "Aturan berkas: setiap kode merujuk satu baris"

UNKNOWN_OFFICE = Message(
    "G70",
    Severity.ERROR,
    "Kode kantor «{code}» tidak ada di daftar kantor.",
    fix="Betulkan kodenya, atau tambahkan kantor itu di lembar Kantor buku penugasan.",
    source=_SOURCE,
)
UNKNOWN_FACILITATOR = Message(
    "G71",
    Severity.ERROR,
    "Kode {role} «{code}» tidak ada di daftar {role}.",
    fix="Betulkan kodenya, atau tambahkan {role} itu di buku penugasan.",
    source=_SOURCE,
)
UNKNOWN_GROUP = Message(
    "G72",
    Severity.ERROR,
    "Kode kelompok «{code}» tidak ada di daftar kelompok.",
    fix="{proposal}Betulkan kodenya, atau tambahkan kelompok itu di lembar Kelompok buku penugasan.",
    source=_SOURCE,
)
UNKNOWN_SESSION = Message(
    "G73",
    Severity.ERROR,
    "Kode pertemuan «{code}» tidak ada di lembar Pertemuan bulan ke-{month}.",
    fix="Betulkan kodenya, atau tambahkan pertemuan itu di lembar Pertemuan buku kerja yang sama.",
    source=_SOURCE,
)
UNKNOWN_PARTNERSHIP = Message(
    "G74",
    Severity.ERROR,
    "Kode kemitraan «{code}» tidak ada di lembar Kemitraan.",
    fix="Betulkan kodenya, atau isi lembar Kemitraan dengan kode itu.",
    source=_SOURCE,
)
EVIDENCE_OF_NOTHING = Message(
    "G75",
    Severity.ERROR,
    "Bukti «{file}» tidak menyebut pertemuan maupun kemitraan.",
    fix="Isi kode pertemuan (foto, daftar hadir) atau kode kemitraan (dokumen kerja sama).",
    source="Buku Panduan, Target Pekerjaan 1-3: bukti melekat pada kegiatannya",
)
NO_ROSTER = Message(
    "G76",
    Severity.NOTE,
    "Buku penugasan tidak disertakan atau daftar {role} di dalamnya tidak terbaca; pemeriksaan yang memerlukannya "
    "dilewati.",
    fix="Sertakan buku penugasan, atau tunjuk dengan opsi --assignments.",
    source="Aturan berkas: daftar induk ada di buku penugasan",
)
GROUP_OF_ANOTHER = Message(
    "G77",
    Severity.ERROR,
    "Kelompok «{code}» bukan dampingan {role} «{facilitator}», melainkan «{owner}».",
    fix="Betulkan kode kelompoknya, atau betulkan {role} kelompok itu di buku penugasan.",
    source="Buku Panduan, Target Pekerjaan: kegiatan dilakukan pada kelompok dampingan sendiri",
)
NO_FACILITATORS = Message(
    "G78",
    Severity.ERROR,
    "Penugasan sudah diisi, tetapi daftar {role} tidak ada atau tidak terbaca; tidak ada surat yang dapat disusun.",
    fix="Isi lembar {role} di buku penugasan, dengan baris judul seperti pada formulir.",
    source="Aturan berkas: daftar induk ada di buku penugasan",
)
CARD_OF_ANOTHER = Message(
    "G79",
    Severity.WARNING,
    "Lembar identitas menyebut {written}, sedangkan {role} berkode «{code}» ialah {registered}.",
    fix="Betulkan kode atau nama di lembar identitas; seluruh isi buku kerja dicatat pada kode itu.",
    source=_SOURCE,
)

_OF_A_SESSION: tuple[type[SessionRecord] | type[Evidence], ...] = (
    AttendanceSheet, Presence, Minutes, FollowUp, Discussion, Evidence,
)  # fmt: skip


def the_roster_is_given(dossier: Dossier) -> Iterator[Finding]:
    """Said once for all the rules that need the roster; without it, assignments are of nobody."""
    if not dossier.has_roster and (assignments := dossier.all(Assignment)):
        yield NO_FACILITATORS.at(
            assignments[0].at("facilitator"), role=dossier.programme.wording.role_short.capitalize()
        )
    elif not dossier.has_roster and (cards := dossier.all(MonthCard)):
        yield NO_ROSTER.at(cards[0].at("facilitator"), role=dossier.programme.wording.role_short)


def cards_name_the_facilitator_of_their_code(dossier: Dossier) -> Iterator[Finding]:
    """The name on a monthly workbook's card is that of the facilitator whose code stands there."""
    for card in dossier.all(MonthCard):
        facilitator = dossier.facilitators.get(card.facilitator)
        if facilitator and facilitator.name and card.name and not same_person(card.name, facilitator.name):
            values = {"written": card.name, "code": facilitator.code, "registered": facilitator.name}
            role = dossier.programme.wording.role_short
            yield CARD_OF_ANOTHER.at(card.at("name"), [card.key], "name", role=role, **values)


def offices_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Every office that a row names is in the list of offices."""
    yield from _unknown(dossier, Office, UNKNOWN_OFFICE)


def facilitators_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Every facilitator that a row or a monthly workbook names is in the roster."""
    if dossier.has_roster:
        yield from _unknown(dossier, Facilitator, UNKNOWN_FACILITATOR)


def groups_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Every group that a row names is in the roster."""
    if dossier.has_roster:
        yield from _unknown(dossier, Group, UNKNOWN_GROUP)


def _unknown(dossier: Dossier, kind: type[Record], message: Message) -> Iterator[Finding]:
    """Of each cell with a code that nobody has one finding; those of one code say the same."""
    known = {record.key for record in dossier.all(kind)}
    role = dossier.programme.wording.role_short
    for record, name, code in dossier.naming(kind):
        key = key_of(kind, {"code": code})
        if key in known or dossier.lost_of(kind, code=code):
            continue
        group = dossier.misspelt.meant(code) if kind is Group else None
        about = [record.key, *([key] if kind is Facilitator else [])]
        if isinstance(record, Member) and (meant := dossier.misspelt.member_meant(record)):
            about.append(meant)
        written = dossier.written.get(record.at(name), code)
        proposal = indonesian.meant(group.code if group else "")
        yield message.at(record.at(name), about, name, code=written, role=role, proposal=proposal)


def groups_are_the_facilitators_own(dossier: Dossier) -> Iterator[Finding]:
    """Sessions and partnerships are of groups that are assigned to the facilitator of the workbook."""
    records: list[Session | Partnership] = [*dossier.all(Session), *dossier.all(Partnership)]
    for record in records:
        group = dossier.groups.get(record.group or "")
        roster = {record.facilitator, group.facilitator} <= dossier.facilitators.keys() if group else False
        if group is not None and roster and group.facilitator != record.facilitator:
            yield GROUP_OF_ANOTHER.at(
                record.at("group"),
                [record.key],
                "group",
                code=group.code,
                facilitator=record.facilitator,
                owner=group.facilitator,
                role=dossier.programme.wording.role_short,
            )


def sessions_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Attendance, minutes, follow-ups, discussions and evidence belong to a session of the same workbook; one finding a
    code."""
    said: set[str] = set()
    for kind in _OF_A_SESSION:
        for record in dossier.all(kind):
            key = f"session:{record.facilitator}/{record.month}/{record.session}"
            if key in said or session_stands(dossier, record):
                continue
            said.add(key)
            about = [key, f"month:{record.facilitator}/{record.month}"]
            values = {"code": record.session, "month": record.month}
            yield UNKNOWN_SESSION.at(record.at("session"), about, "session", **values)


def evidence_belongs_to_something(dossier: Dossier) -> Iterator[Finding]:
    """Every scan of a cooperation names a partnership of its facilitator, and no evidence names nothing."""
    partnerships = {partnership.key for partnership in dossier.all(Partnership)}
    for item in dossier.all(Evidence):
        month = f"month:{item.facilitator}/{item.month}"
        if item.session or dossier.unread(item, "session") or dossier.unread(item, "partnership"):
            continue
        if not item.partnership:
            yield EVIDENCE_OF_NOTHING.at(item.at("session"), [month], "session", file=item.file.name)
        elif item.key not in partnerships and not dossier.lost_of(Partnership, facilitator=item.facilitator):
            about = [item.key, month]
            yield UNKNOWN_PARTNERSHIP.at(item.at("partnership"), about, "partnership", code=item.partnership)


RULES = (cards_name_the_facilitator_of_their_code, sessions_are_known, evidence_belongs_to_something)
ACROSS = (
    the_roster_is_given,
    offices_are_known,
    facilitators_are_known,
    groups_are_known,
    groups_are_the_facilitators_own,
)
"""Codes are looked up in the lists of all, and a group may be somebody else's."""
