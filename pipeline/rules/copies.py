"""Texts that were copied from one session to the next instead of telling what happened."""

from collections.abc import Iterator

from pipeline import indonesian
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Session
from pipeline.rules.likeness import text_key

COPIED_RESUME = Message(
    "C17",
    Severity.WARNING,
    "Resume pertemuan {code} sama dengan resume pertemuan {other} kelompok yang sama di {first}.",
    fix="Tulis apa yang dibahas pada pertemuan itu sendiri; bila memang sama, tidak ada yang perlu diubah.",
    source="Buku Panduan, Target Pekerjaan 1: resume materi setiap pertemuan",
    waivable=True,
)
COPIED_MINUTES = Message(
    "N07",
    Severity.WARNING,
    "Pembahasan dalam notulen pertemuan {code} sama dengan notulen pertemuan {other} di {first}.",
    fix="Tulis pembahasan pertemuan itu sendiri; bila memang sama, tidak ada yang perlu diubah.",
    source="Buku Panduan, Target Pekerjaan 1: notulen kegiatan setiap sesi pertemuan",
    waivable=True,
)
COPIED_SHEET = Message(
    "C19",
    Severity.WARNING,
    "Pertemuan {code} tanggal {held_on} sama dengan pertemuan {other} di {first}: jam, tempat, pokok bahasan, dan "
    "kehadiran setiap anggota.",
    fix="Cocokkan dengan daftar hadir yang ditandatangani; bila memang sama, tidak ada yang perlu diubah.",
    source="Buku Panduan, Target Pekerjaan 1 dan 2: absensi setiap pertemuan",
    waivable=True,
)


def every_session_has_its_own_resume(dossier: Dossier) -> Iterator[Finding]:
    """No resume is that of an earlier session of the same group. Two groups may well hear the same lesson."""
    for sessions in dossier.sessions_of.values():
        first: dict[tuple[str | None, str], Session] = {}
        for session in sessions:
            key = text_key(session.resume)
            earlier = first.setdefault((session.group, key), session)
            if key and session.group and earlier is not session:
                values = {"code": session.code, "other": earlier.code, "first": earlier.at("resume")}
                yield COPIED_RESUME.at(session.at("resume"), [session.key, earlier.key], "resume", **values)


def every_session_has_its_own_minutes(dossier: Dossier) -> Iterator[Finding]:
    """No discussion in the minutes is that of an earlier session of the same facilitator."""
    for sessions in dossier.sessions_of.values():
        first: dict[str, Session] = {}
        for session in sessions:
            minutes = dossier.minutes_of.get(session.key)
            key = text_key(minutes.discussion) if minutes else ""
            earlier = first.setdefault(key, session)
            if minutes and key and earlier is not session:
                there = dossier.minutes_of[earlier.key].at("discussion")
                values = {"code": session.code, "other": earlier.code, "first": there}
                yield COPIED_MINUTES.at(minutes.at("discussion"), [session.key, earlier.key], "discussion", **values)


def no_session_is_a_copy_of_another(dossier: Dossier) -> Iterator[Finding]:
    """No two sessions of a group on different days are alike in hours, venue, topic and everybody's presence.

    Groups meet at one place and hour, and often all come: only when everything is the same it may be a copied sheet.
    Where the resume was copied, too, that is said of the resume.
    """
    for sessions in dossier.sessions_of.values():
        first: dict[tuple[object, ...], Session] = {}
        for session in sessions:
            marks = tuple((mark.number, mark.presence) for mark in dossier.presences_of.get(session.key, []))
            what = (
                session.group,
                session.starts,
                session.ends,
                text_key(session.venue, 1),
                text_key(session.lesson, 1),
            )
            if not marks or not all(what) or session.held_on is None:
                continue
            earlier = first.setdefault((*what, marks), session)
            copied = bool(text_key(session.resume)) and text_key(session.resume) == text_key(earlier.resume)
            if earlier.held_on != session.held_on and not copied:
                values = {"code": session.code, "other": earlier.code, "first": earlier.at("held_on")}
                held_on = indonesian.day_and_date(session.held_on)
                about = [session.key, earlier.key]
                yield COPIED_SHEET.at(session.at("held_on"), about, "held_on", held_on=held_on, **values)


RULES = (every_session_has_its_own_resume, every_session_has_its_own_minutes, no_session_is_a_copy_of_another)
