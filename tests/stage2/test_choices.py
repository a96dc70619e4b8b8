"""Entries of closed lists as people write them."""

import pytest

from pipeline import indonesian, knowledge
from pipeline.records.cells import named_in


@pytest.mark.parametrize(
    ("name", "text", "keys"),
    [
        (
            "cooperation", "Akses bahan, pemasaran dan modal usaha",
            ["akses bahan", "pemasaran produk/jasa", "akses modal usaha"],
        ),
        ("cooperation", "Pemasaran produk/jasa", ["pemasaran produk/jasa", "pemasaran produk/jasa"]),
        ("cooperation", "Pelatihan dan lain-lain", ["pelatihan", "lainnya"]),
        ("cooperation", "hibah", [None]),
        ("position", "Ketua Kelompok", ["ketua"]),
        ("position", "Sekertaris kelompok", ["sekretaris"]),
        ("position", "Kelompok", [None]),
    ],
)  # fmt: skip
def test_what_a_cell_names(name, text, keys):
    known = knowledge.programme("motivator-2015").choice_lists[name]
    assert [known.get(indonesian.heading_key(part)) for part in named_in(text)] == keys
