"""Who is who: NIK, NPWP and account of members and facilitators."""

from datetime import date, timedelta

import pytest

from pipeline.records import Facilitator, Member
from tests.documents.world import nik
from tests.rules.world import add, change, placed, said, typical

BORN = date(1990, 3, 5)


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


def test_a_birth_date_that_lies_ahead_is_one_error():
    """About a member it withholds nothing: no paper prints a member's birth date, the SPK the facilitator's."""
    dossier = typical()
    member, facilitator = dossier.members["K-01", 1], dossier.facilitators["M-001"]
    ahead = dossier.today + timedelta(days=1)
    unborn = change(dossier, member, birth_date=ahead)
    assert said(unborn, "G95") == [(member.at("birth_date"), set())]
    assert said(unborn, "G82") == said(unborn, "G87") == []
    assert said(change(dossier, facilitator, birth_date=ahead), "G95") == [
        (facilitator.at("birth_date"), {"facilitator:M-001"})
    ]
    assert said(change(dossier, member, birth_date=dossier.today), "G95") == []


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


@pytest.mark.parametrize(
    ("born", "found"), [(date(1967, 2, 14), True), (date(2013, 2, 15), True), (date(2013, 2, 14), False)]
)
def test_a_nik_whose_year_fits_neither_century_is_compared_by_its_digits(born, found):
    """In 2015 nobody of the lists was born in 2013, or is older than 99."""
    dossier = typical()
    member = dossier.members["K-01", 1]
    changed = change(dossier, member, birth_date=born, nik=nik("L", date(2013, 2, 14), 9500))
    assert said(changed, "G82") == ([(member.at("birth_date"), {"member:K-01/01"})] if found else [])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Asep Ridwan", True),
        ("ASEP RIDWAN, S.E.", True),
        ("Asep Ridwam", True),
        ("Aseep Ridwan", True),
        ("Asep Hidayat", False),
        ("Yohanes", False),
    ],
)
def test_one_person_under_two_spellings(name, found):
    dossier = typical()
    first, second = dossier.members["K-01", 1], dossier.members["K-02", 3]
    changed = change(dossier, second, name=name, birth_date=first.birth_date)
    expected = [(second.at("name"), {first.key, second.key})] if found else []
    assert said(changed, "G88") == expected
    assert said(change(dossier, second, name=name), "G88") == []


@pytest.mark.parametrize("born", [date(1980, 1, 1), date(1980, 12, 31)])
def test_a_day_that_stands_in_for_an_unknown_birthday_tells_nothing(born):
    dossier = typical()
    first, second = dossier.members["K-01", 1], dossier.members["K-02", 3]
    dossier = change(dossier, first, name="Siti Maryam", birth_date=born)
    assert said(change(dossier, second, name="Siti Maryati", birth_date=born), "G88") == []


def test_one_nik_is_one_person_however_spelled():
    dossier = typical()
    first, second = dossier.members["K-01", 1], dossier.members["K-02", 3]
    same = change(dossier, second, name=first.name, birth_date=first.birth_date, nik=first.nik)
    assert said(same, "G88") == []
    assert len(said(same, "G80")) == 1


def colleague(**values):
    whole = {"code": "M-002", "name": "Rina Marlina", "nik": nik("P", BORN, 9300), "account": "0090055555", **values}
    return placed(Facilitator(**whole), 900)


def test_two_facilitators_with_one_nik():
    dossier = typical()
    first = dossier.facilitators["M-001"]
    twin = colleague(nik=first.nik)
    assert said(add(dossier, twin), "G90") == [(twin.at("nik"), {first.key, twin.key})]
    assert said(add(dossier, colleague()), "G90") == []
    assert said(add(dossier, colleague(nik=None)), "G90") == []


def test_a_member_with_the_nik_of_a_facilitator():
    dossier = typical()
    member, facilitator = dossier.members["K-01", 2], dossier.facilitators["M-001"]
    changed = change(dossier, member, nik=facilitator.nik)
    assert said(changed, "G91") == [(member.at("nik"), {member.key, facilitator.key})]
    assert said(dossier, "G91") == []


def test_two_facilitators_with_one_account():
    dossier = typical()
    first = dossier.facilitators["M-001"]
    second = colleague(account=first.account)
    about = {"spk/facilitator:M-001", "spk/facilitator:M-002"}
    assert said(add(dossier, second), "G92") == [(second.at("account"), about)]
    assert said(add(dossier, colleague()), "G92") == []
    assert said(add(dossier, colleague(account=first.account, nik=first.nik)), "G92") == []


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        ("SITI AMINAH", False),
        ("Siti Aminah, S.E.", False),
        ("Budi Santoso", True),
        ("Siti Amanah", False),
        ("SITI AMIN", False),
        ("SITI A", False),
        ("AMINAH", False),
        ("HJ SITI AMINAH BINTI SALEH", False),
        ("SITI KHADIJAH", True),
        ("S", True),
        (None, False),
    ],
)
def test_the_account_of_another(holder, found):
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    changed = change(dossier, facilitator, account_holder=holder)
    expected = [(facilitator.at("account_holder"), {"spk/facilitator:M-001"})] if found else []
    assert said(changed, "G93") == expected


def test_banks_write_no_apostrophes():
    dossier = typical()
    changed = change(dossier, dossier.facilitators["M-001"], name="Siti Ma'rifah", account_holder="SITI MARIFAH")
    assert said(changed, "G93") == []


def test_a_personal_npwp_is_the_nik():
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    other = change(dossier, facilitator, npwp=nik("P", BORN, 9301))
    assert said(other, "G96") == [(facilitator.at("npwp"), {"spk/facilitator:M-001"})]
    assert said(change(dossier, facilitator, npwp=facilitator.nik), "G96") == []
    assert said(change(dossier, facilitator, npwp="0092345678901000"), "G96") == []


def test_many_members_born_on_many_days_are_compared_in_little_time():
    dossier = typical()
    days = [date(1970 + year, month, day) for year in range(30) for month in range(1, 13) for day in range(1, 28)]
    crowd = [
        Member(group="K-01", number=100 + place, name=f"Orang {place}", nik=nik("L", day, 9002), birth_date=day)
        for place, day in enumerate(days)
    ]
    assert said(add(dossier, *crowd), "G88") == []
