"""The certificate: what it says, and when it is due."""

from dataclasses import replace

import pytest

from pipeline.documents import certificate
from pipeline.records import MonthCard
from tests.documents import making, reading, world

KEY = "certificate/facilitator:M-001"


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    [draft] = certificate.drafts(getattr(world, case)())
    golden.check(f"certificate-{case}.txt", reading.text_of(making.make(draft, world.NUMBERS)))


def test_draft():
    [draft] = certificate.drafts(world.typical())
    assert (draft.key, draft.issuer, draft.paper) == (KEY, "P-00", None)
    assert draft.cites == {"spm_number": world.SPM_KEY}
    assert {KEY, "office:P-00", "term:M-001", "month:M-001/1", "month:M-001/2"} <= draft.about
    assert {"session:M-001/2/S-06", "partnership:M-001/KM-02", "group:K-02"} <= draft.about


def test_landscape():
    [draft] = certificate.drafts(world.typical())
    assert reading.page_of(making.make(draft, world.NUMBERS)) == (297, 210)


def test_no_personal_number():
    [draft] = certificate.drafts(world.typical())
    text = reading.text_of(making.make(draft, world.NUMBERS))
    nik = world.typical().facilitators["M-001"].nik
    assert nik
    assert nik not in text


def test_not_due_on_the_last_day_of_the_term():
    assert certificate.drafts(replace(world.typical(), today=world.ENDS)) == ()


def test_not_due_while_a_month_was_not_read():
    records = [
        record for record in world.typical().records if not (isinstance(record, MonthCard) and record.month == 2)
    ]
    assert certificate.drafts(world.dossier(records)) == ()
