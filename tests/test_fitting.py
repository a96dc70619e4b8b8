"""What templates may use: each field has a kind, a meaning and an example; nothing is explained that is not there."""

import re

import pytest

from pipeline import fitting, word
from pipeline.documents import DOCUMENTS
from pipeline.failures import ExitCode
from pipeline.flow import Context, Document, PhotoSlot
from pipeline.knowledge.fields import COMMON, meanings
from pipeline.word.lint import Allowed, check
from tests.language.words import english
from tests.test_cli import berkas
from tests.word.making import template


class Row(Context):
    label: str


class Example(Context):
    number: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    one: Row
    logo: PhotoSlot | None
    ready: bool
    level: int


def test_kinds_are_those_of_the_context():
    found = fitting.allowed(Example)
    assert found == {
        "number": Allowed("text"),
        "lines": Allowed("list"),
        "lines[]": Allowed("text"),
        "rows": Allowed("list"),
        "rows[]": Allowed("record"),
        "rows[].label": Allowed("text"),
        "one": Allowed("record"),
        "one.label": Allowed("text"),
        "logo": Allowed("picture", optional=True),
        "ready": Allowed("flag"),
        "level": Allowed("number"),
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_every_field_has_a_meaning_and_every_text_an_example(document: Document):
    for field in fitting.fields(document.context):
        if not field.name.endswith("[]"):
            assert field.meaning.text, field.name
        if field.allowed.kind in ("text", "number"):
            assert field.meaning.example, field.name


def test_nothing_is_explained_that_is_not_there():
    used = {(table, name) for document in DOCUMENTS for table, name in explained(document.context)}
    told = {(table, name) for table, names in meanings().items() for name in names}
    assert told - used == set()


def explained(context: type[Context]) -> set[tuple[str, str]]:
    """The table that each field of a context and of its parts takes its meaning from."""
    found = set()
    for model in models(context):
        for name in model.model_fields:
            tables = [f"{base.__module__.rpartition('.')[2]}.{base.__name__}" for base in model.__mro__]
            found.add((next((table for table in tables if name in meanings().get(table, {})), COMMON), name))
    return found


def models(context: type[Context]) -> set[type[Context]]:
    def classes(annotation: object) -> set[type[Context]]:
        if isinstance(annotation, type) and issubclass(annotation, Context):
            return models(annotation)
        return set().union(*(classes(inner) for inner in getattr(annotation, "__args__", ())))

    return {context}.union(*(classes(field.annotation) for field in context.model_fields.values()))


def test_meanings_are_indonesian():
    for names in meanings().values():
        for meaning in names.values():
            assert not english(meaning.text), meaning.text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_the_tags_that_are_listed_are_good_tags(document: Document, tmp_path):
    """Every loop and every field that `fields` shows, put into one template, is understood by check and renderer."""
    known = fitting.fields(document.context)
    paragraphs: list[str] = []
    open_loops: list[tuple[str, str]] = []
    for field in known:
        while open_loops and not field.name.startswith(open_loops[-1][0]):
            paragraphs.append(open_loops.pop()[1])
        if fitting.NEW_PARAGRAPH in field.tag:
            paragraphs += field.tag.split(fitting.NEW_PARAGRAPH)
        elif field.allowed.kind == "list":
            begins, ends = field.tag.replace("%tr", "%p").split(" … ")
            paragraphs.append(begins)
            open_loops.append((f"{field.name}[]", ends))
        elif field.allowed.optional:
            paragraphs.append(f"{{% if {re.sub('[{} ]', '', field.tag)} %}}{field.tag}{{% endif %}}")
        elif field.tag:
            paragraphs.append(field.tag + ("{% endif %}" if field.allowed.kind == "flag" else ""))
    paragraphs += [ends for _, ends in reversed(open_loops)]
    path = template(tmp_path / "x.docx", *paragraphs)
    assert check(path, fitting.allowed(document.context), fitting.required(document)) == ()
    printed = {field.name for field in known if field.allowed.kind in ("text", "number", "picture")}
    assert printed <= word.load(path).names


def test_the_list_shows_meaning_example_loop_and_what_must_be_there(capsys):
    assert berkas("templates", "fields", "spm") == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.startswith("* number "))
    assert "Nomor surat ini" in lines[at]
    assert "{{ number }}" in lines[at + 1]
    assert "560/0147/V/2015" in lines[at + 1]
    assert any("{%tr for group in groups %} … {%tr endfor %}" in line for line in lines)
    assert any(line.startswith("* groups[].name ") for line in lines)
