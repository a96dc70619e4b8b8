"""Page numbers of tables of contents: when papers get them, when they wait for them, and which are left alone."""

import errno
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from docx import Document as WordFile

from pipeline import pdf
from pipeline.flow import Issued
from pipeline.register import Register
from pipeline.stage5_render import page_numbers
from tests.stage5.papers import House, card, house, spk
from tests.word.test_word_contents import CONTENTS, entries, field

REPORT, OTHER = "id_card/facilitator:M-001", "id_card/facilitator:M-002"
PAGE = 4
"""Of every heading, where LibreOffice is played."""


@pytest.fixture
def desk(tmp_path: Path) -> House:
    """A kind of paper with a table of contents."""
    made = house(tmp_path)
    path = tmp_path / "templates" / "id_card.docx"
    document = WordFile(str(path))
    field(document.add_paragraph(), CONTENTS, "Diisi oleh berkas")
    document.add_heading("BAB I", 1)
    document.save(str(path))
    return made


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "program", lambda: None)


Play = Callable[[bool], list[int]]


@pytest.fixture
def libreoffice(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Play LibreOffice, which makes PDFs or fails; gives how many papers each call brought."""

    def play(works: bool) -> list[int]:
        calls: list[int] = []

        def convert(papers: Sequence[Path], *, workers: int) -> Mapping[Path, Path | None]:
            calls.append(len(papers))
            return {paper: paper if works else None for paper in papers}

        monkeypatch.setattr(pdf, "program", lambda: "soffice")
        monkeypatch.setattr(pdf, "convert", convert)
        monkeypatch.setattr(page_numbers, "outline", lambda _path: (("BAB I", PAGE - 1),))
        return calls

    return play


def shown(desk: House, paper: Issued) -> list[tuple[str, str]]:
    return entries((desk.out / paper.path).read_bytes())


def awaiting(desk: House) -> set[str]:
    with desk.press() as press:
        return {entry.key for entry in press.register.listing() if entry.awaits_pages}


def test_new_papers_get_their_numbers_before_they_are_issued(desk, libreoffice):
    calls = libreoffice(True)
    issued = desk.issue(card(), card("M-002"), spk(), page_numbers=True)
    assert {shown(desk, issued[key])[0] for key in (REPORT, OTHER)} == {("BAB I", str(PAGE))}
    assert (calls, desk.codes(), awaiting(desk)) == ([2], [], set())
    assert {key: paper.page_numbers for key, paper in issued.items()} == {
        REPORT: "complete", OTHER: "complete", "spk/facilitator:M-001": "",
    }  # fmt: skip
    again = desk.issue(card(), card("M-002"), spk(), page_numbers=True)
    assert {paper.status for paper in again.values()} == {"unchanged"}
    assert calls == [2], "what has its numbers is not laid out again"


def test_without_libreoffice_they_are_issued_and_wait(desk, absent):
    issued = desk.issue(card(), page_numbers=True)
    assert (issued[REPORT].status, issued[REPORT].page_numbers) == ("issued", "awaited")
    assert shown(desk, issued[REPORT]) == [("BAB I", "")]
    assert (desk.codes(), awaiting(desk)) == (["L35"], {REPORT})
    assert desk.issue(card(), page_numbers=True)[REPORT].status == "unchanged"
    assert desk.codes() == ["L35"], "it is said as long as they wait"


def test_a_later_run_completes_them(desk, absent, libreoffice):
    desk.issue(card(), page_numbers=True)
    libreoffice(True)
    issued = desk.issue(card(), page_numbers=True)
    assert (issued[REPORT].status, issued[REPORT].page_numbers) == ("issued", "complete")
    assert shown(desk, issued[REPORT]) == [("BAB I", str(PAGE))]
    assert (desk.codes(), awaiting(desk)) == ([], set())


def test_completed_later_or_at_once_the_bytes_are_the_same(desk, absent, libreoffice, tmp_path):
    desk.issue(card(), page_numbers=True)
    libreoffice(True)
    later = desk.issue(card(), page_numbers=True)[REPORT].sha256
    at_once = House(tmp_path / "other", templates={})
    (tmp_path / "other").mkdir()
    (tmp_path / "templates").rename(tmp_path / "other" / "templates")
    assert at_once.issue(card(), page_numbers=True)[REPORT].sha256 == later


def test_an_edited_paper_is_left_alone(desk, absent, libreoffice):
    path = desk.out / desk.issue(card(), page_numbers=True)[REPORT].path
    document = WordFile(str(path))
    document.add_paragraph("Disunting.")
    document.save(str(path))
    edited = path.read_bytes()
    libreoffice(True)
    assert desk.issue(card(), page_numbers=True)[REPORT].status == "kept"
    assert path.read_bytes() == edited
    assert entries(path.with_name(f"{path.stem}.baru.docx").read_bytes()) == [("BAB I", str(PAGE))]
    assert desk.codes() == ["L83"]


def test_left_out_when_asked(desk, libreoffice):
    calls = libreoffice(True)
    issued = desk.issue(card())
    assert (shown(desk, issued[REPORT]), calls, desk.codes()) == ([("BAB I", "")], [], [])
    assert awaiting(desk) == {REPORT}, "a later run that is not asked so completes it"
    assert desk.issue(card())[REPORT].status == "unchanged"
    assert shown(desk, desk.issue(card(), page_numbers=True)[REPORT]) == [("BAB I", str(PAGE))]


def test_where_libreoffice_fails_they_are_issued_and_wait(desk, libreoffice):
    libreoffice(False)
    issued = desk.issue(card(), card("M-002"), page_numbers=True)
    assert {paper.status for paper in issued.values()} == {"issued"}
    assert desk.codes() == ["L36"]
    assert desk.said[0].about == (REPORT, OTHER)
    assert awaiting(desk) == {REPORT, OTHER}
    assert {paper.status for paper in desk.issue(card(), card("M-002"), page_numbers=True).values()} == {"unchanged"}
    assert desk.codes() == ["L36"], "it is tried again, and said again"
    libreoffice(True)
    assert shown(desk, desk.issue(card(), page_numbers=True)[REPORT]) == [("BAB I", str(PAGE))]
    assert awaiting(desk) == {OTHER}


def test_without_room_to_lay_them_out_they_are_issued_and_wait(desk, libreoffice, monkeypatch):
    libreoffice(True)

    def full(_papers: Sequence[Path], *, workers: int) -> Mapping[Path, Path | None]:
        raise OSError(errno.ENOSPC, f"no space left for {workers}")

    monkeypatch.setattr(pdf, "convert", full)
    assert desk.issue(card(), page_numbers=True)[REPORT].status == "issued"
    assert desk.codes() == ["L36"]


def test_a_dry_run_lays_nothing_out(desk, libreoffice):
    calls = libreoffice(True)
    desk.issue(card(), page_numbers=True, dry_run=True)
    assert (calls, desk.codes()) == ([], [])


def killed_before_the_ledger(desk, monkeypatch):
    """A run that ends when its papers are named and the ledger does not know of it yet."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Register, "mark_issued", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.issue(card(), page_numbers=True)


def test_killed_between_naming_the_file_and_the_ledger(desk, absent, libreoffice, monkeypatch):
    """The file on the disk is then newer than the ledger; nobody has edited it."""
    path = desk.out / desk.issue(card(), page_numbers=True)[REPORT].path
    libreoffice(True)
    killed_before_the_ledger(desk, monkeypatch)
    assert entries(path.read_bytes()) == [("BAB I", str(PAGE))]
    issued = desk.issue(card(), page_numbers=True)
    assert (issued[REPORT].status, desk.codes(), awaiting(desk)) == ("issued", [], set())
    assert not list(path.parent.glob("*.baru.docx"))


@pytest.mark.parametrize("issued_before", [True, False])
def test_killed_there_and_libreoffice_gone_since(desk, libreoffice, monkeypatch, issued_before):
    """What the killed run left has page numbers that this run cannot give: it is the same paper all the same."""
    if issued_before:
        desk.issue(card())
    libreoffice(True)
    killed_before_the_ledger(desk, monkeypatch)
    libreoffice(False)
    issued = desk.issue(card(), page_numbers=True)
    assert (issued[REPORT].status, desk.codes(), awaiting(desk)) == ("issued", ["L36"], {REPORT})
    assert len([*desk.out.rglob("*.docx")]) == 1, "nothing is set aside or laid beside"
    assert {paper.status for paper in desk.issue(card(), page_numbers=True).values()} == {"unchanged"}


def test_a_lost_paper_is_written_again_though_it_cannot_be_laid_out(desk, libreoffice):
    libreoffice(False)
    path = desk.out / desk.issue(card(), page_numbers=True)[REPORT].path
    path.unlink()
    assert desk.issue(card(), page_numbers=True)[REPORT].status == "issued"
    assert path.is_file()


def test_an_edited_paper_is_left_alone_though_it_cannot_be_laid_out(desk, libreoffice):
    libreoffice(False)
    path = desk.out / desk.issue(card(), page_numbers=True)[REPORT].path
    path.write_bytes(b"disunting")
    assert desk.issue(card(), page_numbers=True)[REPORT].status == "kept"
    assert desk.codes() == ["L83"]
