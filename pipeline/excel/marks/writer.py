"""Adding marks to a copy of a package, and taking those of an earlier run away."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from lxml import etree

from pipeline.excel.marks import book, comments, edits, paint, result
from pipeline.excel.marks.cells import Address, Cells, address
from pipeline.excel.marks.leaving import leave_out
from pipeline.excel.marks.package import Package
from pipeline.excel.marks.shapes import CannotMark, Mark, Marked, Severity, Summary
from pipeline.excel.marks.styles import Styles
from pipeline.excel.read import sheets_in

_FIRST_CELL = Address(1, 1)


def marked(data: bytes, marks: Sequence[Mark], summary: Summary, notices: Iterable[str] = (), of: str = "") -> Marked:
    """See `pipeline.excel.marks.marked`; `notices` are shown above the table of findings. `of` is the SHA-256 of the
    workbook that is given back when `data` are not its bytes but a plain copy of its values."""
    with _malformed_is_refused():
        package = Package(data)
        styles, left_out = _cleared(package)
        record = edits.record_of(sheets_in(data), of)
        for sheet in book.sheets(package):
            if of_sheet := [mark for mark in marks if mark.sheet == sheet.name]:
                record.setdefault(sheet.name, {}).update(_mark_sheet(package, sheet, styles, of_sheet).as_json())
        names = ", ".join(map(summary.said, left_out))
        said = [summary.said("Tidak ikut dalam salinan ini: {names}.", names=names)] if left_out else []
        result.add(package, styles, summary, [*notices, *said], record)
        return Marked(package.data(), left_out)


def unmarked(data: bytes) -> Marked | None:
    """See `pipeline.excel.marks.unmarked`."""
    with _malformed_is_refused():
        package = Package(data)
        if not (result.may_be_in(package) and result.find(package)):
            return None
        _, left_out = _cleared(package)
        return Marked(package.data(), left_out)


def _cleared(package: Package) -> tuple[Styles, tuple[str, ...]]:
    """Free a package of what is left out, which is told, and of the marks of earlier runs."""
    left_out = leave_out(package)
    styles = Styles(package)
    _erase(package, styles)
    return styles, left_out


@contextmanager
def _malformed_is_refused() -> Iterator[None]:
    """Nobody marks around a number that is none or has no end, or a name of none, where the reader of values does not
    look."""
    try:
        yield
    except (ValueError, LookupError, ArithmeticError, RecursionError, etree.LxmlError) as error:
        raise CannotMark("malformed") from error


def _erase(package: Package, styles: Styles) -> None:
    record: dict[str, object] = {}
    while found := result.find(package):
        record = result.record_of(package, found[0]) | record
        book.remove(package, found[0])
    painted = styles.mark_formats()
    for sheet in book.sheets(package):
        before = paint.before_from(record.get(sheet.name))
        comments.erase(package, sheet.part)
        paint.unpaint_tab(package, sheet.part, before)
        if painted:
            paint.unpaint(package, sheet.part, styles, painted, before)


def _mark_sheet(package: Package, sheet: book.Sheet, styles: Styles, marks: Sequence[Mark]) -> paint.Before:
    """Colour and comment the cells that marks are about; what is about the whole sheet is said at its first cell."""
    root = package.edit(sheet.part)
    cells = Cells(root)
    severities: dict[Address, list[Severity]] = {}
    said: dict[Address, list[Mark]] = {}
    for mark in marks:
        where = address(mark.cell)
        if where:
            where = cells.anchor(where)
            severities.setdefault(where, []).append(mark.severity)
        said.setdefault(where or cells.anchor(_FIRST_CELL), []).append(mark)
    worst = {where: paint.gravest(found) for where, found in severities.items()}
    before = paint.paint(root, cells, styles, worst)
    texts = {
        where: comments.Comment(
            paint.gravest(mark.severity for mark in found), "\n\n".join(dict.fromkeys(mark.text for mark in found))
        )
        for where, found in said.items()
    }
    comments.add(package, sheet.part, texts)
    worst_of_all = paint.gravest(mark.severity for mark in marks)
    return paint.Before(before.fills, paint.paint_tab(root, worst_of_all) if worst_of_all != "note" else {})
