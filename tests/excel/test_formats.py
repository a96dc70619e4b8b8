"""The other formats: .xls, .xlsb, .ods, .csv and Strict Open XML say the same as the .xlsx would.

The three files hold one workbook of invented people. LibreOffice wrote the .xls and the .ods from an .xlsx; the .xlsb
was put together record by record.
"""

import zipfile
from datetime import datetime, time
from pathlib import Path

import pytest

from pipeline import excel
from pipeline.excel import Area, Cell, Grid, Problem, ProblemKind, Workbook, container, through_calamine, xls
from tests.excel.packages import opened, problem
from tests.sheets import workbook

FILES = Path(__file__).parent / "files"
KINDS = ("xls", "xlsb", "ods")


def csv_grid(tmp_path: Path, content: bytes) -> Grid:
    path = tmp_path / "Anggota.csv"
    path.write_bytes(content)
    book = opened(path)
    assert book.kind == "csv"
    return book.sheets[0]


def texts(grid: Grid) -> list[list[object]]:
    return [[cell.value for cell in row.values()] for row in grid.rows.values()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_of_another_format(kind: str) -> None:
    book = opened(FILES / f"contoh.{kind}")
    assert (book.kind, book.macros) == (kind, False)
    people, notes, empty = book.sheets
    assert (people.name, notes.name, empty.name) == ("Anggota", "Catatan", "Kosong")
    assert (people.hidden, notes.hidden) == (False, True)
    assert people.merged == (Area(1, 2, 1, 7),)
    assert (people.hidden_rows, people.hidden_columns) == (frozenset({4}), frozenset({7}))
    assert people.rows[3] == {
        2: Cell(1),
        3: Cell("Melati Sukawati"),
        4: Cell("3273015405909001"),
        5: Cell(datetime(1990, 5, 14)),
        6: Cell(2500000.5),
        7: Cell(None, "#DIV/0!", formula=True),
    }
    assert people.rows[4][4] == Cell(3273011205889002)
    assert people.rows[4][6] == Cell(2, formula=True)
    assert people.rows[4][7].fault == "#N/A"
    assert people.rows[5][5] == Cell(time(8, 30))
    assert 7 not in people.rows[5], "a formula whose result is an empty text is an empty cell"
    assert empty.rows == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_ending_does_not_matter(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    path.write_bytes((FILES / f"contoh.{kind}").read_bytes())
    assert opened(path).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_single_changed_byte_of_another_format_gives_an_answer(kind: str, tmp_path: Path) -> None:
    data = bytearray((FILES / f"contoh.{kind}").read_bytes())
    path = tmp_path / f"buku.{kind}"
    for position in range(0, len(data), 67):
        changed = bytearray(data)
        changed[position] ^= 0xFF
        path.write_bytes(bytes(changed))
        assert isinstance(excel.open_workbook(path), Workbook | Problem)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_workbook_of_another_format_is_not_read(kind: str, share: float, tmp_path: Path) -> None:
    data = (FILES / f"contoh.{kind}").read_bytes()
    path = tmp_path / f"buku.{kind}"
    path.write_bytes(data[: int(len(data) * share)])
    assert problem(path) in (ProblemKind.DAMAGED, ProblemKind.UNREADABLE)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("limit", ["FILE_LIMIT", "SHEETS_LIMIT", "FILLED_LIMIT"])
def test_the_limits_hold_for_every_format(monkeypatch: pytest.MonkeyPatch, kind: str, limit: str) -> None:
    monkeypatch.setattr(container, limit, 2)
    assert problem(FILES / f"contoh.{kind}") is ProblemKind.LIMIT


def test_a_cell_at_the_end_of_the_sheet_is_not_handed_to_calamine() -> None:
    """calamine would take memory for every cell before it."""
    far = through_calamine.Look()
    far.fill(1_048_576, 16_384)
    found = through_calamine.read(b"", [far])
    assert isinstance(found, Problem)
    assert found.kind is ProblemKind.LIMIT


def ods(tmp_path: Path, rows: str, manifest: str = "<manifest/>") -> Path:
    """A workbook of LibreOffice with these rows in its one sheet."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Lembar">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_repeated_cells_and_rows_of_an_ods(tmp_path: Path) -> None:
    path = ods(
        tmp_path,
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>',
    )
    seven = {3: Cell(7), 4: Cell(7)}
    assert opened(path).sheets[0].rows == {1: seven, 2: seven}


def test_an_ods_that_repeats_without_end_is_past_a_limit(tmp_path: Path) -> None:
    assert problem(ods(tmp_path, row('table:number-rows-repeated="1048576"'))) is ProblemKind.LIMIT


def row(of_row: str = "", of_cell: str = "", text: str = "x") -> str:
    """A row with a text in its one cell, and these attributes."""
    cell = f'<table:table-cell {of_cell} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row {of_row}>{cell}</table:table-row>"


COUNTS = ("0", "-7", "17000000000", "x")
DEEP = 20_000


@pytest.mark.parametrize(
    "rows",
    [
        *(f'<table:table-row table:number-rows-repeated="{count}"/>{row()}' for count in COUNTS),
        *(row(f'table:number-rows-repeated="{count}"') for count in COUNTS),
        *(row("", f'table:number-columns-repeated="{count}"') for count in COUNTS),
        *(row("", f'table:number-{what}-spanned="{count}"') for what in ("rows", "columns") for count in COUNTS),
        *(f'<table:table-column table:number-columns-repeated="{count}"/>{row()}' for count in COUNTS),
        f'<table:table-row><table:table-cell table:number-columns-repeated="-5"/></table:table-row>{row()}',
        row() + row("", 'table:number-rows-spanned="1048576"'),
        row() + row("", 'table:number-rows-spanned="1048576"', text=""),
        row("", "", "<text:span>" * DEEP + "a" + "</text:span>" * DEEP),
        "<table:table-rows>" * DEEP + row() + "</table:table-rows>" * DEEP,
    ],
    ids=lambda rows: rows[:80],
)
def test_an_ods_of_counts_that_no_sheet_has_is_damaged(tmp_path: Path, rows: str) -> None:
    """Read all the same, what stands behind such a count would get the address of another cell."""
    assert problem(ods(tmp_path, rows)) is ProblemKind.DAMAGED


def test_texts_of_an_ods(tmp_path: Path) -> None:
    path = ods(
        tmp_path,
        '<table:table-row><table:table-cell office:value-type="string"><text:p>satu<text:s text:c="2"/>'
        "<text:span>dua</text:span> tiga</text:p><text:p>baris<text:line-break/>lain</text:p></table:table-cell>"
        '<table:table-cell office:value-type="time" office:time-value="PT25H30M00S"/></table:table-row>',
    )
    assert opened(path).sheets[0].rows[1] == {1: Cell("satu  dua tiga\nbaris\nlain"), 2: Cell("25.30")}


def test_an_ods_that_is_not_well_formed_is_not_read(tmp_path: Path) -> None:
    """calamine never returns from such a file."""
    path = ods(tmp_path, "")
    content = zipfile.ZipFile(path).read("content.xml").replace(b"</office:document-content>", b"</office:x>")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert problem(path) is ProblemKind.UNREADABLE


def test_an_encrypted_ods(tmp_path: Path) -> None:
    assert problem(ods(tmp_path, "", '<manifest:encryption-data xmlns:manifest="m"/>')) is ProblemKind.ENCRYPTED


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    """Its records begin with FILEPASS; here that takes the place of a record of the same length."""
    data = (FILES / "contoh.xls").read_bytes()
    path = tmp_path / "a.xls"
    path.write_bytes(data.replace(bytes.fromhex("e1000200"), bytes.fromhex("2f000200"), 1))
    assert problem(path) is ProblemKind.ENCRYPTED


def test_a_chain_of_sectors_that_bites_its_tail_ends() -> None:
    with pytest.raises(ValueError, match="without end"):
        xls._chain([b"a", b"b"], [1, 0], 0)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_every_spelling(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["No", "Nama", "NIK"], ["1", "Siti – Café", "3273015405909001"], ["2", f'"Budi{separator} S.E."', "007"]]
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    assert texts(csv_grid(tmp_path, text.encode(encoding))) == [
        ["No", "Nama", "NIK"],
        [1, "Siti – Café", "3273015405909001"],
        [2, f"Budi{separator} S.E.", "007"],
    ]


def test_the_separator_is_found_among_commas_in_texts(tmp_path: Path) -> None:
    content = b"Nama;Alamat\nSiti;Jl. Melati, RT 1, RW 2, No 3\nBudi;Jl. Mawar\n"
    assert texts(csv_grid(tmp_path, content))[1] == ["Siti", "Jl. Melati, RT 1, RW 2, No 3"]


def test_a_declared_separator_is_no_row(tmp_path: Path) -> None:
    grid = csv_grid(tmp_path, b"sep=,\r\nNama,Umur\r\n\r\nSiti,9\r\n")
    assert {number: [cell.value for cell in row.values()] for number, row in grid.rows.items()} == {
        2: ["Nama", "Umur"], 4: ["Siti", 9]
    }  # fmt: skip
    assert grid.name == "Anggota"


def test_a_personal_number_in_the_name_of_a_csv_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "3273015405909001.csv"
    path.write_text("Nama,Umur\nSiti,9\n")
    assert opened(path).sheets[0].name == "••••••••••••9001"


def test_errors_in_a_csv_and_line_breaks_in_its_cells(tmp_path: Path) -> None:
    grid = csv_grid(tmp_path, b'Nama,Umur\n"Siti\nAminah",#N/A\n')
    assert grid.rows[2] == {1: Cell("Siti\nAminah"), 2: Cell(None, "#N/A")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", ["Nama\u00a0*", "Siti\u00a0Aminah", "\u00a0", "Siti\u00adAminah", "“Siti” – S.Pd.…"])
def test_spaces_and_signs_that_programs_put_in_are_text(tmp_path: Path, text: str, encoding: str) -> None:
    """The required headings of our own forms have a space before the asterisk at which no line may break."""
    grid = csv_grid(tmp_path, f"Kode;Nama;Umur\r\nK-01;{text};9\r\n".encode(encoding))
    assert grid.rows[2].get(2) == (Cell(text) if text.strip() else None)
    assert grid.rows[2][3] == Cell(9)


@pytest.mark.parametrize(
    "text", ["Siti 😀", "Si\ufeffti", "Siti\u200dAminah", "Siti\u2028Aminah", "\u202eSiti", "\ue000"]
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_signs_that_only_unicode_has_are_text(tmp_path: Path, text: str, quote: str) -> None:
    """A separator of lines or paragraphs, which slides and web pages leave in a text, ends no row."""
    grid = csv_grid(tmp_path, f"Kode;Nama;Umur\nK-01;{quote}{text}{quote};9\n".encode())
    assert grid.rows[2] == {1: Cell("K-01"), 2: Cell(text), 3: Cell(9)}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("control", ["\x07", "\x0b", "\x0c", "\x1a", "\x1c"])
def test_a_control_character_is_a_fault_of_its_cell(tmp_path: Path, control: str, encoding: str) -> None:
    grid = csv_grid(tmp_path, f"Kode;Nama;Umur\nK-01;Café{control}Siti;9\nK-02;Budi;8\n".encode(encoding))
    assert grid.rows[2] == {
        1: Cell("K-01"),
        2: Cell(None, f"control U+{ord(control):04X}", raw=f"Café{control}Siti"),
        3: Cell(9),
    }
    assert grid.rows[3] == {1: Cell("K-02"), 2: Cell("Budi"), 3: Cell(8)}


def test_a_character_is_not_cut_at_the_end_of_what_is_looked_at_first(tmp_path: Path) -> None:
    grid = csv_grid(tmp_path, ("Nama;Umur\n" + "é" * 5000 + ";9\n").encode())
    assert grid.rows[2][1] == Cell("é" * 5000)


def test_a_csv_may_begin_like_a_zip_file(tmp_path: Path) -> None:
    assert csv_grid(tmp_path, b"PKK Wanasari;\nSiti;9\n").rows[1] == {1: Cell("PKK Wanasari")}


@pytest.mark.parametrize("content", [b'Nama,Umur\n"Siti,9\n', b"Nama\0,Umur\n", b"\x81\x8d\x8f"])
def test_a_csv_that_is_not_whole_is_not_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert isinstance(excel.open_workbook(path), Problem)


def test_text_that_is_not_called_csv_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"No;Nama\r\n1;Siti\r\n")
    assert problem(path) is ProblemKind.OTHER_KIND


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    """ "Save as" in Excel offers it; openpyxl alone sees no sheets in it."""
    path = workbook(tmp_path / "a.xlsx", {"Lembar": "| a | 7 | 2015-05-04 | =1+1 |"})
    before = opened(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            strict = content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            archive.writestr(name, strict)
    assert opened(path).sheets == before.sheets
