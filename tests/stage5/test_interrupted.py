"""A run that ends at any step, between any two of reserving, tracing, naming and entering, costs nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile

from pipeline import pdf, stage5_render
from pipeline.register import Register, Traces
from pipeline.stage5_render import page_numbers
from tests.stage5.papers import House, card, house, spk, spm
from tests.word.test_word_contents import CONTENTS, field

DRAFTS = (spk(), spk("M-002", "Budi"), spm(), card(), card("M-002", "Budi"))
STEPS = [
    (os, "replace"), (Register, "reserve"), (Register, "mark_issued"), (Traces, "keep"), (Traces, "forget"),
]  # fmt: skip
"""After each of these something else is on the disk."""


def desk(folder: Path) -> House:
    folder.mkdir()
    made = house(folder)
    path = folder / "templates" / "id_card.docx"
    document = WordFile(str(path))
    field(document.add_paragraph(), CONTENTS, "Lama")
    document.add_heading("BAB I", 1)
    document.save(str(path))
    return made


def papers(made: House) -> dict[str, bytes]:
    return {path.relative_to(made.out).as_posix(): path.read_bytes() for path in made.out.rglob("*.*")}


def libreoffice(patch: pytest.MonkeyPatch, works: bool) -> None:
    patch.setattr(pdf, "program", lambda: "soffice" if works else None)
    patch.setattr(pdf, "convert", lambda papers, **_: {paper: paper for paper in papers})
    patch.setattr(page_numbers, "outline", lambda _path: (("BAB I", 3),))


def ends_after(patch: pytest.MonkeyPatch, last: int) -> list[str]:
    """Let a run end after so many steps; gives the steps that it took."""
    taken: list[str] = []

    def step(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def taking(*arguments: Any) -> object:
            if len(taken) == last:
                raise KeyboardInterrupt
            taken.append(name)
            return function(*arguments)

        return taking

    for owner, name in STEPS:
        patch.setattr(owner, name, step(name, getattr(owner, name)))
    return taken


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False], ids=["first with page numbers", "first without"])
@pytest.mark.parametrize("next_run", [True, False], ids=["next with page numbers", "next without"])
def test_the_next_run_ends_as_if_nothing_had_happened(first, next_run, tmp_path, monkeypatch):
    monkeypatch.setattr(stage5_render, "BATCH", 2)
    undisturbed = desk(tmp_path / "undisturbed")
    libreoffice(monkeypatch, True)
    undisturbed.issue(*DRAFTS, page_numbers=True)
    last, ended = 0, False
    while not ended:
        made = desk(tmp_path / str(last))
        with monkeypatch.context() as patch:
            libreoffice(patch, first)
            taken = ends_after(patch, last)
            try:
                made.issue(*DRAFTS, page_numbers=True)
                ended = True
            except KeyboardInterrupt:
                assert len(taken) == last
        with monkeypatch.context() as patch:
            libreoffice(patch, next_run)
            made.issue(*DRAFTS, page_numbers=True)
            assert {finding.code for finding in made.said} <= {"L35"}
        made.issue(*DRAFTS, page_numbers=True)
        assert (made.codes(), papers(made)) == ([], papers(undisturbed)), (last, taken)
        with made.press() as press:
            assert press.register.check() == []
            assert not any(entry.awaits_pages for entry in press.register.listing())
        last += 1
    assert last > len(DRAFTS) + len(STEPS)
