"""The minutes of a session."""

import pytest

from pipeline.documents import minutes
from pipeline.flow import Dossier
from pipeline.records import Minutes, Presence, Session
from tests.documents import making, reading, world


def text_of(dossier: Dossier) -> str:
    return reading.text_of(making.make(minutes.drafts(dossier)[0], world.NUMBERS))


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    golden.check(f"minutes-{case}.txt", text_of(getattr(world, case)()))


def test_one_for_every_session_that_has_minutes():
    dossier = world.typical()
    subjects = [draft.subject for draft in minutes.drafts(dossier)]
    assert sorted(subjects) == sorted(dossier.minutes_of)
    assert len(subjects) == 8


def test_about():
    draft = minutes.drafts(world.typical())[0]
    assert draft.about == {
        "minutes/session:M-001/1/S-01",
        "session:M-001/1/S-01",
        "facilitator:M-001",
        "office:D-01",
        "group:K-01",
    }


def test_the_attendance_sheet_knows_better_than_the_minutes_who_was_there():
    with_sheet = world.typical()
    without = world.dossier(record for record in with_sheet.records if not isinstance(record, Presence))
    assert "2 (dua) orang dari 3 (tiga) anggota (daftar hadir terlampir)" in text_of(with_sheet)
    assert "Peserta : 2 (dua) orang\n" in text_of(without)


def test_an_agenda_written_on_one_line_becomes_a_list():
    records = [
        record.model_copy(update={"agenda": "Pembukaan; materi;\ntanya jawab."})
        if isinstance(record, Minutes)
        else record
        for record in world.typical().records
    ]
    assert "• Pembukaan\n• Materi\n• Tanya jawab\n" in text_of(world.dossier(records))


def test_what_is_empty_goes_with_its_heading():
    bare = [
        Session(facilitator="M-001", month=1, code="S-77"),
        Minutes(facilitator="M-001", month=1, session="S-77"),
    ]
    dossier = world.dossier([*world.people(), *world.offices(), *world.letters(), *bare])
    [draft, *_] = minutes.drafts(dossier)
    assert draft.title == "Notulen"
    text = reading.text_of(making.make(draft, world.NUMBERS, blanks=True))
    assert "None" not in text
    for heading in ("Susunan Acara", "Pembukaan", "Pembahasan", "Keputusan", "Tindak Lanjut", "Penutup"):
        assert heading not in text
