"""Help, and what click itself says, in the language that `--lang` names, whatever the environment says."""

import gettext
import os
import re

import click
import pytest
from click.testing import CliRunner, Result

from pipeline import cli, language
from pipeline.language.command_line import asked_for, click_words, spoken
from tests.language import words


def run(arguments: list[str], code: str) -> Result:
    chosen = language.load(code)
    with click_words(chosen):
        return CliRunner().invoke(spoken(cli.berkas, chosen), arguments, prog_name="berkas")


def commands(command: click.Command, name: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    below = command.commands.items() if isinstance(command, click.Group) else ()
    return [name, *(path for word, inner in below for path in commands(inner, (*name, word)))]


@pytest.mark.parametrize(
    ("given", "code", "arguments"),
    [
        (["validate", "x"], "id", ["validate", "x"]),
        (["--lang", "en", "validate", "x"], "en", ["--lang", "en", "validate", "x"]),
        (["validate", "x", "--lang", "en", "-q"], "en", ["--lang", "en", "validate", "x", "-q"]),
        (["validate", "--lang=en", "x"], "en", ["--lang=en", "validate", "x"]),
        (["validate", "--lang=en", "x", "--lang", "id"], "id", ["--lang=en", "--lang", "id", "validate", "x"]),
        (["validate", "x", "--lang"], "id", ["--lang", "validate", "x"]),
        (["validate", "x", "--lang", "de"], "id", ["--lang", "de", "validate", "x"]),
        (["validate", "--", "--lang", "en"], "id", ["validate", "--", "--lang", "en"]),
        ([], "id", []),
    ],
)
def test_the_language_may_stand_anywhere(given, code, arguments):
    assert asked_for(given) == (code, arguments)


@pytest.mark.parametrize("environment", ["en_US.UTF-8", "de:fr", "C", ""])
@pytest.mark.parametrize(("code", "usage"), [("id", "Pemakaian:"), ("en", "Usage:")])
def test_the_environment_does_not_choose_the_language(monkeypatch, environment, code, usage):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, environment)
    assert run(["validate", "--help"], code).output.startswith(usage)
    assert os.environ["LANGUAGE"] == environment


def test_the_process_is_left_as_it_was(monkeypatch):
    monkeypatch.delenv("LANGUAGE", raising=False)
    domain, help_before = gettext.textdomain(), cli.berkas.help
    run(["--help"], "en")
    assert "LANGUAGE" not in os.environ
    assert (gettext.textdomain(), cli.berkas.help) == (domain, help_before)


@pytest.mark.parametrize("path", commands(cli.berkas), ids=" ".join)
def test_help_is_all_in_one_language(path):
    # What one has to type is the same in every language: choices, and commands at the start of a line.
    typed = re.compile(r"\[[\w|]+\]|^  \w+  |(?<=bawaan: )\w+", re.MULTILINE)
    assert words.english(typed.sub(" ", run([*path, "--help"], "id").output)) - set(path) == set()
    assert words.indonesian(run([*path, "--help"], "en").output) == set()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nope"], "Perintah 'nope' tidak ada."),
        (["validate"], "Belum ada argumen 'MASUKAN...'."),
        (["validate", "/nope"], "Masukan '/nope' tidak ada."),
        (["validate", ".", "--frmat", "x"], "Opsi '--frmat' tidak ada."),
        (["validate", ".", "--format", "x"], "'x' bukan salah satu dari 'text', 'json', 'ndjson'."),
        (["validate", ".", "--out"], "Opsi '--out' memerlukan nilai."),
        (["doctor", "x"], "Ada argumen yang tidak dikenal (x)"),
        (["register", "void", "k"], "Belum ada opsi '--reason'"),
    ],
)
def test_refusals_are_indonesian(arguments, told):
    said = run(arguments, "id")
    assert told in said.output
    assert words.english(re.sub("'[^']*'", "", said.output)) == set()


def test_the_copy_works_as_the_command_does(tmp_path):
    said = run(["validate", str(tmp_path / "nope")], "en")
    assert said.exit_code == 2
    assert "does not exist" in said.output
    assert run(["templates", "fields", "spm"], "en").exit_code == 0
