"""What is issued, with which numbers, and what a second run leaves alone."""

import errno
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline import register
from pipeline.failures import Failure
from pipeline.files import WrittenTogether
from pipeline.flow import Earlier, Numbered
from tests.stage5.papers import House, card, fault, house, spk, spm

SPK, SPM, CARD = "spk/facilitator:M-001", "spm/facilitator:M-001", "id_card/facilitator:M-001"


@pytest.fixture
def desk(tmp_path) -> House:
    return house(tmp_path)


def test_a_letter_prints_its_own_number_and_the_cited_one(desk):
    issued = desk.issue(spk(), spm())
    assert issued[SPM].status == "issued"
    assert desk.text(issued[SPM]) == "SPM 001/UJI/V/2015 berdasar 001/UJI/IV/2015 untuk Siti"


def test_numbers_follow_the_date_not_the_order_of_the_drafts(desk):
    issued = desk.issue(spk("M-002", dated=date(2015, 5, 9)), spk("M-001", dated=date(2015, 5, 8)))
    assert [issued[f"spk/facilitator:{code}"].number[:3] for code in ("M-001", "M-002")] == ["001", "002"]


def test_a_second_run_leaves_everything_as_it_is(desk):
    first = desk.issue(spk(), spm(), card())
    before = {path: path.stat().st_mtime_ns for path in desk.out.rglob("*.docx")}
    desk.today = date(2016, 1, 1)
    second = desk.issue(spk(), spm(), card())
    assert {paper.status for paper in second.values()} == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in desk.out.rglob("*.docx")} == before
    assert [paper.sha256 for paper in second.values()] == [paper.sha256 for paper in first.values()]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    papers = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        papers.append(house(tmp_path / name))
    first, second = (desk.issue(spk())[SPK].sha256 for desk in papers)
    assert first == second


def test_an_error_about_what_a_paper_prints_withholds_it_and_what_cites_it(desk):
    issued = desk.issue(spk(), spm(), card(), spk("M-002"), findings=(fault(SPK),))
    assert {key: paper.status for key, paper in issued.items()} == {
        SPK: "withheld", SPM: "withheld", CARD: "issued", "spk/facilitator:M-002": "issued",
    }  # fmt: skip
    assert [finding.code for finding in issued[SPM].withheld_by] == ["G99"]


def test_a_withheld_paper_names_the_version_that_was_issued_before(desk):
    first = desk.issue(spk(), card())
    desk.today = date(2015, 6, 1)
    again = desk.issue(spk(), card(name="Ani"), spm(), findings=(fault("facilitator:M-001"),))
    assert [paper.status for paper in again.values()] == ["withheld"] * 3
    assert again[SPK].earlier == Earlier(first[SPK].path, date(2015, 5, 4))
    assert again[CARD].earlier == Earlier(first[CARD].path, date(2015, 5, 4))
    assert again[SPM].earlier is None
    (desk.out / first[CARD].path).unlink()
    assert desk.issue(card(), findings=(fault(CARD),))[CARD].earlier is None
    assert desk.issue(spk())[SPK].earlier is None


def test_an_error_about_nobody_withholds_nothing(desk):
    assert desk.issue(spk(), findings=(fault(),))[SPK].status == "issued"


def test_a_letter_that_cites_one_that_is_not_made_is_withheld(desk):
    issued = desk.issue(spm())
    assert issued[SPM].status == "withheld"
    assert [finding.code for finding in issued[SPM].withheld_by] == ["L85"]


def test_a_withheld_letter_takes_no_number(desk):
    desk.issue(spk("M-001"), spk("M-002"), findings=(fault("facilitator:M-001"),))
    issued = desk.issue(spk("M-001"), spk("M-002"))
    assert issued["spk/facilitator:M-002"].number.startswith("001")
    assert issued[SPK].number.startswith("002")


def test_a_given_number_is_printed_and_invented_nowhere(desk):
    given = Numbered("D-01", "given", given="800/7/2015")
    issued = desk.issue(spk(numbered=given), spm())
    assert "berdasar 800/7/2015" in desk.text(issued[SPM])


def test_one_given_number_for_two_letters_withholds_the_second(desk):
    given = Numbered("D-01", "given", given="800/7/2015")
    issued = desk.issue(spk("M-001", numbered=given), spk("M-002", numbered=given))
    assert sorted(paper.status for paper in issued.values()) == ["issued", "withheld"]
    assert desk.codes() == ["L80"]


def test_a_number_that_was_given_stays_though_the_workbook_gives_another_now(desk):
    given = Numbered("D-01", "given", given="800/7/2015")
    desk.issue(spk(numbered=given))
    assert desk.codes() == []
    again = desk.issue(spk(numbered=replace(given, given="800/8/2015")))[SPK]
    assert (again.number, "L81" in desk.codes()) == ("800/7/2015", True)


def test_a_changed_letter_stays_and_its_new_version_lies_beside(desk):
    first = desk.issue(spk())[SPK]
    changed = desk.issue(spk(name="Siti Aminah"))[SPK]
    assert (changed.status, changed.sha256, desk.codes()) == ("changed", first.sha256, ["L82"])
    assert "Siti Aminah" not in desk.text(changed)
    assert (desk.out / "D-01/M-001/SPK_M-001.perubahan.docx").is_file()


def test_a_voided_letter_gets_a_new_number_and_a_reissued_one_keeps_its_own(desk):
    first = desk.issue(spk())[SPK]
    with desk.press() as press:
        press.register.void("D-01", "spk", "facilitator:M-001", "salah nama", desk.today)
    second = desk.issue(spk(name="Siti Aminah"))[SPK]
    assert (second.status, first.number[:3], second.number[:3]) == ("issued", "001", "002")
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "salah ketik", desk.today)
    third = desk.issue(spk(name="Siti Aminah, S.E."))[SPK]
    assert (third.status, third.number) == ("issued", second.number)
    assert "S.E." in desk.text(third)


def test_a_new_template_alone_rewrites_no_letter_but_other_papers(desk):
    desk.issue(spk(), card())
    desk.write_template("spk", "Surat {{ number }} {{ name }}")
    desk.write_template("id_card", "Kartu baru {{ name }}")
    issued = desk.issue(spk(), card())
    assert (issued[SPK].status, issued[CARD].status) == ("unchanged", "issued")


def test_a_paper_edited_by_hand_is_never_overwritten(desk):
    path = desk.out / desk.issue(card())[CARD].path
    path.write_bytes(path.read_bytes() + b"edited")
    kept = desk.issue(card(name="Siti Aminah"))[CARD]
    assert (kept.status, desk.codes()) == ("kept", ["L83"])
    assert path.read_bytes().endswith(b"edited")
    beside = path.with_name("KARTU_M-001.baru.docx")
    beside.write_bytes(beside.read_bytes() + b"edited too")
    desk.issue(card(name="Siti Aminah, S.E."))
    assert not beside.read_bytes().endswith(b"edited too")
    assert path.with_name("KARTU_M-001.baru.lama.docx").read_bytes().endswith(b"edited too")


def test_a_draft_beside_a_paper_that_is_open_is_told_and_the_run_goes_on(desk, monkeypatch):
    path = desk.out / desk.issue(card())[CARD].path
    path.write_bytes(path.read_bytes() + b"edited")
    desk.issue(card(name="Siti Aminah"))
    beside = path.with_name("KARTU_M-001.baru.docx")
    before, replace_file = beside.read_bytes(), os.replace

    def locked(source, target):
        if Path(source) == beside:
            raise PermissionError(errno.EACCES, "open in Word")
        replace_file(source, target)

    monkeypatch.setattr("pipeline.stage5_render.settle.os.replace", locked)
    issued = desk.issue(card(name="Siti Aminah, S.E."), spk("M-002"))
    assert {paper.status for paper in issued.values()} == {"kept", "issued"}
    assert sorted(desk.codes()) == ["L83", "L84"]
    assert beside.read_bytes() == before


def test_a_paper_that_was_deleted_is_made_again_under_its_number(desk):
    first = desk.issue(spk())[SPK]
    (desk.out / first.path).unlink()
    again = desk.issue(spk())[SPK]
    assert (again.status, again.number, again.sha256) == ("issued", first.number, first.sha256)


def test_a_run_killed_after_booking_gives_the_same_number(desk):
    with desk.press() as press:
        rule = register.NumberRule("register", SERIES_PATTERN)
        request = register.Request("D-01", "spk", "facilitator:M-001", date(2015, 4, 30), rule)
        number = press.register.reserve([request], desk.today).entries[request.entry_key].number
    assert desk.issue(spk("M-002"), spk("M-001"))[SPK].number == number


SERIES_PATTERN = "{urut:03}/UJI/{bulan_romawi}/{tahun}"


def test_a_dry_run_writes_nothing(desk):
    issued = desk.issue(card(), dry_run=True)
    assert issued[CARD].status == "issued"
    assert not desk.out.exists()


def test_a_paper_that_is_open_elsewhere_is_said_and_the_others_go_on(desk, monkeypatch):
    desk.issue(card("M-001"), card("M-002"))
    rename = os.replace

    def refuse(source, target):
        if "M-001" in target.name:
            raise PermissionError
        rename(source, target)

    monkeypatch.setattr("pipeline.files.os.replace", refuse)
    issued = desk.issue(card("M-001", name="Ani"), card("M-002", name="Ani"))
    assert issued[CARD].status == "withheld"
    assert [finding.code for finding in issued[CARD].withheld_by] == ["L84"]
    assert issued[CARD].earlier is not None
    assert issued["id_card/facilitator:M-002"].status == "issued"
    assert not list(desk.out.rglob(".berkas-*"))


@pytest.mark.parametrize(
    ("step", "error", "said"),
    [
        ("os.write", PermissionError(errno.EACCES, "Permission denied"), "tidak dapat ditulis"),
        ("os.fsync", OSError(errno.ENOSPC, "No space left on device"), "habis"),
        ("os.replace", OSError(errno.EDQUOT, "Disk quota exceeded"), "habis"),
    ],
)
def test_a_disk_that_refuses_is_a_failure_and_no_paper_counts_as_issued(desk, monkeypatch, step, error, said):
    def fail(*_):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(f"pipeline.files.{step}", fail)
        with pytest.raises(Failure) as failed:
            desk.issue(spk(), card())
    assert said in failed.value.text
    assert not list(desk.out.rglob("*.docx"))
    assert not list(desk.out.rglob(".berkas-*"))
    assert {paper.status for paper in desk.issue(spk(), card()).values()} == {"issued"}


def test_a_letter_that_was_issued_before_does_not_hold_back_what_cites_it(desk):
    desk.issue(spk(), spm())
    issued = desk.issue(spk(), spm(), findings=(fault(SPK),))
    assert (issued[SPK].status, issued[SPM].status) == ("withheld", "unchanged")


def test_an_edited_letter_whose_number_was_voided_is_set_aside(desk):
    path = desk.out / desk.issue(spk())[SPK].path
    path.write_bytes(b"edited")
    with desk.press() as press:
        press.register.void("D-01", "spk", "facilitator:M-001", "salah nama", desk.today)
    assert desk.issue(spk())[SPK].status == "issued"
    assert path.with_name("SPK_M-001.lama.docx").read_bytes() == b"edited"


def test_the_pdf_of_a_letter_that_is_written_anew_is_set_aside(desk):
    path = desk.out / desk.issue(spk(), card())[SPK].path
    printed = path.with_suffix(".pdf")
    printed.write_bytes(b"of the voided number")
    desk.issue(spk())
    assert printed.is_file(), "the letter stayed, and so does its PDF"
    with desk.press() as press:
        press.register.void("D-01", "spk", "facilitator:M-001", "salah nama", desk.today)
    desk.issue(spk())
    assert not printed.exists()
    assert path.with_name("SPK_M-001.lama.pdf").read_bytes() == b"of the voided number"
    printed.write_bytes(b"of the second number")
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "salah ketik", desk.today)
    desk.issue(spk(name="Ani"))
    assert path.with_name("SPK_M-001.lama-2.pdf").read_bytes() == b"of the second number"


def test_a_report_that_the_ledger_does_not_know_is_set_aside_with_its_pdf(desk):
    path = desk.out / desk.issue(card())[CARD].path
    path.with_suffix(".pdf").write_bytes(b"of the old one")
    (desk.folder / "register.sqlite").unlink()
    desk.issue(card(name="Ani"))
    assert not path.with_suffix(".pdf").exists()
    assert path.with_name("KARTU_M-001.lama.pdf").read_bytes() == b"of the old one"


def test_a_pdf_that_is_open_in_a_viewer_holds_no_letter_back(desk, monkeypatch):
    path = desk.out / desk.issue(spk())[SPK].path
    printed = path.with_suffix(".pdf")
    printed.write_bytes(b"open")
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "salah ketik", desk.today)
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(source) == printed:
            raise PermissionError(source)
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    assert desk.issue(spk(name="Ani"))[SPK].status == "issued"
    assert printed.read_bytes() == b"open"


def test_a_changed_letter_that_was_edited_too_is_told_as_changed(desk):
    path = desk.out / desk.issue(spk())[SPK].path
    path.write_bytes(b"edited")
    assert desk.issue(spk(name="Ani"))[SPK].status == "changed"
    assert path.read_bytes() == b"edited"


def test_the_draft_of_a_change_is_gone_once_the_change_is_issued(desk):
    desk.issue(spk())
    desk.issue(spk(name="Ani"))
    draft = desk.out / "D-01/M-001/SPK_M-001.perubahan.docx"
    assert draft.is_file()
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "ganti nama", desk.today)
    assert desk.issue(spk(name="Ani"))[SPK].status == "issued"
    assert not draft.exists()


def test_a_run_that_changes_nothing_prepares_no_template(desk, monkeypatch):
    desk.issue(spk(), spm(), card())

    def refuse(path):
        raise AssertionError(f"{path} was prepared")

    monkeypatch.setattr("pipeline.stage5_render.press.word.load", refuse)
    assert {paper.status for paper in desk.issue(spk(), spm(), card()).values()} == {"unchanged"}


def test_a_broken_template_is_a_failure_before_any_number_is_given(desk):
    desk.write_template("spm", "SPM {{ number }")
    with pytest.raises(Failure):
        desk.issue(spk(), spm())
    with desk.press() as press:
        assert press.register.listing() == []


def test_a_letter_voided_while_it_was_written_is_not_told_as_issued(desk, monkeypatch):
    monkeypatch.setattr(register.Register, "mark_issued", lambda self, marks, today: tuple(marks))
    issued = desk.issue(spk())[SPK]
    assert (issued.status, desk.codes()) == ("withheld", ["L88"])


@pytest.mark.parametrize("anew", [False, True])
def test_what_cites_a_letter_that_is_voided_meanwhile_is_not_told_as_issued(desk, monkeypatch, anew):
    """`anew`: that letter is issued by the same run; otherwise it stood before."""
    if not anew:
        desk.issue(spk(), spk("M-002"))
    name_all = WrittenTogether.name_all
    voided: list[str] = []

    def meanwhile(files: WrittenTogether) -> frozenset[Path]:
        if not voided:
            voided.append(SPK)
            with desk.press() as press:
                press.register.void("D-01", "spk", "facilitator:M-001", "salah nama", desk.today)
        return name_all(files)

    with monkeypatch.context() as patched:
        patched.setattr(WrittenTogether, "name_all", meanwhile)
        given = (spk(), spk("M-002")) if anew else ()
        issued = desk.issue(*given, spm(), spm("M-002"))
    assert issued["spm/facilitator:M-002"].status == "issued"
    assert {paper.status for key, paper in issued.items() if "M-001" in key} == {"withheld"}
    assert set(desk.codes()) == {"L88"}
    issued = desk.issue(spk(), spm())
    assert (issued[SPK].status, issued[SPM].status) == ("issued", "issued")
    assert issued[SPK].number in desk.text(issued[SPM])


def test_a_title_never_shows_a_personal_number(desk):
    assert "3317010405809001" not in desk.issue(spk(name="3317010405809001"))[SPK].title


def test_a_folder_in_a_papers_place_withholds_that_paper_alone(desk):
    (desk.out / "D-01/M-001/KARTU_M-001.docx").mkdir(parents=True)
    issued = desk.issue(card("M-001"), card("M-002"))
    assert (issued[CARD].status, desk.codes()) == ("withheld", ["L84"])
    assert issued["id_card/facilitator:M-002"].status == "issued"
