"""Offices stand where offices of their level and region belong: in an assignment, and as the province's of another."""

from collections.abc import Iterator
from functools import lru_cache

from pipeline import indonesian, knowledge
from pipeline.findings import Finding, Message, Severity
from pipeline.flow import Dossier
from pipeline.records import Assignment, Group, Office
from pipeline.rules.terms import name_of

_STEPS = "Buku Panduan, Tahapan-Tahapan Penugasan"

WRONG_LEVEL = Message(
    "L49",
    Severity.ERROR,
    "Kolom «{heading}» menunjuk {office}, kantor tingkat {level}, padahal {papers} diterbitkan kantor tingkat "
    "{needed}.",
    fix="{proposal}Isi kode kantor tingkat {needed}; bila kantornya benar, betulkan tingkatnya di lembar Kantor.",
    source=_STEPS + " 1 dan 2: SPK oleh pusat, SPM oleh Disnaker Kabupaten/Kota",
)
ANOTHER_DISTRICT = Message(
    "L50",
    Severity.ERROR,
    "Kolom «{heading}» menunjuk {office} di {region}, padahal semua kelompok dampingan {who} tercatat di wilayah "
    "{other} ({code}).",
    fix="Maksud Anda «{code}»? Bila kantornya benar, betulkan kabupaten/kota kelompok di lembar Kelompok.",
    source=_STEPS + " 2: Disnaker Kabupaten/Kota menugaskan di wilayahnya",
)
ANOTHER_PROVINCE = Message(
    "B16",
    Severity.ERROR,
    "{office} berada di {province}, tetapi kantor provinsi yang ditunjuk, {named}, berada di {other}.",
    fix="Betulkan Kode Kantor Provinsi, atau provinsi salah satu kantor di lembar Kantor.",
    source=_STEPS + " 2: tembusan kepada Disnaker Provinsi",
)
UNKNOWN_PROVINCE = Message(
    "B17",
    Severity.WARNING,
    "Provinsi «{province}» tidak dikenal, sehingga zona waktu pada surat {office} tidak dapat ditentukan.",
    fix="{proposal}Tulis nama provinsi tanpa singkatan.",
    source="Permendagri 137/2017: kode dan data wilayah administrasi pemerintahan",
)
ANOTHER_REGION = Message(
    "G94",
    Severity.WARNING,
    "Kelompok {group} tercatat di {district}, sedangkan {office} yang menugaskan berada di {region}.",
    fix="Betulkan kabupaten/kota kelompok, atau kantor SPM di lembar Penugasan.",
    source=_STEPS + " 2: Disnaker Kabupaten/Kota menugaskan di wilayahnya",
    waivable=True,
)

_PAPERS = {"centre": "SPK dan sertifikat", "district": "SPM dan surat keterangan kemitraan"}
"""What the office in a field of the assignment issues. The field is called as the level that it asks for."""
_TELLING = 2
"""So many groups, all in the region of one other office, tell that not their regions are wrong but the office."""
_OF_ADMINISTRATION = {"administrasi", "administratif", "adm"}
"""Jakarta's cities and regency are "Kota Administrasi …", and seldom called so."""
_REGION_WORDS = {"kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota", "kotamadya": "kota", "kodya": "kota"}


def offices_are_of_the_level_that_issues(dossier: Dossier) -> Iterator[Finding]:
    """The SPK's office is the centre's, the SPM's a district's; where only one office is of that level, it is asked
    for."""
    form = knowledge.form("assignment")
    for assignment in dossier.assignments.values():
        for field, papers in _PAPERS.items():
            office = _of_another_level(dossier, assignment, field)
            if office is not None:
                able = [other.code for other in dossier.offices.values() if other.level == field]
                values = {
                    "heading": form.heading_of(field),
                    "office": office.called,
                    "level": dossier.programme.label("level", office.level or ""),
                    "papers": papers,
                    "needed": dossier.programme.label("level", field),
                    "proposal": indonesian.meant(able[0] if len(able) == 1 else ""),
                }
                yield WRONG_LEVEL.at(assignment.at(field), [assignment.key], field, **values)


def offices_are_of_the_district_of_the_groups(dossier: Dossier) -> Iterator[Finding]:
    """The office of the SPM is not one of another district than that in which all of the facilitator's groups lie."""
    heading = knowledge.form("assignment").heading_of("district")
    for assignment in dossier.assignments.values():
        office = dossier.offices.get(assignment.district or "")
        meant = _of_the_groups(dossier, assignment)
        if office is not None and meant is not None:
            values = {
                "heading": heading,
                "office": office.called,
                "region": office.region,
                "who": name_of(dossier, assignment),
                "other": meant.called,
                "code": meant.code,
            }
            yield ANOTHER_DISTRICT.at(assignment.at("district"), [assignment.key], "district", **values)


def in_doubt(dossier: Dossier, assignment: Assignment, field: str) -> bool:
    """Whether an error is said of the office in `centre` or `district` of an assignment: what follows from its being
    that office is not to be said then."""
    if _of_another_level(dossier, assignment, field) is not None:
        return True
    return field == "district" and _of_the_groups(dossier, assignment) is not None


def _of_another_level(dossier: Dossier, assignment: Assignment, field: str) -> Office | None:
    """The office in a field of the assignment, if it is of another level than the field asks for."""
    office = dossier.offices.get(getattr(assignment, field) or "")
    return office if office is not None and office.level not in (field, None) else None


def _of_the_groups(dossier: Dossier, assignment: Assignment) -> Office | None:
    """The office in whose region all groups of a facilitator lie, where the assignment names another district's."""
    office = dossier.offices.get(assignment.district or "")
    groups = dossier.groups_of.get(assignment.facilitator, [])
    if office is None or office.level != "district" or len(groups) < _TELLING:
        return None
    if not office.region or any(not group.district or _lies_in(group, office) for group in groups):
        return None
    able = [
        other
        for other in dossier.offices.values()
        if other.level == "district" and all(_lies_in(group, other) for group in groups)
    ]
    return able[0] if len(able) == 1 else None


def _lies_in(group: Group, office: Office) -> bool:
    return bool(group.district and office.region) and _same_region(group.district or "", office.region or "")


def province_offices_are_of_the_same_province(dossier: Dossier) -> Iterator[Finding]:
    """The office of the province that a district's names lies in the same province; one of another level is told as
    one that is not named."""
    for office in dossier.offices.values():
        named = dossier.offices.get(office.province_office or "")
        if named is None or named.level not in ("province", None):
            continue
        here, there = (indonesian.province_named(one.province or "") for one in (office, named))
        if here and there and here != there:
            values = {"office": office.called, "province": here, "named": named.called, "other": there}
            yield ANOTHER_PROVINCE.at(office.at("province_office"), [office.key], "province_office", **values)


def provinces_are_known(dossier: Dossier) -> Iterator[Finding]:
    """Provinces are a closed list, and hours are printed in the time zone of the office's."""
    for office in dossier.offices.values():
        if office.province and indonesian.province_named(office.province) is None:
            proposal = indonesian.meant(indonesian.province_meant(office.province))
            values = {"province": office.province, "office": office.called, "proposal": proposal}
            yield UNKNOWN_PROVINCE.at(office.at("province"), [office.key], "province", **values)


def groups_lie_in_the_region_of_the_office(dossier: Dossier) -> Iterator[Finding]:
    """A group's regency or city is that of the office which assigns its facilitator."""
    for group in dossier.groups.values():
        assignment = dossier.assignments.get(group.facilitator or "")
        office = dossier.offices.get(assignment.district or "") if assignment else None
        if assignment is None or office is None or in_doubt(dossier, assignment, "district"):
            continue
        if office.region and group.district and not _same_region(group.district, office.region):
            values = {
                "group": group.called,
                "district": group.district,
                "office": office.called,
                "region": office.region,
            }
            yield ANOTHER_REGION.at(group.at("district"), [group.key], "district", **values)


def _same_region(first: str, second: str) -> bool:
    """Whether two texts name one regency or city; where one leaves out which of both it is, the name decides."""
    one, other = _region(first), _region(second)
    return one[1] == other[1] and (one[0] == other[0] or "" in (one[0], other[0]))


@lru_cache(maxsize=1024)
def _region(text: str) -> tuple[str, str]:
    """Kabupaten or kota, and the name: "Kab. Wanasari" -> ("kabupaten", "wanasari")."""
    words = indonesian.heading_key(text).split()
    kind = _REGION_WORDS.get(words[0], "") if len(words) > 1 else ""
    name = words[1:] if kind else words
    return kind, " ".join(name[1:] if len(name) > 1 and name[0] in _OF_ADMINISTRATION else name)


RULES = (
    offices_are_of_the_level_that_issues,
    offices_are_of_the_district_of_the_groups,
    groups_lie_in_the_region_of_the_office,
)
ACROSS = (province_offices_are_of_the_same_province, provinces_are_known)
"""Offices are shared by all."""
