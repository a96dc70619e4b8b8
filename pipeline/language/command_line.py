"""The command line in a language: help texts, and what click itself says ("Usage", "Missing argument").

click takes its words from the gettext domain of the process and, as gettext does, chooses their language by the
environment. The clerk's choice is `--lang`, so for as long as a command runs the environment says that.
"""

import copy
import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import click

from pipeline.language import CODES, LOCALE, Language

_DOMAIN = "click"
_OPTION = "--lang"


def asked_for(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The code that `--lang` names, and the arguments with `--lang` in front: `berkas` takes it wherever it stands.

    Asked before click reads the line, so that help and refusals are in that language, too. A code that click will
    refuse is answered in the default language.
    """
    ours: list[str] = []
    rest: list[str] = []
    coming = iter(arguments)
    for argument in coming:
        if argument == "--":
            rest += [argument, *coming]
        elif argument == _OPTION:
            ours += [argument, *islice(coming, 1)]
        elif argument.startswith(f"{_OPTION}="):
            ours.append(argument)
        else:
            rest.append(argument)
    named = ours[-1].removeprefix(f"{_OPTION}=") if ours else ""
    return (named if named in CODES else CODES[0]), ours + rest


@contextmanager
def click_words(language: Language) -> Iterator[None]:
    """click speaks the language inside this context."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(_DOMAIN, str(LOCALE))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language.code
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def spoken(command: click.Command, language: Language) -> click.Command:
    """A copy of a command, and of all below it, with its help in the language. To be called inside `click_words`."""
    told = copy.copy(command)
    told.help = language.said(command.help) if command.help else None
    told.options_metavar = language.said("[OPSI]")
    told.params = [_spoken(parameter, language) for parameter in command.params]
    if isinstance(told, click.Group) and isinstance(command, click.Group):
        told.subcommand_metavar = language.said("PERINTAH [ARGUMEN]...")
        told.commands = {name: spoken(below, language) for name, below in command.commands.items()}
    return told


def _spoken(parameter: click.Parameter, language: Language) -> click.Parameter:
    told = copy.copy(parameter)
    told.metavar = language.said(parameter.metavar) if parameter.metavar else None
    if isinstance(told, click.Option) and told.help:
        # What click gave itself when the option was declared (--version) is English, and known to its own catalogue.
        told.help = language.said(gettext.gettext(told.help))
    if isinstance(parameter.type, click.IntRange):
        first, last = parameter.type.min, parameter.type.max
        told.type = copy.copy(parameter.type)
        told.type.name = language.said("bulat, {first} sampai {last}", first=first, last=last)
    if isinstance(parameter.type, click.Path):
        told.type = copy.copy(parameter.type)
        told.type.name = gettext.gettext(parameter.type.name)
    return told
