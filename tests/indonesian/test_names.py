"""Names of people and companies."""

import pytest

from pipeline import indonesian as ind


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. H. Siti Aminah, S.E., M.M.", "Siti Aminah"), ("Drs.H.Ahmad Ma'ruf", "Ahmad Ma'ruf"),
        ("Hj Siti", "Siti"), ("Budi Santoso SE MM", "Budi Santoso"), ("Budi Santoso S.Pd", "Budi Santoso"),
        ("Budi Santoso S. E.", "Budi Santoso"), ("Ir. Sri", "Sri"), ("M. Yusuf", "M. Yusuf"), ("Sukarno", "Sukarno"),
        ("SE", "SE"), ("H.", "H."), ("Hadi", "Hadi"), ("Irawan Drajat", "Irawan Drajat"), ("ANDI MA", "ANDI MA"),
        ("Andi Map", "Andi Map"), ("Andi M.AP.", "Andi"), ("", ""), (", S.E.", "S.E."),
    ],
)  # fmt: skip
def test_names_without_titles(name, bare):
    assert ind.without_titles(name) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Siti  AMINAH, S.E.", "siti aminah"), ("Ahmad Ma’ruf", "AHMAD MA'RUF"), ("M.Yusuf", "M. Yusuf"),
        ("M Yusuf", "m. yusuf"), ("Siti\u00a0Aminah", "Siti Aminah"),
    ],
)  # fmt: skip
def test_names_that_match(one, other):
    assert ind.name_key(one) == ind.name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("M. Yusuf", "Muh. Yusuf"), ("Siti Aminah", "Siti Aminah Putri"), ("Sri", "Sari")]
)
def test_names_that_do_not_match(one, other):
    assert ind.name_key(one) != ind.name_key(other)


@pytest.mark.parametrize(
    "name",
    [
        "PT. Maju & Jaya <Persero>", "PT Maju dan Jaya (Persero) Tbk.", "P.T. MAJU & JAYA", "P. T. Maju & Jaya",
        "PT.Maju&Jaya", "Maju & Jaya, PT", "Koperasi Maju dan Jaya", "kop. maju & jaya", "CV Maju & Jaya",
        "U.D. Maju & Jaya", "Toko Maju & Jaya", "Perseroan Terbatas Maju dan Jaya", "USAHA DAGANG Maju & Jaya",
        "Persekutuan Komanditer (CV) Maju & Jaya",
    ],
)  # fmt: skip
def test_spellings_of_one_company(name):
    assert ind.company_key(name) == "MAJU DAN JAYA"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("PT Maju Jaya Cabang Wanasari", "MAJU JAYA"), ("PT Maju Jaya Tbk Kantor Cabang Wanasari", "MAJU JAYA"),
        ("Bank Maju KCP Wanasari", "BANK MAJU"), ("PT Maju Jaya", ""), ("CV Cabang Makmur", ""), ("Cabai Rawit", ""),
    ],
)  # fmt: skip
def test_the_company_of_a_branch(name, head):
    assert ind.head_company(ind.company_key(name)) == head


def test_a_company_key_is_never_empty_for_a_name():
    assert ind.company_key("Koperasi") == "KOPERASI"
    assert ind.company_key("CV Sinar Toko Abadi") == "SINAR TOKO ABADI"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KEPALA DINAS TENAGA KERJA DAN TRANSMIGRASI", "Kepala Dinas Tenaga Kerja dan Transmigrasi"),
        ("SITI MA'RUF, S.E.", "Siti Ma'ruf, S.E."), ("H.M. YUSUF", "H.M. Yusuf"),
        ("UPT pelatihan kelas II", "UPT Pelatihan Kelas II"), ("BAB IV PENUTUP", "Bab IV Penutup"),
        ("di rumah", "Di Rumah"), ("", ""),
    ],
)  # fmt: skip
def test_initial_capitals(text, expected):
    assert ind.initial_capitals(text) == expected
