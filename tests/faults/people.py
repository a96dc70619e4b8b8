"""Faults about people and groups: numbers against birth and sex, one person twice, sizes, ages, offices."""

from datetime import date
from random import Random

from tests.faults import subjects
from tests.faults.books import World, first
from tests.faults.expected import Expected
from tests.samples.world import nik


def one_nik_twice(world: World, chance: Random) -> list[Expected]:
    """The same person in two rows of the list, of one group or of two."""
    one, other = sorted((world.pick(chance, subjects.members(world)) for _ in range(2)), key=_row)
    for name in ("nik", "sex", "birth_date"):
        other[name] = one[name]
    return [Expected("G80", other, "nik")]


def _row(line: object) -> int:
    return int(str(getattr(line, "path", "")).rsplit("/", 1)[-1])


def sex_against_nik(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.members(world))
    line["sex"] = "L" if line["sex"] == "P" else "P"
    return [Expected("G81", line, "sex")]


def birth_against_nik(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.members(world))
    born = line.day("birth_date")
    line["birth_date"] = chance.choice([born.replace(year=born.year - 1), born.replace(day=born.day % 28 + 1)])
    return [Expected("G82", line, "birth_date")]


def facilitator_sex_against_nik(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("facilitator"))
    line["sex"] = "L" if line["sex"] == "P" else "P"
    return [Expected("G81", line, "sex")]


def facilitator_birth_against_nik(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("facilitator"))
    line["birth_date"] = line.day("birth_date").replace(day=23)
    return [Expected("G82", line, "birth_date")]


def without_assignment(world: World, chance: Random) -> list[Expected]:
    world.claim("M-002")
    subjects.remove(world, subjects.assignment(world, "M-002"))
    return [Expected("G83", subjects.person(world, "M-002"), "code")]


def without_groups(world: World, chance: Random) -> list[Expected]:
    world.claim("M-002", "K-03")
    for line in (subjects.group(world, "K-03"), *subjects.quiet_members(world)):
        subjects.remove(world, line)
    return [Expected("G84", subjects.person(world, "M-002"), "code")]


def without_members(world: World, chance: Random) -> list[Expected]:
    world.claim("K-03")
    for line in subjects.quiet_members(world):
        subjects.remove(world, line)
    return [Expected("G85", subjects.group(world, "K-03"), "code")]


def group_too_small(world: World, chance: Random) -> list[Expected]:
    world.claim("K-03")
    for line in subjects.quiet_members(world)[4:]:
        subjects.remove(world, line)
    return [Expected("G86", subjects.group(world, "K-03"), "code")]


def group_too_big(world: World, chance: Random) -> list[Expected]:
    world.claim("K-03")
    pattern = subjects.quiet_members(world)[5]
    for number in range(7, 27):
        born = date(1970 + number, 2, number)
        line = world.sheet("member").add(f"K-03/member/{number}", **pattern.values)
        line["number"], line["name"], line["birth_date"] = (
            number,
            f"Anggota {'abcdefghijklmnopqrstuvwxyz'[number - 1] * 7}",
            born,
        )
        line["nik"] = nik("3369", 1, born, line.text("sex"), 9300 + number)
    return [Expected("G86", subjects.group(world, "K-03"), "code")]


def age_outside(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.members(world))
    line["birth_date"] = born = chance.choice([date(1950, 3, 4), date(1999, 9, 9), date(2001, 1, 2)])
    line["nik"] = nik("3369", 1, born, line.text("sex"), 9400 + chance.randint(0, 99))
    return [Expected("G87", line, "birth_date")]


def two_spellings(world: World, chance: Random) -> list[Expected]:
    """One person in two groups under two numbers: same birth date, nearly the same name."""
    (one,) = [world.pick(chance, subjects.members(world, chance.choice(["K-01", "K-02"])))]
    other = world.pick(chance, subjects.quiet_members(world))
    world.claim("K-03/names")
    name = one.text("name")
    other["name"] = chance.choice([name.upper(), f"{name}i", name.replace("i", "y", 1), f"Hj. {name}"])
    other["sex"], other["birth_date"] = one["sex"], one["birth_date"]
    other["nik"] = nik("3369", 2, one.day("birth_date"), one.text("sex"), 9500 + chance.randint(0, 99))
    return [Expected("G88", other, "name")]


def two_chairs(world: World, chance: Random) -> list[Expected]:
    lines = subjects.members(world, chance.choice(["K-01", "K-02", "K-03"]))
    chair = first(lines)
    world.claim(chair.path, f"{chair['group']}/chair")
    second = world.pick(chance, lines[1:])
    second["position"] = "Ketua"
    return [Expected("G89", second, "position")]


def no_chair(world: World, chance: Random) -> list[Expected]:
    code = chance.choice(["K-01", "K-02", "K-03"])
    line = first(subjects.members(world, code))
    world.claim(line.path, line.subject, f"{code}/chair", f"{code}/row")
    line["position"] = chance.choice(["Anggota", None])
    return [Expected("G89", subjects.group(world, code), "code")]


def two_facilitators_one_nik(world: World, chance: Random) -> list[Expected]:
    """The second's birth and sex agree with the number, so that only the doubling is wrong."""
    one, other = subjects.person(world), subjects.person(world, "M-002")
    world.claim(one.path, one.subject, other.path, other.subject)
    for name in ("nik", "sex", "birth_date"):
        other[name] = one[name]
    return [Expected("G90", other, "nik")]


def member_is_facilitator(world: World, chance: Random) -> list[Expected]:
    facilitator = world.pick(chance, world.lines("facilitator"))
    line = world.pick(chance, subjects.members(world))
    for name in ("nik", "sex", "birth_date"):
        line[name] = facilitator[name]
    return [Expected("G91", line, "nik")]


def one_account_twice(world: World, chance: Random) -> list[Expected]:
    one, other = subjects.person(world), subjects.person(world, "M-002")
    world.claim(one.path, one.subject, other.path, other.subject)
    other["account"] = one["account"]
    return [Expected("G92", other, "account")]


def account_of_another(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("facilitator"))
    line["account_holder"] = chance.choice(["Bambang Wicaksono", "CV Dana Lancar", "Rahayu"])
    return [Expected("G93", line, "account_holder")]


def another_name_on_the_card(world: World, chance: Random) -> list[Expected]:
    """The month's identity card has M-001's code and somebody else's name."""
    card = world.pick(chance, world.cards("month_card"))
    card["name"] = chance.choice(["Hartini Wulandari", "Drs. H. Agus Supriyadi"])
    return [Expected("G79", card, "name")]


def npwp_like_another_nik(world: World, chance: Random) -> list[Expected]:
    """Since 2022 a person's NPWP of sixteen digits is the NIK."""
    line = world.pick(chance, world.lines("facilitator"))
    nik_of = line.text("nik")
    line["npwp"] = f"{nik_of[:12]}9{nik_of[13:15]}7"
    return [Expected("G96", line, "npwp")]


def group_elsewhere(world: World, chance: Random) -> list[Expected]:
    """In another district than the one to which the facilitator is assigned."""
    line = world.pick(chance, world.lines("group"))
    world.claim(f"{line['facilitator']}/assignment")
    line["district"] = chance.choice(["Kabupaten Teluk Padang", "Kota Semarang", "Kab. Wonosari Lor"])
    return [Expected("G94", line, "district")]


KINDS = (
    one_nik_twice,
    sex_against_nik,
    birth_against_nik,
    facilitator_sex_against_nik,
    facilitator_birth_against_nik,
    without_assignment,
    without_groups,
    without_members,
    group_too_small,
    group_too_big,
    age_outside,
    two_spellings,
    two_chairs,
    no_chair,
    two_facilitators_one_nik,
    member_is_facilitator,
    one_account_twice,
    account_of_another,
    another_name_on_the_card,
    npwp_like_another_nik,
    group_elsewhere,
)
