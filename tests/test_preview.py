"""`berkas preview`: one paper as it would be issued, quickly, without booking or issuing anything."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from pipeline import preview, run
from pipeline.documents import DOCUMENTS
from pipeline.failures import ExitCode
from pipeline.preview import Broken, Shown, Wanted
from pipeline.stage5_render import BLANK_NUMBER
from tests.documents.reading import text_of
from tests.test_cli import berkas

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "input_samples"
TEMPLATES = ROOT / "templates"
AFTER = date(2015, 8, 1)
DATED = ("--date", AFTER.isoformat())


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("issued")
    run.issue(run.Order((SAMPLES / "complete",), out, AFTER, "motivator-2015", templates=(TEMPLATES,)), lambda _: None)
    return out


def wanted(kind: str, out: Path, templates: Path = TEMPLATES, inputs: Path = SAMPLES / "complete") -> Wanted:
    document = next(document for document in DOCUMENTS if document.kind == kind)
    return Wanted(document, (inputs,), out, AFTER, "motivator-2015", (templates, TEMPLATES))


def made(of: Wanted, subject: str = "M-001") -> Shown:
    known = preview.understood(of)
    found = preview.tried(of, known, preview.matching(known.drafts, subject)[0])
    assert isinstance(found, Shown)
    return found


@pytest.mark.parametrize("kind", ["spk", "cover_letter", "spm", "id_card", "minutes", "final_report", "certificate"])
def test_a_preview_is_the_paper_that_was_issued(issued, tmp_path, kind):
    shutil.copy(issued / "register.sqlite", tmp_path)
    of = wanted(kind, tmp_path)
    known = preview.understood(of)
    draft = known.drafts[0]
    shown = preview.tried(of, known, draft)
    assert isinstance(shown, Shown)
    assert text_of(shown.path.read_bytes()) == text_of((issued / f"{draft.path}.docx").read_bytes())


def test_without_a_register_only_the_numbers_are_blank(issued, tmp_path):
    of = wanted("cover_letter", tmp_path)
    shown = made(of, "")
    before = text_of((issued / f"{shown.draft.path}.docx").read_bytes()).splitlines()
    now = text_of(shown.path.read_bytes()).splitlines()
    assert len(before) == len(now)
    different = [line for old, line in zip(before, now, strict=True) if old != line]
    assert all(BLANK_NUMBER in line for line in different)


def test_nothing_is_booked_or_issued(tmp_path):
    shown = made(wanted("spm", tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [shown.path]
    assert shown.path == tmp_path / "pratinjau" / "PRATINJAU_SPM_M-001.docx"
    assert Document(str(shown.path)).core_properties.title.startswith("PRATINJAU")


@pytest.mark.parametrize("subject", ["facilitator:M-001", "spm/facilitator:M-001", "m-001", "ma'rifah"])
def test_a_subject_may_be_said_in_several_ways(tmp_path, subject):
    known = preview.understood(wanted("spm", tmp_path))
    assert [draft.subject for draft in preview.matching(known.drafts, subject)] == ["facilitator:M-001"]


def test_a_code_is_not_taken_for_the_beginning_of_another(tmp_path):
    known = preview.understood(wanted("monthly_report", tmp_path))
    assert [draft.subject for draft in preview.matching(known.drafts, "M-001/1")] == ["month:M-001/1"]
    assert preview.matching(known.drafts, "M-00") == []


def test_a_person_with_several_papers_is_asked_which(tmp_path, capsys):
    ordered = ("preview", "monthly_report", SAMPLES / "complete", "-o", tmp_path, *DATED)
    assert berkas(*ordered, "--subject", "M-001") == ExitCode.USAGE
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["M-001/1", "M-001/2"]
    assert berkas(*ordered, "--subject", "M-00") == ExitCode.USAGE
    assert "M-001/1, M-001/2, M-002/1" in capsys.readouterr().err


def test_findings_about_the_paper_are_told_and_do_not_withhold_it(tmp_path, capsys):
    given = SAMPLES / "with_faults"
    outcome = run.check(run.Order((given,), tmp_path, AFTER, "motivator-2015", dry_run=True), lambda _: None)
    of = wanted("monthly_report", tmp_path, inputs=given)
    known = preview.understood(of)
    told = {code for draft in known.drafts for code in told_about(preview.tried(of, known, draft))}
    assert told
    assert told <= {finding.code for finding in outcome.findings}


def told_about(shown: Shown | Broken) -> set[str]:
    assert isinstance(shown, Shown)
    assert shown.path.is_file()
    return {finding.code for finding in shown.findings}


def test_the_command_tells_the_path_and_how_long_it_took(tmp_path, capsys):
    assert berkas("preview", "spm", SAMPLES / "complete", "--subject", "M-001", "-o", tmp_path) == ExitCode.DONE
    said = capsys.readouterr()
    assert said.out.strip() == str(tmp_path / "pratinjau" / "PRATINJAU_SPM_M-001.docx")
    assert "detik" in said.err


def test_a_wrong_subject_is_answered_with_the_near_one(tmp_path, capsys):
    assert berkas("preview", "spm", SAMPLES / "complete", "--subject", "M-0001", "-o", tmp_path) == ExitCode.USAGE
    assert "maksud Anda M-001?" in capsys.readouterr().err


def test_without_a_subject_those_that_there_are_are_listed(tmp_path, capsys):
    assert berkas("preview", "spm", SAMPLES / "complete", "-o", tmp_path) == ExitCode.USAGE
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["M-001", "M-002", "M-003", "M-004"]


def test_what_is_not_due_is_said(tmp_path, capsys):
    given = SAMPLES / "complete" / "penugasan.xlsx"
    assert berkas("preview", "monthly_report", given, "-o", tmp_path, *DATED) == ExitCode.FINDINGS
    assert "jatuh tempo" in capsys.readouterr().err


def test_a_broken_template_is_told_with_its_faults(tmp_path, capsys):
    folder = with_template(tmp_path, "{{ numbr }")
    told = berkas(
        "preview", "spm", SAMPLES / "complete", "--subject", "M-001", "-o", tmp_path / "out", "--templates", folder
    )
    assert told == ExitCode.FAILED
    assert "[T07] badan, paragraf 17" in capsys.readouterr().out


def test_a_template_that_loses_text_is_shown_with_its_faults(tmp_path, capsys):
    folder = with_template(tmp_path, "{{ number }} {%p if nik %}")
    path = folder / "spm.docx"
    document = Document(str(path))
    document.add_paragraph("{%p endif %}")
    document.save(str(path))
    given = (
        "preview",
        "spm",
        SAMPLES / "complete",
        "--subject",
        "M-001",
        "-o",
        tmp_path / "out",
        "--templates",
        folder,
    )
    assert berkas(*given) == ExitCode.FAILED
    told = capsys.readouterr()
    assert "[T25] badan, paragraf 17" in told.out
    assert "spm.docx" in told.err
    assert not (tmp_path / "out" / "pratinjau").exists()


def with_template(tmp_path: Path, number: str) -> Path:
    """A folder of the clerk's with an SPM whose number is printed by this tag."""
    folder = tmp_path / "templat"
    folder.mkdir(exist_ok=True)
    document = Document(str(TEMPLATES / "spm.docx"))
    found = next(paragraph for paragraph in document.paragraphs if "{{ number }}" in paragraph.text)
    found.text = f"Nomor: {number}"
    document.save(str(folder / "spm.docx"))
    return folder


def watching(of: Wanted, *saves: Callable[[], object]) -> Iterator[Shown | Broken]:
    """The previews while somebody saves one thing after the other; what never comes is an error, not a wait."""
    known = preview.understood(of)
    waiting, naps = list(saves), [0]

    def sleep(_seconds: float) -> None:
        naps[0] += 1
        if naps[0] % 3 == 1:
            assert waiting, "nothing more was to be saved"
            waiting.pop(0)()

    return preview.watched(of, known, preview.matching(known.drafts, "M-001")[0], sleep)


def test_a_saved_template_is_shown_again_and_a_broken_one_waits_for_the_next(tmp_path):
    folder = with_template(tmp_path, "{{ number }}")
    shown = watching(
        wanted("spm", tmp_path / "out", folder),
        lambda: with_template(tmp_path, "No. {{ number }}"),
        lambda: with_template(tmp_path, "{{ number }"),
        lambda: with_template(tmp_path, "Nr. {{ number }}"),
    )
    texts = []
    for made_now in (next(shown) for _ in range(4)):
        texts.append(text_of(made_now.path.read_bytes()) if isinstance(made_now, Shown) else "")
        assert isinstance(made_now, Shown) or made_now.by_template
    assert "Nomor: …" in texts[0]
    assert "Nomor: No. …" in texts[1]
    assert texts[2] == ""
    assert "Nomor: Nr. …" in texts[3]


def test_inputs_are_read_again_only_when_they_were_saved(tmp_path, monkeypatch):
    inputs = tmp_path / "masukan"
    inputs.mkdir()
    book = Path(shutil.copy(SAMPLES / "complete" / "penugasan.xlsx", inputs))
    folder = with_template(tmp_path, "{{ number }}")
    read = []
    really = preview.understood

    def counted(of: Wanted) -> preview.Known:
        read.append(of)
        return really(of)

    monkeypatch.setattr(preview, "understood", counted)
    shown = watching(
        wanted("spm", tmp_path / "out", folder, inputs),
        lambda: with_template(tmp_path, "No. {{ number }}"),
        lambda: renamed(book),
        lambda: renamed(book, "Siti Rohana"),
    )
    texts, reads = [], []
    for made_now in (next(shown) for _ in range(4)):
        assert isinstance(made_now, Shown)
        texts.append(text_of(made_now.path.read_bytes()))
        reads.append(len(read))
    assert reads == [1, 1, 2, 3]
    assert ["Siti Rahayu" in text for text in texts] == [False, False, True, False]
    assert "Siti Rohana" in texts[3]


def renamed(book: Path, name: str = "Siti Rahayu") -> None:
    """Another name for M-001 in the assignment workbook; Excel's lock file comes with it."""
    (book.parent / f"~${book.name}").write_bytes(b"")
    opened = openpyxl.load_workbook(book)
    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and ("Ma'rifah" in cell.value or "Siti Rahayu" in cell.value):
                    cell.value = name
    opened.save(book)


def test_an_input_that_cannot_be_used_is_told_and_the_watch_goes_on(tmp_path):
    inputs = tmp_path / "masukan"
    inputs.mkdir()
    book = Path(shutil.copy(SAMPLES / "complete" / "penugasan.xlsx", inputs))
    shown = watching(
        wanted("spm", tmp_path / "out", inputs=inputs),
        lambda: book.write_bytes(b"rusak"),
        lambda: shutil.copy(SAMPLES / "complete" / "penugasan.xlsx", inputs),
    )
    first, broken, last = (next(shown) for _ in range(3))
    assert isinstance(first, Shown)
    assert isinstance(broken, Broken)
    assert not broken.by_template
    assert isinstance(last, Shown)


def test_a_watch_ends_with_the_clerk(tmp_path, monkeypatch, capsys):
    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupted)
    told = berkas("preview", "spm", SAMPLES / "complete", "--subject", "M-001", "-o", tmp_path, "--watch")
    assert told == ExitCode.INTERRUPTED
    assert "PRATINJAU_SPM_M-001.docx" in capsys.readouterr().out
