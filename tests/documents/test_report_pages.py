"""The reports as pages: their lists name the page on which everything stands, and what belongs together stays so.

Everything is read from the pages of the delivered paper: the number from the foot, the headings from the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline import pdf
from pipeline.documents import final_report, monthly_report
from pipeline.pdf.outline import outline
from pipeline.stage5_render import page_numbers
from pipeline.stage5_render.page_numbers import Rendered
from tests.documents import crowd, making, world
from tests.word.test_word_contents import entries

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

WORLDS = {"typical": world.typical, "hard": world.hard, "crowded": crowd.crowded}
FOOT = re.compile(r"\n([ivxlc]+|\d{1,3})\s*$")
LISTS = ("DAFTAR ISI", "DAFTAR TABEL", "DAFTAR GAMBAR")
SIGNED = re.compile(r"^Wanasari, \d+ \w+ 2015$", re.MULTILINE)


@dataclass(frozen=True)
class Printed:
    name: str
    entries: tuple[tuple[str, str], ...]
    """Text and number of everything listed."""
    pages: tuple[str, ...]
    """Text of every page, the number at its foot included."""

    @property
    def feet(self) -> list[str]:
        """The numbers at the foot of the pages; "" of the cover."""
        return [found[1] if (found := FOOT.search(page)) else "" for page in self.pages]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    """Both reports of every world, completed as stage 5 does it, then printed as they are delivered."""
    folder = tmp_path_factory.mktemp("reports")
    completed = [*page_numbers.complete(papers())]
    assert {paper.page_numbers for paper in completed} == {"complete"}
    for paper in completed:
        (folder / f"{paper.key}.docx").write_bytes(paper.data)
    made = pdf.convert([folder / f"{paper.key}.docx" for paper in completed])
    return [
        Printed(paper.key, tuple(entries(paper.data)), pages_of(made[folder / f"{paper.key}.docx"]))
        for paper in completed
    ]


def papers() -> Iterator[Rendered]:
    for name, make_world in WORLDS.items():
        dossier = make_world()
        for document in (monthly_report, final_report):
            draft = document.drafts(dossier)[0]
            yield Rendered(f"{draft.document}-{name}", making.make(draft, world.NUMBERS), "awaited")


def pages_of(file: Path | None) -> tuple[str, ...]:
    assert file is not None
    return tuple(page.extract_text().rstrip() for page in PdfReader(file).pages)


def squeezed(text: str) -> str:
    """Without spaces and line ends, which a PDF does not keep."""
    return "".join(text.split())


def test_every_list_names_the_page_on_which_its_entry_stands(printed):
    for paper in printed:
        feet = paper.feet
        lists = {number for number, page in enumerate(paper.pages) if "....." in page}
        assert len(paper.entries) > 20
        for text, number in paper.entries:
            page = feet.index(number)
            assert page in lists or squeezed(text) in squeezed(paper.pages[page]), f"{paper.name}: {text} … {number}"
            if page in lists:
                assert text in LISTS, f"{paper.name}: {text} … {number}"
                assert paper.pages[page].lstrip().startswith(text), f"{paper.name}: {text} … {number}"


def test_the_pages_show_the_numbers_that_the_paper_holds(printed):
    """LibreOffice does not make the lists anew: who prints the paper sees what Word shows."""
    for paper in printed:
        text = squeezed("".join(re.sub(r"\.{3,}", "…", page) for page in paper.pages))
        for entry, number in paper.entries:
            assert f"{squeezed(entry)}…{number}" in text, f"{paper.name}: {entry} … {number}"


def test_front_pages_count_in_roman_numerals_and_chapters_from_one(printed):
    for paper in printed:
        cover, *feet = paper.feet
        front = next(number for number, foot in enumerate(feet) if foot == "1")
        assert cover == "", paper.name
        assert feet[:front] == ["i", "ii", "iii", "iv", "v", "vi"][:front], paper.name
        assert feet[front:] == [str(number) for number in range(1, len(feet) - front + 1)], paper.name
        assert paper.pages[front + 1].lstrip().startswith("BAB I"), paper.name


def test_no_page_is_empty_or_bears_a_signature_alone(printed):
    for paper in printed:
        for number, page in enumerate(paper.pages, start=1):
            assert FOOT.sub("", page).strip(), f"{paper.name}, page {number}"
            assert not bears_a_signature_alone(page), f"{paper.name}, page {number}"


def bears_a_signature_alone(page: str) -> bool:
    signed = SIGNED.search(page)
    return signed is not None and len(page[: signed.start()].split()) < 5


@pytest.mark.parametrize("field", ["preface", "closing"])
def test_a_signature_goes_with_the_end_of_the_text_however_long_that_is(field, tmp_path):
    """From a text that leaves room for the signature to one that leaves none, line by line."""
    [draft] = final_report.drafts(world.typical())
    lengths = range(26, 36)
    files = [tmp_path / f"{length}.docx" for length in lengths]
    for length, file in zip(lengths, files, strict=True):
        text = tuple(f"Kalimat nomor {number} dari naskah ini." for number in range(length))
        file.write_bytes(making.make(replace(draft, context=draft.context.model_copy(update={field: text})), {}))
    signed_on: set[str] = set()
    for file in pdf.convert(files).values():
        pages = pages_of(file)
        assert not any(map(bears_a_signature_alone, pages))
        signed_on.update(
            "same" if "nomor 0 " in page else "next" for page in pages if SIGNED.search(page) and "Kalimat" in page
        )
    assert signed_on == {"same", "next"}, "the texts were not long enough to prove anything"


def test_every_annex_begins_a_page(printed):
    for paper in printed:
        annexes = [text for text, _ in paper.entries if re.match(r"Lampiran \d", text)]
        begun = [text for text in annexes if any(page.lstrip().startswith(text) for page in paper.pages)]
        assert annexes
        assert begun == annexes, paper.name


def test_lists_of_tables_and_figures_where_the_programme_asks(printed):
    for paper in printed:
        asked = paper.name.startswith("final_report")
        listed = [text for text, _ in paper.entries if re.match(r"(Tabel|Gambar) \d+\. ", text)]
        captions = [
            line.strip()
            for page in paper.pages
            for line in page.splitlines()
            if re.match(r"(Tabel|Gambar) \d+\. [^.]+$", line.strip())
        ]
        assert bool(listed) == asked, paper.name
        assert not asked or sorted(listed) == sorted(captions), paper.name


def test_a_file_that_is_no_pdf_has_no_outline(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 cut off")
    assert outline(tmp_path / "a.pdf") == outline(tmp_path / "none.pdf") == ()
