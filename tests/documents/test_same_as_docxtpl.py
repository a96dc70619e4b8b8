"""Every shipped template gives through the prepared renderer what docxtpl itself gives, part by part."""

import pytest

from pipeline.documents import DOCUMENTS
from tests.documents import making, world
from tests.word.making import assert_same


@pytest.mark.parametrize("case", ["typical", "hard"])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_the_shipped_templates_come_out_as_docxtpl_makes_them(document, case):
    drafts = document.drafts(world.typical() if case == "typical" else world.hard())
    if not drafts:
        pytest.skip(f"the {case} world owes no {document.kind}")
    draft = drafts[0]
    values = making.values_of(making.completed(draft, {}))
    assert_same(making.TEMPLATES / f"{document.kind}.docx", values, making.page_of(draft))
