"""`berkas print` as a whole, with a program in LibreOffice's place and with LibreOffice."""

import json
import os
import threading
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline import cli, pdf
from pipeline.failures import ExitCode, Failure
from pipeline.files import FileFacts, sha256_of
from pipeline.flow import Draft
from pipeline.printing import Printed, PrintOrder, print_bundles
from pipeline.stage5_render.as_pdf import print_to_pdf
from pipeline.stage5_render.attachments import put_beside, scans_of
from tests.fake_office import locked, pages, pretend
from tests.stage5.papers import House, card, house, spk, spm

CARD = "id_card/facilitator:M-001"
SIGNATURE = b"\n%/ByteRange [0 1 2 3]\n"
WORKS = "for source in sources: make(source)\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs in LibreOffice's place start by their first line")


@pytest.fixture
def desk(tmp_path: Path) -> House:
    """SPK and SPM of two people and a card, issued."""
    made = house(tmp_path)
    made.issue(spk(), spm(), card(), spk("M-002"), spm("M-002"))
    return made


def print_all(desk: House, **options: object) -> tuple[dict[str, Printed], list[str]]:
    """The bundles by name, and the codes of what was found."""
    order = PrintOrder(desk.out, desk.folder / "register.sqlite", desk.out / "outcome.json", **options)  # type: ignore[arg-type]
    printed, found = print_bundles(order, lambda _done, _total: None)
    return {bundle.path.name: bundle for bundle in printed}, [finding.code for finding in found]


def to_pdf(desk: House, *drafts: Draft) -> list[str]:
    """What `--pdf` does after a run. Gives the codes of what was found."""
    issued = desk.issue(*(drafts or (spk(), spm(), card()))).values()
    with desk.press() as press:
        found = print_to_pdf(tuple(issued), press, archival=False, step=lambda _done, _total: None)
    return [finding.code for finding in found]


def test_everything_issued_is_bound_by_office_and_kind(desk, tmp_path, monkeypatch):
    calls = pretend(tmp_path, monkeypatch, WORKS)
    printed, found = print_all(desk)
    assert found == []
    assert {name: (bundle.papers, bundle.pages, bundle.sheets) for name, bundle in printed.items()} == {
        "D-01_SPK.pdf": (2, 3, 2), "D-01_SPM.pdf": (2, 3, 2), "D-01_KARTU.pdf": (1, 1, 1),
    }  # fmt: skip
    assert all(len(PdfReader(bundle.path).pages) == bundle.pages for bundle in printed.values())
    assert {bundle.path.parent for bundle in printed.values()} == {desk.out / "cetak"}
    assert calls.read_text().split() == ["5"], "all in one call"


def test_fresh_pdfs_are_not_made_again(desk, tmp_path, monkeypatch):
    calls = pretend(tmp_path, monkeypatch, WORKS)
    print_all(desk)
    print_all(desk)
    assert calls.read_text().split() == ["5"]


def test_one_sided_there_are_no_blank_pages(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    printed, _ = print_all(desk, duplex=False)
    assert (printed["D-01_SPK.pdf"].pages, printed["D-01_SPK.pdf"].sheets) == (2, 2)


def test_without_libreoffice_nothing_is_written_and_it_is_told(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(Failure):
        print_all(desk)
    assert not (desk.out / "cetak").exists()


def test_libreoffice_is_not_needed_where_all_pdfs_are_there(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    print_all(desk)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert len(print_all(desk)[0]) == 3


def test_a_paper_of_which_no_pdf_can_be_made_is_named_and_the_others_printed(desk, tmp_path, monkeypatch):
    bad = desk.out / "D-01" / "M-002" / "SPK_M-002.docx"
    body = f"for source in sources:\n    if source.read_bytes() != Path({str(bad)!r}).read_bytes(): make(source)\n"
    pretend(tmp_path, monkeypatch, body)
    printed, found = print_all(desk)
    assert found == ["L87"]
    assert printed["D-01_SPK.pdf"].papers == 1


def test_a_register_that_is_not_there_is_a_failure(tmp_path):
    with pytest.raises(Failure):
        print_all(House(tmp_path))


def test_what_was_signed_electronically_is_not_replaced(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    signed = print_all(desk)[0]["D-01_SPK.pdf"].path
    signed.write_bytes(signed.read_bytes() + SIGNATURE)
    before = signed.read_bytes()
    printed, found = print_all(desk)
    assert (sorted(printed), found) == (["D-01_KARTU.pdf", "D-01_SPM.pdf"], ["L40"])
    assert signed.read_bytes() == before


def test_a_bundle_of_letters_that_are_withheld_by_now_is_removed(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    print_all(desk)
    own = desk.out / "cetak" / "punya-saya.pdf"
    own.write_bytes(pages((595, 842)))
    papers = [{"kind": "spm", "subject": f"facilitator:{code}", "status": "withheld"} for code in ("M-001", "M-002")]
    (desk.out / "outcome.json").write_text(json.dumps({"documents": papers}))
    chosen = {path.name for path in (desk.out / "cetak").iterdir()}
    print_all(desk, kinds=("spk",))
    assert {path.name for path in (desk.out / "cetak").iterdir()} == chosen
    assert print_all(desk)[1] == ["L43"]
    assert {path.name for path in (desk.out / "cetak").iterdir()} == chosen - {"D-01_SPM.pdf"}


def test_a_single_pdf_that_was_signed_is_not_replaced_either(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    print_all(desk)
    paper = desk.out / "D-01" / "M-001" / "SPK_M-001.docx"
    signed = paper.with_suffix(".pdf")
    signed.write_bytes(signed.read_bytes() + SIGNATURE)
    assert print_all(desk)[1] == [], "while its paper is what it was"
    os.utime(paper, (2_000_000_000, 2_000_000_000))
    printed, found = print_all(desk)
    assert (printed["D-01_SPK.pdf"].papers, found) == (1, ["L40"])
    assert signed.read_bytes().endswith(SIGNATURE)


@pytest.mark.parametrize("by_print", [True, False])
def test_the_pdf_of_a_report_that_is_written_anew_is_gone(by_print, desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    assert (print_all(desk)[1] if by_print else to_pdf(desk)) == []
    printed = desk.out / "D-01" / "M-001" / "KARTU_M-001.pdf"
    assert printed.is_file()
    assert desk.issue(card())[CARD].status == "unchanged"
    assert printed.is_file(), "the paper stayed, and so does its PDF"
    desk.issue(card(name="Ani"), dry_run=True)
    assert printed.is_file()
    desk.issue(card(name="Ani"))
    assert not printed.exists()
    assert desk.codes() == ["L46"]
    assert to_pdf(desk, card(name="Ani")) == []
    assert printed.is_file()


@pytest.mark.parametrize("instead", [b"%PDF-1.4 a scan of the signed paper %%EOF", None])
def test_a_pdf_that_berkas_did_not_make_stays_beside_a_report_that_is_written_anew(
    instead, desk, tmp_path, monkeypatch
):
    pretend(tmp_path, monkeypatch, WORKS)
    print_all(desk)
    printed = desk.out / "D-01" / "M-001" / "KARTU_M-001.pdf"
    scan = instead or printed.read_bytes() + SIGNATURE
    printed.write_bytes(scan)
    assert desk.issue(card(name="Ani"))[CARD].status == "issued"
    assert printed.read_bytes() == scan
    assert desk.codes() == []
    os.utime(printed, (0, 0))
    if instead:
        assert to_pdf(desk, card(name="Ani")) == ["L47"]
        assert printed.with_name("KARTU_M-001.lama.pdf").read_bytes() == scan
        assert printed.read_bytes() != scan


def test_a_pdf_of_what_is_written_again_unchanged_stays(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    print_all(desk)
    printed = desk.out / "D-01" / "M-001" / "KARTU_M-001.pdf"
    printed.with_suffix(".docx").unlink()
    assert desk.issue(card())[CARD].status == "issued"
    assert printed.is_file()


def test_a_bundle_that_is_open_is_told_and_the_others_are_written(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    (desk.out / "cetak" / "D-01_SPK.pdf").mkdir(parents=True)
    printed, found = print_all(desk)
    assert (sorted(printed), found) == (["D-01_KARTU.pdf", "D-01_SPM.pdf"], ["L84"])


@pytest.mark.parametrize("told", ["", "{", '{"documents": 7}'])
def test_an_outcome_that_cannot_be_read_changes_nothing(told, desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    (desk.out / "outcome.json").write_text(told)
    assert print_all(desk)[1] == []


def test_two_prints_at_once_both_succeed(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, f"time.sleep(0.3)\n{WORKS}")
    results: list[tuple[dict[str, Printed], list[str]]] = []
    threads = [threading.Thread(target=lambda: results.append(print_all(desk))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(sorted(printed), found) for printed, found in results] == [
        (["D-01_KARTU.pdf", "D-01_SPK.pdf", "D-01_SPM.pdf"], [])
    ] * 2
    assert not list(desk.out.rglob("*.tmp"))


def with_scans(folder: Path, *contents: bytes) -> Draft:
    facts = []
    for number, content in enumerate(contents):
        file = folder / f"pindaian-{number}.pdf"
        file.write_bytes(content)
        facts.append(FileFacts(file.name, file, media="application/pdf", sha256=sha256_of(file)))
    return spk(scans=tuple(facts))


def attach(desk: House, draft: Draft) -> list[str]:
    """Issue a paper with its scans. Gives the codes of what was found."""
    issued = desk.issue(draft)
    return [finding.code for finding in put_beside([draft], list(issued.values()), desk.out)]


def test_scans_lie_beside_their_paper_and_are_printed_behind_it(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    assert attach(desk, with_scans(tmp_path, pages((300, 400), (300, 400)), pages((200, 300)))) == []
    bundle = print_all(desk)[0]["D-01_SPK.pdf"]
    widths = [round(float(page.mediabox.width)) for page in PdfReader(bundle.path).pages]
    assert widths == [595, 300, 300, 200, 595]


def test_scans_that_changed_are_copied_anew_and_those_no_longer_named_go(desk, tmp_path):
    paper = desk.out / "D-01" / "M-001" / "SPK_M-001.docx"
    attach(desk, with_scans(tmp_path, pages((1, 1)), pages((2, 2))))
    unchanged = scans_of(paper)[0].stat().st_mtime_ns
    attach(desk, with_scans(tmp_path, pages((1, 1))))
    assert [scan.stat().st_mtime_ns for scan in scans_of(paper)] == [unchanged]
    attach(desk, with_scans(tmp_path, pages((3, 3))))
    assert [scan.read_bytes() for scan in scans_of(paper)] == [pages((3, 3))]


def test_a_pdf_of_somebody_s_own_under_the_name_of_a_scan_is_kept(desk, tmp_path):
    draft, paper = with_scans(tmp_path, pages((1, 1))), desk.out / "D-01" / "M-001" / "SPK_M-001.docx"
    paper.parent.mkdir(parents=True, exist_ok=True)
    for number in (1, 2):
        paper.with_name(f"SPK_M-001.lampiran-{number}.pdf").write_bytes(f"%PDF own {number}".encode())
    assert attach(desk, draft) == ["L47", "L47"]
    assert [scan.read_bytes() for scan in scans_of(paper)] == [pages((1, 1))]
    for number in (1, 2):
        own = paper.with_name(f"SPK_M-001.lampiran-{number}.lama.pdf")
        assert own.read_bytes() == f"%PDF own {number}".encode()
    assert attach(desk, draft) == []


def test_a_file_of_somebody_s_own_under_the_name_of_a_bundle_is_kept(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    desk.issue(spk())
    own = desk.out / "cetak" / "D-01_SPK.pdf"
    own.parent.mkdir()
    own.write_bytes(pages((7, 7)))
    printed, found = print_all(desk)
    assert ("D-01_SPK.pdf" in printed, found) == (True, ["L47"])
    assert own.with_name("D-01_SPK.lama.pdf").read_bytes() == pages((7, 7))
    assert print_all(desk)[1] == []


def test_a_damaged_scan_is_found_and_the_others_are_printed(desk, tmp_path, monkeypatch):
    assert attach(desk, with_scans(tmp_path, b"%PDF-1.4 damaged %%EOF", pages((200, 300)))) == ["L39"]
    assert len(scans_of(desk.out / "D-01" / "M-001" / "SPK_M-001.docx")) == 1


def test_a_scan_damaged_later_is_found_when_printing(desk, tmp_path, monkeypatch):
    pretend(tmp_path, monkeypatch, WORKS)
    attach(desk, with_scans(tmp_path, pages((200, 300))))
    [scan] = scans_of(desk.out / "D-01" / "M-001" / "SPK_M-001.docx")
    scan.write_bytes(b"%PDF-1.4 damaged %%EOF")
    printed, found = print_all(desk)
    assert (len(printed), found) == (3, ["L39"])


def test_the_scans_of_a_withheld_paper_are_not_copied(desk, tmp_path):
    draft = with_scans(tmp_path, pages((1, 1)))
    assert put_beside([draft], [], desk.out) == ()
    assert not list(desk.out.rglob("*.lampiran-*"))


def test_a_locked_scan_has_no_pages(tmp_path):
    (tmp_path / "locked.pdf").write_bytes(locked(pages((200, 300))))
    assert pdf.page_count(tmp_path / "locked.pdf") == 0


def berkas(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_the_command_says_how_much_paper_each_file_takes(desk, tmp_path, monkeypatch, capsys):
    pretend(tmp_path, monkeypatch, WORKS)
    where = ("-o", desk.out, "--register", desk.folder / "register.sqlite")
    assert berkas("print", *where, "--only", "spm") == ExitCode.DONE
    told = capsys.readouterr()
    assert told.out == f"{desk.out / 'cetak' / 'D-01_SPM.pdf'}: 2 surat, 3 halaman, 2 lembar kertas\n"
    assert berkas("print", *where, "--only", "spm", "--no-duplex", "-q") == ExitCode.DONE
    assert capsys.readouterr().out == f"{desk.out / 'cetak' / 'D-01_SPM.pdf'}\n"
    assert berkas("print", *where, "--office", "D-01", "--only", "certificate") == ExitCode.DONE
    assert "Tidak ada" in capsys.readouterr().err


def test_an_office_that_nothing_was_issued_for_is_answered_with_those_that_there_are(desk, capsys):
    assert (
        berkas("print", "-o", desk.out, "--register", desk.folder / "register.sqlite", "--office", "D-09")
        == ExitCode.FAILED
    )
    assert "--office: D-01." in capsys.readouterr().err


def test_the_command_names_what_it_leaves_out(desk, tmp_path, monkeypatch, capsys):
    pretend(tmp_path, monkeypatch, WORKS)
    (desk.out / "D-01" / "M-002" / "SPM_M-002.docx").unlink()
    assert berkas("print", "-o", desk.out, "--register", desk.folder / "register.sqlite") == ExitCode.FINDINGS
    told = capsys.readouterr()
    assert "[L41] «D-01/M-002/SPM_M-002.docx»" in told.err
    assert told.out.count("\n") == 3


def test_the_command_without_libreoffice_or_register_could_not_work(desk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert berkas("print", "-o", desk.out, "--register", desk.folder / "register.sqlite") == ExitCode.FAILED
    assert "LibreOffice" in capsys.readouterr().err
    assert berkas("print", "-o", tmp_path / "leer") == ExitCode.FAILED


@pytest.mark.parametrize(("option", "asked"), [("--pdf", "pdf"), ("--pdf-a", "SelectPdfVersion")])
def test_letters_become_pdfs_when_asked(option, asked, tmp_path, monkeypatch):
    log = tmp_path / "asked"
    pretend(
        tmp_path, monkeypatch, f"Path({str(log)!r}).write_text(sys.argv[sys.argv.index('--convert-to') + 1])\n{WORKS}"
    )
    story = Path(__file__).parent.parent / "input_samples" / "complete"
    out = tmp_path / "out"
    code = berkas("letters", story / "penugasan.xlsx", "-o", out, "--date", "2015-08-01", "-q", option)
    assert code == ExitCode.DONE
    assert asked in log.read_text()
    papers = list(out.rglob("*.docx"))
    assert papers
    assert all(paper.with_suffix(".pdf").is_file() for paper in papers)


def test_without_libreoffice_the_papers_are_there_and_it_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    story = Path(__file__).parent.parent / "input_samples" / "complete"
    arguments = (story / "penugasan.xlsx", "-o", tmp_path / "out", "--date", "2015-08-01", "--pdf")
    assert berkas("letters", *arguments) == ExitCode.FINDINGS
    assert "L86" in capsys.readouterr().out
    assert list((tmp_path / "out").rglob("SPM_*.docx"))
