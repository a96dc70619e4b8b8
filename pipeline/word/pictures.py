"""Pictures that stand in a line of text: the drawing, the media file, the relationship that ties both."""

from itertools import count

from pipeline.word import package
from pipeline.word.package import Member
from pipeline.word.shapes import Picture, emu
from pipeline.word.text import attribute

FIRST_DRAWING_ID = 1001
"""Drawings are numbered from here, as docxtpl does: above what Word gives out in the parts that are only copied."""

_DRAWING = (
    "</w:t></w:r><w:r><w:drawing>"
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{id}" name="Picture {id}" descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr>'
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
)
_RELATIONSHIP = (
    '<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/{name}"/>'
)


class Pictures:
    """The pictures of one document while it is rendered. Equal bytes become one media file, however often shown."""

    def __init__(self, prefix: str) -> None:
        self.drawing_ids = count(FIRST_DRAWING_ID)
        self._prefix = prefix
        self._names: dict[bytes, str] = {}

    def draw(self, shown: dict[str, None], picture: Picture) -> str:
        """The XML that stands where the picture is named; `shown` collects the media that this part refers to."""
        name = self._names.get(picture.data)
        if name is None:
            name = f"{self._prefix}{len(self._names) + 1}.{_extension(picture.data)}"
            self._names[picture.data] = name
        shown[name] = None
        return _DRAWING.format(
            width=emu(picture.width_mm),
            height=emu(picture.height_mm),
            id=next(self.drawing_ids),
            alt=attribute(picture.alt),
            name=name,
            relationship=name,
        )

    def media(self) -> list[Member]:
        return [package.stored(f"word/media/{name}", data) for data, name in self._names.items()]


def relationship(name: str) -> str:
    """The line that ties a part to one media file."""
    return _RELATIONSHIP.format(id=name, name=name)


def _extension(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    raise ValueError("a picture must be JPEG or PNG")
