"""Files: names in cells never lead out of the workbook's folder, and writing is all or nothing."""

import errno
import os
import subprocess
import sys

import pytest

from pipeline.files import STALE_SECONDS, WrittenTogether, inside, nearly, sweep, write_whole


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


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no umask")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o007, 0o660), (0o077, 0o600)])
def test_who_may_read_a_file_is_said_by_the_umask(tmp_path, umask, mode):
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "surat.docx", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "surat.docx").stat().st_mode & 0o777 == mode


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


def test_files_written_together_get_their_names_when_all_are_on_the_disk(tmp_path, monkeypatch):
    steps = []

    def told(step):
        function = getattr(os, step)

        def tell(*arguments):
            steps.append(step)
            return function(*arguments)

        monkeypatch.setattr(f"pipeline.files.os.{step}", tell)

    told("fsync")
    told("replace")
    with WrittenTogether() as files:
        files.write(tmp_path / "a" / "b" / "satu.docx", b"1")
        files.write(tmp_path / "dua.docx", b"2")
        assert not list(tmp_path.rglob("*.docx"))
        assert files.name_all() == frozenset()
    # Both files, their names, then every folder in which a name is new: a/b, a, and the one above.
    assert steps[:4] == ["fsync", "fsync", "replace", "replace"]
    assert steps[4:] in (["fsync"] * 3, [])
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")} == {"satu.docx": b"1", "dua.docx": b"2"}


def test_a_file_that_cannot_be_replaced_is_named_and_the_others_are_written(tmp_path, monkeypatch):
    rename = os.replace

    def refuse(source, target):
        if target.name == "satu.docx":
            raise PermissionError
        rename(source, target)

    monkeypatch.setattr("pipeline.files.os.replace", refuse)
    with WrittenTogether() as files:
        files.write(tmp_path / "satu.docx", b"1")
        files.write(tmp_path / "dua.docx", b"2")
        assert files.name_all() == {tmp_path / "satu.docx"}
    assert [path.name for path in tmp_path.iterdir()] == ["dua.docx"]


def test_what_has_no_name_at_the_end_is_gone(tmp_path):
    with WrittenTogether() as files:
        files.write(tmp_path / "satu.docx", b"1")
    assert list(tmp_path.iterdir()) == []


def test_each_handle_is_closed_once_whatever_fails(tmp_path, monkeypatch):
    closed = []
    close = os.close

    def failing(*_):
        raise OSError(errno.EIO, "Input/output error")

    def noted(handle):
        closed.append(handle)
        close(handle)

    def write_two():
        with WrittenTogether() as files:
            files.write(tmp_path / "a.docx", b"a")
            files.write(tmp_path / "b.docx", b"b")
            files.name_all()

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.files.os.close", noted)
        patch.setattr("pipeline.files.os.replace", failing)
        with pytest.raises(OSError, match="Input/output"):
            write_two()
    assert len(closed) == len(set(closed)) == 2
    assert list(tmp_path.iterdir()) == []


def test_what_a_run_still_writes_is_not_swept(tmp_path):
    with WrittenTogether() as files:
        files.write(tmp_path / "a" / "satu.docx", b"1")
        sweep(tmp_path)
        assert files.name_all() == frozenset()
    assert (tmp_path / "a" / "satu.docx").read_bytes() == b"1"


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_what_a_killed_run_left_is_swept_at_once(tmp_path):
    code = """
import os, pathlib, sys
from pipeline.files import WrittenTogether
files = WrittenTogether()
files.write(pathlib.Path(sys.argv[1], "a", "satu.docx"), b"1")
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code, tmp_path], check=False)
    (left,) = (tmp_path / "a").iterdir()
    of_another_machine = left.with_name(".berkas-0-1-0123-0.tmp")
    without_owner = left.with_name(".berkas-0123-0.tmp")
    for path in (of_another_machine, without_owner):
        path.touch()
    sweep(tmp_path)
    assert set((tmp_path / "a").iterdir()) == {of_another_machine, without_owner}
    for path in (of_another_machine, without_owner):
        os.utime(path, (0, path.stat().st_mtime - STALE_SECONDS - 60))
    sweep(tmp_path)
    assert list((tmp_path / "a").iterdir()) == []


@pytest.mark.parametrize(
    ("there", "written", "meant"),
    [
        ("B1-S-01.jpg", "foto/B1-S-01.jpg", "B1-S-01.jpg"),
        ("foto/b1-s-01.JPG", "B1-S-01.jpg", "foto/b1-s-01.JPG"),
        ("foto/B1-S-01.png", "foto/B1-S-01.jpg", "foto/B1-S-01.png"),
        ("foto/lama/B1-S-01.jpg", "B1-S-01.jpg", ""),
        ("foto/B1-S-02.jpg", "foto/B1-S-01.jpg", ""),
    ],
)
def test_a_file_that_lies_in_another_folder_may_be_meant(tmp_path, there, written, meant):
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).touch()
    assert nearly(tmp_path, tmp_path / written) == meant
