"""Every fault is found with the right code at the right cell, and nothing else is reported."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.faults.expected import Verdict, summary
from tests.faults.variants import ALONE, FAULTS, HARMLESS, check, check_seed

VARIANTS = ALONE + 250
MIXED = 10
"""Variants of several kinds that the fast tests try."""
QUICK = (*range(0, ALONE, 9), *range(ALONE, ALONE + MIXED))


def test_the_perfect_folder_leads_to_no_finding_at_all() -> None:
    assert check(0, []).found == ()


def test_kinds_are_many_and_have_a_name_each() -> None:
    names = [kind.__name__ for kind in (*FAULTS, *HARMLESS)]
    assert len(set(names)) == len(names)
    assert len(FAULTS) >= 60
    assert VARIANTS >= 300


@pytest.mark.parametrize("seed", QUICK)
def test_a_few_variants(seed: int) -> None:
    verdict = check_seed(seed)
    assert verdict.right, str(verdict)


@pytest.mark.slow
def test_all_variants(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints recall, precision and what was found of each kind; both are to be 100 %."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        verdicts: list[Verdict] = list(pool.map(check_seed, range(VARIANTS), chunksize=8))
    with capsys.disabled():
        sys.stdout.write(f"\n{summary(verdicts)}\n")
    wrong = [verdict for verdict in verdicts if not verdict.right]
    assert not wrong, "\n".join(map(str, wrong))
