"""The rules can be run facilitator by facilitator, but for those that must see all: together they find the same."""

from dataclasses import replace
from datetime import date, time

from pipeline.findings import Place
from pipeline.flow import Dossier, LostRow
from pipeline.records import (
    Assignment,
    Basis,
    Delivery,
    Facilitator,
    Group,
    Member,
    MonthlyRecord,
    Numbering,
    Office,
    Session,
    Signer,
)
from pipeline.rules import ACROSS, READ_ACROSS, RULES, WITHIN
from tests.documents.world import nik
from tests.rules.world import change, placed, typical

SHARED = (Office, Signer, Numbering, Basis)

LOST = LostRow(Session, {"facilitator": "M-002", "month": 2})


def two_facilitators() -> Dossier:
    """The typical world twice, as M-001 and M-002, and faults of many kinds that they share."""
    dossier = typical()
    second = [
        placed(other, 1000 + row)
        for row, record in enumerate(dossier.records)
        if (other := of_the_second(record)) is not None
    ]
    dossier = replace(dossier, records=(*dossier.records, *second), lost_rows=(LOST,))
    signer = next(signer for signer in dossier.all(Signer) if signer.office == "P-00")
    dossier = change(dossier, signer, valid_from=date(2015, 7, 1))
    for key in ("session:M-001/1/S-01", "session:M-002/1/S-04"):
        dossier = change(dossier, dossier.sessions[key], group="K-09", held_on=date(2016, 1, 1), ends=time(7, 0))
    dossier = change(dossier, dossier.sessions["session:M-002/1/S-02"], group="K-01")
    dossier = change(dossier, dossier.offices["D-01"], province_office="V-09")
    for code in ("M-001", "M-002"):
        dossier = change(dossier, dossier.assignments[code], spk_number="7", policy=None, starts=date(2015, 5, 1))
        dossier = change(dossier, dossier.members_of[dossier.groups_of[code][0].code][1], sex="L")
    return dossier


def of_the_second(record):
    """The same record of another facilitator, with groups, NIKs and photos of its own; None for what both share."""
    if isinstance(record, SHARED):
        return None
    codes = {"M-001": "M-002", "K-01": "K-11", "K-02": "K-12"}
    values = {name: codes[value] for name, value in vars(record).items() if isinstance(value, str) and value in codes}
    if isinstance(record, Member | Facilitator):
        assert record.sex
        assert record.birth_date
        values["nik"] = nik(record.sex, record.birth_date, 9200 + getattr(record, "number", 0))
    if isinstance(record, Facilitator):
        values["account"] = "0090012399"
    return record.model_copy(update=values)


def sliced(dossier: Dossier, code: str) -> Dossier:
    """What belongs to one facilitator, and what all share."""
    groups = {group.code for group in dossier.groups_of[code]}

    def belongs(record):
        match record:
            case Facilitator():
                return record.code == code
            case Assignment() | Delivery() | Group() | MonthlyRecord():
                return record.facilitator == code
            case Member():
                return record.group in groups
        return True

    return replace(dossier, records=tuple(record for record in dossier.records if belongs(record)))


def found_by(rules, dossier: Dossier) -> list[str]:
    found = [finding for rule in rules for finding in rule(dossier)]
    return sorted(f"{finding.code} {finding.place} {sorted(finding.about)} {finding.text}" for finding in found)


def test_one_after_the_other_and_across_find_what_all_together_find():
    dossier = two_facilitators()
    each = [line for code in ("M-001", "M-002") for line in found_by(WITHIN, sliced(dossier, code))]
    across = found_by(ACROSS, dossier)
    assert sorted([*each, *across]) == found_by(RULES, dossier)
    assert len({line[:3] for line in each}) > 5
    assert len({line[:3] for line in across}) > 5


def test_across_facilitators_few_records_of_the_months_are_read():
    dossier = two_facilitators()
    kept = [
        with_nothing_but(READ_ACROSS[type(record)], record) if type(record) in READ_ACROSS else record
        for record in dossier.records
        if not isinstance(record, MonthlyRecord) or type(record) in READ_ACROSS
    ]
    assert found_by(ACROSS, replace(dossier, records=tuple(kept))) == found_by(ACROSS, dossier)


def with_nothing_but(names, record):
    """The record; to ask it for any other field, or for that field's cell, is an error."""
    light = record.model_copy(update={"places": Few(names, record)})
    for name in vars(record).keys() - {*names, "place", "places"}:
        del vars(light)[name]
    return light


class Few(dict[str, Place]):
    """The cells of some fields of a record."""

    def __init__(self, names, record) -> None:
        super().__init__({name: place for name, place in record.places.items() if name in names})
        self.names = names

    def get(self, name, default=None):
        assert name in self.names, name
        return super().get(name, default)
