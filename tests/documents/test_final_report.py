"""The final report: the months add up, the groups are compared, and nobody gets one before the term is over."""

from datetime import date
from decimal import Decimal

import pytest

from pipeline import progress
from pipeline.documents import final_report, monthly_report
from pipeline.documents.final_report import FinalReportContext
from pipeline.documents.monthly_report import MonthlyReportContext
from pipeline.flow import Dossier
from pipeline.records import (
    Advice,
    Evidence,
    Facilitator,
    FollowUp,
    Group,
    Member,
    MonthCard,
    Obstacle,
    Partnership,
    Presence,
    Record,
    Session,
)
from tests.documents import making, outline, reading, world


def made(dossier: Dossier) -> bytes:
    [draft] = final_report.drafts(dossier)
    return making.make(draft, world.NUMBERS)


def context_of(dossier: Dossier) -> FinalReportContext:
    [draft] = final_report.drafts(dossier)
    assert isinstance(draft.context, FinalReportContext)
    return draft.context


def with_groups(**update: object) -> Dossier:
    return world.dossier(
        record.model_copy(update=update) if isinstance(record, Group) else record for record in world.typical().records
    )


def without(*kinds: type[Record]) -> Dossier:
    return world.dossier(record for record in world.typical().records if not isinstance(record, kinds))


def twice_the_same_partner() -> Dossier:
    """Both partnerships are with one partner, spelled in two ways."""
    names = {"KM-01": "PT Samudra Niaga", "KM-02": "Samudra Niaga, PT."}
    return world.dossier(
        record.model_copy(update={"partner": names[record.code]}) if isinstance(record, Partnership) else record
        for record in world.typical().records
    )


def counted(result: str) -> int:
    return int(result.split()[0])


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    golden.check(f"final_report-{case}.txt", reading.text_of(made(getattr(world, case)())))


def test_due_when_the_term_is_over_and_all_workbooks_were_read():
    records = world.typical().records
    assert final_report.drafts(world.dossier(records, today=date(2015, 7, 3))) == ()
    assert [draft.subject for draft in final_report.drafts(world.dossier(records, today=date(2015, 7, 4)))] == [
        "term:M-001"
    ]
    unread = [record for record in records if not (isinstance(record, MonthCard) and record.month == 1)]
    assert final_report.drafts(world.dossier(unread)) == ()
    assert final_report.drafts(without(Facilitator)) == ()


def test_about():
    [draft] = final_report.drafts(world.typical())
    assert draft.about == {
        "final_report/term:M-001",
        "term:M-001",
        "month:M-001/1",
        "month:M-001/2",
        "facilitator:M-001",
        "office:D-01",
        "group:K-01",
        "group:K-02",
        *(f"member:{group}/{number:02}" for group in ("K-01", "K-02") for number in (1, 2, 3)),
        *(f"session:M-001/{month}/S-{number:02}" for month in (1, 2) for number in range(1, 7)),
        "partnership:M-001/KM-01",
        "partnership:M-001/KM-02",
    }
    assert draft.cites == {"spk_number": world.SPK_KEY, "spm_number": world.SPM_KEY}


@pytest.mark.parametrize("dossier", [world.typical(), world.hard(), twice_the_same_partner(), without(Presence)])
def test_the_months_add_up_to_the_term(dossier):
    final = context_of(dossier)
    monthly = [draft.context for draft in monthly_report.drafts(dossier)]
    of_term: dict[str, int] = {}
    for row in final.results:
        of_term[row.activity] = of_term.get(row.activity, 0) + counted(row.result)
    of_months, of_recap = dict.fromkeys(of_term, 0), dict.fromkeys(of_term, 0)
    for month in monthly:
        assert isinstance(month, MonthlyReportContext)
        for row in month.results:
            of_months[row.activity] += counted(row.result)
    for recap in final.months:
        for activity in recap.activities:
            of_recap[activity.activity] += counted(activity.result)
    assert of_term == of_months == of_recap


def test_a_partner_counts_once_over_the_term():
    dossier = twice_the_same_partner()
    assert context_of(dossier).results[-1].result == "1 mitra"
    assert [list(progress.tallies_of_month(dossier, "M-001", month))[-2].held for month in (1, 2)] == [1, 0]


def test_the_table_of_contents_says_what_the_headings_say():
    data = made(world.typical())
    assert outline.contents_of(data) == outline.headings_of(data)
    assert (3, "4. Perkembangan Kelompok") in outline.headings_of(data)


def test_a_list_of_figures_only_where_there_are_any():
    headings = [text for _, text in outline.headings_of(made(world.typical()))]
    assert headings[2:5] == ["DAFTAR ISI", "DAFTAR TABEL", "DAFTAR GAMBAR"]
    nothing = with_groups(turnover_after=None)
    nothing = world.dossier(record for record in nothing.records if not isinstance(record, Session | Presence))
    programme = nothing.programme.model_copy(update={"targets": ()})
    bare = Dossier(programme, nothing.today, nothing.records)
    headings = [text for _, text in outline.headings_of(made(bare))]
    assert headings[2:4] == ["DAFTAR ISI", "DAFTAR TABEL"]
    assert "DAFTAR GAMBAR" not in headings


def test_lists_are_a_setting_of_the_programme():
    typical = world.typical()
    none = typical.programme.outline.model_copy(update={"lists": ()})
    dossier = Dossier(typical.programme.model_copy(update={"outline": none}), typical.today, typical.records)
    headings = [text for _, text in outline.headings_of(made(dossier))]
    assert headings[2:4] == ["DAFTAR ISI", "BAB I PENDAHULUAN"]


def test_how_the_groups_have_changed():
    [first, second] = context_of(world.typical()).changes
    assert (first.turnover.change, first.workers.change, first.permits.change) == (
        "naik (40%)",
        "naik 2 orang",
        "berubah",
    )
    assert (second.turnover.change, second.permits.change) == ("naik (16,7%)", "tetap")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Decimal(100), Decimal(100), "tetap"),
        (Decimal(100), Decimal(80), "turun (20%)"),
        (Decimal(0), Decimal(80), "naik"),
        (None, Decimal(80), "–"),
    ],
)
def test_change_of_turnover(before, after, change):
    dossier = with_groups(turnover_before=before, turnover_after=after)
    assert context_of(dossier).changes[0].turnover.change == change


def test_nothing_known_of_the_groups_at_the_end():
    dossier = with_groups(turnover_after=None, workers_after=None, permits_after=None)
    context = context_of(dossier)
    assert context.changes == ()
    assert "belum tersedia" in context.changes_intro
    assert "Tabel 10" not in reading.text_of(made(dossier)).split("BAB IV")[0].split("4. Perkembangan Kelompok")[-1]


def test_what_helped_is_taken_from_the_records():
    assert len(context_of(world.typical()).supporting) == 4
    poor = with_groups(turnover_after=Decimal(1))
    bare = world.dossier(record for record in poor.records if not isinstance(record, Presence | Partnership | FollowUp))
    assert context_of(bare).supporting == ()
    assert "Faktor pendukung tidak tercatat secara khusus." in reading.text_of(made(bare))


def test_the_same_words_of_two_months_stand_once():
    context = context_of(world.typical())
    assert (len(context.problems), len(context.obstacles), len(context.advice)) == (1, 1, 1)


def test_open_actions_are_named_for_the_time_after():
    late = FollowUp(
        facilitator="M-001", month=2, session="S-01", action="Mengurus izin usaha.", deadline=date(2015, 8, 1)
    )
    context = context_of(world.dossier([*world.typical().records, late]))
    assert (
        "Tindak lanjut “mengurus izin usaha” perlu dituntaskan paling lambat 1\N{NO-BREAK SPACE}Agustus 2015."
        in context.sustainability
    )


def test_one_photo_of_each_session():
    more = Evidence(facilitator="M-001", month=1, kind="photo", session="S-01", file=world.picture("more.jpg"))
    context = context_of(world.dossier([*world.typical().records, more]))
    assert sum(2 if row.right else 1 for row in context.photos) == 12


def test_a_term_in_which_nothing_happened():
    dossier = without(Session, Presence, FollowUp, Evidence, Partnership, Obstacle, Advice)
    context = context_of(dossier)
    assert context.annexes == ()
    assert context.partnerships_summary == "Selama masa penugasan belum ada kemitraan yang terjalin."
    data = made(dossier)
    assert "None" not in reading.text_of(data)
    assert outline.contents_of(data) == outline.headings_of(data)


def test_no_personal_number_and_no_address_below_the_village():
    dossier = world.typical()
    text = reading.text_of(made(dossier))
    people: list[Member | Facilitator] = [*dossier.all(Member), *dossier.all(Facilitator)]
    for person in people:
        for secret in (person.nik, person.phone, person.address):
            assert secret
            assert secret not in text
