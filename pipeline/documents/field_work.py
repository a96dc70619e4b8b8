"""What the papers of the field work share: groups, places and hours as text, which keys and letters they rest on."""

from collections.abc import Iterable
from datetime import date

from pipeline import indonesian
from pipeline.documents import parts
from pipeline.documents.assigned import Assigned
from pipeline.flow import Dossier
from pipeline.records import Group, Member, Session

UNKNOWN = "–"
"""Printed in a cell of a table for which a record says nothing."""

_KINDS_OF_VILLAGE = ("desa", "kelurahan", "kel.", "nagari", "kampung", "gampong", "dusun")


def about(one: Assigned) -> frozenset[str]:
    """The keys of the facilitator and of the district's office."""
    return frozenset((one.facilitator.key, one.district.key))


def path(one: Assigned, *pieces: str) -> str:
    """Where a paper goes: the pieces of its name are what it is, the facilitator's code is put between."""
    what, *which = pieces
    return parts.paper_path(one.district.code, one.code, "_".join((indonesian.slug(what), one.code, *which)))


def place_and_date(one: Assigned, group: Group, day: date | None) -> str:
    """The line above a signature, "Telukagung, 4 Mei 2015": in the group's village, else in the office's city."""
    kind, _, name = (group.village or "").partition(" ")
    village = name if kind.casefold() in _KINDS_OF_VILLAGE else f"{kind} {name}".strip()
    where = village or one.district.city
    return ", ".join(part for part in (where, indonesian.long_date(day) if day else None) if part)


def hours(one: Assigned, session: Session) -> str:
    """ "08.30–10.00 WIB", in the zone of the office's province; "" when no hour is known."""
    if session.starts is None:
        return ""
    zone = indonesian.zone_of_province(one.district.province or "")
    return indonesian.time_range(session.starts, session.ends, zone or "")


def group_of(dossier: Dossier, code: str | None) -> Group:
    """The group of a code; an empty record for one that nobody described."""
    return dossier.groups.get(code or "") or Group(code=code or "")


def group_name(group: Group) -> str:
    """A group as a sentence names it, "Kelompok Mina Jaya"; a name that says its kind stays as it is."""
    return _with_kind(group.name, "Kelompok", ("kelompok", "kub", "kube", "koperasi"))


def title(paper: str, group: Group, *rest: str) -> str:
    """What a paper is called, "Notulen Kelompok Mina Jaya, 6 Mei 2015"; what is not known is left out."""
    called = " ".join(part for part in (paper, group_name(group) or group.code) if part)
    return ", ".join(part for part in (called, *rest) if part)


def village_name(group: Group) -> str:
    """ "Desa Karangrejo" as written; a bare name, of which nobody knows whether it is a desa, says both."""
    return _with_kind(group.village, "Desa/Kelurahan", _KINDS_OF_VILLAGE)


def village(group: Group, form: str = "{village}, {subdistrict}") -> str:
    """Village and subdistrict of a group: "Desa Karangrejo, Kecamatan Sumber"; the one that is known alone."""
    subdistrict = _with_kind(group.subdistrict, "Kecamatan", ("kecamatan", "kec.", "distrik"))
    if group.village and subdistrict:
        return form.format(village=village_name(group), subdistrict=subdistrict)
    return village_name(group) or subdistrict


def _with_kind(name: str | None, kind: str, kinds: tuple[str, ...]) -> str:
    if not name:
        return ""
    return name if name.casefold().split()[0] in kinds else f"{kind} {name}"


def leader(dossier: Dossier, group: Group) -> Member | None:
    """The group's chair (ketua), or None when the roster names none."""
    members = dossier.members_of.get(group.code, [])
    return next((member for member in members if member.position == "ketua"), None)


def leader_name(dossier: Dossier, group: Group) -> str:
    found = leader(dossier, group)
    return (found.name or "") if found else ""


def roster_keys(dossier: Dossier, groups: Iterable[Group]) -> frozenset[str]:
    """Keys of groups and of all their members, those of unreadable rows too."""
    keys: set[str] = set()
    for group in groups:
        keys.add(group.key)
        keys.update(member.key for member in dossier.members_of.get(group.code, []))
        keys.update(dossier.lost_below(f"member:{group.code}/"))
    return frozenset(keys)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a cell in which people pressed Alt+Enter."""
    return tuple(line for line in (text or "").split("\n") if line.strip())


def items(text: str | None) -> tuple[str, ...]:
    """The entries of a list written in one cell, parted by new lines or semicolons, each with a capital."""
    found = (item.strip(" .,") for line in paragraphs(text) for item in line.split(";"))
    return tuple(item[:1].upper() + item[1:] for item in found if item)
