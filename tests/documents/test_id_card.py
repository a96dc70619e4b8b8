"""The ID card: what is on it, and that it is one card of the right size."""

import subprocess

import pypdf
import pytest

from pipeline.documents import id_card
from tests.documents import making, reading, world


@pytest.mark.parametrize("case", ["typical", "hard"])
def test_what_a_reader_sees(case, golden):
    [draft] = id_card.drafts(getattr(world, case)())
    golden.check(f"id_card-{case}.txt", reading.text_of(making.make(draft, world.NUMBERS)))


def test_draft():
    [draft] = id_card.drafts(world.typical())
    assert (draft.key, draft.numbered, draft.paper) == ("id_card/facilitator:M-001", None, None)
    assert draft.cites == {"spm_number": world.SPM_KEY}
    assert {"office:P-00", "office:D-01", "facilitator:M-001", draft.key} <= draft.about


def test_size():
    [draft] = id_card.drafts(world.typical())
    assert reading.page_of(making.make(draft, world.NUMBERS)) == (85.6, 54.0)


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", ["typical", "hard"])
def test_it_is_one_card(case, tmp_path):
    [draft] = id_card.drafts(getattr(world, case)())
    paper = tmp_path / "card.docx"
    paper.write_bytes(making.make(draft, world.NUMBERS))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(paper)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert len(pypdf.PdfReader(tmp_path / "card.pdf").pages) == 1
