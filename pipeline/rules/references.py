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
    Minutes,
    MonthCard,
    Office,
    Partnership,
    Presence,
    Session,
    SessionRecord,
)
from pipeline.rules.likeness import NEARLY_EQUAL_NAMES, likeness

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
    fix="Betulkan kodenya, atau tambahkan kelompok itu di lembar Kelompok buku penugasan.",
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

_OF_A_SESSION: tuple[type[SessionRecord], ...] = (AttendanceSheet, Presence, Minutes, FollowUp, Discussion)


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
        if facilitator and facilitator.name and card.name and not _same_person(card.name, facilitator.name):
            values = {"written": card.name, "code": facilitator.code, "registered": facilitator.name}
            role = dossier.programme.wording.role_short
            yield CARD_OF_ANOTHER.at(card.at("name"), [card.key], "name", role=role, **values)


def _same_person(written: str, name: str) -> bool:
    """Whether two names are one but for titles, a slip, or parts that were left out."""
    one, other = indonesian.name_key(written), indonesian.name_key(name)
    parts = set(one.split()), set(other.split())
    return parts[0] <= parts[1] or parts[1] <= parts[0] or likeness(one, other) >= NEARLY_EQUAL_NAMES


def offices_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Every office that a row names is in the list of offices."""
    for record, name, code in dossier.naming(Office):
        if code not in dossier.offices and f"office:{code}" not in dossier.lost:
            yield UNKNOWN_OFFICE.at(record.at(name), [record.key], name, code=code)


def facilitators_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Every facilitator that a row or a monthly workbook names is in the roster."""
    if not dossier.has_roster:
        return
    for record, name, code in dossier.naming(Facilitator):
        key = f"facilitator:{code}"
        if code not in dossier.facilitators and key not in dossier.lost:
            role = dossier.programme.wording.role_short
            yield UNKNOWN_FACILITATOR.at(record.at(name), [record.key, key], name, code=code, role=role)


def groups_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Every group that a row names is in the roster."""
    if not dossier.has_roster:
        return
    for record, name, code in dossier.naming(Group):
        if code not in dossier.groups and f"group:{code}" not in dossier.lost:
            yield UNKNOWN_GROUP.at(record.at(name), [record.key], name, code=code)


def groups_are_the_facilitators_own(dossier: Dossier) -> Iterator[Finding]:
    """Sessions and partnerships are of groups that are assigned to the facilitator of the workbook."""
    records: list[Session | Partnership] = [*dossier.all(Session), *dossier.all(Partnership)]
    for record in records:
        group = dossier.groups.get(record.group or "")
        if group is not None and group.facilitator not in (None, record.facilitator):
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
    """Attendance, minutes, follow-ups and discussions belong to a session of the same workbook; one finding a code."""
    said: set[str] = set()
    for kind in _OF_A_SESSION:
        for record in dossier.all(kind):
            if record.session is None or record.session_key in said or _session_stands(dossier, record.session_key):
                continue
            said.add(record.session_key)
            yield UNKNOWN_SESSION.at(
                record.at("session"),
                [record.session_key, f"month:{record.facilitator}/{record.month}"],
                "session",
                code=record.session,
                month=record.month,
            )


def evidence_belongs_to_something(dossier: Dossier) -> Iterator[Finding]:
    """Every photo or scan names a session of its workbook, or a partnership of its facilitator."""
    partnerships = {partnership.key for partnership in dossier.all(Partnership)}
    for item in dossier.all(Evidence):
        month = f"month:{item.facilitator}/{item.month}"
        if item.session:
            if not _session_stands(dossier, item.key):
                about = [item.key, month]
                yield UNKNOWN_SESSION.at(item.at("session"), about, "session", code=item.session, month=item.month)
        elif item.partnership:
            # A partnership whose code was lost leaves only its facilitator's key behind.
            if item.key not in partnerships and not {item.key, f"facilitator:{item.facilitator}"} & dossier.lost:
                about = [item.key, month]
                yield UNKNOWN_PARTNERSHIP.at(item.at("partnership"), about, "partnership", code=item.partnership)
        elif not dossier.unread(item, "session") and not dossier.unread(item, "partnership"):
            yield EVIDENCE_OF_NOTHING.at(item.at("session"), [month], "session", file=item.file.name)


def _session_stands(dossier: Dossier, key: str) -> bool:
    """Whether a session was recorded, or may be among the rows that were lost."""
    month = "month:" + key.removeprefix("session:").rpartition("/")[0]
    return key in dossier.sessions or not {key, month}.isdisjoint(dossier.lost)


RULES = (cards_name_the_facilitator_of_their_code, sessions_are_known, evidence_belongs_to_something)
ACROSS = (
    the_roster_is_given,
    offices_are_known,
    facilitators_are_known,
    groups_are_known,
    groups_are_the_facilitators_own,
)
"""Codes are looked up in the lists of all, and a group may be somebody else's."""
