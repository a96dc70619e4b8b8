"""A summary for tests of marks, and trees compared."""

from collections.abc import Iterator

from lxml import etree

from pipeline.excel.marks import Column, Entry, Mark, Severity, Summary

COLUMNS = (Column("No.", 6), Column("Tingkat", 12), Column("Sel", 8), Column("Temuan", 40), Column("Kode", 8))


def summary(*marks: Mark) -> Summary:
    """A summary that lists these marks."""
    entries = tuple(
        Entry(mark.severity, (mark.severity, mark.cell, mark.text, "G40"), mark.sheet, mark.cell) for mark in marks
    )
    legend: tuple[tuple[Severity, str], ...] = (("error", "merah"), ("warning", "kuning"), ("note", "biru"))
    return Summary("Perbaiki dulu", "error", ("Buku kerja a.xlsx",), legend, COLUMNS, 2, entries)


def lost(old: etree._Element, new: etree._Element, free: frozenset[tuple[str, str]]) -> Iterator[str]:
    """What an element holds that its successor does not: attributes (but those that are `free` to change, by element
    and attribute), text, children; new children may stand among the old ones."""
    where = etree.QName(old).localname
    if old.tag != new.tag:
        yield f"{where} became {new.tag}"
        return
    for name, value in old.items():
        if (where, name) not in free and new.get(name) != value:
            yield f"{where}@{name!r} {value!r} became {new.get(name)!r}"
    if (old.text or "").strip() != (new.text or "").strip():
        yield f"text of {where}"
    rest = list(new.iterchildren(etree.Element))
    for child in old.iterchildren(etree.Element):
        match = next((other for other in rest if not list(lost(child, other, free))), None)
        if match is None:
            close = next((other for other in rest if other.tag == child.tag), None)
            yield from lost(child, close, free) if close is not None else [f"{where} lost {child.tag}"]
        else:
            rest = rest[rest.index(match) + 1 :]
