"""Every paper of the complete story, as its reader gets it: whole, no trace of the machine, nothing left open."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from pipeline import run
from pipeline.flow import Outcome
from tests.documents.reading import text_of

ROOT = Path(__file__).parent.parent
TRACES = re.compile(r"\{\{|\{%|\{#|\bNone\b|\bnan\b|\bNaN\b|Undefined|PhotoSlot|datetime\.|\bTrue\b|\bFalse\b")
OPEN_LABEL = re.compile(r"^[^|]+ \| :\s*(?:\| *)?$", re.MULTILINE)
HOSTILE = "{{ 7*7 }}"
"""Stands in a cell of the story: it must come out as written, and is no trace."""
SIXTEEN_DIGITS = re.compile(r"\d{16}")
MAY_NAME_A_NIK = {"spk", "spm"}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    out = tmp_path_factory.mktemp("story")
    order = run.Order(
        (ROOT / "input_samples" / "complete",), out, date(2015, 8, 1), "motivator-2015", templates=(ROOT / "templates",)
    )
    return out, run.issue(order, lambda _line: None)


def papers(story: tuple[Path, Outcome]) -> Iterator[tuple[str, str, bytes]]:
    """Kind, path and content of every Word paper."""
    out, outcome = story
    for paper in outcome.issued:
        if paper.path.endswith(".docx"):
            yield paper.document, paper.path, (out / paper.path).read_bytes()


def test_no_paper_shows_a_trace_of_the_machine_or_an_open_label(story):
    for _, path, data in papers(story):
        text = text_of(data).replace(HOSTILE, "")
        assert not TRACES.search(text), f"{path}: {TRACES.search(text)}"
        assert not OPEN_LABEL.search(text), f"{path}: {OPEN_LABEL.search(text)}"


def test_hostile_text_of_the_story_is_printed_as_written(story):
    assert any(HOSTILE in text_of(data) for _, _, data in papers(story))


def test_only_letters_that_need_it_show_a_whole_nik(story):
    for kind, path, data in papers(story):
        assert kind in MAY_NAME_A_NIK or not SIXTEEN_DIGITS.search(text_of(data)), path
        assert not SIXTEEN_DIGITS.search(path)


def test_every_package_is_whole(story):
    """Parts well-formed, relations lead somewhere, pictures have a type, drawing numbers are unique."""
    for _, path, _ in papers(story):
        with zipfile.ZipFile(story[0] / path) as package:
            assert package.testzip() is None
            names = package.namelist()
            assert len(names) == len(set(names)), path
            types = etree.fromstring(package.read("[Content_Types].xml"))
            endings = {item.get("Extension") for item in types} | {None}
            overrides = {item.get("PartName", "").lstrip("/") for item in types}
            for name in names:
                assert name in overrides or name.rpartition(".")[2] in endings, f"{path}: {name}"
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(package.read(name))
            for relation in etree.fromstring(package.read("word/_rels/document.xml.rels")):
                if relation.get("TargetMode") != "External":
                    assert f"word/{relation.get('Target')}".replace("word//", "") in names, path
            body = etree.fromstring(package.read("word/document.xml"))
            ids = [item.get("id") for item in body.iter("{*}docPr")]
            assert len(ids) == len(set(ids)), path


def test_titles_and_language_are_set(story):
    for _, path, _ in papers(story):
        with zipfile.ZipFile(story[0] / path) as package:
            core = etree.fromstring(package.read("docProps/core.xml"))
            told = {etree.QName(item).localname: item.text for item in core}
        assert told["title"], path
        assert told["creator"], path
        assert told["language"] == "id-ID", path
