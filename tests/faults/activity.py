"""Faults about targets and evidence, attendance lists, and when reports were made."""

from datetime import date
from random import Random

from tests.faults import subjects
from tests.faults.books import Line, Sheet, World
from tests.faults.expected import Expected
from tests.faults.world import DYNAMICS


def session_missing(world: World, chance: Random) -> list[Expected]:
    """The only dynamics session of a group in a month was not held."""
    lines = [line for line in world.lines("session") if line["activity"] == DYNAMICS]
    session = world.pick(chance, lines)
    subjects.needed(world, session)
    book = world.book_of(world.sheet_of(session))
    _remove_presences(world, session)
    for form in ("session", "discussion", "evidence"):
        for line in world.about(session.subject, form):
            subjects.remove(world, line)
    (card,) = (sheet.card for sheet in book.of("month_card") if sheet.card)
    return [Expected("A01", card, "month"), subjects.no_certificate(world)]


def _remove_presences(world: World, session: Line) -> None:
    for sheet in world.sheets("attendance"):
        if sheet.card and sheet.card.subject == session.subject:
            subjects.remove_sheet(world, sheet)
    column = _column(world, session)
    if column:
        sheet, heading = column
        sheet.across.remove(heading)
        for line in sheet.lines:
            del line.values[heading]


def _column(world: World, session: Line) -> tuple[Sheet, str] | None:
    """A session's column in a matrix."""
    headings = (session.text("code"), f"{session.day('held_on'):%d/%m/%Y}")
    found = (
        (sheet, heading)
        for sheet in world.sheets("attendance_matrix")
        for heading in headings
        if sheet.card and sheet.card["group"] == session["group"] and heading in sheet.across
        if subjects.month_of(session) == 2
    )
    return next(found, None)


def _unproved(world: World, session: Line) -> list[Expected]:
    """What a session without one of its proofs leads to."""
    if subjects.needed(world, session):
        return [Expected("A02", session, "code"), subjects.no_certificate(world)]
    return [Expected("A05", session, "code")]


def no_photo(world: World, chance: Random) -> list[Expected]:
    session = world.pick(chance, world.lines("session"))
    expected = _unproved(world, session)
    subjects.remove(world, subjects.photo(world, session))
    return expected


def no_minutes(world: World, chance: Random) -> list[Expected]:
    session = world.pick(chance, [line for line in world.lines("session") if subjects.minutes(world, line)])
    expected = _unproved(world, session)
    sheet = subjects.minutes(world, session)
    assert sheet
    subjects.remove_sheet(world, sheet)
    return expected


def no_discussion(world: World, chance: Random) -> list[Expected]:
    lines = [line for line in world.lines("session") if world.about(line.subject, "discussion")]
    session = world.pick(chance, lines)
    expected = _unproved(world, session)
    for line in world.about(session.subject, "discussion"):
        subjects.remove(world, line)
    return expected


def no_list(world: World, chance: Random) -> list[Expected]:
    """Nobody's attendance was noted; the minutes' head count then has nothing to be compared with."""
    session = world.pick(chance, world.lines("session"))
    world.claim(f"{session['group']}/{subjects.month_of(session)}/matrix")
    expected = _unproved(world, session)
    _remove_presences(world, session)
    return expected


def no_lesson(world: World, chance: Random) -> list[Expected]:
    """A motivation session without lesson or resume."""
    session = world.pick(chance, [line for line in world.lines("session") if line["lesson"]])
    expected = _unproved(world, session)
    session[chance.choice(["lesson", "resume"])] = None
    return expected


def month_missing(world: World, chance: Random) -> list[Expected]:
    """The workbook of month 2, in which two of the three partners are, was never sent: that alone is told."""
    world.claim("M-001", "K-01", "K-02", "M-001/bulan-2.xlsx")
    del world.books["M-001/bulan-2.xlsx"]
    return [Expected("A04", subjects.assignment(world), "facilitator")]


def stranger(world: World, chance: Random) -> list[Expected]:
    """Somebody who is no member has signed; not counted among those present."""
    sheet = world.pick_sheet(chance, world.sheets("attendance"))
    assert sheet.card
    world.claim(f"{sheet.card['group']}/names/{sheet.path}")
    line = sheet.add(f"{sheet.path}/stranger", number=17, name="Tamu Kehormatan", presence="I")
    return [Expected("A20", line, "number")]


def another_name(world: World, chance: Random) -> list[Expected]:
    lines = [*world.lines("attendance"), *world.lines("attendance_matrix")]
    line = world.pick(chance, lines)
    line["name"] = "Zubaidah Kusumawardhani"
    return [Expected("A21", line, "name")]


def list_of_another_group(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, world.cards("attendance"))
    card["group"] = "K-01" if card["group"] == "K-02" else "K-02"
    return [Expected("A22", card, "group")]


def matrix_of_another_group(world: World, chance: Random) -> list[Expected]:
    """The matrix headed by codes names the other group; told once, however many columns it has."""
    sheet = subjects.matrix(world, "K-01")
    assert sheet.card
    world.claim(sheet.path, "K-01/2")
    sheet.card["group"] = "K-02"
    return [Expected("A22", sheet.card, "group")]


def list_of_another_day(world: World, chance: Random) -> list[Expected]:
    card = world.pick(chance, world.cards("attendance"))
    card["held_on"] = date(2015, 5, 11)
    return [Expected("A23", card, "held_on")]


def names_of_another_group(world: World, chance: Random) -> list[Expected]:
    """All names on a list are another group's: told once, not for each name."""
    sheet = world.pick_sheet(chance, world.sheets("attendance"))
    assert sheet.card
    other = "K-02" if sheet.card["group"] == "K-01" else "K-01"
    world.claim(f"{other}/names")
    for line, member in zip(sheet.lines, subjects.members(world, other), strict=True):
        line["name"] = member["name"]
    return [Expected("A26", sheet.lines[0], "name")]


def no_photos_at_all(world: World, chance: Random) -> list[Expected]:
    """Not one session of the month has its photo: told once, not for each session."""
    month = chance.choice([1, 2])
    world.claim(f"K-01/{month}", f"K-02/{month}", f"counts/{month}")
    for session in subjects.sessions(world, month):
        subjects.remove(world, subjects.photo(world, session))
    return [Expected("A06", subjects.month_card(world, month), "month"), subjects.no_certificate(world)]


def member_not_on_list(world: World, chance: Random) -> list[Expected]:
    """An absent member was left off the list, so that the head count is still right."""
    lines = [line for line in world.lines("attendance") if line["presence"] != "H"]
    line = world.pick(chance, lines)
    sheet = world.sheet_of(line)
    assert sheet.card
    subjects.remove(world, line)
    return [Expected("A24", sheet.card, "session")]


def presence_empty(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("attendance"))
    line["presence"] = None
    return [Expected("A24", line, "presence")]


def presence_empty_in_matrix(world: World, chance: Random) -> list[Expected]:
    sheet = world.pick_sheet(chance, world.sheets("attendance_matrix"))
    line, session = chance.choice(sheet.lines), chance.choice(sheet.across)
    line[session] = None
    return [Expected("A24", line, session)]


def nobody_came(world: World, chance: Random) -> list[Expected]:
    """A session without anybody there counts as little as one without a list."""
    sheet = world.pick_sheet(chance, world.sheets("attendance"))
    assert sheet.card
    session = next(line for line in world.lines("session") if sheet.card.subject == line.subject)
    expected = _unproved(world, session)
    for line in sheet.lines:
        line["presence"] = chance.choice("ISA")
    for card in world.about(sheet.card.subject, "minutes"):
        if "present" in card.values:
            card["present"] = 0
    return [Expected("A25", sheet.card, "session"), *expected]


def delivered_before_made(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("delivery"))
    line["delivered_on"] = date(2015, 6, 4) if line["month"] == 1 else date(2015, 7, 4)
    return [Expected("A30", line, "delivered_on")]


def made_too_early(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("delivery"))
    line["made_on"] = date(2015, 5, 20)
    return [Expected("A31", line, "made_on")]


def delivered_in_future(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("delivery"))
    line["delivered_on"] = date(2015, 12, 9)
    return [Expected("A32", line, "delivered_on")]


def report_without_month(world: World, chance: Random) -> list[Expected]:
    """One more monthly report that does not say of which month, or says one that the term does not have."""
    sheet = world.sheet("delivery")
    month = chance.choice([None, 3, 12])
    line = world.append(sheet, sheet.lines[0], month=month)
    return [Expected("A34" if month else "A33", line, "month")]


def never_delivered(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("delivery"))
    line["delivered_on"] = None
    return [subjects.no_certificate(world)]


KINDS = (
    session_missing,
    no_photo,
    no_minutes,
    no_discussion,
    no_list,
    no_lesson,
    month_missing,
    stranger,
    another_name,
    list_of_another_group,
    matrix_of_another_group,
    list_of_another_day,
    names_of_another_group,
    no_photos_at_all,
    member_not_on_list,
    presence_empty,
    presence_empty_in_matrix,
    nobody_came,
    delivered_before_made,
    made_too_early,
    delivered_in_future,
    report_without_month,
    never_delivered,
)
