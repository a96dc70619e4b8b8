"""Files: names in cells never lead out of the workbook's folder, and writing is all or nothing."""

import os

import pytest

from pipeline.files import inside, write_whole


@pytest.mark.parametrize("name", ["foto.jpg", "foto/satu.jpg", "foto\\satu.jpg", "./foto.jpg", "a/../foto.jpg"])
def test_a_name_inside_the_folder_is_found(tmp_path, name):
    found = inside(tmp_path, name)
    assert found is not None
    assert found.is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    "name", ["../rahasia.jpg", "..\\rahasia.jpg", "/etc/passwd", "C:\\rahasia.jpg", "a\0b.jpg", "", "x/" * 3000]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    found = inside(tmp_path, name)
    assert found is None or found.is_relative_to(tmp_path.resolve())
    if ".." in name or name.startswith(("/", "C:")):
        assert found is None


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "rahasia.jpg").write_bytes(b"x")
    (tmp_path / "in" / "foto.jpg").symlink_to(tmp_path / "rahasia.jpg")
    assert inside(tmp_path / "in", "foto.jpg") is None


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch, step):
    path = tmp_path / "surat.docx"
    write_whole(path, b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"pipeline.files.os.{step}", fail)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["surat.docx"]
