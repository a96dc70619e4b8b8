"""Faults of one cell: empty, broken, mistyped, of the wrong kind."""

from random import Random

from tests.faults import subjects
from tests.faults.books import ErrorValue, Formula, Line, Value, World
from tests.faults.expected import Expected

REQUIRED = (
    ("member", "sex"),
    ("facilitator", "education"),
    ("facilitator", "bank"),
    ("facilitator", "birth_place"),
    ("group", "business"),
    ("group", "village"),
    ("office", "city"),
    ("office", "letterhead"),
    ("basis", "number"),
    ("session", "venue"),
    ("session", "starts"),
    ("minutes", "chair"),
    ("minutes", "decisions"),
    ("minutes", "action"),
    ("discussion", "solution"),
    ("partnership", "representative"),
    ("partnership", "description"),
    ("partnership", "evidence"),
    ("obstacle", "text"),
    ("assignment", "allowance"),
    ("signer", "position"),
)
FREE_TEXT = (
    ("session", "venue"), ("obstacle", "cause"), ("group", "address"), ("discussion", "problem"), ("advice", "text"),
    ("minutes", "opening"), ("partnership", "address"), ("facilitator", "education"),
)  # fmt: skip
MONEY = (("group", "turnover_before"), ("group", "turnover_after"), ("assignment", "allowance"))
DATES = (("member", "birth_date"), ("discussion", "deadline"), ("minutes", "deadline"), ("basis", "dated"))
_LOOK_ALIKES = {"a": "\u0430", "e": "\u0435", "o": "\u043e"}
"""Latin vowels, one of which every text has, and the Cyrillic letters that look like them."""


def holders(world: World, form: str, field: str) -> list[Line]:
    """Lines and cards of a form that have a value in a field."""
    return [line for line in (*world.lines(form), *world.cards(form)) if line[field] is not None]


def _somewhere(world: World, chance: Random, fields: tuple[tuple[str, str], ...]) -> tuple[Line, str]:
    form, field = chance.choice(fields)
    return world.pick(chance, holders(world, form, field)), field


def _put(world: World, chance: Random, code: str, fields: tuple[tuple[str, str], ...], value: Value) -> list[Expected]:
    """One of the fields holds this value, and the cell is told so."""
    line, field = _somewhere(world, chance, fields)
    line[field] = value
    return [Expected(code, line, field)]


def required_empty(world: World, chance: Random) -> list[Expected]:
    return _put(world, chance, "G40", REQUIRED, None)


def required_blanks(world: World, chance: Random) -> list[Expected]:
    return _put(world, chance, "G40", REQUIRED, chance.choice(["   ", "\u00a0", " \u00a0 "]))


def required_nothing_meant(world: World, chance: Random) -> list[Expected]:
    fields = tuple(pair for pair in REQUIRED if pair[1] in ("bank", "city", "village", "business", "evidence", "venue"))
    return _put(world, chance, "G40", fields, chance.choice(["-", "--", "NULL", "n/a", "nihil", "tidak ada"]))


def error_value(world: World, chance: Random) -> list[Expected]:
    fields = (*FREE_TEXT, *MONEY, ("minutes", "present"), ("member", "sex"), ("group", "workers_before"))
    return _put(
        world, chance, "G41", fields, ErrorValue(chance.choice(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"]))
    )


def never_calculated(world: World, chance: Random) -> list[Expected]:
    fields = (*MONEY, ("minutes", "present"), ("group", "workers_after"), ("obstacle", "cause"))
    return _put(world, chance, "G42", fields, Formula("=4500000+3"))


def control_character(world: World, chance: Random) -> list[Expected]:
    line, field = _somewhere(world, chance, FREE_TEXT)
    line[field] = line.text(field) + "\x7f."
    return [Expected("G43", line, field)]


def invisible_character(world: World, chance: Random) -> list[Expected]:
    """A zero-width space within, or a Cyrillic letter that looks like the Latin one in its place."""
    fields = (("group", "business"), ("group", "village"), ("partnership", "partner"), ("facilitator", "address"))
    line, field = _somewhere(world, chance, fields)
    text = line.text(field)
    letter = next(letter for letter in text if letter in _LOOK_ALIKES)
    line[field] = chance.choice([text[:3] + "\u200b" + text[3:], text.replace(letter, _LOOK_ALIKES[letter], 1)])
    return [Expected("G20", line, field)]


def covered_by_merge(world: World, chance: Random) -> list[Expected]:
    sheet = world.sheet("member")
    lines = quiet = subjects.quiet_members(world)
    first = world.pick(chance, lines[:-1])
    second = quiet[quiet.index(first) + 1]
    world.claim(second.path, second.subject)
    first["address"], second["address"] = "RT 01 RW 02", None
    sheet.look.merged.append((first.key, "address"))
    return [Expected("G45", second, "address")]


def identity_as_number(world: World, chance: Random) -> list[Expected]:
    """Excel keeps fifteen digits of a number; the rest become zeros."""
    form, field = chance.choice([("member", "nik"), ("facilitator", "nik"), ("signer", "nip")])
    line = world.pick(chance, holders(world, form, field))
    digits = line.text(field)
    line[field] = int(digits[:15] + "0" * (len(digits) - 15))
    return [Expected("G46", line, field)]


def nik_impossible(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, [*world.lines("member"), *world.lines("facilitator")])
    nik = line.text("nik")
    wrong = {
        "short": nik[:-1], "long": nik + "1", "day": nik[:6] + "32" + nik[8:], "month": nik[:8] + "13" + nik[10:],
        "serial": nik[:12] + "0000", "same digits": "3" * 16, "staircase": "1234567890123456",
        "scientific": "3,36901E+15", "letters": nik[:10] + "OO" + nik[12:],
    }  # fmt: skip
    line["nik"] = wrong[chance.choice(list(wrong))]
    return [Expected("G47", line, "nik")]


def nip_impossible(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("signer"))
    nip = line.text("nip")
    line["nip"] = chance.choice([nip[:-1], nip[:4] + "13" + nip[6:], nip[:14] + "3" + nip[15:], nip[:15] + "000"])
    return [Expected("G48", line, "nip")]


def npwp_unreadable(world: World, chance: Random) -> list[Expected]:
    value = chance.choice(["01.234.567.8-501", "belum punya nomor", "01.234.567.8-501.0001234"])
    return _put(world, chance, "G49", (("facilitator", "npwp"),), value)


def phone_unreadable(world: World, chance: Random) -> list[Expected]:
    fields = (("facilitator", "phone"), ("member", "phone"), ("partnership", "phone"))
    return _put(world, chance, "G50", fields, chance.choice(["12345", "tanya ketua", "0812"]))


def date_unreadable(world: World, chance: Random) -> list[Expected]:
    value = chance.choice(["31 Juni 2015", "30/02/2015", "minggu depan", "32 Mei 2015", "5 Maret"])
    return _put(world, chance, "G51", (*DATES, ("assignment", "certificate_dated")), value)


def range_where_none_is_allowed(world: World, chance: Random) -> list[Expected]:
    return _put(world, chance, "G51", DATES, "28-30 Agustus 2014")


def time_unreadable(world: World, chance: Random) -> list[Expected]:
    fields = (("session", "starts"), ("session", "ends"))
    return _put(world, chance, "G52", fields, chance.choice(["25.00", "pagi", "09.75", "sesudah Asar"]))


def money_unreadable(world: World, chance: Random) -> list[Expected]:
    return _put(world, chance, "G53", MONEY, chance.choice(["naik dua kali lipat", "sekitar sejuta", "Rp1.2.3"]))


def integer_unreadable(world: World, chance: Random) -> list[Expected]:
    fields = (("group", "workers_before"), ("group", "workers_after"), ("minutes", "present"))
    values: list[Value] = ["banyak", -3, 7.5, "sepuluhan"]
    return _put(world, chance, "G54", fields, chance.choice(values))


def not_in_list(world: World, chance: Random) -> list[Expected]:
    fields = (
        ("group", "sector"), ("member", "background"), ("member", "sex"), ("member", "position"), ("office", "paper"),
        ("partnership", "partner_kind"), ("partnership", "cooperation"), ("obstacle", "kind"), ("session", "activity"),
        ("plan", "activity"),
    )  # fmt: skip
    return _put(world, chance, "G55", fields, chance.choice(["Pertambangan", "X", "lain-lain sekali"]))


def presence_unknown(world: World, chance: Random) -> list[Expected]:
    """In a list, or in a matrix."""
    lines = [*world.lines("attendance"), *world.lines("attendance_matrix")]
    line = world.pick(chance, lines)
    field = chance.choice([name for name in line.values if name not in ("number", "name")])
    line[field] = chance.choice(["X", "?", "datang terlambat"])
    return [Expected("G55", line, field)]


def code_is_personal(world: World, chance: Random) -> list[Expected]:
    """One more office, with somebody's number for a code."""
    world.claim("penugasan.xlsx/personal code")
    code, name = f"336901{chance.randint(10, 28)}01809099", "Dinas Tenaga Kerja Provinsi Lain"
    line = world.append(world.sheet("office"), subjects.office(world, "P-33"), code=code, name=name)
    return [Expected("G57", line, "code")]


def placeholder_left(world: World, chance: Random) -> list[Expected]:
    text = chance.choice(
        ["[nama]", "{nama}", "${nama}", "{{ nama }}", "##nama##", "<nama>", "……", "xxxxx", "isi di sini"]
    )
    return _put(world, chance, "G35", FREE_TEXT, text)


def thousands_by_comma(world: World, chance: Random) -> list[Expected]:
    return _put(world, chance, "G39", MONEY, chance.choice(["Rp300,000", "450,000", "Rp 875,000"]))


def identity_by_formula(world: World, chance: Random) -> list[Expected]:
    form, field = chance.choice([("member", "nik"), ("facilitator", "account"), ("member", "phone")])
    line = world.pick(chance, holders(world, form, field))
    line[field] = Formula(f'="{line.text(field)[:4]}"&"{line.text(field)[4:]}"', line.text(field))
    return [Expected("G59", line, field)]


def personal_number_in_text(world: World, chance: Random) -> list[Expected]:
    form, field = chance.choice([("obstacle", "text"), ("discussion", "problem"), ("session", "outcome")])
    line = world.pick(chance, holders(world, form, field))
    line[field] = f"{line.text(field)} NIK 3369011203809{chance.randint(100, 999)}."
    return [Expected("P01", line, field)]


KINDS = (
    required_empty,
    required_blanks,
    required_nothing_meant,
    error_value,
    never_calculated,
    control_character,
    invisible_character,
    covered_by_merge,
    identity_as_number,
    nik_impossible,
    nip_impossible,
    npwp_unreadable,
    phone_unreadable,
    date_unreadable,
    range_where_none_is_allowed,
    time_unreadable,
    money_unreadable,
    integer_unreadable,
    not_in_list,
    presence_unknown,
    code_is_personal,
    placeholder_left,
    thousands_by_comma,
    identity_by_formula,
    personal_number_in_text,
)
