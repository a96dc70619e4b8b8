"""As the printer gives them: no page holds only a signature block; certificate and card have their exact sizes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdf
import pytest

from pipeline import indonesian, pdf
from pipeline.flow import Dossier
from pipeline.records import (
    Assignment,
    Facilitator,
    FollowUp,
    Group,
    Member,
    Minutes,
    Office,
    Partnership,
    Presence,
    Record,
)
from pipeline.stage4_draft import draft
from tests.documents import making, world

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

POINTS_PER_MM = 72 / 25.4
LENGTHS = range(24)
"""How many rows the lists get besides those they have: over so many the end of the text falls everywhere on a page."""
SIGNED = {
    "spk": ("Bukit Sari, 29 April 2015",),
    "cover_letter": ("Kepala Balai Besar", "Plt. Kepala Balai Besar"),
    "spm": ("Wanasari, 4 Mei 2015",),
    "partnership_statement": ("Demikian ", "Wanasari, ", "Pihak-pihak", "Motivator Pemberdayaan,"),
    "minutes": ("Mengetahui,", "Pimpinan pertemuan,"),
    "attendance_sheet": ("Mengetahui,", "Ketua "),
}
"""What a page must not begin with: the first lines of the signature block, or a single sentence before it."""


def copies(records: Sequence[Record], kind: type[Record], changes: Iterable[dict[str, object]]) -> Iterator[Record]:
    first = next(record for record in records if isinstance(record, kind))
    return (first.model_copy(update=change) for change in changes)


def longer(dossier: Dossier, rows: int) -> Dossier:
    """The same world with so many more letters, groups, members and follow-ups."""
    records, numbers = dossier.records, range(1, rows + 1)
    first = next(record for record in records if isinstance(record, Member))
    return world.dossier(
        [
            *(described(record, rows) if isinstance(record, Partnership) else record for record in records),
            *copies(records, Facilitator, ({"code": f"M-{100 + n}", "name": f"Motivator {n}"} for n in numbers)),
            *copies(records, Assignment, ({"facilitator": f"M-{100 + n}"} for n in numbers)),
            *copies(records, Group, ({"code": f"K-{10 + n}", "name": f"Kelompok {n}"} for n in numbers)),
            *(first.model_copy(update={"number": 3 + n, "name": f"Anggota {n}"}) for n in numbers),
            *copies(records, Presence, ({"number": 3 + n} for n in numbers)),
            *copies(records, FollowUp, ({"action": f"Tindak lanjut {n}"} for n in numbers)),
        ]
    )


def described(partnership: Partnership, rows: int) -> Partnership:
    return partnership.model_copy(update={"description": " ".join(["Pembelian ikan asin 200 kg setiap bulan."] * rows)})


def changed(dossier: Dossier, kind: type[Record], **update: object) -> Dossier:
    return world.dossier(
        record.model_copy(update=update) if isinstance(record, kind) else record for record in dossier.records
    )


def without_closing(dossier: Dossier) -> Dossier:
    """Minutes that end with their follow-ups."""
    return changed(dossier, Minutes, closing=None)


CASES = {
    "typical": world.typical,
    "hard": world.hard,
    "F4 with duty stamps": lambda: changed(
        world.typical(), Office, paper="F4", stamped=("spk", "spm", "partnership_statement")
    ),
    "without closing": lambda: without_closing(world.typical()),
}


@pytest.mark.parametrize("case", CASES)
def test_no_page_begins_with_the_signature_block(case, tmp_path):
    papers: dict[Path, str] = {}
    for rows in LENGTHS:
        drafts = {paper.document: paper for paper in reversed(draft(longer(CASES[case](), rows)))}
        for kind in SIGNED if case != "without closing" else ["minutes"]:
            path = tmp_path / f"{kind}-{rows:02}.docx"
            path.write_bytes(making.make(drafts[kind], world.NUMBERS))
            papers[path] = kind
    made = pdf.convert(list(papers))
    broken: set[str] = set()
    for path, kind in papers.items():
        printed = made[path]
        assert printed is not None
        for number, page in enumerate(pypdf.PdfReader(printed).pages[1:], start=2):
            broken.add(kind)
            first = next(line.strip() for line in page.extract_text().splitlines() if line.strip())
            assert not first.startswith(SIGNED[kind]), f"{path.name}, page {number}"
    assert broken >= ({"minutes"} if case == "without closing" else {"spk", "spm", "cover_letter", "minutes"})


def test_the_letterhead_stands_on_the_first_page_only(tmp_path):
    dossier = longer(world.typical(), 60)
    addresses = {"P-00": "Jalan Raya Pinus", "D-01": "Jalan Melati Nomor 8"}
    papers: dict[Path, str] = {}
    drafts = {paper.document: paper for paper in reversed(draft(dossier))}
    for kind in ("spk", "cover_letter", "spm", "partnership_statement"):
        path = tmp_path / f"{kind}.docx"
        path.write_bytes(making.make(drafts[kind], world.NUMBERS))
        papers[path] = addresses[drafts[kind].issuer]
    made = pdf.convert(list(papers))
    for path, address in papers.items():
        printed = made[path]
        assert printed is not None
        texts = [page.extract_text() for page in pypdf.PdfReader(printed).pages]
        assert len(texts) > 1, path.name
        assert [address in text for text in texts] == [True] + [False] * (len(texts) - 1), path.name
        assert [f"- {number} -" in text for number, text in enumerate(texts, start=1)] == [False] + [True] * (
            len(texts) - 1
        ), path.name


BROKEN_DATE = re.compile(rf"[0-9]\s*\n\s*(?:{'|'.join(indonesian.MONTHS)})\b")
WRITTEN = ("spk", "spm", "partnership_statement", "monthly_report", "final_report")
"""Kinds with dates in running text."""


def test_no_line_breaks_between_day_and_month(tmp_path):
    """The same text in lines of many lengths."""
    papers: list[Path] = []
    for right in range(20, 40, 2):
        dossier = changed(world.typical(), Office, margins=(2.0, 2.5, 3.0, right / 10))
        for paper in {paper.document: paper for paper in draft(dossier) if paper.document in WRITTEN}.values():
            papers.append(tmp_path / f"{paper.document}-{right}.docx")
            papers[-1].write_bytes(making.make(paper, world.NUMBERS))
    for path, printed in pdf.convert(papers).items():
        assert printed is not None
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(printed).pages)
        assert not BROKEN_DATE.search(text), f"{path.name}: {BROKEN_DATE.search(text)}"


LONG_OFFICE = (
    "Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, Koperasi, Usaha Kecil dan Menengah, Perindustrian, "
    "Perdagangan, Tenaga Kerja, dan Transmigrasi Kabupaten Wanasari"
)


def called(dossier: Dossier, office: str, name: str) -> Dossier:
    return world.dossier(
        record.model_copy(update={"name": name}) if isinstance(record, Office) and record.code == office else record
        for record in dossier.records
    )


ALONE = {
    "typical": world.typical,
    "hard": world.hard,
    "long office": lambda: called(world.hard(), "D-01", LONG_OFFICE),
}
"""Worlds for papers of one page."""


@pytest.mark.parametrize("case", ALONE)
@pytest.mark.parametrize(("kind", "width", "height"), [("certificate", 297, 210), ("id_card", 85.6, 54)])
def test_certificate_and_card_are_one_page_of_their_exact_size(case, kind, width, height, tmp_path):
    paper = tmp_path / "paper.docx"
    paper.write_bytes(making.make(next(d for d in draft(ALONE[case]()) if d.document == kind), world.NUMBERS))
    printed = pdf.convert([paper])[paper]
    assert printed is not None
    [page] = pypdf.PdfReader(printed).pages
    size = (float(page.mediabox.width), float(page.mediabox.height))
    assert size == pytest.approx((width * POINTS_PER_MM, height * POINTS_PER_MM), abs=0.6)
