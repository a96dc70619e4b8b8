"""Every fault is found with the right code at the right cell, and nothing else is reported."""

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.faults.expected import Verdict, summary
from tests.faults.variants import FAULTS, HARMLESS, Variant, alone, check, mixed

VARIANTS = (*alone(), *mixed())
QUICK = (*alone()[::9], *mixed()[::23])
"""Variants that the fast tests try."""


def test_the_perfect_folder_leads_to_no_finding_at_all() -> None:
    assert check(Variant("perfect", ())).found == ()


def test_kinds_are_many_and_have_a_name_each() -> None:
    names = [kind.__name__ for kind in (*FAULTS, *HARMLESS)]
    assert len(set(names)) == len(names)
    assert len(FAULTS) >= 60
    assert len(VARIANTS) >= 300


@pytest.mark.parametrize("variant", QUICK, ids=str)
def test_a_few_variants(variant: Variant) -> None:
    verdict = check(variant)
    assert verdict.right, str(verdict)


@pytest.mark.slow
def test_all_variants(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints recall, precision and what was found of each kind; both are to be 100 %."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        verdicts: list[Verdict] = list(pool.map(check, VARIANTS, chunksize=8))
    with capsys.disabled():
        sys.stdout.write(f"\n{summary(verdicts)}\n")
    wrong = [verdict for verdict in verdicts if not verdict.right]
    assert not wrong, "\n".join(map(str, wrong))
