"""Templates damaged at random: the check never fails itself, and tells with a place what a run would stop at."""

import random
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType

from pipeline import word
from pipeline.documents import DOCUMENTS
from pipeline.failures import Failure
from pipeline.findings import Severity
from pipeline.flow import Document as Paper
from pipeline.template_check import lint_template
from pipeline.word.lint import commented
from tests.word.lint.test_planted import TEMPLATES
from tests.word.making import W

PAPERS = [document for document in DOCUMENTS if not document.kind.endswith("_report")]
"""The reports are long and hold nothing that the others do not."""
PIECES = (
    "{", "}", "%", "{{", "}}", "{%", "%}", "{%p if nik %}", "{%p endif %}", "{% endfor %}", "{%tr endfor %}", "{{ x }}",
    "{{r ", "{#", "#}", "“", '"', "|", ".", "(", ")", "-", "_", " ", "\u00a0", "for", "endif",
)  # fmt: skip


def mutated(paper: Paper, chance: random.Random) -> DocumentType:
    document = Document(str(TEMPLATES / f"{paper.kind}.docx"))
    for _ in range(chance.randint(1, 3)):
        chance.choice((cut, put, exchange, drop_paragraph, drop_row))(document, chance)
    return document


def texts(document: DocumentType) -> list:
    return [text for text in document.element.iter(f"{W}t") if "{" in (text.text or "")]


def cut(document: DocumentType, chance: random.Random) -> None:
    text = chance.choice(texts(document))
    at = chance.randrange(len(text.text))
    text.text = text.text[:at] + text.text[at + 1 :]


def put(document: DocumentType, chance: random.Random) -> None:
    text = chance.choice(texts(document))
    at = chance.randrange(len(text.text) + 1)
    text.text = text.text[:at] + chance.choice(PIECES) + text.text[at:]


def exchange(document: DocumentType, chance: random.Random) -> None:
    one, other = chance.sample(texts(document), 2)
    one.text, other.text = other.text, one.text


def drop_paragraph(document: DocumentType, chance: random.Random) -> None:
    paragraph = chance.choice(list(document.element.iter(f"{W}p")))
    if len(paragraph.getparent().findall(f"{W}p")) > 1:
        paragraph.getparent().remove(paragraph)


def drop_row(document: DocumentType, chance: random.Random) -> None:
    rows = list(document.element.iter(f"{W}tr"))
    if rows:
        row = chance.choice(rows)
        row.getparent().remove(row)


def refused(path: Path) -> bool:
    try:
        word.load(path).prove()
    except Failure:
        return True
    return False


@pytest.mark.parametrize(
    "seed", [seed if seed < 20 else pytest.param(seed, marks=pytest.mark.slow) for seed in range(300)]
)
def test_a_damaged_template_is_understood_as_far_as_it_goes(tmp_path, seed):
    chance = random.Random(seed)
    paper = chance.choice(PAPERS)
    path = tmp_path / f"{paper.kind}.docx"
    mutated(paper, chance).save(str(path))
    faults = lint_template(path, paper)
    located = [fault for fault in faults if fault.finding.severity is Severity.ERROR and fault.finding.place.cell]
    assert located or not refused(path)
    copy = commented(path, faults)
    assert copy
    path.write_bytes(copy)
    again = lint_template(path, paper)
    assert [fault.finding for fault in again if fault.finding.code != "T47"] == [fault.finding for fault in faults]
