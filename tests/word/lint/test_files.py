"""Faults of a template file as a whole, of its unseen parts, and of the folder that it lies in."""

import zipfile
from pathlib import Path

import pytest
from docx import Document

from pipeline import knowledge
from pipeline.documents import spm
from pipeline.template_check import check_templates, lint_template
from tests.word.lint import planting
from tests.word.lint.planting import added
from tests.word.lint.test_planted import TEMPLATES, planted, told
from tests.word.making import repacked

PROGRAMME = knowledge.programme("motivator-2015")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def changed(folder: Path, member: str, old: bytes, new: bytes) -> Path:
    path = planted(folder, added())
    return repacked(path, {member: lambda content: content.replace(old, new)})


def test_a_file_that_is_not_there_or_no_document(tmp_path):
    assert told(lint_template(tmp_path / "spm.docx", spm.DOCUMENT)) == [("T01", "", "")]
    path = tmp_path / "spm.docx"
    path.write_bytes(b"PK rusak")
    assert told(lint_template(path, spm.DOCUMENT)) == [("T01", "", "")]


def test_a_damaged_part(tmp_path):
    path = changed(tmp_path, "word/document.xml", b"</w:body>", b"")
    assert told(lint_template(path, spm.DOCUMENT)) == [("T01", "", "")]


@pytest.mark.parametrize("tag", ["{{ " + "(" * 300 + "name" + ")" * 300 + " }}", "{{ " + "not " * 3000 + "name }}"])
def test_a_tag_that_is_nested_too_deeply_to_be_walked(tmp_path, tag):
    path = planted(tmp_path, lambda document: document.add_paragraph(tag))
    assert [code for code, _, _ in told(lint_template(path, spm.DOCUMENT))] == ["T10"]


def test_a_file_under_a_password(tmp_path):
    path = tmp_path / "spm.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert told(lint_template(path, spm.DOCUMENT)) == [("T02", "", "")]


def test_what_a_template_must_not_carry_is_told_beside_the_faults_of_its_tags(tmp_path):
    def plant(document):
        document.part.relate_to("file:///C:/gambar.png", "http://example.org/relationships/image", is_external=True)
        document.add_paragraph("{{ numbr }}")

    assert told(lint_template(planted(tmp_path, plant), spm.DOCUMENT)) == [
        ("T01", "", ""),
        ("T14", "badan", "paragraf 23"),
    ]


def test_a_comment_of_somebody_and_a_tag_in_it(tmp_path):
    path = planted(tmp_path, planting.comment_of_somebody)
    assert told(lint_template(path, spm.DOCUMENT)) == [("T45", "badan", "paragraf 1")]


def test_a_tag_in_an_endnote(tmp_path):
    notes = f"<w:endnotes {W}><w:endnote><w:p><w:r><w:t>{{{{ role }}}}</w:t></w:r></w:p></w:endnote></w:endnotes>"
    path = repacked(planted(tmp_path, added()), {}, {"word/endnotes.xml": notes.encode()})
    assert told(lint_template(path, spm.DOCUMENT)) == [("T33", "catatan akhir", "catatan 1")]


def test_loops_in_loops_without_end(tmp_path):
    loops = "".join(f"{{% for x{depth} in groups %}}" for depth in range(5)) + "{% endfor %}" * 5
    assert told(lint_template(planted(tmp_path, added(loops)), spm.DOCUMENT)) == [("T43", "badan", "paragraf 23")]


def test_whatever_else_a_run_would_refuse_is_told(tmp_path):
    path = tmp_path / "spm.docx"
    with zipfile.ZipFile(TEMPLATES / "spm.docx") as whole, zipfile.ZipFile(path, "w") as less:
        for name in whole.namelist():
            if name != "docProps/core.xml":
                less.writestr(name, whole.read(name))
    assert told(lint_template(path, spm.DOCUMENT)) == [("T46", "", "")]


def test_a_folder_of_the_clerk_with_a_programme_of_its_own(tmp_path):
    (tmp_path / PROGRAMME.code).mkdir()
    for folder in (tmp_path, tmp_path / PROGRAMME.code):
        document = Document(str(TEMPLATES / "spm.docx"))
        document.add_paragraph("{{ numbr }}")
        document.save(str(folder / "spm.docx"))
    (tmp_path / "spn.docx").write_bytes(b"")
    (tmp_path / "~$spm.docx").write_bytes(b"")
    (tmp_path / "catatan.txt").write_bytes(b"")
    checked = check_templates((tmp_path, TEMPLATES), tmp_path, PROGRAMME)
    found = {one.path.relative_to(tmp_path).as_posix(): [fault.finding.code for fault in one.faults] for one in checked}
    assert found == {"spm.docx": ["T14"], f"{PROGRAMME.code}/spm.docx": ["T14"], "spn.docx": ["T03"]}
    (stranger,) = (one for one in checked if one.path.name == "spn.docx")
    assert "«spm.docx»" in stranger.faults[0].finding.text


def test_a_kind_that_the_folder_lacks_is_checked_as_shipped(tmp_path):
    (one,) = check_templates((tmp_path, TEMPLATES), tmp_path, PROGRAMME, ["spk"])
    assert (one.path, one.faults) == (TEMPLATES / "spk.docx", ())


def test_without_a_folder_all_shipped_templates_are_checked():
    checked = check_templates((TEMPLATES,), None, PROGRAMME)
    assert len(checked) == 10
    assert not any(one.faults for one in checked)
