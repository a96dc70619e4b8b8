"""What code put into a finding is said in the language; what the workbook holds stays as it was written."""

import re
import time

import pytest

from pipeline import failures, indonesian, language
from pipeline.indonesian import identity
from pipeline.language.values import said_values
from pipeline.stage5_render import booking

ENGLISH = language.load("en")


def said(name: str, value: str, text: str = "{%s}") -> str:
    return said_values({name: value}, text.replace("%s", name), ENGLISH.phrases)[name]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("held_on", "4 Mei 2015", "4 May 2015"),
        ("held_on", "Senin, 4 Mei 2015", "Monday, 4 May 2015"),
        ("period", "4 Mei 2015 sampai dengan 3 Juli 2015", "4 May 2015 to 3 July 2015"),
        ("written", "Jumat", "Friday"),
        ("lacks", "notulen", "minutes"),
        ("lacks", "pokok bahasan dan resume materi", "topic and summary of the lesson"),
        ("lacks", "notulen dan daftar hadir", "minutes and attendance sheet"),
        ("lacks", "notulen, daftar hadir, dan foto kegiatan", "minutes, attendance sheet, and photo of the activity"),
        (
            "lacks",
            "resume diskusi (masalah, solusi, dan tindak lanjut) dan notulen",
            "summary of the discussion (problem, solution and follow-up) and minutes",
        ),
        ("report", "Laporan bulan ke-2", "The report of month 2"),
        (
            "problem",
            "perlindungan baru mulai 11 Mei 2015, sesudah 29 April 2015 dan hari terakhir perlindungan belum diisi",
            "cover only starts on 11 May 2015, after 29 April 2015 and the last day of cover is empty",
        ),
        ("problem", "nomor «7/X» sudah dibukukan untuk SPM Siti", "number «7/X» is already booked for SPM Siti"),
        (
            "problem",
            "nomor «7/X» sudah dibukukan untuk SPM Siti, yang sudah dibatalkan",
            "number «7/X» is already booked for SPM Siti, which was voided",
        ),
        (
            "missing",
            "Laporan bulanan, bulan ke-1: 0 dari 1 laporan; Fasilitasi kemitraan: 1 dari 2 mitra",
            "Laporan bulanan, month 1: 0 of 1; Fasilitasi kemitraan: 1 of 2",
        ),
    ],
)
def test_words_of_the_program_are_translated(name, value, told):
    assert said(name, value) == told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("who", "Notulen Dan Mei"),
        ("group", "daftar hadir"),
        ("lacks", "notulen dan sesuatu yang lain"),
        ("place", "Desa 4 Mei"),
        ("date", "31 Brumaire 2015"),
    ],
)
def test_data_stays_as_it_was_written(name, value):
    assert said(name, value) == value


def test_what_a_message_quotes_stays_as_it_was_written():
    assert said("value", "31 Juni 2015", "«{%s}» bukan tanggal.") == "31 Juni 2015"
    assert said("written", "Jumat", "bernama «{%s}»") == "Jumat"


def test_long_lists_of_names_take_no_time():
    names = indonesian.joined([f"{number}. Nama Orang" for number in range(1, 200)])
    begun = time.perf_counter()
    assert said("who", names) == names
    assert said("lacks", names) == names
    assert time.perf_counter() - begun < 1


def test_every_phrase_keeps_its_placeholders():
    for table in ENGLISH.phrases.values():
        for phrase, told in table.items():
            # The unit of a target says nothing beside its label.
            assert set(placeholders(told)) | {"unit"} >= set(placeholders(phrase)), phrase
            assert set(placeholders(told)) <= set(placeholders(phrase)), phrase


def placeholders(text: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", text)


def test_everything_that_code_may_say_of_a_case_has_a_phrase():
    """The closed lists; sentences made on the spot are among the cases above."""
    faults = {value for name, value in vars(identity).items() if name.startswith(("NIK_", "NIP_", "NPWP_"))}
    assert faults <= ENGLISH.phrases["fault"].keys()
    assert set(indonesian.MONTHS) | set(indonesian.WEEKDAYS) <= ENGLISH.phrases["dates"].keys()
    assert set(booking._PROBLEMS.values()) <= ENGLISH.phrases["problem"].keys()
    assert set(booking._REMEDIES.values()) <= ENGLISH.phrases["remedy"].keys()
    assert set(failures._REASONS.values()) <= ENGLISH.phrases["sentences"].keys()
