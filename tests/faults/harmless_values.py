"""Other spellings of a right value: the standard ones are not worth a word, the others are told in a note."""

from collections.abc import Callable
from datetime import date, datetime, time
from random import Random

from pipeline import indonesian
from tests.faults import subjects
from tests.faults.books import Formula, Value, World
from tests.faults.cells import DATES, MONEY, holders
from tests.faults.expected import Expected
from tests.faults.world import MOTIVATION

_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des")
_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December")  # fmt: skip
_OLD = {2: "Pebruari", 11: "Nopember"}
_DAYS = (*DATES, ("session", "held_on"), ("attendance", "held_on"), ("partnership", "evidence_dated"),
         ("delivery", "made_on"), ("signer", "valid_from"), ("assignment", "insured_to"))  # fmt: skip


def _respelled(
    world: World, chance: Random, fields: tuple[tuple[str, str], ...], spell: Callable[[Value], Value], *codes: str
) -> list[Expected]:
    form, field = chance.choice(fields)
    line = world.pick(chance, holders(world, form, field))
    line[field] = spell(line[field])
    return [Expected(code, line, field) for code in codes]


def date_in_standard(world: World, chance: Random) -> list[Expected]:
    def spell(day: Value) -> Value:
        assert isinstance(day, date)
        words = f"{day.day} {indonesian.MONTHS[day.month - 1]} {day.year}"
        weekday = indonesian.weekday(day)
        return chance.choice([words, f"{day:%d/%m/%Y}", f"{weekday}, {words}", f"{weekday}, {day:%d/%m/%Y}"])

    return _respelled(world, chance, _DAYS, spell)


def date_otherwise(world: World, chance: Random) -> list[Expected]:
    def spell(day: Value) -> Value:
        assert isinstance(day, date)
        month, weekday = indonesian.MONTHS[day.month - 1], indonesian.weekday(day)
        options: list[Value] = [
            day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}",
            f"{day.day} {_ENGLISH[day.month - 1]} {day.year}" if day.month not in (4, 9, 11) else day.isoformat(),
            f"{weekday}/{day.day} {month} {day.year}", f"{day.day} {month.upper()} {day.year}",
            f"{day.day} {_SHORT[day.month - 1]} {day.year}" if day.month != 5 else f"{day:%d-%m-%Y}",
        ]  # fmt: skip
        if day.month in _OLD:
            options.append(f"{day.day} {_OLD[day.month]} {day.year}")
        if weekday == "Jumat":
            options += [f"{spelt}, {day.day} {month} {day.year}" for spelt in ("Jum'at", "Juma't")]
        if weekday == "Minggu":
            options.append(f"Ahad, {day.day} {month} {day.year}")
        return chance.choice(options)

    return _respelled(world, chance, _DAYS, spell, "G38")


def date_with_two_digit_year(world: World, chance: Random) -> list[Expected]:
    fields = (("minutes", "deadline"), ("discussion", "deadline"), ("delivery", "made_on"), ("attendance", "held_on"))
    return _respelled(world, chance, fields, lambda day: f"{day:%d/%m/%y}", "G38")


def _serial(day: Value) -> Value:
    assert isinstance(day, date)
    return (day - date(1899, 12, 30)).days


def date_as_serial(world: World, chance: Random) -> list[Expected]:
    """The column was formatted as a number."""
    return _respelled(world, chance, _DAYS, _serial, "G38")


def date_with_midnight(world: World, chance: Random) -> list[Expected]:
    """What a real date may look like after an import."""
    fields = (("basis", "dated"), ("member", "birth_date"))
    return _respelled(world, chance, fields, lambda day: datetime(day.year, day.month, day.day))  # type: ignore[union-attr]


def period_in_one_cell(world: World, chance: Random) -> list[Expected]:
    """Both ends of a cooperation in the cell of its start."""
    card = world.pick(chance, subjects.partner(world))
    first, last = card.day("starts"), card.day("ends")
    words = [f"{day.day} {indonesian.MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    card["starts"], card["ends"] = chance.choice([" s.d. ", " - ", " s/d ", " sampai dengan "]).join(words), None
    return [Expected("G58", card, "starts")]


def _amount(value: Value) -> int:
    assert isinstance(value, str)
    return int(value.removeprefix("Rp").removesuffix(",00").replace(".", ""))


def money_in_standard(world: World, chance: Random) -> list[Expected]:
    def spell(value: Value) -> Value:
        amount = _amount(value)
        grouped = f"{amount:,}".replace(",", ".")
        options: list[Value] = [amount, str(amount), grouped, f"Rp{grouped}", f"Rp{grouped},00"]
        return chance.choice(options)

    return _respelled(world, chance, (*MONEY, ("partnership", "value")), spell)


def money_otherwise(world: World, chance: Random) -> list[Expected]:
    def spell(value: Value) -> Value:
        grouped = f"{_amount(value):,}".replace(",", ".")
        return chance.choice(
            [
                f"Rp. {grouped},-",
                f"Rp.{grouped},00",
                f"Rp {grouped}",
                f"Rp.{grouped},-",
                f"rp {grouped},-",
                f"Rp{grouped.replace('.', ',')}",
            ]
        )

    return _respelled(world, chance, (*MONEY, ("partnership", "value")), spell, "G38")


def money_with_words(world: World, chance: Random) -> list[Expected]:
    def spell(value: Value) -> Value:
        amount = _amount(value)
        grouped = f"{amount:,}".replace(",", ".")
        return f"Rp.{grouped},- ({indonesian.in_words(amount).title()} Rupiah)"

    return _respelled(world, chance, (("partnership", "value"), ("assignment", "allowance")), spell, "G38")


def time_in_standard(world: World, chance: Random) -> list[Expected]:
    return _respelled(world, chance, (("session", "starts"), ("session", "ends")), _real_time)


def _real_time(value: Value) -> Value:
    hours, minutes = str(value).split(".")
    return time(int(hours), int(minutes))


def time_otherwise(world: World, chance: Random) -> list[Expected]:
    def spell(value: Value) -> Value:
        return chance.choice([f"{value} WIB", str(value).replace(".", ":"), f"{str(value).replace('.', ':')} WIB"])

    return _respelled(world, chance, (("session", "starts"), ("session", "ends")), spell, "G38")


def choice_in_other_case(world: World, chance: Random) -> list[Expected]:
    """Case and blanks do not matter."""
    fields = (("group", "sector"), ("member", "background"), ("session", "activity"), ("obstacle", "kind"),
              ("member", "position"), ("evidence", "kind"))  # fmt: skip
    return _respelled(
        world, chance, fields, lambda text: chance.choice([str(text).upper(), str(text).lower(), f" {text}  "])
    )


def choice_by_synonym(world: World, chance: Random) -> list[Expected]:
    synonyms = {
        "Industri Kreatif": "Kreatif", "Jasa": "Perdagangan", "Penganggur": "belum bekerja", "Sekretaris": "sekertaris",
        MOTIVATION: "Motivasi", "Foto": "dokumentasi", "Permasalahan": "masalah",
        "Kendala": "hambatan", "Langsung": "Definitif", "Pusat": "Balai", "Bulanan": "laporan bulanan",
    }  # fmt: skip
    fields = ("sector", "background", "position", "activity", "kind", "level")
    forms = ("group", "member", "session", "evidence", "obstacle", "signer", "office", "delivery")
    found = [(line, name) for form in forms for line in world.lines(form) for name in fields if line[name] in synonyms]
    line = world.pick(chance, [line for line, _ in found])
    name = next(name for other, name in found if other is line)
    line[name] = synonyms[str(line[name])]
    return [Expected("G38", line, name)]


def sex_otherwise(world: World, chance: Random) -> list[Expected]:
    spelt = {
        "L": ("Laki-laki", "LAKI-LAKI", "Lk", "Laki - laki", "Pria"),
        "P": ("Perempuan", "PEREMPUAN", "Pr", "Wanita"),
    }
    return _respelled(
        world, chance, (("member", "sex"), ("facilitator", "sex")), lambda sex: chance.choice(spelt[str(sex)]), "G38"
    )


def sex_in_small_letters(world: World, chance: Random) -> list[Expected]:
    return _respelled(world, chance, (("member", "sex"),), lambda sex: f" {str(sex).lower()} ")


def presence_otherwise(world: World, chance: Random) -> list[Expected]:
    spelt = {"H": ("Hadir", "v", "✓", "√", "HADIR"), "I": ("Izin", "Ijin"), "S": ("Sakit",), "A": ("Alpa", "Alpha")}
    line = world.pick(chance, [*world.lines("attendance"), *world.lines("attendance_matrix")])
    field = chance.choice([name for name in line.values if name not in ("number", "name")])
    line[field] = chance.choice(spelt[line.text(field)])
    return [Expected("G38", line, field)]


def presence_in_small_letters(world: World, chance: Random) -> list[Expected]:
    return _respelled(world, chance, (("attendance", "presence"),), lambda mark: str(mark).lower())


def blanks_around(world: World, chance: Random) -> list[Expected]:
    """Leading, trailing, doubled and no-break spaces."""
    fields = (("member", "name"), ("group", "village"), ("session", "venue"), ("member", "nik"), ("group", "code"),
              ("session", "code"), ("obstacle", "cause"), ("partnership", "partner"), ("signer", "nip"))  # fmt: skip

    def spell(text: Value) -> Value:
        return chance.choice([f" {text}", f"{text}  ", f"{text}\u00a0", str(text).replace(" ", "\u00a0"), f"\t{text}"])

    return _respelled(world, chance, fields, spell)


def phone_in_standard(world: World, chance: Random) -> list[Expected]:
    def spell(phone: Value) -> Value:
        digits = "".join(filter(str.isdigit, str(phone)))
        return chance.choice([f"{digits[:4]}-{digits[4:8]}-{digits[8:]}", digits])

    return _respelled(world, chance, (("member", "phone"),), spell)


def phone_from_abroad(world: World, chance: Random) -> list[Expected]:
    """Papers print it with its nought."""

    def spell(phone: Value) -> Value:
        digits = "".join(filter(str.isdigit, str(phone)))
        return chance.choice([f"+62 {digits[1:4]} {digits[4:]}", f"+62{digits[1:]}"])

    return _respelled(world, chance, (("member", "phone"),), spell, "G38")


def identity_in_groups(world: World, chance: Random) -> list[Expected]:
    """A number as cards print it; a NIP is printed in groups by the letters, too."""

    def spell(number: Value) -> Value:
        text = str(number)
        return chance.choice([" ", ".", "-"]).join((text[:6], text[6:12], text[12:]))

    return _respelled(world, chance, (("member", "nik"), ("facilitator", "nik")), spell, "G38")


def phone_without_nought(world: World, chance: Random) -> list[Expected]:
    """Excel has eaten the nought."""
    return _respelled(world, chance, (("member", "phone"),), lambda phone: int(str(phone)), "G38")


def nothing_in_optional(world: World, chance: Random) -> list[Expected]:
    fields = (("member", "phone"), ("group", "address"), ("member", "address"), ("facilitator", "npwp"),
              ("group", "permits_before"), ("partnership", "phone"), ("group", "turnover_before"))  # fmt: skip
    empty = chance.choice(["-", "--", "NULL", "nihil", "n/a", "tidak ada"])
    return _respelled(world, chance, fields, lambda _: empty, "G37")


def nihil_is_text(world: World, chance: Random) -> list[Expected]:
    """In free text that there was nothing is an answer."""
    fields = (("obstacle", "cause"), ("obstacle", "solution"), ("session", "outcome"))
    return _respelled(world, chance, fields, lambda _: chance.choice(["nihil", "Tidak ada"]))


def name_in_braces_is_text(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, holders(world, "obstacle", "cause"))
    line["cause"] = f"{line.text('cause')} Lihat {{nama}} dan [lampiran] <b>."
    return []


def calculated(world: World, chance: Random) -> list[Expected]:
    """A formula whose result Excel has stored is as good as the value."""
    fields = (("group", "workers_before"), ("group", "workers_after"), ("minutes", "present"))
    return _respelled(world, chance, fields, lambda value: Formula(f"={value}+0", value))  # type: ignore[arg-type]


KINDS = (
    date_in_standard,
    date_otherwise,
    date_with_two_digit_year,
    date_as_serial,
    date_with_midnight,
    period_in_one_cell,
    money_in_standard,
    money_otherwise,
    money_with_words,
    time_in_standard,
    time_otherwise,
    choice_in_other_case,
    choice_by_synonym,
    sex_otherwise,
    sex_in_small_letters,
    presence_otherwise,
    presence_in_small_letters,
    blanks_around,
    phone_in_standard,
    phone_from_abroad,
    identity_in_groups,
    phone_without_nought,
    nothing_in_optional,
    nihil_is_text,
    name_in_braces_is_text,
    calculated,
)
