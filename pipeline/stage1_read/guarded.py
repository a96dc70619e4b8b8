"""Workbooks read in processes of their own: a file that kills, hangs or swells its reader harms only itself.

Native readers abort on crafted files, spin, or take all memory, and no exception tells of it. So a pool of workers
reads, each bounded by `limits`; only finished readings come back, in the order of the sources.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessPool

from pipeline.failures import Failure
from pipeline.findings import Message, Place, Severity
from pipeline.stage1_read import limits
from pipeline.stage1_read.inputs import Source
from pipeline.stage1_read.workbooks import WorkbookReading, read_workbook, unread

_LIMITS = "Batas masukan berkas"
PAST_A_LIMIT = Message(
    "G30",
    Severity.ERROR,
    "Membaca buku kerja ini melewati batas {detail}; tidak ada isinya yang dipakai.",
    "Hapus lembar, gambar, dan sel yang tidak diperlukan, atau salin isinya ke formulir baru.",
    _LIMITS,
)
READER_DIED = Message(
    "G31",
    Severity.ERROR,
    "Buku kerja ini membuat pembacanya berhenti; tidak ada isinya yang dipakai.",
    "Salin isinya ke formulir baru, atau buka dengan Excel lalu Simpan Sebagai > Buku Kerja Excel (.xlsx).",
    _LIMITS,
)

_IN_FLIGHT = 3
"""Workbooks per worker that are being read or wait to be handed on: few, so that memory stays flat over thousands."""

Reader = Callable[[Source], WorkbookReading]


def read_each(
    sources: Iterable[Source], workers: int, reader: Reader = read_workbook
) -> Generator[WorkbookReading, None, None]:
    """The reading of each workbook, in their order, made by so many worker processes; 0 reads in this one, unguarded.

    The workers end when the last reading is taken, or when the iterator is closed. Raises Failure when no process can
    be started. `reader` must be a function of a module, as everything that is sent to a process.
    """
    if workers == 0:
        yield from map(reader, sources)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=workers, initializer=limits.bound_process, context=context)
    waiting: deque[tuple[Source, Future[WorkbookReading]]] = deque()
    try:
        for source in sources:
            waiting.append((source, _handed_over(pool, reader, source)))
            if len(waiting) >= _IN_FLIGHT * workers:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())
    except BrokenProcessPool as error:
        raise Failure(
            "Proses pembaca buku kerja tidak dapat dijalankan di komputer ini.",
            "Tutup program lain, lalu jalankan lagi perintah yang sama.",
        ) from error
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _handed_over(pool: ProcessPool, reader: Reader, source: Source) -> "Future[WorkbookReading]":
    try:
        return pool.schedule(_read, (reader, source), timeout=limits.TIME_LIMIT)
    except RuntimeError as error:  # the pool's only word for everything that is wrong with it
        raise BrokenProcessPool from error


def _read(reader: Reader, source: Source) -> WorkbookReading:
    limits.bound_task()
    try:
        return reader(source)
    except MemoryError:
        # What is left of such a process is not fit to read another workbook.
        limits.end_for_memory()
        raise


def _result(source: Source, future: "Future[WorkbookReading]") -> WorkbookReading:
    """The reading that a worker made, or the finding that it could not."""
    place = Place(source.name)
    try:
        return future.result()
    except TimeoutError:
        return unread(source, PAST_A_LIMIT.at(place, detail=_of_time()))
    except ProcessExpired as death:
        if death.exitcode == limits.EXIT_FOR_TIME:
            return unread(source, PAST_A_LIMIT.at(place, detail=_of_time()))
        if death.exitcode in limits.EXITS_FOR_MEMORY:
            return unread(source, PAST_A_LIMIT.at(place, detail=f"memori ({limits.MEMORY_LIMIT // 2**30} GiB)"))
        return unread(source, READER_DIED.at(place))
    except BrokenProcessPool:
        raise
    except Exception:
        # Whatever the reader stumbles over is a matter of this file. Without workers the exception is seen as it is.
        return unread(source, READER_DIED.at(place))


def _of_time() -> str:
    return f"waktu ({limits.TIME_LIMIT:.0f} detik)"
