"""What goes into which bundle, in which order, and what is left out with which word."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from pipeline import indonesian
from pipeline.bundles import Bundle, planned
from pipeline.documents import DOCUMENTS
from pipeline.findings import Finding
from pipeline.register import Entry


@dataclass
class Ledger:
    """Papers that were issued into an output folder."""

    out: Path
    entries: list[Entry] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)

    def issued(self, kind: str, subject: str, path: str, number: str = "", dated: date = date(2015, 5, 4)) -> Path:
        """The paper of a key; its file in the output folder is returned."""
        file = self.out / f"{path}.docx"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(path.encode())
        sha256 = hashlib.sha256(path.encode()).hexdigest()
        self._enter(kind, subject, number, dated, "issued", f"{path}.docx", sha256)
        return file

    def reserved(self, kind: str, subject: str, number: str) -> None:
        self._enter(kind, subject, number, date(2015, 5, 4), "reserved", "", "")

    def _enter(self, kind, subject, number, dated, state, path, sha256) -> None:
        entry = Entry(
            "D-01", kind, subject, "given" if number else "none", number, dated, state, False, path, "", "", sha256,
            None, "", None,
        )  # fmt: skip
        self.entries.append(entry)

    def plan(self, *kinds: str, office: str = "") -> tuple[tuple[Bundle, ...], tuple[Finding, ...]]:
        documents = [document for document in DOCUMENTS if not kinds or document.kind in kinds]
        return planned(self.entries, self.out, self.statuses, documents, office)

    def names(self, *kinds: str, office: str = "") -> dict[str, list[str]]:
        """The papers of each bundle."""
        bundles, _ = self.plan(*kinds, office=office)
        return {bundle.name: [paper.file.stem for paper in bundle.papers] for bundle in bundles}

    def codes(self, *kinds: str, office: str = "") -> list[str]:
        return [finding.code for finding in self.plan(*kinds, office=office)[1]]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path)


def test_there_is_a_bundle_for_each_office_and_kind_in_the_order_of_issue(ledger):
    ledger.issued("monthly_report", "month:M-001/1", "D-02/M-001/Laporan-Bulanan_M-001_B1")
    ledger.issued("spm", "facilitator:M-001", "D-02/M-001/SPM_M-001")
    ledger.issued("spm", "facilitator:M-002", "D-01/M-002/SPM_M-002")
    ledger.issued("spk", "facilitator:M-001", "C-01/M-001/SPK_M-001")
    assert list(ledger.names()) == ["C-01_SPK", "D-01_SPM", "D-02_SPM", "D-02_Laporan-Bulanan"]
    assert ledger.codes() == []


def test_letters_lie_in_the_order_of_their_numbers_year_by_year(ledger):
    for code, number, year in (
        ("M-1", "560/10/X/2015", 2015), ("M-2", "560/9/X/2015", 2015), ("M-3", "560/1/X/2016", 2016),
        ("M-4", "", 2016),
    ):  # fmt: skip
        ledger.issued("spm", f"facilitator:{code}", f"D-01/{code}/SPM_{code}", number, date(year, 5, 4))
    assert ledger.names()["D-01_SPM"] == ["SPM_M-4", "SPM_M-2", "SPM_M-1", "SPM_M-3"]


def test_reports_lie_by_facilitator_and_month(ledger):
    for code, month in (("M-10", 1), ("M-2", 10), ("M-2", 2), ("M-2", 1)):
        ledger.issued("monthly_report", f"month:{code}/{month}", f"D-01/{code}/Laporan_{code}_B{month}")
    assert ledger.names()["D-01_Laporan"] == ["Laporan_M-2_B1", "Laporan_M-2_B2", "Laporan_M-2_B10", "Laporan_M-10_B1"]


def test_kinds_and_an_office_can_be_chosen(ledger):
    ledger.issued("spm", "facilitator:M-001", "D-01/M-001/SPM_M-001")
    ledger.issued("spm", "facilitator:M-002", "D-02/M-002/SPM_M-002")
    ledger.issued("spk", "facilitator:M-002", "C-01/M-002/SPK_M-002")
    assert list(ledger.names("spm")) == ["D-01_SPM", "D-02_SPM"]
    assert list(ledger.names(office="D-02")) == ["D-02_SPM"]
    folder = indonesian.file_code("D/03")
    ledger.issued("spm", "facilitator:M-003", f"{folder}/M-003/SPM_M-003")
    assert list(ledger.names(office="D/03")) == list(ledger.names(office=folder)) == [f"{folder}_SPM"]


def test_kinds_that_a_programme_calls_alike_stay_apart(ledger):
    ledger.issued("spk", "facilitator:M-001", "D-01/M-001/Surat_M-001")
    ledger.issued("spm", "facilitator:M-001", "D-01/M-001/Surat_M-001-b")
    assert ledger.names() == {"D-01_Surat": ["Surat_M-001"], "D-01_spm": ["Surat_M-001-b"]}


def test_what_is_no_word_file_is_not_printed(ledger):
    ledger.issued("recap", "programme:motivator-2015", "rekap")
    assert ledger.plan() == ((), ())


def test_a_paper_that_is_gone_is_left_out(ledger):
    ledger.issued("spm", "facilitator:M-001", "D-01/M-001/SPM_M-001").unlink()
    ledger.issued("spm", "facilitator:M-002", "D-01/M-002/SPM_M-002")
    assert ledger.names() == {"D-01_SPM": ["SPM_M-002"]}
    assert ledger.codes() == ["L41"]


def test_a_letter_whose_data_changed_since_is_left_out(ledger):
    ledger.issued("spm", "facilitator:M-001", "D-01/M-001/SPM_M-001")
    ledger.statuses["spm/facilitator:M-001"] = "changed"
    assert (ledger.names(), ledger.codes()) == ({}, ["L42"])


def test_a_draft_of_the_change_counts_unless_the_last_run_saw_no_change(ledger):
    file = ledger.issued("spm", "facilitator:M-001", "D-01/M-001/SPM_M-001")
    file.with_name("SPM_M-001.perubahan.docx").write_bytes(b"new")
    assert ledger.codes() == ["L42"]
    ledger.statuses["spm/facilitator:M-001"] = "unchanged"
    assert ledger.codes() == []


def test_what_the_last_run_withheld_is_left_out_whether_it_was_issued_before_or_not(ledger):
    ledger.issued("spm", "facilitator:M-001", "D-01/M-001/SPM_M-001")
    ledger.reserved("spm", "facilitator:M-002", "560/2")
    ledger.statuses |= {"spm/facilitator:M-001": "withheld", "certificate/facilitator:M-003": "withheld"}
    assert ledger.names() == {}
    assert ledger.codes() == ["L43"]
    [finding] = ledger.plan()[1]
    assert finding.values["count"] == "3"
    assert ledger.codes("certificate") == ["L43"]
    assert ledger.codes("spk") == []


def test_an_edited_paper_is_printed_and_named(ledger):
    ledger.issued("spm", "facilitator:M-001", "D-01/M-001/SPM_M-001").write_bytes(b"edited")
    assert (ledger.names(), ledger.codes()) == ({"D-01_SPM": ["SPM_M-001"]}, ["L44"])
