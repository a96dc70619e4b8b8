"""From which cells the papers of the sample story have what they print."""

import re
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import load_workbook

from pipeline.explaining.origins import Origin, origins
from pipeline.findings import Place
from pipeline.indonesian import clean
from pipeline.records import Assignment, Member
from pipeline.stage4_draft import draft
from tests.documents import world
from tests.explaining.story import SAMPLE, cells, counted, dossier, found, keys, laboratory, texts

SPK, SPM, CARD = "spk/facilitator:M-002", "spm/facilitator:M-001", "id_card/facilitator:M-003"
COVER = "cover_letter/office:D-02/2015-04-30"
SHEET, MINUTES = "attendance_sheet/session:M-004/1/S-05", "minutes/session:M-003/2/S-01"
STATEMENT = "partnership_statement/partnership:M-003/KM-02"
MONTH, FINAL = "monthly_report/month:M-003/2", "final_report/term:M-003"
CERTIFICATE = "certificate/facilitator:M-003"

PRINTED = (
    (SPK, "name", "Motivator!O8"),
    (SPK, "birth", "Motivator!D8, Motivator!E8"),
    (SPK, "term", "Penugasan!D6, Penugasan!E6"),
    (SPK, "insured", "Penugasan!L6, Penugasan!M6"),
    (SPK, "groups[1].business", "Daftar Kelompok!D8"),
    (SPK, "groups[2].subdistrict", "Daftar Kelompok!G10"),
    (SPK, "groups[1].sector", "Daftar Kelompok!C8"),
    (SPK, "bases[4]", "Dasar Hukum!F9, Dasar Hukum!B9, Dasar Hukum!C9, Dasar Hukum!D9"),
    (SPK, "letterhead.lines[1]", "Kantor!D6"),
    (SPK, "letterhead.address[2]", "Kantor!F6"),
    (SPK, "copies_to[2]", "Kantor!C7"),
    (SPK, "signature.rank", "Penanda Tangan!D4"),
    (COVER, "letters[1].dated", "Penugasan!O7"),
    (COVER, "letters[2].dated", "Penugasan!O9"),
    (COVER, "letters[1].location", "Daftar Kelompok!H11, Daftar Kelompok!H12"),
    (COVER, "signature.place_and_date", "Kantor!G6, Penugasan!O7, Penugasan!O9"),
    (COVER, "copies_to[2]", "Kantor!C8"),
    (SPM, "nik", "Motivator!P7"),
    (SPM, "period", "Penugasan!D5, Penugasan!E5"),
    (SPM, "letterhead.unit", "Kantor!S9"),
    (SPM, "letterhead.logo", "Kantor!N9"),
    (SPM, "copies_to[3]", "Kantor!C6, Kantor!Q9"),
    (SPM, "signature.nip", "Penanda Tangan!C5"),
    (SPM, "signature.place_and_date", "Kantor!G9, Penugasan!Q5"),
    (SPM, "groups[2].village", "Daftar Kelompok!F7"),
    (CARD, "photo", "Motivator!N9"),
    (CARD, "photo.alt", "Motivator!O9"),
    (CARD, "valid_until", "Penugasan!E7"),
    (CARD, "district", "Kantor!S10, Kantor!H10"),
    (SHEET, "members[7].sex", "Anggota!D74"),
    (SHEET, "members[7].left", "Anggota!J74"),
    (SHEET, "members[9].address", "Anggota!G76"),
    (SHEET, "members[5].presence", "M-004/bulan-1.xlsx › Absensi 5!D13"),
    (SHEET, "time", "M-004/bulan-1.xlsx › Pertemuan!F9, M-004/bulan-1.xlsx › Pertemuan!G9"),
    (MINUTES, "chair", "M-003/bulan-2.xlsx › Notulen 1!D5"),
    (MINUTES, "agenda[2]", "M-003/bulan-2.xlsx › Notulen 1!D8"),
    (MINUTES, "follow_ups[1].deadline", "M-003/bulan-2.xlsx › Notulen 1!D15"),
    (MINUTES, "follow_ups[2].action", "M-003/bulan-2.xlsx › Notulen 1!B16"),
    (MINUTES, "place_and_date", "Daftar Kelompok!F11, M-003/bulan-2.xlsx › Pertemuan!F5"),
    (STATEMENT, "partner", "M-003/bulan-2.xlsx › Kemitraan 1!C5"),
    (STATEMENT, "leader_name", "Anggota!B58"),
    (STATEMENT, "cooperation", "M-003/bulan-2.xlsx › Kemitraan 1!C11"),
    (STATEMENT, "signature.position", "Penanda Tangan!E6, Penanda Tangan!F6"),
    (STATEMENT, "group_address", "Daftar Kelompok!F12, Daftar Kelompok!G12, Daftar Kelompok!H12"),
    (CERTIFICATE, "spm_dated", "Penugasan!Q7"),
    (CERTIFICATE, "signature.place_and_date", "Kantor!G6, Penugasan!S7"),
    (CERTIFICATE, "birth", "Motivator!D9, Motivator!E9"),
)
PRINTED_IN_REPORTS = (
    (MONTH, "month", "M-003/bulan-2.xlsx › Identitas!C5"),
    (MONTH, "members[6].background", "Anggota!F53"),
    (MONTH, "members[14].village", "Daftar Kelompok!F12"),
    (MONTH, "photos[3].left", "M-003/bulan-2.xlsx › Bukti!D6"),
    (MONTH, "attendance_sheets[3].place", "M-003/bulan-2.xlsx › Pertemuan!I7"),
    (MONTH, "minutes[2].decisions[1]", "M-003/bulan-2.xlsx › Notulen 2!C11"),
    (MONTH, "stories[5].title", "Daftar Kelompok!P11, M-003/bulan-2.xlsx › Pertemuan!F9"),
)
PRINTED_IN_FINAL_REPORT = (
    (FINAL, "changes[2].workers.before", "Daftar Kelompok!K12"),
    (FINAL, "changes[2].permits.before", "Daftar Kelompok!M12"),
    (FINAL, "sessions[3].venue", "M-003/bulan-1.xlsx › Pertemuan!G7"),
    (FINAL, "sessions[8].topic", "M-003/bulan-2.xlsx › Pertemuan!J6"),
)


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        *PRINTED,
        *PRINTED_IN_REPORTS,
        *(pytest.param(*row, marks=pytest.mark.slow) for row in PRINTED_IN_FINAL_REPORT),
    ],
)
def test_a_printed_value_is_told_by_its_cells(key, name, expected):
    assert ", ".join(cells(found(key)[name])) == expected
    assert found(key)[name].counted == ()


def kinds() -> list[str]:
    """One paper of each kind; the reports take seconds."""
    return [SPK, COVER, SPM, CARD, SHEET, MINUTES, STATEMENT, CERTIFICATE, MONTH]


@pytest.mark.parametrize("key", kinds())
def test_no_text_is_without_an_answer(key):
    assert [name for name, origin in found(key).items() if not origin.known] == []
    assert list(found(key)) == list(texts(key))


@pytest.mark.parametrize("paper", draft(world.hard()), ids=lambda paper: paper.key)
def test_no_text_of_a_hard_case_is_without_an_answer(paper):
    if paper.document not in ("monthly_report", "final_report"):
        told = origins(laboratory(paper.key, world.hard()))
        assert [name for name, origin in told.items() if not origin.known] == []


@pytest.mark.slow
@pytest.mark.parametrize("key", keys())
def test_no_text_of_any_paper_is_without_an_answer(key):
    assert [name for name, origin in found(key).items() if not origin.known] == []


@cache
def raw(place: Place) -> object:
    """What stands in a cell, read without Berkas."""
    return load_workbook(SAMPLE / place.file)[place.sheet][place.cell].value


@pytest.mark.parametrize("key", kinds())
def test_another_reader_finds_the_printed_words_in_the_cell(key):
    """Of every text from one cell that holds words; dates, closed lists and numbers are printed otherwise."""
    from_words = {
        name: clean(str(held)).casefold()
        for name, origin in found(key).items()
        if len(origin.cells) == 1 and is_text(held := raw(origin.cells[0]))
    }
    strange = [name for name, held in from_words.items() if not shares_words(held, texts(key)[name].casefold())]
    assert from_words
    assert strange == []


def is_text(held: object) -> bool:
    return isinstance(held, str) and len(held) > 12 and not any(map(str.isdigit, held))


def shares_words(held: str, text: str) -> bool:
    said, printed = set(re.findall(r"\w+", held)), set(re.findall(r"\w+", text))
    return len(said & printed) >= min(2, len(said), len(printed))


COUNTED = (
    (SHEET, "absent", ["Absensi 5!D16", "Absensi 5!D17", "Absensi 5!B16"]),
    (CERTIFICATE, "achievements[3].reached",
     ["M-003/bulan-1.xlsx › Bukti!A9", "M-003/bulan-2.xlsx › Bukti!A10", "M-003/bulan-1.xlsx › Kemitraan 1!D3",
      "M-003/bulan-2.xlsx › Kemitraan 1!C3"]),
    (MONTH, "plan[8].weeks[8].mark",
     ["M-003/bulan-2.xlsx › Rencana Kerja!B14", "M-003/bulan-2.xlsx › Rencana Kerja!J5",
      "M-003/bulan-2.xlsx › Rencana Kerja!J14"]),
)  # fmt: skip


@pytest.mark.parametrize(("key", "name", "expected"), COUNTED)
def test_a_count_is_told_by_the_cells_that_it_was_counted_from(key, name, expected):
    told = [place.removeprefix("M-004/bulan-1.xlsx › ") for place in counted(found(key)[name])]
    assert told == expected
    assert found(key)[name].cells == ()


def test_the_members_of_a_group_are_counted_from_their_rows():
    told = counted(found(SPK)["groups[1].members"])
    rows = [f"Anggota!A{record.place.cell[1:]}" for record in dossier().all(Member) if record.group == "K-03"]
    assert sorted(told) == sorted(rows)
    assert len(rows) == int(texts(SPK)["groups[1].members"])


def test_equal_values_of_two_cells_are_told_apart():
    """Two members of one name: each row is told by its own cell."""
    members = [record for record in dossier().all(Member) if record.group == "K-07"]
    twin = members[1].model_copy(update={"name": members[0].name})
    records = tuple(twin if record is members[1] else record for record in dossier().records)
    told = origins(laboratory(SHEET, replace(dossier(), records=records)))
    assert cells(told["members[1].name"]) == [str(members[0].at("name")).removeprefix("penugasan.xlsx › ")]
    assert cells(told["members[2].name"]) == [str(members[1].at("name")).removeprefix("penugasan.xlsx › ")]


def test_numbers_of_letters_are_told_by_their_letters():
    assert found(SPM)["number"].letters == (SPM,)
    assert found(SPM)["spk_number"].letters == ("spk/facilitator:M-001",)
    assert found(COVER)["letters[2].number"].letters == ("spk/facilitator:M-004",)
    assert found(CARD)["qr"].letters == (CARD,)


def test_the_programmes_words_and_fixed_texts():
    assert found(SPM)["title"] == Origin(programme=True)
    assert found(SPM)["duties[1]"] == Origin(programme=True)
    assert found(COVER)["asked"] == Origin(fixed=True)
    assert found(MONTH)["headings.closing"] == Origin(fixed=True)
    assert found(MONTH)["groups[2].number"] == Origin(running=True)


def test_an_empty_cell_is_named_for_what_stands_in_its_place():
    members = [record for record in dossier().all(Member) if record.group == "K-07"]
    nameless = members[3].model_copy(update={"sex": None})
    records = tuple(nameless if record is members[3] else record for record in dossier().records)
    told = origins(laboratory(SHEET, replace(dossier(), records=records)))["members[4].sex"]
    assert told == Origin(empty=(members[3].at("sex"),))


def test_a_date_that_no_cell_gives_is_that_of_first_issue():
    records = tuple(
        record.model_copy(update={"spm_dated": None}) if isinstance(record, Assignment) else record
        for record in dossier().records
    )
    told = origins(laboratory(SPM, replace(dossier(), records=records)))["signature.place_and_date"]
    assert told.first_issue
    assert cells(told) == ["Kantor!G9"]
