"""The door to LibreOffice, with programs in its place that are missing, lie, stop half-way or never end."""

import os
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline import pdf
from pipeline.failures import Failure
from pipeline.files import WrittenTogether, sha256_of
from pipeline.pdf import batches, office
from tests.fake_office import pages, pretend

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs in LibreOffice's place start by their first line")


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """Five papers; those of different folders bear one name."""
    found = [tmp_path / "papers" / f"M-00{number}" / "SPM.docx" for number in range(1, 6)]
    for paper in found:
        paper.parent.mkdir(parents=True)
        paper.write_bytes(paper.parent.name.encode())
    return found


def with_pdf(made: Mapping[Path, Path | None]) -> list[str]:
    """Of whom there is a PDF."""
    return [paper.parent.name for paper, file in made.items() if file]


def test_without_libreoffice_no_paper_has_a_pdf(papers, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.program() is None
    assert pdf.version() == ""
    assert pdf.convert(papers) == dict.fromkeys(papers)


@pytest.mark.parametrize(("workers", "calls"), [(1, ["2", "2", "1"]), (5, ["1"] * 5)])
def test_papers_of_one_name_each_get_their_own_pdf(workers, calls, papers, tmp_path, monkeypatch):
    log = pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")
    monkeypatch.setattr(batches, "BATCH", 2)
    made = pdf.convert(papers, workers=workers)
    assert made == {paper: paper.with_suffix(".pdf") for paper in papers}
    assert all(paper.parent.name.encode() in paper.with_suffix(".pdf").read_bytes() for paper in papers)
    assert log.read_text().split() == calls


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(0)\n",
        "for source in sources: make(source, b'')\n",
        "for source in sources: make(source, b'%PDF-1.7 cut off')\n",
        "for source in sources: make(source, b'%PDF-1.7 whole to look at %%EOF')\n",
        "for source in sources: make(source, b'Error: source file could not be loaded %%EOF')\n",
    ],
    ids=["nothing", "empty", "cut off", "no pages", "no PDF"],
)
def test_success_that_brought_no_whole_pdf_is_none(body, papers, tmp_path, monkeypatch):
    log = pretend(tmp_path, monkeypatch, body)
    assert pdf.convert(papers) == dict.fromkeys(papers)
    assert not list((tmp_path / "papers").rglob("*.pdf"))
    assert len(log.read_text().split()) == batches.FRUITLESS_CALLS, "a program that makes nothing is given up"


def test_a_program_that_cannot_be_started_makes_nothing(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "")
    (tmp_path / "bin" / "soffice").write_bytes(b"\x7fELF of another machine")
    assert pdf.convert(papers) == dict.fromkeys(papers)


def test_a_paper_that_is_gone_costs_only_itself(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")
    papers[0].unlink()
    made = pdf.convert(papers)
    assert made == {paper: None if paper is papers[0] else paper.with_suffix(".pdf") for paper in papers}


def test_a_broken_program_is_given_up_for_all_batches(tmp_path, monkeypatch):
    log = pretend(tmp_path, monkeypatch, "sys.exit(0)\n")
    monkeypatch.setattr(batches, "BATCH", 1)
    papers = [tmp_path / f"{number}.docx" for number in range(20)]
    for paper in papers:
        paper.write_bytes(b"paper")
    assert pdf.convert(papers) == dict.fromkeys(papers)
    assert len(log.read_text().split()) < 2 * batches.FRUITLESS_CALLS


def test_bad_papers_side_by_side_do_not_spoil_the_others(papers, tmp_path, monkeypatch):
    body = "for source in sources:\n    if not says(source, b'M-005'): sys.exit(139)\n    make(source)\n"
    pretend(tmp_path, monkeypatch, body)
    assert with_pdf(pdf.convert(papers)) == ["M-005"]


def test_a_program_that_ends_after_each_paper_is_called_again(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "make(sources[0])\nsys.exit(77)\n")
    assert len(with_pdf(pdf.convert(papers))) == 5


def test_one_paper_that_it_crashes_on_costs_only_itself(papers, tmp_path, monkeypatch):
    body = "for source in sources:\n    if says(source, b'M-002'): sys.exit(139)\n    make(source)\n"
    log = pretend(tmp_path, monkeypatch, body)
    assert with_pdf(pdf.convert(papers)) == ["M-001", "M-003", "M-004", "M-005"]
    assert log.read_text().split() == ["5", "3", "1"], "the others together, then the bad one once more by itself"


def test_one_paper_that_it_hangs_on_costs_only_itself(papers, tmp_path, monkeypatch):
    """It ignores a friendly end, too."""
    body = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    body += "for source in sources:\n    while says(source, b'M-003'): time.sleep(1)\n    make(source)\n"
    pretend(tmp_path, monkeypatch, body)
    monkeypatch.setattr(office, "SILENT_SECONDS", 2)
    started = time.monotonic()
    assert with_pdf(pdf.convert(papers)) == ["M-001", "M-002", "M-004", "M-005"]
    assert time.monotonic() - started < 30


def test_a_long_batch_that_goes_on_is_not_ended(papers, tmp_path, monkeypatch):
    log = pretend(tmp_path, monkeypatch, "for source in sources:\n    time.sleep(0.8)\n    make(source)\n")
    monkeypatch.setattr(office, "SILENT_SECONDS", 2.5)
    assert len(with_pdf(pdf.convert(papers))) == 5
    assert log.read_text().split() == ["5"]


def test_a_program_that_hangs_is_ended_with_its_children(papers, tmp_path, monkeypatch):
    beat = tmp_path / "beat"
    child = f"while True: open({str(beat)!r}, 'a').write('.'); time.sleep(0.05)"
    body = f"make(sources[0])\nsubprocess.run([sys.executable, '-c', {('import time' + chr(10) + child)!r}])\n"
    pretend(tmp_path, monkeypatch, body)
    monkeypatch.setattr(office, "SILENT_SECONDS", 2)
    assert with_pdf(pdf.convert(papers[:1])) == ["M-001"]
    assert_still(beat)


def test_what_a_launcher_leaves_running_is_ended(papers, tmp_path, monkeypatch):
    beat = tmp_path / "beat"
    child = f"import time\nwhile True: open({str(beat)!r}, 'a').write('.'); time.sleep(0.05)"
    body = f"subprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(0.5)\nmake(sources[0])\n"
    pretend(tmp_path, monkeypatch, body)
    assert with_pdf(pdf.convert(papers[:1])) == ["M-001"]
    assert_still(beat)


def test_an_interrupt_ends_it_and_leaves_nothing_running(papers, tmp_path, monkeypatch):
    beat = tmp_path / "beat"
    pretend(tmp_path, monkeypatch, f"while True: open({str(beat)!r}, 'a').write('.'); time.sleep(0.05)\n")
    threading.Timer(1.5, signal.raise_signal, [signal.SIGINT]).start()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            pdf.convert(papers, workers=2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert_still(beat)


def assert_still(beat: Path) -> None:
    size = beat.stat().st_size
    time.sleep(0.3)
    assert beat.stat().st_size == size, "it lives on"


def test_an_earlier_pdf_stays_when_none_is_made(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "")
    papers[0].with_suffix(".pdf").write_bytes(b"earlier")
    assert pdf.convert(papers[:1]) == {papers[0]: None}
    assert papers[0].with_suffix(".pdf").read_bytes() == b"earlier"


def test_only_the_pdfs_that_may_go_are_replaced_and_those_that_took_their_place_are_told(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")
    for paper in papers[:3]:
        paper.with_suffix(".pdf").write_bytes(b"earlier")
    over = {papers[0]: sha256_of(papers[0].with_suffix(".pdf")), papers[1]: "0" * 64}
    heard: list[Mapping[Path, str]] = []
    made = pdf.convert(papers, over=over, placed=heard.append)
    assert with_pdf(made) == ["M-001", "M-004", "M-005"]
    assert [paper.with_suffix(".pdf").read_bytes() == b"earlier" for paper in papers[:3]] == [False, True, True]
    told = {paper: sha256 for placed in heard for paper, sha256 in placed.items()}
    assert told == {paper: sha256_of(file) for paper, file in made.items() if file}


def test_what_took_its_place_is_told_when_the_disk_refuses_the_next(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")
    write = WrittenTogether.write

    def refuse(files: WrittenTogether, path: Path, data: bytes) -> None:
        if path.parent.name == "M-004":
            raise OSError(28, "no space left")
        write(files, path, data)

    monkeypatch.setattr(WrittenTogether, "write", refuse)
    heard: list[Mapping[Path, str]] = []
    with pytest.raises(Failure):
        pdf.convert(papers, placed=heard.append)
    assert sorted(paper for placed in heard for paper in placed) == papers[:3]


def test_a_full_disk_is_a_failure(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")

    def refuse(*_):
        raise OSError(28, "no space left")

    monkeypatch.setattr(WrittenTogether, "write", refuse)
    with pytest.raises(Failure):
        pdf.convert(papers)


def test_a_pdf_that_is_open_is_none_and_not_made_again(papers, tmp_path, monkeypatch):
    log = pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")
    papers[1].with_suffix(".pdf").mkdir()
    assert with_pdf(pdf.convert(papers)) == ["M-001", "M-003", "M-004", "M-005"]
    assert log.read_text().split() == ["5"]


def test_how_far_it_is_is_told(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "for source in sources:\n    make(source)\n    time.sleep(0.4)\n")
    heard: list[tuple[int, int]] = []
    pdf.convert(papers, step=lambda done, total: heard.append((done, total)))
    assert heard == sorted(set(heard)), "nothing is told twice"
    assert heard[-1] == (5, 5)
    assert len({done for done, _ in heard}) > 2


def test_a_pdf_is_fresh_until_its_paper_is_written_again(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "time.sleep(0.2)\nfor source in sources: make(source)\n")
    assert not pdf.has_fresh(papers[0])
    pdf.convert(papers[:1])
    assert pdf.has_fresh(papers[0])
    assert not pdf.has_fresh(papers[0], archival=True), "it is no PDF/A"
    papers[1].with_suffix(".pdf").write_bytes(b"%PDF-1.7 half")
    assert not pdf.has_fresh(papers[1])
    papers[0].write_bytes(b"anew")
    assert not pdf.has_fresh(papers[0])


def test_a_paper_written_while_it_is_converted_is_younger_than_its_pdf(papers, tmp_path, monkeypatch):
    changing = f"Path({str(papers[0])!r}).write_bytes(b'anew')\n"
    pretend(tmp_path, monkeypatch, f"{changing}time.sleep(0.2)\nfor source in sources: make(source)\n")
    pdf.convert(papers[:1])
    assert not pdf.has_fresh(papers[0])


def test_pages_are_counted_and_what_is_no_pdf_has_none(tmp_path):
    file = tmp_path / "scan.pdf"
    for data, expected in ((pages((595, 842), (595, 842)), 2), (b"", 0), (b"%PDF-1.4 nonsense %%EOF", 0)):
        file.write_bytes(data)
        assert pdf.page_count(file) == expected
