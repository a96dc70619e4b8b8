"""Judging a file before anything parses it: what kind it is, and whether its zip container keeps the limits.

A crafted workbook costs its reader hours or gigabytes; what passes here is bounded. The limits are far above any real
field workbook. Passing one is an answer of its own, never a part of the data.
"""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from pipeline.excel.shapes import Problem, ProblemKind

MEBIBYTE = 2**20
FILE_LIMIT = 25 * MEBIBYTE
PART_LIMIT = 64 * MEBIBYTE
TOTAL_LIMIT = 96 * MEBIBYTE
PARTS_LIMIT = 2_000
SHEETS_LIMIT = 50
FILLED_LIMIT = 300_000
"""Filled cells of a workbook."""
SCANNED_LIMIT = 2_000_000
"""Cells of a workbook, formatted empty ones included."""
TAG_LIMIT = MEBIBYTE
"""Bytes without a closing ">": the XML parsers of older Pythons take quadratic time over them."""

_LOCK_FILES = ("~$", ".~lock.")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:v|is|f)[\s>]")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_LOCAL_HEADER = 30
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"%PDF", "dokumen PDF"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"\x89PNG", "gambar PNG"),
    (b"MZ", "program Windows"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7-Zip"),
    (b"{\\rtf", "dokumen RTF"),
)


def load(path: Path) -> bytes | Problem:
    """The content of a regular file that is not too large; nothing else is opened (a pipe would block for ever)."""
    if path.name.startswith(_LOCK_FILES):
        return Problem(ProblemKind.LOCK_FILE)
    try:
        if not path.is_file():
            return Problem(ProblemKind.NOT_A_FILE)
        if path.stat().st_size > FILE_LIMIT:
            return Problem(ProblemKind.LIMIT, f"ukurannya lebih dari {FILE_LIMIT // MEBIBYTE} MiB")
        data = path.read_bytes()
    except OSError as error:
        return Problem(ProblemKind.UNREADABLE, error.strerror or type(error).__name__)
    return data if data else Problem(ProblemKind.EMPTY)


def examine(data: bytes) -> ZipFile | Problem:
    """The workbook's container, safe to parse, or why it is not."""
    if not data.startswith(b"PK"):
        return _other_kind(data)
    try:
        archive = ZipFile(BytesIO(data))
        problem = _directory_problem(archive.infolist()) or _office_problem(archive) or _content_problem(archive)
    # zipfile raises BadZipFile, zlib.error, EOFError, NotImplementedError and more for a container that is not whole.
    except Exception:
        return Problem(ProblemKind.DAMAGED)
    return problem or archive


def has_macros(archive: ZipFile) -> bool:
    return any(name.casefold().endswith("vbaproject.bin") for name in archive.namelist())


def _directory_problem(parts: list[ZipInfo]) -> Problem | None:
    """What is wrong by the zip directory alone; sizes that lie there are found by zipfile when it inflates."""
    if len(parts) > PARTS_LIMIT:
        return Problem(ProblemKind.LIMIT, f"berisi lebih dari {PARTS_LIMIT} bagian")
    if any(part.file_size > PART_LIMIT for part in parts) or sum(part.file_size for part in parts) > TOTAL_LIMIT:
        return Problem(ProblemKind.LIMIT, f"isinya lebih dari {TOTAL_LIMIT // MEBIBYTE} MiB setelah dibuka")
    if any(part.flag_bits & 1 for part in parts):
        return Problem(ProblemKind.ENCRYPTED)
    names = [part.filename.replace("\\", "/").casefold() for part in parts]
    if len(set(names)) < len(names):
        return Problem(ProblemKind.FORBIDDEN, "bagian dengan nama yang sama")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        return Problem(ProblemKind.FORBIDDEN, "bagian dengan nama yang menunjuk ke luar")
    ordered = sorted(parts, key=lambda part: part.header_offset)
    for part, following in pairwise(ordered):
        if part.header_offset + _LOCAL_HEADER + part.compress_size > following.header_offset:
            return Problem(ProblemKind.FORBIDDEN, "bagian yang saling bertumpuk")
    return None


def _office_problem(archive: ZipFile) -> Problem | None:
    """Whether the container is an Excel workbook at all, in the dialect that can be read."""
    names = set(archive.namelist())
    if "mimetype" in names:
        return Problem(ProblemKind.OTHER_KIND, "dokumen OpenDocument (LibreOffice)")
    if "[Content_Types].xml" not in names:
        return Problem(ProblemKind.OTHER_KIND, "arsip ZIP")
    if "word/document.xml" in names:
        return Problem(ProblemKind.OTHER_KIND, "dokumen Word")
    if "ppt/presentation.xml" in names:
        return Problem(ProblemKind.OTHER_KIND, "presentasi PowerPoint")
    if "xl/workbook.bin" in names:
        return Problem(ProblemKind.OTHER_KIND, "buku kerja Excel biner (.xlsb)")
    if "xl/workbook.xml" in names and b"purl.oclc.org/ooxml" in archive.read("xl/workbook.xml"):
        return Problem(ProblemKind.OTHER_KIND, "buku kerja «Strict Open XML»")
    return None


def _content_problem(archive: ZipFile) -> Problem | None:
    """Inflates every XML part once: no DTD, no endless tag, not more cells than a person fills."""
    filled = scanned = 0
    for part in archive.infolist():
        if not part.filename.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        xml = archive.read(part)
        if any(doctype in xml for doctype in _DOCTYPES):
            return Problem(ProblemKind.FORBIDDEN, "definisi tipe dokumen (DTD)")
        if any(b">" not in xml[start : start + TAG_LIMIT] for start in range(0, len(xml) - TAG_LIMIT, TAG_LIMIT)):
            return Problem(ProblemKind.LIMIT, "satu isian lebih besar dari 1 MiB")
        if "worksheets/" in part.filename:
            scanned += sum(1 for _ in _CELL.finditer(xml))
            filled += sum(1 for _ in _FILLED.finditer(xml))
    if filled > 2 * FILLED_LIMIT or scanned > SCANNED_LIMIT:
        return too_many_cells()
    return None


def too_many_cells() -> Problem:
    count = f"{FILLED_LIMIT:,}".replace(",", ".")
    return Problem(ProblemKind.LIMIT, f"berisi lebih dari {count} sel")


def _other_kind(data: bytes) -> Problem:
    """What a file is that is no zip container, told from its first bytes."""
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            return Problem(ProblemKind.ENCRYPTED)
        return Problem(ProblemKind.OTHER_KIND, "buku kerja Excel lama (.xls)")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return Problem(ProblemKind.OTHER_KIND, name)
    if not data.strip(b"\0"):
        return Problem(ProblemKind.DAMAGED)
    head = data[:4096].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").casefold()
    if "schemas-microsoft-com:office:spreadsheet" in head:
        return Problem(ProblemKind.OTHER_KIND, "buku kerja «XML Spreadsheet 2003»")
    if re.search(r"<(?:!doctype html|html|head|body|table|meta)\b", head):
        return Problem(ProblemKind.OTHER_KIND, "halaman web (HTML)")
    if all(character.isprintable() or character in "\r\n\t\ufeff" for character in head):
        return Problem(ProblemKind.OTHER_KIND, "berkas teks (CSV atau sejenisnya)")
    return Problem(ProblemKind.OTHER_KIND, "jenis berkasnya tidak dikenal")
