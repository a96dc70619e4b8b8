"""Photos are opened where workbooks are read: in a guarded worker, never in the process that the clerk started."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline import guard, images, stage1_read
from pipeline.files import FileFacts, FileProblem
from pipeline.pdf import reading
from tests.fake_office import locked, pages
from tests.samples.pictures import pdf
from tests.sheets import workbook


@pytest.fixture(autouse=True)
def read_in_this_process() -> None:
    """These tests are about the other processes."""


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


def looked_at(path: Path) -> FileFacts:
    return images.facts(path, path.name)


def named(folder: Path, **files: bytes) -> dict[str, FileFacts]:
    """What a worker knows of scans that a workbook names."""
    rows = ["| Jenis Bukti | Kode Pertemuan | Nama Berkas |"]
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
        rows.append(f"| Daftar hadir | S-01 | {name}.pdf |")
    path = workbook(folder / "a.xlsx", {"Bukti": "\n".join(rows)})
    values = [row.cells["file"].value for row in stage1_read.read((path,), workers=1).rows]
    return {value.name.removesuffix(".pdf"): value for value in values if isinstance(value, FileFacts)}


def test_scans_are_judged_in_a_worker_as_printing_judges_them(tmp_path, monkeypatch):
    whole = pdf(("SURAT KETERANGAN",))
    offset = whole.rindex(b"startxref\n") + len(b"startxref\n")
    monkeypatch.setattr(reading, "page_count", None)
    found = named(
        tmp_path,
        whole=whole,
        wrong_table=whole[:offset] + b"7" + whole[offset + 1 :],
        no_middle=whole[:40] + whole[-60:],
        no_pages=pages(),
        password=locked(whole),
        owner_only=locked(whole, ""),
    )
    assert {name: one.problem for name, one in found.items()} == {
        "whole": FileProblem.NONE,
        "wrong_table": FileProblem.NONE,
        "no_middle": FileProblem.UNREADABLE,
        "no_pages": FileProblem.UNREADABLE,
        "password": FileProblem.LOCKED,
        "owner_only": FileProblem.LOCKED,
    }
    assert [name for name, one in found.items() if one.path] == ["whole", "wrong_table"]


@pytest.mark.slow
def test_the_largest_scan_fits_into_the_memory_of_a_worker(tmp_path):
    light = Image.effect_noise((1240, 1754), 90).convert("RGB")
    light.save(tmp_path / "page.pdf", quality=95)
    count = images.SIZE_LIMIT // (tmp_path / "page.pdf").stat().st_size
    light.save(tmp_path / "a.pdf", save_all=True, append_images=[light] * (count - 1), quality=95)
    assert 0.7 * images.SIZE_LIMIT < (tmp_path / "a.pdf").stat().st_size <= images.SIZE_LIMIT
    assert named(tmp_path, a=(tmp_path / "a.pdf").read_bytes())["a"].problem is FileProblem.NONE


@pytest.mark.slow
def test_the_largest_photos_fit_into_the_memory_of_a_worker(tmp_path):
    assert images.reads_heic()
    light = Image.linear_gradient("L").rotate(30)
    largest: dict[str, tuple[Image.Image, dict[str, Any]]] = {
        "layers.png": (light.resize((8000, 6200)).convert("RGBA"), {"compress_level": 1}),
        "layers.webp": (light.resize((5700, 4380)).convert("RGBA"), {"method": 0}),
        "steps.jpg": (light.resize((16000, 15600)).convert("RGB"), {"progressive": True}),
        "phone.heic": (light.resize((8064, 6048)).convert("RGB"), {"quality": 10, "tile_size": 512}),
    }
    for name, (image, how) in largest.items():
        image.save(tmp_path / name, **how)
        assert image.width * image.height > 0.95 * images.PIXEL_LIMITS[images._media((tmp_path / name).read_bytes())]
    found = list(guard.each(looked_at, [tmp_path / name for name in largest], 1))
    assert [one.problem for one in found if isinstance(one, FileFacts)] == [FileProblem.NONE] * len(largest)
