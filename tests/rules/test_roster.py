"""Names and numbers of the lists of people that are odd in themselves."""

from datetime import date

import pytest

from pipeline.records import Member
from tests.documents.world import nik
from tests.rules.world import add, change, drop, losing, placed, said, spoiled, typical


@pytest.mark.parametrize(
    ("area", "areas"),
    [("330101", 0), ("960101", 0), ("219901", 0), ("970101", 1), ("203301", 1), ("330001", 1), ("337001", 1),
     ("330100", 1), ("000000", 3)],
)  # fmt: skip
def test_the_codes_in_a_nik(area, areas):
    dossier = typical()
    for person in (dossier.members["K-01", 1], dossier.facilitators["M-001"]):
        changed = change(dossier, person, nik=area + (person.nik or "")[6:])
        assert said(changed, "B10") == [(person.at("nik"), {person.key})] * bool(areas)


def test_one_name_and_two_niks_in_a_group():
    dossier = typical()
    first, second = dossier.members["K-01", 1], dossier.members["K-01", 3]
    expected = [(second.at("name"), {first.key, second.key})]
    for born in (None, date(1991, 2, 3)):
        twice = change(dossier, second, name=f"{(first.name or '').upper()}, S.E.", birth_date=born)
        assert said(twice, "B11") == expected
    assert said(change(dossier, second, name=first.name, nik=first.nik), "B11") == []
    assert said(change(dossier, second, name=first.name, nik=None), "B11") == []


def test_one_name_and_one_birth_date_is_said_of_all_groups_together():
    dossier = typical()
    first, second = dossier.members["K-01", 1], dossier.members["K-01", 3]
    same = change(dossier, second, name=first.name, birth_date=first.birth_date)
    assert (len(said(same, "G88")), said(same, "B11")) == (1, [])


def test_equal_names_in_two_groups_are_common():
    dossier = typical()
    other = dossier.members["K-02", 1]
    assert said(change(dossier, other, name=dossier.members["K-01", 1].name, birth_date=None), "B11") == []


@pytest.mark.parametrize(
    ("account", "found"),
    [("0301234502", False), ("1234567890123456", False), ("123456789", True), ("12345678901234567", True),
     ("BRI0301234502", True), (None, False)],
)  # fmt: skip
def test_accounts(account, found):
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    expected = [(facilitator.at("account"), {"spk/facilitator:M-001"})] if found else []
    assert said(change(dossier, facilitator, account=account), "B12") == expected


@pytest.mark.parametrize(
    ("name", "found"),
    [("Yohanes", False), ("Ma\u2019ruf", False), ("Dr. H. Siti Aminah, S.E., M.M.", False), ("Nur-Aini", False),
     ("Yuliâ Ö", False), ("Sulastri 2", True), ("W4hyuni", True), ("Siti (ketua)", True), ("Siti/Budi", True),
     ("ya", True), ("Tidak", True), ("A", True), ("Ani" * 40, True)],
)  # fmt: skip
def test_names(name, found):
    dossier = typical()
    for person in (dossier.members["K-01", 1], dossier.facilitators["M-001"]):
        expected = [(person.at("name"), {person.key})] if found else []
        assert said(change(dossier, person, name=name), "B13") == expected


def without_marks(number):
    """The everyday dossier whose second member has another number, on the attendance lists as well."""
    dossier = typical()
    for key, marks in dossier.presences_of.items():
        if dossier.sessions[key].group == "K-01":
            dossier = drop(dossier, *(mark for mark in marks if mark.number == number))
    return dossier


def moved_up(member):
    """The member one row above."""
    return placed(member, int(member.place.cell[1:]) - 1)


def test_a_gap_in_the_numbers_of_a_group():
    dossier = without_marks(2)
    apart = drop(dossier, dossier.members["K-01", 2])
    assert said(apart, "B14") == []
    third = moved_up(dossier.members["K-01", 3])
    gap = add(drop(apart, apart.members["K-01", 3]), third)
    assert said(gap, "B14") == [(third.at("number"), {third.key})]
    assert said(losing(gap, Member, group="K-01"), "B14") == []


def test_a_member_whom_the_lists_name_is_missed_already():
    dossier = typical()
    third = dossier.members["K-01", 3]
    gap = add(drop(dossier, dossier.members["K-01", 2], third), moved_up(third))
    assert (said(gap, "B14"), len(said(gap, "A20"))) == ([], 1)


def test_numbers_may_run_on_from_the_group_before():
    dossier = typical()
    crowd = [
        placed(
            Member(
                group="K-03", number=number, name=f"Ani {chr(97 + number)}", nik=nik("P", date(1990, 1, number), 9100)
            ),
            900 + number,
        )
        for number in (4, 5, 6)
    ]
    assert said(add(dossier, *crowd), "B14") == []


@pytest.mark.parametrize(
    ("born", "found"), [(date(1964, 5, 4), True), (date(1964, 5, 5), False), (date(1990, 1, 2), False)]
)
def test_the_age_of_a_facilitator_on_the_first_day_of_the_term(born, found):
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    expected = [(facilitator.at("birth_date"), {"facilitator:M-001"})] if found else []
    assert said(change(dossier, facilitator, birth_date=born), "B15") == expected
    told = change(dossier, facilitator, birth_date=None, nik=nik("P", born, 9001))
    assert bool(said(told, "B15")) == found
    assert said(spoiled(told, told.facilitators["M-001"], "birth_date"), "B15") == []
