"""An open register in a fresh folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.register import Register, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with opened(path) as register:
        yield register
