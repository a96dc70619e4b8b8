"""Members, facilitators and their NIK."""

from dataclasses import replace
from datetime import date

from tests.documents.world import nik
from tests.rules.world import change, drop, said, typical


def test_one_person_in_two_groups():
    dossier = typical()
    first, second = dossier.members["K-01", 1], dossier.members["K-02", 3]
    changed = change(dossier, second, nik=first.nik)
    assert said(changed, "G80") == [(second.at("nik"), {"member:K-01/01", "member:K-02/03"})]


def test_niks_that_could_not_be_read_are_not_the_same():
    dossier = typical()
    for member in dossier.members_of["K-01"]:
        dossier = change(dossier, member, nik=None)
    assert said(dossier, "G80") == []


def test_sex_and_nik():
    dossier = typical()
    member, facilitator = dossier.members["K-01", 1], dossier.facilitators["M-001"]
    assert said(change(dossier, member, sex="P"), "G81") == [(member.at("sex"), {"member:K-01/01"})]
    assert said(change(dossier, facilitator, sex="L"), "G81") == [(facilitator.at("sex"), {"facilitator:M-001"})]
    assert said(change(dossier, member, sex=None), "G81") == []


def test_birth_date_and_nik():
    dossier = typical()
    member = dossier.members["K-01", 1]
    other_day = change(dossier, member, birth_date=date(1988, 2, 15))
    assert said(other_day, "G82") == [(member.at("birth_date"), {"member:K-01/01"})]
    assert said(change(dossier, member, birth_date=None), "G82") == []


def test_someone_born_after_2000_is_not_taken_for_an_old_man():
    dossier = typical()
    born = date(2001, 2, 14)
    young = change(dossier, dossier.members["K-01", 1], birth_date=born, nik=nik("L", born, 9500))
    assert said(young, "G82") == []


def test_a_facilitator_without_assignment():
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    without = drop(dossier, dossier.assignments["M-001"])
    assert said(without, "G83") == [(facilitator.at("code"), {"facilitator:M-001"})]
    assert said(replace(without, lost=frozenset({"facilitator:M-001"})), "G83") == []


def test_a_facilitator_without_groups():
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    without = drop(dossier, *dossier.groups.values())
    assert said(without, "G84") == [(facilitator.at("code"), {"facilitator:M-001"})]
    assert said(replace(without, lost=frozenset({"group:K-01"})), "G84") == []


def test_a_group_without_members():
    dossier = typical()
    group = dossier.groups["K-01"]
    without = drop(dossier, *dossier.members_of["K-01"])
    assert said(without, "G85") == [(group.at("code"), {"group:K-01"})]
    assert said(replace(without, lost=frozenset({"member:K-01/02"})), "G85") == []
    assert said(replace(without, lost=frozenset({"group:K-01"})), "G85") == []


def test_a_group_of_unusual_size_is_a_warning():
    dossier = typical()
    group = dossier.groups["K-01"]
    sizes = dossier.programme.sizes.model_copy(update={"group_min": 3, "group_max": 3})
    assert said(of_sizes(dossier, sizes), "G86") == []
    larger = of_sizes(dossier, sizes.model_copy(update={"group_min": 4, "group_max": 9}))
    assert (group.place, {"group:K-01"}) in said(larger, "G86")
    assert (group.place, {"group:K-01"}) not in said(replace(larger, lost=frozenset({"member:K-01/04"})), "G86")


def test_a_member_of_unusual_age_is_a_warning():
    dossier = typical()
    member = dossier.members_of["K-01"][0]
    old = change(dossier, member, birth_date=date(1950, 1, 1))
    assert said(old, "G87") == [(member.at("birth_date"), {member.key})]
    assert said(dossier, "G87") == []


def of_sizes(dossier, sizes):
    """The dossier under a programme with other bounds; groups of the hand-made world have three members."""
    return replace(dossier, programme=dossier.programme.model_copy(update={"sizes": sizes}))
