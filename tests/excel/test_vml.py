"""The boxes of comments in drawings that other programs wrote."""

import pytest

from pipeline.excel.marks import vml
from pipeline.excel.marks.shapes import CannotMark

BOX = vml.Box(1, 2, "F4837D", (3, 15, 0, 4, 5, 0, 6, 0))
DRAWING = vml.drawing(1025)


@pytest.mark.parametrize("after", [b"", b"\n", b"<!-- a --><?b c?>\n<!-- </xml> -->", b"<!---->" * 3000])
def test_a_box_stands_before_the_end_whatever_is_remarked_after_it(after):
    content = vml.with_boxes(DRAWING + after, [BOX], 1026)
    assert content.endswith(b"</v:shape></xml>" + after)


@pytest.mark.parametrize(
    "broken",
    [
        b"<!-- a -->" * 3000 + b"<",
        b"<?a?>" * 3000 + b"?",
        b"<!-- a -->\n<?a?> " * 3000 + b"<!-- ",
        b"</xml>" * 3000 + b"<!---->" * 3000 + b"x",
    ],
)
def test_a_broken_end_is_refused_at_once(broken):
    """A pattern that tries every comment as the end of every other does not finish in a lifetime."""
    with pytest.raises(CannotMark):
        vml.with_boxes(DRAWING + broken, [BOX], 1026)


def test_a_drawing_without_an_end_is_refused():
    with pytest.raises(CannotMark):
        vml.with_boxes(b"<xml>", [BOX], 1026)
