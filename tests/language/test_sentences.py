"""Sentences that already hold their values are known by their wording: above all why Berkas cannot work."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import language
from tests.language import words
from tests.translations import PACKAGE

ENGLISH = language.load("en")
ANY = "«9»"
"""Stands for every value."""


def sample(node: ast.expr, constants: dict[str, ast.expr]) -> str:
    """A text as the program would say it; "" for one that it was handed."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(sample(part, constants) for part in parts)
        case ast.BinOp(left=left, right=right):
            return sample(left, constants) + sample(right, constants)
        case ast.Name(id=name) if name in constants:
            return sample(constants[name], constants)
        case ast.FormattedValue() | ast.Call():
            return ANY
        case _:
            return ""


def failures(path: Path) -> Iterator[str]:
    """The texts and fixes of every Failure that a module raises."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Failure":
            yield from filter(None, (sample(argument, constants) for argument in node.args))


def test_every_failure_can_be_told_in_english():
    found = [text for path in sorted(PACKAGE.rglob("*.py")) for text in failures(path)]
    texts = [text for text in found if words.words(text)]
    assert len(texts) > 80
    assert [text for text in texts if ENGLISH.sentence(text) == text] == []
    assert [text for text in texts if words.english(text) | words.python(text)] == []
    assert [text for text in texts if words.indonesian(ENGLISH.sentence(text))] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Register a/register.sqlite tidak ditemukan.", "Register a/register.sqlite was not found."),
        ('Templat spm.docx, kaki halaman: isian "x" tidak ada di antara isian dokumen ini.',
         'Template spm.docx, footer: field "x" is not among the fields of this document.'),
        ("Tulis isian sebagai {{ nama }}, dengan dua kurung kurawal di kedua sisi.",
         "Write a field as {{ name }}, with two braces on either side."),
        ("31 Juli 2015", "31 July 2015"),
        ("Huruf Liberation Sans", "Font Liberation Sans"),
        ("a/b.docx: berubah sejak diterbitkan.", "a/b.docx: changed since it was issued."),
        ("Sebuah kalimat lain.", "Sebuah kalimat lain."),
    ],
)  # fmt: skip
def test_a_sentence_keeps_its_values(text, told):
    assert ENGLISH.sentence(text) == told
    assert language.INDONESIAN.sentence(text) == text
