"""Programs in LibreOffice's place, that do what LibreOffice does on its bad days."""

import stat
import sys
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

HEAD = """#!{python}
import sys, time, subprocess
from base64 import b64decode
from pathlib import Path
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
sources = [Path(name) for name in sys.argv[sys.argv.index("--outdir") + 2:]]
with Path(r"{calls}").open("a") as log:
    print(len(sources), file=log)
def make(source, data=None):
    out.mkdir(exist_ok=True)
    data = b64decode("{page}") + b"%" + source.read_bytes()[:500] if data is None else data
    (out / (source.stem + ".pdf")).write_bytes(data)
def says(source, word):
    return word in source.read_bytes()
"""


def pages(*sizes: tuple[float, float]) -> bytes:
    """A PDF of empty pages, of these widths and heights in points."""
    writer, stream = PdfWriter(), BytesIO()
    for width, height in sizes:
        writer.add_blank_page(width, height)
    writer.write(stream)
    return stream.getvalue()


def locked(data: bytes, password: str = "rahasia") -> bytes:
    """The same PDF under a password; an empty one lets everybody look at it, but not take it over."""
    writer, stream = PdfWriter(clone_from=BytesIO(data)), BytesIO()
    writer.encrypt(password, "pemilik", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def pretend(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """Put a program in LibreOffice's place; `make(source)` in its body makes a PDF of one page.

    Gives the file in which it logs how many papers each call brought.
    """
    bin_folder, calls = folder / "bin", folder / "calls"
    bin_folder.mkdir()
    program = bin_folder / "soffice"
    page = b64encode(pages((595, 842))).decode()
    program.write_text(HEAD.format(python=sys.executable, calls=calls, page=page) + body, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(bin_folder))
    return calls
