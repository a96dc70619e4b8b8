"""Letters in time, insurance, signers, copies."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pipeline.records import Signer
from tests.rules.world import change, drop, found, losing, said, typical

SPM = {"spm/facilitator:M-001"}


def assignment(dossier):
    return dossier.assignments["M-001"]


def test_an_spm_before_its_spk():
    dossier = typical()
    order = assignment(dossier)
    assert said(change(dossier, order, spk_dated=date(2015, 5, 5)), "L01") == [(order.at("spm_dated"), SPM)]
    assert said(change(dossier, order, spk_dated=date(2015, 5, 4)), "L01") == []


def test_a_letter_without_date_is_of_its_first_issue_or_of_today():
    dossier = typical()
    undated = change(dossier, assignment(dossier), spk_dated=None)
    assert len(said(undated, "L01")) == 1
    assert said(replace(undated, dates={"spk/facilitator:M-001": date(2015, 5, 1)}), "L01") == []
    assert said(replace(undated, today=date(2015, 5, 4)), "L01") == []


def test_an_spm_after_the_first_session():
    dossier = typical()
    order = assignment(dossier)
    assert said(change(dossier, order, spm_dated=date(2015, 5, 7)), "L02") == [(order.at("spm_dated"), SPM)]
    assert said(change(dossier, order, spm_dated=date(2015, 5, 6)), "L02") == []


def test_a_session_before_the_term_is_no_fault_of_the_spm():
    dossier = typical()
    early = change(dossier, dossier.sessions["session:M-001/1/S-01"], held_on=date(2015, 5, 3))
    assert said(early, "L02") == []
    assert len(said(early, "C10")) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"policy": None}, "policy"),
        ({"insured_from": None}, "insured_from"),
        ({"insured_to": None}, "insured_to"),
        ({"insured_from": date(2015, 5, 5)}, "insured_from"),
        ({"insured_to": date(2015, 7, 2)}, "insured_to"),
        ({"policy": None, "insured_from": None, "insured_to": None}, "policy"),
        ({"insured_from": date(2015, 5, 4), "insured_to": date(2015, 7, 3)}, None),
        ({"insured_from": date(2015, 5, 4), "spm_dated": date(2015, 5, 3)}, "insured_from"),
    ],
)
def test_nobody_is_sent_without_insurance(values, field):
    dossier = typical()
    order = assignment(dossier)
    assert said(change(dossier, order, **values), "L05") == ([(order.at(field), SPM)] if field else [])


def test_the_remedy_names_only_what_lacks_of_the_insurance():
    dossier = typical()
    [finding] = found(change(dossier, assignment(dossier), insured_to=date(2015, 7, 2)), "L05")
    assert finding.values["headings"] == "«Asuransi Sampai»"


def test_an_office_without_signer_on_the_day():
    dossier = typical()
    head = next(signer for signer in dossier.all(Signer) if signer.office == "D-01")
    order = assignment(dossier)
    late = change(dossier, head, valid_from=date(2015, 5, 5))
    assert said(late, "L06") == [(order.at("spm_dated"), SPM)]
    assert said(change(dossier, head, valid_from=date(2015, 5, 4)), "L06") == []
    assert said(losing(late, Signer, office="D-01"), "L06") == []


def test_the_letters_of_one_day_without_signer_are_one_finding():
    dossier = typical()
    head = next(signer for signer in dossier.all(Signer) if signer.office == "P-00")
    late = change(dossier, head, valid_from=date(2015, 7, 1))
    about = {"spk/facilitator:M-001", f"cover_letter/office:D-01/{assignment(dossier).spk_dated}"}
    assert said(late, "L06") == [(assignment(dossier).at("spk_dated"), about)]
    gone = drop(dossier, head)
    assert said(gone, "L06") == [(assignment(dossier).at("spk_dated"), {*about, "certificate/facilitator:M-001"})]


def test_no_certificate_is_looked_at_before_the_term_is_over():
    dossier = typical()
    head = next(signer for signer in dossier.all(Signer) if signer.office == "P-00")
    gone = change(dossier, head, valid_to=date(2015, 6, 30))
    assert len(said(gone, "L06")) == 1
    assert said(replace(gone, today=date(2015, 7, 3)), "L06") == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"position": "Kepala Bidang Penempatan Tenaga Kerja"}, "position"),
        ({"kind": "a.n.", "on_behalf_of": "Sekretaris Dinas"}, "on_behalf_of"),
        ({"kind": "a.n.", "on_behalf_of": "Kepala Dinas Tenaga Kerja", "position": "Sekretaris Dinas"}, None),
        ({"kind": "u.b.", "position": "Kepala Bidang"}, None),
        ({"kind": "Plt."}, None),
        ({"kind": "Plh.", "position": "Plh. Kepala Dinas"}, None),
        ({"position": None}, None),
    ],
)
def test_the_head_stands_behind_the_spm(values, field):
    dossier = typical()
    head = next(signer for signer in dossier.all(Signer) if signer.office == "D-01")
    assert said(change(dossier, head, **values), "L07") == ([(head.at(field), SPM)] if field else [])


def test_the_spm_goes_in_copy_to_the_province():
    dossier = typical()
    office = dossier.offices["D-01"]
    assert said(change(dossier, office, province_office=None), "L08") == [(office.at("province_office"), SPM)]
    assert said(change(dossier, office, province_office="P-00"), "L08") == [(office.at("province_office"), SPM)]


def test_a_report_without_signer_on_its_day():
    dossier = typical()
    head = next(signer for signer in dossier.all(Signer) if signer.office == "D-01")
    made_on = dossier.deliveries["month:M-001/1"].made_on
    assert made_on is not None
    gone = change(dossier, head, valid_to=made_on - timedelta(days=1))
    about = {key for _, keys in said(gone, "L06") for key in keys}
    assert "monthly_report/month:M-001/1" in about
    assert "final_report/term:M-001" in about
    assert not SPM & about


def test_an_issued_letter_keeps_its_date():
    dossier = typical()
    order = assignment(dossier)
    later = change(dossier, order, spm_dated=date(2015, 5, 5))
    issued = replace(later, dates={"spm/facilitator:M-001": date(2015, 5, 4)})
    assert said(issued, "L15") == [(order.at("spm_dated"), SPM)]
    assert said(later, "L15") == []
    assert issued.letter_date("spm/facilitator:M-001", order.spm_dated) == date(2015, 5, 4)
