"""Faults about days and hours."""

from datetime import date, timedelta
from random import Random

from pipeline import indonesian
from tests.faults import subjects
from tests.faults.books import Book, Line, World
from tests.faults.expected import Expected


def wrong_weekday(world: World, chance: Random) -> list[Expected]:
    lines = [*world.lines("session"), *world.lines("discussion"), *world.lines("basis"), *subjects.members(world)]
    line = world.pick(chance, lines)
    field = next(name for name in ("held_on", "deadline", "dated", "birth_date") if name in line.values)
    day = line.day(field)
    other = indonesian.weekday(day + timedelta(days=chance.randint(1, 6)))
    line[field] = f"{other}, {day.day} {indonesian.MONTHS[day.month - 1]} {day.year}"
    return [Expected("C01", line, field)]


def matrix_day_without_session(world: World, chance: Random) -> list[Expected]:
    sheet = subjects.matrix(world, "K-02")
    world.claim(sheet.path, "K-02/2")
    sheet.across.append("12/06/2015")
    for line in sheet.lines:
        line["12/06/2015"] = "H"
    return [Expected("C02", sheet, "12/06/2015")]


def matrix_day_with_two_sessions(world: World, chance: Random) -> list[Expected]:
    """One session moves to the afternoon of another one's day; the matrix has that day once."""
    world.claim("K-02/2", "counts/2/K-02")
    one, other = [line for line in subjects.sessions(world, 2) if line["group"] == "K-02"][:2]
    sheet = subjects.matrix(world, "K-02")
    gone = f"{other.day('held_on'):%d/%m/%Y}"
    sheet.across.remove(gone)
    for line in sheet.lines:
        del line.values[gone]
    other["held_on"], other["starts"], other["ends"] = one["held_on"], "13.00", "15.00"
    return [Expected("C03", sheet, f"{one.day('held_on'):%d/%m/%Y}")]


def after_the_term(world: World, chance: Random) -> list[Expected]:
    session = world.pick(chance, subjects.spares(world, 2))
    subjects.move(world, session, date(2015, 7, chance.randint(6, 20)))
    return [Expected("C10", session, "held_on")]


def before_the_term(world: World, chance: Random) -> list[Expected]:
    """Before the SPM, too, but that is told once."""
    session = world.pick(chance, subjects.spares(world, 1))
    subjects.move(world, session, date(2015, 5, 2))
    return [Expected("C10", session, "held_on")]


def in_another_month(world: World, chance: Random) -> list[Expected]:
    month = chance.choice([1, 2])
    session = world.pick(chance, subjects.spares(world, month))
    subjects.move(world, session, date(2015, 6, 11) if month == 1 else date(2015, 6, 2))
    return [Expected("C11", session, "held_on")]


def year_mistyped(world: World, chance: Random) -> list[Expected]:
    """Outside the term, and in the future, too: told once."""
    session = world.pick(chance, subjects.spares(world, 2))
    subjects.move(world, session, session.day("held_on").replace(year=2016))
    return [Expected("C10", session, "held_on")]


def not_yet(world: World, chance: Random) -> list[Expected]:
    """M-002's first workbook has a session that is still to come; what is missing so far is counted in notes."""
    world.claim("M-002", "K-03")
    pattern = world.pick(chance, subjects.sessions(world))
    path = "M-002/bulan-1.xlsx"
    book = world.books[path] = Book(path, "monthly/1")
    card = Line({"facilitator": "M-002", "name": None, "month": 1}, f"{path}/Identitas", "M-002/month/1")
    book.add("month_card", "Identitas", "IDENTITAS", card)
    values = {**pattern.values, "group": "K-03", "held_on": date(2015, 8, chance.randint(4, 28))}
    session = book.add("session", "Pertemuan", "DAFTAR PERTEMUAN").add("K-03/1/S-01", **values)
    return [Expected("C12", session, "held_on"), Expected("A03", card, "month")]


def ends_before_it_starts(world: World, chance: Random) -> list[Expected]:
    session = world.pick(chance, subjects.sessions(world))
    session["ends"] = chance.choice(["08.00", "09.00", "01.30"])
    return [Expected("C13", session, "ends")]


def overlap(world: World, chance: Random) -> list[Expected]:
    """The spare session is held while another one of the same motivator lasts."""
    month = chance.choice([1, 2])
    session = world.pick(chance, subjects.spares(world, month))
    others = [line for line in subjects.sessions(world, month) if line["group"] != session["group"]]
    other = world.pick(chance, others)
    subjects.move(world, session, other.day("held_on"))
    session["starts"], session["ends"] = "10.30", "12.00"
    return [Expected("C14", session, "starts")]


def month_beyond_term(world: World, chance: Random) -> list[Expected]:
    """Month 2 calls itself month 3."""
    world.claim("M-001", "K-01", "K-02", "M-001/bulan-2.xlsx", "M-001/bulan-1.xlsx")
    card = subjects.month_card(world, 2)
    card["month"] = 3
    return [Expected("C15", card, "month"), Expected("A04", subjects.assignment(world), "facilitator")]


def copied_resume(world: World, chance: Random) -> list[Expected]:
    """The later session of a group tells what an earlier one told."""
    group = chance.choice(["K-01", "K-02"])
    lines = [line for line in world.lines("session") if line["group"] == group and line["resume"]]
    one, other = sorted((world.pick(chance, lines) for _ in range(2)), key=_held)
    other["resume"] = chance.choice([one.text("resume"), one.text("resume").upper(), f"  {one.text('resume')} "])
    return [Expected("C17", other, "resume")]


def _held(line: Line) -> date:
    return line.day("held_on")


KINDS = (
    wrong_weekday,
    matrix_day_without_session,
    matrix_day_with_two_sessions,
    after_the_term,
    before_the_term,
    in_another_month,
    year_mistyped,
    not_yet,
    ends_before_it_starts,
    overlap,
    month_beyond_term,
    copied_resume,
)
