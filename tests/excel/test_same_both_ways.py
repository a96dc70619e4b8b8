"""The quick way of reading an .xlsx and openpyxl's give the same grids, rows and findings: on every sample, and on
sheets as only hand-made or foreign programs write them."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import excel
from pipeline.excel import CONTROL, MALFORMED, UNCALCULATED, Cell, Grid, container, through_openpyxl, xlsx
from pipeline.stage1_read import read
from tests.excel.packages import MAIN
from tests.sheets import workbook

SAMPLES = Path(__file__).parents[2] / "input_samples"
WORKBOOKS = [path for path in sorted(SAMPLES.rglob("*.xlsx")) if isinstance(excel.open_workbook(path), excel.Workbook)]

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="5">
<numFmt numFmtId="164" formatCode="[$-421]dd mmmm yyyy;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/>
<numFmt numFmtId="166" formatCode="&quot;Rp&quot;#,##0"/><numFmt numFmtId="167" formatCode="[Red]0.00"/>
<numFmt numFmtId="168" formatCode="\\d0"/></numFmts><fonts count="1"><font/></fonts>
<fills count="1"><fill><patternFill/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="10">
<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="49"/><xf numFmtId="164"/>
<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/></cellXfs></styleSheet>"""
STRINGS = f"""<sst xmlns="{MAIN}"><si><t>satu</t></si><si><r><t>du</t></r><r><rPr><b/></rPr>
<t xml:space="preserve">a </t></r><rPh sb="0" eb="1"><t>bacaan</t></rPh></si><si><t/></si>
<si><t>_x005F_x000B_</t></si><si><t>a_x000B_b</t></si></sst>"""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><workbookPr date1904="0"/><sheets>
<sheet name="Lembar" sheetId="1" r:id="worksheet"/></sheets></workbook>"""
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{SHEET_ML}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_ML}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{SHEET_ML}.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_ML}.sharedStrings+xml"/></Types>"""

ODD = {
    "error": '<c r="A1" t="e"><v>#REF!</v></c>',
    "error of a formula": '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "later error": '<c r="A1" t="e"><v>#SPILL!</v></c>',
    "no error": '<c r="A1" t="e"><v>swallowed</v></c>',
    "never calculated": '<c r="A1"><f>SUM(B1:B9)</f></c>',
    "never calculated, empty result": '<c r="A1"><f>1</f><v></v></c>',
    "shared formula": '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>4</v></c>'
    '<c r="A2"><f t="shared" si="0"/></c>',
    "array formula": '<c r="A1" cm="1"><f t="array" ref="A1">1</f><v>4</v></c>',
    "formula with a text": '<c r="A1" t="str"><f>"x"</f><v>x</v></c>',
    "formula with an empty text": '<c r="A1" t="str"><f>""</f><v></v></c>',
    "text without a formula": '<c r="A1" t="str"><v>x</v></c>',
    "whole number": '<c r="A1"><v>3273011205889002</v></c>',
    "number in powers of ten": '<c r="A1"><v>3.273011205889002E15</v></c>',
    "number with a point": '<c r="A1"><v>1.0</v></c><c r="B1"><v>.5</v></c><c r="C1"><v>5.</v></c>'
    '<c r="D1"><v>+5</v></c>',
    "blanks around a number": '<c r="A1"><v> 5 </v></c>',
    "no numbers": '<c r="A1"><v>1_000</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>inf</v></c><c r="D1"><v>0x1F</v></c>'
    '<c r="E1"><v>1.234,56</v></c><c r="F1"><v>٣</v></c>',
    "numbers past every limit": f'<c r="A1"><v>1E400</v></c><c r="B1"><v>{"9" * 400}</v></c>',
    "booleans": '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="b"><v>7</v></c>',
    "shared texts": "".join(f'<c r="{column}1" t="s"><v>{index}</v></c>' for index, column in enumerate("ABCDE")),
    "no such shared text": '<c r="A1" t="s"><v>99</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>x</v></c>',
    "formatted inline text": '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
    "inline text that is none": '<c r="A1" t="inlineStr"><v>x</v></c><c r="B1" t="inlineStr"><is/></c>',
    "escapes": '<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c><c r="B1" t="str"><v>a_x001B_b</v></c>'
    '<c r="C1" t="str"><v>_x0000_</v></c><c r="D1" t="str"><v>_x0041_</v></c>',
    "blank texts": '<c r="A1" t="str"><v>  </v></c><c r="B1" t="str"><v>&#160;&#8203;</v></c>',
    "line breaks": '<c r="A1" t="str"><v>a\r\nb&#10;c&#13;d</v></c>',
    "entities": '<c r="A1" t="str"><v>&lt;&amp;&#8217;&#x2019;&gt;"</v></c>',
    "unusual texts": '<c r="A1" t="str"><v>a\u200bb\u202ec\ufb01</v></c><c r="B1" t="str"><v>\x7f</v></c>',
    "character data": '<c r="A1" t="str"><v><![CDATA[<b>]]></v></c>',
    "comments": '<!-- <c r="B1"><v>9</v></c> --><c r="A1"><v>1</v></c>',
    "days": "".join(
        f'<c r="A{row}" s="{style}"><v>{serial}</v></c>'
        for row, (style, serial) in enumerate(
            [(1, 42128), (5, 42128.5), (2, 0.354166666666667), (3, 1.0625), (6, 0.5), (7, 42128), (8, 5), (9, 5),
             (1, 1), (1, 59), (1, 61), (1, 0), (1, 0.99999999999), (2, 1.5), (4, 42128), (1, 2958465)], start=1
        )
    ),
    "no days": "".join(
        f'<c r="A{row}" s="{style}"><v>{serial}</v></c>'
        for row, (style, serial) in enumerate(
            [(1, -5), (1, 60), (1, 60.5), (1, 2958466), (1, 1e300), (3, -1), (3, 1e12), (1, "x")], start=1
        )
    ),
    "days by name": '<c r="A1" t="d"><v>2015-05-04</v></c><c r="B1" t="d"><v>2015-05-04T08:30:00</v></c>'
    '<c r="C1" t="d"><v>08:30:00</v></c><c r="D1" t="d"><v>2015-13-40</v></c><c r="E1" t="d"><v>Senin</v></c>',
    "unknown kind": '<c r="A1" t="x"><v>1</v></c>',
    "style that does not exist": '<c r="A1" s="999"><v>1</v></c>',
    "cells without a reference": '<c><v>1</v></c><c/><c><v>3</v></c>',
    "cells in disorder": '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>',
    "the same cell twice": '<c r="A1" t="str"><v>3273015405909001</v></c><c r="A1" t="str"><v>3273011205889002</v></c>',
    "a cell of another row": '<c r="A7"><v>1</v></c>',
}  # fmt: skip

ODD_SHEETS = {
    "dimension that lies": '<dimension ref="A1:A1"/><sheetData><row r="1"><c r="C9"><v>1</v></c></row></sheetData>',
    "rows in disorder": '<sheetData><row r="9"><c r="A9"><v>9</v></c></row>'
    '<row r="2"><c r="A2"><v>2</v></c></row></sheetData>',
    "rows without a number": "<sheetData><row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row></sheetData>",
    "a row twice": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1"><c r="B1"><v>2</v></c></row></sheetData>',
    "hidden rows": '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="true">'
    '<c r="A2"><v>1</v></c></row><row r="3" hidden="0"><c r="A3"><v>1</v></c></row><row r="4" hidden="1"/></sheetData>',
    "hidden columns": '<cols><col min="1" max="1" hidden="1"/><col min="3" max="16384" hidden="true"/></cols>'
    '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="D1"><v>1</v></c></row></sheetData>',
    "merges": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C2"/>'
    '<mergeCell ref="$E$1:$F$1"/><mergeCell ref="H7"/></mergeCells>',
    "no rows": "<sheetData/>",
    "no cells at all": "",
    "what stands around": '<sheetPr><tabColor rgb="FFFF0000"/></sheetPr><sheetData><row r="1" spans="1:3" ht="20" '
    'x14ac:dyDescent="0.2" xmlns:x14ac="urn:x"><c r="A1"><v>1</v></c><extLst/></row></sheetData>'
    '<conditionalFormatting sqref="A1">'
    '<cfRule type="expression" priority="1"><formula>A1</formula></cfRule></conditionalFormatting>',
}  # fmt: skip


def grids(data: bytes) -> tuple[tuple[Grid, ...], tuple[Grid, ...]]:
    """What both ways read of a workbook."""
    package = container.examine(data)
    assert isinstance(package, container.Package)
    quick, plain = xlsx.read(package), through_openpyxl.read(package)
    assert isinstance(quick, tuple)
    assert isinstance(plain, tuple)
    return quick, plain


def whole(sheet: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{sheet}</worksheet>'


def odd(sheet: str | bytes, workbook_xml: str = WORKBOOK) -> bytes:
    """A workbook with shared texts and formats, and this as its one sheet."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": workbook_xml,
        "xl/_rels/workbook.xml.rels": relations(
            worksheet="/xl/worksheets/sheet1.xml", styles="styles.xml", sharedStrings="sharedStrings.xml"
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": STRINGS,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(**targets: str) -> str:
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{RELATION}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.relative_to(SAMPLES).as_posix())
def test_every_sample_has_the_same_grids(path: Path) -> None:
    quick, plain = grids(path.read_bytes())
    assert quick == plain


@pytest.mark.parametrize("story", ["complete", "with_faults"])
def test_every_sample_has_the_same_rows_and_findings(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read((SAMPLES / story,), workers=0)
    monkeypatch.setattr(xlsx, "read", through_openpyxl.read)
    assert quick == read((SAMPLES / story,), workers=0)


@pytest.mark.parametrize("cells", ODD.values(), ids=ODD.keys())
def test_odd_cells_are_the_same(cells: str) -> None:
    quick, plain = grids(odd(whole(f'<sheetData><row r="1">{cells}</row></sheetData>')))
    assert quick == plain


@pytest.mark.parametrize("sheet", ODD_SHEETS.values(), ids=ODD_SHEETS.keys())
def test_odd_sheets_are_the_same(sheet: str) -> None:
    quick, plain = grids(odd(whole(sheet)))
    assert quick == plain


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_sheet_in_another_encoding_is_the_same(encoding: str) -> None:
    """calamine finds a sheet in UTF-16 empty."""
    declared = encoding.replace("-sig", "")
    sheet = whole('<sheetData><row r="1"><c r="A1" t="str"><v>Ma’ruf</v></c></row></sheetData>').replace(
        "UTF-8", declared
    )
    quick, plain = grids(odd(sheet.encode(encoding)))
    assert quick == plain
    assert quick[0].rows == {1: {1: Cell("Ma’ruf")}}


def test_another_prefix_is_the_same() -> None:
    cells = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData>'
    sheet = f'<x:worksheet xmlns:x="{MAIN}">{cells}</x:worksheet>'
    quick, plain = grids(odd(sheet))
    assert quick == plain
    assert quick[0].rows == {1: {1: Cell(7)}}


@pytest.mark.parametrize("epoch", ["0", "1"])
def test_days_since_1904_are_the_same(epoch: str) -> None:
    book = WORKBOOK.replace('date1904="0"', f'date1904="{epoch}"').replace("sheetId", 'state="veryHidden" sheetId')
    cells = ODD["days"] + ODD["no days"].replace("A", "B")
    quick, plain = grids(odd(whole(f'<sheetData><row r="1">{cells}</row></sheetData>'), book))
    assert quick == plain
    assert quick[0].hidden


def test_what_the_odd_ones_are() -> None:
    """The two ways agree; this holds what they agree on, where a plain reader goes wrong without a word."""

    def cells(name: str) -> list[Cell]:
        sheet = whole(f'<sheetData><row r="1">{ODD[name]}</row></sheetData>')
        return [cell for row in grids(odd(sheet))[0][0].rows.values() for cell in row.values()]

    def malformed(*stored: str) -> list[Cell]:
        return [Cell(None, MALFORMED, raw=raw) for raw in stored]

    assert cells("error") == [Cell(None, "#REF!")]
    assert cells("no error") == malformed("swallowed")
    assert cells("never calculated") == [Cell(None, UNCALCULATED, formula=True, raw="=SUM(B1:B9)")]
    assert cells("formula with an empty text") == []
    assert cells("whole number") == [Cell(3273011205889002)]
    assert cells("no numbers") == malformed("1_000", "NaN", "inf", "0x1F", "1.234,56", "٣")
    assert cells("numbers past every limit") == malformed("1E400", "9" * 400)
    assert cells("booleans") == [Cell(True), Cell(False), *malformed("7")]
    control = Cell(None, f"{CONTROL} U+000B", raw="a\vb")
    assert cells("shared texts") == [Cell("satu"), Cell("dua "), Cell("_x000B_"), control]
    assert cells("no such shared text") == malformed("99", "-1", "x")
    assert cells("escapes")[0] == Cell("_x0041_")
    assert [cell.fault for cell in cells("no days")] == [MALFORMED] * 8
    assert cells("the same cell twice") == malformed("3273015405909001 3273011205889002")
    assert [cell.fault for cell in cells("unknown kind")] == [MALFORMED]


def test_a_sheet_that_only_openpyxl_can_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Lembar": "| a | 7 |"})
    expected = excel.open_workbook(path)

    def stumble(_: container.Package) -> None:
        raise KeyError("rId1")

    monkeypatch.setattr(xlsx, "read", stumble)
    assert excel.open_workbook(path) == expected


@pytest.mark.parametrize(
    "broken", ["<row><c></row>", '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>', "<c r=A1/>"]
)
def test_what_is_not_well_formed_is_read_by_neither(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(odd(whole(f"<sheetData>{broken}</sheetData>")))
    found = excel.open_workbook(path)
    assert isinstance(found, excel.Problem)
    assert found.kind is excel.ProblemKind.UNREADABLE


CONTENT = st.one_of(
    st.integers(-(10**18), 10**18).map(lambda number: f"<v>{number}</v>"),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: f"<v>{number!r}</v>"),
    st.sampled_from(["<v/>", "", "<f>A1</f>", "<f>A1</f><v>3</v>", "<v>abc</v>", "<v>1e5</v>", "<v>-0</v>"]),
)


@given(
    cells=st.lists(
        st.tuples(st.sampled_from(["n", "s", "b", "e", "str", "d"]), st.integers(0, 11), CONTENT), max_size=12
    )
)
def test_any_cells_are_the_same(cells: list[tuple[str, int, str]]) -> None:
    written = "".join(
        f'<c r="A{row}" t="{kind}" s="{style}">{content}</c>' for row, (kind, style, content) in enumerate(cells, 1)
    )
    quick, plain = grids(odd(whole(f'<sheetData><row r="1">{written}</row></sheetData>')))
    assert quick == plain
