"""The SPK: what it says, whom it is about, and what it leaves out."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.documents import spk
from pipeline.flow import Dossier
from pipeline.records import Assignment, Basis, Facilitator
from tests.documents import making, reading, world


def text_of(dossier: Dossier) -> str:
    [draft] = spk.drafts(dossier)
    return reading.text_of(making.make(draft, world.NUMBERS))


def changed(kind: type, **update: object) -> Dossier:
    """The typical world with values of every record of a class replaced."""
    records = world.typical().records
    return world.dossier(record.model_copy(update=update) if isinstance(record, kind) else record for record in records)


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    golden.check(f"spk-{case}.txt", text_of(getattr(world, case)()))


def test_draft():
    [draft] = spk.drafts(world.typical())
    assert (draft.key, draft.issuer, draft.path) == (world.SPK_KEY, "P-00", "P-00/M-001/SPK_M-001")
    assert draft.dated == date(2015, 4, 29)
    assert draft.about == {
        world.SPK_KEY, "basis:all",
            "office:P-00", "office:D-01", "office:V-01", "facilitator:M-001", "group:K-01", "group:K-02",
    }  # fmt: skip
    assert draft.numbered is not None
    assert (draft.numbered.source, draft.numbered.first) == ("register", 21)


def test_a_lost_member_is_among_what_it_is_about():
    dossier = replace(world.typical(), lost=frozenset({"member:K-01/04", "member:K-09/01"}))
    [draft] = spk.drafts(dossier)
    assert "member:K-01/04" in draft.about
    assert "member:K-09/01" not in draft.about


def test_total_is_the_allowance_of_every_month_begun():
    text = text_of(changed(Assignment, ends=date(2015, 7, 20)))
    assert "Rp6.600.000,00 (enam juta enam ratus ribu rupiah) untuk 3 (tiga) bulan" in text


@pytest.mark.parametrize(
    ("empty", "label"),
    [
        ({"npwp": None}, "NPWP"),
        ({"phone": None}, "Telepon :"),
        ({"account": None}, "rekening"),
        ({"education": None}, "Pendidikan"),
    ],
)
def test_no_label_without_a_value(empty, label):
    assert label in text_of(world.typical())
    assert label not in text_of(changed(Facilitator, **empty))


def test_without_basis_no_dasar():
    records = [record for record in world.typical().records if not isinstance(record, Basis)]
    assert "Dasar" not in text_of(world.dossier(records))


def test_records_with_nothing_but_their_keys_make_a_paper_without_none():
    bare = [
        type(record).model_construct(
            **{
                name: getattr(record, name) if field.is_required() else field.get_default(call_default_factory=True)
                for name, field in type(record).model_fields.items()
            }
        )
        for record in world.typical().records
        if not isinstance(record, Assignment)
    ]
    [draft] = spk.drafts(world.dossier([*bare, Assignment(facilitator="M-001", centre="P-00", district="D-01")]))
    text = reading.text_of(making.make(draft, world.NUMBERS, blanks=True))
    assert "None" not in text
    assert "M-001" in text


def test_no_office_no_paper():
    assert spk.drafts(changed(Assignment, centre="P-99")) == ()
