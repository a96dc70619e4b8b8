"""The marked copies that a run writes: for whom, under which names, and what of the clerk's is never lost."""

import io
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline import files, language, run
from pipeline.excel import marks
from pipeline.excel.marks.shapes import COLOURS
from pipeline.failures import Failure
from pipeline.findings import Finding, Message, Place, Severity
from pipeline.flow import Input, Outcome
from pipeline.stage6_report.marked import Copies, write_marked
from pipeline.stage6_report.shelf import FOLDER
from tests.excel import featured
from tests.excel.marking import summary
from tests.sheets import workbook

SAMPLES = Path(__file__).parent.parent / "input_samples"
TODAY = date(2015, 7, 31)
FAULT = Message("G99", Severity.ERROR, "{value} salah.", "Betulkan.", "aturan uji")
HINT = Message("G98", Severity.WARNING, "Mungkin salah.", "Periksa.", "aturan uji")
READ_SO = Message("G97", Severity.NOTE, "Dibaca begini.", "Periksa.", "aturan uji")


def given(folder: Path, name: str, *, shown_as: str = "") -> Input:
    """A workbook of one sheet as stage 1 tells of it."""
    path = workbook(folder / name, {"Anggota": "| Nama | NIK |\n| Siti | '3369015302679001 |"})
    return Input(shown_as or name, path, files.sha256_of(path), "monthly/1")


def fault(source: Input, message: Message = FAULT, cell: str = "B2", **values: str) -> Finding:
    return message.at(Place(source.path, "Anggota", cell), **({"value": "NIK"} | values))


def outcome(inputs: list[Input], *findings: Finding) -> Outcome:
    return Outcome("motivator-2015", TODAY, tuple(inputs), findings)


def write(out: Path, inputs: list[Input], *findings: Finding) -> tuple[list[str], list[str]]:
    """Names of the copies written, and the codes of what was said."""
    written, said = write_marked(outcome(inputs, *findings), out)
    return [path.relative_to(out / FOLDER).as_posix() for path in made(written)], [finding.code for finding in said]


def made(copies: Copies) -> tuple[Path, ...]:
    """The copies, marked or freed."""
    return (*copies.marked, *copies.freed)


def present(out: Path) -> list[str]:
    return sorted(path.relative_to(out / FOLDER).as_posix() for path in (out / FOLDER).rglob("*.*"))


def copy(out: Path, name: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(out / FOLDER / name)


def test_a_faulty_workbook_is_given_back_marked(tmp_path):
    source = given(tmp_path, "M-001/bulan-1.xlsx")
    before = source.file.read_bytes()
    found = [fault(source), fault(source, READ_SO, "A2"), fault(source, HINT, "")]
    assert write(tmp_path / "out", [source], *found) == (["M-001/bulan-1.xlsx"], [])
    book = copy(tmp_path / "out", "M-001/bulan-1.xlsx")
    assert book["Anggota"]["B2"].comment.text == "[Berkas] Kesalahan G99: NIK salah.\nPerbaikan: Betulkan.\n— Berkas"
    assert [book["Anggota"][cell].fill.fgColor.rgb for cell in ("B2", "A2", "A1")] == [
        f"FF{COLOURS['error']}",
        f"FF{COLOURS['note']}",
        "00000000",
    ]
    result = [[cell.value for cell in row[:7]] for row in book["Hasil Pemeriksaan"].iter_rows()]
    assert result[1][0] == "Perbaiki dulu: 1 kesalahan, 1 peringatan, 1 catatan"
    assert [2, "Peringatan", "Anggota", "lembar", "Mungkin salah.", "Periksa.", "G98"] in result
    assert [1, "Kesalahan", "Anggota", "B2", "NIK salah.", "Betulkan.", "G99"] in result
    assert source.file.read_bytes() == before


def test_the_key_of_a_waiver_stands_beside_its_code(tmp_path):
    source = given(tmp_path, "a.xlsx")
    waivable = replace(FAULT, code="G96", waivable=True)
    found = waivable.at(Place("a.xlsx", "Anggota", "A2"), ["month:M-001/1"], value="x")
    write(tmp_path / "out", [source], fault(source), found)
    result = copy(tmp_path / "out", "a.xlsx")["Hasil Pemeriksaan"]
    rows = [[cell.value for cell in row[6:8]] for row in result.iter_rows()]
    assert ["Kode", "Kunci Pengecualian"] in rows
    assert ["G96", "M-001/1"] in rows
    assert ["G99", None] in rows


def test_a_copy_speaks_the_language_that_was_asked_for(tmp_path):
    source = given(tmp_path, "a.xlsx")
    waived = replace(fault(source, cell="A2"), waived_by="Sri")
    found = [fault(source), waived, fault(source, HINT, "")]
    write_marked(outcome([source], *found), tmp_path / "out", language.load("en"))
    book = copy(tmp_path / "out", "a.xlsx")
    told = [cell.value for row in book["Hasil Pemeriksaan"].iter_rows(max_col=7) for cell in row if cell.value]
    assert told[:2] == ["Hasil Pemeriksaan Berkas", "Mend first: 1 error, 1 warning, 1 waived"]
    assert {"Severity", "Cell", "Waived", "sheet", "Error: must be mended"} <= set(told)
    assert not {"Tingkat", "Kesalahan", "Peringatan", "lembar"} & set(told)
    assert book["Anggota"]["B2"].comment.text.startswith("[Berkas] Error G99")


def test_what_a_copy_leaves_out_is_said_in_the_language(tmp_path):
    data = featured.packed(featured.with_active_content())
    found = [marks.Mark("Anggota", "A1", "error", "salah")]
    told = replace(summary(*found), said=language.load("en").said)
    book = openpyxl.load_workbook(io.BytesIO(marks.marked(data, found, told).data))
    notices = [str(row[0].value) for row in book["Hasil Pemeriksaan"].iter_rows() if row[0].value]
    assert any(notice.startswith("Left out of this copy: ") and "macros" in notice for notice in notices)


def test_only_the_workbooks_that_need_it_are_given_back(tmp_path):
    clean, noted, unreadable = (given(tmp_path, name) for name in ("a.xlsx", "b.xlsx", "c.xlsx"))
    unreadable = replace(unreadable, readable=False)
    found = [fault(noted, READ_SO), fault(unreadable)]
    assert write(tmp_path / "out", [clean, noted, unreadable], *found) == ([], [])


def test_a_nik_is_not_shown_whole(tmp_path):
    source = given(tmp_path, "a.xlsx")
    write(tmp_path / "out", [source], fault(source, value="3369015302679001"))
    parts = featured.parts_of((tmp_path / "out" / FOLDER / "a.xlsx").read_bytes())
    ours = ("xl/worksheets/berkas1.xml", "xl/comments1.xml")
    assert [part for part in ours if b"3369015302679001" in parts[part] or "•9001".encode() not in parts[part]] == []


@pytest.mark.parametrize(
    ("shown_as", "name"),
    [
        ("M-001/bulan-1 (revisi).xlsm", "M-001/bulan-1 (revisi).xlsx"),
        ("a.xlsx (2)", "a (2).xlsx"),
        ("../../etc/x.xlsx", "x/x/etc/x.xlsx"),
        ("/etc/x.xls", "x/etc/x.xlsx"),
        ("C:\\Data\\x.ods", "C-Data-x.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("laporan\u202e\x07 <1>?.csv", "laporan- -1.xlsx"),
        (f"{'p' * 300}.xlsx", f"{'p' * 80}.xlsx"),
    ],
)
def test_names_are_kept_where_they_can_be(tmp_path, shown_as, name):
    source = given(tmp_path, "masukan/a.xlsx", shown_as=shown_as)
    assert write(tmp_path / "out", [source], fault(source)) == ([name], [])
    assert present(tmp_path / "out") == [name]


def test_workbooks_of_nearly_the_same_name_are_kept_apart(tmp_path):
    sources = [given(tmp_path, f"{n}.xlsx", shown_as=name) for n, name in enumerate(("A.xls", "a.xlsx", "a-2.csv"))]
    written, _ = write(tmp_path / "out", sources, *map(fault, sources))
    assert written == ["A.xlsx", "a (xlsx).xlsx", "a-2.xlsx"]


def test_the_copy_of_a_mended_workbook_goes(tmp_path):
    source, other = given(tmp_path, "a.xlsx"), given(tmp_path, "b.xlsx")
    write(tmp_path / "out", [source, other], fault(source), fault(other))
    assert write(tmp_path / "out", [source, other], fault(other)) == (["b.xlsx"], [])
    assert present(tmp_path / "out") == ["b.xlsx"]


def test_what_lies_there_and_is_not_ours_stays(tmp_path):
    source = given(tmp_path, "a.xlsx")
    theirs = workbook(tmp_path / "out" / FOLDER / "a.xlsx", {"Milik sendiri": "| x |"}).read_bytes()
    assert write(tmp_path / "out", [source]) == ([], ["L34"])
    assert write(tmp_path / "out", [source], fault(source)) == (["a (2).xlsx"], ["L34"])
    assert (tmp_path / "out" / FOLDER / "a.xlsx").read_bytes() == theirs


def edited(path: Path) -> bytes:
    """What a clerk makes of a marked copy: mended, and saved by a program."""
    book = openpyxl.load_workbook(path)
    book["Anggota"]["A2"].value = "Siti Aminah"
    book.save(path)
    return path.read_bytes()


def test_a_copy_that_was_edited_stays_and_the_new_one_lies_beside_it(tmp_path):
    source = given(tmp_path, "a.xlsx")
    write(tmp_path / "out", [source], fault(source))
    theirs = edited(tmp_path / "out" / FOLDER / "a.xlsx")
    for _ in range(2):
        assert write(tmp_path / "out", [source], fault(source)) == (["a (2).xlsx"], ["G69"])
    assert write(tmp_path / "out", [source]) == ([], ["G69"])
    assert present(tmp_path / "out") == ["a.xlsx"]
    assert (tmp_path / "out" / FOLDER / "a.xlsx").read_bytes() == theirs


def test_an_edited_copy_that_came_back_as_input_is_replaced(tmp_path):
    source = given(tmp_path, "a.xlsx")
    write(tmp_path / "out", [source], fault(source))
    source.file.write_bytes(edited(tmp_path / "out" / FOLDER / "a.xlsx"))
    source = replace(source, sha256=files.sha256_of(source.file), marked=True)
    assert write(tmp_path / "out", [source], fault(source)) == (["a.xlsx"], [])


def test_a_mended_workbook_that_still_carries_marks_is_given_back_without_them(tmp_path):
    source = given(tmp_path, "a.xlsx")
    write(tmp_path / "out", [source], fault(source))
    source.file.write_bytes(edited(tmp_path / "out" / FOLDER / "a.xlsx"))
    source = replace(source, sha256=files.sha256_of(source.file), marked=True)
    assert write(tmp_path / "out", [source]) == (["a.xlsx"], [])
    book = copy(tmp_path / "out", "a.xlsx")
    assert book.sheetnames == ["Anggota"]
    assert (book["Anggota"]["A2"].value, book["Anggota"]["B2"].comment) == ("Siti Aminah", None)


def test_who_works_in_the_folder_of_the_copies_has_them_marked_there(tmp_path):
    out = tmp_path / "out"
    source = given(out / FOLDER, "a.xlsx")
    assert write(out, [source], fault(source)) == (["a.xlsx"], [])
    source = replace(source, sha256=files.sha256_of(source.file), marked=True)
    assert marks.unmarked(source.file.read_bytes()) is not None
    assert write(out, [source]) == (["a.xlsx"], [])
    assert present(out) == ["a.xlsx"]
    freed = replace(source, sha256=files.sha256_of(source.file), marked=False)
    assert marks.is_as_written(source.file)
    assert write(out, [freed]) == ([], [])
    assert present(out) == ["a.xlsx"]


def test_an_input_is_never_replaced_by_less_than_it_holds(tmp_path):
    out = tmp_path / "out"
    path = out / FOLDER / "a.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(featured.packed(featured.with_active_content()))
    source = Input("a.xlsx", path, files.sha256_of(path), "monthly/1")
    found = FAULT.at(Place("a.xlsx", featured.FIRST, "B4"), value="x")
    assert write(out, [source], found) == (["a (2).xlsx"], [])
    assert files.sha256_of(path) == source.sha256


def test_a_package_that_cannot_be_marked_is_given_back_as_plain_values(tmp_path):
    of = featured.parts()
    featured.changed(of, "xl/drawings/vmlDrawing1.vml", "</xml>", "")
    path = tmp_path / "a.xlsx"
    path.write_bytes(featured.packed(of))
    source = Input("a.xlsx", path, files.sha256_of(path), "monthly/1")
    write(tmp_path / "out", [source], FAULT.at(Place("a.xlsx", featured.FIRST, "A4"), value="x"))
    book = copy(tmp_path / "out", "a.xlsx")
    assert book[featured.FIRST]["A4"].value == "3369015302679001"
    assert book[featured.FIRST]["A4"].comment is not None


def test_a_workbook_that_changed_since_it_was_read_is_not_marked(tmp_path):
    source, gone = given(tmp_path, "a.xlsx"), given(tmp_path, "b.xlsx")
    edited(source.file)
    gone.file.unlink()
    assert write(tmp_path / "out", [source, gone], fault(source), fault(gone)) == ([], ["G65", "G65"])


def test_no_empty_folder_stays_when_everything_is_mended(tmp_path):
    source, other = given(tmp_path, "M-001/a.xlsx"), given(tmp_path, "b.xlsx")
    write(tmp_path / "out", [source, other], fault(source), fault(other))
    write(tmp_path / "out", [source, other], fault(other))
    assert [path.name for path in (tmp_path / "out" / FOLDER).iterdir()] == ["b.xlsx"]
    write(tmp_path / "out", [source, other])
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path):
    (tmp_path / "lain").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / FOLDER).symlink_to(tmp_path / "lain")
    source = given(tmp_path, "a.xlsx")
    assert write(tmp_path / "out", [source], fault(source)) == ([], ["G68"])
    assert list((tmp_path / "lain").iterdir()) == []


def test_nothing_is_removed_through_a_link_out_of_the_folder(tmp_path):
    source = given(tmp_path, "a.xlsx")
    write(tmp_path / "lain", [source], fault(source))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / FOLDER).symlink_to(tmp_path / "lain" / FOLDER)
    assert write(tmp_path / "out", [source]) == ([], [])
    assert present(tmp_path / "lain") == ["a.xlsx"]


def test_a_folder_that_has_the_name_of_a_copy_stays(tmp_path):
    source = given(tmp_path, "a.xlsx")
    (tmp_path / "out" / FOLDER / "a.xlsx").mkdir(parents=True)
    assert write(tmp_path / "out", [source], fault(source)) == (["a (2).xlsx"], ["G68"])


def test_a_copy_that_is_open_in_excel_is_told(tmp_path, monkeypatch):
    source, other = given(tmp_path, "a.xlsx"), given(tmp_path, "b.xlsx")
    replaced = os.replace

    def refuse(old: Path, new: Path) -> None:
        if Path(new).name == "a.xlsx":
            raise PermissionError
        replaced(old, new)

    monkeypatch.setattr(os, "replace", refuse)
    assert write(tmp_path / "out", [source, other], fault(source), fault(other)) == (["b.xlsx"], ["G68"])
    assert present(tmp_path / "out") == ["b.xlsx"]


def test_a_disk_that_refuses_is_a_failure(tmp_path):
    (tmp_path / "out").write_text("")
    source = given(tmp_path, "a.xlsx")
    with pytest.raises(Failure):
        write(tmp_path / "out", [source], fault(source))


def test_equal_runs_give_equal_bytes(tmp_path):
    source = given(tmp_path, "a.xlsx")
    for out in ("satu", "dua"):
        write(tmp_path / out, [source], fault(source))
    one, other = ((tmp_path / out / FOLDER / "a.xlsx").read_bytes() for out in ("satu", "dua"))
    assert one == other


def test_the_marked_story_given_back_has_the_same_findings(tmp_path):
    """Every marked copy put in the place of its workbook, photos and scans beside it."""
    told: list[str] = []
    story = tmp_path / "cerita"
    shutil.copytree(SAMPLES / "with_faults", story)
    order = run.Order((story,), tmp_path / "out", TODAY, "motivator-2015", dry_run=True)
    before = run.check(order, told.append)
    written, said = write_marked(before, tmp_path / "out")
    assert len(written.marked) > 5
    assert written.freed == ()
    assert said == ()
    for path in written.marked:
        shutil.copyfile(path, story / path.relative_to(tmp_path / "out" / FOLDER))
    after = run.check(order, told.append)
    assert after.findings == before.findings
    assert (after.recorded, after.lost) == (before.recorded, before.lost)
    again, _ = write_marked(after, tmp_path / "out")
    assert again == written
    sheets = openpyxl.load_workbook(io.BytesIO(again.marked[0].read_bytes())).sheetnames
    assert [name for name in sheets if name.startswith("Hasil")] == ["Hasil Pemeriksaan"]
