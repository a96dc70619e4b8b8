"""Faults of what letters need: terms, insurance, signers, numbers."""

from datetime import date
from random import Random

from tests.faults import subjects
from tests.faults.books import Line, World
from tests.faults.expected import Expected

_SOURCES = {"spk_number": "C-01/numbering/SPK", "statement_number": "D-01/numbering/Surat Keterangan Kemitraan"}
"""The rows that say that these numbers are given; who cannot read the row misses no number."""


def _assignment(world: World, chance: Random, *codes: str) -> Line:
    """One of the assignments, claimed with everything that hangs on its dates."""
    return world.pick(chance, [line for line in world.lines("assignment") if line["facilitator"] in codes])


def spm_before_spk(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-001", "M-002")
    line["spm_dated"] = date(2015, 4, 20)
    return [Expected("L01", line, "spm_dated")]


def spm_after_first_session(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-001")
    line["spm_dated"] = date(2015, 5, chance.randint(6, 20))
    return [Expected("L02", line, "spm_dated")]


def ends_before_start(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-002")
    line["ends"] = date(2015, 7, 31)
    return [Expected("L03", line, "ends")]


def spm_beyond_spk(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-002")
    field, day = chance.choice([("spm_ends", date(2015, 10, 12)), ("spm_starts", date(2015, 8, 1))])
    line[field] = day
    return [Expected("L04", line, field)]


def not_insured(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-001", "M-002")
    field, value = chance.choice(
        [("policy", None), ("insured_from", date(2015, 7, 31)), ("insured_to", date(2015, 6, 15)), ("insured_to", None)]
    )
    line[field] = value
    return [Expected("L05", line, field)]


def nobody_may_sign(world: World, chance: Random) -> list[Expected]:
    """The head of D-01 left in June; M-002's SPM and two reports of M-001 are of July."""
    signer = subjects.head(world)
    spm = subjects.assignment(world, "M-002")
    world.claim(signer.path, signer.subject, spm.path, spm.subject, "M-001/partner", "M-001/report")
    signer["valid_to"] = date(2015, 6, 30)
    reports = [line for line in world.lines("delivery") if line.day("made_on") > date(2015, 6, 30)]
    return [Expected("L06", spm, "spm_dated"), *(Expected("L06", line, "made_on") for line in reports)]


def signs_for_somebody_else(world: World, chance: Random) -> list[Expected]:
    """For the regent instead of for the office's head."""
    signer = subjects.head(world)
    world.claim(signer.path, signer.subject)
    signer["kind"], signer["position"], signer["on_behalf_of"] = "a.n.", "Asisten Sekretaris Daerah", "Bupati Wanasari"
    return [Expected("L07", signer, "on_behalf_of")]


def no_province_office(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [subjects.office(world, "D-01")])
    line["province_office"] = None
    return [Expected("L08", line, "province_office")]


def number_not_given(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [*world.lines("assignment"), *subjects.partner(world)])
    field = "spk_number" if "spk_number" in line.values else "statement_number"
    world.claim(_SOURCES[field])
    line[field] = None
    return [Expected("L09", line, field)]


def number_twice(world: World, chance: Random) -> list[Expected]:
    if chance.random() < 0.5:
        one, other = subjects.assignment(world), subjects.assignment(world, "M-002")
        field = "spk_number"
    else:
        one, other = subjects.partnership(world, "KM-02"), subjects.partnership(world, "KM-03")
        world.claim("look/sheets/M-001/bulan-2.xlsx")
        field = "statement_number"
    world.claim(one.path, one.subject, other.path, other.subject)
    other[field] = one[field]
    return [Expected("L10", other, field)]


def number_unusable(world: World, chance: Random) -> list[Expected]:
    """Words in place of a number."""
    line = world.pick(chance, [*world.lines("assignment"), *subjects.partner(world)])
    field = "spk_number" if "spk_number" in line.values else "statement_number"
    line[field] = chance.choice(["menyusul", "belum ada nomor"])
    return [Expected("L17", line, field)]


def pattern_unusable(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [line for line in world.lines("numbering") if "pattern" in line.values])
    line["pattern"] = chance.choice(["{urut:03}/{apa}/{tahun}", "560/{tahun}", "{urut/{tahun}"])
    return [Expected("L11", line, "pattern")]


def certificate_too_early(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-001")
    line["certificate_dated"] = date(2015, 7, chance.randint(1, 2))
    return [Expected("L13", line, "certificate_dated")]


def term_too_long(world: World, chance: Random) -> list[Expected]:
    line = _assignment(world, chance, "M-002")
    line["ends"] = date(2015, 11, 2)
    return [Expected("L14", line, "ends")]


def numbers_from_nowhere(world: World, chance: Random) -> list[Expected]:
    """Nobody said where the certificate's number comes from."""
    lines = [line for line in world.lines("numbering") if line["kind"] in ("Sertifikat", "SPM")]
    line = world.pick(chance, lines)
    office = subjects.office(world, line.text("office"))
    world.claim(f"{office['code']}/row", "M-001/letters")
    subjects.remove(world, line)
    return [Expected("L16", office, "code")]


def number_of_another_month(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [*world.lines("assignment"), *subjects.partner(world)])
    field = "spk_number" if "spk_number" in line.values else "statement_number"
    *head, _, year = line.text(field).split("/")
    line[field] = "/".join([*head, *chance.choice([("XI", year), ("I", year)])])
    return [Expected("L18", line, field)]


def number_of_another_year(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [*world.lines("assignment"), *subjects.partner(world)])
    field = "spk_number" if "spk_number" in line.values else "statement_number"
    *head, month, _ = line.text(field).split("/")
    line[field] = "/".join([*head, month, "2014"])
    return [Expected("L18", line, field)]


def roman_in_ones(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [*world.lines("assignment"), *subjects.partner(world)])
    field = "spk_number" if "spk_number" in line.values else "statement_number"
    *head, _, year = line.text(field).split("/")
    line[field] = "/".join([*head, chance.choice(["1", "11", "111"]), year])
    return [Expected("L19", line, field)]


KINDS = (
    spm_before_spk,
    spm_after_first_session,
    ends_before_start,
    spm_beyond_spk,
    not_insured,
    nobody_may_sign,
    signs_for_somebody_else,
    no_province_office,
    number_not_given,
    number_twice,
    number_unusable,
    pattern_unusable,
    certificate_too_early,
    term_too_long,
    numbers_from_nowhere,
    number_of_another_month,
    number_of_another_year,
    roman_in_ones,
)
