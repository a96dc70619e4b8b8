"""An assignment with all its records looked up: what SPK, cover letter, SPM, ID card and certificate begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline import indonesian, progress
from pipeline.documents import dates
from pipeline.flow import Context, Dossier
from pipeline.records import Assignment, Facilitator, Group, Office

SEXES = {"L": "Laki-laki", "P": "Perempuan"}


@dataclass(frozen=True)
class Assigned:
    """One facilitator's assignment, with the offices and groups that it names."""

    facilitator: Facilitator
    assignment: Assignment
    centre: Office
    """The office that gives SPK and certificate."""
    district: Office
    """The office that gives the SPM."""
    province: Office | None
    groups: tuple[Group, ...]
    spk_dated: date
    spm_dated: date
    term: tuple[date, date] | None
    """First and last day of the work in the field."""

    @property
    def code(self) -> str:
        return self.facilitator.code

    @property
    def name(self) -> str:
        """With titles; the code where the name could not be read."""
        return self.facilitator.called

    @property
    def spk_key(self) -> str:
        return f"spk/{self.facilitator.key}"

    @property
    def spm_key(self) -> str:
        return f"spm/{self.facilitator.key}"

    @property
    def office_keys(self) -> tuple[str, ...]:
        """Of the offices whose heads the letters name."""
        return tuple(office.key for office in (self.centre, self.district, self.province) if office)

    @property
    def group_keys(self) -> tuple[str, ...]:
        return tuple(group.key for group in self.groups)


class GroupRow(Context):
    """A group in the table of a letter."""

    name: str
    business: str
    village: str
    subdistrict: str


def assigned(dossier: Dossier) -> tuple[Assigned, ...]:
    """Every assignment whose facilitator and both offices are recorded, in the order of the sheet."""
    found = []
    for assignment in dossier.all(Assignment):
        facilitator = dossier.facilitators.get(assignment.facilitator)
        centre = dossier.offices.get(assignment.centre or "")
        district = dossier.offices.get(assignment.district or "")
        if facilitator is None or centre is None or district is None:
            continue
        found.append(
            Assigned(
                facilitator,
                assignment,
                centre,
                district,
                dossier.offices.get(district.province_office or ""),
                tuple(dossier.groups_of.get(facilitator.code, ())),
                dossier.letter_date(f"spk/{facilitator.key}", assignment.spk_dated),
                dossier.letter_date(f"spm/{facilitator.key}", assignment.spm_dated),
                progress.term(dossier, facilitator.code),
            )
        )
    return tuple(found)


def group_row(group: Group) -> GroupRow:
    return GroupRow(
        name=group.called,
        business=group.business or "",
        village=group.village or "",
        subdistrict=group.subdistrict or "",
    )


def location(groups: Sequence[Group], district: Office) -> str:
    """Where the groups are: their regencies or towns, "Kabupaten Wanasari"; the office's region if they name none."""
    named = dict.fromkeys(group.district for group in groups if group.district)
    return indonesian.joined(tuple(named)) or district.region or ""


def born(facilitator: Facilitator) -> str:
    """Place and date of birth, "Wanasari, 21 Agustus 1979"."""
    day = indonesian.long_date(facilitator.birth_date) if facilitator.birth_date else ""
    return ", ".join(part for part in (facilitator.birth_place, day) if part)


def period(days: tuple[date | None, date | None] | None) -> str:
    """The days from first to last; "" when one of them is not known."""
    first, last = days or (None, None)
    return dates.period(first, last) if first and last else ""


def head_of(office: Office) -> str:
    """The position of an office's head."""
    return office.head or f"Kepala {office.called}"


def cites(dossier: Dossier, one: Assigned, *kinds: str) -> dict[str, str]:
    """The facilitator's letters whose numbers a paper prints, of those that the programme has: {"spm_number": key}."""
    return {f"{kind}_number": f"{kind}/{one.facilitator.key}" for kind in kinds if kind in dossier.programme.papers}
