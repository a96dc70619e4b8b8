"""PDFs beside papers: what berkas made is replaced or removed, everything else stays whole and is told."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline import pdf
from pipeline.files import sha256_of
from pipeline.flow import Draft
from pipeline.register import Register
from pipeline.stage5_render import settle
from pipeline.stage5_render.as_pdf import convert, print_to_pdf
from tests.fake_office import pages, pretend
from tests.stage5.papers import House, card, house, spk

SPK, CARD = "spk/facilitator:M-001", "id_card/facilitator:M-001"
WORKS = "for source in sources: make(source)\n"
SCAN = b"%PDF-1.4 a scan of the signed paper %%EOF"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs in LibreOffice's place start by their first line")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A card and a letter, issued, and a program in LibreOffice's place."""
    pretend(tmp_path, monkeypatch, WORKS)
    made = house(tmp_path)
    made.issue(card(), spk())
    return made


def printed(desk: House, name: str = "KARTU") -> Path:
    return desk.out / "D-01" / "M-001" / f"{name}_M-001.pdf"


def scan(desk: House, name: str = "KARTU", data: bytes = SCAN) -> Path:
    """One that the clerk put there, older than its paper."""
    path = printed(desk, name)
    path.write_bytes(data)
    os.utime(path, (0, 0))
    return path


def to_pdf(desk: House, *drafts: Draft, step: pdf.Step = lambda _done, _total: None) -> list[str]:
    """What `--pdf` does: issues, then prints. Gives the codes of what printing found."""
    issued = tuple(desk.issue(*(drafts or (card(), spk()))).values())
    with desk.press() as press:
        return [finding.code for finding in print_to_pdf(issued, press, archival=False, step=step)]


def entered(desk: House) -> dict[str, str]:
    """The PDFs that the ledger knows as ours."""
    with desk.press() as press:
        return {entry.key: entry.pdf_sha256 for entry in press.register.listing() if entry.pdf_sha256}


@contextmanager
def locked(path: Path, owner: Any, *names: str) -> Iterator[None]:
    """As on Windows, while a viewer has the file open: what is done to it by these functions is refused."""

    def refusing(function: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(source: Path, *arguments: Any, **options: Any) -> Any:
            if str(source) == str(path):
                raise PermissionError(13, "open in a viewer", str(source))
            return function(source, *arguments, **options)

        return refuse

    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(owner, name, refusing(getattr(owner, name)))
        yield


def test_a_scan_that_cannot_be_moved_stays_and_its_paper_gets_no_pdf(desk, tmp_path, monkeypatch):
    path = scan(desk)
    with locked(path, os, "replace"):
        assert to_pdf(desk) == ["L87"]
    assert path.read_bytes() == SCAN
    assert printed(desk, "SPK").is_file(), "the others go on"
    assert list(path.parent.glob("*.lama*")) == []
    assert CARD not in entered(desk)


def test_a_scan_that_was_moved_is_told(desk):
    path = scan(desk)
    assert to_pdf(desk) == ["L47"]
    assert path.with_name("KARTU_M-001.lama.pdf").read_bytes() == SCAN
    assert entered(desk)[CARD] == sha256_of(path)


@pytest.mark.parametrize("before", [True, False], ids=["instead of ours", "where none was"])
@pytest.mark.parametrize(
    ("saved", "codes"), [(SCAN, ["L87"]), (pages((1, 1)) + b"\n%/ByteRange [0 1]\n", [])], ids=["no PDF", "a whole one"]
)
def test_what_is_saved_while_libreoffice_works_stays(before, saved, codes, desk, tmp_path, monkeypatch):
    path = printed(desk)
    if before:
        to_pdf(desk)
        os.utime(path, (0, 0))
    (tmp_path / "saved").write_bytes(saved)
    (tmp_path / "again").mkdir()
    pretend(
        tmp_path / "again", monkeypatch,
        f"{WORKS}Path({str(path)!r}).write_bytes(Path({str(tmp_path / 'saved')!r}).read_bytes())\n",
    )  # fmt: skip
    assert to_pdf(desk) == codes
    assert path.read_bytes() == saved
    assert entered(desk).get(CARD) != sha256_of(path)


def test_a_pdf_that_cannot_be_read_breaks_nothing(desk):
    path = scan(desk)
    with locked(path, Path, "open"):
        assert to_pdf(desk) == ["L87"]
    assert path.read_bytes() == SCAN


def test_what_another_command_has_just_made_is_no_strangers(desk):
    to_pdf(desk)
    path = printed(desk)
    with desk.press() as press:
        press.register.mark_printed({"D-01/M-001/KARTU_M-001.docx": ""})
        paper, unheard = path.with_suffix(".docx"), lambda _done, _total: None
        assert convert([paper], desk.out, press.register, workers=1, archival=False, step=unheard) == ()
    assert [file.name for file in path.parent.glob("KARTU*.pdf")] == [path.name]


@pytest.mark.parametrize("refused", [(Path, "open"), (Path, "unlink")])
def test_an_old_pdf_that_is_open_stays_and_is_told_and_the_paper_is_issued(refused, desk):
    to_pdf(desk)
    with locked(printed(desk), *refused):
        issued = desk.issue(card(name="Ani"), card("M-002"))
    assert [paper.status for paper in issued.values()] == ["issued", "issued"]
    assert desk.codes() == ["L48"]
    assert printed(desk).is_file()
    assert {paper.status for paper in desk.issue(card(name="Ani"), card("M-002")).values()} == {"unchanged"}


def test_an_old_pdf_that_another_run_removes_first_costs_nothing(desk, monkeypatch):
    to_pdf(desk)

    def overtaken(path: Path) -> str:
        sha256 = sha256_of(path)
        path.unlink()
        return sha256

    monkeypatch.setattr("pipeline.stage5_render.as_pdf.sha256_of", overtaken)
    assert desk.issue(card(name="Ani"))[CARD].status == "issued"
    assert desk.codes() == []
    assert desk.issue(card(name="Ani"))[CARD].status == "unchanged"


def test_the_old_pdf_goes_only_when_the_ledger_knows_the_new_paper(desk, monkeypatch):
    to_pdf(desk)
    with monkeypatch.context() as patch:
        patch.setattr(Register, "mark_issued", lambda self, marks, today: tuple(marks))
        assert desk.issue(card(name="Ani"))[CARD].status == "withheld"
    assert desk.codes() == ["L88"]
    assert printed(desk).is_file()
    desk.issue(card(name="Ani"))
    assert desk.codes() == ["L46"]
    assert not printed(desk).exists()


def test_that_a_pdf_was_set_aside_is_told_of_an_overtaken_letter_too(desk, monkeypatch):
    scan(desk, "SPK")
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "salah ketik", desk.today)
    monkeypatch.setattr(Register, "mark_issued", lambda self, marks, today: tuple(marks))
    issued = desk.issue(spk(name="Ani"))[SPK]
    assert (issued.status, desk.codes()) == ("withheld", ["L47", "L88"])
    assert [finding.code for finding in issued.withheld_by] == ["L88"]


def test_what_was_made_before_an_interrupt_is_known_as_ours(desk):
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to_pdf(desk, step=interrupt)
    assert entered(desk) == {key: sha256_of(printed(desk, name)) for key, name in ((SPK, "SPK"), (CARD, "KARTU"))}
    desk.issue(card(name="Ani"))
    assert desk.codes() == ["L46"]


@pytest.mark.parametrize("new_template", [True, False])
def test_the_last_copy_of_a_letter_whose_file_is_gone_is_kept(new_template, desk):
    to_pdf(desk)
    path = printed(desk, "SPK")
    copy = path.read_bytes()
    path.with_suffix(".docx").unlink()
    if new_template:
        desk.write_template("spk", "Surat {{ number }} untuk {{ name }}")
    assert desk.issue(spk())[SPK].status == "issued"
    assert desk.codes() == (["L47"] if new_template else [])
    to_pdf(desk)
    kept = path.with_name("SPK_M-001.lama.pdf")
    assert (kept if new_template else path).read_bytes() == copy
    assert kept.exists() == new_template


def test_the_pdf_of_a_reissued_letter_that_is_open_is_told_and_kept_later(desk):
    to_pdf(desk)
    path = printed(desk, "SPK")
    copy = path.read_bytes()
    with desk.press() as press:
        press.register.reissue("D-01", "spk", "facilitator:M-001", "salah ketik", desk.today)
    with locked(path, os, "replace"):
        assert desk.issue(spk(name="Ani"))[SPK].status == "issued"
    assert desk.codes() == ["L48"]
    assert to_pdf(desk, spk(name="Ani")) == ["L47"]
    assert path.with_name("SPK_M-001.lama.pdf").read_bytes() == copy


def test_a_name_for_an_old_file_is_given_once_and_left_free_when_it_cannot_be_moved(tmp_path):
    path = tmp_path / "SPK.pdf"
    for content, name in ((b"first", "SPK.lama.pdf"), (b"second", "SPK.lama-2.pdf")):
        path.write_bytes(content)
        assert settle.set_aside(path) == tmp_path / name
        assert (tmp_path / name).read_bytes() == content
    with pytest.raises(FileNotFoundError):
        settle.set_aside(path)
    assert len(list(tmp_path.iterdir())) == 2
