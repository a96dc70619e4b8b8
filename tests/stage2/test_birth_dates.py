"""Birth dates as people write them: nobody was born after the programme's year."""

from datetime import date
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.records import Facilitator, Member
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.sheets import workbook

PROGRAMME = knowledge.programme("motivator-2015")
SHEETS = {
    Member: ("Anggota", "| Kode Kelompok | No | Nama | Tanggal Lahir |\n| K-01 | 1 | Ani |"),
    Facilitator: ("Motivator", "| Kode Motivator | Nama Motivator | NIK | Tanggal Lahir |\n| M-001 | Ani | |"),
}


def born(folder: Path, kind: type[Member | Facilitator], text: str) -> tuple[date | None, set[str]]:
    """The birth date as it was read, and what is said at its cell."""
    name, cells = SHEETS[kind]
    workbook(folder / "a.xlsx", {name: f"{cells}{text} |"})
    dossier, findings = normalise(read([folder]), PROGRAMME, date(2015, 7, 31))
    [person] = dossier.all(kind)
    found = [*findings, *validate(dossier)]
    return person.birth_date, {finding.code for finding in found if finding.place == person.at("birth_date")}


@pytest.mark.parametrize("kind", [Member, Facilitator])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13/10/75", date(1975, 10, 13)),
        ("5 Jan 67", date(1967, 1, 5)),
        ("Senin, 13-10-75", date(1975, 10, 13)),
        ("Wanasari, 13/10/75", date(1975, 10, 13)),
        ("1 Februari 88", date(1988, 2, 1)),
        ("27680", date(1975, 10, 13)),
    ],
)
def test_two_digits_of_its_year_are_past(tmp_path, kind, text, day):
    assert born(tmp_path, kind, text) == (day, {"G38"})


def test_they_may_be_of_this_century(tmp_path):
    assert born(tmp_path, Member, "13-10-95") == (date(1995, 10, 13), {"G38"})
    assert born(tmp_path, Member, "13-10-05")[0] == date(2005, 10, 13)


def test_a_weekday_is_held_against_the_date_that_was_read(tmp_path):
    assert born(tmp_path, Member, "Minggu, 13-10-75") == (date(1975, 10, 13), {"C01"})


@pytest.mark.parametrize("text", ["13/10/2075", "2075-10-13"])
def test_a_year_that_was_written_whole_stays(tmp_path, text):
    day, codes = born(tmp_path, Member, text)
    assert (day, "G95" in codes) == (date(2075, 10, 13), True)
