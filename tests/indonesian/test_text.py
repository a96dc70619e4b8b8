"""Text of cells: cleaning, characters to refuse, keys of headings, slugs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import indonesian as ind


def test_clean_joins_lines_and_spaces():
    assert ind.clean("  Siti\u00a0\u2009 Aminah\r\n S.E.\u200b\ufeff ") == "Siti Aminah S.E."
    assert ind.clean("Ame\u0301lie") == "Am\u00e9lie"


def test_clean_keeps_control_characters_to_be_found():
    assert ind.clean("a\x0bb\x1cc") == "a\x0bb\x1cc"


@given(st.text())
def test_clean_is_done_after_once(text):
    assert ind.clean(ind.clean(text)) == ind.clean(text)
    assert ind.clean_lines(ind.clean_lines(text)) == ind.clean_lines(text)


def test_clean_lines_keeps_line_breaks():
    assert ind.clean_lines("\r\n a  b \r\n\n\n\nc\u2028d\n ") == "a b\n\nc\nd"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\tb\nc\r", ()), ("a\x0bb\x0b", ("U+000B",)), ("\x00\x1f", ("U+0000", "U+001F")), ("\x85", ("U+0085",)),
        ("\ud800", ("U+D800",)), ("\ufffe\uffff", ("U+FFFE", "U+FFFF")), ("é 😀 – ✓", ()),
    ],
)  # fmt: skip
def test_control_characters(text, found):
    assert ind.control_characters(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Siti Ma'ruf – “x” ✓ é", ()), ("a\u202eb", ("U+202E",)), ("a\u200bb", ("U+200B",)), ("\ue000", ("U+E000",)),
        ("٣", ("U+0663",)), ("S\u0456ti", ("U+0456",)), ("µ β", ()), ("β-carotene", ()),
    ],
)  # fmt: skip
def test_odd_characters(text, found):
    assert ind.odd_characters(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No. HP", "no hp"), ("NAMA LENGKAP *", "Nama  Lengkap"), ("Tanggal\n(DD-MM-YYYY)", "tanggal"),
        ("L/P", "l p"), ("Jenis Kelamin [L/P]", "jenis kelamin"), ("Hari/Tanggal :", "HARI, TANGGAL"),
        ("Jum'at", "jumat"), ("(1)", "1"), ("\u00a0Pangkat (Golongan) ", "pangkat"),
    ],
)  # fmt: skip
def test_headings_that_match(one, other):
    assert ind.heading_key(one) == ind.heading_key(other) != ""


def test_headings_that_do_not_match():
    assert ind.heading_key("Nama Mitra") != ind.heading_key("Nama")
    assert ind.heading_key(" *: ") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siti Ma'ruf, S.E.", "Siti-Ma-ruf-S-E"), ("../../etc/passwd", "etc-passwd"), ("Ñoño", "Nono"), ("日本", "x"),
        ("", "x"), ("..\\CON:", "CON"), ("-rf", "rf"), ("a\x00\u202eb", "a-b"),
    ],
)  # fmt: skip
def test_slugs(text, expected):
    assert ind.slug(text) == expected


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_always_a_safe_piece_of_a_file_name(text, limit):
    slug = ind.slug(text, limit)
    assert re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?", slug)
    assert len(slug) <= limit


def test_lists_in_a_sentence():
    assert [ind.joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a dan b",
        "a, b, dan c",
    ]


@pytest.mark.parametrize(
    "text", ["[nama]", "{nama}", "${x}", "{{ x }}", "##x##", "<nama>", "……", "....", "xxxx", "Isi di sini"]
)
def test_placeholders(text):
    assert ind.is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["", "nama", "Ani [ketua]", "...", "<3", "[1]", "#1", "Xaxa", "isi", "{" + "x" * 90 + "}"]
)
def test_what_is_no_placeholder(text):
    assert not ind.is_placeholder(text)


@pytest.mark.parametrize("code", ["K-01", "k 01", "K01", "K-1", "K.001", "K/1"])
def test_spellings_of_one_code(code):
    assert ind.code_parts(code) == ("K", "1")


@pytest.mark.parametrize("code", ["K-10", "K-011", "M-01", "K-01-2", "K-00", ""])
def test_codes_that_are_not_one(code):
    assert ind.code_parts(code) != ("K", "1")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bulan-1 (revisi)", "bulan-1 (revisi)"),
        ("Ma'ruf", "Ma-ruf"),
        ("..", "x"),
        ("a/b\\c:d", "a-b-c-d"),
        ("con.txt", "_con.txt"),
        ("akhir. ", "akhir"),
        ("", "x"),
    ],
)
def test_a_file_name_is_kept_where_it_can_be(text, name):
    assert ind.file_name(text) == name
