"""Snapshots: what papers were made of comes back as it was, and is packed once."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from pipeline import knowledge
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure
from pipeline.findings import Place
from pipeline.flow import Dossier, Draft
from pipeline.records import Delivery, MonthlyRecord, Session
from pipeline.register import Part, Snapshot
from pipeline.snapshots import Snapshots, dossier_of
from pipeline.stage4_draft import draft
from pipeline.stage5_render import press
from tests.documents import world
from tests.explaining.story import dossier

KEY = "spm/facilitator:M-001"


def content(paper: Draft) -> str:
    return press.job(paper, "1", paper.dated, paper.context).content_hash


@pytest.mark.parametrize("known", [dossier(), world.typical(), world.hard()], ids=["sample", "typical", "hard"])
def test_every_paper_is_drafted_again_as_it_was(known):
    snapshots = Snapshots(known)
    for paper in draft(known):
        document = next(document for document in DOCUMENTS if document.kind == paper.document)
        again = document.drafts(dossier_of(snapshots.of((paper.key, *paper.cites.values()))))
        assert content(next(one for one in again if one.key == paper.key)) == content(paper)


def test_values_keep_their_types_and_cells():
    place, card = Place("buku.xlsx", "Pertemuan", "A6"), Place("buku.xlsx", "Kartu", "D5")
    session = Session(
        facilitator="M-001", month=1, code="S-01", held_on=date(2015, 5, 6), starts=time(13, 30), venue="Balai",
        place=place, places={"venue": Place("buku.xlsx", "Pertemuan", "G6"), "month": card},
    )  # fmt: skip
    known = replace(world.typical(), records=(*world.typical().records, session))
    found = [one for one in dossier_of(Snapshots(known).of([KEY])).all(Session) if one.venue == "Balai"]
    assert found == [session]
    assert (found[0].place, found[0].places) == (place, session.places)
    assert isinstance(found[0].starts, time)
    assert all(isinstance(office.margins, tuple | None) for office in known.offices.values())


def test_only_whom_a_paper_names_is_kept():
    kept = dossier_of(Snapshots(dossier()).of([KEY]))
    assert set(kept.facilitators) == {"M-001"}
    assert {member.group for member in kept.members.values()} == {"K-01", "K-02"}
    assert {office.code for office in kept.offices.values()} == set(dossier().offices)


def test_what_several_share_is_the_same_part():
    snapshots = Snapshots(dossier())
    one, other = snapshots.of([KEY]), snapshots.of(["spm/facilitator:M-002"])
    assert one.parts[:2] == other.parts[:2]
    assert {part.sha256 for part in one.parts[2:]}.isdisjoint(part.sha256 for part in other.parts[2:])


def test_what_several_papers_are_made_of_is_packed_once():
    snapshots = Snapshots(dossier())
    own, both = snapshots.of([KEY]), snapshots.of([KEY, "spm/facilitator:M-002"])
    assert len(own.parts) < len(both.parts)
    assert all(one is other for one, other in zip(own.parts, both.parts, strict=False))


def test_a_new_month_adds_one_part():
    before = replace(
        dossier(),
        records=tuple(one for one in dossier().records if not isinstance(one, MonthlyRecord) or one.month == 1),
    )
    old, new = (Snapshots(known).of([KEY]) for known in (before, dossier()))
    assert {part.sha256 for part in old.parts} < {part.sha256 for part in new.parts}
    assert len(new.parts) == len(old.parts) + 1


def test_the_same_records_give_the_same_bytes():
    assert Snapshots(dossier()).of([KEY]).sha256 == Snapshots(replace(dossier())).of([KEY]).sha256


def test_papers_of_one_facilitator_share_a_snapshot():
    named = {"spm": [KEY, "spk/facilitator:M-001"], "minutes": ["minutes/session:M-001/1/S-01", KEY], "other": ["x:y"]}
    found = list(Snapshots(dossier()).of_papers(named))
    assert [papers for _, papers in found] == [["spm", "minutes"], ["other"]]
    assert found[0][0] == Snapshots(dossier()).of([KEY])


def test_dates_of_first_issue_are_kept_with_their_paper():
    dates = {KEY: date(2015, 5, 9), "spm/facilitator:M-002": date(2015, 5, 10)}
    assert dossier_of(Snapshots(replace(dossier(), dates=dates)).of([KEY])).dates == {KEY: date(2015, 5, 9)}


def test_money_is_exact():
    known = world.typical()
    group = known.groups["K-01"].model_copy(update={"turnover_before": Decimal("1234567.89")})
    records = tuple(group if one is known.groups["K-01"] else one for one in known.records)
    kept = dossier_of(Snapshots(replace(known, records=records)).of([KEY]))
    assert kept.groups["K-01"].turnover_before == Decimal("1234567.89")


@pytest.mark.parametrize("damage", ["", "{}", '[["Tidak","","","",{},{}]]', '[["Group","","","",{"baru":1},{}]]'])
def test_what_another_version_kept_is_a_failure(damage):
    whole = Snapshots(Dossier(knowledge.programme("motivator-2015"), date(2015, 5, 1))).of([KEY])
    packed = Snapshot(whole.about, (*whole.parts, Part(damage.encode())))
    with pytest.raises(Failure):
        dossier_of(packed)


def test_deliveries_are_the_facilitators():
    assert {one.facilitator for one in dossier_of(Snapshots(dossier()).of([KEY])).all(Delivery)} == {"M-001"}
