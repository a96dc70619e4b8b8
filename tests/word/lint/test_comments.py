"""The copy of a template in which each fault is a Word comment."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from pipeline import word
from pipeline.documents import spm
from pipeline.failures import Failure
from pipeline.template_check import Checked, lint_template, write_commented
from pipeline.word.lint import Fault, commented
from pipeline.word.lint.comments import AUTHOR
from tests.word.lint import planting
from tests.word.lint.planting import added, all_of, number
from tests.word.lint.test_planted import planted, told
from tests.word.making import W, canonical, template

FAULTY = all_of(number("Nomor: {{ numbr }}"), added("NIK: {%p if nik %}", "{%p endif %}"))


def copied(path: Path, faults: tuple[Fault, ...]) -> bytes:
    data = commented(path, faults)
    assert data is not None
    return data


def comments(data: bytes) -> dict[str, tuple[str, str]]:
    """Author and text of each comment by its number."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        root = etree.fromstring(zipped.read("word/comments.xml"))
    return {
        comment.get(f"{W}id", ""): (comment.get(f"{W}author", ""), "".join(map(str, comment.itertext())))
        for comment in root
    }


def anchors(data: bytes) -> dict[str, str]:
    """The text of the paragraph that each comment is put at."""
    document = Document(io.BytesIO(data))
    found = {}
    for paragraph in document.element.iter(f"{W}p"):
        starts = {mark.get(f"{W}id") for mark in paragraph.iter(f"{W}commentRangeStart")}
        ends = {mark.get(f"{W}id") for mark in paragraph.iter(f"{W}commentRangeEnd")}
        references = {mark.get(f"{W}id") for mark in paragraph.iter(f"{W}commentReference")}
        assert starts == ends == references
        found.update(dict.fromkeys(starts, "".join(text.text or "" for text in paragraph.iter(f"{W}t"))))
    return found


def test_each_fault_is_a_comment_at_its_paragraph(tmp_path):
    path = planted(tmp_path, FAULTY)
    faults = lint_template(path, spm.DOCUMENT)
    data = copied(path, faults)
    written, at = comments(data), anchors(data)
    assert written.keys() == at.keys()
    shown = {(text[1:4], at[identity]) for identity, (_, text) in written.items()}
    assert shown == {("T14", "Nomor: {{ numbr }}"), ("T25", "NIK: {%p if nik %}")}
    assert {author for author, _ in written.values()} == {AUTHOR}


def test_a_tag_can_be_copied_from_a_comment(tmp_path):
    path = planted(tmp_path, added("{%p if nik %}"))
    path.write_bytes(copied(path, lint_template(path, spm.DOCUMENT)))
    ((_, said),) = comments(path.read_bytes()).values()
    (opener, end) = re.findall(r"\{.*?\}", said)
    assert (opener, end) == ("{%p if nik %}", "{%p endif %}")
    document = Document(str(path))
    document.add_paragraph(end)
    document.save(str(path))
    assert told(lint_template(path, spm.DOCUMENT)) == [("T47", "", "")]


def test_faults_outside_the_body_are_told_at_the_first_paragraph(tmp_path):
    path = planted(tmp_path, all_of(number("Nomor:"), planting.in_footer("{{ signature.notise }}")))
    data = copied(path, lint_template(path, spm.DOCUMENT))
    assert set(anchors(data).values()) == {"{%p if letterhead.logo %}"}
    assert len(comments(data)) == 2


def test_a_copy_can_be_checked_again_and_its_comments_are_replaced(tmp_path):
    path = planted(tmp_path, FAULTY)
    faults = lint_template(path, spm.DOCUMENT)
    path.write_bytes(copied(path, faults))
    assert told(lint_template(path, spm.DOCUMENT)) == told(faults)
    again = copied(path, lint_template(path, spm.DOCUMENT))
    assert again == path.read_bytes()
    assert len(comments(again)) == len(faults)


def test_comments_of_people_are_kept(tmp_path):
    path = planted(tmp_path, all_of(FAULTY, planting.comment_of_somebody))
    for _ in range(2):
        path.write_bytes(copied(path, lint_template(path, spm.DOCUMENT)))
    authors = [author for author, _ in comments(path.read_bytes()).values()]
    assert authors.count("Budi") == 1
    assert authors.count(AUTHOR) == len(lint_template(path, spm.DOCUMENT))


def test_a_mended_copy_is_freed_of_its_comments(tmp_path):
    path = planted(tmp_path, FAULTY)
    path.write_bytes(copied(path, lint_template(path, spm.DOCUMENT)))
    document = Document(str(path))
    for text, mended in (("{{ numbr }}", "{{ number }}"), ("NIK: {%p if nik %}", "{%p if nik %}")):
        for run in planting.paragraph(document, text).runs:
            run.text = run.text.replace(text, mended) if "{" in run.text else run.text
    document.save(str(path))
    faults = lint_template(path, spm.DOCUMENT)
    assert told(faults) == [("T47", "", "")]
    path.write_bytes(copied(path, faults))
    assert comments(path.read_bytes()) == {}
    assert lint_template(path, spm.DOCUMENT) == ()


def test_a_letter_of_a_commented_copy_is_that_of_the_template(tmp_path):
    path = template(tmp_path / "spm.docx", "Nama: {{ name }}", "NIK: {{ nik }}")
    letter = word.load(path).render({"name": "Siti", "nik": ""}, blanks=True)
    faults = lint_template(path, spm.DOCUMENT)
    assert faults
    path.write_bytes(copied(path, faults))
    assert len(comments(path.read_bytes())) == len(faults)
    assert canonical(word.load(path).render({"name": "Siti", "nik": ""}, blanks=True)) == canonical(letter)


def test_no_copy_of_what_is_no_document(tmp_path):
    path = tmp_path / "spm.docx"
    path.write_bytes(b"bukan Word")
    assert commented(path, lint_template(path, spm.DOCUMENT)) is None


def test_the_copy_goes_to_the_output_folder_and_never_over_the_template(tmp_path):
    folder = tmp_path / "templat"
    folder.mkdir()
    path = planted(folder, FAULTY)
    before = path.read_bytes()
    checked = Checked(path, folder, lint_template(path, spm.DOCUMENT))
    assert write_commented(checked, checked.faults, tmp_path / "out") == tmp_path / "out" / "templat" / "spm.docx"
    with pytest.raises(Failure):
        write_commented(checked, checked.faults, tmp_path)
    assert path.read_bytes() == before


@pytest.mark.libreoffice
def test_libreoffice_opens_the_copy(tmp_path):
    path = planted(tmp_path, all_of(FAULTY, planting.comment_of_somebody))
    path.write_bytes(copied(path, lint_template(path, spm.DOCUMENT)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "odt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "spm.odt") as zipped:
        content = zipped.read("content.xml").decode()
    assert content.count("<office:annotation ") == len(comments(path.read_bytes()))
    assert "T14" in content
