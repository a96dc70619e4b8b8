"""The boxes of comments, in the drawing language of before 2007 that Excel still keeps them in.

Excel writes it as something that is not always XML (line breaks that never close), so it is handled as bytes: what is
not ours stays as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.excel.marks.shapes import CannotMark

_SHAPE = re.compile(rb"<((?:\w+:)?)shape(?=[\s>]).*?</\1shape\s*>", re.DOTALL)
# Atomic: a remark that ends in one place is not tried to end in each further one, which takes for ever.
_END = re.compile(rb"</(?:\w+:)?xml\s*>(?>\s+|<!--.*?-->|<\?.*?\?>)*+\Z", re.DOTALL)
_ID = re.compile(rb"""\bid\s*=\s*["']([^"']*)["']""")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_NOTE = re.compile(rb"""ObjectType\s*=\s*["']Note["']""")
_ROW, _COLUMN = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)"), re.compile(rb"<(?:\w+:)?Column>\s*(\d+)")
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    '<v:shapetype{names} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_IDS_OF_A_DRAWING = 1024
"""Blocks in which Excel numbers shapes; the first of a block is the drawing's own."""


@dataclass(frozen=True, slots=True)
class Box:
    """The box of a comment: whose it is (row and column from 0), its colour, and where it lies.

    `anchor`: column, pixels into it, row, pixels into it, of the upper left and of the lower right corner.
    """

    row: int
    column: int
    colour: str
    anchor: tuple[int, int, int, int, int, int, int, int]


def drawing(first_id: int) -> bytes:
    """A drawing without shapes, whose shapes are to be numbered from `first_id`."""
    block = first_id // _IDS_OF_A_DRAWING
    return (
        f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
    ).encode()


def free_ids(drawings: Iterable[bytes]) -> int:
    """The first number for shapes in a block that no shape of these drawings lies in."""
    highest = max((int(number) for content in drawings for number in _NUMBER.findall(content)), default=0)
    return (highest // _IDS_OF_A_DRAWING + 1) * _IDS_OF_A_DRAWING + 1


def with_boxes(content: bytes, boxes: Iterable[Box], first_id: int) -> bytes:
    """A drawing with these boxes added. Raises CannotMark when its end cannot be found."""
    end = _END.search(content)
    if end is None:
        raise CannotMark("drawing")
    names = "" if all(name.encode() in content for name in _NAMES.split()) else f" {_NAMES}"
    kind = "" if b"_x0000_t202" in content else _TYPE.format(names=names)
    added = "".join(_shape(box, number, names) for number, box in enumerate(boxes, start=first_id))
    return content[: end.start()] + f"{kind}{added}".encode() + content[end.start() :]


def without_shapes(content: bytes, identifiers: set[str]) -> bytes:
    """A drawing without the shapes of these ids."""
    names = {identifier.encode() for identifier in identifiers}

    def kept(match: re.Match[bytes]) -> bytes:
        found = _ID.search(match[0])
        return b"" if found and found[1] in names else match[0]

    return _SHAPE.sub(kept, content)


def without_boxes(content: bytes, cells: set[tuple[int, int]]) -> bytes:
    """A drawing without the boxes of the comments of these cells (row and column from 0)."""

    def kept(match: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(match[0]), _COLUMN.search(match[0])
        ours = _NOTE.search(match[0]) and row and column and (int(row[1]), int(column[1])) in cells
        return b"" if ours else match[0]

    return _SHAPE.sub(kept, content)


def has_shapes(content: bytes) -> bool:
    return _SHAPE.search(content) is not None


def _shape(box: Box, number: int, names: str) -> str:
    return (
        f'<v:shape{names} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:80pt;margin-top:2pt;width:240pt;height:60pt;z-index:1;visibility:hidden" '
        f'fillcolor="#{box.colour.lower()}" o:insetmode="auto"><v:fill color2="#{box.colour.lower()}"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{', '.join(map(str, box.anchor))}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{box.row}</x:Row><x:Column>{box.column}</x:Column></x:ClientData></v:shape>"
    )
