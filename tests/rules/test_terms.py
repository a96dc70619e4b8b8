"""The terms of SPK and SPM, and what may be meant where they contradict each other."""

from datetime import date

import pytest

from pipeline.rules.terms import readings
from tests.rules.world import change, said, typical

SPM = {"spm/facilitator:M-001"}
TERM = (date(2015, 5, 4), date(2015, 7, 3))


def assignment(dossier):
    return dossier.assignments["M-001"]


@pytest.mark.parametrize("field", ["ends", "spm_ends"])
def test_a_term_that_ends_before_it_starts(field):
    dossier = typical()
    order = assignment(dossier)
    assert said(change(dossier, order, **{field: date(2015, 5, 3)}), "L03") == [(order.at(field), {order.key})]
    assert said(change(dossier, order, **{field: date(2015, 5, 4)}), "L03") == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"spm_starts": date(2015, 5, 3)}, "spm_starts"),
        ({"spm_ends": date(2015, 7, 4)}, "spm_ends"),
        ({"spm_starts": date(2015, 5, 4), "spm_ends": date(2015, 7, 3)}, None),
        ({"starts": None}, None),
    ],
)
def test_the_spms_term_lies_in_the_spks(values, field):
    dossier = typical()
    order = assignment(dossier)
    assert said(change(dossier, order, **values), "L04") == ([(order.at(field), SPM)] if field else [])


@pytest.mark.parametrize(("ends", "found"), [(date(2015, 7, 3), False), (date(2015, 7, 4), True)])
def test_the_spk_lasts_the_months_of_the_programme(ends, found):
    dossier = typical()
    order = assignment(dossier)
    spk = {"spk/facilitator:M-001"}
    assert said(change(dossier, order, ends=ends), "L14") == ([(order.at("ends"), spk)] if found else [])


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, [TERM]),
        ({"spm_starts": date(2015, 5, 11)}, [(date(2015, 5, 11), TERM[1])]),
        ({"spm_ends": date(2015, 7, 10)}, [(TERM[0], date(2015, 7, 10)), TERM]),
        ({"ends": date(2015, 6, 3)}, [(TERM[0], date(2015, 6, 3)), TERM, (date(2015, 4, 4), date(2015, 6, 3))]),
        ({"ends": date(2015, 5, 3)}, []),
        ({"ends": None}, []),
    ],
)
def test_terms_that_may_be_meant(values, found):
    dossier = typical()
    assert readings(change(dossier, assignment(dossier), **values), "M-001") == found


def test_nobody_has_a_term_without_an_assignment():
    assert readings(typical(), "M-404") == []
