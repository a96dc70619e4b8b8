"""Nothing vanishes: whatever stands on the sheets, rows = recorded + lost + furniture, and each row is one of them."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import knowledge
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from tests.sheets import workbook

PROGRAMME = knowledge.programme("motivator-2015")
TODAY = date(2015, 7, 31)
SAMPLES = Path(__file__).parent.parent / "input_samples"

headings = st.sampled_from(
    [item.heading for form in knowledge.forms() for block in (form.card, form.table) if block for item in block.fields]
    + ["Jenis Kegiatn", "Kode Pertemun", "Kode Pertemuan : S-01", "Kode Pertemuan : S-02", "Kode Motivatr :"]
)
values = st.sampled_from(
    ["1", "2", "'007", "K-01", "M-001", "S-01", "H", "v", "4 Mei 2015", "2015-05-04", "#N/A", "=1+1", "Siti", "(1)",
     ":", "Mengetahui,", "Jumlah", "NIP. 19680312 199303 1 004", "Wanasari, 30 Mei 2015", "Catatan: x", "-", "foto.jpg",
     "###", "[nama]", "……", "nihil", "28-30 Agustus 2024", "09.00-11.30", "42130", "Rp300,000",
     "Hasil Pemeriksaan Berkas"]
)  # fmt: skip
cells = st.one_of(st.just(""), headings, values, st.sampled_from([">", "^"]))
rows = st.lists(cells, min_size=1, max_size=7).map(lambda row: "|" + "|".join(row) + "|")
sheets = st.lists(rows, max_size=14).map("\n".join)
sheet_names = st.sampled_from(
    [name for form in knowledge.forms() for name in form.sheets[:2]] + ["Absensi 2", "Lain", "Hasil Pemeriksaan"]
)
tables = st.builds(
    lambda head, body, again: "\n".join([*head, *body, *(head if again else []), *body[:2]]),
    st.lists(st.lists(headings, min_size=2, max_size=9).map(lambda row: f"|{'|'.join(row)}|"), min_size=1, max_size=2),
    st.lists(rows, max_size=5),
    st.booleans(),
)
"""Sheets that look more like tables than random cells do; some with their heading once more."""
books = st.dictionaries(sheet_names, sheets | tables, min_size=1, max_size=3)


def assert_balanced(folder: Path) -> None:
    reading = read([folder])
    dossier, _ = normalise(reading, PROGRAMME, TODAY)
    lines = frozenset(reading.lines)
    assert len(lines) == len(reading.lines), "a row counts once"
    assert not {line for row in reading.rows for line in row.lines} & reading.furniture
    parts = (dossier.recorded, dossier.lost_lines, reading.furniture)
    assert frozenset().union(*parts) == lines
    assert sum(map(len, parts)) == len(lines)


@settings(max_examples=60)
@given(st.lists(books, min_size=1, max_size=2))
def test_random_sheets_are_accounted_for(found: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, book in enumerate(found):
            workbook(Path(folder) / f"M-001 bulan-{number + 1}.xlsx", book)
        assert_balanced(Path(folder))


@pytest.mark.parametrize("story", ["complete", "with_faults"])
def test_the_sample_stories_are_accounted_for(story: str) -> None:
    assert_balanced(SAMPLES / story)


def test_nothing_of_the_complete_story_is_lost() -> None:
    reading = read([SAMPLES / "complete"])
    dossier, findings = normalise(reading, PROGRAMME, TODAY)
    assert dossier.lost_lines == frozenset()
    assert {finding.code for finding in findings} <= {"G06", "G38"}
