"""The languages that Berkas answers in.

Indonesian stands in the code, beside what says it; every other language is a gettext catalogue in `pipeline/locale`
whose msgids are those Indonesian texts, and `values` for what code puts into them. A view is handed a `Language` and
asks it for every word that it shows; `command_line` does the same for help and for what click itself says.

The catalogues are written by `python -m tests.translations`.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from gettext import GNUTranslations, NullTranslations
from importlib import resources

from pipeline.findings import Finding, Message
from pipeline.language.values import Phrases, said_sentence, said_values

CODES = ("id", "en")
"""What `--lang` takes; the first is the original and the default."""
LOCALE = resources.files("pipeline") / "locale"


@dataclass(frozen=True)
class Language:
    """A language to answer in: its code, and what it says for each Indonesian text. What it lacks stays Indonesian."""

    code: str
    texts: NullTranslations = field(default_factory=NullTranslations)
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    """Words that code puts into the values of findings, by placeholder; see `values`."""

    def __reduce__(self) -> tuple[Callable[[str], "Language"], tuple[str]]:
        """A language goes to another process by its code: a catalogue cannot be sent."""
        return load, (self.code,)

    def said(self, text: str, /, **values: object) -> str:
        """A text of the program, its {placeholders} filled when values are given."""
        told = self.texts.gettext(text) if text else ""
        return told.format_map(values) if values else told

    def counted(self, text: str, count: int) -> str:
        """A text with a {count}: "1 error", "2 errors"."""
        return self.texts.ngettext(text, text, count).format(count=count)

    def sentence(self, text: str) -> str:
        """A date, or a sentence of the program that holds its values already: of a Failure, of `doctor`."""
        return said_sentence(text, self.phrases) if self.phrases else text

    def message(self, message: Message) -> Message:
        """The same message in this language."""
        return replace(
            message,
            text=self.texts.pgettext(f"{message.code}.text", message.text),
            fix=self.texts.pgettext(f"{message.code}.fix", message.fix),
            source=self.said(message.source),
        )

    def finding(self, finding: Finding) -> Finding:
        """The same finding in this language: `text` and `fix` are ready to read."""
        values = finding.values
        if self.phrases:
            values = said_values(values, finding.message.text, self.phrases)
        return replace(finding, message=self.message(finding.message), values=values)


INDONESIAN = Language(CODES[0])


def load(code: str) -> Language:
    """A language by its code, one of CODES; its catalogue is read now."""
    if code == INDONESIAN.code:
        return INDONESIAN
    folder = LOCALE / code / "LC_MESSAGES"
    with (folder / "berkas.mo").open("rb") as compiled:
        texts = GNUTranslations(compiled)
    return Language(code, texts, tomllib.loads((folder / "phrases.toml").read_text("utf-8")))
