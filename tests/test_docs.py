"""The README names what exists: commands, options, formats, limits, exit codes, make targets, pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline import cli
from pipeline.excel import container
from pipeline.failures import ExitCode
from pipeline.guard import limits
from pipeline.stage1_read import inputs
from tests.test_floors import FLOORS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_is_in_the_table():
    for name, command in cli.berkas.commands.items():
        subcommands = command.commands if isinstance(command, click.Group) else {}
        assert f"`berkas {name}" in README, name
        for subcommand in subcommands:
            assert f"`berkas {name} {subcommand}`" in README or f"`{subcommand}`" in README, f"{name} {subcommand}"


def test_every_command_named_exists():
    for name in re.findall(r"`berkas ([a-z]+)", README):
        assert name in cli.berkas.commands, name


def commands_below(command: click.Command) -> Iterator[click.Command]:
    yield command
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from commands_below(below)


def test_every_option_named_exists():
    known = {
        name
        for command in commands_below(cli.berkas)
        for option in command.params
        for name in (*option.opts, *option.secondary_opts)
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named <= known | {"--help"}


def test_every_format_is_named():
    for ending in inputs.WORKBOOK_ENDINGS:
        assert f"`{ending}`" in README, ending


def test_the_limits_are_those_that_hold():
    assert f"{limits.TIME_LIMIT:.0f} seconds" in README
    assert f"{limits.MEMORY_LIMIT // 2**30} GiB" in README
    assert f"{container.FILE_LIMIT // 2**20} MiB and {container.FILLED_LIMIT:,} filled cells" in README


def test_every_exit_code_is_in_the_table():
    table = {int(code) for code in re.findall(r"^\| (\d+) \| [a-z]", README, re.MULTILINE)}
    assert {int(code) for code in ExitCode} <= table


def test_the_floors_are_those_that_the_test_holds():
    rows = re.findall(r"^\| ([1-9]) \| (`.*) \|$", README, re.MULTILINE)
    told = {int(floor): set(re.findall(r"`(\w+)`", rooms)) for floor, rooms in rows}
    told[6] |= {room for room in FLOORS[5] if room.startswith("stage")}
    held = {number: set(rooms) for number, rooms in enumerate(FLOORS, start=1)}
    held[9] |= held.pop(10)
    assert told == held


def test_make_targets_named_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_pictures_and_links_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
