"""Marks in a workbook that uses what Excel offers: everything else in it stays as it was."""

import io
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.excel import marks
from pipeline.excel.marks import CannotMark, Mark
from pipeline.excel.marks.package import Package
from pipeline.excel.marks.shapes import COLOURS
from tests.excel import featured
from tests.excel.featured import FIRST, SECOND, THIRD
from tests.excel.marking import lost, summary
from tests.excel.packages import opened

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

MARKS = (
    Mark(FIRST, "B4", "error", "Tanggal salah"),
    Mark(FIRST, "B4", "note", "dibaca begini"),
    Mark(FIRST, "A4", "warning", "NIK ganjil"),
    Mark(FIRST, "B1", "note", "judul"),
    Mark(FIRST, "C7", "error", "kosong"),
    Mark(FIRST, "B20", "error", "kosong"),
    Mark(FIRST, "E2", "error", "kosong"),
    Mark(SECOND, "A1", "warning", "catatan"),
    Mark(SECOND, "B2", "error", "kosong"),
    Mark(THIRD, "", "error", "lembar ini"),
)
NEW = {
    "xl/worksheets/berkas1.xml",
    "xl/worksheets/_rels/sheet3.xml.rels",
    "xl/comments3.xml",
    "xl/drawings/vmlDrawing3.vml",
}
CHANGED = {
    "[Content_Types].xml", "docProps/app.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/comments1.xml",
    "xl/comments2.xml", "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml",
}  # fmt: skip
FREE = {
    "xl/worksheets/sheet1.xml": {("c", "s"), ("row", "spans"), ("dimension", "ref"), ("tabColor", "theme")},
    "xl/worksheets/sheet2.xml": {("c", "s"), ("sheetView", "tabSelected")},
    "xl/workbook.xml": {("definedName", "localSheetId"), ("workbookView", "activeTab"), ("workbookView", "firstSheet")},
    "xl/styles.xml": {(section, "count") for section in ("fonts", "fills", "borders", "cellXfs")},
}


@pytest.fixture(scope="module")
def original() -> dict[str, bytes]:
    return featured.parts()


@pytest.fixture(scope="module")
def data() -> bytes:
    return marks.marked(featured.packed(featured.parts()), MARKS, summary(*MARKS)).data


@pytest.fixture(scope="module")
def result(data) -> dict[str, bytes]:
    return featured.parts_of(data)


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_only_what_has_to_change_changes(original, result):
    assert set(result) - set(original) == NEW
    assert {name for name in original if result.get(name) != original[name]} == CHANGED


@pytest.mark.parametrize("part", sorted(name for name in CHANGED if name.endswith(".xml") and "app" not in name))
def test_what_changes_keeps_what_it_held(original, result, part):
    free = frozenset(FREE.get(part, set()))
    assert list(lost(etree.fromstring(original[part]), etree.fromstring(result[part]), free)) == []


@pytest.mark.parametrize("part", ["xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml"])
def test_a_drawing_that_is_no_xml_keeps_its_bytes(original, result, part):
    end = original[part].rindex(b"</xml>")
    assert result[part].startswith(original[part][:end])
    assert result[part].endswith(b"</xml>")


def test_marked_cells_keep_their_format_but_for_the_colour(book):
    before = openpyxl.load_workbook(io.BytesIO(featured.packed(featured.parts())))
    red, violet, green = COLOURS["error"], COLOURS["warning"], COLOURS["note"]
    for cell, colour in (("B4", red), ("A4", violet), ("A1", green), ("C7", red)):
        old, new = before[FIRST][cell], book[FIRST][cell]
        assert new.fill.fgColor.rgb == f"FF{colour}", cell
        for kept in ("number_format", "font", "border", "protection", "alignment"):
            assert repr(getattr(new, kept)) == repr(getattr(old, kept)), (cell, kept)


def test_an_empty_cell_is_made_in_its_place_with_the_format_that_it_showed(result):
    sheet = etree.fromstring(result["xl/worksheets/sheet1.xml"])
    cells = [cell.get("r") for cell in sheet.iter("{*}c")]
    rows = [int(row.get("r", "")) for row in sheet.iter("{*}row")]
    assert rows == sorted(rows)
    assert [cell for cell in cells if cell in ("A2", "E2", "F5", "C7", "A9", "B20")] == [
        "A2", "E2", "F5", "C7", "A9", "B20",
    ]  # fmt: skip
    assert [dimension.get("ref") for dimension in sheet.findall("{*}dimension")] == ["A1:F20"]


def test_the_row_gives_an_empty_cell_its_format_and_else_the_column(book):
    assert book[FIRST]["E2"].number_format == "#,##0.00"
    assert book[FIRST]["B20"].number_format == "@"


def test_cells_without_addresses_are_found(book):
    assert book[SECOND]["A2"].value == 3
    assert book[SECOND]["B2"].fill.fgColor.rgb == f"FF{COLOURS['error']}"


def test_a_merged_cell_is_marked_at_its_first(book):
    assert book[FIRST]["A1"].comment.text == "[Berkas] judul\n— Berkas"


def test_comments_stand_below_those_of_the_clerk(book):
    assert book[FIRST]["B4"].comment.text == "Rina:\nsudah dicek\n\n[Berkas] Tanggal salah\n\ndibaca begini\n— Berkas"
    assert book[FIRST]["B4"].comment.author == "Rina Kartika"
    assert book[FIRST]["A4"].comment.author == "Berkas"
    assert book[THIRD]["A1"].comment.text == "[Berkas] lembar ini\n— Berkas"


def test_a_thread_stays_and_nothing_is_written_into_its_stand_in(book, result):
    assert book[SECOND]["A1"].comment.text == "[Threaded comment] Mohon dicek"
    assert "xl/threadedComments/threadedComment1.xml" in result


def test_every_comment_has_one_box(result):
    for comments, drawing in (("1", "1"), ("2", "2"), ("3", "3")):
        listed = etree.fromstring(result[f"xl/comments{comments}.xml"]).findall("{*}commentList/{*}comment")
        boxes = re.findall(rb'ObjectType="Note"', result[f"xl/drawings/vmlDrawing{drawing}.vml"])
        assert len(boxes) == len(listed)
    identifiers = [found for name in result for found in re.findall(rb'id="(_x0000_s\d+)"', result[name])]
    ours = [identifier for identifier in identifiers if identifier not in (b"_x0000_s1025", b"_x0000_s1026")]
    assert len(ours) == len(set(ours)) == 7


def test_the_result_sheet_stands_first_and_is_seen_first(book, result):
    assert book.sheetnames == ["Hasil Pemeriksaan", FIRST, SECOND, THIRD]
    assert book.active.title == "Hasil Pemeriksaan"
    selected = [name for name in result if "worksheets/" in name and b"tabSelected" in result[name]]
    assert selected == ["xl/worksheets/berkas1.xml"]
    app = etree.fromstring(result["docProps/app.xml"])
    assert [title.text for title in app.findall("{*}TitlesOfParts//{*}lpstr")] == book.sheetnames
    assert app.findtext(".//{*}i4") == "4"


def test_names_stay_with_their_sheets(book):
    assert book[SECOND].defined_names["setempat"].attr_text == "Catatan!$A$1"
    assert book[FIRST].print_area == "'Anggota & Kelompok Ma''ruf'!$A$1:$F$20"
    assert "daftar_sektor" in book.defined_names


def test_the_result_sheet_leads_to_the_cells(book):
    sheet = book["Hasil Pemeriksaan"]
    heading = next(cell.row for cell in sheet["A"] if cell.value == "No.")
    assert sheet.freeze_panes == f"A{heading + 1}"
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.auto_filter.ref == f"A{heading}:E{heading + len(MARKS)}"
    assert sheet.cell(heading + 1, 3).hyperlink.location == "'Anggota & Kelompok Ma''ruf'!B4"
    assert sheet.cell(heading + len(MARKS), 3).hyperlink is None, "to a hidden sheet no link can lead"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )


@pytest.mark.parametrize("tail", [b"<!-- x -->\n", b"\r\n<?x y?> <!-- </xml> -->"])
def test_a_comment_behind_the_last_shape_costs_nothing(tail):
    """A drawing is bytes to us, and whoever wrote it may have signed it."""
    parts = featured.parts()
    parts["xl/drawings/vmlDrawing1.vml"] = parts["xl/drawings/vmlDrawing1.vml"].rstrip() + tail
    found = (Mark(FIRST, "A1", "warning", "judul"),)
    data = marks.marked(featured.packed(parts), found, summary(*found)).data
    drawing = featured.parts_of(data)["xl/drawings/vmlDrawing1.vml"]
    assert drawing.endswith(b"</v:shape></xml>" + tail)


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "@x", "-2", "a\x00b\x0bc", "_x0041_", "<b>&", "p" * 9000])
def test_text_stays_text(text):
    mark = Mark(SECOND, "B1", "error", text)
    found = openpyxl.load_workbook(
        io.BytesIO(marks.marked(featured.packed(featured.parts()), [mark], summary(mark)).data)
    )
    cells = [cell for row in found["Hasil Pemeriksaan"].iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    expected = re.sub("[\x00-\x08\x0b]", "", text)
    assert found[SECOND]["B1"].comment.text.startswith(f"[Berkas] {expected[:1900].replace('_x', '_x005F_x')}")


def test_equal_input_gives_equal_bytes(data):
    assert marks.marked(featured.packed(featured.parts()), MARKS, summary(*MARKS)).data == data


def test_a_sheet_of_the_clerk_with_the_name_of_ours_is_left_alone():
    of = featured.parts()
    featured.changed(of, "xl/workbook.xml", 'name="Catatan"', 'name="hasil pemeriksaan"')
    once = marks.marked(featured.packed(of), MARKS[:1], summary(*MARKS[:1])).data
    again = marks.marked(once, MARKS[:1], summary(*MARKS[:1])).data
    names = openpyxl.load_workbook(io.BytesIO(again)).sheetnames
    assert names == ["Hasil Pemeriksaan (2)", FIRST, "hasil pemeriksaan", THIRD]


def test_active_content_is_left_out_and_named():
    found = marks.marked(featured.packed(featured.with_active_content()), MARKS, summary(*MARKS))
    result = featured.parts_of(found.data)
    assert found.left_out == (
        "data XML tersembunyi", "gambar yang diambil dari luar", "kontrol ActiveX", "makro", "objek tertanam (OLE)",
        "sambungan data", "tanda tangan digital", "tautan ke buku kerja lain",
    )  # fmt: skip
    assert set(result) - set(featured.parts()) - NEW == {"xl/ctrlProps/ctrlProp1.xml"}
    assert "xl/calcChain.xml" not in result
    everything = b"".join(result[name] for name in result if name.endswith((".xml", ".rels", ".vml")))
    gone = (
        b"macroEnabled",
        b"externalReference",
        b"[1]",
        b"oleObject",
        b"rId21",
        b"pelacak",
        b"queryTable",
        b"_s1026",
        b"mc:A",
    )
    assert [trace for trace in gone if trace in everything] == []
    sheet = openpyxl.load_workbook(io.BytesIO(found.data))
    assert sheet[FIRST]["B9"].value == 84
    assert "makro" in " ".join(str(cell.value) for row in sheet.worksheets[0]["A1:A9"] for cell in row)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", "schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml"),
        ("xl/styles.xml", "</styleSheet>", ""),
        ("xl/worksheets/sheet1.xml", "<sheetData>", '<!DOCTYPE x [<!ENTITY y "z">]><sheetData>'),
        ("xl/_rels/workbook.xml.rels", 'Target="styles.xml"', 'Target="nowhere.xml"'),
        ("xl/_rels/workbook.xml.rels", 'relationships/calcChain"', 'relationships/xmlMaps"'),
        ("xl/drawings/vmlDrawing1.vml", "</xml>", ""),
    ],
)
def test_what_cannot_be_marked_is_refused(part, old, new):
    of = featured.parts()
    featured.changed(of, part, old, new)
    with pytest.raises(CannotMark):
        marks.marked(featured.packed(of), MARKS, summary(*MARKS))


@given(
    cells=st.lists(
        st.tuples(st.sampled_from([FIRST, SECOND, THIRD]), st.integers(1, 30), st.integers(1, 30)), max_size=12
    )
)
@settings(max_examples=30)
def test_whatever_is_marked_every_value_stays(cells):
    source = featured.packed(featured.parts())
    marked = [
        Mark(sheet, f"{openpyxl.utils.get_column_letter(column)}{row}", "error", "x") for sheet, row, column in cells
    ]
    result = openpyxl.load_workbook(io.BytesIO(marks.marked(source, marked, summary(*marked)).data))
    for sheet in openpyxl.load_workbook(io.BytesIO(source)).worksheets:
        new = result[sheet.title]
        values = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        assert {
            cell.coordinate: cell.value for row in new.iter_rows() for cell in row if cell.value is not None
        } == values


def test_a_workbook_whose_parts_lie_at_the_root_of_the_package(tmp_path):
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    moved = {
        name.removeprefix("xl/"): content.replace(b"/xl/", b"/").replace(b'"xl/', b'"')
        for name, content in featured.parts_of(stream.getvalue()).items()
    }
    mark = Mark("Sheet", "B2", "error", "kosong")
    copy = tmp_path / "a.xlsx"
    copy.write_bytes(marks.marked(featured.packed(moved), [mark], summary(mark)).data)
    assert "worksheets/berkas1.xml" in featured.parts_of(copy.read_bytes())
    assert [name for name in featured.parts_of(copy.read_bytes()) if name.startswith("/")] == []
    assert [sheet.name for sheet in opened(copy).sheets] == ["Hasil Pemeriksaan", "Sheet"]
    freed = marks.unmarked(copy.read_bytes())
    assert freed is not None
    assert set(featured.parts_of(freed.data)) == set(moved)


def test_a_part_is_removed_with_what_is_declared_of_its_relations(original):
    package = Package(featured.packed(original))
    sheet = "xl/worksheets/sheet1.xml"
    package.declare("xl/worksheets/_rels/sheet1.xml.rels", "application/vnd.openxmlformats-package.relationships+xml")
    package.remove(sheet)
    assert b"sheet1.xml" not in featured.parts_of(package.data())["[Content_Types].xml"]
