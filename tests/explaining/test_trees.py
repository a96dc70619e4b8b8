"""Two drafts are compared item by item, whichever rows have moved, gone or come."""

import pytest

from pipeline.explaining.trees import differences, is_place, leaves, tree_of, without_place
from pipeline.flow import ChartSlot, Context


class Row(Context):
    number: str
    name: str
    town: str = ""
    shown: bool = True


class Sheet(Context):
    title: str
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()
    level: int = 1


def sheet(*names: str, lines: tuple[str, ...] = ()) -> Sheet:
    rows = tuple(Row(number=str(at), name=name, town=f"kota {name}") for at, name in enumerate(names, start=1))
    return Sheet(title="Judul", rows=rows, lines=lines)


def changed(before: Sheet, after: Sheet) -> dict[str, str]:
    return {name: text for name, _, text in differences(tree_of(before), tree_of(after))}


def test_leaves_are_what_is_printed():
    assert dict(leaves(tree_of(sheet("Ani", lines=("a", ""))))) == {
        "title": "Judul", "rows[1].number": "1", "rows[1].name": "Ani", "rows[1].town": "kota Ani", "lines[1]": "a",
    }  # fmt: skip


def test_how_a_chart_is_drawn_is_not_printed():
    chart = ChartSlot(kind="rates", names=("Nomor pertemuan",), rows=(), width_mm=150, height_mm=65, alt="Dua batang")
    assert dict(leaves(tree_of(chart))) == {"names[1]": "Nomor pertemuan", "alt": "Dua batang"}


def test_a_date_is_found_though_its_line_does_not_break():
    assert tree_of("tanggal 4\N{NO-BREAK SPACE}Mei 2015") == "tanggal 4 Mei 2015"


def test_equal_drafts_do_not_differ():
    assert changed(sheet("Ani", "Budi"), sheet("Ani", "Budi")) == {}


def test_a_changed_row_is_compared_with_itself():
    after = sheet("Ani", "Budi", "Cici").model_copy(
        update={"rows": (*sheet("Ani").rows, Row(number="2", name="Xyz", town="kota Budi"), *sheet("Ani").rows)}
    )
    assert changed(sheet("Ani", "Budi"), after) == {"rows[2].name": "Xyz"}


def test_of_a_row_that_is_gone_only_its_own_texts_change_and_the_numbers_behind():
    assert changed(sheet("Ani", "Budi", "Cici"), sheet("Budi", "Cici")) == {
        "rows[1].number": "", "rows[1].name": "", "rows[1].town": "", "rows[2].number": "1", "rows[3].number": "2",
    }  # fmt: skip


def test_rows_that_changed_places_are_the_same_rows():
    assert changed(sheet("Ani", "Budi"), sheet("Budi", "Ani")) == {"rows[1].number": "2", "rows[2].number": "1"}


def test_lines_are_compared_in_their_order():
    assert changed(sheet(lines=("a", "b", "c")), sheet(lines=("a", "x", "c"))) == {"lines[2]": "x"}
    assert changed(sheet(lines=("a", "b")), sheet(lines=("b",))) == {"lines[1]": ""}


def test_a_list_that_is_no_more():
    assert set(changed(sheet("Ani"), sheet())) == {"rows[1].number", "rows[1].name", "rows[1].town"}


@pytest.mark.parametrize(
    ("name", "text", "rest"),
    [
        ("rows[3].number", "3", ""),
        ("rows[3].number", "3.", ""),
        ("stories[3].title", "3. Kelompok Mekar", "Kelompok Mekar"),
        ("rows[3].number", "4", "4"),
        ("rows[3].size", "30", "30"),
        ("total", "3", "3"),
        ("annexes[2].rows[3].size", "2", "2"),
    ],
)
def test_the_place_of_a_row(name, text, rest):
    assert without_place(name, text) == rest
    assert is_place(name, text) == (rest == "")
