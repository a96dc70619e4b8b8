"""Files that cells name."""

from dataclasses import replace

import pytest

from pipeline.files import FileFacts, FileProblem
from tests.rules.world import change, found, said, typical

SESSION = "session:M-001/1/S-01"
PROBLEMS = [
    (FileProblem.MISSING, "F01"),
    (FileProblem.OUTSIDE, "F02"),
    (FileProblem.UNREADABLE, "F03"),
    (FileProblem.KIND, "F04"),
    (FileProblem.TOO_LARGE, "F05"),
    (FileProblem.NO_DECODER, "F10"),
    (FileProblem.LOCKED, "F11"),
]


@pytest.mark.parametrize(("problem", "code"), PROBLEMS)
def test_evidence_that_cannot_be_used(problem, code):
    dossier = typical()
    photo = dossier.evidence_of[SESSION][0]
    broken = change(dossier, photo, file=replace(photo.file, problem=problem))
    assert said(broken, code) == [(photo.at("file"), {SESSION})]
    assert [other for _, other in PROBLEMS if other != code and said(broken, other)] == []


@pytest.mark.parametrize(("problem", "code"), PROBLEMS)
def test_photo_and_logo_that_cannot_be_used(problem, code):
    dossier = typical()
    facilitator, office = dossier.facilitators["M-001"], dossier.offices["D-01"]
    broken = FileFacts("gambar.jpg", problem=problem)
    photo = change(dossier, facilitator, photo=broken)
    assert said(photo, code) == [(facilitator.at("photo"), {"id_card/facilitator:M-001"})]
    logo = change(dossier, office, logo=broken)
    assert said(logo, code) == [(office.at("logo"), {"office:D-01"})]


def test_a_file_that_is_called_nearly_so_is_asked_for():
    dossier = typical()
    photo = dossier.evidence_of[SESSION][0]
    for nearly, asked in (("foto/S-01.JPG", True), ("", False)):
        file = replace(photo.file, problem=FileProblem.MISSING, nearly=nearly)
        [finding] = found(change(dossier, photo, file=file), "F01")
        assert ("foto/S-01.JPG" in finding.fix) is asked


def test_an_id_card_needs_a_photo():
    dossier = typical()
    facilitator = dossier.facilitators["M-001"]
    without = change(dossier, facilitator, photo=None)
    assert said(without, "F06") == [(facilitator.at("photo"), {"id_card/facilitator:M-001"})]


def test_an_office_needs_no_logo():
    dossier = typical()
    assert [said(change(dossier, dossier.offices["D-01"], logo=None), code) for _, code in PROBLEMS] == [[]] * len(
        PROBLEMS
    )


def test_a_photo_is_a_picture_and_a_scan_may_be_a_pdf():
    dossier = typical()
    photo, scan = dossier.evidence_of[SESSION]
    pdf = replace(photo.file, media="application/pdf")
    assert said(change(dossier, photo, file=pdf), "F07") == [(photo.at("file"), {SESSION})]
    assert said(change(dossier, scan, file=pdf), "F07") == []


@pytest.mark.parametrize(
    ("width", "height", "found"), [(399, 300, True), (400, 300, False), (300, 400, False), (90, 399, True)]
)
def test_a_photo_too_small_for_print(width, height, found):
    dossier = typical()
    photo, scan = dossier.evidence_of[SESSION]
    small = change(dossier, photo, file=replace(photo.file, width=width, height=height))
    assert said(small, "F09") == ([(photo.at("file"), {SESSION})] if found else [])
    assert said(change(dossier, scan, file=replace(scan.file, width=10, height=10)), "F09") == []
