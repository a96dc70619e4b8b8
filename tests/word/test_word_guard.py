"""Files that are refused before anything of them is used."""

import tracemalloc
import zipfile
from dataclasses import replace

import pytest
from docx.document import Document as DocumentType

from pipeline import word
from pipeline.failures import Failure
from pipeline.word import package
from tests.word.making import repacked, template

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refused(path, said):
    with pytest.raises(Failure, match=said) as failure:
        word.load(path)
    assert path.name in failure.value.text
    assert failure.value.fix


def test_missing_file_and_folder(tmp_path):
    refused(tmp_path / "tidak-ada.docx", "tidak dapat dibaca")
    refused(tmp_path, "tidak dapat dibaca")


@pytest.mark.parametrize("content", [b"", b"PK", b"<html></html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_no_zip(tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    refused(path, "rusak")


def test_cut_off_or_altered(tmp_path):
    path = template(tmp_path / "a.docx", "{{ a }}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refused(path, "rusak")
    path.write_bytes(whole[:3000] + bytes(20) + whole[3020:])
    refused(path, "rusak")


def test_zip_of_something_else(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("x.txt", "x")
    refused(path, "bukan dokumen Word")


def test_two_members_of_one_name(tmp_path):
    path = template(tmp_path / "a.docx", "{{ a }}")
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("WORD/document.xml", "x")
    refused(path, "rusak")


@pytest.mark.parametrize("name", ["word/styles.xml", "docProps/thumbnail.jpeg"])
def test_a_member_that_inflates_to_more_than_it_tells(tmp_path, name):
    """zipfile reads as much as the directory tells, and is content."""
    whole = package.read(template(tmp_path / "whole.docx", "Surat").read_bytes())
    members = []
    for member in whole:
        if member.name == name:
            bomb = package.packed(member.name, member.content() + b" " * 50_000_000)
            member = replace(bomb, crc=member.crc, size=member.size)
        members.append(member)
    assert members != whole
    path = tmp_path / "bomb.docx"
    path.write_bytes(package.archive(package.block(members), ()))
    with zipfile.ZipFile(path) as zipped:
        assert zipped.testzip() is None
    tracemalloc.start()
    refused(path, "rusak")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_workbook_and_macro_document(tmp_path):
    path = template(tmp_path / "a.docx", "{{ a }}")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    refused(repacked(path, {"[Content_Types].xml": lambda content: content.replace(main, macro)}), "bukan dokumen Word")


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("image", ' TargetMode="External"'),
        ("attachedTemplate", ' TargetMode="External"'),
        ("frame", ' TargetMode="External"'),
        ("aFChunk", ""),
        ("vbaProject", ""),
        ("oleObject", ""),
    ],
)
def test_relationships_that_lead_out_or_bring_in(tmp_path, kind, mode):
    added = f'<Relationship Id="x1" Type="{RELATIONS}/{kind}" Target="http://example.invalid/x"{mode}/></Relationships>'
    path = template(tmp_path / "a.docx", "{{ a }}")
    rels = "word/_rels/document.xml.rels"
    refused(repacked(path, {rels: lambda content: content.replace(b"</Relationships>", added.encode())}), kind)


def test_hyperlinks_may_lead_out(tmp_path):
    path = template(
        tmp_path / "a.docx",
        "{{ a }}",
        fill=lambda document: document.part.relate_to(
            "https://example.invalid", f"{RELATIONS}/hyperlink", is_external=True
        ),
    )
    assert word.load(path).render({"a": 1})


@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY e "v">]>'])
def test_document_type_declarations(tmp_path, doctype):
    path = template(tmp_path / "a.docx", "{{ a }}")
    refused(
        repacked(path, {"word/settings.xml": lambda content: content.replace(b"?>", b"?>" + doctype.encode(), 1)}),
        "DTD",
    )


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'


@pytest.mark.parametrize(
    "field",
    [
        FIELD.format("begin") + CODE.format(' INCLUDETEXT "C:/x.docx" ') + FIELD.format("end"),
        FIELD.format("begin") + CODE.format(" INCLUDE") + CODE.format('PICTURE "http://x" ') + FIELD.format("end"),
        FIELD.format("begin") + CODE.format(" dde Excel x ") + FIELD.format("separate") + FIELD.format("end"),
        FIELD.format("begin")
        + CODE.format("IF ")
        + FIELD.format("begin")
        + CODE.format("DDEAUTO x")
        + FIELD.format("end") * 2,
        '<w:fldSimple w:instr=" DDEAUTO x "><w:r><w:t>x</w:t></w:r></w:fldSimple>',
        CODE.format("INCLUDETEXT x"),
    ],
)
def test_active_fields(tmp_path, field):
    path = template(tmp_path / "a.docx", "sini {{ a }}")
    refused(
        repacked(
            path, {"word/document.xml": lambda content: content.replace(b"</w:p>", field.encode() + b"</w:p>", 1)}
        ),
        "memuat bidang",
    )


def test_page_numbers_and_contents_are_welcome(tmp_path):
    field = (
        FIELD.format("begin") + CODE.format(r' TOC \o "1-3" ADDED ') + FIELD.format("separate") + FIELD.format("end")
    )
    path = template(tmp_path / "a.docx", "sini {{ a }}")
    repacked(path, {"word/document.xml": lambda content: content.replace(b"</w:p>", field.encode() + b"</w:p>", 1)})
    assert word.load(path).render({"a": 1})


def test_alternative_content_chunk(tmp_path):
    path = template(tmp_path / "a.docx", "{{ a }}")
    change = {"word/document.xml": lambda content: content.replace(b"<w:sectPr", b"<w:altChunk/><w:sectPr", 1)}
    refused(repacked(path, change), "altChunk")


def test_a_tag_in_a_part_that_is_not_filled(tmp_path):
    path = template(tmp_path / "a.docx", "{{ a }}")
    repacked(path, {}, {"word/comments.xml": b"<c>{{ b }}</c>"})
    refused(path, r"word/comments\.xml")


def test_a_table_without_columns(tmp_path):
    def fill(document: DocumentType) -> None:
        table = document.add_table(rows=1, cols=1)
        table._tbl.remove(table._tbl.tblGrid)

    refused(template(tmp_path / "a.docx", fill=fill), "tblGrid")
