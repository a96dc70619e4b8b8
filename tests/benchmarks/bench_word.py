"""How fast `pipeline.word` makes papers, beside plain docxtpl: CPU time per document, in one process.

Run by `make bench`. Rounds are interleaved and the median is taken, so that a busy machine slows all alike:

plain     docxtpl as its manual shows it: DocxTemplate(path), render, save
rendered  Template.render
issued    Template.render, SHA-256, written under a temporary name, fsync of the batch, renamed
"""

import hashlib
import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from PIL import Image

from pipeline import word

BATCH = 40
"""Documents of the fast ways per round: one alone is too short to measure."""
Issue = Callable[[Iterable[bytes]], None]


@dataclass(frozen=True)
class Row:
    """CPU milliseconds per document."""

    name: str
    plain: float
    rendered: float
    issued: float

    def __str__(self) -> str:
        return (
            f"{self.name:<24}{self.plain:>10.2f}{self.rendered:>10.3f}{self.issued:>10.3f}"
            f"{self.plain / self.rendered:>9.0f} x{self.plain / self.issued:>9.0f} x"
        )


HEADING = f"{'CPU ms per document':<24}{'plain':>10}{'rendered':>10}{'issued':>10}{'rendered':>11}{'issued':>11}"


def compare(
    name: str, template_path: Path, context: Mapping[str, object], rounds: int = 7, issue: Issue | None = None
) -> Row:
    """Measures one template with one context. `issue` does with a batch of documents what issuing them takes."""
    with tempfile.TemporaryDirectory() as folder:
        issue = issue or Writer(Path(folder))
        template = word.load(template_path)
        ways: tuple[tuple[int, Callable[[], object]], ...] = (
            (1, lambda: plain(template_path, context)),
            (BATCH, lambda: all(template.render(context) for _ in range(BATCH))),
            (BATCH, lambda: issue(template.render(context) for _ in range(BATCH))),
        )
        for _, way in ways:
            way()
        taken: list[list[float]] = [[] for _ in ways]
        for _ in range(rounds):
            for times, (documents, way) in zip(taken, ways, strict=True):
                times.append(cpu_ms(way) / documents)
    return Row(name, *(statistics.median(times) for times in taken))


def cpu_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def plain(template_path: Path, context: Mapping[str, object]) -> bytes:
    """The document through docxtpl alone, autoescape on: without it cells with & and < are lost."""
    template = DocxTemplate(template_path)
    template.render(with_inline_images(context, template), autoescape=True)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def with_inline_images(value: object, template: DocxTemplate) -> object:
    """The context with docxtpl's pictures for ours."""
    if isinstance(value, word.Picture):
        return InlineImage(template, io.BytesIO(value.data), width=Mm(value.width_mm), height=Mm(value.height_mm))
    if isinstance(value, Mapping):
        return {key: with_inline_images(item, template) for key, item in value.items()}
    if isinstance(value, list):
        return [with_inline_images(item, template) for item in value]
    return value


class Writer:
    """Issues a batch: hashes it, writes all under temporary names, syncs, gives the names, syncs the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, documents: Iterable[bytes]) -> None:
        written = []
        for number, document in enumerate(documents):
            hashlib.sha256(document).hexdigest()
            path = self.folder / f"{number}.docx"
            stream = path.with_suffix(".tmp").open("wb")
            stream.write(document)
            stream.flush()
            written.append((stream, path))
        for stream, path in written:
            os.fsync(stream.fileno())
            stream.close()
            os.replace(path.with_suffix(".tmp"), path)
        if hasattr(os, "O_DIRECTORY"):
            handle = os.open(self.folder, os.O_DIRECTORY)
            os.fsync(handle)
            os.close(handle)


def letter(folder: Path) -> tuple[Path, dict[str, object]]:
    """A letter of one page: 35 tags, a table of members, copies, a footer."""
    document = slim_document()
    document.sections[0].footer.paragraphs[0].text = "{{ office }} · {{ number }}"
    document.add_heading("SURAT PERINTAH MELAKSANAKAN TUGAS", 1)
    document.add_paragraph("Nomor {{ number }}")
    for place in range(26):
        add_tag(document, f"{place + 1}. Keterangan nomor {place + 1} tentang tugas: ", place)
    add_loop_table(document, "member in members", ["{{ loop.index }}", "{{ member.name }}", "{{ member.role }}"])
    for line in ("{%p for copy in copies %}", "{{ loop.index }}. {{ copy }}", "{%p endfor %}"):
        document.add_paragraph(line)
    path = folder / "letter.docx"
    document.save(str(path))
    members = [{"name": f"Anggota {place}", "role": "Ketua & <wakil>"} for place in range(5)]
    fields = {f"field_{place}": f"Isian nomor {place} yang agak panjang" for place in range(26)}
    copies = ["Kepala Dinas Provinsi", "Kepala BBPPK & PKK"]
    return path, {**fields, "office": "Dinas", "number": "560/1", "members": members, "copies": copies}


def report(folder: Path) -> tuple[Path, dict[str, object]]:
    """A monthly report: 8 sessions of 20 participants with minutes and a photo each, chapters, header and footer."""
    document = slim_document()
    document.sections[0].header.paragraphs[0].text = "Laporan bulan {{ month }}"
    document.sections[0].footer.paragraphs[0].text = "{{ name }}"
    for chapter in range(1, 5):
        document.add_heading(f"BAB {chapter}", 1)
        for place in range(25):
            add_tag(document, f"Uraian bab {chapter} butir {place} yang panjangnya kira-kira satu baris: ", place)
    document.add_paragraph("{%p for session in sessions %}")
    document.add_heading("Pertemuan {{ loop.index }}: {{ session.topic }}", 2)
    for line in ("{%p for note in session.notes %}", "{{ note }}", "{%p endfor %}", "{{ session.photo }}"):
        document.add_paragraph(line)
    cells = ["{{ loop.index }}", "{{ person.name }}", "{{ person.group }}", "{{ person.village }}", "{{ person.mark }}"]
    add_loop_table(document, "person in session.people", cells)
    document.add_paragraph("{%p endfor %}")
    path = folder / "report.docx"
    document.save(str(path))
    people = [
        {"name": f"Peserta {place}", "group": "Tani Maju", "village": "Desa Sukamaju", "mark": "H"}
        for place in range(20)
    ]
    sessions = [
        {"topic": "Pembukuan", "notes": ["Catatan panjang " * 30] * 4, "photo": photo(seed), "people": people}
        for seed in range(8)
    ]
    fields = {f"field_{place}": f"isian nomor {place}" for place in range(25)}
    return path, {**fields, "month": "Mei 2015", "name": "Siti Aminah", "sessions": sessions}


def slim_document() -> DocumentType:
    """python-docx's template has 350 KB of styles, which docxtpl parses each time; Word's own files have some 20 KB."""
    document = Document()
    used = {"Normal", "Heading 1", "Heading 2", "Table Grid", "Header", "Footer"}
    for style in list(document.styles):
        if style.name not in used:
            style.element.getparent().remove(style.element)
    return document


def add_tag(document: DocumentType, text: str, place: int) -> None:
    """A paragraph with one tag; every third is spread over runs, as Word leaves it after editing."""
    paragraph = document.add_paragraph(text)
    pieces = (f"{{{{ field_{place} }}}}",) if place % 3 else ("{{ fie", f"ld_{place}", " }}")
    for piece in pieces:
        paragraph.add_run(piece).bold = True


def add_loop_table(document: DocumentType, loop: str, cells: Sequence[str]) -> None:
    table = document.add_table(rows=4, cols=len(cells), style="Table Grid")
    for place, text in enumerate(cells):
        table.cell(0, place).text = f"Kolom {place + 1}"
        table.cell(2, place).text = text
    table.cell(1, 0).text = f"{{%tr for {loop} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"


def photo(seed: int) -> word.Picture:
    """A noisy JPEG of some 150 KB, as big as a photo made ready for print."""
    noise = Image.effect_noise((640, 480), 60 + seed).convert("RGB")
    written = io.BytesIO()
    noise.save(written, "JPEG", quality=85)
    return word.Picture(written.getvalue(), 75, 56, "Foto pertemuan")


def main() -> None:
    print(HEADING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, (path, context) in (("letter", letter(folder)), ("report, 8 photos", report(folder))):
            print(compare(title, path, context))


if __name__ == "__main__":
    main()
