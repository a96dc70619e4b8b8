"""The monthly report: what it says, when it is due, how it is lettered, and how it copes with little to say."""

from datetime import date
from typing import Literal

import pytest

from pipeline import progress
from pipeline.documents import dates, monthly_report
from pipeline.documents.monthly_report import MonthlyReportContext
from pipeline.files import FileFacts
from pipeline.flow import Dossier
from pipeline.records import (
    Advice,
    Discussion,
    Evidence,
    Facilitator,
    Member,
    Minutes,
    MonthCard,
    Obstacle,
    Partnership,
    PlanMark,
    Presence,
    Record,
    Session,
)
from tests.documents import making, outline, reading, world

OUTLINES = {
    "complete": ["A.", "B.", "C. Mekanisme", "D. Kegiatan", "E. Permasalahan"],
    "handbook": ["A.", "B.", "D. Kegiatan", "E. Permasalahan"],
    "renumbered": ["A.", "B.", "C. Kegiatan", "D. Permasalahan"],
}


def made(dossier: Dossier, place: int = 0) -> bytes:
    return making.make(monthly_report.drafts(dossier)[place], world.NUMBERS)


def context_of(dossier: Dossier, place: int = 0) -> MonthlyReportContext:
    context = monthly_report.drafts(dossier)[place].context
    assert isinstance(context, MonthlyReportContext)
    return context


def without(*kinds: type[Record]) -> Dossier:
    return world.dossier(record for record in world.typical().records if not isinstance(record, kinds))


def lettered(chapter_two: Literal["complete", "handbook", "renumbered"]) -> Dossier:
    """The typical world in a programme with another outline."""
    typical = world.typical()
    other = typical.programme.outline.model_copy(update={"chapter_two": chapter_two})
    return Dossier(typical.programme.model_copy(update={"outline": other}), typical.today, typical.records)


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    golden.check(f"monthly_report-{case}.txt", reading.text_of(made(getattr(world, case)())))


@pytest.mark.parametrize("chapter_two", ["complete", "handbook", "renumbered"])
def test_how_the_second_chapter_is_lettered(chapter_two):
    headings = outline.headings_of(made(lettered(chapter_two)))
    start, end = headings.index((1, "BAB II PELAKSANAAN KEGIATAN")), headings.index((1, "BAB III HASIL EVALUASI"))
    shown = [text for _, text in headings[start + 1 : end]]
    expected = OUTLINES[chapter_two]
    assert len(shown) == len(expected)
    assert all(text.startswith(letter) for text, letter in zip(shown, expected, strict=True))


@pytest.mark.parametrize("chapter_two", ["complete", "handbook", "renumbered"])
def test_the_table_of_contents_says_what_the_headings_say(chapter_two):
    data = made(lettered(chapter_two))
    assert outline.contents_of(data) == outline.headings_of(data)


def test_due_when_the_month_is_over_and_its_workbook_was_read():
    records = world.typical().records
    subjects = {
        day: [draft.subject for draft in monthly_report.drafts(world.dossier(records, today=day))]
        for day in (date(2015, 6, 3), date(2015, 6, 4), date(2015, 7, 3), date(2015, 7, 4))
    }
    assert list(subjects.values()) == [
        [],
        ["month:M-001/1"],
        ["month:M-001/1"],
        ["month:M-001/1", "month:M-001/2"],
    ]
    unread = [record for record in records if not (isinstance(record, MonthCard) and record.month == 1)]
    assert [draft.subject for draft in monthly_report.drafts(world.dossier(unread))] == ["month:M-001/2"]
    assert monthly_report.drafts(without(Facilitator)) == ()


def test_about():
    typical = world.typical()
    lost = frozenset({"member:K-02/09", "session:M-001/1/S-09", "session:M-001/2/S-09", "partnership:M-001/KM-09"})
    draft = monthly_report.drafts(Dossier(typical.programme, typical.today, typical.records, lost=lost))[0]
    assert draft.about == {
        "monthly_report/month:M-001/1",
        "month:M-001/1",
        "facilitator:M-001",
        "office:D-01",
        "group:K-01",
        "group:K-02",
        *(f"member:{group}/{number:02}" for group in ("K-01", "K-02") for number in (1, 2, 3)),
        "member:K-02/09",
        *(f"session:M-001/1/S-{number:02}" for number in (1, 2, 3, 4, 5, 6, 9)),
        "partnership:M-001/KM-01",
        "partnership:M-001/KM-09",
    }
    assert draft.cites == {"spk_number": world.SPK_KEY, "spm_number": world.SPM_KEY}


def test_dated_as_the_workbook_says_it_was_made():
    assert [draft.dated for draft in monthly_report.drafts(world.typical())] == [date(2015, 6, 4), date(2015, 7, 4)]


def test_no_personal_number_and_no_address_below_the_village():
    dossier = world.typical()
    text = reading.text_of(made(dossier))
    people: list[Member | Facilitator] = [*dossier.all(Member), *dossier.all(Facilitator)]
    for person in people:
        for secret in (person.nik, person.phone, person.address):
            assert secret
            assert secret not in text


def test_the_numbers_are_those_of_progress():
    dossier = world.typical()
    tallies = [
        tally for tally in progress.tallies_of_month(dossier, "M-001", 1) if "report" not in tally.target.activity
    ]
    shown = [(row.activity, row.result) for row in context_of(dossier).results]
    assert shown == [(tally.target.label, f"{tally.count} {tally.target.unit}") for tally in tallies]


def test_a_month_without_partnership_obstacle_and_advice():
    dossier = without(Partnership, Obstacle, Advice, PlanMark)
    text = reading.text_of(made(dossier))
    for sentence in (
        "Pada bulan ke-1 belum ada proses kemitraan yang difasilitasi sampai terjalin kerja sama.",
        "Selama bulan ke-1 tidak terdapat permasalahan yang menghambat pelaksanaan tugas motivator.",
        "Tidak terdapat kendala berarti yang memengaruhi hasil pembinaan pada bulan ke-1.",
        "Tidak ada saran khusus yang diajukan untuk bulan ke-1.",
        "Jadwal menurut rencana kerja belum dicantumkan pada bulan ke-1.",
    ):
        assert sentence in text
    assert "Surat Keterangan Kemitraan" not in text
    assert outline.contents_of(made(dossier)) == outline.headings_of(made(dossier))


def test_a_month_in_which_nothing_happened():
    dossier = without(Session, Presence, Minutes, Discussion, Evidence, Partnership, Obstacle, Advice, PlanMark)
    context = context_of(dossier)
    assert context.activities_intro == "Selama bulan ke-1 belum ada pertemuan dengan kelompok dampingan yang tercatat."
    assert context.annexes == ()
    assert context.results_summary == (
        "Dari 4 (empat) target bulanan pada bulan ke-1, 0 (nol) target tercapai. "
        "Target fasilitasi kemitraan dihitung untuk seluruh masa tugas."
    )
    assert "None" not in reading.text_of(made(dossier))


def test_annexes_are_numbered_as_far_as_they_hold_anything():
    context = context_of(without(Minutes))
    assert context.minutes_heading == ""
    assert (context.attendance_heading, context.discussions_heading) == (
        "Lampiran 1. Daftar Hadir",
        "Lampiran 2. Resume Diskusi",
    )
    assert [row.number for row in context.annexes] == ["1", "2", "3", "4", "5"]


def test_tables_are_numbered_without_gap_whatever_is_left_out():
    for dossier in (world.typical(), without(Partnership, Obstacle), lettered("handbook")):
        captions = [line for line in reading.text_of(made(dossier)).splitlines() if line.startswith("Tabel ")]
        assert [int(caption.split()[1].rstrip(".")) for caption in captions] == list(range(1, len(captions) + 1))


def test_the_schedule_tells_what_was_planned_from_what_was_held():
    """Sessions from 6 to 21 May; planned were motivation in weeks 1 and 3, dynamics in week 2."""
    rows = {row.activity: row.weeks for row in context_of(world.typical()).plan}
    motivation, dynamics = rows["Pemberian Motivasi dan Berbagi Pengalaman"], rows["Memfasilitasi dinamika kelompok"]
    assert [week.mark for week in motivation] == ["●", "▲", "○", "", "", "", "", ""]
    assert [week.mark for week in dynamics] == ["", "○", "▲", "", "", "", "", ""]
    assert {week.mark: week.shade for week in (*motivation, *dynamics)} == {
        "●": "D9D9D9", "○": "D9D9D9", "▲": "auto", "": "auto",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "week"), [(4, 1), (10, 1), (11, 2), (25, 4), (31, 4)])
def test_the_last_week_of_a_month_is_the_longest(day, week):
    one = Session(
        facilitator="M-001", month=1, code="S-01", group="K-01", activity="dynamics", held_on=date(2015, 5, day)
    )
    dossier = world.dossier([*(record for record in without(Session).records), one])
    weeks = next(row.weeks for row in context_of(dossier).plan if row.activity == "Memfasilitasi dinamika kelompok")
    assert [number for number, shown in enumerate(weeks, start=1) if shown.mark in ("●", "▲")] == [week]


def test_photos_stand_two_by_two():
    typical = world.typical()
    odd = [
        record
        for record in typical.records
        if not (isinstance(record, Evidence) and record.kind == "photo" and record.session == "S-06")
    ]
    rows = context_of(world.dossier(odd)).photos
    assert [row.right is not None for row in rows] == [True, True, False]
    assert rows[0].left_caption == dates.bound("Foto 1. Suasana pertemuan (Kelompok Tirta Bahari, Rabu, 6 Mei 2015)")
    assert rows[2].left_caption.startswith("Foto 5. ")


def test_a_scan_that_is_a_pdf_is_listed_by_name():
    records = [
        record.model_copy(update={"file": FileFacts("hadir.pdf", media="application/pdf")})
        if isinstance(record, Evidence) and record.kind == "attendance_scan" and record.session == "S-01"
        else record
        for record in world.typical().records
    ]
    context = context_of(world.dossier(records))
    [listed] = context.scan_files
    assert listed == "Pindaian Daftar Hadir – Kelompok Tirta Bahari, Rabu, 6 Mei 2015 (berkas hadir.pdf)"
    assert len(context.scans) == len(context_of(world.typical()).scans) - 1


def test_the_role_is_the_programmes():
    typical = world.typical()
    wording = typical.programme.wording.model_copy(update={"role": "Pendamping Usaha", "role_short": "pendamping"})
    other = Dossier(typical.programme.model_copy(update={"wording": wording}), typical.today, typical.records)
    text = reading.text_of(made(other))
    assert "LAPORAN BULANAN" not in text  # capitals are the style's
    assert "Laporan Bulanan Pendamping Usaha" in text
    assert "E. Permasalahan yang Dihadapi Pendamping" in text
