"""`berkas print` with LibreOffice: the complete story as it lies in the printer's tray."""

import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline import cli, run
from pipeline.failures import ExitCode

pytestmark = pytest.mark.libreoffice

ROOT = Path(__file__).parent.parent
STORY = ROOT / "input_samples" / "complete"
A4, F4 = (210, 297), (215, 330)
PEOPLE = {"D-01": ("Siti Ma", "Agus Supriyadi"), "D-02": ("Maria Goreti Abuk", "Markus")}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the story, printed; its attendance sheets and minutes are left out for their number."""
    folder = tmp_path_factory.mktemp("story")
    order = run.Order((STORY,), folder, date(2015, 8, 1), "motivator-2015", templates=(ROOT / "templates",))
    run.issue(order, lambda _line: None)
    kinds = "spk,cover_letter,spm,id_card,partnership_statement,monthly_report,certificate"
    assert berkas("print", "-o", folder, "--only", kinds) == ExitCode.DONE
    return folder


def berkas(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def bundle(out: Path, name: str) -> PdfReader:
    return PdfReader(out / "cetak" / f"{name}.pdf")


def texts(reader: PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def sizes(reader: PdfReader) -> list[tuple[int, int]]:
    """Millimetres."""
    boxes = [page.mediabox for page in reader.pages]
    return [(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in boxes]


def bookmarks(reader: PdfReader) -> dict[str, int]:
    """The page of each paper, by its title."""
    entries = [entry for entry in reader.outline if not isinstance(entry, list)]
    return {str(entry.title): reader.get_destination_page_number(entry) or 0 for entry in entries}


def test_there_is_one_file_for_each_office_and_kind(out):
    assert sorted(path.stem for path in (out / "cetak").iterdir()) == [
        "C-01_SPK", "C-01_Sertifikat", "C-01_Surat-Pengantar",
        "D-01_Laporan-Bulanan", "D-01_SPM", "D-01_Surat-Keterangan-Kemitraan", "D-01_Tanda-Pengenal",
        "D-02_Laporan-Bulanan", "D-02_SPM", "D-02_Surat-Keterangan-Kemitraan", "D-02_Tanda-Pengenal",
    ]  # fmt: skip


def test_letters_are_in_the_order_of_their_numbers_each_with_its_letterhead(out):
    reader = bundle(out, "C-01_SPK")
    pages = texts(reader)
    first_pages = sorted(bookmarks(reader).values())
    numbers = [re.search(r"\d{3}/SPK/BBPPK-PKK/IV/2015", pages[page]) for page in first_pages]
    assert [match[0][:3] for match in numbers if match] == ["041", "042", "043", "044"]
    assert all("BALAI BESAR" in pages[page] for page in first_pages)


@pytest.mark.parametrize(("office", "paper"), [("D-01", A4), ("D-02", F4)])
def test_two_offices_two_papers(office, paper, out):
    for kind in ("SPM", "Surat-Keterangan-Kemitraan"):
        assert set(sizes(bundle(out, f"{office}_{kind}"))) == {paper}, "blank pages too"
    assert all(name in text for name, text in zip(PEOPLE[office], letters(out, f"{office}_SPM"), strict=True))


def letters(out: Path, name: str) -> list[str]:
    reader = bundle(out, name)
    pages = texts(reader)
    return [pages[page] for page in sorted(bookmarks(reader).values())]


def test_every_paper_begins_on_the_front_of_a_sheet_and_only_backs_are_blank(out):
    for file in (out / "cetak").iterdir():
        reader = PdfReader(file)
        if "Tanda-Pengenal" in file.stem:
            continue
        starts = set(bookmarks(reader).values())
        assert all(page % 2 == 0 for page in starts), file.name
        blank = [number for number, page in enumerate(reader.pages) if page.get_contents() is None]
        assert all(number % 2 and number + 1 in starts for number in blank), file.name
        assert len(reader.pages) - 1 not in blank, file.name


def test_pages_are_those_of_the_papers_and_their_scans(out):
    for office, reports in (("D-01", 4), ("D-02", 4)):
        reader = bundle(out, f"{office}_Laporan-Bulanan")
        papers = sorted((out / office).rglob("Laporan-Bulanan_*.pdf"))
        held = sum(len(PdfReader(file).pages) for file in papers)
        blank = sum(page.get_contents() is None for page in reader.pages)
        assert len(reader.pages) == held + blank
        assert len(bookmarks(reader)) == reports


def test_scans_that_came_as_pdf_stand_behind_the_report_that_lists_them(out):
    reader = bundle(out, "D-02_Laporan-Bulanan")
    pages = texts(reader)
    starts = sorted(bookmarks(reader).values())
    first = pages[starts[0] : starts[1]]
    assert "pindaian/b1-S-02.pdf" in " ".join(first)
    [attendance] = [number for number, text in enumerate(first) if text.startswith("DAFTAR HADIR Kelompok")]
    [agreement] = [number for number, text in enumerate(first) if text.startswith("KERJA SAMA")]
    assert agreement == attendance + 1


def test_reports_bring_their_headings_along(out):
    reader = bundle(out, "D-01_Laporan-Bulanan")
    [below] = [entry for entry in reader.outline[1:2] if isinstance(entry, list)]
    titles = {str(entry.title): entry for entry in below if not isinstance(entry, list)}
    page = reader.get_destination_page_number(titles["BAB II PELAKSANAAN KEGIATAN"])
    assert page is not None
    assert "BAB II" in texts(reader)[page]


def test_cards_lie_on_an_a4_where_the_cut_marks_say(out):
    reader = bundle(out, "D-01_Tanda-Pengenal")
    assert sizes(reader) == [A4]
    found: dict[str, tuple[float, float]] = {}

    def see(text: str, matrix: list[float], _text_matrix: object, _font: object, _size: object) -> None:
        for name in PEOPLE["D-01"]:
            if name in text:
                found[name] = (matrix[4] / 72 * 25.4, matrix[5] / 72 * 25.4)

    [sheet] = reader.pages
    sheet.extract_text(visitor_text=see)
    left, bottom = (210 - 2 * 85.6) / 2, (297 - 4 * 54) / 2
    assert found[PEOPLE["D-01"][0]] == pytest.approx((left, bottom + 3 * 54), abs=0.05)
    assert found[PEOPLE["D-01"][1]] == pytest.approx((left + 85.6, bottom + 3 * 54), abs=0.05)


def test_certificates_stay_across(out):
    assert set(sizes(bundle(out, "C-01_Sertifikat"))) == {(297, 210)}


def test_separators_name_the_paper_that_follows(out, capsys):
    assert berkas("print", "-o", out, "--only", "spm,certificate", "--separator", "--no-duplex") == ExitCode.DONE
    for name in ("D-02_SPM", "C-01_Sertifikat"):
        reader = bundle(out, name)
        pages, starts = texts(reader), bookmarks(reader)
        count = len(starts)
        for place, (title, page) in enumerate(starts.items(), start=1):
            assert title in pages[page - 1]
            assert f"{place} dari {count}" in pages[page - 1]
            assert sizes(reader)[page - 1] == sizes(reader)[page]
        assert len(pages) == count + sum(count_pages(out, name))


def count_pages(out: Path, name: str) -> list[int]:
    office, _, kind = name.partition("_")
    return [len(PdfReader(file).pages) for file in sorted((out / office).rglob(f"{kind}_*.pdf"))]


def test_pdf_a_says_so_and_a_bundle_with_ordinary_scans_does_not(out, capsys):
    kinds = ("--only", "spm,id_card,monthly_report", "--office", "D-02")
    assert berkas("print", "-o", out, *kinds, "--separator", "--pdf-a") == ExitCode.DONE
    for name, archival in (("SPM", True), ("Tanda-Pengenal", True), ("Laporan-Bulanan", False)):
        reader = bundle(out, f"D-02_{name}")
        metadata = reader.xmp_metadata
        assert (metadata is not None and metadata.pdfaid_part == "2") is archival
        assert ("/OutputIntents" in reader.root_object) is archival
    assert "D-02_Laporan-Bulanan.pdf: bukan PDF/A" in capsys.readouterr().err
    assert b"<pdfaid:part>2<" in (out / "D-02" / "M-003" / "SPM_M-003.pdf").read_bytes()
