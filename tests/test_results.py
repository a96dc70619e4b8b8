"""The output folder: known as one from the first moment, so that a killed run's copies are never read as workbooks."""

import errno
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline import results, run
from pipeline.failures import Failure, writing
from pipeline.run import Order
from pipeline.stage1_read import read

FAULTS = Path(__file__).parents[1] / "input_samples" / "with_faults"


@pytest.mark.parametrize("writes", [1, 2, 4])
def test_what_a_stopped_run_left_below_the_inputs_is_no_input(tmp_path, monkeypatch, writes):
    """It stops while it gives a copy, or another one, its name: before the outcome is there."""
    shutil.copytree(FAULTS, tmp_path / "data")
    before = [source.path for source in read([tmp_path / "data"]).inputs]
    order = Order((tmp_path / "data",), tmp_path / "data" / "hasil", date(2015, 8, 1), "motivator-2015")
    replace, done = os.replace, []

    def stopping(*arguments):
        done.append(arguments)
        if len(done) == writes:
            raise KeyboardInterrupt
        replace(*arguments)

    monkeypatch.setattr("pipeline.files.os.replace", stopping)
    with pytest.raises(KeyboardInterrupt):
        run.check(order, lambda _: None)
    assert not (order.out / "validation.json").exists()
    assert [source.path for source in read([tmp_path / "data"]).inputs] == before


def test_the_mark_goes_when_the_outcome_is_there(tmp_path):
    out = tmp_path / "hasil"
    results.make_ready(out)
    assert [path.name for path in out.iterdir() if path.name in results.KNOWN_BY] != []
    results.finish(out)
    assert list(out.iterdir()) == []


def test_a_folder_that_cannot_be_made_stops_the_run(tmp_path):
    (tmp_path / "berkas").touch()
    with pytest.raises(Failure):
        results.make_ready(tmp_path / "berkas" / "hasil")


def test_a_full_disk_speaks_of_no_letters_where_none_is_issued(tmp_path):
    with pytest.raises(Failure) as failed, writing(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "surat" not in failed.value.fix
