"""Letter numbers as the workbook gives them."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import Numbering
from tests.rules.world import add, change, drop, said, typical

SPK, SPM = "spk/facilitator:M-001", "spm/facilitator:M-001"


def rule(dossier, kind):
    return next(rule for rule in dossier.all(Numbering) if rule.kind == kind)


def test_a_number_that_should_be_given():
    dossier = typical()
    order = dossier.assignments["M-001"]
    given = change(dossier, rule(dossier, "spk"), source="given")
    assert said(given, "L09") == [(order.at("spk_number"), {SPK})]
    assert said(change(given, order, spk_number="012/SPK/V/2015"), "L09") == []


def test_the_number_of_a_cover_letter_cannot_be_given():
    dossier = typical()
    numbering = Numbering(office="P-00", kind="cover_letter", source="given")
    [(_, about)] = said(add(dossier, numbering), "L09")
    assert about == {f"cover_letter/office:D-01/{dossier.assignments['M-001'].spk_dated}"}


def test_a_number_given_twice():
    dossier = typical()
    first, second = dossier.partnerships_of["M-001"]
    one = change(dossier, first, statement_number="560/7")
    both = change(one, second, statement_number="560/7")
    about = {f"partnership_statement/{first.key}", f"partnership_statement/{second.key}"}
    assert said(both, "L10") == [(second.at("statement_number"), about)]
    assert said(change(one, second, statement_number="560/8"), "L10") == []


def test_another_kind_of_letter_has_numbers_of_its_own():
    dossier = typical()
    order = dossier.assignments["M-001"]
    assert said(change(dossier, order, spk_number="7", certificate_number="7"), "L10") == []


@pytest.mark.parametrize("pattern", ["{nomor}/SPM", "560/SPM", "{urut", None])
def test_a_pattern_that_makes_no_number(pattern):
    dossier = typical()
    numbering = rule(dossier, "spm")
    changed = change(dossier, numbering, pattern=pattern)
    assert said(changed, "L11") == [(numbering.at("pattern"), {SPM})]
    assert said(change(dossier, numbering, pattern=pattern, source="blank"), "L11") == []


def test_a_pattern_without_letters_matters_to_nobody():
    dossier = typical()
    changed = change(dossier, rule(dossier, "spm"), pattern="560/SPM")
    assert said(drop(changed, *changed.assignments.values()), "L11") == []


def test_a_kind_of_letter_without_a_source_of_numbers():
    dossier = typical()
    office = dossier.offices["D-01"]
    gone = drop(dossier, *(rule for rule in dossier.all(Numbering) if rule.office == "D-01"))
    about = (office.place, {"office:D-01"})
    assert said(gone, "L16").count(about) == said(dossier, "L16").count(about) + 1


@pytest.mark.parametrize(("number", "found"), [("-", True), ("belum ada", True), ("1" * 101, True), ("7", False)])
def test_a_given_number_that_is_none(number, found):
    dossier = typical()
    order = dossier.assignments["M-001"]
    expected = [(order.at("spk_number"), {SPK})] if found else []
    assert said(change(dossier, order, spk_number=number), "L17") == expected


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("021/SPK/BBPPK/IV/2015", ""),
        ("021/SPK/BBPPK/V/2015", "L18"),
        ("021/SPK/BBPPK/IV/2014", "L18"),
        ("021/SPK/BBPPK/iv/2015", ""),
        ("KEP.90/VI/2015", "L18"),
        ("KEP.90/11/2015", "L19"),
        ("KEP.90/111/2015", "L19"),
        ("KEP.90/06/2015", ""),
        ("HK.201/01/01/OP.MKS-2023", ""),
        ("560/0147", ""),
    ],
)
def test_month_and_year_inside_a_number(number, found):
    """The SPK of the sample is dated 29 April 2015; its pattern is {urut:03}/SPK/BBPPK/{bulan_romawi}/{tahun}."""
    dossier = typical()
    order = dossier.assignments["M-001"]
    given = change(dossier, order, spk_number=number)
    for code in ("L18", "L19"):
        assert said(given, code) == ([(order.at("spk_number"), {SPK})] if code == found else [])


@pytest.mark.parametrize(
    ("pattern", "number", "found"),
    [
        ("{urut}/{bulan2}/{tahun}", "7/11/2015", "L18"),
        ("{urut}/{bulan2}/{tahun}", "7/04/2015", ""),
        ("{klas}/{urut:03}/{tahun}", "560/007/2015", ""),
        ("{klas}/{urut:03}/{tahun}", "560/007/2016", "L18"),
        ("{bulan_romawi}-{urut}/{unit}", "V-7/BBPPK", "L18"),
        ("{bulan_romawi}-{urut}/{unit}", "IV-7/BBPPK", ""),
    ],
)
def test_the_offices_pattern_tells_where_month_and_year_stand(pattern, number, found):
    dossier = typical()
    dossier = change(dossier, rule(dossier, "spk"), pattern=pattern)
    order = dossier.assignments["M-001"]
    given = change(dossier, order, spk_number=number)
    assert [code for code in ("L18", "L19") if said(given, code)] == ([found] if found else [])


def test_digits_of_the_letters_own_month_are_no_roman_digits():
    dossier = typical()
    order = dossier.assignments["M-001"]
    given = change(dossier, order, certificate_number="5/SERT/11/2015", certificate_dated=date(2015, 11, 2))
    assert said(given, "L19") == said(given, "L18") == []


def test_the_number_of_a_letter_without_date_is_not_judged():
    dossier = typical()
    order = dossier.assignments["M-001"]
    undated = change(dossier, order, spk_number="021/SPK/BBPPK/V/2015", spk_dated=None)
    assert said(undated, "L18") == []
    assert len(said(replace(undated, dates={SPK: date(2015, 4, 29)}), "L18")) == 1
