"""Every kind of paper, typical and hard, passes the package check; of the letters this is proved beforehand."""

import pytest

from pipeline.documents import DOCUMENTS
from pipeline.stage4_draft import draft
from pipeline.word import soundness
from tests.documents import making, world


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_every_paper_is_whole(case):
    drafts = draft(getattr(world, case)())
    assert {paper.document for paper in drafts} == {document.kind for document in DOCUMENTS}
    for paper in drafts:
        assert soundness.faults(making.make(paper, world.NUMBERS)) == (), paper.key


@pytest.mark.parametrize("kind", [document.kind for document in DOCUMENTS])
def test_no_template_loses_anything(kind):
    template = making.template(kind)
    assert template.lost == template.faults == ()


LETTERS = [document.kind for document in DOCUMENTS if not document.kind.endswith("_report")]


@pytest.mark.parametrize("kind", LETTERS)
def test_the_order_of_a_letters_elements_is_proved_before_there_is_data(kind):
    for part in making.template(kind).parts:
        assert (part.signs, part.open_fields) == ((), False), part.name
