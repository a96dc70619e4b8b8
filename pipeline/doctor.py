"""Is this machine able to do the work: Python, LibreOffice, fonts, photos, disk."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import images, pdf

FREE_MEGABYTES = 500
"""Less than this is too little for a district's papers with photos."""
FONTS = ("Arial", "Liberation Sans")
"""Either will do: they have the same widths, so lines and pages break alike."""


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    good: bool
    text: str
    fix: str = ""


def checks(out: Path) -> Iterator[Check]:
    """Everything worth knowing before a run."""
    version = platform.python_version()
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Check(supported, f"Python {version}", "" if supported else "Pasang Python 3.11, 3.12, atau 3.13.")
    office = pdf.version()
    yield Check(
        bool(office),
        office or "LibreOffice tidak ditemukan (perlu untuk nomor halaman daftar isi, PDF, dan berkas cetak)",
        "" if office else "Pasang LibreOffice; berkas .docx tetap dibuat tanpanya.",
    )
    font = _font()
    yield Check(
        bool(font),
        f"Huruf {font}" if font else "Huruf Arial atau Liberation Sans tidak ditemukan",
        "" if font else "Pasang Liberation Sans agar pembagian halaman sama dengan di Word.",
    )
    heic = images.reads_heic()
    yield Check(
        heic,
        "Foto HEIC (iPhone) dapat dibaca" if heic else "Foto HEIC (iPhone) tidak dapat dibaca",
        "" if heic else 'Pasang pembacanya: pip install "berkas[heic]"; atau kirim foto sebagai JPEG.',
    )
    folder = next(parent for parent in (out.absolute(), *out.absolute().parents) if parent.exists())
    free = shutil.disk_usage(folder).free // 2**20
    enough = free >= FREE_MEGABYTES
    yield Check(
        enough, f"Ruang kosong {free} MB", "" if enough else "Kosongkan ruang, atau pilih folder lain dengan -o."
    )


def _font() -> str:
    """A font of the papers' widths; on Windows Arial is always there."""
    if sys.platform == "win32":
        return FONTS[0]
    lister = shutil.which("fc-list")
    if lister is None:
        return ""
    listed = subprocess.run([lister, ":", "family"], capture_output=True, text=True, timeout=60, check=False).stdout
    return next((font for font in FONTS if font in listed), "")
