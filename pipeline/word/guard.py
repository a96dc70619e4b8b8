"""What a template file may be: a whole .docx without macros, foreign parts, active fields or declared entities.

LibreOffice fetches linked pictures while it converts, Word runs what DDE fields say: a template that carries such
things is refused before anything of it is used.
"""

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from pipeline.failures import Failure
from pipeline.word import package
from pipeline.word.package import CONTENT_TYPES, Member

_LARGEST_TEMPLATE = 64 * 1024 * 1024
"""Bytes, inflated. A letterhead with a photo has less than one hundredth."""
_MOST_MEMBERS = 2000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FOREIGN = ("aFChunk", "vbaProject", "wordVbaData", "control", "oleObject", "attachedTemplate", "subDocument")
"""Last words of relationship types that bring in what is no part of a letter."""
ACTIVE_FIELD = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|DATABASE)\b", re.IGNORECASE)
"""Names of fields that fetch or run something, in a field's code."""
_SAVE_AGAIN = "Buka templat di Word, simpan sebagai Dokumen Word (.docx), lalu coba lagi."


@dataclass(frozen=True, slots=True)
class Inspected:
    """A template file that was found good: its members as they are packed, and its XML parts as trees."""

    members: Mapping[str, Member]
    trees: Mapping[str, etree._Element]
    types: Mapping[str, str]
    """Content type by member name, of the parts that have one of their own."""


def read(path: Path) -> bytes:
    """The bytes of a template file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failure(f"Templat {path.name} tidak dapat dibaca.", "Periksa nama dan folder templat.") from error


def inspect(data: bytes, name: str) -> Inspected:
    """Raises `Failure` for a file that is no .docx or carries what a template must not."""
    where = f"Templat {name}"
    inspected = opened(data, where)
    for member_name, tree in inspected.trees.items():
        if member_name.endswith(".rels"):
            check_relationships(tree, where)
        else:
            check_fields(tree, where)
    return inspected


def opened(data: bytes, where: str) -> Inspected:
    """The file taken apart. Raises `Failure`, which begins with `where`, for one that is no .docx."""
    members = _members(data, where)
    trees = {
        member.name: _tree(member, where)
        for member in members.values()
        if member.name.lower().endswith((".xml", ".rels"))
    }
    if CONTENT_TYPES not in trees:
        raise Failure(f"{where} bukan dokumen Word.", _SAVE_AGAIN)
    listed = trees[CONTENT_TYPES].iter("{*}Override")
    types = {element.get("PartName", "").lstrip("/"): element.get("ContentType", "") for element in listed}
    if types.get(BODY) != _MAIN or BODY not in trees:
        raise Failure(f"{where} bukan dokumen Word (.docx) biasa.", _SAVE_AGAIN)
    return Inspected(members, trees, types)


def _members(data: bytes, where: str) -> dict[str, Member]:
    damaged = Failure(f"{where} rusak atau bukan berkas .docx.", _SAVE_AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as zipped:
            infos = [info for info in zipped.infolist() if not info.is_dir()]
            if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > _LARGEST_TEMPLATE:
                raise Failure(f"{where} terlalu besar.", "Perkecil gambar di dalam templat.")
            usual = all(info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos)
            encrypted = any(info.flag_bits & 1 for info in infos)
            doubled = max(Counter(info.filename.lower() for info in infos).values(), default=0) != 1
            if not usual or encrypted or doubled or zipped.testzip():
                raise damaged
        members = package.read(data)
        for member in members:
            member.content()  # zipfile reads no more than the directory tells, be there a thousand times as much
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise damaged from error
    return {member.name: member for member in members}


def _tree(member: Member, where: str) -> etree._Element:
    try:
        parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, remove_comments=True, remove_pis=True)
        root = etree.fromstring(member.content(), parser)
    except etree.XMLSyntaxError as error:
        raise Failure(f"{where} rusak di bagian {member.name}.", _SAVE_AGAIN) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise Failure(f"{where} memuat DTD di bagian {member.name}.", _SAVE_AGAIN)
    return root


def check_relationships(tree: etree._Element, where: str) -> None:
    """Raises `Failure` where a part brings in or points to what is no part of a letter."""
    for element in tree:
        kind = element.get("Type", "").rpartition("/")[2]
        if kind in _FOREIGN:
            raise Failure(
                f"{where} memuat makro, objek, atau dokumen lain ({kind}).",
                "Hapus makro, objek, dan sisipan itu dari templat.",
            )
        if element.get("TargetMode") == "External" and kind != "hyperlink":
            raise Failure(
                f"{where} menunjuk ke berkas di luar dirinya ({kind}).",
                "Sisipkan gambar ke dalam templat, jangan ditautkan; lepaskan templat lampiran.",
            )


def check_fields(tree: etree._Element, where: str) -> None:
    """Raises `Failure` for a field that fetches or runs something.

    A field's code may be spread over runs, and fields may stand within fields: each is put together first.
    """
    codes = [element.get(f"{_W}instr", "") for element in tree.iter(f"{_W}fldSimple")]
    open_fields: list[list[str]] = []
    for element in tree.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}altChunk"):
        kind = element.get(f"{_W}fldCharType")
        if element.tag == f"{_W}altChunk":
            raise Failure(f"{where} menyisipkan dokumen lain (altChunk).", _SAVE_AGAIN)
        if kind == "begin":
            open_fields.append([])
        elif kind == "end" and open_fields:
            codes.append("".join(open_fields.pop()))
        elif element.tag == f"{_W}instrText":
            for field in open_fields or [codes]:
                field.append(element.text or "")
    codes += ["".join(field) for field in open_fields]
    for code in codes:
        found = ACTIVE_FIELD.search(code)
        if found:
            raise Failure(f"{where} memuat bidang {found.group().upper()}.", "Hapus bidang itu dari templat.")
