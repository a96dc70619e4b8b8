"""The statement that a partnership was brought about."""

from datetime import date

import pytest

from pipeline.documents import partnership_statement
from pipeline.flow import Draft, Numbered
from pipeline.records import Partnership
from tests.documents import making, reading, world

NUMBERS = {**world.NUMBERS, "partnership_statement/partnership:M-001/KM-01": "560/0201/VI/2015"}


def changed(**update: object) -> Draft:
    """The first partnership's statement after its record was changed."""
    records = [
        record.model_copy(update=update) if isinstance(record, Partnership) and record.code == "KM-01" else record
        for record in world.typical().records
    ]
    return partnership_statement.drafts(world.dossier(records))[0]


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    draft = partnership_statement.drafts(getattr(world, case)())[0]
    numbers = NUMBERS if case == "typical" else {}
    golden.check(f"partnership_statement-{case}.txt", reading.text_of(making.make(draft, numbers)))


def test_draft():
    draft, second = partnership_statement.drafts(world.typical())
    assert (draft.key, draft.issuer) == ("partnership_statement/partnership:M-001/KM-01", "D-01")
    assert draft.about == {
        "partnership_statement/partnership:M-001/KM-01",
        "partnership:M-001/KM-01",
        "group:K-01",
        "member:K-01/01",
        "facilitator:M-001",
        "office:D-01",
    }
    assert draft.cites == {"spm_number": world.SPM_KEY}
    assert second.subject == "partnership:M-001/KM-02"


def test_number_and_date_of_the_workbook_are_used():
    draft = changed(statement_number="560/99/2015", statement_dated=date(2015, 6, 2))
    assert draft.numbered == Numbered("D-01", "given", "560/99/2015")
    assert draft.dated == date(2015, 6, 2)
    assert "Wanasari, 2 Juni 2015" in reading.text_of(making.make(draft, NUMBERS))


def test_value_in_digits_and_words_or_not_in_money():
    assert "Rp12.000.000,00 (dua belas juta rupiah)" in reading.text_of(making.make(changed(), NUMBERS))
    assert "Tidak dalam bentuk uang" in reading.text_of(making.make(changed(value=None), NUMBERS))


def test_a_partnership_without_end():
    assert "Sejak 1 Juni 2015" in reading.text_of(making.make(changed(ends=None), NUMBERS))


def test_a_record_with_nothing_but_its_identity():
    bare = Partnership(facilitator="M-001", month=1, code="KM-09")
    [draft] = partnership_statement.drafts(world.dossier([*world.people(), *world.offices(), *world.letters(), bare]))
    assert "None" not in reading.text_of(making.make(draft, NUMBERS, blanks=True))
    assert draft.title == "Surat Keterangan Kemitraan, KM-09"


def test_the_office_is_named_with_its_region():
    assert "Instansi : Dinas Tenaga Kerja Kabupaten Wanasari\n" in reading.text_of(making.make(changed(), NUMBERS))
