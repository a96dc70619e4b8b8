"""The result sheet: the verdict, what the colours mean, and every finding with a link to its cell."""

import json
from collections.abc import Iterable, Mapping

from lxml import etree

from pipeline.excel.marks import book
from pipeline.excel.marks.package import MAIN, Package, main, parsed, serialised, writable
from pipeline.excel.marks.shapes import COLOURS, RESULT_SHEET, RESULT_TITLE, Summary
from pipeline.excel.marks.styles import Styles, solid_fill
from pipeline.excel.shapes import column_letters

_LONGEST_TEXT = 8_000
_PIECE = 30_000
"""Characters of the record of what was before that fit into one cell."""
_LINE_HEIGHT, _HIGHEST_ROW = 13.5, 400.0
"""Points."""
_HEADING_COLOUR, _LINK_COLOUR = "DDEBF7", "FF0563C1"
_FIRST_LINE, _VERDICT_ROW = 3, 2
_LEGEND_COLUMNS = 3
_FONT = "Arial"


class _Looks:
    """The formats of the result sheet."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.title = self._look(size="14", bold=True, wrapped=False)
        self.line = self._look()
        self.heading = self._look(bold=True, fill=_HEADING_COLOUR, centred=True, boxed=True)
        self.body = self._look(boxed=True)
        self.centred = self._look(centred=True, boxed=True)
        self.link = self._look(colour=_LINK_COLOUR, centred=True, boxed=True)
        self.legend = {severity: self._look(fill=fill, boxed=True) for severity, fill in COLOURS.items()}
        self.verdict = {severity: self._look(size="11", bold=True, fill=fill) for severity, fill in COLOURS.items()}
        self.severity = {
            severity: self._look(fill=fill, centred=True, boxed=True) for severity, fill in COLOURS.items()
        }

    def _look(
        self, *, size: str = "10", bold: bool = False, colour: str = "FF000000", fill: str = "",
        centred: bool = False, boxed: bool = False, wrapped: bool = True,
    ) -> int:  # fmt: skip
        font = etree.Element(main("font"))
        if bold:
            etree.SubElement(font, main("b"))
        if colour == _LINK_COLOUR:
            etree.SubElement(font, main("u"))
        etree.SubElement(font, main("sz"), val=size)
        etree.SubElement(font, main("color"), rgb=colour)
        etree.SubElement(font, main("name"), val=_FONT)
        etree.SubElement(font, main("family"), val="2")
        attributes = {"vertical": "top"}
        attributes |= {"wrapText": "1"} if wrapped else {}
        attributes |= {"horizontal": "center"} if centred else {}
        return self._styles.add(font, solid_fill(fill), etree.Element(main("alignment"), attributes), boxed=boxed)


def add(
    package: Package, styles: Styles, summary: Summary, notices: Iterable[str], record: Mapping[str, object]
) -> None:
    """Put the result sheet before all others. `record` is kept in it unseen, for `record_of` to give back."""
    name = _free_name(book.names(package))
    shown = frozenset(sheet.name for sheet in book.sheets(package) if not sheet.hidden)
    sheet = _Sheet(summary, _Looks(styles), shown)
    sheet.write_head(notices)
    sheet.write_table()
    sheet.write_record(json.dumps(record, ensure_ascii=True, sort_keys=True))
    book.add_first(package, name, serialised(sheet.finished()))
    quoted = quoted_name(name)
    first, last = f"$A${sheet.heading_row}", f"${column_letters(len(summary.columns))}${sheet.last_row}"
    book.add_name(package, "_xlnm._FilterDatabase", f"{quoted}!{first}:{last}", hidden=True)
    book.add_name(package, "_xlnm.Print_Titles", f"{quoted}!${sheet.heading_row}:${sheet.heading_row}")


def find(package: Package) -> tuple[book.Sheet, ...]:
    """The result sheets of earlier runs."""
    return tuple(sheet for sheet in book.sheets(package) if _first_texts(package, sheet, 1) == [RESULT_TITLE])


def may_be_in(package: Package) -> bool:
    """Whether a sheet has the name that a result sheet is given; without a look at any sheet."""
    return any(name.startswith(RESULT_SHEET) for name in book.names(package))


def record_of(package: Package, sheet: book.Sheet) -> dict[str, object]:
    """What `add` was given as record; empty when it is gone or was tampered with."""
    pieces = _first_texts(package, sheet, None)[1:]
    try:
        record = json.loads("".join(pieces))
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def quoted_name(sheet: str) -> str:
    """A sheet's name as references write it: Ma'ruf -> 'Ma''ruf'."""
    return "'{}'".format(sheet.replace("'", "''"))


def _free_name(names: Iterable[str]) -> str:
    taken = {name.casefold() for name in names}
    number, name = 1, RESULT_SHEET
    while name.casefold() in taken:
        number += 1
        name = f"{RESULT_SHEET} ({number})"
    return name


def _first_texts(package: Package, sheet: book.Sheet, many: int | None) -> list[str]:
    """The texts of the filled cells of a sheet's first row, from A1 on; nothing when A1 is empty."""
    row = package.look(sheet.part).find(f"{main('sheetData')}/{main('row')}")
    if row is None or row.get("r") not in (None, "1"):
        return []
    cells = row.findall(main("c"))
    if not cells or cells[0].get("r") not in (None, "A1"):
        return []
    texts = [_text_of(package, cell) for cell in cells[:many]]
    return [text for text in texts if text]


def _text_of(package: Package, cell: etree._Element) -> str:
    """The text of a cell; "" of a number."""
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    if cell.get("t") != "s":
        return ""
    for relation in package.related(book.workbook_part(package), "sharedStrings"):
        strings = package.look(relation.target).findall(main("si"))
        number = int(cell.findtext(main("v")) or -1)
        if 0 <= number < len(strings):
            return _joined(strings[number])
    return ""


def _joined(element: etree._Element) -> str:
    """The text of a string, without that of its phonetic runs."""
    phonetic = {piece for run in element.iter(main("rPh")) for piece in run.iter(main("t"))}
    return "".join(piece.text or "" for piece in element.iter(main("t")) if piece not in phonetic)


def _height(text: str, width: float) -> float:
    """About how high a text is, in points, that is wrapped at a width. Not every program works that out by itself."""
    lines = sum(1 + int(len(line) / (1.1 * width)) for line in text[:_LONGEST_TEXT].split("\n"))
    return min(_LINE_HEIGHT * lines, _HIGHEST_ROW)


class _Sheet:
    """The sheet while it is written. Only to a sheet that is shown can a link lead."""

    def __init__(self, summary: Summary, looks: _Looks, shown: frozenset[str]) -> None:
        self._summary = summary
        self._shown = shown
        self._looks = looks
        self._root = parsed(f'<worksheet xmlns="{MAIN}"/>'.encode())
        # Where it belongs from the first: to move it there when it is full takes a time that grows with its square.
        self._data = etree.SubElement(self._root, main("sheetData"))
        self._rows: dict[int, etree._Element] = {}
        self._merged: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._pieces = 0
        self.heading_row = 0
        self.last_row = 0

    def write_head(self, notices: Iterable[str]) -> None:
        """The title, the verdict, the lines below it with the legend to their right, and the notices."""
        self._put(1, 1, RESULT_TITLE, self._looks.title, height=21)
        self._put_line(_VERDICT_ROW, self._summary.verdict, self._looks.verdict[self._summary.severity], self._left())
        for row, line in enumerate(self._summary.lines, start=_FIRST_LINE):
            self._put_line(row, line, self._looks.line, self._left())
        for row, (severity, text) in enumerate(self._summary.legend, start=_VERDICT_ROW):
            for column in range(self._left() + 1, len(self._summary.columns) + 1):
                self._put(row, column, "", self._looks.legend[severity])
            self._put(row, self._left() + 1, text, self._looks.legend[severity])
            self._merge(row, self._left() + 1, len(self._summary.columns))
        row = max(self._rows)
        for notice in notices:
            row += 1
            self._put_line(row, notice, self._looks.line, len(self._summary.columns))
        self.heading_row = row + 1

    def write_table(self) -> None:
        columns = self._summary.columns
        for number, column in enumerate(columns, start=1):
            self._put(self.heading_row, number, column.heading, self._looks.heading)
        row = self.heading_row
        for entry in self._summary.entries:
            row += 1
            self._put_number(row, row - self.heading_row)
            widths = (column.width for column in columns[1:])
            self._row(row).set("ht", str(max(map(_height, entry.texts, widths), default=_LINE_HEIGHT)))
            for number, text in enumerate(entry.texts, start=2):
                wide = columns[number - 1].width > 30
                look = self._looks.body if wide else self._looks.centred
                look = self._looks.severity[entry.severity] if number == 2 else look
                if entry.sheet in self._shown and number == self._summary.link_column + 1:
                    look = self._looks.link
                    target = f"{quoted_name(entry.sheet)}!{entry.cell or 'A1'}"
                    self._links.append((f"{column_letters(number)}{row}", target))
                self._put(row, number, text, look)
        self.last_row = row

    def write_record(self, text: str) -> None:
        """In the title's row, unseen, to the right of the table: who deletes findings does not delete it."""
        first = len(self._summary.columns) + 2
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        for column, piece in enumerate(pieces, start=first):
            self._put(1, column, piece, 0)
        self._pieces = len(pieces)

    def finished(self) -> etree._Element:
        """The worksheet, its children in the order that the format wants."""
        root = self._root
        properties = etree.Element(main("sheetPr"))
        self._data.addprevious(properties)
        etree.SubElement(properties, main("pageSetUpPr"), fitToPage="1")
        self._add_view()
        self._data.addprevious(etree.Element(main("sheetFormatPr"), defaultRowHeight="15"))
        self._add_widths()
        last = column_letters(len(self._summary.columns))
        etree.SubElement(root, main("autoFilter"), ref=f"A{self.heading_row}:{last}{self.last_row}")
        merged = etree.SubElement(root, main("mergeCells"), count=str(len(self._merged)))
        for area in self._merged:
            etree.SubElement(merged, main("mergeCell"), ref=area)
        if self._links:
            links = etree.SubElement(root, main("hyperlinks"))
            for where, target in self._links:
                etree.SubElement(links, main("hyperlink"), ref=where, location=target, display=target)
        margins = {"left": "0.4", "right": "0.4", "top": "0.5", "bottom": "0.6", "header": "0.3", "footer": "0.3"}
        etree.SubElement(root, main("pageMargins"), margins)
        paper = {"paperSize": "9", "orientation": "landscape", "fitToWidth": "1", "fitToHeight": "0"}
        etree.SubElement(root, main("pageSetup"), paper)
        footer = etree.SubElement(etree.SubElement(root, main("headerFooter")), main("oddFooter"))
        footer.text = "&C&A - &P/&N"
        return root

    def _add_view(self) -> None:
        views = etree.Element(main("sheetViews"))
        self._data.addprevious(views)
        attributes = {"showGridLines": "0", "tabSelected": "1", "workbookViewId": "0"}
        view = etree.SubElement(views, main("sheetView"), attributes)
        below = f"A{self.heading_row + 1}"
        frozen = {"ySplit": str(self.heading_row), "topLeftCell": below, "activePane": "bottomLeft", "state": "frozen"}
        etree.SubElement(view, main("pane"), frozen)
        etree.SubElement(view, main("selection"), pane="bottomLeft", activeCell=below, sqref=below)

    def _add_widths(self) -> None:
        widths = etree.Element(main("cols"))
        self._data.addprevious(widths)
        for number, column in enumerate(self._summary.columns, start=1):
            place = {"min": str(number), "max": str(number)}
            etree.SubElement(widths, main("col"), place, width=str(column.width), customWidth="1")
        if self._pieces:
            first = len(self._summary.columns) + 2
            place = {"min": str(first), "max": str(first + self._pieces - 1)}
            etree.SubElement(widths, main("col"), place, width="9", hidden="1", customWidth="1")

    def _left(self) -> int:
        """The last column of the lines beside the legend."""
        return len(self._summary.columns) - _LEGEND_COLUMNS

    def _put_line(self, row: int, text: str, look: int, last_column: int) -> None:
        """A text over several columns, as high as it needs to be: merged cells do not grow by themselves."""
        width = sum(column.width for column in self._summary.columns[:last_column])
        self._put(row, 1, text, look, height=_height(text, width))
        for column in range(2, last_column + 1):
            self._put(row, column, "", look)
        self._merge(row, 1, last_column)

    def _merge(self, row: int, first: int, last: int) -> None:
        if last > first:
            self._merged.append(f"{column_letters(first)}{row}:{column_letters(last)}{row}")

    def _row(self, number: int) -> etree._Element:
        if number not in self._rows:
            self._rows[number] = etree.SubElement(self._data, main("row"), r=str(number))
        return self._rows[number]

    def _put_number(self, row: int, number: int) -> None:
        cell = etree.SubElement(self._row(row), main("c"), r=f"A{row}", s=str(self._looks.centred))
        etree.SubElement(cell, main("v")).text = str(number)

    def _put(self, row: int, column: int, text: str, look: int, height: float = 0) -> None:
        """A text, which stays one whatever it begins with."""
        line = self._row(row)
        if height:
            line.set("ht", str(height))
            line.set("customHeight", "1")
        cell = etree.SubElement(line, main("c"), r=f"{column_letters(column)}{row}", s=str(look))
        if text:
            cell.set("t", "inlineStr")
            said = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
            said.text = writable(text, _LONGEST_TEXT if row > 1 else _PIECE)
            said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
