"""The papers as pages: what LibreOffice makes of one paper of each kind for each district of the complete story."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from pipeline import pdf, run
from pipeline.documents import DOCUMENTS

pytestmark = pytest.mark.libreoffice

ROOT = Path(__file__).parent.parent
HOSTILE = "{{ 7*7 }}"
"""Stands in a cell of the story: it must come out as written, and is no trace."""
TRACES = re.compile(r"\{\{|\{%|\bNone\b|\bnan\b|Undefined")
OPEN_LABEL = re.compile(r"^[^:\n]{1,25} :\s*$|^\s*:\s*$", re.MULTILINE)
MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
PLACE_AND_DATE = re.compile(rf"^[A-Z][A-Za-z ]+, \d{{1,2}} (?:{MONTHS}) \d{{4}}$", re.MULTILINE)
NIP_OF_SIGNER = re.compile(r"^NIP \d", re.MULTILINE)
BROKEN_WORD = re.compile(r"^[a-z]{1,2}$", re.MULTILINE)

DISTRICTS = {"D-01": ("M-001", "M-002"), "D-02": ("M-003", "M-004")}
PAPER_OF_DISTRICT = {"D-01": (210.0, 297.0), "D-02": (215.0, 330.0)}
OF_THE_CENTRE = {"spk", "cover_letter"}
LETTERS = {"spk", "cover_letter", "spm", "attendance_sheet", "minutes", "partnership_statement"}
REPORTS = {"monthly_report", "final_report"}
MOST_PAGES = {"cover_letter": 1, "attendance_sheet": 1, "minutes": 2, "spm": 2, "partnership_statement": 2, "spk": 4}
HANDBOOK = (
    "KATA PENGANTAR",
    "DAFTAR ISI",
    "BAB I PENDAHULUAN",
    "A. Latar Belakang",
    "B. Maksud dan Tujuan",
    "C. Sasaran Kegiatan",
    "BAB II PELAKSANAAN KEGIATAN",
    "A. Lokasi Peserta",
    "B. Lokasi Kelompok Usaha",
    "D. Kegiatan Bimbingan Motivasi",
    "E. Permasalahan yang Dihadapi Motivator",
    "BAB III HASIL EVALUASI",
    "A. Hasil Pembinaan oleh Motivator Pemberdayaan",
    "B. Kendala yang Dihadapi Motivator Pemberdayaan",
    "C. Saran",
    "BAB IV PENUTUP",
    "LAMPIRAN",
)
"""Its outline of the reports (Tata Cara Pelaporan)."""


@dataclass(frozen=True)
class Printed:
    """A paper after LibreOffice."""

    kind: str
    district: str
    path: str
    reader: PdfReader
    texts: tuple[str, ...]
    """Of each page, without its number."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    out = tmp_path_factory.mktemp("story")
    story, templates = ROOT / "input_samples" / "complete", ROOT / "templates"
    order = run.Order((story,), out, date(2015, 8, 1), "motivator-2015", templates=(templates,))
    chosen: dict[tuple[str, str], str] = {}
    for paper in run.issue(order, lambda _line: None).issued:
        if paper.path.endswith(".docx"):
            chosen.setdefault((paper.document, district_of(paper.key)), paper.path)
    made = pdf.convert([out / path for path in chosen.values()])
    assert [str(paper) for paper, file in made.items() if file is None] == [], "no PDF was made"
    return [
        as_printed(kind, district, path, out / Path(path).with_suffix(".pdf"))
        for (kind, district), path in chosen.items()
    ]


def district_of(key: str) -> str:
    return next(code for code, people in DISTRICTS.items() if any(name in key for name in (code, *people)))


def as_printed(kind: str, district: str, path: str, file: Path) -> Printed:
    reader = PdfReader(file)
    texts = tuple(re.sub(r"\n(?:- \d+ -|[ivx]+|\d+)\s*$", "", page.extract_text().rstrip()) for page in reader.pages)
    return Printed(kind, district, path, reader, texts)


def of(printed: list[Printed], kinds: set[str]) -> Iterator[Printed]:
    return (paper for paper in printed if paper.kind in kinds)


def sizes(paper: Printed) -> set[tuple[float, float]]:
    """Width and height of its pages in millimetres."""
    boxes = [page.mediabox for page in paper.reader.pages]
    return {(round(float(box.width) / 72 * 25.4, 1), round(float(box.height) / 72 * 25.4, 1)) for box in boxes}


def headings(paper: Printed) -> list[tuple[str, int]]:
    """Every heading with its page, in the order of the PDF's outline."""
    return list(_flat(paper.reader, paper.reader.outline))


def _flat(reader: PdfReader, entries: Sequence[object]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, Destination):
            yield str(entry.title), reader.get_destination_page_number(entry) or 0
        elif isinstance(entry, list):
            yield from _flat(reader, entry)


def test_there_is_one_of_each_kind_for_each_district(printed):
    kinds = [document.kind for document in DOCUMENTS]
    assert sorted((paper.kind, paper.district) for paper in printed) == sorted(
        (kind, district) for kind in kinds for district in DISTRICTS
    )


def test_no_page_shows_a_trace_of_the_machine_or_an_open_label(printed):
    for paper in printed:
        for number, text in enumerate(paper.texts, start=1):
            clean = text.replace(HOSTILE, "")
            assert not TRACES.search(clean), f"{paper.path}, page {number}: {TRACES.search(clean)}"
            assert not OPEN_LABEL.search(clean), f"{paper.path}, page {number}: {OPEN_LABEL.search(clean)}"


def test_no_page_is_empty_or_bears_nothing_but_a_signature(printed):
    """The signer's block stands together, below at least the end of the text that it signs."""
    for paper in printed:
        for number, text in enumerate(paper.texts, start=1):
            place = PLACE_AND_DATE.search(text)
            assert text.strip(), f"{paper.path}, page {number} is empty"
            assert place or not NIP_OF_SIGNER.search(text), f"{paper.path}, page {number}: half a signature"
            assert not place or len(text[: place.start()].split()) >= 5, (
                f"{paper.path}, page {number}: a signature alone"
            )


def test_no_word_is_broken_in_a_narrow_column(printed):
    for paper in of(printed, LETTERS | {"certificate", "id_card"}):
        for number, text in enumerate(paper.texts, start=1):
            assert not BROKEN_WORD.search(text), f"{paper.path}, page {number}: {BROKEN_WORD.search(text)}"


def test_pages_have_the_size_of_the_office_s_paper(printed):
    for paper in of(printed, LETTERS | REPORTS):
        expected = PAPER_OF_DISTRICT["D-01" if paper.kind in OF_THE_CENTRE else paper.district]
        [size] = sizes(paper)
        assert size == pytest.approx(expected, abs=0.2), paper.path


def test_letters_have_no_page_too_many(printed):
    for paper in of(printed, LETTERS):
        assert len(paper.texts) <= MOST_PAGES[paper.kind], paper.path


def test_a_card_is_one_page_of_a_bank_card_s_size(printed):
    for paper in of(printed, {"id_card"}):
        [size] = sizes(paper)
        assert size == pytest.approx((85.6, 54.0), abs=0.2)
        [text] = paper.texts
        assert "Wajib dikenakan selama bertugas." in text, "its last line is cut off"


def test_a_certificate_is_one_page_across(printed):
    for paper in of(printed, {"certificate"}):
        assert sizes(paper) == {(297.0, 210.0)}
        assert len(paper.texts) == 1


def test_reports_follow_the_handbook_s_outline(printed):
    for paper in of(printed, REPORTS):
        found = headings(paper)
        titles = [title for title, _ in found]
        in_outline = [title for title in titles if title in HANDBOOK]
        assert in_outline == list(HANDBOOK), paper.path
        pages = [page for _, page in found]
        assert pages == sorted(pages), paper.path


def test_the_contents_stand_between_preface_and_first_chapter(printed):
    for paper in of(printed, REPORTS):
        pages = dict(headings(paper))
        assert pages["KATA PENGANTAR"] < pages["DAFTAR ISI"] < pages["BAB I PENDAHULUAN"], paper.path
