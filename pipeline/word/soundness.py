"""The package check: whether a .docx is whole, so that Word opens it without a word.

    container    nothing damaged or twice, a content type for every member, relationships that are unique and lead
                 somewhere
    parts        well-formed, elements in the order of `wordml`, fields closed
    references   every relationship, style, list, note and comment that is used is there; ids given once

Every issued paper is sound, but not every one is parsed, which would double its price:
- What a document only copies is the template's: it is looked at once, when the template is loaded.
- What data can change in a filled part is the choice of branches and the number of rounds: `balance` proves that every
  choice is well-formed, `structure` that every choice keeps to `wordml`. A part for which that cannot be proved is
  looked at by `part_faults` in every document.
- What a document adds are pictures: their media, relationships and drawing ids come from one counter each, under
  names that no member of the template begins with.
- core.xml is written whole, and the zip from one list of members.
The tests put every kind of paper through `faults`.
"""

import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from posixpath import normpath

from lxml import etree

from pipeline.word import wordml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TYPES = "[Content_Types].xml"
_MAIN = "officeDocument"
_BODY = "word/document.xml"
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_STYLE_USERS = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
_REFERRED = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_PAIRED = {"bookmarkStart": "bookmarkEnd", "commentRangeStart": "commentRangeEnd"}

Trees = Mapping[str, etree._Element]


def faults(document: bytes, filled: Collection[str] = ()) -> tuple[str, ...]:
    """What is wrong with a .docx, in words for people; nothing when it is sound.

    In the parts of a template that are yet to be filled, elements stand between tags: they are not judged.
    """
    return tuple(_faults(document, filled))


def part_faults(content: bytes) -> tuple[str, ...]:
    """What is wrong with the elements of one part."""
    try:
        tree = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        return (f"bukan XML: {error.msg}",)
    return (*_element_faults(tree), *_field_faults(tree), *_range_faults(tree))


def _faults(document: bytes, filled: Collection[str]) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(document)) as zipped:
            names = [name for name in zipped.namelist() if not name.endswith("/")]
            damaged = zipped.testzip()
            contents = {} if damaged else {name: zipped.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError):
        damaged, names, contents = "zip", [], {}
    if damaged:
        yield f"{damaged} rusak"
        return
    yield from (f"{name} ada dua kali" for name in _doubled(name.lower() for name in names))
    trees: dict[str, etree._Element] = {}
    for name, content in contents.items():
        if name.lower().endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                yield f"{name} bukan XML: {error.msg}"
    yield from _type_faults(contents, trees)
    yield from _relationship_faults(contents, trees)
    finished = {name: tree for name, tree in trees.items() if name not in filled}
    for name, tree in finished.items():
        for check in (_element_faults, _field_faults, _range_faults):
            yield from (f"{name}: {fault}" for fault in check(tree))
    yield from _reference_faults(trees)
    ids = (drawing.get("id", "") for tree in finished.values() for drawing in tree.iter(_DRAWING))
    yield from (f"dua gambar bernomor {number}" for number in _doubled(ids))


def _doubled(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _type_faults(contents: Mapping[str, bytes], trees: Trees) -> Iterator[str]:
    if _TYPES not in trees:
        yield f"{_TYPES} tidak ada"
        return
    endings = [element.get("Extension", "").lower() for element in trees[_TYPES].iter("{*}Default")]
    parts = [element.get("PartName", "").lower() for element in trees[_TYPES].iter("{*}Override")]
    yield from (f"jenis isi {name} ditulis dua kali" for name in (*_doubled(endings), *_doubled(parts)))
    known = {f"/{name}".lower() for name in contents}
    yield from (f"jenis isi ditulis untuk {part}, yang tidak ada" for part in parts if part not in known)
    for name in contents:
        typed = f"/{name}".lower() in parts or name.rpartition(".")[2].lower() in endings
        if name != _TYPES and not typed:
            yield f"jenis isi {name} tidak ditulis"


def _relationship_faults(contents: Mapping[str, bytes], trees: Trees) -> Iterator[str]:
    main = [e for e in trees["_rels/.rels"] if e.get("Type", "").endswith(_MAIN)] if "_rels/.rels" in trees else []
    if len(main) != 1 or main[0].get("Target", "").lstrip("/") not in contents:
        yield "paket tidak menunjuk ke dokumennya"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            yield from _dangling(name, tree, contents)
        else:
            listed = trees.get(_relationships_of(name))
            known = set() if listed is None else {element.get("Id", "") for element in listed}
            used = {str(value) for e in tree.iter() for key, value in e.attrib.items() if str(key).startswith(_R)}
            yield from (f"{name}: hubungan {one} tidak ada" for one in sorted(used - known))


def _relationships_of(part: str) -> str:
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def _dangling(name: str, tree: etree._Element, contents: Mapping[str, bytes]) -> Iterator[str]:
    path = PurePosixPath(name)
    owner = path.parent.parent / path.name.removesuffix(".rels")
    if path.name != ".rels" and str(owner) not in contents:
        yield f"{name} milik bagian yang tidak ada"
    yield from (f"{name}: {one} ada dua kali" for one in _doubled(element.get("Id", "") for element in tree))
    for element in tree:
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            reached = target[1:] if target.startswith("/") else normpath(str(owner.parent / target))
            if reached not in contents:
                yield f"{name}: {target} tidak ada"


def _element_faults(tree: etree._Element) -> Iterator[str]:
    for parent in tree.iter(f"{_W}*"):
        name, last = _name(parent), None
        for child in parent.iterchildren("*"):
            followed = _name(child)
            if wordml.misplaced(name, last, followed):
                yield f"{followed} di dalam {name} sesudah {last or 'awal'}"
            if wordml.counts(followed):
                last = followed
        if wordml.unfinished(name, last):
            yield f"{name} berakhir sesudah {last or 'awal'}"


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return f"w:{tag[len(_W) :]}" if tag.startswith(_W) else tag


def _field_faults(tree: etree._Element) -> Iterator[str]:
    depth = 0
    for element in tree.iter(f"{_W}fldChar"):
        kind = element.get(f"{_W}fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            break
    if depth:
        yield "bidang (field) tidak berpasangan"


def _range_faults(tree: etree._Element) -> Iterator[str]:
    for start, end in _PAIRED.items():
        opened = [element.get(f"{_W}id", "") for element in tree.iter(f"{_W}{start}")]
        closed = [element.get(f"{_W}id", "") for element in tree.iter(f"{_W}{end}")]
        yield from (f"{start} bernomor {one} ada dua kali" for one in _doubled(opened))
        yield from (f"{start} bernomor {one} tidak berpasangan" for one in sorted(set(opened) ^ set(closed)))
    names = (element.get(f"{_W}name", "") for element in tree.iter(f"{_W}bookmarkStart"))
    yield from (f"markah buku {one} ada dua kali" for one in _doubled(names))


def _reference_faults(trees: Trees) -> Iterator[str]:
    styles = _values(trees.get(_STYLES), "style", "styleId")
    numbers = _values(trees.get(_NUMBERING), "num", "numId") | {"0"}
    abstract = _values(trees.get(_NUMBERING), "abstractNum", "abstractNumId")
    for name, tree in trees.items():
        if name.startswith("word/glossary/"):
            continue
        for user in _STYLE_USERS:
            yield from (f"{name}: gaya {one} tidak ada" for one in sorted(_values(tree, user) - styles))
        if name != _NUMBERING:
            yield from (f"{name}: daftar {one} tidak ada" for one in sorted(_values(tree, "numId") - numbers))
        elif missing := _values(tree, "abstractNumId") - {""} - abstract:
            yield f"{name}: daftar pola {min(missing)} tidak ada"
        for reference, referred in _REFERRED.items():
            there = _values(trees.get(f"word/{referred}s.xml"), referred, "id")
            missing = _values(tree, reference, "id") - there
            yield from (f"{name}: {referred} {one} tidak ada" for one in sorted(missing))


def _values(tree: etree._Element | None, element: str, attribute: str = "val") -> set[str]:
    if tree is None:
        return set()
    return {found.get(f"{_W}{attribute}", "") for found in tree.iter(f"{_W}{element}")}
