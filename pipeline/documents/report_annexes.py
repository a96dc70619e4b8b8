"""The annexes of the reports: attendance, minutes, discussions, photos, scans, each under its own heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import indonesian, progress
from pipeline.documents import dates, field_work, parts, report_stories
from pipeline.documents.field_work import UNKNOWN
from pipeline.documents.minutes import FollowUpRow, follow_up_rows
from pipeline.documents.report_parts import PhotoRow
from pipeline.documents.report_scope import Scope
from pipeline.files import FileFacts
from pipeline.findings import mask
from pipeline.flow import Context, PhotoSlot
from pipeline.records import Evidence, Session

PHOTO_MM = (74.0, 56.0)
"""The box of a photo: two stand side by side between the usual margins, three rows on a page."""
SCAN_MM = (150.0, 200.0)


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: how the context's field is called, its title, how much it holds."""

    name: str
    title: str
    extent: int
    unit: str


class AnnexRow(Context):
    """An annex in the list of annexes."""

    number: str
    title: str
    extent: str
    """"6 (enam) pertemuan"."""


class AttendanceMark(Context):
    """A member on the sheet of an annex."""

    number: str
    name: str
    sex: str
    position: str
    presence: str


class AttendanceAnnex(Context):
    """The attendance of one session."""

    title: str
    activity: str
    place: str
    members: tuple[AttendanceMark, ...]
    summary: str
    """"Hadir 9, izin 1, sakit 0, alpa 0"."""


class MinutesAnnex(Context):
    """The minutes of one session."""

    title: str
    topic: str
    chair: str
    note_taker: str
    agenda: tuple[str, ...]
    discussion: tuple[str, ...]
    decisions: tuple[str, ...]
    follow_ups: tuple[FollowUpRow, ...]


class DiscussionAnnex(Context):
    """The discussion resumes of one session."""

    title: str
    paragraphs: tuple[str, ...]


class Scan(Context):
    """A scanned page."""

    title: str
    picture: PhotoSlot


def headings(annexes: Sequence[Annex]) -> dict[str, str]:
    """The heading of each annex by the field of the context: numbered as far as they hold anything, else ""."""
    present = [annex.name for annex in annexes if annex.extent]
    return {
        f"{annex.name}_heading": f"Lampiran {present.index(annex.name) + 1}. {annex.title}" if annex.extent else ""
        for annex in annexes
    }


def rows(annexes: Sequence[Annex]) -> tuple[AnnexRow, ...]:
    """The list of annexes."""
    present = [annex for annex in annexes if annex.extent]
    return tuple(
        AnnexRow(number=str(number), title=annex.title, extent=indonesian.count_of(annex.extent, annex.unit))
        for number, annex in enumerate(present, start=1)
    )


def attendance_sheets(scope: Scope) -> tuple[AttendanceAnnex, ...]:
    """One for each session whose attendance was recorded."""
    return tuple(
        _attendance(scope, session) for session in scope.sessions if scope.dossier.presences_of.get(session.key)
    )


def _attendance(scope: Scope, session: Session) -> AttendanceAnnex:
    dossier = scope.dossier
    marks = {presence.number: presence.presence for presence in dossier.presences_of.get(session.key, [])}
    counts = progress.attendance(dossier, session.key)
    return AttendanceAnnex(
        title=report_stories.session_title(dossier, session),
        activity=dossier.programme.label("activity", session.activity) or UNKNOWN,
        place=session.venue or UNKNOWN,
        members=tuple(
            AttendanceMark(
                number=str(member.number),
                name=member.name or UNKNOWN,
                sex=member.sex or UNKNOWN,
                position=dossier.programme.label("position", member.position) or UNKNOWN,
                presence=marks.get(member.number) or UNKNOWN,
            )
            for member in dossier.members_of.get(session.group or "", [])
        ),
        summary=(
            f"Hadir {counts.present}, izin {counts.permitted}, sakit {counts.sick}, alpa {counts.absent}; "
            f"tingkat kehadiran {indonesian.percent(counts.present, counts.recorded)}."
        ),
    )


def minutes_of(scope: Scope) -> tuple[MinutesAnnex, ...]:
    """One for each session that has minutes."""
    dossier = scope.dossier
    return tuple(
        MinutesAnnex(
            title=report_stories.session_title(dossier, session),
            topic=session.lesson or UNKNOWN,
            chair=record.chair or UNKNOWN,
            note_taker=record.note_taker or UNKNOWN,
            agenda=field_work.items(record.agenda),
            discussion=field_work.paragraphs(record.discussion),
            decisions=field_work.paragraphs(record.decisions),
            follow_ups=follow_up_rows(dossier.follow_ups_of.get(session.key, [])),
        )
        for session in scope.sessions
        if (record := dossier.minutes_of.get(session.key))
    )


def discussions(scope: Scope) -> tuple[DiscussionAnnex, ...]:
    """One for each session with a discussion resume."""
    return tuple(
        DiscussionAnnex(
            title=report_stories.session_title(scope.dossier, session),
            paragraphs=tuple(part for record in records for part in report_stories.discussion(record)),
        )
        for session in scope.sessions
        if (records := scope.dossier.discussions_of.get(session.key))
    )


def photos(scope: Scope, most_per_session: int | None = None) -> tuple[PhotoRow, ...]:
    """The photos of the sessions two by two, numbered in the order of time; `most_per_session` picks the first of each.

    They have numbers of their own: a list of figures names charts, and the annex itself is the list of its photos.
    """
    shown: list[tuple[PhotoSlot, str]] = []
    for session in scope.sessions:
        found = [item for item in scope.dossier.evidence_of.get(session.key, []) if item.kind == "photo"]
        for item in [item for item in found if item.file.is_picture][:most_per_session]:
            caption = _caption(scope, session, item)
            slot = parts.photo(item.file, *PHOTO_MM, alt=caption)
            if slot:
                shown.append((slot, f"Foto {len(shown) + 1}. {dates.bound(caption)}"))
    pairs = [shown[place : place + 2] for place in range(0, len(shown), 2)]
    return tuple(
        PhotoRow(
            left=pair[0][0],
            left_caption=pair[0][1],
            right=pair[1][0] if len(pair) == 2 else None,
            right_caption=pair[1][1] if len(pair) == 2 else "",
        )
        for pair in pairs
    )


def _caption(scope: Scope, session: Session, item: Evidence) -> str:
    title = report_stories.session_title(scope.dossier, session)
    return f"{item.caption.rstrip('. ')} ({title})" if item.caption else title


def scans(scope: Scope) -> tuple[Scan, ...]:
    """Scanned attendance sheets and documents that are pictures."""
    return tuple(
        Scan(title=title, picture=slot)
        for title, item in _scanned(scope)
        if (slot := parts.photo(item.file, *SCAN_MM, alt=title))
    )


def scan_files(scope: Scope) -> tuple[str, ...]:
    """Scans that are PDF files and therefore cannot be shown here: what they are and how the file is called."""
    return tuple(f"{title} (berkas {mask(file.name)})" for title, file in _scanned_as_pdf(scope))


def pdf_scans(scope: Scope) -> tuple[FileFacts, ...]:
    """The same scans as files, in the same order."""
    return tuple(file for _, file in _scanned_as_pdf(scope))


def _scanned_as_pdf(scope: Scope) -> list[tuple[str, FileFacts]]:
    return [(title, item.file) for title, item in _scanned(scope) if item.file.usable and not item.file.is_picture]


def _scanned(scope: Scope) -> list[tuple[str, Evidence]]:
    """Everything scanned, of sessions first and then of partnerships, with a title."""
    dossier = scope.dossier
    titles = [(session.key, report_stories.session_title(dossier, session)) for session in scope.sessions]
    titles += [(item.key, item.partner or item.code) for item in scope.partnerships]
    return [
        (item.caption or f"{dossier.programme.label('evidence_kind', item.kind)} – {title}", item)
        for key, title in titles
        for item in dossier.evidence_of.get(key, [])
        if item.kind != "photo"
    ]
