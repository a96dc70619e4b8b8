"""The same documents through docxtpl itself, step by step as it does them: the yardstick for `Template.render`.

Page and font are put on the template beforehand, pictures go through python-docx, line ends are left to docxtpl.
Only the checks of `load`, the taking out of comments, the sandbox, the lists and captions (which docxtpl leaves as Word
last showed them), core.xml and the zip container are shared with the prepared way.
"""

from collections.abc import Mapping
from io import BytesIO
from itertools import count
from pathlib import Path

from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from pipeline.failures import Failure
from pipeline.word import comments, guard, package, paper, prepare, rooms
from pipeline.word.contents import Contents
from pipeline.word.environment import ClosedEnvironment, Unprintable
from pipeline.word.package import Member
from pipeline.word.pictures import FIRST_DRAWING_ID
from pipeline.word.shapes import Page, Picture
from pipeline.word.template import DRAW, DRAWING_IDS, HOLES
from pipeline.word.text import ascii_only

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _PlainEnvironment(ClosedEnvironment):
    """The sandbox, leaving line ends and tabs to docxtpl."""

    def with_breaks(self, text: str) -> str:
        return text


def render_plainly(
    path: Path,
    context: Mapping[str, object],
    page: Page | None = None,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """See `pipeline.word.render_plainly`."""
    prepared = prepare.load(path)
    template = DocxTemplate(BytesIO(_on_page(path, page)))

    def draw(picture: Picture) -> str:
        size = (Mm(picture.width_mm), Mm(picture.height_mm))
        inline = template.current_rendering_part.new_pic_inline(BytesIO(picture.data), *size)
        inline.docPr.set("descr", picture.alt)
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'

    values = {**context, DRAW: draw, DRAWING_IDS: count(FIRST_DRAWING_ID), HOLES: []}
    written = BytesIO()
    try:
        template.render(values, jinja_env=_PlainEnvironment())
    except (Unprintable, TemplateError, TypeError) as error:
        raise Failure(f"Templat {path.name} tidak dapat diisi.", "Periksa isian di templat.") from error
    template.save(written)
    core = prepared.properties.fill(values, properties or {})
    return _repacked(written.getvalue(), core, prepared.parts[0].contents)


def _on_page(path: Path, page: Page | None) -> bytes:
    """The template file with the sizes and the font of the page."""
    data, members = guard.read(path), []
    for member in package.read(comments.taken_out(data, guard.inspect(data, path.name).types)):
        if member.name == guard.BODY:
            root = etree.fromstring(member.content())
            rooms.make_room(root)
            if page:
                for tag in [*root.iter(f"{_W}pgSz", f"{_W}pgMar")]:
                    _set_sizes(tag, page)
            member = package.packed(member.name, etree.tostring(root))
        elif member.name == prepare.STYLES and page:
            member = package.packed(member.name, paper.with_font(member.content(), page.font))
        members.append(member)
    return package.archive(package.block(members), ())


def _set_sizes(tag: etree._Element, page: Page) -> None:
    sizes = {"top": page.top_mm, "bottom": page.bottom_mm, "left": page.left_mm, "right": page.right_mm}
    if tag.tag == f"{_W}pgSz":
        sizes = {"w": page.width_mm, "h": page.height_mm}
        if tag.get(f"{_W}orient") == "landscape":
            sizes = {"w": page.height_mm, "h": page.width_mm}
        tag.attrib.pop(f"{_W}code", "")
    for name, size in sizes.items():
        tag.set(f"{_W}{name}", str(Mm(size).twips))


def _repacked(archive: bytes, core: Member, lists: Contents | None) -> bytes:
    """docxtpl's file with fixed dates, level and order, and with our lists and core.xml."""
    members = []
    for member in package.read(archive):
        name = member.name
        if name == core.name:
            members.append(core)
        elif name == guard.BODY and lists:
            body = lists.marked(ascii_only(member.content().decode()))
            members.append(package.packed(name, lists.complete(body).encode()))
        elif name.startswith("word/media/"):
            members.append(package.stored(name, member.content()))
        else:
            members.append(package.packed(name, member.content()))
    return package.archive(package.block(members), ())
