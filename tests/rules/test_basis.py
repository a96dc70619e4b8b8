"""What letters rest on is older than they are."""

from datetime import date

import pytest

from pipeline.records import Basis
from tests.rules.world import add, change, drop, placed, said, typical


def resting_on(**values):
    """The typical dossier when its letters rest on one decree."""
    dossier = typical()
    dossier = drop(dossier, *dossier.all(Basis))
    values = {"kind": "Petunjuk Teknis", "number": "KEP.1/2015", "dated": date(2015, 2, 16)} | values
    return add(dossier, placed(Basis.model_validate(values), 900))


@pytest.mark.parametrize(
    ("values", "about"),
    [({"dated": date(2025, 2, 16)}, "basis:all"), ({"dated": date(2025, 2, 16), "office": "P-00"}, "office:P-00")],
)
def test_a_basis_that_lies_ahead(values, about):
    dossier = resting_on(**values)
    [basis] = dossier.all(Basis)
    assert said(dossier, "B18") == [(basis.at("dated"), {about})]
    assert said(dossier, "B19") == []
    assert said(resting_on(dated=dossier.today), "B18") == []


def test_a_basis_after_all_letters_that_cite_it():
    dossier = resting_on(dated=date(2015, 5, 20))
    [basis] = dossier.all(Basis)
    about = {"spk/facilitator:M-001", "spm/facilitator:M-001"}
    assert said(dossier, "B19") == [(basis.at("dated"), about)]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"dated": None},
        {"dated": date(2015, 4, 20), "letters": ("spm",)},
        {"dated": date(2015, 5, 20), "office": "D-09"},
    ],
)
def test_a_basis_of_its_letters_day_or_of_other_letters(values):
    assert said(resting_on(**values), "B19") == []


def test_a_letter_that_alone_is_older_has_the_wrong_date():
    dossier = resting_on()
    order = dossier.assignments["M-001"]
    early = change(dossier, order, spk_dated=date(2014, 4, 30))
    assert said(early, "B19") == [(order.at("spk_dated"), {"spk/facilitator:M-001"})]


def test_an_spm_before_its_spk_is_told_once():
    dossier = resting_on()
    early = change(dossier, dossier.assignments["M-001"], spm_dated=date(2014, 5, 4))
    assert len(said(early, "L01")) == 1
    assert said(early, "B19") == []


def test_of_one_letter_and_one_basis_the_basis_is_asked_about_and_of_several_the_letter():
    dossier = resting_on(dated=date(2015, 5, 20), letters=("spk",))
    [basis] = dossier.all(Basis)
    order = dossier.assignments["M-001"]
    dossier = change(dossier, order, spm_dated=date(2014, 5, 4))
    assert said(dossier, "B19") == [(basis.at("dated"), {"spk/facilitator:M-001"})]
    second = placed(basis.model_copy(update={"number": "KEP.2/2015"}), 901)
    assert said(add(dossier, second), "B19") == [(order.at("spk_dated"), {"spk/facilitator:M-001"})]
