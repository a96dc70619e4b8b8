"""One file that is evidence of two things."""

from dataclasses import replace

import pytest

from tests.rules.world import add, change, placed, said, typical

SESSION, OTHER = "session:M-001/1/S-01", "session:M-001/2/S-02"
PARTNERSHIP = "partnership:M-001/KM-01"


def test_one_photo_for_two_sessions():
    dossier = typical()
    first, later = dossier.evidence_of[SESSION][0], dossier.evidence_of[OTHER][0]
    again = change(dossier, later, file=replace(later.file, sha256=first.file.sha256))
    assert said(again, "F08") == [(later.at("file"), {SESSION, OTHER})]
    assert said(dossier, "F08") == []


@pytest.mark.parametrize(
    ("likeness", "found"),
    [
        ("0f1e2d3c4b5a6978", True),
        ("0f1e2d3c4b5a6967", True),
        ("8f1e253c4b4a6f78", True),
        ("8f1e253c4b4a6f79", False),
        ("", False),
    ],
)
def test_the_same_picture_saved_again(likeness, found):
    """Up to five bits of 64 may have changed."""
    dossier = typical()
    first, later = dossier.evidence_of[SESSION][0], dossier.evidence_of[OTHER][0]
    dossier = change(dossier, first, file=replace(first.file, likeness="0f1e2d3c4b5a6978"))
    again = change(dossier, later, file=replace(later.file, likeness=likeness))
    assert said(again, "F08") == ([(later.at("file"), {SESSION, OTHER})] if found else [])


def test_two_photos_of_one_session_may_be_alike():
    dossier = typical()
    first = dossier.evidence_of[SESSION][0]
    dossier = change(dossier, first, file=replace(first.file, likeness="0f1e2d3c4b5a6978"))
    second = dossier.evidence_of[SESSION][0].model_copy()
    assert said(add(dossier, second), "F08") == []


def test_a_scanned_list_is_no_photo():
    dossier = typical()
    first, later = dossier.evidence_of[SESSION][1], dossier.evidence_of[OTHER][1]
    assert said(change(dossier, later, file=replace(later.file, sha256=first.file.sha256)), "F08") == []


def same_as(dossier, first, later, **values):
    """The dossier when the later evidence is the file of the first."""
    return change(dossier, later, file=replace(later.file, sha256=first.file.sha256, **values))


def scan_of(dossier, key):
    return next(item for item in dossier.evidence_of[key] if item.kind == "attendance_scan")


def test_one_list_for_sessions_of_two_months():
    dossier = typical()
    first, later = scan_of(dossier, SESSION), scan_of(dossier, OTHER)
    again = same_as(dossier, first, later, media="application/pdf")
    assert said(again, "F12") == [(later.at("file"), {SESSION, OTHER})]
    assert said(dossier, "F12") == []


@pytest.mark.parametrize(
    ("media", "groups", "found"),
    [
        ("application/pdf", ("K-01", "K-02"), False),
        ("image/jpeg", ("K-01", "K-01"), False),
        ("image/jpeg", ("K-01", "K-02"), True),
    ],
)
def test_one_scan_may_hold_the_lists_of_a_month_and_one_page_those_of_a_group(media, groups, found):
    dossier = typical()
    sessions = [session for session in dossier.sessions.values() if session.month == 1][:2]
    for session, group in zip(sessions, groups, strict=True):
        dossier = change(dossier, session, group=group)
    first, later = (scan_of(dossier, session.key) for session in sessions)
    again = same_as(change(dossier, first, file=replace(first.file, media=media)), first, later, media=media)
    expected = [(later.at("file"), {session.key for session in sessions})] if found else []
    assert said(again, "F12") == expected


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"partner": "PT Lain Sekali"}, True),
        ({}, False),
        ({"partner": "Jaya, PT"}, False),
        ({"facilitator": "M-002"}, True),
    ],
)
def test_one_document_for_two_partners(values, found):
    """One contract with the same partner for two groups of a facilitator is in order."""
    dossier = typical()
    [document] = dossier.evidence_of[PARTNERSHIP]
    [partnership] = [one for one in dossier.partnerships_of["M-001"] if one.key == PARTNERSHIP]
    dossier = change(dossier, partnership, partner="PT. Jaya")
    second = partnership.model_copy(update={"code": "KM-09", "partner": "PT Jaya"} | values)
    proof = document.model_copy(update={"facilitator": second.facilitator, "partnership": "KM-09"})
    dossier = add(dossier, placed(second, 901), placed(proof, 902))
    placed_proof = dossier.evidence_of[second.key][0]
    assert said(dossier, "F13") == ([(placed_proof.at("file"), {PARTNERSHIP, second.key})] if found else [])


def test_a_document_of_a_partnership_that_there_is_not_is_told_once():
    dossier = typical()
    [document] = dossier.evidence_of[PARTNERSHIP]
    dossier = add(dossier, placed(document.model_copy(update={"partnership": "KM-77"}), 902))
    assert len(said(dossier, "G74")) == 1
    assert said(dossier, "F13") == []


@pytest.mark.parametrize("kind", ["attendance_scan", "photo"])
def test_a_file_of_another_kind_of_evidence(kind):
    dossier = typical()
    [document] = dossier.evidence_of[PARTNERSHIP]
    first = next(item for item in dossier.evidence_of[OTHER] if item.kind == kind)
    again = same_as(dossier, first, document)
    [(place, about)] = said(again, "F14")
    assert place in (document.at("file"), first.at("file"))
    assert about == {OTHER, PARTNERSHIP}
    assert said(dossier, "F14") == said(again, "F13") == []


def test_what_was_not_seen_is_not_compared():
    dossier = typical()
    first, later = scan_of(dossier, SESSION), scan_of(dossier, OTHER)
    unseen = change(dossier, first, file=replace(first.file, sha256=""))
    assert said(same_as(unseen, unseen.evidence_of[SESSION][-1], later), "F12") == []
