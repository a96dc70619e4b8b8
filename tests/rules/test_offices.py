"""Offices of the right level, region and province."""

import pytest

from pipeline.stage3_validate import validate
from tests.rules.world import add, change, drop, found, said, typical

ABOUT = {"facilitator:M-001"}


def order(dossier):
    return dossier.assignments["M-001"]


@pytest.mark.parametrize(("field", "code"), [("centre", "D-01"), ("district", "V-01"), ("district", "P-00")])
def test_an_office_of_another_level_is_one_error_and_what_follows_is_not_told(field, code):
    dossier = typical()
    expected = {(finding.code, finding.place) for finding in validate(dossier)}
    wrong = change(dossier, order(dossier), **{field: code})
    assert said(wrong, "L49") == [(order(dossier).at(field), ABOUT)]
    told = {(finding.code, finding.place) for finding in validate(wrong)}
    assert told - expected == {("L49", order(dossier).at(field))}


def test_the_only_office_of_the_level_is_asked_for():
    dossier = typical()
    [finding] = found(change(dossier, order(dossier), centre="D-01"), "L49")
    assert "«P-00»" in finding.fix


def test_an_office_whose_level_is_not_known_is_not_judged():
    dossier = typical()
    assert said(dossier, "L49") == []
    assert said(change(dossier, dossier.offices["D-01"], level=None), "L49") == []
    assert said(change(dossier, order(dossier), district="D-99"), "L49") == []


def of_two_districts():
    """Besides D-01 there is an office in Kabupaten Teluk Padang."""
    dossier = typical()
    other = dossier.offices["D-01"].model_copy(update={"code": "D-02", "region": "Kabupaten Teluk Padang"})
    return add(dossier, other)


def test_an_office_of_another_district_than_all_groups_is_one_error():
    dossier = of_two_districts()
    expected = {(finding.code, finding.place) for finding in validate(dossier)}
    wrong = change(dossier, order(dossier), district="D-02")
    assert said(wrong, "L50") == [(order(dossier).at("district"), ABOUT)]
    told = {(finding.code, finding.place) for finding in validate(wrong)}
    assert told - expected == {("L50", order(dossier).at("district"))}


def test_where_the_groups_do_not_agree_their_own_cells_are_asked_about():
    dossier = of_two_districts()
    assert said(dossier, "L50") == []
    group = dossier.groups["K-01"]
    elsewhere = change(dossier, group, district="Kabupaten Teluk Padang")
    assert said(elsewhere, "L50") == []
    assert said(elsewhere, "G94") == [(group.at("district"), {"group:K-01"})]
    one = drop(change(dossier, order(dossier), district="D-02"), dossier.groups["K-02"])
    assert said(one, "L50") == []
    assert len(said(one, "G94")) == 1


@pytest.mark.parametrize(
    ("province", "found"),
    [
        ("Nusa Tenggara Timur", True),
        ("NTT", True),
        ("Jateng", False),
        ("Prov. Jawa Tengah", False),
        ("Jawa Tengh", False),
        (None, False),
    ],
)
def test_the_office_of_another_province(province, found):
    dossier = typical()
    changed = change(dossier, dossier.offices["V-01"], province=province)
    place = dossier.offices["D-01"].at("province_office")
    assert said(changed, "B16") == ([(place, {"office:D-01"})] if found else [])


def test_an_office_of_another_level_in_place_of_the_provinces_is_told_once():
    dossier = typical()
    dossier = change(dossier, dossier.offices["P-00"], province="Jawa Barat")
    wrong = change(dossier, dossier.offices["D-01"], province_office="P-00")
    assert said(wrong, "B16") == []
    assert len(said(wrong, "L08")) == 1


@pytest.mark.parametrize(
    ("province", "asked"), [("Jawa Tengh", "«Jawa Tengah»"), ("Sumatra Selatn", "«Sumatera Selatan»"), ("Atlantis", "")]
)
def test_a_province_that_there_is_not(province, asked):
    dossier = typical()
    office = dossier.offices["D-01"]
    changed = change(dossier, office, province=province)
    assert said(changed, "B17") == [(office.at("province"), {"office:D-01"})]
    [finding] = [one for one in validate(changed) if one.code == "B17"]
    assert finding.values["proposal"] == (f"Maksud Anda {asked}? " if asked else "")


@pytest.mark.parametrize("province", ["Jawa Tengah", "PROVINSI JAWA TENGAH", "DIY", None])
def test_a_province_that_there_is(province):
    dossier = typical()
    assert said(change(dossier, dossier.offices["D-01"], province=province), "B17") == []


@pytest.mark.parametrize(
    ("district", "region", "found"),
    [
        ("Jakarta Timur", "Kota Administrasi Jakarta Timur", False),
        ("Kota Jakarta Timur", "Kota Adm. Jakarta Timur", False),
        ("Jakarta Barat", "Kota Administrasi Jakarta Timur", True),
        ("Kabupaten Kepulauan Seribu", "Kabupaten Administrasi Kepulauan Seribu", False),
    ],
)
def test_the_regions_of_jakarta(district, region, found):
    dossier = typical()
    office = dossier.offices[dossier.assignments["M-001"].district or ""]
    dossier = change(dossier, office, region=region)
    for group in dossier.groups.values():
        dossier = change(dossier, group, district=district)
    assert bool(said(dossier, "G94")) is found


@pytest.mark.parametrize(
    ("district", "found"),
    [
        ("Kabupaten Wanasari", False),
        ("Kab. Wanasari", False),
        ("WANASARI", False),
        ("Kota Wanasari", True),
        ("Kabupaten Teluk Padang", True),
        (None, False),
    ],
)
def test_a_group_in_another_region(district, found):
    dossier = typical()
    group = dossier.groups["K-01"]
    expected = [(group.at("district"), {"group:K-01"})] if found else []
    assert said(change(dossier, group, district=district), "G94") == expected
