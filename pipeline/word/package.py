"""The zip container of a .docx, written so that equal content gives equal bytes.

Members that a document does not change are copied as they are compressed in the template, in one ready block.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from pipeline.deflating import QUICK, deflater

CONTENT_TYPES = "[Content_Types].xml"
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_RAW_DEFLATE = -15
_WORTH_DEFLATING = 2048
"""Bytes. Below, setting up the compressor takes longer than all else that is done with a part, to save some hundred."""
_VERSION = 20
_FIRST_DOS_DATE = 1 << 5 | 1
"""1 January 1980, midnight: the earliest that a zip can say, and the same for every member of every file."""
_UTF8_NAME = 0x800
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the container; `data` as it stands in it, `size` and `crc` of what it inflates to."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes

    def content(self) -> bytes:
        """Raises zlib.error when it is not of the size that is told: 300 KB may inflate to a gigabyte."""
        content = self.data
        if self.method == _DEFLATED:
            content = zlib.decompressobj(_RAW_DEFLATE).decompress(self.data, self.size + 1)
        if len(content) != self.size:
            raise zlib.error(f"{self.name} is not of the size that the directory tells")
        return content


def packed(name: str, content: bytes) -> Member:
    if len(content) < _WORTH_DEFLATING:
        return stored(name, content)
    deflated = deflater.compress(content, QUICK, _RAW_DEFLATE)
    return Member(name, _DEFLATED, deflater.crc32(content), len(content), deflated)


def stored(name: str, content: bytes) -> Member:
    """As it is: for what is compressed already, such as photos, and what is too small."""
    return Member(name, _STORED, deflater.crc32(content), len(content), content)


def relationships_name(part: str) -> str:
    """Where the relationships of a part are listed: "word/_rels/document.xml.rels"."""
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def read(archive: bytes) -> list[Member]:
    """The members of a zip, undecoded. The caller has seen to it that zipfile finds nothing wrong with it."""
    members = []
    with zipfile.ZipFile(BytesIO(archive)) as zipped:
        for info in zipped.infolist():
            if not info.is_dir():
                name_length, extra_length = struct.unpack_from("<2H", archive, info.header_offset + 26)
                start = info.header_offset + _LOCAL.size + name_length + extra_length
                data = archive[start : start + info.compress_size]
                members.append(Member(info.filename, info.compress_type, info.CRC, info.file_size, data))
    return members


@dataclass(frozen=True, slots=True)
class Block:
    """Members laid out one behind the other, with their lines for the zip's directory.

    Offsets in `directory` count from the start of the archive: a block stands first in it.
    """

    content: bytes
    directory: bytes
    count: int


def block(members: Iterable[Member]) -> Block:
    """The members that never change: the content types first, as the format wants, the rest in the order given."""
    ordered = sorted(members, key=lambda member: member.name != CONTENT_TYPES)
    content, directory = _laid_out(ordered, 0)
    return Block(b"".join(content), b"".join(directory), len(ordered))


def archive(first: Block, members: Sequence[Member]) -> bytes:
    """The whole file: the ready block, then these members, then the directory."""
    content, directory = _laid_out(members, len(first.content))
    listing = b"".join((first.directory, *directory))
    start = len(first.content) + sum(map(len, content))
    count = first.count + len(members)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), start, 0)
    return b"".join((first.content, *content, listing, end))


def _laid_out(members: Iterable[Member], offset: int) -> tuple[list[bytes], list[bytes]]:
    content: list[bytes] = []
    directory: list[bytes] = []
    for member in members:
        name, data = member.name.encode(), member.data
        size, length = len(data), len(name)
        flags = 0 if length == len(member.name) else _UTF8_NAME
        facts = (flags, member.method, 0, _FIRST_DOS_DATE, member.crc, size, member.size, length, 0)
        content += (_LOCAL.pack(b"PK\3\4", _VERSION, *facts), name, data)
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *facts, 0, 0, 0, 0, offset), name)
        offset += _LOCAL.size + length + size
    return content, directory
