"""Provinces: their names, spellings and time zones."""

import pytest

from pipeline import indonesian as ind


@pytest.mark.parametrize(
    ("province", "zone"),
    [
        ("Jawa Tengah", "WIB"), ("PROVINSI JAWA TENGAH", "WIB"), ("Prov. Sumatra Barat", "WIB"),
        ("D.I. Yogyakarta", "WIB"), ("Daerah Istimewa Yogyakarta (DIY)", "WIB"), ("Kalimantan Barat", "WIB"),
        ("Kalimantan Selatan", "WITA"), ("Nusa Tenggara Timur", "WITA"), ("Bali", "WITA"),
        ("Sulawesi Tenggara", "WITA"), ("Maluku Utara", "WIT"), ("Papua Barat Daya", "WIT"), ("Atlantis", None),
        ("", None),
    ],
)  # fmt: skip
def test_zone_of_a_province(province, zone):
    assert ind.zone_of_province(province) == zone


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Jateng", "Jawa Tengah"), ("Prov. Sumatra Utara", "Sumatera Utara"), ("N.T.T.", "Nusa Tenggara Timur"),
        ("D.I. Yogyakarta", "Daerah Istimewa Yogyakarta"), ("Irian Jaya Barat", "Papua Barat"),
        ("Jawa Tengh", None), ("", None),
    ],
)  # fmt: skip
def test_a_province_by_its_spellings(written, name):
    assert ind.province_named(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [("Jawa Tengh", "Jawa Tengah"), ("Provinsi Kalimanten Barat", "Kalimantan Barat"), ("Atlantis", ""), ("", "")],
)
def test_the_province_that_is_meant(written, name):
    assert ind.province_meant(written) == name
