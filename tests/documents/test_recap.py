"""What the recap tells of a run."""

from dataclasses import replace
from datetime import date

from pipeline.documents import recap
from pipeline.findings import NOWHERE, Message, Place, Severity
from pipeline.flow import Earlier, Issued
from pipeline.stage3_validate import validate
from tests.rules.world import add, change, drop, typical

UNREADABLE = Message("G99", Severity.ERROR, "Berkas {file} rusak.", fix="Kirim ulang.", source="-")
LACKING = Message("A99", Severity.ERROR, "Notulen belum ada.", fix="Isi.", source="-")


def paper(document, subject, status="issued", *reasons):
    return Issued(document, subject, document.upper(), status, date(2015, 7, 31), withheld_by=reasons)


def test_who_works_where_and_what_was_issued():
    papers = [
        paper("spm", "facilitator:M-001"),
        paper("minutes", "session:M-001/1/S-01", "unchanged"),
        paper("final_report", "term:M-001", "withheld"),
        paper("cover_letter", "office:D-01/2015-05-02"),
        paper("monthly_report", "month:M-002/1"),
    ]
    [worker] = recap.tables(typical(), papers, ()).workers
    assert (worker.province, worker.district, worker.code) == ("Jawa Tengah", "Kabupaten Wanasari", "M-001")
    assert (worker.groups, worker.members, worker.papers, worker.withheld) == (2, 6, 2, 1)


def test_targets_against_results():
    found = recap.tables(typical(), (), ())
    sessions = [(line.group, line.month, line.target, line.result) for line in found.results if line.part == "session"]
    assert sorted(sessions) == sorted(
        [
            (group, month, owed, owed)
            for group in ("Tirta Bahari", "Anyaman Lestari")
            for month in (1, 2)
            for owed in (2, 1)
        ]
    )
    assert [line.result for line in found.results if line.part == "partnership"] == [2]
    assert [line.result for line in found.results if line.part == "report"] == [1, 1, 1]
    assert {line.state for line in found.results} == {"Tercapai"}
    assert found.missing == ()


def test_what_is_missing_once_its_time_is_over():
    dossier = typical()
    spoiled = drop(dossier, dossier.minutes_of["session:M-001/1/S-01"])
    [missing] = recap.tables(spoiled, (), validate(spoiled)).missing
    assert (missing.district, missing.name) == ("Kabupaten Wanasari", "Siti Aminah, S.E.")
    assert "Tirta Bahari, bulan ke-1: 1 dari 2 kali" in missing.what
    assert missing.why == "S-01 belum dilengkapi notulen."


def test_what_is_not_due_yet_is_not_missing():
    dossier = replace(typical(), today=date(2015, 6, 3))
    spoiled = drop(dossier, dossier.minutes_of["session:M-001/1/S-01"])
    found = recap.tables(spoiled, (), ())
    assert found.missing == ()
    assert {line.state for line in found.results if line.result < line.target} == {"Berjalan"}


def test_reasons_name_a_missing_workbook_and_an_undelivered_report():
    dossier = typical()
    gone = drop(dossier, *(record for record in dossier.records if getattr(record, "month", None) == 2))
    reasons = {missing.why for missing in recap.tables(gone, (), ()).missing}
    assert "Buku kerja bulan ke-2 belum ada atau tidak terbaca." in reasons
    unmade = change(dossier, dossier.deliveries["term:M-001"], made_on=None)
    assert [missing.why for missing in recap.tables(unmade, (), ()).missing] == ["Laporan belum tercatat dibuat."]
    undelivered = change(dossier, dossier.deliveries["term:M-001"], delivered_on=None)
    [missing] = recap.tables(undelivered, (), ()).missing
    assert missing.why == "Laporan belum tercatat disampaikan."


def test_reports_of_months_that_nobody_read_are_not_counted_though_they_are_listed_as_delivered():
    dossier = typical()
    nothing = drop(dossier, *(record for record in dossier.records if hasattr(record, "month")))
    nothing = add(nothing, *dossier.deliveries.values())
    found = recap.tables(nothing, (), ())
    assert [(line.month, line.result, line.state) for line in found.results if line.part == "report"] == [
        (1, 0, "Kurang"),
        (2, 0, "Kurang"),
        (0, 0, "Kurang"),
    ]
    [final] = [missing for missing in found.missing if missing.what.startswith("Laporan akhir")]
    assert final.why == "Buku kerja bulan ke-1 dan bulan ke-2 belum ada atau tidak terbaca."


def test_withheld_papers_come_with_their_reasons():
    reason = LACKING.at(Place("a.xlsx", "Notulen 1", "B4"), ["session:M-001/1/S-01"])
    found = recap.tables(typical(), [paper("minutes", "session:M-001/1/S-01", "withheld", reason, reason)], (reason,))
    [missing] = found.missing
    assert missing.why == "Notulen belum ada. (a.xlsx › Notulen 1!B4)"
    assert missing.what.startswith("MINUTES")


def test_an_earlier_version_of_a_withheld_paper_is_named():
    reason = LACKING.at(NOWHERE, ["session:M-001/1/S-01"])
    held = paper("minutes", "session:M-001/1/S-01", "withheld", reason)
    held = replace(held, earlier=Earlier("D-01/M-001/Notulen.docx", date(2015, 6, 5)))
    [missing] = recap.tables(typical(), [held], (reason,)).missing
    assert "5 Juni 2015" in missing.what
    assert "D-01/M-001/Notulen.docx" in missing.what


def test_errors_that_concern_nobody_are_not_forgotten():
    unreadable = UNREADABLE.at(Place("rusak.xlsx"), file="rusak.xlsx")
    elsewhere = LACKING.at(NOWHERE, ["month:M-001/1"])
    [missing] = recap.tables(typical(), (), (unreadable, elsewhere)).missing
    assert (missing.what, missing.why) == ("rusak.xlsx", "Berkas rusak.xlsx rusak.")


def test_a_second_run_tells_the_same():
    first = [paper("spm", "facilitator:M-001")]
    second = [paper("spm", "facilitator:M-001", "unchanged")]
    later = replace(typical(), today=date(2015, 9, 1))
    assert recap.tables(typical(), first, ()) == recap.tables(later, second, ())


def test_without_an_office_the_place_is_unknown():
    dossier = typical()
    nowhere = change(dossier, dossier.assignments["M-001"], district=None)
    [worker] = recap.tables(nowhere, (), ()).workers
    assert (worker.province, worker.district) == (recap.UNKNOWN, recap.UNKNOWN)
