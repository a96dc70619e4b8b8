"""Members, facilitators and their NIK."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import Assignment, Facilitator, Group, Member
from pipeline.stage3_validate import validate
from tests.rules.world import add, change, drop, found, losing, placed, said, spoiled, typical


def test_a_facilitator_without_assignment():
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    without = drop(dossier, dossier.assignments["M-001"])
    assert said(without, "G83") == [(facilitator.at("code"), {"facilitator:M-001"})]
    assert said(losing(without, Assignment), "G83") == []


def test_a_facilitator_without_groups():
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    without = drop(dossier, *dossier.groups.values())
    assert said(without, "G84") == [(facilitator.at("code"), {"facilitator:M-001"})]
    assert said(losing(without, Group), "G84") == []


def test_a_group_without_members():
    dossier = typical()
    group = dossier.groups["K-01"]
    without = drop(dossier, *dossier.members_of["K-01"])
    assert said(without, "G85") == [(group.at("code"), {"group:K-01"})]
    assert said(losing(without, Member, group="K-01", number=2), "G85") == []
    assert said(losing(without, Member, number=1), "G85") == []


def test_of_many_who_lack_the_same_three_are_named():
    dossier = typical()
    dossier = drop(dossier, dossier.assignments["M-001"])
    others = [placed(Facilitator(code=f"M-1{number:02}", name=f"Orang {number}"), 900 + number) for number in range(19)]
    [found] = [finding for finding in validate(add(dossier, *others)) if finding.code == "G83"]
    assert found.values["count"] == "20"
    assert found.values["code"] == "M-001, M-100, M-101, …"
    assert len(found.about) == 20


def test_a_group_of_unusual_size_is_a_warning():
    dossier = typical()
    group = dossier.groups["K-01"]
    sizes = dossier.programme.sizes.model_copy(update={"group_min": 3, "group_max": 3})
    assert said(of_sizes(dossier, sizes), "G86") == []
    larger = of_sizes(dossier, sizes.model_copy(update={"group_min": 4, "group_max": 9}))
    assert (group.place, {"group:K-01"}) in said(larger, "G86")
    assert (group.place, {"group:K-01"}) not in said(losing(larger, Member, group="K-01", number=4), "G86")


def test_a_member_of_unusual_age_is_a_warning():
    dossier = typical()
    member = dossier.members_of["K-01"][0]
    old = change(dossier, member, birth_date=date(1950, 1, 1))
    assert said(old, "G87") == [(member.at("birth_date"), {member.key})]
    assert said(dossier, "G87") == []
    [later] = found(change(dossier, member, birth_date=date(2015, 5, 20)), "G87")
    assert later.values["age"] == "0"


def of_sizes(dossier, sizes):
    """The dossier under a programme with other bounds; groups of the hand-made world have three members."""
    return replace(dossier, programme=dossier.programme.model_copy(update={"sizes": sizes}))


@pytest.mark.parametrize(
    ("positions", "found"),
    [
        (("ketua", "sekretaris", "anggota"), None),
        ((None, None, None), None),
        (("anggota", None, None), "code"),
        (("ketua", "ketua", None), "position"),
        (("ketua", "ketua", "ketua"), "position"),
    ],
)
def test_a_group_has_one_chair(positions, found):
    dossier = typical()
    group, members = dossier.groups["K-01"], dossier.members_of["K-01"]
    for member, position in zip(members, positions, strict=True):
        dossier = change(dossier, member, position=position)
    places = {"code": group.at("code"), "position": members[1].at("position")}
    assert [place for place, _ in said(dossier, "G89")] == ([places[found]] if found else [])


def test_a_lost_member_may_be_the_chair():
    dossier = typical()
    without = drop(dossier, dossier.members["K-01", 1])
    assert len(said(without, "G89")) == 1
    assert said(losing(without, Member, group="K-01"), "G89") == []
    unread = spoiled(dossier, dossier.members["K-01", 1], "position")
    assert said(unread, "G89") == []
