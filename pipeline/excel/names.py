"""What the parts of an Open XML package are called: as its relations call them.

Names are the same in capitals and small letters (ISO/IEC 29500-2, 6.2.2.3), and some programs write "\\" for "/".
"""

import posixpath
import re
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
    reached, open_ends = {""}, [""]
    while open_ends:
        part = open_ends.pop()
        relations = stored.get(relations_of(part).casefold())
        if relations is None:
            continue
        called[relations] = relations_of(part)
        for target in _TARGET.findall(archive.read(relations)):
            path = posixpath.join("/", posixpath.dirname(part), unquote(target.decode()))
            path = posixpath.normpath(path).lstrip("/")
            if path.casefold() in stored and path.casefold() not in reached:
                called[stored[path.casefold()]] = path
                reached.add(path.casefold())
                open_ends.append(path)
    return called


def relations_of(part: str) -> str:
    """The part that holds the relations of another; of the package itself, whose name is "", too."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
