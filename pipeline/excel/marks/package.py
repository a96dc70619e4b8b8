"""The parts of an .xlsx. Only what is changed is written anew; every other part keeps its bytes."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from pipeline.excel import container
from pipeline.excel.marks.shapes import CannotMark
from pipeline.excel.names import CONTENT_TYPES, part_names, relations_of, target_of
from pipeline.excel.shapes import Problem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of `r:id`, and how the types of most relations begin."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
"""How the names of Strict Open XML begin, the same language in other words; only values can be taken from it."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Excel reads "_x0041_" in a text as "A".
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_OUR_DATE = (2000, 1, 1, 0, 0, 0)
"""Of every file in a container that we write. Whatever program saves the workbook sets another."""

ROOT = ""
"""The package itself, as the source of relations."""


def main(name: str) -> str:
    """The name of an element of SpreadsheetML."""
    return f"{{{MAIN}}}{name}"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" of a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of a .rels part."""

    id: str
    kind: str
    """The last piece of its type: "worksheet", "vmlDrawing"."""
    target: str
    """The part's name; an address when external."""
    external: bool


class Package:
    """An .xlsx in memory. Raises CannotMark when it is not a container that the reader accepts, or not well-formed."""

    def __init__(self, data: bytes) -> None:
        found = container.examine(data)
        if isinstance(found, Problem) or found.kind not in ("xlsx", "xlsm"):
            raise CannotMark(found.kind)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = part_names(archive)
            self._parts = {name: archive.read(entry) for entry, name in names.items() if not name.endswith("/")}
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        if any(_STRICT in self._parts[relation.target] for relation in self.related(ROOT, "officeDocument")):
            raise CannotMark("strict")
        if any(entry != name for entry, name in names.items()):
            self._declare_as_called()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def content(self, part: str) -> bytes:
        """A part as bytes: what is no XML (VML)."""
        if part not in self._parts:
            raise CannotMark("missing part")
        return self._parts[part]

    def look(self, part: str) -> etree._Element:
        """A part's root element, not to be changed."""
        if part not in self._trees:
            self._trees[part] = parsed(self.content(part))
        return self._trees[part]

    def edit(self, part: str) -> etree._Element:
        """A part's root element, to be changed."""
        self._changed.add(part)
        return self.look(part)

    def put(self, part: str, content: bytes, content_type: str = "") -> None:
        """Add a part, or replace one; `content_type` only where its ending does not tell it."""
        self._trees.pop(part, None)
        self._changed.discard(part)
        self._parts[part] = content
        if content_type:
            self.declare(part, content_type)

    def remove(self, part: str) -> None:
        """Remove a part with its relations; those that lead to it are the caller's to remove."""
        names = (part, relations_of(part))
        for name in names:
            self._parts.pop(name, None)
            self._trees.pop(name, None)
            self._changed.discard(name)
        types = self.look(CONTENT_TYPES)
        for override in types.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").removeprefix("/") in names:
                self.edit(CONTENT_TYPES).remove(override)

    def free_name(self, pattern: str) -> str:
        """The first of "xl/comments1.xml", "xl/comments2.xml" … (pattern "xl/comments{}.xml") that is not taken."""
        taken = {name.casefold() for name in self._parts}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    def declare(self, part: str, content_type: str) -> None:
        """Say what a part is."""
        types = self.edit(CONTENT_TYPES)
        for override in types.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                override.set("ContentType", content_type)
                return
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what all parts with an ending are, unless that is said already."""
        defaults = self.look(CONTENT_TYPES).findall(f"{{{_TYPES}}}Default")
        if all(default.get("Extension", "").casefold() != ending for default in defaults):
            declared = etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=content_type)
            self.edit(CONTENT_TYPES).insert(0, declared)

    def relations(self, part: str) -> tuple[Relation, ...]:
        name = relations_of(part)
        if name not in self._parts:
            return ()
        lines = self.look(name).findall(f"{{{_RELATIONS}}}Relationship")
        if len({line.get("Id") for line in lines}) < len(lines):
            raise CannotMark("two relations of one id")
        return tuple(self._relation(part, line) for line in lines)

    def related(self, part: str, *kinds: str) -> tuple[Relation, ...]:
        """A part's relations of these kinds to parts of this package."""
        return tuple(
            relation
            for relation in self.relations(part)
            if relation.kind in kinds and not relation.external and relation.target in self._parts
        )

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation of a kind of the office document standard; its id."""
        name = relations_of(part)
        if name not in self._parts:
            self.declare_ending("rels", _RELATIONS_TYPE)
            self.put(name, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        lines = self.edit(name)
        taken = {line.get("Id") for line in lines}
        number = len(lines) + 1
        while f"rId{number}" in taken:
            number += 1
        attributes = {"Id": f"rId{number}", "Type": f"{DOCUMENT}/{kind}", "Target": f"/{target}"}
        etree.SubElement(lines, f"{{{_RELATIONS}}}Relationship", attributes)
        return f"rId{number}"

    def unrelate(self, part: str, identifier: str) -> None:
        lines = self.edit(relations_of(part))
        for line in lines.findall(f"{{{_RELATIONS}}}Relationship"):
            if line.get("Id") == identifier:
                lines.remove(line)
        if not len(lines):
            self.remove(relations_of(part))

    def reachable(self) -> frozenset[str]:
        """The parts that relations lead to, directly or not."""
        found: set[str] = set()
        open_ends = [ROOT]
        while open_ends:
            for relation in self.relations(open_ends.pop()):
                if not relation.external and relation.target in self._parts and relation.target not in found:
                    found.add(relation.target)
                    open_ends.append(relation.target)
        return frozenset(found)

    def remove_all(self, parts: Iterable[str]) -> None:
        for part in sorted(parts):
            self.remove(part)

    def data(self) -> bytes:
        """The package's bytes; the same parts give the same bytes."""
        for part in self._changed:
            self._parts[part] = serialised(self._trees[part])
        self._changed.clear()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(self._parts, key=lambda name: name != CONTENT_TYPES):
                entry = zipfile.ZipInfo(name, _OUR_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, self._parts[name])
        return stream.getvalue()

    def _declare_as_called(self) -> None:
        """Let the content types name every part as relations do."""
        names = {unquote(f"/{name}").casefold(): f"/{name}" for name in self._parts}
        for override in self.edit(CONTENT_TYPES).findall(f"{{{_TYPES}}}Override"):
            declared = override.get("PartName", "").replace("\\", "/")
            override.set("PartName", names.get(unquote(declared).casefold(), declared))

    def _relation(self, part: str, line: etree._Element) -> Relation:
        kind = line.get("Type", "").rpartition("/")[2]
        target = line.get("Target", "")
        if line.get("TargetMode") == "External":
            return Relation(line.get("Id", ""), kind, target, external=True)
        return Relation(line.get("Id", ""), kind, target_of(part, target), external=False)


def is_as_written(path: Path) -> bool:
    """Whether a file is a container that `Package.data` made, and no other program has saved since."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, zipfile.BadZipFile):
        return False
    return bool(entries) and all(entry.date_time == _OUR_DATE for entry in entries)


def parsed(content: bytes) -> etree._Element:
    """The root element of untrusted XML: no DTD, no entities, no network. Raises CannotMark."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise CannotMark("not well-formed") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise CannotMark("document type")
    return root


def serialised(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def writable(text: str, longest: int) -> str:
    """A text as a cell or comment may hold it: without control characters, cut where it is too long."""
    kept = _UNPRINTABLE.sub("", text)
    return _ESCAPE.sub("_x005F_", kept if len(kept) <= longest else f"{kept[:longest]}…")
