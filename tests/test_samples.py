"""The sample stories: they are what their script writes, `complete` is right, and of `with_faults` all is known."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline import knowledge, run
from pipeline.findings import Finding, Severity
from pipeline.flow import Outcome
from pipeline.stage1_read import read
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.conftest import Golden
from tests.samples import faults, make_samples, readme

SAMPLES = make_samples.SAMPLES
TEMPLATES = SAMPLES.parent / "templates"
AFTER_THE_TERM = date(2015, 8, 1)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    make_samples.main(folder)
    return folder


@pytest.fixture(scope="module")
def spoilt() -> tuple[Finding, ...]:
    return found_in("with_faults")


def found_in(name: str) -> tuple[Finding, ...]:
    """What stages 1 to 3 find in a story."""
    reading = read([SAMPLES / name])
    dossier, findings = normalise(reading, knowledge.programme("motivator-2015"), AFTER_THE_TERM)
    lines = len(dossier.recorded) + len(dossier.lost_lines) + len(reading.furniture)
    assert len(reading.lines) == lines, "rows = recorded + lost + furniture"
    return (*findings, *validate(dossier))


def issued_from(name: str, out: Path) -> Outcome:
    """What a run without a past makes of a story."""
    order = run.Order((SAMPLES / name,), out, AFTER_THE_TERM, "motivator-2015", templates=(TEMPLATES,))
    return run.issue(order, lambda _line: None)


def files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def parts(path: Path) -> dict[str, bytes] | bytes:
    """A workbook's parts: packed they may differ from one zlib to another."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_samples_are_what_the_script_writes(written: Path) -> None:
    assert sorted(files(SAMPLES)) == sorted(files(written))
    for name in files(written):
        if name.endswith((".xlsx", ".md", ".pdf")) and name != "with_faults/laporan terputus.xlsx":
            assert parts(SAMPLES / name) == parts(written / name), f"{name}: python -m tests.samples.make_samples"


def test_nothing_is_wrong_with_the_complete_story() -> None:
    assert [str(finding.place) for finding in found_in("complete") if finding.severity is not Severity.NOTE] == []


def test_exactly_the_known_faults_are_found(spoilt: tuple[Finding, ...], golden: Golden) -> None:
    told = {code for fault in faults.FAULTS for code in fault.codes}
    lines = {
        f"{finding.code} {finding.place}"
        for finding in spoilt
        if finding.severity is not Severity.NOTE or finding.code in told
    }
    golden.check(readme.FOUND, "".join(f"{line}\n" for line in sorted(lines)))


@pytest.mark.parametrize("fault", faults.FAULTS, ids=lambda fault: fault.name)
def test_every_fault_is_found_in_its_file(fault: faults.Fault, spoilt: tuple[Finding, ...]) -> None:
    assert fault.codes
    for code in fault.codes:
        assert any(finding.code == code and finding.place.file == fault.file for finding in spoilt)


def test_every_paper_of_the_complete_story_is_issued(tmp_path: Path) -> None:
    outcome = issued_from("complete", tmp_path)
    counted = Counter((paper.document, paper.status) for paper in outcome.issued)
    assert counted == {
        ("spk", "issued"): 4,
        ("cover_letter", "issued"): 2,
        ("spm", "issued"): 4,
        ("id_card", "issued"): 4,
        ("attendance_sheet", "issued"): 48,
        ("minutes", "issued"): 32,
        ("partnership_statement", "issued"): 8,
        ("monthly_report", "issued"): 8,
        ("final_report", "issued"): 4,
        ("certificate", "issued"): 4,
        ("recap", "issued"): 1,
    }


def test_exactly_the_known_papers_are_withheld(tmp_path: Path, golden: Golden) -> None:
    outcome = issued_from("with_faults", tmp_path)
    withheld = sorted(paper.key for paper in outcome.issued if paper.status == "withheld")
    golden.check(readme.WITHHELD, "".join(f"{key}\n" for key in withheld))
    assert all(paper.status == "issued" for paper in outcome.issued if paper.key not in withheld)


def test_the_samples_stay_small() -> None:
    size = sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file())
    assert size < 3_000_000
