"""The attendance sheet: the typed copy after a session, and the sheet to be signed before it."""

import pytest

from pipeline import progress, word
from pipeline.documents import attendance_sheet
from pipeline.documents.assigned import assigned
from pipeline.flow import Dossier
from pipeline.records import Assignment, Facilitator, Member, Office, Presence, Session
from tests.documents import making, reading, world


def text_of(dossier: Dossier, place: int = 0) -> str:
    return reading.text_of(making.make(attendance_sheet.drafts(dossier)[place], world.NUMBERS))


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    golden.check(f"attendance_sheet-{case}.txt", text_of(getattr(world, case)()))


def test_the_sheet_to_be_signed(golden):
    dossier = world.typical()
    context = attendance_sheet.blank(dossier, assigned(dossier)[0], dossier.groups["K-01"])
    text = reading.text_of(making.template("attendance_sheet").render(making.values_of(context)))
    golden.check("attendance_sheet-blank.txt", text)
    assert "SALINAN" not in text
    assert "Keterangan: H" not in text
    assert [(row.left, row.right) for row in context.members] == [("1.", ""), ("", "2."), ("3.", "")]


def test_one_for_every_session_whose_attendance_was_recorded():
    typical = world.typical()
    assert len(attendance_sheet.drafts(typical)) == 12
    without = [
        record
        for record in typical.records
        if not (isinstance(record, Presence) and record.session == "S-02" and record.month == 1)
    ]
    subjects = {draft.subject for draft in attendance_sheet.drafts(world.dossier(without))}
    assert len(subjects) == 11
    assert "session:M-001/1/S-02" not in subjects


@pytest.mark.parametrize("kind", [Facilitator, Assignment])
def test_nothing_without_roster(kind):
    records = [record for record in world.typical().records if not isinstance(record, kind)]
    assert attendance_sheet.drafts(world.dossier(records)) == ()


def test_about():
    typical = world.typical()
    lost = Dossier(typical.programme, typical.today, typical.records, lost=frozenset({"member:K-01/09"}))
    draft = attendance_sheet.drafts(lost)[0]
    assert draft.about == {
        "attendance_sheet/session:M-001/1/S-01",
        "session:M-001/1/S-01",
        "facilitator:M-001",
        "office:D-01",
        "group:K-01",
        *(f"member:K-01/{number:02}" for number in (1, 2, 3, 9)),
    }
    assert draft.cites == {"spm_number": world.SPM_KEY}
    assert draft.path == "D-01/M-001/Daftar-Hadir_M-001_B1_S-01"


def test_the_totals_are_those_of_progress():
    dossier = world.typical()
    for draft in attendance_sheet.drafts(dossier):
        counts = progress.attendance(dossier, draft.subject)
        assert isinstance(draft.context, attendance_sheet.AttendanceContext)
        assert (draft.context.present, draft.context.absent) == (str(counts.present), str(counts.absent))


def test_hours_stand_in_the_zone_of_the_province():
    records = [
        record.model_copy(update={"province": "Sulawesi Selatan"}) if isinstance(record, Office) else record
        for record in world.typical().records
    ]
    assert "08.30–10.30 WITA" in text_of(world.dossier(records))


def test_no_personal_number():
    dossier = world.typical()
    texts = [text_of(dossier, place) for place in range(12)]
    people: list[Member | Facilitator] = [*dossier.all(Member), *dossier.all(Facilitator)]
    for person in people:
        assert person.nik
        assert not any(person.nik in text for text in texts)


def test_records_with_nothing_but_their_identity():
    bare = [
        Session(facilitator="M-001", month=1, code="S-77", group="K-09"),
        Presence(facilitator="M-001", month=1, session="S-77", number=1),
    ]
    dossier = world.dossier([*world.people(), *world.offices(), *world.letters(), *bare])
    [draft, *_] = attendance_sheet.drafts(dossier)
    assert "None" not in reading.text_of(making.make(draft, world.NUMBERS, blanks=True))
    with pytest.raises(word.Lost, match="activity"):
        making.make(draft, world.NUMBERS)
