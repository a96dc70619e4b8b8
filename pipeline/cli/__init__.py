"""The command line: what was asked for becomes an order, what happened is printed. The only room that prints or exits.

    options             the options that several commands share, and how they are read
    waivers             the findings that an officer accepts on the command line
    commands            the commands, and what is said of a run's outcome
    letter_numbers      `berkas register …`
    explain             `berkas explain`
    word_templates      `berkas templates …`
    previewing          `berkas preview`
    printing            `berkas print`
    show                how lines are printed: colours, width, a bar while workbooks are read or PDFs made

Data goes to stdout, talk to stderr. Exit codes: `failures.ExitCode`.
"""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from pipeline import language
from pipeline.cli.commands import berkas
from pipeline.cli.explain import explain_command
from pipeline.cli.letter_numbers import register_group
from pipeline.cli.previewing import preview_command
from pipeline.cli.printing import print_command
from pipeline.cli.word_templates import templates
from pipeline.failures import ExitCode, Failure, log_fault
from pipeline.language.command_line import asked_for, click_words, spoken

__all__ = ["berkas", "main"]

berkas.add_command(explain_command)
berkas.add_command(register_group)
berkas.add_command(templates)
berkas.add_command(preview_command)
berkas.add_command(print_command)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code. Faults of berkas itself end in one plain sentence and a log."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code, given = asked_for(sys.argv[1:] if arguments is None else arguments)
    chosen = language.load(code)
    with click_words(chosen), _ended_like_an_interrupt():
        exit_code = _exit_code(given, chosen)
    sys.exit(exit_code)


def _open_what_is_closed() -> None:
    """Schedulers may start us with closed streams. What is said there nobody hears; left closed, a workbook or a pipe
    to a reader would get the stream's number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


@contextmanager
def _ended_like_an_interrupt() -> Iterator[None]:
    """Who ends the command by `kill` gets what Ctrl-C gets: readers are stopped, temporary files removed. Left alone,
    the system would end this process at once, and Python's helpers would complain of what it left behind."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _exit_code(arguments: list[str], chosen: language.Language) -> int:
    try:
        command = spoken(berkas, chosen)
        return int(command.main(arguments, prog_name="berkas", standalone_mode=False, obj=chosen) or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(chosen.said("Dihentikan. Tidak ada berkas yang setengah jadi."), err=True)
        return ExitCode.INTERRUPTED
    except Failure as failure:
        click.echo(f"{chosen.sentence(failure.text)}\n{chosen.sentence(failure.fix)}", err=True)
        return ExitCode.FAILED
    except BrokenPipeError:
        # Whoever reads our lines has heard enough ("| head"); Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.INTERRUPTED
    except OSError as refused:
        if refused.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            return _fault(refused, chosen)
        click.echo(chosen.said("Keluaran tidak dapat ditulis: ruang penyimpanan habis atau rusak."), err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except Exception as fault:
        return _fault(fault, chosen)


def _fault(fault: Exception, chosen: language.Language) -> int:
    """A fault in berkas itself: one plain sentence, and a log without personal data."""
    told = chosen.said(
        "Ada kesalahan di dalam program, bukan di data Anda. Kirimkan {log} kepada pengelola program.",
        log=log_fault(fault),
    )
    click.echo(told, err=True)
    return ExitCode.FAULT
