"""Sessions told in words: the narrative of BAB II, the resumes of discussions, and what a session is called."""

from pipeline import indonesian, progress
from pipeline.documents import dates, field_work
from pipeline.documents.field_work import paragraphs
from pipeline.documents.report_parts import SessionStory
from pipeline.documents.report_scope import Scope
from pipeline.documents.report_texts import capital, labelled, sentence
from pipeline.flow import Dossier
from pipeline.records import Discussion, Session


def stories(scope: Scope) -> tuple[SessionStory, ...]:
    """Every session told in words, in the order of time."""
    return tuple(
        SessionStory(title=f"{number}. {session_title(scope.dossier, session)}", paragraphs=_story(scope, session))
        for number, session in enumerate(scope.sessions, start=1)
    )


def session_title(dossier: Dossier, session: Session) -> str:
    """ "Kelompok Mina Jaya, Senin, 4 Mei 2015"."""
    group = field_work.group_name(field_work.group_of(dossier, session.group))
    held = indonesian.day_and_date(session.held_on) if session.held_on else ""
    return ", ".join(part for part in (group, held) if part) or f"Pertemuan {session.code}"


def _story(scope: Scope, session: Session) -> tuple[str, ...]:
    """What happened, what was taught and settled, what came of it: a paragraph each, as far as anything is known."""
    discussed = [part for item in scope.dossier.discussions_of.get(session.key, []) for part in discussion(item)]
    taught = " ".join(sentence(line) for line in paragraphs(session.resume))
    found = (
        f"{_held(scope, session)} {_attended(scope, session)}".strip(),
        labelled("Ringkasan materi", taught),
        " ".join(discussed),
        labelled("Hasil pertemuan", session.outcome),
    )
    return tuple(text for text in found if text)


def _held(scope: Scope, session: Session) -> str:
    dossier = scope.dossier
    activity = dossier.programme.label("activity", session.activity) or "Pertemuan"
    group = field_work.group_name(field_work.group_of(dossier, session.group))
    topic = session.lesson.rstrip(". ") if session.lesson else ""
    parts = (
        f"{capital(activity)} bagi {group or 'kelompok dampingan'} dilaksanakan",
        f"pada hari {dates.day_and_date(session.held_on)}" if session.held_on else "",
        f"pukul {field_work.hours(scope.one, session)}" if session.starts else "",
        f"bertempat di {session.venue}" if session.venue else "",
        f"dengan pokok bahasan “{topic}”" if topic else "",
    )
    return ", ".join(part for part in parts if part).replace("dilaksanakan, pada", "dilaksanakan pada") + "."


def _attended(scope: Scope, session: Session) -> str:
    counts = progress.attendance(scope.dossier, session.key)
    if not counts.recorded:
        return ""
    rate = indonesian.percent(counts.present, counts.recorded)
    text = (
        f"Kegiatan dihadiri oleh {indonesian.count_of(counts.present, 'orang')} dari "
        f"{indonesian.count_of(counts.recorded, 'anggota')} ({rate})"
    )
    away = [
        f"{count} orang {reason}"
        for count, reason in ((counts.permitted, "izin"), (counts.sick, "sakit"), (counts.absent, "tanpa keterangan"))
        if count
    ]
    return f"{text}; {indonesian.joined(away)}." if away else f"{text}."


def discussion(record: Discussion) -> tuple[str, ...]:
    """What a dynamics session settled: problem, solution, follow-up."""
    follow_up = (record.follow_up or "").strip(" .")
    by = [
        part
        for part in (
            f"penanggung jawab {record.in_charge}" if record.in_charge else "",
            f"tenggat {dates.long_date(record.deadline)}" if record.deadline else "",
        )
        if part
    ]
    settled = f"{follow_up} ({', '.join(by)})" if follow_up and by else follow_up
    found = (
        labelled("Permasalahan yang dibahas", record.problem),
        labelled("Solusi yang disepakati", record.solution),
        labelled("Rencana tindak lanjut", settled),
    )
    return tuple(text for text in found if text)
