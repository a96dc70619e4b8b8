"""The command line: what a terminal shows, where the page lies, and the findings that an officer accepts."""

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.cli.show import Talk, show
from pipeline.excel import marks as excel_marks
from pipeline.failures import ExitCode
from pipeline.rules import reports
from pipeline.stage6_report import Line
from tests.excel.marking import summary
from tests.test_cli import AFTER, SAMPLES, berkas, outcome

LINES = [
    Line("Lembar Anggota", "heading", 2),
    Line("C7 [G40, kesalahan] «Nama Lengkap» belum diisi, padahal anggota itu tercatat hadir.", "error", 4),
]
ESCAPE = "\x1b["


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def looked_at(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of forty columns on both streams. No fixture: pytest puts its own streams back before a test."""
    stream = Terminal()
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return stream


def test_a_terminal_gets_colours_and_lines_that_fit(monkeypatch):
    terminal = looked_at(monkeypatch)
    show(LINES)
    told = terminal.getvalue()
    assert f"{ESCAPE}31m" in told
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told).splitlines()
    assert max(map(len, plain)) <= 40
    assert [line[:7] for line in plain[:3]] == ["  Lemba", "    C7 ", "      b"]


def test_no_colour_where_none_is_wanted(monkeypatch):
    terminal = looked_at(monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    show(LINES)
    assert ESCAPE not in terminal.getvalue()


def test_off_a_terminal_a_line_stays_a_line(capsys):
    show(LINES)
    assert capsys.readouterr().out == "".join(f"{' ' * line.indent}{line.text}\n" for line in LINES)


def test_a_bar_moves_while_many_workbooks_are_read(monkeypatch):
    terminal = looked_at(monkeypatch)
    talk = Talk()
    for done in (1, 20, 40):
        talk.read(done, 40)
    assert terminal.getvalue().split("\r")[1:] == [
        "Membaca [....................] 1 dari 40 buku kerja",
        "Membaca [##########..........] 20 dari 40 buku kerja",
        "Membaca [####################] 40 dari 40 buku kerja\n",
    ]


def test_a_bar_moves_while_papers_become_pdfs(monkeypatch):
    terminal = looked_at(monkeypatch)
    Talk().converted(20, 40)
    assert terminal.getvalue() == "\rMembuat PDF [##########..........] 20 dari 40 berkas"


@pytest.mark.parametrize(("talk", "total"), [(Talk(), 3), (Talk(quiet=True), 40)])
def test_no_bar_for_few_workbooks_or_when_quiet(monkeypatch, talk, total):
    terminal = looked_at(monkeypatch)
    talk.read(1, total)
    assert terminal.getvalue() == ""


def test_no_bar_off_a_terminal(capsys):
    Talk().read(1, 40)
    assert capsys.readouterr() == ("", "")


def test_where_the_page_lies_is_told_on_stderr(tmp_path, capsys):
    month = SAMPLES / "complete" / "M-001"
    berkas("validate", month, "-o", tmp_path, *AFTER, "--format", "json")
    assert str(tmp_path / "validation.html") in capsys.readouterr().err
    assert (tmp_path / "validation.html").is_file()
    berkas("validate", month, "-o", tmp_path / "none", *AFTER, "--dry-run")
    assert "html" not in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("number", ["0", "-1", "dua"])
def test_workers_are_counted_from_one(number, capsys):
    assert berkas("validate", SAMPLES / "complete", "--workers", number) == ExitCode.USAGE
    assert "range" not in capsys.readouterr().err


def test_copies_freed_of_marks_are_not_called_marked(tmp_path, capsys):
    berkas("validate", SAMPLES / "with_faults" / "M-003", "-o", tmp_path / "out", *AFTER)
    told = capsys.readouterr().err
    assert "sudah ditandai" in told
    assert "tanpa tanda" not in told
    story = tmp_path / "cerita"
    shutil.copytree(SAMPLES / "complete", story)
    mark = excel_marks.Mark("Motivator", "A1", "error", "salah")
    marked = excel_marks.marked((story / "penugasan.xlsx").read_bytes(), [mark], summary(mark))
    (story / "penugasan.xlsx").write_bytes(marked.data)
    berkas("validate", story, "-o", tmp_path / "lagi", *AFTER)
    told = capsys.readouterr().err
    assert "tanpa tanda" in told
    assert "sudah ditandai" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("--waive", "L12@M-002=banjir"),
        ("--waive", "L12@M-002=banjir", "--by", " "),
        ("--waive", "L12@M-002=", "--by", "Ratna"),
        ("--waive", "L12=banjir", "--by", "Ratna"),
        ("--waive", "L12@=banjir", "--by", "Ratna"),
        ("--waive", "A77@M-002=banjir", "--by", "Ratna"),
        ("--waive", "G47@K-01/01=KTP hilang", "--by", "Ratna"),
    ],
    ids=["no name", "blank name", "no reason", "nobody", "blank", "no such code", "identity"],
)
def test_a_waiver_that_cannot_be_is_wrong_usage(arguments, tmp_path, capsys, monkeypatch):
    may_be_waived(monkeypatch)
    assert berkas("validate", SAMPLES / "with_faults", "-o", tmp_path, *AFTER, *arguments) == ExitCode.USAGE
    assert "--waive" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def may_be_waived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "CERTIFICATE_NOT_EARNED", replace(reports.CERTIFICATE_NOT_EARNED, waivable=True))


def test_an_accepted_finding_stands_in_the_outcome_and_in_the_list_of_the_register(tmp_path, capsys, monkeypatch):
    may_be_waived(monkeypatch)
    arguments = ("--waive", "l12@M-002=banjir", "--waive", "L12 @ M-003 = sakit", "--by", "Ratna Dewi")
    given = SAMPLES / "with_faults"
    assert berkas("letters", given, "-o", tmp_path, *AFTER, *arguments) == ExitCode.FINDINGS
    told = outcome(tmp_path)
    assert [(one["about"], one["reason"], one["source"]) for one in told["waivers"]] == [
        ("certificate/facilitator:M-002", "banjir", "command"), ("certificate/facilitator:M-003", "sakit", "command"),
    ]  # fmt: skip
    assert told["counts"]["waived"] == 2
    assert {finding["severity"] for finding in told["findings"] if finding["code"] == "L12"} == {"waived"}
    capsys.readouterr()
    assert berkas("register", "list", "-o", tmp_path) == ExitCode.DONE
    assert "L12 tentang M-002: banjir  Ratna Dewi  2015-08-01" in capsys.readouterr().out


def test_checking_with_a_waiver_writes_no_register(tmp_path, monkeypatch):
    may_be_waived(monkeypatch)
    given = (SAMPLES / "with_faults", "-o", tmp_path, *AFTER, "-q")
    berkas("validate", *given, "--waive", "L12@M-002=banjir", "--by", "Ratna")
    assert outcome(tmp_path, "validation.json")["counts"]["waived"] == 1
    assert not [path for path in Path(tmp_path).iterdir() if path.suffix == ".sqlite"]
