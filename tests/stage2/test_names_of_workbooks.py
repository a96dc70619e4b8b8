"""What a month's workbook is called decides nothing: of two that say the same the later month's is told."""

import pytest

from pipeline.checking import check_each
from pipeline.findings import Finding
from pipeline.records import Partnership
from pipeline.stage1_read import read, read_apart
from pipeline.stage2_normalise import normalise
from pipeline.stage3_validate import validate
from tests.faults.pictures import scene
from tests.sheets import workbook
from tests.test_stage2_normalise import FACILITATORS, PROGRAMME, SESSIONS, TODAY

NAMES = ("bulan-1.xlsx", "Laporan bu Siti.xlsx"), ("z.xlsx", "a.xlsx"), ("a.xlsx", "z.xlsx")
"""Of the first month's workbook and of the second's."""


@pytest.fixture(params=NAMES, ids=" ".join)
def months(request, tmp_path):
    """A folder with two months that have a partner, a partnership's code and a photo in common; their names."""
    workbook(tmp_path / "penugasan.xlsx", FACILITATORS)
    for month, name in enumerate(request.param, start=1):
        workbook(tmp_path / name, sheets(month))
        (tmp_path / f"{month}.jpg").write_bytes(scene(7))
    return tmp_path, request.param


def sheets(month: int) -> dict[str, str]:
    session = f"| S-01 | K-01 | motivation | 2015-0{month + 4}-06 | '09.00 | Balai Desa |\n"
    return {
        "Identitas": f"| Kode Motivator | M-001 |\n| Bulan Ke- | {month} |",
        "Pertemuan": SESSIONS + session,
        "Kemitraan 1": partnership(f"KM-0{month}", "PT Maju Bersama"),
        "Kemitraan 2": partnership("KM-03", f"CV Karya {'Utama' if month == 1 else 'Sentosa'}"),
        "Bukti": f"| Jenis Bukti | Kode Pertemuan | Nama Berkas |\n| Foto | S-01 | {month}.jpg |",
    }


def partnership(code: str, partner: str) -> str:
    return f"| Kode Kemitraan | {code} |\n| Kode Kelompok | K-01 |\n| Nama Mitra | {partner} |"


def told(findings: tuple[Finding, ...]) -> dict[str, set[str]]:
    """By code, the workbooks at which it is told."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        found.setdefault(finding.code, set()).add(finding.place.file)
    return found


def test_of_two_that_say_the_same_the_later_months_is_told(months):
    folder, (_, later) = months
    dossier, findings = normalise(read([folder]), PROGRAMME, TODAY)
    at_once = told((*findings, *validate(dossier)))
    apart = check_each(read_apart((folder,), None, None, 0), PROGRAMME, TODAY, {})
    one_by_one = told((*apart.findings, *(note for file in apart.notes.packed for note in apart.notes.of(file))))
    for code in ("K06", "G63", "F08"):
        assert (code, at_once[code], one_by_one.get(code)) == (code, {later}, {later})


def test_the_earlier_months_partner_comes_first(months):
    dossier, _ = normalise(read([months[0]]), PROGRAMME, TODAY)
    assert [partnership.code for partnership in dossier.all(Partnership)] == ["KM-01", "KM-03", "KM-02"]
