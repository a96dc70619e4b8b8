"""The catalogues hold every text with the same placeholders; no text holds words of the other language."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry

from pipeline import language
from pipeline.findings import Finding, Message, Place, Severity
from tests import translations
from tests.language import words


def entries(path: Path) -> list[Entry]:
    return [entry for entry in translations.read(path, path.parts[-3]) if entry.id]


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Every text with its translation, plural forms one by one."""
    for entry in entries(path):
        yield from zip(forms(entry.id), forms(entry.string), strict=True)


def forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """Singular and plural, or the one text."""
    return (text or "",) if text is None or isinstance(text, str) else text


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^{}]*\}|%\((\w+)\)", text))


@pytest.mark.parametrize("path", translations.CATALOGUES, ids=lambda path: path.name)
def test_every_text_is_translated(path):
    texts = translations.CATALOGUES[path]()
    assert [(entry.id, entry.context or "") for entry in entries(path)] == texts, "run python -m tests.translations"
    assert [entry.id for entry in entries(path) if entry.fuzzy] == []
    assert [said for said, told in pairs(path) if not told.strip()] == []
    assert not translations.read(path, path.parts[-3]).obsolete


@pytest.mark.parametrize("path", translations.CATALOGUES, ids=lambda path: path.name)
def test_translations_keep_the_placeholders(path):
    # click says the singular of a value without its number: {len} stands in the plural only.
    wrong = {said: told for said, told in pairs(path) if placeholders(told) - placeholders(said)}
    assert wrong == {}
    ours = {said: told for said, told in pairs(translations.OURS) if placeholders(told) != placeholders(said)}
    assert ours == {}


@pytest.mark.parametrize("path", translations.CATALOGUES, ids=lambda path: path.name)
def test_what_is_read_is_what_is_written(path):
    with path.with_suffix(".mo").open("rb") as compiled:
        texts = GNUTranslations(compiled)
    for entry in entries(path):
        if isinstance(entry.id, str):
            told = texts.pgettext(entry.context, entry.id) if entry.context else texts.gettext(entry.id)
            assert told == entry.string, "run python -m tests.translations"
        else:
            one, many = entry.id
            assert (texts.ngettext(one, many, 1), texts.ngettext(one, many, 2)) == entry.string


def test_every_message_is_in_the_catalogue_once():
    calls = [
        node
        for path in sorted(translations.PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message"
    ]
    codes = sorted(ast.literal_eval(call.args[0]) for call in calls)
    assert codes == sorted(
        {context.removesuffix(".text") for _, context in translations.our_texts() if ".text" in context}
    )


def test_a_changed_text_keeps_its_old_translation_until_somebody_has_looked():
    old = Catalog(locale="en")
    old.add("Lama {x}.", "Old {x}.", context="G03.text")
    new = {entry.id: entry for entry in translations.renewed(old, [("Baru {x}.", "G03.text"), ("Lain.", "")])}
    assert (new["Baru {x}."].string, new["Baru {x}."].fuzzy) == ("Old {x}.", True)
    assert not new["Lain."].string
    assert not new["Lain."].fuzzy


def test_indonesian_texts_hold_no_english_and_nothing_of_python():
    indonesian = [said for said, _ in pairs(translations.OURS)]
    indonesian += [told for _, told in pairs(translations.CLICKS)]
    phrases = tomllib.loads((translations.OURS.parent / "phrases.toml").read_text("utf-8"))
    indonesian += [phrase for table in phrases.values() for phrase in table]
    slips = {text: found for text in indonesian if (found := words.english(text) | words.python(text))}
    assert slips == {}


@pytest.mark.parametrize("text", ["Sheet ini kosong.", "Nilai None tidak terbaca.", "Ada error di baris 3."])
def test_a_slip_is_seen(text):
    assert words.english(text) | words.python(text)


def test_english_texts_hold_no_indonesian():
    slips = {told: found for _, told in pairs(translations.OURS) if (found := words.indonesian(told))}
    assert slips == {}


def test_indonesian_says_everything_as_it_stands():
    message = Message("G99", Severity.NOTE, "Baris {row}: {what}.", "Betulkan «{what}».", "Formulir berkas")
    finding = message.at(Place("a.xlsx"), row=3, what="daftar hadir")
    assert language.INDONESIAN.finding(finding) == finding
    assert language.INDONESIAN.said("Folder hasil.") == "Folder hasil."
    assert language.INDONESIAN.said("") == language.load("en").said("") == ""


def test_an_unknown_text_stays_indonesian():
    message = Message("G99", Severity.NOTE, "Baris {row}.", "Betulkan.", "Formulir berkas")
    told = language.load("en").finding(message.at(Place("a.xlsx"), row=3))
    assert (told.text, told.fix, told.message.source) == ("Baris 3.", "Betulkan.", "Forms of Berkas")
    assert (told.place, told.code, told.severity) == (Place("a.xlsx"), "G99", Severity.NOTE)
    assert isinstance(told, Finding)


def test_values_in_a_sentence_are_filled_and_counted():
    assert language.load("en").said("Laporan bulan ke-{month}", month=2) == "Laporan bulan ke-2"
    assert [language.INDONESIAN.counted("{count} kesalahan", count) for count in (1, 2)] == [
        "1 kesalahan",
        "2 kesalahan",
    ]


def test_a_language_needs_no_library():
    code = (
        "import sys, pipeline.cli; from pipeline import language\n"
        "print('babel' in sys.modules, language.load('en').texts.info()['language'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "en"]
