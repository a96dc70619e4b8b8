"""Page pictures of the sample story: `make pictures`, or `python -m tests.pictures [FOLDER]`.

Every page of one paper of each kind goes into the folder (output/pictures), for looking at; one page of each kind
becomes the README's picture of it. Needs LibreOffice and pdftoppm (poppler).
"""

import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

from pipeline import pdf, run
from pipeline.documents import DOCUMENTS

ROOT = Path(__file__).parents[1]
STORY = ROOT / "input_samples" / "complete"
TODAY = date(2015, 8, 1)
WHOSE = "M-001"
DOTS_PER_INCH = 70

README_FOLDER = ROOT / ".readme"
README_WIDTH, README_WIDE = 600, {"spm": 800}
"""Pixels; the README opens with the wide one."""
README_PAGE = {"monthly_report": "BAB II ", "final_report": "BAB III "}
"""How the page begins that shows what a report is like; of other papers it is the first."""
COLOURS = 64


def main(folder: Path) -> None:
    """Make the pictures anew, those of the README too."""
    if pdf.program() is None or shutil.which("pdftoppm") is None:
        sys.exit("make pictures needs LibreOffice and pdftoppm: apt-get install libreoffice-writer poppler-utils")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="berkas-pictures-") as scratch:
        for kind, printed in printed_story(Path(scratch)).items():
            to_pictures(printed, folder / kind, "-r", str(DOTS_PER_INCH))
            for_readme(kind, printed)


def printed_story(out: Path) -> dict[str, Path]:
    """One PDF of each kind: the first that is about the same person."""
    order = run.Order((STORY,), out, TODAY, "motivator-2015", templates=(ROOT / "templates",))
    papers: dict[str, Path] = {}
    for paper in run.issue(order, lambda _line: None).issued:
        if WHOSE in paper.path or paper.document == "cover_letter":
            papers.setdefault(paper.document, out / paper.path)
    made = pdf.convert([papers[document.kind] for document in DOCUMENTS])
    failed = [paper.name for paper, file in made.items() if file is None]
    if failed:
        sys.exit(f"no PDF could be made of {', '.join(failed)}")
    return {document.kind: papers[document.kind].with_suffix(".pdf") for document in DOCUMENTS}


def for_readme(kind: str, printed: Path) -> None:
    page, width = page_to_show(kind, printed), README_WIDE.get(kind, README_WIDTH)
    target = README_FOLDER / kind
    chosen = ("-f", str(page), "-l", str(page), "-singlefile", "-scale-to-x", str(width), "-scale-to-y", "-1")
    to_pictures(printed, target, *chosen)
    file = target.with_suffix(".png")
    with Image.open(file) as picture:
        few_colours = picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    few_colours.save(file, optimize=True)


def page_to_show(kind: str, printed: Path) -> int:
    """Counted from 1."""
    texts = [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(printed).pages]
    found = [number for number, text in enumerate(texts, start=1) if text.startswith(README_PAGE.get(kind, ""))]
    return found[0] if found else 1


def to_pictures(printed: Path, prefix: Path, *options: str) -> None:
    """PNG files whose names begin so, "spm-1.png" …"""
    subprocess.run(["pdftoppm", *options, "-png", str(printed), str(prefix)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / "pictures")
