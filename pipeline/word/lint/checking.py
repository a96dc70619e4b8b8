"""A template file held against the fields of its document: every fault at once, in the order of the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from pipeline.failures import Failure
from pipeline.findings import Severity
from pipeline.word import guard, prepare, properties
from pipeline.word.comments import comment_parts
from pipeline.word.guard import BODY, Inspected
from pipeline.word.lint import file_faults, tag_faults
from pipeline.word.lint.blocks import walk
from pipeline.word.lint.comments import AUTHOR, authors
from pipeline.word.lint.expressions import Reader
from pipeline.word.lint.layout import W, own_runs, paragraphs
from pipeline.word.lint.parts import (
    Leaning,
    dangling,
    looks_missing,
    may_be_empty,
    relationships,
    tables_without_columns,
)
from pipeline.word.lint.placement import has_tag, in_codes_and_links, placed
from pipeline.word.lint.shapes import Fault, Fields, Paragraph, of_file
from pipeline.word.lint.strays import strays
from pipeline.word.lint.tags import tags
from pipeline.word.prepare import FILLED_KINDS
from pipeline.word.properties import CORE

_OLE = b"\xd0\xcf\x11\xe0"
"""How .doc files begin, and .docx files under a password."""
_EDGES = {"first": " pertama", "even": " genap"}
_UNFILLED = {"endnotes": "catatan akhir", "chart": "bagan"}
_PROPERTIES = {
    "title": "judul", "subject": "perihal", "author": "penulis", "comments": "keterangan", "identifier": "pengenal",
    "language": "bahasa",
}  # fmt: skip


def check(path: Path, fields: Fields, required: Mapping[str, str]) -> tuple[Fault, ...]:
    """See `pipeline.word.lint.check`."""
    file = str(path)
    try:
        data = guard.read(path)
        if data.startswith(_OLE):
            return (of_file(file, file_faults.LOCKED),)
        inspected = guard.opened(data, f"Templat {path.name}")
    except Failure as failure:
        return (of_file(file, file_faults.NOT_A_TEMPLATE, failure=failure.text, way_out=failure.fix),)
    faults = [*_foreign(inspected, file, path.name)]
    reader = Reader(fields)
    leaning = Leaning.of(inspected)
    for part, label in _filled(inspected):
        found = paragraphs(inspected.trees[part], file, part, label)
        faults += _in_part(inspected, part, found, reader, leaning)
    faults += _missing(reader, required, file)  # what stands in the properties alone, no reader of the paper sees
    faults += _in_properties(inspected, file, reader)
    faults += _in_unfilled(inspected, file)
    if not any(fault.finding.severity is Severity.ERROR for fault in faults):
        faults += _refused(path)
    if not faults and AUTHOR in authors(inspected):
        faults.append(of_file(file, file_faults.OUR_COMMENTS))
    return tuple(sorted(faults, key=_reading_order))


def _reading_order(fault: Fault) -> tuple[bool, str, int]:
    return fault.part != "", "" if fault.part == BODY else fault.part, fault.paragraph


def _filled(inspected: Inspected) -> Iterator[tuple[str, str]]:
    """The parts that are filled, the body first, as people call them."""
    yield BODY, "badan"
    edges = _edges(inspected)
    counts: dict[str, int] = {}
    for name, content_type in inspected.types.items():
        kind = content_type.removesuffix("+xml").rpartition(".")[2]
        if kind in FILLED_KINDS and name in inspected.trees:
            label = f"{FILLED_KINDS[kind]}{edges.get(name, '')}"
            counts[label] = counts.get(label, 0) + 1
            yield name, label if counts[label] == 1 else f"{label} ({counts[label]})"


def _edges(inspected: Inspected) -> dict[str, str]:
    """Which headers and footers are those of first or even pages."""
    targets = relationships(inspected, BODY)
    return {
        targets.get(str(identity), ""): _EDGES.get(reference.get(f"{W}type", ""), "")
        for reference in inspected.trees[BODY].iter(f"{W}headerReference", f"{W}footerReference")
        for name, identity in reference.attrib.items()
        if str(name).endswith("}id")
    }


def _in_part(
    inspected: Inspected, part: str, found: list[Paragraph], reader: Reader, leaning: Leaning
) -> Iterator[Fault]:
    root = inspected.trees[part]
    known, faults = tags(found)
    yield from faults
    yield from strays(found, known, faults)
    walk(known, reader)
    yield from reader.faults
    reader.faults = []
    yield from placed(found, known)
    yield from in_codes_and_links(found, relationships(inspected, part))
    yield from looks_missing(inspected, part, found, leaning)
    yield from dangling(inspected, part, found)
    yield from may_be_empty(root, found, known)
    yield from _fetching(root, found)
    if part == BODY:
        yield from tables_without_columns(root, found)
        others = [author for author in authors(inspected) if author != AUTHOR]
        if others and found:
            yield found[0].fault(file_faults.COMMENTS, count=len(others))


def _foreign(inspected: Inspected, file: str, name: str) -> Iterator[Fault]:
    """What a template must not carry, and the parts that it must have."""
    where = f"Templat {name}"
    filled = {part for part, _ in _filled(inspected)}
    for member, tree in inspected.trees.items():
        try:
            if member.endswith(".rels"):
                guard.check_relationships(tree, where)
            elif member not in filled:
                guard.check_fields(tree, where)
        except Failure as failure:
            yield of_file(file, file_faults.NOT_A_TEMPLATE, failure=failure.text, way_out=failure.fix)


def _fetching(root: etree._Element, found: Iterable[Paragraph]) -> Iterator[Fault]:
    """Fields of a part that fetch or run something."""
    try:
        guard.check_fields(root, "Templat")
    except Failure as failure:
        named = [(paragraph, guard.ACTIVE_FIELD.search(_codes(paragraph.element))) for paragraph in found]
        for paragraph, field in named:
            if field:
                yield paragraph.fault(file_faults.ACTIVE_FIELD, field=field.group().upper())
        if not any(field for _, field in named):
            yield of_file(named[0][0].file, file_faults.NOT_A_TEMPLATE, failure=failure.text, way_out=failure.fix)


def _codes(paragraph: etree._Element | None) -> str:
    if paragraph is None:
        return ""
    simple = [field.get(f"{W}instr", "") for field in paragraph.iter(f"{W}fldSimple")]
    return " ".join([*simple, "".join(run.findtext(f"{W}instrText") or "" for run in own_runs(paragraph))])


def _in_properties(inspected: Inspected, file: str, reader: Reader) -> Iterator[Fault]:
    """Title, subject and the like, which may hold tags, too."""
    core = inspected.trees.get(CORE)
    texts = {} if core is None else properties.written(core)
    found = [
        Paragraph(file, CORE, "sifat dokumen", _PROPERTIES[name], -1, text)
        for name, text in texts.items()
        if "{" in text
    ]
    known, faults = tags(found)
    yield from faults
    walk(known, reader)
    yield from reader.faults
    reader.faults = []


def _in_unfilled(inspected: Inspected, file: str) -> Iterator[Fault]:
    """Tags in parts that no document fills. Of comments nothing goes into a document."""
    filled = {CORE, *(name for name, _ in _filled(inspected)), *comment_parts(inspected.types)}
    for name, tree in inspected.trees.items():
        if name in filled or not name.startswith(("word/", "docProps/")) or name.endswith(".rels"):
            continue
        if not has_tag("".join(map(str, tree.itertext()))):
            continue
        kind = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
        found = [one for one in paragraphs(tree, file, name, _UNFILLED.get(kind, name)) if has_tag(one.text)]
        for one in found or [Paragraph(file, name, _UNFILLED.get(kind, name), "", -1, "{{ … }}")]:
            tag = re.search(r"\{[{%].{0,40}", one.text)
            yield one.fault(file_faults.NOT_FILLED, tag=tag.group() if tag else one.text)


def _missing(reader: Reader, required: Mapping[str, str], file: str) -> Iterator[Fault]:
    for name, meaning in required.items():
        if name not in reader.printed | reader.likely:
            yield of_file(file, tag_faults.MISSING_FIELD, called=name, meaning=meaning)


def _refused(path: Path) -> Iterator[Fault]:
    """What a run would stop at: whatever else `load` refuses is told, too, if without a place."""
    try:
        prepare.load(path).prove()
    except Failure as failure:
        yield of_file(str(path), file_faults.REFUSED, failure=failure.text, way_out=failure.fix)
