"""The cover letter: one per district and date, of the SPKs that were issued."""

from datetime import date

import pytest

from pipeline.documents import cover_letter
from pipeline.records import Assignment, Facilitator, Group
from tests.documents import making, reading, world

KEY = "cover_letter/office:D-01/2015-04-29"


def with_second_facilitator(spk_dated=date(2015, 4, 29)):
    """The typical world and one more facilitator of the same district."""
    person = Facilitator(code="M-002", name="Drs. Ahmad Fauzi")
    work = Assignment(facilitator="M-002", centre="P-00", district="D-01", spk_dated=spk_dated)
    group = Group(code="K-03", facilitator="M-002", district="Kota Wanajaya")
    return world.dossier([*world.typical().records, person, work, group])


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    [draft] = cover_letter.drafts(getattr(world, case)())
    golden.check(f"cover_letter-{case}.txt", reading.text_of(making.make(draft, world.NUMBERS)))


def test_draft():
    [draft] = cover_letter.drafts(world.typical())
    assert (draft.key, draft.issuer, draft.dated) == (KEY, "P-00", date(2015, 4, 29))
    assert draft.path == "P-00/Surat-Pengantar_D-01_2015-04-29"
    assert draft.about == {KEY, "office:P-00", "office:D-01", "office:V-01"}
    assert cover_letter.DOCUMENT.collective


def test_spks_of_one_day_go_together():
    [draft] = cover_letter.drafts(with_second_facilitator())
    numbers = {**world.NUMBERS, "spk/facilitator:M-002": "022/SPK/BBPPK/IV/2015"}
    text = reading.text_of(making.make(draft, numbers))
    assert "Lampiran : 2 (dua) berkas" in text
    assert "2 | Drs. Ahmad Fauzi | 022/SPK/BBPPK/IV/2015 | 29 April 2015 | Kota Wanajaya" in text
    assert "belum dapat diteruskan" not in text


def test_spks_of_another_day_go_in_another_letter():
    keys = [draft.key for draft in cover_letter.drafts(with_second_facilitator(date(2015, 4, 30)))]
    assert keys == [KEY, "cover_letter/office:D-01/2015-04-30"]


def test_a_withheld_spk_is_named_as_missing():
    [draft] = cover_letter.drafts(with_second_facilitator())
    text = reading.text_of(making.make(draft, world.NUMBERS, frozenset({"spk/facilitator:M-002"})))
    assert "Lampiran : 1 (satu) berkas" in text
    assert "| Drs. Ahmad Fauzi |" not in text
    assert "belum dapat diteruskan dan akan disusulkan:\n• Drs. Ahmad Fauzi\n" in text


def test_forwarded_to_the_province_it_asks_for_the_district():
    dossier = world.typical()
    letters = dossier.programme.letters.model_copy(update={"forward_to": "province", "forward_copy_to": "district"})
    programme = dossier.programme.model_copy(update={"letters": letters})
    [draft] = cover_letter.drafts(type(dossier)(programme, dossier.today, dossier.records))
    text = reading.text_of(making.make(draft, world.NUMBERS))
    assert "Yth. Kepala Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Lestari\ndi Kota Lestari" in text
    assert "kami mohon Kepala Dinas Tenaga Kerja Kabupaten Wanasari menerbitkan" in text
    assert text.endswith("Tembusan: / Kepala Dinas Tenaga Kerja Kabupaten Wanasari\n")
