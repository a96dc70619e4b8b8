"""What all tests share: the switch for golden files, the marker for outside programs, hypothesis' settings."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline import guard

OUTSIDE_PROGRAMS = ("soffice", "pdftoppm")
IN_CI = os.environ.get("CI") == "true"

# Deadlines fail on a busy machine; in CI the same commit is to give the same verdict every time.
settings.register_profile("berkas", deadline=None, derandomize=IN_CI)
settings.load_profile("berkas")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write golden files anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    """In CI a run that holds the slow tests must have the outside programs: skipping there would hide a hole."""
    missing = missing_programs()
    if IN_CI and missing and config.option.markexpr != "not slow":
        raise pytest.UsageError(f"CI runs the slow tests, but {', '.join(missing)} cannot be found")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever starts LibreOffice is slow; told here before `-m "not slow"` chooses."""
    for item in items:
        if item.get_closest_marker("libreoffice"):
            item.add_marker("slow")


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = missing_programs()
    if missing and item.get_closest_marker("libreoffice"):
        pytest.skip(f"{', '.join(missing)} not installed")


def missing_programs() -> list[str]:
    return [program for program in OUTSIDE_PROGRAMS if shutil.which(program) is None]


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Starting a process for every workbook would take most of the suite's time.

    A test module that is about the processes defines a fixture of this name that does nothing.
    """

    each = guard.each
    monkeypatch.setattr(guard, "each", lambda function, tasks, _workers: each(function, tasks, 0))


class Golden:
    """Compares text with a file in tests/golden/, or writes that file under --write-golden."""

    def __init__(self, folder: Path, write: bool) -> None:
        self.folder = folder
        self.write = write

    def check(self, name: str, text: str) -> None:
        path = self.folder / name
        if self.write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}: `make golden` writes it"
        assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(Path(__file__).parent / "golden", request.config.getoption("--write-golden"))
