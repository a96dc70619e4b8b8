"""What the operating system lets a reading process take: the one file with code of its own for each system.

Windows knows no such limits (`resource` is missing there): a worker is then bounded by the limits of the container, by
its cells and by time, which are watched from outside.
"""

import os
import sys
from contextlib import suppress

if sys.platform == "win32":
    EXIT_FOR_TIME = None
else:
    import resource
    import signal

    EXIT_FOR_TIME = -signal.SIGXCPU
    """How a process ends that the system has stopped for its processor time."""

_KILLED = 9
EXITS_FOR_MEMORY = (_KILLED, -_KILLED)
"""How a process ends that has taken too much memory, by itself or stopped by the system: on Windows and elsewhere."""
MEMORY_LIMIT = 2**30
"""Bytes of address space of a reading process."""
TIME_LIMIT = 120.0
"""Seconds for one workbook, its photos included: sixty photos of a newer phone (HEIC) take half a minute or more."""


def bound_process() -> None:
    """For a new worker: its memory is bounded, it leaves no memory image behind when it dies, and it is silent: native
    readers print pieces of what they read."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_LIMIT if most == resource.RLIM_INFINITY else min(MEMORY_LIMIT, most)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # macOS refuses this limit; there the cells and the time are bounded, as on Windows.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def bound_task() -> None:
    """For a worker before each workbook: it ends by itself even when nobody watches it any more."""
    if sys.platform != "win32":
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        allowed = int(usage.ru_utime + usage.ru_stime + TIME_LIMIT) + 1
        resource.setrlimit(
            resource.RLIMIT_CPU, (allowed if most == resource.RLIM_INFINITY else min(allowed, most), most)
        )


def end_for_memory() -> None:
    """For a worker that has run out of memory."""
    os.kill(os.getpid(), _KILLED)
