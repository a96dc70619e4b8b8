"""What all papers share."""

from datetime import date

import pytest

from pipeline.documents import parts
from pipeline.flow import Numbered
from pipeline.records import Basis, Numbering, Office, Signer
from tests.documents import world

ON = date(2015, 5, 4)
HEAD = "Kepala Dinas Tenaga Kerja Kabupaten Wanasari"
OFFICE = Office(code="D-01", name="Dinas Tenaga Kerja Kabupaten Wanasari", head=HEAD, city="Wanasari")


@pytest.mark.parametrize(
    ("signer", "heading", "position"),
    [
        ({"kind": "direct", "position": HEAD}, (), f"{HEAD},"),
        ({"kind": "direct"}, (), f"{HEAD},"),
        ({"kind": "a.n.", "position": "Sekretaris"}, (f"a.n. {HEAD}",), "Sekretaris,"),
        ({"kind": "a.n.", "position": "Sekretaris", "on_behalf_of": "a.n. Bupati"}, ("a.n. Bupati",), "Sekretaris,"),
        (
            {"kind": "u.b.", "position": "Kepala Bidang", "through": "Sekretaris"},
            (f"a.n. {HEAD}", "Sekretaris", "u.b."),
            "Kepala Bidang,",
        ),
        ({"kind": "Plt.", "position": HEAD}, (), f"Plt. {HEAD},"),
        ({"kind": "Plt.", "position": f"Plt. {HEAD}"}, (), f"Plt. {HEAD},"),
        ({"kind": "Plh."}, (), f"Plh. {HEAD},"),
    ],
)
def test_forms_of_signature(signer, heading, position):
    dossier = world.dossier([OFFICE, Signer(office="D-01", name="H. Surya", **signer)])
    found = parts.signature(dossier, OFFICE, ON)
    assert (found.heading, found.position, found.name) == (heading, position, "H. Surya")
    assert found.place_and_date == "Wanasari, 4 Mei 2015"


def test_nip_in_groups_and_electronic_signature():
    dossier = world.dossier([Signer(office="D-01", name="H. Surya", nip="196809091994031902", kind="direct")])
    office = OFFICE.model_copy(update={"signing": "TTE"})
    assert parts.signature(dossier, office, ON).nip == "19680909 199403 1 902"
    assert parts.signature(dossier, office, ON).electronic
    assert not parts.signature(dossier, OFFICE, ON).notice


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ({}, False),
        ({"signing": "wet", "stamped": ("spm",)}, False),
        ({"stamped": ("spm", "spk")}, True),
        ({"signing": "wet", "stamped": ("spk",)}, True),
        ({"signing": "TTE", "stamped": ("spk",)}, False),
    ],
)
def test_which_papers_bear_a_duty_stamp(office, expected):
    assert parts.stamped(OFFICE.model_copy(update=office), "spk") == expected


def test_nobody_in_office_leaves_room_for_a_name():
    late = Signer(office="D-01", name="H. Surya", valid_from=date(2015, 5, 5))
    found = parts.signature(world.dossier([late]), OFFICE, ON)
    assert (found.position, found.name) == (f"{HEAD},", "")


@pytest.mark.parametrize(
    ("own", "extra", "expected"),
    [
        ((), ["Kepala Balai"], ("Kepala Balai",)),
        (("Yth. Bupati Wanasari;", "Camat"), ["Kepala Dinas"], ("Bupati Wanasari", "Kepala Dinas", "Camat")),
        (("Sekretaris Daerah", "Kepada Yth. KEPALA DINAS"), ["Kepala Dinas"], ("Sekretaris Daerah", "KEPALA DINAS")),
        (("Walikota",), [], ("Walikota",)),
        (("Camat", "Bupati", "Kepala Desa"), ["Kepala Dinas"], ("Bupati", "Kepala Dinas", "Camat", "Kepala Desa")),
        (("Sekretaris Dinas", "Gubernur"), [], ("Gubernur", "Sekretaris Dinas")),
    ],
)
def test_copies(own, extra, expected):
    assert parts.copies_to(Office(code="D-01", copies_to=own), extra) == expected


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("Dinas Tenaga Kerja", "Kabupaten Wanasari", "Dinas Tenaga Kerja Kabupaten Wanasari"),
        ("DINAS TENAGA KERJA KABUPATEN WANASARI", "Kabupaten Wanasari", "DINAS TENAGA KERJA KABUPATEN WANASARI"),
        ("Dinas Tenaga Kerja", None, "Dinas Tenaga Kerja"),
        (None, None, ""),
    ],
)
def test_an_office_is_called_with_its_region(name, region, expected):
    assert parts.office_name(Office(code="D-01", name=name, region=region)) == expected


@pytest.mark.parametrize(
    ("margins", "expected"),
    [
        (None, (20, 25, 30, 20)),
        ("2/2,5/3/2", (20, 25, 30, 20)),
        ("3 / 3 / 4 / 3 cm", (30, 30, 40, 30)),
        ("3;3;4;2.5", (30, 30, 40, 25)),
    ],
)
def test_margins(margins, expected):
    paper = parts.paper(Office(code="D-01", margins=margins))
    assert (paper.top, paper.bottom, paper.left, paper.right) == pytest.approx(expected)
    assert (paper.width, paper.height, paper.font) == (210, 297, "Arial")


@pytest.mark.parametrize(
    ("row", "given", "expected"),
    [
        (None, None, Numbered("D-01", "blank")),
        (None, "560/1", Numbered("D-01", "given", "560/1")),
        ({"source": "blank"}, None, Numbered("D-01", "blank")),
        ({"source": "blank"}, "560/1", Numbered("D-01", "given", "560/1")),
        ({"source": "given"}, None, Numbered("D-01", "given")),
        (
            {"source": "register", "pattern": "{urut}", "first": 5},
            None,
            Numbered("D-01", "register", pattern="{urut}", first=5),
        ),
    ],
)
def test_where_a_number_comes_from(row, given, expected):
    rows = [Numbering(office="D-01", kind="spm", **row)] if row else []
    assert parts.numbered(world.dossier(rows), OFFICE, "spm", given) == expected


def test_basis_by_office_and_kind():
    dossier = world.dossier(
        [
            Basis(kind="DIPA", number="1/2015", dated=date(2014, 12, 5), subject="Anggaran"),
            Basis(kind="Perjanjian", office="P-00"),
            Basis(kind="Petunjuk Teknis", letters=("spk",)),
            Basis(kind="Berita Acara", office="D-01", letters=("spm", "spk")),
        ]
    )
    assert parts.basis(dossier, OFFICE, "spm") == (
        "DIPA Nomor 1/2015 tanggal 5\N{NO-BREAK SPACE}Desember 2014 tentang Anggaran",
        "Berita Acara",
    )


@pytest.mark.parametrize(
    ("lines", "conjunction", "expected"),
    [
        ((), "dan", ()),
        (("a",), "dan", ("a.",)),
        (("a;", "b."), "", ("a;", "b.")),
        (("a", "b", "c"), "dan", ("a;", "b; dan", "c.")),
    ],
)
def test_clauses(lines, conjunction, expected):
    assert parts.clauses(lines, conjunction) == expected


def test_unit_goes_without_the_region_that_the_letterhead_names():
    office = OFFICE.model_copy(
        update={"region": "Kabupaten Wanasari", "letterhead": ("PEMERINTAH KABUPATEN WANASARI",)}
    )
    assert parts.letterhead(office).unit == "Dinas Tenaga Kerja"
    assert parts.letterhead(OFFICE).unit == "Dinas Tenaga Kerja Kabupaten Wanasari"


@pytest.mark.parametrize(
    ("codes", "path"),
    [
        (("D-01", "M-001", "SPM_M-001"), "D-01/M-001/SPM_M-001"),
        (("P-00", "", "Surat"), "P-00/Surat"),
        (("../..", "C:\\M", "a/b_../x"), "x-0cfd1c/C-M-14a812/a-b-c14cdd_x-d6b96a"),
        (("D-01", "CON", "SPM_CON"), "D-01/CON-a3dbc4/SPM_CON-a3dbc4"),
    ],
)
def test_paths_are_made_of_clean_pieces(codes, path):
    assert parts.paper_path(*codes) == path


@pytest.mark.parametrize(("one", "other"), [("S-01", "S.01"), ("KM.01", "KM_01"), ("A" * 40, "A" * 41), ("€", "¥")])
def test_two_codes_never_share_a_paper(one, other):
    assert parts.paper_path("D-01", one, f"SPM_{one}") != parts.paper_path("D-01", other, f"SPM_{other}")
    name = parts.paper_path("D-01", "M-001", f"Notulen_M-001_B1_{one}")
    assert name != parts.paper_path("D-01", "M-001", f"Notulen_M-001_B1_{other}")
