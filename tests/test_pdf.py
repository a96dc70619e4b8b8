"""The door to LibreOffice, with programs in its place that are missing, lie, stop half-way or never end."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest

from pipeline import pdf

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs in LibreOffice's place start by their first line")

HEAD = """#!{python}
import sys, time, subprocess
from pathlib import Path
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
sources = [Path(name) for name in sys.argv[sys.argv.index("--outdir") + 2:]]
calls = Path(r"{calls}")
with calls.open("a") as log:
    print(len(sources), file=log)
def make(source, data=None):
    out.mkdir(exist_ok=True)
    data = b"%PDF-1.7 " + source.read_bytes() + b"\\n%%EOF\\n" if data is None else data
    (out / (source.stem + ".pdf")).write_bytes(data)
"""


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """Five papers; those of different folders bear one name."""
    found = [tmp_path / "papers" / f"M-00{number}" / "SPM.docx" for number in range(1, 6)]
    for paper in found:
        paper.parent.mkdir(parents=True)
        paper.write_bytes(paper.parent.name.encode())
    return found


def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """Put a program in LibreOffice's place. Gives the file in which it logs how many papers each call brought."""
    folder, calls = tmp_path / "bin", tmp_path / "calls"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(HEAD.format(python=sys.executable, calls=calls) + body, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    return calls


def test_without_libreoffice_no_paper_has_a_pdf(papers, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.program() is None
    assert pdf.version() == ""
    assert pdf.convert(papers) == dict.fromkeys(papers)


def test_papers_of_one_name_each_get_their_own_pdf(papers, tmp_path, monkeypatch):
    calls = pretend(tmp_path, monkeypatch, "for source in sources: make(source)\n")
    monkeypatch.setattr(pdf, "BATCH", 2)
    made = pdf.convert(papers)
    assert made == {paper: paper.with_suffix(".pdf") for paper in papers}
    assert all(paper.parent.name.encode() in paper.with_suffix(".pdf").read_bytes() for paper in papers)
    assert calls.read_text().split() == ["2", "2", "1"]


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(0)\n",
        "for source in sources: make(source, b'')\n",
        "for source in sources: make(source, b'%PDF-1.7 cut off')\n",
        "for source in sources: make(source, b'Error: source file could not be loaded %%EOF')\n",
    ],
    ids=["nothing", "empty", "cut off", "no PDF"],
)
def test_success_that_brought_no_whole_pdf_is_none(body, papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, body)
    assert pdf.convert(papers) == dict.fromkeys(papers)
    assert not list((tmp_path / "papers").rglob("*.pdf"))


def test_a_failing_program_may_have_made_some(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "make(sources[0])\nsys.exit(77)\n")
    made = pdf.convert(papers)
    assert [paper for paper, file in made.items() if file] == papers[:1]


def test_an_earlier_pdf_stays_when_none_is_made(papers, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, "")
    papers[0].with_suffix(".pdf").write_bytes(b"earlier")
    assert pdf.convert(papers[:1]) == {papers[0]: None}
    assert papers[0].with_suffix(".pdf").read_bytes() == b"earlier"


def test_a_program_that_hangs_is_ended_with_its_children(papers, tmp_path, monkeypatch):
    beat = tmp_path / "beat"
    child = f"while True: open({str(beat)!r}, 'a').write('.'); time.sleep(0.05)"
    body = f"make(sources[0])\nsubprocess.run([sys.executable, '-c', {('import time' + chr(10) + child)!r}])\n"
    pretend(tmp_path, monkeypatch, body)
    monkeypatch.setattr(pdf, "SECONDS_TO_START", 3)
    monkeypatch.setattr(pdf, "SECONDS_PER_PAPER", 0)
    started = time.monotonic()
    made = pdf.convert(papers[:2])
    assert time.monotonic() - started < 30
    assert [file is not None for file in made.values()] == [True, False], "what was whole by then is taken"
    size = beat.stat().st_size
    time.sleep(0.3)
    assert beat.stat().st_size == size, "its child lives on"
