"""PDFs bound into one: order, sheets of paper, bookmarks, scans, what the printer is told; cards on A4."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import cast

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DecodedStreamObject, Destination, DictionaryObject, Fit, NameObject

from pipeline import pdf
from pipeline.pdf import cards
from tests.fake_office import pages

ROOT = Path(__file__).parent.parent
A4, F4 = (595.3, 841.9), (609.4, 935.4)
CARD = (242.65, 153.07)


def part(folder: Path, name: str, *sizes: tuple[float, float], scans: tuple[Path, ...] = ()) -> pdf.Part:
    file = folder / f"{name}.pdf"
    file.write_bytes(pages(*sizes))
    return pdf.Part(file, name, scans)


def bound(*parts: pdf.Part, duplex: bool = True, separators: Path | None = None) -> PdfReader:
    made = pdf.bind(parts, "Surat Penugasan D-01", "Dinas Tenaga Kerja", duplex=duplex, separators=separators)
    reader = PdfReader(BytesIO(made.data))
    assert made.pages == len(reader.pages)
    return reader


def sizes(reader: PdfReader) -> list[tuple[float, float]]:
    return [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]


def bookmarks(reader: PdfReader) -> list[tuple[int, str, int | None]]:
    """Depth, title and page of each, in their order."""
    return list(below(reader, reader.outline, 0))


def below(reader: PdfReader, entries: Sequence[object], depth: int) -> Iterator[tuple[int, str, int | None]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from below(reader, entry, depth + 1)
        elif isinstance(entry, Destination):
            yield depth, str(entry.title), reader.get_destination_page_number(entry)


def wishes(reader: PdfReader) -> dict[str, object]:
    """What the print dialogue is told."""
    return dict(cast(DictionaryObject, reader.root_object["/ViewerPreferences"]))


def test_each_paper_begins_on_a_sheet_of_its_own(tmp_path):
    reader = bound(part(tmp_path, "a", A4), part(tmp_path, "b", F4, F4, F4), part(tmp_path, "c", A4, A4))
    assert sizes(reader) == [A4, A4, F4, F4, F4, F4, A4, A4], "a blank page is as large as the one before it"
    assert bookmarks(reader) == [(0, "a", 0), (0, "b", 2), (0, "c", 6)]
    assert wishes(reader)["/Duplex"] == "/DuplexFlipLongEdge"


def test_for_one_sided_printing_there_are_no_blank_pages(tmp_path):
    reader = bound(part(tmp_path, "a", A4), part(tmp_path, "b", F4), duplex=False)
    assert sizes(reader) == [A4, F4]
    assert "/Duplex" not in wishes(reader)


def test_blank_pages_stay_pages_of_their_own(tmp_path):
    """Whatever is alike in the parts is stored once, but no page is."""
    reader = bound(*(part(tmp_path, name, A4) for name in "abcd"))
    assert len({page.indirect_reference for page in reader.pages}) == 7


@pytest.mark.parametrize(("duplex", "expected"), [(True, [F4, F4, A4, A4, F4, F4, A4]), (False, [F4, A4, F4, A4])])
def test_a_separator_goes_before_each_paper(duplex, expected, tmp_path):
    between = part(tmp_path, "between", F4, F4).file
    reader = bound(part(tmp_path, "a", A4), part(tmp_path, "b", A4), duplex=duplex, separators=between)
    assert sizes(reader) == expected
    first, second = (expected.index(A4), len(expected) - 1)
    assert bookmarks(reader) == [(0, "a", first), (0, "b", second)], "a bookmark leads to the paper"


def test_scans_follow_their_paper_and_have_bookmarks_below_it(tmp_path):
    scans = (part(tmp_path, "x", A4, A4).file, part(tmp_path, "y", A4).file)
    reader = bound(part(tmp_path, "report", F4, scans=scans), part(tmp_path, "next", F4))
    assert sizes(reader) == [F4, A4, A4, A4, F4]
    assert bookmarks(reader) == [
        (0, "report", 0), (1, "Pindaian 1", 1), (1, "Pindaian 2", 3), (0, "next", 4),
    ]  # fmt: skip


def test_a_paper_s_own_headings_stand_below_its_bookmark(tmp_path):
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(*A4)
    chapter = writer.add_outline_item(title="BAB I", page_number=1, fit=Fit.xyz(top=700))
    writer.add_outline_item(title="A. Latar Belakang", page_number=2, parent=chapter)
    writer.add_outline_item(title="BAB II", page_number=2)
    writer.write(tmp_path / "report.pdf")
    reader = bound(part(tmp_path, "a", A4), pdf.Part(tmp_path / "report.pdf", "Laporan"))
    assert bookmarks(reader) == [
        (0, "a", 0), (0, "Laporan", 2), (1, "BAB I", 3), (2, "A. Latar Belakang", 4), (1, "BAB II", 4),
    ]  # fmt: skip


def test_the_bundle_says_what_it_is_and_is_printed_at_true_size(tmp_path):
    reader = bound(part(tmp_path, "a", A4))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Surat Penugasan D-01", "Dinas Tenaga Kerja")
    assert str(reader.root_object["/Lang"]) == "id-ID"
    assert str(reader.root_object["/PageMode"]) == "/UseOutlines"
    assert wishes(reader)["/PrintScaling"] == "/None"


def test_it_is_no_archive_when_a_part_is_none(tmp_path):
    assert not pdf.bind([part(tmp_path, "a", A4)], "t", "a", duplex=True).archival


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_cards_lie_on_a_sheet(count, sheets, tmp_path):
    parts = [part(tmp_path, f"card-{number}", CARD) for number in range(count)]
    made = pdf.card_sheets(parts, "Tanda Pengenal D-01", "Dinas", duplex=False)
    assert made is not None
    reader = PdfReader(BytesIO(made.data))
    assert sizes(reader) == [pytest.approx((595.28, 841.89), abs=0.01)] * sheets
    assert [page for _, _, page in bookmarks(reader)] == [number // 8 for number in range(count)]


def test_the_backs_of_card_sheets_stay_blank(tmp_path):
    made = pdf.card_sheets([part(tmp_path, f"c{number}", CARD) for number in range(9)], "t", "a", duplex=True)
    assert made is not None
    texts = [page.get_contents() for page in PdfReader(BytesIO(made.data)).pages]
    assert [text is not None for text in texts] == [True, False, True]


def millimetres(pattern: str, drawn: str) -> list[tuple[float, ...]]:
    """The numbers of every match."""
    return [tuple(float(points) / cards.POINTS_PER_MM for points in match) for match in re.findall(pattern, drawn)]


def test_cards_and_cut_marks_are_where_they_belong(tmp_path):
    """Two columns of 85.6 mm and four rows of 54 mm in the middle of the sheet, the marks outside them."""
    writer = PdfWriter()
    spot = DecodedStreamObject()
    spot.set_data(b"0 0 1 1 re f")
    writer.add_blank_page(*CARD)[NameObject("/Contents")] = spot
    writer.write(tmp_path / "card.pdf")
    made = pdf.card_sheets([pdf.Part(tmp_path / "card.pdf", "card")] * 8, "t", "a", duplex=False)
    assert made is not None
    [sheet] = PdfReader(BytesIO(made.data)).pages
    drawn = cast(ContentStream, sheet.get_contents()).get_data().decode()
    left, bottom = (210 - 2 * 85.6) / 2, (297 - 4 * 54) / 2
    assert millimetres(r"1 0\.0 0\.0 1 (\S+) (\S+) cm", drawn) == [
        pytest.approx((left + 85.6 * column, bottom + 54 * row), abs=0.01) for row in (3, 2, 1, 0) for column in (0, 1)
    ]
    lines = millimetres(r"(\S+) (\S+) m\s(\S+) (\S+) l", drawn)
    upright = sorted({round(x1, 2) for x1, _, x2, _ in lines if x1 == x2})
    across = sorted({round(y1, 2) for _, y1, _, y2 in lines if y1 == y2})
    assert upright == pytest.approx([left, left + 85.6, left + 171.2], abs=0.01)
    assert across == pytest.approx([bottom + 54 * row for row in range(5)], abs=0.01)
    assert len(lines) == 2 * (3 + 5)
    for x1, y1, x2, y2 in lines:
        inside = left <= min(x1, x2) and max(x1, x2) <= 210 - left and bottom <= min(y1, y2)
        assert not (inside and max(y1, y2) <= 297 - bottom), "a mark is printed on a card"


def test_cards_of_another_size_are_not_laid_out(tmp_path):
    parts = [part(tmp_path, "card", CARD), part(tmp_path, "large", (300, 200))]
    assert pdf.card_sheets(parts, "t", "a", duplex=False) is None


def test_whatever_bytes_of_a_pdf_are_spoilt_it_is_bound_or_refused(tmp_path):
    whole, file = pages(A4, A4), tmp_path / "scan.pdf"
    verdicts = set()
    for seed in range(150):
        chance, data = Random(seed), bytearray(whole)
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        verdicts.add(pdf.can_be_bound(file))
        if pdf.can_be_bound(file):
            bound(pdf.Part(file, "scan"))
    assert verdicts == {True, False}


def scan_with(contents: bytes) -> bytes:
    """A PDF of one page, as a careless program writes it."""
    return (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R>> endobj\n"
        b"4 0 obj " + contents + b" endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )


@pytest.mark.parametrize(
    ("contents", "whole"),
    [(b"<</Length 12>>\nstream\n0 0 1 1 re f\nendstream", True), (b"<</Length 12>>\nstream\n0 0 1 1", False)],
)
def test_a_scan_that_opens_but_is_damaged_inside_is_refused(contents, whole, tmp_path):
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan_with(contents))
    assert pdf.page_count(file) == 1
    assert pdf.can_be_bound(file) is whole


def test_a_damaged_scan_makes_no_noise(tmp_path):
    """The library logs what it meets; the clerk gets a finding instead."""
    (tmp_path / "scan.pdf").write_bytes(scan_with(b"[<6!62>]"))
    code = f"from pathlib import Path\nfrom pipeline import pdf\npdf.can_be_bound(Path({str(tmp_path / 'scan.pdf')!r}))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("", "")
