"""A workbook as Excel saves one that uses what openpyxl would lose: the parts in the folder beside this file, packed.

It holds a drop-down and a data bar of after 2007, conditional formats, a picture, a text box and a chart, a protected
sheet, a table, a comment of the clerk with a drawing that is not XML, a threaded comment, global and local names, a
shared formula, a hidden sheet, rows and cells that the file does not number.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

FIRST, SECOND, THIRD = "Anggota & Kelompok Ma'ruf", "Catatan", "Daftar"
"""Its sheets; the last is hidden."""

_FOLDER = Path(__file__).parent / "featured"
_TYPES = "[Content_Types].xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts() -> dict[str, bytes]:
    """Its parts by name."""
    files = sorted(path for path in _FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in files}


def packed(of: Mapping[str, bytes]) -> bytes:
    """The bytes of a package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(of, key=lambda name: name != _TYPES):
            archive.writestr(name, of[name])
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def related(of: dict[str, bytes], source: str, identifier: str, kind: str, target: str) -> None:
    """Add a relation; `kind` is the last piece of its type, or all of it; addresses are external."""
    folder, _, name = source.rpartition("/")
    part = f"{folder}/_rels/{name}.rels" if folder else "_rels/.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    outside = ' TargetMode="External"' if "://" in target else ""
    kind = kind if "://" in kind else f"{_OFFICE}/{kind}"
    line = f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"{outside}/></Relationships>'
    of[part] = of.get(part, empty).replace(b"</Relationships>", line.encode())


def changed(of: dict[str, bytes], part: str, old: str, new: str) -> None:
    """Replace a piece of a part, which must be there."""
    assert old.encode() in of[part], old
    of[part] = of[part].replace(old.encode(), new.encode(), 1)


def with_active_content() -> dict[str, bytes]:
    """The same workbook with everything that a marked copy leaves out."""
    of = parts()
    workbook, sheet = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    changed(of, _TYPES, _WORKBOOK_TYPE, _MACRO_TYPE)
    of |= {
        "xl/vbaProject.bin": b"macro",
        "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="x"/>',
        "xl/embeddings/oleObject1.bin": b"ole",
        "xl/activeX/activeX1.xml": b'<ocx xmlns="x"/>',
        "xl/activeX/activeX1.bin": b"x",
        "xl/ctrlProps/ctrlProp1.xml": b'<formControlPr xmlns="x"/>',
        "xl/connections.xml": b'<connections xmlns="x"/>',
        "xl/queryTables/queryTable1.xml": b'<queryTable xmlns="x"/>',
        "customXml/item1.xml": b"<rahasia/>",
        "customXml/itemProps1.xml": b'<datastoreItem xmlns="x"/>',
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/sig1.xml": b'<Signature xmlns="x"/>',
    }
    related(
        of, workbook, "rId20", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"
    )
    related(of, workbook, "rId21", "externalLink", "externalLinks/externalLink1.xml")
    related(of, workbook, "rId22", "connections", "connections.xml")
    related(of, workbook, "rId23", "customXml", "../customXml/item1.xml")
    related(of, "customXml/item1.xml", "rId1", "customXmlProps", "itemProps1.xml")
    related(of, "xl/externalLinks/externalLink1.xml", "rId1", "externalLinkPath", "file:///srv/lain.xlsx")
    related(of, "xl/tables/table1.xml", "rId1", "queryTable", "../queryTables/queryTable1.xml")
    related(
        of,
        "",
        "rId9",
        f"{_OFFICE.replace('officeDocument', 'package')}/digital-signature/origin",
        "_xmlsignatures/origin.sigs",
    )
    related(of, "_xmlsignatures/origin.sigs", "rId1", "signature", "sig1.xml")
    related(of, sheet, "rId20", "oleObject", "../embeddings/oleObject1.bin")
    related(of, sheet, "rId21", "control", "../activeX/activeX1.xml")
    related(of, sheet, "rId22", "ctrlProp", "../ctrlProps/ctrlProp1.xml")
    related(of, "xl/activeX/activeX1.xml", "rId1", "activeXControlBinary", "activeX1.bin")
    related(of, "xl/drawings/drawing1.xml", "rId20", "image", "https://contoh.go.id/pelacak.png")
    changed(of, "xl/drawings/drawing1.xml", 'r:embed="rId1"', 'r:embed="rId1" r:link="rId20"')
    name = '<definedName name="lain">[1]Lembar!$A$1</definedName>'
    links = '<externalReferences><externalReference r:id="rId21"/></externalReferences>'
    changed(of, workbook, "<definedNames>", f"{links}<definedNames>{name}")
    held = '<oleObject progId="Package" shapeId="1026" r:id="rId20"/>'
    choices = f'<mc:Choice Requires="x14">{held}</mc:Choice><mc:Fallback>{held}</mc:Fallback>'
    objects = f"<oleObjects><mc:AlternateContent>{choices}</mc:AlternateContent></oleObjects>"
    button, box = '<control shapeId="1030" r:id="rId21"/>', '<control shapeId="1031" r:id="rId22"/>'
    picture = (
        '<xdr:twoCellAnchor xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"><xdr:sp><xdr:nvSpPr>'
        '<xdr:cNvPr id="1026"><a:ext><a14:compatExt spid="_x0000_s1026"/></a:ext></xdr:cNvPr></xdr:nvSpPr></xdr:sp>'
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    changed(of, "xl/drawings/drawing1.xml", "</xdr:wsDr>", picture)
    changed(of, sheet, "<tableParts", f"{objects}<controls>{button}{box}</controls><tableParts")
    changed(of, sheet, "</row></sheetData>", '<c r="B9"><f>[1]Lembar!A1*2</f><v>84</v></c></row></sheetData>')
    changed(of, "xl/tables/table1.xml", 'ref="A2:A9" totals', 'ref="A2:A9" tableType="queryTable" totals')
    return of
