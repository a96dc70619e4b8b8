"""Work on untrusted files in processes of its own: a file that kills, hangs or swells its worker harms only itself.

Native parsers abort on crafted files, spin, or take all memory, and no exception tells of it. So a pool of workers does
whatever opens a file of others, each bounded by `limits`; only finished results come back, in the order of the tasks.
"""

import multiprocessing
import pickle
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.failures import Failure, log_fault
from pipeline.guard import limits

_IN_FLIGHT = 3
"""Tasks per worker that are being done or wait to be handed on: few, so that memory stays flat over thousands."""

_MOST_FAILURES = 3
"""Pools that may break one after the other before a first result; the very first may not."""
START_SECONDS = 60.0
"""Within which the first worker answers. Where each dies at its start the pool goes on starting others for ever."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Stopped:
    """What comes back instead of a result when a worker did not finish its task."""

    limit: str = ""
    """The limit that was passed, "waktu (60 detik)"; empty when the worker died, or stumbled over a fault of berkas."""


def each(function: Callable[[T], R], tasks: Iterable[T], workers: int) -> Generator[R | Stopped, None, None]:
    """The result for each task, in their order, made by so many processes; 0 works in this one, unguarded.

    `function` must be one of a module, and it, the tasks and the results such as can be sent to a process. The workers
    end when the last result is taken, or when the generator is closed. What the function raises is logged as a fault;
    in this process it is seen as it is. Raises Failure when no process can be started.
    """
    if workers == 0:
        yield from map(function, tasks)
        return
    left, unfinished = iter(tasks), deque[T]()
    failures = _MOST_FAILURES
    while True:
        try:
            for result in _pooled(function, left, unfinished, workers):
                failures = 0
                yield result
                del result  # not to be held while the next one, perhaps as large, is unpacked
            return
        except BrokenProcessPool as error:
            failures += 1
            if failures > _MOST_FAILURES:
                raise Failure(
                    "Proses pembaca buku kerja tidak dapat dijalankan di komputer ini.",
                    "Tutup program lain, lalu jalankan lagi perintah yang sama.",
                ) from error
        # All workers were killed at once, by a system that lacks memory, say. The oldest task may be what they died of.
        unfinished.popleft()
        yield Stopped()


def _pooled(
    function: Callable[[T], R], left: Iterable[T], unfinished: deque[T], workers: int
) -> Generator[R | Stopped, None, None]:
    """The results of what is unfinished and of what is left, by a pool of its own; raises BrokenProcessPool when that
    breaks. Tasks whose results were not taken stay in `unfinished`.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=workers, initializer=limits.bound_process, context=context)
    try:
        _wait_for_a_worker(pool)
        waiting = deque(_handed_over(pool, function, task) for task in unfinished)
        for task in left:
            unfinished.append(task)
            waiting.append(_handed_over(pool, function, task))
            if len(waiting) >= _IN_FLIGHT * workers:
                yield _result(waiting.popleft())
                unfinished.popleft()
        while waiting:
            yield _result(waiting.popleft())
            unfinished.popleft()
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _wait_for_a_worker(pool: ProcessPool) -> None:
    try:
        pool.schedule(_ready).result(START_SECONDS)
    except (TimeoutError, ProcessExpired, RuntimeError) as error:
        raise BrokenProcessPool from error


def _ready() -> None:
    """In the worker: nothing is done but to answer."""


def _handed_over(pool: ProcessPool, function: Callable[[T], R], task: T) -> "Future[bytes | Stopped]":
    try:
        return pool.schedule(_done, (function, task), timeout=limits.TIME_LIMIT)
    except RuntimeError as error:  # the pool's only word for everything that is wrong with it
        raise BrokenProcessPool from error


def _done(function: Callable[[T], R], task: T) -> bytes | Stopped:
    """In the worker: the result, packed small, as it may have to wait; or the fault, logged where its traceback is."""
    limits.bound_task()
    try:
        return zlib.compress(pickle.dumps(function(task), pickle.HIGHEST_PROTOCOL), 1)
    except MemoryError:
        # What is left of such a process is not fit for another task.
        limits.end_for_memory()
        raise
    except Exception as fault:
        log_fault(fault)
        return Stopped()


def _result(future: "Future[bytes | Stopped]") -> Any:
    """What a worker made, or `Stopped`."""
    try:
        made = future.result()
        return made if isinstance(made, Stopped) else pickle.loads(zlib.decompress(made))
    except TimeoutError:
        return Stopped(_of_time())
    except ProcessExpired as death:
        if death.exitcode == limits.EXIT_FOR_TIME:
            return Stopped(_of_time())
        if death.exitcode in limits.EXITS_FOR_MEMORY:
            return Stopped(f"memori ({limits.MEMORY_LIMIT // 2**30} GiB)")
        return Stopped()
    except BrokenProcessPool:
        raise
    except Exception as fault:
        # What cannot be sent from one process to the other.
        log_fault(fault)
        return Stopped()


def _of_time() -> str:
    return f"waktu ({limits.TIME_LIMIT:.0f} detik)"
