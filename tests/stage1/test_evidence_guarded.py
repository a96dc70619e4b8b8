"""Photos are opened where workbooks are read: in a guarded worker, never in the process that the clerk started."""

from pathlib import Path

import pytest
from PIL import Image

from pipeline import images, stage1_read
from pipeline.files import FileFacts, FileProblem
from tests.sheets import workbook


@pytest.fixture(autouse=True)
def read_in_this_process() -> None:
    """This test is about the other processes."""


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "heic"])
def test_photos_are_decoded_in_a_worker(tmp_path, monkeypatch, ending):
    assert images.reads_heic()
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(tmp_path / f"a.{ending}")
    rows = "| Jenis Bukti | Kode Pertemuan | Nama Berkas |\n| Foto | S-01 | {} |"
    path = workbook(tmp_path / "a.xlsx", {"Bukti": rows.format(f"a.{ending}")})

    def here(_: Path) -> Image.Image:
        raise AssertionError("a photo was opened in this process")

    monkeypatch.setattr(images, "_opened", here)
    [value] = [row.cells["file"].value for row in stage1_read.read((path,), workers=1).rows]
    assert isinstance(value, FileFacts)
    assert (value.problem, value.width, value.height) == (FileProblem.NONE, 40, 30)
