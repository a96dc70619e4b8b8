"""A second programme is one TOML: no code, and none of the first programme's words in what is printed."""

from datetime import date
from pathlib import Path

import pytest

from pipeline import run
from pipeline.findings import Severity
from pipeline.flow import Outcome
from tests.documents.reading import text_of

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "pipeline" / "knowledge" / "programmes" / "motivator-2015.toml"
OWN_WORDS = {
    "motivator-2015": "pendamping-2016",
    "Motivator": "Pendamping",
    "motivator": "pendamping",
    "MOTIVATOR": "PENDAMPING",
    "SPM": "SPP",
    'spk_short = "SPK"': 'spk_short = "SPKP"',
}
PRINTED = {"spk", "spm", "id_card", "certificate", "cover_letter"}
"""Papers without words of the field; those of the field quote what the sample's people wrote."""


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = tmp_path_factory.mktemp("second")
    text = FIRST.read_text("utf-8")
    for word, own in OWN_WORDS.items():
        text = text.replace(word, own)
    path = folder / "pendamping-2016.toml"
    path.write_text(text, "utf-8")
    given = (ROOT / "input_samples" / "complete",)
    order = run.Order(given, folder / "out", date(2015, 8, 1), str(path), templates=(ROOT / "templates",))
    return folder / "out", run.issue(order, lambda _line: None)


def test_everything_is_issued(second):
    _, outcome = second
    assert outcome.programme == "pendamping-2016"
    assert [finding.text for finding in outcome.findings if finding.severity is Severity.ERROR] == []
    assert {paper.status for paper in outcome.issued} == {"issued"}


def test_letters_and_file_names_have_its_own_words(second):
    out, outcome = second
    for paper in outcome.issued:
        assert not {"SPM", "SPK"} & set(Path(paper.path).stem.split("_")), paper.path
        assert not {"SPM", "SPK"} & set(paper.title.split()), paper.title
        if paper.document in PRINTED:
            lines = [line for line in text_of((out / paper.path).read_bytes()).splitlines() if "Nomor" not in line]
            assert not [line for line in lines if "motivator" in line.casefold() or "SPM" in line], paper.path
