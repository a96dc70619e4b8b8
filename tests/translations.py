"""Writes the catalogues of pipeline/locale: `python -m tests.translations`, after a text was changed or translated.

What the program says is gathered anew each time; translations stay. A text that is new has none; where the text of a
message changed, its old translation stands there marked fuzzy until somebody has looked at it. The .po files are for
people, the .mo files beside them for gettext.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pipeline import cli
from pipeline.excel.marks import leaving
from pipeline.findings import Message
from pipeline.register import book
from pipeline.run import catalogue
from pipeline.stage6_report import marking, sums

LOCALE = Path(__file__).parent.parent / "pipeline" / "locale"
PACKAGE = LOCALE.parent
OURS = LOCALE / "en" / "LC_MESSAGES" / "berkas.po"
CLICKS = LOCALE / "id" / "LC_MESSAGES" / "click.po"
HEADER = """\
msgid ""
msgstr ""
"Language: {}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Without the dates and names that Babel would write, a catalogue changes only when its texts do."""

Text = str | tuple[str, ...]
"""A text, or its singular and plural."""
Entry = tuple[Text, str]
"""A text and its context, "" for none."""


def texts_of(message: Message) -> Iterator[Entry]:
    """What a message says."""
    yield message.text, f"{message.code}.text"
    yield message.fix, f"{message.code}.fix"
    yield message.source, ""


def help_of(command: click.Command) -> Iterator[Entry]:
    """The help of a command and of all below it."""
    options = [parameter.help for parameter in command.params if isinstance(parameter, click.Option)]
    for text in (command.help, *(parameter.metavar for parameter in command.params), *options):
        if text:
            yield text, ""
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from help_of(below)


def said_in_code() -> Iterator[Entry]:
    """The texts that code and templates of web pages hand to `said` and `counted` as they stand."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        yield from ((text, "") for text in extracted(path, ("said",)))
        yield from (((text, text), "") for text in extracted(path, ("counted",)) if isinstance(text, str))


def constants() -> Iterator[Entry]:
    """The texts that code hands to `said` by a name."""
    words = (*sums.SEVERITY_WORDS.values(), sums.READY, sums.MEND, *sums.STATUS_WORDS.values())
    columns, legend = (column.heading for column in marking._COLUMNS), (text for _, text in marking._LEGEND)
    states = book._STATE_WORDS.values()
    left_out = (*leaving._LEFT_OUT.values(), leaving._FETCHED)
    yield from (
        (word, "") for word in (*words, *states, *columns, *legend, marking._GUIDE, marking._WAIVING, *left_out)
    )
    yield from (((text, text), "") for text in sums.SEVERITY_SUMS.values())


def our_texts() -> list[Entry]:
    """Every text that Berkas says, once, in the order of the catalogue."""
    messages = (entry for message in catalogue.messages() for entry in texts_of(message))
    not_ours = set(click_texts())
    texts = dict.fromkeys([*messages, *constants(), *said_in_code(), *help_of(cli.berkas)])
    return [(text, context) for text, context in texts if text not in not_ours]


def click_texts() -> list[Text]:
    """Every text that click says."""
    folder = Path(click.__file__).parent
    return list(
        dict.fromkeys(text for path in sorted(folder.glob("*.py")) for text in extracted(path, ("_", "ngettext")))
    )


def extracted(path: Path, functions: Iterable[str]) -> list[Text]:
    """The texts that a source file hands to functions of these names."""
    method = "jinja2.ext:babel_extract" if path.suffix == ".html" else "python"
    with path.open("rb") as source:
        found = extract(method, source, {name: (1, 2) if name == "ngettext" else None for name in functions})
        return [text for _, text, _, _ in found]


def renewed(old: Catalog, texts: Iterable[Entry]) -> Catalog:
    """A catalogue of these texts, with what the old one knows of them."""
    new = Catalog(locale=old.locale, project="berkas", fuzzy=False, creation_date=_NO_DATE, revision_date=_NO_DATE)
    by_context = {message.context: message for message in old if message.context}
    for text, context in texts:
        known = old.get(text if isinstance(text, str) else text[0], context or None)
        changed = by_context.get(context) if known is None else None
        found = known or changed
        flags = {"fuzzy"} if changed or (known and known.fuzzy) else set()
        new.add(text, found.string if found else None, flags=flags, context=context or None)
    return new


def read(path: Path, locale: str) -> Catalog:
    with path.open("rb") as written:
        return read_po(written, locale)


def write(path: Path, texts: Iterable[Entry]) -> None:
    """Renew one .po file, and the .mo file beside it."""
    language = path.parts[-3]
    new = renewed(read(path, language), texts)
    with path.open("wb") as written:
        written.write(HEADER.format(language).encode())
        write_po(written, new, width=120, omit_header=True)
    with path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, new)


CATALOGUES: dict[Path, Callable[[], list[Entry]]] = {
    OURS: our_texts,
    CLICKS: lambda: [(text, "") for text in click_texts()],
}
"""Each .po file, and what gathers its texts."""


def main() -> None:
    for path, texts in CATALOGUES.items():
        write(path, texts())


if __name__ == "__main__":
    main()
