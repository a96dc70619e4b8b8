"""PDFs bound into one: bookmarks, blank pages so that each paper has its own sheets, what the printer is to do, PDF/A.

Pages are taken over as they are, so each keeps its size, letterhead and fonts.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    BooleanObject,
    Destination,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from pipeline.pdf.reading import is_archival, page_count
from pipeline.pdf.shapes import PRODUCER, Bound, Part

LANGUAGE = "id-ID"
_SCAN = "Pindaian {number}"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def bind(parts: Sequence[Part], title: str, author: str, *, duplex: bool, separators: Path | None) -> Bound:
    """See the front of this room."""
    writer = PdfWriter()
    sheets = PdfReader(separators) if separators else None
    for place, part in enumerate(parts):
        if sheets:
            begin_sheet(writer, duplex)
            writer.add_page(sheets.pages[place])
        begin_sheet(writer, duplex)
        _append(writer, part)
    files = [file for part in parts for file in (part.file, *part.scans)] + ([separators] if separators else [])
    return finished(writer, files, title, author, duplex=duplex)


def can_be_bound(file: Path) -> bool:
    """See the front of this room."""
    try:
        pages = page_count(file.read_bytes())
        return pages > 0 and page_count(bind([Part(file, "")], "", "", duplex=False, separators=None).data) == pages
    # What is damaged inside shows only now, and pypdf raises errors of many kinds.
    except Exception:
        return False


def begin_sheet(writer: PdfWriter, duplex: bool) -> None:
    """The next page is the front of a sheet: a blank one goes before it when the last was a front too."""
    if duplex and len(writer.pages) % 2:
        writer.add_blank_page()


def finished(writer: PdfWriter, sources: Sequence[Path], title: str, author: str, *, duplex: bool) -> Bound:
    """The bundle's bytes, with its properties; `sources` are the PDFs that its pages came from."""
    writer.metadata = {"/Title": title, "/Author": author, "/Producer": PRODUCER}
    writer.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    writer.page_mode = "/UseOutlines"
    _tell_printer(writer, duplex)
    archival = all(map(is_archival, sources))
    if archival:
        _mark_archival(writer, PdfReader(sources[0]), title, author)
    writer.compress_identical_objects()  # logos and fonts, which every paper brings along
    stream = BytesIO()
    writer.write(stream)
    return Bound(stream.getvalue(), len(writer.pages), archival)


def _append(writer: PdfWriter, part: Part) -> None:
    """A paper and its scans, under one bookmark."""
    reader, first = PdfReader(part.file), len(writer.pages)
    writer.append(reader, import_outline=False)
    bookmark = writer.add_outline_item(title=part.title, page_number=first, is_open=False)
    _copy_outline(reader, reader.outline, writer, bookmark, first)
    for number, scan in enumerate(part.scans, start=1):
        start = len(writer.pages)
        writer.append(PdfReader(scan), import_outline=False)
        writer.add_outline_item(title=_SCAN.format(number=number), page_number=start, parent=bookmark)


def _copy_outline(
    reader: PdfReader,
    entries: Sequence[Destination | Sequence[object]],
    writer: PdfWriter,
    parent: IndirectObject,
    first: int,
) -> None:
    """The headings of a paper below its bookmark; a list among the entries holds what is below the one before it."""
    above = parent
    for entry in entries:
        if isinstance(entry, list):
            _copy_outline(reader, entry, writer, above, first)
        elif isinstance(entry, Destination):
            page = reader.get_destination_page_number(entry)
            if page is not None:
                above = writer.add_outline_item(
                    title=str(entry.title), page_number=first + page, parent=parent, is_open=False,
                    fit=Fit.xyz(top=float(entry.top) if entry.top else None),
                )  # fmt: skip


def _tell_printer(writer: PdfWriter, duplex: bool) -> None:
    """What print dialogues begin with: true size (of cards!), paper by the size of the page, two-sided."""
    wishes = writer.create_viewer_preferences()
    wishes[NameObject("/PrintScaling")] = NameObject("/None")
    wishes[NameObject("/PickTrayByPDFSize")] = BooleanObject(True)
    if duplex:
        wishes[NameObject("/Duplex")] = NameObject("/DuplexFlipLongEdge")


def _mark_archival(writer: PdfWriter, first: PdfReader, title: str, author: str) -> None:
    """What PDF/A-2b asks of the whole file: the metadata that says so, the colour profile, an identifier."""
    writer.root_object[NameObject("/OutputIntents")] = first.root_object["/OutputIntents"].clone(writer)
    told = {"title": title, "author": author, "producer": PRODUCER}
    writer.xmp_metadata = _XMP.format(**{name: escape(text) for name, text in told.items()}).encode("utf-8")
    stream = cast(DictionaryObject, writer.root_object["/Metadata"])
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.generate_file_identifiers()
    writer.pdf_header = "%PDF-1.7"
