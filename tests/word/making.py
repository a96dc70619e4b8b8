"""Small templates made on the spot, and documents compared as a reader of their XML sees them."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from docx import Document
from docx.document import Document as DocumentType
from lxml import etree
from PIL import Image

from pipeline import word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
F4 = word.Page(215, 330, 25, 20, 30, 25, "Arial")


def template(path: Path, *paragraphs: str, fill: Callable[[DocumentType], object] = lambda document: None) -> Path:
    """A template of these paragraphs, then whatever `fill` puts in. Returns its path."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    fill(document)
    document.save(str(path))
    return path


def add_table(document: DocumentType, *rows: tuple[str, ...]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(number, place).text = text


def picture(shade: int = 0, kind: str = "JPEG", alt: str = "Foto") -> word.Picture:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 120)).save(written, kind)
    return word.Picture(written.getvalue(), 20, 15, alt)


def opened(document: bytes) -> DocumentType:
    return Document(io.BytesIO(document))


def text(document: bytes) -> str:
    """The paragraphs of the body, one a line."""
    return "\n".join(paragraph.text for paragraph in opened(document).paragraphs)


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as zipped:
        return zipped.read(name).decode()


def repacked(
    path: Path, change: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> Path:
    """The template file with some members rewritten and others added."""
    with zipfile.ZipFile(path) as zipped:
        contents = {info.filename: zipped.read(info) for info in zipped.infolist()}
    for name, rewrite in change.items():
        assert rewrite(contents[name]) != contents[name]
        contents[name] = rewrite(contents[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in {**contents, **(added or {})}.items():
            zipped.writestr(name, content)
    return path


def assert_same(path: Path, context: Mapping[str, object], page: word.Page | None = None) -> bytes:
    """Renders both ways and asserts that all parts are the same XML. Returns the prepared way's document."""
    quick = word.load(path).render(context, page, {"title": "Surat & lampiran"})
    plain = word.render_plainly(path, context, page, {"title": "Surat & lampiran"})
    assert canonical(quick) == canonical(plain)
    return quick


def canonical(document: bytes) -> dict[str, object]:
    """Parts by name. Pictures count by content, relationships by their targets, default content types not at all."""
    with zipfile.ZipFile(io.BytesIO(document)) as zipped:
        assert zipped.testzip() is None
        contents = {name: zipped.read(name) for name in zipped.namelist()}
    found: dict[str, object] = {
        "media": sorted(digest(content) for name, content in contents.items() if name.startswith("word/media/"))
    }
    for name, content in contents.items():
        if name.startswith("word/media/"):
            continue
        if name.endswith(".rels"):
            found[name] = sorted(relationships(contents, name).values())
        elif name == "[Content_Types].xml":
            found[name] = sorted(str(sorted(e.attrib.items())) for e in etree.fromstring(content).iter("{*}Override"))
        elif name.endswith(".xml"):
            found[name] = canonical_part(contents, name)
        else:
            found[name] = content
    return found


def canonical_part(contents: Mapping[str, bytes], name: str) -> str:
    root = etree.fromstring(contents[name], etree.XMLParser(remove_blank_text=True))
    path = PurePosixPath(name)
    targets = relationships(contents, str(path.parent / "_rels" / f"{path.name}.rels"))
    for properties in root.iter(f"{W}tcPr"):
        properties[:] = sorted(properties, key=lambda property_: str(property_.tag))
    for inline in root.iter("{*}inline"):
        for side in "TBLR":
            inline.attrib.pop(f"dist{side}", "")
    for drawing in root.iter("{*}docPr"):
        del drawing.attrib["name"]
        if name != "word/document.xml":
            del drawing.attrib["id"]
    for properties in root.iter("{*}cNvPr"):
        del properties.attrib["name"]
    for blip in root.iter("{*}blip"):
        blip.set(EMBED, targets[blip.get(EMBED, "")])
    return etree.tostring(root, method="c14n", exclusive=True).decode()


def relationships(contents: Mapping[str, bytes], name: str) -> dict[str, str]:
    """What each relationship points to, pictures by their content."""
    if name not in contents:
        return {}
    folder = PurePosixPath(name).parent.parent
    found = {}
    for element in etree.fromstring(contents[name]):
        target = element.get("Target", "")
        if target.startswith("media/"):
            target = digest(contents[str(folder / target)])
        found[element.get("Id", "")] = f"{element.get('Type')} {target} {element.get('TargetMode')}"
    return found


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
