"""Workbooks checked one facilitator at a time give what everything judged at once gives."""

import errno
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.checking import check_each
from pipeline.checking.waiting import Rows, Waiting, room
from pipeline.failures import Failure
from pipeline.findings import Finding, Place, errors
from pipeline.flow import CellValue, Notes, Reading, Row, pack
from pipeline.stage1_read import read, read_apart
from pipeline.stage1_read.sheets import MISSING_FIELD
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate

PROGRAMME = knowledge.programme("motivator-2015")
TODAY = date(2015, 7, 31)
SAMPLES = Path(__file__).parent.parent / "input_samples"


def told(findings: list[Finding]) -> Counter[tuple[str, str, str, frozenset[str]]]:
    return Counter((found.code, str(found.place), found.text, frozenset(found.about)) for found in findings)


@pytest.mark.parametrize("story", ["complete", "with_faults"])
def test_one_by_one_is_the_same_as_all_at_once(story):
    folder = (SAMPLES / story,)
    whole = read(folder)
    dossier, found = normalise(whole, PROGRAMME, TODAY)
    apart = check_each(read_apart(folder, None, None, 0), PROGRAMME, TODAY, {})
    every = [*apart.findings, *(note for file in apart.notes.packed for note in apart.notes.of(file))]
    assert told(every) == told([*found, *validate(dossier)])
    assert (apart.rows, apart.recorded, apart.lost, apart.furniture) == (
        len(whole.lines), len(dossier.recorded), len(dossier.lost_lines), len(whole.furniture),
    )  # fmt: skip
    assert apart.records == len(dossier.records)
    assert apart.inputs == list(whole.inputs)


def test_one_facilitator_s_folder_beside_the_roster_says_nothing_of_the_others():
    folder, roster = SAMPLES / "complete" / "M-001", SAMPLES / "complete" / "penugasan.xlsx"
    for inputs, assignments in (((folder,), roster), ((folder, roster), None), ((roster,), None)):
        apart = check_each(read_apart(inputs, assignments, None, 0), PROGRAMME, TODAY, {})
        assert "A04" not in {found.code for found in apart.findings}
    one = check_each(read_apart((folder / "bulan-1.xlsx",), roster, None, 0), PROGRAMME, TODAY, {})
    assert [found.about for found in one.findings if found.code == "A04"] == [("month:M-001/2",)]


def test_a_folder_with_the_roster_is_asked_for_every_month(tmp_path):
    shutil.copy(SAMPLES / "complete" / "penugasan.xlsx", tmp_path)
    for assignments in (None, tmp_path / "penugasan.xlsx"):
        apart = check_each(read_apart((tmp_path,), assignments, None, 0), PROGRAMME, TODAY, {})
        assert len([found for found in apart.findings if found.code == "A04"]) == 8


def test_without_the_roster_the_months_are_judged_all_the_same(tmp_path):
    apart = check_each(read_apart((SAMPLES / "complete" / "M-001",), None, None, 0), PROGRAMME, TODAY, {})
    assert {found.code for found in apart.findings} == {"G76"}


def test_notes_of_workbooks_are_counted_without_being_unpacked():
    whole = read((SAMPLES / "complete" / "M-001",))
    _, found = normalise(whole, PROGRAMME, TODAY)
    of_file = [note for note in found if note.place.file == "bulan-1.xlsx"]
    notes = Notes({"bulan-1.xlsx": pack(of_file)}, {"bulan-1.xlsx": len(of_file)})
    assert (notes.total, notes.of("bulan-1.xlsx"), notes.of("bulan-2.xlsx")) == (len(of_file), of_file, [])


def test_nothing_at_all_is_checked_too():
    apart = check_each(iter([Reading()]), PROGRAMME, TODAY, {})
    assert (apart.rows, apart.findings, apart.inputs) == (0, (), [])


def spoilt(reading: Reading) -> Reading:
    """The group of one member of M-003 shows #N/A."""
    return replace(reading, rows=tuple(map(_without_group, reading.rows)))


def _without_group(row: Row) -> Row:
    cells = {name: cell.value for name, cell in row.cells.items()}
    if (row.record, cells.get("group"), cells.get("number")) != ("Member", "K-05", 4):
        return row
    return replace(row, cells={**row.cells, "group": row.cells["group"]._replace(value=None, fault="#N/A")})


def test_a_member_of_whom_nobody_knows_the_group_is_looked_for_on_the_lists():
    readings = map(
        spoilt, read_apart([SAMPLES / "complete" / "penugasan.xlsx", SAMPLES / "complete" / "M-003"], None, None, 0)
    )
    checked = check_each(readings, PROGRAMME, TODAY, {})
    found = errors(checked.findings)
    assert [finding.code for finding in found] == ["G41"]
    assert "member:K-05/04" in found[0].about
    assert checked.rows == checked.recorded + checked.lost + checked.furniture


def shuffled(reading: Reading) -> Reading:
    """The rows of the members in another order: those of one group no longer stand together."""
    members = [row for row in reading.rows if row.record == "Member"]
    others = tuple(row for row in reading.rows if row.record != "Member")
    return replace(reading, rows=(*others, *sorted(members, key=lambda row: str(row.cells["number"].value))))


def doubled(reading: Reading) -> Reading:
    """One member has the NIK of another group's, one has nearly the name and the birth date of one, and one names a
    group that nobody has."""
    return replace(reading, rows=tuple(map(_with_double, reading.rows)))


_SPOILT: dict[tuple[CellValue, CellValue], dict[str, CellValue]] = {
    ("K-06", 5): {"nik": "3273015203909022"},
    ("K-01", 3): {"nik": "3273015203909022"},
    ("K-02", 2): {"name": "Nurhayati Lestari", "birth_date": date(1991, 3, 4)},
    ("K-05", 6): {"name": "Nur Hayati Lestari", "birth_date": date(1991, 3, 4)},
    ("K-04", 7): {"group": "K-77"},
}


def _with_double(row: Row) -> Row:
    cells = {name: cell.value for name, cell in row.cells.items()}
    changes = _SPOILT.get((cells.get("group"), cells.get("number")), {}) if row.record == "Member" else {}
    given = {name: row.cells[name]._replace(value=value) for name, value in changes.items()}
    return replace(row, cells={**row.cells, **given})


def test_people_are_compared_across_facilitators_in_the_order_of_the_sheet():
    folder = (SAMPLES / "complete",)
    readings = [shuffled(doubled(reading)) for reading in read_apart(folder, None, None, 0)]
    whole = Reading.together(readings)
    dossier, found = normalise(whole, PROGRAMME, TODAY)
    apart = check_each(readings, PROGRAMME, TODAY, {})
    every = [*apart.findings, *(note for file in apart.notes.packed for note in apart.notes.of(file))]
    assert told(every) == told([*found, *validate(dossier)])
    assert {"G72", "G80", "G88"} <= {finding.code for finding in apart.findings}
    assert apart.names["member:K-05/06"] == "Nur Hayati Lestari"


def without_heading(reading: Reading) -> Reading:
    """Sheet Anggota lacks the column of the NIK."""
    place = next((row.place for row in reading.rows if row.record == "Member"), None)
    if place is None:
        return reading
    rows = tuple(_without_nik(row) if row.record == "Member" else row for row in reading.rows)
    said = MISSING_FIELD.at(Place(place.file, place.sheet), field="nik", what="Kolom", heading="NIK", proposal="")
    return replace(reading, rows=rows, findings=(*reading.findings, said))


def _without_nik(row: Row) -> Row:
    return replace(row, cells={name: cell for name, cell in row.cells.items() if name != "nik"})


def test_a_missing_column_is_about_the_members_of_every_facilitator():
    readings = [without_heading(reading) for reading in read_apart((SAMPLES / "complete",), None, None, 0)]
    whole = normalise(Reading.together(readings), PROGRAMME, TODAY)[1]
    apart = check_each(readings, PROGRAMME, TODAY, {}).findings
    about, of_whole = (
        [set(finding.about) for finding in found if finding.code == MISSING_FIELD.code] for found in (apart, whole)
    )
    assert about == of_whole
    assert {"member:K-01/01", "member:K-06/05"} <= about[0]


class FullDisk(BytesIO):
    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "no space")


def test_a_full_temporary_folder_is_named():
    with pytest.raises(Failure, match=re.escape(tempfile.gettempdir())):
        Waiting(FullDisk()).put("M-001", Reading())


def test_rows_come_back_from_the_disk_as_they_were_laid_down():
    rows = read((SAMPLES / "complete" / "M-001",)).rows
    with room() as store:
        laid = Rows(store)
        laid.put(rows[:5])
        laid.put(())
        laid.put(rows[5:])
        assert (tuple(laid), len(laid), laid[5], laid[-2:]) == (rows, len(rows), rows[5], rows[-2:])
        assert tuple(laid) == rows
