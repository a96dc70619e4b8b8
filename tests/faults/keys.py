"""Codes that cannot be read: their cell is told, and nobody who refers to the row is told that it is missing."""

from random import Random

from tests.faults import subjects
from tests.faults.books import ErrorValue, Formula, Line, Value, World, drawn
from tests.faults.expected import Expected


def _broken(line: Line, field: str, chance: Random) -> list[Expected]:
    """The cell is empty, holds an error or a formula that no program has worked out."""
    options: list[tuple[str, Value]] = [("G40", None), ("G41", ErrorValue("#REF!")), ("G42", Formula("=1+1"))]
    code, line[field] = chance.choice(options)
    return [Expected(code, line, field)]


def session_code(world: World, chance: Random) -> list[Expected]:
    session = world.pick(chance, subjects.sessions(world))
    world.claim(subjects.counts(session))
    return _broken(session, "code", chance)


def session_group(world: World, chance: Random) -> list[Expected]:
    """It may have been any group's."""
    session = world.pick(chance, subjects.sessions(world))
    world.claim(f"counts/{subjects.month_of(session)}")
    return _broken(session, "group", chance)


def session_day(world: World, chance: Random) -> list[Expected]:
    """In month 1, where no matrix is headed by days."""
    session = world.pick(chance, subjects.sessions(world, 1))
    world.claim(subjects.counts(session))
    return _broken(session, "held_on", chance)


def session_activity(world: World, chance: Random) -> list[Expected]:
    session = world.pick(chance, subjects.sessions(world))
    world.claim(subjects.counts(session))
    return _broken(session, "activity", chance)


def list_of_which_session(world: World, chance: Random) -> list[Expected]:
    sheet = world.pick_sheet(chance, world.sheets("attendance"))
    assert sheet.card
    world.claim(subjects.counts(sheet.card))
    return _broken(sheet.card, "session", chance)


def minutes_of_which_session(world: World, chance: Random) -> list[Expected]:
    """They may be of any group's session: minutes do not name the group."""
    sheet = world.pick_sheet(chance, world.sheets("minutes"))
    assert sheet.card
    world.claim(f"counts/{subjects.month_of(sheet.card)}")
    return _broken(sheet.card, "session", chance)


def discussion_of_which_session(world: World, chance: Random) -> list[Expected]:
    """It may be of any group's session, too."""
    line = world.pick(chance, world.lines("discussion"))
    world.claim(f"counts/{subjects.month_of(line)}")
    return _broken(line, "session", chance)


def partnership_code(world: World, chance: Random) -> list[Expected]:
    subjects.claim_partners(world)
    return _broken(world.pick(chance, subjects.partner(world)), "code", chance)


def _evidence(world: World, chance: Random) -> Line:
    line = world.pick(chance, world.lines("evidence"))
    if line["partnership"]:
        subjects.claim_partners(world)
    else:
        world.claim(subjects.counts(line))
    return line


def evidence_file(world: World, chance: Random) -> list[Expected]:
    return _broken(_evidence(world, chance), "file", chance)


def evidence_kind(world: World, chance: Random) -> list[Expected]:
    return _broken(_evidence(world, chance), "kind", chance)


def member_number(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.members(world))
    world.claim(f"{line['group']}/names")
    return _broken(line, "number", chance)


def member_group(world: World, chance: Random) -> list[Expected]:
    """It may have been any group's."""
    line = world.pick(chance, subjects.members(world))
    world.claim(*(f"{group}/{what}" for group in ("K-01", "K-02", "K-03") for what in ("names", "size", "chair")))
    return _broken(line, "group", chance)


def member_name(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, subjects.members(world))
    world.claim(f"{line['group']}/names")
    return _broken(line, "name", chance)


def member_nik(world: World, chance: Random) -> list[Expected]:
    return _broken(world.pick(chance, subjects.members(world)), "nik", chance)


def group_code(world: World, chance: Random) -> list[Expected]:
    code = chance.choice(["K-01", "K-02", "K-03"])
    world.claim(code, "M-001", "M-002", *(book.path for book in world.months))
    return _broken(subjects.group(world, code), "code", chance)


def group_facilitator(world: World, chance: Random) -> list[Expected]:
    code = chance.choice(["K-01", "K-02", "K-03"])
    world.claim(code, "M-001", "M-002", *(book.path for book in world.months))
    return _broken(subjects.group(world, code), "facilitator", chance)


def facilitator_code(world: World, chance: Random) -> list[Expected]:
    code = chance.choice(["M-001", "M-002"])
    world.claim("M-001", "M-002", "K-01", "K-02", "K-03", *(book.path for book in world.months))
    return _broken(subjects.person(world, code), "code", chance)


def assignment_facilitator(world: World, chance: Random) -> list[Expected]:
    code = chance.choice(["M-001", "M-002"])
    world.claim("M-001", "M-002", "K-01", "K-02", "K-03", *(book.path for book in world.months))
    return _broken(subjects.assignment(world, code), "facilitator", chance)


def term(world: World, chance: Random) -> list[Expected]:
    """The first or last day of a term."""
    code = chance.choice(["M-001", "M-002"])
    world.claim("M-001", "M-002", "K-01", "K-02", "K-03", *(book.path for book in world.months))
    return _broken(subjects.assignment(world, code), chance.choice(["starts", "ends"]), chance)


def office_code(world: World, chance: Random) -> list[Expected]:
    """Of the district's office, to which most letters belong."""
    line = subjects.office(world, chance.choice(["C-01", "P-33", "D-01"]))
    world.claim("penugasan.xlsx", "M-001", "M-002", *(book.path for book in world.months))
    return _broken(line, "code", chance)


def assignment_office(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("assignment"))
    world.claim("penugasan.xlsx/Penomoran", "penugasan.xlsx/Pejabat", "M-001/partner", "M-001/report")
    return _broken(line, chance.choice(["centre", "district"]), chance)


def signer_office(world: World, chance: Random) -> list[Expected]:
    line = drawn(chance, world.lines("signer"))
    world.claim(line.path, line.subject, "M-001/partner", "M-001/report", "M-001/assignment", "M-002/assignment")
    return _broken(line, "office", chance)


def numbering_kind(world: World, chance: Random) -> list[Expected]:
    line = world.pick(chance, world.lines("numbering"))
    world.claim("C-01/row", "D-01/row")
    return _broken(line, chance.choice(["kind", "source"]), chance)


def delivery_of_whom(world: World, chance: Random) -> list[Expected]:
    return _broken(world.pick(chance, world.lines("delivery")), "facilitator", chance)


def month_of_card(world: World, chance: Random) -> list[Expected]:
    """Whose month it is cannot be read: the card's cell is told, and the workbook that it is nobody's."""
    book = drawn(chance, world.months)
    world.claim("M-001", "K-01", "K-02", *(month.path for month in world.months))
    (card,) = (sheet.card for sheet in book.of("month_card") if sheet.card)
    return [*_broken(card, chance.choice(["facilitator", "month"]), chance)]


KINDS = (
    session_code,
    session_group,
    session_day,
    session_activity,
    list_of_which_session,
    minutes_of_which_session,
    discussion_of_which_session,
    partnership_code,
    evidence_file,
    evidence_kind,
    member_number,
    member_group,
    member_name,
    member_nik,
    group_code,
    group_facilitator,
    facilitator_code,
    assignment_facilitator,
    term,
    office_code,
    assignment_office,
    signer_office,
    numbering_kind,
    delivery_of_whom,
    month_of_card,
)
