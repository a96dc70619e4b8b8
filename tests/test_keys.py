"""Whom a key means, for people to read."""

import pytest

from pipeline.flow import called, code_in, person_of

NAMES = {"facilitator:M-001": "Siti Aminah", "member:K-01/07": "Budi Santoso", "office:D-01": "Dinas Tenaga Kerja"}


@pytest.mark.parametrize(
    ("key", "person", "said"),
    [
        ("facilitator:M-001", "facilitator:M-001", "Siti Aminah (M-001)"),
        ("certificate/facilitator:M-001", "facilitator:M-001", "Siti Aminah (M-001)"),
        ("month:M-001/1", "facilitator:M-001", "Siti Aminah (M-001/1)"),
        ("session:M-001/1/S-01", "facilitator:M-001", "Siti Aminah (M-001/1/S-01)"),
        ("monthly_report/month:M-001/1", "facilitator:M-001", "Siti Aminah (M-001/1)"),
        ("member:K-01/07", "member:K-01/07", "Budi Santoso (K-01/07)"),
        ("group:K-01", "group:K-01", "K-01"),
        ("cover_letter/office:D-01/2015-05-02", "office:D-01", "Dinas Tenaga Kerja (D-01/2015-05-02)"),
        ("basis:all", "basis:all", "all"),
    ],
)
def test_whom_a_key_means(key, person, said):
    assert person_of(key) == person
    assert called(key, NAMES) == said
    assert code_in(key) in said
