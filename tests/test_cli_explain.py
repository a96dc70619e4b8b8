"""`berkas explain`: what it says of a paper, and of files that it cannot explain."""

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from pipeline.failures import ExitCode
from tests.test_cli import AFTER, SAMPLES, berkas

SPM = "D-01/M-001/SPM_M-001.docx"
F4 = "D-02/M-003/SPM_M-003.docx"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the letters; tests copy it before they change it."""
    out = tmp_path_factory.mktemp("letters") / "out"
    assert berkas("letters", SAMPLES / "complete", "-o", out, *AFTER, "-q") == ExitCode.DONE
    return out


@pytest.fixture
def out(letters: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(letters, tmp_path / "out"))


def line(said: str, field: str) -> str:
    return next(one for one in said.splitlines() if one.startswith(f"{field} "))


def test_each_value_and_its_cell(letters, capsys):
    assert berkas("explain", letters / SPM) == ExitCode.DONE
    said = capsys.readouterr().out
    assert line(said, "education").endswith("«S-1 Pendidikan Ekonomi» ← penugasan.xlsx › Motivator!G7")
    assert line(said, "spk_number").endswith("dicatat 2015-04-30")
    assert line(said, "title").endswith("motivator-2015 (teks tetap)")


def test_an_office_that_prints_on_f4(letters, capsys):
    assert berkas("explain", letters / F4) == ExitCode.DONE
    assert "Kantor!S10" in line(capsys.readouterr().out, "letterhead.unit")


def test_a_given_number_is_told_by_its_cell(letters, capsys):
    assert berkas("explain", letters / F4, "--field", "number") == ExitCode.DONE
    assert "Penugasan!P7" in line(capsys.readouterr().out, "number")


def test_personal_numbers_are_masked(letters, capsys):
    for shape in ("text", "json"):
        berkas("explain", letters / SPM, "--format", shape)
        said = capsys.readouterr()
        assert "3369055203829001" not in said.out + said.err
        assert "•9001" in said.out


def test_a_word_narrows_the_answer(letters, capsys):
    assert berkas("explain", letters / SPM, "--field", "sumberREJO", "--format", "json") == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    assert [one["field"] for one in told] == ["address", "groups[1].village"]
    assert told[1]["cells"] == ["penugasan.xlsx › Daftar Kelompok!F6"]


def test_a_field_is_found_by_its_meaning(letters, capsys):
    assert berkas("explain", letters / SPM, "--field", "pangkat", "--format", "json") == ExitCode.DONE
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["field"], told["meaning"]) == ("signature.rank", "Pangkat dan golongan")
    assert berkas("explain", letters / SPM, "--field", "kelurahan", "--format", "json") == ExitCode.DONE
    assert {one["field"] for one in json.loads(capsys.readouterr().out)} == {"groups[1].village", "groups[2].village"}


def test_a_qr_mark_is_not_told_as_a_blank_number(letters, capsys):
    assert berkas("explain", letters / "D-01/M-001/Tanda-Pengenal_M-001.docx", "--field", "qr") == ExitCode.DONE
    said = line(capsys.readouterr().out, "qr")
    assert "dibuat dari" in said
    assert "ditulis tangan" not in said


def test_the_inputs_are_not_needed_and_the_file_may_lie_anywhere(out, tmp_path, capsys):
    elsewhere = tmp_path / "surat.docx"
    shutil.copyfile(out / SPM, elsewhere)
    assert berkas("explain", elsewhere, "--register", out / "register.sqlite") == ExitCode.DONE
    assert "Motivator!O7" in line(capsys.readouterr().out, "name")


def test_a_pdf_is_told_by_the_paper_beside_it(out):
    (out / SPM).with_suffix(".pdf").write_bytes(b"%PDF-1.7")
    assert berkas("explain", (out / SPM).with_suffix(".pdf")) == ExitCode.DONE


def test_an_edited_file_is_told_as_it_was_issued(out, capsys):
    document = Document(str(out / SPM))
    document.add_paragraph("Catatan tangan")
    document.save(str(out / SPM))
    assert berkas("explain", out / SPM) == ExitCode.FINDINGS
    said = capsys.readouterr()
    assert "Motivator!O7" in line(said.out, "name")
    assert "2015-08-01" in said.err


def test_an_issued_letter_is_told_as_it_was_though_its_data_changed(out, tmp_path, capsys):
    """A second run with other words leaves the letter; its trace still names the cells of the first."""
    assert berkas("letters", SAMPLES / "with_faults", "-o", out, *AFTER, "-q") == ExitCode.FINDINGS
    capsys.readouterr()
    assert berkas("explain", out / SPM) == ExitCode.DONE
    assert "Motivator!O7" in line(capsys.readouterr().out, "name")


def test_a_second_run_from_the_ledgers_dates_tells_the_same(out, capsys):
    """The date of a letter that is made again is the ledger's; the cell that gave it first is still its origin."""
    key = ("spm/facilitator:M-001", "--reason", "kertas rusak", "-o", out, "--date", "2015-08-02")
    assert berkas("register", "reissue", *key) == ExitCode.DONE
    assert berkas("letters", SAMPLES / "complete", "-o", out, *AFTER, "-q") == ExitCode.DONE
    capsys.readouterr()
    assert berkas("explain", out / SPM, "--field", "signature.place_and_date") == ExitCode.DONE
    assert "Penugasan!Q5" in capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert berkas("explain", *arguments) == ExitCode.FAILED
    said = capsys.readouterr()
    assert said.out == ""
    text, fix = said.err.splitlines()
    assert text
    return fix


def test_a_file_that_the_register_does_not_know(out, capsys):
    Document().save(str(out / "lain.docx"))
    refused(capsys, out / "lain.docx")


def test_a_draft_of_a_change_is_no_issued_paper(out, capsys):
    shutil.copyfile(out / F4, out / SPM.replace(".docx", ".perubahan.docx"))
    (out / F4).unlink()
    Document().save(str(out / SPM.replace(".docx", ".perubahan.docx")))
    refused(capsys, out / SPM.replace(".docx", ".perubahan.docx"))


def test_a_paper_without_a_register(letters, tmp_path, capsys):
    shutil.copyfile(letters / SPM, tmp_path / "SPM.docx")
    assert "--register" in refused(capsys, tmp_path / "SPM.docx")
    refused(capsys, tmp_path / "SPM.docx", "--register", tmp_path / "tidak-ada.sqlite")
    assert not (tmp_path / "tidak-ada.sqlite").exists()


def test_a_trace_that_is_missing_and_how_it_comes_back(out, capsys):
    (out / "register.sqlite.jejak").unlink()
    refused(capsys, out / SPM)
    assert berkas("letters", SAMPLES / "complete", "-o", out, *AFTER, "-q") == ExitCode.DONE
    assert berkas("explain", out / SPM) == ExitCode.DONE


def test_explaining_changes_nothing(out):
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    berkas("explain", out / SPM)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_the_recap_is_no_paper(out, capsys):
    assert berkas("reports", SAMPLES / "complete", "-o", out, *AFTER, "-q") == ExitCode.DONE
    capsys.readouterr()
    refused(capsys, out / "rekap.xlsx")


def test_a_damaged_trace_stops_before_anything_is_issued(out, capsys):
    (out / "register.sqlite.jejak").write_bytes(b"rusak")
    (out / SPM).unlink()
    assert berkas("letters", SAMPLES / "complete", "-o", out, *AFTER, "-q") == ExitCode.FAILED
    assert not (out / SPM).exists()
    capsys.readouterr()
    refused(capsys, out / F4)
