"""The README names what exists: commands, exit codes, make targets, pictures."""

import re
from pathlib import Path

import click

from pipeline import cli
from pipeline.failures import ExitCode
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


def test_every_exit_code_is_in_the_table():
    table = {int(code) for code in re.findall(r"^\| (\d+) \| [a-z]", README, re.MULTILINE)}
    assert {int(code) for code in ExitCode} <= table


def test_the_floors_are_those_that_the_test_holds():
    rows = re.findall(r"^\| ([1-8]) \| (`.*) \|$", README, re.MULTILINE)
    told = {int(floor): set(re.findall(r"`(\w+)`", rooms)) for floor, rooms in rows}
    told[6] |= {room for room in FLOORS[5] if room.startswith("stage")}
    held = {number: set(rooms) for number, rooms in enumerate(FLOORS, start=1)}
    held[8] |= held.pop(9)
    assert told == held


def test_make_targets_named_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z-]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_pictures_and_links_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
