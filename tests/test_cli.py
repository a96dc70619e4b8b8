"""The command line: exit codes, what goes to stdout, what is written."""

import json
import os
import re
import shutil
import signal
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from pipeline import cli, run
from pipeline.failures import FAULT_LOG, ExitCode, log_fault

SAMPLES = Path(__file__).parent.parent / "input_samples"
SCHEMA = json.loads((resources.files("pipeline.knowledge") / "outcome.schema.json").read_text("utf-8"))
PACKAGE = Path(cli.__file__).parent.parent
DECLARED = re.compile(r"= Message\(\s*\"([A-Z]\d\d)\"")
AFTER = ("--date", "2015-08-01")


def berkas(*arguments: object) -> int:
    """The command as typed; without laying reports out, which would take most of the time."""
    quick = ("--no-page-numbers",) if arguments[0] == "reports" else ()
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in (*arguments, *quick)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the complete story; tests copy it before they change it."""
    out = tmp_path_factory.mktemp("issued") / "out"
    assert berkas("reports", SAMPLES / "complete", "-o", out, *AFTER, "-q") == ExitCode.DONE
    return out


@pytest.fixture
def out(issued: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(issued, tmp_path / "out"))


def outcome(out: Path, name: str = "outcome.json") -> dict:
    told = json.loads((out / name).read_text("utf-8"))
    jsonschema.validate(told, SCHEMA)
    return told


def test_reports_issues_everything_that_is_due(issued):
    told = outcome(issued)
    assert {paper["status"] for paper in told["documents"]} == {"issued"}
    assert {paper["kind"] for paper in told["documents"]} == {
        "spk", "cover_letter", "spm", "id_card", "attendance_sheet", "minutes", "partnership_statement",
        "monthly_report", "final_report", "certificate", "recap",
    }  # fmt: skip
    assert all((issued / paper["path"]).is_file() for paper in told["documents"])
    counts = told["counts"]
    assert counts["rows"] == counts["recorded"] + counts["lost"] + counts["furniture"]


def test_a_second_run_on_another_day_changes_nothing(out):
    before = {path: path.read_bytes() for path in out.rglob("*") if path.suffix in {".docx", ".xlsx"}}
    assert berkas("reports", SAMPLES / "complete", "-o", out, "--date", "2016-02-03", "-q") == ExitCode.DONE
    assert {paper["status"] for paper in outcome(out)["documents"]} == {"unchanged"}
    assert {path: path.read_bytes() for path in before} == before


def test_reports_with_faults_exits_1_and_issues_the_rest(tmp_path, capsys):
    assert berkas("reports", SAMPLES / "with_faults", "-o", tmp_path, *AFTER) == ExitCode.FINDINGS
    told = outcome(tmp_path)
    assert told["counts"]["issued"] > 0
    assert all(bool(paper["withheld_by"]) == (paper["status"] == "withheld") for paper in told["documents"])
    assert "perbaiki dulu" in capsys.readouterr().out


def test_letters_makes_only_letters_and_no_recap(tmp_path):
    assert berkas("letters", SAMPLES / "complete", "-o", tmp_path, *AFTER, "-q") == ExitCode.DONE
    assert {paper["kind"] for paper in outcome(tmp_path)["documents"]} == {"spk", "cover_letter", "spm", "id_card"}


def test_only_and_month_choose_papers_and_the_letters_they_cite(tmp_path):
    arguments = ("reports", SAMPLES / "complete", "-o", tmp_path, *AFTER, "-q")
    assert berkas(*arguments, "--only", "monthly_report", "--month", "2015-06") == ExitCode.DONE
    papers = outcome(tmp_path)["documents"]
    assert {paper["kind"] for paper in papers} == {"monthly_report", "spk", "spm"}
    assert {paper["subject"][-2:] for paper in papers if paper["kind"] == "monthly_report"} == {"/2"}


def test_validate_gives_verdicts_and_issues_nothing(tmp_path, capsys):
    assert berkas("validate", SAMPLES / "complete", "-o", tmp_path, *AFTER) == ExitCode.DONE
    assert capsys.readouterr().out.count("siap diunggah") == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == ["validation.html", "validation.json"]
    assert outcome(tmp_path, "validation.json")["documents"] == []


@pytest.mark.parametrize("shape", ["json", "ndjson"])
def test_validate_writes_machine_formats_to_stdout_alone(tmp_path, capsys, shape):
    arguments = ("validate", SAMPLES / "with_faults", "-o", tmp_path, *AFTER, "--format", shape)
    assert berkas(*arguments) == ExitCode.FINDINGS
    printed = capsys.readouterr().out
    if shape == "json":
        jsonschema.validate(json.loads(printed), SCHEMA)
    else:
        assert all(json.loads(line)["code"] for line in printed.splitlines())


def test_a_dry_run_writes_nothing_and_says_what_would_be(tmp_path, capsys):
    out = tmp_path / "out"
    assert berkas("reports", SAMPLES / "complete", "-o", out, *AFTER, "-q", "--dry-run") == ExitCode.DONE
    assert "119 terbit" in capsys.readouterr().out
    assert not out.exists()


def test_verbose_tells_each_stage_on_stderr(tmp_path, capsys):
    berkas("reports", SAMPLES / "complete", "-o", tmp_path, *AFTER, "-q", "-v")
    assert [line[0] for line in capsys.readouterr().err.splitlines()] == ["1", "2", "3", "4", "5"]


def test_assignments_are_read_from_elsewhere(tmp_path):
    month = SAMPLES / "complete" / "M-001"
    roster = SAMPLES / "complete" / "penugasan.xlsx"
    assert berkas("validate", month, "--assignments", roster, "-o", tmp_path, *AFTER, "-q") == ExitCode.DONE
    assert "G76" not in {finding["code"] for finding in outcome(tmp_path, "validation.json")["findings"]}


def test_without_a_roster_one_note_says_which_rules_were_skipped(tmp_path):
    assert berkas("validate", SAMPLES / "complete" / "M-001", "-o", tmp_path, *AFTER, "-q") == ExitCode.DONE
    codes = [finding["code"] for finding in outcome(tmp_path, "validation.json")["findings"]]
    assert codes.count("G76") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("validate", "no such folder"),
        ("reports", SAMPLES / "complete", "--only", "surat"),
        *[("reports", SAMPLES / "complete", "--month", month) for month in ("Juni", "0", "-1", "2015-13", "٢")],
        ("reports", SAMPLES / "complete", "--month", "3"),
        ("reports", SAMPLES / "complete", "--month", "2015-13"),
        ("reports", SAMPLES / "complete", "--only", "recap"),
        ("reports", SAMPLES / "complete", "--date", "31-13-2015"),
        ("fly",),
    ],
)
def test_wrong_usage_exits_2(arguments):
    assert berkas(*arguments) == ExitCode.USAGE


def test_the_output_folder_may_lie_in_the_input_but_not_be_it(tmp_path, capsys):
    given = Path(shutil.copytree(SAMPLES / "complete", tmp_path / "lapangan"))
    for _ in range(2):
        assert berkas("reports", given, "-o", given / "hasil", *AFTER, "-q") == ExitCode.DONE
    assert {paper["status"] for paper in outcome(given / "hasil")["documents"]} == {"unchanged"}
    assert berkas("reports", given, "-o", given, *AFTER, "-q") == ExitCode.FAILED
    assert "folder masukan" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_made_is_a_failure(tmp_path, capsys):
    (tmp_path / "berkas").write_text("x")
    assert berkas("reports", SAMPLES / "complete" / "M-001", "-o", tmp_path / "berkas" / "hasil") == ExitCode.FAILED
    assert "tidak dapat" in capsys.readouterr().err


def test_a_choice_for_which_nothing_is_due_is_told(tmp_path, capsys):
    given = (SAMPLES / "complete", "-o", tmp_path, *AFTER, "--month", "2016-01", "-q")
    assert berkas("reports", *given) == ExitCode.DONE
    assert "Tidak ada surat" in capsys.readouterr().err


def test_an_unknown_programme_is_a_failure_that_names_the_known(tmp_path, capsys):
    assert berkas("validate", SAMPLES / "complete", "--programme", "x", "-o", tmp_path) == ExitCode.FAILED
    assert "motivator-2015" in capsys.readouterr().err


def test_a_fault_in_berkas_is_one_sentence_and_a_log_without_values(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def broken(*_):
        raise ValueError("NIK 3317010405809001")

    monkeypatch.setattr(run, "read_apart", broken)
    assert berkas("validate", SAMPLES / "complete", "-o", tmp_path) == ExitCode.FAULT
    told = capsys.readouterr()
    log = (tmp_path / FAULT_LOG).read_text("utf-8")
    assert "ValueError" in log
    assert "3317010405809001" not in log + told.err + told.out


def test_where_the_current_folder_is_closed_the_log_goes_elsewhere(tmp_path, monkeypatch):
    (tmp_path / FAULT_LOG).mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    assert log_fault(ValueError("3317010405809001")).read_text("utf-8") == "ValueError\n"


def test_interrupted_exits_130(monkeypatch, tmp_path):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "read_apart", stop)
    assert berkas("validate", SAMPLES / "complete", "-o", tmp_path) == ExitCode.INTERRUPTED


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill that a program can hear")
def test_who_ends_the_command_by_kill_gets_what_an_interrupt_gives(monkeypatch, tmp_path, capsys):
    def end(*_):
        os.kill(os.getpid(), signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(run, "read_apart", end)
    assert berkas("validate", SAMPLES / "complete", "-o", tmp_path) == ExitCode.INTERRUPTED
    assert "Dihentikan." in capsys.readouterr().err
    assert signal.getsignal(signal.SIGTERM) is before


def test_forms_writes_blank_workbooks_and_never_overwrites_a_filled_one(tmp_path, capsys):
    assert berkas("forms", "-o", tmp_path) == ExitCode.DONE
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["bulanan.xlsx", "penugasan.xlsx"]
    (tmp_path / "bulanan.xlsx").write_bytes(b"filled in")
    assert berkas("forms", "-o", tmp_path) == ExitCode.FINDINGS
    assert (tmp_path / "bulanan.xlsx").read_bytes() == b"filled in"
    assert "tidak ditimpa" in capsys.readouterr().err


def test_several_old_forms_are_renewed_in_one_go(tmp_path, capsys):
    olds = [SAMPLES / "complete" / name for name in ("M-001/bulan-1.xlsx", "M-002/bulan-2.xlsx")]
    assert berkas("forms", "-o", tmp_path, "--update", olds[0], "--update", olds[1]) == ExitCode.DONE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bulan-1.xlsx", "bulan-2.xlsx"]
    assert len(capsys.readouterr().out.splitlines()) == 2
    again = ("--update", SAMPLES / "complete" / "M-002" / "bulan-1.xlsx")
    assert berkas("forms", "-o", tmp_path, *again) == ExitCode.FINDINGS
    assert "tidak ditimpa" in capsys.readouterr().err
    assert berkas("forms", "-o", tmp_path, *again, "--update", olds[0]) == ExitCode.DONE
    assert (tmp_path / "M-002" / "bulan-1.xlsx").is_file()


def test_forms_with_the_roster_come_filled_and_with_sheets_to_sign(tmp_path):
    roster = SAMPLES / "complete" / "penugasan.xlsx"
    assert berkas("forms", "-o", tmp_path, "--assignments", roster) == ExitCode.DONE
    names = {path.name for path in tmp_path.iterdir()}
    assert {"laporan_M-001_bulan-1.xlsx", "laporan_M-004_bulan-2.xlsx", "daftar-hadir_K-08.docx"} <= names


@pytest.mark.parametrize(("name", "ended"), [("M-001/bulan-1.xlsx", ExitCode.FAILED), ("README.md", ExitCode.FINDINGS)])
def test_blank_forms_are_no_stand_in_for_those_that_were_to_be_filled(tmp_path, capsys, name, ended):
    """Of a workbook that assigns nobody, and of one that cannot be read."""
    assert berkas("forms", "-o", tmp_path / "out", "--assignments", SAMPLES / "complete" / name) == ended
    assert not (tmp_path / "out").exists()
    assert Path(name).name in capsys.readouterr().err


def test_the_register_is_listed_exported_checked_voided_and_reissued(out, tmp_path, capsys):
    assert berkas("register", "list", "-o", out) == ExitCode.DONE
    listed = capsys.readouterr().out
    assert "spm/facilitator:M-001" in listed
    assert "terbit" in listed
    assert berkas("--lang", "en", "register", "list", "-o", out) == ExitCode.DONE
    assert "terbit" not in capsys.readouterr().out
    assert berkas("register", "export", tmp_path / "agenda.xlsx", "-o", out) == ExitCode.DONE
    assert (tmp_path / "agenda.xlsx").is_file()
    assert berkas("register", "check", "-o", out) == ExitCode.DONE
    assert berkas("register", "void", "spm/facilitator:M-001", "--reason", "salah nama", "-o", out) == ExitCode.DONE
    before = {paper["subject"]: paper["number"] for paper in outcome(out)["documents"] if paper["kind"] == "spm"}
    assert berkas("reports", SAMPLES / "complete", "-o", out, *AFTER, "-q") in {ExitCode.DONE, ExitCode.FINDINGS}
    after = {paper["subject"]: paper["number"] for paper in outcome(out)["documents"] if paper["kind"] == "spm"}
    changed = {subject for subject in after if after[subject] != before[subject]}
    assert changed == {"facilitator:M-001"}
    assert (
        berkas("register", "reissue", "spm/facilitator:M-001", "--reason", "kertas rusak", "-o", out) == ExitCode.DONE
    )
    assert berkas("register", "void", "spm/facilitator:M-999", "--reason", "x", "-o", out) == ExitCode.FAILED


def test_the_register_check_names_papers_that_are_gone_or_edited(out, capsys):
    papers = sorted(out.rglob("*.docx"))
    papers[0].unlink()
    papers[1].write_bytes(b"edited")
    assert berkas("register", "check", "-o", out) == ExitCode.FINDINGS
    told = capsys.readouterr().out
    assert "tidak ada lagi" in told
    assert "berubah sejak diterbitkan" in told


def test_the_shipped_templates_fit_and_their_fields_are_listed(capsys):
    assert berkas("templates", "check") == ExitCode.DONE
    assert berkas("templates", "fields", "spm") == ExitCode.DONE
    assert "spk_number" in capsys.readouterr().out


def test_a_template_with_an_unknown_field_is_named_with_the_close_one(tmp_path, capsys):
    from docx import Document

    document = Document()
    document.add_paragraph("{{ numbr }}")
    document.save(str(tmp_path / "spm.docx"))
    assert berkas("templates", "check", "--templates", tmp_path) == ExitCode.FINDINGS
    assert "maksud Anda «number»?" in capsys.readouterr().out


def test_a_run_tells_that_a_template_of_the_clerk_is_faulty(tmp_path, capsys):
    """Its papers, which would print no name, are withheld; those of other templates are issued."""
    from docx import Document

    document = Document(str(PACKAGE.parent / "templates" / "id_card.docx"))
    name = next(
        run for table in document.tables for cell in table._cells for part in cell.paragraphs for run in part.runs
        if "{{ name }}" in run.text
    )  # fmt: skip
    name.text = "Siti"
    mine, out = tmp_path / "mine", tmp_path / "out"
    mine.mkdir()
    document.save(str(mine / "id_card.docx"))
    given = (SAMPLES / "complete", "--templates", mine, "-o", out, *AFTER, "-q")
    assert berkas("letters", *given) == ExitCode.FINDINGS
    assert f"{mine / 'id_card.docx'} memuat 1 kesalahan" in capsys.readouterr().err
    told = json.loads((out / "outcome.json").read_text("utf-8"))
    withheld = [paper for paper in told["documents"] if paper["status"] == "withheld"]
    assert {paper["kind"] for paper in withheld} == {"id_card"}
    assert {told["findings"][number]["code"] for paper in withheld for number in paper["withheld_by"]} == {"L45"}
    assert not list(out.rglob("Tanda-Pengenal*"))
    name.text = "Nama: {{ name }}"
    document.save(str(mine / "id_card.docx"))
    assert berkas("letters", *given) == ExitCode.DONE
    assert capsys.readouterr().err == ""


def test_a_folder_without_any_template_is_not_told_to_be_sound(tmp_path, capsys):
    assert berkas("templates", "check", "--templates", tmp_path) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert "spm.docx" in said.err


def test_faulty_templates_come_back_with_comments(tmp_path, capsys):
    from docx import Document

    document = Document(str(PACKAGE.parent / "templates" / "spm.docx"))
    document.add_paragraph("{{ numbr }}")
    document.save(str(tmp_path / "spm.docx"))
    out = tmp_path / "out"
    assert berkas("templates", "check", "spm", "--templates", tmp_path, "-o", out) == ExitCode.FINDINGS
    said = capsys.readouterr()
    assert "[T14] badan, paragraf 23" in said.out
    assert str(out / "templat" / "spm.docx") in said.err
    copy = Document(str(out / "templat" / "spm.docx"))
    assert [comment.text for comment in copy.comments]
    copy.paragraphs[-1].text = "{{ number }}"
    copy.save(str(tmp_path / "spm.docx"))
    assert berkas("templates", "check", "spm", "--templates", tmp_path) == ExitCode.DONE
    assert "[T47]" in capsys.readouterr().out


def test_messages_lists_every_code_once(capsys):
    assert berkas("messages") == ExitCode.DONE
    told = capsys.readouterr().out
    assert "{" not in told, "names of the code are nothing to a clerk"
    codes = [line.split()[0] for line in told.splitlines()]
    declared = [code for path in PACKAGE.rglob("*.py") for code in DECLARED.findall(path.read_text("utf-8"))]
    assert codes == sorted(set(declared))
    assert len(declared) == len(set(declared)), "a code is used twice"


def test_help_is_there_for_every_command(capsys):
    for command in cli.berkas.commands:
        assert berkas(command, "--help") == ExitCode.DONE
    assert "MASUKAN" in capsys.readouterr().out


def test_streams_that_were_closed_before_the_start(tmp_path, monkeypatch):
    """As schedulers start commands: everything is written, and nothing is said."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert berkas("validate", SAMPLES / "complete", "-o", tmp_path / "out", *AFTER) == ExitCode.DONE
    assert outcome(tmp_path / "out", "validation.json")["counts"]["errors"] == 0
