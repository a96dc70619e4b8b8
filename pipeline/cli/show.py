"""How lines are printed: colours and width where there is a terminal, plain text elsewhere."""

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import click

from pipeline.language import INDONESIAN, Language
from pipeline.stage6_report import Line

_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "good": {"fg": "green"},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "waived": {"fg": "cyan"},
    "note": {"dim": True},
}
_NARROWEST = 40
_BAR = 20
_MANY = 10
"""Fewer workbooks than this are read before anybody could look at a bar; fewer papers take some seconds."""


def language() -> Language:
    """The one that `main` was asked for."""
    context = click.get_current_context(silent=True)
    return (context.find_object(Language) if context else None) or INDONESIAN


@dataclass(frozen=True)
class Talk:
    """How much the clerk wants to hear."""

    quiet: bool = False
    verbose: bool = False

    def stage(self, line: str) -> None:
        """What a stage did."""
        if self.verbose:
            click.echo(language().sentence(line), err=True)

    def read(self, done: int, total: int) -> None:
        """How many of the workbooks have been read."""
        if bar := self._bar(done, total):
            _move(
                language().said("Membaca {bar} {done} dari {total} buku kerja", bar=bar, done=done, total=total),
                done == total,
            )

    def converted(self, done: int, total: int) -> None:
        """How many of the papers have become PDFs."""
        if bar := self._bar(done, total):
            _move(
                language().said("Membuat PDF {bar} {done} dari {total} berkas", bar=bar, done=done, total=total),
                done == total,
            )

    def _bar(self, done: int, total: int) -> str:
        """How far a work is, where it takes long and somebody looks at a terminal; else ""."""
        if total < _MANY or self.quiet or not sys.stderr.isatty():
            return ""
        full = _BAR * done // total
        return f"[{'#' * full}{'.' * (_BAR - full)}]"


def _move(line: str, ended: bool) -> None:
    """Show a line in the place of the one before; the last one stays."""
    click.echo(f"\r{line}", err=True, nl=ended)


def show(lines: Iterable[Line]) -> None:
    """Print what a run has to say: wrapped and coloured on a terminal, unless NO_COLOR is set."""
    width = max(shutil.get_terminal_size().columns, _NARROWEST) if sys.stdout.isatty() else 0
    colour = False if os.environ.get("NO_COLOR") else None
    for line in lines:
        click.echo(click.style(_laid_out(line, width), **_STYLES.get(line.tone, {})), color=colour)


def _laid_out(line: Line, width: int) -> str:
    indent = " " * line.indent
    if not width:
        return indent + line.text
    return click.wrap_text(line.text, width, indent, f"{indent}  ")
