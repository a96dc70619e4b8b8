"""Opening the register's file, its transactions, and what SQLite's errors mean to the clerk."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.failures import Failure, reason
from pipeline.register import schema

BUSY_SECONDS = 30.0
"""How long one run waits for another that is writing."""

_OLDEST_SQLITE = (3, 37, 0)
_MEMORY = ":memory:"
_EMPTY = (0, 0, 0)


@contextmanager
def connected(path: Path, *, must_exist: bool, read_only: bool) -> Iterator[sqlite3.Connection]:
    """A connection to a sound register of our schema; `read_only` never makes a file (a missing register is empty).

    Failure: missing though it must exist, in use for too long, damaged, of a newer version, or not a register at all.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Failure(
            f"Python di komputer ini memakai SQLite {sqlite3.sqlite_version}, terlalu lama untuk register.",
            "Pasang Python 3.11 atau lebih baru dari python.org.",
        )
    where = _file(path, must_exist=must_exist, read_only=read_only)
    with explained(path):
        connection = sqlite3.connect(where, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        with explained(path):
            _prepare(connection, path, read_only=read_only, may_create=not read_only or where == _MEMORY)
        yield connection
    finally:
        connection.close()


def damaged(path: Path) -> Failure:
    return Failure(
        f"Register {path} rusak atau bukan register.",
        "Jangan dihapus. Simpan salinannya, lalu pulihkan register dari cadangan terakhir.",
    )


@contextmanager
def transaction(
    connection: sqlite3.Connection, path: Path, *, writing: bool, when_damaged: Callable[[Path], Failure] = damaged
) -> Iterator[sqlite3.Connection]:
    """All or nothing. A writer takes the lock at once: one that read first could be refused however long it waits."""
    with explained(path, when_damaged):
        try:
            connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # A failing disk makes SQLite roll back by itself; a second rollback would hide the first error.
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
            raise


def _file(path: Path, *, must_exist: bool, read_only: bool) -> str:
    """Where SQLite is to open: the file, for its owner alone, or memory when there is nothing to read."""
    try:
        if path.exists() and not path.is_file():
            raise Failure(f"{path} adalah folder, bukan register.", "Periksa pilihan --register.")
        if must_exist and not path.exists():
            raise Failure(
                f"Register {path} tidak ditemukan.",
                "Periksa pilihan -o atau --register; register dibuat saat surat pertama diterbitkan.",
            )
        if read_only:
            return str(path.absolute()) if path.exists() and path.stat().st_size else _MEMORY
        path.parent.mkdir(parents=True, exist_ok=True)
        make_private(path)
    except OSError as error:
        raise Failure(
            f"Register {path} tidak dapat dibuat atau dibuka ({reason(error)}).",
            "Periksa apakah folder itu ada dan boleh Anda tulisi.",
        ) from error
    return str(path.absolute())


def make_private(path: Path) -> None:
    """Make the file before SQLite does, which would let everyone read it; tighten one that is too open."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool, may_create: bool) -> None:
    """Settings of the connection; the tables of a new file; refusal of a file that is not a sound register."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    # After a power cut a number that was told must not be free again: the folder is synced after each commit too.
    connection.execute("PRAGMA synchronous = EXTRA")
    with transaction(connection, path, writing=False):
        empty = _identity(connection) == _EMPTY
    if empty and may_create:
        _create(connection, path)
    with transaction(connection, path, writing=False):
        old = _checked_version(connection, path) < schema.VERSION
        if not read_only and not is_sound(connection, "quick_check"):
            raise damaged(path)
    if old and not read_only:
        _upgrade(connection, path)
    connection.execute("PRAGMA query_only = ON" if read_only else "PRAGMA journal_mode = DELETE")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection, path, writing=True):
        # Another run may have been quicker.
        if _identity(connection) == _EMPTY:
            for statement in schema.statements(0):
                connection.execute(statement)


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    with transaction(connection, path, writing=True):
        # Another run may have been quicker: then nothing is left to be added.
        for statement in schema.statements(_checked_version(connection, path)):
            connection.execute(statement)


def is_sound(connection: sqlite3.Connection, check: str) -> bool:
    """Whether SQLite finds nothing wrong with its own file; `check` is `quick_check` or `integrity_check`."""
    return all(line == "ok" for (line,) in connection.execute(f"PRAGMA {check}"))


def _identity(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """(application id, schema version, number of tables and the like)."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (things,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return application, version, things


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's version. Failure: not a register, or one of a newer berkas."""
    application, version, _ = _identity(connection)
    if application != schema.APPLICATION_ID:
        raise Failure(f"{path} bukan register program berkas.", "Periksa pilihan --register.")
    if version > schema.VERSION:
        raise Failure(
            f"Register {path} dibuat oleh program berkas yang lebih baru (skema {version}, di sini {schema.VERSION}).",
            "Perbarui program berkas di komputer ini, lalu jalankan lagi.",
        )
    return version


@contextmanager
def explained(path: Path, when_damaged: Callable[[Path], Failure] = damaged) -> Iterator[None]:
    """Turns SQLite's errors into failures; one that only a fault in berkas can cause passes as it is."""
    try:
        yield
    except sqlite3.Error as error:
        failure = _failure(error, path, when_damaged)
        if failure is None:
            raise
        raise failure from error


def _failure(error: sqlite3.Error, path: Path, when_damaged: Callable[[Path], Failure]) -> Failure | None:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Failure(
                f"Register {path} sedang dipakai proses lain.",
                "Tunggu sampai program berkas yang lain selesai, atau tutup program lain yang membuka register; "
                "lalu jalankan lagi.",
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return when_damaged(path)
        case sqlite3.SQLITE_FULL:
            return Failure(
                f"Ruang penyimpanan untuk register {path} habis.",
                "Kosongkan ruang, lalu jalankan lagi; nomor yang sudah dipesan tetap.",
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return Failure(
                f"Register {path} tidak dapat dibaca atau ditulisi.",
                "Periksa izin register, folder, dan penyimpanan, lalu jalankan lagi; nomor yang sudah dipesan tetap.",
            )
    return None
