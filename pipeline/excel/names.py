"""What the parts of an Open XML package are called: as its relations call them.

Names are the same in capitals and small letters (ISO/IEC 29500-2, 6.2.2.3), and some programs write "\\" for "/".
"""

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote
from zipfile import ZipFile

CONTENT_TYPES = "[Content_Types].xml"

_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)""")


def part_names(archive: ZipFile) -> dict[str, str]:
    """Of each entry of a container what the part in it is called. No two entries may have names that are the same."""
    stored = {info.filename.replace("\\", "/").casefold(): info.filename for info in archive.infolist()}
    called = {entry: entry.replace("\\", "/") for entry in stored.values()}
    if CONTENT_TYPES.casefold() in stored:
        called[stored[CONTENT_TYPES.casefold()]] = CONTENT_TYPES
    reached, open_ends = set[str](), [""]
    while open_ends:
        part = open_ends.pop()
        relations = _entry(stored, relations_of(part))
        if relations is None:
            continue
        called[relations] = relations_of(part)
        for target in _TARGET.findall(archive.read(relations)):
            path = target_of(part, unescape(target.decode(errors="replace")))
            entry = _entry(stored, path)
            if entry is not None and entry not in reached:
                called[entry] = path
                reached.add(entry)
                open_ends.append(path)
    return called


def _entry(stored: Mapping[str, str], name: str) -> str | None:
    """The entry that holds a part; relations write some letters of its name as "%20", and programs store either."""
    return stored.get(name.casefold()) or stored.get(unquote(name).casefold())


def target_of(part: str, target: str) -> str:
    """The part that a relation of another leads to, inside the package."""
    path = posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")


def relations_of(part: str) -> str:
    """The part that holds the relations of another; of the package itself, whose name is "", too."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
