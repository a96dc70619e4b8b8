"""Other values fit the fields that they are put into, and a text prints a value only where it says it."""

from datetime import date, time
from decimal import Decimal

import pytest

from pipeline import knowledge
from pipeline.explaining.other_values import MARK, another, marked, other_values, other_words, pieces, prints
from pipeline.records import RECORDS, Assignment, Delivery, Facilitator, Group, Member, Office, Record, Session
from tests.explaining.story import dossier

PROGRAMME = knowledge.programme("motivator-2015")
ASSIGNMENT = Assignment(facilitator="M-001", spk_dated=date(2015, 5, 4), allowance=Decimal(2_200_000))
SESSION = Session(facilitator="M-001", month=1, code="S-01", starts=time(8, 30), activity="motivation")
FACILITATOR = Facilitator(code="M-001", name="Siti Aminah, S.E.", nik="3369055203829001", phone="+6281234567801")


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
def test_other_values_are_ones_that_a_cell_may_hold(kind):
    """The readers of cells take them; but for personal numbers, which need not be anyone's."""
    for record in dossier().all(kind)[:3]:
        for empty in (False, True):
            others = other_values(record, PROGRAMME, empty=empty)
            fit = {name: other for name, other in others.items() if name not in ("nik", "nip", "npwp", "birth_date")}
            kept = {name: value for name, value in vars(record).items() if value is not None}
            assert kind.model_validate({**kept, **fit})
            assert all(other != getattr(record, name) for name, other in others.items())


def test_what_is_empty_gets_what_its_field_holds():
    office = Office(code="D-01")
    assert another(office, "letterhead", PROGRAMME) == (MARK,)
    assert another(office, "margins", PROGRAMME) is None
    assert another(office, "name", PROGRAMME) == MARK
    assert another(Member(group="K-01", number=1), "birth_date", PROGRAMME) == date(2014, 2, 3)


def test_every_line_and_entry_is_marked():
    text = f"satu {MARK} dua; tiga {MARK}\nS.Pd., {MARK} empat"
    assert marked("satu dua; tiga\nS.Pd., empat") == text


def shown(record: Record, name: str, before: str, after: str) -> bool:
    other = another(record, name, PROGRAMME)
    return prints(record, name, other, before, after, PROGRAMME)


@pytest.mark.parametrize(
    ("record", "name", "before", "after"),
    [
        (ASSIGNMENT, "spk_dated", "Lembang, 4 Mei 2015", "Lembang, 5 Mei 2015"),
        (ASSIGNMENT, "spk_dated", "Senin tanggal empat bulan Mei tahun dua ribu lima belas",
         "Selasa tanggal lima bulan Mei tahun dua ribu lima belas"),
        (ASSIGNMENT, "allowance", "Rp2.200.000,00 (dua juta dua ratus ribu rupiah)", "Rp6.601.000,00 (enam juta …)"),
        (SESSION, "starts", "08.30–10.00 WIB", "08.31–10.00 WIB"),
        (SESSION, "activity", "Pemberian motivasi dan berbagi pengalaman", "Fasilitasi dinamika kelompok"),
        (FACILITATOR, "name", "SITI AMINAH, S.E.", f"SITI {MARK.upper()} AMINAH, S.E."),
        (FACILITATOR, "nik", "3369055203829001", "3369055203820112"),
        (FACILITATOR, "phone", "0812-3456-7801", "0812-3456-8912"),
        (Group(code="K-01", workers_before=3), "workers_before", "3 orang", "1237 orang"),
    ],
)  # fmt: skip
def test_a_text_prints_a_value_if_it_says_the_other_one_too(record, name, before, after):
    assert shown(record, name, before, after)


@pytest.mark.parametrize(
    ("record", "name", "before", "after"),
    [
        (ASSIGNMENT, "spk_dated", "Lembang, 14 Mei 2015", "Lembang, 15 Mei 2015"),
        (ASSIGNMENT, "allowance", "Rp4.400.000,00", "Rp13.202.000,00"),
        (Group(code="K-01", workers_before=3), "workers_before", "naik 3 orang", "turun 1231 orang"),
        (Delivery(facilitator="M-001", kind="monthly", made_on=None), "made_on", "–", "3 Februari 2014"),
        (Facilitator(code="M-001"), "name", "M-001", MARK),
    ],
)
def test_a_text_that_only_changes_does_not_print(record, name, before, after):
    assert not shown(record, name, before, after)


def test_of_a_number_in_groups_the_whole_is_accounted_for():
    said = "NIK 3369 0552 0382 9001"
    assert pieces(FACILITATOR, "nik", said, PROGRAMME) == ["3369 0552 0382 9001"]


def test_a_programme_with_other_words_still_knows_its_codes():
    other = other_words(PROGRAMME)
    assert other.papers == PROGRAMME.papers
    assert [target.activity for target in other.targets] == [target.activity for target in PROGRAMME.targets]
    assert all(MARK in text for _, text in other.wording if isinstance(text, str))
