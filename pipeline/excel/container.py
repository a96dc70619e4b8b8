"""Judging a file before anything parses it: what kind it is, and whether its zip container keeps the limits.

A crafted workbook costs its reader hours or gigabytes; what passes here is bounded. The limits are far above any real
field workbook. Passing one is an answer of its own, never a part of the data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from pipeline.excel.marks.shapes import RESULT_SHEET
from pipeline.excel.names import CONTENT_TYPES, part_names
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
ROOM_FOR_MARKS = 1.5
"""How much more than the limits a copy with our marks may have: whoever gives it back kept them in his workbook."""
TAG_LIMIT = MEBIBYTE
"""Bytes without a closing ">": the XML parsers of older Pythons take quadratic time over them."""

ZIP = (b"PK\3\4", b"PK\5\6")
"""How a zip file begins, the second an empty one. "PK" alone may as well be the beginning of a text: "PKK Wanasari"."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""The name of the part of an OLE container that holds macros."""
TEXT = "berkas teks (CSV atau sejenisnya)"
"""What a file is called that holds text and nothing that tells which."""

_ODS_MEDIA = b"application/vnd.oasis.opendocument.spreadsheet"

_OUR_SHEET = re.compile(rb"""\sname\s*=\s*["']%b(?: \(\d+\))?["']""" % RESULT_SHEET.encode())
_LOCK_FILES = ("~$", ".~lock.")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?(?:v|is|f)[\s>]")
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)""")
_XML_ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
_LOCAL_HEADER = 30
_SIGNATURES = (
    (b"%PDF", "dokumen PDF"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"\x89PNG", "gambar PNG"),
    (b"MZ", "program Windows"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7-Zip"),
    (b"{\\rtf", "dokumen RTF"),
)
# Strict Open XML is the same language under other names (ISO/IEC 29500-1, annexes A and F).
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """A zip container that keeps the limits."""

    kind: str
    """"xlsx", "xlsm", "xlsb" or "ods"."""
    parts: Mapping[str, bytes]
    """Its XML parts by name, in UTF-8, Strict Open XML by the transitional names; those of an .xlsb in binary, too."""
    names: frozenset[str]
    """Every part, pictures included."""
    room: float = 1.0
    """By how much the limits are wider for it."""

    @property
    def macros(self) -> bool:
        return any(name.casefold().endswith("vbaproject.bin") or name.startswith("Basic/") for name in self.names)


def load(path: Path) -> bytes | Problem:
    """The content of a regular file that is not too large; nothing else is opened (a pipe would block for ever)."""
    if path.name.startswith(_LOCK_FILES):
        return Problem(ProblemKind.LOCK_FILE)
    try:
        if not path.is_file():
            return Problem(ProblemKind.NOT_A_FILE)
        size = path.stat().st_size
        data = path.read_bytes() if size <= FILE_LIMIT * ROOM_FOR_MARKS else b""
        if size > FILE_LIMIT and not (data and size <= FILE_LIMIT * _room(data)):
            return Problem(ProblemKind.LIMIT, f"ukurannya lebih dari {FILE_LIMIT // MEBIBYTE} MiB")
    except OSError as error:
        return Problem(ProblemKind.UNREADABLE, error.strerror or type(error).__name__)
    return data if data else Problem(ProblemKind.EMPTY)


def examine(data: bytes) -> Package | Problem:
    """The container of a workbook that is a zip file, safe to parse, or why it is not."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            room = _room(data)
            problem = _directory_problem(archive.infolist(), room)
            if problem:
                return problem
            names = part_names(archive)
            kind = _kind(archive, {name: entry for entry, name in names.items()})
            return kind if isinstance(kind, Problem) else _unpacked(archive, kind, names, room)
    except MemoryError:
        raise
    # zipfile raises BadZipFile, zlib.error, EOFError, NotImplementedError and more for a container that is not whole.
    except Exception:
        return Problem(ProblemKind.DAMAGED)


def _room(data: bytes) -> float:
    """By how much the limits are wider for a file: for a workbook that lists a sheet of ours. Read is only the list's
    beginning, as no limit holds for it yet."""
    try:
        with ZipFile(BytesIO(data)) as archive, archive.open("xl/workbook.xml") as listed:
            return ROOM_FOR_MARKS if _OUR_SHEET.search(listed.read(MEBIBYTE)) else 1.0
    except MemoryError:
        raise
    # As in `examine`, which says what is the matter with the container.
    except Exception:
        return 1.0


def _directory_problem(parts: list[ZipInfo], room: float) -> Problem | None:
    """What is wrong by the zip directory alone; sizes that lie there are found by zipfile when it inflates."""
    if len(parts) > PARTS_LIMIT * room:
        return Problem(ProblemKind.LIMIT, f"berisi lebih dari {PARTS_LIMIT} bagian")
    sizes = [part.file_size for part in parts]
    if any(size > PART_LIMIT * room for size in sizes) or sum(sizes) > TOTAL_LIMIT * room:
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


def _kind(archive: ZipFile, entries: Mapping[str, str]) -> str | Problem:
    """Which format the container is, by the entries of its parts."""
    if "mimetype" in entries:
        manifest = entries.get("META-INF/manifest.xml")
        if manifest and b"encryption-data" in archive.read(manifest):
            return Problem(ProblemKind.ENCRYPTED)
        media = archive.read(entries["mimetype"]).strip()
        is_ods = media.startswith(_ODS_MEDIA) and "content.xml" in entries
        return "ods" if is_ods else Problem(ProblemKind.OTHER_KIND, "dokumen OpenDocument (LibreOffice)")
    if CONTENT_TYPES not in entries:
        return Problem(ProblemKind.OTHER_KIND, "arsip ZIP")
    if "word/document.xml" in entries:
        return Problem(ProblemKind.OTHER_KIND, "dokumen Word")
    if "ppt/presentation.xml" in entries:
        return Problem(ProblemKind.OTHER_KIND, "presentasi PowerPoint")
    if "xl/workbook.bin" in entries:
        return "xlsb"
    with_macros = b"sheet.macroEnabled" in archive.read(entries[CONTENT_TYPES])
    return "xlsm" if with_macros else "xlsx"


def _unpacked(archive: ZipFile, kind: str, names: Mapping[str, str], room: float) -> Package | Problem:
    """Inflates every part that is read once: no DTD, no endless tag, not more cells than a person fills."""
    endings = (".xml", ".rels", ".vml", *((".bin",) if kind == "xlsb" else ()))
    parts: dict[str, bytes] = {}
    filled = scanned = 0
    for entry, name in names.items():
        if not name.casefold().endswith(endings):
            continue
        content = archive.read(entry)
        if not name.casefold().endswith(".bin"):
            content = _in_utf_8(content)
            problem = _xml_problem(content)
            if problem:
                return problem
        parts[name] = content
        # Nothing has more cells than tags: the small workbooks, nearly all, need no closer count.
        if "worksheets/" in name.casefold() and content.count(b"<") > min(FILLED_LIMIT, SCANNED_LIMIT):
            scanned += sum(1 for _ in _CELL.finditer(content))
            filled += sum(1 for _ in _FILLED.finditer(content))
    if filled > 2 * FILLED_LIMIT * room or scanned > SCANNED_LIMIT * room:
        return too_many_cells()
    if any(_STRICT in content for name, content in parts.items() if name.endswith("workbook.xml")):
        parts = {name: _transitional(content) for name, content in parts.items()}
    return Package(kind, parts, frozenset(names.values()), room)


def _in_utf_8(xml: bytes) -> bytes:
    """XML may be written in UTF-16; it is read in one encoding, so that every check sees it."""
    if b"\0" not in xml[:4]:
        return xml
    bom = xml[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = xml.decode("utf-16" if bom else "utf-16-le" if xml[:1] == b"<" else "utf-16-be")
    return _DECLARATION.sub(b"", text.encode(), count=1)


def _xml_problem(xml: bytes) -> Problem | None:
    if b"<!DOCTYPE" in xml:
        return Problem(ProblemKind.FORBIDDEN, "definisi tipe dokumen (DTD)")
    declared = _ENCODING.search(xml[:200])
    if declared and declared[1].lower() not in _XML_ENCODINGS:
        return Problem(ProblemKind.FORBIDDEN, "XML selain UTF-8 dan UTF-16")
    if any(b">" not in xml[start : start + TAG_LIMIT] for start in range(0, len(xml) - TAG_LIMIT, TAG_LIMIT)):
        return Problem(ProblemKind.LIMIT, "satu isian lebih besar dari 1 MiB")
    return None


def _transitional(xml: bytes) -> bytes:
    for strict, transitional in _TRANSITIONAL:
        xml = xml.replace(strict, transitional)
    return xml


def too_many_cells() -> Problem:
    count = f"{FILLED_LIMIT:,}".replace(",", ".")
    return Problem(ProblemKind.LIMIT, f"berisi lebih dari {count} sel")


def too_many_sheets() -> Problem:
    return Problem(ProblemKind.LIMIT, f"berisi lebih dari {SHEETS_LIMIT} lembar")


def other_kind(data: bytes, text: str | None) -> Problem:
    """What a file is that is no workbook, told from its first bytes and from the text that it holds, if any."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return Problem(ProblemKind.OTHER_KIND, name)
    if not data.strip(b"\0"):
        return Problem(ProblemKind.DAMAGED)
    if text is None:
        return Problem(ProblemKind.OTHER_KIND, "jenis berkasnya tidak dikenal")
    head = text[:4096].casefold()
    if "schemas-microsoft-com:office:spreadsheet" in head:
        return Problem(ProblemKind.OTHER_KIND, "buku kerja «XML Spreadsheet 2003»")
    if re.search(r"<(?:!doctype html|html|head|body|table|meta)\b", head):
        return Problem(ProblemKind.OTHER_KIND, "halaman web (HTML)")
    return Problem(ProblemKind.OTHER_KIND, TEXT)


def as_text(data: bytes) -> str | None:
    """The text that a file holds, or None when it holds none: whatever decodes, and has no NUL in it, is text.

    Excel saves UTF-8 with a mark or without, UTF-16 with one, and the Windows code page, in which five bytes mean
    nothing. Other control characters are for whoever reads the text to find.
    """
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
