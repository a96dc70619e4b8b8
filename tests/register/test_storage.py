"""Opening the file, and what happens when the machine does not play along."""

import itertools
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.failures import Failure
from pipeline.register import Register, opened
from pipeline.register import storage as register_storage
from pipeline.register.schema import VERSION, statements
from pipeline.register.storage import connected
from tests.register.papers import DAY, booked, issued, mark, numbers, paper

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps access rights elsewhere")


class TestOpening:
    def test_a_new_register_is_sound_and_empty(self, path: Path) -> None:
        with opened(path.parent / "keluaran" / path.name) as register:
            assert register.check() == []
            assert register.listing() == []

    def test_settings(self, path: Path) -> None:
        with connected(path, must_exist=False, read_only=False) as connection:
            settings = {
                name: connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            }
        assert settings == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1}

    def test_reading_makes_no_file(self, path: Path) -> None:
        with opened(path, read_only=True) as register:
            assert register.dates() == {}
        assert list(path.parent.iterdir()) == []

    def test_reading_changes_nothing(self, path: Path) -> None:
        with opened(path) as register:
            booked(register, paper("a"))
        before = path.read_bytes()
        with opened(path, read_only=True) as register:
            assert numbers(register) == {"a": "001/SPM/2015"}
            with pytest.raises(Failure, match="tidak dapat dibaca atau ditulisi"):
                register.reserve([paper("b")], DAY)
        assert path.read_bytes() == before

    def test_an_empty_file_of_a_killed_run_becomes_a_register(self, path: Path) -> None:
        path.touch()
        with opened(path, read_only=True) as register:
            assert register.listing() == []
        with opened(path) as register:
            booked(register, paper("a"))

    def test_another_run_makes_the_register_first(self, path: Path) -> None:
        def book() -> None:
            with opened(path) as register:
                booked(register, paper("a"))

        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with ThreadPoolExecutor() as pool:
                late = pool.submit(book)
                time.sleep(0.2)  # Long enough for it to see an empty file and to wait for the lock.
                for statement in statements(0):
                    other.execute(statement)
                other.execute("COMMIT")
                late.result()
        with opened(path) as register:
            assert numbers(register) == {"a": "001/SPM/2015"}

    @posix
    def test_only_the_owner_can_read_it(self, path: Path) -> None:
        with opened(path) as register:
            assert path.stat().st_mode & 0o777 == 0o600
            booked(register, paper("a"))
        path.chmod(0o664)
        with opened(path):
            assert path.stat().st_mode & 0o777 == 0o600

    def test_names_that_sqlite_would_read_otherwise(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        name = Path("daftar surat #1 ?mode=ro&%41.sqlite")
        with opened(name) as register:
            booked(register, paper("a"))
        assert [one.name for one in tmp_path.iterdir()] == [name.name]


class TestRefusal:
    def test_missing(self, path: Path) -> None:
        with pytest.raises(Failure, match="tidak ditemukan"), opened(path, must_exist=True):
            pass
        assert not path.exists()

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(Failure, match="folder, bukan register"), opened(tmp_path):
            pass

    def test_a_path_through_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "x").touch()
        with pytest.raises(Failure, match="tidak dapat dibuat"), opened(tmp_path / "x" / "register.sqlite"):
            pass

    @pytest.mark.parametrize("read_only", [True, False])
    def test_another_kind_of_file(self, path: Path, read_only: bool) -> None:
        path.write_bytes(b"PK\x03\x04" + bytes(5000))
        with pytest.raises(Failure, match="rusak"), opened(path, read_only=read_only):
            pass

    @pytest.mark.parametrize("read_only", [True, False])
    def test_another_sqlite_file_is_left_alone(self, path: Path, read_only: bool) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE x (y)")
        before = path.read_bytes()
        with pytest.raises(Failure, match="bukan register program berkas"), opened(path, read_only=read_only):
            pass
        assert path.read_bytes() == before

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_newer_schema(self, path: Path, read_only: bool) -> None:
        with opened(path):
            pass
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        with pytest.raises(Failure) as failure, opened(path, read_only=read_only):
            pass
        assert "Perbarui program berkas" in failure.value.fix

    def test_a_damaged_page(self, path: Path) -> None:
        with opened(path) as register:
            issued(register, *(paper(f"M-{n:03}") for n in range(100)))
        content = bytearray(path.read_bytes())
        content[4096 * 2 : 4096 * 6] = bytes([255]) * 4096 * 4
        path.write_bytes(content)
        with pytest.raises(Failure, match="rusak"), opened(path):
            pass

    def test_in_use_for_too_long(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(register_storage, "BUSY_SECONDS", 0.05)
        with opened(path) as register, closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert register.listing() == []
            with pytest.raises(Failure, match="sedang dipakai"):
                register.reserve([paper("a")], DAY)
            other.execute("ROLLBACK")
            booked(register, paper("a"))

    def test_a_journal_that_cannot_be_written(self, path: Path) -> None:
        with opened(path) as register:
            (path.parent / f"{path.name}-journal").mkdir()
            with pytest.raises(Failure, match="tidak dapat dibaca atau ditulisi"):
                register.reserve([paper("a")], DAY)
            (path.parent / f"{path.name}-journal").rmdir()
            booked(register, paper("a"))


def break_off(connection: sqlite3.Connection, patience: int) -> None:
    """Let SQLite, which asks after every tenth instruction whether to go on, hear no once."""
    asked = itertools.count(1)
    connection.set_progress_handler(lambda: next(asked) == patience, 10)


class TestFailingSteps:
    """A batch is broken off at every place in turn until it goes through; each time nothing of it may remain."""

    BATCH = tuple(paper(f"M-{n:03}") for n in range(60))

    def test_full_disk(self, path: Path) -> None:
        said: list[str] = []
        with connected(path, must_exist=False, read_only=False) as connection:
            register = Register(connection, path)
            before = issued(register, paper("first"))
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            for room in range(100):
                connection.execute(f"PRAGMA max_page_count = {pages + room}")
                try:
                    register.reserve(self.BATCH, DAY)
                except Failure as failure:
                    said.append(failure.text)
                else:
                    break
                assert register.listing() == before
                assert register.check() == []
            assert len(said) > 3
            assert all(text.startswith("Ruang penyimpanan") for text in said)
            assert sorted(numbers(register).values()) == [f"{n:03}/SPM/2015" for n in range(1, 62)]

    @pytest.mark.parametrize("marking", [False, True])
    def test_broken_off_within_a_transaction(self, path: Path, marking: bool) -> None:
        said: list[str] = []
        with connected(path, must_exist=False, read_only=False) as connection:
            register = Register(connection, path)
            before = booked(register, *self.BATCH[:30])
            for patience in range(1, 10_000, 40):
                break_off(connection, patience)
                try:
                    if marking:
                        register.mark_issued([mark(one) for one in before], DAY)
                    else:
                        register.reserve(self.BATCH, DAY)
                except sqlite3.OperationalError as error:
                    said.append(str(error))
                else:
                    break
                finally:
                    connection.set_progress_handler(None, 0)
                assert register.listing() == before
            assert len(said) > 3
            assert set(said) == {"interrupted"}
            assert register.check() == []
            assert {one.state for one in register.listing()} == {"issued" if marking else "reserved"}
            assert len(register.listing()) == (30 if marking else 60)
