"""A run of berkas in small: reserves, tells each number in a log of its own, marks. Started by test_processes.

    worker.py REGISTER LOG SEED KEYS ROUNDS

KEYS is how many keys there are, ROUNDS how many batches of them this run does. Begins when a line comes in on stdin.
"""

import os
import random
import sys
from pathlib import Path

from pipeline.register import opened
from tests.register.papers import DAY, mark, paper


def main(register: str, log: str, seed: str, keys: str, rounds: str) -> None:
    choice = random.Random(seed)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with opened(Path(register)) as book, Path(log).open("a", encoding="utf-8") as told:
        for _ in range(int(rounds)):
            subjects = choice.sample(range(int(keys)), 5)
            entries = book.reserve([paper(f"M-{one:05}") for one in subjects], DAY).entries.values()
            for entry in entries:
                told.write(f"{entry.subject} {entry.number}\n")
            told.flush()
            os.fsync(told.fileno())
            book.mark_issued([mark(entry) for entry in entries], DAY)


if __name__ == "__main__":
    main(*sys.argv[1:])
