"""A filled workbook saved by LibreOffice in other formats says the same, cell by cell."""

import subprocess
from pathlib import Path

import pytest

from pipeline.excel import Grid
from tests.excel.packages import opened

WORKBOOK = Path(__file__).parents[2] / "input_samples" / "complete" / "M-001" / "bulan-1.xlsx"


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_the_same_workbook_in_another_format(kind: str, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(WORKBOOK)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    original, twin = opened(WORKBOOK), opened(tmp_path / f"bulan-1.{kind}")
    assert twin.kind == kind
    assert [facts(sheet) for sheet in twin.sheets] == [facts(sheet) for sheet in original.sheets]


def facts(grid: Grid) -> tuple[object, ...]:
    """Everything but the order in which merged areas are stored."""
    return grid.name, grid.rows, set(grid.merged), grid.hidden, grid.hidden_rows, grid.hidden_columns
