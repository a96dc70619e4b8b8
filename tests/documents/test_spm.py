"""The SPM: what it says, the SPK that it cites, and who gets a copy."""

from datetime import date

import pytest

from pipeline.documents import spm
from pipeline.flow import Numbered
from pipeline.records import Assignment
from tests.documents import making, reading, world


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    [draft] = spm.drafts(getattr(world, case)())
    numbers = world.NUMBERS if case == "typical" else {world.SPK_KEY: world.NUMBERS[world.SPK_KEY]}
    golden.check(f"spm-{case}.txt", reading.text_of(making.make(draft, numbers)))


def test_draft():
    [draft] = spm.drafts(world.typical())
    assert (draft.key, draft.issuer, draft.path) == (world.SPM_KEY, "D-01", "D-01/M-001/SPM_M-001")
    assert draft.dated == date(2015, 5, 4)
    assert draft.about == {
        world.SPM_KEY,
        "basis:all",
        "office:D-01",
        "office:P-00",
        "office:V-01",
        "facilitator:M-001",
        "group:K-01",
        "group:K-02",
    }
    assert draft.cites == {"spk_number": world.SPK_KEY}
    assert draft.paper is not None
    assert (draft.paper.width, draft.paper.height, draft.paper.left) == (210, 297, 30)


def test_it_cites_number_and_date_of_the_spk():
    [draft] = spm.drafts(world.typical())
    text = reading.text_of(making.make(draft, world.NUMBERS))
    assert "Nomor 021/SPK/BBPPK/IV/2015 tanggal 29 April 2015;" in text


def test_the_province_gets_a_copy_even_if_the_list_forgets_it():
    [draft] = spm.drafts(world.typical())
    assert isinstance(draft.context, spm.Spm)
    assert draft.context.copies_to == (
        "Bupati Wanasari",
        "Kepala Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Lestari",
        "Kepala Balai Besar Pengembangan Pasar Kerja dan Perluasan Kesempatan Kerja",
        "Camat Telukagung",
    )


def test_a_given_number_is_used():
    records = [
        record.model_copy(update={"spm_number": "560/77/2015"}) if isinstance(record, Assignment) else record
        for record in world.typical().records
    ]
    [draft] = spm.drafts(world.dossier(records))
    assert draft.numbered == Numbered("D-01", "given", "560/77/2015")


def test_folio_paper():
    [draft] = spm.drafts(world.hard())
    assert reading.page_of(making.make(draft, {})) == (215, 330)
